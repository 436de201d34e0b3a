"""What the questions of queries.py answer with: small values, IRIs and texts as plain strings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the store."""

    iri: str
    label: str
    title: str | None
    place: str | None
    place_label: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many nodes there are of a class."""

    iri: str
    number: int


@dataclass(frozen=True, slots=True)
class Node:
    """A node as a list shows it; `kind` is its class's IRI."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A goal or a result as a table shows it."""

    iri: str
    label: str
    kind: str
    indicator: str | None
    indicator_text: str
    value: str
    unit: str
    change: str
    bound: str
    year: str | None
    original: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A goal of the year beside the last result of the same indicator and unit."""

    goal: FigureRow
    result: FigureRow | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of a node with a literal value, or an IRI that is no node of ours."""

    property: str
    value: str
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node beside the one looked at: `outward` where the property goes from it to the neighbour.

    `basis` and `rules` tell how the relation is known, `sentences` where it is said; all empty for relations that hang on
    no link (a part of a whole, a concept's broader one).
    """

    property: str
    node: Node
    outward: bool
    basis: str | None = None
    rules: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its place in the text."""

    iri: str
    text: str
    start: int | None
    end: int | None
    report: str | None


@dataclass(frozen=True, slots=True)
class NodeView:
    """All there is about one node."""

    node: Node
    facts: tuple[Fact, ...]
    neighbours: tuple[Neighbour, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes; `basis` is None where it hangs on no link."""

    source: str
    property: str
    target: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A focus with what is around it; `left_out` tells how many nodes a limit has cut off."""

    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading of a report."""

    iri: str
    number: str
    heading: str
    part: str
    parent: str


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence of a report, with the section (or report) that it stands in."""

    iri: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that rests on a sentence; `offset` and `original` only of figures."""

    sentence: str
    node: Node
    offset: int | None
    original: str | None
