"""A report's front: its title, the place that it is of, the year that it plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kmgraph.text.heading_words import DIVISION_ENDS, NO_PLACE, OUTLOOK, PLAN, REVIEW
from kmgraph.text.span import Span
from kmgraph.text.tense import looks_ahead, looks_back

_TITLE = re.compile(
    r"^(?:.{0,40}政府工作(?:的)?报告》?(?:摘[要编录]|节选)?|关于.{4,90}(?:报告|草案)|.{0,40}国民经济和社会发展.{0,70}(?:报告|草案|计划)"
    r"|.{0,30}\d{4}年.{0,30}计划执行情况.{0,50}(?:报告|草案|计划))"
    r"(?:[（(《【][^（）()]{1,50}[）)》】]|[—―–-]{1,2}[^—―–]{0,50}会议上?)*$"
)
_HEADLINE = re.compile(
    r"(?:19|20)\d\d年.{0,60}(?:计划|草案|报告|规划|工作|安排|要点|任务|摘)|(?:报告|草案|摘编|摘要|节选)[）)]?$"
)
_NO_TITLE = re.compile(r"[。！；，,]|请予|各位|^现在|^我|听取|审议")
_BRACKETED = re.compile(r"[（(][^（）()]{1,30}[）)]")
_TITLE_WITHIN = 12
_TITLE_LINES = 4
_FRONT_LINE_MAX = 90
_FRONT_LINES = 20

_UNIT = rf"[\u4e00-\u9fff]{{1,11}}?(?:{DIVISION_ENDS})"
_NO_PLACE = re.compile(NO_PLACE)
_OF_TITLE = re.compile(
    rf"^(?:关于)?(?:[\d〇○零一二三四五六七八九]{{4}}年(?:度)?)?((?:{_UNIT}){{1,3}}?)(?:人民政府)?(?:关于)?(?:\d{{4}}年.*|《?(?:人民)?政府工作.*|工作报告.*|国民经济.*|经济社会.*)$"
)
# 政府工作报告（2021年，潭溪县）; 2021年潭溪政府工作报告
_BEHIND_TITLE = re.compile(rf"报告[（(](?:\d{{4}}年[，,、\s]?)?((?:{_UNIT}){{1,3}}?)(?:[，,、\s]?\d{{4}}年)?[）)]$")
_SHORT_IN_TITLE = re.compile(r"^(?:\d{4}年)?((?!中国|人民|国务|全国|各级|我|本)[\u4e00-\u9fff]{2,3})政府工作报告")
_OF_SESSION = re.compile(
    rf"(?:^|[日在，—）)])((?!在)(?:{_UNIT}){{1,3}}?)第?[一二三四五六七八九十]{{1,3}}届人(?:民代表)?大"
)
_OF_SPEAKER = re.compile(
    rf"(?:^|\n)((?:{_UNIT}){{1,3}}?)(?:人民政府|政府)?代?(?:理)?(?:省长|市长|区长|县长|州长|盟长|旗长|主席|常务副)"
)
_OF_GOVERNMENT = re.compile(rf"我(?:谨|受托)?代表((?:{_UNIT}){{1,3}}?)(?:人民政府|政府)")
_OF_PARTY = re.compile(rf"(?:中共|中国共产党)((?:{_UNIT}){{1,2}}?)委(?:员会)?关于")
_OF_FIGURES = re.compile(
    rf"(?:^|[。；;\n]|\d年)((?:{_UNIT}){{1,2}}?)(?<!地区)(?=\d{{4}}年|地区生产总值|生产总值|国民经济|重大|预期|规模以上|一般公共|固定资产)"
)
_NAMED_PLACE = re.compile(
    r"(?:^|[，。、；：“《（\s]|[在对])((?!在)[\u4e00-\u9fff]{1,10}?(?:自治区|自治州|自治县|省|市|县|区))"
    r"(?=委|人民政府|第?[一二三四五六七八九十]{1,3}届|“十|国民经济|\d)"
)
_NATION = re.compile(r"代表国务院|国务院总理|届全国人民代表大会")
_SEARCHED = 3_000

_YEAR = re.compile(r"((?:19|20)\d{2})\s?年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(r"((?:19|20)\d{2})年([\d十]{1,3})月([\d十]{1,4})日")
_FAR_AHEAD = re.compile(r"到\d{4}年|远景|20[3-9]5年")
_JUST_PAST = re.compile(r"(?:刚刚|已经)过去的(20\d{2})年")
_REVIEW, _PLANNED = re.compile("|".join(REVIEW)), re.compile("|".join((*PLAN, *OUTLOOK)))
# a year that a sentence only looks forward to, or compares with: 到2035年, 2030年前, 2035年远景目标, 由2017年的…
_NAMED = re.compile(r"(?<![到至“\d由从比较—–－-])((?:19|20)\d\d)年(?![前底起]|远景|代)")
# 2026年是“十五五”开局之年, 2019年政府工作的总体要求; not 2020年是极不平凡的一年
_SAYS_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?:，?是(?!.{0,6}(?:不平凡|不寻常|难忘|艰难))(?=[^。]{0,80}?(?:之年|[一后]年|周年|关键|贯彻|实施))(?![^。]{0,90}(?:完成了|取得了|实现了|圆满完成))(?![^。]{0,90}。(?:一年来|过去|回[顾首望]|全[市县省]上下))"
    r"|(?:全[省市县区州]|[我本][省市县区州])?(?:政府工作|经济社会(?:和民生)?发展|工作)?的?(?:主要)?(?:预期目标|指导思想|总体要求|总体目标|发展初定))"
)
# “十五五”开局之年 → 2026, “十四五”收官之年 → 2025
_STAGE_OF_PLAN = re.compile(
    r"(?:今年(?:作为|是)?|^|[。！；\n])[^。！；\n]{0,8}?[“\"]?十([一二三四五六])五[\"”]?(?:规划|时期|计划)?的?"
    r"(?:(开局|起步|第一)|(收官|最后一|决胜))之?年"
)
_OTHER_YEAR = re.compile(r"(?<=[。；;\n])(?:19|20)\d\d年")
_PERIOD = re.compile(r"十([一二三四五六七]?五)[”\"]?(?:期间|时期|的?五年)")
_FIVES = ("五", "一五", "二五", "三五", "四五", "五五", "六五", "七五")
# a year named so much less often than the most usual one is not the report's
_RARE = 8
# the first share of a report looks back
_REVIEWED = 0.3
_AHEAD = re.compile(r"目标|预期|计划|安排|力争|确保|拟|将|今年|重点[抓干做办推打]|我们要|要[抓加推着深]")


def squeezed(words: str) -> str:
    """Return words without white space: 政 府 工 作 报 告 → 政府工作报告."""
    return re.sub(r"\s+", "", words)


def years(words: str) -> list[int]:
    """Return the years that words name, in digits or characters: 2021年, 二〇二一年."""
    return [int(year) for year in _YEAR.findall(words.translate(_HAN_DIGITS))]


def split_title(text: str, paragraphs: Sequence[Span]) -> tuple[Span | None, Sequence[Span], Sequence[Span]]:
    """Part paragraphs into title, what stands before it, and the rest.

    A title may run over several lines (关于昆明市2021年…执行情况与 / 2022年…草案的报告) and stands among the first lines,
    with none but short ones before it.
    """
    for i, first in enumerate(paragraphs[:_TITLE_WITHIN]):
        if len(first) > _FRONT_LINE_MAX or "。" in first.of(text):
            break
        for lines in range(1, _TITLE_LINES + 1):
            last = paragraphs[min(i + lines, len(paragraphs)) - 1]
            words = squeezed(text[first.start : last.end][:200])
            if _TITLE.match(words) and not _runs_on(words):
                return Span(first.start, last.end), paragraphs[:i], paragraphs[i + lines :]
            if len(words) > _FRONT_LINE_MAX or _runs_on(words):
                break
    return None, (), paragraphs


def is_headline(line: str) -> bool:
    """Tell whether a text's first line stands above it all, though it is no usual title: 2023年计划（草案）摘要."""
    return len(line) <= _FRONT_LINE_MAX and bool(_HEADLINE.search(line)) and not _runs_on(line)


def _runs_on(words: str) -> bool:
    """Tell whether words are those of a text that runs on; in brackets a title may hold a comma: (2023年,摘编)."""
    return _NO_TITLE.search(_BRACKETED.sub("", words)) is not None


def find_place(text: str, title: str, front: Iterable[Span]) -> str | None:
    """Return the place that a report is of, as it is written there; 全国 for a report of the State Council.

    Looked for in this order: the title, the session (在湖北省第十四届人民代表大会…), the speaker (高唐县县长), “我代表…
    人民政府”, the party's proposal (《中共云南省委关于…》), at last the one place whose figures the text gives.
    """
    preface = "\n".join(squeezed(line.of(text)) for line in front)
    opening = text[:_SEARCHED]
    if _NATION.search(preface) or _NATION.search(opening):
        return "全国"
    for pattern, words in (
        (_OF_TITLE, squeezed(title)),
        (_BEHIND_TITLE, squeezed(title)),
        (_OF_SESSION, preface.replace("\n", "")),
        (_OF_SPEAKER, preface),
        (_OF_GOVERNMENT, opening),
        (_SHORT_IN_TITLE, squeezed(title)),
    ):
        if (match := pattern.search(words)) and not _NO_PLACE.match(match[1]):
            return match[1]
    for pattern, words in ((_OF_PARTY, text), (_OF_FIGURES, opening), (_NAMED_PLACE, text)):
        named = {match[1] for match in pattern.finditer(words) if not _NO_PLACE.match(match[1])}
        if len(named) == 1:
            return named.pop()
    return None


def find_year(text: str, title: str, front: Iterable[Span], headings: Iterable[str]) -> int | None:
    """Return the year that a report plans.

    The last year of the title (…2021年…与2022年…草案 → 2022), else that of the session's date (2026年1月28日 → 2026; one
    late in a year plans the next), else what the headings say, else what the sentences say of their figures.
    """
    if named := years(title):
        return max(named)
    for line in front:
        if match := _DATE.search(squeezed(line.of(text)).translate(_HAN_DIGITS)):
            return int(match[1]) + (match[2].isdigit() and int(match[2]) in (11, 12))
    return _year_of_headings(headings) or _year_of_body(text)


def period_ends(text: str) -> list[int]:
    """The last years of the five-year plans that a text speaks of: “十三五”期间 → 2020."""
    return [2005 + 5 * _FIVES.index(match[1]) for match in _PERIOD.finditer(text)]


def _year_of_headings(headings: Iterable[str]) -> int | None:
    """2021年工作回顾 looks back, so the plan is for the next year; 2022年重点工作 names it."""
    found = [year for words in headings if not _FAR_AHEAD.search(words) for year in _planned_by(words)]
    return max(found, default=None)


def _planned_by(words: str) -> Iterator[int]:
    if named := years(words):
        if _REVIEW.search(words):
            yield max(named) + 1
        elif _PLANNED.search(words) or re.match(r"\d{4}年", words):
            yield max(named)


def _year_of_body(text: str) -> int | None:
    """刚刚过去的2012年 → 2013; 2026年预期增长7%以上 → 2026; 2025年生产总值150.2亿元 alone → 2026."""
    if match := _JUST_PAST.search(text):
        return int(match[1]) + 1
    if said := [int(match[1]) for match in _SAYS_YEAR.finditer(text)]:
        return max(said)
    if (match := _STAGE_OF_PLAN.search(text)) and not _YEAR.search(match[0]):
        opens = 2006 + 5 * "一二三四五六".index(match[1])
        return opens if match[2] else opens + 4
    named = Counter(int(year) for year in _NAMED.findall(text))
    named = Counter({year: n for year, n in named.items() if not _is_far(year, named, text)})
    if len(text) <= _SEARCHED and looks_back(text):
        named.update(_told_of(text, named))
    if not named:
        return None
    usual = {year for year in named if named[year] * _RARE >= max(named.values())}
    # a report names the year that it plans and the one before; 2010年 alone is a goal far ahead
    latest = max({year for year in usual if year - 1 in named} or usual)
    if len(text) > _SEARCHED:
        return latest + (text.index(f"{latest}年") < len(text) * _REVIEWED)
    ahead = any(f"{latest}年" in piece and _AHEAD.search(piece) for piece in re.split(r"[。；;\n]", text))
    return latest if ahead or ("今年" not in text and looks_ahead(of_year(text, latest))) else latest + 1


def of_year(text: str, year: int) -> str:
    """What follows a year's first mention, up to a sentence that opens with another one."""
    _, named, rest = text.partition(f"{year}年")
    own = named + rest
    other = _OTHER_YEAR.search(own)
    return own[: other.start()] if other else own


def _told_of(text: str, named: Counter[int]) -> Iterator[int]:
    """The year that a short text looks back from: “十三五”期间…建成投用 → 2020, 到2018年末…预计115亿元 → 2018 where it is the only one."""
    ends = period_ends(text)
    if ends and not any(min(ends) - 5 < year < min(ends) for year in named):
        yield min(ends)
    elif not named:
        yield from (year for piece in re.split(r"[。；;\n]", text) if looks_back(piece) for year in years(piece))


def _is_far(year: int, named: Counter[int], text: str) -> bool:
    """2015年力争粮食总产达4亿斤 in a text of 2011: the end of a five-year plan, where an earlier year is named as well."""
    if year % 5 or year - 1 in named or not any(other < year - 1 for other in named):
        return False
    return re.search(rf"{year}年[^。；]{{0,20}}?(?:力争|将|确保|争取|发展到|远景|基本实现|目标)", text) is not None


def front_lines(text: str, before: Sequence[Span], after: Sequence[Span]) -> Sequence[Span]:
    """The short lines around a title: session, date, speaker; up to the first running text."""
    kept = list(before)
    for line in after[:_FRONT_LINES]:
        words = line.of(text)
        if len(words) > _FRONT_LINE_MAX or "。" in words or words.startswith(("各位", "一、")):
            break
        kept.append(line)
    return kept
