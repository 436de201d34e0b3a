"""XLSX: a sheet a class, or the rows of a query's answer; what opens is what was in the graph, never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pyoxigraph as ox

from kmgraph.errors import GraphError
from kmgraph.graph.networks import without_controls
from kmgraph.graph.ontology import KMG, RDF, RDFS, shorten, term, terms, value_of
from kmgraph.graph.selection import SHOWN, Selection, label_of
from kmgraph.graph.store import Store
from kmgraph.graph.tables import Cell, Row, cell_of, class_name, columns, rows, text_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575  # of a sheet, below its head
MOST_TEXT = 32_767  # characters of a cell
WIDEST, NARROWEST = 60, 8  # columns, in Latin characters
LOOKED_AT = 200  # rows that say how wide a column is
DERIVED = term("prov:wasDerivedFrom").value
# the sheets in the order in which a reader asks for them; classes that are not named here follow
_FIRST = tuple(
    KMG + name
    for name in ("Goal", "Result", "Task", "Commitment", "Project", "Industry", "District", "Organization", "Indicator")
)
_RANKS = {kind: rank for rank, kind in enumerate(dict.fromkeys((*_FIRST, *SHOWN)))}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its head, and its rows; a cell holds any number of values."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Sequence[Cell]]]


def to_xlsx(selection: Selection) -> bytes:
    """Write a sheet for each class that has nodes, in the order in which a reader asks, and one for the links."""
    by_class: dict[str, list[Row]] = {}
    for row in rows(selection):
        by_class.setdefault(row.kind, []).append(row)
    sheets = [_of_class(kind, by_class[kind]) for kind in sorted(by_class, key=_RANKS.__getitem__)]
    links = _links(selection)
    return _written([*sheets, *([links] if links.rows else [])])


def answer_to_xlsx(answer: ox.QuerySolutions | ox.QueryBoolean, store: Store, note: str = "") -> bytes:
    """Write a query's answer as a sheet; beside a column of nodes stand their names. `note` is a last row, if there is one."""
    if isinstance(answer, ox.QueryBoolean):
        return _written([Sheet("答案 answer", ["ASK"], [[[bool(answer)]]])])
    solutions = list(answer)
    head: list[str] = []
    columns: list[list[list[Cell]]] = []
    label = cache(partial(label_of, store))  # a node stands in many rows
    for name in (variable.value for variable in answer.variables):
        values = [row[name] for row in solutions]
        head.append(name)
        columns.append([_answer_cell(value) for value in values])
        names = [label(value) if isinstance(value, ox.NamedNode) else None for value in values]
        if any(names):
            head.append(f"{name} 名称 name")
            columns.append([[found] if found else [] for found in names])
    rows = [list(row) for row in zip(*columns, strict=True)]
    return _written([Sheet("答案 answer", head, [*rows, [[note]]] if note else rows)])


def _answer_cell(value: object) -> list[Cell]:
    if value is None:
        return []
    return [cell_of(value) if isinstance(value, ox.Literal) else shorten(value_of(value))]


def _of_class(kind: str, same: list[Row]) -> Sheet:
    heads = [head for head in columns(same) if head.key != "class"]
    return Sheet(
        class_name(kind),
        [head.heading for head in heads],
        [[row.cells.get(head, ()) for head in heads] for row in same],
    )


_LINK_HEAD = (
    "起点 from", "起点 from IRI", "关系 relation", "关系 relation IRI", "终点 to", "终点 to IRI", "依据 basis", "规则 rule",
    "原文 sentence",
)  # fmt: skip


def _links(selection: Selection) -> Sheet:
    """What hangs together with what, and on which sentence that rests; of a class or district the links of its nodes."""
    said: dict[str, dict[str, list[str]]] = {}
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    for triple in selection.triples:
        subject, key, value = value_of(triple.subject), triple.predicate.value, value_of(triple.object)
        if key == RDF + "subject":
            said[subject] = {}
        if key == RDFS + "label":
            names[subject] = value
        elif key == KMG + "text":
            texts[subject] = value
    for triple in selection.triples:
        if (link := said.get(value_of(triple.subject))) is not None:
            link.setdefault(triple.predicate.value, []).append(value_of(triple.object))
    found = []
    for link in said.values():
        ends = [iri for end in ("subject", "predicate", "object") for iri in link.get(RDF + end, ())]
        if len(ends) != 3:  # of a broken graph
            continue
        source, relation, target = ends
        if selection.listed is None or source in selection.listed or target in selection.listed:
            known = terms().get(relation)
            named = f"{known.label('zh')} {known.label('en')}" if known else shorten(relation)
            sentences = [texts[iri] for iri in link.get(DERIVED, ()) if iri in texts]
            said_of = [
                names.get(source, ""),
                shorten(source),
                named,
                shorten(relation),
                names.get(target, ""),
                shorten(target),
            ]
            found.append(
                [*([cell] for cell in said_of), link.get(KMG + "basis", []), link.get(KMG + "rule", []), sentences]
            )
    return Sheet("关联 links", _LINK_HEAD, found)


# --- writing --------------------------------------------------------------------------------------------------


def _written(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook, without a clock in it."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1), "author": "kmgraph"})
    bold = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets or [Sheet("空 empty", ["IRI"], [])]:
        if len(sheet.rows) > MOST_ROWS:
            raise GraphError(
                f"{sheet.name}: {len(sheet.rows):,} rows, a sheet holds {MOST_ROWS:,}; choose a part, or csv"
            )
        page = book.add_worksheet(sheet.name)
        for place, heading in enumerate(sheet.head):
            page.write_string(0, place, _cut(heading), bold)
            page.set_column(
                place, place, _width([heading, *(text_of(r[place]) for r in sheet.rows[:LOOKED_AT] if place < len(r))])
            )
        for number, row in enumerate(sheet.rows, start=1):
            for place, values in enumerate(row):
                _write(page, number, place, values)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.head) - 1)
    book.close()
    return out.getvalue()


def _write(page: Worksheet, row: int, place: int, values: Sequence[Cell]) -> None:
    """Write a cell: one number as a number (where a spreadsheet keeps all of its digits), true and false as such, else text."""
    match list(values):
        case []:
            return
        case [bool() as truth]:
            page.write_boolean(row, place, truth)
        case [Decimal() as number] if len(number.as_tuple().digits) <= 15 and number.is_finite():
            page.write_number(row, place, float(number))
        case several:
            page.write_string(row, place, _cut(text_of(several)))


def _cut(text: str) -> str:
    """A text as a cell holds it: without what XML can't hold, no longer than a cell may be."""
    clean = without_controls(text)
    return clean if len(clean) <= MOST_TEXT else clean[: MOST_TEXT - 1] + "…"


def _width(texts: Iterable[str]) -> int:
    """How wide a column is that shows these texts; a Chinese character takes the room of two Latin ones."""
    widest = max(sum(2 if east_asian_width(c) in "WF" else 1 for c in text[:WIDEST]) for text in texts)
    return min(max(widest + 2, NARROWEST), WIDEST)
