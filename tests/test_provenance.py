"""Where it all comes from: every fact opens its sentence, every link says its basis, every graph names its build."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

import graph_sample
import pytest
from pyoxigraph import NamedNode, Triple

from kmgraph.graph.files import turtle
from kmgraph.graph.ontology import KMG, KMR, RDF, term, value_of
from kmgraph.pipeline import build_graph
from kmgraph.stores import bundled_graph, bundled_report

TEXT = bundled_report().read_text(encoding="utf-8")
FACTS = ("Goal", "Result", "Task", "Commitment", "Project", "Link")
REPORT, BUILD, GRAPH = "530100-2022", "530100-2022-build", "530100-2022-graph"


@cache
def said() -> dict[tuple[str, str], list[str]]:
    """What the bundled graph says, by node and property."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for triple in bundled_graph().triples:
        found[value_of(triple.subject), triple.predicate.value].append(value_of(triple.object))
    return found


def of(node: str, name: str) -> list[str]:
    return said().get((node, term(name).value), [])


def nodes(*classes: str) -> Iterator[str]:
    """The nodes of classes of ours."""
    wanted = {KMG + name for name in classes}
    return (value_of(t.subject) for t in bundled_graph().facts if is_a(t) and value_of(t.object) in wanted)


def is_a(triple: Triple) -> bool:
    return triple.predicate.value == RDF + "type"


@pytest.mark.parametrize("kind", FACTS)
def test_the_sentence_of_every_fact_is_what_the_report_says_there(kind: str) -> None:
    """By its position, by its quote and word for word: `report[start:end]`."""
    facts = list(nodes(kind))
    assert len(facts) > 40
    for fact in facts:
        sentences = of(fact, "prov:wasDerivedFrom")
        assert sentences, fact
        for sentence in sentences:
            (text,) = of(sentence, "kmg:text")
            position, quote = sorted(of(sentence, "oa:hasSelector"))
            (start,), (end,) = of(position, "oa:start"), of(position, "oa:end")
            (exact,), before, after = of(quote, "oa:exact"), of(quote, "oa:prefix"), of(quote, "oa:suffix")
            assert TEXT[int(start) : int(end)] == text == exact
            assert "".join((*before, exact, *after)) in TEXT


def test_every_link_says_how_it_is_known_and_by_which_rule() -> None:
    for link in nodes("Link"):
        assert of(link, "kmg:basis") in (["stated"], ["inferred"])
        assert of(link, "kmg:rule")
        (subject,), (predicate,), (value,) = (of(link, f"rdf:{name}") for name in ("subject", "predicate", "object"))
        assert value in said()[subject, predicate]


def test_the_graph_names_the_build_that_made_it() -> None:
    """The graph was made by the build, the build read the report, and the program ran it."""
    assert of(KMR + REPORT, "dcterms:isReferencedBy") == [KMR + GRAPH]
    assert of(KMR + GRAPH, "prov:wasGeneratedBy") == [KMR + BUILD]
    assert of(KMR + BUILD, "prov:used") == [KMR + REPORT]
    assert of(KMR + BUILD, "prov:wasAssociatedWith") == [KMR + "kmgraph"]
    assert of(KMR + "kmgraph", "rdf:type") == [term("prov:SoftwareAgent").value]


def test_the_build_names_version_text_and_every_rule() -> None:
    assert of(KMR + BUILD, "kmg:version") == [version("kmgraph")]
    assert (
        of(KMR + BUILD, "kmg:sha256") == of(KMR + REPORT, "kmg:sha256") == [hashlib.sha256(TEXT.encode()).hexdigest()]
    )
    used = {rule for node in nodes("Goal", "Result", "Project", "Link") for rule in of(node, "kmg:rule")}
    assert set(of(KMR + BUILD, "kmg:rule")) >= used


def test_there_is_no_clock_in_it() -> None:
    """Built twice, the same bytes; and nothing in it is a date or a time."""
    assert turtle(build_graph(bundled_report()).triples) == turtle(bundled_graph().triples)
    types = {triple.object.datatype for triple in bundled_graph().triples if not isinstance(triple.object, NamedNode)}
    assert {kind.value.rpartition("#")[2] for kind in types} == {
        "string", "langString", "integer", "decimal", "boolean", "gYear",
    }  # fmt: skip


def test_provenance_costs_a_few_triples_a_report() -> None:
    """Eight, and one a rule: no fact is told its build, which its report's graph knows."""
    graph = graph_sample.graph()
    names = {NamedNode(KMR + GRAPH), NamedNode(KMR + BUILD), NamedNode(KMR + "kmgraph")}
    about = [t for t in graph.facts if t.subject in names and t.predicate != term("kmg:rule")]
    assert len(about) == 3 + 3 + 2 + 2 + 1
