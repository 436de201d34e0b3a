"""Which words of a paragraph are a heading: numbered ones, lines that stand alone, sentences that run into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
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
    """A heading's place: `span` with number and stop, `words` without them, in paragraph number `paragraph`."""

    style: Style
    span: Span
    words: Span
    number: str
    paragraph: int


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
# share of a plan's running paragraphs that must open with a heading for it to be a habit
_HABIT = 0.4
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
    if end - start <= _LONGEST and not re.search(r"[。！!？?；;].|[，,]一是", text[start:end]):
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
    found: list[Heading] = []
    running = 0
    for group in groups:
        candidates = [
            _Candidate(text, *item, first=n == 0 and group.leads) for n, item in enumerate(_open(text, group))
        ]
        running += sum(candidate.runs for candidate in candidates)
        titles = _with_their_lines(candidates)
        found += (candidate.heading() for candidate in _without_introduction(titles, candidates))
    return found if len(found) >= _HABIT * running else []


def _open(text: str, group: Group) -> Iterator[tuple[int, Span]]:
    """The paragraphs of a group up to the address that closes a part: 各位代表！…"""
    for index, span in group.paragraphs:
        if text.startswith(("各位代表", "同志们"), span.start):
            return
        yield index, span


class _Candidate:
    """A paragraph with its first sentence, which may be a heading."""

    def __init__(self, text: str, index: int, span: Span, *, first: bool) -> None:
        parts = list(sentences(text, span))
        self.text, self.index, self.span, self.first_sentence = text, index, span, parts[0]
        self.alone = len(parts) == 1
        self.runs = len(parts) > 1 and not _ordinary(span.of(text))
        self.first = first
        self.titled = _is_title(text, parts[0], _LONGEST_RUN_IN - 4 if first and not self.alone else _LONGEST_RUN_IN)

    def heading(self) -> Heading:
        words = _trimmed(self.text, self.first_sentence.start, self.first_sentence.end)
        return Heading("run-in", self.first_sentence, words, "", self.index)


def _with_their_lines(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Those whose first sentence is a heading; one that is alone in its line needs a longer paragraph without one below."""
    return [
        candidate
        for candidate, below in zip_longest(candidates, candidates[1:])
        if candidate is not None
        and candidate.titled
        and (
            candidate.runs
            or (candidate.alone and below is not None and not below.alone and len(below.span) >= _RUNNING)
        )
    ]


def _without_introduction(titles: list[_Candidate], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out a first paragraph that only introduces the longer ones after it, which have headings too."""
    if len(titles) >= 3 and titles[0].first and not titles[0].alone:
        usual = median(len(candidate.span) for candidate in titles[1:])
        if len(titles[0].span) < _INTRODUCTION * usual:
            return titles[1:]
    below_lines = {candidate.index + 1 for candidate in titles if candidate.alone}
    return [candidate for candidate in titles if candidate.index not in below_lines]


def _ordinary(words: str) -> bool:
    return words.startswith(ORDINARY_OPENINGS)


def _is_title(text: str, sentence: Span, longest: int) -> bool:
    """Tell whether a sentence is short, without figures, and no mere lead-in."""
    words = _trimmed(text, sentence.start, sentence.end).of(text)
    return (
        3 <= len(words) <= longest
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
