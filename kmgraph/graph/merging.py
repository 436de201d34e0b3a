"""Reports' graphs put together, and taken apart again: each report's own facts, its positions, and what all share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, RDF, mint, shorten, term, value_of
from kmgraph.graph.rdf import ReportGraph
from kmgraph.graph.triples import in_order

SHARED = mint("shared")  # the graph of a merged file that holds concepts and organizations

_TYPE, _REPORT, _ORGANIZATION = RDF + "type", KMG + "Report", KMG + "Organization"
_SHA256 = KMG + "sha256"
_SELECTOR = term("oa:TextPositionSelector")
_POSITION = frozenset((term("oa:start").value, term("oa:end").value))
_ORDER = KMG + "order"


def reports_of(triples: Iterable[ox.Triple]) -> list[str]:
    """Return the IRIs of the reports that a graph holds, sorted."""
    return sorted(
        {value_of(t.subject) for t in triples if t.predicate.value == _TYPE and value_of(t.object) == _REPORT}
    )


def split(triples: Iterable[ox.Triple], name: str) -> tuple[ReportGraph, ...]:
    """Take a graph apart into its reports; each gets what it needs of the concepts and organizations that they share.

    A node is a report's own by its IRI (`mint`). Raises GraphError where something belongs to none of several reports.
    """
    every = frozenset(triples)
    reports = reports_of(every)
    owner = _owner(reports)
    own: dict[str, list[ox.Triple]] = {report: [] for report in reports}
    shared: dict[str, list[ox.Triple]] = {}
    for triple in every:
        if report := owner(value_of(triple.subject)) or owner(value_of(triple.object)):
            own[report].append(triple)
        else:
            shared.setdefault(value_of(triple.subject), []).append(triple)
    used = {report: _used(mine, shared) for report, mine in own.items()}
    if left := shared.keys() - set(chain.from_iterable(used.values())):
        if len(reports) != 1:
            raise GraphError(
                f"{name}: {shorten(min(left))} belongs to none of the reports {', '.join(map(shorten, reports))}"
            )
        used[reports[0]] |= left
    return tuple(
        ReportGraph(
            ox.NamedNode(report),
            in_order(chain((t for t in own[report] if not _is_position(t)), *(shared[node] for node in used[report]))),
            in_order(t for t in own[report] if _is_position(t)),
        )
        for report in reports
    )


def _owner(reports: Sequence[str]) -> Callable[[str], str | None]:
    """Tell which report a node is of, by its IRI: kmr:530100-2022-goal-7f3a9c12 is of kmr:530100-2022."""
    longest_first = sorted(reports, key=len, reverse=True)
    known: dict[str, str | None] = {}

    def owner(iri: str) -> str | None:
        if iri not in known:
            known[iri] = next((r for r in longest_first if iri == r or iri.startswith(f"{r}-")), None)
        return known[iri]

    return owner


def _used(own: Iterable[ox.Triple], shared: dict[str, list[ox.Triple]]) -> set[str]:
    """The shared nodes that a report speaks of, and those that they speak of in turn."""
    found: set[str] = set()
    waiting = [value_of(end) for triple in own for end in (triple.subject, triple.object)]
    while waiting:
        node = waiting.pop()
        if node in shared and node not in found:
            found.add(node)
            waiting += [value_of(triple.object) for triple in shared[node]]
    return found


def _is_position(triple: ox.Triple) -> bool:
    """Whether a triple of a report's own is one of those that stand apart from its facts."""
    return triple.predicate.value in _POSITION or triple.predicate.value == _ORDER or triple.object == _SELECTOR


# --- together -------------------------------------------------------------------------------------------------


def merge(files: Iterable[tuple[str, Sequence[ox.Triple]]]) -> tuple[tuple[str, ReportGraph], ...]:
    """Put the reports of several files together, each with the name of its file; one that is given twice is there once.

    A file of positions alone goes to the reports of the others. Raises GraphError where two files hold one report with
    different texts, or built differently, or describe a concept differently.
    """
    found: dict[str, tuple[str, ReportGraph]] = {}
    loose: list[tuple[str, Sequence[ox.Triple]]] = []
    for name, triples in files:
        if not reports_of(triples):
            loose.append((name, triples))
        for graph in split(triples, name) if reports_of(triples) else ():
            before = found.setdefault(graph.report.value, (name, graph))
            found[graph.report.value] = before[0], _once(before, (name, graph))
    for name, triples in loose:
        for report, positions in _positions(name, triples, list(found)).items():
            file, graph = found[report]
            found[report] = file, ReportGraph(graph.report, graph.facts, in_order((*graph.positions, *positions)))
    return tuple(_with_one_description(list(found.values())))


def _once(one: tuple[str, ReportGraph], other: tuple[str, ReportGraph]) -> ReportGraph:
    """One report out of two files."""
    (name, graph), (second, again) = one, other
    report = shorten(graph.report.value)
    texts = [_text_of(graph), _text_of(again)]
    if texts[0] != texts[1]:
        hashes = " and ".join(text[:12] or "none" for text in texts)
        raise GraphError(
            f"{second}: {report} is the name of {name} too, with another text (SHA-256 {hashes}); leave one out"
        )
    if graph.facts != again.facts:
        raise GraphError(f"{second}: {report} is in {name} too, built differently from the same text; leave one out")
    return ReportGraph(graph.report, graph.facts, in_order((*graph.positions, *again.positions)))


def _text_of(graph: ReportGraph) -> str:
    return next(
        (value_of(t.object) for t in graph.facts if t.subject == graph.report and t.predicate.value == _SHA256), ""
    )


def _positions(name: str, triples: Sequence[ox.Triple], reports: Sequence[str]) -> dict[str, list[ox.Triple]]:
    """The triples of a file that holds no report, by the report whose sentences they are of."""
    owner = _owner(reports)
    found: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        report = owner(value_of(triple.subject))
        if report is None or not _is_position(triple):
            raise GraphError(f"{name}: holds no report, nor positions of one that is given beside it")
        found.setdefault(report, []).append(triple)
    if not found:
        raise GraphError(f"{name}: holds no report: this is no graph of kmgraph")
    return found


def _with_one_description(named: Sequence[tuple[str, ReportGraph]]) -> Iterator[tuple[str, ReportGraph]]:
    """Let all reports describe what they share alike: an organization as the first one writes its name.

    A concept comes from the vocabularies: two descriptions are of two states of them. Raises GraphError.
    """
    known: dict[str, tuple[str, set[ox.Triple]]] = {}
    owner = _owner([graph.report.value for _, graph in named])
    for name, graph in named:
        own, described = _apart(graph, owner)
        for node, triples in described.items():
            first, before = known.setdefault(node, (name, triples))
            if triples != before and not any(value_of(t.object) == _ORGANIZATION for t in before & triples):
                raise GraphError(
                    f"{name}: {shorten(node)} is described otherwise than in {first}; build both with one state of kmgraph"
                )
        shared = chain.from_iterable(known[node][1] for node in described)
        yield name, ReportGraph(graph.report, in_order(chain(own, shared)), graph.positions)


def _apart(graph: ReportGraph, owner: Callable[[str], str | None]) -> tuple[list[ox.Triple], dict[str, set[ox.Triple]]]:
    """A report's own facts, and what it says of each node that it shares with others."""
    own: list[ox.Triple] = []
    described: dict[str, set[ox.Triple]] = {}
    for triple in graph.facts:
        if owner(value_of(triple.subject)) or owner(value_of(triple.object)):
            own.append(triple)
        else:
            described.setdefault(value_of(triple.subject), set()).add(triple)
    return own, described


def to_dataset(graphs: Sequence[ReportGraph]) -> tuple[ox.Quad, ...]:
    """Return the quads of a merged file: a graph a report, its positions in `<report>-positions`, SHARED once for all."""
    owner = _owner([graph.report.value for graph in graphs])
    by_name: dict[str, Iterable[ox.Triple]] = {}
    shared: set[ox.Triple] = set()
    for graph in graphs:
        own, described = _apart(graph, owner)
        shared.update(*described.values())
        by_name[graph.report.value], by_name[graph.positions_graph.value] = own, graph.positions
    by_name[SHARED.value] = shared
    return tuple(
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))
        for name in sorted(by_name)
        for t in in_order(by_name[name])
    )
