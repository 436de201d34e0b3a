"""Killable processes that answer queries: a stranger's SPARQL never runs in the process that serves the page.

Oxigraph has no time limit, its native code never runs Python's signal handlers, a sorted cross join takes gigabytes, and
nesting can end it with a segmentation fault. So a query runs in a process of its own kind: bounded in memory, without a
network where the system allows it, killed when its time is up.

Two lanes keep a heavy query from blocking a light one. Every query begins in the quick lane. One that takes longer than
`patience` leaves it, and a fresh worker takes its place there at once (a few milliseconds: the processes are forked from a
server that has Oxigraph loaded). It goes on in the slow lane if that has room; else it is ended and waits for its turn.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kmgraph.errors import QueryError
from kmgraph.graph.answer import Answer, Question
from kmgraph.graph.worker import pack, unpack, work

_CONTEXT = multiprocessing.get_context("forkserver")
_STARTING = threading.Lock()


class QueryTimeout(QueryError):
    """The query's time was up."""


class QueryTooHeavy(QueryError):
    """The query ended its worker: memory or the stack ran out."""


class Busy(QueryError):
    """More queries wait than may."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a query may take, bytes of memory a worker may have, and how many of each there are."""

    seconds: float = 10.0
    memory: int = 1_500_000_000
    patience: float = 0.2
    quick: int = 2
    slow: int = 2
    waiting: int = 24


class Worker:
    """One process and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        with _STARTING:  # multiprocessing's list of children is not made for several threads
            ours, theirs = _CONTEXT.Pipe()
            self._process = _CONTEXT.Process(
                target=work, args=(theirs, limits.memory, limits.seconds + 2), daemon=True, name="kmgraph-query"
            )
            self._process.start()
            theirs.close()
        self._pipe: Connection[Any, Any] = ours

    def send(self, store: Path, question: Question) -> None:
        """Hand it a question. Raises OSError where the process is gone."""
        self._pipe.send_bytes(pack({"store": str(store), **asdict(question)}))

    def ready(self, seconds: float) -> bool:
        """Wait for the answer (or the process's end) as long as that."""
        return self._pipe.poll(max(seconds, 0))

    def receive(self) -> Answer:
        """Read the answer. Raises QueryError with what Oxigraph says, QueryTooHeavy where the process died of it."""
        try:
            head, body = unpack(self._pipe.recv_bytes())
        except (EOFError, OSError):
            raise QueryTooHeavy("the query ran out of memory or is nested too deeply; ask for less") from None
        if "error" in head:
            raise QueryError(head["error"])
        return Answer(body, head["rows"], head["cut"])

    def yield_to_others(self) -> None:
        """A slow query gets what processor time the quick ones leave."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid or 0, 10)

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        with _STARTING:
            self._process.kill()
            self._process.join(5)
            self._pipe.close()
            with suppress(ValueError):
                self._process.close()


class Workers:
    """The pool: `ask` is called by many threads at once."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        _CONTEXT.set_forkserver_preload(["__main__", "kmgraph.graph.worker"])
        self._places = threading.BoundedSemaphore(self.limits.waiting)
        self._slow = threading.BoundedSemaphore(self.limits.slow)
        self._quick: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(self.limits.quick):
            self._quick.put(Worker(self.limits))

    def ask(self, store: Path, question: Question) -> Answer:
        """Answer a question from the store in that folder.

        Raises QueryError with what is wrong with it, QueryTimeout, QueryTooHeavy, or Busy where too many wait.
        """
        if not self._places.acquire(blocking=False):
            raise Busy(f"{self.limits.waiting} queries are being answered already; try again in a few seconds")
        try:
            return self._ask(store, question, time.monotonic() + self.limits.seconds)
        finally:
            self._places.release()

    def _ask(self, store: Path, question: Question, deadline: float) -> Answer:
        with self._quick_worker(deadline) as lent:
            try:
                lent.worker.send(store, question)
            except OSError:  # killed from outside while it had nothing to do
                lent.replace().end()
                lent.worker.send(store, question)
            if lent.worker.ready(min(self.limits.patience, deadline - time.monotonic())):
                try:
                    return lent.worker.receive()
                except QueryTooHeavy:
                    lent.replace().end()
                    raise
            worker = lent.replace()
        return self._go_on_slowly(worker, store, question, deadline)

    def _go_on_slowly(self, worker: Worker, store: Path, question: Question, deadline: float) -> Answer:
        running = self._slow.acquire(blocking=False)
        if not running:
            worker.end()
            if not self._slow.acquire(timeout=max(deadline - time.monotonic(), 0)):
                raise Busy("other long queries were being answered all the time; try again in a few seconds")
            worker = Worker(self.limits)
            worker.send(store, question)
        try:
            worker.yield_to_others()
            if not worker.ready(deadline - time.monotonic()):
                raise QueryTimeout(f"the query took longer than its limit of {self.limits.seconds:g} s; ask for less")
            return worker.receive()
        finally:
            worker.end()
            self._slow.release()

    @contextmanager
    def _quick_worker(self, deadline: float) -> Iterator[Lent]:
        try:
            lent = Lent(self._quick.get(timeout=max(deadline - time.monotonic(), 0)), self.limits)
        except queue.Empty:
            raise Busy("no worker was free; try again in a few seconds") from None
        try:
            yield lent
        finally:
            self._quick.put(lent.worker)

    def close(self) -> None:
        """End every idle worker."""
        with suppress(queue.Empty):
            while True:
                self._quick.get_nowait().end()


class Lent:
    """A place in the quick lane: whatever happens to its worker, one stands there when the place is given back."""

    def __init__(self, worker: Worker, limits: Limits) -> None:
        self.worker = worker
        self._limits = limits

    def replace(self) -> Worker:
        """Put a fresh worker here, and return the one that stood here."""
        before, self.worker = self.worker, Worker(self._limits)
        return before
