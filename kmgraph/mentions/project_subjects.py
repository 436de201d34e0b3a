"""A name at the head of a clause whose verb no list holds: 潭溪钢铁高炉大修|收官, 鹭泽接收站|储罐升顶."""

from __future__ import annotations

import re

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase
from kmgraph.mentions.project_shapes import GENERIC, SOFT_WORKS, own_of, shape_of

_SHORTEST = 4
_LONGEST_SAID = 16

# what may be said of a thing that is being built or used, by the stage that it tells; the first that fits
_SAID: tuple[tuple[Phase, str], ...] = (
    ("前期", "签|报批|报审|报建|立项|招标|可研|核准|获批|列入|纳入|落户|选址|手续|前期|开工前|办理|备案|预审|挂网|入库"),
    ("开工", "开工|破土|动工|奠基|进场|征拆|拆迁|启动|开建|打下第一桩"),
    ("投产", "投产|达产|满产|量产|试产|投料|下线|出片|出产|点火|并网|通线|达效|满负荷|满产|单班|双班|放量|爬坡|转产|导入|换型|扩产|出货|点亮|开车|首片|首台|首批|新增产线|产量|产能|月产|日产|年产|出栏"),
    ("运营", "通车|投用|投运|启用|开业|开园|开街|开市|开门|开票|开放|开馆|开诊|开学|迎|接诊|招生|营业|运营|运行|上线|满租|满园|入驻|迁入|载客|揭牌|挂牌|供热|供水|供电|供气|送电|送水|通水|通航|使用|封关|上架|新装机柜|售票|接待|重新"),
    ("建成", "竣工|完工|收官|收尾|贯通|合龙|蓄水|验收|交付|交工|成网|成型|成环|试车|试运|完成(?!投资|年度)|交房|回迁|销号|联调"),
    ("在建", "正在|抢|推进|推动|加快|提速|施工|建设|安装|焊接|敷设|架设|架梁|铺设|铺轨|铺装|浇筑|浇注|打桩|开挖|掘进|主体(?:完|竣|施|封|结构|工程|建)|主塔|主桥|主缆|桩|承台|墩|箱梁|幕墙|储罐|设备|机电|区间|盾构|管片|衬砌|大坝|导流|截流|封顶|升顶|上梁|吊装|装修|装饰|拆除|边建|拉开|破题|起步|初具|完成|进度|形象|过半|分步|分期|全线|校飞|试飞|搬迁|迁建|改造|更新"),
)  # fmt: skip
_TOLD = re.compile("|".join(f"(?P<p{i}>{verbs})" for i, (_, verbs) in enumerate(_SAID)))
_BEFORE_VERB = re.compile(
    r"(?:正|将|已|拟|可|再|即|也|均|都|分别|力争|争取|确保|预计|计划|提前|如期|年内|年底前?|月底前?|全面|全部|整体|[上下]半年|进入|实现|达到|开始|通过)*"
)


def subject_end(text: str, start: int, end: int) -> int:
    """Where the thing that a clause speaks of ends, `end` where none is told from what is said of it.

    潭溪钢铁高炉大修收官 → the end of 大修; 朗川商用车厂搬迁入园 → of 厂; 鹭泽机场旅客吞吐量: as it was.
    """
    for at in range(min(end - 1, start + 30), start + _SHORTEST - 1, -1):
        if end - at > _LONGEST_SAID:
            return end
        name = text[start:at]
        if told(text, start, at, end) and _is_strong(name):
            return at
    return end


def told(text: str, start: int, at: int, end: int) -> Phase | None:
    """The stage that an unlisted verb tells: 收官 → 建成, 储罐升顶 → 在建; None where nothing of building is said."""
    verb = _TOLD.match(text, _BEFORE_VERB.match(text, at, end).end(), end)  # type: ignore[union-attr]
    kind = shape_of(text[start:at]).kind
    if kind in words.PLANTS and _MADE.search(text, at, end):
        return "投产"
    if verb:
        return next((phase for i, (phase, _) in enumerate(_SAID) if verb[f"p{i}"]), None)
    own = own_of(text[start:at], frozenset())
    return "在建" if kind in words.CONCRETE and own > 2 and end - at > 1 and not _NAME_GOES_ON.match(text, at) else None


# 朗川潭溪工厂|混动车型产量, 批量供货: something comes out of a plant
_MADE = re.compile(r"产量|产能|产值|车型|量产|批量|供货|复产|出口")
# 朗川产业园|管委会, 潭溪航道|水位: the noun goes on, nothing is said of a building
_NAME_GOES_ON = re.compile(
    r"[的为是与和及等内至达化（(\d上下中外区人办党股路街里群网]|旅客|货物|吞吐|交易|收入|管委|公司|集团|有限|负责|周边|附近|模式|品牌|经验|做法|精神|企业|居民|水质|水位|流域|断面|环境|安全|质量|价格|产品|业务|管理|服务|标准|制度|体系|平台|联盟|协会|主任|书记|职工|员工|项目|工程|成为|获评|荣获|被|入选|位居|名录|车间|车流|遗址|遗留|营收|变压|使用|数量|规模|总数|占"
)


_ON_PLACES = frozenset(words.listed("更新 修复 生态修复 治理 综合治理 整治 综合整治 配套"))


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
            own > (1 if shape.kind in words.CONCRETE else 2)
            and bool(shape.modifier)
            and shape.kind not in words.SERVICES
            and name[-1] not in "段路街"
        )
    return own > 1 and len(shape.work) > 1 and shape.work not in SOFT_WORKS - _ON_PLACES
