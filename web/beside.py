"""A node's neighbours as its page lists them: by relation, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG, term
from kmgraph.graph.rows import Neighbour, NodeView
from kmgraph.graph.store import Store
from kmgraph_web.current import graph, remembered
from kmgraph_web.words import KINDS, kind_name, local

# what holds a thing up and what it holds comes first, the whole that it belongs to last
_RELATIONS = (
    "supports", "includes", "dependsOn", "continues", "ownedBy", "ledBy", "locatedIn", "inIndustry", "indicator",
    "phase", "strength", "place", "mentionedIn", "partOf", "measuredIn",
)  # fmt: skip

PLACES = """
SELECT ?iri (MIN(?place) AS ?first) {
  { ?iri kmg:order ?place } UNION { ?iri (prov:wasDerivedFrom|kmg:mentionedIn)/kmg:order ?place }
} GROUP BY ?iri
"""
NOWHERE = 10**9  # behind every place of a text

# members of one relation on a node's page: where there are more, the first of them and the way to their list
MOST = 60
PAGE = 100  # members on a page of that list

# nodes that stand behind the ones a reader meets: they have a page, and no place in lists
BEHIND = frozenset(
    (
        f"{KMG}Link",
        term("prov:Activity").value,
        term("prov:Entity").value,
        term("prov:SoftwareAgent").value,
        term("oa:TextPositionSelector").value,
        term("oa:TextQuoteSelector").value,
    )
)
# properties whose other end is shown as evidence, not in lists
EVIDENCE = frozenset((term("prov:wasDerivedFrom").value, f"{KMG}mentionedIn"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation read from the node looked at, or towards it, and all who are at its other end."""

    property: str
    outward: bool
    members: tuple[Neighbour, ...]


def members(store: Store, iri: str, property: str, *, outward: bool) -> tuple[Neighbour, ...]:
    """Return all who stand beside a node by one property in one direction, as its list shows them."""
    beside = described(store, iri).neighbours
    same = (n for n in beside if (n.property, n.outward) == (property, outward) and n.node.kind not in BEHIND)
    return in_order(store, same)


@remembered
def described(store: Store, iri: str) -> NodeView:
    """Return all there is about a node; whoever turns the pages of a long list asks for it again and again."""
    return queries.view(store, iri)


def relations(neighbours: Iterable[Neighbour], hidden: Collection[str] = ()) -> list[Relation]:
    """Group neighbours by relation and direction; classes in `hidden` are left out."""
    groups: dict[tuple[str, bool], list[Neighbour]] = {}
    for neighbour in neighbours:
        behind = neighbour.node.kind in BEHIND or neighbour.node.kind in hidden
        if not behind and not (neighbour.outward and neighbour.property in EVIDENCE):
            groups.setdefault((neighbour.property, neighbour.outward), []).append(neighbour)
    found = [Relation(property, outward, in_order(graph(), members)) for (property, outward), members in groups.items()]
    return sorted(found, key=rank)


def in_order(store: Store, members: Iterable[Neighbour]) -> tuple[Neighbour, ...]:
    """Order the members of a relation class by class, tasks first; within a class as the text has them, the rest behind."""
    place, kinds = places(store), (*KINDS, "Other")

    def rank_of(member: Neighbour) -> tuple[int, int]:
        return kinds.index(kind_name(member.node.kind)), place.get(member.node.iri, NOWHERE)

    return tuple(sorted(members, key=rank_of))


@remembered
def places(store: Store) -> dict[str, int]:
    """Return where the text first speaks of each node, by the order of its sentences."""
    return {row["iri"]: int(row["first"]) for row in queries.select(store, PLACES)}


def rank(relation: Relation) -> tuple[int, bool, str]:
    """Order relations: known ones as listed, those towards the node first (由其支撑 before 支撑)."""
    name = local(relation.property)
    return _RELATIONS.index(name) if name in _RELATIONS else len(_RELATIONS), relation.outward, relation.property
