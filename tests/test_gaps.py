"""Gaps, the matrix and the flow: on graphs whose answers are worked out by hand, and on the bundled report."""

from __future__ import annotations

import graph_sample
import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph import analysis, stores
from kmgraph.analysing_tables import tell_flow, tell_gap, tell_gaps, tell_matrix
from kmgraph.analysis.flow import MOST, flow
from kmgraph.analysis.gaps import gap, gaps, questions
from kmgraph.analysis.matrix import matrix
from kmgraph.analysis.plain import plain
from kmgraph.errors import GraphError
from kmgraph.graph.briefs import brief
from kmgraph.graph.ontology import KMG, KMR, term
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store, to_quads

REPORT = KMR + "530100-2022"
LAKE = "提升“滇池”<保护>治理"


@pytest.fixture(scope="module")
def bundled() -> Store:
    return Store.in_memory(to_quads([stores.bundled_graph()]))


@pytest.fixture(scope="module")
def sample() -> Store:
    return Store.in_memory(to_quads([graph_sample.graph()]))


def linked(basis: str | None, source: str, relation: str, target: str, *, report: str = REPORT) -> list[Quad]:
    """A relation between two nodes of the sample; with no basis it hangs on no link."""
    ends = [
        NamedNode(f"{report}-{source}"),
        term(relation),
        NamedNode(target if ":" in target else f"{report}-{target}"),
    ]
    triples = [tuple(ends)]
    if basis:
        link = NamedNode(f"{report}-link-{source}-{basis}")
        names = ("rdf:subject", "rdf:predicate", "rdf:object")
        triples += [(link, term(name), end) for name, end in zip(names, ends, strict=True)]
        triples += [(link, term("kmg:basis"), Literal(basis))]
    return [Quad(*triple, *graph) for triple in triples for graph in ((), (NamedNode(report),))]


def with_more(*more: list[Quad]) -> Store:
    return Store.in_memory([*to_quads([graph_sample.graph()]), *(quad for quads in more for quad in quads)])


def counts(found) -> dict[str, tuple[int, int]]:
    return {each.key: (each.count, each.of) for each in found}


# --- gaps -----------------------------------------------------------------------------------------------------

# of the sample: two commitments (one names a number, the other a place, neither a date or a body), two goals, two projects
SAMPLE = {
    "commitment-number": (1, 2),
    "commitment-date": (2, 2),
    "commitment-place": (1, 2),
    "commitment-body": (2, 2),
    "commitment-check": (0, 2),
    "goal-project": (1, 2),  # 地区生产总值
    "goal-support": (1, 2),
    "project-goal": (0, 2),
    "project-place": (1, 2),  # 云天化动力电池材料
    "project-owner": (1, 2),  # 云南裕能
    "indicator-target": (0, 1),
    "indicator-result": (0, 1),
    "industry-named": (20, 20),  # C is named in one sentence, by C26
    "district-named": (14, 14),  # 安宁市 in one
}


@pytest.mark.parametrize("report", [None, REPORT])
def test_the_gaps_of_the_sample(sample, report):
    assert counts(gaps(sample, report)) == SAMPLE


@pytest.mark.parametrize("stated", [False, True])
@pytest.mark.parametrize("report", [None, REPORT])
def test_the_query_of_a_gap_gives_its_rows(bundled, report, stated):
    for found in gaps(bundled, report, stated=stated):
        rows = [next(iter(row.values())) for row in select(bundled, found.sparql)]
        assert rows == [row.node.iri for row in found.rows], found.key
        assert found.count == len(rows) <= found.of


@pytest.mark.parametrize(
    ("basis", "missing"), [("stated", False), ("inferred", True), (None, False)]
)  # what hangs on no link counts as stated, as in the dependency projection
def test_with_stated_alone_an_inferred_relation_fills_no_gap(basis, missing):
    gdp = "goal-22222222"
    store = with_more(linked(basis, "project-99999999", "kmg:supports", gdp))
    assert counts(gaps(store))["goal-project"] == (0, 2)
    rows = gap(store, "goal-project", REPORT, stated=True).rows
    assert [row.node.iri for row in rows] == ([f"{REPORT}-{gdp}"] if missing else [])


def test_a_relation_that_is_stated_once_and_inferred_once_is_stated():
    both = [linked(basis, "project-99999999", "kmg:supports", "goal-22222222") for basis in ("stated", "inferred")]
    assert gap(with_more(*both), "goal-project", stated=True).count == 0


def test_a_goal_that_rests_on_another_goal_alone_has_a_support_and_no_project():
    store = with_more(linked("stated", "goal-22222222", "kmg:dependsOn", "goal-33333333"))
    assert counts(gaps(store))["goal-support"] == (0, 2)
    assert counts(gaps(store))["goal-project"] == (1, 2)


def test_a_row_has_the_first_sentence_of_what_it_names(sample):
    (row,) = gap(sample, "project-owner").rows
    assert row.node.label == "云南裕能"
    assert row.quote.startswith("加快云南裕能、云天化动力电池材料等项目建设")  # not that on its site in 安宁
    (row,) = gap(sample, "commitment-place").rows
    assert row.node.iri == f"{REPORT}-commitment-77777777"


def test_a_district_named_in_two_sentences_is_no_gap():
    said = (t for t in graph_sample.graph().facts if t.predicate == term("kmg:text"))
    sentence = next(t.subject for t in said if "7.5%" in t.object.value)
    more = [
        Quad(NamedNode(KMR + "district-530181"), term("kmg:mentionedIn"), sentence, *graph)
        for graph in ((), (NamedNode(REPORT),))
    ]
    found = gap(with_more(more), "district-named", REPORT)
    assert (found.count, found.of) == (13, 14)
    assert KMR + "district-530181" not in [row.node.iri for row in found.rows]


def test_gaps_and_briefs_agree(bundled):
    """The page of an industry says of its projects and commitments what they lack: the same as the gaps do."""
    lacking = {each.key: {row.node.iri for row in each.rows} for each in gaps(bundled)}
    told = brief(bundled, KMR + "industry-C")
    seen = 0
    for kind in ("Commitment", "Project"):
        for entry in told.entries[KMG + kind]:
            of_kind = {k.partition("-")[2]: nodes for k, nodes in lacking.items() if k.startswith(kind.lower())}
            of_kind.pop("check", None)
            assert {what for what, nodes in of_kind.items() if entry.node.iri in nodes} == set(entry.lacks)
            seen += 1
    assert seen > 30


def test_goals_that_nothing_supports_are_those_that_stand_on_nothing(bundled):
    graph = analysis.dependencies(bundled)
    for stated, own in ((False, graph), (True, analysis.stated_only(graph))):
        rows = {row.node.iri for row in gap(bundled, "goal-support", stated=stated).rows}
        assert rows == {each.goal.iri for each in analysis.footings(own).nothing}


def test_every_gap_has_its_words_and_another_key():
    keys = [asked.key for asked in questions()]
    assert len(set(keys)) == len(keys) == 14
    for asked in questions():
        assert {"zh", "en", "means-zh", "means-en", "class"} < set(asked.head)


def test_unknown_gaps_and_reports_are_refused_in_one_line(sample):
    with pytest.raises(GraphError, match=r"no gap is called 'number'; there are commitment-number, .*district-named$"):
        gap(sample, "number")
    with pytest.raises(GraphError, match=r"the store has no report kmr:999999-2022; there are: kmr:530100-2022$"):
        gaps(sample, KMR + "999999-2022")
    with pytest.raises(GraphError, match="has no report"):
        matrix(sample, KMR + "999999-2022")
    with pytest.raises(GraphError, match=r"no level is called 'class'; there are section, division$"):
        matrix(sample, level="class")


def test_an_empty_store_has_no_gaps_but_in_industries():
    found = counts(gaps(Store.in_memory([])))
    assert found.pop("industry-named") == (20, 20)
    assert set(found.values()) == {(0, 0)}


# --- matrix ---------------------------------------------------------------------------------------------------


def cell(found, row: str, column: str):
    at = {line.node.label if line.node else line.what: place for place, line in enumerate(found.rows)}
    across = {line.node.label if line.node else line.what: place for place, line in enumerate(found.columns)}
    return found.cells[at[row]][across[column]]


def test_the_matrix_of_the_sample(sample):
    """The project 云南裕能 is in C26 (inferred) and in 安宁市; the other and the goal are in C26, by their sentence or stated."""
    found = matrix(sample, REPORT)
    assert (len(found.rows), len(found.columns), found.total) == (21, 15, 6)
    here = cell(found, "制造业", "安宁市")
    assert (here.count, here.projects, here.commitments, here.goals, here.stated) == (1, 1, 0, 0, 0)
    here = cell(found, "制造业", "none")
    assert (here.count, here.projects, here.commitments, here.goals, here.stated) == (3, 1, 1, 1, 2)
    assert cell(found, "none", "安宁市").commitments == 1
    assert cell(found, "none", "none").goals == 1
    assert [line.count for line in found.rows if line.count] == [4, 2]


def test_the_matrix_of_what_is_stated(sample):
    found = matrix(sample, REPORT, stated=True)
    here = cell(found, "制造业", "none")
    assert (here.count, here.projects, here.commitments, here.goals) == (2, 0, 1, 1)
    assert cell(found, "none", "安宁市").count == 2  # 云南裕能 is in C26 by inference alone
    assert cell(found, "none", "none").projects == 1


def test_divisions_have_rows_where_something_is_in_them(sample):
    found = matrix(sample, REPORT, "division")
    assert [line.node and line.node.label for line in found.rows] == ["化学原料和化学制品制造业", None]
    assert found.left_out == 96


@pytest.mark.parametrize("stated", [False, True])
@pytest.mark.parametrize("level", ["section", "division"])
@pytest.mark.parametrize("report", [None, REPORT])
def test_the_query_of_a_cell_gives_its_facts(bundled, report, level, stated):
    found = matrix(bundled, report, level, stated=stated)
    for row in found.cells:
        for here in row:
            assert here.count == here.projects + here.commitments + here.goals >= here.stated
            facts = [row["fact"] for row in select(bundled, here.sparql)] if here.sparql else []
            assert len(set(facts)) == len(facts) == here.count


def test_a_zone_and_a_place_elsewhere_have_a_column_each(bundled):
    found = matrix(bundled, REPORT)
    assert [line.what for line in found.columns[-3:]] == ["zones", "elsewhere", "none"]
    assert len(found.columns) == 14 + 3
    codes = [line.node.iri for line in found.rows if line.node]
    assert codes == sorted(codes)


# --- flow -----------------------------------------------------------------------------------------------------

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


# --- in a terminal --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_terminal_shows(bundled, language):
    at = ("zh", "en").index(language)
    lines = list(tell_gaps(gaps(bundled), lambda *words: words[at]))
    assert any("goal-project" in line and "115 / 126" in line for line in lines)
    lines = list(tell_gap(gap(bundled, "goal-project"), lambda *words: words[at]))
    assert any("社会消费品零售总额" in line for line in lines)
    assert (("另有 95 项", "and 95 more")[at]) in lines[-1]
    assert any(("未写地点", "no place")[at] in line for line in tell_matrix(matrix(bundled), lambda *words: words[at]))
    told = "\n".join(tell_flow(flow(analysis.dependencies(bundled)), lambda *words: words[at]))
    assert ("没有目标", "no goal")[at] in told
    assert LAKE not in told


def test_every_answer_is_json(bundled):
    found = plain(gaps(bundled))[0]
    assert found["label"] == {"zh": "没有数量的承诺", "en": "Commitments without a number"}
    assert found["rows"][0]["node"]["class"] == "kmg:Commitment"
    assert plain(matrix(bundled))["cells"][0][0]["count"] == 0
    assert plain(flow(analysis.dependencies(bundled)))["stops"][0]["node"]["class"] == "kmg:Task"
