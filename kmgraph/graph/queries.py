"""The questions behind the pages: their SPARQL is in questions.py, their rows in rows.py.

`Store.query` puts values in (`bind`), and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, RDF, shorten, term, value_of
from kmgraph.graph.questions import (
    COUNTS,
    DERIVED,
    EVIDENCE,
    FIGURES,
    LINKS_IN,
    LINKS_OUT,
    NODE,
    REPORTS,
    SECTIONS,
    SENTENCES,
)
from kmgraph.graph.rows import (
    Count,
    Derived,
    Edge,
    Evidence,
    Fact,
    FigureRow,
    Headline,
    Neighbour,
    Neighbourhood,
    Node,
    NodeView,
    Report,
    SectionRow,
    SentenceRow,
)
from kmgraph.graph.store import Store, Value

# classes in the order in which a search lists them, the ones that a reader looks for first
KINDS = tuple(
    KMG + name
    for name in (
        "Report",
        "Goal",
        "Project",
        "Task",
        "District",
        "Industry",
        "Indicator",
        "Organization",
        "Commitment",
        "Result",
        "Strength",
        "Phase",
        "Unit",
        "Section",
        "Sentence",
        "Link",
    )
)

# what a picture draws between two nodes
RELATIONS = frozenset(
    term(name).value
    for name in (
        "kmg:partOf",
        "kmg:supports",
        "kmg:includes",
        "kmg:locatedIn",
        "kmg:inIndustry",
        "kmg:dependsOn",
        "kmg:continues",
        "kmg:ownedBy",
        "kmg:ledBy",
        "kmg:indicator",
        "kmg:strength",
        "kmg:place",
        "skos:broader",
    )
)


# --- answers --------------------------------------------------------------------------------------------------


def reports(store: Store) -> tuple[Report, ...]:
    """Return every report of the store, by year."""
    return tuple(
        Report(
            row["iri"],
            row["label"],
            row.get("title"),
            row.get("place"),
            row.get("placeLabel"),
            row.get("year"),
        )
        for row in select(store, REPORTS)
    )


def refuse_unknown_report(store: Store, report: str | None) -> None:
    """Raise GraphError where a report is named that the store has not."""
    known = [each.iri for each in reports(store)]
    if report is not None and report not in known:
        there = ", ".join(map(shorten, known)) or "none"
        raise GraphError(f"the store has no report {shorten(report)}; there are: {there}")


def counts(store: Store, report: str | None = None) -> tuple[Count, ...]:
    """Count the nodes of each class, of one report or of all."""
    return tuple(Count(row["class"], int(row["number"])) for row in select(store, COUNTS, report=report))


def headlines(store: Store, report: str | None = None, limit: int = 12) -> tuple[Headline, ...]:
    """Return the goals that the report's outlook sets, each with the last result of its indicator.

    Where no outlook was found, the goals whose indicator is known stand for them.
    """
    rows = _figures(store, report)
    goals = [figure for figure, _ in rows if figure.kind == KMG + "Goal"]
    set_out = [figure for figure, part in rows if part == "outlook" and figure in goals]
    chosen = set_out or [goal for goal in goals if goal.indicator] or goals
    results = [figure for figure, _ in rows if figure.kind == KMG + "Result"]
    return tuple(Headline(goal, _last_result(goal, results)) for goal in chosen)[:limit]


def _last_result(goal: FigureRow, results: list[FigureRow]) -> FigureRow | None:
    """The newest result that measures the same: one indicator, one unit, and both levels or both changes."""
    same = [
        result
        for result in results
        if (result.indicator or result.indicator_text) == (goal.indicator or goal.indicator_text)
        and result.unit == goal.unit
        and (result.change == "level") == (goal.change == "level")
        and (result.year or "") <= (goal.year or "9999")
    ]
    return max(reversed(same), key=lambda result: result.year or "", default=None)


def _figure(row: Mapping[str, str]) -> FigureRow:
    return FigureRow(
        row["iri"],
        row["label"],
        row["kind"],
        row.get("indicator"),
        row.get("indicatorText", ""),
        row["value"],
        row.get("unit", ""),
        row["change"],
        row["bound"],
        row.get("year"),
        row["original"],
        row["sentence"],
    )


def figures(store: Store, report: str | None = None) -> tuple[FigureRow, ...]:
    """Return every goal and result in the text's order."""
    return tuple(figure for figure, _ in _figures(store, report))


def _figures(store: Store, report: str | None) -> list[tuple[FigureRow, str | None]]:
    """Each figure once, by its first sentence, with the part of the report that it stands in."""
    found: dict[str, tuple[FigureRow, str | None]] = {}
    for row in select(store, FIGURES, report=report):
        found.setdefault(row["iri"], (_figure(row), row.get("part")))
    return list(found.values())


def node(store: Store, iri: str) -> Node | None:
    """Return a node's label and class, None where the graph does not hold it."""
    rows = list(select(store, NODE, {"iri": NamedNode(iri)}))
    if not rows:
        return None
    kinds = [row["kind"] for row in rows]
    return Node(iri, rows[0].get("label") or shorten(iri), _kind(kinds))


def texts(store: Store, iris: Iterable[str], property: str) -> dict[str, list[str]]:
    """Return the values of many nodes' property, each node's sorted; nothing of a node that has none."""
    found: dict[str, list[str]] = {}
    for triple in store.triples_of(map(NamedNode, iris), NamedNode(property)):
        found.setdefault(value_of(triple.subject), []).append(value_of(triple.object))
    return {iri: sorted(values) for iri, values in found.items()}


def view(store: Store, iri: str) -> NodeView:
    """Return all there is about a node. Raises GraphError where the graph does not hold it."""
    shown = node(store, iri)
    if shown is None:
        raise GraphError(f"the graph holds no node {shorten(iri)}")
    ends = _ends(store, iri, outward=True)
    described = _described(store, (value for _, value in ends))
    own = (_fact(name, value) for name, value in ends if not described.get(value))
    return NodeView(shown, tuple(own), tuple(neighbours(store, iri)), evidence(store, iri))


def _fact(name: str, value: _Term) -> Fact:
    if isinstance(value, Literal):
        return Fact(name, value.value, value.language, value.datatype.value)
    return Fact(name, value_of(value))


def neighbours(store: Store, iri: str) -> Iterator[Neighbour]:
    """Yield what stands beside a node: first what it points to, then what points to it, by property."""
    for links, outward in ((LINKS_OUT, True), (LINKS_IN, False)):
        ends = _ends(store, iri, outward=outward)
        if not ends:
            continue
        known = _links(select(store, links, {"iri": NamedNode(iri)}))
        described = _described(store, (end for _, end in ends))
        for name, end in ends:
            if (known_of := described.get(end)) and (outward or name not in _REIFIED):
                other = value_of(end)
                beside = Node(other, known_of.label or shorten(other), _kind(known_of.kinds))
                yield Neighbour(name, beside, outward, *known.get((name, other), (None, (), ())))


_Term = NamedNode | Literal | BlankNode | Triple
_REIFIED = frozenset(RDF + name for name in ("subject", "predicate", "object"))
_TYPE, _LABEL = term("rdf:type"), term("rdfs:label")


def _ends(store: Store, iri: str, *, outward: bool) -> list[tuple[str, _Term]]:
    """What is at the other end of each property of a node, in order."""
    node = NamedNode(iri)
    found = store.triples(node) if outward else store.triples(object=node)
    pairs = {(triple.predicate.value, triple.object if outward else triple.subject) for triple in found}
    return sorted(pairs, key=lambda pair: (pair[0], str(pair[1])))


@dataclass(slots=True)
class _Described:
    """The classes of a node, and the first of its labels."""

    kinds: list[str] = field(default_factory=list)
    label: str = ""


def _described(store: Store, nodes: Iterable[_Term]) -> dict[_Term, _Described]:
    """Class and label of each node that the graph describes; a literal has none."""
    found: dict[_Term, _Described] = {}
    for triple in store.triples_of((node for node in nodes if not isinstance(node, Literal)), _TYPE, _LABEL):
        known = found.setdefault(triple.subject, _Described())
        value = value_of(triple.object)
        if triple.predicate == _TYPE:
            known.kinds.append(value)
        else:
            known.label = min(known.label or value, value)
    return {node: known for node, known in found.items() if known.kinds}


_Known = tuple[str | None, tuple[str, ...], tuple[str, ...]]


def _links(rows: Iterator[dict[str, str]]) -> dict[tuple[str, str], _Known]:
    """Basis, rules and sentences of each relation of a node, by property and other end."""
    known: dict[tuple[str, str], _Known] = {}
    for row in rows:
        key = (row["property"], row["value"])
        _, rules, sentences = known.get(key, (None, (), ()))
        known[key] = row.get("basis"), _with(rules, row.get("rule")), _with(sentences, row.get("sentence"))
    return known


def evidence(store: Store, iri: str) -> tuple[Evidence, ...]:
    """Return the sentences on which a node rests or that name it, in the text's order; a sentence's evidence is itself."""
    return tuple(
        Evidence(
            row["sentence"],
            row.get("text", ""),
            int(row["start"]) if "start" in row else None,
            int(row["end"]) if "end" in row else None,
            row.get("report"),
        )
        for row in select(store, EVIDENCE, {"iri": NamedNode(iri)})
    )


def neighbourhood(store: Store, focus: str, depth: int = 1, limit: int = 150) -> Neighbourhood:
    """Return the nodes up to `depth` steps from the focus, nearest first, and every relation between them.

    No step goes through a report unless it is the focus: everything is part of one. Raises GraphError for no node.
    """
    start = node(store, focus)
    if start is None:
        raise GraphError(f"the graph holds no node {shorten(focus)}")
    nodes, edges = {focus: start}, dict[Edge, None]()
    left_out: set[str] = set()
    ring = [focus]
    for step in range(depth + 1):
        following: list[str] = []
        for here in ring:
            if here != focus and nodes[here].kind == KMG + "Report":
                continue
            for beside in _related(store, here):
                other = beside.node.iri
                if other not in nodes and step < depth:
                    if len(nodes) >= limit:
                        left_out.add(other)
                        continue
                    nodes[other] = beside.node
                    following.append(other)
                if other in nodes:
                    ends = (here, other) if beside.outward else (other, here)
                    edges[Edge(ends[0], beside.property, ends[1], beside.basis)] = None
        ring = following
    return Neighbourhood(focus, tuple(nodes.values()), tuple(edges), len(left_out - nodes.keys()))


def _related(store: Store, iri: str) -> Iterator[Neighbour]:
    """The neighbours that a picture shows: sentences and sections stand behind them."""
    behind = (KMG + "Sentence", KMG + "Section")
    return (n for n in neighbours(store, iri) if n.property in RELATIONS and n.node.kind not in behind)


def sections(store: Store, report: str) -> tuple[SectionRow, ...]:
    """Return the headings of a report in the text's order."""
    return tuple(
        SectionRow(row["iri"], row.get("number", ""), row["heading"], row["part"], row["parent"])
        for row in select(store, SECTIONS, report=report)
    )


def sentences(store: Store, report: str) -> tuple[SentenceRow, ...]:
    """Return the sentences of a report in the text's order."""
    return tuple(
        SentenceRow(row["iri"], row["text"], row["section"]) for row in select(store, SENTENCES, report=report)
    )


def derived(store: Store, report: str) -> dict[str, tuple[Derived, ...]]:
    """Return what hangs on each sentence of a report, by the sentence's IRI."""
    found: dict[str, list[Derived]] = {}
    for row in select(store, DERIVED, report=report):
        fact = Derived(
            row["sentence"],
            Node(row["iri"], row["label"], row["kind"]),
            int(row["offset"]) if "offset" in row else None,
            row.get("original"),
        )
        found.setdefault(fact.sentence, []).append(fact)
    return {sentence: tuple(facts) for sentence, facts in found.items()}


# --- rows of an answer ----------------------------------------------------------------------------------------


def select(
    store: Store, query: str, values: Mapping[str, Value] | None = None, report: str | None = None
) -> Iterator[dict[str, str]]:
    """Yield the rows of a SELECT with the text of each value; a variable without one is not in its row.

    `report` narrows the question to one report's graphs.
    """
    for row in _solutions(store, query, values, report):
        yield {name: value_of(value) for name, value in row.items()}


def _solutions(
    store: Store, query: str, values: Mapping[str, Value] | None = None, report: str | None = None
) -> Iterator[dict[str, NamedNode | Literal | BlankNode]]:
    graphs = [NamedNode(report), NamedNode(f"{report}-positions")] if report else None
    answer = store.query(query, values, default_graphs=graphs)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for solution in answer:  # by position: each value is made for Python once
        yield {name: value for name, value in zip(names, solution, strict=True) if value is not None}


def _kind(kinds: list[str]) -> str:
    """The class of several that says most: kmg:District rather than skos:Concept."""
    return min(kinds, key=lambda kind: KINDS.index(kind) if kind in KINDS else len(KINDS))


def _with(known: tuple[str, ...], value: str | None) -> tuple[str, ...]:
    return known if value is None or value in known else (*known, value)
