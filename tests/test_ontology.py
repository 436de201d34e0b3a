import re
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import graph_sample
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.graph.ontology import (
    KMG,
    KMR,
    PREFIXES,
    RDF,
    RDFS,
    digest,
    expand,
    load_concepts,
    mint,
    ontology,
    read_room,
    rooms,
    shorten,
    terms,
    value_of,
)

NAMES = set(terms())


def test_the_public_contract_is_there():
    classes = "Report Section Sentence Goal Result Task Commitment Project Industry District Indicator Organization"
    properties = (
        "indicator indicatorText value unit change bound year original partOf supports includes locatedIn inIndustry "
        "dependsOn continues ownedBy ledBy"
    )
    assert {KMG + name for name in f"{classes} {properties}".split()} <= NAMES


@pytest.mark.parametrize("iri", sorted(NAMES))
def test_every_term_has_label_and_comment_in_both_languages(iri):
    term = terms()[iri]
    assert set(term.labels) == {"zh", "en"}
    assert set(term.comments) == {"zh", "en"}


@pytest.mark.parametrize("iri", sorted(iri for iri, term in terms().items() if term.kind == "ObjectProperty"))
def test_every_relation_has_a_name_read_backwards(iri):
    assert set(terms()[iri].inverse) == {"zh", "en"}


@pytest.mark.parametrize("iri", sorted(NAMES))
def test_every_term_says_where_it_is_defined(iri):
    assert values(iri, RDFS + "isDefinedBy") == {KMG[:-1]}


@pytest.mark.parametrize("iri", sorted(iri for iri, term in terms().items() if term.kind == "Class"))
def test_every_class_has_an_example_or_kinds_of_its_own(iri):
    kinds = {
        value_of(t.subject)
        for t in ontology()
        if t.predicate.value == RDFS + "subClassOf" and value_of(t.object) == iri
    }
    assert values(iri, PREFIXES["skos"] + "example") or kinds or iri == KMG + "Fact"


@pytest.mark.parametrize("iri", sorted(iri for iri, term in terms().items() if term.kind == "DatatypeProperty"))
def test_every_value_has_a_type(iri):
    assert len(values(iri, RDFS + "range")) == 1


def test_the_ontology_names_its_version_licence_and_prefix():
    about = KMG[:-1]
    (version,) = values(about, PREFIXES["owl"] + "versionInfo")
    assert values(about, PREFIXES["owl"] + "versionIRI") == {f"{about}/{version}"}
    assert version == metadata.version("kmgraph")
    assert values(about, "http://purl.org/vocab/vann/preferredNamespacePrefix") == {"kmg"}
    assert values(about, "http://purl.org/vocab/vann/preferredNamespaceUri") == {KMG}
    assert values(about, PREFIXES["dcterms"] + "license")


def values(iri, predicate):
    return {value_of(t.object) for t in ontology() if value_of(t.subject) == iri and t.predicate.value == predicate}


def test_labels_of_one_kind_do_not_clash():
    for language in ("zh", "en"):
        classes = [t.label(language) for t in terms().values() if t.kind == "Class"]
        assert len(set(classes)) == len(classes)


def test_domains_and_ranges_and_parents_of_ours_are_declared():
    places = {RDFS + name for name in ("domain", "range", "subClassOf", "subPropertyOf")}
    used = {value_of(t.object) for t in ontology() if t.predicate.value in places}
    assert {iri for iri in used if iri.startswith(KMG)} <= NAMES


def test_the_sample_uses_declared_terms_alone():
    graph = graph_sample.graph()
    used = {t.predicate.value for t in graph.triples}
    used |= {value_of(t.object) for t in graph.triples if t.predicate.value == RDF + "type"}
    assert {iri for iri in used if iri.startswith(KMG)} <= NAMES


def test_rdf_py_and_the_shapes_name_declared_terms_alone():
    room = files("kmgraph") / "graph"
    sources = [
        (room / name).read_text(encoding="utf-8") for name in ("rdf.py", "questions.py", "validate.py", "selection.py")
    ]
    sources.append((files("kmgraph_ontology") / "shapes.ttl").read_text(encoding="utf-8"))
    for source in sources:
        named = {KMG + name for name in re.findall(r"\bkmg:([A-Za-z]\w*)", source)}
        named |= {KMG + name for name in re.findall(r'kmg\("(\w+)"\)', source)}
        assert named <= NAMES


@pytest.mark.parametrize("name", ["kmgraph.ttl", "shapes.ttl", *rooms()])
def test_every_file_of_the_ontology_parses(name):
    assert read_room(name)


def test_vocabularies_use_declared_terms_alone():
    used = {t.predicate.value for name in rooms() for t in read_room(name)}
    assert {iri for iri in used if iri.startswith(KMG)} <= NAMES


def test_a_concept_comes_with_what_is_broader():
    found = {value_of(t.subject) for t in load_concepts().closure([KMR + "district-530181"])}
    assert {KMR + "district-530181", KMR + "district-530100", KMR + "district-530000"} <= found
    assert load_concepts().label(KMR + "district-530181") == "安宁市"


def test_a_concept_that_there_is_not_brings_nothing():
    assert load_concepts().closure([KMR + "district-000000"]) == []
    assert load_concepts().label(KMR + "district-000000") is None


@pytest.mark.parametrize(
    ("key", "report", "local"),
    [
        ("530100-2022", None, "530100-2022"),
        ("goal-7f3a9c12", "530100-2022", "530100-2022-goal-7f3a9c12"),
        ("district-530181", "530100-2022", "district-530181"),
        ("zone-dianzhong", "530100-2022", "zone-dianzhong"),
        ("org-7f3a9c12", "530100-2022", "org-7f3a9c12"),
    ],
)
def test_mint(key, report, local):
    assert mint(key, report).value == KMR + local


@pytest.mark.parametrize("key", ["", "a b", "a/b", "a#b", "<a>", '"', "a.", "-a", "a\n"])
def test_a_key_that_is_no_name_is_refused(key):
    with pytest.raises(ValueError, match="a key is made of"):
        mint(key)


@pytest.mark.parametrize(
    "name", ["530100-2022", "kmr:530100-2022", f"{KMR}530100-2022", f"<{KMR}530100-2022>", " kmr:530100-2022 "]
)
def test_a_user_may_write_a_node_in_several_ways(name):
    assert expand(name) == KMR + "530100-2022"


@given(st.sampled_from(sorted(PREFIXES)), st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}", fullmatch=True))
def test_shorten_and_expand_are_inverse(prefix, local):
    iri = PREFIXES[prefix] + local
    assert expand(shorten(iri)) == iri


@given(st.lists(st.text(), min_size=1))
def test_a_digest_is_eight_digits_and_tells_parts_apart(parts):
    assert re.fullmatch("[0-9a-f]{8}", digest(*parts))
    assert digest(*parts) == digest(*parts)


def test_the_ontology_stands_in_no_code():
    for path in Path(str(files("kmgraph"))).rglob("*.py"):
        assert "owl:Class" not in path.read_text(encoding="utf-8")
