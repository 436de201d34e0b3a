"""Facts → triples: the one place that writes any, in the order in which the ontology names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.facts.fact import Commitment, ConceptUse, Facts, Figure, Link, Organization, Project, Task
from kmgraph.graph.naming import Names, figure_label, report_label
from kmgraph.graph.ontology import KMR, Concepts, digest, kmg, term, terms
from kmgraph.graph.provenance import graph_of, provenance
from kmgraph.graph.triples import Line, boolean, chinese, decimal, describe, in_order, integer, plain, shortened, year
from kmgraph.text.document import Section, Sentence

CONTEXT = 32  # characters before and after a sentence that tell it from its like


@dataclass(frozen=True, slots=True)
class ReportGraph:
    """The triples of one report, sorted, each once: what it says, and apart from that where its sentences stand.

    A sentence put into the text moves the positions and the order of all that follow, and nothing of the facts.
    """

    report: NamedNode
    facts: tuple[Triple, ...]
    positions: tuple[Triple, ...]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """Both together, sorted."""
        return in_order(chain(self.facts, self.positions))

    @property
    def positions_graph(self) -> NamedNode:
        """The name of the graph of positions."""
        return NamedNode(f"{self.report.value}-positions")


def to_graph(facts: Facts, concepts: Concepts, *, version: str) -> ReportGraph:
    """Write down what a report says. `version` is the program's; the same facts give the same triples."""
    names = Names(facts, concepts)
    said = chain(
        _report(facts, names),
        provenance(
            facts.report,
            names.report,
            report_label(facts),
            done="构建",
            version=version,
            sha256=facts.sha256,
            rules=_rules(facts),
        ),
        chain.from_iterable(_section(section, names) for section in facts.document.sections),
        chain.from_iterable(_sentence(sentence, names) for sentence in facts.document.sentences),
        chain.from_iterable(_figure(figure, names) for figure in facts.figures),
        chain.from_iterable(_task(task, names) for task in facts.tasks),
        chain.from_iterable(_commitment(commitment, names) for commitment in facts.commitments),
        chain.from_iterable(_project(project, names) for project in facts.projects),
        chain.from_iterable(_organization(organization, names) for organization in facts.organizations),
        chain.from_iterable(_use(use, names, concepts) for use in (*facts.industries, *facts.districts)),
        _links(facts.links, names),
        concepts.closure(_concepts(facts, concepts)),
    )
    return ReportGraph(names.report, in_order(said), in_order(_positions(names)))


# --- the report and its parts ---------------------------------------------------------------------------------


def _report(facts: Facts, names: Names) -> Iterator[Triple]:
    document, label = facts.document, report_label(facts)
    title = document.title.of(document.text) if document.title else None
    yield from describe(
        names.report,
        "kmg:Report",
        ("rdfs:label", chinese(label)),
        ("dcterms:title", chinese(title) if title else None),
        ("kmg:place", names.of(facts.place) if facts.place else None),
        ("kmg:year", year(facts.year)),
        ("kmg:sha256", plain(facts.sha256)),
        ("dcterms:isReferencedBy", graph_of(facts.report)),
    )


def _rules(facts: Facts) -> set[str]:
    return {
        *(figure.rule for figure in facts.figures),
        *(mention.rule for project in facts.projects for mention, _ in project.mentions),
        *(link.rule for link in facts.links),
    }


def _section(section: Section, names: Names) -> Iterator[Triple]:
    return describe(
        names.section(section.index),
        "kmg:Section",
        ("rdfs:label", chinese(section.heading.of(names.document.text))),
        ("kmg:number", plain(section.number)),
        ("kmg:part", plain(section.part)),
        ("kmg:partOf", names.section(section.parent)),
    )


def _sentence(sentence: Sentence, names: Names) -> Iterator[Triple]:
    node, quote = names.sentence(sentence), names.quote(sentence)
    before, after = _context(sentence, names)
    yield from describe(
        node,
        "kmg:Sentence",
        ("rdfs:label", chinese(shortened(sentence.text))),
        ("kmg:text", chinese(sentence.text)),
        ("kmg:partOf", names.section(sentence.section)),
        ("oa:hasSelector", [names.position(sentence), quote]),
    )
    yield from describe(
        quote,
        "oa:TextQuoteSelector",
        ("oa:exact", plain(sentence.text)),
        ("oa:prefix", plain(before)),
        ("oa:suffix", plain(after)),
    )


def _context(sentence: Sentence, names: Names) -> tuple[str, str]:
    """The characters on both sides, as far as the neighbouring sentence goes; a page's furniture is none."""
    text, all_ = names.document.text, names.document.sentences
    before = all_[sentence.index - 1].span if sentence.index else None
    after = all_[sentence.index + 1].span if sentence.index + 1 < len(all_) else None
    prefix = suffix = ""
    if before and not text[before.end : sentence.span.start].strip():
        prefix = text[max(before.start, sentence.span.start - CONTEXT) : sentence.span.start]
    if after and not text[sentence.span.end : after.start].strip():
        suffix = text[sentence.span.end : min(after.end, sentence.span.end + CONTEXT)]
    return prefix, suffix


def _positions(names: Names) -> Iterator[Triple]:
    """What a sentence put into the text moves: character positions, and the order of sentences and sections."""
    for sentence in names.document.sentences:
        yield from describe(
            names.position(sentence),
            "oa:TextPositionSelector",
            ("oa:start", integer(sentence.span.start)),
            ("oa:end", integer(sentence.span.end)),
        )
        yield Triple(names.sentence(sentence), kmg("order"), integer(sentence.index))
    for section in names.document.sections:
        yield Triple(names.section(section.index), kmg("order"), integer(section.index))


# --- facts ----------------------------------------------------------------------------------------------------


def _figure(figure: Figure, names: Names) -> Iterator[Triple]:
    quantity = figure.quantity
    return describe(
        names.of(figure.key),
        "kmg:Goal" if quantity.status == "target" else "kmg:Result",
        ("rdfs:label", chinese(figure_label(figure))),
        ("kmg:indicator", names.of(figure.indicator) if figure.indicator else None),
        ("kmg:indicatorText", plain(quantity.indicator)),
        ("kmg:value", decimal(quantity.value)),
        ("kmg:upper", None if quantity.upper is None else decimal(quantity.upper)),
        ("kmg:unit", plain(quantity.unit)),
        ("kmg:measuredIn", names.spelled("unit", quantity.unit)),
        ("kmg:change", plain(quantity.change)),
        ("kmg:bound", plain(quantity.bound)),
        ("kmg:year", year(quantity.year)),
        ("kmg:obligation", plain(figure.obligation) if figure.obligation else None),
        ("kmg:original", plain(quantity.text)),
        ("kmg:offset", integer(max(0, quantity.span.start - figure.sentence.span.start))),
        ("kmg:basis", plain(figure.basis)),
        ("kmg:rule", plain(figure.rule)),
        ("prov:wasDerivedFrom", [names.sentence(sentence) for sentence in (figure.sentence, *figure.also)]),
        ("kmg:partOf", names.report),
    )


def _task(task: Task, names: Names) -> Iterator[Triple]:
    return describe(
        names.of(task.key),
        "kmg:Task",
        ("rdfs:label", chinese(task.text)),
        ("kmg:level", integer(task.level)),
        ("kmg:partOf", names.of(task.parent) if task.parent else names.report),
        ("prov:wasDerivedFrom", names.sentence(task.sentence)),
    )


def _commitment(commitment: Commitment, names: Names) -> Iterator[Triple]:
    return describe(
        names.of(commitment.key),
        "kmg:Commitment",
        ("rdfs:label", chinese(shortened(commitment.sentence.text))),
        ("kmg:strength", names.of(commitment.strength) if commitment.strength else None),
        ("kmg:action", [Literal(action) for action in commitment.actions]),
        ("kmg:hasNumber", boolean(commitment.has_number)),
        ("kmg:hasDate", boolean(commitment.has_date)),
        ("kmg:hasPlace", boolean(commitment.has_place)),
        ("kmg:hasBody", boolean(commitment.has_body)),
        ("kmg:partOf", names.of(commitment.task) if commitment.task else names.report),
        ("prov:wasDerivedFrom", names.sentence(commitment.sentence)),
    )


def _project(project: Project, names: Names) -> Iterator[Triple]:
    others = {mention.text for mention, _ in project.mentions} - {project.name}
    return describe(
        names.of(project.key),
        "kmg:Project",
        ("rdfs:label", chinese(project.name)),
        ("skos:altLabel", [chinese(name) for name in others]),
        ("kmg:phase", names.spelled("phase", project.phase)),
        ("kmg:basis", Literal("stated")),
        ("kmg:rule", [Literal(mention.rule) for mention, _ in project.mentions]),
        ("kmg:partOf", names.report),
        ("prov:wasDerivedFrom", [names.sentence(sentence) for _, sentence in project.mentions]),
    )


def _organization(organization: Organization, names: Names) -> Iterator[Triple]:
    return describe(
        names.of(organization.key),
        "kmg:Organization",
        ("rdfs:label", chinese(organization.name)),
        ("kmg:mentionedIn", [names.sentence(sentence) for sentence in organization.sentences]),
    )


def _use(use: ConceptUse, names: Names, concepts: Concepts) -> Iterator[Triple]:
    """Where a concept is named; a zone that no vocabulary lists (`zone-530100-3f2a91bc`) is described here too."""
    if use.concept.startswith("zone-") and names.of(use.concept).value not in concepts:
        name = chinese(use.name or use.concept)
        lines: tuple[Line, ...] = (("rdfs:label", name), ("skos:prefLabel", name))
        classes = [kmg("Zone"), term("skos:Concept")]
        yield from describe(names.of(use.concept), "kmg:District", ("rdf:type", classes), *lines)
        if (owner := names.of(_owner(use.concept))).value in concepts:
            yield Triple(names.of(use.concept), term("skos:broader"), owner)
    for _, sentence in use.mentions:
        yield Triple(names.of(use.concept), kmg("mentionedIn"), names.sentence(sentence))


def _owner(zone: str) -> str:
    """The key of the division that a zone belongs to: zone-530100-high → district-530100."""
    return f"district-{zone.split('-')[1]}"


def _concepts(facts: Facts, concepts: Concepts) -> Iterator[str]:
    """The concepts that a report uses, by their IRI."""
    keys = chain(
        [facts.place],
        (figure.indicator for figure in facts.figures),
        (commitment.strength for commitment in facts.commitments),
        (use.concept for use in (*facts.industries, *facts.districts)),
        (_owner(use.concept) for use in facts.districts if use.concept.startswith("zone-")),
        chain.from_iterable((link.source, link.target) for link in facts.links),
    )
    spelled = chain(
        (concepts.spelled("unit", figure.quantity.unit) for figure in facts.figures),
        (concepts.spelled("phase", project.phase) for project in facts.projects),
    )
    return chain((KMR + key for key in keys if key), filter(None, spelled))


# --- links ----------------------------------------------------------------------------------------------------


def _links(links: Iterable[Link], names: Names) -> Iterator[Triple]:
    """Each relation once as a plain triple, and once as a node that says on what it rests.

    Where one sentence states what another only lets infer, the relation is a stated one.
    """
    relations: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        relations.setdefault((link.type, link.source, link.target), []).append(link)
    for (kind, source, target), same in relations.items():
        best = [link for link in same if link.basis == "stated"] or same
        subject, predicate, value = names.of(source), kmg(kind), names.of(target)
        yield Triple(subject, predicate, value)
        yield from describe(
            names.of(f"link-{digest(kind, source, target)}"),
            "kmg:Link",
            (
                "rdfs:label",
                chinese(f"{names.label(source)} {terms()[predicate.value].label('zh')} {names.label(target)}"),
            ),
            ("rdf:subject", subject),
            ("rdf:predicate", predicate),
            ("rdf:object", value),
            ("kmg:basis", plain(best[0].basis)),
            ("kmg:rule", [Literal(rule) for rule in {link.rule for link in best}]),
            ("prov:wasDerivedFrom", [names.sentence(link.sentence) for link in best]),
        )
