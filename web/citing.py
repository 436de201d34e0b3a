"""How a fact is cited: by GB/T 7714-2015 and in plain words, with the sentence that it rests on, its address and the version."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from kmgraph.graph.rows import NodeView, Report
from kmgraph.graph.store import Store
from kmgraph_web import evidence
from kmgraph_web.current import reports, version

MOST = 160  # characters of a sentence in a citation


@dataclass(frozen=True, slots=True)
class Citation:
    """A way to cite, and the words to copy."""

    name: str
    text: str


def citations(store: Store, described: NodeView) -> tuple[Citation, ...]:
    """Return the citations of a node; the day of access is left to whoever cites."""
    node = described.node
    quote = next((shorten(sentence.text) for sentence in described.evidence), "")
    report = source(store, described)
    title = (report.title or report.label) if report else "kmgraph"
    # the standard puts a year that is not printed in the publication in brackets
    year = f"[{report.year}]" if report and report.year else _("[出版年不详]")
    said = f"“{quote}”" if quote else node.label
    place = report.place_label if report and report.place_label else ""
    issuer = f"{place}. " if place else ""
    standard = f"{issuer}{title}[R/OL]. {year}: {said}. kmgraph {_('数据集版本')} {version(store)}[{_('引用日期')}]. {node.iri}."
    plain = _(
        "%(said)s——《%(title)s》，kmgraph 数据集版本 %(version)s，%(iri)s",
        said=said,
        title=title,
        version=version(store),
        iri=node.iri,
    )
    return Citation("GB/T 7714—2015", standard), Citation(_("文中引用"), plain)


def source(store: Store, described: NodeView) -> Report | None:
    """Return the report that a node's first sentence stands in, or the node's own where it is one."""
    known = {report.iri: report for report in reports(store)}
    if described.node.iri in known:
        return known[described.node.iri]
    return next((known[s.report] for s in evidence.of(store, described)[:1] if s.report in known), None)


def shorten(sentence: str) -> str:
    """Cut a long sentence for a citation: its beginning, with … for the rest."""
    return sentence if len(sentence) <= MOST else f"{sentence[:MOST]}…"
