"""How the nodes of a report's graph are named: their IRIs, by index or key, and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kmgraph.facts.fact import Facts, Figure
from kmgraph.graph.ontology import KMR, Concepts, digest, mint
from kmgraph.graph.triples import decimal, shortened
from kmgraph.text.document import Sentence

OPENING = 1500  # characters in which a report without a title says what it is

_CHANGE = {"increase": "增长", "decrease": "下降", "level": ""}
_BOUND = {"=": "", ">=": "以上", "<=": "以内", "~": "左右"}


class Names:
    """The IRIs of one report: of its sentences and sections by their index, of its facts by their key."""

    def __init__(self, facts: Facts, concepts: Concepts) -> None:
        self.facts = facts
        self.document = facts.document
        self.report = mint(facts.report)
        self._concepts = concepts
        self._labels = _labels(facts)
        self.sentence_keys = _numbered(digest(sentence.text) for sentence in self.document.sentences)
        self.section_keys = _numbered(
            digest(section.number, section.heading.of(self.document.text)) for section in self.document.sections
        )

    def of(self, key: str) -> NamedNode:
        """A fact of this report or a concept, by its key."""
        return self.report if key == self.facts.report else mint(key, self.facts.report)

    def label(self, key: str) -> str:
        """How a fact or concept is called."""
        return self._labels.get(key) or self._concepts.label(KMR + key) or key

    def spelled(self, kind: str, spelling: str | None) -> NamedNode | None:
        """A phase or unit by its spelling, None for one that no vocabulary knows."""
        found = self._concepts.spelled(kind, spelling)
        return NamedNode(found) if found else None

    def sentence(self, sentence: Sentence) -> NamedNode:
        """A sentence by its text, with a counter where several have the same."""
        return self.of(f"sentence-{self.sentence_keys[sentence.index]}")

    def section(self, index: int | None) -> NamedNode:
        """A section by its index, the report itself for what stands in none."""
        return self.report if index is None else self.of(f"section-{self.section_keys[index]}")

    def position(self, sentence: Sentence) -> NamedNode:
        """Where a sentence stands: its position selector."""
        return self.of(f"position-{self.sentence_keys[sentence.index]}")

    def quote(self, sentence: Sentence) -> NamedNode:
        """What a sentence says: its quote selector."""
        return self.of(f"quote-{self.sentence_keys[sentence.index]}")


def _labels(facts: Facts) -> dict[str, str]:
    return {
        facts.report: report_label(facts),
        **{figure.key: figure_label(figure) for figure in facts.figures},
        **{task.key: task.text for task in facts.tasks},
        **{commitment.key: shortened(commitment.sentence.text) for commitment in facts.commitments},
        **{project.key: project.name for project in facts.projects},
        **{organization.key: organization.name for organization in facts.organizations},
    }


def _numbered(digests: Iterable[str]) -> list[str]:
    """Tell equal digests apart by a counter, in the text's order: 7f3a9c12, 7f3a9c12-2."""
    seen: dict[str, int] = {}
    keys = []
    for value in digests:
        seen[value] = seen.get(value, 0) + 1
        keys.append(value if seen[value] == 1 else f"{value}-{seen[value]}")
    return keys


def report_label(facts: Facts) -> str:
    """How a report is called: 昆明市2022年国民经济和社会发展计划报告; its title where place or year are unknown."""
    document = facts.document
    title = " ".join(document.title.of(document.text).split()) if document.title else ""
    kind = _kind(title) or _kind(document.text[:OPENING]) or "报告"
    if document.place and facts.year:
        return f"{document.place}{facts.year}年{kind}"
    return title or f"{document.place or ''}{kind} {facts.sha256[:8]}"


def _kind(words: str) -> str | None:
    """The kind of report that a title or an opening names: 我代表市人民政府,向大会报告工作 → 政府工作报告."""
    if re.search(r"政府工作|(?:报告|作)工作|工作回顾", words):
        return "政府工作报告"
    return "国民经济和社会发展计划报告" if re.search("计划.{0,9}(?:执行|草案|报告|情况)", words) else None


def figure_label(figure: Figure) -> str:
    """How a figure is called: 地区生产总值 增长 7.5%左右; 社会消费品零售总额 3386.4亿元.

    An inferred one stands nowhere as such: its value speaks for it (增长 3.5% behind 增长5.9%,超计划目标2.4个百分点).
    """
    quantity = figure.quantity
    bound = _BOUND[quantity.bound]
    shown = quantity.text if figure.basis == "stated" else f"{decimal(quantity.value).value}{quantity.unit}"
    words = (quantity.indicator, _CHANGE[quantity.change], shown + ("" if bound in shown else bound))
    return " ".join(filter(None, words))
