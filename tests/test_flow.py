"""From tasks to goals: counted by hand, on the bundled report, and as a page."""

from __future__ import annotations

import re

import networkx as nx
import pytest
import web_sample

from kmgraph import analysis, stores
from kmgraph.analysis.flow import MOST, flow
from kmgraph.analysis.gaps import gap
from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, KMR
from kmgraph.graph.store import Store, to_quads
from kmgraph_web.app import create_app

REPORT = KMR + "530100-2022"


@pytest.fixture(scope="module")
def bundled() -> Store:
    return Store.in_memory(to_quads([stores.bundled_graph()]))


KINDS = {"g": "Goal", "p": "Project", "t": "Task", "c": "Commitment"}
RELATIONS = {"g": "supports", "t": "partOf", "c": "includes"}


def made(*edges: str) -> nx.MultiDiGraph:
    """A projection by hand: `g1 p1` is a stated edge, `g1 c1 ½` an inferred one; `t1 t2` a task within a task."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for edge in edges:
        source, target, *weak = edge.split()
        basis = "inferred" if weak else "stated"
        graph.add_edge(source, target, weight=1.0, basis=basis, property=KMG + RELATIONS[source[0]])
    for place, node in enumerate(sorted(graph)):
        graph.nodes[node].update(label=node, kind=KMG + KINDS[node[0]], position=place, stage=0, phase="")
    return graph


PLAN = ("t1 t2", "t2 c1", "c1 p1", "c1 p2", "t1 c2", "t2 c3", "g1 p1", "g2 p1", "g1 c2 ½", "g3 p3")


def bands(found) -> set[str]:
    return {
        f"{b.source} {b.target} {b.count}{b.kind[len(KMG)]}{'' if b.stated else '½'}".replace("0:", "")
        .replace("1:", "")
        .replace("2:", "")
        for b in found.bands
    }


def test_work_flows_from_tasks_to_goals():
    """Of t2, p1 leads to g1 and g2, p2 to nothing; of t1, c2 leads to g1 by inference; p3 is in no task; c1 and c3 lead nowhere."""
    found = flow(made(*PLAN))
    assert bands(found) == {
        "t1 t2 2P", "t1 t1 1C", "outside outside 1P", "t2 g1 1P", "t2 g2 1P", "t2 without 1P", "t1 g1 1C½", "outside g3 1P",
    }  # fmt: skip
    assert found.silent == 2
    assert [(s.key, s.projects, s.commitments) for s in found.stops if s.column == 0] == [
        ("0:t1", 2, 1),
        ("0:outside", 1, 0),
    ]
    assert [s.key for s in found.stops if s.column == 2] == ["2:g1", "2:g2", "2:g3", "2:without"]


def test_a_task_shows_its_work_one_by_one():
    found = flow(made(*PLAN), "t2")
    assert bands(found) == {"t2 p1 1P", "t2 p2 1P", "p1 g1 1P", "p1 g2 1P", "p2 without 1P"}
    assert (found.task.iri, found.silent) == ("t2", 2)
    assert flow(made(*PLAN), "t1").silent == 2


def test_stated_alone_leaves_out_what_is_inferred():
    found = flow(analysis.stated_only(made(*PLAN)))
    assert "t1 g1 1C½" not in bands(found)
    assert found.silent == 3
    assert found.basis == "stated"


def test_a_step_is_stated_where_the_report_says_it_once():
    assert "t1 t1 1P½" in bands(flow(made("t1 p1 ½", "g1 p1")))
    assert "t1 t1 1P" in bands(flow(made("t1 p1 ½", "t1 c1", "c1 p1", "g1 p1")))


def test_the_smallest_of_too_many_stops_are_joined_and_nothing_is_lost():
    many = [edge for n in range(30) for edge in (f"t{n:02} p{n:02}", f"g{n:02} p{n:02}")]
    found = flow(made(*many, "g00 p01", "t00 p99"))
    for column, most in enumerate(MOST):
        stops = [s for s in found.stops if s.column == column and s.what in ("node", "rest")]
        assert len(stops) == most
        assert sum(max(len(s.joined), s.what == "node") for s in stops) == 30
    assert sum(b.count for b in found.bands if b.source.startswith("0:")) == 31
    assert sum(b.count for b in found.bands if b.target.startswith("2:")) == 32


def test_tasks_within_each_other_are_followed_once():
    assert flow(made("t1 t2", "t2 t1", "t2 p1", "g1 p1"), "t1").bands


def test_what_is_no_task_is_refused():
    with pytest.raises(GraphError, match="g1 is no task"):
        flow(made(*PLAN), "g1")
    with pytest.raises(GraphError, match="no goal, task, project or commitment"):
        flow(made(*PLAN), "t7")


def test_the_flow_of_the_bundled_report_can_be_read(bundled):
    found = flow(analysis.dependencies(bundled, REPORT))
    assert len(found.stops) <= 60
    (without,) = [s for s in found.stops if s.what == "without"]
    assert without.projects == gap(bundled, "project-goal").count
    assert sum(s.projects for s in found.stops if s.column == 1) >= 121


def test_what_the_report_states_keeps_projects_in_their_tasks(bundled):
    """That a task includes a project is inferred; that its commitment does is stated, and so the project stays in the task."""
    whole = analysis.dependencies(bundled, REPORT)
    for graph in (whole, analysis.stated_only(whole)):
        (outside,) = [s for s in flow(graph).stops if s.key == "0:outside"]
        assert outside.projects == 26


def test_goals_stand_where_the_work_that_leads_to_them_does():
    found = flow(made("t1 p1", "t2 p2", "t3 p3", "g1 p3", "g2 p2", "g3 p1", "t1 p4"))
    assert [s.key for s in found.stops if s.column == 2] == ["2:g3", "2:g2", "2:g1", "2:without"]
    found = flow(made("t1 p1", "t1 p2", "t1 p3", "g1 p3", "g2 p2"), "t1")
    assert [s.key for s in found.stops if s.column == 1] == ["1:p3", "1:p2", "1:p1"]


# --- the page -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_sample.write(tmp_path_factory.mktemp("web") / "store")).test_client()


@pytest.mark.parametrize("query", ["", "&stated=1", f"&task={web_sample.TASK}"])
def test_the_drawing_and_the_table_show_each_band(client, query):
    page = client.get(f"/analysis/flow?lang=en{query}")
    found = client.get(f"/analysis/flow.json?lang=en{query}").get_json()
    assert page.status_code == 200
    assert page.text.count('<path class="band') == len(found["bands"]) > 0
    assert page.text.count('<rect class="stop') == len(found["stops"])
    table = page.text.partition('id="h-table"')[2]
    assert len(re.findall(r"<div>.*?\d+ (?:project|commitment)s?", table)) == len(found["bands"])
    assert "<script>alert" not in page.text


def test_each_band_and_stop_leads_somewhere(client):
    drawing = client.get("/analysis/flow").text.partition('class="sankey"')[2].partition("</svg>")[0]
    links = {link.replace("&amp;", "&") for link in re.findall(r'<a href="([^"]*)"', drawing)}
    assert {re.split(r"[/?]", link)[1] for link in links if link[0] == "/"} == {"analysis", "id"}
    for link in links:
        assert link == "#h-table" or client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("task=<b>", "is no goal, task, project or commitment of the graph"),
        (f"task={web_sample.GOAL}", "is no task"),
        ("report=999999-2022", "there is no report 999999-2022; there are kmr:530100-2022"),
    ],
)
def test_what_is_asked_in_vain_is_said_in_one_line(client, query, said):
    page = client.get(f"/analysis/flow?{query}")
    assert page.status_code == 404
    assert said in page.text
    assert "<b>" not in page.text
    told = client.get(f"/analysis/flow.json?{query}")
    assert told.status_code == 404
    assert said in told.get_json()["error"]
