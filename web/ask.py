"""`/query`: saved questions with their slots, a question in three steps, an editor; the answer as table, chart and raw."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from kmgraph.errors import QueryError
from kmgraph.graph.slots import fill
from kmgraph.graph.wire import RemoteError
from kmgraph_web import building, choices, completing, questions
from kmgraph_web.chart import chart_of
from kmgraph_web.current import graph, language, reading, version
from kmgraph_web.endpoint import GRAPHS, TABLES, ProtocolError, status_of
from kmgraph_web.map import map_of
from kmgraph_web.questions import Question
from kmgraph_web.shown import MOST_NODES, Shown, run
from kmgraph_web.snippets import snippets
from kmgraph_web.words import local

pages = Blueprint("ask", __name__)
VIEWS = ("table", "chart", "map", "raw")
TICKET = "Kmgraph-Ticket"  # by which the window that asks may cancel

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
class Put:
    """The question that an address puts: the query, and the sentence with its slots where it is a saved one."""

    query: str
    sentence: tuple[tuple[str, choices.Field | None], ...] = ()


@pages.get("/query")
def query() -> Response:
    """Show the questions and the editor, and the answer where the address has a query."""
    saved = choices.asked_of(graph(), language())
    wanted = request.args.get("question")
    named = next((question for question in questions.saved(language()) if question.name == wanted), None)
    named = named and choices.fitted(graph(), named, language())
    built = building.builder(graph())
    put, result, fault, status = Put(""), None, "", 200
    try:
        put = asked(named, built)
        if put.query.strip():
            result = run(graph(), put.query, request.headers.get(TICKET, ""))
    except (QueryError, RemoteError, ProtocolError) as error:
        fault, status = str(error), error.status if isinstance(error, ProtocolError) else status_of(error)
    text = put.query or (named or saved[0]).query if named or saved else put.query or FIRST
    page = render_template(
        "query.html",
        themes=questions.by_theme(saved, language()),
        named=named,
        sentence=put.sentence,
        built=built,
        text=text,
        asked=bool(put.query.strip()),
        result=result,
        fault=fault,
        version=version(graph()),
        picture=picture(result),
        **views(result),
        snippets=snippets(url_for("endpoint.sparql", _external=True), text, table=not result or not is_graph(result)),
        tables=TABLES,
        graphs=GRAPHS,
    )
    return Response(page, status, content_type="text/html; charset=utf-8")


def asked(named: Question | None, built: building.Builder) -> Put:
    """Return what the address asks: a query as it stands, a saved question with its slots, or what the three steps mean."""
    written = request.args.get("query", "")
    if written.strip():
        return Put(written)
    if named is None:
        return Put(built.query)
    values = choices.chosen(graph(), named.slots, request.args)
    fields = {slot.name: choices.field(graph(), slot, values[slot.name]) for slot in named.slots}
    pieces = ((text, fields[slot.name] if slot else None) for text, slot in named.pieces())
    return Put(fill(named.query, values), tuple(pieces) if named.slots else ())


def views(result: Shown | None) -> dict[str, object]:
    """Return how an answer can be looked at, and which of these ways the address has chosen."""
    chart = chart_of(result.columns, result.cells) if result else None
    plan = map_of(result.columns, result.cells) if result else None
    drawn = {"chart": chart, "map": plan}
    there = [view for view in VIEWS if drawn.get(view, True)]
    chosen = request.args.get("view", "")
    return {"chart": chart, "tiles": plan, "views": there, "view": chosen if chosen in there else there[0]}


def picture(result: Shown | None) -> dict[str, object] | None:
    """Return the address, as `url_for` takes it, of the nodes of an answer in one picture."""
    if not result or not result.nodes:
        return None
    first, *others = (local(iri) for iri in result.nodes)
    return {"focus": first, "open": others[: MOST_NODES - 1] or None}


def is_graph(result: Shown) -> bool:
    """Tell triples from a table."""
    return result.form in ("CONSTRUCT", "DESCRIBE")


@pages.post("/query/cancel")
def cancel() -> tuple[str, int]:
    """End the query that a window has asked and no longer waits for."""
    if ticket := request.form.get("ticket", ""):
        reading().cancels.cancel(ticket)
    return "", 204


@pages.get("/query/terms.json")
def terms() -> Response:
    """The graph's classes and properties, for completion in the editor."""
    return jsonify(completing.terms_of(graph(), language()))


@pages.get("/query/names.json")
def names() -> Response:
    """Nodes by what they are called, for completion in the editor: `?q=安宁` → kmr:district-530181."""
    return jsonify(completing.names_of(graph(), request.args.get("q", "")))
