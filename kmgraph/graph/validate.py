"""What is wrong with a graph, in the user's words: shapes.ttl by pySHACL, and what shapes can't say by checks.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kmgraph.graph.checks import by_queries, circles, two_classes, unknown_terms
from kmgraph.graph.fault import GRAPH, Fault, Names, of_whole
from kmgraph.graph.files import parse_triples
from kmgraph.graph.labels import mislabelled
from kmgraph.graph.ontology import KMG, RDF, shorten, term, value_of
from kmgraph.graph.rdflib_terms import to_rdflib

if TYPE_CHECKING:
    from rdflib import Graph

_FACTS = frozenset(KMG + name for name in ("Fact", "Figure", "Goal", "Result", "Task", "Commitment", "Project", "Link"))
# what can't be well in a graph that has no evidence at all
_EVIDENCE = ("prov:wasDerivedFrom", "kmg:mentionedIn")


def faults(triples: Iterable[ox.Triple]) -> tuple[Fault, ...]:
    """Return everything that is wrong with a graph, each fault once, by node."""
    graph = tuple(triples)
    if nothing := tuple(_nothing_of_ours(graph)):
        return nothing
    names = Names(graph)
    bare = tuple(_without_evidence(graph))
    found = [
        *bare,
        *unknown_terms(graph, names),
        *two_classes(graph, names),
        *mislabelled(graph, names),
        *circles(graph, names),
        *_by_shapes(graph, names),
        *by_queries(graph, names),
    ]
    told = (fault for fault in found if not bare or fault.node == GRAPH or fault.path not in _EVIDENCE)
    return _once(told)


def faults_of_files(read: Mapping[str, Iterable[ox.Triple]]) -> tuple[Fault, ...]:
    """Return everything that is wrong with files that are one graph together: facts and positions, or several reports."""
    graphs = {name: tuple(triples) for name, triples in read.items()}
    if len(graphs) == 1:
        return faults(*graphs.values())
    strange = chain.from_iterable(_foreign(graph, where=name) for name, graph in graphs.items())
    return _once(chain(strange, _two_texts(graphs), faults(dict.fromkeys(chain.from_iterable(graphs.values())))))


def _once(found: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, by node; of two that say the same of a node, the first."""
    first: dict[tuple[str, str, str], Fault] = {}
    for fault in found:
        first.setdefault((fault.node, fault.path, fault.value), fault)
    return tuple(sorted(first.values()))


# --- graphs and files as a whole ------------------------------------------------------------------------------


def _nothing_of_ours(graph: tuple[ox.Triple, ...]) -> Iterator[Fault]:
    """A graph in which there is nothing to look at: empty, of another vocabulary, or without a report."""
    if foreign := tuple(_foreign(graph)):
        yield from foreign
    elif KMG + "Report" not in _classes(graph):
        yield of_whole(
            "kmg:Report",
            "holds no report: it is a part of a graph of kmgraph, or a vocabulary",
            "图中没有报告：这只是 kmgraph 图谱的一部分，或一份词表",
        )


def _foreign(graph: tuple[ox.Triple, ...], *, where: str = GRAPH) -> Iterator[Fault]:
    """RDF in which nothing is of our vocabulary; the classes or properties that are most used in it tell what it is."""
    if not graph:
        yield of_whole("rdf:type", "is empty", "空无一物", where=where)
    elif not any(name.startswith(KMG) for name in (*_classes(graph), *(t.predicate.value for t in graph))):
        used = _classes(graph) or Counter(t.predicate.value for t in graph)
        shown = " ".join(name for name, _ in sorted(used.items(), key=lambda item: (-item[1], item[0]))[:3])
        yield of_whole(
            "rdf:type",
            "has no class of kmgraph: this is RDF of another vocabulary",
            "没有 kmgraph 的类：这是其他词汇的 RDF",
            shown,
            where=where,
        )


def _classes(graph: tuple[ox.Triple, ...]) -> Counter[str]:
    """How many nodes there are of each class."""
    return Counter(value_of(t.object) for t in graph if t.predicate.value == RDF + "type")


def _without_evidence(graph: tuple[ox.Triple, ...]) -> Iterator[Fault]:
    """A graph whose facts rest on nothing: one fault, instead of one a fact."""
    typed = [(value_of(t.subject), value_of(t.object)) for t in graph if t.predicate.value == RDF + "type"]
    sentences = {node for node, kind in typed if kind == KMG + "Sentence"}
    facts = {node for node, kind in typed if kind in _FACTS}
    derived = term("prov:wasDerivedFrom")
    if facts and not any(t.predicate == derived and value_of(t.object) in sentences for t in graph):
        yield of_whole(
            "prov:wasDerivedFrom",
            "holds no evidence: not one of its facts rests on a sentence of the report",
            "没有依据：没有一条事实以报告的语句为据",
            f"{len(facts)} facts",
        )


def _two_texts(graphs: Mapping[str, tuple[ox.Triple, ...]]) -> Iterator[Fault]:
    """Reports that two files describe, each after another text: they have made the same name."""
    texts: dict[str, dict[str, str]] = {}
    for name, graph in graphs.items():
        reports = {
            t.subject for t in graph if t.predicate.value == RDF + "type" and value_of(t.object) == KMG + "Report"
        }
        for triple in graph:
            if triple.subject in reports and triple.predicate.value == KMG + "sha256":
                texts.setdefault(value_of(triple.subject), {}).setdefault(value_of(triple.object), name)
    names = Names(chain.from_iterable(graphs.values()))
    for report, found in texts.items():
        if len(set(found.values())) > 1:
            where = ", ".join(found.values())
            yield names.fault(
                report,
                "kmg:sha256",
                f"is the name of different texts in {where}: validate and keep them apart",
                f"在 {where} 中是不同文本的名称：请分别校验、分别存放",
            )


# --- shapes ---------------------------------------------------------------------------------------------------


@cache
def shapes() -> Graph:
    """Read ontology/shapes.ttl."""
    data = files("kmgraph_ontology").joinpath("shapes.ttl").read_bytes()
    return to_rdflib(parse_triples(data, "shapes.ttl"))


def _by_shapes(graph: Iterable[ox.Triple], names: Names) -> Iterator[Fault]:
    import pyshacl
    from rdflib import SH

    _, report, _ = pyshacl.validate(to_rdflib(graph), shacl_graph=shapes(), inplace=True, meta_shacl=False)
    for result in report.subjects(SH.resultSeverity, None):
        node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        messages = {m.language: str(m) for m in report.objects(result, SH.resultMessage)}
        yield names.fault(
            str(node),
            shorten(str(path)) if path is not None else "",
            messages.get("en", ""),
            messages.get("zh", ""),
            "" if value is None else shorten(str(value)),
        )
