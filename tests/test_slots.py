"""Slots of the saved questions: a value that a reader chooses or types stays one value of the query."""

import pytest
import rdflib
from asked import QUESTIONS, store
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph.graph import guard
from kmgraph.graph.ontology import KMG, KMR, PREFIXES, RDF, RDFS, term
from kmgraph.graph.slots import Slot, fill, read_slots, read_value, written
from kmgraph.graph.store import Store
from kmgraph_web import choices, questions

WITH_SLOTS = {name: read_slots(text) for name, text in QUESTIONS.items() if "# slot:" in text}
HOSTILE = [
    '"', "\\", '\\"', "'", "}", "{", '" } ?s ?p ?o . VALUES ?x { "', "#", "\n", "\r\n", "\t", "\\u0022", "\\\\u0022", "\\n", "?words",
    '"""', "\u2028", "\x00", "𠮷", "a" * 200, '"@zh', '"^^<a:b>', "SERVICE <http://evil.example/> {}", "%s {0} $1 \\1",
]  # fmt: skip


def test_at_least_ten_questions_have_slots():
    assert len(WITH_SLOTS) >= 10
    assert {slot.kind for slots in WITH_SLOTS.values() for slot in slots} == {*choices.OFFERED, "words"}


@pytest.mark.parametrize("name", WITH_SLOTS)
def test_the_head_names_what_stands_in_the_query_and_the_titles_name_every_slot(name):
    query = next(q for q in questions.saved("zh") if q.name == name)
    for slot in query.slots:
        assert written(slot.default) in query.query
        assert f"?{slot.name} {{ {written(slot.default)} }}" in query.query
    assert fill(query.query, {slot.name: slot.default for slot in query.slots}) == query.query
    for language in ("zh", "en"):
        question = next(q for q in questions.saved(language) if q.name == name)
        assert {slot for _, slot in question.pieces()} - {None} == set(question.slots)
        assert "{" not in question.title


@pytest.mark.parametrize("name", WITH_SLOTS)
def test_every_value_that_is_offered_first_has_an_answer(name):
    query = next(q for q in questions.saved("zh") if q.name == name)
    for slot in query.slots:
        for node in choices.offered(store(), slot.kind)[:2]:
            value = NamedNode(node.iri) if isinstance(slot.default, NamedNode) else Literal(node.iri)
            text = fill(query.query, {slot.name: value})
            assert guard.judge(text).form == "SELECT"
            assert written(value) in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kmr:district-530181", NamedNode(f"{KMR}district-530181")),
        ('"亿元"', Literal("亿元")),
        ('"滇池"@zh', Literal("滇池", language="zh")),
        ('"2022"^^xsd:gYear', Literal("2022", datatype=term("xsd:gYear"))),
    ],
)
def test_a_value_is_read_and_written_alike(text, value):
    assert read_value(text) == value
    assert written(value) == text


@pytest.mark.parametrize("text", ["district", "<a>", '"a', "nope:x"])
def test_a_head_that_names_no_value_is_a_fault(text):
    with pytest.raises((ValueError, KeyError)):
        read_slots(f"# slot: a words {text}\n")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", [None, "zh"])
def test_what_a_reader_types_stays_one_value(text, language):
    query = 'SELECT ?words { VALUES ?words { "x" } }'
    value = Literal(text, language=language)
    filled = fill(query, {"words": value})
    assert guard.judge(filled).form == "SELECT"
    assert [row["words"] for row in store().oxigraph.query(filled)] == [value]
    assert fill(filled, {"other": Literal("y")}) == filled
    if "\\u" not in text and "\0" not in text and "\r" not in text:  # rdflib reads \u in strings twice
        ((found,),) = rdflib.Graph().query(filled)
        assert str(found) == text


@pytest.mark.parametrize("local", ["a-", "a.b", "a/b", "-a", "a%20b", "a:b", "滇池", ""])
def test_an_iri_that_a_prefix_would_spoil_is_written_whole(local):
    node = NamedNode(KMR + local)
    (row,) = store().oxigraph.query(fill("SELECT ?x { VALUES ?x { 1 } }", {"x": node}), prefixes=PREFIXES)
    assert row["x"] == node


def test_a_slot_is_read_from_its_line():
    assert read_slots("# zh: 甲\n# slot: place district kmr:district-530181\nASK {}") == (
        Slot("place", "district", NamedNode(f"{KMR}district-530181")),
    )


# --- values of the store at hand ------------------------------------------------------------------------------


def test_a_slot_opens_with_what_the_store_holds():
    """安宁市 stands in the file; a store without it opens the question with the place that it names most."""
    other = "https://w3id.org/kmgraph/id/district-530113"
    sentence = NamedNode("https://w3id.org/kmgraph/id/s")
    store = Store.in_memory(
        Quad(NamedNode(other), NamedNode(predicate), value)
        for predicate, value in (
            (RDF + "type", NamedNode(KMG + "District")),
            (RDFS + "label", Literal("东川区", language="zh")),
            (KMG + "mentionedIn", sentence),
        )
    )
    question = next(q for q in questions.saved("zh") if q.name == "03-in-a-district")
    fitted = choices.fitted(store, question, "zh")
    assert (fitted.title, question.title) == ("东川区有什么？", "安宁市有什么？")
    assert "VALUES ?place { kmr:district-530113 }" in fitted.query
    assert choices.fitted(Store.in_memory([]), question, "zh").title == "安宁市有什么？"
