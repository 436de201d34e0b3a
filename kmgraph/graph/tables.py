"""Nodes as rows of a table: names beside their IRIs and codes, every column headed in Chinese and English."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

import pyoxigraph as ox

from kmgraph.graph.ontology import KMG, KMR, PREFIXES, RDFS, SKOS, shorten, term, terms, value_of
from kmgraph.graph.selection import Selection

Cell: TypeAlias = str | Decimal | bool

_XSD = PREFIXES["xsd"]
_SENTENCE = "sentence"
# headings that the ontology does not name
_HEADINGS = {
    "IRI": "IRI",
    "class": "类别 class",
    _SENTENCE: "原文 sentence",
    RDFS + "label": "名称 name",
    SKOS + "prefLabel": "英文名 English name",
    SKOS + "altLabel": "又称 also called",
    SKOS + "notation": "代码 code",
    SKOS + "broader": "上位 broader",
    SKOS + "exactMatch": "等同于 same as",
    SKOS + "closeMatch": "近似于 much like",
    PREFIXES["dcterms"] + "title": "标题 title",
}
_ORDER = (
    "IRI", "class", RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "notation",
    *(KMG + name for name in (
        "indicator", "indicatorText", "change", "value", "unit", "bound", "year", "original", "obligation", "phase",
        "strength", "partOf", "includes", "supports", "locatedIn", "inIndustry", "ownedBy", "ledBy",
    )),
    _SENTENCE,
)  # fmt: skip
_RANKS = {key: rank for rank, key in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A column: its place among the others, what it holds (a property's IRI), and whether names or the IRIs behind them."""

    rank: int
    key: str
    iris: bool = False

    @property
    def heading(self) -> str:
        """The heading in Chinese and English: 指标 indicator, and beside it 指标 indicator IRI."""
        known = terms().get(self.key)
        name = f"{known.label('zh')} {known.label('en')}" if known else _HEADINGS.get(self.key, shorten(self.key))
        return f"{name} IRI" if self.iris else name


@dataclass(slots=True)
class Row:
    """A node: the IRI of its class, and what stands in its columns, several values of one property in one cell."""

    kind: str
    cells: dict[Column, list[Cell]] = field(default_factory=dict)

    def add(self, column: Column, value: Cell) -> None:
        """Put a value into a column, behind those that are there."""
        self.cells.setdefault(column, []).append(value)


def column(key: str, *, iris: bool = False) -> Column:
    """Return the column of a property."""
    return Column(_RANKS.get(key, len(_RANKS)), key, iris)


def rows(selection: Selection) -> list[Row]:
    """Return a row for each node that a reader meets, by class; of a class or district only the nodes asked for.

    A relation stands twice, as names and as IRIs; the sentences that a fact rests on, or that name a district, stand as their text.
    """
    texts = _texts(selection, KMG + "text")
    names = _texts(selection, RDFS + "label")
    found = {
        iri: Row(kind, {_IRI: [shorten(iri)], _CLASS: [class_name(kind)]})
        for iri, kind in selection.kinds.items()
        if selection.listed is None or iri in selection.listed
    }
    for triple in selection.triples:
        row = found.get(value_of(triple.subject))
        if row is not None and triple.predicate.value not in _LEFT_OUT:
            _put(row, triple, selection.kinds, texts, names)
    return list(found.values())


_IRI, _CLASS = column("IRI"), column("class")
_LEFT_OUT = {term(name).value for name in ("rdf:type", "prov:wasGeneratedBy")}


def _put(
    row: Row, triple: ox.Triple, kinds: Mapping[str, str], texts: Mapping[str, str], names: Mapping[str, str]
) -> None:
    key, value = triple.predicate.value, value_of(triple.object)
    if isinstance(triple.object, ox.Literal):
        if key != SKOS + "prefLabel" or triple.object.language == "en":  # the Chinese one is the name itself
            row.add(column(key), cell_of(triple.object))
    elif value in texts:
        row.add(column(_SENTENCE), texts[value])
    elif value in kinds:
        row.add(column(key), names.get(value, shorten(value)))
        row.add(column(key, iris=True), shorten(value))
    elif not value.startswith(KMR):
        row.add(column(key), value)


def cell_of(literal: ox.Literal) -> Cell:
    """Return a literal as a cell holds it: a number as a number, a year too, true and false as such, all else as text."""
    name = literal.datatype.value.removeprefix(_XSD)
    if name in ("integer", "decimal", "gYear"):
        try:
            return Decimal(literal.value)
        except InvalidOperation:
            return literal.value
    return literal.value == "true" if name == "boolean" and literal.value in ("true", "false") else literal.value


def class_name(kind: str) -> str:
    """Return what a class is called: 目标 goal."""
    return f"{terms()[kind].label('zh')} {terms()[kind].label('en')}"


def columns(found: Iterable[Row]) -> list[Column]:
    """Return the columns that rows fill, each code beside its name."""
    return sorted({column for row in found for column in row.cells})


def text_of(values: Iterable[Cell]) -> str:
    """Write the values of a cell, apart by “; ”."""
    return "; ".join(_text(value) for value in values)


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else value


def _texts(selection: Selection, predicate: str) -> dict[str, str]:
    return {value_of(t.subject): value_of(t.object) for t in selection.triples if t.predicate.value == predicate}


# --- CSV ------------------------------------------------------------------------------------------------------


def to_csv(selection: Selection) -> bytes:
    """Write one table of all rows, with the byte order mark by which Excel knows UTF-8.

    Text that a spreadsheet would take for a formula gets an apostrophe before it (=1+1 → '=1+1), which whoever reads the
    file by program takes off again; bounds such as >= and ~, numbers such as -3.5, and a lone = stay.
    """
    found = rows(selection)
    heads = columns(found) or [_IRI]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([head.heading for head in heads])
    writer.writerows([guarded(text_of(row.cells.get(head, ()))) for head in heads] for row in found)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


_FORMULA = re.compile(r"[=+@＝＋＠\t\r\n].|[-－](?!\d+(?:\.\d+)?\Z).", re.DOTALL)


def guarded(text: str) -> str:
    """Return a cell that a spreadsheet can't take for a formula."""
    return "'" + text if _FORMULA.match(text) else text
