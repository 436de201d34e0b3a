"""What a request reads: the store (its newest generation), the workers for strangers' queries, the reader's language."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from flask import current_app, request

from kmgraph.errors import StoreError
from kmgraph.graph import queries
from kmgraph.graph.rows import Report
from kmgraph.graph.store import Store
from kmgraph.graph.workers import Limits, Workers
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


class Reading:
    """The open store of one process, and what was worked out from it; a new generation starts afresh."""

    def __init__(self, path: Path, timeout: float) -> None:
        self._path = path
        self._limits = Limits(seconds=timeout)
        self._lock = threading.Lock()
        self._store = Store.open(path)
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
                        self._store = Store.open(self._path)
            return self._store

    @property
    def workers(self) -> Workers:
        """The pool, made by the first query that a stranger sends."""
        with self._lock:
            if self._workers is None:
                self._workers = Workers(self._limits)
            return self._workers

    def warm(self) -> None:
        """Make the pool now, without anybody waiting for it."""
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


def generation(store: Store) -> Path:
    """Return the folder that a worker opens."""
    assert store.path is not None
    return store.path / store.generation


def language() -> str:
    """Return the reader's choice, else what the browser asks for, Chinese where it asks for neither."""
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
