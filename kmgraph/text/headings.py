"""Which words of a paragraph are a heading by their number, or by the line that they have to themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kmgraph.text.heading_words import BACK_MATTER, BARE_CHAPTER, ORDINARY_OPENINGS, WORK_VERBS
from kmgraph.text.span import Span

Style = Literal[
    "part",
    "bare",
    "han",
    "han-bracket",
    "digit",
    "ordinal",
    "digit-bracket",
    "circled",
    "line",
    "run-in",
    "run-in-below",
    "back",
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
    (
        "han",
        re.compile(
            rf"[{_HAN}]{{1,3}}\s?[、.．]\s?|[壹贰叁肆伍陆柒捌玖拾]{{1,2}}、\s?|[{_HAN}]{{1,3}}[ \u3000]+(?!是)(?=[\u4e00-\u9fff“]|(?:19|20)\d\d年)"
        ),
    ),
    ("han-bracket", re.compile(rf"[（(]\s?[{_HAN}]{{1,3}}\s?[)）][、.．]?\s?|[㈠-㈩]\s?")),
    (
        "ordinal",
        re.compile(
            rf"[{_HAN}]{{1,2}} ?(?:是要?|要(?![素点求件闻务]))|第[{_HAN}]{{1,2}}[,，、]\s?|其[{_HAN}][,，、：:]\s?"
            rf"|(?:第[{_HAN}]{{1,2}}[项条件]|(?:重点|主要|专项)?(?:任务|工作|行动|工程|专项|之)[{_HAN}]{{1,2}})[：:、]\s?"
        ),
    ),
    ("digit-bracket", re.compile(r"[（(]\s?\d{1,2}\s?[)）][、.．]?\s?|\d{1,2}[)）]\s?|[⑴-⒇]\s?")),
    (
        "digit",
        re.compile(
            r"\d{1,2}(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))\s?|[⒈-⒛Ⅰ-Ⅻ][、.．]?\s?|\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff“]|(?:19|20)\d\d年)(?![年月日个万亿])"
        ),
    ),
    ("circled", re.compile(r"[①-⑳]\s?")),
)
_LONGEST = 60
# 1.新建学校5所… is an item of a list rather than a heading where its first sentence is longer
_LONGEST_ITEM = 30
_LONGEST_LINE = 34
_END = re.compile(r"[。！!？?；;]|[:：](?!\d)|[，,；;]?(?=一是)|[，,]一是")
# what shows that a short numbered line is more than a heading: a stop within it, 做强工业：开工。
_PARTED = re.compile(r"[。！!？?；;].|[，,]一是|[:：](?!\d)[^。]+。")
_STOPS = "。.！!？?；;：:，,"
_FIGURE = re.compile(r"\d|[%％‰]")
_HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_CHAPTER = re.compile(BARE_CHAPTER)
_TWO_FOLD = re.compile(r"^[^：:]{2,10}[：:][^：:]{4,}$")
_BACK_MATTER = re.compile(BACK_MATTER)
# a session's date, a speaker, a line that begins with a dash or a bracket: 2022年1月27日在…会议上, 市长 某某
_OF_FRONT = re.compile(
    r"(?:省长|市长|区长|县长|州长|盟长|旗长|主席|主任|总理|局长|专员)(?:\s|$)|\d年\s?\d{1,2}月|年[一二三四五六七八九十]{1,2}月"
    r"|会议上$|人民代表大会|^[—–\-（(【]|^[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2}$"
)
_NO_LAST = "。；;：:！!？?，,、…）)"


def numbered(text: str, paragraph: Span, index: int) -> Heading | None:
    """A heading that has a number: （一）扎实做好产业培育。…, 一是重塑工业传统产业新优势。…, 1.加快…

    Its words end at the first stop; a line that has none behind them is all heading. An item of a list that ends with a
    semicolon (一是新建学校5所；) and an overlong sentence are none.
    """
    for style, pattern in _NUMBERS:
        if match := pattern.match(text, paragraph.start, paragraph.end):
            after = match.end()
            stop = _end_of_words(text, after, paragraph.end)
            words = trimmed(text, after, stop)
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
    named = words.of(text)
    return len(words) > _LONGEST_ITEM and bool(_FIGURE.search(named) or _AT_WORK.search(named))


# 4.潭溪医院病房楼、鹭泽体育中心续建工程开工，第六水厂上马: what becomes of works
_AT_WORK = re.compile(r"(?:[开动竣完]工|建成|投用|投产|启用|封顶|上马)(?=[，,；;]|$)")


def is_back_matter(words: str) -> bool:
    """Tell whether a line opens what is put behind a report: 名词解释, 附件：, 《政府工作报告》有关用语说明."""
    return len(words) <= _LONGEST_LINE and bool(_BACK_MATTER.match(words.replace(" ", "").replace("\u3000", "")))


def standing_alone(text: str, paragraph: Span, following: Span | None, index: int) -> Heading | None:
    """A heading without a number in a line of its own: 2021年工作回顾, 站在新起点：2012年工作回顾, 扩大有效投资.

    One that names a period or a chapter's matter is a chapter's (`bare`); any other is a heading (`line`) only above a
    running text. A session's date and a speaker's name are none.
    """
    words = paragraph.of(text)
    if (dash := _DASH.match(words)) and following is not None and _is_numbered(text, following):
        title = Span(paragraph.start + dash.end(), paragraph.end)
        if title.of(text).startswith(WORK_VERBS) and len(title) <= _LONGEST_ITEM and words[-1] not in _NO_LAST:
            return Heading("line", paragraph, title, "", index)  # ——做强制造业 / （一）…
    if not 3 <= len(words) <= _LONGEST_LINE or words[-1] in _NO_LAST or "\n" in words or "。" in words:
        return None
    if len(_HAN_CHARACTER.findall(words)) < 3 or _OF_FRONT.search(words):
        return None
    if _CHAPTER.search(words) or _TWO_FOLD.match(words):
        return Heading("bare", paragraph, paragraph, "", index)
    runs_on = following is not None and "。" in following.of(text)
    if (
        runs_on
        and len(words) <= _LONGEST_ITEM
        and not _FIGURE.search(words)
        and not words.startswith(ORDINARY_OPENINGS)
    ):
        return Heading("line", paragraph, paragraph, "", index)
    return None


_DASH = re.compile(r"[—–－]{1,3}\s?")


def _is_numbered(text: str, paragraph: Span) -> bool:
    return any(pattern.match(text, paragraph.start, paragraph.end) for _, pattern in _NUMBERS)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and without a stop at its end."""
    while end > start and (text[end - 1] in _STOPS or text[end - 1].isspace()):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
