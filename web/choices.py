"""What a reader may put into the slots of a question: the values that the store itself holds, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kmgraph.errors import QueryError
from kmgraph.graph.ontology import KMG, expand
from kmgraph.graph.queries import select
from kmgraph.graph.rows import Node
from kmgraph.graph.slots import Slot, is_resource
from kmgraph.graph.store import Store, Value
from kmgraph_web import questions
from kmgraph_web.current import language, remembered, reports
from kmgraph_web.questions import Question, value_name
from kmgraph_web.words import local, node_name

LONGEST = 200  # characters of what a reader types
# kind of slot → the values that there are, those that most stands under first
OFFERED: dict[str, str] = {
    "district": """
SELECT ?value ?label (COUNT(DISTINCT ?sentence) AS ?number) {
  ?value a kmg:District ; rdfs:label ?label ; kmg:mentionedIn ?sentence
} GROUP BY ?value ?label ORDER BY DESC(?number) ?value""",
    "industry": """
SELECT ?value ?label (COUNT(DISTINCT ?thing) AS ?number) {
  ?thing kmg:inIndustry/skos:broader* ?value . ?value a kmg:Industry ; rdfs:label ?label
} GROUP BY ?value ?label ORDER BY DESC(?number) ?value""",
    "indicator": """
SELECT ?value ?label (COUNT(DISTINCT ?figure) AS ?number) {
  ?figure kmg:indicator ?value . ?value a kmg:Indicator ; rdfs:label ?label
} GROUP BY ?value ?label ORDER BY DESC(?number) ?value""",
    "phase": """
SELECT ?value ?label (COUNT(DISTINCT ?project) AS ?number) {
  ?project kmg:phase ?value . ?value a kmg:Phase ; rdfs:label ?label
} GROUP BY ?value ?label ORDER BY DESC(?number) ?value""",
    "strength": """
SELECT ?value ?label ?number {
  ?value a kmg:Strength ; rdfs:label ?label ; kmg:order ?number
} ORDER BY ?number""",
    "year": """
SELECT ?value (COUNT(DISTINCT ?figure) AS ?number) {
  ?figure a kmg:Goal ; kmg:year ?value
} GROUP BY ?value ORDER BY DESC(?value)""",
    "unit": """
SELECT ?value (COUNT(DISTINCT ?figure) AS ?number) {
  ?figure a kmg:Goal ; kmg:unit ?value
} GROUP BY ?value ORDER BY DESC(?number) ?value""",
    "goal": """
SELECT ?value (COUNT(DISTINCT ?by) AS ?number) {
  ?goal a kmg:Goal ; kmg:indicatorText ?value . ?by kmg:supports ?goal
} GROUP BY ?value ORDER BY DESC(?number) ?value""",
    "task": """
SELECT ?value (COUNT(DISTINCT ?commitment) AS ?number) {
  ?commitment a kmg:Commitment ; kmg:partOf/rdfs:label ?value
} GROUP BY ?value ORDER BY DESC(?number) ?value""",
}
TYPED = ("goal", "task", "words")  # these a reader may also type: whatever the words, the answer is true
_CLASSES = {"phase": f"{KMG}Phase", "strength": f"{KMG}Strength"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as the form has it: what the address says, and what the reader reads."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A slot as a part of a form: what stands in it, and what may stand there; `typed` where any text may."""

    name: str
    value: str
    choices: tuple[Choice, ...]
    typed: bool


@remembered
def offered(store: Store, kind: str) -> tuple[Node, ...]:
    """Return the values of a kind that the store holds, by IRI or text."""
    rows = select(store, OFFERED[kind]) if kind in OFFERED else ()
    return tuple(Node(row["value"], row.get("label", row["value"]), _CLASSES.get(kind, "")) for row in rows)


@remembered
def asked_of(store: Store, language: str) -> tuple[Question, ...]:
    """Return the saved questions that the store's reports can answer, each slot with a value that the store holds."""
    known = questions.about(language, [local(report.iri) for report in reports(store)])
    return tuple(fitted(store, question, language) for question in known)


def fitted(store: Store, question: Question, language: str) -> Question:
    """Put into each slot what most stands under in this store, where it has nothing under the file's own value."""
    values = {slot.name: at_home(store, slot) for slot in question.slots}
    return questions.with_values(question, values, language)


def at_home(store: Store, slot: Slot) -> Value:
    """Return the file's value for a slot, or the store's first one where the store has that one not."""
    there = [node.iri for node in offered(store, slot.kind)]
    return slot.default if slot.default.value in there or not there else like(slot.default, there[0])


def choices(store: Store, kind: str) -> tuple[Choice, ...]:
    """Return what a form offers for a kind of slot."""
    return tuple(Choice(local(node.iri), node_name(node)) for node in offered(store, kind))


def field(store: Store, slot: Slot, chosen: Value) -> Field:
    """Lay a slot out for the form; what stands in it is among the choices, even where this graph has it not."""
    found, name = choices(store, slot.kind), local(chosen.value)
    if name not in {choice.name for choice in found}:
        found = (Choice(name, value_name(chosen, language())), *found)
    return Field(slot.name, name, found, slot.kind in TYPED)


def chosen(store: Store, slots: tuple[Slot, ...], sent: Mapping[str, str]) -> dict[str, Value]:
    """Read the values that an address has for the slots; where it has none, the file's own. Raises QueryError."""
    return {slot.name: read(store, slot, sent[slot.name]) if sent.get(slot.name) else slot.default for slot in slots}


def read(store: Store, slot: Slot, text: str) -> Value:
    """Make a value of what a reader has chosen or typed. Raises QueryError for one that the store does not hold."""
    text = text.strip()[:LONGEST]
    if slot.kind not in TYPED:
        wanted = expand(text) if is_resource(slot.default) else text
        if wanted not in {node.iri for node in offered(store, slot.kind)} | {slot.default.value}:
            raise QueryError(f"{slot.name}: this graph has no “{text}”; choose one from the list")
        text = wanted
    return like(slot.default, text)


def like(value: Value, text: str) -> Value:
    """Make a value of the same kind as another: an IRI, or a literal with its language or datatype."""
    if isinstance(value, NamedNode):
        return NamedNode(text)
    if value.language:
        return Literal(text, language=value.language)
    return Literal(text, datatype=value.datatype)
