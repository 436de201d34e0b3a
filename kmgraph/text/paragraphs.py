"""Lines → paragraphs: a page's furniture and a table of contents gone, lines that broke off joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kmgraph.text.heading_words import FURNITURE, FURNITURE_MAX, LICENCE
from kmgraph.text.span import Span

_LINE_END = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
# white space of all kinds, byte order mark and zero-width space
_BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\ufeff"
_FURNITURE = re.compile("|".join(FURNITURE), re.IGNORECASE)
_LICENCE = re.compile(LICENCE)
_PAGE_NUMBER = re.compile(r"^[-—–·\s]{0,6}(?:第\s?)?\d{1,3}(?:\s?页)?[-—–·\s]{0,6}$")
_CONTENTS = re.compile(r"^目\s{0,4}[录次]$")
_LEADER = re.compile(r"[\s.．…·。]{2,}\d{0,3}$|\s\d{1,3}$")
_ENDED = re.compile(r"[。！？!?；;：:…][”’」』）)\]］】]{0,3}$")
_BEGINS_ANEW = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(]\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?[)）]|第[一二三四五六七八九十]{1,3}[部章篇，,、]"
    r"|[一二三四五六七八九十]{1,2}是|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳]|—|–|－－|各位代表|同志们|附件?[:：]|目\s{0,4}录"
)
# what can't begin a paragraph, and what can't end one
_NEVER_FIRST = (
    "，",
    "、",
    "；",
    "：",
    "。",
    "！",
    "？",
    "）",
    "》",
    "】",
    "」",
    "』",
    "”",
    "’",
    "％",
    "%",
    ",",
    ";",
    ")",
    "的",
    "是：",
    "次全会",
)
# a title ends so, and what follows it is no part of it: …草案的报告（节选）
_TITLE_END = re.compile(r"(?:报告|(?<=\d年).{2,40}(?:计划|草案))(?:[（(【][^（）()]{1,50}[）)】]){0,2}$")
_NEVER_LAST = "，、（《【「『“‘,(的和与及"
_RUNNING = 45
_WIDEST_PAGE = 90
_SHORT = 12


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a text, each without the white space around it.

    A paragraph is a line, or several where a line breaks off in the middle of a sentence (细颗粒物（PM / 2.5 / ）平均
    浓度). Page numbers, furniture of a web page (扫码关注我们), tables of contents and an archive's licence are in none.
    """
    kept = _without_contents(text, [line for line in _lines(text) if not is_furniture(line.of(text))])
    return tuple(_joined(text, _before_licence(text, kept)))


def is_furniture(line: str) -> bool:
    """Tell whether a line is a page's own and not the report's: 点击上方"蓝字", 责任编辑：…"""
    return len(line) <= FURNITURE_MAX and bool(_FURNITURE.search(line))


def _lines(text: str) -> Iterator[Span]:
    """Lines that say something, without the white space (U+3000 and a carriage return too) around them."""
    start = 0
    for raw in _LINE_END.split(text):
        if stripped := raw.strip(_BLANK):
            left = start + len(raw) - len(raw.lstrip(_BLANK))
            yield Span(left, left + len(stripped))
        start += len(raw) + 1


def _before_licence(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines up to the licence that an archive has put behind them."""
    for line in lines:
        if _LICENCE.match(text, line.start, line.end):
            return
        yield line


def _without_contents(text: str, lines: Sequence[Span]) -> Sequence[Span]:
    """Drop a table of contents: from 目录 up to the line where its first entry stands again as a heading."""
    for i, line in enumerate(lines[:40]):
        if _CONTENTS.match(line.of(text)):
            entries = [_entry(x.of(text)) for x in lines[i + 1 :]]
            again = entries.index(entries[0], 1) if entries and entries[0] in entries[1:] else 0
            listed = again or next((n for n, x in enumerate(lines[i + 1 :]) if not _LEADER.search(x.of(text))), 0)
            if all(len(x) <= 60 for x in lines[i + 1 : i + 1 + listed]):
                return [*lines[:i], *lines[i + 1 + listed :]]
    return lines


def _entry(line: str) -> str:
    """An entry of a table of contents without its leaders and page number: 一、工作回顾……3 → 一、工作回顾."""
    return re.sub(r"\s", "", _LEADER.sub("", line[-80:])) if len(line) <= 80 else line


def _joined(text: str, lines: Iterable[Span]) -> Iterator[Span]:
    lines = list(lines)
    width = _page_width(lines)
    current: Span | None = None
    last = Span(0, 0)
    for line in lines:
        words = line.of(text)
        if _PAGE_NUMBER.match(words) and not (current and text[current.end - 1].isascii()):
            continue
        if current and _goes_on(text, current, last, line, width):
            current = Span(current.start, line.end)
        else:
            if current:
                yield current
            current = line
        last = line
    if current:
        yield current


def _page_width(lines: Sequence[Span]) -> int:
    """The width at which a page has broken its lines, 0 where lines are paragraphs."""
    lengths = sorted(map(len, lines))
    if len(lengths) < 8:
        return 0
    widest = lengths[int(len(lengths) * 0.95)]
    full = sum(widest - 3 <= n <= widest + 2 for n in lengths)
    return widest - 3 if 15 <= widest <= _WIDEST_PAGE and full > len(lengths) * 0.4 else 0


def _leaves_open(tail: str) -> bool:
    """Tell whether a line ends within a bracket that it has opened: 细颗粒物（PM."""
    return tail.rfind("（") > tail.rfind("）")


def _goes_on(text: str, paragraph: Span, last: Span, following: Span, width: int) -> bool:
    """Tell whether a paragraph breaks off and the following line goes on with it.

    新建 / 高速铁路: a running text without a stop at its end; 一、坚定前行、 / 砥砺奋进: a comma at the end; PM / 2.5 / ）.
    """
    end = text[paragraph.end - 1]
    if text.startswith(_NEVER_FIRST, following.start):
        return True
    if _BEGINS_ANEW.match(text, following.start, following.end) or _ENDED.search(text, last.start, paragraph.end):
        return False
    if end in _NEVER_LAST or _leaves_open(text[max(last.start, paragraph.end - _SHORT) : paragraph.end]):
        return True
    if width and len(last) >= width:
        return True
    if len(paragraph) <= _WIDEST_PAGE and _TITLE_END.search(paragraph.of(text)):
        return False
    heading = _BEGINS_ANEW.match(text, paragraph.start, paragraph.end) and "。" not in text[last.start : last.end]
    running = len(paragraph) > _RUNNING or text.find("。", paragraph.start, paragraph.end) >= 0
    return running and not heading and not (end in "”）)》" and len(paragraph) <= _RUNNING)
