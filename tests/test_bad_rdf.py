"""RDF that is not well: `kmgraph validate` names what is wrong, and nothing serves it as if it were."""

import graph_sample
import pytest

from kmgraph.graph.files import prefix_lines, turtle
from kmgraph.graph.ontology import term

GRAPH = graph_sample.graph()
SAMPLE = turtle(GRAPH.triples).decode()
TASK = "kmr:530100-2022-task-44444444"
PLACE, GOAL = "kmr:district-530181", "kmr:530100-2022-goal-22222222"


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Write a file into a folder of its own, and work there."""
    monkeypatch.chdir(tmp_path)

    def writing(name, text):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    return writing


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.ttl", SAMPLE.replace('kmg:sha256 "', "kmg:sha256 ", 1), "a.ttl:"),
        ("a.ttl", "@prefix a: <http://a/> .\na:x a:y a:z ;;\n a:b [ .\n", "a.ttl:3:8: "),
        ("a.ttl", "kmr:x a kmr:y .", "a.ttl:1:1: The prefix kmr: has not been declared"),
        ("a.ttl", b'<http://a/> <http://b/> "\xb0\xb2\xc4\xfe" .', "a.ttl:1:26: Invalid UTF-8"),
        ("a.nt", "<http://a/> <http://b/> .\n", "a.nt:1:"),
        ("a.trig", "<http://a/> { <http://b/> }", "a.trig:1:"),
        ("a.jsonld", '{"@id": "http://a/"\n "b"}', "a.jsonld:2:"),
        ("a.jsonld", '{"@context": "https://schema.org/", "name": "a"}', "its @context lies at another address"),
        ("a.rdf", "<rdf:RDF>", "a.rdf: "),
    ],
)
def test_what_breaks_the_syntax_is_named_by_line_and_column(run, file, name, text, said):
    code, out, err = run("validate", file(name, text))
    assert (code, out) == (2, b"")
    assert err.startswith("kmgraph: a.")
    assert said in err
    assert err.count("\n") == 1


def test_one_file_of_several_that_cannot_be_read_is_named(run, file):
    code, out, err = run("validate", file("a.ttl", SAMPLE), file("b.ttl", "x"))
    assert (code, out) == (2, b"")
    assert "b.ttl:1:" in err


def test_a_byte_order_mark_is_no_fault(run, file):
    assert run("validate", file("a.ttl", b"\xef\xbb\xbf" + SAMPLE.encode()))[0] == 0


def sample(*without, put=""):
    """The sample as Turtle, without what stands under some properties, and with a piece of Turtle behind."""
    left_out = {term(name) for name in without}
    return turtle(t for t in GRAPH.triples if t.predicate not in left_out).decode() + put


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the graph: rdf:type: is empty"),
        (
            "<http://a/> a <http://xmlns.com/foaf/0.1/Person> .",
            "no class of kmgraph: this is RDF of another vocabulary",
        ),
        ("<http://a/> a <http://xmlns.com/foaf/0.1/Person> .", "(http://xmlns.com/foaf/0.1/Person)"),
        (sample("prov:wasDerivedFrom", "kmg:mentionedIn"), "the graph: prov:wasDerivedFrom: holds no evidence"),
        (
            sample(put=f"{TASK} kmg:partOf {TASK} ."),
            f"{TASK} “扎实做好产业培育,推动产业成链集群发展”: kmg:partOf: is part of itself",
        ),
        (sample(put=f'{PLACE} skos:prefLabel "Anning City"@zh .'), "(Anning City) · 中文标签没有汉字"),
        (sample(put=f'{PLACE} rdfs:label "安宁市"@en .'), "(安宁市) · 英文标签含有汉字"),
        (sample(put=f"{GOAL} a kmg:Project ."), "two classes that exclude each other (kmg:Goal kmg:Project)"),
    ],
)
def test_what_is_wrong_is_named_once_and_exits_1(run, file, text, said):
    code, out, _ = run("validate", file("a.ttl", text))
    assert code == 1
    assert out.decode().count(said) == 1


@pytest.mark.parametrize("label", ["5G", "GDP", "PM2.5", "COP15", "G8012", "R&D"])
def test_names_that_are_no_words_are_no_fault(run, file, label):
    assert run("validate", file("a.ttl", sample(put=f'kmr:indicator-gdp skos:altLabel "{label}"@zh .')))[0] == 0


def test_a_firm_of_a_latin_name_is_no_fault(run, file):
    assert run("validate", file("a.ttl", sample(put='kmr:org-bbbbbbbb skos:altLabel "vivo"@zh .')))[0] == 0


def test_two_reports_of_one_name_are_named_with_their_files(run, file):
    other = SAMPLE.replace(graph_sample.facts().sha256, "0" * 64)
    code, out, _ = run("validate", file("a.ttl", SAMPLE), file("b.ttl", other))
    assert code == 1
    assert out.decode().startswith(
        "kmr:530100-2022 “昆明市2022年国民经济和社会发展计划报告”: kmg:sha256: is the name of"
    )
    assert "a.ttl, b.ttl" in out.decode()
    assert out.count(b"\n") == 1


def test_a_fact_of_two_reports_is_named(run, file):
    last_year = (
        'kmr:530100-2021 a kmg:Report ; rdfs:label "报告"@zh ; dcterms:isReferencedBy kmr:530100-2022-graph ;'
        f' kmg:sha256 "{"1" * 64}" . {GOAL} kmg:partOf kmr:530100-2021 .'
    )
    text = prefix_lines().decode() + last_year
    code, out, _ = run("validate", file("a.ttl", SAMPLE), file("b.ttl", text))
    assert code == 1
    assert out.decode().startswith(f"{GOAL} “地区生产总值 增长 7.5%左右”: kmg:partOf: is part of two reports")
    assert out.count(b"\n") == 1


def test_facts_and_positions_in_two_files_are_well_together(run, file):
    facts, positions = file("a.ttl", turtle(GRAPH.facts)), file("b.ttl", turtle(GRAPH.positions))
    assert run("validate", facts, positions)[0] == 0
    assert run("validate", facts)[0] == 1


@pytest.mark.parametrize("name", ["a.ttl", "a.nt", "a.nq", "a.trig", "a.rdf", "a.jsonld", "a.txt"])
def test_a_graph_is_never_read_as_a_report(run, file, name):
    code, out, err = run("extract", file(name, SAMPLE))
    assert (code, out) == (2, b"")
    assert f"{name}: this is RDF, no report; “kmgraph validate {name}” says what is in it" in err
