"""The saved questions: SPARQL files of data/questions, each with its title in Chinese and English in its first lines.

# zh: 哪些项目支撑石油及化工产业的目标？
# en: Which projects hold up the goal of the petrochemical industry?
# theme: projects
# report: 530100-2022
# slot: place district kmr:district-530181

The theme says where the page lists it; the report is there where a question is about one report alone. A slot is a value
that a reader may change (see kmgraph.graph.slots); a title names it in braces: `{place}有什么？`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal

from kmgraph.graph.ontology import load_concepts, shorten
from kmgraph.graph.slots import SLOT, Slot, fill, read_slots
from kmgraph.graph.store import Value

# what a reader is after, in the order in which the page lists it
THEMES: dict[str, dict[str, str]] = {
    "targets": {"zh": "目标与成果", "en": "Goals and results"},
    "promises": {"zh": "承诺", "en": "Commitments"},
    "projects": {"zh": "项目与企业", "en": "Projects and firms"},
    "fields": {"zh": "行业与区域", "en": "Industries and districts"},
    "joining": {"zh": "多份报告拼接", "en": "Joining reports"},
    "sources": {"zh": "依据与出处", "en": "Grounds and sources"},
}

_THEME = re.compile(r"^#\s*theme\s*:\s*(\S+)\s*$\n?", re.MULTILINE)
_REPORT = re.compile(r"^#\s*report\s*:\s*(\S+)\s*$\n?", re.MULTILINE)
_PLACE = re.compile(r"\{(\w+)\}")
_TITLE = re.compile(r"^#\s*(?:title[ @:_-]*)?(zh|en)\s*[:：]\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question: its file's name, what it asks, the query, the one report that it is about ("" for any), its theme.

    Where it has slots, `sentence` is the title with them in braces, and `title` has the values of the file there.
    """

    name: str
    title: str
    query: str
    report: str = ""
    theme: str = ""
    sentence: str = ""
    slots: tuple[Slot, ...] = ()

    def pieces(self) -> Iterator[tuple[str, Slot | None]]:
        """Cut the sentence at its slots: `{place}有什么？` → ("", place), ("有什么？", None)."""
        by_name = {slot.name: slot for slot in self.slots}
        cut = _PLACE.split(self.sentence)
        yield from zip(cut[::2], (*(by_name[name] for name in cut[1::2]), None), strict=True)


def about(language: str, reports: Iterable[str]) -> tuple[Question, ...]:
    """Return the saved questions that these reports, by the names of their IRIs, can answer."""
    served = set(reports)
    return tuple(question for question in saved(language) if not question.report or question.report in served)


def by_theme(asked: Iterable[Question], language: str) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """Group questions under the titles of their themes, in the order of THEMES; a theme without any is left out."""
    known = tuple(asked)
    groups = ((title[language], tuple(q for q in known if q.theme == theme)) for theme, title in THEMES.items())
    return tuple((title, questions) for title, questions in groups if questions)


@cache
def saved(language: str) -> tuple[Question, ...]:
    """Return every saved question with its title in that language, in the order of the files' names."""
    room = files("kmgraph_data").joinpath("questions")
    if not room.is_dir():
        return ()
    entries = sorted((entry for entry in room.iterdir() if entry.name.endswith(".rq")), key=lambda entry: entry.name)
    return tuple(read(entry.name.removesuffix(".rq"), entry.read_text(encoding="utf-8"), language) for entry in entries)


def read(name: str, text: str, language: str) -> Question:
    """Take the titles out of the head of a file; without one, its name stands for it."""
    titles = {found[1]: found[2].strip() for found in _TITLE.finditer(text)}
    report, theme, slots = _REPORT.search(text), _THEME.search(text), read_slots(text)
    query = SLOT.sub("", _THEME.sub("", _REPORT.sub("", _TITLE.sub("", text)))).strip() + "\n"
    sentence = titles.get(language) or titles.get("zh") or name
    question = Question(name, sentence, query, report[1] if report else "", theme[1] if theme else "")
    return with_values(replace(question, sentence=sentence, slots=slots), {}, language) if slots else question


def with_values(question: Question, values: Mapping[str, Value], language: str) -> Question:
    """Return a question with other values in its slots, its title and its query."""
    slots = tuple(replace(slot, default=values.get(slot.name, slot.default)) for slot in question.slots)
    if not slots:
        return question
    said = {slot.name: value_name(slot.default, language) for slot in slots}
    title = _PLACE.sub(lambda found: said[found[1]], question.sentence)
    return replace(question, title=title, slots=slots, query=fill(question.query, values))


def value_name(value: Value, language: str) -> str:
    """Return what a reader calls a value: a concept by its name in the vocabularies, in that language where they have one."""
    if isinstance(value, Literal):
        return value.value
    known = load_concepts()
    return known.label(value.value, language) or known.label(value.value) or shorten(value.value)
