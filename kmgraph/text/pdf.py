"""A PDF's text layer → text: lines put together to paragraphs, page numbers and running heads left out."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_PAGE_NUMBER = re.compile(
    r"^[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4}|\s*[,，]?\s*共\s*\d{1,4}\s*页)?[-—–·\s]*$"
)
_HEADING = re.compile(
    r"第[一二三四五六七八九十]{1,3}[部章]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_MANY_PAGES = 3
# in widths of a character: what is an indent, what is a line that ends before the margin
_INDENT, _SHORT = 1.2, 2.5
# radicals that printers of PDF put for characters of the same shape, where Unicode names no equal: ⻓ for 长
_RADICALS = str.maketrans(
    "⺎⺓⺟⺠⺩⺬⻁⻃⻄⻅⻆⻉⻊⻋⻌⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻳",
    "兀幺母民王示虎西西见角贝足车辶長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙龟",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, and where it stands on its page (points from the left and from the foot)."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int


def text_of_pdf(data: bytes) -> str:
    """Return the text layer of a PDF, a paragraph a line; "" where it has none.

    Raises what pdfminer raises for a file that it can't read.
    """
    lines = [line for page in _pages(data) for line in page]
    return "\n".join(paragraphs_of(_without_running_heads(lines)))


def _pages(data: bytes) -> Iterator[list[Line]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextBox, LTTextLine

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    for number, page in enumerate(extract_pages(io.BytesIO(data))):
        yield [
            Line(_written(line.get_text()), line.x0, line.x1, line.y0, line.y1, number)
            for box in page
            if isinstance(box, LTTextBox)
            for line in box
            if isinstance(line, LTTextLine) and line.get_text().strip()
        ]


def _written(words: str) -> str:
    """Words with the characters that were meant: ⽣产 → 生产, ﬁle → file."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "\u2f00" <= char <= "\u2fdf" or "\ufb00" <= char <= "\ufb06" else char
        for char in words.strip().translate(_RADICALS)
    )


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Lines without page numbers, and without what stands at the head or foot of most pages."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = [edge for page in pages.values() for edge in _edges(page)]
    often = Counter(_masked(line.text) for line in edges)
    needed = max(_MANY_PAGES, len(pages) // 2 + 1)
    dropped = {id(line) for line in edges if _PAGE_NUMBER.match(line.text) or often[_masked(line.text)] >= needed}
    return [line for line in lines if id(line) not in dropped]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The two highest and the two lowest lines of a page."""
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:2] + by_height[max(2, len(by_height) - 2) :]


def _masked(words: str) -> str:
    return re.sub(r"\d+", "0", words)


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """Join printed lines to paragraphs.

    A paragraph ends with a line that stops before the right margin, before one that is indented, before a wider gap, or
    before a numbered heading.
    """
    if not lines:
        return []
    size = median(line.top - line.bottom for line in lines)
    left, right = _margins(lines)
    gap = median([a.bottom - b.top for a, b in _neighbours(lines)] or [0.0])
    found = [lines[0].text]
    for before, line in pairwise(lines):
        indented = line.left > left + _INDENT * size and line.left > before.left + _INDENT * size / 2
        ended = before.right < right - _SHORT * size
        apart = line.page == before.page and before.bottom - line.top > gap + size * 0.8
        if indented or ended or apart or _HEADING.match(line.text):
            found.append(line.text)
        else:
            found[-1] += _between(found[-1], line.text) + line.text
    return found


def _neighbours(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    return ((a, b) for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and right edge of the type area: what the tenth line from either side reaches."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lines) // 10], rights[len(lines) * 9 // 10]


def _between(before: str, after: str) -> str:
    """A space between two words in Latin letters, nothing between Chinese characters."""
    return " " if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""
