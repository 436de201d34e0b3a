"""Which node a reader means: an IRI, a `kmr:` name, or what it is called."""

from __future__ import annotations

import difflib
import unicodedata

from kmgraph.analysis.answers import in_text
from kmgraph.analysis.dependencies import Projection, attributes_of
from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, expand, shorten

_SHOWN = 8  # candidates that an error lists


class ChoiceError(GraphError):
    """A name (`asked`) that means no node, or several; `candidates` are those it may mean, the likeliest first."""

    def __init__(self, message: str, asked: str, candidates: tuple[str, ...], *, ambiguous: bool) -> None:
        super().__init__(message)
        self.asked = asked
        self.candidates = candidates
        self.ambiguous = ambiguous


def choose(graph: Projection, name: str, kind: str | None = None) -> str:
    """Return the node that a name means, of one class (`Goal`) where that is named.

    A label counts whole first, then as part of a longer one. Raises ChoiceError where several nodes are called so, with the
    candidates, and where none is, with the nearest labels.
    """
    wanted = folded(name)
    if not wanted:
        raise ChoiceError("no node is named; give its IRI, its kmr: name or its label", name, (), ambiguous=False)
    if (iri := expand(name)) in graph and kind in (None, attributes_of(graph, iri)["kind"].removeprefix(KMG)):
        return iri
    nodes = [n for n in graph if kind is None or attributes_of(graph, n)["kind"] == KMG + kind]
    labels = {node: folded(attributes_of(graph, node)["label"]) for node in nodes}
    for found in ([n for n in nodes if labels[n] == wanted], [n for n in nodes if wanted in labels[n]]):
        if len(found) == 1:
            return found[0]
        if found:
            found.sort(key=lambda node: in_text(graph, node))
            meant = f"“{name}” may mean {_listed(graph, found)}; name one of them by its kmr: name"
            raise ChoiceError(meant, name, tuple(found), ambiguous=True)
    near = difflib.get_close_matches(wanted, sorted(set(labels.values())), n=_SHOWN, cutoff=0.3)
    offered = [node for label in near for node in nodes if labels[node] == label]
    what = f"no {kind.lower()}" if kind else "no goal, task, project or commitment"
    hint = f"; the nearest are {_listed(graph, offered)}" if offered else ""
    raise ChoiceError(f"{what} is called “{name}”{hint}", name, tuple(offered), ambiguous=False)


def folded(text: str) -> str:
    """Return a text as it is compared: compatibility characters and case aside, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _listed(graph: Projection, nodes: list[str]) -> str:
    shown = ", ".join(f"{attributes_of(graph, node)['label']} ({shorten(node)})" for node in nodes[:_SHOWN])
    return f"{shown} and {len(nodes) - _SHOWN} more" if len(nodes) > _SHOWN else shown
