"""A file of any usual kind → its text: TXT in the usual encodings, HTML pages, DOCX, PDF with a text layer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kmgraph.errors import ReadingError

MAX_BYTES = 50_000_000
_KINDS = "a report is read from TXT, HTML, DOCX or PDF"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CODECS = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
# characters that any page of Chinese holds, simplified and traditional
_COMMON = frozenset("的一是在不了有和人大中年发展经济国家建设發經濟國會，。")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!doctype html|<html|<head|<body)", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)


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

    @property
    def plans(self) -> bool:
        """Whether the file's name calls it a plan: `西藏-2026-plan`, `2022-昆明市-计划报告`."""
        return _PLAN.search(self.name) is not None


_PLAN = re.compile(r"plan|计划|预期目标", re.IGNORECASE)


def read(path: Path) -> Source:
    """Read a report's file. Line breaks are left as they are; a byte order mark is no text and is left out.

    Raises ReadingError, one line that names the file, the fault and what to do: missing, a directory, not readable,
    empty, too large, no text, of an unknown encoding, a broken DOCX or PDF.
    """
    data = _bytes(path)
    text = _reader(path, data)(data, path)
    if not text.strip():
        raise ReadingError(f"{path}: the file holds no text; {_KINDS}")
    return Source(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), path.name, *named(path.stem))


def named(stem: str) -> tuple[str | None, int | None]:
    """Guess place and year from a file's name: `2022-昆明市-计划报告` → 昆明市, 2022; `成都_2023` → 成都, 2023."""
    parts = re.split(r"[-_\s·.（）()]+", stem)
    years = [int(part[:4]) for part in parts if re.fullmatch(r"(?:19|20)\d\d年?", part)]
    places = [part for part in parts if re.fullmatch(r"[\u4e00-\u9fff]{2,14}", part) and not _NO_PLACE.search(part)]
    return next(iter(places), None), next(iter(years), None)


_NO_PLACE = re.compile(r"报告|节选|摘登|全文|草案|计划|规划|全国|政府|工作|附件")


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError(f"{path}: this is a directory; name a report's file in it")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ReadingError(f"{path}: {size:,} bytes are more than a report holds (limit {MAX_BYTES:,})")
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"{path}: there is no such file; check its name") from None
    except PermissionError:
        raise ReadingError(f"{path}: the file may not be read; change its permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadingError(f"{path!s}: the file can't be read: {getattr(error, 'strerror', None) or error}") from None


def _reader(path: Path, data: bytes) -> Callable[[bytes, Path], str]:
    """Choose a reader by what the file begins with, and by its name only where that does not tell."""
    if not data.strip(b"\0 \t\r\n"):
        raise ReadingError(f"{path}: the file is empty; {_KINDS}")
    for beginning, fault in _OTHERS.items():
        if data.startswith(beginning):
            raise ReadingError(f"{path}: {fault}")
    if path.suffix.lower() in _RDF or _TURTLE.match(data):
        raise ReadingError(f"{path}: this is RDF, no report; “kmgraph validate {path}” says what is in it; {_KINDS}")
    if b"%PDF-" in data[:1024]:
        return _pdf
    if data.startswith(b"PK\x03\x04"):
        return _docx
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or _HTML.match(data):
        return _html
    return _plain


# a graph is no text: read as a report, its labels would be facts once more
_RDF = (".ttl", ".turtle", ".nt", ".nq", ".trig", ".rdf", ".jsonld")
_TURTLE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n)*(?:@prefix|@base|prefix|base)\s+\S*\s*<", re.IGNORECASE)

# kinds that a reader may well have, and what to do with them
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "this is an old Word file (DOC, WPS); save it as DOCX",
    b"{\\rtf": "this is a rich text file (RTF); save it as DOCX",
    b"\x1f\x8b": "this is a compressed file; unpack it first",
    b"Rar!": "this is a compressed file; unpack it first",
    b"7z\xbc\xaf": "this is a compressed file; unpack it first",
    b"\x89PNG": "this is a picture; recognise its text (OCR) first",
    b"\xff\xd8\xff": "this is a picture; recognise its text (OCR) first",
}


# --- text files ----------------------------------------------------------------------------------------------


def _plain(data: bytes, path: Path) -> str:
    text = _decoded(data, path)
    beginning = text[:20_000]
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in beginning)
    if "\0" in beginning or controls > len(beginning) // 50:
        raise ReadingError(f"{path}: this is no text file; {_KINDS}")
    return text


def _decoded(data: bytes, path: Path) -> str:
    """Decode by the byte order mark, as UTF-8, or as what makes Chinese of it."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                raise ReadingError(f"{path}: broken {codec} at byte {error.start}; save the file as UTF-8") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guessed(data, path, error.start)


def _guessed(data: bytes, path: Path, broken_at: int) -> str:
    """Decode text that is not UTF-8, if it becomes Chinese that way."""
    if broken_at > len(data) // 2 and _is_chinese(data[:broken_at].decode("utf-8")):
        raise ReadingError(f"{path}: broken UTF-8 at byte {broken_at}; save the file as UTF-8 again")
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=_CODECS).best()
    text = str(found) if found else ""
    if not _is_chinese(text) and b"\0" in data[:20_000]:
        raise ReadingError(f"{path}: this is no text file; {_KINDS}")
    if not _is_chinese(text):
        raise ReadingError(f"{path}: unknown encoding; save the file as UTF-8 (UTF-16 and GB18030 are read too)")
    return text


def _is_chinese(text: str) -> bool:
    beginning = text[:20_000]
    return sum(char in _COMMON for char in beginning) * 60 > len(beginning) > 0


# --- pages, Word, PDF ----------------------------------------------------------------------------------------


def _html(data: bytes, path: Path) -> str:
    """The main text of a page, one paragraph a line; menus, footers and scripts are left out."""
    import trafilatura

    page = _page(data, path)
    text = trafilatura.extract(
        page, output_format="txt", include_comments=False, include_tables=True, include_links=False, favor_recall=True
    )
    if not text:
        raise ReadingError(f"{path}: no running text was found in this page; save its text as a TXT file")
    return str(text)


def _page(data: bytes, path: Path) -> str:
    """Decode a page as it says itself: <meta charset="gb2312"> (whose superset GB18030 is)."""
    if declared := _CHARSET.search(data[:4096]):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return _decoded(data, path)


def _docx(data: bytes, path: Path) -> str:
    """Paragraphs and table rows in the order of the page, a line each."""
    import io

    import docx
    from docx.table import Table

    lines: list[str] = []
    try:
        for block in docx.Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
    except Exception:  # python-docx raises KeyError, ValueError, BadZipFile and others on a broken archive
        raise ReadingError(f"{path}: this is no Word file (DOCX) that can be read; save it again as DOCX") from None
    return "\n".join(lines)


def _pdf(data: bytes, path: Path) -> str:
    """The text layer of a PDF, its lines joined to paragraphs again and its page numbers left out."""
    from kmgraph.text.pdf import text_of_pdf

    try:
        text = text_of_pdf(data)
    except Exception as error:  # pdfminer raises many kinds on a broken file
        fault = "is locked with a password" if "Password" in type(error).__name__ else "can't be read"
        raise ReadingError(f"{path}: this PDF {fault}; save its text as a TXT file") from None
    if not text.strip():
        raise ReadingError(f"{path}: this PDF has no text layer; recognise its text (OCR) first")
    return text
