"""The saved questions: SPARQL files of data/questions, each with its title in Chinese and English in its first lines.

# zh: 哪些项目支撑石油及化工产业的目标？
# en: Which projects hold up the goal of the petrochemical industry?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TITLE = re.compile(r"^#\s*(?:title[ @:_-]*)?(zh|en)\s*[:：]\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question: its file's name, what it asks, and the query."""

    name: str
    title: str
    query: str


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
    return Question(name, titles.get(language) or titles.get("zh") or name, _TITLE.sub("", text).strip() + "\n")
