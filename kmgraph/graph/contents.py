"""What the reports of a graph say, read back from its triples as plain values that can be compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias, TypeVar

import pyoxigraph as ox

from kmgraph.graph.ontology import KMG, RDF, RDFS, term, value_of

Kind: TypeAlias = Literal["goal", "result", "project", "task", "commitment", "link"]
MARKS = ("hasNumber", "hasDate", "hasPlace", "hasBody")

_TYPE, _DERIVED, _OTHER_NAME = (term(name).value for name in ("rdf:type", "prov:wasDerivedFrom", "skos:altLabel"))
_SCALES = (("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A goal or a result: of what (`words`, and the concept where there is one), how much, by when and where.

    `when` is the year as the report sees it: `planned` for the year that it plans, `before` for the one before, else the
    year's number. So the goal of 2022 in the report of 2022 is that of 2023 in the next one, and a goal for 2025 is itself.
    """

    kind: Kind
    iri: str
    label: str
    words: str
    indicator: str | None
    value: Decimal
    unit: str
    change: str
    bound: str
    year: int | None
    when: str
    obligation: str | None
    places: tuple[str, ...]
    sentence: str

    @property
    def amount(self) -> Decimal:
        """The number without the 万 or 亿 that stands before its unit: 1.5 of 万个 is 15000."""
        return self.value * _scaled(self.unit)[0]

    @property
    def measure(self) -> tuple[bool, str]:
        """What makes two figures comparable: a level or a change, and the unit without 万 and 亿."""
        return self.change == "level", _scaled(self.unit)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project: all its names, and how far it is (`order` counts the phases, None where none is said)."""

    kind: Kind
    iri: str
    label: str
    names: tuple[str, ...]
    phase: str | None
    order: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A heading of planned work."""

    kind: Kind
    iri: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A sentence of planned work: how firm it is (`order` 1 is the firmest), and which MARKS can be checked."""

    kind: Kind
    iri: str
    label: str
    strength: str | None
    order: int | None
    marks: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` -property-> `target`."""

    kind: Kind
    iri: str
    label: str
    source: str
    property: str
    target: str
    sentence: str


T = TypeVar("T", Figure, Project, Task, Commitment, Link)
Item: TypeAlias = Figure | Project | Task | Commitment | Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report and all that it says, by IRI; `sentences` are their texts by IRI."""

    iri: str
    label: str
    place: str | None
    year: int | None
    sentences: dict[str, str]
    items: tuple[Item, ...]

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """All that is of one kind."""
        return tuple(item for item in self.items if isinstance(item, kind))


def read_reports(triples: Iterable[ox.Triple]) -> tuple[Report, ...]:
    """Return every report of a graph, by IRI. Nodes that belong to none are left out."""
    nodes = _Nodes(triples)
    of: dict[str, list[str]] = {node: [] for node in nodes.names() if nodes.one(node, _TYPE) == KMG + "Report"}
    for node in nodes.names():
        for whole in nodes.wholes(node) & of.keys():
            of[whole].append(node)
    return tuple(_report(nodes, iri, own) for iri, own in of.items())


class _Nodes:
    """The values of each node's properties."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._of: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            values = self._of.setdefault(value_of(triple.subject), {})
            values.setdefault(triple.predicate.value, []).append(value_of(triple.object))

    def names(self) -> list[str]:
        """Every node that something is said of, sorted."""
        return sorted(self._of)

    def every(self, node: str, name: str) -> tuple[str, ...]:
        """All values of a property, sorted."""
        return tuple(sorted(self._of.get(node, {}).get(name, ())))

    def one(self, node: str, name: str) -> str | None:
        """The first of them, None where there is none."""
        return next(iter(self.every(node, name)), None)

    def label(self, node: str) -> str:
        """How a node is called, by its IRI where nothing says it."""
        return self.one(node, RDFS + "label") or node

    def text(self, node: str) -> str:
        """The sentence that a fact rests on."""
        return self.one(self.one(node, _DERIVED) or "", KMG + "text") or ""

    def wholes(self, node: str) -> set[str]:
        """All that a node is part of; a link belongs where its subject does."""
        found: set[str] = set()
        waiting = [*self.every(node, KMG + "partOf"), *self.every(node, RDF + "subject")]
        while waiting:
            whole = waiting.pop()
            if whole not in found:
                found.add(whole)
                waiting += self.every(whole, KMG + "partOf")
        return found


def _report(nodes: _Nodes, iri: str, own: list[str]) -> Report:
    planned = _year(nodes.one(iri, KMG + "year"))
    return Report(
        iri=iri,
        label=nodes.label(iri),
        place=nodes.one(iri, KMG + "place"),
        year=planned,
        sentences={node: text for node in own if (text := nodes.one(node, KMG + "text")) is not None},
        items=tuple(item for node in own if (item := _item(nodes, node, planned)) is not None),
    )


def _item(nodes: _Nodes, node: str, planned: int | None) -> Item | None:
    """A node as what it is; None for sections, sentences and whatever lacks what its class must have."""
    match (nodes.one(node, _TYPE) or "").removeprefix(KMG):
        case "Goal":
            return _figure(nodes, node, "goal", planned)
        case "Result":
            return _figure(nodes, node, "result", planned)
        case "Project":
            return _project(nodes, node)
        case "Task":
            return Task(kind="task", iri=node, label=nodes.label(node), sentence=nodes.text(node))
        case "Commitment":
            return _commitment(nodes, node)
        case "Link":
            return _link(nodes, node)
    return None


def _figure(nodes: _Nodes, node: str, kind: Kind, planned: int | None) -> Figure | None:
    value = _number(nodes.one(node, KMG + "value"))
    if value is None:
        return None
    year = _year(nodes.one(node, KMG + "year"))
    return Figure(
        kind=kind,
        iri=node,
        label=nodes.label(node),
        words=nodes.one(node, KMG + "indicatorText") or "",
        indicator=nodes.one(node, KMG + "indicator"),
        value=value,
        unit=nodes.one(node, KMG + "unit") or "",
        change=nodes.one(node, KMG + "change") or "level",
        bound=nodes.one(node, KMG + "bound") or "=",
        year=year,
        when=_when(year, planned),
        obligation=nodes.one(node, KMG + "obligation"),
        places=nodes.every(node, KMG + "locatedIn"),
        sentence=nodes.text(node),
    )


def _project(nodes: _Nodes, node: str) -> Project:
    phase, order = _ranked(nodes, nodes.one(node, KMG + "phase"))
    return Project(
        kind="project",
        iri=node,
        label=nodes.label(node),
        names=(nodes.label(node), *nodes.every(node, _OTHER_NAME)),
        phase=phase,
        order=order,
        sentence=nodes.text(node),
    )


def _ranked(nodes: _Nodes, concept: str | None) -> tuple[str | None, int | None]:
    """How a concept is called, and its place in the order of its kind."""
    if concept is None:
        return None, None
    order = _number(nodes.one(concept, KMG + "order"))
    return nodes.label(concept), None if order is None else int(order)


def _commitment(nodes: _Nodes, node: str) -> Commitment:
    strength, order = _ranked(nodes, nodes.one(node, KMG + "strength"))
    return Commitment(
        kind="commitment",
        iri=node,
        label=nodes.label(node),
        strength=strength,
        order=order,
        marks=tuple(mark for mark in MARKS if nodes.one(node, KMG + mark) == "true"),
        sentence=nodes.text(node),
    )


def _link(nodes: _Nodes, node: str) -> Link | None:
    ends = [nodes.one(node, RDF + name) for name in ("subject", "predicate", "object")]
    if None in ends:
        return None
    source, property, target = map(str, ends)
    return Link(
        kind="link",
        iri=node,
        label=nodes.label(node),
        source=source,
        property=property,
        target=target,
        sentence=nodes.text(node),
    )


def _number(written: str | None) -> Decimal | None:
    try:
        return None if written is None else Decimal(written)
    except InvalidOperation:
        return None


def _year(written: str | None) -> int | None:
    return int(written) if written and written.isdecimal() else None


def _when(year: int | None, planned: int | None) -> str:
    if year is None or planned is None:
        return "planned"
    return {0: "planned", -1: "before"}.get(year - planned, str(year))


def _scaled(unit: str) -> tuple[Decimal, str]:
    """The factor that stands before a unit, and the unit: 万个 → 10000 and 个; 亿元 → 100000000 and 元."""
    plain = unicodedata.normalize("NFKC", unit)
    for word, factor in _SCALES:
        if plain.startswith(word):
            return factor, plain.removeprefix(word)
    return Decimal(1), plain
