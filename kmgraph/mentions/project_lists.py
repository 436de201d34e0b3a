"""From the pieces of a sentence to lists of names that may be projects, with what is said of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase
from kmgraph.mentions.project_phases import WEAK, furthest, phase_of
from kmgraph.mentions.project_pieces import (
    AND,
    COUNTER,
    NO_AND_BEHIND,
    PROJECT_TRIGGERS,
    THING_TRIGGERS,
    Group,
    aside,
    groups_of,
    pieces_of,
    runs,
)
from kmgraph.mentions.project_predicates import opens_as_verb, told_of_each
from kmgraph.mentions.project_shapes import NAME_MAX, is_complete, own_of, shape_of
from kmgraph.mentions.project_subjects import subject_end, told
from kmgraph.mentions.project_words import Word


class Candidate(NamedTuple):
    """A possible name: its place in the sentence, and how many of it a number before it counts."""

    start: int
    end: int
    text: str
    counted: bool
    then: str
    sole: bool = False  # 全国首家: there is one of it
    told: Phase | None = None  # 潭溪钢铁高炉大修|收官: what an unlisted verb says


class Listing(NamedTuple):
    """Candidates that 、 or 和 joins (or a single one), the words that govern them, and the noun behind their 等."""

    members: tuple[Candidate, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    trigger: str
    phase: Phase | None
    acts: bool
    etc: str = ""

    @property
    def counted(self) -> bool:
        """等22个公园: the list says how many there are."""
        return bool(_COUNTED_ETC.match(self.etc))


_COUNTED_ETC = re.compile(r"等[\d两三四五六七八九十]+[个座条处]")


def listings(text: str, looks_back: bool = False) -> list[Listing]:
    """All stretches of a sentence that may be names, list by list, with what is said of them."""
    out: list[Listing] = []
    in_clause = 0
    bare = False
    for start, end in runs(text):
        if start == end:
            continue
        groups = groups_of(text, pieces_of(text, start, end))
        if any(_names_something(text, group) for group in groups):
            ends = _ends_of_what_is_said(text, groups, end)
            found = [
                found
                for group, upto in zip(groups, ends, strict=True)
                if group.names and (found := _list(text, group, upto, upto < end, looks_back))
            ]
            if (
                out
                and found
                and _GOES_ON.match(text, start)
                and not any(w.phase or w.role == "verb" for w in found[0].before)
            ):
                found[0] = found[0]._replace(before=out[-1].before, phase=out[-1].phase)
            if out and found and in_clause and _goes_on_with(out[-1], found[0]):
                found[0] = found[0]._replace(before=out[-1].before, phase=out[-1].phase)
            if bare and found and not (found[0].before or out[-1].before):
                out[-1] = out[-1]._replace(after=found[0].after, phase=found[0].phase)
            bare = len(found) == 1 and _stands_bare(found[0]) and not found[0].phase
            in_clause = len(found)
            out += found
        elif bare and (phase := furthest([word for group in groups for word in (*group.before, *group.after)])):
            out[-1] = out[-1]._replace(phase=phase)  # 投资2亿元的潭溪化纤项目，已竣工投产
        elif phase := _later_phase(groups):
            at = len(out) - in_clause
            out[at:] = [found if _stays(found, groups) else found._replace(phase=phase) for found in out[at:]]
            bare = False
    return out


def _ends_of_what_is_said(text: str, groups: list[Group], end: int) -> list[int]:
    """How far the words behind each list are said of it: up to the next name, not to an object (交付|首批厂房)."""
    ends = [end]
    for group in groups[:0:-1]:
        if group.names:
            start, first = group.names[0].start, text[group.names[0].start : group.names[0].end]
            named = is_complete(first) and own_of(first, frozenset()) > 1 and not opens_as_verb(first)
            if group.joined or named:
                end = start
        ends.append(end)
    return ends[::-1]


def _goes_on_with(former: Listing, later: Listing) -> bool:
    """推进甲厂、乙厂等5个工业项目，丙路、丁桥等5个基础设施项目: the verb governs the second list too."""
    closed = former.trigger in PROJECT_TRIGGERS and later.trigger in PROJECT_TRIGGERS
    alone = not (later.before or later.after or later.phase or former.after)
    return closed and alone and any(word.role == "verb" for word in former.before)


# …等物流基地,以及朗川商博城等项目: the verb of the clause before governs it
_GOES_ON = re.compile(r"\s*(?:以及|及|和)")
# what a clause may call the things that the clause before has named
_THE_SAME = re.compile(
    r"(?:该|其|各|全部|整个|两个|上述)?(?:项目|工程|主体|主体工程|建设|早日?|线路|道路|全线|如期|按期)*"
)


def _names_something(text: str, group: Group) -> bool:
    """Tell whether a clause names anything but what has been named: 确保|项目|早日投产 does not."""
    return any(not _THE_SAME.fullmatch(text, piece.start, piece.end) for piece in group.names)


def _stands_bare(found: Listing) -> bool:
    """A clause that is a name and no more: what the next clause says is said of it too."""
    told = any(_WORK_UNDER_WAY.search(m.text) for m in found.members)
    governed = any(word.text != "元" for word in found.before)
    return not (told or governed or found.after or found.trigger) and all(_ends_as_name(m.text) for m in found.members)


def _later_phase(groups: list[Group]) -> Phase | None:
    """长水国际机场改扩建工程前期工作,力争年内正式启动建设 → 开工 for what the clause before names."""
    said = [word for group in groups for word in (*group.before, *group.after)]
    if any(word.text in _AIMS for word in said[:2]):
        return furthest([word for word in said if word.text not in WEAK])
    return None


def _stays(found: Listing, later: list[Group]) -> bool:
    """推进在建的…项目, 推进…前期工作,力争早日开工: a stage that is named outright outlives a wish without a date."""
    if any(word.text in ("在建", "续建") for word in found.before) or "续建" in found.etc or "在建" in found.etc:
        return True
    said = [word.text for group in later for word in (*group.before, *group.after)]
    wished = any(text.startswith(("早", "尽快", "尽早")) for text in said)
    under_way = found.phase == "在建" and not any("开工" in text or "动工" in text for text in said)
    return wished and (under_way or found.phase == "前期")


_AIMS = frozenset(
    words.listed(
        "力争 确保 争取 年内 年底前 年底 尽快 早日 尽早 如期 按期 实现 促进 推动 力促 尽快实现 早 今年 上半年 下半年"
    )
) | {""}


_SAID_MAX = 60
# 潭溪特色产业园|被省批准为试验区, 鹭泽电商服务中心|获评直播基地: a park that somebody runs, whatever it is praised for
_PRAISE = r"被[国省市县]?家?(?:评|认定|推荐|批准|授予|命名|确定|列)|晋[升级]|通过[^，。；]{0,6}认定|获评|入选|荣获|获批|成为|争创|创成"
PRAISED_PARK = re.compile(
    rf"[^，、]{{2,20}}?(?:(?:农业|特色|文创|生态|物流|科技|创业)(?:产业)?园区?|电商(?:直播基地|服务中心))(?={_PRAISE})"
)
# 潭溪路续建、|鹭泽大桥动工: a verb at the end of a name that is not the last
_WORK_UNDER_WAY = re.compile(r".{4}(?:续建|扩产)$")


def _candidate(text: str, group: Group, span: tuple[int, int], upto: int | None) -> Candidate | None:
    """Trim a member to its name, and read what is told of it alone; `upto` ends what is said of the last member."""
    whole = span[1]
    if whole - span[0] > NAME_MAX:
        return None
    start, end, counted = _trim(text, *span)
    if end - start <= 1:
        return None
    sole = bool(_SOLE.search(text, max(0, start - 8), start))
    stage: Phase | None = None
    if not any(word.role == "verb" or word.phase for word in group.before):
        if praised := PRAISED_PARK.match(text, start, end):
            end = praised.end()
        elif not _ends_as_name(text[start:end]):
            end = subject_end(text, start, end)
        stage = told(text, start, end, whole, upto or whole) if end < whole else None
    if _MAIN_WORKS.match(text, end):
        stage = "在建"  # 完成潭溪档案馆|主体工程: not all of it
    if stage is None and upto is None and _WORK_UNDER_WAY.search(text[start:end]):
        stage = "在建"
    return Candidate(start, end, text[start:end], counted and not sole, text[end : end + 24], sole, stage)


_MAIN_WORKS = re.compile(r"主体工程(?!(?:全面|正式|已|顺利|同步)*(?:[开动]工|启动))")


def is_praised_park(member: Candidate) -> bool:
    """Tell whether a park is said to have been given a title: it runs."""
    praised = PRAISED_PARK.match(member.text + member.then)
    return praised is not None and praised.end() == len(member.text)


def _list(text: str, group: Group, upto: int, cut: bool, looks_back: bool) -> Listing | None:
    """The names of a group with what is said of them, None where none of its words can be a name."""
    spans = _with_last_and(text, group)
    trigger = group.trigger
    if len(spans) > 1 and not trigger and (apposition := _counted_together(text, spans)):
        spans[-1], trigger = apposition
    upto = min(upto, spans[-1][1] + _SAID_MAX)
    members = [
        member for span in spans if (member := _candidate(text, group, span, upto if span is spans[-1] else None))
    ]
    if not members:
        return None
    behind = text[members[-1].end : upto]
    praised = not group.before and is_praised_park(members[-1])
    phase = "运营" if praised else members[-1].told or phase_of(group, behind, group.acts and cut, looks_back)
    if respective := told_of_each(behind, len(members)):
        members = [member._replace(told=stage) for member, stage in zip(members, respective, strict=True)]
    return Listing(tuple(members), tuple(group.before), tuple(group.after), trigger, phase, group.acts, group.etc)


def _ends_as_name(name: str) -> bool:
    shape = shape_of(name)
    return bool(shape.kind or shape.work or shape.stage or shape.project)


def _with_last_and(text: str, group: Group) -> list[tuple[int, int]]:
    """A、B和C等项目 → the 和 before the last member parts it too, whatever kind of word B ends in."""
    spans = [(piece.start, piece.end) for piece in group.names]
    if group.trigger in THING_TRIGGERS and spans:
        start, end = spans[-1]
        for match in AND.finditer(text, start + 2, end - 2):
            left, right = text[start : match.start()], text[match.end() : end]
            if (len(spans) == 1 or group.trigger not in PROJECT_TRIGGERS) and not (_is_own(left) and _is_own(right)):
                continue
            if text[match.start() - 1] not in NO_AND_BEHIND and (is_complete(left) or own_of(left, frozenset()) > 1):
                return [*spans[:-1], (start, match.start()), (match.end(), end)]
    return spans


def _is_own(name: str) -> bool:
    """A short name that nobody else has: 樱潭苑 and 鹭宾广场 in 樱潭苑和鹭宾广场等项目."""
    return len(name) <= 12 and own_of(name, frozenset()) > 1


_DIGITS = {"两": 2, **{han: i for i, han in enumerate("零一二三四五六七八九十")}}
_TOGETHER = re.compile(
    r"(?P<last>[^“]+?)(?<![\d０-９])(?P<count>\d+|[两二三四五六七八九十])(?:大|个|座|条|所|家|处|项)(?P<kind>(?:\dA级)?\D+)"
)


# 三个续建项目|为抓手
_FOR_WHAT = re.compile(r"(?:为|作为)[\u4e00-\u9fff]{2,4}$")


def _counted_together(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], str] | None:
    """心血管、呼吸2个国家区域医疗中心: the number of the list's members, then what they are."""
    start, end = spans[-1]
    match = _TOGETHER.fullmatch(text, start, end) if end - start < NAME_MAX else None
    if not match:
        return None
    what = _FOR_WHAT.sub("", match["kind"]) if "项目" in match["kind"] or "工程" in match["kind"] else match["kind"]
    count = _DIGITS.get(match["count"]) or int(match["count"] if match["count"].isdigit() else 0)
    if not 1 < count <= len(spans):
        return None
    if match["kind"].endswith(("基地", "集群")):  # 电子信息、镁精深加工2个出口基地: branches, no names
        return None
    if _SETTLEMENTS.match(match["kind"]):
        return (start, match.end("last")), "地区"
    if "A级" in match["kind"]:  # what they were named, not what is built
        return (start, match.end("last")), "等"
    kind = "项目" if shape_of(what).kind or shape_of(what).work or what.endswith(("项目", "工程", "公建")) else "等"
    return (start, match.end("last")), kind


# 鹭泽、潭溪两个次中心城市: places, however much is built in them
_SETTLEMENTS = re.compile(r"[^、]{0,6}?(?:城市|县市?|区县|县区|乡?镇|县城)(?:建设|发展|步伐|$)")
_SOLE = re.compile(r"(?:首|唯一|第一)(?:个|项|条|座|家|所|处)?的?$")
_LEADING = re.compile(
    r"(?:境内|(?:总?投资|总计|约|近|长|全长|占地|年产值)?[\d.]+(?:多|余|万|亿)*\s?(?:平方公里|公里|千米|平方米|万平方米|亩|亿元|万元|米(?!口径))(?:的)?"
    r"|(?:(?:第?[\d一二两三四五六七八九十百.]+(?:多|余|万)?)(?:个|项|条|处|家|座|所|批|段|件|台|辆|眼|户|套|盏|栋|株|口|回|间))"
    r"|(?:全国|全省|全市|国内|世界|全球|亚洲)?(?:首|第一)(?:个|项|条|座|家)"
    r"|\d[A-F]级|国内外?|重[大点](?:工程|项目)|一流|一批|更多|多个|各类|若干|了|的|我[省市县区]|[省市县]重点项目|国家重点(?:项目|工程)|日处理[\d.]+万?(?:吨|立方米|方)|双向[\d一二三四六八十]+车道|一系列|系列)+"
)
# 潭溪隧道|首段隧洞, 朗川二期|首批产品: the first of what comes of it
_FIRST_PART = re.compile(r"(?<=.{4})首(?:批|段|条|栋|台套|片)[\u4e00-\u9fff]{0,8}$")
# 潭溪产业园|60万平方米标准厂房已有46家企业入驻
_HALLS = re.compile(r"(?<=.{2}园)(?:[\d.]+万?平方米[\u4e00-\u9fff]{0,4}厂房|(?:已有)?\d+家企业)[\u4e00-\u9fff\d]*$")
_SUPERLATIVE = re.compile(
    r".{0,4}?(?:最大|最长|最高|首个|首座|首条|唯一)(?:的)?.{0,4}?(?:机场|电站|基地|中心|园区|港口|隧道|桥梁)(?=.{4})"
)
_MADE_THERE = re.compile(
    r".{3,12}?(?:工厂|基地(?:[一二三四]期)?)(?!项目|工程)(?=[^、期]{1,5}$|[^、]{2,14}(?:轿车|车型|产品|厂房|产线|生产线|设备)$)"
)
_STAGE_THEN = re.compile(
    r".{2,20}?(?:[一二三四五六七八]期[）)]?|\d号线)(?=[^、期延段支站）)]{2,})(?![\d.]+万?(?:吨|千瓦|立方米|套|台|辆)[\u4e00-\u9fff]{2,8}$)(?![^、期]{2,6}(?:[片板膜箔机]|材料|玻璃|电池|晶圆|芯片|模组)$)"
)
_STAGE_ALONE = re.compile(r"[一二三四五六]期(?=厂房|主体|工程$|项目$)")

_TRAILING = re.compile(
    r"(?=[\d.一主任免全初力即双各同向在均基对就工已年并建拟有正步水满的相稳等良获计进逐都陆预])(?:的|等|获得?|[一1](?:座|个|处|条)|(?:免费)?[向对](?:市民|社会|公众|群众|游客|居民)|向[东西南北]延伸|良率[^、]{0,14}|并|初步|同步|双双|相继|陆续|有序|稳步|满负荷|建设基本|基本|均已|均|已经|已|逐步|即将|正在|年后可|即可|就能|全部|全系列|(?:均|都|拟|预计|计划)[于在]|力度|水平|工作|步伐|进度|进程|任务|各项|主体|在[^、在]{2,8}[前后]|各?[\d.]+万?[余多]?(?:公里|亩|平方米|平方公里|公顷|米|个|处|座|条|项|件|口|眼))+$"
)


# 潭溪研究院[17]|落地
_NOTE = re.compile(r"(?:\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕)$")
# 西线主通道重点工程|隆鹭铁路: what it is, then its name
_WHAT_IT_IS = re.compile(r"[^、“”]{2,20}?(?:重点|控制性|标志性|骨干|先导性?)工程(?=[^、]{4,})")
# 潭溪变电站|及相关线路, 鹭泽厂一期|主体工程和设备安装
_PART_OF_IT = re.compile(r"(?:及相关[\u4e00-\u9fff]{2,6}|主体工程(?:[和及]?设备安装)?)$")
# what is said of a thing that is built there
_THERE = re.compile(r"(?<=[^、，]{4})在(?![建线册])[^、，在]{2,12}$")
_BUILT_THERE = re.compile(
    r"(?:正式|顺利|相继|同步|如期)?(?:开工|动工|投产|落地|落户|竣工|投运|投用|开建|签约|奠基|揭牌|启用|下线)"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Cut what belongs to no name: the length in front (46.5公里环滇慢行系统), white space, quotes around the whole."""
    counted = False
    whole = text[start:end]  # most patterns are looked for only where their word is: it is cheap
    if ("最" in whole or "首" in whole or "唯一" in whole) and (match := _SUPERLATIVE.match(text, start, end)):
        start = match.end()
    while start < end and (text[start].isspace() or text[start] in "·"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "（("):
        end -= 1
    if text[end - 1] in "]］〕" and (note := _NOTE.search(text[start:end])):
        end = start + note.start()
    named = _WHAT_IT_IS.match(text, start, end) if "工程" in whole else None
    if named and own_of(text[named.end() : end], frozenset()) > 1:
        start = named.end()
    if match := _LEADING.match(text, start, end):
        counted = bool(COUNTER.search(match.group()))
        start = match.end()
    if "区" in whole:
        start = _behind_district(text, start, end)
    if end - start > 2 and text[start] == "“" and aside(text, start, end) == end:
        start, end = start + 1, end - 1
    if "在" in whole and _BUILT_THERE.match(text, end) and (match := _THERE.search(text, start, end)):
        end = match.start()  # 朗川尼龙切片|在潭溪科技城|开工
    if match := _TRAILING.search(text[start:end]):
        end = start + match.start()
        counted = counted or bool(re.match(r"各?[\d.]+[余多]?[个处座条项件口眼]", match.group()))
    if end - start > 4 and text.endswith("建设", start, end) and _ends_as_name(text[start : end - 2]):
        end -= 2
    if (match := _PART_OF_IT.search(text[start:end])) and _ends_as_name(text[start : start + match.start()]):
        end = start + match.start()
    if "首" in whole and (match := _FIRST_PART.search(text[start:end])):
        end = start + match.start()
    if "园" in whole and (match := _HALLS.search(text[start:end])):
        end = start + match.start()
    for words_of_it, told_behind, ends in _TOLD_BEHIND:
        if any(word in whole for word in words_of_it) and (match := told_behind.match(text, start, end)):
            end = end if ends and ends(text[start:end]) else match.end()
    return start, end, counted


# 朗川薄膜项目点火, 潭溪大桥工程墩柱过半: what follows is said of it, but 项目库, 工程质量
_PROJECT_THEN = re.compile(
    r".{4,40}?(?:项目(?!部(?!分)|[库组化群建施公用资投管审前招清谋包攻推签落集调带申])|(?<!重大|重点|民心|水利|土木|软件|基础)工程(?![化师院质机技学车总公建研中咨管局队款量进领项物造]))(?=[^、]{2,12}$|[^、”少多]$)"
)


def _ends_in_work(name: str) -> bool:
    """鹭泽渔港基地|码头扩建: the work is done on what stands before it, not on the base."""
    return bool(shape_of(name).work)


# what ends a name before its last word: the words it needs, and by what sign of the whole it does not
_TOLD_BEHIND = (
    (("工厂", "基地"), _MADE_THERE, _ends_in_work),
    (("期", "号线"), _STAGE_THEN, _ends_as_name),
    (("期",), _STAGE_ALONE, None),
    (("项目", "工程"), _PROJECT_THEN, _ends_as_name),
)


def _behind_district(text: str, start: int, end: int) -> int:
    """鹭泽新区|朗川铜箔三期: the district in front is none of the name where the rest names the thing by itself."""
    match = _DISTRICT.match(text, start, end)
    if match and not _NUMBERED.match(text, match.end(), end) and own_of(text[match.end() : end], frozenset()) > 1:
        return match.end()
    return start


# 昆泽区|实验小学潭溪校区: which one it is only the district tells
_NUMBERED = re.compile(r"第[一二三四五六七八九十]|实验|人民医院|中医|妇幼|疾控|特殊教育|职业|(?:中|小)学|高中|幼儿园")
_DISTRICT = re.compile(
    r"(?!.{0,2}自治区|.{0,6}[院馆校][东西南北]区)[\u4e00-\u9fff]{1,6}?(?:新区|高新区|经开区|开发区|(?<![源果小园验范行作片社景院校库厂城港牧灌林山矿湖地郊空街雪水营老校馆校港航站])区)(?![段内至到域间位]|[一二三四五六七八九十\d]+期)(?=[^、]{3})"
)
