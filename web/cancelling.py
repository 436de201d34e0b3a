"""Cancelling a query that runs: the reader's window gives it a ticket, and any process of the server may be told to end it.

A ticket that was cancelled is an empty file, named by a hash of the ticket, in a folder that the processes share.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from kmgraph.graph.workers import never

CANCELS = "KMGRAPH_CANCELS"  # in the environment: the folder that `serve` has made
_KEPT = 60.0  # seconds for which a cancelled ticket is remembered


class Cancels:
    """The tickets that were cancelled of late, in the folder that is shared, or in one of its own, made when it is needed."""

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared
        self._own: Path | None = None

    def cancel(self, ticket: str) -> None:
        """End the query of a ticket, wherever it runs; forget those of long ago."""
        for old in self._folder().iterdir():
            with suppress(OSError):  # another process may clear it too
                if time.time() - old.stat().st_mtime > _KEPT:
                    old.unlink()
        self._file(ticket).touch()

    def watch(self, ticket: str) -> Callable[[], bool]:
        """Return what tells whether a ticket was cancelled; a query without one never is."""
        return self._file(ticket).exists if ticket else never

    def close(self) -> None:
        """Remove a folder of its own."""
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)
            self._own = None

    def _folder(self) -> Path:
        if self._shared:
            return self._shared
        self._own = self._own or Path(mkdtemp(prefix="kmgraph-"))
        return self._own

    def _file(self, ticket: str) -> Path:
        return self._folder() / sha256(ticket.encode("utf-8", "replace")).hexdigest()
