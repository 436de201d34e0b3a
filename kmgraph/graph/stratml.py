"""StratML Part 2 (ISO 17469-2), performance plans: a report as other people's planning tools read it.

What goes where, and the structure of the elements with its source, stands in ontology/stratml.md; the way back is
stratml_reading.py. What a report says and StratML has no element for stands in OtherInformation, as Turtle behind the
word `kmgraph:`, so that nothing of goals, tasks, commitments, figures and bodies is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from lxml import etree
from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.files import prefix_lines, turtle
from kmgraph.graph.networks import without_controls
from kmgraph.graph.ontology import KMG, KMR, RDF, RDFS, SKOS, term, terms, value_of
from kmgraph.graph.selection import Selection

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
MARK = "kmgraph:"
# keys of the two elements that stand for the report itself: what belongs to no task
ELSEWHERE, FIGURES = "elsewhere", "figures"
LABEL, TYPE = RDFS + "label", RDF + "type"
PART_OF, INCLUDES, LED_BY, NAMED_IN = (KMG + name for name in ("partOf", "includes", "ledBy", "mentionedIn"))
DERIVED, TITLE = term("prov:wasDerivedFrom").value, term("dcterms:title").value

Element: TypeAlias = "etree._Element"
Node: TypeAlias = NamedNode | Literal


def to_stratml(selection: Selection) -> bytes:
    """Write a report's plan. Raises GraphError where the selection holds no report, or several."""
    return _Plan(selection.triples).written()


def identifier(iri: str) -> str:
    """Return an IRI of ours as an xsd:ID, which begins with no digit: kmr:530100-2022 → _530100-2022."""
    return "_" + iri.removeprefix(KMR)


def relation_name(key: str) -> str:
    """Return what a relation is called: 牵头单位 is led by."""
    return f"{terms()[key].label('zh')} {terms()[key].label('en')}"


@dataclass(slots=True)
class Step:
    """A task or commitment in the plan: its place in the series (1.2.3) and the figures that stand in it."""

    iri: str
    number: str
    figures: list[str] = field(default_factory=list)


class _Plan:
    """One report's facts by their IRI, and the elements that they become."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.said: dict[str, dict[str, list[Node]]] = {}
        for subject, predicate, value in triples:
            if isinstance(value, NamedNode | Literal):
                self.said.setdefault(value_of(subject), {}).setdefault(predicate.value, []).append(value)
        self.kinds: dict[str, list[str]] = {}
        for iri, lines in self.said.items():
            for kind in lines.get(TYPE, ()):
                self.kinds.setdefault(value_of(kind), []).append(iri)
        reports = self.kinds.get(KMG + "Report", [])
        if len(reports) != 1:
            raise GraphError(f"a StratML file is the plan of one report, and here are {len(reports)}: choose one")
        self.report = reports[0]
        self.figures = sorted(self._all("Goal", "Result"), key=self._place)
        self.bodies = sorted(self._all("Organization"))

    def _all(self, *names: str) -> list[str]:
        return [iri for name in names for iri in self.kinds.get(KMG + name, ())]

    def values(self, iri: str, key: str) -> list[str]:
        """The texts and IRIs that a node has under a property."""
        return [value_of(value) for value in self.said.get(iri, {}).get(key, ())]

    def value(self, iri: str, key: str) -> str:
        """The first of them, nothing where there is none."""
        return next(iter(self.values(iri, key)), "")

    def _place(self, iri: str) -> tuple[int, int, str]:
        """Where a fact stands in the report: its sentence's order, its offset in that, its IRI."""
        orders = [int(self.value(sentence, KMG + "order") or 0) for sentence in self.values(iri, DERIVED)]
        return min(orders, default=0), int(self.value(iri, KMG + "offset") or 0), iri

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """The tasks and commitments directly within each, in the report's order; what hangs on nothing is the report's."""
        steps = self._all("Task", "Commitment")
        known, found = set(steps), dict[str, list[str]]()
        for iri in sorted(steps, key=self._place):
            parent = next((whole for whole in self.values(iri, PART_OF) if whole in known), self.report)
            found.setdefault(parent, []).append(iri)
        return found

    @cached_property
    def held(self) -> set[str]:
        """What the file holds, and the concepts of the vocabularies, which whoever reads it has too."""
        facts = self._all("Task", "Commitment", "Goal", "Result", "Organization")
        return {*facts, self.report, *self.kinds.get(SKOS + "Concept", ())}

    def _is_held(self, value: str) -> bool:
        return not value.startswith(KMR) or value in self.held

    @cached_property
    def named(self) -> Mapping[str, list[str]]:
        """The bodies that each sentence names."""
        found: dict[str, list[str]] = {}
        for body in self.bodies:
            for sentence in self.values(body, NAMED_IN):
                found.setdefault(sentence, []).append(body)
        return found

    # --- the elements -----------------------------------------------------------------------------------------

    def written(self) -> bytes:
        """The file."""
        root = etree.Element(_name("PerformancePlanOrReport"), nsmap={None: NAMESPACE}, Type="Performance_Plan")
        _add(root, "Name", self.value(self.report, LABEL))
        if title := self.value(self.report, TITLE):
            _add(root, "Description", title)
        self._rest(root, self.report, {TYPE, LABEL, TITLE, KMG + "place", KMG + "year"})
        core = _add(root, "StrategicPlanCore")
        for iri in (*self.values(self.report, KMG + "place"), *self.bodies):
            body = _add(core, "Organization")
            _add(body, "Name", self.value(iri, LABEL))
            _add(body, "Identifier", identifier(iri))
        self._goals(core)
        about = _add(root, "AdministrativeInformation")
        _add(about, "Identifier", identifier(self.report))
        _dates(about, self.value(self.report, KMG + "year"))
        data: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
        return data

    def _goals(self, core: Element) -> None:
        """A Goal for each outermost task, and one for what belongs to none."""
        outermost = [iri for iri in self.children.get(self.report, ()) if KMG + "Task" in self.values(iri, TYPE)]
        loose = [iri for iri in self.children.get(self.report, ()) if iri not in outermost]
        series = {iri: self._series(iri, str(number)) for number, iri in enumerate(outermost, start=1)}
        last = str(len(outermost) + 1)
        others = [step for number, iri in enumerate(loose, start=1) for step in self._series(iri, f"{last}.{number}")]
        objectives = [step for steps in series.values() for step in steps[1:]] + others
        homeless = self._settle(objectives)
        for steps in series.values():
            goal = self._step(core, "Goal", steps[0])
            for step in steps[1:]:
                self._objective(goal, step)
        goal = _add(core, "Goal")
        _add(goal, "Name", "未列入任务的指标与承诺 Figures and commitments of no task")
        _add(goal, "Description", "主要目标、上年成果及其他。 Main targets, last year's results, and the rest.")
        _add(goal, "Identifier", f"{identifier(self.report)}-{ELSEWHERE}")
        _add(goal, "SequenceIndicator", last)
        for step in others:
            self._objective(goal, step)
        objective = _add(goal, "Objective")
        _add(objective, "Name", "指标 Figures")
        _add(objective, "Identifier", f"{identifier(self.report)}-{FIGURES}")
        _add(objective, "SequenceIndicator", f"{last}.{len(loose) + 1}")
        for figure in homeless:
            self._indicator(objective, figure)

    def _series(self, iri: str, number: str) -> list[Step]:
        """A task and all within it, each with its place: 1, 1.1, 1.1.1, 1.2."""
        found = [Step(iri, number)]
        for place, child in enumerate(self.children.get(iri, ()), start=1):
            found += self._series(child, f"{number}.{place}")
        return found

    def _settle(self, objectives: list[Step]) -> list[str]:
        """Put each figure into the innermost Objective that includes it; return those that none does."""
        homes: dict[str, Step] = {}
        for step in objectives:
            for figure in self.values(step.iri, INCLUDES):
                if figure not in homes or step.number.count(".") > homes[figure].number.count("."):
                    homes[figure] = step
        for figure in self.figures:
            if figure in homes:
                homes[figure].figures.append(figure)
        return [figure for figure in self.figures if figure not in homes]

    def _step(self, parent: Element, kind: str, step: Step) -> Element:
        """A Goal or an Objective: name, sentence, place in the series, bodies, and the rest."""
        element = _add(parent, kind)
        first, *others = self._sentences(step.iri) or [""]
        _add(element, "Name", self.value(step.iri, LABEL))
        _add(element, "Description", first)
        _add(element, "Identifier", identifier(step.iri))
        _add(element, "SequenceIndicator", step.number)
        self._stakeholders(element, step.iri)
        expressed = {LABEL, PART_OF, DERIVED, LED_BY}
        if KMG + "Task" in self.values(step.iri, TYPE):
            level_is_depth = self.value(step.iri, KMG + "level") == str(step.number.count(".") + 1)
            expressed |= {TYPE, KMG + "level"} if level_is_depth else {TYPE}
        self._rest(element, step.iri, expressed, others, settled=step.figures)
        return element

    def _objective(self, goal: Element, step: Step) -> None:
        element = self._step(goal, "Objective", step)
        for figure in step.figures:
            self._indicator(element, figure)

    def _stakeholders(self, element: Element, iri: str) -> None:
        """The bodies that lead it, and those that its sentence names."""
        leading = set(self.values(iri, LED_BY))
        naming = {body for sentence in self.values(iri, DERIVED) for body in self.named.get(sentence, ())}
        for body in sorted(leading | naming):
            roles = [LED_BY] * (body in leading) + [NAMED_IN] * (body in naming)
            stakeholder = _add(element, "Stakeholder", StakeholderTypeType="Organization")
            _add(stakeholder, "Name", self.value(body, LABEL))
            for key in roles:
                role = _add(stakeholder, "Role")
                _add(role, "Name", relation_name(key))
                if key == LED_BY:
                    _add(role, "RoleType", "Performer")

    def _indicator(self, objective: Element, iri: str) -> None:
        """A figure: what is measured, in what unit, how much is to be or was reached in which year."""
        first, *others = self._sentences(iri) or [""]
        element = _add(objective, "PerformanceIndicator", PerformanceIndicatorType="Quantitative")
        _add(element, "MeasurementDimension", self.value(iri, KMG + "indicatorText"))
        _add(element, "UnitOfMeasurement", self.value(iri, KMG + "unit"))
        _add(element, "Identifier", identifier(iri))
        for peer in self._peers.get(self._measure(iri), ()):
            if KMG + "Goal" in self.values(iri, TYPE):
                relationship = _add(element, "Relationship", RelationshipType="Peer_To")
                _add(relationship, "ReferentIdentifier", identifier(peer))
                _add(relationship, "Name", "同一指标的成果 result of the same indicator")
        planned = KMG + "Goal" in self.values(iri, TYPE)
        result = _add(_add(element, "MeasurementInstance"), "TargetResult" if planned else "ActualResult")
        _dates(result, self.value(iri, KMG + "year"))
        _add(result, "NumberOfUnits", self.value(iri, KMG + "value"))
        descriptor = _add(result, "Descriptor")
        _add(descriptor, "DescriptorName", relation_name(KMG + "bound"))
        _add(descriptor, "DescriptorValue", self.value(iri, KMG + "bound"))
        _add(result, "Description", first)
        expressed = {TYPE, PART_OF, DERIVED} | {
            KMG + name for name in ("indicatorText", "unit", "year", "value", "bound")
        }
        self._rest(element, iri, expressed, others)

    @cached_property
    def _peers(self) -> Mapping[tuple[str, str, bool], list[str]]:
        """The results by what they measure."""
        found: dict[tuple[str, str, bool], list[str]] = {}
        for iri in self.figures:
            if KMG + "Result" in self.values(iri, TYPE):
                found.setdefault(self._measure(iri), []).append(iri)
        return found

    def _measure(self, iri: str) -> tuple[str, str, bool]:
        indicator = self.value(iri, KMG + "indicator") or self.value(iri, KMG + "indicatorText")
        return indicator, self.value(iri, KMG + "unit"), self.value(iri, KMG + "change") == "level"

    def _sentences(self, iri: str) -> list[str]:
        """The texts of the sentences that a fact rests on, in the report's order."""
        rests_on = sorted(self.values(iri, DERIVED), key=lambda s: (int(self.value(s, KMG + "order") or 0), s))
        return [text for sentence in rests_on if (text := self.value(sentence, KMG + "text"))]

    def _rest(
        self,
        element: Element,
        iri: str,
        expressed: set[str],
        sentences: Iterable[str] = (),
        settled: Collection[str] = (),
    ) -> None:
        """What no element holds, as Turtle: properties, relations to what stands in the file, further sentences."""
        node = NamedNode(iri)
        left = [
            Triple(node, NamedNode(key), value)
            for key, values in self.said[iri].items()
            for value in values
            if key not in expressed
            and self._is_held(value_of(value))
            and not (key == INCLUDES and value_of(value) in settled)
        ]
        left += [Triple(node, term("prov:wasDerivedFrom"), Literal(text, language="zh")) for text in sentences]
        if left or iri == self.report:
            _add(element, "OtherInformation", f"{MARK}\n{turtle(left)[len(prefix_lines()) + 1 :].decode()}")


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _add(parent: Element, local: str, text: str | None = None, **attributes: str) -> Element:
    """Put an element behind the others."""
    element = etree.SubElement(parent, _name(local), attributes)
    element.text = None if text is None else without_controls(text)
    return element


def _dates(parent: Element, year: str) -> None:
    """The first and the last day of a year, nothing where it is unknown."""
    if year:
        _add(parent, "StartDate", f"{year}-01-01")
        _add(parent, "EndDate", f"{year}-12-31")
