"""A node's neighbours as its page lists them: by relation, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kmgraph.graph.ontology import KMG, term
from kmgraph.graph.rows import Neighbour
from kmgraph_web.words import KINDS, kind_name, local

# what holds a thing up and what it holds comes first, the whole that it belongs to last
_RELATIONS = (
    "supports", "includes", "dependsOn", "continues", "ownedBy", "ledBy", "locatedIn", "inIndustry", "indicator",
    "phase", "strength", "place", "mentionedIn", "partOf", "measuredIn",
)  # fmt: skip

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


def relations(neighbours: Iterable[Neighbour], hidden: Collection[str] = ()) -> list[Relation]:
    """Group neighbours by relation and direction; classes in `hidden` are left out."""
    groups: dict[tuple[str, bool], list[Neighbour]] = {}
    for neighbour in neighbours:
        behind = neighbour.node.kind in BEHIND or neighbour.node.kind in hidden
        if not behind and not (neighbour.outward and neighbour.property in EVIDENCE):
            groups.setdefault((neighbour.property, neighbour.outward), []).append(neighbour)
    found = [Relation(property, outward, in_order(members)) for (property, outward), members in groups.items()]
    return sorted(found, key=rank)


def in_order(members: Iterable[Neighbour]) -> tuple[Neighbour, ...]:
    """Order the members of a relation class by class, tasks first; within a class as they came."""
    return tuple(sorted(members, key=lambda member: (*KINDS, "Other").index(kind_name(member.node.kind))))


def rank(relation: Relation) -> tuple[int, bool, str]:
    """Order relations: known ones as listed, those towards the node first (由其支撑 before 支撑)."""
    name = local(relation.property)
    return _RELATIONS.index(name) if name in _RELATIONS else len(_RELATIONS), relation.outward, relation.property
