"""`/query`: saved questions, an editor, the answer as a table with links into the graph."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from kmgraph.errors import QueryError
from kmgraph.graph import guard
from kmgraph.graph.ontology import KMR, shorten
from kmgraph.graph.queries import reports, select
from kmgraph.graph.store import Store
from kmgraph.graph.wire import RemoteError
from kmgraph_web import questions
from kmgraph_web.around import within
from kmgraph_web.current import graph, language
from kmgraph_web.endpoint import GRAPHS, TABLES, Asked, ProtocolError, ask_workers, status_of
from kmgraph_web.words import local

pages = Blueprint("ask", __name__)
SHOWN, MOST_SHOWN = 100, 2000

LABEL = "SELECT ?iri ?label { ?iri rdfs:label ?label } LIMIT 1"
FIRST = """PREFIX kmg: <https://w3id.org/kmgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?project ?name ?district WHERE {
  ?project a kmg:Project ; rdfs:label ?name .
  OPTIONAL { ?project kmg:locatedIn ?district }
}
ORDER BY ?name
LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in the table: its text, and the IRI behind it."""

    text: str
    iri: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on the page: a table, a yes or no, or triples as Turtle."""

    form: str
    rows: int
    cut: str
    milliseconds: float
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[Cell | None, ...], ...] = ()
    yes: bool = False
    turtle: str = ""


@pages.get("/query")
def query() -> Response:
    """Show the editor, and the answer where the address has a query."""
    saved = questions.about(language(), [local(report.iri) for report in reports(graph())])
    wanted = request.args.get("question")
    named = next((question for question in questions.saved(language()) if question.name == wanted), None)
    text = request.args.get("query") or (named.query if named else "")
    result, fault, status = None, "", 200
    if text.strip():
        try:
            result = run(graph(), text)
        except (QueryError, RemoteError, ProtocolError) as error:
            fault, status = str(error), error.status if isinstance(error, ProtocolError) else status_of(error)
    page = render_template(
        "query.html",
        themes=questions.by_theme(saved, language()),
        named=named,
        text=text or (saved[0].query if saved else FIRST),
        asked=bool(text.strip()),
        result=result,
        fault=fault,
        tables=TABLES,
        graphs=GRAPHS,
    )
    return Response(page, status, content_type="text/html; charset=utf-8")


def run(store: Store, text: str) -> Shown:
    """Have a query answered and lay its answer out. Raises QueryError."""
    form = guard.judge(text).form
    began = time.perf_counter()
    found = ask_workers(Asked(text), "json" if form in ("SELECT", "ASK") else "turtle")
    took = (time.perf_counter() - began) * 1000
    if form in ("CONSTRUCT", "DESCRIBE"):
        return Shown(form, found.rows, found.cut, took, turtle=found.body[:200_000].decode("utf-8", "ignore"))
    body = json.loads(found.body)
    if form == "ASK":
        return Shown(form, 1, "", took, yes=body["boolean"])
    columns = tuple(body["head"]["vars"])
    shown = body["results"]["bindings"][: within(request.args.get("show", ""), 1, MOST_SHOWN, SHOWN)]
    labels: dict[str, str] = {}
    cells = tuple(tuple(cell(store, row.get(column), labels) for column in columns) for row in shown)
    return Shown(form, found.rows, found.cut, took, columns, cells)


def cell(store: Store, value: dict[str, Any] | None, labels: dict[str, str]) -> Cell | None:
    """Lay one value out: a resource of the graph by its label, any other IRI by its prefixed name."""
    if value is None:
        return None
    if value["type"] == "uri":
        iri = value["value"]
        if iri.startswith(KMR) and iri not in labels:
            labels[iri] = next((row["label"] for row in select(store, LABEL, {"iri": NamedNode(iri)})), shorten(iri))
        return Cell(labels.get(iri, shorten(iri)), iri)
    if value["type"] == "literal":
        return Cell(value["value"], note=value.get("xml:lang") or shorten(value.get("datatype", "")))
    return Cell(value.get("value", "") if isinstance(value.get("value"), str) else json.dumps(value["value"]))
