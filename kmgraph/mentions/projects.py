"""Named pieces of construction, engineering and investment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase, ProjectName
from kmgraph.mentions.project_words import Word
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_projects(document: Document, vocabulary: Vocabulary) -> tuple[ProjectName, ...]:
    """Find the named projects of a document, in the text's order.

    加快云南裕能、博石高科、云天化动力电池材料等项目建设 → three names, each 在建.
    """
    places = _places(vocabulary)
    found: dict[Span, ProjectName] = {}
    for sentence in document.sentences:
        for candidate in _candidates(sentence.text):
            if rule := _rule(candidate, places):
                span = Span(candidate.start, candidate.end).shift(sentence.span.start)
                found[span] = ProjectName(
                    span=span, text=span.of(document.text), rule=rule, phase=candidate.phase, owner=None
                )
    return tuple(found[span] for span in sorted(found))


@cache
def _places(vocabulary: Vocabulary) -> frozenset[str]:
    """Every spelling of a district that is long enough to be told from a common word."""
    return frozenset(label for concept in vocabulary.districts for label in concept.labels if len(label) > 1)


# --- from a sentence to runs of pieces ------------------------------------------------------------------------

_STOPS = frozenset("，,；;。！？!?：:\n\t—…")
_CLOSING = {"“": "”", "（": "）", "(": ")", "《": "》", "‘": "’", "「": "」", "[": "]", "〔": "〕", "【": "】", '"': '"'}
_ASIDE_MAX = 40


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a run between two stops: a name, a word around it, an 、, or the 等…项目 that closes a list."""

    kind: Literal["name", "word", "and", "etc"]
    start: int
    end: int
    word: Word | None = None
    trigger: str = ""
    count: bool = False


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas and stops; what stands in quotes or brackets is never broken."""
    start = at = 0
    while at < len(text):
        if (after := _aside(text, at, len(text))) > at:
            at = after
        elif text[at] in _STOPS and not (text[at] in ",." and text[at - 1 : at].isdigit() and _number_goes_on(text, at)):
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


_NOT_ETC_BEFORE = frozenset("高中初同平均对特优一二三四五甲乙")
_NOT_ETC_AFTER = frozenset("级额量离次待同于外")
_AND = re.compile(r"以及|和(?![平谐田美顺政县静龙])|与(?!会|时俱)|及(?!其|时|配套|附属|周边|相关|北岸|南岸|东岸|西岸)|暨|或(?!者)|或者")
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
        if char == "等" and at > name and (etc := _etc(text, at, end)):
            close_name(at)
            pieces.append(etc)
            at = name = etc.end
            fresh = False
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
    if text[at - 1] in _NOT_ETC_BEFORE or text[at + 1 : at + 2] in _NOT_ETC_AFTER:
        if not re.match(r"等(?:一批|重[大点]|项目|工程|\d)", text[at : at + 6]):
            return None
    stop = at + 1
    limit = min(end, at + 36)
    while stop < limit and text[stop] not in "、":
        if (after := _aside(text, stop, limit)) > stop:
            stop = after
            continue
        if (word := _word_at(text, stop, end, False, [])) and word.position != "start" and stop > at + 1:
            break
        stop += 1
    window = text[at + 1 : stop]
    nouns = list(_TRIGGERS.finditer(window))
    counted = bool(_COUNT.match(window))
    if not nouns:
        return _Piece("etc", at, at + 1, count=counted)
    noun = nouns[-1]
    for earlier in nouns:
        if _AND.match(window, earlier.end()) and earlier.group() in ("项目", "工程"):
            noun = earlier
            break
    return _Piece("etc", at, at + 1 + noun.end(), trigger=noun.group(), count=counted)


_TRIGGERS = re.compile(
    "项目|工程|总部|基地|设施|公路|高速|道路|街路|路网|铁路|水库|桥梁|大桥|园区|产业园|公园|中心|平台|场馆|医院|院校|学校|校区|景区|线路|枢纽|机场|电站|"
    "管网|酒店|港口|码头|航道|通道|片区|小区|街区|古镇|小镇|博物馆|载体|装置|实验室|干线|企业|产业|领域|行业|政策|活动|地区|品牌|产品|方面|会议|论坛"
)
_PROJECT_TRIGGERS = frozenset({"项目", "工程"})
_BUILT_TRIGGERS = frozenset(
    "总部 基地 设施 公路 高速 道路 街路 路网 铁路 水库 桥梁 大桥 园区 产业园 公园 中心 平台 场馆 医院 院校 学校 校区 景区 线路 枢纽 机场 电站 管网 酒店 港口 码头 "
    "航道 通道 片区 小区 街区 古镇 小镇 博物馆 载体 装置 实验室 干线".split()
)
_COUNT = re.compile(r"[\d一二两三四五六七八九十百千.]+(?:多|余|万)?(?:个|项|条|处|家|座|所|大|件)|一批|一系列|系列|若干")


def _word_at(text: str, at: int, end: int, fresh: bool, pieces: list[_Piece]) -> Word | None:
    """The boundary word that begins here, the longest first."""
    for word in words.boundary_words().get(text[at], ()):
        after = at + len(word.text)
        if after > end or not text.startswith(word.text, at):
            continue
        if word.position == "start":
            if fresh and not _starts_name(text, after):
                return word
        elif word.position == "end":
            if (not fresh or pieces) and _ends_here(text, after, end):
                return word
        elif fresh or not _NAME_GOES_ON.match(text, after):
            return word
    return None


def _starts_name(text: str, after: int) -> bool:
    """建设路, 发展大道, 提升改造 … : the word is the beginning of a name itself."""
    return bool(re.match(r"[路街]|大道|大街|银行|集团|公司|有限", text[after : after + 2]))


def _ends_here(text: str, after: int, end: int) -> bool:
    if after >= end or text[after] in "、的等）)":
        return True
    if _AND.match(text, after):
        return True
    return any(
        word.role != "verb" and word.position == "any" and text.startswith(word.text, after) or
        word.position == "end" and text.startswith(word.text, after) and after + len(word.text) >= end
        for word in words.boundary_words().get(text[after], ())
    )


# --- from pieces to candidates --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible name: its place in the sentence, what governs it, and the list that it stands in."""

    start: int
    end: int
    text: str
    phase: Phase | None
    trigger: str  # the noun behind 等, "" where the name stands in no such list
    listed: bool  # stands in a list of 、 or 和
    verbs: tuple[Word, ...]
    said: tuple[Word, ...]
    last: bool = True
    shared: str = ""  # the text of the list's last member
    counted: bool = False


@dataclass(slots=True)
class _Group:
    """Names that 、 or 和 joins, with the words before and behind."""

    names: list[_Piece]
    before: list[Word]
    after: list[Word]
    etc: _Piece | None = None
    etc_text: str = ""


def _candidates(text: str) -> list[_Candidate]:
    """All stretches of a sentence that may be names, with what is said of them."""
    out: list[_Candidate] = []
    last: list[_Candidate] = []
    for start, end in _runs(text):
        groups = _groups(text, _pieces(text, start, end))
        if groups and not any(group.names for group in groups):
            later = _later_phase(groups)
            if later and last:
                out[-len(last) :] = [replace(c, phase=later) for c in last]
            continue
        last = [c for group in groups for c in _members(text, group)]
        out += last
    return out


def _later_phase(groups: list[_Group]) -> Phase | None:
    """长水国际机场改扩建工程前期工作,力争年内正式启动建设 → 开工 for what the clause before names."""
    said = [w for g in groups for w in g.before]
    if any(w.text in ("力争", "确保") for w in said[:2]):
        return _strongest([w for w in said if w.phase])
    return None


def _groups(text: str, pieces: list[_Piece]) -> list[_Group]:
    groups: list[_Group] = []
    now = _Group([], [], [])
    for i, piece in enumerate(pieces):
        if piece.kind == "name":
            if now.names and (now.after or pieces[i - 1].kind != "and"):
                inherited = [] if now.etc or pieces[i - 1].kind != "and" else list(now.before)
                groups.append(now)
                now = _Group([], [w for w in now.after if w.role in ("verb", "agent", "other")] or inherited, [])
            now.names.append(piece)
        elif piece.kind == "word" and piece.word:
            if now.names:
                if pieces[i - 1].kind == "and":
                    groups.append(now)
                    now = _Group([], [piece.word], [])
                else:
                    now.after.append(piece.word)
            else:
                now.before.append(piece.word)
        elif piece.kind == "etc":
            now.etc = piece
            now.etc_text = text[piece.start : piece.end]
    groups.append(now)
    return groups


_RANK: tuple[Phase, ...] = ("前期", "开工", "在建", "建成", "投产", "运营")
_WEAK = frozenset({"建设", "建设进度", "建设步伐", "施工", "项目建设", "工程建设", "规划建设", "进度", "开发建设", "改造建设", "加快", "推进"})


def _strongest(said: list[Word]) -> Phase | None:
    phases = [w.phase for w in said if w.phase]
    return max((p for p in _RANK if p in phases), key=_RANK.index, default=None)


def _phase(group: _Group) -> Phase | None:
    """The stage that the words around a list of names give it."""
    after = [w for w in group.after]
    if any(w.phase == "前期" and w.text.startswith(("前期", "可研", "方案", "论证", "建设方案", "报批")) for w in after):
        return "前期"
    if match := re.search(r"等(?:.{0,8}?)(在建|续建|谋划|前期|在谈|新开工|拟建|签约|储备)", group.etc_text):
        return {"在建": "在建", "续建": "在建", "新开工": "开工"}.get(match[1], "前期")  # type: ignore[return-value]
    strong = [w for w in after if w.text not in _WEAK]
    if phase := _strongest(strong):
        return phase
    before = group.before
    if any(w.role == "agent" and w.text in ("支持", "引导", "鼓励") for w in before) and not any(w.phase not in ("", "在建") for w in before):
        return None
    telling = [w for w in before if w.phase not in ("", "在建")]
    if telling:
        return telling[-1].phase  # type: ignore[return-value]
    if any(w.phase == "在建" for w in before) and not any(w.text in ("创建",) for w in after):
        return "在建"
    return _strongest(after)


def _members(text: str, group: _Group) -> Iterator[_Candidate]:
    """Each name of a list as a candidate of its own."""
    phase = _phase(group)
    names = _with_last_and(text, group)
    for i, (start, end) in enumerate(names):
        start, end, counted = _trim(text, start, end)
        if end - start < 2:
            continue
        yield _Candidate(
            start,
            end,
            text[start:end],
            phase,
            group.etc.trigger if group.etc else "",
            len(names) > 1,
            tuple(group.before),
            tuple(group.after),
            last=i == len(names) - 1,
            shared=text[names[-1][0] : names[-1][1]],
            counted=counted,
        )


def _with_last_and(text: str, group: _Group) -> list[tuple[int, int]]:
    """A、B和C等项目 → the 和 before the last member parts it too, whatever kind of word C ends in."""
    names = [(p.start, p.end) for p in group.names]
    if group.etc and group.etc.trigger in _PROJECT_TRIGGERS and len(names) > 1:
        start, end = names[-1]
        for match in _AND.finditer(text, start + 2, end - 2):
            if text[match.start() - 1] not in _AND_BEFORE_NOT:
                names[-1:] = [(start, match.start()), (match.end(), end)]
                break
    return names


_LEADING = re.compile(
    r"(?:(?:总?投资|总计|约|近|长|全长|占地)?[\d.]+(?:多|余|万|亿)*(?:平方公里|公里|千米|平方米|万平方米|亩|亿元|万元|米)(?:的)?"
    r"|(?:(?:第?[\d一二两三四五六七八九十百]+(?:多|余)?|一|首|全国首|全省首|全市首)(?:个|项|条|处|家|座|所|批|家|段)(?!一))"
    r"|国内外?|现代化|大型|重大|重点|一流|了|的|市级|省级|国家级|县级|标志性|该|我[省市县区]|[省市县]重点项目|国家重点项目)+"
)
_TAIL = re.compile(r"(?:的|等|力度|水平|工作|步伐|进度|进程|任务|主体)+$")


def _trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Cut what belongs to no name: the length in front (46.5公里环滇慢行系统), white space, quotes around the whole."""
    counted = False
    while start < end and (text[start].isspace() or text[start] in "·"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "（("):
        end -= 1
    if match := _LEADING.match(text, start, end):
        counted = bool(re.search(r"[\d一二两三四五六七八九十百]+(?:多|余)?(?:个|项|条|处|家|座|所|批)", match.group())) and not match.group().startswith("首")
        start = match.end()
    if end - start > 2 and text[start] in "“" and _aside(text, start, end) == end:
        start, end = start + 1, end - 1
    if match := _TAIL.search(text[start:end]):
        end = start + match.start()
    return start, end, counted


# --- what makes a candidate a project -------------------------------------------------------------------------

_STAGE_END = re.compile(words.STAGES + r"$")
_LINE = re.compile(r"(?:\d|[一二三四五六七八九十])+号线$|\d+线$|[东西南北中]段$|段$|标段$")
_LONGEST_KIND = max(map(len, words.PLACES_BUILT + words.WORKS))
_BUILT = frozenset(words.PLACES_BUILT)
_WORKS = frozenset(words.WORKS)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a name is built: 闻泰智能制造产业园 + 产业园 (kind) + 一期 (stage) + 项目."""

    body: str
    kind: str
    work: str
    stage: bool
    project: bool


def _shape(name: str) -> _Shape:
    body, project, stage = name, False, False
    for _ in range(3):
        if len(body) > 3 and body.endswith(("项目", "工程")):
            body, project = body[:-2], True
        if (match := _STAGE_END.search(body)) and (match.start() or stage is False):
            body, stage = body[: match.start()], True
        if len(body) > 4 and body.endswith("建设"):
            body = body[:-2]
    if body.endswith((")", "）")) and (at := max(body.rfind("("), body.rfind("（"))) > 1:
        body = body[:at]
    if _LINE.search(body):
        return _Shape(body, "号线", "", stage, project)
    kind = _suffix(body, _BUILT)
    work = "" if kind else _suffix(body, _WORKS)
    return _Shape(body, kind, work, stage, project)


def _suffix(body: str, kinds: frozenset[str]) -> str:
    for length in range(min(_LONGEST_KIND, len(body)), 0, -1):
        if body[-length:] in kinds:
            return body[-length:]
    return ""


def _complete(name: str) -> bool:
    """Tell whether a name can end here, before 和: 昆明市新体育中心 | 和体育公园."""
    shape = _shape(name.strip())
    return bool(len(name) > 2 and (shape.kind and len(shape.kind) > 1 or shape.stage or shape.project))


_OWN_SIGN = re.compile(r"[A-Za-z]{2,}|\d+号线|\d+线|[“”]|\d+(?:万|亿)?(?:吨|千瓦|兆瓦|MW|GW|kV|千伏|英寸|剂|套|台|辆|支|片)")
_PLACE_SIGN = re.compile(
    r"[\u4e00-\u9fff](?:江|河|湖|山|岛|湾|港|峡|岭|峪|沟|屯|庄|镇|乡|村|县|州|旗|寨|营|堡|桥|滩|坝)(?![\u4e00-\u9fff]?(?:业园|区域|级|域))"
)


def _own(name: str, places: frozenset[str]) -> int:
    """How many characters of a name are its own: no pair with a neighbour that reports everywhere share.

    柴石滩水库 → 3 (柴石滩); 老旧小区改造 → 0.
    """
    common = words.common_pairs()
    own = 0
    for i, char in enumerate(name):
        if not "\u4e00" <= char <= "\u9fff":
            continue
        if name[i : i + 2] not in common and name[i - 1 : i + 1] not in common:
            own += 1
    for length in (2, 3, 4, 5):
        own += 2 * sum(name[i : i + length] in places for i in range(len(name) - length + 1))
    return own + 2 * bool(_OWN_SIGN.search(name))


_GENERIC = re.compile(
    r"^(?:重大|重点|一批|各类|在建|续建|新建|拟建|前期|谋划|签约|储备|民生|产业|工业|基础设施|交通|水利|农业|能源|城建|社会|招商|亿元以上|省市|大|好|该|各)*(?:项目|工程)$"
    r"|老旧小区|城中村|棚户区|高标准农田|农村公路|城市道路|5G基站|充电桩|危房|厕所|户厕|美丽乡村|口袋公园|示范村|标准厂房|保障性|五小水利|小型水"
    r"|行动|计划|规划|政策|方案|办法|条例|制度|机制|体系|战略|改革|会议|论坛|比赛|大赛|活动|文化节|创建$|试点$|品牌|产业链|集群$|经济带|都市圈|城市群|经济圈|生活圈"
    r"|^(?:高速公路|铁路|高铁|机场|轨道交通|地铁|水库|公园|绿道|道路|路|街|桥|医院|学校|幼儿园|小学|中学|大学|平台|中心|基地|园区|产业园|市场|社区|小区|街区|景区|设施|管网|系统)+$"
)


def _rule(candidate: _Candidate, places: frozenset[str]) -> str:
    """Name the rule by which a candidate is a project, "" where none applies."""
    name = candidate.text
    if len(name) > 45 or _GENERIC.search(name):
        return ""
    shape = _shape(name)
    own = _own(name, places)
    if candidate.trigger in _PROJECT_TRIGGERS:
        return "listed_before_project" if own >= 2 or (own and shape.kind) else ""
    if candidate.trigger and candidate.trigger not in _BUILT_TRIGGERS:
        return ""
    builds = any(w.phase for w in candidate.verbs) or any(w.phase for w in candidate.said) or candidate.phase
    if candidate.trigger:
        return "listed_before_kind" if own >= 2 and (builds or shape.kind) else ""
    if shape.project:
        return "called_project" if own >= 2 else ""
    if not builds:
        return ""
    if shape.kind and own >= (1 if len(shape.kind) > 2 else 2):
        return "built_thing"
    if shape.work and own >= 2:
        return "work_on_thing"
    if shape.stage and (own or not shape.body):
        return "stage"
    return ""
