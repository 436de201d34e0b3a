"""A small report with its facts put together by hand: what the tests of the graph side stand on."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.facts.fact import Commitment, ConceptUse, Facts, Figure, Link, Organization, Project, Task
from kmgraph.graph.ontology import KMG, KMR, RDF, SKOS, Concepts
from kmgraph.graph.rdf import ReportGraph, to_graph
from kmgraph.graph.triples import decimal, integer
from kmgraph.mentions.mention import ProjectName, Quantity
from kmgraph.text.document import Sentence, parse
from kmgraph.text.span import Span

TEXT = """关于昆明市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告
一、2021年国民经济和社会发展计划执行情况
地区生产总值7222.5亿元,增长3.7%。
二、2022年经济社会发展总体要求和预期目标
(一)主要预期目标
地区生产总值增长7.5%左右。
三、2022年主要任务
(一)扎实做好产业培育,推动产业成链集群发展
一是重塑工业传统产业新优势。加快云南裕能、云天化动力电池材料等项目建设,确保石油及化工产业产值达1120亿元。
二是提升“滇池”<保护>治理。加快云南裕能项目在安宁落地。
"""

_CONCEPTS = (
    ("district-530100", "District", "昆明市", "530100", None),
    ("district-530181", "District", "安宁市", "530181", "district-530100"),
    ("industry-C", "Industry", "制造业", "C", None),
    ("industry-C26", "Industry", "化学原料和化学制品制造业", "C26", "industry-C"),
    ("indicator-gdp", "Indicator", "地区生产总值", None, None),
    ("strength-ensure", "Strength", "确保", None, None),
    ("phase-construction", "Phase", "在建", None, None),
    ("unit-percent", "Unit", "%", "%", None),
    ("unit-yuan", "Unit", "元", None, None),
    ("unit-yuan-e8", "Unit", "亿元", None, "unit-yuan"),
)
_FACTORS = (
    ("unit-percent", "1", "unit-percent"),
    ("unit-yuan", "1", "unit-yuan"),
    ("unit-yuan-e8", "100000000", "unit-yuan"),
)


def concepts() -> Concepts:
    """The few concepts that the sample uses."""
    triples = []
    for key, kind, label, notation, broader in _CONCEPTS:
        node = NamedNode(KMR + key)
        triples.append(Triple(node, NamedNode(RDF + "type"), NamedNode(KMG + kind)))
        triples.append(Triple(node, NamedNode(RDF + "type"), NamedNode(SKOS + "Concept")))
        triples.append(Triple(node, NamedNode(SKOS + "prefLabel"), Literal(label, language="zh")))
        if notation:
            triples.append(Triple(node, NamedNode(SKOS + "notation"), Literal(notation)))
        if broader:
            triples.append(Triple(node, NamedNode(SKOS + "broader"), NamedNode(KMR + broader)))
    for key, order in (("strength-ensure", 1), ("phase-construction", 3)):
        triples.append(Triple(NamedNode(KMR + key), NamedNode(KMG + "order"), integer(order)))
    for key, factor, base in _FACTORS:
        triples.append(Triple(NamedNode(KMR + key), NamedNode(KMG + "factor"), decimal(Decimal(factor))))
        triples.append(Triple(NamedNode(KMR + key), NamedNode(KMG + "baseUnit"), NamedNode(KMR + base)))
    return Concepts(triples)


def facts() -> Facts:
    """What the sample says."""
    document = parse(TEXT)

    def sentence(words: str) -> Sentence:
        return next(s for s in document.sentences if words in s.text)

    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    def figure(key: str, words: str, indicator: str, value: str, unit: str, **more: Any) -> Figure:
        concept = more.pop("concept", None)
        quantity = Quantity(
            span=span(words),
            text=words,
            rule="by_rate",
            indicator=indicator,
            indicator_span=None,
            value=Decimal(value),
            unit=unit,
            **{"status": "target", "change": "level", "bound": "=", "year": 2022, **more},
        )
        return Figure(key=key, quantity=quantity, sentence=sentence(words), indicator=concept, rule="by_rate")

    def named(name: str, where: str, owner: str | None = None) -> tuple[ProjectName, Sentence]:
        here = sentence(where)
        start = here.span.start + here.text.index(name)
        return (
            ProjectName(span=Span(start, start + len(name)), text=name, rule="coordinated", phase="在建", owner=owner),
            here,
        )

    ensure, settle = sentence("确保石油"), sentence("在安宁")
    sections = {s.heading.of(TEXT): s.index for s in document.sections}
    cluster, classic, lake = "扎实做好产业培育,推动产业成链集群发展", "重塑工业传统产业新优势", "提升“滇池”<保护>治理"
    chem = figure("goal-33333333", "1120亿元", "石油及化工产业产值", "1120", "亿元")

    def task(key: str, words: str, level: int, parent: str | None) -> Task:
        return Task(
            key=key,
            text=words,
            level=level,
            span=span(words),
            sentence=sentence(words),
            section=sections[words],
            parent=parent,
        )

    def commitment(key: str, where: Sentence, of: str, strength: str | None, *, number: bool) -> Commitment:
        return Commitment(
            key=key,
            sentence=where,
            task=of,
            strength=strength,
            actions=("加快",),
            has_number=number,
            has_date=False,
            has_place=not number,
            has_body=False,
        )

    return Facts(
        report="530100-2022",
        document=document,
        place="district-530100",
        year=2022,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        figures=(
            figure(
                "result-11111111",
                "3.7%",
                "地区生产总值",
                "3.7",
                "%",
                status="result",
                change="increase",
                year=2021,
                concept="indicator-gdp",
            ),
            figure(
                "goal-22222222",
                "7.5%",
                "地区生产总值",
                "7.50",
                "%",
                change="increase",
                bound="~",
                concept="indicator-gdp",
            ),
            chem,
        ),
        tasks=(
            task("task-44444444", cluster, 1, None),
            task("task-55555555", classic, 2, "task-44444444"),
            task("task-66666666", lake, 2, "task-44444444"),
        ),
        commitments=(
            commitment("commitment-77777777", ensure, "task-55555555", "strength-ensure", number=True),
            commitment("commitment-88888888", settle, "task-66666666", None, number=False),
        ),
        projects=(
            Project(
                key="project-99999999",
                name="云南裕能",
                phase="在建",
                mentions=(named("云南裕能", "确保石油"), named("云南裕能项目", "在安宁")),
            ),
            Project(
                key="project-aaaaaaaa",
                name="云天化动力电池材料",
                phase=None,
                mentions=(named("云天化动力电池材料", "确保石油", "云天化"),),
            ),
        ),
        organizations=(Organization(key="org-bbbbbbbb", name="云天化", sentences=(ensure,)),),
        industries=(ConceptUse(concept="industry-C26", mentions=((span("石油及化工产业"), ensure),)),),
        districts=(ConceptUse(concept="district-530181", mentions=((span("安宁"), settle),)),),
        links=(
            _link("supports", "project-99999999", "goal-33333333", ensure),
            _link("supports", "project-aaaaaaaa", "goal-33333333", ensure),
            _link("ownedBy", "project-aaaaaaaa", "org-bbbbbbbb", ensure),
            _link("inIndustry", "project-99999999", "industry-C26", ensure, "inferred"),
            _link("inIndustry", "goal-33333333", "industry-C26", ensure),
            _link("locatedIn", "project-99999999", "district-530181", settle),
            _link("includes", "commitment-77777777", "project-99999999", ensure),
            _link("includes", "commitment-77777777", "project-aaaaaaaa", ensure),
            _link("includes", "commitment-77777777", "goal-33333333", ensure),
            _link("includes", "commitment-88888888", "project-99999999", settle),
        ),
    )


def _link(kind: Any, source: str, target: str, sentence: Sentence, basis: Any = "stated") -> Link:
    return Link(type=kind, source=source, target=target, sentence=sentence, basis=basis, rule="same_sentence")


def graph() -> ReportGraph:
    """The sample as triples."""
    return to_graph(facts(), concepts(), version="0.1.0")
