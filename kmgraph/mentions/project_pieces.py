"""A sentence taken apart at the words that open and close names: 加快|云南裕能|、|博石高科|等项目|建设."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from kmgraph.mentions import project_words as words
from kmgraph.mentions.project_shapes import is_complete, own_of, shape_of
from kmgraph.mentions.project_words import Word

COUNTER = re.compile(
    r"[\d一二两三四五六七八九十百]+(?:多|余|万)?(?:个|项|条|处|家|座|所|批|件|台|辆|眼|户|套|盏|栋|株|口|间|组)|一批|系列|更多|多个|各类|若干"
)


_STOPS = frozenset("，,；;。！？!?：:\n\t—…")
_CLOSING = {
    "“": "”",
    "（": "）",
    "(": ")",
    "《": "》",
    "‘": "’",
    "「": "」",
    "[": "]",
    "〔": "〕",
    "【": "】",
    '"': '"',
}
_ASIDE_MAX = 40


class Piece(NamedTuple):
    """A part of a run between two stops: a name, a word around it, an 、, or the 等…项目 that closes a list."""

    kind: Literal["name", "word", "and", "etc"]
    start: int
    end: int
    word: Word | None = None
    trigger: str = ""


def runs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas and stops; what stands in quotes or brackets is never broken."""
    start = at = 0
    while sign := _PARTING.search(text, at):
        at = sign.start()
        if text[at] in _ITEM_OPENS and at > start and (item := _ITEM.match(text, at)):
            yield start, at
            start = at = item.end()
            continue
        if text[at] in _CLOSING and (after := aside(text, at, len(text))) > at:
            at = after
        elif text[at] in _STOPS and not _joins(text, at):
            yield start, at
            start = at = at + 1
        else:
            at += 1
    yield start, len(text)


# (1)潭溪路东延工程(2)鹭泽河治理工程: items in one line
_ITEM_OPENS = frozenset("（(⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_PARTING = re.compile("[" + re.escape("".join(sorted({*_ITEM_OPENS, *_CLOSING, *_STOPS}))) + "]")
_ITEM = re.compile(r"[（(]\d{1,2}[）)](?![\d+\-—年月亿万个])|[①-⒇]")


def _joins(text: str, at: int) -> bool:
    """银泽—潭溪特高压, 5—7号泊位, 1,200: a dash between two places or numbers and a comma within one part nothing."""
    if text[at] == "—":
        return bool(re.match(r"[\u4e00-\u9fff]—[\u4e00-\u9fff]|\d—\d", text[max(0, at - 1) : at + 2]))
    return text[at] in ",." and text[at - 1 : at].isdigit() and _number_goes_on(text, at)


def _number_goes_on(text: str, at: int) -> bool:
    return bool(re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5]))


def aside(text: str, at: int, end: int) -> int:
    """End of the quotation or bracket that opens here, `at` itself where none does."""
    close = _CLOSING.get(text[at])
    if close is None:
        return at
    found = text.find(close, at + 1, min(end, at + _ASIDE_MAX))
    return found + 1 if found >= 0 else at


_ORDINAL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[）)]|[一二三四五六七八九十]是(?:要)?|\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⒇])"
)
_TIME = re.compile(
    r"(?:(?:19|20)\d\d年)?[一二三四五六七八九十两\d]{1,3}(?:个月|个多月|天|季度)|(?<!\d)(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|份|初|末|中旬|上旬|下旬)?(?:之?前)?|(?:19|20)\d\d年(?:底|初|末|内)?(?:之?前)?|“十[三四五六]五”(?:期间|时期|末)?|[上下]半年|[上下]旬"
)
# a sum in front tells that one thing is built with it: 投资2.5亿元|建设潭溪中学, 总投资10亿元的|朗川材料项目
_SUM = re.compile(
    r"占地(?:面积)?(?:约|近)?[\d.]+[余多]?万?(?:亩|平方米|公顷)的|(?:(?:[一二三四五]期)?总?(?:计划)?投资)?(?:约|近|超过?|逾)?[\d.]+[余多]?(?:百|千|万|亿)*元(?![件素])的?"
)
# 完成|投资2600万元的|河道整治项目: the project is done, not a sum spent
_SUM_OF = re.compile(r"(?:约|近|超过?|逾)?[\d.]+[余多]?(?:百|千|万|亿)*元的")
_COST = Word("元", "other", "any", "")
_WHEN = Word("", "other", "any", "")
_NOT_ETC_BEFORE = frozenset("高中初同平均对特优一二三四五甲乙")
_NOT_ETC_AFTER = frozenset("级额量离次待同于外")
AND = re.compile(
    r"以及|和(?![平谐田美顺政县静龙]|利用|治理|恢复|合理利用)|与(?!会|时俱|利用|治理|恢复|修复|运营|开发|保护|合理利用|[\u4e00-\u9fff\d]{1,8}交叉口)|及(?!其|时|利用|治理|配套|连接线|新增|附属|周边|相关|北岸|南岸|东岸|西岸)|或(?!者)|或者"
)
_AND_OPENS = frozenset("以和与及或")
NO_AND_BEHIND = frozenset("共饱温祥呼平泰仁嘉谐参普涉埃以")
_NAME_GOES_ON = re.compile(
    r"(?:发展|开发|建设|运营|管理|控股|实业|投资){1,3}(?:集团|有限|公司|股份)|项目|工程(?!建设)|中心|基地|公司|集团|银行|大道|大街|路(?!网|段|基|面|域|口|灯)|示范|有限"
)


def pieces_of(text: str, start: int, end: int) -> list[Piece]:
    """Take a run apart: 加快|云南裕能|、|博石高科|等项目|建设."""
    pieces: list[Piece] = []
    at = name = start
    fresh = True
    run_of_plain = _plain().match

    def close_name(upto: int) -> None:
        if upto > name:
            pieces.append(Piece("name", name, upto))

    if ordinal := _ORDINAL.match(text, start, end):
        at = name = ordinal.end()
    while at < end:
        if plain := run_of_plain(text, at, end):
            at, fresh = plain.end(), False
            continue
        char = text[at]
        word_begins = bool(words.boundary_words_at(text, at))
        if not (word_begins or char in _SIGNS or char.isspace() or char.isdigit()):
            at, fresh = at + 1, False
            continue
        if (
            char == "、"
            and at > name
            and (works := _WORKS_JOINED.match(text, at, end))
            and _WORK_ENDS.search(text, name, at)
        ):
            at, fresh = works.end(), False
            continue
        if char == "、" and at > name and _STAGES_JOINED.match(text, at - 1, end):
            at, fresh = at + 1, False
            continue
        if char == "、":
            close_name(at)
            pieces.append(Piece("and", at, at + 1))
            at = name = at + 1
            fresh = True
            continue
        if char.isspace() and name == at:
            at = name = at + 1
            continue
        if char in _CLOSING and (after := aside(text, at, end)) > at:
            at, fresh = after, False
            continue
        if (char.isdigit() or char in "“上下一二三四五六七八九十两") and (time := _TIME.match(text, at, end)):
            close_name(at)
            at = name = time.end()
            pieces.append(Piece("word", time.start(), at, _WHEN))
            fresh = True
            continue
        if name == at and (total := _SUM.match(text, at, end)):
            at = name = total.end()
            pieces.append(Piece("word", total.start(), at, _COST))
            fresh = True
            continue
        if char == "等" and (at > name or (pieces and pieces[-1].word)) and (etc := _etc(text, at, end)):
            close_name(at)
            pieces.append(etc)
            at = name = etc.end
            fresh = True
            continue
        if char in _AND_OPENS and (match := AND.match(text, at, end)) and text[at - 1 : at] not in NO_AND_BEHIND:
            before = text[name:at]
            governed = (
                bool(pieces)
                and pieces[-1].kind in ("word", "etc")
                and char != "与"
                and not _is_named_and(text, at, pieces)
            )
            numbered = _NUMBERED.search(before) and _NUMBERED_LINE.match(text, match.end())
            if (before and (match[0] == "以及" or is_complete(before) or numbered)) or (not before and governed):
                close_name(at)
                pieces.append(Piece("and", at, match.end()))
                at = name = match.end()
                fresh = True
                continue
        if word_begins and (
            word := _word_at(text, at, end, fresh and name == at, pieces) or _built_by_a_place(text, name, at, end)
        ):
            close_name(at)
            at = name = at + len(word.text)
            pieces.append(Piece("word", at - len(word.text), at, word))
            if text[at : at + 1] in ("了", "着", "好"):
                at = name = at + 1
            fresh = True
            continue
        if char == "的" and at > name and at + 1 < end:
            if _WORK_OF_PROJECT.match(text, at, end) and _WORKED_ON.search(text, name, at):
                close_name(at)
            at = name = at + 1
            fresh = text[at] in "一十首"
            continue
        at += 1
        fresh = False
    close_name(end)
    return pieces


# 潭溪示范园绿化|、亮化、美化提升工程: one work that is many
_WORK = "绿化|亮化|美化|硬化|净化|改造|提升|修缮|加固|清淤|疏浚|拓宽|整治|治理|修复|扩建|改建"
_WORK_ENDS = re.compile(rf"(?:{_WORK})$")
_WORKS_JOINED = re.compile(rf"(?:[、和](?:{_WORK}){{1,2}}){{1,6}}(?:工程|项目)")
# 朗川汽车项目一|、二、三期: one name
_STAGES_JOINED = re.compile(r"[一二三四](?:、[二三四五])*、[二三四五]期")
# 地铁4号|和|5号线
_NUMBERED = re.compile(r"\d号?$")
_NUMBERED_LINE = re.compile(r"\d{1,2}号(?:线|炉|机组|机|楼|泊位)")
# what opens a piece besides the boundary words: signs, times and sums
_SIGNS = frozenset({*_CLOSING, *_AND_OPENS, *"、等的上下一二三四五六七八九十两总计投约近超逾占."})


@cache
def _plain() -> re.Pattern[str]:
    """Characters at which nothing can begin but go on what has begun: most of a name."""
    return re.compile(rf"[^\s\d{re.escape(''.join(sorted({*words.boundary_words(), *_SIGNS})))}]+")


# 抓好潭溪水库工程|的前期工作, 鹭泽街、潭溪路|的开发建设: what is done for it
_WORKED_ON = re.compile(r"(?:项目|工程|[路街桥渠]|大道|公路|高速|铁路|水库|隧道|机场)$")
_WORK_OF_PROJECT = re.compile(
    r"的(?:[\u4e00-\u9fff]{2}、?){0,2}?(?:前期|洽谈|引进|跑办|申报|立项|论证|审批|建设|建成|贯通|通车|开通|施工|实施|推进|落地|开工|投产|竣工|投用|扩建|改造|续建)"
)


def _etc(text: str, at: int, end: int) -> Piece | None:
    """The 等 that closes a list, with the noun that says what its members are: 等88个城中村项目 → 项目."""
    if text.startswith("头等大", at - 1):
        return None
    part_of_word = text[at - 1] in _NOT_ETC_BEFORE or text[at + 1 : at + 2] in _NOT_ETC_AFTER
    if part_of_word and not re.match(
        r"等(?:一批|重[大点]|项目|工程|\d|[^，。；、]{0,4}(?:设施|公路|铁路|高速|水库))", text[at : at + 10]
    ):
        return None
    limit = min(end, at + _TAIL_MAX)
    if acted := _ACTED_ON.match(text, at, end):
        return Piece("etc", at, acted.end(), trigger=acted["noun"] or acted["firms"])
    if praised := _PRAISED.match(text, at, end):
        return Piece("etc", at, praised.end(), trigger=praised["noun"])
    if quoted := _QUOTED_KIND.match(text, at, end):
        return Piece("etc", at, quoted.end(), trigger="园区")
    if villages := _SO_MANY_VILLAGES.match(text, at, end):
        return Piece("etc", at, villages.end(), trigger="城中村")
    if houses := _SO_MANY_HOUSES.match(text, at, end):
        return Piece("etc", at, houses.end(), trigger="项目")
    if many := _SO_MANY.match(text, at, end):
        return Piece("etc", at, many.end(), trigger="项目")
    if (comma := text.find("、", at, limit)) >= 0:
        limit = comma
    nouns = [noun for noun in _TRIGGERS.finditer(text, at + 1, limit) if not _RANKED.match(text, noun.start())]
    for i, noun in enumerate(nouns):
        after = noun.end()
        next_at = nouns[i + 1].start() if i + 1 < len(nouns) else -1
        if noun.group() == "工作" and text.endswith("前期", at, noun.start()):
            return Piece("etc", at, after, trigger="等")  # 加快潭溪渠引水等前期工作
        if noun.group() not in PROJECT_TRIGGERS and _RUN_BY.match(text, after):
            return Piece("etc", at, after, trigger="企业")
        if noun.group() in _ACTORS and _ACTS.match(text, after, end):
            return Piece("etc", at, after, trigger=noun.group())
        joined = next_at == after or (next_at > 0 and AND.match(text, after))
        if joined and noun.group() not in PROJECT_TRIGGERS:
            continue
        if noun.group() in words.BUILT_TRIGGERS and (work := _WORK_BEHIND.match(text, after, end)):
            after = work.end()
        if after == end or text[after] in "、的（(" or text[after].isdigit() or AND.match(text, after):
            return Piece("etc", at, after, trigger=noun.group())
        if (noun.group() in PROJECT_TRIGGERS and not _NO_TRIGGER.match(text, after)) or _word_at(
            text, after, end, True, []
        ):
            return Piece("etc", at, after, trigger=noun.group())
    if nouns and COUNTER.match(text, at + 1):
        last = next((n for n, m in pairwise(nouns) if m.start() - n.end() > 3), nouns[-1])
        return Piece("etc", at, last.end(), trigger=last.group())
    return Piece("etc", at, at + 1)


_TAIL_MAX = 36
# 对接朗川等园区|运营企业: firms
_RUN_BY = re.compile(r"(?:运营|管理|投资)(?:企业|公司|商|机构)")
# 等重点区域|谋划一批生态保护工程, 等企业|改制: what is done there or to them does not say what the members are
_ACTED_ON = re.compile(
    r"等[^，。；、的]{0,6}?(?:(?P<noun>区域|地区|领域|流域)(?=谋划|实施|推进|推动|开展|布局|建设|打造)|(?P<firms>企业|公司)(?=改革|改制|重组|转型|做[强大优]|上市|技改|技术改造|增资))"
)
# 等强基础、利长远的项目30个: what the members are praised for
_PRAISED = re.compile(
    r"等(?:(?:已|未|未来|正在|列入|具备|完成|落实|投资|总?投资)[^，。；、的]{1,10}的|[^，。；、的\d]{2,10}、[^，。；、的]{2,10}的[^，。；、的]{0,6}?|\d+个[^，。；、]{1,8}、\d+个[^，。；、]{1,10}?)(?P<noun>项目|工程)"
)
# 等“园中园”: a kind of thing under a name of its own
_QUOTED_KIND = re.compile(r"等(?:一批|[\d两三四五六七八九十]+个)?“[^“”]{1,6}园”")
# 等13个省级新民居示范村|全部开工建设, 等48个“空心村”|治理: villages that are rebuilt
_SO_MANY_VILLAGES = re.compile(
    r"等\d+个[^，。；、的\d]{0,10}?(?:村|社区|棚户区|片区)”?(?=(?:全部|已|陆续|均|加快|全面|有序|抓紧)*(?:开工|动工|改造|治理|整治|拆迁|搬迁|提升|建设(?!用地)))"
)
# 等3所幼儿园|投入使用: houses that are counted, and said to be built
_SO_MANY_HOUSES = re.compile(
    r"等[\d两三四五六七八九十]+[所家个][^，。；、的\d]{0,6}?(?:学校|幼儿园|小学|中学|中小学|医院|卫生院|养老院|福利院|敬老院|场馆)"
    r"(?=(?:全部|已|陆续|均|相继|如期)*(?:开[工园学]|动工|建成|竣工|完工|封顶|投用|投入使用|启用))"
)
# 等110个|竣工: projects are what is counted so
_SO_MANY = re.compile(
    r"等\d+[个项](?=(?:已|均|全部|相继|陆续|力争|确保|年底前|年内)*(?:开工|竣工|投产|完工|建成|复工|达产|投用))"
)
PROJECT_TRIGGERS = frozenset({"项目", "工程"})
THING_TRIGGERS = PROJECT_TRIGGERS | words.BUILT_TRIGGERS
_TRIGGERS = re.compile(
    "|".join(sorted((*PROJECT_TRIGGERS, *words.BUILT_TRIGGERS, *words.OTHER_TRIGGERS), key=len, reverse=True))
)
# 与朗川、卓衡等企业|合作建设了一批项目: they act, and are not what is built
_ACTORS = frozenset(words.listed("企业 国企 央企 民企 公司 集团 单位 机构 部门 高校 院校 院所 专家"))
_ACTS = re.compile(r"合作|签|联合|共同|达成|开展|进行|携手|参与|建立|交流|来[我本]")
# 等一批国家重点工程: of what rank they are, not what
_RANKED = re.compile(r"国家(?:级|重[点大])")
# 等道路|翻新改造, 等旧村|改造工作: what is done to the members
_WORK_BEHIND = re.compile(
    r"(?:现代化|节水|续建配套)?(?:改扩建|扩建|迁建|翻新|改造|提升|翻修|拓宽|绿化|亮化|治理|整治|修复|清淤|加固)+(?:工程|项目|工作|任务)?"
)
# 等项目库, 等工程师: no project
_NO_TRIGGER = re.compile(r"[库组部化师学技类群制审单清名储招]|工作|管理|资金|经费")


_AS = re.compile(r"以[^，。；]{1,60}?为")


def _word_at(text: str, at: int, end: int, fresh: bool, pieces: list[Piece]) -> Word | None:
    """The boundary word that begins here, the longest first."""
    for word in words.boundary_words_at(text, at):
        if not text.startswith(word.text, at, end):
            continue
        after = at + len(word.text)
        if word.text.endswith("产") and text[after : after + 1] == "业":
            continue  # 雷达|产业园 holds no 达产
        if word.position == "start":
            if word.text == "以" and fresh and _AS.match(text, at, end):
                return word
            if fresh and not _starts_name(text, at, after):
                return _in_its_sense(word, text, after, end, fresh) if pieces else word
            if not fresh and word.text in _GROWS and text.endswith("产业", 0, at):
                return word
            if not fresh and word.text in _MID_VERBS and _agent_before(pieces) and not _is_of_a_work(text, after, end):
                return word
        elif word.position == "end":
            if (not fresh or pieces) and _ends_here(text, after, end) and not _is_fuel(text, at, after):
                return word
        elif not _is_of_the_name(word, text, after, end, fresh) and not _is_part(text, at, after):
            return _in_its_sense(word, text, after, end, fresh)
    return None


def _is_of_the_name(word: Word, text: str, after: int, end: int, fresh: bool) -> bool:
    """投产|的朗川基地, 朗川|幕墙|、, 朗川|高效|电池项目: what stands behind the word makes it one of the name."""
    if word.role == "said" and text[after : after + 1] == "的":
        return True
    if word.text in _PARTS:
        return after >= end or bool(_PART_IS_PRODUCT.match(text, after))
    if fresh:
        return False
    return bool(word.text != "通过" and _NAME_GOES_ON.match(text, after)) or (
        word.text in _ADJECTIVES and not _leads_on(text, after, end)
    )


# 灌区续建配套|完成渠道衬砌36公里, 潭溪机场三期|完成航站楼桩基: a part of it is done
_PART_DONE = re.compile(
    r"(?:[\d.]+万?(?:公里|米|亩|平方米|立方米)的?|(?P<of>(?:T\d)?(?:航站楼|主楼|站房|车站|综合楼|主桥|隧道|区间|厂房|大坝)))?(?:渠道|路基|桥梁|隧道|护岸|护坡|填海|铺轨|主体|桩基|地基|土石方|土方|场平|箱梁|架梁|衬砌|防渗|围堰|导流|装修|设备|铺装|绿化)"
)


def _in_its_sense(word: Word, text: str, after: int, end: int, fresh: bool) -> Word:
    """成为省级示范园区 is a title; 投入54亿元 is money, not use."""
    if word.text in ("完成", "累计完成", "基本完成") and not fresh and (part := _PART_DONE.match(text, after, end)):
        return replace(word, text=word.text + (part["of"] or ""), role="said", phase="在建")
    if word.text == "完成投资" and _SUM_OF.match(text, after, end):
        return replace(word, text="完成", role="verb", phase="建成")
    if word.text in _FAME and _IS_TITLE.match(text, after, end):
        return replace(word, phase="")
    if word.text in ("投入", "投资", "计划投资") and re.match(r"(?:约|近|超过?|不低于|不少于)?\d", text[after:end]):
        return replace(word, role="said", phase="在建")
    return word


_ADJECTIVES = frozenset(words.listed("高效 集中 快速 整体 及时 有效 合理 智慧"))


def _leads_on(text: str, after: int, end: int) -> bool:
    """潭溪大桥|年内|通车, but no 29GW高效电池项目: a small word behind a name leads to what is said."""
    if after >= end or text[after] in "、的等（(，" or text[after].isdigit():
        return True
    return _word_next(text, after)


def _is_part(text: str, at: int, after: int) -> bool:
    """集中式, 建成区, 群落成为, 整县推进: the word is a part of a longer one."""
    return (
        (text[after : after + 1] in ("式", "型", "性", "率", "者", "化") and not text.startswith("化解", after))
        or text[after - 2 : after + 1] in ("建成区", "启动区", "落成为", "开通行", "投入股", "规划展", "规划馆")
        or text[at - 1 : at + 2]
        in ("修复工", "恢复工", "康复工", "直通车", "通水系", "调蓄水", "可持续", "搬迁入", "即开工")
        or text[at - 2 : at] in ("整县", "整村", "整镇", "整乡", "整市", "整区")
        or (text[at:after] == "力推" and text[after : after + 1] == "进")
        or (text[at:after] == "发电" and _is_fuel(text, at, after))
        or bool(_LONGER.match(text, at))
    )


# words that begin like a shorter one at which a name would end
_LONGER = re.compile(
    r"轨通[讯信]|新增互通|联合(?:医院|大学|学院|站|循环|收割)|产能爬坡(?=[、和等]|项目|工程)|爬坡(?=等|项目|工程)|并网(?:装机)?(?:容量|规模)|快速(?:路|通道|干线|公路|环线|连接)|产[能量](?:倍增|置换|核增|提升工程|扩建|建设|项目)|通航(?:制造|产业|机场|小镇|经济|飞机)"
    r"|通车(?:总)?里程|运营里程|重点(?:生态|垸|实验室)|[共联]建(?:共|单位|[“《]|产业园|园区|片区|模式|博士|研究生|实验室)|(?:对外)?开放(?:大学|平台|型|合作|高地|枢纽|门户|口岸)|营业[部厅]|完成[率度]|沿线(?:环境|综合|绿化|治理|整治|提升|改造|风貌|生态|景观|村|乡|城)"
    r"|放行[政为]|试车[台场]|点火器|通水系|研究生|联合(?:大学|研究|国|会|实验|体|学院)|集中(?:供[热水气]|处理|处置|安置|连片|隔离)|持续(?:开发|利用|照料)|整体(?:提升|改造|搬迁|迁建|更新)(?:工程|项目)|高效(?:利用|节水)"
)


def _is_fuel(text: str, at: int, after: int) -> bool:
    """焚烧发电, 光伏发电 name a thing; 机组|发电 says that it runs."""
    return text[at:after] == "发电" and text[at - 2 : at] in _FUELS


_FUELS = frozenset(words.listed("光伏 风力 焚烧 余热 水力 燃气 沼气 光热 太阳 秸秆 垃圾 物质 聚光 储能 燃煤"))
_FAME = frozenset({"成为"})
# a title that a thing is given says nothing of building: 成为省级示范园区
_IS_TITLE = re.compile(r".{0,8}?(?:单位|示范|试点|县|企业|省级|首批|之乡|品牌)")
# parts of a building, said of one that has been named (T3航站楼|幕墙安装过半), but no 朗川幕墙
_PARTS = frozenset(words.listed("钢屋盖 幕墙 土方 地基 基坑 底板 顶板 承台 桥墩 铺装 桩基 内装"))
_PART_IS_PRODUCT = re.compile(r"[、等和]|项目|基地|生产|综合|监测|观测")
# 化纤产业|做大做强|朗川材料等项目
_GROWS = frozenset({"做大", "做强", "做优"})
_MID_VERBS = frozenset(
    {
        "建设",
        "新建",
        "扩建",
        "续建",
        "改造",
        "更新",
        "修复",
        "修缮",
        "发展",
        "做强",
        "做优",
        "做大",
        "做精",
        "扩容",
        "壮大",
        "打响",
        "巩固",
        "提升",
    }
)


def _agent_before(pieces: list[Piece]) -> bool:
    """支持云铝、中铜昆铜|建设…: somebody has been named who builds."""
    return any(piece.word and piece.word.role == "agent" and piece.word.text not in _AIMED_AT for piece in pieces)


# 确保实验小学新建教学楼投用: nobody is let do it
_AIMED_AT = frozenset({"确保", "力争", "力促", "促"})


def _built_by_a_place(text: str, name: int, at: int, end: int) -> Word | None:
    """于河|扩建|鹭泽富硒蔬菜产业园, 安宁高新区|续建|卓衡产业园三期: a place at the head of a clause builds what the rest of it names."""
    whole = 3 <= at - name <= 8 and text[at - 1] in _ENDS_A_PLACE
    if not (2 <= at - name <= 4 or whole) or text[at] not in "新扩改迁建续":
        return None
    if text[at] == "建" and (text[at - 1] in _ENDS_IN_BUILD or text[at + 1] in _GOES_ON_BUILD):
        return None  # 福建, 续建; 建设, 建材
    verb = next(
        (word for word in words.boundary_words()[text[at]] if word.text in _BUILDS and text.startswith(word.text, at)),
        None,
    )
    rest = text[at + len(verb.text) : end] if verb else ""
    if len(rest) < 5 or (not whole and own_of(text[name:at], frozenset()) < 2):
        return None
    if own_of(rest, frozenset()) < 2 and not (verb and verb.text == "建" and len(shape_of(rest).kind) > 1):
        return None
    return verb if is_complete(rest) and not shape_of(text[name:at]).kind and not shape_of(rest).project else None


_BUILDS = frozenset({"建", "新建", "扩建", "改建", "迁建", "改扩建", "新改扩建", "续建", "新上"})
_ENDS_A_PLACE = frozenset("市县区州旗")
_ENDS_IN_BUILD = frozenset("福新改扩迁重续共承筹在援代城党基土兴修自联组构创搭配翻复")
_GOES_ON_BUILD = frozenset("设成材筑行强好立起制造安宁德平湖水档华业言议管")


def _is_of_a_work(text: str, after: int, end: int) -> bool:
    """确保潭白高速改扩建|项目竣工: the verb ends the name of a work, nobody does it here."""
    return _ends_here(text, after, end) or text.startswith(("项目", "工程"), after)


def _starts_name(text: str, at: int, after: int) -> bool:
    """建设路, 和平街, 发展大道: the word is the beginning of a name itself."""
    if after - at == 1:
        pair = text[at : at + 2]
        rare = pair[1:] >= "\u4e00" and pair[0] in "以从向和同并因与及要" and pair not in words.common_pairs()
        rare = rare or (text[at] == "可" and not _word_next(text, after) and pair not in words.common_pairs())
        if pair in words.NOT_SMALL_WORDS or rare:
            return True
    if text.startswith(("规划展", "规划馆"), at) or (after - at == 1 and _STREET_NAME.match(text, at)):
        return True
    return bool(re.match(r"[路街]|大道|大街|银行|集团|公司|有限|中心(?![城区工任])", text[after : after + 3]))


def _is_named_and(text: str, at: int, pieces: list[Piece]) -> bool:
    """夯实|和潭国际港项目: behind a verb that wants an object 和 begins a name, and joins nothing."""
    verb = pieces[-1].word is not None and pieces[-1].word.role == "verb"
    if not verb or any(piece.kind == "name" for piece in pieces):
        return False
    return text[at] == "和" and text[at : at + 2] not in words.common_pairs() and not _word_next(text, at + 1)


def _word_next(text: str, at: int) -> bool:
    """可|建成, but no 可潭港区."""
    return at < len(text) and any(text.startswith(word.text, at) for word in words.boundary_words_at(text, at))


# 建泽大街, 从潭大道: two characters and a street make a name, whatever the first of them may be elsewhere
_STREET_NAME = re.compile(r"[\u4e00-\u9fff]{2}(?<!一条)(?<![建修]成)(?:大街|大道)")


def _ends_here(text: str, after: int, end: int) -> bool:
    if after >= end or text[after] in "、的等）)":
        return True
    if AND.match(text, after):
        return True
    return any(
        (word.role != "verb" and word.position == "any" and text.startswith(word.text, after))
        or (word.position == "end" and text.startswith(word.text, after) and after + len(word.text) >= end)
        for word in words.boundary_words_at(text, after)
    )


# 建成潭溪基地、|国家级|互联网骨干直联点: only says of what rank the next member is
_RANKS = frozenset(words.listed("国家级 省级 市级 县级"))


@dataclass(slots=True)
class Group:
    """A list as it grows."""

    names: list[Piece]
    before: list[Word]
    after: list[Word]
    etc: str = ""
    trigger: str = ""
    acts: bool = False
    joined: bool = False  # it is joined to the list before it: 一期达产、|二期开工
    open: bool = False  # another list is joined to it: 潭溪枢纽、鹭泽枢纽和|沿线桥梁改造


def groups_of(text: str, pieces: list[Piece]) -> list[Group]:
    """Gather the pieces of a run into lists: 推动|东冶材料基地一期|达产 、 二期|开工."""
    groups: list[Group] = []
    now = Group([], [], [])
    joined = False
    for piece in pieces:
        if piece.kind == "name":
            if now.names and (now.after or now.etc or not joined):
                now.acts = not joined and any(word.role == "verb" for word in now.after)
                groups.append(now)
                inherited = now.before if joined and not now.etc else []
                agents = [word for word in now.before if word.role == "agent"]
                now = Group(
                    [],
                    [
                        *inherited,
                        *(
                            ()
                            if joined
                            else [*agents, *(word for word in now.after if word.role != "said" or not word.phase)]
                        ),
                    ],
                    [],
                    joined=joined,
                )
            now.names.append(piece)
        elif piece.word and piece.word.role == "said" and now.after and joined:  # 早落地、早开工
            now.after.append(piece.word)
        elif piece.word and now.names and joined and piece.word.text == _COST.text:
            continue
        elif piece.word and now.names and joined:
            now.open = piece.word.role == "other" or piece.word.text in _BUILDS
            groups.append(now)
            ranked = now.before if piece.word.text in _RANKS and not now.after else []
            now = Group([], [*ranked, piece.word], [], joined=True)
        elif piece.word and now.names:
            now.after.append(piece.word)
        elif piece.word:
            now.before.append(piece.word)
        elif piece.kind == "etc":
            now.etc = text[piece.start : piece.end]
            now.trigger = piece.trigger or "等"
        joined = piece.kind == "and"
    groups.append(now)
    for former, later in zip(groups[-2::-1], groups[:0:-1], strict=True):
        begun = any(word.phase or word.role == "verb" for word in former.before)
        if former.open and not (begun or former.after or former.etc):
            former.after, former.acts = later.after, later.acts
        if former.names and later.joined and later.trigger and not (former.after or former.etc):
            former.trigger = later.trigger  # 开工潭溪至鹭泽、|改扩建银泽至怀潭等高速公路
    return groups
