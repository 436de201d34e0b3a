"""What a request reads: the store (its newest generation), the workers for strangers' queries, the reader's language."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from flask import current_app, has_request_context, request

from kmgraph.errors import StoreError
from kmgraph.graph import queries
from kmgraph.graph.address import Place
from kmgraph.graph.answer import Answer, Question
from kmgraph.graph.remote import RemoteStore
from kmgraph.graph.rows import Report
from kmgraph.graph.store import EmbeddedStore, Store, fingerprint
from kmgraph.graph.workers import LOOK, BusyError, Limits, Workers, refuse_if
from kmgraph_web.cancelling import CANCELS, Cancels

P = ParamSpec("P")
R = TypeVar("R")

KEPT = 100  # answers of one question
LANGUAGES = ("zh", "en")
THEMES = ("auto", "light", "dark")
_LOOK_AGAIN = 1.0  # seconds between two looks at the store's pointer


def remembered(ask: Callable[Concatenate[Store, P], R]) -> Callable[Concatenate[Store, P], R]:
    """Keep what a function works out from a store as long as that store is open; a new generation is asked afresh."""
    known: WeakKeyDictionary[Store, dict[object, R]] = WeakKeyDictionary()

    @wraps(ask)
    def look_up(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> R:
        answers = known.setdefault(store, {})
        key = (args, tuple(kwargs.items()))
        if key not in answers:
            answers[key] = ask(store, *args, **kwargs)
            if len(answers) > KEPT:
                del answers[next(iter(answers))]
        return answers[key]

    return look_up


@remembered
def reports(store: Store) -> tuple[Report, ...]:
    """Return every report of the store: each page names them."""
    return queries.reports(store)


@remembered
def version(store: Store) -> str:
    """Name what the answers come from: a short hash of what the store was built from, and its generation: `3f9a1c.2`."""
    built_from = fingerprint(json.dumps(store.about(), sort_keys=True))[:6]
    return f"{built_from}.{store.generation.rpartition('-')[2].lstrip('0')}"


class Reading:
    """The open store of one process, and what was worked out from it; a new generation starts afresh."""

    def __init__(self, place: Place, timeout: float) -> None:
        self._place = place
        self._limits = Limits(seconds=timeout)
        self._asking = threading.BoundedSemaphore(self._limits.waiting)
        self._lock = threading.Lock()
        self._store = Store.open(place)
        self._looked = time.monotonic()
        self._workers: Workers | None = None
        self.cancels = Cancels(Path(shared) if (shared := os.environ.get(CANCELS)) else None)

    @property
    def store(self) -> Store:
        """The newest generation; the old one stays open for the requests that still read it."""
        with self._lock:
            if time.monotonic() - self._looked > _LOOK_AGAIN:
                self._looked = time.monotonic()
                if self._store.moved():
                    with suppress(StoreError):  # one that can't be read: the old one serves on
                        self._store = Store.open(self._place)
            return self._store

    def ask(self, store: Store, question: Question, ticket: str = "") -> Answer:
        """Answer what a stranger asks: a folder in a process of the pool, a server by handing the query on.

        Raises QueryError, of a server RemoteError too; QueryCancelledError where the ticket is cancelled meanwhile.
        """
        cancelled = self.cancels.watch(ticket)
        if isinstance(store, EmbeddedStore):
            return self.workers.ask(store.folder, question, cancelled)
        assert isinstance(store, RemoteStore)
        answer = self._ask_server(store, question)
        while not wait([answer], LOOK).done:
            refuse_if(cancelled)
        return answer.result()

    def _ask_server(self, store: RemoteStore, question: Question) -> Future[Answer]:
        """Hand a query on in a thread of its own: it keeps its place until the server is done, wanted or not."""
        if not self._asking.acquire(blocking=False):
            raise BusyError(f"{self._limits.waiting} queries are being answered already; try again in a few seconds")
        answer: Future[Answer] = Future()

        def run() -> None:
            try:
                answer.set_result(store.answer(question, self._limits.seconds))
            except BaseException as error:
                error.__context__ = None  # Oxigraph's objects, which its frames hold, may end in no other thread
                answer.set_exception(error.with_traceback(None))
            finally:
                self._asking.release()

        threading.Thread(target=run, daemon=True).start()
        return answer

    @property
    def workers(self) -> Workers:
        """The pool, made by the first query that a stranger sends."""
        with self._lock:
            if self._workers is None:
                self._workers = Workers(self._limits)
            return self._workers

    def warm(self) -> None:
        """Make the pool now, without anybody waiting for it; a server needs none."""
        if isinstance(self._place, Path):
            threading.Thread(target=lambda: self.workers, daemon=True).start()

    def close(self) -> None:
        """End the pool."""
        with self._lock:
            if self._workers is not None:
                self._workers.close()
                self._workers = None
        self.cancels.close()


def reading() -> Reading:
    """Return what this app reads."""
    found = current_app.extensions["kmgraph"]
    assert isinstance(found, Reading)
    return found


def graph() -> Store:
    """Return the store as this request sees it."""
    return reading().store


def language() -> str:
    """Return what the address names (`?lang=en`), else the reader's choice, else what the browser asks for, at last Chinese."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = request.args.get("lang", "")
    if chosen not in LANGUAGES:
        chosen = request.cookies.get("language", "")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "zh"


def theme() -> str:
    """Return the reader's choice of light or dark, `auto` where the system decides."""
    chosen = request.cookies.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def chosen_report(all_reports: tuple[Report, ...] | None = None) -> Report | None:
    """Return the report that the address names, the newest where it names none; None where there is none.

    `?report=530100-2022`, `/report/530100-2022` and `/graph?focus=530100-2022-goal-7f3a9c12` all name that one.
    """
    known = reports(graph()) if all_reports is None else all_reports
    values = (request.args.get("report"), (request.view_args or {}).get("name"), request.args.get("focus"))
    for value in filter(None, values):
        for report in known:
            name = report.iri.rpartition("/")[2]
            if value == name or value.startswith(name + "-"):
                return report
    return known[-1] if known else None
