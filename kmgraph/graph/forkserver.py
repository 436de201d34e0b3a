"""A process that does nothing but fork: workers start in a few milliseconds, with Oxigraph loaded and nothing else.

multiprocessing's own fork server imports the main program into every worker, so that a script without a guard would run
again; this one knows of no main program. `Forks` is the side of the page, `serve` the process.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from typing import Any

from kmgraph.graph.worker import work


class Forks:
    """Starts workers, for one process; several threads may ask at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def start(self, memory: int, seconds: float) -> tuple[int, Connection[Any, Any]]:
        """Fork a worker; return its process id and the pipe to it."""
        ours, theirs = Pipe()
        order = json.dumps([memory, seconds]).encode()
        with self._lock, theirs:
            try:
                return self._order(order, theirs.fileno()), ours
            except OSError:  # killed from outside: a new one takes its place
                self._stop()
                return self._order(order, theirs.fileno()), ours

    def _order(self, order: bytes, pipe: int) -> int:
        if self._socket is None:
            self._launch()
        assert self._socket is not None
        socket.send_fds(self._socket, [order], [pipe])
        pid = self._socket.recv(32)
        if not pid:
            raise ConnectionResetError("the fork server is gone")
        return int(pid)

    def _launch(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(
                # -P: a json.py in the folder where the command was typed is not ours
                [sys.executable, "-P", "-m", "kmgraph.graph.forkserver", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )

    def _stop(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._server is not None:
            self._server.kill()
            self._server.wait(5)
            self._server = None

    def close(self) -> None:
        """End the process; its workers end when their pipes close."""
        with self._lock:
            self._stop()


def serve(descriptor: int) -> None:
    """Fork a worker for each order until the page's end of the socket closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the page's to deal with
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a worker: the system clears it away
    orders = socket.socket(fileno=descriptor)
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, 256, 1)
        if not order:
            return
        pid = os.fork()
        if pid == 0:
            orders.close()
            with suppress(KeyboardInterrupt):
                work(Connection(descriptors[0]), *json.loads(order))
            os._exit(0)
        os.close(descriptors[0])
        orders.sendall(str(pid).encode())


if __name__ == "__main__":
    serve(int(sys.argv[1]))
