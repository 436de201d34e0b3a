"""A patch, applied by Oxigraph to the old graph, gives the new one."""

from collections.abc import Iterable

import graph_sample
import pyoxigraph as ox
import pytest
from two_years import AFTER, BEFORE, graph

from kmgraph.errors import GraphError
from kmgraph.graph.patch import patch
from kmgraph.graph.store import to_quads

ONE, OTHER = graph(BEFORE), graph(BEFORE.replace("增长7%左右", "增长8%左右"))


def plain(triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    return [ox.Quad(*triple) for triple in triples]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (plain(ONE.triples), plain(OTHER.triples)),
        (plain(ONE.facts), plain(OTHER.facts)),
        (plain(ONE.triples), plain(graph(AFTER).triples)),
        (list(to_quads([ONE])), list(to_quads([OTHER, graph_sample.graph()]))),
        (list(to_quads([ONE])), []),
        ([], plain([ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.Literal('"甲"\n\\乙\r\t\u0001{}'))])),
    ],
)
def test_applied_to_the_old_graph_it_gives_the_new_one(old: list[ox.Quad], new: list[ox.Quad]) -> None:
    store = ox.Store()
    store.bulk_extend(old)
    store.update(patch(old, new))
    assert set(store) == set(new)


def test_equal_graphs_have_no_patch_and_the_order_of_triples_makes_none() -> None:
    assert patch(plain(ONE.triples), plain(ONE.triples[::-1])) == ""
    assert patch(plain(ONE.triples), plain(OTHER.triples)) == patch(
        plain(ONE.triples[::-1]), plain(OTHER.triples[::-1])
    )


def test_a_change_of_one_word_is_a_short_patch_of_facts() -> None:
    lines = patch(plain(ONE.facts), plain(OTHER.facts)).splitlines()
    assert (lines[0], lines.count("} ;"), "INSERT DATA {" in lines) == ("DELETE DATA {", 2, True)
    assert any(line.endswith('ontology#value> "8"^^<http://www.w3.org/2001/XMLSchema#decimal> .') for line in lines)


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(GraphError, match="which blank node is which"):
        patch([], plain([ox.Triple(ox.BlankNode("x"), ox.NamedNode("a:c"), ox.Literal("y"))]))
