"""The dependency projection of a graph: what rests on what, as a NetworkX `MultiDiGraph`.

An edge reads *A depends on B*. Its definition stands in ontology/kmgraph.ttl at `kmg:restsOn`:

    goal        → project or commitment that supports it (kmg:supports)
    task        → the projects and goals that it includes (kmg:includes), its parts and commitments (kmg:partOf)
    commitment  → the projects that it names; the goals too, unless it is itself the means to goals: those are its outcome
    anything    → what it depends on (kmg:dependsOn): second phase → first, indicator → its parts
    project     → the project that it continues (kmg:continues)

That a plan figure continues last year's result is context and no edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

import networkx as nx

from kmgraph.graph.ontology import KMG, shorten
from kmgraph.graph.queries import KINDS, select
from kmgraph.graph.store import Store

if TYPE_CHECKING:
    Projection = nx.MultiDiGraph[str]
else:
    Projection = nx.MultiDiGraph

STATED, INFERRED = "stated", "inferred"
WEIGHTS = {STATED: 1.0, INFERRED: 0.5}

RELATIONS = """
SELECT ?subject ?property ?object {
  VALUES ?property { kmg:supports kmg:includes kmg:partOf kmg:dependsOn kmg:continues }
  ?subject ?property ?object .
}
"""

LINKS = """
SELECT ?link ?subject ?property ?object ?basis ?rule ?sentence ?text ?position {
  VALUES ?property { kmg:supports kmg:includes kmg:partOf kmg:dependsOn kmg:continues }
  ?link rdf:predicate ?property ; rdf:subject ?subject ; rdf:object ?object ; kmg:basis ?basis .
  OPTIONAL { ?link kmg:rule ?rule }
  OPTIONAL {
    ?link prov:wasDerivedFrom ?sentence
    OPTIONAL { ?sentence kmg:text ?text }
    OPTIONAL { ?sentence kmg:order ?position }
  }
}
"""

NODES = """
SELECT ?node ?kind ?label ?phase ?phaseOrder ?sentence ?position {
  VALUES ?kind { kmg:Goal kmg:Project kmg:Task kmg:Commitment }
  ?node a ?kind .
  OPTIONAL { ?node rdfs:label ?label }
  OPTIONAL { ?node kmg:phase ?phase . OPTIONAL { ?phase kmg:order ?phaseOrder } }
  OPTIONAL { ?node prov:wasDerivedFrom ?sentence . OPTIONAL { ?sentence kmg:order ?position } }
}
"""


class NodeAttributes(TypedDict):
    """What a node of the projection carries: `position` is its first sentence's place in the text, `phase` a project's stage.

    `stage` is the stage's place in its scheme, 0 where none is known.
    """

    label: str
    kind: str
    phase: str
    stage: int
    position: int


class DependencyAttributes(TypedDict):
    """What an edge carries: how much it weighs, how it is known, and the sentence that bears it out, with its place and words."""

    weight: float
    property: str
    basis: str
    rule: str
    sentence: str
    position: int
    quote: str


class _Triple(NamedTuple):
    subject: str
    property: str
    object: str


def dependencies(store: Store, report: str | None = None) -> Projection:
    """Read the dependency projection of a store, or of one report of it.

    Nodes are IRIs with `NodeAttributes`, edges have `DependencyAttributes`; the graph is frozen. A relation that two sentences
    bear out is two edges: the heaviest first, of as heavy ones the first in the text. A triple that hangs on no link (of a
    foreign graph) counts as stated, without rule or sentence.
    """
    known = _nodes(store, report)
    links: dict[_Triple, list[DependencyAttributes]] = defaultdict(list)
    for row in select(store, LINKS, report=report):
        attributes = _attributes(row)
        if attributes not in (said := links[_Triple(row["subject"], row["property"], row["object"])]):
            said.append(attributes)
    relations = sorted(_Triple(*row.values()) for row in select(store, RELATIONS, report=report))
    graph: Projection = nx.MultiDiGraph(basis="stated and inferred")
    for iri in sorted(known):
        graph.add_node(iri, **known[iri])
    edges: dict[_Edge, list[DependencyAttributes]] = defaultdict(list)
    for triple, edge in _directed(relations, known):
        edges[edge] += links[triple] or [_attributes(triple._asdict())]
    for (source, target), parallel in edges.items():
        for attributes in sorted(parallel, key=_strongest_first):
            graph.add_edge(source, target, **attributes)
    return _frozen(graph)


def stated_only(graph: Projection) -> Projection:
    """Return the projection with the edges alone that the report states; every node stays."""
    stated: Projection = nx.MultiDiGraph(basis=STATED)
    stated.add_nodes_from(graph.nodes(data=True))
    for source, target, edge in graph.edges(data=True):
        if edge["basis"] == STATED:
            stated.add_edge(source, target, **edge)
    return _frozen(stated)


def _frozen(graph: Projection) -> Projection:
    nx.freeze(graph)
    return graph


def basis_of(graph: Projection) -> str:
    """Tell which edges a projection has: `stated`, or `stated and inferred`."""
    return str(graph.graph.get("basis", "stated and inferred"))


def _attributes(row: dict[str, str]) -> DependencyAttributes:
    basis = row.get("basis", STATED)
    return DependencyAttributes(
        weight=WEIGHTS.get(basis, WEIGHTS[INFERRED]),
        property=row["property"],
        basis=basis,
        rule=row.get("rule", ""),
        sentence=row.get("sentence", ""),
        position=int(row.get("position", 0)),
        quote=row.get("text", ""),
    )


def _strongest_first(edge: DependencyAttributes) -> tuple[object, ...]:
    """What is stated comes first, then what a sentence says, then what stands first in the text."""
    told = not edge["sentence"], edge["position"]
    return -edge["weight"], *told, edge["property"], edge["rule"], edge["sentence"]


def _nodes(store: Store, report: str | None) -> dict[str, NodeAttributes]:
    """Every goal, project, task and commitment; of several phases the latest, of several sentences the first."""
    found: dict[str, NodeAttributes] = {}
    for row in select(store, NODES, report=report):
        position, stage = int(row.get("position", 0)), int(row.get("phaseOrder", 0))
        label, phase = row.get("label", shorten(row["node"])), row.get("phase", "")
        node = found.setdefault(
            row["node"], NodeAttributes(label=label, kind=row["kind"], phase=phase, stage=stage, position=position)
        )
        node["label"] = min(node["label"], label)
        node["kind"] = min(node["kind"], row["kind"], key=KINDS.index)
        node["position"] = min(node["position"], position)
        node["stage"], node["phase"] = max((node["stage"], node["phase"]), (stage, phase))
    return found


# --- which way an edge goes -----------------------------------------------------------------------------------

_Edge = tuple[str, str]


def _directed(relations: Iterable[_Triple], nodes: dict[str, NodeAttributes]) -> Iterator[tuple[_Triple, _Edge]]:
    """Yield each relation that bears weight with its edge, from what depends to what it depends on."""
    known = [triple for triple in relations if triple.subject in nodes and triple.object in nodes]
    means = {triple.subject for triple in known if triple.property == KMG + "supports"}
    for triple in known:
        kinds = nodes[triple.subject]["kind"].removeprefix(KMG), nodes[triple.object]["kind"].removeprefix(KMG)
        edge = _edge(triple, *kinds, is_means=triple.subject in means)
        if edge and edge[0] != edge[1]:
            yield triple, edge


def _edge(triple: _Triple, subject: str, object: str, *, is_means: bool) -> _Edge | None:
    forward, backward = (triple.subject, triple.object), (triple.object, triple.subject)
    match triple.property.removeprefix(KMG), subject, object:
        case "supports", _, "Goal":
            return backward
        case "includes", "Task", _:
            return forward
        case "includes", "Commitment", "Project":
            return forward
        case "includes", "Commitment", "Goal":
            return None if is_means else forward
        case "partOf", _, "Task":
            return backward
        case "dependsOn", _, _:
            return forward
        case "continues", "Project", "Project":
            return forward
    return None


def attributes_of(graph: Projection, node: str) -> NodeAttributes:
    """Return what a node carries; a graph that was made by hand may lack some."""
    own = graph.nodes[node]
    return cast(NodeAttributes, own if own.keys() >= _ALL else _DEFAULTS | {"label": shorten(node)} | own)


_DEFAULTS: dict[str, Any] = {"kind": "", "phase": "", "stage": 0, "position": 0}
_ALL = NodeAttributes.__annotations__.keys()
