"""How triples are made of plain values, and the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph.ontology import RDF, RDFS, term, value_of

Node: TypeAlias = NamedNode | Literal
# one line of a description: a property by its prefixed name, and its values (None is left out)
Line: TypeAlias = tuple[str, Node | Iterable[Node] | None]

SHORT = 40  # characters of a sentence that stand for it in a list


def plain(value: str | None) -> Literal | None:
    """A plain string, nothing for nothing."""
    return Literal(value) if value else None


def chinese(value: str) -> Literal:
    """A text in Chinese."""
    return Literal(value, language="zh")


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: Decimal) -> Literal:
    """A number as the store writes it, without zeros at the end: 23.00 → 23; `kmg:original` keeps how it was written."""
    shown = format(value, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return Literal("0" if shown in ("", "-0") else shown, datatype=term("xsd:decimal"))


def year(value: int | None) -> Literal | None:
    """A year, nothing where it is unknown."""
    return None if value is None else Literal(f"{value:04d}", datatype=term("xsd:gYear"))


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def shortened(text: str) -> str:
    """A sentence cut to what a list can show: 加快推进滇池保护治理,… (SHORT characters)."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else flat[: SHORT - 1] + "…"


def describe(subject: NamedNode, kind: str, *lines: Line) -> Iterator[Triple]:
    """Write a node: its class, then a triple for each value of each line."""
    yield Triple(subject, term("rdf:type"), term(kind))
    for name, values in lines:
        if values is None:
            continue
        for value in (values,) if isinstance(values, NamedNode | Literal) else values:
            yield Triple(subject, term(name), value)


def in_order(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Sort triples, each once: by subject, then class and label before the other properties."""
    return tuple(sorted(set(triples), key=_rank))


_FIRST = {RDF + "type": "0", RDFS + "label": "1"}


def _rank(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, value = triple
    return value_of(subject), _FIRST.get(predicate.value, predicate.value), str(value)
