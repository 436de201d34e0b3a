"""The page of a fact by its class: how far a goal is from the last result, a brief with numbered sources, citations."""

import re
from decimal import Decimal

import pytest
import web_sample
from figures import REPORTS, RESULT, figure

from kmgraph import stores
from kmgraph.graph.briefs import Measured
from kmgraph.graph.ontology import KMG, KMR
from kmgraph_web import briefing
from kmgraph_web.app import create_app

GROWTH, PROJECT = "530100-2022-goal-f8ac1c71", "530100-2022-project-37161bed"


@pytest.fixture(scope="module")
def page():
    app = create_app(stores.bundled_store(), timeout=5)
    client = app.test_client()
    yield lambda name, language="zh": client.get(f"/id/{name}", headers={"Accept-Language": language}).text
    app.extensions["kmgraph"].close()


def test_a_goal_shows_how_far_it_is_from_the_last_result(page):
    shown = page(GROWTH)
    assert re.search(r"上一结果 <a [^>]*>增长 3.7%</a> <span[^>]*>2021</span>，相差 <b>\+3.8个百分点</b>", shown)
    assert "percentage points" in page(GROWTH, "en")


@pytest.mark.parametrize(
    ("rows", "difference", "percent"),
    [
        ([figure("530100-2022-result-1", RESULT, value="3.7", year="2021")], "3.8", None),
        ([figure("530100-2022-result-1", RESULT, value="9", year="2023")], None, None),  # later than the goal
        ([figure("530200-2022-result-1", RESULT, value="9", year="2021")], None, None),  # another place
        ([figure("530100-2021-result-1", RESULT, value="9", year="2020"), figure("530100-2022-result-2", RESULT, value="8", year="2021")], "-0.5", None),
        ([], None, None),
    ],
)  # fmt: skip
def test_the_newest_result_of_the_same_place_counts(rows, difference, percent):
    of = {report.iri: report for report in REPORTS}
    goal = figure("530100-2022-goal-1")
    measured = tuple(Measured(row, of[row.iri[: len(KMR) + 11]]) for row in (goal, *rows))
    found = briefing.change(measured, goal.iri)
    assert (found and found.difference) == (Decimal(difference) if difference else None)
    assert found is None or found.percent is percent


def test_amounts_differ_in_per_cent_too():
    goal = figure("530100-2022-goal-1", value="1120", unit="亿元", change="level")
    result = figure("530100-2022-result-1", RESULT, value="1000", unit="亿元", change="level", year="2021")
    found = briefing.change((Measured(goal, REPORTS[1]), Measured(result, REPORTS[1])), goal.iri)
    assert (found.difference, found.unit, found.percent) == (Decimal(120), "亿元", Decimal("12.0"))


def test_nothing_is_divided_by_a_result_of_zero():
    goal = figure("530100-2022-goal-1", value="5", unit="个", change="level")
    result = figure("530100-2022-result-1", RESULT, value="0", unit="个", change="level", year="2021")
    assert briefing.change((Measured(goal, REPORTS[1]), Measured(result, REPORTS[1])), goal.iri).percent is None


@pytest.mark.parametrize("name", ["org-187ea60b", "industry-C", "district-530100", "district-530181"])
def test_each_number_of_a_brief_leads_to_its_sentence(page, name):
    shown = page(name)
    sources = set(re.findall(r'id="source-(\d+)"', shown))
    notes = set(re.findall(r'href="#source-(\d+)"', shown))
    assert notes <= sources != set()
    assert [int(number) for number in re.findall(r'id="source-(\d+)"', shown)] == list(range(1, len(sources) + 1))


def test_gaps_are_counted_out_of_all(page):
    assert re.search(r"项目：没有所支撑的目标 <span class=\"count\">3 / 6</span>", page("org-187ea60b"))


def test_an_indicator_lists_its_figures(page):
    name = re.search(r'/id/(indicator-[^"]+)', page(GROWTH))[1]
    rows = re.findall(r'<tr><td class="num">(\d{4})</td>', page(name))
    assert rows == sorted(rows)
    assert len(rows) > 3


def test_the_part_of_the_report_is_said_of_a_projects_sentence(page):
    assert "<b>任务部署</b>" in page(PROJECT)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_citations_hold_quote_address_and_version(page, language):
    cited = re.findall(r"<blockquote aria-labelledby[^>]*>(.*?)</blockquote>", page(PROJECT, language), re.DOTALL)
    assert len(cited) == 2
    for words in cited:
        assert "“确保武钢昆钢环保搬迁项目投产" in words
        assert f"https://w3id.org/kmgraph/id/{PROJECT}" in words
        assert re.search(r"[0-9a-f]{6}\.\d+", words)
    assert "[R/OL]. [2022]" in cited[0]


@pytest.mark.parametrize("name", web_sample.HOSTILE)
def test_hostile_names_stay_text_in_citations_and_briefs(visit, name):
    shown = visit(f"/id/{name}").text
    assert "<script>alert" not in shown
    assert "onerror=alert(1)>'" not in shown.replace("&gt;", "›")


def test_a_figure_that_was_derived_shows_its_own_value(page):
    """4.3个百分点 is what the report writes, 8.0% the target behind it."""
    every, _ = briefing.figures(stores.open_store(stores.bundled_store()))
    derived = next(row for row in every if row.kind == KMG + "Goal" and row.original == "4.3个百分点")
    assert re.search(r'<p class="figure"><b>增长 8(\.0)?%</b>', page(derived.iri.removeprefix(KMR)))
