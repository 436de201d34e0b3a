"""A resource's JSON-LD within its page, for whoever reads pages by program: a data block, which no browser runs."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from kmgraph.graph import description
from kmgraph.graph.jsonld import to_jsonld
from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.store import Store
from kmgraph_web.current import remembered

MOST = 20  # values of a property in one direction: the whole is a file of its own
# what ends a script element or begins a comment in it, and what older scripts take for an end of line
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@remembered
def datablock(store: Store, iri: str) -> Markup:
    """Write the description of a node as JSON-LD that no label can break out of: `</script>` as `\\u003c/script\\u003e`."""
    document = json.loads(to_jsonld(description.describe(store, iri, MOST).triples))
    document["@context"] = needed(document)
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate(_ESCAPED))


def needed(document: dict[str, Any]) -> dict[str, Any]:
    """The part of the context that the document uses: the whole is longer than most descriptions."""
    names = {name for node in document["@graph"] for name in node}
    context = {name: meaning for name, meaning in document["@context"].items() if name.startswith("@") or name in names}
    text = json.dumps([document["@graph"], context])
    prefixes = {name: iri for name, iri in PREFIXES.items() if f'"{name}:' in text}
    return {**context, **prefixes}
