"""The saved questions on the bundled report: each answers, and those of the README answer what it says there."""

import re
from functools import cache
from pathlib import Path

import pytest

from kmgraph import stores
from kmgraph.graph import queries
from kmgraph.graph.store import Store, to_quads
from kmgraph_web import questions

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data" / "questions"
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))


@cache
def store() -> Store:
    return Store.in_memory(to_quads([stores.bundled_graph()]))


def answer(name: str) -> list[dict[str, str]]:
    return list(queries.select(store(), (FOLDER / f"{name}.rq").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_two_titles_and_an_answer(name: str) -> None:
    zh, en = (next(q for q in questions.saved(language) if q.name == name) for language in ("zh", "en"))
    assert re.search("[\u4e00-\u9fff]", zh.title)
    assert zh.title != en.title
    assert zh.query == en.query
    assert not zh.query.startswith("#")
    assert answer(name)


def test_questions_of_one_report_are_for_that_report() -> None:
    everybody = {question.name for question in questions.about("zh", [])}
    assert {question.name for question in questions.about("zh", ["530100-2022"])} == set(NAMES) > everybody
    assert "44-facts-of-a-sentence" not in everybody


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_stands_under_one_theme(language: str) -> None:
    saved = questions.saved(language)
    groups = questions.by_theme(saved, language)
    assert [title for title, _ in groups] == [theme[language] for theme in questions.THEMES.values()]
    assert sorted(q.name for _, group in groups for q in group) == sorted(q.name for q in saved) == NAMES
    assert len(NAMES) >= 32


def test_a_theme_without_a_question_is_left_out() -> None:
    one = questions.read("01", "# zh: 甲\n# theme: sources\nASK {}", "zh")
    assert one == questions.Question("01", "甲", "ASK {}\n", theme="sources")
    assert questions.by_theme([one], "en") == (("Grounds and sources", (one,)),)


def test_which_projects_hold_up_the_petrochemical_goal() -> None:
    rows = answer("01-petrochemical-projects")
    assert {row["name"] for row in rows} == {
        "中石油云南炼化一体化转型升级项目",
        "云天化90万吨磷石膏综合利用",
        "云煤能源200万吨焦化环保搬迁",
    }
    assert {row["sentence"][-19:] for row in rows} == {"确保石油及化工产业产值达1120亿元。"[-19:]}
    assert all(row["name"] in README for row in rows)


def test_last_years_targets_that_follow_from_its_results() -> None:
    found = {(row["label"], row["value"]) for row in answer("09-derived-targets")}
    assert found == {
        ("一般公共预算收入 增长 3.5%", "3.5"),
        ("地区生产总值 增长 8%", "8"),
        ("居民消费价格总水平 增长 3.5%", "3.5"),
        ("社会消费品零售总额 增长 10%", "10"),
    }
    assert all(label in README for label, _ in found)


def test_the_tasks_that_hold_most_projects() -> None:
    for row in answer("05-most-projects")[:2]:
        assert f"{row['task']} {row['projects']}" in README


def test_what_the_report_says_of_a_district() -> None:
    rows = answer("03-in-a-district")
    assert len(rows) == 5
    assert f"“{rows[0]['text']}”" in README


def test_results_beside_targets() -> None:
    found = {(row["indicator"], row["result"], row["target"]) for row in answer("04-target-and-result")}
    for indicator, result, target in (
        ("地区生产总值", "3.7%", "7.5%"),
        ("社会消费品零售总额", "10.3%", "9%"),
        ("城镇登记失业率", "3.86%", "5%"),
        ("森林覆盖率", "52.62%", "52.7%"),
    ):
        assert (indicator, result, target) in found
        assert f"{indicator} {result} → {target}" in README


def test_the_readmes_queries_are_those_of_the_files() -> None:
    blocks = re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)
    assert len(blocks) >= 4
    for block in blocks:
        assert list(queries.select(store(), block))
