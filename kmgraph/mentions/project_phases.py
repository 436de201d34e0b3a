"""The stage that the words around a name give to the thing: 确保…投产 → 投产."""

from __future__ import annotations

import re

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase
from kmgraph.mentions.project_pieces import Group
from kmgraph.mentions.project_predicates import RANK, told_by
from kmgraph.mentions.project_words import Word

WEAK = frozenset(
    words.listed(
        "建设 建设运营 主体建设 建设进度 建设步伐 建设速度 施工 规划建设 进度 开发建设 改造建设 加快 推进 申建"
    )
)
# of last year said without more: it is done
_DONE = frozenset(
    words.listed(
        "实施了 新建 改建 扩建 改扩建 新改建 新改扩建 改造 改造提升 提升改造 修建 打通 铺设 整治 修复 升级改造 提升 优化提升 维修改造 维修 修缮 拓宽改造 翻修"
    )
)
# 潭溪港|完成货物吞吐量, 鹭泽中心|打通新通道: they tell of their object, if of anything
_WITH_OBJECT = frozenset(words.listed("完成 建成 获批 打通"))
_FOUNDING = frozenset(words.listed("建设 打造 发展 布局 新建 引进"))
ETC_PHASE: dict[str, Phase] = {
    "在建": "在建", "续建": "在建", "新建项目": "开工", "新开工": "开工", "谋划": "前期", "前期": "前期", "在谈": "前期", "拟建": "前期", "签约": "前期", "储备": "前期"
}  # fmt: skip

# 潭溪广场等项目正在紧张建设中
_UNDER_WAY = re.compile(r"[^，,。；;]{0,8}?(?:正在?[^，,。；;]{0,6}?(?:建设|施工|推进|实施)|(?:建设|施工|实施)之?中)")
# 完成潭溪河治理工程|60%
_PER_CENT = re.compile(r"[\u4e00-\u9fff]{0,6}?[\d.]+[%％]")


def furthest(said: list[Word]) -> Phase | None:
    """Return the furthest stage that any of the words names: 落地, 开工建设 → 开工."""
    phases = {word.phase for word in said}
    return next((phase for phase in reversed(RANK) if phase in phases), None)


def phase_of(group: Group, said: str, acts: bool, looks_back: bool) -> Phase | None:
    """The stage that the words around a list of names give it.

    What is `said` behind (投产) tells more than what stands before (推进), and a verb that names a stage (启动) more than
    one that only says that work goes on. Where the names act on another thing that is named (`acts`), what is done to
    that is not said of them: 朗川材料|建成|潭溪基地.
    """
    told = told_by(said) if said else None
    if "收尾" in said and group.before and group.before[-1].phase == "建成":
        return "建成"
    if told and told.outright and not (acts and told.phase in ("前期", "建成")):
        return told.phase
    if group.before and group.before[-1].phase == "建成" and _PER_CENT.match(said):
        return "在建"
    if group.etc and (stage := next((phase for word, phase in ETC_PHASE.items() if word in group.etc), None)):
        return stage
    before = [word.phase for word in group.before if word.phase]
    if telling := [phase for phase in before if phase != "在建"]:
        return telling[-1]  # type: ignore[return-value]
    if looks_back and group.before and group.before[-1].text in _DONE:
        return "建成"
    helped = group.before and group.before[-1].text in _FOUNDING
    if helped and any(word.text in ("支持", "引导", "鼓励") for word in group.before):
        return None
    after = group.after
    if group.acts and any(word.text in ("实现", "带动") for word in group.after):
        return "在建" if any(word.text == "实现" for word in group.after) else "运营"
    if before:
        return None if any(word.text == "创建" for word in after) else "在建"
    stage = furthest([word for word in after if word.text not in _WITH_OBJECT]) if after else None
    return stage or ("在建" if _UNDER_WAY.match(said) else None)
