"""StratML Part 2 → triples: the way back from stratml.py, and the way in for plans that other people have written.

A plan of ours comes back with its own IRIs. In any other, a Goal is a task, an Objective a task within it, each target
and each actual result a figure, an Organization or Stakeholder a body; their names are made from the file's hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path

from lxml import etree
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.files import parse_triples, prefix_lines
from kmgraph.graph.ontology import KMG, KMR, digest, kmg, load_concepts, mint, term, value_of
from kmgraph.graph.provenance import graph_of, provenance
from kmgraph.graph.stratml import (
    DERIVED,
    ELSEWHERE,
    FIGURES,
    INCLUDES,
    LABEL,
    LED_BY,
    MARK,
    NAMED_IN,
    NAMESPACE,
    TYPE,
    Element,
    relation_name,
)
from kmgraph.graph.triples import chinese, decimal, describe, in_order, integer, plain, shortened, year

RULE = "stratml"  # the rule of what a plan of other people's says
_RESULTS = {"TargetResult": "kmg:Goal", "ActualResult": "kmg:Result"}
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_YEAR = re.compile(r"(\d{4})-\d\d-\d\d", re.ASCII)
_MOST = 50_000_000  # bytes


def read_stratml(path: Path, version: str) -> tuple[Triple, ...]:
    """Read a plan into triples. `version` is the program's.

    Raises GraphError where the file is no StratML Part 2, names entities of its own, or holds Turtle that is broken.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror or error}") from None
    return _Reader(_parsed(data, str(path)), data, str(path), version).triples()


def _parsed(data: bytes, name: str) -> Element:
    """The root element. Nothing outside of the file is read, and no entity is put in: a file that declares any is refused."""
    if len(data) > _MOST:
        raise GraphError(f"{name}: {len(data):,} bytes; a plan may have {_MOST:,}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise GraphError(f"{name}:{line}:{column}: {error.msg}") from None
    if root.getroottree().docinfo.doctype:
        raise GraphError(f"{name}: a document type is declared; a plan needs none, take it out")
    local = etree.QName(root).localname
    if local != "PerformancePlanOrReport":
        raise GraphError(f"{name}: the root is {local}; StratML Part 2 begins with PerformancePlanOrReport")
    return root


class _Reader:
    """One plan as it is read."""

    def __init__(self, root: Element, data: bytes, name: str, version: str) -> None:
        self.root, self.name, self.version = root, name, version
        self.namespace = etree.QName(root).namespace or ""
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.ours = self.namespace == NAMESPACE and self._text(root, "OtherInformation").startswith(MARK)
        own = self._text(root, "AdministrativeInformation/Identifier")
        self.report = self._mint(own[1:]) if self.ours else mint(f"text-{self.sha256[:12]}")
        self.key = self.report.value.removeprefix(KMR)
        self.bodies: dict[str, NamedNode] = {}

    # --- elements and names -----------------------------------------------------------------------------------

    def _each(self, element: Element, path: str) -> Iterator[Element]:
        steps = "/".join(f"{{{self.namespace}}}{step}" if self.namespace else step for step in path.split("/"))
        yield from element.iterfind(steps)

    def _text(self, element: Element, path: str) -> str:
        found = next(self._each(element, path), None)
        return (found.text or "").strip() if found is not None else ""

    def _mint(self, key: str) -> NamedNode:
        try:
            return mint(key)
        except ValueError:
            raise GraphError(f"{self.name}: “{key[:60]}” is no identifier of kmgraph") from None

    def _node(self, element: Element, kind: str, *parts: str) -> NamedNode:
        """An element's IRI: of ours the one that it names, else one made from its identifier or from what it says."""
        own = self._text(element, "Identifier")
        if self.ours and own.startswith("_"):
            return self._mint(own[1:])
        return mint(f"{kind}-{digest(own or '', *parts)}", self.key)

    # --- triples ----------------------------------------------------------------------------------------------

    def triples(self) -> tuple[Triple, ...]:
        """All that the plan says, and the concepts that it uses."""
        said = tuple(chain(self._report(), self._organizations(), self._goals()))
        used = (value_of(node) for triple in said for node in (triple.subject, triple.object))
        return in_order(chain(said, load_concepts().closure(used)))

    def _report(self) -> Iterator[Triple]:
        about = self._text(self.root, "AdministrativeInformation/StartDate")
        title = self._text(self.root, "Description")
        label = self._text(self.root, "Name")
        yield from describe(
            self.report,
            "kmg:Report",
            ("rdfs:label", chinese(label or self.key)),
            ("dcterms:title", chinese(title) if title else None),
            ("kmg:year", _year(about)),
            ("kmg:sha256", None if self.ours else plain(self.sha256)),
            ("dcterms:isReferencedBy", graph_of(self.key)),
        )
        yield from self._rest(self.root, self.report)
        yield from provenance(
            self.key,
            self.report,
            label or self.key,
            done="读入",
            version=self.version,
            sha256=self.sha256,
            rules=(RULE,),
        )

    def _organizations(self) -> Iterator[Triple]:
        """The place whose plan it is, and the bodies."""
        for element in self._each(self.root, "StrategicPlanCore/Organization"):
            name = self._text(element, "Name")
            node = self._node(element, "org", name) if self.ours else mint(f"org-{digest(name)}")
            if value_of(node).startswith(f"{KMR}district-"):
                yield Triple(self.report, kmg("place"), node)
            elif name:
                yield from self._body(name, node)
            for stakeholder in self._each(element, "Stakeholder"):
                yield from self._body(self._text(stakeholder, "Name"))

    def _body(self, name: str, node: NamedNode | None = None) -> Iterator[Triple]:
        if name and name not in self.bodies:
            self.bodies[name] = node or mint(f"org-{digest(name)}")
            yield from describe(self.bodies[name], "kmg:Organization", ("rdfs:label", chinese(name)))

    def _goals(self) -> Iterator[Triple]:
        for place, goal in enumerate(self._each(self.root, "StrategicPlanCore/Goal"), start=1):
            node = self._node(goal, "task", self._text(goal, "Name"), str(place))
            elsewhere = node.value == f"{self.report.value}-{ELSEWHERE}"
            if not elsewhere:
                yield from self._step(goal, node, self.report, 1)
            steps = {self._text(goal, "SequenceIndicator"): self.report if elsewhere else node}
            for number, objective in enumerate(self._each(goal, "Objective"), start=1):
                yield from self._objective(
                    objective, steps, self.report if elsewhere else node, (str(place), str(number))
                )

    def _objective(
        self, element: Element, steps: dict[str, NamedNode], goal: NamedNode, place: tuple[str, str]
    ) -> Iterator[Triple]:
        """A step of a goal with its figures; which step it belongs to, its place in the series says: 1.2.3 to 1.2."""
        node = self._node(element, "task", self._text(element, "Name"), *place)
        if node.value == f"{self.report.value}-{FIGURES}":
            node = self.report
        else:
            series = self._text(element, "SequenceIndicator")
            parent = steps.get(series.rpartition(".")[0], goal) if series else goal
            if series:
                steps.setdefault(series, node)
            yield from self._step(element, node, parent, max(2, series.count(".") + 1 if parent != goal else 2))
        evidence = self._text(element, "Description")
        for number, indicator in enumerate(self._each(element, "PerformanceIndicator"), start=1):
            for figure, triples in self._figures(indicator, evidence, (*place, str(number))):
                yield from triples
                if node != self.report:
                    yield Triple(node, NamedNode(INCLUDES), figure)

    def _step(self, element: Element, node: NamedNode, parent: NamedNode, level: int) -> Iterator[Triple]:
        """A task, or what the plan itself calls it, with its sentence and its bodies."""
        text = self._text(element, "Description")
        name = self._text(element, "Name") or shortened(text)
        rest = tuple(self._rest(element, node))
        yield Triple(node, term("rdfs:label"), chinese(name or node.value.removeprefix(KMR)))
        yield Triple(node, kmg("partOf"), parent)
        if not any(triple.predicate.value == TYPE for triple in rest):
            yield Triple(node, term("rdf:type"), kmg("Task"))
            if not any(triple.predicate == kmg("level") for triple in rest):
                yield Triple(node, kmg("level"), integer(level))
        yield from self._evidence(node, text)
        yield from rest
        for stakeholder in self._each(element, "Stakeholder"):
            yield from self._stakeholder(stakeholder, node, text)

    def _stakeholder(self, element: Element, node: NamedNode, text: str) -> Iterator[Triple]:
        name = self._text(element, "Name")
        if not name:
            return
        yield from self._body(name)
        roles = [(self._text(role, "Name"), self._text(role, "RoleType")) for role in self._each(element, "Role")]
        if any(kind == "Performer" for _, kind in roles):
            yield Triple(node, NamedNode(LED_BY), self.bodies[name])
        if text and any(called == relation_name(NAMED_IN) for called, _ in roles):
            yield Triple(self.bodies[name], NamedNode(NAMED_IN), self._sentence(text))

    def _figures(
        self, element: Element, evidence: str, place: tuple[str, ...]
    ) -> Iterator[tuple[NamedNode, Iterator[Triple]]]:
        """Each target and each actual result; one that gives no number is no figure."""
        results = [
            (kind, result)
            for instance in self._each(element, "MeasurementInstance")
            for kind in _RESULTS
            for result in self._each(instance, kind)
        ]
        for number, (kind, result) in enumerate(results):
            value = self._text(result, "NumberOfUnits")
            if not _NUMBER.fullmatch(value):
                continue
            key = "goal" if kind == "TargetResult" else "result"
            alone = self.ours and len(results) == 1
            node = (
                self._node(element, key)
                if alone
                else mint(f"{key}-{digest(self._text(element, 'Identifier'), *place, str(number))}", self.key)
            )
            yield node, self._figure(element, result, node, _RESULTS[kind], Decimal(value), evidence)

    def _figure(
        self, element: Element, result: Element, node: NamedNode, kind: str, value: Decimal, evidence: str
    ) -> Iterator[Triple]:
        what, unit = self._text(element, "MeasurementDimension"), self._text(element, "UnitOfMeasurement")
        bound = self._text(result, "Descriptor/DescriptorValue")
        text = self._text(result, "Description")
        rest = tuple(self._rest(element, node))
        written = f"{decimal(value).value}{unit}"
        otherwise = {
            LABEL: chinese(f"{what} {written}"),
            KMG + "original": Literal(written),
            KMG + "change": Literal("level"),
            KMG + "basis": Literal("stated"),
            KMG + "rule": Literal(RULE),
        }
        told = {triple.predicate.value for triple in rest}
        yield from describe(
            node,
            kind,
            ("kmg:indicatorText", plain(what)),
            ("kmg:value", decimal(value)),
            ("kmg:unit", plain(unit)),
            ("kmg:bound", Literal(bound if bound in ("=", ">=", "<=", "~") else "=")),
            ("kmg:year", _year(self._text(result, "EndDate") or self._text(result, "StartDate"))),
            ("kmg:partOf", self.report),
        )
        yield from (Triple(node, NamedNode(key), said) for key, said in otherwise.items() if key not in told)
        yield from self._evidence(node, text or ("" if self.ours else evidence))
        yield from rest

    def _evidence(self, node: NamedNode, text: str) -> Iterator[Triple]:
        """A sentence and that a fact rests on it; its name is the one that the report's own graph gives it."""
        if not text:
            return
        sentence, quote = self._sentence(text), mint(f"quote-{digest(text)}", self.key)
        yield Triple(node, NamedNode(DERIVED), sentence)
        yield from describe(
            sentence,
            "kmg:Sentence",
            ("rdfs:label", chinese(shortened(text))),
            ("kmg:text", chinese(text)),
            ("kmg:partOf", self.report),
            ("oa:hasSelector", quote),
        )
        yield from describe(quote, "oa:TextQuoteSelector", ("oa:exact", plain(text)))

    def _sentence(self, text: str) -> NamedNode:
        return mint(f"sentence-{digest(text)}", self.key)

    def _rest(self, element: Element, node: NamedNode) -> Iterator[Triple]:
        """What stands in OtherInformation as Turtle; it may speak of this element alone."""
        written = self._text(element, "OtherInformation")
        if not self.ours or not written.startswith(MARK):
            return
        where = f"{self.name}: OtherInformation of {node.value.removeprefix(KMR)}"
        for triple in parse_triples(prefix_lines() + written.removeprefix(MARK).encode(), where, RdfFormat.TURTLE):
            if triple.subject != node:
                raise GraphError(f"{where}: it speaks of {value_of(triple.subject)}")
            if triple.predicate.value == DERIVED and isinstance(triple.object, Literal):
                yield from self._evidence(node, triple.object.value)
            else:
                yield triple


def _year(date: str) -> Literal | None:
    """The year of a date: 2022-12-31 → 2022."""
    found = _YEAR.fullmatch(date)
    return year(int(found[1])) if found else None
