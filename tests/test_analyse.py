"""`kmgraph analyse` and the pages of analysis: what a person types, clicks and gets wrong."""

from __future__ import annotations

import json
import re

import click
import graph_sample
import pytest

from kmgraph import cli, stores
from kmgraph_web.app import create_app

pytestmark = pytest.mark.usefixtures("own_cache")
QUESTIONS = cli.commands.commands["analyse"].commands


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundled") / "store"
    stores.load([stores.bundled_graph()], path)
    return create_app(path).test_client()


def page(client, address, code=200, language="zh"):
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == code, answer.text[:300]
    return answer.text


# --- command line ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_has_help(name, run):
    code, out, _ = run("analyse", name, "--help")
    assert code == 0
    assert QUESTIONS[name].help.splitlines()[0] in " ".join(out.decode().split())
    options = [parameter for parameter in QUESTIONS[name].params if isinstance(parameter, click.Option)]
    assert all(option.help for option in options)


def test_the_steel_works_lead_with_metallurgy(run):
    code, out, _ = run("analyse", "impact", "武钢昆钢环保搬迁项目")
    told = out.decode()
    assert code == 0
    first = told[told.index("受影响的目标") :].splitlines()[1]
    assert "25.0%" in first
    assert "1200亿元" in first
    assert "1120亿元" not in told
    assert "确保冶金产业产值达1200亿元。” kmr:530100-2022-sentence-" in told


def test_stated_dependencies_alone(run):
    _, out, _ = run("analyse", "impact", "武钢昆钢环保搬迁项目", "--stated", "--json")
    found = json.loads(out)
    assert found["basis"] == "stated"
    steps = [step for goal in found["goals"] for cause in goal["causes"] for step in cause["way"]]
    assert steps
    assert {step["basis"] for step in steps} == {"stated"}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (["support", "冶金产业"], ["25.0%  武钢昆钢环保搬迁项目", "“确保武钢昆钢环保搬迁项目投产"]),
        (["support"], ["只靠一个项目的目标: 4", "没有任何支撑的目标: 92"]),
        (["support", "--lang", "en"], ["Goals that hang on one project: 4"]),
        (["critical"], ["4 个目标 (合计承载 4.00 个目标)  加快发展外贸新业态新模式", "最长的依赖链"]),
        (["path", "产业投资占比", "武钢昆钢新区智能制造"], ["依赖“武钢昆钢新区智能制造”", "outcome_goes_on"]),
        (["path", "5号线", "森林覆盖率 52.7%以上"], ["互不依赖"]),
        (["cycles"], ["没有循环依赖"]),
        (["order"], ["闻泰智能制造产业园二期", "[投产]"]),
        (["communities", "--lang", "en"], ["modularity 0."]),
        (["centrality"], ["PageRank", "适度超前布局建设基础设施"]),
        (["what-if", "--late", "5号线", "--dropped", "武钢昆钢环保搬迁项目"], ["推迟: 5号线", "落空 25.0%"]),
    ],
)
def test_questions_of_the_bundled_report(run, question, words):
    code, out, error = run("analyse", *question)
    assert code == 0, error
    for each in words:
        assert each in out.decode()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (["impact", "武钢"], "“武钢” may mean"),
        (["impact", "昆明地铁"], "no goal, task, project or commitment is called “昆明地铁”; the nearest are"),
        (["impact", ""], "no node is named"),
        (["what-if"], "nothing slips; name a node with --late or --dropped"),
        (["order", "--report", "110000-1999"], "110000-1999"),
        (["nonsense"], "nonsense"),
    ],
)
def test_what_a_user_gets_wrong_is_one_line(run, question, words):
    code, out, error = run("analyse", *question)
    assert (code, out) == (2, b"")
    assert words in error
    assert error.count("\n") == 1


def test_a_graph_without_dependencies_is_answered_all_the_same(run, tmp_path):
    report = graph_sample.graph()
    kept = tuple(t for t in report.facts if not re.search("#(supports|includes|partOf|dependsOn)$", t.predicate.value))
    stores.load([type(report)(report.report, kept, report.positions)], tmp_path / "bare")
    for question in (["critical"], ["order"], ["communities"], ["centrality"], ["cycles"], ["support"]):
        code, _, error = run("analyse", *question, "--store", str(tmp_path / "bare"))
        assert code == 0, error


@pytest.mark.parametrize("question", ["critical", "order", "communities", "centrality"])
def test_an_answer_goes_back_into_the_store_and_leaves_the_rest_alone(run, store, question):
    before = set(stores.open_store(store).triples())
    code, _, error = run("analyse", question, "--write", "--store", str(store))
    assert code == 0
    assert f"written to kmr:analysis-dependencies, kmr:analysis-{question}" in error
    again = stores.open_store(store)
    assert set(again.triples()) == before  # a plain query finds the report alone
    asked = "SELECT ?a ?b { GRAPH kmr:analysis-dependencies { ?a kmg:restsOn ?b } }"
    assert len(list(again.query(asked))) > 0
    assert f"https://w3id.org/kmgraph/id/analysis-{question}" in again.graphs()
    assert run("analyse", question, "--write", "--store", str(store))[0] == 0
    assert stores.open_store(store).graphs() == again.graphs()
    stores.load([graph_sample.graph()], store)
    assert not [name for name in stores.open_store(store).graphs() if "analysis" in name]


def test_the_goals_that_a_project_cuts_off_are_asked_in_sparql(run, tmp_path):
    stores.load([stores.bundled_graph()], tmp_path / "bundled")
    run("analyse", "critical", "--write", "--store", str(tmp_path / "bundled"))
    asked = """SELECT ?name { GRAPH kmr:analysis-critical { ?project kmg:cutsOff ?goal }
        ?project rdfs:label "武钢昆钢新区智能制造"@zh . ?goal rdfs:label ?name } ORDER BY ?name"""
    rows = stores.open_store(tmp_path / "bundled").query(asked)
    assert [row["name"].value for row in rows] == ["产业投资占比 增长 2个百分点", "工业和信息化投资 增长 25%以上"]


# --- pages ----------------------------------------------------------------------------------------------------


def test_the_page_of_an_impact_names_the_goal_its_share_and_its_sentence(client):
    shown = page(client, "/analysis/impact?node=武钢昆钢环保搬迁项目")
    weak = shown.partition('class="weak"')[2]
    assert weak.index("25.0%") < weak.index("冶金产业产值 1200亿元")
    assert "确保冶金产业产值达1200亿元。" in weak
    assert "石油及化工产业产值 1120亿元" not in shown
    assert page(client, "/analysis/impact?node=武钢昆钢环保搬迁项目", language="en").count("Why") > 1


def test_a_click_in_the_picture_marks_a_node_and_a_further_one_marks_it_otherwise(client):
    address = "/analysis/impact?node=武钢昆钢环保搬迁项目"
    seen = []
    for _ in range(3):
        shown = page(client, address)
        boxes = dict(re.findall(r'<a href="([^"]*)" class="k-Commitment( marked \w+)?">', shown))
        address, mark = next(iter(boxes.items()))
        address = address.replace("&amp;", "&")
        seen.append(mark.removeprefix(" marked "))
    assert seen == ["", "dropped", "late"]
    assert "late=" not in address


def test_json_holds_the_whole_answer(client):
    found = client.get("/analysis/impact.json?node=武钢昆钢环保搬迁项目").json
    assert found["goals"][0]["node"]["label"] == "冶金产业产值 1200亿元"
    assert found["goals"][0]["dropped"] == 0.25
    assert found["dropped"][0]["class"] == "kmg:Project"
    for name in ("support", "critical", "cycles", "order", "communities", "centrality"):
        assert client.get(f"/analysis/{name}.json").json["basis"] == "stated and inferred"
        assert client.get(f"/analysis/{name}.json?stated=1").json["basis"] == "stated"


def test_a_page_is_known_again_by_its_etag(client):
    for address in ("/analysis/critical", "/analysis/critical.json"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_name_of_several_nodes_offers_them(client):
    shown = page(client, "/analysis/impact?late=5号线&node=武钢", 400)
    offered = re.findall(r'<a href="(/analysis/impact\?[^"]*)"', shown)
    assert len(offered) == 3
    assert all("late=5" in link for link in offered)
    assert page(client, offered[1].replace("&amp;", "&"))
    assert "没有叫“zzz”的目标" in page(client, "/analysis/support?node=zzz", 404)
    assert client.get("/analysis/support.json?node=zzz").json["error"].startswith("no goal, task, project")


def test_hostile_names_are_shown_as_text(client):
    for address in ("/analysis/impact?node=", "/analysis/support?node=", "/analysis/path?to=5号线&from="):
        shown = page(client, address + "<script>alert(1)</script>", 404)
        assert "<script>alert" not in shown


def test_too_many_marks_are_refused(client):
    many = "&".join(f"late=5号线{n}" for n in range(51))
    assert "at most 50" in page(client, f"/analysis/impact?{many}", 400)


def test_what_if_leads_to_impact(client):
    answer = client.get("/analysis/what-if?late=5号线&dropped=武钢昆钢环保搬迁项目", follow_redirects=True)
    assert "推迟" in answer.text
    assert answer.request.path == "/analysis/impact"
