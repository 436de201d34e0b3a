"""A fault of a graph, and what names its node to the user: label and sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kmgraph.graph.ontology import shorten, value_of

GRAPH = "the graph"  # what a fault names that no single node has


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: the node, its label and the sentence it rests on ("" where it has none), and what it is."""

    node: str
    label: str
    path: str
    en: str
    zh: str
    value: str
    sentence: str

    def __str__(self) -> str:
        label = f" “{self.label}”" if self.label else ""
        value = f" ({self.value})" if self.value else ""
        sentence = f" — “{self.sentence}”" if self.sentence and self.sentence != self.label else ""
        return f"{self.node}{label}: {self.path}: {self.en}{value} · {self.zh}{sentence}"


def of_whole(path: str, en: str, zh: str, value: str = "", *, where: str = GRAPH) -> Fault:
    """A fault of a whole graph or file, which `where` names."""
    return Fault(where, "", path, en, zh, value, "")


class Names:
    """Labels and sentences of the nodes of a graph."""

    def __init__(self, graph: Iterable[ox.Triple]) -> None:
        self.labels: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._derived: dict[str, str] = {}
        for triple in graph:
            subject, value = value_of(triple.subject), value_of(triple.object)
            match shorten(triple.predicate.value):
                case "rdfs:label":
                    self.labels.setdefault(subject, value)
                case "kmg:text":
                    self._texts[subject] = value
                case "prov:wasDerivedFrom":
                    self._derived.setdefault(subject, value)

    def fault(self, node: str, path: str, en: str, zh: str, value: str = "") -> Fault:
        """A fault of a node, with its label and its sentence."""
        sentence = self._texts.get(node) or self._texts.get(self._derived.get(node, ""), "")
        return Fault(shorten(node), self.labels.get(node, ""), path, en, zh, value, sentence)
