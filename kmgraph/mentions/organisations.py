"""Firms and bodies that own, lead or do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kmgraph.mentions.mention import OrganizationName, ProjectName
from kmgraph.mentions.names import own_characters, placed, places_of
from kmgraph.mentions.organisation_words import BODIES, BRANCHES, FORMS, KINDS_TOO, NOT_A_FIRM, NOT_IN_A_FIRM
from kmgraph.mentions.project_words import boundary_words
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_organizations(
    document: Document, vocabulary: Vocabulary, projects: tuple[ProjectName, ...] = ()
) -> tuple[OrganizationName, ...]:
    """Find firms and bodies, in the text's order: the owners in the names of `projects`, 市发改委, 宝象物流集团."""
    places = places_of(vocabulary, document.place or "")
    found: dict[Span, str] = {}
    for project in projects:
        if project.owner:
            found[Span(project.span.start, project.span.start + len(project.owner))] = "owner_in_project"
    for sentence in document.sentences:
        for rule, start, end in (*_bodies(sentence.text), *_firms(sentence.text, places)):
            span = Span(start, end).shift(sentence.span.start)
            if not any(span.overlaps(other) for other in found):
                found[span] = rule
    return tuple(
        OrganizationName(span=span, text=span.of(document.text), rule=found[span], name=span.of(document.text))
        for span in sorted(found)
    )


@cache
def _body_pattern() -> re.Pattern[str]:
    stems = "|".join(sorted(BODIES, key=len, reverse=True))
    return re.compile(rf"(?:国家|自治区|[省市县区州])?(?:{stems})(?![\u4e00-\u9fff]?长(?!江))")


def _bodies(text: str) -> Iterator[tuple[str, int, int]]:
    """市发改委, 省交通运输厅, 人民银行."""
    for match in _body_pattern().finditer(text):
        yield "public_body", match.start(), match.end()


_FIRM_END = re.compile("|".join(sorted(FORMS, key=len, reverse=True)))
_FIRM_MAX = 18


@cache
def _firm_stop() -> re.Pattern[str]:
    """Where a firm's name can begin: behind a stop, a small word or a verb."""
    verbs = (word.text for listed in boundary_words().values() for word in listed if len(word.text) > 1)
    small = (
        r"[，,；;。、：:！？“”《》（）()\s的和与及由向对在将获为等家个名以]|[是让使于从给被把]|(?<=[立建办设引成])了"
    )
    return re.compile(f"{small}|{'|'.join(sorted({*verbs, *NOT_IN_A_FIRM}, key=len, reverse=True))}")


def _firms(text: str, places: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """宝象物流集团, 云南大学: what ends in a form of firm or school and has a name of its own."""
    for match in _FIRM_END.finditer(text):
        start = max(0, match.start() - _FIRM_MAX)
        for stop in _firm_stop().finditer(text, start, match.start()):
            start = stop.end()
        name = text[start : match.end()]
        before = text[start : match.start()]
        if len(before) < 2 or NOT_A_FIRM.search(name) or _NAME_GOES_ON.match(text[match.end() : match.end() + 2]):
            continue
        if own_characters(before) > 1 or (placed(before, places) and len(before) <= 6):
            yield "named_firm", start, match.end()


_NAME_GOES_ON = re.compile(r"[园城路化区站生]|集团|公司|有限")

_BEFORE_FIGURE = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:[一二三四五六]期)?(?:年产)?\d")
_FORM = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,12}?(?:集团|公司|股份|银行|大学|研究院|研究所|保险))(?!总部经济)")


def owner_of(name: str, places: frozenset[str]) -> str | None:
    """The firm that a project's name begins with, None where it begins with none.

    云天化90万吨磷石膏综合利用 → 云天化; 华为云南总部 → 华为; 沃森生物科技创新中心 → 沃森生物; 东川港 → None
    """
    if match := _FORM.match(name):
        return match[1] if own_characters(match[1]) or placed(match[1], places) else None
    candidates = (_before_figure(name), _before_place(name, places), _with_branch(name))
    return next(
        (c for c in candidates if c and own_characters(c) > 1 and c[:2] not in places and c not in places), None
    )


def _before_figure(name: str) -> str | None:
    match = _BEFORE_FIGURE.match(name)
    return match[1] if match and len(match[1]) < 7 and not NOT_A_FIRM.search(match[1]) else None


def _before_place(name: str, places: frozenset[str]) -> str | None:
    """华为|云南总部: what is all its own, before a place."""
    for at in range(2, min(5, len(name) - 3)):
        if any(name[at : at + length] in places for length in (2, 3, 4)):
            return name[:at] if own_characters(name[:at]) == at and not NOT_A_FIRM.search(name[: at + 1]) else None
    return None


def _with_branch(name: str) -> str | None:
    """沃森生物|科技创新中心: a name of its own, then a branch that firms put in theirs.

    A branch that names the thing as well is left out: 闻泰|智能制造产业园.
    """
    for length in range(2, 5):
        firm = name[:length]
        if own_characters(name, length) < length or len(firm) < length:
            continue
        if branch := _BRANCH.match(name, length):
            alone = branch[0] not in KINDS_TOO or branch.end() == len(name)
            return firm + branch[0] if alone else firm
    return None


_BRANCH = re.compile("|".join(BRANCHES))
