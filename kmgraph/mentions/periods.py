"""The year that a figure belongs to: 2021年, 到2025年, 今年, “十四五”末, 未来4年, and what holds where none is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from kmgraph.text.document import Document, Section

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_COUNT = {digit: i for i, digit in enumerate("零一二三四五六七八九十")}
_YEAR = r"(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2}"
# the first characters of all that follows: elsewhere nothing is tried
_REFERENCE = re.compile(
    r"(?=[12一二三四五六七八九十“未今接近过最这前本明下去上\"])(?:"
    rf"(?P<year>{_YEAR})(?:[-—－至到](?P<last>{_YEAR}))? ?年(?P<of>的?)"
    r"|[“\"]?十(?P<plan>[一二三四五六七]?五)[”\"]?(?:规划)?(?P<span>期间|时期|末|期末|以来|收官|的?五年|期)"
    r"|(?:未来|今后|接下来)的?(?P<ahead>[一二三四五六七八九十]|\d{1,2})[—至到\-]?[五]?年"
    r"|(?P<near>近[一二三四五六七八九十\d]年(?!内|期))"
    r"|(?P<back>过去的?|近|最近|这|[一二三四五六七八九]届以来|前)?[一二三四五六七八九十]年(?:来|间|里|多来)"
    r"|(?P<these>这[两三四五]年(?!行动|计划|规划))"
    r"|(?P<this>今年|本年度?)"
    r"|(?P<next>明年|下一年|下年)"
    r"|(?P<past>(?:去年|上年度?|上一年度?)(?!同?期?水平|持平|基本持平)|前年|过去的?[五四三]年))"
)
# before a year that figures are only compared with
_COMPARED = re.compile(r"(?:比|较|与|同|是|自|以|相比|相当于|比照|和|面向)(?:上届|到)?$|恢复[至到]$")
# a past year that only says which things are meant: 完成去年|85个小区续建, 去年开工的|12个项目
_WHICH = re.compile(
    r"(?:完成|实施|推进|推动|续建|加快|抓好|抓紧|确保|做好|巩固|消化|偿还|办结|用好)(?:好)?(?:省|市|县|区)?$"
)
_WHICH_BEHIND = re.compile(
    r"度?(?:[开续新]工|结转|启动|签约|引进|谋划|确定|招引|入库|储备|未完成|下达|安排|实施)?(?:的|在建|续建)?\s?\d"
)
_RELATIVE = re.compile(r"(?:[开续新]工|结转|启动|签约|引进|谋划|确定|招引|入库|储备|未完成)(?:建设)?的\s?\d")
_UNTIL = re.compile(r"(?:到|至|力争|确保|争取)$")
_SINCE = re.compile(r"(?:截至|截止|截至到|截止到)$")
# 提前实现“十一五”末20亿元的目标: what follows is of another time
_SURPASSED = re.compile(r"提前[^，。；,;]{0,3}(?:实现|完成|达到)了?[“\"]?$")
_ENDS = re.compile(r"(?:基础上|前提下|情况下|背景下)[，,]?")
_PLANS = ("五", "一五", "二五", "三五", "四五", "五五", "六五", "七五")
_DIGIT = re.compile(r"\d")
# years of a programme: 2005—2007年扶贫开发计划, 规划（2018—2035年）
_PROGRAMME = re.compile(r"[）)]|[^，。；、\d]{0,14}(?:规划|计划|纲要|方案)")
# how long a title is at most, up to a year in it
_TITLE = 40
_AIM = re.compile(r"目标|任务|愿景|展望|蓝图|考虑|奋斗|发展|主要")


@dataclass(frozen=True, slots=True)
class Reference:
    """A year named in a sentence at `start`; `ahead` tells that it is a point to be reached (到2025年, 未来4年)."""

    start: int
    end: int
    year: int | None
    ahead: bool
    own: bool = False  # it belongs to the next figure alone: 由2017年的54亿元
    opens: bool = False
    which: bool = False  # it only says which things are counted: 完成去年85个小区续建
    lasting: bool = False  # a time past that a paragraph goes on to tell of: 这五年，经济总量…。外贸…
    aimed: bool = False  # goals were set for it, with which the next sentences go on: 2024年预期目标为…。新建…
    span: int = 0  # how many years it looks back over: 五年来, “十三五”期间; 0 where it tells nothing of that
    relative: bool = False  # the year before the one that is told of: 由上年的12%


def references(text: str, planned: int | None) -> tuple[Reference, ...]:
    """The years that a sentence names, comparisons (比2020年) left out, in the order of the text."""
    found = []
    for match in _REFERENCE.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()].rstrip("“ ")
        if _in_a_title(text, match.start()):
            continue
        if _COMPARED.search(before) and not _SINCE.search(before):
            continue
        if reference := _reference(match, before, planned):
            reference = replace(reference, span=_span(match, reference, planned))
            found.append(replace(reference, which=True) if _says_which(match, before) else reference)
    found += [Reference(m.start(), m.end(), None, False) for m in _ENDS.finditer(text)]
    return tuple(sorted(found, key=lambda r: r.start))


def _in_a_title(text: str, start: int) -> bool:
    """Tell whether a year belongs to the title of a document: 《国土空间规划（2019-2035年）》."""
    near = max(0, start - _TITLE)
    return text.rfind("《", near, start) > text.rfind("》", near, start)


def _says_which(match: re.Match[str], before: str) -> bool:
    """Tell whether a year past only picks out the things that are counted: 完成2021年结转的|15个项目."""
    text, end = match.string, match.start("of") if match["of"] else match.end()
    if match["past"] is None and match["year"] is None:
        return False
    picked = _WHICH.search(before) and _WHICH_BEHIND.match(text, end)
    return bool(picked or _RELATIVE.match(text, end))


def _reference(match: re.Match[str], before: str, planned: int | None) -> Reference | None:
    start, end = match.span()
    opens = start <= len(before) + 1 and start <= 6
    if match["year"]:
        year = _number(match["last"] or match["year"])
        if match.string.startswith("以来", end):
            return Reference(start, end, planned and planned - 1, False, opens=opens)
        if re.match(r"(?:前碳|远景|可持续|议程|愿景|版|度?(?:版|全国|中国|国家))", match.string[end : end + 3]):
            return None
        if match["last"] and _PROGRAMME.match(match.string, end):
            return None
        own = bool(match["of"]) and before.endswith(("由", "从", "至", "到"))
        until = bool(_UNTIL.search(before)) and not _SINCE.search(before)
        ahead = (until and not own) or (planned is not None and year > planned)
        return Reference(start, end, year, ahead, own, opens)
    if match["plan"]:
        if match["span"] == "以来":
            return Reference(start, end, planned and planned - 1, False, opens=opens)
        year = 2005 + 5 * _PLANS.index(match["plan"])
        ahead = planned is None or year >= planned
        own = bool(_SURPASSED.search(match.string, max(0, start - 8), start))
        own = own or (
            before.endswith(("由", "从")) and match["span"] in ("末", "期末")
        )  # 由“十二五”末的29亿元增长到50亿元
        return Reference(start, end, year, ahead, own, opens, lasting=opens and not ahead)
    if planned is None:
        return None
    if match["ahead"]:
        count = _COUNT.get(match["ahead"]) or int(match["ahead"])
        return Reference(start, end, planned + count - 1, True, opens=opens)
    if match["this"]:
        return Reference(start, end, planned, False, opens=opens)
    if match["next"]:
        return Reference(start, end, planned, False, opens=opens)
    if match["past"]:
        own = before.endswith(("由", "从"))  # 由去年的|18亿元增加到95亿元
        relative = own and match["past"] != "前年"
        return Reference(
            start, end, planned - (2 if match["past"] == "前年" else 1), False, own, opens, relative=relative
        )
    if match["these"] or match["back"] or match["near"] or match[0].endswith(("来", "间", "里")):
        return Reference(start, end, planned - 1, False, opens=opens, lasting=opens)
    return None


def _span(match: re.Match[str], reference: Reference, planned: int | None) -> int:
    """五年来 → 5, “十三五”期间 → 5, 由2015年的 in a text of 2021 → 5, 2020年 at the head of a sentence → 1."""
    if planned is None or reference.ahead or reference.year is None:
        return 0
    if reference.own and not reference.relative:
        return max(0, planned - 1 - reference.year)
    if match["plan"] and match["span"] == "以来":
        return max(0, planned - 1 - (2000 + 5 * _PLANS.index(match["plan"])))
    if match["plan"]:
        return 5 if match["span"] in ("期间", "时期", "五年", "的五年", "期") else 0
    if counted := _SOME_YEARS.search(match[0]):
        return _COUNT[counted[1]]
    return 1 if reference.opens and reference.year == planned - 1 else 0


_SOME_YEARS = re.compile(r"([一二三四五六七八九十])年")


def looks_back(found: tuple[Reference, ...], position: int, carried: int) -> int:
    """How many years the words before a figure look back over, what was `carried` from the sentences before, else one."""
    nearest = bisect_left(found, position, key=lambda reference: reference.start)
    near = found[max(0, nearest - _FEW) : nearest]
    return next((reference.span for reference in reversed(near) if reference.span), carried)


# how many years named before a figure are looked at: all of them for each figure would take quadratic time
_FEW = 8


def _number(year: str) -> int:
    return int(year.translate(_DIGITS))


def governing(found: tuple[Reference, ...], text: str, position: int) -> Reference | None:
    """The last reference before a figure: 2021年…, 未来4年… → the second for what follows it."""
    last = None
    nearest = bisect_left(found, position, key=lambda reference: reference.start)
    for reference in found[max(0, nearest - 3) : nearest]:
        if reference.own and _DIGIT.search(text, reference.end, min(position, reference.end + 40)):
            continue
        last = reference
    return last if last and last.year is not None else None


def year_of_section(document: Document, section: Section | None, planned: int | None) -> int | None:
    """The year that a heading sets for the goals under it: “十五五”时期的主要目标 → 2030, 今后五年的奋斗目标."""
    while section is not None:
        words = section.heading.of(document.text)
        if section.part in ("outlook", "plan") and _AIM.search(words):
            named = references(words, planned)
            if any(reference.year == planned for reference in named):
                return planned
            if ahead := [reference.year for reference in named if reference.ahead and reference.year]:
                return ahead[0]
        section = document.sections[section.parent] if section.parent is not None else None
    return planned
