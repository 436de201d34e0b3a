"""A client of the benchmark: asks a server one query after another on one open connection, and prints how many a second."""

import json
import socket
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit


def main(address: str, queries: str, seconds: str, number: str) -> None:
    where = urlsplit(address)
    wanted = [
        f"GET {where.path}?query={quote(query)} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept: application/sparql-results+json\r\n\r\n".encode()
        for query in json.loads(Path(queries).read_text(encoding="utf-8"))
    ]
    connection = socket.create_connection((where.hostname, where.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    at, done, until, began = int(number) * 250, 0, time.perf_counter() + float(seconds), time.perf_counter()
    while time.perf_counter() < until:
        connection.sendall(wanted[at % len(wanted)])
        receive(connection)
        at, done = at + 1, done + 1
    print(done / (time.perf_counter() - began))


def receive(connection: socket.socket) -> None:
    """Read one answer to its end: by its length, or in chunks."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += piece(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    assert b" 200 " in head[:16], data[:300]
    lower = head.lower()
    if b"content-length:" in lower:
        length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += piece(connection)
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += piece(connection)


def piece(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    assert data, "the server has closed the connection"
    return data


if __name__ == "__main__":
    main(*sys.argv[1:])
