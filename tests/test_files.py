from collections import Counter

import graph_sample
import other_parsers
import pytest
from any_graph import graphs
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kmgraph.graph.files import trig, turtle
from kmgraph.graph.ontology import KMG, KMR, term
from kmgraph.pipeline import build_graph
from kmgraph.stores import bundled_report


@given(graphs())
@example([Triple(NamedNode(KMR + "a/b"), NamedNode(KMG + "x"), Literal('甲\n“乙”"\\', language="zh"))])
def test_any_graph_comes_back_from_turtle(triples):
    data = turtle(triples)
    assert other_parsers.by_oxigraph(data, "turtle") == set(triples)
    assert other_parsers.by_rdflib(data, "turtle") == other_parsers.as_rdflib(triples)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_rapper_reads_any_graph_too(triples):
    # it takes `/.` at the end of an IRI for a step in a path
    assume(not any(str(term).endswith(("/.>", "/..>")) for triple in triples for term in triple))
    assert other_parsers.by_rapper(turtle(triples), "turtle") == set(triples)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_same_triples_give_the_same_bytes(triples, random):
    again = [*triples, *triples[:3]]
    random.shuffle(again)
    assert turtle(again) == turtle(triples)


@given(st.lists(graphs(), max_size=3))
def test_any_dataset_comes_back_from_trig(parts):
    names = [DefaultGraph(), NamedNode(KMR + "530100-2022"), NamedNode("https://example.org/a b".replace(" ", "/"))]
    quads = [Quad(*triple, name) for triples, name in zip(parts, names, strict=False) for triple in triples]
    data = trig(quads)
    assert set(parse(data, RdfFormat.TRIG)) == set(quads)
    assert other_parsers.by_rdflib(data, "trig") == other_parsers.as_rdflib(quad.triple for quad in quads)


def test_a_line_is_a_triple():
    triples = graph_sample.graph().triples
    lines = turtle(triples).decode().split("\n")
    assert [line.strip() for line in lines].count(".") == len({t.subject for t in triples})
    assert len([line for line in lines if line.endswith(" ;")]) == len(triples)
    for left_out in (t for t in triples if t.predicate == term("kmg:includes")):
        shorter = turtle(t for t in triples if t != left_out).decode().split("\n")
        assert (Counter(lines) - Counter(shorter)).total() == 1
        assert not Counter(shorter) - Counter(lines)


def test_a_blank_node_of_a_foreign_graph_is_kept():
    triples = [Triple(BlankNode("a"), term("kmg:includes"), BlankNode("b")), Triple(BlankNode("b"), term("rdf:type"), term("kmg:Goal"))]  # fmt: skip
    assert len(other_parsers.by_oxigraph(turtle(triples), "turtle")) == 2


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (Literal("7", datatype=term("xsd:integer")), "7"),
        (Literal("007", datatype=term("xsd:integer")), '"007"^^xsd:integer'),
        (Literal("7.5", datatype=term("xsd:decimal")), "7.5"),
        (Literal("7", datatype=term("xsd:decimal")), '"7"^^xsd:decimal'),
        (Literal("0.0000001", datatype=term("xsd:decimal")), '"0.0000001"^^xsd:decimal'),
        (Literal("true", datatype=term("xsd:boolean")), "true"),
        (Literal("2022", datatype=term("xsd:gYear")), '"2022"^^xsd:gYear'),
        (Literal("昆明", language="zh"), '"昆明"@zh'),
        (NamedNode(KMR + "安宁市"), "kmr:安宁市"),
        (NamedNode(KMR + "a/b"), f"<{KMR}a/b>"),
        (NamedNode(KMR + "a."), f"<{KMR}a.>"),
        (NamedNode(KMR), f"<{KMR}>"),
        (NamedNode("https://example.org/a"), "<https://example.org/a>"),
    ],
)
def test_how_a_term_is_written(said, written):
    assert f"kmg:x {written} ;" in turtle([Triple(NamedNode(KMR + "a"), term("kmg:x"), said)]).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("基础设施不断完善", "基础设施持续完善"),
        ("——地区生产总值增长7.5%左右", "——地区生产总值增长7.6%左右"),
        ("大力推广“信易贷”", "着力推广“信易贷”"),
        ("进一步优化产业空间布局", "更好优化产业空间布局"),
    ],
    ids=["of the review", "a goal's figure", "of a commitment", "of a commitment with others"],
)
def test_a_word_of_the_report_is_a_few_lines_of_the_graph(tmp_path, before, after):
    text = bundled_report().read_text(encoding="utf-8")
    assert text.count(before) == 1
    changed = tmp_path / bundled_report().name
    changed.write_text(text.replace(before, after), encoding="utf-8")
    old, new = (Counter(turtle(build_graph(path).facts).split(b"\n")) for path in (bundled_report(), changed))
    assert 0 < (old - new).total() <= 25
    assert 0 < (new - old).total() <= 25
