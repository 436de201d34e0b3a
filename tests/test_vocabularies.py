"""The vocabularies of ontology/ are valid SKOS, complete, and arrive in extraction as they stand there."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

import pyoxigraph
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.vocabulary import Concept

ID = Namespace("https://w3id.org/kmgraph/id/")
KMG = Namespace("https://w3id.org/kmgraph/ontology#")
SCHEMES = ["industries", "districts", "indicators", "strengths"]


@cache
def graph(name: str) -> Graph:
    return Graph().parse(data=(files("kmgraph_ontology") / f"{name}.ttl").read_text(encoding="utf-8"), format="turtle")


def by_key(concepts: tuple[Concept, ...]) -> dict[str, Concept]:
    return {concept.key: concept for concept in concepts}


@pytest.mark.parametrize("name", SCHEMES)
def test_scheme_has_names_source_and_date(name: str) -> None:
    (scheme,) = graph(name).subjects(RDF.type, SKOS.ConceptScheme)
    labels = [label for label in graph(name).objects(scheme, SKOS.prefLabel) if isinstance(label, Literal)]
    assert sorted(str(label.language) for label in labels) == ["en", "zh"]
    assert graph(name).value(scheme, DCTERMS.source)
    assert graph(name).value(scheme, DCTERMS.date) or graph(name).value(scheme, DCTERMS.modified)


@pytest.mark.parametrize("name", SCHEMES)
def test_oxigraph_reads_what_rdflib_reads(name: str) -> None:
    data = (files("kmgraph_ontology") / f"{name}.ttl").read_bytes()
    triples = sum(1 for _ in pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE))
    assert triples == len(graph(name)), "a triple is said twice"


@pytest.mark.parametrize("name", SCHEMES)
def test_one_preferred_label_a_language_and_no_label_twice(name: str) -> None:
    for concept in graph(name).subjects(SKOS.inScheme, None):
        preferred = list(graph(name).objects(concept, SKOS.prefLabel))
        languages = Counter(label.language for label in preferred if isinstance(label, Literal))
        assert languages["zh"] == 1, concept
        assert max(languages.values()) == 1, concept
        assert not set(preferred) & set(graph(name).objects(concept, SKOS.altLabel)), concept
        labels = set(preferred) | set(graph(name).objects(concept, SKOS.altLabel))
        assert not labels & set(graph(name).objects(concept, KMG.notLabel)), concept


@pytest.mark.parametrize("name", SCHEMES)
def test_every_concept_has_a_type_and_broader_leads_up_without_a_cycle(name: str) -> None:
    concepts = set(graph(name).subjects(SKOS.inScheme, None))
    assert concepts == set(graph(name).subjects(SKOS.prefLabel, None)) - set(
        graph(name).subjects(RDF.type, SKOS.ConceptScheme)
    )
    for concept in concepts:
        assert (concept, RDF.type, None) in graph(name)
        path, above = [concept], graph(name).value(concept, SKOS.broader)
        while above is not None:
            assert above in concepts, f"{path[-1]}: {above} is no concept"
            assert above not in path, f"a cycle: {path}"
            path.append(above)
            above = graph(name).value(above, SKOS.broader)


@pytest.mark.parametrize("name", ["industries", "indicators", "strengths"])
def test_no_spelling_means_two_things(name: str) -> None:
    """A section and its only division may share their name: the standard says so of 房地产业, 教育 and 国际组织."""
    meaning = defaultdict(set)
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for concept, label in graph(name).subject_objects(predicate):
            meaning[label].add(concept)
    for label, concepts in meaning.items():
        if len(concepts) > 1 and (name != "industries" or getattr(label, "language", "") == "zh"):
            assert any(graph(name).value(concept, SKOS.broader) in concepts for concept in concepts), (label, concepts)


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
