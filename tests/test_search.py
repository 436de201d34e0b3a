"""Search: how a word may be written, what is found by it, in which order, and what is marked."""

import html
import json
import re
import time
from itertools import pairwise

import graph_sample
import pytest
import web_sample
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph import stores
from kmgraph.graph.ontology import KMR, RDFS, term
from kmgraph.graph.queries import texts
from kmgraph.graph.store import Store, to_quads, write_store
from kmgraph.search import finding, making
from kmgraph.search.finding import Why
from kmgraph.search.fold import fold, spans, variants
from kmgraph.search.index import from_bytes, to_bytes
from kmgraph.search.pinyin import patterns, readings
from kmgraph_web.app import create_app

STORE = Store.in_memory(to_quads([graph_sample.graph()]))
INDEX = making.make(STORE)
BUNDLED = Store.in_memory(to_quads([stores.bundled_graph()]))
WHOLE = making.make(BUNDLED)


def found(words, index=INDEX, limit=1000):
    return finding.find(index, finding.read(index, words), limit)


def label(hit, store=STORE):
    return texts(store, [hit.iri], RDFS + "label")[hit.iri][0]


def marked(words, text, index=WHOLE):
    query, at, parts = finding.read(index, words), 0, []
    for start, end in finding.marks(query, text):
        parts += [text[at:start], f"[{text[start:end]}]"]
        at = end
    return "".join([*parts, text[at:]])


# --- one writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("滇池", "滇池"),
        ("發展經濟", "发展经济"),
        ("臺灣後臺", "台湾后台"),
        ("ＧＤＰ５Ｇ", "gdp5g"),
        ("Straße", "strasse"),
        ("diānchí lǜ", "dianchi lu"),
        ("3㎡", "3m2"),
        ("①", "1"),
        ("甲\n乙\r\n\u3000丙", "甲 乙   丙"),
        ("a\0b\x7f\u200bc\ud800", "abc"),
        ("", ""),
    ],
)
def test_one_writing(text, folded):
    assert fold(text) == folded


@given(st.text(), st.text())
def test_a_part_folds_to_a_part(left, right):
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_a_folded_text_is_in_one_line(text):
    assert not set("\n\x1f") & set(fold(text))


@given(st.text(), st.data())
def test_what_is_found_can_be_marked_as_it_stands(text, data):
    folded = fold(text)
    assume(folded)
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    ((first, last),) = spans(text, ((start, end),))
    assert 0 <= first < last <= len(text)
    assert folded[start:end] in fold(text[first:last])


def test_traditional_characters_for_who_has_no_table():
    assert dict(variants(frozenset("发后"))).items() >= {"發": "发", "髮": "发", "後": "后"}.items()
    assert "經" not in dict(variants(frozenset("发")))


# --- by sound -------------------------------------------------------------------------------------------------

SYLLABLES = readings("滇池重庆绿道西安先基地单")


@pytest.mark.parametrize(
    ("word", "name", "hit"),
    [
        ("dc", "滇池", "滇池"),
        ("dianchi", "滇池", "滇池"),
        ("chi", "滇池", "池"),
        ("zq", "重庆", "重庆"),
        ("cq", "重庆", "重庆"),
        ("chongqing", "重庆", "重庆"),
        ("zhongqing", "重庆", "重庆"),
        ("lvdao", "绿道", "绿道"),
        ("ludao", "绿道", "绿道"),
        ("xian", "西安", "西安"),
        ("xian", "先", "先"),
        ("xianxian", "西安先", "西安先"),
        ("5gjd", "5g基地", "5g基地"),
        ("dianch", "滇池", None),
        ("d", "滇池", None),
        ("55", "滇池", None),
        ("滇c", "滇池", None),
        ("ianchi", "滇池", None),
        ("a" * 33, "安", None),
    ],
)
def test_by_sound(word, name, hit):
    matches = [match for pattern in patterns(word, SYLLABLES) if (match := pattern.search(name))]
    assert [match.group() for match in matches][:1] == ([hit] if hit else [])


def test_a_word_of_many_splits_is_bounded():
    assert len(patterns("xian" * 8, SYLLABLES)) <= 9


# --- what is found --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first", "number"),
    [
        ("云南裕能", "云南裕能", 5),
        ("裕能 1120", "加快云南裕能", 2),
        ("安宁市", "安宁市", 3),  # and the two that call it 安宁
        ("石油及化工产业产值 1120亿元", "石油及化工产业产值 1120亿元", 2),
        ("滇池", "提升“滇池”<保护>治理", 3),
        ("NOTHING", "", 0),
        ("", "", 0),
        ("   ", "", 0),
        ('" } #', "", 0),
        ("\x00\x1f", "", 0),
    ],
)
def test_search(words, first, number):
    hits = found(words)
    assert len(hits) == number
    assert not hits or label(hits[0]).startswith(first)


def test_search_has_a_limit():
    assert len(found("云南裕能", limit=2)) == 2


@pytest.mark.parametrize(
    ("words", "name", "why"),
    [
        ("安宁市", "安宁市", Why.EQUAL),
        ("安宁", "安宁市", Why.BEGINS),
        ("宁", "安宁市", Why.CONTAINS),
        ("安寧市", "安宁市", Why.EQUAL),
        ("滇", "滇池绿道", Why.BEGINS),
        ("滇池綠道", "滇池绿道", Why.EQUAL),
        ("绿道 滇池", "滇池绿道", Why.CONTAINS),
        ("dc", "滇池绿道", Why.SOUNDS_BEGIN),
        ("DC", "滇池绿道", Why.SOUNDS_BEGIN),
        ("ｄｃ", "滇池绿道", Why.SOUNDS_BEGIN),
        ("dianchi", "滇池流域水环境综合整治", Why.SOUNDS_BEGIN),
        ("diānchí", "滇池绿道", Why.SOUNDS_BEGIN),
        ("lvdao", "滇池绿道", Why.SOUNDS),
        ("滇池 lvdao", "滇池绿道", Why.SOUNDS),
        ("dc lvdao", "滇池绿道", Why.SOUNDS_BEGIN),
        ("zhongqing", "重庆市", Why.SOUNDS_BEGIN),
        ("zq", "重庆市", Why.SOUNDS_BEGIN),
        ("GDP", "地区生产总值", Why.NAMED),
        ("ＧＤＰ", "地区生产总值", Why.NAMED),
        ("國內生產總值", "地区生产总值", Why.NAMED),
        ("GDP", "地区生产总值 增长 7.5%左右", Why.SPELLING),
        ("gdp 增长", "地区生产总值 增长 7.5%左右", Why.SPELLING),
        ("呈贡县", "呈贡区", Why.NAMED),
        ("Wuhua District", "五华区", Why.NAMED),
        ("huhehaote", None, None),
    ],
)
def test_each_kind_of_match(words, name, why):
    assert next((hit.why for hit in found(words, WHOLE) if label(hit, BUNDLED) == name), None) == why


def test_a_sentence_is_found_by_its_words_and_their_synonyms_but_not_by_its_sound():
    whys = {hit.why for hit in found("GDP 增长", WHOLE) if hit.kind.endswith("#Sentence")}
    assert whys == {Why.SENTENCE}
    sounding = [hit for hit in found("zq", WHOLE) if hit.why in (Why.SOUNDS, Why.SOUNDS_BEGIN)]
    assert sounding
    assert not {hit.kind.partition("#")[2] for hit in sounding} & {"Sentence", "Commitment"}


@pytest.mark.parametrize("words", ["滇池", "a", "的", "安宁 1", "dc", "GDP", "gy yn"])
def test_the_nearest_come_first_then_by_class(words):
    hits = found(words, WHOLE)
    reasons, numbers = list(Why), {iri: number for number, iri in enumerate(WHOLE.iris)}
    places = [(reasons.index(hit.why), numbers[hit.iri]) for hit in hits]
    assert places == sorted(places)
    assert len({hit.iri for hit in hits}) == len(hits)
    assert found(words, WHOLE, 7) == hits[:7]


def test_what_has_more_relations_comes_first():
    districts = [WHOLE.iris[i] for i in WHOLE.ranges[making.KINDS[4]]]
    links = making._links(BUNDLED)
    assert [links[iri] for iri in districts] == sorted((links[iri] for iri in districts), reverse=True)


@pytest.mark.parametrize("word", ["滇池", "昆明", "1120", "c", "项目", "的", "%", "安宁", "（", "5G"])
def test_the_same_hits_as_a_filter_finds(word):
    """What `FILTER(CONTAINS())` finds in names and sentences is found too, and nothing else by its letters."""
    rows = BUNDLED.query(
        "SELECT ?iri ?word { ?iri a ?kind . { ?iri rdfs:label ?t FILTER NOT EXISTS { ?iri a kmg:Sentence } } UNION "
        "{ ?iri kmg:text|kmg:indicatorText|kmg:original|skos:altLabel|skos:prefLabel ?t } "
        "FILTER(?kind NOT IN (kmg:Link, skos:Concept, prov:Activity, prov:Entity, prov:SoftwareAgent) && "
        "CONTAINS(LCASE(STR(?t)), ?word)) }",
        {"word": Literal(word.lower())},
    )
    plain = (Why.SENTENCE, Why.EQUAL, Why.BEGINS, Why.CONTAINS, Why.NAMED, Why.SPELLING)
    hits = {hit.iri for hit in found(word, WHOLE, 10**6) if hit.why in plain}
    filtered = {row["iri"].value for row in rows}
    assert filtered <= hits
    extra = [i for i in hits - filtered if fold(word) not in "".join(WHOLE.spelled[WHOLE.iris.index(i)])]
    synonyms = WHOLE.synonyms.get(fold(word), [])
    named = texts(BUNDLED, extra, RDFS + "label")
    assert all(any(s in fold(" ".join(named.get(i, ()))) for s in synonyms) or fold("（") == fold(word) for i in extra)


@settings(deadline=None)
@given(st.data())
def test_a_name_is_found_by_each_of_its_parts(data):
    number = data.draw(st.integers(0, WHOLE.ranges[making.SENTENCE].start - 1))
    iri = WHOLE.iris[number]
    name = texts(BUNDLED, [iri], RDFS + "label")[iri][0]
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    assume(part.strip())
    hit = next(hit for hit in found(part, WHOLE, 10**6) if hit.iri == iri)
    assert hit.why in (Why.EQUAL, Why.BEGINS, Why.CONTAINS)
    query = finding.read(WHOLE, part)
    said = fold("".join(name[a:b] for a, b in finding.marks(query, name)))
    assert all(word.text in said for word in query.words)


@given(st.text(), st.text())
def test_every_mark_lies_in_the_text(words, text):
    places = finding.marks(finding.read(WHOLE, words), text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        ("發展", "加快发展", "加快[发展]"),
        ("发展", "加快發展", "加快[發展]"),
        ("gdp", "人均ＧＤＰ", "人均[ＧＤＰ]"),
        ("dc", "滇池绿道", "[滇池]绿道"),
        ("GDP", "地区生产总值增长", "[地区生产总值]增长"),
        ("m2", "3㎡", "3[㎡]"),
        ("cafe", "Cafe\u0301s", "[Cafe\u0301]s"),
        ("ab bc", "xabcx", "x[abc]x"),
        ("滇池", "安宁", "安宁"),
    ],
)
def test_what_is_marked(words, text, shown):
    assert marked(words, text) == shown


@pytest.mark.parametrize(
    "words",
    [
        "滇" * 100_000,
        "a " * 10_000,
        "甲乙" * 200,
        ".*(a+)+$ [\\",
        "\x00\x1b[31m",
        "' \" ; DROP",
        "xian" * 50,
        "a" * 201,
        "\ud800",
    ],
)
def test_hostile_words_are_bounded(words):
    began = time.process_time()
    query = finding.read(WHOLE, words)
    finding.find(WHOLE, query, 101)
    assert len(query.words) <= finding.MOST_WORDS
    assert time.process_time() - began < 5  # a pattern that goes back over its text takes hours


def test_what_is_not_looked_at_is_said():
    assert finding.read(INDEX, "a b c d e f g h i").cut
    assert finding.read(INDEX, "a" * 201).cut
    assert not finding.read(INDEX, "a b c d e f g h").cut


# --- kept -----------------------------------------------------------------------------------------------------


def test_an_index_is_the_same_when_it_is_read_again():
    again = from_bytes(to_bytes(WHOLE))
    assert to_bytes(again) == to_bytes(WHOLE)
    assert found("gdp dc", again) == found("gdp dc", WHOLE)
    assert found("滇池", again) == found("滇池", WHOLE)


def test_an_index_is_kept_beside_its_generation(tmp_path, monkeypatch):
    path = web_sample.write(tmp_path / "store")
    made = []
    make = making.make
    monkeypatch.setattr(making, "make", lambda store: made.append(store) or make(store))
    store = Store.open(path)
    first = making.index_of(store)
    (kept,) = (path / store.generation).glob("search-*.json")
    assert to_bytes(making.index_of(store)) == kept.read_bytes() == to_bytes(first)
    assert len(made) == 1
    for broken in (b"", b"{}", b"[1]", b'{"iris": 3}', kept.read_bytes()[:-9]):
        kept.write_bytes(broken)
        assert to_bytes(making.index_of(store)) == to_bytes(first)
        assert kept.read_bytes() == to_bytes(first)


def test_a_store_that_is_loaded_has_its_index(tmp_path):
    path = stores.load([graph_sample.graph()], tmp_path / "store")
    assert list(path.glob("generation-000001/search-*.json"))


# --- the page -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    app = create_app(stores.load([stores.bundled_graph()], tmp_path_factory.mktemp("search") / "store"))
    client = app.test_client()

    def get(words, language="zh"):
        response = client.get("/search", query_string={"q": words}, headers={"Accept-Language": language})
        assert response.status_code == 200
        return response.text.partition("<main")[2]

    return get


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("滇池", r"<mark>滇池</mark>绿道"),
        ("滇", r"<mark>滇</mark>池绿道"),
        ("發展環境", r"<mark>发展环境</mark>"),
        ("dc", r'<mark>滇池</mark>绿道</span></a>\s*<small class="why">拼音</small>'),
        ("dianchi", r'<mark>滇池</mark>绿道</span></a>\s*<small class="why">拼音</small>'),
        ("ＧＤＰ", r'<mark>地区生产总值</mark></span></a>\s*<small class="why">又名 <mark>GDP</mark></small>'),
        ("gdp", r'<mark>地区生产总值</mark> 增长 7.5%左右</span></a>\s*<small class="why">同义</small>'),
        ("wuhua", r'<mark>五华</mark>区</span></a>\s*<small class="why">又名 <mark>Wuhua</mark> District</small>'),
        ("在2021年仅增长", r"<mark>在2021年仅增长</mark>"),
    ],
)
def test_the_page_marks_what_was_found_and_says_why(ask, words, line):
    assert re.search(line, ask(words))


def test_the_page_says_why_in_english(ask):
    assert '<small class="why">by its sound</small>' in ask("dc", "en")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\" onload='x'", "a&b", "{{ 7*7 }}", "(.*)+", "\x00\x1b"]
)
def test_hostile_words_show_as_text(ask, words):
    page = ask(words)
    assert "<script>alert" not in page
    if (visible := " ".join(words.split())) and visible.isprintable():
        assert html.escape(visible).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page


def test_more_words_than_are_looked_at_are_said_on_the_page(ask):
    assert "只查找了前 8 个词" in ask("甲 乙 丙 丁 戊 己 庚 辛 壬")
    assert "只查找了前 8 个词" in ask("滇" * 2000)
    assert "只查找了" not in ask("滇池")


def test_a_name_of_any_graph_is_escaped(tmp_path):
    path = tmp_path / "store"
    node = NamedNode(KMR + "org-x")
    said = [
        Quad(node, term("rdf:type"), term("kmg:Organization")),
        Quad(node, term("rdfs:label"), Literal("<b>甲\n乙</b>")),
    ]
    write_store(path, said, {})
    page = create_app(path).test_client().get("/search?q=%3Cb%3E").text
    assert "<mark>&lt;b&gt;</mark>甲" in page
    assert json.dumps("<b>") not in page
