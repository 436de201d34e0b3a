"""Keys made from content: a fact keeps its key while its own sentence stands, whatever is edited elsewhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict

from kmgraph.text.document import Sentence
from kmgraph.text.span import Span

_DIGITS = 8
_MARKS = re.compile(r"[\s“”‘’\"'「」『』《》〈〉·,，、]")
_BRACKETS = re.compile(r"[()\[\]【】]")
_CLASS_WORD = re.compile(r"(?<=..)(?:建设|改造|新建)?(?:工程项目|项目|工程|建设)$")


class Keys:
    """Gives out the keys of one report. `goal-7f3a9c12`: the kind and 8 hex digits of what the content is.

    A counter (`goal-7f3a9c12-2`) tells apart what has the same content: the facts of two identical sentences, in the
    text's order.
    """

    def __init__(self) -> None:
        self._given: defaultdict[str, int] = defaultdict(int)

    def of_span(self, kind: str, sentence: Sentence, span: Span) -> str:
        """Return the key of what stands at a span of a sentence: from the sentence's text and the offset in it."""
        return self._unique(content_key(kind, sentence.text, str(span.start - sentence.span.start)))

    def of_words(self, kind: str, *words: str) -> str:
        """Return the key of what its words alone tell apart: a heading, a project's name."""
        return self._unique(content_key(kind, *words))

    def _unique(self, key: str) -> str:
        self._given[key] += 1
        return key if self._given[key] == 1 else f"{key}-{self._given[key]}"


def content_key(kind: str, *parts: str) -> str:
    """Return kind and hash: `content_key("org", "云天化")` is the same in every report."""
    content = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.sha256(content).hexdigest()[:_DIGITS]}"


def normal_name(name: str) -> str:
    """Return a project's or a body's name as it is compared: without quotes, spaces, brackets and the final class word.

    >>> normal_name("“滇中引水”配套工程"), normal_name("闻泰智能制造产业园（一期）"), normal_name("三环闭合工程项目")
    ('滇中引水配套', '闻泰智能制造产业园一期', '三环闭合')
    """
    plain = _BRACKETS.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", name))).casefold()
    return _CLASS_WORD.sub("", plain) or plain or name


_BARE_PHASE = re.compile(r"[一二三四五六]期(?:项目|工程)?")
_PHASE = re.compile(r"[（(]?[一二三四五六]期(?:项目|工程)?[）)]?")


def full_name(name: str, before: str) -> str:
    """Return a phase's name with its project's, which stands before it in the sentence.

    >>> full_name("二期", "甲公司昆明基地一期"), full_name("6号线二期", "5号线")
    ('甲公司昆明基地二期', '6号线二期')
    """
    if not before or not _BARE_PHASE.fullmatch(name):
        return name
    return _PHASE.sub("", before) + name
