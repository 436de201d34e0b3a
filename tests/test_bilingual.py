"""Names in the reader's language: the vocabularies' English ones where they have one, and Chinese that says that it is."""

import re

import pytest
import web_sample

from kmgraph import stores
from kmgraph.graph.ontology import KMR, load_concepts
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph_web.app import create_app


@pytest.fixture(scope="module")
def english():
    """The bundled report, read in English."""
    app = create_app(stores.bundled_store(), timeout=5)
    client = app.test_client()
    yield lambda path: client.get(path, headers={"Accept-Language": "en"}).text
    app.extensions["kmgraph"].close()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/id/industry-C", '<h1><span title="制造业">Manufacturing</span> <small lang="zh">制造业</small></h1>'),
        ("/id/district-530181", '<span title="昆明市">Kunming</span>'),  # the broader one beside it
        ("/id/530100-2022-project-37161bed", 'lang="zh"'),
        ("/list/industry", '<span title="制造业">Manufacturing</span>'),
        ("/list/district", '<span title="五华区">Wuhua District</span>'),
        ("/list/district", '<span title="成都市">Chengdu</span>'),  # beyond the report's own city
        ("/list/indicator", '<span title="地区生产总值">Gross regional product</span>'),
        ("/list/project", '<span lang="zh">'),
        ("/", '<span title="地区生产总值">Gross regional product</span>'),  # a headline's indicator
        ("/", "<title>Guandu District: "),  # a tile of the map, and what is written in it
        ("/", ">Guandu</text>"),
        ("/graph?focus=industry-C", ">Manufacturing</option>"),  # the filter
        ("/graph?focus=industry-C", '<h2><a href="/id/industry-C"><span title="制造业">Manufacturing</span>'),
        ("/graph?focus=industry-C", "<title>Manufacturing · "),
        ("/graph?focus=530100-2022&depth=2&open=district-530181", "Expand <span title=\"安宁市\">Anning</span>"),
        ("/graph.json?focus=industry-C", "Manufacturing"),
        ("/graph.svg?focus=industry-C", "<title>Manufacturing</title>"),
        ("/query?question=03-in-a-district", ">Anning</option>"),
        ("/search?q=Manufacturing", "<small>Manufacturing</small>"),
        ("/report/530100-2022", '<article class="text" lang="zh">'),
        ("/report/530100-2022", ": Manufacturing\""),
        ("/plan", '<h1><span lang="zh">'),
    ],
)  # fmt: skip
def test_a_page_in_english_names_concepts_in_english(english, path, shown):
    assert shown in english(path)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("211300", "Chaoyang"),  # 朝 of two readings
        ("140400", "Changzhi"),
        ("411100", "Luohe"),
        ("341500", "Lu'an"),
        ("610100", "Xi'an"),
        ("370100", "Jinan"),
        ("331000", "Taizhou"),
        ("150100", "Hohhot"),
        ("310112", "Minhang District"),
        ("310115", "Pudong New Area"),
        ("500230", "Fengdu County"),
        ("500240", "Shizhu Tujia Autonomous County"),
        ("422800", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("530102", "Wuhua District"),
        ("330102", None),  # 杭州's districts have none yet
    ],
)
def test_a_division_is_called_as_maps_in_english_call_it(code, name):
    assert load_concepts().label(f"{KMR}district-{code}", "en") == name


def test_every_prefecture_has_an_english_name_in_latin_letters():
    codes = [one.key for one in load_vocabulary().districts if re.fullmatch(r"district-\d{4}00", one.key)]
    names = [load_concepts().label(KMR + key, "en") for key in codes]
    assert len(names) > 360
    assert [
        key for key, name in zip(codes, names, strict=True) if not re.fullmatch(r"[A-Z][A-Za-zü' -]+", name or "")
    ] == []


@pytest.mark.parametrize("path", ["/", "/list/industry", "/graph?focus=industry-C", "/id/industry-C"])
def test_a_page_in_chinese_has_chinese_names_alone(path):
    app = create_app(stores.bundled_store(), timeout=5)
    page = app.test_client().get(path, headers={"Accept-Language": "zh"}).text
    app.extensions["kmgraph"].close()
    assert "Manufacturing" not in page.partition("<body")[2]  # before it stands the JSON-LD, which has both
    assert 'lang="zh"' not in page


@pytest.mark.parametrize("order", [("zh", "en"), ("en", "zh")])
def test_what_a_class_is_called_hangs_on_the_reader_not_on_who_came_first(tmp_path, order):
    """Jinja folds constants: `'Result'|kind_label` was for all what it was for the first reader."""
    app = create_app(web_sample.write(tmp_path / "store"), timeout=5)
    client = app.test_client()
    heads = {language: client.get("/", headers={"Accept-Language": language}).text for language in order}
    app.extensions["kmgraph"].close()
    for language, name in (("zh", "成果"), ("en", "result")):
        assert f"</svg>{name}</th>" in heads[language].partition('class="years"')[2]


def test_an_indicator_that_a_report_makes_its_own_keeps_the_reports_words(english):
    """石油及化工产业产值 is an output of one branch: the vocabularies' wider name would say too much."""
    goal = english("/id/530100-2022-goal-1f37846b")
    assert "石油及化工产业产值" in goal
    rows = re.findall(r"<td>(<span.*?)</td>", goal)
    assert all('lang="zh"' in row or "title=" in row for row in rows)


def test_the_language_of_an_address_is_kept_and_the_switch_leads_out_of_it(tmp_path):
    app = create_app(web_sample.write(tmp_path / "store"), timeout=5)
    client = app.test_client()
    assert '<html lang="en"' in client.get("/id/district-530181?lang=en").text
    assert '<html lang="en"' in client.get("/").text
    switched = client.post("/settings", data={"language": "zh", "back": "/list/goal?report=x&lang=en&page=1"})
    assert switched.location == "/list/goal?report=x&page=1"
    assert '<html lang="zh-CN"' in client.get("/").text
    assert '<html lang="zh-CN"' in client.get("/?lang=xx").text
    app.extensions["kmgraph"].close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/list/project",
        f"/graph?focus={web_sample.GOAL}&select={web_sample.REPORT}-project-eeeeee01&pin={web_sample.REPORT}-project-eeeeee02~1~1",
        f"/graph.svg?focus={web_sample.GOAL}",
        f"/id/{web_sample.GOAL}",
        f"/id/{web_sample.REPORT}-project-eeeeee01",
        "/search?q=script",
    ],
)
def test_a_hostile_name_is_escaped_in_both_languages(hostile, path, language):
    answer = hostile.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "alert(1)" in answer.text.replace("<mark>", "").replace("</mark>", "")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The sample with names that would hurt a careless page."""
    app = create_app(web_sample.write(tmp_path_factory.mktemp("hostile") / "store"), timeout=5)
    yield app.test_client(use_cookies=False)
    app.extensions["kmgraph"].close()
