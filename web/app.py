"""The page: a Flask app over one store. granian calls `create_app`; where the store lies stands in the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, render_template, request, url_for
from flask_babel import Babel
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from werkzeug.exceptions import HTTPException

from kmgraph.errors import KmgraphError, StoreError
from kmgraph.graph.address import Place, place_of
from kmgraph.graph.documentation import prefixed
from kmgraph.graph.memory import return_large_blocks
from kmgraph.graph.ontology import KMG
from kmgraph.graph.rows import Report
from kmgraph_web import (
    analysis,
    ask,
    bilingual,
    briefing,
    compressing,
    counting,
    data,
    dataset,
    endpoint,
    explore,
    flow,
    gaps,
    headers,
    listing,
    matrix,
    ontology,
    plan,
    read,
    receiving,
    settings,
    start,
    words,
)
from kmgraph_web.beside import MOST, relations
from kmgraph_web.current import Reading, chosen_report, graph, language, reports, theme
from kmgraph_web.lifetime import end_with_server
from kmgraph_web.warming import keep_warm

MODULES = (
    start, explore, plan, analysis, gaps, matrix, flow, read, listing, ask, endpoint, data, dataset, ontology, settings,
)  # fmt: skip
STORE, TIMEOUT = "KMGRAPH_STORE", "KMGRAPH_TIMEOUT"
MAX_BODY = 8_000_000  # read whole before it is refused: whoever still sends sees no answer

FILTERS: tuple[Callable[..., object], ...] = (words.local, words.kind_name, words.in_order, relations, prefixed)
# filters whose answer hangs on the reader's language
READERS: tuple[Callable[..., object], ...] = (
    words.kind_label, words.property_label, words.value_label, words.figure_words, words.node_name, words.concept_label,
    words.counted, briefing.gap_label, bilingual.called, bilingual.indicator_called, bilingual.chinese_beside,
    bilingual.in_chinese, bilingual.told,
)  # fmt: skip


def create_app(store: Place | None = None, timeout: float | None = None) -> Flask:
    """Make the app over the store in a folder or behind an address; both arguments default to what `serve` has put into the environment.

    Raises StoreError where no store is named, or the named one can't be read.
    """
    place = store or (place_of(os.environ[STORE]) if STORE in os.environ else None)
    if place is None:
        raise StoreError(f"no store is named; start the page with “kmgraph serve”, or set {STORE}")
    app = Flask("kmgraph_web", static_folder="static", template_folder="templates")
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        BABEL_DEFAULT_LOCALE="zh",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["kmgraph"] = Reading(place, timeout or float(os.environ.get(TIMEOUT, "10")))
    if store is None:  # behind granian: the pool is ready before the first query comes
        app.extensions["kmgraph"].warm()
        return_large_blocks()
        end_with_server()
    Babel(app, locale_selector=language)
    for module in MODULES:
        app.register_blueprint(module.pages)
    app.before_request(receiving.receive)
    app.after_request(compressing.compress)  # the last of them: Flask goes from the bottom up
    app.after_request(settings.keep_language)
    app.after_request(headers.secure)
    app.context_processor(shared)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(KmgraphError, on_fault)
    app.register_error_handler(counting.RefusedError, counting.refuse)
    for filter in FILTERS:
        app.add_template_filter(filter)
    for filter in READERS:
        app.add_template_filter(for_reader(filter), filter.__name__)
    app.add_template_filter(listing.name, "list_name")
    app.jinja_env.globals.update(asset=asset, offline=False)  # both are others in a snapshot
    app.add_template_test(words.is_ours, "ours")
    app.add_template_test(words.is_outside, "outside")
    if store is None:
        keep_warm(app, app.extensions["kmgraph"])
    return app


def for_reader(filter: Callable[..., object]) -> Callable[..., object]:
    """Have a filter asked for each page.

    Else Jinja works out a constant as it compiles a template, and `'Goal'|kind_label` is for all readers what it is for the first.
    """

    @pass_context
    def asked(_context: Context, *values: object, **named: object) -> object:
        return filter(*values, **named)

    return asked


def shared() -> dict[str, object]:
    """What every template may use."""
    known = known_reports()
    return {
        "reports": known,
        "report": chosen_report(known),
        "language": language(),
        "chinese": bilingual.chinese(),
        "theme": theme(),
        "here": request.full_path.removesuffix("?"),
        "KINDS": words.KINDS,
        "KMG": KMG,
        "MOST_BESIDE": MOST,
    }


def known_reports() -> tuple[Report, ...]:
    """The reports that every page names; none where the store's server fails, so that the page which says so can be shown."""
    try:
        return reports(graph())
    except KmgraphError:
        return ()


def asset(name: str) -> str:
    """Return the address of a static file with its age, so that a new one is fetched at once."""
    path = Path(__file__).parent / "static" / name
    return url_for("static", filename=name, v=f"{path.stat().st_mtime_ns:x}"[-8:] if path.exists() else "0")


def on_http_error(error: HTTPException) -> Response | tuple[str, int]:
    """Say what is wrong and offer the next step; the endpoint's clients are programs and get one line."""
    if request.path == "/sparql":
        return endpoint.on_http_error(error)
    code = error.code or 500
    said = {
        404: _("这里没有这个页面。"),
        405: _("这个地址不接受这种请求。"),
        406: _("没有这种格式。"),
        413: _("请求太大。"),
    }.get(code, error.description or error.name)
    return render_template("error.html", code=code, said=said), code


def on_fault(error: KmgraphError) -> tuple[str, int]:
    """A fault that has a message of its own: a store that can't be read is ours or its server's, all else the reader can mend."""
    code = endpoint.status_of(error)
    return render_template("error.html", code=code, said=str(error)), code
