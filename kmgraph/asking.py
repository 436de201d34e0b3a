"""A query from the command line and its answer as bytes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import QueryError
from kmgraph.graph.files import turtle
from kmgraph.graph.guard import check
from kmgraph.graph.ontology import shorten
from kmgraph.graph.store import Answer, Store
from kmgraph.terminal import table

_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


def read_query(argument: str) -> str:
    """Return the query that an argument means: a file's text (….rq), standard input's (-), or itself. Raises QueryError."""
    try:
        if argument == "-":
            return sys.stdin.read()
        if argument.endswith(".rq"):
            return Path(argument).read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{argument}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise QueryError(f"{argument}: the query is not written in UTF-8") from None
    return argument


def answer(store: Store, query: str, form: str | None) -> bytes:
    """Answer a query in a format. Raises QueryError where it is none, or has no answer in that format."""
    check(query, store.graphs())
    with _interruptible():
        return _written(store.query(query), form)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: Oxigraph's native code never comes round to Python's own handler."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _written(result: Answer, form: str | None) -> bytes:
    if isinstance(result, ox.QueryTriples):
        if form not in (None, "turtle"):
            raise QueryError(f"CONSTRUCT and DESCRIBE give a graph: --format turtle, not {form}")
        return turtle(result)
    if form == "turtle":
        raise QueryError("SELECT and ASK give rows: --format table, csv, json or xml, not turtle")
    if form in (None, "table"):
        return "".join(f"{line}\n" for line in _lines(result)).encode("utf-8", "surrogatepass")
    if isinstance(result, ox.QueryBoolean) and form == "csv":
        return f"{'true' if result else 'false'}\r\n".encode()
    data = result.serialize(format=_RESULTS[str(form)]) or b""
    return data if data.endswith(b"\n") else data + b"\n"


def _lines(result: ox.QuerySolutions | ox.QueryBoolean) -> Iterator[str]:
    if isinstance(result, ox.QueryBoolean):
        yield "yes" if result else "no"
        return
    names = [variable.value for variable in result.variables]
    yield from table(names, [[_cell(row[name]) for name in names] for row in result])


def _cell(value: object) -> str:
    """A value as a table shows it: an IRI by its prefixed name, a literal by its text."""
    match value:
        case None:
            return ""
        case ox.NamedNode():
            return shorten(value.value)
        case ox.Literal():
            return value.value
    return str(value)
