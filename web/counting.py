"""Of which report, and on which basis, a page of analysis counts; what is said where an address asks in vain."""

from __future__ import annotations

from flask import Response, abort, jsonify, render_template, request

from kmgraph.errors import KmgraphError
from kmgraph.graph.ontology import shorten
from kmgraph_web.current import chosen_report, graph, reports
from kmgraph_web.words import local


class RefusedError(KmgraphError):
    """What an address names is not there (404), or can't be (400)."""

    def __init__(self, said: str, code: int = 404) -> None:
        super().__init__(said)
        self.code = code


def report_asked() -> str:
    """Return the report that the address names, the newest where it names none. Raises RefusedError for one that is not there."""
    chosen, asked = chosen_report(), request.args.get("report", "").strip()
    if chosen is None:
        abort(404)
    if asked and local(chosen.iri) != asked:
        there = ", ".join(shorten(each.iri) for each in reports(graph()))
        raise RefusedError(f"there is no report {asked}; there are {there}")
    return chosen.iri


def only_stated() -> bool:
    """Tell whether the address asks for what is stated alone."""
    return request.args.get("stated") == "1"


def refuse(error: RefusedError) -> tuple[Response | str, int]:
    """Say in one line what is wrong: to a reader as a page, to a program as JSON."""
    line = " ".join(str(error).split())
    if request.path.endswith(".json"):
        return jsonify({"error": line}), error.code
    return render_template("error.html", code=error.code, said=line), error.code
