"""How classes, properties and values are called on the page, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from kmgraph.graph.ontology import KMG, KMR, load_concepts, shorten, terms
from kmgraph.graph.rows import Fact, FigureRow, Node
from kmgraph_web.current import language

# classes that the page draws and lists, in the order of a legend
KINDS = (
    "Task", "Commitment", "Project", "Goal", "Result", "Indicator", "Industry", "District", "Organization",
    "Sentence", "Section", "Report",
)  # fmt: skip

_OTHER_PROPERTIES = {
    "rdf:type": later("类别"),
    "rdfs:label": later("名称"),
    "rdf:subject": later("主语"),
    "rdf:predicate": later("关系"),
    "rdf:object": later("宾语"),
    "skos:prefLabel": later("名称"),
    "skos:altLabel": later("又称"),
    "skos:notation": later("代码"),
    "skos:broader": later("上位概念"),
    "skos:exactMatch": later("等同于"),
    "dcterms:title": later("标题"),
    "dcterms:isReplacedBy": later("今属"),
    "prov:wasDerivedFrom": later("原文语句"),
    "prov:wasGeneratedBy": later("由何构建"),
    "prov:used": later("所读报告"),
    "prov:wasAssociatedWith": later("构建程序"),
    "dcterms:isReferencedBy": later("其图谱"),
    "oa:hasSelector": later("位置"),
    "oa:start": later("起始字符"),
    "oa:end": later("结束字符"),
    "oa:exact": later("原文"),
    "oa:prefix": later("前文"),
    "oa:suffix": later("后文"),
}
_INVERSE = {
    "prov:wasDerivedFrom": later("由此得出"),
    "skos:broader": later("下位概念"),
    "dcterms:isReplacedBy": later("原为"),
    "prov:wasGeneratedBy": later("构建了"),
    "prov:used": later("读取它的构建"),
    "prov:wasAssociatedWith": later("它的构建"),
    "dcterms:isReferencedBy": later("所述报告"),
    "oa:hasSelector": later("所在语句"),
}
_VALUES = {
    "change": {"increase": later("增长"), "decrease": later("下降"), "level": later("达到")},
    "bound": {"=": later("等于"), ">=": later("以上"), "<=": later("以内"), "~": later("左右")},
    "obligation": {"binding": later("约束性"), "expected": later("预期性")},
    "basis": {"stated": later("原文明示"), "inferred": later("推断得出")},
    "part": {
        "plan": later("任务部署"), "review": later("执行情况"), "outlook": later("环境与目标"), "front": later("正文之前"),
    },
    "boolean": {"true": later("有"), "false": later("无")},
}  # fmt: skip


# the order in which a reader wants to know them; all others follow
_FACTS = (
    "title", "indicatorText", "change", "value", "unit", "bound", "year", "obligation", "original", "altLabel", "notation", "action",
    "hasNumber", "hasDate", "hasPlace", "hasBody", "level", "basis",
)  # fmt: skip


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Sort the facts of a node as a reader asks for them."""
    ranks = {name: rank for rank, name in enumerate(_FACTS)}
    return sorted(facts, key=lambda fact: (ranks.get(re.split("[#/]", fact.property)[-1], len(ranks)), fact.property))


def local(iri: str) -> str:
    """Return the last piece of an IRI: `…/id/530100-2022` → `530100-2022`."""
    return iri.removeprefix(KMR).removeprefix(KMG)


def is_ours(iri: str) -> bool:
    """Tell whether the graph's own pages show this IRI."""
    return iri.startswith(KMR)


def is_outside(fact: Fact) -> bool:
    """Tell whether a fact's value is an address elsewhere that a reader can open: Wikidata's page of a district."""
    return fact.datatype is None and fact.value.startswith(("https://", "http://"))


def kind_name(kind: str) -> str:
    """Return the class's name for CSS and shapes: `…#Goal` → `Goal`, `Other` for what no legend shows."""
    name = kind.removeprefix(KMG)
    return name if name in KINDS else "Other"


def kind_label(kind: str) -> str:
    """Return what the reader calls the class."""
    known = terms().get(kind if ":" in kind else KMG + kind)
    return known.label(language()) if known else shorten(kind)


def node_name(node: Node) -> str:
    """Return what the reader calls a node: a concept in the reader's language, all else as reports write it."""
    return node.label if language() == "zh" else concept_name(node.iri) or node.label


def concept_name(iri: str) -> str | None:
    """Return a concept's name in the reader's language; None where the vocabularies have none: of most counties, of projects."""
    return load_concepts().label(iri, language())


def concept_label(iri: str) -> str:
    """Return what the reader calls a strength, a stage or another concept of the vocabularies: `kmr:strength-ensure` → 确保."""
    known = load_concepts()
    return known.label(iri, language()) or known.label(iri) or shorten(iri)


def counted(kind: str, number: int) -> str:
    """Return what the reader calls so many of a class: 126 → 目标; goals, 1 → goal."""
    label = kind_label(kind)
    if language() != "en" or number == 1:
        return label
    return label[:-1] + "ies" if label.endswith("y") else label + "s"


def property_label(iri: str, *, outward: bool = True) -> str:
    """Return what the reader calls a property, read from the other end where it is not `outward`."""
    if known := terms().get(iri):
        backwards = known.inverse.get(language())
        return known.label(language()) if outward else backwards or f"← {known.label(language())}"
    name = shorten(iri)
    if not outward:
        return str(_INVERSE.get(name, f"← {_OTHER_PROPERTIES.get(name, name)}"))
    return str(_OTHER_PROPERTIES.get(name, name))


def value_label(iri: str, value: str) -> str:
    """Say a coded value in words: change `increase` → 增长, hasDate `true` → 有."""
    name = local(iri)
    table = _VALUES["boolean"] if name.startswith("has") else _VALUES.get(name, {})
    return str(table.get(value, value))


def figure_words(figure: FigureRow) -> str:
    """Say a figure with its direction and bound: 增长 7.5% 左右; 3.5% 以内; 1120亿元."""
    change = {"increase": _("增长"), "decrease": _("下降")}.get(figure.change, "")
    bound = {">=": _("以上"), "<=": _("以内"), "~": _("左右")}.get(figure.bound, "")
    # what the report itself has written stays, and is not said twice; of a target that was derived (低于预期4.3个百分点)
    # it wrote the distance alone
    derived = figure.unit == "%" and "百分点" in figure.original
    written = f"{figure.value}{figure.unit}" if derived else figure.original
    return " ".join(filter(None, (change, written, "" if bound in written else bound)))
