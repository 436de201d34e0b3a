"""Every vocabulary of ontology/ is valid SKOS, and says where it comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from itertools import combinations

import pytest
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kmgraph.graph.labels import is_chinese, is_english
from kmgraph.graph.ontology import rooms

KMG = Namespace("https://w3id.org/kmgraph/ontology#")
ID = Namespace("https://w3id.org/kmgraph/id/")
NAMES = [name.removesuffix(".ttl") for name in rooms()]


@cache
def graph(name: str) -> Graph:
    return Graph().parse(data=(files("kmgraph_ontology") / f"{name}.ttl").read_text(encoding="utf-8"), format="turtle")


def concepts(name: str) -> list[URIRef]:
    """The concepts of a scheme, by name."""
    return sorted({s for s in graph(name).subjects(SKOS.prefLabel, None) if isinstance(s, URIRef)} - {ID[name]})


def labels(name: str, concept: URIRef, *kinds: URIRef) -> list[Literal]:
    """The labels of a concept."""
    found = (label for kind in kinds or (SKOS.prefLabel, SKOS.altLabel) for label in graph(name).objects(concept, kind))
    return [label for label in found if isinstance(label, Literal)]


def above(name: str, concept: URIRef) -> list[URIRef]:
    """All that is broader than a concept, from the nearest out; ends where a circle would begin."""
    found: list[URIRef] = []
    waiting = [concept]
    while waiting:
        for broader in graph(name).objects(waiting.pop(0), SKOS.broader):
            assert isinstance(broader, URIRef)
            if broader not in found:
                found.append(broader)
                waiting.append(broader)
    return found


def test_the_vocabularies_are_the_ones_that_reports_need() -> None:
    assert NAMES == ["districts", "former", "indicators", "industries", "phases", "strengths", "units"]


@pytest.mark.parametrize("name", NAMES)
def test_a_scheme_says_its_title_source_date_and_licence(name: str) -> None:
    scheme, g = ID[name], graph(name)
    assert list(g.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    for kind in (DCTERMS.title, SKOS.prefLabel):
        assert sorted(str(label.language) for label in labels(name, scheme, kind)) == ["en", "zh"]
    assert g.value(scheme, DCTERMS.source)
    dates = list(g.objects(scheme, DCTERMS.modified))
    assert [date.datatype for date in dates if isinstance(date, Literal)] == [XSD.date]
    assert str(g.value(scheme, DCTERMS.license)).startswith("https://")


@pytest.mark.parametrize("name", NAMES)
def test_every_concept_is_in_its_scheme_and_on_top_or_below_another(name: str) -> None:
    g = graph(name)
    for concept in concepts(name):
        assert list(g.objects(concept, SKOS.inScheme)) == [ID[name]], concept
        assert (concept, RDF.type, None) in g, concept
        on_top = (concept, SKOS.topConceptOf, ID[name]) in g
        assert on_top == ((concept, SKOS.broader, None) not in g), concept


@pytest.mark.parametrize("name", NAMES)
def test_broader_stays_in_the_scheme_and_leads_in_no_circle(name: str) -> None:
    known = set(concepts(name))
    held = known | set(concepts("districts") if name == "former" else ())  # a county that is no more, in a city that is
    for concept in known:
        assert concept not in above(name, concept), f"a circle: {concept}"
        assert set(above(name, concept)) <= held, concept


@pytest.mark.parametrize("name", NAMES)
def test_one_preferred_label_a_language_and_a_chinese_one(name: str) -> None:
    for concept in concepts(name):
        languages = Counter(label.language for label in labels(name, concept, SKOS.prefLabel))
        assert languages["zh"] == 1, concept
        assert set(languages) <= {"zh", "en"}, concept
        assert max(languages.values()) == 1, concept


@pytest.mark.parametrize("name", NAMES)
def test_no_label_is_preferred_and_other_at_once(name: str) -> None:
    for concept in concepts(name):
        kinds = (SKOS.prefLabel, SKOS.altLabel, KMG.notLabel)
        for one, other in combinations(kinds, 2):
            assert not set(labels(name, concept, one)) & set(labels(name, concept, other)), concept


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_in_the_language_that_they_claim(name: str) -> None:
    for concept in concepts(name):
        for label in labels(name, concept, SKOS.prefLabel):
            assert is_english(label) if label.language == "en" else is_chinese(label), (concept, label)


def may_share(name: str, label: Literal, one: URIRef, other: URIRef) -> bool:
    """Whether two concepts of a scheme may have the same label.

    Of industries a division and the section that it is in: GB/T 4754 calls both 房地产业. Of districts two that do not
    lie in the same one (朝阳区 is in Beijing and in Changchun), and in the same one a short name, where the full names tell
    the two apart: 临夏 is short for 临夏市 and for 临夏县. Of former divisions two that stood one after the other. Of the
    rest none.
    """
    if name == "former":
        return graph(name).value(one, KMG.until) != graph(name).value(other, KMG.until)
    if name == "industries":
        return one in above(name, other) or other in above(name, one)
    if name == "districts":
        full = all(label in labels(name, concept, SKOS.prefLabel) for concept in (one, other))
        return not full or graph(name).value(one, SKOS.broader) != graph(name).value(other, SKOS.broader)
    return False


@pytest.mark.parametrize("name", NAMES)
def test_no_label_means_two_things(name: str) -> None:
    meaning: dict[Literal, set[URIRef]] = defaultdict(set)
    for concept in concepts(name):
        for label in labels(name, concept):
            meaning[label].add(concept)
    clashes = {
        (str(label), one.rpartition("/")[2], other.rpartition("/")[2])
        for label, named in meaning.items()
        for one, other in combinations(sorted(named), 2)
        if not may_share(name, label, one, other)
    }
    assert clashes == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_code_is_of_one_concept(name: str) -> None:
    codes = Counter(str(code) for code in graph(name).objects(None, SKOS.notation))
    assert [code for code, number in codes.items() if number > 1] == []
    for concept in concepts(name):
        assert len(list(graph(name).objects(concept, SKOS.notation))) <= 1, concept
