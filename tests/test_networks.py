import graph_sample
import networkx as nx
import pytest

from kmgraph.graph.networks import to_gexf, to_graphml
from kmgraph.graph.ontology import KMG
from kmgraph.graph.selection import whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.stores import bundled_graph

PROJECT, GOAL = "kmr:530100-2022-project-99999999", "kmr:530100-2022-goal-33333333"


@pytest.fixture(scope="module")
def sample():
    return whole(Store.in_memory(to_quads([graph_sample.graph()])))


def test_a_network_for_yed(sample):
    network = nx.parse_graphml(to_graphml(sample).decode(), force_multigraph=True)
    assert network.nodes[PROJECT]["label"] == "云南裕能"
    assert network.edges[PROJECT, GOAL, "kmg:supports"]["label"] == "kmg:supports"
    assert network.edges[PROJECT, GOAL, "kmg:supports"]["name"] == "支撑 supports"


def test_a_network_for_gephi(sample, tmp_path):
    (tmp_path / "a.gexf").write_bytes(to_gexf(sample))
    network = nx.read_gexf(tmp_path / "a.gexf")
    assert (network.nodes[PROJECT]["label"], network.nodes[PROJECT]["class"]) == ("云南裕能", "Project")
    colours = {node["class"]: tuple(node["viz"]["color"].values()) for _, node in network.nodes(data=True)}
    assert len(set(colours.values())) == len(colours) > 8
    assert network.edges[PROJECT, GOAL]["label"] == "kmg:supports"


def test_no_clock_stands_in_it(sample):
    assert b"lastmodified" not in to_gexf(sample)


def test_both_hold_the_same_nodes_and_edges(tmp_path):
    bundled = whole(Store.in_memory(to_quads([bundled_graph()])))
    (tmp_path / "a.gexf").write_bytes(to_gexf(bundled))
    gexf = nx.read_gexf(tmp_path / "a.gexf")
    graphml = nx.parse_graphml(to_graphml(bundled).decode(), force_multigraph=True)
    assert set(gexf.nodes) == set(graphml.nodes)
    assert set(gexf.edges) == set(graphml.edges)
    shared = {KMG + "Phase", KMG + "Unit"}
    nodes = {
        triple.subject
        for triple in bundled.triples
        if bundled.kinds.get(triple.subject.value, KMG + "Phase") not in shared
    }
    phases = {node["phase"] for _, node in gexf.nodes(data=True) if "phase" in node}
    assert phases == {"前期", "开工", "在建", "建成", "投产", "运营"}
    assert len(gexf.nodes) == len(nodes)
    assert len(gexf.edges) > 1000
