"""A name at the head of a clause whose verb no list holds: 潭溪钢铁高炉大修|收官, 鹭泽接收站|储罐升顶."""

from __future__ import annotations

import re

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase
from kmgraph.mentions.project_predicates import opens_as_verb, opens_with_effect, says_how, told_by
from kmgraph.mentions.project_shapes import GENERIC, SOFT_WORKS, own_of, shape_of

_SHORTEST = 4
_LONGEST_SAID = 16


def subject_end(text: str, start: int, end: int) -> int:
    """Where the thing that a clause speaks of ends, `end` where none is told from what is said of it.

    潭溪钢铁高炉大修收官 → the end of 大修; 朗川商用车厂搬迁入园 → of 厂; 鹭泽机场旅客吞吐量: as it was.
    """
    for at in range(min(end - 1, start + 30), start + _SHORTEST - 1, -1):
        if end - at > _LONGEST_SAID:
            return end
        name = text[start:at]
        if _WORK_OF_NAME.match(text, at):
            continue
        if told(text, start, at, end) and _is_strong(name):
            return at
    return end


# 鹭泽海水淡化|扩建工程日产水…: the work is the name's, and said of nothing
_WORK_OF_NAME = re.compile(r"(?:改扩建|扩建|改建|迁建|改造|整治|治理|修复|提升|更新)+(?:工程|项目)")


def told(text: str, start: int, at: int, end: int, upto: int = 0) -> Phase | None:
    """The stage that an unlisted verb tells: 收官 → 建成, 储罐升顶 → 在建; None where nothing of building is said.

    The words from `at` to `end` show that a verb begins there, those as far as `upto` what it says.
    """
    kind = shape_of(text[start:at]).kind
    if kind not in words.LINES and _SERVES.match(text, at, max(end, upto)):
        return None
    verb = opens_as_verb(text[at:end])
    if not (verb or kind in words.CONCRETE or kind in words.PLANTS):
        return None
    if kind in words.PLANTS and _MADE.search(text, at, end):
        return "投产"
    if opens_with_effect(text[at:end]):
        return None
    if verb:
        stage = told_by(text[at : max(end, upto)])
        return stage.phase if stage else "在建"
    if says_how(text[at:end]):
        return None
    own = own_of(text[start:at], frozenset())
    if kind not in words.CONCRETE or own <= 2 or end - at <= 1 or _NAME_GOES_ON.match(text, at):
        return None
    stage = told_by(text[at : max(end, upto)])
    return stage.phase if stage and stage.outright else "在建"


# 鹭泽国际陆港|开行班列320列: it has long stood, what it does is counted
_SERVES = re.compile(r"(?:年内|全年|累计|力争|确保)*(?:开行|发送旅客|到发|完成(?:货物|集装箱)?吞吐量)")
# 朗川潭溪工厂|混动车型产量, 批量供货: something comes out of a plant
_MADE = re.compile(r"产量|产能|产值|车型|量产|批量|供货|复产|出口")
# 朗川产业园|管委会, 潭溪航道|水位: the noun goes on, nothing is said of a building
_NAME_GOES_ON = re.compile(
    r"[的为是与和及等内至达化（(\d上下中外区人办党股路街里群网]|旅客|货物|吞吐|交易|收入|管委|公司|集团|有限|负责|周边|附近|模式|品牌|经验|做法|精神|企业|居民|水质|水位|流域|断面|环境|安全|质量|价格|产品|业务|管理|服务|标准|制度|体系|平台|联盟|协会|主任|书记|职工|员工|项目|工程|成为|获评|荣获|被|入选|位居|名录|车间|车流|遗址|遗留|营收|变压|使用|数量|规模|总数|占"
)


_ON_PLACES = frozenset(words.listed("更新 修复 生态修复 治理 综合治理 整治 综合整治 配套"))


_DONE_EVERYWHERE = SOFT_WORKS - _ON_PLACES
_WIDE = words.AREAS - words.LINES - {"枢纽"}


def _is_strong(name: str) -> bool:
    """A name that nothing else is needed for: it ends in a thing, a work or a stage, and has much of its own."""
    if GENERIC.search(name) or name.count("“") != name.count("”"):
        return False
    shape = shape_of(name)
    own = own_of(name, frozenset())
    if shape.stage or shape.project:
        return own > (2 if shape.project else 1)
    if shape.kind:
        return (
            own > (2 if shape.kind in _WIDE else 1)
            and bool(shape.modifier)
            and (shape.kind not in words.SERVICES or shape.kind in words.LINES)
            and (name[-1] not in "段路街" or shape.kind in words.LINES)
        )
    return own > 1 and len(shape.work) > 1 and shape.work not in _DONE_EVERYWHERE
