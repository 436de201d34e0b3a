"""Reading: every resource's page (and its RDF), and the report's own text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request, url_for
from pyoxigraph import RdfFormat, Triple, serialize

from kmgraph.graph import description, queries
from kmgraph.graph.files import turtle
from kmgraph.graph.jsonld import to_jsonld
from kmgraph.graph.ontology import KMR, expand
from kmgraph.graph.store import Store
from kmgraph_web import beside, briefing, caching, citing, evidence, fulltext, mending
from kmgraph_web.current import graph, language, theme
from kmgraph_web.datablock import datablock
from kmgraph_web.missing import no_data, not_found
from kmgraph_web.negotiation import DATA, PAGE, Form, choose, named, not_acceptable
from kmgraph_web.view import within
from kmgraph_web.words import kind_name

pages = Blueprint("read", __name__)

FRESH = 60  # seconds in which a copy of the data need not be asked for again
WRITERS: dict[str, Callable[[tuple[Triple, ...]], bytes]] = {
    "ttl": turtle,
    "jsonld": to_jsonld,
    "nt": lambda triples: serialize(triples, format=RdfFormat.N_TRIPLES) or b"",
}


@pages.get("/id/<name>")
def resource(name: str) -> Response:
    """Show a resource: as a page, or as RDF by the address's ending or by what the client accepts."""
    store = graph()
    stem, ending = (name, None) if holds(store, name) else named(name)
    liked = choose(request.accept_mimetypes)
    form = ending or liked
    if form is None:
        return not_acceptable()
    there = holds(store, stem)
    if there:
        response = as_page(store, stem) if form == PAGE else as_data(store, stem, form)
    else:  # whoever has asked is told in a form to their liking, whatever file they have asked for
        response = no_data(KMR + stem) if liked in DATA else not_found(KMR + stem)
    if ending is None or not there:
        response.vary.add("Accept")
    return response


def holds(store: Store, name: str) -> bool:
    """Tell whether the graph says anything of a node; whatever a reader has typed may be no IRI at all."""
    try:
        return queries.node(store, KMR + name) is not None
    except ValueError:
        return False


def as_page(store: Store, name: str) -> Response:
    """Show facts, sentences and neighbours of a resource."""
    response = Response(content_type="text/html; charset=utf-8")
    today = date.today()
    located(response, name, PAGE)
    if caching.is_known(response, store, PAGE.ending, language(), theme(), today.isoformat()):
        return response
    described = beside.described(store, KMR + name)
    briefed = briefing.is_briefed(described.node)
    history = briefing.history(store, described.node)
    page = render_template(
        "node.html",
        node=described.node,
        described=described,
        told=briefing.told(store, described) if briefed else None,
        first=briefing.FIRST,
        most=briefing.MOST,
        most_lacking=briefing.MOST_LACKING,
        whole_list=briefing.WHOLE.get(kind_name(described.node.kind), ""),
        history=history,
        own=next((row for row in history if row.figure.iri == described.node.iri), None),
        change=briefing.change(history, described.node.iri),
        hidden=briefing.BRIEFED_HIDE if briefed else (),
        citations=citing.citations(store, described),
        evidence=evidence.of(store, described),
        rests_on=next((n.property for n in described.neighbours if n.outward and n.property in beside.EVIDENCE), ""),
        corrections=mending.lines(store, described, today),
        forms=DATA,
        data=datablock(store, KMR + name),
    )
    response.set_data(page)
    return response


def as_data(store: Store, name: str, form: Form) -> Response:
    """What the graph says of a resource, with the sentences that it rests on."""
    charset = "; charset=utf-8" if form.media.startswith("text/") else ""
    response = Response(content_type=form.media + charset)
    located(response, name, form)
    if caching.is_known(response, store, form.ending):
        return response
    found = description.describe(store, KMR + name)
    response.headers["Kmgraph-Complete"] = f"false; limit={description.MOST}" if found.cuts else "true"
    response.set_data(WRITERS[form.ending](found.triples))
    return response


def located(response: Response, name: str, form: Form) -> None:
    """Say which of the forms this is, where the others are, and how long it stays good."""
    own, iri = url_for(".resource", name=name), quote(KMR + name, safe=":/")
    links = [f'<{own}>; rel="canonical"']
    links += [
        f'<{url_for(".resource", name=f"{name}.{other.ending}")}>; rel="{relation}"; type="{other.media}"'
        for other in (PAGE, *DATA)
        if other != form
        for relation in (["alternate", "describedby"] if form == PAGE else ["alternate"])
    ]
    if form != PAGE:
        links.append(f'<{iri}>; rel="describes"')
    response.headers["Content-Location"] = url_for(".resource", name=f"{name}.{form.ending}")
    response.headers["Link"] = ", ".join(links)
    response.headers["Cache-Control"] = "private, no-cache" if form == PAGE else f"public, max-age={FRESH}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Location, ETag, Kmgraph-Complete, Link"
    if form == PAGE:
        response.headers["Content-Language"] = language()
        response.vary.update(("Cookie", "Accept-Language"))


@pages.get("/id/<name>/<any(out, in):direction>/<path:relation>")
def related(name: str, direction: str, relation: str) -> Response:
    """List all that stand beside a resource by one property, in pages: what it points to (out), or what points to it (in)."""
    store, iri = graph(), KMR + name
    node = queries.node(store, iri) if holds(store, name) else None
    if node is None:
        return not_found(iri)
    found = beside.members(store, iri, expand(relation), outward=direction == "out")
    number = within(request.args.get("page", ""), 1, 10**6, 1)
    shown = found[(number - 1) * beside.PAGE : number * beside.PAGE]
    if not shown:
        return not_found(iri)
    return caching.page(
        store,
        lambda: render_template(
            "related.html",
            node=node,
            relation=beside.Relation(expand(relation), direction == "out", shown),
            number=len(found),
            page=number,
            pages=-(-len(found) // beside.PAGE),
            first=(number - 1) * beside.PAGE + 1,
        ),
    )


@pages.get("/report/<name>")
def report(name: str) -> Response:
    """Show the text as published, contents at the side, facts underlined."""
    store = graph()
    shown = next((report for report in queries.reports(store) if report.iri == KMR + name), None)
    if shown is None:
        return not_found(KMR + name)
    return caching.page(
        store,
        lambda: render_template(
            "report.html",
            shown=shown,
            contents=fulltext.contents(store, shown.iri),
            blocks=fulltext.blocks(store, shown.iri),
        ),
    )
