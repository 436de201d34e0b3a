"""The vocabularies of ontology/ are valid SKOS, complete, and arrive in extraction as they stand there."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import get_args

import pyoxigraph
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import SKOS

from kmgraph.graph.ontology import load_concepts
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.mention import Phase
from kmgraph.mentions.units import units_of
from kmgraph.mentions.vocabulary import Concept
from kmgraph.stores import bundled_graph

ID = Namespace("https://w3id.org/kmgraph/id/")
KMG = Namespace("https://w3id.org/kmgraph/ontology#")
SCHEMES = ["industries", "districts", "indicators", "strengths", "units"]


@cache
def graph(name: str) -> Graph:
    return Graph().parse(data=(files("kmgraph_ontology") / f"{name}.ttl").read_text(encoding="utf-8"), format="turtle")


def by_key(concepts: tuple[Concept, ...]) -> dict[str, Concept]:
    return {concept.key: concept for concept in concepts}


@pytest.mark.parametrize("name", SCHEMES)
def test_oxigraph_reads_what_rdflib_reads(name: str) -> None:
    data = (files("kmgraph_ontology") / f"{name}.ttl").read_bytes()
    triples = sum(1 for _ in pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE))
    assert triples == len(graph(name)), "a triple is said twice"


def test_industries_are_the_sections_and_divisions_of_the_standard() -> None:
    notations = [c.notation for c in load_vocabulary().industries if c.notation]
    assert [n for n in notations if len(n) == 1] == list("ABCDEFGHIJKLMNOPQRST")
    assert sorted(n[1:] for n in notations if len(n) == 3) == [f"{n:02}" for n in range(1, 98)]
    assert [c.broader for c in load_vocabulary().industries if c.notation and len(c.notation) == 3] == [
        (f"industry-{n[0]}",) for n in notations if len(n) == 3
    ]


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("石油及化工产业", "industry-C25"),
        ("轻工业", "industry-C"),
        ("动力电池", "industry-x-power-battery"),
        ("数字经济", "industry-x-digital-economy"),
        ("房地产", "industry-K"),
        ("跨境电商", "industry-x-cross-border-e-commerce"),
    ],
)
def test_spelling_of_an_industry(spelling: str, key: str) -> None:
    assert spelling in by_key(load_vocabulary().industries)[key].labels


def test_emerging_industries_say_how_they_are_mapped() -> None:
    emerging = [c for c in graph("industries").subjects(SKOS.inScheme, None) if "industry-x-" in str(c)]
    assert len(emerging) >= 50
    for concept in emerging:
        assert graph("industries").value(concept, SKOS.note), concept
        assert graph("industries").value(concept, SKOS.broader), concept


def test_districts_are_the_divisions_of_the_standard() -> None:
    codes = [c.notation for c in load_vocabulary().districts if c.notation]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len([c for c in codes if c.endswith("0000")]) == 34
    assert len([c for c in codes if c.endswith("00") and not c.endswith("0000")]) == 333
    assert len(codes) > 3200
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("key", "spelling", "above"),
    [
        ("district-530181", "安宁", "district-530100"),
        ("district-530126", "石林县", "district-530100"),
        ("district-130609", "徐水县", "district-130600"),
        ("district-130608", "清苑县", "district-130600"),
        ("district-530400", "玉", "district-530000"),
        ("district-500101", "万州区", "district-500000"),
        ("district-419001", "济源", "district-410000"),
        ("district-532900", "大理州", "district-530000"),
        ("zone-dianzhong", "滇中新区", "district-530000"),
    ],
)
def test_spelling_of_a_district(key: str, spelling: str, above: str) -> None:
    concept = by_key(load_vocabulary().districts)[key]
    assert spelling in concept.labels
    assert concept.broader == (above,)


def test_former_divisions_stand_apart_and_lead_to_what_holds_their_land_today() -> None:
    today = {concept.key: concept for concept in load_vocabulary().districts}
    former = load_vocabulary().former
    assert len(former) > 250
    for concept in former:
        assert concept.key not in today, concept
        assert concept.replaced_by in today, concept
        assert concept.until, concept
        assert 2011 <= concept.until <= 2024, concept


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("investment-industrial", "investment"),
        ("exports", "trade"),
        ("income-urban", "income"),
        ("investment-tech-upgrade", "investment-industrial"),
    ],
)
def test_parthood_of_indicators(part: str, whole: str) -> None:
    assert by_key(load_vocabulary().indicators)[f"indicator-{part}"].broader == (f"indicator-{whole}",)


def test_strengths_have_an_order() -> None:
    order = {
        str(concept).rpartition("strength-")[2]: int(str(number))
        for concept, number in graph("strengths").subject_objects(KMG.order)
    }
    assert sorted(order, key=lambda strength: order[strength]) == [
        "ensure",
        "complete",
        "strive",
        "advance",
        "explore",
    ]


def test_concepts_arrive_in_the_order_of_their_keys_without_the_schemes() -> None:
    for name in SCHEMES:
        concepts: tuple[Concept, ...] = getattr(load_vocabulary(), name)
        keys = [concept.key for concept in concepts]
        assert keys == sorted(keys)
        assert len(keys) == len(set(graph(name).subjects(SKOS.inScheme, None)))
        for concept in concepts:
            assert concept.labels[0] == concept.label
            said = set(graph(name).objects(URIRef(ID[concept.key]), KMG.notLabel))
            assert {str(label) for label in said} == set(concept.not_labels)


# --- zones, phases, units -------------------------------------------------------------------------------------


def test_zones_are_told_apart_from_divisions() -> None:
    g = graph("districts")
    zones = set(g.subjects(RDF.type, KMG.Zone))
    assert len(zones) > 30
    for district in set(g.subjects(RDF.type, KMG.District)):
        assert (district in zones) == ("zone-" in str(district))
        assert (district in zones) == (g.value(district, SKOS.notation) is None)
    for zone in zones:
        assert g.value(g.value(zone, SKOS.broader), SKOS.notation), f"{zone} lies in no division"


def test_districts_that_wikidata_knows_are_each_one_of_its_items() -> None:
    matches = list(graph("districts").subject_objects(SKOS.exactMatch))
    assert (URIRef(ID["district-530100"]), URIRef("http://www.wikidata.org/entity/Q182852")) in matches
    of_kunming = {str(district) for district, _ in matches if str(district).startswith(f"{ID}district-5301")}
    assert len(of_kunming) == 15, "the city and its fourteen divisions"
    assert len({match for _, match in matches}) == len({district for district, _ in matches}) == len(matches)
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", str(match)) for _, match in matches)


def test_phases_have_an_order() -> None:
    g = graph("phases")
    order = sorted((int(str(g.value(phase, KMG.order))), phase) for phase in g.subjects(RDF.type, KMG.Phase))
    assert [number for number, _ in order] == [1, 2, 3, 4, 5, 6]
    names = [str(label) for _, phase in order for label in g.objects(phase, SKOS.prefLabel) if label.language == "zh"]
    assert tuple(names) == get_args(Phase)
    assert all(len(list(g.objects(phase, SKOS.definition))) == 2 for _, phase in order)


@pytest.mark.parametrize(
    ("spelling", "base", "factor"),
    [
        ("元", "yuan", "1"),
        ("万元", "yuan", "10000"),
        ("亿元", "yuan", "100000000"),
        ("万亿元", "yuan", "1000000000000"),
        ("亿美元", "us-dollar", "100000000"),
        ("公顷", "square-metre", "10000"),
        ("平方公里", "square-metre", "1000000"),
        ("万平米", "square-metre", "10000"),
        ("斤", "kilogram", "0.5"),
        ("亿斤", "kilogram", "50000000"),
        ("万吨", "kilogram", "10000000"),
        ("亿度", "kilowatt-hour", "100000000"),
        ("万套（户）", "tao", "10000"),
        ("‰", "percent", "0.1"),
        ("个百分点", "percentage-point", "1"),
        ("万", "one", "10000"),
    ],
)
def test_a_unit_converts_to_its_base_unit(spelling: str, base: str, factor: str) -> None:
    unit = load_concepts().spelled("unit", spelling)
    assert graph("units").value(URIRef(str(unit)), KMG.baseUnit) == ID[f"unit-{base}"]
    assert graph("units").value(URIRef(str(unit)), KMG.factor).toPython() == Decimal(factor)


def test_fifteen_mu_are_a_hectare() -> None:
    mu, hectare = (graph("units").value(ID[f"unit-{name}"], KMG.factor).toPython() for name in ("mu", "hectare"))
    assert abs(mu * 15 - hectare) < Decimal("0.001")


def test_every_unit_has_a_factor_and_a_base_unit_that_is_its_own() -> None:
    g = graph("units")
    for unit in g.subjects(RDF.type, KMG.Unit):
        base = g.value(unit, KMG.baseUnit)
        assert g.value(base, KMG.baseUnit) == base
        assert g.value(base, KMG.factor).toPython() == 1
        assert g.value(unit, KMG.factor).toPython() > 0


def test_extraction_reads_no_multiple() -> None:
    """万 and 亿 are read apart from the unit: 亿元 is no spelling that a number looks for, 元 is one."""
    units = units_of(load_vocabulary().units)
    assert units.at("元", 0) == ("元", "money")
    assert "亿元" not in units.kinds
    assert "单" in units.kinds


def test_the_vocabulary_knows_every_unit_of_the_bundled_report() -> None:
    said = {t.subject: t.object.value for t in bundled_graph().facts if t.predicate.value == str(KMG.unit)}
    known = {t.subject for t in bundled_graph().facts if t.predicate.value == str(KMG.measuredIn)}
    assert {unit for figure, unit in said.items() if figure not in known} == set()
    assert len(known) > 250


def test_amounts_in_yuan_compare_however_they_are_written() -> None:
    """Of all figures of the bundled report that are sums of money, the largest: 7222.5亿元 of gross product, and its like."""
    store = Store.in_memory(to_quads([bundled_graph()]))
    rows = store.query(
        """SELECT ?written ?amount { ?figure kmg:original ?written ; kmg:value ?value ; kmg:measuredIn ?unit .
           ?unit kmg:baseUnit kmr:unit-yuan ; kmg:factor ?factor . BIND(?value * ?factor AS ?amount) }"""
    )
    amounts = {row["written"].value: Decimal(row["amount"].value) for row in rows}
    assert amounts["7222.5亿元"] == Decimal("722250000000")
    assert amounts["1120亿元"] == Decimal("112000000000")
    assert min(amounts.values()) < 100_000 < 10**11 < max(amounts.values())
