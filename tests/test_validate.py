from dataclasses import replace
from pathlib import Path

import graph_sample
import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse

from kmgraph.errors import GraphError
from kmgraph.graph.files import prefix_lines, read_triples, turtle
from kmgraph.graph.ontology import KMG, RDF, terms
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.validate import faults, faults_of_files, shapes
from kmgraph.stores import bundled_graph

GRAPH = graph_sample.graph()
FACTS = {
    t.subject
    for t in GRAPH.facts
    if t.object.value in {KMG + name for name in ("Goal", "Result", "Task", "Commitment", "Project", "Link")}
    and t.predicate.value == RDF + "type"
}

REPORT, BUILD = "kmr:530100-2022", "kmr:530100-2022-build"
GOAL, PROJECT = "kmr:530100-2022-goal-22222222", "kmr:530100-2022-project-99999999"
TASK, COMMITMENT = "kmr:530100-2022-task-55555555", "kmr:530100-2022-commitment-77777777"
SENTENCE, SECTION = "kmr:530100-2022-sentence-ea701c4d", "kmr:530100-2022-section-155b7d59"
POSITION, QUOTE = "kmr:530100-2022-position-ea701c4d", "kmr:530100-2022-quote-ea701c4d"
GRAPH_NODE, FIRM = "kmr:530100-2022-graph", "kmr:org-bbbbbbbb"
UNIT, INDUSTRY = "kmr:unit-yuan-e8", "kmr:industry-C26"
# another report, as far as its shape goes
OTHER = f'kmr:530100-2021 a kmg:Report ; rdfs:label "报告"@zh ; dcterms:isReferencedBy {GRAPH_NODE} ; kmg:sha256 "{"1" * 64}"'
TWIN = "kmr:530100-2022-section-ffffffff"
TWIN_OF_SECTION = f'{TWIN} a kmg:Section ; rdfs:label "（二）"@zh ; kmg:part "plan" ; kmg:partOf {SECTION} .'
LINK, PLACE = "kmr:530100-2022-link-cf264cee", "kmr:district-530181"


def read(text: str) -> tuple[Triple, ...]:
    """Triples of a piece of Turtle with our prefixes."""
    return tuple(quad.triple for quad in parse(prefix_lines() + text.encode(), format=RdfFormat.TURTLE))


def broken(*, without: str = "", put: str = "") -> tuple[Triple, ...]:
    """The sample without what a node has under a property (`node property`), and with a piece of Turtle put in."""
    kept = GRAPH.triples
    if without:
        (pattern,) = read(f"{without} 1 .")
        kept = tuple(t for t in kept if (t.subject, t.predicate) != (pattern.subject, pattern.predicate))
    return (*kept, *read(put))


def test_the_sample_is_well():
    assert faults(GRAPH.triples) == ()


def test_the_bundled_graph_is_well():
    assert faults(bundled_graph().triples) == ()


ROWS = [
    # what is taken out, what is put in, the node that is named, and words of the message
    (f"{GOAL} prov:wasDerivedFrom", "", GOAL, "rests on no sentence"),
    (
        f"{PROJECT} prov:wasDerivedFrom",
        f"{PROJECT} prov:wasDerivedFrom {REPORT} .",
        PROJECT,
        "no sentence of the graph",
    ),
    (f"{COMMITMENT} prov:wasDerivedFrom", "", COMMITMENT, "rests on no sentence"),
    (f"{TASK} prov:wasDerivedFrom", "", TASK, "rests on no sentence"),
    (f"{LINK} prov:wasDerivedFrom", "", LINK, "rests on no sentence"),
    (f"{TASK} rdfs:label", "", TASK, "needs one label"),
    (f"{TASK} rdfs:label", f'{TASK} rdfs:label "Aufgabe"@de .', TASK, "needs one label"),
    ("", f'{TASK} rdfs:label "另一个"@zh .', TASK, "needs one label"),
    (f"{GOAL} kmg:basis", "", GOAL, "stated or inferred"),
    (f"{GOAL} kmg:basis", f'{GOAL} kmg:basis "guessed" .', GOAL, "stated or inferred"),
    (f"{LINK} kmg:rule", "", LINK, "names no rule"),
    (f"{REPORT} kmg:sha256", "", REPORT, "SHA-256"),
    ("", f'{REPORT} kmg:sha256 "{"0" * 64}" .', REPORT, "SHA-256"),
    (f"{REPORT} kmg:year", f'{REPORT} kmg:year "2022" .', REPORT, "has a year"),
    (f"{REPORT} kmg:place", f"{REPORT} kmg:place kmr:industry-C .", REPORT, "no district"),
    (f"{REPORT} dcterms:isReferencedBy", "", REPORT, "which graph holds"),
    (f"{GRAPH_NODE} prov:wasGeneratedBy", "", GRAPH_NODE, "by which one build"),
    (f"{BUILD} kmg:version", "", BUILD, "one version of the program"),
    (f"{BUILD} kmg:sha256", "", BUILD, "text that it read"),
    ("", f"{BUILD} kmg:rule 7 .", BUILD, "a rule that is no text"),
    (f"{BUILD} prov:used", "", BUILD, "which report of the graph it read"),
    (f"{BUILD} prov:wasAssociatedWith", "", BUILD, "which program made it"),
    (f"{SECTION} kmg:part", f'{SECTION} kmg:part "middle" .', SECTION, "front, review"),
    (f"{SECTION} kmg:partOf", "", SECTION, "part of no section"),
    (f"{SECTION} kmg:order", f'{SECTION} kmg:order "two" .', SECTION, "no whole number"),
    (f"{SENTENCE} kmg:text", "", SENTENCE, "needs its one text"),
    (f"{SENTENCE} kmg:partOf", f"{SENTENCE} kmg:partOf {GOAL} .", SENTENCE, "part of no section"),
    (f"{SENTENCE} oa:hasSelector", f"{SENTENCE} oa:hasSelector {POSITION} .", SENTENCE, "no quote"),
    (f"{SENTENCE} oa:hasSelector", f"{SENTENCE} oa:hasSelector {QUOTE} .", SENTENCE, "no position"),
    (f"{POSITION} oa:start", f"{POSITION} oa:start 900 .", POSITION, "start before its end"),
    (f"{POSITION} oa:end", "", POSITION, "needs one end"),
    (f"{POSITION} oa:end", f"{POSITION} oa:end 143 .", SENTENCE, "not as long as its text"),
    (f"{QUOTE} oa:exact", "", QUOTE, "quotes nothing"),
    (f"{QUOTE} oa:exact", f'{QUOTE} oa:exact "别的" .', SENTENCE, "not its text"),
    (f"{GOAL} kmg:value", "", GOAL, "needs one value"),
    (f"{GOAL} kmg:value", f'{GOAL} kmg:value "7.5" .', GOAL, "a decimal number"),
    ("", f'{GOAL} kmg:unit "万个" .', GOAL, "has a unit"),
    (f"{GOAL} kmg:measuredIn", f"{GOAL} kmg:measuredIn {PLACE} .", GOAL, "no unit of the graph"),
    ("", f"{GOAL} kmg:measuredIn {UNIT} .", GOAL, "or in several"),
    (f"{GOAL} kmg:original", "", GOAL, "as the report writes it"),
    (f"{GOAL} kmg:indicatorText", "", GOAL, "what it measures"),
    (f"{GOAL} kmg:indicator", f"{GOAL} kmg:indicator kmr:indicator-none .", GOAL, "has an indicator"),
    (f"{GOAL} kmg:change", f'{GOAL} kmg:change "up" .', GOAL, "an increase, a decrease"),
    (f"{GOAL} kmg:bound", f'{GOAL} kmg:bound ">" .', GOAL, "one bound"),
    ("", f'{GOAL} kmg:upper "about 8" .', GOAL, "an upper end that is no decimal number"),
    ("", f"{GOAL} kmg:upper 1.5 .", GOAL, "an upper end below its value"),
    ("", f'{GOAL} kmg:obligation "voluntary" .', GOAL, "neither binding nor expected"),
    (f"{GOAL} kmg:year", f'{GOAL} kmg:year "2022" .', GOAL, "has a year"),
    (f"{GOAL} kmg:partOf", "", GOAL, "part of no report"),
    (f"{TASK} kmg:level", f"{TASK} kmg:level 0 .", TASK, "needs one level"),
    (f"{TASK} kmg:partOf", "", TASK, "part of no task"),
    (f"{COMMITMENT} kmg:partOf", f"{COMMITMENT} kmg:partOf {SECTION} .", COMMITMENT, "part of no task"),
    (f"{COMMITMENT} kmg:strength", f"{COMMITMENT} kmg:strength kmr:strength-none .", COMMITMENT, "has a strength"),
    (f"{COMMITMENT} kmg:action", f"{COMMITMENT} kmg:action 1 .", COMMITMENT, "an action that is no text"),
    (f"{COMMITMENT} kmg:hasNumber", "", COMMITMENT, "names a number"),
    (f"{COMMITMENT} kmg:hasDate", "", COMMITMENT, "names a date"),
    (f"{COMMITMENT} kmg:hasPlace", "", COMMITMENT, "names a place"),
    (f"{COMMITMENT} kmg:hasBody", "", COMMITMENT, "names a body"),
    (f"{PROJECT} kmg:phase", f'{PROJECT} kmg:phase "planned" .', PROJECT, "has a phase"),
    ("", f"{PROJECT} kmg:phase kmr:phase-start . kmr:phase-start a kmg:Phase .", PROJECT, "or several"),
    (f"{PROJECT} kmg:partOf", "", PROJECT, "part of no report"),
    (f"{LINK} rdf:subject", "", LINK, "from which it goes"),
    (f"{LINK} rdf:predicate", f"{LINK} rdf:predicate kmg:knows .", LINK, "one relation of the ontology"),
    (f"{LINK} rdf:object", "", LINK, "to which it goes"),
    ("", f"{PROJECT} kmg:supports {TASK} .", PROJECT, "no goal of the graph"),
    ("", f"{COMMITMENT} kmg:includes {TASK} .", COMMITMENT, "no project or figure"),
    ("", f"{PROJECT} kmg:locatedIn kmr:industry-C .", PROJECT, "no district of the graph"),
    ("", f"{PROJECT} kmg:inIndustry {PLACE} .", PROJECT, "no industry of the graph"),
    ("", f"{PROJECT} kmg:ownedBy {PLACE} .", PROJECT, "no organization of the graph"),
    ("", f"{PLACE} kmg:mentionedIn {SECTION} .", PLACE, "no sentence of the graph"),
    (f"{FIRM} kmg:mentionedIn", "", FIRM, "named in no sentence"),
    (f"{PLACE} skos:prefLabel", "", PLACE, "preferred label"),
    (f"{PLACE} skos:prefLabel", f'{PLACE} skos:prefLabel "Anning"@en .', PLACE, "one of them Chinese"),
    ("", f'{PLACE} skos:notation "530182" .', PLACE, "several codes"),
    (f"{PLACE} skos:notation", f'{PLACE} skos:notation "安宁" .', PLACE, "none of GB/T 2260"),
    (f"{PLACE} skos:broader", f"{PLACE} skos:broader {INDUSTRY} .", PLACE, "lies in something"),
    ("", f"{PLACE} a kmg:Zone .", PLACE, "a code of a division"),
    ("", 'kmr:zone-x a kmg:Zone ; rdfs:label "甲区"@zh ; skos:prefLabel "甲区"@zh .', "kmr:zone-x", "yet no district"),
    (f"{INDUSTRY} skos:notation", f'{INDUSTRY} skos:notation "26" .', INDUSTRY, "none of GB/T 4754"),
    (f"{INDUSTRY} skos:broader", f"{INDUSTRY} skos:broader {PLACE} .", INDUSTRY, "belongs to something"),
    ("", f"kmr:indicator-gdp skos:broader {PLACE} .", "kmr:indicator-gdp", "is part of something"),
    ("kmr:strength-ensure kmg:order", "", "kmr:strength-ensure", "one place in its order"),
    ("kmr:phase-construction kmg:order", "", "kmr:phase-construction", "one place in its order"),
    (f"{UNIT} kmg:factor", f"{UNIT} kmg:factor 0.0 .", UNIT, "one factor"),
    (f"{UNIT} kmg:baseUnit", "", UNIT, "one base unit"),
    (f"{PLACE} skos:broader", f"{PLACE} skos:broader kmr:district-000000 .", PLACE, "no district of the graph"),
    (f"{UNIT} skos:broader", f"{UNIT} skos:broader kmr:unit-none .", UNIT, "no concept of the graph"),
    ("", "kmr:district-530100 skos:broader kmr:district-530181 .", "kmr:district-530100", "broader than itself"),
    (f"{TASK} kmg:partOf", f"{TASK} kmg:partOf {TASK} .", TASK, "part of itself"),
    (
        "kmr:530100-2022-task-44444444 kmg:partOf",
        f"kmr:530100-2022-task-44444444 kmg:partOf {TASK} .",
        "kmr:530100-2022-task-44444444",
        "part of itself",
    ),
    ("", f"{OTHER} . {GOAL} kmg:partOf kmr:530100-2021 .", GOAL, "part of two reports"),
    ("", f'{PLACE} skos:altLabel "Anning City"@zh .', PLACE, "without a Chinese character"),
    ("", f'{PROJECT} skos:altLabel "Cathode Material Works"@zh .', PROJECT, "without a Chinese character"),
    ("", f'{PLACE} rdfs:label "安宁市"@en .', PLACE, "with Chinese characters"),
    ("", f"{GOAL} kmg:colour 1 .", GOAL, "no term of the ontology"),
    ("", f"{GOAL} a kmg:Result .", GOAL, "two classes"),
    (f"{PROJECT} kmg:locatedIn", "", LINK, "a relation that the graph does not hold"),
    (f"{PLACE} rdf:type", "", LINK, "that the graph does not describe"),
]


@pytest.mark.parametrize(("without", "put", "node", "words"), ROWS, ids=[f"{row[2]} {row[3]}" for row in ROWS])
def test_a_fault_is_named_once(without, put, node, words):
    found = faults(broken(without=without, put=put))
    named = [fault for fault in found if fault.node == node and words in fault.en]
    assert len(named) == 1, [str(fault) for fault in found]
    assert named[0].zh
    assert len({(fault.node, fault.path, fault.value) for fault in found}) == len(found)


def test_every_message_of_a_shape_is_broken_once():
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    messages = {str(message) for message in shapes().objects(None, shacl.message) if message.language == "en"}
    assert [message for message in messages if not any(words in message for *_, words in ROWS)] == []


def test_every_shape_has_both_languages():
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for constraint in set(shapes().subjects(shacl.message, None)):
        assert sorted(m.language for m in shapes().objects(constraint, shacl.message)) == ["en", "zh"]


@pytest.mark.parametrize("iri", sorted(iri for iri, term in terms().items() if term.kind == "Class"))
def test_every_class_has_a_shape(iri):
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    targets = {str(target) for target in shapes().objects(None, shacl.targetClass)}
    assert iri in targets


def test_a_fault_says_the_name_and_the_sentence():
    (fault,) = faults(broken(without=f"{GOAL} kmg:value"))
    assert str(fault) == (
        f"{GOAL} “地区生产总值 增长 7.5%左右”: kmg:value: needs one value, a decimal number"
        " · 须有唯一的数值（xsd:decimal） — “地区生产总值增长7.5%左右。”"
    )


def test_two_reports_of_one_name_are_told():
    other = replace(graph_sample.facts(), sha256="0" * 64)
    both = {*GRAPH.triples, *to_graph(other, graph_sample.concepts(), version="0.1.0").triples}
    assert [fault.en for fault in faults(both)] == ["needs the SHA-256 of its one text"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("", "is empty", ""),
        ("<http://a/> <http://b/> <http://c/> .", "no class of kmgraph", "http://b/"),
        (
            "<http://a/> a <http://xmlns.com/foaf/0.1/Person> .",
            "no class of kmgraph",
            "http://xmlns.com/foaf/0.1/Person",
        ),
        ("kmr:phase-start a kmg:Phase .", "holds no report", ""),
        ("kmr:530100-2022-sentence-1 kmg:order 1 .", "holds no report", ""),
    ],
)
def test_a_graph_in_which_no_report_is(text, words, value):
    (fault,) = faults(read(text))
    assert words in fault.en
    assert fault.value == value
    assert fault.zh


def without(*subjects: str) -> tuple[Triple, ...]:
    """The sample without nodes whose names hold one of these words, and what points to them."""
    return tuple(t for t in GRAPH.triples if not any(word in str(t.subject) + str(t.object) for word in subjects))


def test_a_graph_without_evidence_is_one_fault():
    (fault,) = [f for f in faults(without("-sentence-")) if f.path in ("prov:wasDerivedFrom", "kmg:mentionedIn")]
    assert fault.node == "the graph"
    assert "holds no evidence" in fault.en
    assert fault.value == f"{len(FACTS)} facts"


def test_a_circle_is_one_fault():
    """Two sections, each part of the other, and not one fault a section."""
    (fault,) = [
        f
        for f in faults(broken(without=f"{SECTION} kmg:partOf", put=f"{SECTION} kmg:partOf {TWIN} . {TWIN_OF_SECTION}"))
        if "part of itself" in f.en
    ]
    assert {fault.node, fault.value} == {SECTION, TWIN}


# --- several files --------------------------------------------------------------------------------------------


def test_facts_and_positions_are_one_graph():
    assert faults_of_files({"a.ttl": GRAPH.facts, "a.positions.ttl": GRAPH.positions}) == ()


def test_a_report_that_two_files_describe_after_two_texts():
    other = to_graph(replace(graph_sample.facts(), sha256="0" * 64), graph_sample.concepts(), version="0.1.0")
    (fault,) = faults_of_files({"a.ttl": GRAPH.triples, "b.ttl": other.triples})
    assert fault.node == REPORT
    assert "different texts in a.ttl, b.ttl" in fault.en
    assert "a.ttl, b.ttl" in fault.zh


def test_one_name_of_two_classes_in_two_files():
    found = faults_of_files({"a.ttl": GRAPH.triples, "b.ttl": read(f"{GOAL} a kmg:Project .")})
    assert [f.value for f in found if f.node == GOAL and f.path == "rdf:type"] == ["kmg:Goal kmg:Project"]


@pytest.mark.parametrize("text", ["", "<http://a/> a <http://xmlns.com/foaf/0.1/Person> ."])
def test_a_strange_file_among_others_is_named(text):
    (fault,) = faults_of_files({"a.ttl": GRAPH.triples, "b.ttl": read(text)})
    assert fault.node == "b.ttl"


# --- files that can't be read ---------------------------------------------------------------------------------


def test_turtle_with_a_fault_is_named_by_line_and_column(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(turtle(GRAPH.triples).replace(b'kmg:sha256 "', b"kmg:sha256 ", 1))
    with pytest.raises(GraphError, match=r"a\.ttl:\d+:\d+: "):
        read_triples(path)


def test_a_file_that_there_is_not(tmp_path):
    with pytest.raises(GraphError, match="No such file"):
        read_triples(Path(tmp_path / "none.ttl"))
