"""Text → Document: title, sections with their headings, paragraphs, sentences and clauses, all with spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from kmgraph.text.span import Span

Part = Literal["front", "review", "outlook", "plan"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, up to the next heading of its level or above.

    `heading` covers the heading's words without their number (`（一）`, `一是`) and full stop; `number` is that number as
    written, "" where there is none; `depth` counts from 1 for the outermost; `parent` is the index of the section that
    holds it. `part` says what the section is about: what was done (review), the year's setting and figures (outlook),
    the work that is planned (plan), or what stands before the first heading (front).
    `task_level` is the level of a heading of planned work, 1 for the outermost, None for every other heading.
    """

    index: int
    span: Span
    heading: Span
    number: str
    depth: int
    parent: int | None
    part: Part
    task_level: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its full stop. `section` is the index of the innermost section, None before the first heading.

    `clauses` are its pieces between commas and semicolons, without these; `part` is its section's; `paragraph` is the
    index of its paragraph. A heading that stands in a line of its own is a sentence too (`is_heading`).
    """

    index: int
    span: Span
    text: str
    clauses: tuple[Span, ...]
    section: int | None
    part: Part
    paragraph: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it stands on the page. `place` and `year` are those of its title (None where it has none).

    For a report on 2021 with the plan for 2022, `year` is 2022: the year that is planned. `place` is as the title
    writes it (昆明市). What a web page put around the report is in none of the parts.
    """

    text: str
    title: Span | None
    place: str | None
    year: int | None
    sections: tuple[Section, ...]
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence that covers a position of the text, None where there is none."""
        i = bisect_right(self.sentences, position, key=lambda sentence: sentence.span.start) - 1
        if i >= 0 and self.sentences[i].span.end > position:
            return self.sentences[i]
        return None


# --- headings -----------------------------------------------------------------------------------------------

_HAN = "一二三四五六七八九十"
# the ways in which reports number their headings; the order is the order of trial, not of depth
_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第[{_HAN}]{{1,3}}(?:部分|章|篇)[、,，:：\s]?")),
    ("han", re.compile(rf"[{_HAN}]{{1,3}}[、.．]\s?")),
    ("han-bracket", re.compile(rf"[（(][{_HAN}]{{1,3}}[)）][、.．]?\s?")),
    ("ordinal", re.compile(rf"(?:[{_HAN}]{{1,2}}是(?:要)?|第[{_HAN}]{{1,2}}[,，、])")),
    ("digit-bracket", re.compile(r"[（(]\d{1,2}[)）][、.．]?\s?")),
    ("digit", re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))\s?")),
    ("circled", re.compile(r"[①-⑳]\s?")),
)
_ORDINAL_INSIDE = re.compile(rf"(?<=[。；;:：])[{_HAN}]{{1,2}}是")
_HEADING_MAX = 60
_RUN_IN_MAX = 26
_SENTENCE_END = re.compile(r"[。！？!?；;](?:[”’」』）)])*|\n")
_STOP = "。.！!？?；;：:"

_TITLE = re.compile(r"^(?=.{0,80}$)(?:关于.*报告|.*(?:政府工作报告|计划.{0,12}报告).*)(?:[（(].*[)）])?$")
_TITLE_YEARS = re.compile(r"((?:19|20)\d{2})\s?年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FAR_AHEAD = re.compile(r"到\d{4}年|远景|20[3-9]5年")
_UNIT = r"[\u4e00-\u9fff]{1,11}?(?:特别行政区|自治[区州县旗]|[省市区县州盟旗])"
_PLACE = re.compile(
    rf"(?:^|关于|年|——)((?!年|关于)(?:{_UNIT}){{1,3}}?)(?:人民政府)?(?:关于)?(?=\d{{4}}年|政府工作报告|国民经济)"
)
_SPEAKER = re.compile(rf"我(?:谨)?代表((?:{_UNIT}){{1,2}}?)人民政府")
_NO_PLACE = re.compile(r"^(?:自治[区州县旗]|[本全我][省市区县州盟旗].*|[省市区县州盟旗])$")
_FURNITURE = re.compile(
    r"点击上方|关注我们|扫码|二维码|长按识别|阅读原文|公众号|微信号|责任编辑|编辑[:：丨|]|来源[:：丨|]|供稿[:：丨|]|审核[:：丨|]|监制[:：丨|]|点个.{0,2}在看|转发.{0,4}朋友圈"
)
_PAGE_NUMBER = re.compile(r"^[-—–\s]*\d{1,3}[-—–\s]*$")

_REVIEW = re.compile(
    r"回顾|执行情况|完成情况|主要成就|取得的成[就绩]|成效|过去(?:的)?[五一]?年|[五一]年来|取得.{0,8}成[就绩]|发展成就|存在的(?:主要)?(?:困难|问题)|困难和问题|主要工作(?:情况|完成)|工作总结"
)
_OUTLOOK = re.compile(
    r"总体要求|指导思想|发展环境|预期目标|目标建议|(?:主要|发展|奋斗|总体)目标|总体思路|总体部署|形势"
)
# a chapter's heading without a number opens with the time that it speaks of: 2011年工作回顾, “十四五”时期主要目标
_BARE = re.compile(
    r"(?:[\d〇○零一二三四五六七八九]{4}年[^\d\s—]|过去|今后|今年工作|“十[一二三四五六七八九]五”|十[一二三四五六七八九]五(?:时期|期间))"
)
# openings of ordinary sentences, never of a run-in heading
_NO_RUN_IN = re.compile(
    r"(?:今年|去年|今后|当前|过去|一年来|五年来|新的一年|“十|十[一二三四五]五|新形势|做好|完成上述|实现上述|为此|围绕|经过|面对|我们|按照|根据|总的|总体|事实|成绩|回顾|同时|此外|继续做好|要牢牢|重点抓好|上年|第[一二三四]季度)"
)
_PLAN = re.compile(
    r"任务|重点工作|工作安排|工作重点|主要措施|工作措施|重点任务|工作部署|今年(?:的)?工作|\d{4}年(?:的)?(?:政府)?工作$|主要工作$"
)


def parse(text: str, *, place: str | None = None, year: int | None = None) -> Document:
    """Find the parts of a report. `place` and `year` override what the title says; None leaves it to the title.

    Nothing is normalised: every span points into `text` as given. Structure goes as far as it goes: a text without a
    heading is one run of sentences.
    """
    lines = _lines(text)
    title, body = _front(text, lines)
    headline = title.of(text) if title else ""
    year = year or _planned_year(headline, text, body)
    place = place or _place(headline, text)
    return _Builder(text, body, year).document(title, place, year)


def _lines(text: str) -> list[Span]:
    """Return the lines that say something, without the white space around them."""
    spans, start = [], 0
    for raw in re.split(r"\n", text):
        stripped = raw.strip()
        if stripped:
            left = start + len(raw) - len(raw.lstrip())
            spans.append(Span(left, left + len(stripped)))
        start += len(raw) + 1
    return spans


def _front(text: str, lines: list[Span]) -> tuple[Span | None, list[Span]]:
    """Split a page's furniture and the title off the lines of the report itself."""
    kept = [line for line in lines if not _PAGE_NUMBER.match(line.of(text)) and not _is_furniture(line.of(text))]
    for i, line in enumerate(kept[:12]):
        words = line.of(text).replace(" ", "").replace("\u3000", "")
        if _TITLE.match(words) and not words.startswith(("现在", "各位")):
            return line, kept[i + 1 :]
    return None, kept


def _is_furniture(line: str) -> bool:
    return len(line) <= 40 and bool(_FURNITURE.search(line))


def _planned_year(headline: str, text: str, body: list[Span]) -> int | None:
    """The last year that the title names (…2021年…与2022年…草案 → 2022), else what the headings say.

    A heading that looks back at a year (2021年工作回顾) puts the plan into the next one; one that names planned work
    (2022年重点工作) names the year itself.
    """
    if years := _years(headline):
        return max(years)
    reviewed: list[int] = []
    planned: list[int] = []
    for line in body:
        words = line.of(text)
        if len(words) > _HEADING_MAX or not (named := _years(words)) or _FAR_AHEAD.search(words):
            continue
        if _REVIEW.search(words) or words.startswith("关于"):
            reviewed.append(max(named) + 1)
        elif _PLAN.search(words) or _OUTLOOK.search(words):
            planned.append(max(named))
    return max(reviewed + planned, default=None)


def _years(words: str) -> list[int]:
    """Years named in a heading: 2021年, 二〇二一年."""
    digits = words.translate(_HAN_DIGITS)
    return [int(year) for year in _TITLE_YEARS.findall(digits)]


def _place(headline: str, text: str) -> str | None:
    for match in (_PLACE.search(re.sub(r"\s", "", headline)), _SPEAKER.search(text[:3000])):
        if match and not _NO_PLACE.match(match[1]):
            return match[1]
    return None


@dataclass(slots=True)
class _Open:
    """A section that has begun and not yet ended."""

    style: str
    heading: Span
    number: str
    start: int
    parent: int | None
    part: Part
    task_level: int | None
    depth: int
    end: int = -1


class _Builder:
    """One walk over the lines, with the stack of open headings."""

    def __init__(self, text: str, lines: list[Span], year: int | None) -> None:
        self.text, self.lines, self.year = text, lines, year
        self.open: list[_Open] = []
        self.stack: list[int] = []
        self.sentences: list[Sentence] = []
        # an excerpt that shows only a later part has no heading that says so: it is read as planned work
        self.numbered = any(style == "han" for style, *_ in map(self._number, lines))

    def document(self, title: Span | None, place: str | None, year: int | None) -> Document:
        for index, line in enumerate(self.lines):
            self._line(index, line)
        end = self.lines[-1].end if self.lines else 0
        for position in range(len(self.stack)):
            self.open[self.stack[position]].end = end
        sections = tuple(
            Section(
                i,
                Span(s.start, max(s.end, s.heading.end)),
                s.heading,
                s.number,
                s.depth,
                s.parent,
                s.part,
                s.task_level,
            )
            for i, s in enumerate(self.open)
        )
        return Document(self.text, title, place, year, sections, tuple(self.lines), tuple(self.sentences))

    def _number(self, line: Span) -> tuple[str | None, int]:
        for style, pattern in _NUMBERS:
            if match := pattern.match(self.text, line.start, line.end):
                return style, match.end()
        return None, line.start

    def _line(self, index: int, line: Span) -> None:
        style, after = self._number(line)
        stop = self._first_stop(after, line.end)
        alone = stop >= line.end
        if style and stop - after <= _HEADING_MAX and (alone or style != "digit" or stop - after <= _RUN_IN_MAX):
            heading = self._trim(Span(after, stop))
            if len(heading):
                self._begin(style, heading, self.text[line.start : after].strip(), line.start)
                self._add(index, Span(line.start, stop), is_heading=True)
                self._sentences(index, Span(stop, line.end))
                return
        if style is None and alone and self._stands_alone(line):
            self._begin("bare", self._trim(line), "", line.start)
            self._add(index, line, is_heading=True)
            return
        if style is None and not alone and self._runs_in(Span(line.start, stop)):
            self._begin("run-in", self._trim(Span(line.start, stop)), "", line.start)
            self._add(index, Span(line.start, stop), is_heading=True)
            self._sentences(index, Span(stop, line.end))
            return
        if self.stack and self.open[self.stack[-1]].style == "run-in":
            self._close(self.stack.pop(), line.start)
        self._sentences(index, line)

    def _first_stop(self, start: int, end: int) -> int:
        """End of the first sentence: behind its 。 — a heading's words run up to there."""
        match = re.compile(r"[。！!？?；;]|[:：](?!\d)").search(self.text, start, end)
        return match.end() if match else end

    def _trim(self, span: Span) -> Span:
        start, end = span.start, span.end
        while end > start and (self.text[end - 1] in _STOP or self.text[end - 1].isspace()):
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        return Span(start, end)

    def _stands_alone(self, line: Span) -> bool:
        """A short line without a number and without a full stop that names a part: 2011年工作回顾."""
        words = line.of(self.text)
        return len(words) <= 34 and words[-1] not in "。；;：:！!，,、" and bool(_BARE.match(words))

    def _runs_in(self, span: Span) -> bool:
        """A short first sentence that says what its paragraph is about: 新能源汽车加速起势。全力服务…

        Figures, commas of a list and the words that open ordinary sentences speak against it.
        """
        words = self._trim(span).of(self.text)
        if self._part_now() != "plan" or not self.stack or self.text[span.end - 1] != "。":
            return False
        return (
            3 <= len(words) <= _RUN_IN_MAX
            and not _NO_RUN_IN.match(words)
            and not re.search(r"[\d%％、]|各位代表|同志们|完善.*等政策|，是|之[一年]$|的[一五]年$", words)
        )

    def _part_now(self) -> Part:
        return self.open[self.stack[-1]].part if self.stack else ("front" if self.numbered else "plan")

    def _begin(self, style: str, heading: Span, number: str, start: int) -> None:
        level = self._level(style)
        while len(self.stack) > level:
            self._close(self.stack.pop(), start)
        parent = self.stack[-1] if self.stack else None
        part = self._part_of(heading, parent)
        self.open.append(
            _Open(
                style,
                heading,
                number,
                start,
                parent,
                part,
                self._task_level(style, heading, parent, part),
                level + 1,
            )
        )
        self.stack.append(len(self.open) - 1)

    def _close(self, index: int, end: int) -> None:
        self.open[index].end = end

    def _level(self, style: str) -> int:
        """How many open headings stay open: those above the last one of its style; run-in ones are innermost."""
        styles = [self.open[i].style for i in self.stack]
        if style in ("bare", "part"):
            return 0
        if style in styles:
            return styles.index(style)
        if style == "han":
            return 1 if styles[:1] == ["bare"] or styles[:1] == ["part"] else 0
        return len(styles) - (1 if styles[-1:] == ["run-in"] else 0)

    def _part_of(self, heading: Span, parent: int | None) -> Part:
        words = heading.of(self.text)
        if parent is not None:
            part = self.open[parent].part
            if part == "outlook" and _PLAN.search(words) and not _OUTLOOK.search(words):
                return "plan"
            return part
        years = _years(words)
        past = bool(years) and self.year is not None and max(years) < self.year
        if _REVIEW.search(words) or (past and not _PLAN.search(words)) or (past and "任务" not in words):
            return "review"
        if _PLAN.search(words):
            return "plan"
        if _OUTLOOK.search(words):
            return "outlook"
        return "plan"

    def _task_level(self, style: str, heading: Span, parent: int | None, part: Part) -> int | None:
        """Level of a heading of planned work; a chapter that only announces the tasks (三、…主要任务) is none."""
        if part != "plan":
            return None
        words = heading.of(self.text)
        if parent is None or self.open[parent].part != "plan":
            announces = len(words) <= 30 and _PLAN.search(words) and (style != "han-bracket")
            return None if announces else 1
        above = self.open[parent].task_level
        return (above or 0) + 1

    # --- sentences ------------------------------------------------------------------------------------------

    def _sentences(self, paragraph: int, span: Span) -> None:
        start = span.start
        for match in re.compile(r"[。！？!?]+[”’」』）)]*").finditer(self.text, span.start, span.end):
            self._add(paragraph, Span(start, match.end()))
            start = match.end()
        self._add(paragraph, Span(start, span.end))

    def _add(self, paragraph: int, span: Span, *, is_heading: bool = False) -> None:
        start, end = span.start, span.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        section = self.stack[-1] if self.stack else None
        whole = Span(start, end)
        self.sentences.append(
            Sentence(
                len(self.sentences),
                whole,
                whole.of(self.text),
                _clauses(self.text, whole),
                section,
                self._part_now(),
                paragraph,
                is_heading,
            )
        )


def _clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Pieces between commas, semicolons and colons; a comma within a number (1,200) or brackets does not part."""
    pieces, start, depth = [], sentence.start, 0
    for i in range(sentence.start, sentence.end):
        char = text[i]
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif char in "。；;" or (
            depth == 0 and (char in "，！？!?：:" or (char == "," and not _within_number(text, i)))
        ):
            if i > start:
                pieces.append(Span(start, i))
            start = i + 1
    if sentence.end > start:
        pieces.append(Span(start, sentence.end))
    return tuple(pieces)


def _within_number(text: str, i: int) -> bool:
    return (
        text[i + 1 : i + 4].isdigit()
        and len(text[i + 1 : i + 4]) == 3
        and text[i - 1 : i].isdigit()
        and not text[i + 4 : i + 5].isdigit()
    )
