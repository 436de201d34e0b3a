"""What a plan leaves open: counted by hand on the sample, and each gap's own SPARQL gives its rows."""

from __future__ import annotations

import re

import graph_sample
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph import analysis, stores
from kmgraph.analysis.gaps import counted as count_all
from kmgraph.analysis.gaps import gap, gaps, questions
from kmgraph.errors import GraphError
from kmgraph.graph.briefs import brief
from kmgraph.graph.ontology import KMG, KMR, term
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store, to_quads
from kmgraph_web.app import create_app

REPORT = "https://w3id.org/kmgraph/id/530100-2022"
KEYS = [asked.key for asked in questions()]


@pytest.fixture(scope="module")
def sample():
    return Store.in_memory(to_quads([graph_sample.graph()]))


@pytest.fixture(scope="module")
def bundled():
    return stores.open_store(stores.bundled_store())


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundled") / "store"
    stores.load([stores.bundled_graph()], path)
    return create_app(path).test_client()


def counted(found) -> dict[str, tuple[int, int]]:
    return {each.key: (each.count, each.of) for each in found}


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
def test_the_sample_counted_by_hand(sample, report):
    assert counted(gaps(sample, report)) == SAMPLE


@pytest.fixture(scope="module")
def two_years():
    """The bundled report beside itself a year later: in every list nodes of both, whose sentences have the same place in the text."""
    quads = list(to_quads([stores.bundled_graph()]))
    return Store.in_memory([*quads, *map(_of_2023, quads)])


@pytest.mark.parametrize("stated", [False, True])
@pytest.mark.parametrize("report", [None, REPORT])
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("store", ["sample", "bundled", "two_years"])
def test_each_gaps_sparql_gives_its_rows(request, store, key, report, stated):
    """Its own query, asked by itself, gives what the gap lists: the same nodes in the same order, with the same sentences."""
    asked = request.getfixturevalue(store)
    own = gap(asked, key, report, stated=stated)
    rows = [(next(iter(row.values())), row) for row in select(asked, own.sparql)]
    assert [(iri, row["label"], row.get("sentence", ""), row.get("text", "")) for iri, row in rows] == [
        (row.node.iri, row.node.label, row.sentence, row.quote) for row in own.rows
    ]
    assert own.count == len(own.rows) <= own.of
    assert 0 <= own.share <= 1
    assert own.label.zh
    assert own.means.en


@pytest.mark.parametrize("stated", [False, True])
@pytest.mark.parametrize("report", [None, REPORT])
@pytest.mark.parametrize("store", ["sample", "bundled", "two_years"])
def test_all_gaps_together_are_what_each_is_alone_and_counted_alike(request, store, report, stated):
    asked = request.getfixturevalue(store)
    every = gaps(asked, report, stated=stated)
    assert every == tuple(gap(asked, key, report, stated=stated) for key in KEYS)
    told = [(each.key, each.count, each.of, each.share, each.sparql, each.basis) for each in every]
    counts = count_all(asked, report, stated=stated)
    assert [(each.key, each.count, each.of, each.share, each.sparql, each.basis) for each in counts] == told


def test_what_fills_a_gap_is_read_out_of_its_query():
    (asked,) = (each for each in questions() if each.key == "goal-support")
    assert [" ".join(filling.split()) for filling in asked.fillings(stated=False)] == [
        "?holder kmg:supports ?goal .",
        "?goal kmg:dependsOn ?other .",
    ]
    stated = [" ".join(filling.split()) for filling in asked.fillings(stated=True)]
    assert len(stated) == 4
    assert stated[1].endswith("MINUS { ?any rdf:subject ?holder ; rdf:predicate kmg:supports ; rdf:object ?goal }")


def test_what_is_only_inferred_fills_no_gap_where_stated_is_asked(bundled):
    whole, stated = counted(gaps(bundled, REPORT)), counted(gaps(bundled, REPORT, stated=True))
    assert stated["goal-support"][0] > whole["goal-support"][0]
    assert all(stated[key][0] >= whole[key][0] for key in KEYS)


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


@pytest.mark.parametrize(
    ("basis", "missing"), [("stated", False), ("inferred", True), (None, False)]
)  # what hangs on no link counts as stated, as in the dependency projection
def test_with_stated_alone_an_inferred_relation_fills_no_gap(basis, missing):
    gdp = "goal-22222222"
    store = with_more(linked(basis, "project-99999999", "kmg:supports", gdp))
    assert counted(gaps(store))["goal-project"] == (0, 2)
    rows = gap(store, "goal-project", REPORT, stated=True).rows
    assert [row.node.iri for row in rows] == ([f"{REPORT}-{gdp}"] if missing else [])


def test_a_relation_that_is_stated_once_and_inferred_once_is_stated():
    both = [linked(basis, "project-99999999", "kmg:supports", "goal-22222222") for basis in ("stated", "inferred")]
    assert gap(with_more(*both), "goal-project", stated=True).count == 0


def test_a_goal_that_rests_on_another_goal_alone_has_a_support_and_no_project():
    store = with_more(linked("stated", "goal-22222222", "kmg:dependsOn", "goal-33333333"))
    assert counted(gaps(store))["goal-support"] == (0, 2)
    assert counted(gaps(store))["goal-project"] == (1, 2)


def test_rows_are_read_when_they_are_asked_for_and_once(sample):
    found = gaps(sample)
    assert not any("rows" in vars(each) for each in found)
    assert all(len(each.rows) == each.count for each in found)
    assert found[0].rows is found[0].rows


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


def test_an_unknown_key_or_report_is_refused_with_what_there_is(bundled):
    with pytest.raises(GraphError, match=r"no gap is called 'nothing'; there are commitment-number, "):
        gap(bundled, "nothing")
    with pytest.raises(GraphError, match=r"the store has no report kmr:1; there are: kmr:530100-2022"):
        gaps(bundled, "https://w3id.org/kmgraph/id/1")


def test_the_pages(client):
    shown = client.get("/analysis/gaps").text
    assert all(f"/analysis/gaps/{key}" in shown for key in KEYS)
    one = client.get("/analysis/gaps/district-named", headers={"Accept-Language": "en"}).text
    assert "Districts that are hardly named" in one
    assert "官渡区" in one
    assert "<summary>SPARQL</summary>" in one
    assert "SELECT" in one.partition("<summary>SPARQL</summary>")[2]
    assert client.get("/analysis/gaps/commitment-date?page=2").text.count("<li>") >= 62
    assert client.get("/analysis/gaps.json").json[0]["key"] == KEYS[0]
    assert client.get("/analysis/gaps/goal-project.json").json["sparql"].startswith("PREFIX")


@pytest.mark.parametrize("stated", [False, True])
def test_of_several_reports_each_node_is_one_row(stated):
    """Both reports of the sample measure GDP, each in its own sentence of the same place in the text."""
    store = Store.in_memory(
        [*to_quads([graph_sample.graph()]), *(_of_2023(q) for q in to_quads([graph_sample.graph()]))]
    )
    for found in gaps(store, stated=stated):
        rows = [next(iter(row.values())) for row in select(store, found.sparql)]
        assert len(set(rows)) == len(rows) == found.count, found.key
    one, both = counted(gaps(store, REPORT)), counted(gaps(store))
    assert both["commitment-date"] == (4, 4)
    assert one == SAMPLE


def _of_2023(quad: Quad) -> Quad:
    """The same statement in a report of the next year."""

    def other(node):
        return NamedNode(node.value.replace("530100-2022", "530100-2023")) if isinstance(node, NamedNode) else node

    return Quad(other(quad.subject), quad.predicate, other(quad.object), other(quad.graph_name))


@pytest.mark.parametrize("key", KEYS)
def test_every_row_leads_to_a_page_and_to_a_sentence(client, key):
    shown = client.get(f"/analysis/gaps/{key}").text
    links = set(re.findall(r'href="(/id/[^"]*)"', shown))
    assert links
    for link in list(links)[:40]:
        assert client.get(link).status_code == 200, link


def test_what_the_report_never_names_has_no_page(client):
    shown = client.get("/analysis/gaps/district-named").text
    assert "district-530111" not in shown.partition("<ol")[2]  # 官渡区
    assert "没有一句提到" in shown


@pytest.mark.parametrize(
    "page",
    ["", "/impact", "/support", "/critical", "/order", "/cycles", "/gaps", "/gaps/goal-project", "/matrix", "/flow"],
)
def test_an_unknown_report_is_a_404_that_names_those_there_are(client, page):
    answer = client.get(f"/analysis{page}?report=999999-2022")
    assert answer.status_code == 404
    assert "there is no report 999999-2022; there are kmr:530100-2022" in answer.text
    if page:
        answer = client.get(f"/analysis{page}.json?report=999999-2022")
        assert answer.status_code == 404
        assert "there are kmr:530100-2022" in answer.get_json()["error"]


def test_a_page_that_a_gap_has_not_is_a_404(client):
    assert client.get("/analysis/gaps/commitment-date?page=2").status_code == 200
    assert client.get("/analysis/gaps/commitment-date?page=3").status_code == 404


def test_an_unknown_gap_is_a_404_that_lists_the_gaps(client):
    answer = client.get("/analysis/gaps/<script>")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.partition("<main")[2].replace("<script src", "")
    assert "/analysis/gaps/goal-project" in answer.text
    plain = client.get("/analysis/gaps/zzz.json")
    assert plain.status_code == 404
    assert plain.get_json()["error"].startswith("no gap is called zzz; there are commitment-number, ")


def test_the_command(run):
    code, out, _ = run("analyse", "gaps", "--lang", "en")
    assert code == 0
    assert "Projects without a place (project-place)" in out.decode()
    code, out, _ = run("analyse", "gaps", "goal-project")
    assert "SELECT ?goal" in out.decode()
    code, _, error = run("analyse", "gaps", "zzz")
    assert (code, error.count("\n")) == (2, 1)
