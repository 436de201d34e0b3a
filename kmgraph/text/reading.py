"""A file of any usual kind → its text: TXT in the usual encodings, HTML pages, DOCX, PDF with a text layer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kmgraph.errors import ReadingError

MAX_BYTES = 50_000_000
_CODECS = ["gb18030", "big5", "utf_16_le", "utf_16_be"]


@dataclass(frozen=True, slots=True)
class Source:
    """A report's text as decoded, with the SHA-256 of its UTF-8 form and what its file's name says of it.

    `place` and `year` are guesses from a name such as `2022-昆明市-计划报告.txt`, None where it says nothing: a title in
    the text knows better.
    """

    text: str
    sha256: str
    name: str
    place: str | None
    year: int | None


def read(path: Path) -> Source:
    """Read a report's file. Line breaks are left as they are; a byte order mark is no text and is left out.

    Raises ReadingError, naming the file and what to do, where it is missing, empty, too large or no text.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadingError(f"{path}: {size:,} bytes are more than a report holds (limit {MAX_BYTES:,})")
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path}: {error.strerror or error}") from None
    text = _reader(path, data)(data, path)
    if not text.strip():
        raise ReadingError(f"{path}: the file holds no text")
    return Source(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), path.name, *named(path.stem))


def named(stem: str) -> tuple[str | None, int | None]:
    """Guess place and year from a file's name: `2022-昆明市-计划报告` → 昆明市, 2022; `成都_2023` → 成都, 2023."""
    parts = re.split(r"[-_\s·]+", stem)
    year = next((int(part) for part in parts if re.fullmatch(r"(?:19|20)\d\d年?", part) for part in [part[:4]]), None)
    place = next(
        (
            part
            for part in parts
            if re.fullmatch(r"[\u4e00-\u9fff]{2,14}", part)
            and not re.search(r"报告|节选|摘登|计划|规划|全国|政府", part)
        ),
        None,
    )
    return place, year


def _reader(path: Path, data: bytes) -> Callable[[bytes, Path], str]:
    """Choose a reader by what the file begins with, and by its name only where that does not tell."""
    if data.startswith(b"%PDF"):
        return _pdf
    if data.startswith(b"PK\x03\x04"):
        return _docx
    if path.suffix.lower() in (".html", ".htm") or re.match(rb"\s*(?:<!doctype html|<html)", data[:200], re.I):
        return _html
    return _plain


def _plain(data: bytes, path: Path) -> str:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                raise ReadingError(f"{path}: broken {codec} text at byte {error.start}") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data, path)
    if "\0" in text or sum(c < " " and c not in "\t\n\r\f\v" for c in text[:20_000]) > len(text[:20_000]) // 50:
        raise ReadingError(f"{path}: this is no text file; a report is read from TXT, HTML, DOCX or PDF")
    return text


def _guess(data: bytes, path: Path) -> str:
    """Decode text that is not UTF-8, if it becomes Chinese that way."""
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=_CODECS).best()
    text = str(found) if found else ""
    common = sum(text.count(word) for word in "的一是在不了有和年发展经济国家發")
    if not text or common < len(text) // 200:
        raise ReadingError(f"{path}: unknown encoding; save the file as UTF-8 (UTF-16 and GB18030 are read too)")
    return text


def _html(data: bytes, path: Path) -> str:
    """The main text of a page, one paragraph a line; menus, footers and scripts are left out."""
    import trafilatura

    text = trafilatura.extract(
        data, output_format="txt", include_comments=False, include_tables=True, include_links=False, favor_recall=True
    )
    if not text:
        raise ReadingError(f"{path}: no running text was found in this page; save its text as a TXT file")
    return text


def _docx(data: bytes, path: Path) -> str:
    """Paragraphs and table rows in the order of the page, a line each."""
    import io

    import docx
    from docx.table import Table

    try:
        content = docx.Document(io.BytesIO(data)).iter_inner_content()
    except Exception:  # python-docx raises KeyError, ValueError, BadZipFile and others on a broken archive
        raise ReadingError(f"{path}: this is no Word document (DOCX) that can be read") from None
    lines: list[str] = []
    for block in content:
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _pdf(data: bytes, path: Path) -> str:
    """The text layer of a PDF, its lines joined to paragraphs again and its page numbers left out."""
    import io
    import logging

    from pdfminer.high_level import extract_text

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        pages = extract_text(io.BytesIO(data)).split("\f")
    except Exception as error:  # pdfminer raises many kinds on a broken file
        raise ReadingError(f"{path}: this PDF can't be read: {type(error).__name__}") from None
    lines = [line for page in pages for line in _without_page_number(page.split("\n"))]
    text = heal(lines)
    if not text.strip():
        raise ReadingError(f"{path}: this PDF has no text layer; it needs to be recognised (OCR) first")
    return text


def _without_page_number(lines: list[str]) -> list[str]:
    """The lines of a page without a bare number at its foot or head: `12`, `— 12 —`."""
    number = re.compile(r"^[-—–\s]*\d{1,4}[-—–\s]*$")
    kept = [line for line in lines if line.strip()]
    if kept and number.match(kept[-1]):
        kept.pop()
    if kept and number.match(kept[0]):
        kept.pop(0)
    return kept


def heal(lines: list[str]) -> str:
    """Join lines that a page's width has broken: a line that is about as wide as the widest and ends without a stop goes on.

    >>> heal(["全市地区生产总值增", "长7.5%左右。", "一、主要任务"])
    '全市地区生产总值增长7.5%左右。\\n一、主要任务'
    """
    stripped = [line.strip() for line in lines if line.strip()]
    usual = sorted(map(len, stripped))[int(len(stripped) * 0.8)] if stripped else 0
    out: list[str] = []
    open_line = False
    for line in stripped:
        if open_line and not re.match(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]", line):
            glue = (
                " "
                if out[-1][-1:].isascii() and out[-1][-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
                else ""
            )
            out[-1] += glue + line
        else:
            out.append(line)
        open_line = line[-1] not in "。！？!?；;：:" and len(line) >= usual * 0.8
    return "\n".join(out)
