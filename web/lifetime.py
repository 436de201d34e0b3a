"""A process of the server ends with the server, however that ends: one left over would keep the address taken."""

from __future__ import annotations

import os
import threading
import time

SERVER = "KMGRAPH_SERVER"  # the process id of `kmgraph serve`
_LOOK_AGAIN = 0.5  # seconds


def end_with_server() -> None:
    """Watch the server where this process is one of its own; a kill -9 gives it no time to end them."""
    server = os.getppid()
    if os.environ.get(SERVER) == str(server):
        threading.Thread(target=_watch, args=(server,), daemon=True).start()


def _watch(server: int) -> None:
    while os.getppid() == server:
        time.sleep(_LOOK_AGAIN)
    os._exit(1)
