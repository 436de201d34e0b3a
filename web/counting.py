"""What the pages that count have in common: of which report, on which basis, and what is said where an address asks in vain."""

from __future__ import annotations

from flask import Response, abort, jsonify, render_template, request

from kmgraph.errors import KmgraphError
from kmgraph.graph.ontology import shorten
from kmgraph_web.current import chosen_report, graph, reports
from kmgraph_web.endpoint import status_of
from kmgraph_web.words import local


class AbsentError(KmgraphError):
    """What an address names is not there."""


def report_asked() -> str:
    """Return the report that the address names, the newest where it names none. Raises AbsentError for one that is not there."""
    chosen, asked = chosen_report(), request.args.get("report", "").strip()
    if chosen is None:
        abort(404)
    if asked and local(chosen.iri) != asked:
        there = ", ".join(shorten(each.iri) for each in reports(graph()))
        raise AbsentError(f"there is no report {asked}; there are {there}")
    return chosen.iri


def only_stated() -> bool:
    """Tell whether the address asks for what is stated alone."""
    return request.args.get("stated") == "1"


def refuse(error: KmgraphError) -> tuple[Response | str, int]:
    """Say in one line what is wrong: to a reader as a page, to a program as JSON."""
    code = 404 if isinstance(error, AbsentError) else status_of(error)
    line = " ".join(str(error).split())
    if request.path.endswith(".json"):
        return jsonify({"error": line}), code
    return render_template("error.html", code=code, said=line), code
