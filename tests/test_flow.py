"""From tasks to goals: on the bundled report, and as a page."""

import pytest
import web_sample

from kmgraph import stores
from kmgraph.analysis.flow import IDLE, MOST, SUPPORTING, by_barycentre, flow
from kmgraph.graph.ontology import KMR
from kmgraph_web.app import create_app

REPORT = KMR + "530100-2022"
INDUSTRY = REPORT + "-task-a19ac991"
STORE = stores.open_store(stores.bundled_store())


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
