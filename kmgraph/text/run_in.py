"""Headings that have neither a number nor a mark: short first sentences that say what their paragraph is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kmgraph.text.heading_words import NO_HEADING, ORDINARY_OPENINGS, WORK_VERBS
from kmgraph.text.headings import Heading, Style, trimmed
from kmgraph.text.sentences import sentences
from kmgraph.text.span import Span

_LONGEST = 30
_RUNNING = 60
_FIGURE = re.compile(r"\d|[%％‰]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DASH = re.compile(r"(?:[—–－]{1,2}|[■◆●▲★▪◇□○•·*▶►※])\s?")
_LABELLED = re.compile(
    rf"(?:{_DASH.pattern}[\u4e00-\u9fff“”、]{{2,14}}|(?!.{{0,7}}[是为如下])[\u4e00-\u9fff“”、]{{2,8}})[：:](?=[^\s“])"
)
# what is only hoped for: ——经济实力更加雄厚。
_HOPED = re.compile(r"增长|提[高升]|改善|增强|更|显著|明显|新[台成进突局面格高]|持续|稳定|不断|进一步|彰显|实现|达到")
_SAYS = re.compile(NO_HEADING)
# share of a plan's paragraphs that must have such a heading for it to be a habit
_HABIT = 0.35
# a heading within a paragraph, none of which names a measure of its own (完成专项任务); how much stands behind each
_INNER = re.compile(
    r"[^，、：；\d（）]{3,14}(?:、[^，、：；\d“”（）]{2,6})?(?<!试点)(?<!工程)(?<!计划)(?<!项目)(?<!制度)(?<!措施)(?<!办法)(?<!改造)(?<!任务)。"
)
# the same where they are counted: 一是工程机械抢先机。一是铁腕治霾，让天更蓝。
_NUMBERS = "一二三四五六七八九十"
_COUNTED = re.compile(
    rf"(?:([{_NUMBERS}])(是(?!要(?!素|点|地))|要)|(\d)[.．])([^，：；。\d]{{3,18}}|[^，：；。\d]{{4}}，[^，：；。\d]{{4}}|[^，：；。\d]{{5}}，[^，：；。\d]{{5}})。"
)
_COUNTS_ON = re.compile(rf"[{_NUMBERS}][是要]|\d[.．]")
_INNER_LEAST = 3
_INNER_SPREAD = 7
_INNER_PARAGRAPHS = 2
# in so many paragraphs 一要 … 二要 is a report's habit
_URGED = 3
# so many of them in one paragraph are headings, be it the only one
_INNER_SURE = 4
# how unlike in length those are at most that stand below a heading without a number
_INNER_EVEN = 2
_BEHIND_INNER = 40
# an introduction is shorter than this share of the paragraphs after it
_INTRODUCTION = 0.5


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


def within(text: str, paragraphs: Sequence[tuple[int, Span]], *, opens: bool = False) -> list[Heading]:
    """Headings within the paragraphs that numbered headings run into: (六)建设和美乡村。…发展乡村产业。…改善人居环境。…

    They are short, alike, and each has more behind it than itself; one paragraph of them among several is none. Where a
    paragraph stands alone below a heading, the first of them `opens` it: （二）扩大开放。 / 加强招商引资。…优化营商环境。…
    """
    found = [_inner(text, index, span, opens=opens) for index, span in paragraphs]
    headed = sum(map(bool, found))
    least = 0 if headed >= min(_INNER_PARAGRAPHS, _HABIT * len(paragraphs)) else _INNER_SURE
    return [heading for headings in found if len(headings) >= least for heading in headings]


def below_running(text: str, paragraphs: Sequence[tuple[int, Span]]) -> list[Heading]:
    """Headings below one without a number in its own paragraph: 扩大有效投资。…推进项目提速。…强化要素保障。…抓好项目储备。…

    One paragraph of them is none, if they are not many; two are.
    """
    found = [headings for index, span in paragraphs if (headings := _inner(text, index, span, "run-in-below"))]
    if len(found) < _INNER_PARAGRAPHS:
        found = [h for h in found if len(h) >= _INNER_SURE and _alike([heading.words for heading in h], _INNER_EVEN)]
    return [heading for headings in found for heading in headings]


def counted(text: str, paragraphs: Sequence[tuple[int, Span, str]]) -> list[Heading]:
    """Headings that are counted within a paragraph: (一)做强制造业。一是工程机械抢先机。…二是汽车换道。…

    Each stands alone, and more is said behind it; 一要做强工业。 is one where the report has the habit. Figures count as well:
    (一)做强制造业。1.工程机械抢先机。…2.汽车换道。… A paragraph comes with the number of the heading that it begins with: behind 一是
    the count goes on with 二是.
    """
    found = [headings for index, span, number in paragraphs if (headings := _counted(text, index, span, number))]
    urged = sum(headings[0].number.endswith("要") for headings in found)
    return [h for headings in found if urged >= _URGED or not headings[0].number.endswith("要") for h in headings]


def _counted(text: str, index: int, span: Span, number: str) -> list[Heading]:
    begun = 1 if number == "一是" else 0
    numbers = iter(_NUMBERS[begun:])
    wanted = next(numbers)
    found: list[Heading] = []
    for part, behind in pairwise(sentences(text, span)):
        title = _COUNTED.fullmatch(text, part.start, part.end)
        digit = title and title[3]
        said = digit and _NUMBERS[int(digit) - 1 : int(digit)]
        if title is None or (title[1] or said) != wanted or _COUNTS_ON.match(text, behind.start):
            continue
        words = Span(title.start(4), title.end(4))
        style: Style = "digit" if digit else "ordinal"
        found.append(Heading(style, part, words, digit or title[1] + title[2], index, span.end))
        wanted = next(numbers, "")
    return found if len(found) + begun > 1 else []


def _inner(text: str, index: int, span: Span, style: Style = "run-in", *, opens: bool = False) -> list[Heading]:
    parts = list(sentences(text, span))
    first = 1 if style == "run-in-below" else 0  # the sentence right behind such a heading is no other one
    titles = [part for part in parts[first:] if _is_inner_title(text, part)]
    actions = [title for title in titles if text.startswith("行动", title.end - 3)]
    if len(actions) == 1:  # several are the way of the report: 实施招商提效行动。…实施园区升级行动。…
        titles.remove(actions[0])
    led = _led(text, titles, span.end)
    if led and led[0] == parts[0] and not opens and not _alike(led):
        titles, led = titles[1:], led[1:]  # a first sentence that only introduces the others
    by_chance = len(titles) - len(led)  # 推动产业园落地鹭泽。 stands among them, and says what is done
    if len(led) < _INNER_LEAST or by_chance > len(led) // _INNER_LEAST or not _alike(led):
        return []
    if opens and led[0].start > span.start:
        return []
    return [Heading(style, title, trimmed(text, title.start, title.end), "", index, span.end) for title in led]


def _led(text: str, titles: Sequence[Span], end: int) -> list[Span]:
    """Of short sentences that stand together the one that opens like others, else the last: behind it more is said."""
    openings = Counter(text[title.start : title.start + 2] for title in titles)
    led: list[Span] = []
    for title in reversed(titles):
        if end - title.end >= _BEHIND_INNER:
            led.insert(0, title)
        elif (
            led
            and openings[text[title.start : title.start + 2]]
            >= _INNER_LEAST
            > openings[text[led[0].start : led[0].start + 2]]
        ):
            led[0] = title  # 强化水污染防治。|严格落实河湖长制。…强化大气污染防治。…
        else:
            continue
        end = title.start
    return led


def _is_inner_title(text: str, sentence: Span) -> bool:
    words = sentence.of(text)
    return _INNER.fullmatch(words) is not None and words.startswith(WORK_VERBS) and not _SAYS.search(words)


def _alike(titles: Sequence[Span], spread: int = _INNER_SPREAD) -> bool:
    lengths = [len(title) for title in titles]
    return max(lengths) - min(lengths) <= spread


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paragraph whose first sentence may be a heading.

    `titled`: that sentence reads like one; `runs`: there is more in the paragraph, more than itself; `above`: there is not, but a running
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
        parts = _parted(text, span)
        spans.append((index, span, parts, _is_title(text, parts[0])))
    found: list[_Candidate] = []
    for n, (index, span, parts, titled) in enumerate(spans):
        below = spans[n + 1] if n + 1 < len(spans) else None
        above = titled and len(parts) == 1 and below is not None and len(below[1]) >= _RUNNING
        until = None if len(parts) == 1 else span.end
        words = _words(text, parts[0])
        number = text[span.start : words.start].strip()
        heading = Heading("run-in", parts[0], words, number, index, until)
        ordinary = text.startswith(ORDINARY_OPENINGS, words.start) or (bool(number) and not titled)
        runs = len(parts) > 1 and len(span) > 2 * len(parts[0]) and not ordinary
        doubtful = above and below is not None and below[3]
        below_title = bool(found) and found[-1].above
        found.append(
            _Candidate(heading, len(span), n == 0 and group.leads, ordinary, titled, runs, above, doubtful, below_title)
        )
    return found


def _parted(text: str, span: Span) -> list[Span]:
    """The sentences of a paragraph; a label before a colon is one: ——城市更新：改造小区。 → ——城市更新： | 改造小区。"""
    parts = list(sentences(text, span))
    if colon := _LABELLED.match(text, span.start, parts[0].end):
        return [Span(span.start, colon.end()), Span(colon.end(), parts[0].end), *parts[1:]]
    return parts


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


def _words(text: str, sentence: Span) -> Span:
    """The words of a first sentence without its stop and without a dash before it: ——加快产业升级。 → 加快产业升级."""
    dash = _DASH.match(text, sentence.start, sentence.end)
    return trimmed(text, dash.end() if dash else sentence.start, sentence.end)


def _names_work(words: str) -> bool:
    """Tell whether words behind a dash name work: 加快产业升级, 交通疏堵 – but not 经济实力更加雄厚."""
    return words.startswith(WORK_VERBS) or (len(words) <= 24 and not _HOPED.search(words))


def _is_title(text: str, sentence: Span) -> bool:
    """Tell whether a sentence is short, without figures, and no mere lead-in; behind a dash it opens with a verb of work."""
    span = _words(text, sentence)
    words = span.of(text)
    dashed = span.start > sentence.start
    alone = dashed and text[sentence.end : sentence.end + 1] in ("", "\n") and words.startswith(WORK_VERBS)
    stopped = alone or text[sentence.end - 1] in "。：:"
    return (
        (2 if text[sentence.end - 1] in "：:" else 3) <= len(words) <= _LONGEST
        and stopped
        and (_names_work(words) if dashed else not words.startswith(ORDINARY_OPENINGS))
        and not _FIGURE.search(words)
        and not _SAYS.search(words)
        and bool(_HAN.search(words))
    )
