"""Answers as annotations of the graph: triples for a named graph of their own, so that SPARQL can use them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.analysis.centrality import Centrality
from kmgraph.analysis.chains import Order
from kmgraph.analysis.communities import Communities
from kmgraph.analysis.critical import Bottleneck
from kmgraph.analysis.dependencies import Projection, basis_of
from kmgraph.analysis.impact import Impact
from kmgraph.graph.ontology import KMR, digest, kmg
from kmgraph.graph.triples import decimal, integer

DEPENDENCIES = KMR + "analysis-dependencies"


def graph_name(analysis: str, *about: str) -> str:
    """Return the name of an analysis's graph; of one that was asked of certain nodes with a hash of them."""
    return KMR + "-".join(("analysis", analysis, *([digest(*sorted(about))] if about else [])))


def described(name: str, graph: Projection) -> Iterator[Triple]:
    """Yield what a graph of annotations says of itself: which edges it was worked out from."""
    yield Triple(NamedNode(name), kmg("basis"), Literal(basis_of(graph)))


def of_dependencies(graph: Projection) -> Iterator[Triple]:
    """Yield the projection: what rests on what."""
    for source, target in sorted(set(graph.edges())):
        yield Triple(NamedNode(source), kmg("restsOn"), NamedNode(target))


def of_impact(found: Impact) -> Iterator[Triple]:
    """Yield the share that is gone of each node that rests on what slipped, and all of what did."""
    for node in (*found.late, *found.dropped):
        yield Triple(NamedNode(node.iri), kmg("shareGone"), _number(1.0))
    for weak in (*found.goals, *found.others):
        yield Triple(NamedNode(weak.node.iri), kmg("shareGone"), _number(weak.share))


def of_bottlenecks(found: tuple[Bottleneck, ...]) -> Iterator[Triple]:
    """Yield the goals that each node cuts off."""
    for each in found:
        for goal in each.cut_off:
            yield Triple(NamedNode(each.node.iri), kmg("cutsOff"), NamedNode(goal.iri))


def of_order(found: Order) -> Iterator[Triple]:
    """Yield the number of each node's step."""
    for step in found.steps:
        for node in step.nodes:
            yield Triple(NamedNode(node.iri), kmg("step"), integer(step.number))


def of_communities(found: Communities) -> Iterator[Triple]:
    """Yield the number of each node's community."""
    for each in found.communities:
        for node in each.members:
            yield Triple(NamedNode(node.iri), kmg("community"), integer(each.number))


def of_centrality(found: Centrality) -> Iterator[Triple]:
    """Yield each node's betweenness and PageRank."""
    for each in found.nodes:
        yield Triple(NamedNode(each.node.iri), kmg("betweenness"), _number(each.betweenness))
        yield Triple(NamedNode(each.node.iri), kmg("pageRank"), _number(each.pagerank))


def _number(value: float) -> Literal:
    """A number with up to nine digits behind the point."""
    return decimal(round(Decimal(value), 9))
