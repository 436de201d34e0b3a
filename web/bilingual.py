"""Names on a page that has another language than the report: the vocabularies' English ones, and Chinese that says so."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from kmgraph.graph.ontology import KMR
from kmgraph.graph.rows import FigureRow, Node
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph_web.current import language
from kmgraph_web.words import concept_name, node_name

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# what an English name of a division ends in: Wuhua District, Luquan Yi and Miao Autonomous County
_KIND = re.compile(r"\s+(?:[\w' ]*\bAutonomous )?(?:District|County|Prefecture|Region|City|Banner)$")


def called(node: Node) -> Markup:
    """Write a node's name: kmr:industry-C → `<span title="制造业">Manufacturing</span>`, a project's as its report has it."""
    name = node_name(node)
    return named(name, node.label) if name != node.label else in_chinese(node.label)


def indicator_called(figure: FigureRow) -> Markup:
    """Write what a figure measures: the indicator's name where the report means that very one, else the report's words.

    规模以上工业增加值 is an indicator of the vocabularies; 石油及化工产业产值 is no more than a kind of one.
    """
    iri = figure.indicator or ""
    name = concept_name(iri)
    if name and language() != "zh" and figure.indicator_text in spellings().get(iri, ()):
        return named(name, figure.indicator_text)
    return in_chinese(figure.indicator_text)


def named(name: str, chinese: str) -> Markup:
    """Write a name with its Chinese one, which shows where a pointer rests on it."""
    return Markup('<span title="{}">{}</span>').format(chinese, name)


def in_chinese(text: str) -> Markup:
    """Write the report's own words: on an English page a screen reader has to be told that they are Chinese."""
    return Markup("<span{}>{}</span>").format(told(text), text)


def told(text: str) -> Markup:
    """Return the attribute that tells a text's language where it is not the page's."""
    return chinese() if _CHINESE.search(text) else Markup("")


def chinese() -> Markup:
    """Return the attribute of what is the report's own text, whatever stands in it."""
    return Markup(' lang="zh"') if language() != "zh" else Markup("")


def chinese_beside(node: Node) -> Markup:
    """Write the Chinese name beside an English one, as the heading of a page has it; nothing where the heading is Chinese."""
    return Markup(' <small lang="zh">{}</small>').format(node.label) if node_name(node) != node.label else escape("")


def short_name(iri: str, short: str) -> str:
    """Return what a tile of the map calls a division: 五华, Wuhua; the Chinese one where the vocabularies have no other."""
    name = concept_name(iri) if language() != "zh" else None
    return _KIND.sub("", name) if name else short


@cache
def spellings() -> dict[str, frozenset[str]]:
    """Return the names by which reports call each indicator."""
    return {KMR + one.key: frozenset(one.labels) for one in load_vocabulary().indicators}
