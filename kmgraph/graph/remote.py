"""The store behind the address of a SPARQL 1.1 server: Virtuoso, Fuseki, GraphDB, QLever, `oxigraph serve`.

    <report>, <report>-positions     the named graphs of each report, as in a store's folder
    kmr:store                        all of them merged: what a plain query asks
    kmr:store-about                  one triple: what the store was built from, and which generation this is

Servers differ in what a plain query asks (nothing, or every graph, each triple once a graph), so every query names its
dataset. A server that somebody else has filled has no kmr:store: there its own dataset is asked.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO, Any, TypeAlias, TypeVar, cast

import pyoxigraph as ox

from kmgraph.errors import StoreError
from kmgraph.graph import answer as answers
from kmgraph.graph.address import Address
from kmgraph.graph.binding import from_clauses, refuse_extensions, with_base, with_prefixes, with_rows, with_values
from kmgraph.graph.guard import judge
from kmgraph.graph.ontology import KMR, mint, term
from kmgraph.graph.rdf import ReportGraph
from kmgraph.graph.store import Answer, Store, Subject, Value
from kmgraph.graph.wire import RemoteError, RemoteTimeoutError, Reply, Server

_Format = TypeVar("_Format", ox.QueryResultsFormat, ox.RdfFormat)
Dataset: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]  # the default graphs and the named ones

MERGED, ABOUT, NOTHING = (mint(key).value for key in ("store", "store-about", "store-nothing"))

_SERVERS_OWN: Dataset = ((), ())  # what the server takes a plain query to ask
_SILENCE = 10.0  # seconds that a server may say nothing to a question of ours
_WHOLE = 60.0  # seconds that a whole answer to one may take
_AGE = 60.0  # seconds after which a store that doesn't say when it changes is read afresh
_AT_ONCE = 200  # nodes that are asked for in one request
_TABLE = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_GRAPH = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_BOOLEAN = b'"value":"%s","datatype":"http://www.w3.org/2001/XMLSchema#boolean"}'
_PATTERN = "SELECT ?s ?p ?o { ?s ?p ?o }"
_IN_GRAPHS = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"
_SAID = f"SELECT ?about {{ GRAPH <{ABOUT}> {{ <{MERGED}> rdf:value ?about }} }}"
_REPORT_GRAPHS = """
SELECT DISTINCT ?g { { GRAPH ?g { ?report a kmg:Report } } UNION { GRAPH ?g { ?position oa:start ?start } } }
"""


@dataclass(frozen=True, slots=True)
class _State:
    """What a server held when it was first asked: what the store says of itself, and its named graphs."""

    about: Mapping[str, Any]
    graphs: tuple[str, ...]

    @property
    def dataset(self) -> Dataset:
        """Default and named graphs of a plain query; both empty where the server's own dataset is asked."""
        return ((MERGED,), self.graphs) if self.about else _SERVERS_OWN


class RemoteStore(Store):
    """A server asked by HTTP. It is not asked before somebody wants something of it."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.server = Server(address)
        self._opened = time.monotonic()
        self._looking = threading.Lock()
        self._known: _State | None = None

    @property
    def generation(self) -> str:
        """The number of the load, empty where a server was filled by somebody else."""
        return str(self._state.about.get("generation", ""))

    @property
    def state(self) -> str:
        """Name what the store holds, for as long as this object stands for it."""
        return f"{self.address.query} {self.generation or self._opened}"

    @property
    def _state(self) -> _State:
        with self._looking:
            if self._known is None:
                self._known = self._look()
            return self._known

    def _look(self) -> _State:
        about = self._said()
        if about:
            reports = [str(report["iri"]) for report in about.get("reports", ())]
            return _State(about, tuple(sorted(name for iri in reports for name in (iri, f"{iri}-positions"))))
        graphs = {row["g"].value for row in _rows(self._asked(_REPORT_GRAPHS, dataset=_SERVERS_OWN))}
        return _State({}, tuple(sorted(graphs - {MERGED})))

    def _said(self) -> dict[str, Any]:
        """What the store says of itself now."""
        for row in _rows(self._asked(_SAID, dataset=_SERVERS_OWN)):
            with suppress(ValueError):
                found = json.loads(row["about"].value)
                if isinstance(found, dict):
                    return found
        return {}

    def query(
        self,
        query: str,
        values: Mapping[str, Value] | None = None,
        *,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
    ) -> Answer:
        """Answer a query of ours, as every store does. Raises QueryError, and RemoteError where the server fails."""
        given = tuple(node.value for node in default_graphs or ()), tuple(node.value for node in named_graphs or ())
        return self._asked(with_values(query, values or {}), self._dataset(query, given))

    def _dataset(self, query: str, given: Dataset) -> Dataset:
        """What a query asks: what the protocol's parameters name, else its FROM clauses, else the whole store.

        Where one kind of graph is named, the other is empty; Virtuoso would take all it has, so an empty one is named.
        """
        default, named = given if any(given) else from_clauses(query)
        return (default or (NOTHING,), named or (NOTHING,)) if default or named else self._state.dataset

    def _asked(self, query: str, dataset: Dataset | None = None) -> Answer:
        form = judge(query).form
        table = form in ("SELECT", "ASK")
        default, named = self._state.dataset if dataset is None else dataset
        text, accept = with_prefixes(query), _TABLE if table else _GRAPH
        reply = self.server.ask(
            text,
            accept,
            default_graphs=default,
            named_graphs=named,
            silence=_SILENCE,
            seconds=_WHOLE,
            ours=True,
        )
        if reply.cut:
            raise RemoteError(
                f"{self.address}: the server leaves rows out of its answer; raise its limit (Virtuoso: ResultSetMaxRows)"
            )
        return self._table(reply, form == "ASK") if table else self._graph(reply)

    def _table(self, reply: Reply, yes_or_no: bool) -> ox.QuerySolutions | ox.QueryBoolean:
        """Read rows, or a yes or no. They are read to the end, so that a broken answer is found now and not halfway."""
        spool = answers.Spool(len(reply.body) * 4 + 1000)
        self._copy(reply, yes_or_no, spool)
        return ox.parse_query_results(_true_and_false(bytes(spool.data)), ox.QueryResultsFormat.JSON)

    def _copy(self, reply: Reply, yes_or_no: bool, spool: answers.Spool) -> None:
        """Write a table as Oxigraph's own JSON, as far as it goes where the reply is not full."""
        try:
            found = ox.parse_query_results(reply.body, self._format(reply, _TABLES))
            if yes_or_no and isinstance(
                found, ox.QuerySolutions
            ):  # Virtuoso 7 answers ASK with a row that holds 1 or 0
                yes = any(value is not None and value.value in ("1", "true") for row in found for value in row)
                spool.write(b'{"head":{},"boolean":%s}' % (b"true" if yes else b"false"))
            else:
                found.serialize(cast(IO[bytes], spool), ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            if not reply.full:
                raise self._nonsense(error) from None

    def _graph(self, reply: Reply) -> ox.QueryTriples:
        """Read triples."""
        held = ox.Store()
        held.extend(ox.Quad(*triple) for triple in self._triples(reply))
        found = held.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert isinstance(found, ox.QueryTriples)
        return found

    def _triples(self, reply: Reply) -> Iterator[ox.Triple]:
        """The triples of a reply, as far as it goes where it is not full."""
        try:
            for quad in ox.parse(reply.body, self._format(reply, _GRAPHS)):
                yield quad.triple
        except (SyntaxError, ValueError) as error:
            if not reply.full:
                raise self._nonsense(error) from None

    def _format(self, reply: Reply, known: Mapping[str, _Format]) -> _Format:
        """Tell the format by the media type."""
        if reply.media not in known:
            raise RemoteError(
                f"{self.address}: the server answers with {reply.media[:60] or 'no media type'!a}, which is no answer to a query"
            )
        return known[reply.media]

    def _nonsense(self, error: Exception) -> RemoteError:
        return RemoteError(f"{self.address}: the server's answer is broken ({' '.join(str(error).split())[:200]})")

    def answer(self, question: answers.Question, seconds: float) -> answers.Answer:
        """Answer what a stranger asks, within the time and the limits of the question.

        Raises QueryError where the query is at fault, RemoteTimeoutError, RemoteError. The query has passed the guard.
        """
        query = question.query
        refuse_extensions(query)
        form = judge(query).form
        default, named = self._dataset(query, (question.default_graphs, question.named_graphs))
        try:
            reply = self.server.ask(
                with_base(query, KMR),
                _TABLE if form in ("SELECT", "ASK") else _GRAPH,
                default_graphs=default,
                named_graphs=named,
                silence=seconds,
                seconds=seconds,
                most=question.max_bytes,
            )
        except RemoteTimeoutError:
            raise RemoteTimeoutError(f"the query took longer than its limit of {seconds:g} s; ask for less") from None
        return self._cut(reply, form, question)

    def _cut(self, reply: Reply, form: str, question: answers.Question) -> answers.Answer:
        """Lay a reply out in the format asked for, cut to the limits, and say where the server itself has cut it."""
        if question.format == "xlsx":
            return answers.to_sheet(self._cut(reply, form, replace(question, format="json")), self)
        left_out: answers.Cut = "rows" if reply.cut else ""
        if form == "ASK":
            found = self._table(reply, yes_or_no=True)
            assert isinstance(found, ox.QueryBoolean)
            return answers.Answer(answers.boolean(found, question.format), 1, "")
        if form == "SELECT":
            spool = answers.Spool(question.max_bytes)
            with suppress(answers.FullError):
                self._copy(reply, False, spool)
            return answers.table_answer(
                _true_and_false(bytes(spool.data)), reply.full or spool.full, question, left_out
            )
        lines = ox.serialize(self._triples(reply), format=ox.RdfFormat.N_TRIPLES) or b""
        return answers.graph_answer(lines, reply.full, question, left_out)

    def graphs(self) -> list[str]:
        """Return the names of the reports' graphs, sorted; what else the server holds is not for the page."""
        return list(self._state.graphs)

    def triples(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: ox.NamedNode | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples of the default graph that have these ends."""
        given = {"s": subject, "p": predicate, "o": object}
        values = {name: value for name, value in given.items() if isinstance(value, ox.NamedNode)}
        if isinstance(subject, ox.BlankNode):  # SPARQL has no way to name one
            return iter(())
        return _triples(self._asked(with_values(_PATTERN, values)))

    def triples_of(self, subjects: Iterable[Subject], *predicates: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield what is said of many nodes, so many in a request."""
        nodes = [node for node in dict.fromkeys(subjects) if isinstance(node, ox.NamedNode)]
        for at in range(0, len(nodes), _AT_ONCE):
            rows = [(node, predicate) for node in nodes[at : at + _AT_ONCE] for predicate in predicates]
            ones = [(node,) for node in nodes[at : at + _AT_ONCE]]
            query = with_rows(_PATTERN, ("s", "p"), rows) if predicates else with_rows(_PATTERN, ("s",), ones)
            yield from _triples(self._asked(query))

    def quads(self, subject: ox.NamedNode | None = None, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of the named graphs."""
        values = {name: value for name, value in {"s": subject, "g": graph}.items() if value is not None}
        for row in _rows(self._asked(with_values(_IN_GRAPHS, values))):
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def about(self) -> dict[str, Any]:
        """Return what the store was built from; nothing where somebody else has filled the server."""
        return {name: said for name, said in self._state.about.items() if name != "generation"}

    def moved(self) -> bool:
        """Tell whether something else has been loaded; of a server that does not say so, whether a minute has gone by."""
        if self._known is None:
            return False
        if not self._known.about:
            return time.monotonic() - self._opened > _AGE
        with suppress(StoreError):  # one that is away for a while has not moved
            return str(self._said().get("generation", "")) != self.generation
        return False

    def __len__(self) -> int:
        (row,) = _rows(self._asked("SELECT (COUNT(*) AS ?number) { ?s ?p ?o }"))
        return int(row["number"].value)


def load(address: Address, graphs: Sequence[ReportGraph], about: Mapping[str, Any]) -> str:
    """Put reports into a server in place of those it holds, and return the name of the load.

    Each graph is replaced by itself, what the store says of itself last: who asks in between may see new beside old.
    Raises RemoteError.
    """
    store = RemoteStore(address)
    server, before = store.server, store.graphs()
    generation = f"{int(store.generation or 0) + 1:06d}"
    names = []
    for number, graph in enumerate(graphs):
        for name, triples in ((graph.report, graph.facts), (graph.positions_graph, graph.positions)):
            server.put(name.value, _turtle(triples))
            names.append(name.value)
        server.put(MERGED, _turtle(graph.triples), add=number > 0)
    for gone in sorted(set(before) - set(names)):
        server.drop(gone)
    said = json.dumps({**about, "generation": generation}, ensure_ascii=False, sort_keys=True)
    server.put(ABOUT, _turtle([ox.Triple(ox.NamedNode(MERGED), term("rdf:value"), ox.Literal(said))]))
    return generation


def _turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Triples a line each, which is Turtle too."""
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _true_and_false(data: bytes) -> bytes:
    """Write booleans as everybody does in Oxigraph's own JSON: Virtuoso writes those it holds as 1 and 0."""
    for digit, word in ((b"1", b"true"), (b"0", b"false")):
        data = data.replace(_BOOLEAN % digit, _BOOLEAN % word)
    return data


def _rows(answer: Answer) -> Iterator[ox.QuerySolution]:
    assert isinstance(answer, ox.QuerySolutions)
    return iter(answer)


def _triples(answer: Answer) -> Iterator[ox.Triple]:
    return (ox.Triple(row["s"], row["p"], row["o"]) for row in _rows(answer))
