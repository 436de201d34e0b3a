"""An answer on the page: its rows as cells, each with the node behind it, and how long and from what it was made."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from flask import request

from kmgraph.graph import guard
from kmgraph.graph.ontology import KMR, RDFS, shorten
from kmgraph.graph.queries import texts
from kmgraph.graph.store import Store
from kmgraph_web.endpoint import Asked, ask_workers
from kmgraph_web.view import within
from kmgraph_web.words import concept_name

SHOWN, MOST_SHOWN = 100, 2000
MOST_RAW = 200_000  # characters of an answer as it came
MOST_NODES = 20  # nodes of an answer in one picture

_NUMBERS = ("xsd:integer", "xsd:decimal", "xsd:double", "xsd:float")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in the table: its text, the IRI behind it, and a literal's language or datatype."""

    text: str
    iri: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """The IRI with its prefix, to stand beside the label."""
        return shorten(self.iri)

    @property
    def is_number(self) -> bool:
        """Tell a number from a text, for the table's right edge and the chart."""
        return self.note in _NUMBERS


Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on the page: a table, a yes or no, or triples as Turtle; `raw` is its beginning as the endpoint sends it."""

    form: str
    rows: int
    cut: str
    milliseconds: float
    raw: str
    columns: tuple[str, ...] = ()
    cells: tuple[Row, ...] = ()
    yes: bool = False

    @property
    def nodes(self) -> tuple[str, ...]:
        """The graph's own nodes in the order of the answer, as many as a picture takes."""
        found = dict.fromkeys(cell.iri for row in self.cells for cell in row if cell and cell.iri.startswith(KMR))
        return tuple(found)[:MOST_NODES]


def run(store: Store, text: str, ticket: str = "") -> Shown:
    """Have a query answered and lay its answer out; `ticket` is what it may be cancelled by. Raises QueryError."""
    form = guard.judge(text).form
    began = time.perf_counter()
    found = ask_workers(Asked(text), "json" if form in ("SELECT", "ASK") else "turtle", ticket)
    took = (time.perf_counter() - began) * 1000
    raw = found.body[: MOST_RAW * 4].decode("utf-8", "ignore")[:MOST_RAW]
    if form in ("CONSTRUCT", "DESCRIBE"):
        return Shown(form, found.rows, found.cut, took, raw)
    body = json.loads(found.body)
    if form == "ASK":
        return Shown(form, 1, "", took, raw, yes=body["boolean"])
    columns = tuple(body["head"]["vars"])
    shown = body["results"]["bindings"][: within(request.args.get("show", ""), 1, MOST_SHOWN, SHOWN)]
    named = {value["value"] for row in shown for value in row.values() if value["type"] == "uri"}
    labels = texts(store, sorted(iri for iri in named if iri.startswith(KMR)), RDFS + "label")
    cells = tuple(tuple(cell(row.get(column), labels) for column in columns) for row in shown)
    return Shown(form, found.rows, found.cut, took, raw, columns, cells)


def cell(value: dict[str, Any] | None, labels: dict[str, list[str]]) -> Cell | None:
    """Lay one value out: a resource of the graph by its name, any other IRI by its prefixed name."""
    if value is None:
        return None
    if value["type"] == "uri":
        iri = value["value"]
        return Cell(concept_name(iri) or min(labels.get(iri, [shorten(iri)])), iri)
    if value["type"] == "literal":
        return Cell(value["value"], note=value.get("xml:lang") or shorten(value.get("datatype", "")))
    return Cell(value.get("value", "") if isinstance(value.get("value"), str) else json.dumps(value["value"]))
