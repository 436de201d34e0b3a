"""What a clause says of a thing that it has named, and the stage that this tells: 年底前|主塔|封顶 → 在建."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kmgraph.mentions.mention import Phase
from kmgraph.mentions.predicate_words import (
    ACTIVITIES,
    ADVERBS,
    EFFECTS,
    NEVER_OPEN,
    OPENERS,
    PAPERS,
    PARTS,
    STAGES,
    UNITS,
    WORK_GOES_ON,
)

RANK: tuple[Phase, ...] = ("前期", "开工", "在建", "建成", "投产", "运营")


@dataclass(frozen=True, slots=True)
class Told:
    """A stage, and whether the words name it outright: 竣工 does, 推进 and 建设 say only that work goes on."""

    phase: Phase
    outright: bool


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PAPER, _DONE, _ACTIVITY, _GOES_ON, _EFFECT = "paper", "done", "activity", "goes on", "effect"
_KINDS: dict[str, str] = {
    **dict.fromkeys(WORK_GOES_ON, _GOES_ON),
    **dict.fromkeys(EFFECTS, _EFFECT),
    **dict.fromkeys(ACTIVITIES, _ACTIVITY),
    **{word: phase for phase, words in STAGES.items() for word in words},
    **dict.fromkeys(PAPERS, _PAPER),
    "完成": _DONE,
}
_CONDITION = r"(?:具备|达到|满足)[\u4e00-\u9fff]{0,6}?条件"
_SAID = re.compile(rf"{_CONDITION}|{_any(tuple(_KINDS))}")
_ACTIVITY_IN = re.compile(_any(ACTIVITIES))
_ADVERBS = re.compile(
    rf"(?:{_any(ADVERBS)}|[\d一二三四五六七八九十两]+(?:月|年|季度)(?:[底初末份中]|上旬|下旬)?(?:之?前)?)+"
)
_PART = re.compile(rf"(?:{_any(PARTS)})|首批|首段|部分|主线")
_OPENING = (*(word for word in _KINDS if word not in (*EFFECTS, *NEVER_OPEN)), *PARTS, *OPENERS)
# most words begin like none of them
_FIRST = "".join(sorted({word[0] for word in (*ADVERBS, *_OPENING)}))
_OPENS = re.compile(
    rf"(?=[{_FIRST}具达满\d一二三四五六七八九十两])(?:{_ADVERBS.pattern})?(?:{_CONDITION}|{_any(_OPENING)})"
)
# 贯通|21.5公里, 交付|首批厂房, 完成|路面: as much is done as the words say, not all of it
_SHARE = re.compile(
    rf"了?(?:[\u4e00-\u9fff]{{0,6}}?(?:约|近|超过?|不低于|不少于|达到?)?[\d.]+(?:余|多)?[百千万亿]*(?:{_any(UNITS)})"
    rf"|[\u4e00-\u9fffA-Z\d]{{0,8}}?(?:{_any((*PARTS, *ACTIVITIES))}|投资|年度|阶段性|过半|[一二三四五六七八九]成|大半)|首批|首段|部分)"
)


def opens_as_verb(words: str) -> bool:
    """年底前竣工, 主塔封顶, 新增泊位: what begins so is said of what stands before it, and no part of its name."""
    return bool(_OPENS.match(words)) and not words.startswith(_NOUNS)


# 入驻企业80家, 完成率全省第一: what is counted there, said of no work
_NOUNS = ("入驻企业", "入驻商户", "入驻率", "完成率")


def opens_with_effect(words: str) -> bool:
    """带来服务业投资增长: what comes of the thing, not how far it is."""
    return words.startswith(EFFECTS)


def says_how(words: str) -> bool:
    """同步, 年内: only when and how, before the verb."""
    return bool(_ADVERBS.fullmatch(words))


def told_by(said: str) -> Told | None:
    """The stage that the words behind a name tell, None where they tell none.

    年底前竣工投产 → 投产; 主塔封顶, 贯通21公里, 完成投资3亿元 → 在建; 可研获批 → 前期; 具备通车条件 → 建成.
    """
    if _NOT_DONE.search(said):
        return Told("在建", True)
    phases: list[Phase] = []
    goes_on = in_part = False
    upto = 0
    for match in _SAID.finditer(said):
        kind = _KINDS.get(match.group(), "")
        if match.group().endswith("产") and said[match.end() : match.end() + 1] in _OF_GOODS:
            continue  # 等一|批产|业项目, 大批|量产|品
        if match.group() == "轨通" and said[match.end() : match.end() + 1] in ("讯", "信"):
            continue  # 高轨通讯卫星
        if match.group() == "通线" and said[: match.start()].endswith(("交", "直")):
            continue  # 轨道交通线, 直通线: no production line that runs
        gap = _ADVERBS.sub("", said[upto : match.start()])
        in_part = in_part or bool(_PART.search(gap))
        upto = match.end()
        if kind == _EFFECT:
            break
        if kind == _DONE and _TURNOVER.match(said, upto):
            break
        if match.group() in _WITH_OBJECT and _has_object(said, upto):
            continue
        if kind == _GOES_ON:
            goes_on = True
        elif kind == _PAPER:
            if phases and not gap:  # 启动|可研, 完成|选址: the work is on the paper
                phases.pop()
            phases.append("前期")
        elif kind == _DONE and phases == ["前期"] and not gap:  # 可研|完成
            continue
        elif kind == _ACTIVITY:
            phases.append("在建")
            in_part = True
        else:
            phase = _phase(match.group(), kind)
            some = in_part or (phase == "建成" and bool(_SHARE.match(said, match.end())))
            phases.append(
                "在建"
                if some and kind and phase in ("开工", "建成") and match.group() not in ("开工", "动工")
                else phase
            )
    if phases:
        return Told(max(phases, key=RANK.index), True)
    return Told("在建", in_part) if goes_on else None


# 因用地滞后未能如期完成
_NOT_DONE = re.compile(r"未能|滞后|尚未|未完成|没有完成")
_OF_GOODS = frozenset("业品值")
_EACH = re.compile(r"(?:分别|依次|前者|其中前者)(?P<said>.+)")
_BETWEEN = re.compile(r"[、和与]|以及|(?=后者)")


def told_of_each(said: str, members: int) -> list[Phase] | None:
    """前者完成路面、后者通车; 分别开工、竣工: the stage of each member, None where not as many are told."""
    match = _EACH.match(said)
    if not match or members < 2:
        return None
    told = [told_by(part) for part in _BETWEEN.split(match["said"]) if part]
    stages = [stage.phase for stage in told if stage and stage.outright]
    return stages if len(told) == len(stages) == members else None


# 完成货物吞吐量100万吨: what a thing does, not how far it is
_TURNOVER = re.compile(
    r"[^，；。]{0,14}?(?:吞吐量|产值|营收|税收|收入|运量|销售|批次|交易额|成交|客流|快检|旅客|进出口|增加值)"
)
# 市康复医院|获批|医养结合示范单位, 潭溪街|建成|样板街: what it was given, or what it was made, is another thing
_WITH_OBJECT = frozenset({"建成", "获批"})


def _has_object(said: str, at: int) -> bool:
    return bool(_OBJECT.match(said, at)) and not (_SAID.match(said, at) or _ADVERBS.match(said, at))


_OBJECT = re.compile(r"[^，、；。（(\d]{3}")


def _phase(said: str, kind: str) -> Phase:
    """具备通车条件 → 建成, 具备铺轨条件 → 在建, 具备开工条件 → 前期, 竣工 → 竣工's own."""
    if kind == _DONE:
        return "建成"
    if kind:
        return next(phase for phase in RANK if phase == kind)
    if _ACTIVITY_IN.search(said):
        return "在建"
    return "前期" if "工条件" in said else "建成"
