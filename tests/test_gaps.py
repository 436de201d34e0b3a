"""What a plan leaves open: counted by hand on the sample, and each gap's own SPARQL gives its rows."""

from __future__ import annotations

import graph_sample
import pytest

from kmgraph import stores
from kmgraph.analysis.gaps import gap, gaps, questions
from kmgraph.errors import GraphError
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


def test_the_sample_counted_by_hand(sample):
    found = counted(gaps(sample, REPORT))
    # of two commitments one has a number, neither a date; the goal of GDP has no project, the one of petrochemistry has
    for key, expected in HAND.items():
        assert found[key] == expected, key


HAND = {
    "commitment-number": (1, 2),
    "commitment-date": (2, 2),
    "goal-project": (1, 2),
    "goal-support": (1, 2),
}


@pytest.mark.parametrize("report", [None, REPORT])
@pytest.mark.parametrize("key", KEYS)
def test_each_gaps_sparql_gives_its_rows(bundled, key, report):
    own = gap(bundled, key, report)
    rows = {str(row[0].value) for row in bundled.query(own.sparql)}
    assert rows == {row.node.iri for row in own.rows}
    assert own.count == len(own.rows) <= own.of
    assert 0 <= own.share <= 1
    assert own.label.zh
    assert own.means.en


def test_what_is_only_inferred_fills_no_gap_where_stated_is_asked(bundled):
    whole, stated = counted(gaps(bundled, REPORT)), counted(gaps(bundled, REPORT, stated=True))
    assert stated["goal-support"][0] > whole["goal-support"][0]
    assert all(stated[key][0] >= whole[key][0] for key in KEYS)


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
    assert client.get("/analysis/gaps/commitment-date?page=2").text.count("<li>") >= 62
    assert client.get("/analysis/gaps.json").json[0]["key"] == KEYS[0]
    assert client.get("/analysis/gaps/goal-project.json").json["sparql"].startswith("PREFIX")


def test_an_unknown_gap_is_a_404_that_lists_the_gaps(client):
    answer = client.get("/analysis/gaps/<script>")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.partition("<main")[2].replace("<script src", "")
    assert "/analysis/gaps/goal-project" in answer.text
    plain = client.get("/analysis/gaps/zzz.json")
    assert (plain.status_code, plain.text.count("\n")) == (404, 1)


def test_the_command(run):
    code, out, _ = run("analyse", "gaps", "--lang", "en")
    assert code == 0
    assert "Projects without a place (project-place)" in out.decode()
    code, out, _ = run("analyse", "gaps", "goal-project")
    assert "SELECT ?goal" in out.decode()
    code, _, error = run("analyse", "gaps", "zzz")
    assert (code, error.count("\n")) == (2, 1)
