"""From tasks to goals: on the bundled report, and as a page."""

import pytest
import web_sample
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph import stores
from kmgraph.analysis.flow import IDLE, MOST, NO_TASK, SUPPORTING, Band, by_barycentre, flow
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import Store, write_store
from kmgraph_web.app import create_app

REPORT = KMR + "530100-2022"
INDUSTRY = REPORT + "-task-a19ac991"
STORE = stores.open_store(stores.bundled_store())


# from, property, to, basis; b is part of a, r is in no task
LINKS = (
    ("a", "includes", "p", "stated"),
    ("b", "includes", "q", "inferred"),
    ("p", "supports", "g", "stated"),
    ("r", "supports", "g", "inferred"),
)
KINDS = {"a": "Task", "b": "Task", "p": "Project", "q": "Project", "r": "Project", "g": "Goal"}


def by_hand():
    for name, kind in KINDS.items():
        yield Quad(NamedNode(KMR + name), term("rdf:type"), term(f"kmg:{kind}"))
        yield Quad(NamedNode(KMR + name), term("rdfs:label"), Literal(name))
    yield Quad(NamedNode(KMR + "b"), term("kmg:partOf"), NamedNode(KMR + "a"))
    for number, (start, name, end, basis) in enumerate(LINKS):
        link, one, other = NamedNode(f"{KMR}link-{number}"), NamedNode(KMR + start), NamedNode(KMR + end)
        yield Quad(one, term(f"kmg:{name}"), other)
        yield Quad(link, term("rdf:subject"), one)
        yield Quad(link, term("rdf:predicate"), term(f"kmg:{name}"))
        yield Quad(link, term("rdf:object"), other)
        yield Quad(link, term("kmg:basis"), term(f"kmg:{basis}"))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (
            False,
            {
                ("a", SUPPORTING, 1, False),
                ("a", IDLE, 1, True),
                (NO_TASK, SUPPORTING, 1, False),
                (SUPPORTING, "g", 2, False),
            },
        ),
        (True, {("a", SUPPORTING, 1, False), (NO_TASK, IDLE, 2, False), (SUPPORTING, "g", 1, False)}),
    ],
)
def test_the_bands_are_those_counted_by_hand(tmp_path, stated, expected):
    write_store(tmp_path / "store", by_hand(), {"version": "0.1.0"})
    found = flow(Store.open(tmp_path / "store"), stated=stated)
    short = (
        Band(one.start.removeprefix(KMR), one.end.removeprefix(KMR), one.number, one.inferred) for one in found.bands
    )
    assert {(one.start, one.end, one.number, one.inferred) for one in short} == expected


def test_the_ten_tasks_flow_into_two_groups():
    found = flow(STORE, REPORT)
    assert len(found.columns[0]) == 10
    assert set(found.columns[1]) == {SUPPORTING, IDLE}
    assert sum(band.number for band in found.bands if band.start == SUPPORTING) == 31


def test_stated_bands_alone_hold_no_inferred_one():
    assert any(band.inferred for band in flow(STORE, REPORT).bands)
    assert not any(band.inferred for band in flow(STORE, REPORT, stated=True).bands)


def test_a_task_shows_its_projects_and_says_what_it_cuts():
    found = flow(STORE, REPORT, INDUSTRY)
    assert found.columns[0] == (INDUSTRY,)
    assert len(found.columns[1]) == MOST
    assert len(found.columns[1]) - 1 + found.cut_projects == 31
    assert sum(band.number for band in found.bands if band.start == INDUSTRY) == 31


def test_a_column_follows_the_one_before():
    bands = {("a", "x"): [True], ("b", "y"): [True, False], ("b", "x"): [False], ("c", "w"): [True]}
    assert by_barycentre("wxy", "abc", bands) == ("x", "y", "w")  # at 0.5, 1 and 2


def test_what_is_no_task_is_refused():
    with pytest.raises(KeyError):
        flow(STORE, REPORT, REPORT)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_sample.write(tmp_path_factory.mktemp("web") / "store")).test_client()


@pytest.mark.parametrize("query", ["", "&stated=1", f"&task={web_sample.TASK}"])
def test_the_drawing_and_the_table_show_each_band(client, query):
    page = client.get(f"/analysis/flow?lang=en{query}")
    bands = client.get(f"/analysis/flow.json?lang=en{query}").get_json()["bands"]
    assert page.status_code == 200
    assert page.text.count('<path class="band') == page.text.count("<tr><td>") == len(bands)
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("path", ["/analysis/flow", "/analysis/flow.json"])
def test_an_unknown_task_is_not_found(client, path):
    assert client.get(f"{path}?task=<b>").status_code == 404
