from dataclasses import replace
from pathlib import Path

import graph_sample
import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse

from kmgraph.errors import GraphError
from kmgraph.graph.files import prefix_lines, read_triples, turtle
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.validate import faults, shapes
from kmgraph.stores import bundled_graph

GRAPH = graph_sample.graph()

REPORT, BUILD = "kmr:530100-2022", "kmr:530100-2022-build"
GOAL, PROJECT = "kmr:530100-2022-goal-22222222", "kmr:530100-2022-project-99999999"
TASK, COMMITMENT = "kmr:530100-2022-task-55555555", "kmr:530100-2022-commitment-77777777"
SENTENCE, SECTION = "kmr:530100-2022-sentence-ea701c4d", "kmr:530100-2022-section-155b7d59"
POSITION, QUOTE = "kmr:530100-2022-position-ea701c4d", "kmr:530100-2022-quote-ea701c4d"
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
    (f"{REPORT} prov:wasGeneratedBy", "", REPORT, "by which build"),
    (f"{BUILD} kmg:version", "", BUILD, "version of the program"),
    (f"{BUILD} kmg:sha256", "", BUILD, "text that it read"),
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
    (f"{COMMITMENT} kmg:hasNumber", "", COMMITMENT, "names a number"),
    (f"{COMMITMENT} kmg:hasDate", "", COMMITMENT, "names a date"),
    (f"{COMMITMENT} kmg:hasPlace", "", COMMITMENT, "names a place"),
    (f"{COMMITMENT} kmg:hasBody", "", COMMITMENT, "names a body"),
    (f"{PROJECT} kmg:phase", f'{PROJECT} kmg:phase "planned" .', PROJECT, "has a phase"),
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
    (f"{PLACE} skos:prefLabel", "", PLACE, "preferred label"),
    (f"{PLACE} skos:broader", f"{PLACE} skos:broader kmr:district-000000 .", PLACE, "no concept of the graph"),
    ("", "kmr:district-530100 skos:broader kmr:district-530181 .", PLACE, "broader than itself"),
    (f"{TASK} kmg:partOf", f"{TASK} kmg:partOf {TASK} .", TASK, "part of itself"),
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


def test_a_graph_of_another_vocabulary():
    (fault,) = faults(read("<http://a/> <http://b/> <http://c/> ."))
    assert "no report" in fault.en


def test_turtle_with_a_fault_is_named_by_line_and_column(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_bytes(turtle(GRAPH.triples).replace(b'kmg:sha256 "', b"kmg:sha256 ", 1))
    with pytest.raises(GraphError, match=r"a\.ttl:\d+:\d+: "):
        read_triples(path)


def test_a_file_that_there_is_not(tmp_path):
    with pytest.raises(GraphError, match="No such file"):
        read_triples(Path(tmp_path / "none.ttl"))
