"""A query from the command line and its answer as bytes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kmgraph.errors import QueryError
from kmgraph.graph.export import write
from kmgraph.graph.guard import check
from kmgraph.graph.ontology import shorten
from kmgraph.graph.selection import Selection, nodes_of, of_nodes, of_triples
from kmgraph.graph.store import Answer, Store
from kmgraph.graph.workbook import answer_to_xlsx
from kmgraph.terminal import table

_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_TABLES = ("table", *_RESULTS, "xlsx")
_GRAPHS = ("turtle", "ntriples", "jsonld", "rdfxml")


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
        return _written(store, store.query(query), form)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: Oxigraph's native code never comes round to Python's own handler."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def selected(store: Store, query: str) -> Selection:
    """Select what a query names: the nodes that a SELECT answers with, in whatever variable, or a CONSTRUCT's triples.

    Raises QueryError where it is no such query, GraphError where it names no node of the graph.
    """
    check(query, store.graphs())
    with _interruptible():
        result = store.query(query)
        if isinstance(result, ox.QueryBoolean):
            raise QueryError("ASK gives yes or no: export needs a SELECT that names nodes, or a CONSTRUCT")
        if isinstance(result, ox.QueryTriples):
            return of_triples(result)
        return of_nodes(store, nodes_of(result))


def _written(store: Store, result: Answer, form: str | None) -> bytes:
    if isinstance(result, ox.QueryTriples):
        if form not in (None, *_GRAPHS):
            raise QueryError(f"CONSTRUCT and DESCRIBE give a graph: --format {', '.join(_GRAPHS)}, not {form}")
        return write(of_triples(result), form or "turtle")
    if form in _GRAPHS:
        raise QueryError(f"SELECT and ASK give rows: --format {', '.join(_TABLES)}, not {form}")
    if form in (None, "table"):
        return "".join(f"{line}\n" for line in _lines(result)).encode("utf-8", "surrogatepass")
    if form == "xlsx":
        return answer_to_xlsx(result, store)
    if isinstance(result, ox.QueryBoolean) and form in ("csv", "tsv"):
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
