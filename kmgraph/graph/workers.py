"""Killable processes that answer queries: a stranger's SPARQL never runs in the process that serves the page.

Oxigraph has no time limit, its native code never runs Python's signal handlers, a sorted cross join takes gigabytes, and
nesting can end it with a segmentation fault. So a query runs in a process of its own kind: bounded in memory, without a
network where the system allows it, killed when its time is up.

Two lanes keep a heavy query from blocking a light one. Every query begins in the quick lane. One that takes longer than
`patience` leaves it, and a fresh worker takes its place there at once (a few milliseconds: see forkserver.py). It goes on in the slow lane if that has room; else it is ended and waits for its turn.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from kmgraph.errors import QueryError
from kmgraph.graph.answer import Answer, Question
from kmgraph.graph.forkserver import Forks
from kmgraph.graph.worker import pack, unpack

LEAST_PATIENCE = 0.04  # seconds: a light query takes less even where every processor is busy
LOOK = 0.2  # seconds between two looks whether a query was cancelled

Cancelled: TypeAlias = Callable[[], bool]


def never() -> bool:
    """What nobody cancels."""
    return False


class QueryTimeoutError(QueryError):
    """The query's time was up."""


class QueryWeightError(QueryError):
    """The query ended its worker: memory or the stack ran out."""


class QueryCancelledError(QueryError):
    """Whoever asked the query no longer wants its answer."""


class BusyError(QueryError):
    """More queries wait than may."""


def refuse_if(cancelled: Cancelled) -> None:
    """Raise QueryCancelledError where that is so."""
    if cancelled():
        raise QueryCancelledError("the query was cancelled")


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

    def __init__(self, forks: Forks, limits: Limits) -> None:
        # where the page itself has died, the worker ends a query on its own a little later
        self._pid, self._pipe = forks.start(limits.memory, limits.seconds + 2)

    def send(self, store: Path, question: Question) -> None:
        """Hand it a question. Raises OSError where the process is gone."""
        self._pipe.send_bytes(pack({"store": str(store), **asdict(question)}))

    def begun(self, deadline: float) -> bool:
        """Wait until it has opened the store. Raises EOFError or OSError where the process ended before."""
        if not self._pipe.poll(max(deadline - time.monotonic(), 0)):
            return False
        self._pipe.recv_bytes()
        return True

    def ready(self, deadline: float, cancelled: Cancelled = never) -> bool:
        """Wait for the answer (or the process's end). Raises QueryCancelledError soon after `cancelled` says so."""
        while not self._pipe.poll(min(max(deadline - time.monotonic(), 0), LOOK)):
            refuse_if(cancelled)
            if time.monotonic() >= deadline:
                return False
        return True

    def receive(self) -> Answer:
        """Read the answer. Raises QueryError with what Oxigraph says, QueryWeightError where the process died of it."""
        try:
            head, body = unpack(self._pipe.recv_bytes())
        except (EOFError, OSError):
            raise QueryWeightError("the query ran out of memory or is nested too deeply; ask for less") from None
        if "error" in head:
            raise QueryError(head["error"])
        return Answer(body, head["rows"], head["cut"])

    def yield_to_others(self) -> None:
        """A slow query gets what processor time the quick ones leave."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._pid, 19)

    def end(self) -> None:
        """Kill the process, unless it has gone by itself."""
        if not self._gone():
            with suppress(OSError):
                os.kill(self._pid, signal.SIGKILL)
        self._pipe.close()

    def _gone(self) -> bool:
        try:
            while self._pipe.poll(0):
                self._pipe.recv_bytes()
        except (EOFError, OSError):
            return True
        return False


class Workers:
    """The pool: `ask` is called by many threads at once."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._forks = Forks()
        self._waiting = 0
        self._counting = threading.Lock()
        self._places = threading.BoundedSemaphore(self.limits.waiting)
        self._slow = threading.BoundedSemaphore(self.limits.slow)
        self._quick: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(self.limits.quick):
            self._quick.put(self._new())

    def ask(self, store: Path, question: Question, cancelled: Cancelled = never) -> Answer:
        """Answer a question from the store in that folder; what is `cancelled` meanwhile frees its worker.

        Raises QueryError with what is wrong with it, QueryTimeoutError, QueryWeightError, QueryCancelledError, or
        BusyError where too many wait.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError(f"{self.limits.waiting} queries are being answered already; try again in a few seconds")
        try:
            return self._ask(store, question, time.monotonic() + self.limits.seconds, cancelled)
        finally:
            self._places.release()

    def _ask(self, store: Path, question: Question, deadline: float, cancelled: Cancelled) -> Answer:
        with self._quick_worker(deadline) as lent:
            if self._begin(lent, store, question, deadline) and lent.worker.ready(
                min(deadline, time.monotonic() + self._patience())
            ):
                try:
                    return lent.worker.receive()
                except QueryWeightError:
                    lent.replace().end()
                    raise
            worker = lent.replace()
        return self._go_on_slowly(worker, store, question, deadline, cancelled)

    def _begin(self, lent: Lent, store: Path, question: Question, deadline: float) -> bool:
        """Hand the question over, once more where the worker was killed from outside while it had nothing to do."""
        for _ in range(2):
            with suppress(EOFError, OSError):
                lent.worker.send(store, question)
                return lent.worker.begun(deadline)
            lent.replace().end()
        raise BusyError("the workers are being restarted; try again in a few seconds")

    def _patience(self) -> float:
        """The longer the line, the shorter the patience: ten heavy queries at once make a light one wait 0.3 s, not 1."""
        with self._counting:
            return max(self.limits.patience / (1 + self._waiting), LEAST_PATIENCE)

    def _go_on_slowly(
        self, worker: Worker, store: Path, question: Question, deadline: float, cancelled: Cancelled
    ) -> Answer:
        running = self._slow.acquire(blocking=False)
        if not running:
            worker.end()
            while not self._slow.acquire(timeout=min(max(deadline - time.monotonic(), 0), LOOK)):
                refuse_if(cancelled)
                if time.monotonic() >= deadline:
                    raise BusyError("other long queries were being answered all the time; try again in a few seconds")
            worker = self._new()
            with suppress(EOFError, OSError):  # its end is seen below
                worker.send(store, question)
                worker.begun(deadline)
        try:
            worker.yield_to_others()
            if not worker.ready(deadline, cancelled):
                raise QueryTimeoutError(
                    f"the query took longer than its limit of {self.limits.seconds:g} s; ask for less"
                )
            return worker.receive()
        finally:
            worker.end()
            self._slow.release()

    @contextmanager
    def _quick_worker(self, deadline: float) -> Iterator[Lent]:
        self._wait(+1)
        try:
            lent = Lent(self._quick.get(timeout=max(deadline - time.monotonic(), 0)), self._new)
        except queue.Empty:
            raise BusyError("no worker was free; try again in a few seconds") from None
        finally:
            self._wait(-1)
        try:
            yield lent
        finally:
            self._quick.put(lent.worker)

    def _wait(self, by: int) -> None:
        with self._counting:
            self._waiting += by

    def _new(self) -> Worker:
        return Worker(self._forks, self.limits)

    def close(self) -> None:
        """End every idle worker, and what forks them."""
        with suppress(queue.Empty):
            while True:
                self._quick.get_nowait().end()
        self._forks.close()


class Lent:
    """A place in the quick lane: whatever happens to its worker, one stands there when the place is given back."""

    def __init__(self, worker: Worker, new: Callable[[], Worker]) -> None:
        self.worker = worker
        self._new = new

    def replace(self) -> Worker:
        """Put a fresh worker here, and return the one that stood here."""
        before, self.worker = self.worker, self._new()
        return before
