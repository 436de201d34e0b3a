"""SPARQL servers that the tests start on free ports of this machine, each with an empty database of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VIRTUOSO = shutil.which("virtuoso-t")
ABSENT = "Virtuoso 7 is not installed (apt-get install virtuoso-opensource-7)"
INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{own}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {most}
"""


def free_ports(number: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [listener.getsockname()[1] for listener in taken]
    for listener in taken:
        listener.close()
    return ports


@contextmanager
def oxigraph() -> Iterator[str]:
    """`oxigraph serve` in memory; its address for queries."""
    (port,) = free_ports(1)
    program = Path(sys.executable).parent / "oxigraph"
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(folder: Path, most: int = 1_000_000) -> Iterator[str]:
    """Virtuoso 7 with a database in a folder; its address for queries. A run without it says how many tests that is."""
    if VIRTUOSO is None:
        pytest.skip(ABSENT)
    own, port = free_ports(2)
    ini = folder / "virtuoso.ini"
    ini.write_text(INI.format(folder=folder, own=own, port=port, most=most))
    with pytest.MonkeyPatch.context() as patch, running([VIRTUOSO, "+foreground", "+configfile", ini], port):
        patch.setenv("KMGRAPH_STORE_USER", "dba")
        patch.setenv("KMGRAPH_STORE_PASSWORD", "dba")
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def running(command: list[str | Path], port: int, patience: float = 60) -> Iterator[int]:
    """A server from when it listens until it has ended; the number of its process. `patience` is in seconds."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + patience
        while not listens(port):
            assert process.poll() is None, f"{command[0]} has ended"
            assert time.monotonic() < until, f"{command[0]} doesn't listen"
            time.sleep(0.05)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
