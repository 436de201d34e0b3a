from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import graph_sample
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kmgraph.facts.fact import ConceptUse
from kmgraph.graph.files import turtle
from kmgraph.graph.naming import figure_label, report_label
from kmgraph.graph.ontology import KMG, KMR, term, value_of
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.triples import decimal, shortened, year
from kmgraph.graph.validate import faults
from kmgraph.pipeline import build_graph
from kmgraph.stores import bundled_graph, bundled_report
from kmgraph.text.document import parse as read

SAMPLE = Path(__file__).with_name("sample.ttl")
GRAPH = graph_sample.graph()


def objects(subject, predicate, graph=GRAPH):
    """Texts of what a node of the sample has under a property."""
    node, wanted = NamedNode(KMR + subject), term(predicate)
    return sorted(value_of(t.object) for t in graph.triples if t.subject == node and t.predicate == wanted)


def test_the_sample_is_what_it_was():
    assert turtle(GRAPH.triples).decode() == SAMPLE.read_text(encoding="utf-8")


def test_the_bundled_graph_is_what_the_bundled_report_says():
    """`make graph` writes it anew."""
    built, kept = build_graph(bundled_report()), bundled_graph()
    assert turtle(built.facts) == turtle(kept.facts)
    assert turtle(built.positions) == turtle(kept.positions)


def test_every_figure_stands_where_its_offset_says():
    graph = build_graph(bundled_report())
    value = {(value_of(t.subject), t.predicate.value): value_of(t.object) for t in graph.facts}
    figures = [iri for iri, predicate in value if predicate == KMG + "offset"]
    assert len(figures) > 200
    for iri in figures:
        text = value[value[iri, term("prov:wasDerivedFrom").value], KMG + "text"]
        if value[iri, KMG + "basis"] == "stated":
            assert text[int(value[iri, KMG + "offset"]) :].startswith(value[iri, KMG + "original"])


def test_what_a_web_page_put_around_the_report_is_not_in_the_graph():
    said = {value_of(t.object) for t in build_graph(bundled_report()).triples if isinstance(t.object, Literal)}
    assert not [text for text in said if "关注我们" in text or "点击上方" in text]


def test_no_blank_nodes_and_one_path_segment():
    for triple in GRAPH.triples:
        assert not isinstance(triple.subject, BlankNode)
        assert not isinstance(triple.object, BlankNode)
        assert "/" not in value_of(triple.subject).removeprefix(KMR)


def test_quotes_join_to_the_text():
    for triple in GRAPH.facts:
        if triple.predicate == term("oa:hasSelector") and "quote" in value_of(triple.object):
            quote = value_of(triple.object).removeprefix(KMR)
            whole = "".join(part for name in ("oa:prefix", "oa:exact", "oa:suffix") for part in objects(quote, name))
            assert whole in graph_sample.TEXT


def test_a_goal():
    goal = "530100-2022-goal-22222222"
    assert objects(goal, "rdfs:label") == ["地区生产总值 增长 7.5%左右"]
    assert objects(goal, "kmg:value") == ["7.5"]
    assert objects(goal, "kmg:bound") == ["~"]
    assert objects(goal, "kmg:indicator") == [KMR + "indicator-gdp"]
    (sentence,) = objects(goal, "prov:wasDerivedFrom")
    (offset,) = objects(goal, "kmg:offset")
    (text,) = objects(sentence.removeprefix(KMR), "kmg:text")
    assert text[int(offset) :].startswith(objects(goal, "kmg:original")[0])


def test_a_range_has_its_two_ends():
    facts = graph_sample.facts()
    figure = facts.figures[0]
    wider = replace(figure, quantity=replace(figure.quantity, upper=Decimal("8.50")))
    graph = to_graph(replace(facts, figures=(wider, *facts.figures[1:])), graph_sample.concepts(), version="0.1.0")
    assert objects(f"530100-2022-{figure.key}", "kmg:upper", graph) == ["8.5"]
    assert objects(f"530100-2022-{figure.key}", "kmg:upper") == []
    assert faults(graph.triples) == ()


def test_a_zone_that_no_vocabulary_lists_has_its_name_and_its_city():
    facts = graph_sample.facts()
    use = ConceptUse(concept="zone-530100-3f2a91bc", name="昆明云谷科创园区", mentions=facts.districts[0].mentions)
    graph = to_graph(replace(facts, districts=(*facts.districts, use)), graph_sample.concepts(), version="0.1.0")
    assert objects("zone-530100-3f2a91bc", "rdfs:label", graph) == ["昆明云谷科创园区"]
    assert objects("zone-530100-3f2a91bc", "skos:broader", graph) == [KMR + "district-530100"]
    assert faults(graph.triples) == ()


def test_a_former_division_leads_to_the_one_that_holds_its_land_today(tmp_path):
    report = tmp_path / "2015-榆林市-政府工作报告.txt"
    report.write_text("榆林市2015年政府工作报告\n一、2015年重点工作\n支持神木新增耕地100亩。\n", encoding="utf-8")
    graph = build_graph(report)
    assert objects("district-610821", "dcterms:isReplacedBy", graph) == [KMR + "district-610881"]
    assert objects("district-610821", "kmg:until", graph) == ["2016"]
    assert objects("district-610881", "rdfs:label", graph) == ["神木市"]
    assert not faults(graph.triples)


def test_a_relation_is_a_plain_triple_and_a_node_that_says_on_what_it_rests():
    plain = objects("530100-2022-project-99999999", "kmg:supports")
    assert plain == [KMR + "530100-2022-goal-33333333"]
    links = [t.subject for t in GRAPH.facts if t.predicate == term("rdf:object") and value_of(t.object) == plain[0]]
    assert len(links) == 3  # two projects support it, one commitment includes it


def test_a_relation_that_is_stated_once_is_stated():
    facts = graph_sample.facts()
    twice = replace(facts, links=(*facts.links, replace(facts.links[0], basis="inferred", rule="a_guess")))
    graph = to_graph(twice, graph_sample.concepts(), version="0.1.0")
    assert len(graph.facts) == len(GRAPH.facts) + 1  # the build names one rule more
    assert {value_of(t.object) for t in graph.facts if t.predicate == term("kmg:basis")} == {"stated", "inferred"}
    assert next(t for t in graph.facts if value_of(t.object) == "a_guess").subject.value.endswith("-build")


def test_a_sentence_put_in_changes_no_other_fact():
    """Of the facts that the sample's sentences hold, positions and order alone move."""
    facts = graph_sample.facts()
    longer = read(graph_sample.TEXT.replace("地区生产总值增长7.5%左右。", "坚持稳中求进。地区生产总值增长7.5%左右。"))
    before = to_graph(replace(facts, figures=(), tasks=(), commitments=(), projects=(), organizations=(), industries=(),
                              districts=(), links=()), graph_sample.concepts(), version="0.1.0")  # fmt: skip
    after = to_graph(replace(facts, document=longer, figures=(), tasks=(), commitments=(), projects=(), organizations=(),
                             industries=(), districts=(), links=()), graph_sample.concepts(), version="0.1.0")  # fmt: skip
    gone = set(before.facts) - set(after.facts)
    assert {t.predicate for t in gone} <= {term("oa:prefix"), term("oa:suffix")}
    assert len(gone) <= 2


def test_sentences_that_are_alike_have_names_of_their_own():
    facts = graph_sample.facts()
    twice = read("一、主要任务\n加快建设。加快建设。\n")
    empty = replace(facts, document=twice, figures=(), tasks=(), commitments=(), projects=(), organizations=(),
                    industries=(), districts=(), links=())  # fmt: skip
    graph = to_graph(empty, graph_sample.concepts(), version="0.1.0")
    named = [t.subject for t in graph.facts if value_of(t.object) == "加快建设。" and t.predicate == term("kmg:text")]
    assert len(named) == 2
    assert named[1].value == f"{named[0].value}-2"


@pytest.mark.parametrize(
    ("bound", "text", "label"),
    [
        ("~", "7.5%", "地区生产总值 增长 7.5%左右"),
        (">=", "7.5%", "地区生产总值 增长 7.5%以上"),
        ("<=", "7.5%", "地区生产总值 增长 7.5%以内"),
        ("=", "7.5%", "地区生产总值 增长 7.5%"),
        (">=", "7.5%以上", "地区生产总值 增长 7.5%以上"),
    ],
)
def test_how_a_figure_is_called(bound, text, label):
    figure = graph_sample.facts().figures[1]
    assert figure_label(replace(figure, quantity=replace(figure.quantity, bound=bound, text=text))) == label


@pytest.mark.parametrize(
    ("title", "label"),
    [
        (
            "关于昆明市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告",
            "昆明市2022年国民经济和社会发展计划报告",
        ),
        ("2022年昆明市政府工作报告", "昆明市2022年政府工作报告"),
    ],
)
def test_how_a_report_is_called(title, label):
    facts = graph_sample.facts()
    assert report_label(replace(facts, document=read(f"{title}\n一、主要任务\n加快建设。\n", place="昆明市"))) == label


def test_a_report_without_a_title_is_called_by_its_opening():
    text = "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n一、2021年工作回顾\n加快建设。\n"
    facts = replace(graph_sample.facts(), document=read(text, place="昆明市"))
    assert report_label(facts) == "昆明市2022年政府工作报告"


def test_a_report_of_nowhere_is_called_by_its_title_or_its_hash():
    facts = replace(graph_sample.facts(), year=None, place=None)
    titled = replace(facts, document=read("政府工作报告\n一、主要任务\n加快建设。\n"))
    assert report_label(titled) == "政府工作报告"
    bare = replace(facts, document=read("加快建设。\n"))
    assert report_label(bare) == f"报告 {facts.sha256[:8]}"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_keeps_its_value_and_has_one_writing(value):
    literal = decimal(value)
    assert Decimal(literal.value) == value
    assert decimal(Decimal(literal.value)) == literal
    assert not literal.value.endswith((".", "-0")) or literal.value == "0"


@pytest.mark.parametrize(
    ("value", "written"), [("23.00", "23"), ("7.50", "7.5"), ("0", "0"), ("1E+3", "1000"), ("-0.0", "0")]
)
def test_numbers_as_the_store_writes_them(value, written):
    assert decimal(Decimal(value)).value == written


def test_a_year_has_four_digits():
    assert year(2022) == Literal("2022", datatype=term("xsd:gYear"))
    assert year(None) is None


@given(st.text())
def test_a_short_sentence_is_no_longer_than_a_list_can_show(text):
    assert len(shortened(text)) <= 40
    assert "\n" not in shortened(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_label_survives_turtle(label):
    facts = graph_sample.facts()
    renamed = replace(facts, projects=(replace(facts.projects[0], name=label), *facts.projects[1:]))
    graph = to_graph(renamed, graph_sample.concepts(), version="0.1.0")
    read_back = {quad.triple for quad in parse(turtle(graph.triples), format=RdfFormat.TURTLE)}
    assert read_back == set(graph.triples)
