"""What a reader gets who asks for a node that the graph does not hold: what it may have been."""

from __future__ import annotations

import re

from flask import Response, render_template, request
from pyoxigraph import Literal

from kmgraph.graph import queries
from kmgraph.graph.rows import Node
from kmgraph_web import search
from kmgraph_web.current import graph
from kmgraph_web.words import local


def not_found(iri: str) -> Response:
    """Answer 404 with nodes whose address is like the one asked for, and with a search."""
    name = local(iri)
    page = render_template("missing.html", name=name, near=near(name), asked=request.path)
    return Response(page, 404, content_type="text/html; charset=utf-8")


def no_data(iri: str) -> Response:
    """Answer 404 to a program that asked for data: one line, with what it may have meant."""
    name = local(iri)
    meant = ", ".join(f"{local(node.iri)} ({node.label})" for node in near(name, 5))
    line = f"the graph holds no node {name}" + (f"; perhaps {meant}" if meant else "")
    response = Response(" ".join(line.split()) + "\n", 404, content_type="text/plain; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def near(name: str, limit: int = 10) -> tuple[Node, ...]:
    """Find nodes that share the kind, or the words, of a name: `district-5301` → kmr:district-530181 …"""
    found: dict[str, Node] = {}
    pieces = [name, *re.split(r"[-_/\s]+", name)]
    for piece in (piece for piece in pieces if len(piece) > 1):
        for hit in search.hits(graph(), search.read(graph(), piece), limit):
            if hit.why != "sound":  # `goal` is no name by its initials here
                found.setdefault(hit.node.iri, hit.node)
        for row in queries.select(graph(), NAMED_LIKE, {"piece": Literal(piece)}):
            node = queries.node(graph(), row["iri"])
            if node is not None:
                found.setdefault(node.iri, node)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


NAMED_LIKE = """
SELECT DISTINCT ?iri ?piece {
  VALUES ?kind { kmg:Report kmg:Goal kmg:Task kmg:Project kmg:Industry kmg:District kmg:Organization kmg:Indicator }
  ?iri a ?kind . FILTER(CONTAINS(STR(?iri), CONCAT("/id/", ?piece)))
} LIMIT 10
"""
