"""A store served as `kmgraph serve` does it, on a free port, and requests to it."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

from conftest import free_port

SERVE = "import sys; from pathlib import Path; from kmgraph_web.serving import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]), timeout=float(sys.argv[3]), quiet=False)"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status, headers, body."""

    status: int
    headers: Message
    body: bytes

    @property
    def media(self) -> str:
        """The media type without its parameters."""
        return str(self.headers["Content-Type"]).partition(";")[0]


@dataclass(frozen=True, slots=True)
class Served:
    """A server: where it listens, and its process."""

    port: int
    process: int

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: Iterable[tuple[str, str]] = ()
    ) -> Reply:
        """Send a request whose headers may repeat, and read the whole answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            data = body.encode() if isinstance(body, str) else body
            connection.putrequest(method, path)
            for name, value in headers:
                connection.putheader(name, value)
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            with connection.getresponse() as response:
                return Reply(response.status, response.headers, response.read())

    def ask(self, query: str, accept: str = "*/*", dataset: Iterable[tuple[str, str]] = ()) -> Reply:
        """Ask a query by a form, on the dataset of the protocol's parameters."""
        body = urlencode([("query", query), *dataset])
        return self.send("POST", "/sparql", body, [("Content-Type", FORM), ("Accept", accept)])


@contextmanager
def serving(store: Path, timeout: float = 10.0, log: IO[bytes] | None = None) -> Iterator[Served]:
    """Serve a store until the block ends, with granian's log in a file or nowhere."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, str(store), str(port), str(timeout)]
    server = subprocess.Popen(command, stdout=log or subprocess.DEVNULL, stderr=log or subprocess.DEVNULL)
    try:
        wait_until_open(port)
        yield Served(port, server.pid)
    finally:
        server.terminate()
        assert server.wait(15) in (0, 130, -signal.SIGTERM, -signal.SIGKILL)  # the last where a test killed it


def wait_until_open(port: int) -> None:
    """Wait until somebody listens on a port."""
    until = time.monotonic() + 30
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)


def below(process: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found = [int(child) for task in children_files(process) for child in task.split()]
    return [*found, *(deeper for child in found for deeper in below(child))]


def children_files(process: int) -> Iterator[str]:
    """Yield what Linux says of a process's children, thread by thread."""
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):
                yield (task / "children").read_text()


def command(process: int) -> str:
    """Return the words by which a process was started."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def memory(process: int) -> int:
    """Return the bytes that a process and those below it hold in memory, shared pages counted in proportion."""
    total = 0
    for one in (process, *below(process)):
        with suppress(OSError, IndexError):
            total += int(Path(f"/proc/{one}/smaps_rollup").read_text().partition("Pss:")[2].split()[0]) * 1024
    return total


def until_gone(processes: Iterable[int]) -> None:
    """Wait until processes have ended."""
    until = time.monotonic() + 15
    for process in processes:
        while command(process):
            assert time.monotonic() < until, f"{command(process)} goes on"
            time.sleep(0.02)
