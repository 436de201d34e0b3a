"""Serving the page: granian's workers, each with the store open read-only; never a development server."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

from kmgraph.errors import KmgraphError, StoreError
from kmgraph.graph.address import Place
from kmgraph.graph.store import current
from kmgraph_web.app import STORE, TIMEOUT
from kmgraph_web.cancelling import CANCELS
from kmgraph_web.lifetime import SERVER


class ServingError(KmgraphError):
    """An address that can't be listened on."""


def serve(
    store: Place,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    timeout: float = 10.0,
    *,
    quiet: bool = True,
) -> None:
    """Serve the store of a folder or a server until a signal ends it.

    Raises StoreError where there is no store, ServingError where the port is taken or not allowed.
    """
    from granian import Granian
    from granian.constants import Interfaces

    if isinstance(store, Path) and current(store) is None:
        raise StoreError(f"{store}: there is no store here; build one with “kmgraph build --store {store}”")
    probe(host, port)
    os.environ[STORE] = str(store.resolve()) if isinstance(store, Path) else store.query
    os.environ[TIMEOUT], os.environ[SERVER] = str(timeout), str(os.getpid())
    server = Granian(
        "kmgraph_web.app:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=32,  # a slow query holds one while its own process works
        backpressure=64,
        respawn_failed_workers=True,
        log_enabled=not quiet,
        workers_kill_timeout=3,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="kmgraph-") as cancels:  # any of the processes may be told what another one runs
        os.environ[CANCELS] = cancels
        server.serve()


def probe(host: str, port: int) -> None:
    """Say at once where the address can't be had, rather than in each worker's log."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ServingError(f"can't listen on {host}:{port}: {reason}; choose another with --port") from None
