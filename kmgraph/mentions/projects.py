"""Named pieces of construction, engineering and investment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase, ProjectName
from kmgraph.mentions.names import own_characters, placed, places_of
from kmgraph.mentions.organisations import owner_of
from kmgraph.mentions.project_words import Word
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_projects(document: Document, vocabulary: Vocabulary) -> tuple[ProjectName, ...]:
    """Find the named projects of a document, in the text's order.

    加快云南裕能、博石高科、云天化动力电池材料等项目建设 → three names, each 在建.
    """
    places = places_of(vocabulary, document.place or "")
    found: dict[Span, ProjectName] = {}
    for sentence in document.sentences:
        for listed in _lists(sentence.text, sentence.part == "review"):
            for candidate, rule in _accepted(listed, places, sentence.is_heading):
                span = Span(candidate.start, candidate.end).shift(sentence.span.start)
                found[span] = ProjectName(
                    span=span,
                    text=candidate.text,
                    rule=rule,
                    phase=_stage(listed, rule),
                    owner=owner_of(candidate.text, places),
                )
    return tuple(found[span] for span in sorted(found))


# --- from a sentence to runs of pieces ------------------------------------------------------------------------

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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a run between two stops: a name, a word around it, an 、, or the 等…项目 that closes a list."""

    kind: Literal["name", "word", "and", "etc"]
    start: int
    end: int
    word: Word | None = None
    trigger: str = ""


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas and stops; what stands in quotes or brackets is never broken."""
    start = at = 0
    while at < len(text):
        if (after := _aside(text, at, len(text))) > at:
            at = after
        elif text[at] in _STOPS and not (
            text[at] in ",." and text[at - 1 : at].isdigit() and _number_goes_on(text, at)
        ):
            yield start, at
            start = at = at + 1
        else:
            at += 1
    yield start, len(text)


def _number_goes_on(text: str, at: int) -> bool:
    return bool(re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5]))


def _aside(text: str, at: int, end: int) -> int:
    """End of the quotation or bracket that opens here, `at` itself where none does."""
    close = _CLOSING.get(text[at])
    if close is None:
        return at
    found = text.find(close, at + 1, min(end, at + _ASIDE_MAX))
    return found + 1 if found >= 0 else at


_ORDINAL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[）)]|[一二三四五六七八九十]是(?:要)?|\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳])"
)
_TIME = re.compile(
    r"(?:(?:19|20)\d\d年)?(?<!\d)\d{1,2}月(?:底|份|初|末|中旬|上旬|下旬)?(?:之?前)?|(?:19|20)\d\d年(?:底|初|末|内)?(?:之?前)?|“十[三四五六]五”(?:期间|时期|末)?|[上下]半年|[上下]旬"
)
_WHEN = Word("", "other", "any", "")
_NOT_ETC_BEFORE = frozenset("高中初同平均对特优一二三四五甲乙")
_NOT_ETC_AFTER = frozenset("级额量离次待同于外")
_AND = re.compile(
    r"以及|和(?![平谐田美顺政县静龙])|与(?!会|时俱)|及(?!其|时|配套|附属|周边|相关|北岸|南岸|东岸|西岸)|暨|或(?!者)|或者"
)
_AND_BEFORE_NOT = frozenset("共饱温祥呼平泰仁嘉谐参普涉埃以")
_NAME_GOES_ON = re.compile(r"项目|工程(?!建设)|中心|基地|公司|集团|银行|大道|大街|路(?!网|段)|示范|有限")


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    """Take a run apart: 加快|云南裕能|、|博石高科|等项目|建设."""
    pieces: list[_Piece] = []
    at = name = start
    fresh = True

    def close_name(upto: int) -> None:
        if upto > name:
            pieces.append(_Piece("name", name, upto))

    if ordinal := _ORDINAL.match(text, start, end):
        at = name = ordinal.end()
    while at < end:
        char = text[at]
        if char == "、":
            close_name(at)
            pieces.append(_Piece("and", at, at + 1))
            at = name = at + 1
            fresh = True
            continue
        if char.isspace() and name == at:
            at = name = at + 1
            continue
        if (after := _aside(text, at, end)) > at:
            at, fresh = after, False
            continue
        if (char.isdigit() or char in "“上下") and (time := _TIME.match(text, at, end)):
            close_name(at)
            at = name = time.end()
            pieces.append(_Piece("word", time.start(), at, _WHEN))
            fresh = True
            continue
        if char == "等" and (at > name or (pieces and pieces[-1].word)) and (etc := _etc(text, at, end)):
            close_name(at)
            pieces.append(etc)
            at = name = etc.end
            fresh = True
            continue
        if (match := _AND.match(text, at, end)) and text[at - 1 : at] not in _AND_BEFORE_NOT:
            before = text[name:at]
            if (before and _complete(before)) or (not before and pieces and pieces[-1].kind in ("word", "etc")):
                close_name(at)
                pieces.append(_Piece("and", at, match.end()))
                at = name = match.end()
                fresh = True
                continue
        if word := _word_at(text, at, end, fresh and name == at, pieces):
            close_name(at)
            at = name = at + len(word.text)
            pieces.append(_Piece("word", at - len(word.text), at, word))
            if text[at : at + 1] in ("了", "着"):
                at = name = at + 1
            fresh = True
            continue
        if char == "的" and at > name and at + 1 < end:
            at = name = at + 1
            fresh = text[at] in "一十首"
            continue
        at += 1
        fresh = False
    close_name(end)
    return pieces


def _etc(text: str, at: int, end: int) -> _Piece | None:
    """The 等 that closes a list, with the noun that says what its members are: 等88个城中村项目 → 项目."""
    part_of_word = text[at - 1] in _NOT_ETC_BEFORE or text[at + 1 : at + 2] in _NOT_ETC_AFTER
    if part_of_word and not re.match(r"等(?:一批|重[大点]|项目|工程|\d)", text[at : at + 6]):
        return None
    limit = min(end, at + _TAIL_MAX)
    if (comma := text.find("、", at, limit)) >= 0:
        limit = comma
    nouns = list(_TRIGGERS.finditer(text, at + 1, limit))
    for i, noun in enumerate(nouns):
        after = noun.end()
        if i + 1 < len(nouns) and noun.group() not in _PROJECT_TRIGGERS and _AND.match(text, after):
            continue
        if after == end or text[after] in "、的（(" or text[after].isdigit() or _AND.match(text, after):
            return _Piece("etc", at, after, trigger=noun.group())
        if (noun.group() in _PROJECT_TRIGGERS and text[after] not in _NO_TRIGGER) or _word_at(
            text, after, end, True, []
        ):
            return _Piece("etc", at, after, trigger=noun.group())
    if nouns and _COUNTER.match(text, at + 1):
        return _Piece("etc", at, nouns[0].end(), trigger=nouns[0].group())
    return _Piece("etc", at, at + 1)


_TAIL_MAX = 36
_PROJECT_TRIGGERS = frozenset({"项目", "工程"})
_TRIGGERS = re.compile(
    "|".join(sorted((*_PROJECT_TRIGGERS, *words.BUILT_TRIGGERS, *words.OTHER_TRIGGERS), key=len, reverse=True))
)
# 等项目库, 等工程师: no project
_NO_TRIGGER = frozenset("库组部化师学技类群制审单清名储招")


def _word_at(text: str, at: int, end: int, fresh: bool, pieces: list[_Piece]) -> Word | None:
    """The boundary word that begins here, the longest first."""
    for word in words.boundary_words().get(text[at], ()):
        after = at + len(word.text)
        if after > end or not text.startswith(word.text, at):
            continue
        if word.position == "start":
            if fresh and not _starts_name(text, at, after):
                return word
            if not fresh and word.text in _MID_VERBS and _agent_before(pieces) and not _ends_here(text, after, end):
                return word
        elif word.position == "end":
            if (not fresh or pieces) and _ends_here(text, after, end):
                return word
        elif word.role == "said" and text[after : after + 1] == "的":
            continue
        elif (fresh or not _NAME_GOES_ON.match(text, after)) and not _is_part(text, at, after):
            return replace(word, phase="") if word.text in _FAME and _IS_TITLE.match(text, after, end) else word
    return None


def _is_part(text: str, at: int, after: int) -> bool:
    """集中式, 建成区, 群落成为, 整县推进: the word is a part of a longer one."""
    return (
        text[after : after + 1] in ("式", "型", "性", "率", "者", "化")
        or text[after - 2 : after + 1] in ("建成区", "启动区", "落成为", "开通行", "投入股")
        or text[at - 1 : at + 2] in ("修复工", "恢复工", "康复工")
        or bool(re.match(r"产[能量](?:倍增|置换|核增|提升工程|扩建|建设|项目)", text[at : at + 6]))
        or bool(
            re.match(
                r"通航(?:制造|产业|机场|小镇|经济|飞机)|开放(?:大学|平台|型|合作|高地|枢纽|门户|口岸)|营业[部厅]|完成[率度]|入选",
                text[at : at + 4],
            )
            and text[at : at + 2] != "入选"
        )
        or bool(re.match(r"沿线(?:环境|综合|绿化|治理|风貌|生态|景观|村|乡|城)", text[at : at + 4]))
        or text[at - 2 : at] in ("整县", "整村", "整镇", "整乡", "整市", "整区")
    )


_FAME = frozenset({"成为"})
# a title that a thing is given says nothing of building: 成为省级示范园区
_IS_TITLE = re.compile(r".{0,8}?(?:单位|示范|试点|县|企业|省级|首批|之乡|品牌)")
_MID_VERBS = frozenset(
    {"建设", "新建", "扩建", "发展", "做强", "做优", "做大", "做精", "扩容", "壮大", "打响", "巩固", "提升"}
)


def _agent_before(pieces: list[_Piece]) -> bool:
    """支持云铝、中铜昆铜|建设…: somebody has been named who builds."""
    return any(piece.word and piece.word.role == "agent" for piece in pieces)


def _starts_name(text: str, at: int, after: int) -> bool:
    """建设路, 和平街, 发展大道: the word is the beginning of a name itself."""
    if after - at == 1:
        pair = text[at : at + 2]
        rare = pair[1:] >= "\u4e00" and pair[0] in "以从向和同并为因与及要" and pair not in words.common_pairs()
        if pair in words.NOT_SMALL_WORDS or rare:
            return True
    return bool(re.match(r"[路街]|大道|大街|银行|集团|公司|有限", text[after : after + 2]))


def _ends_here(text: str, after: int, end: int) -> bool:
    if after >= end or text[after] in "、的等）)":
        return True
    if _AND.match(text, after):
        return True
    return any(
        (word.role != "verb" and word.position == "any" and text.startswith(word.text, after))
        or (word.position == "end" and text.startswith(word.text, after) and after + len(word.text) >= end)
        for word in words.boundary_words().get(text[after], ())
    )


# --- from pieces to lists of candidates -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible name: its place in the sentence, and how many of it a number before it counts."""

    start: int
    end: int
    text: str
    counted: bool
    then: str


@dataclass(frozen=True, slots=True)
class _List:
    """Candidates that 、 or 和 joins (or a single one), the words that govern them, and the noun behind their 等."""

    members: tuple[_Candidate, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    trigger: str
    phase: Phase | None
    acts: bool


@dataclass(slots=True)
class _Group:
    """A list as it grows."""

    names: list[_Piece]
    before: list[Word]
    after: list[Word]
    etc: str = ""
    trigger: str = ""
    acts: bool = False


def _lists(text: str, looks_back: bool = False) -> list[_List]:
    """All stretches of a sentence that may be names, list by list, with what is said of them."""
    out: list[_List] = []
    in_clause = 0
    bare = False
    for start, end in _runs(text):
        groups = _groups(text, _pieces(text, start, end))
        if any(group.names for group in groups):
            found = [found for group in groups if (found := _list(text, group, looks_back)).members]
            if bare and found and not found[0].before:
                out[-1] = replace(out[-1], after=found[0].after, phase=found[0].phase)
            bare = len(found) == 1 and _stands_bare(found[0])
            in_clause = len(found)
            out += found
        elif phase := _later_phase(groups):
            at = len(out) - in_clause
            out[at:] = [replace(found, phase=phase) for found in out[at:]]
            bare = False
    return out


def _stands_bare(found: _List) -> bool:
    """A clause that is a name and no more: what the next clause says is said of it too."""
    return not (found.before or found.after or found.trigger) and all(_ends_as_name(m.text) for m in found.members)


def _stage(found: _List, rule: str) -> Phase | None:
    """王家营站与中老铁路沿线站点: a line that is spoken of without more is in use."""
    if rule == "named_line" and not any(word.phase for word in (*found.before, *found.after)):
        return found.phase or "运营"
    return found.phase


def _later_phase(groups: list[_Group]) -> Phase | None:
    """长水国际机场改扩建工程前期工作,力争年内正式启动建设 → 开工 for what the clause before names."""
    said = [word for group in groups for word in group.before]
    if any(word.text in _AIMS for word in said[:2]):
        return _furthest([word for word in said if word.text not in _WEAK])
    return None


_AIMS = frozenset(words.listed("力争 确保 争取 年内 年底前 年底 尽快 早日 尽早 今年 上半年 下半年")) | {""}


def _groups(text: str, pieces: list[_Piece]) -> list[_Group]:
    """Gather the pieces of a run into lists: 推动|中创新航基地一期|达产 、 二期|开工."""
    groups: list[_Group] = []
    now = _Group([], [], [])
    joined = False
    for piece in pieces:
        if piece.kind == "name":
            if now.names and (now.after or now.etc or not joined):
                now.acts = not joined and any(word.role == "verb" for word in now.after)
                groups.append(now)
                inherited = now.before if joined and not now.etc else []
                agents = [word for word in now.before if word.role == "agent"]
                now = _Group(
                    [],
                    [*inherited, *(() if joined else [*agents, *(word for word in now.after if word.role != "said")])],
                    [],
                )
            now.names.append(piece)
        elif piece.word and now.names and joined:
            groups.append(now)
            now = _Group([], [piece.word], [])
        elif piece.word and now.names:
            now.after.append(piece.word)
        elif piece.word:
            now.before.append(piece.word)
        elif piece.kind == "etc":
            now.etc = text[piece.start : piece.end]
            now.trigger = piece.trigger or "等"
        joined = piece.kind == "and"
    groups.append(now)
    return groups


def _list(text: str, group: _Group, looks_back: bool) -> _List:
    spans = _with_last_and(text, group)
    trigger = group.trigger
    if len(spans) > 1 and not trigger and (apposition := _counted_together(text, spans)):
        spans[-1], trigger = apposition
    members = []
    for start, end in spans:
        if end - start > _RUN_MAX:
            continue
        start, end, counted = _trim(text, start, end)
        if end - start > 1:
            members.append(_Candidate(start, end, text[start:end], counted, text[end : end + 8]))
    return _List(
        tuple(members), tuple(group.before), tuple(group.after), trigger, _phase(group, looks_back), group.acts
    )


def _ends_as_name(name: str) -> bool:
    shape = _shape(name)
    return bool(shape.kind or shape.work or shape.stage or shape.project)


def _with_last_and(text: str, group: _Group) -> list[tuple[int, int]]:
    """A、B和C等项目 → the 和 before the last member parts it too, whatever kind of word B ends in."""
    spans = [(piece.start, piece.end) for piece in group.names]
    if group.trigger in _PROJECT_TRIGGERS and len(spans) > 1:
        start, end = spans[-1]
        for match in _AND.finditer(text, start + 2, end - 2):
            left = text[start : match.start()]
            if text[match.start() - 1] not in _AND_BEFORE_NOT and (_complete(left) or _own(left, frozenset()) > 1):
                return [*spans[:-1], (start, match.start()), (match.end(), end)]
    return spans


_DIGITS = {"两": 2, **{han: i for i, han in enumerate("零一二三四五六七八九十")}}
_TOGETHER = re.compile(r"(?P<last>.+?)(?P<count>\d+|[两二三四五六七八九十])(?:大|个|座|条|所|家|处|项)(?P<kind>\D+)")


def _counted_together(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], str] | None:
    """心血管、呼吸2个国家区域医疗中心: the number of the list's members, then what they are."""
    start, end = spans[-1]
    match = _TOGETHER.fullmatch(text, start, end) if end - start < _RUN_MAX else None
    if not match:
        return None
    count = _DIGITS.get(match["count"]) or int(match["count"] if match["count"].isdigit() else 0)
    if count != len(spans):
        return None
    kind = (
        "项目"
        if _shape(match["kind"]).kind or _shape(match["kind"]).work or match["kind"].endswith(("项目", "工程"))
        else "等"
    )
    return (start, match.end("last")), kind


_RUN_MAX = 90
_LEADING = re.compile(
    r"(?:(?:总?投资|总计|约|近|长|全长|占地|年产值)?[\d.]+(?:多|余|万|亿)*(?:平方公里|公里|千米|平方米|万平方米|亩|亿元|万元|米)(?:的)?"
    r"|(?:(?:第?[\d一二两三四五六七八九十百.]+(?:多|余|万)?)(?:个|项|条|处|家|座|所|批|段|件|台|辆|眼|户|套|盏|栋|株|口))"
    r"|(?:全国|全省|全市|国内|世界|全球|亚洲)?(?:首|第一)(?:个|项|条|座|家)"
    r"|国内外?|重[大点](?:工程|项目)|一流|一批|了|的|我[省市县区]|[省市县]重点项目|国家重点项目|一系列|系列)+"
)
_SUPERLATIVE = re.compile(
    r".{0,4}?(?:最大|最长|最高|首个|首座|首条|唯一)(?:的)?.{0,4}?(?:机场|电站|基地|中心|园区|港口|隧道|桥梁)(?=.{4})"
)
_MADE_THERE = re.compile(
    r".{3,12}?(?:工厂|基地(?:[一二三四]期)?)(?=[^、]{2,14}(?:轿车|车型|产品|厂房|产线|生产线|设备)$)"
)
_STAGE_THEN = re.compile(r".{2,20}?(?:[一二三四五六七八]期|\d号线)(?=[^、期延段支站]{2,})")
_STAGE_ALONE = re.compile(r"[一二三四五六]期(?=厂房|主体|工程$|项目$)")
_COUNTER = re.compile(
    r"[\d一二两三四五六七八九十百](?:多|余|万)?(?:个|项|条|处|家|座|所|批|件|台|辆|眼|户|套|盏|栋|株|口)|一批|系列"
)
_TRAILING = re.compile(
    r"(?:的|等|力度|水平|工作|步伐|进度|进程|任务|主体|[\d.]+万?(?:公里|亩|平方米|平方公里|公顷|米|个|处|座|条))+$"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Cut what belongs to no name: the length in front (46.5公里环滇慢行系统), white space, quotes around the whole."""
    counted = False
    if match := _SUPERLATIVE.match(text, start, end):
        start = match.end()
    while start < end and (text[start].isspace() or text[start] in "·"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "（("):
        end -= 1
    if match := _LEADING.match(text, start, end):
        counted = bool(_COUNTER.search(match.group()))
        start = match.end()
    if end - start > 2 and text[start] == "“" and _aside(text, start, end) == end:
        start, end = start + 1, end - 1
    if match := _TRAILING.search(text[start:end]):
        end = start + match.start()
        counted = counted or bool(re.match(r"[\d.]+[个处座条]", match.group()))
    if match := _MADE_THERE.match(text, start, end):
        end = match.end()
    if (match := _STAGE_THEN.match(text, start, end)) and not _ends_as_name(text[start:end]):
        end = match.end()
    if match := _STAGE_ALONE.match(text, start, end):
        end = match.end()
    return start, end, counted


# --- the stage of a thing -------------------------------------------------------------------------------------

_RANK: tuple[Phase, ...] = ("前期", "开工", "在建", "建成", "投产", "运营")
_WEAK = frozenset(
    words.listed("建设 主体建设 建设进度 建设步伐 建设速度 施工 规划建设 进度 开发建设 改造建设 加快 推进 申建")
)
_PAPERWORK = ("前期", "可研", "方案", "论证", "建设方案", "报批", "审批", "申报", "规划")
# of last year said without more: it is done
_DONE = frozenset(
    words.listed(
        "实施 实施了 新建 改建 扩建 改扩建 新改建 新改扩建 改造 改造提升 提升改造 修建 打通 铺设 整治 修复 升级改造 提升 优化提升"
    )
)
_FOUNDING = frozenset(words.listed("建设 打造 发展 布局 新建 引进"))
_ETC_PHASE: dict[str, Phase] = {
    "在建": "在建", "续建": "在建", "新开工": "开工", "谋划": "前期", "前期": "前期", "在谈": "前期", "拟建": "前期", "签约": "前期", "储备": "前期"
}  # fmt: skip


def _furthest(said: list[Word]) -> Phase | None:
    phases = {word.phase for word in said}
    return next((phase for phase in reversed(_RANK) if phase in phases), None)


def _phase(group: _Group, looks_back: bool) -> Phase | None:
    """The stage that the words around a list of names give it.

    What stands behind (投产) tells more than what stands before (推进), and a verb that names a stage (启动) more than one
    that only says that work goes on.
    """
    after = group.after
    if group.acts:
        after = [word for word in after if word.role != "verb" or word.phase in ("在建", "开工")]
    if any(word.phase == "前期" and word.text.startswith(_PAPERWORK) for word in after):
        return "前期"
    if any(word.text.startswith("主体") for word in after):
        return "在建"
    if phase := _furthest([word for word in after if word.text not in _WEAK]):
        return phase
    if stage := next((phase for word, phase in _ETC_PHASE.items() if word in group.etc), None):
        return stage
    telling = [word.phase for word in group.before if word.phase not in ("", "在建")]
    if telling:
        return telling[-1]  # type: ignore[return-value]
    if looks_back and group.before and group.before[-1].text in _DONE:
        return "建成"
    if any(word.text in ("支持", "引导", "鼓励") for word in group.before) and group.before[-1].text in _FOUNDING:
        return None
    if group.acts and any(word.text in ("实现", "带动") for word in group.after):
        return "在建" if any(word.text == "实现" for word in group.after) else "运营"
    if any(word.phase == "在建" for word in group.before):
        return None if any(word.text == "创建" for word in after) else "在建"
    return _furthest(after)


# --- what makes a candidate a project -------------------------------------------------------------------------

_STAGE_END = re.compile(words.STAGES + r"$")
_LINE_END = re.compile(
    r"[国省县]道[A-Z]?\d+(?:线|段)?$|代线$|^[A-Z]{1,2}\d{1,4}(?:线|段)?$|(?:\d|[一二三四五六七八九十])+号线$|(?:国道|省道)?[A-Z]?\d+线$|.{3}(?<![阶时地手学片路])段$"
)
_BUILT = frozenset(words.PLACES_BUILT) | words.SINGLE
_WORKS = frozenset(words.WORKS)
_LONGEST_KIND = max(map(len, _BUILT | _WORKS))
# works that are done everywhere: they name a project only with the place that they are done on
_SOFT_WORKS = frozenset(
    words.listed(
        """
        治理 综合治理 系统治理 整治 综合整治 保护 提升 提质 升级 开发 建设 配套 供水 补水 发电 生产 加工 制造 恢复 整合 绿化 美化 能力提升
        基础设施 光伏 风电 储能 深加工 精深加工 产业化 一体化 修复 生态修复 保护修复 治理修复 防洪 排涝 综合开发 征迁 智能制造 配套设施 更新
        连通 引水 调水
        """
    )
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a name is built: 闻泰智能制造产业园一期项目 = 闻泰智能制造 + 产业园 (kind) + 一期 (stage) + 项目."""

    body: str
    kind: str
    work: str
    stage: bool
    project: str

    @property
    def modifier(self) -> str:
        """What stands before the kind: 柴石滩 in 柴石滩水库."""
        return self.body[: len(self.body) - len(self.kind or self.work)]


@lru_cache(10_000)
def _shape(name: str) -> _Shape:
    body, project, stage = name, "", False
    for _ in range(3):
        if len(body) > 3 and body.endswith(("项目", "工程")):
            body, project = body[:-2], body[-2:]
        if match := _STAGE_END.search(body):
            body, stage = body[: match.start()], True
        if len(body) > 4 and body.endswith("建设"):
            body = body[:-2]
    if body.endswith((")", "）")) and (at := max(body.rfind("("), body.rfind("（"))) > 1:
        body = body[:at]
    if match := _LINE_END.search(body):
        return _Shape(body, "号线", "", stage, project)
    kind = _suffix(body, _BUILT)
    return _Shape(body, kind, "" if kind else _suffix(body, _WORKS), stage, project)


def _suffix(body: str, kinds: frozenset[str]) -> str:
    return next((body[at:] for at in range(max(0, len(body) - _LONGEST_KIND), len(body)) if body[at:] in kinds), "")


def _complete(name: str) -> bool:
    """Tell whether a name can end here, before 和: 昆明市新体育中心 | 和体育公园."""
    if len(name) > _RUN_MAX:
        return False
    shape = _shape(name.strip())
    if len(shape.kind) == 1:
        return _own(name, frozenset()) > 1
    hard_work = shape.work and shape.work not in _SOFT_WORKS and _own(name, frozenset()) > 1
    return len(name) > 2 and bool(shape.kind or shape.stage or shape.project or hard_work)


_OWN_SIGN = re.compile(
    r"[A-Za-z]{2,}|[A-Za-z]\d|\d[A-Za-z]|[国省县]道\d|第[\d.]+代|[\d一二三四五六七八九十]号线|\d线|[\u4e00-\u9fff](?:江|河|湖|海|山|岛|湾|峡|岭)(?!西部)(?=[\u4e00-\u9fff])(?<!江河)(?<!河湖)(?<!沿江)(?<!沿海)(?<!矿山)(?<!青山)(?<!荒山)(?<!沿河)(?<!海湾)(?<!内河)(?<!江海)(?<!上海)(?<!大江)(?<!山海)|[\d.]+(?:万|亿)?(?:吨|千瓦|兆瓦|MW|GW|kV|千伏|英寸|剂|套|台|辆|支|片|方)"
)


def _own(name: str, places: frozenset[str]) -> int:
    """How much of a name is its own: characters, a place, a figure. The kind of thing at its end is nobody's own."""
    own = own_characters(name, len(_shape(name).modifier))
    return own + 2 * placed(name, places) + 2 * bool(_OWN_SIGN.search(name))


_GENERIC = re.compile(
    r"^(?:重大|重点|一批|各类|在建|续建|新建|拟建|前期|谋划|签约|储备|民生|产业|工业|基础设施|交通|水利|农业|能源|城建|社会|招商|亿元以上|省市|大|好|该|各|入库)*(?:项目|工程)$"
    r"|^(?:全市|全县|县城|城区|城市|主城区|中心城区|城镇|县域|实施)*(?:老旧小区|城中村|棚户区|危旧房|城镇低效)|高标准农田|农村公路|基金|债券|融资|票据|贷款|上市|在(?:国内|香港|境外)|香港$|[已未待拟](?:签约|开工|运行|完工|谋划|建成)|县（市）|各县|(?:供水|排水|污水|雨水|供热|供气|燃气|天然气|电力)(?:管网|管线|管道)$|(?:主|巷|楼)道|“五好”|断头路|卡脖子|车道|一级公路|煤改|气代煤|电代煤|贫困村|[的了们％%]|在(?!建|线|册)|以上|换取|一批|一系列|千.万.|[加推][强进快动大]项目|专项|\d+[个条处座所项件](?!月)|精品线路|(?:实践创新|实践|教育|示范|创新示范)基地$|城市道路|5G基站|充电桩|危房|厕所|户厕|美丽乡村|口袋公园|示范村|标准厂房|保障性|五小水利|小型水|烂尾楼|空心村|千万工程|低产"
    r"|行动|计划$|规划|政策|方案|办法|条例|制度|机制|体系$|战略|改革|会议|论坛|比赛|大赛|活动|文化节|品牌|产业链|(?<![智计]算)(?<!算力)集群$|经济带|都市圈|城市群|经济圈|生活圈|示范城市|形象工程|民心工程"
    r"|自贸试验区|自由贸易|综合试验区|(?:开发区|高新区|经开区|新区|综保区|保税区|示范区|先行区|合作区|试验区)$"
)
_PHYSICAL = re.compile(
    r"[路桥河湖江海库渠塘堤坝闸管网线厂站房楼馆院校园港隧井矿山林田草沙岸]|供水|饮水|引水|调水|排水|污水|防汛|排涝|防洪|湿地|绿化|供热|供气|电网|水系|灌区|土地|[迁改扩]建|改造|搬迁|数据中心"
)
_PROGRAMME = re.compile(
    r"精品|创作|探源|双高|双一流|学科|科创工程|百千万|教育|培育|强[省市县国]|惠民|育人|人才|消费|文明|素质|帮扶|扶贫|关爱|倍增|梯度|赋能|赋美|安居|放心|暖心|安心|名[校师医]|头雁|[强补延建固畅护稳]链|规范|暖民|健康|振兴|千[家万村]|万[家千户]|雪亮|阳光|春风|希望|提能|造峰"
)


def _accepted(found: _List, places: frozenset[str], heading: bool) -> Iterator[tuple[_Candidate, str]]:
    """Yield the members of a list that are projects, each with the rule that says so.

    Members of one list are of one sort: where the last one of an open list is none, the list names something else (交子公园、
    春熙路、宽窄巷子夜间消费场景); where others before 等项目 are ones, so is one that nothing else tells.
    """
    rules = [_rule(member, found, places, heading) for member in found.members]
    if found.trigger in _PROJECT_TRIGGERS | words.BUILT_TRIGGERS and any(rules):
        rules = [rule or _by_its_sisters(member) for member, rule in zip(found.members, rules, strict=True)]
    elif len(rules) > 1 and not found.trigger:
        if "named_line" in rules:
            rules = [
                rule or ("line_among_lines" if _SHORT_LINE.fullmatch(member.text) else "")
                for member, rule in zip(found.members, rules, strict=True)
            ]
        last = _shape(found.members[-1].text)
        if not rules[-1] and not last.kind and not _is_worked_on(found):
            rules = [rule if rule == "named_line" else "" for rule in rules]
        elif any(rules):
            rules = [
                rule or _by_the_last(member, rules[-1], places)
                for member, rule in zip(found.members, rules, strict=True)
            ]
    return ((member, rule) for member, rule in zip(found.members, rules, strict=True) if rule)


_SHORT_LINE = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![一二红底战主热产专])线")


def _by_its_sisters(member: _Candidate) -> str:
    """先导药物、康诺亚、海思科等总部: a member of a list of projects that has no sign of its own."""
    if _GENERIC.search(member.text) or member.counted or len(member.text) > 25:
        return ""
    return "listed_with_others" if len(member.text) > 2 or _own(member.text, frozenset()) > 1 else ""


def _by_the_last(member: _Candidate, last_rule: str, places: frozenset[str]) -> str:
    """呼吸、肿瘤区域医疗中心: a member that shares the kind of the last one, or names something by itself."""
    shape = _shape(member.text)
    if _GENERIC.search(member.text) or member.counted or shape.work or (shape.kind and last_rule == "named_line"):
        return ""
    return "shares_last_kind" if len(member.text) <= 6 or _own(member.text, places) > 1 else ""


def _rule(member: _Candidate, found: _List, places: frozenset[str], heading: bool) -> str:
    """Name the rule by which a candidate is a project, "" where none applies."""
    name = member.text
    if len(name) > 45 or len(name) < 2 or _GENERIC.search(name):
        return ""
    shape = _shape(name)
    if not shape.modifier and not shape.stage:
        return ""
    own = _own(name, places)
    line = _is_line(shape)
    proper = own >= 2 or line or (own and len(shape.kind) > 1)
    single = shape.kind in words.SINGLE and not member.counted
    if found.trigger in _PROJECT_TRIGGERS:
        return "listed_before_project" if proper or own or single else ""
    if found.trigger and found.trigger not in words.BUILT_TRIGGERS and not line:
        return ""
    if member.counted or _PAPER.match(member.then):
        return ""
    if name.endswith("试点"):
        return ""
    built = _is_built(found) and not (
        found.before and found.before[-1].text == "开展" and not (shape.work or found.after)
    )
    if found.trigger in words.BUILT_TRIGGERS:
        return "listed_before_kind" if proper and built and len(name) > 2 else ""
    if line and (built or not found.acts or shape.kind in ("号线", "高铁", "铁路")):
        return "named_line"
    if any(word.text in _AWARDS for word in found.before):
        return ""
    if shape.project:
        return "called_project" if _is_called_project(shape, found, own, built) else ""
    if not built:
        return ""
    if (
        shape.kind in words.AREAS
        and not _is_said_built(found)
        and (heading or own < 2 or any(word.text in _AWARDS for word in found.after))
    ):
        return ""
    if shape.body != name and any(word.text.startswith(("规划", "方案")) for word in found.after):
        return ""
    if shape.kind and (own >= 2 or (own and len(shape.kind) > 1)) and (len(shape.kind) > 1 or _is_worked_on(found)):
        return "built_thing"
    if shape.kind and single and _is_worked_on(found):
        return "single_thing"
    if shape.work and _suffix(shape.modifier, words.SINGLE) and _is_worked_on(found):
        return "work_on_single_thing"
    if shape.work and own >= (3 if shape.work in _SOFT_WORKS else 2):
        return "work_on_thing"
    if shape.stage and (own or not shape.body):
        return "stage"
    if (
        len(shape.kind) > 1
        and shape.kind not in words.AREAS | words.PLURAL
        and len(shape.modifier) > 1
        and _is_said_built(found)
    ):
        return "said_of_single_thing"
    if own >= 2 and len(name) > 2 and _is_said_built(found, words.SAID_WITH_KIND):
        return "said_of_built"
    return ""


# a paper about the thing, not the thing: 一体化工程工作方案, 改造进程
_PAPER = re.compile(
    r"(?:建设|工作|发展|专项|总体|实施)*(?:方案(?!研究)|规划|计划|意见|办法|政策|条例|行动|进程|试点|标准|机制)"
)
_AWARDS = frozenset(words.listed("获评 入选 荣获 被评为 跻身 创建 争创 位居 成为 打响"))


def _is_line(shape: _Shape) -> bool:
    """Tell whether the name is one of a line of transport: 渝昆高铁, 地铁5号线, no 城际铁路."""
    if shape.kind == "号线":
        return True
    if shape.kind not in words.LINES or shape.project:
        return False
    rest = shape.modifier
    return len(rest) > 1 and not _MODIFIERS.fullmatch(rest) and not re.search(r"[省市县]通$|等", rest)


_MODIFIERS = re.compile(
    "(?:" + "|".join(sorted(words.LINE_MODIFIERS, key=len, reverse=True)) + r"|[\d.]+|公里|条|座|个|的)*+"
)


def _is_built(found: _List) -> bool:
    """Something is done to the things of the list, or has been: 建设, 打造, 投产."""
    return bool(found.phase) or any(
        word.text in ("打造", "建设", "创建", "规划打造") for word in (*found.before, *found.after)
    )


def _is_said_built(found: _List, besides: frozenset[str] = frozenset()) -> bool:
    """…投产, …通车: said of nothing but a thing that is built."""
    return any(word.text in words.SAID_OF_BUILT - besides for word in found.after) and not found.acts


# care that is taken, of projects as of much else
_CARE = frozenset(words.listed("推动 抓好 抓 抓实 抓紧 开展 紧盯 盯紧 盯住 重点抓好 突出抓好 做精 成为 入选 获评"))


def _is_worked_on(found: _List) -> bool:
    """推进…建设, 建成…, …投用: building itself is spoken of, not only care (抓好…)."""
    return any(word.phase and word.text not in _CARE for word in (*found.before, *found.after))


def _is_called_project(shape: _Shape, found: _List, own: int, built: bool) -> bool:
    """阳宗海环湖湿地恢复建设项目, but no programme (人才安居工程)."""
    if shape.project == "项目":
        return own >= 2 or bool(own and shape.kind)
    if _PROGRAMME.search(shape.body):
        return False
    if own >= 2 and (shape.kind or shape.work or _PHYSICAL.search(shape.body)):
        return True
    return built and len(shape.body) >= 8 and (bool(shape.work) or any(word.text == "建设" for word in found.after))
