"""The saved questions: SPARQL files of data/questions, each with its title in Chinese and English in its first lines.

# zh: 哪些项目支撑石油及化工产业的目标？
# en: Which projects hold up the goal of the petrochemical industry?
# report: 530100-2022

The third line is there where a question is about one report alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_REPORT = re.compile(r"^#\s*report\s*:\s*(\S+)\s*$\n?", re.MULTILINE)
_TITLE = re.compile(r"^#\s*(?:title[ @:_-]*)?(zh|en)\s*[:：]\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question: its file's name, what it asks, the query, and the one report that it is about ("" for any)."""

    name: str
    title: str
    query: str
    report: str = ""


def about(language: str, reports: Iterable[str]) -> tuple[Question, ...]:
    """Return the saved questions that these reports, by the names of their IRIs, can answer."""
    served = set(reports)
    return tuple(question for question in saved(language) if not question.report or question.report in served)


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
    report = _REPORT.search(text)
    query = _REPORT.sub("", _TITLE.sub("", text)).strip() + "\n"
    return Question(name, titles.get(language) or titles.get("zh") or name, query, report[1] if report else "")
