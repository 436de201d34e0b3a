"""One query in one store: its answer as bytes in the format that was asked for, cut where it is too large.

SELECT is written by Oxigraph as JSON and cut there, at a row's end; CONSTRUCT and DESCRIBE as N-Triples, cut at a line's
end. The other formats are converted from what is left, so every format has the same rows.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Literal, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

from kmgraph.graph.ontology import KMR

if TYPE_CHECKING:
    from kmgraph.graph.store import Store as Graph

Cut = Literal["", "rows", "bytes"]

RESULT_FORMATS: dict[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_ROW_END = b'}},{"'  # a quote within a value is written \", so these bytes stand between rows alone
_NOTES: dict[str, tuple[bytes, bytes]] = {
    "xml": (b"<!-- ", b" -->"),
    "rdfxml": (b"<!-- ", b" -->"),
    "turtle": (b"# ", b"\n"),
    "ntriples": (b"# ", b"\n"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query that passed the guard; the dataset of the protocol's parameters (empty: the store's own), and the limits."""

    query: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    max_rows: int = 50_000
    max_bytes: int = 16_000_000
    prefixes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` in the format asked for; `rows` (triples of a graph) in it, and which limit cut it, if one did."""

    body: bytes
    rows: int
    cut: Cut


class FullError(Exception):
    """The spool holds as many bytes as it may."""


class Spool:
    """What Oxigraph writes to; it stops the query when it is full."""

    def __init__(self, limit: int) -> None:
        self.data = bytearray()
        self.limit = limit
        self.full = False

    def write(self, piece: bytes) -> int:
        """Take a piece, or raise FullError: Oxigraph tries to write once more what it could not."""
        if self.full:
            raise FullError
        self.data += piece
        self.full = len(self.data) > self.limit
        if self.full:
            raise FullError
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""


def answer(store: Store, question: Question) -> Answer:
    """Run the query. Raises what pyoxigraph raises: SyntaxError with line and column, OSError, RuntimeError."""
    if question.format == "xlsx":
        return sheet(store, replace(question, format="json"))
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in question.default_graphs]
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in question.named_graphs]
    given = bool(default or named)  # where the protocol names a dataset, what it does not name is empty
    results = store.query(
        question.query,
        base_iri=KMR,  # DESCRIBE <530100-2022>
        default_graph=default if given else None,
        named_graphs=named if given else None,
    )
    if isinstance(results, QueryBoolean):
        return Answer(boolean(results, question.format), 1, "")
    spool = Spool(question.max_bytes)
    with suppress(FullError):
        if isinstance(results, QuerySolutions):
            results.serialize(cast(IO[bytes], spool), QueryResultsFormat.JSON)
        else:
            results.serialize(cast(IO[bytes], spool), RdfFormat.N_TRIPLES)
    cut_to_size = table_answer if isinstance(results, QuerySolutions) else graph_answer
    return cut_to_size(bytes(spool.data), spool.full, question)


def sheet(store: Store, question: Question) -> Answer:
    """Write the answer as a sheet of XLSX, with a last row that says so where it was cut."""
    # imported here: a worker starts with Oxigraph alone, and few are asked for a sheet
    from kmgraph.graph.store import EmbeddedStore

    return to_sheet(answer(store, question), EmbeddedStore(store))


def to_sheet(found: Answer, store: Graph) -> Answer:
    """Write an answer in JSON as a sheet; the store says what the nodes in it are called."""
    from kmgraph.graph.workbook import answer_to_xlsx

    solutions = parse_query_results(found.body, QueryResultsFormat.JSON)
    body = answer_to_xlsx(solutions, store, cut_note(found.rows, found.cut) if found.cut else "")
    return Answer(body, found.rows, found.cut)


def boolean(result: QueryBoolean, format: str) -> bytes:
    """ASK's answer; CSV and TSV have no form for it in the standard, one word does."""
    if format in ("csv", "tsv"):
        return b"true\n" if result else b"false\n"
    return result.serialize(format=RESULT_FORMATS[format]) or b""


def table_answer(data: bytes, full: bool, question: Question, left_out: Cut = "") -> Answer:
    """Cut SELECT's JSON to the limits and write it in the format asked for; `left_out` says why rows lack already."""
    data, rows, cut = cut_rows(data, full, question.max_rows)
    cut = cut or left_out
    if question.format == "json":
        return Answer(mark_json(data, rows, cut), rows, cut)
    solutions = parse_query_results(data, QueryResultsFormat.JSON)
    body = solutions.serialize(format=RESULT_FORMATS[question.format]) or b""
    return Answer(body + note(question.format, rows, cut), rows, cut)


def cut_rows(data: bytes, full: bool, most: int) -> tuple[bytes, int, Cut]:
    """Count the rows of Oxigraph's JSON without reading it, and end it behind the last row that may stay."""
    head, _, bindings = data.partition(b'"bindings":[')
    cut: Cut = "bytes" if full else ""
    pieces = bindings.split(_ROW_END)
    if not full and (b"{}" in bindings or len(pieces) == 1):  # rows without a value, one row, or none
        whole = json.loads(data)
        rows = len(whole["results"]["bindings"])
        if rows <= most:
            return data, rows, ""
        del whole["results"]["bindings"][most:]
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), most, "rows"
    rows = len(pieces) - full
    if rows > most:
        rows, cut = most, "rows"
    if not cut:
        return data, rows, ""
    kept = _ROW_END.join(pieces[:rows]) + b"}}" if rows else b""
    return head + b'"bindings":[' + kept + b"]}}", rows, cut


def mark_json(data: bytes, rows: int, cut: Cut) -> bytes:
    """Say in the JSON itself that rows are missing: a member in front, which readers skip (Oxigraph's takes none behind)."""
    if not cut:
        return data
    said = json.dumps({"rows": rows, "complete": False, "limit": cut}).encode()
    return b'{"kmgraph":' + said + b"," + data.lstrip()[1:]


def graph_answer(data: bytes, full: bool, question: Question, left_out: Cut = "") -> Answer:
    """Cut the N-Triples to the limits, each triple once and in order, and write them in the format asked for."""
    lines = data.splitlines(keepends=True)
    cut = left_out
    if full:
        lines, cut = lines[:-1], "bytes"
    lines = sorted(set(lines))
    if len(lines) > question.max_rows:
        lines, cut = lines[: question.max_rows], "rows"
    body = b"".join(lines)
    if question.format != "ntriples":
        triples = (quad.triple for quad in parse(body, RdfFormat.N_TRIPLES))
        body = serialize(triples, format=GRAPH_FORMATS[question.format], prefixes=dict(question.prefixes)) or b""
    return Answer(body + note(question.format, len(lines), cut), len(lines), cut)


def note(format: str, rows: int, cut: Cut) -> bytes:
    """A last comment where the format has comments and the answer is cut."""
    if not cut or format not in _NOTES:
        return b""
    before, after = _NOTES[format]
    return before + cut_note(rows, cut).encode() + after


def cut_note(rows: int, cut: Cut) -> str:
    """Say which limit cut an answer, and what is left of it."""
    return f"cut by the limit of {cut}: {rows:,} are here, there are more"
