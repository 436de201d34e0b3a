"""Which words of a paragraph are a heading: numbered ones, lines that stand alone, sentences that run into the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from kmgraph.text.heading_words import BACK_MATTER, BARE_CHAPTER, LEADING_IN, ORDINARY_OPENINGS
from kmgraph.text.sentences import sentences
from kmgraph.text.span import Span

Style = Literal[
    "part", "bare", "han", "han-bracket", "digit", "ordinal", "digit-bracket", "circled", "line", "run-in", "back"
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's place: `span` with number and stop, `words` without them, in paragraph number `paragraph`.

    `until`: where what it heads ends at the latest, the end of its paragraph for one that runs into it; None: anywhere.
    """

    style: Style
    span: Span
    words: Span
    number: str
    paragraph: int
    until: int | None = None


_HAN = "一二三四五六七八九十"
# how reports number their headings, in the order of trial
_NUMBERS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第[{_HAN}]{{1,3}}(?:部分|章|篇|编)[、,，:：\s]?\s?")),
    ("han", re.compile(rf"[{_HAN}]{{1,3}}\s?[、.．]\s?")),
    ("han-bracket", re.compile(rf"[（(]\s?[{_HAN}]{{1,3}}\s?[)）][、.．]?\s?")),
    ("ordinal", re.compile(rf"[{_HAN}]{{1,2}}是(?:要)?|第[{_HAN}]{{1,2}}[,，、]\s?")),
    ("digit-bracket", re.compile(r"[（(]\s?\d{1,2}\s?[)）][、.．]?\s?")),
    ("digit", re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))\s?")),
    ("circled", re.compile(r"[①-⑳]\s?")),
)
_LONGEST = 60
# 1.新建学校5所… is an item of a list rather than a heading where its first sentence is longer
_LONGEST_ITEM = 30
_LONGEST_LINE = 34
_LONGEST_RUN_IN = 30
_RUNNING = 60
_END = re.compile(r"[。！!？?；;]|[:：](?!\d)|[，,；;]?(?=一是)|[，,]一是")
# what shows that a short numbered line is more than a heading: a stop within it, 做强工业：开工。
_PARTED = re.compile(r"[。！!？?；;].|[，,]一是|[:：](?!\d)[^。]+。")
_STOPS = "。.！!？?；;：:，,"
_FIGURE = re.compile(r"\d|[%％‰]")
_HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_CHAPTER = re.compile(BARE_CHAPTER)
_TWO_FOLD = re.compile(r"^[^：:]{2,10}[：:][^：:]{4,}$")
_BACK_MATTER = re.compile(BACK_MATTER)
_LEADING_IN = re.compile(LEADING_IN)
# a session's date, a speaker, a line that begins with a dash or a bracket: 2022年1月27日在…会议上, 市长 某某
_OF_FRONT = re.compile(
    r"(?:省长|市长|区长|县长|州长|盟长|旗长|主席|主任|总理|局长|专员)(?:\s|$)|\d年\s?\d{1,2}月|年[一二三四五六七八九十]{1,2}月"
    r"|会议上$|人民代表大会|^[—–\-（(【]|^[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2}$"
)
_NO_LAST = "。；;：:！!？?，,、…）)"
# share of a plan's paragraphs that must have such a heading for it to be a habit
_HABIT = 0.35
# an introduction is shorter than this share of the paragraphs after it
_INTRODUCTION = 0.5


def numbered(text: str, paragraph: Span, index: int) -> Heading | None:
    """A heading that has a number: （一）扎实做好产业培育。…, 一是重塑工业传统产业新优势。…, 1.加快…

    Its words end at the first stop; a line that has none behind them is all heading. An item of a list that ends with a
    semicolon (一是新建学校5所；) and an overlong sentence are none.
    """
    for style, pattern in _NUMBERS:
        if match := pattern.match(text, paragraph.start, paragraph.end):
            after = match.end()
            stop = _end_of_words(text, after, paragraph.end)
            words = _trimmed(text, after, stop)
            number = text[paragraph.start : after].strip()
            if not 2 <= len(words) <= _LONGEST or (
                style in ("digit", "ordinal") and _is_item(text, words, stop, paragraph)
            ):
                return None
            return Heading(style, Span(paragraph.start, max(stop, words.end)), words, number, index)
    return None


def _end_of_words(text: str, start: int, end: int) -> int:
    """Where a numbered heading's words end: behind the first stop, or with the line where that is the only sentence.

    抓汽车，一是支持华晨… → 抓汽车.
    """
    if end - start <= _LONGEST and not _PARTED.search(text, start, end):
        return end
    match = _END.search(text, start + 1, min(end, start + _LONGEST + 8))
    if not match:
        return end
    return match.start() + 1 if match[0] and match[0][0] not in "，," else match.start()


def _is_item(text: str, words: Span, stop: int, paragraph: Span) -> bool:
    """Tell whether a numbered paragraph is an item of a list: 1.新建、改扩建学校5所；, 一是…；二是…"""
    if text[min(stop, paragraph.end) - 1] in "；;":
        return True
    return len(words) > _LONGEST_ITEM and bool(_FIGURE.search(words.of(text)))


def is_back_matter(words: str) -> bool:
    """Tell whether a line opens what is put behind a report: 名词解释, 附件：, 《政府工作报告》有关用语说明."""
    return len(words) <= _LONGEST_LINE and bool(_BACK_MATTER.match(words.replace(" ", "").replace("\u3000", "")))


def standing_alone(text: str, paragraph: Span, following: Span | None, index: int) -> Heading | None:
    """A heading without a number in a line of its own: 2021年工作回顾, 站在新起点：2012年工作回顾, 扩大有效投资.

    One that names a period or a chapter's matter is a chapter's (`bare`); any other is a heading (`line`) only above a
    running text. A session's date and a speaker's name are none.
    """
    words = paragraph.of(text)
    if not 3 <= len(words) <= _LONGEST_LINE or words[-1] in _NO_LAST or "\n" in words or "。" in words:
        return None
    if len(_HAN_CHARACTER.findall(words)) < 3 or _OF_FRONT.search(words):
        return None
    if _CHAPTER.search(words) or _TWO_FOLD.match(words):
        return Heading("bare", paragraph, paragraph, "", index)
    runs_on = following is not None and "。" in following.of(text)
    if runs_on and len(words) <= _LONGEST_RUN_IN and not _FIGURE.search(words) and not _ordinary(words):
        return Heading("line", paragraph, paragraph, "", index)
    return None


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs without headings that follow one another, with their numbers.

    `leads`: they stand directly below a heading that has a line of its own.
    """

    paragraphs: tuple[tuple[int, Span], ...]
    leads: bool


def running_in(text: str, groups: Sequence[Group]) -> list[Heading]:
    """Headings without numbers in a plan's text: a short first sentence that says what its paragraph is about.

    提升积极的财政政策效能。今年赤字率拟按2.8%… → 提升积极的财政政策效能; it may also have a line of its own above its
    paragraph. A few short first sentences among many longer ones are no habit, and then none of them is a heading.
    """
    candidates = [_candidates(text, group) for group in groups]
    lines = sum(c.above for members in candidates for c in members if not c.doubtful)
    within = sum(c.titled and c.runs and not c.below_title for members in candidates for c in members)
    found = [c for members in candidates for c in _chosen(members, by_line=lines > within)]
    usual = sum(not c.ordinary for members in candidates for c in members)
    return [c.heading for c in found] if len(found) >= _HABIT * usual else []


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paragraph whose first sentence may be a heading.

    `titled`: that sentence reads like one; `runs`: there is more in the paragraph; `above`: there is not, but a running
    paragraph follows, which `doubtful` has such a first sentence itself; `below_title`: a line like that stands above.
    """

    heading: Heading
    length: int
    leads: bool
    ordinary: bool
    titled: bool
    runs: bool
    above: bool
    doubtful: bool
    below_title: bool


def _candidates(text: str, group: Group) -> list[_Candidate]:
    """The paragraphs of a group up to the address that closes a part: 各位代表！…"""
    spans: list[tuple[int, Span, list[Span], bool]] = []
    for n, (index, span) in enumerate(group.paragraphs):
        if n and text.startswith(("各位代表", "同志们"), span.start):
            break
        parts = list(sentences(text, span))
        spans.append((index, span, parts, _is_title(text, parts[0])))
    found: list[_Candidate] = []
    for n, (index, span, parts, titled) in enumerate(spans):
        below = spans[n + 1] if n + 1 < len(spans) else None
        above = titled and len(parts) == 1 and below is not None and len(below[1]) >= _RUNNING
        until = None if len(parts) == 1 else span.end
        heading = Heading("run-in", parts[0], _trimmed(text, parts[0].start, parts[0].end), "", index, until)
        ordinary = _ordinary(span.of(text))
        runs = len(parts) > 1 and not ordinary
        doubtful = above and below is not None and below[3]
        below_title = bool(found) and found[-1].above
        found.append(
            _Candidate(heading, len(span), n == 0 and group.leads, ordinary, titled, runs, above, doubtful, below_title)
        )
    return found


def _chosen(candidates: Sequence[_Candidate], *, by_line: bool) -> list[_Candidate]:
    """Those that are headings: lines of their own where that is the report's way (`by_line`), else first sentences.

    A first paragraph that only introduces the longer ones after it, which have headings too, is none.
    """
    if by_line:
        return [c for c in candidates if c.above or (c.titled and c.runs and not c.below_title)]
    chosen = [c for c in candidates if (c.titled and c.runs) or (c.above and not c.doubtful)]
    if len(chosen) >= 3 and chosen[0].leads:
        usual = median(c.length for c in chosen[1:])
        if chosen[0].length < _INTRODUCTION * usual or (chosen[0].above and not chosen[1].above):
            return chosen[1:]
    return chosen


def _ordinary(words: str) -> bool:
    return words.startswith(ORDINARY_OPENINGS)


def _is_title(text: str, sentence: Span) -> bool:
    """Tell whether a sentence is short, without figures, and no mere lead-in."""
    words = _trimmed(text, sentence.start, sentence.end).of(text)
    return (
        3 <= len(words) <= _LONGEST_RUN_IN
        and text[sentence.end - 1] == "。"
        and not _ordinary(words)
        and not _FIGURE.search(words)
        and not _LEADING_IN.search(words)
        and bool(_HAN_CHARACTER.search(words))
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and without a stop at its end."""
    while end > start and (text[end - 1] in _STOPS or text[end - 1].isspace()):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
