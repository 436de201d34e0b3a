"""What the editor completes: classes and properties that the graph uses, and its nodes by their names."""

from __future__ import annotations

from kmgraph.graph.ontology import shorten
from kmgraph.graph.store import Store
from kmgraph_web import search, void
from kmgraph_web.current import remembered
from kmgraph_web.words import kind_label, kind_name, property_label

MOST = 20
_UNCALLED = frozenset({"Sentence", "Section"})  # they have words, but nobody calls them so
Entry = dict[str, str]


@remembered
def terms_of(store: Store, language: str) -> dict[str, list[Entry]]:
    """Return classes and properties, the most used first, each with what the reader calls it in that language."""
    counted = void.counted(store)
    classes = sorted(counted.classes, key=lambda found: (-found.entities, found.iri))
    properties = sorted(counted.properties, key=lambda pair: (-pair[1], pair[0]))
    return {
        "classes": [{"name": shorten(found.iri), "label": kind_label(found.iri)} for found in classes],
        "properties": [{"name": shorten(iri), "label": property_label(iri)} for iri, _ in properties],
    }


def names_of(store: Store, words: str) -> list[Entry]:
    """Return nodes that are called so, with their class."""
    hits = search.hits(store, search.read(store, words), 2 * MOST) if words.strip() else ()
    called = [hit.node for hit in hits if kind_name(hit.node.kind) not in _UNCALLED][:MOST]
    return [{"name": shorten(node.iri), "label": node.label, "kind": kind_label(node.kind)} for node in called]
