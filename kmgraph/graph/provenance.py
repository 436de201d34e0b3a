"""Where the graph of a report comes from, in the terms of PROV-O and without a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph.ontology import mint
from kmgraph.graph.triples import chinese, describe, plain


def graph_of(key: str) -> NamedNode:
    """The node that stands for the graph of a report, by the report's key."""
    return mint("graph", key)


def provenance(
    key: str, report: NamedNode, label: str, *, done: str, version: str, sha256: str, rules: Iterable[str]
) -> Iterator[Triple]:
    """Say how the graph of a report came about: the program read the report and made the graph.

    `done` names what was done (构建), `rules` what found the facts. The same text gives the same triples.
    """
    build, agent = mint("build", key), mint("kmgraph")
    yield from describe(
        graph_of(key), "prov:Entity", ("rdfs:label", chinese(f"图谱：{label}")), ("prov:wasGeneratedBy", build)
    )
    yield from describe(
        build,
        "prov:Activity",
        ("rdfs:label", chinese(f"{done}：{label}")),
        ("kmg:version", plain(version)),
        ("kmg:sha256", plain(sha256)),
        ("kmg:rule", [Literal(rule) for rule in sorted(set(rules))]),
        ("prov:used", report),
        ("prov:wasAssociatedWith", agent),
    )
    yield from describe(agent, "prov:SoftwareAgent", ("rdfs:label", Literal("kmgraph", language="en")))
