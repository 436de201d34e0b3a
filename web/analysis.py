"""What rests on what: what falls if something slips, what a goal stands on, where the plan is thin. Each page has a JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from kmgraph import analysis
from kmgraph.analysis.answers import node_of
from kmgraph.analysis.choosing import ChoiceError
from kmgraph.analysis.dependencies import Projection
from kmgraph.analysis.plain import plain
from kmgraph.errors import GraphError
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.counting import only_stated, report_asked
from kmgraph_web.current import graph, remembered
from kmgraph_web.layers import draw
from kmgraph_web.words import local

pages = Blueprint("analysis", __name__, url_prefix="/analysis")
MOST_MARKED = 50  # nodes that one address may mark


@remembered
def projection(store: Store, report: str, stated: bool) -> Projection:
    """Return the dependencies of a report, with stated edges alone where that is asked."""
    if stated:
        return analysis.stated_only(projection(store, report, stated=False))
    return analysis.dependencies(store, report)


def here() -> Projection:
    """Return the dependencies that the address asks for."""
    return projection(graph(), report_asked(), stated=only_stated())


def address(endpoint: str, **values: Any) -> str:
    """Return the address of a page of analysis, its basis and report kept."""
    kept = {name: request.args[name] for name in ("report", "stated") if name in request.args}
    return url_for(f"analysis.{endpoint}", **kept | values)


@pages.app_context_processor
def shared() -> dict[str, object]:
    """What every template of analysis uses."""
    return {"analysis_address": address, "stated": only_stated()}


def shown(answer: object, template: str, **more: Callable[[], object]) -> Response:
    """Answer with a page, or with its JSON where the address ends so."""
    store = graph()
    if request.path.endswith(".json"):
        response = jsonify(plain(answer))
        caching.is_known(response, store)
        return response
    return caching.page(
        store, lambda: render_template(template, found=answer, **{name: make() for name, make in more.items()})
    )


def both(rule: str, endpoint: str) -> Callable[[Callable[[], BaseResponse]], Callable[[], BaseResponse]]:
    """Give a view its address and that of its JSON."""

    def add(view: Callable[[], BaseResponse]) -> Callable[[], BaseResponse]:
        pages.add_url_rule(rule, endpoint, view)
        pages.add_url_rule(rule + ".json", f"{endpoint}_json", view)
        return view

    return add


@pages.get("")
def index() -> Response:
    """Show what can be asked, and the thinnest places at once."""
    whole = here()
    found = analysis.footings(whole)
    return caching.page(
        graph(),
        lambda: render_template(
            "analysis/index.html", found=found, thin=analysis.critical(whole, most=6), cycles=analysis.cycles(whole)
        ),
    )


@both("/impact", "impact")
def impact() -> BaseResponse:
    """Show what is weakened if the nodes of the address are late or dropped; each can be marked otherwise by a click."""
    whole = here()
    late, dropped = (marked(whole, names) for names in (("late",), ("dropped", "node")))
    if not late and not dropped:
        return shown(analysis.footings(whole), "analysis/ask_impact.html")
    found = analysis.what_if(whole, late, dropped)
    marks = {node: "late" for node in late if node not in dropped} | dict.fromkeys(dropped, "dropped")
    weak = [*found.goals, *found.others]

    def drawing() -> object:
        shares = {each.node.iri: each.share for each in weak}
        return draw(whole, [*marks, *shares], lambda node: turned(marks, node), shares, marks)

    return shown(found, "analysis/impact.html", drawing=drawing, turned=lambda: lambda node: turned(marks, node))


def turned(marks: dict[str, str], node: str) -> str:
    """Return the address on which a node has the next mark: none → dropped → late → none."""
    following = {"": "dropped", "dropped": "late", "late": ""}
    changed = marks | {node: following[marks.get(node, "")]}
    values = {slip: [local(n) for n, own in changed.items() if own == slip] for slip in ("late", "dropped")}
    return address("impact", **values)


def marked(whole: Projection, names: Iterable[str]) -> list[str]:
    """Return the nodes that the address marks by these names. Raises GraphError for too many."""
    given = [value for name in names for value in request.args.getlist(name) if value.strip()]
    if len(given) > MOST_MARKED:
        raise GraphError(f"{len(given)} nodes are marked; at most {MOST_MARKED} can be at once")
    return list(dict.fromkeys(analysis.choose(whole, value) for value in given))


@both("/support", "support")
def support() -> BaseResponse:
    """Show what a goal, or another node, rests on; without one, how all goals stand."""
    whole = here()
    name = request.args.get("node", "").strip()
    if not name:
        return shown(analysis.footings(whole), "analysis/goals.html")
    node = analysis.choose(whole, name)
    found = analysis.support(whole, node)

    def drawing() -> object:
        shares = {prop.node.iri: prop.share for prop in found.props}
        return draw(whole, [node, *shares], lambda n: address("support", node=local(n)), shares, {node: "asked"})

    return shown(found, "analysis/support.html", drawing=drawing)


@both("/critical", "critical")
def critical() -> BaseResponse:
    """Show where the plan is thin."""
    whole = here()
    found = analysis.critical(whole, most=20)

    def drawing() -> object:
        chain = found.chains[0] if found.chains else ()
        nodes = [chain[0].source.iri, *(step.target.iri for step in chain)] if chain else []
        return draw(whole, nodes, lambda n: address("support", node=local(n)))

    return shown(found, "analysis/critical.html", drawing=drawing)


@both("/path", "path")
def path() -> BaseResponse:
    """Show how one node depends on another."""
    whole = here()
    names = [request.args.get(name, "").strip() for name in ("from", "to")]
    if not all(names):
        return shown((), "analysis/path.html", drawing=lambda: None)
    start, end = (analysis.choose(whole, name) for name in names)
    found = analysis.path(whole, start, end)

    def drawing() -> object:
        nodes = [node.iri for way in found.ways for step in way for node in (step.source, step.target)]
        return draw(whole, nodes, lambda n: address("support", node=local(n)), marked={start: "asked", end: "asked"})

    return shown(found, "analysis/path.html", drawing=drawing)


@both("/cycles", "cycles")
def cycles() -> BaseResponse:
    """Show what depends on itself."""
    return shown(analysis.cycles(here()), "analysis/cycles.html")


@both("/order", "order")
def order() -> BaseResponse:
    """Show in which order everything can be done."""
    return shown(analysis.order(here()), "analysis/order.html")


@both("/communities", "communities")
def communities() -> BaseResponse:
    """Show which parts of the plan hang together."""
    return shown(parted(graph(), here()), "analysis/communities.html")


@remembered
def parted(store: Store, whole: Projection) -> object:
    """Part the projection, once."""
    return analysis.communities(whole, store)


@both("/centrality", "centrality")
def centrality() -> BaseResponse:
    """Show who stands between whom, and where most comes to rest."""
    return shown(analysis.centrality(here(), exact=request.args.get("exact") == "1"), "analysis/centrality.html")


@pages.get("/what-if")
def what_if() -> BaseResponse:
    """Lead to the page of impact, which takes several nodes."""
    return redirect(address("impact", **request.args.to_dict(flat=False)), 302)


@pages.errorhandler(ChoiceError)
def on_choice(error: ChoiceError) -> Response | tuple[str, int]:
    """Offer the nodes that a name may mean, each as the same address with that node; to a program, one line."""
    code = 400 if error.ambiguous else 404
    if request.path.endswith(".json"):
        response = jsonify({"error": " ".join(str(error).split()), "candidates": [local(n) for n in error.candidates]})
        response.status_code = code
        return response
    whole = here()
    offered = [(node, address_with(error.asked, node)) for node in error.candidates[:30]]
    page = render_template(
        "analysis/choose.html",
        ambiguous=error.ambiguous,
        asked=error.asked,
        offered=[(node_of(whole, node), link) for node, link in offered],
        said=_("“%(name)s”可能指几项内容，请选择其一。", name=error.asked)
        if error.ambiguous
        else _("没有叫“%(name)s”的目标、任务、项目或承诺。", name=error.asked),
    )
    return page, code


def address_with(asked: str, node: str) -> str:
    """Return the address that was asked for, with a node in place of the name that was no clear one."""
    values = request.args.to_dict(flat=False)
    changed = {name: [local(node) if value == asked else value for value in given] for name, given in values.items()}
    assert request.endpoint is not None
    return url_for(request.endpoint, **changed)  # type: ignore[arg-type]
