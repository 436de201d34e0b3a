"""Words by which a sentence relates what it names: outcomes, branches, places."""

from __future__ import annotations

import re
from typing import NamedTuple

# what joins the members of a list; nothing where one stands inside of another: 综保区浑南区块
LIST_GAP = re.compile(r"^(?:[、和与及]|以及)?$")
# what parts a list's member from the place of the next: 呈贡A、西山B
LIST_MARK = re.compile(r"[、和与及]$")

# --- outcomes ---------------------------------------------------------------------------------------------

# verbs that present a figure as what the work before it is for
OUTCOME = re.compile(
    r"确保|力争|力促|保证|冲刺|(?<!已)实现|带动|拉动|撬动|助推|有望|预计可|腾出|形成(?=[^,，]{0,8}(?:产能|能力|产值|规模))|"
    r"(?:建成|投产|达产|投用|投入使用|投入运营|全部投产|建成投产|投产达效|满产|竣工|建成投用|运营)[之以]?后"
)
# what the nearest work brings with it: 带动旅游收入增长10%
DRAWN = re.compile(r"(?:有效|有力|预计|可|将|并|从而|进一步|共同|两者|合力)*(?:带动|拉动|撬动)")
# a subject of its own in front of 带动: 冰雪旅游带动接待游客1亿人次
DRAWN_BY_OTHERS = re.compile(r"(?:带动|拉动|撬动)")
# what a whole branch brings in: its works add up to it
OF_BRANCH = re.compile(r"产值|增加值|产业规模|营业收入|营收")
# measures that may stand in a row behind one outcome; any other follows it directly: 确保产值增长10%,新增企业8户
ADDS_UP = re.compile(r"产值|税收|增加值|规模|收入|营收|占比|比重|产量|产能|投资")
# other measures that go on once with the one before: 确保产值突破50亿元,新签订单增长20%
GOES_WITH = re.compile(r"集装箱|净增|销量|订单|交易额|增幅|(?:配套|转化|加工|本地化|国产化|综合利用|自给)率")
# units of things that are counted one by one
COUNTERS = frozenset("个家户项所台套条列对场处只部件")
# what a list of works is summed up by: A、B等28个配套项目
OF_THE_LIST = re.compile(r"[^,，、;；]{0,6}(?:项目|工程)")
# the work's own spending is not what it is for: 东岭园力争完成投资20亿元
OWN_INVESTMENT = re.compile(r"完成(?:年度|全年|当年)?投资$")
# what a whole field spends is what its works add up to: 全年完成水利投资41亿元, 综合交通投资不低于800亿元
FIELD_INVESTMENT = re.compile(
    r"(?:交通|水利|公路|水路|铁路|水运|能源|电网|技改|工业|制造业|产业|基础设施)[^，,、占]{0,6}投资(?:完成|达到|不低于|不少于|突破|超过)?$"
)
# verbs that do so only where they bring a measure to a level: 推动…达到, 争取…突破; not 争取上级资金200亿元
WEAK_OUTCOME = re.compile(
    r"推动|促进|争取|努力|奋力|使|让|推进|助力|支撑|促使|引领|赋能|(?<!生活)(?<!社会)(?<!医疗)(?<!住房)保障"
)
# verbs by which a measure reaches a level
REACHES = re.compile(
    r"达(?:到)?|突破|超过|超|不少于|越过|迈过|跃升|升至|做到|扩大到|向$|不低于|高于|增长|提高|提升|恢复到|增至|增加到|上升到|翻|跨越|迈上|占|保持在?|稳定在?|控制在|降至|降到"
)
# a floor that is held: behind a semicolon it is a matter of its own
HOLDS = re.compile(r"保持|稳定|控制|降")
# verbs that open a measure rather than work: 突破500亿元大关, 提高本地配套率5个百分点
MEASURE_VERBS = frozenset(
    ("突破", "达到", "提高", "提升", "扩大", "增加", "实现", "保持", "稳定", "带动", "拉动", "引领")
)
# what is measured may open with a word that is a verb elsewhere: 运营里程达到162公里, 种植面积
MEASURED_NOUN = re.compile(
    r"(?:全市|全省|全县|全区|全年|年内|累计)*(?:运营|通车|运行|绿化|种植|养殖|服务|出口|投资|建设|开发|供水|供热|保护|修复|覆盖)"
    r"(?:业|总)?(?:里程|收入|面积|总额|规模|覆盖率|用地|能力|营业额|总量|人口)"
)
# figures that stand beside the work, as work of their own or of everybody
NO_BARE = re.compile(r"新增|新建|新改扩建|完成|建成|建设|改造|就业|失业")
_ADDS = r"(?:新增|增加|增添|添置|新添|净增|扩充|扩增|增设|增配)"

ADDS_EACH = re.compile(rf"(?:分别|各|依次){_ADDS}")
ADDS_EACH_BEHIND = re.compile(
    rf"(?:可|将|预计|力争|有望|年内)*(?:分别|各|依次)(?:可|将|预计)?(?:{_ADDS}|带动|拉动|形成)"
)


class Capacity(NamedTuple):
    """What a new work itself adds: how a sentence says so, what is added, and by what name such a work goes (None: by any)."""

    added: re.Pattern[str]
    what: re.Pattern[str]
    name: re.Pattern[str] | None


def _capacity(what: str, name: str | None) -> Capacity:
    return Capacity(
        re.compile(rf"{_ADDS}[^,，]{{0,8}}(?:{what})"), re.compile(what), re.compile(name) if name else None
    )


CAPACITIES = (
    _capacity("产值|产能|营收|营业收入|销售收入|利税|税收|加工能力|生产能力", None),
    _capacity("学位", "学校|小学|中学|高中|初中|幼儿园|校区|学院|一中|二中|三中|实验"),
    _capacity("养老床位|托位", "养老|康养|福利院|托育|幼儿园|日间照料"),
    Capacity(
        re.compile(r"每?千(?:常住)?人口?(?:[^,，]{0,8})床位数?"),
        re.compile("千.{0,12}床位"),
        re.compile("医院|院区|分院|医学中心|医疗中心|卫生中心|妇幼"),
    ),
    _capacity("床位|病床", "医院|院区|养老|康养|分院|医学中心|医疗中心|卫生中心|妇幼|福利院"),
    _capacity("装机", "电站|风电|光伏|发电|储能|电厂|基地|核电|电源"),
    _capacity("库容|供水", "水库|水厂|引水|调水|供水"),
    _capacity("灌溉面积", "水库|灌区|灌渠|引水|调水|渠|泵站"),
    _capacity("通车里程|道路里程", "[路街线]|大道|高速|大桥|隧道|[东西南北]延"),
    _capacity("停车位|停车泊位|泊车位", "停车"),
    _capacity("机架|机柜|算力", "数据中心|算力|智算|超算|云"),
    _capacity("吞吐能力|通过能力|泊位", "港|码头|作业区|泊位|航道|船闸"),
    _capacity("仓储面积|冷库容量|冷藏能力|仓储能力", "物流|冷链|冷库|仓"),
    _capacity("存栏|出栏", "牧场|养殖|猪场|牧业|羊场|牛场"),
    _capacity("污水处理能力", "污水|净化|水质"),
)
# a goal set first, for which the work behind it is: 围绕产值突破千亿元目标, 冲刺千亿产值
SET_FIRST = re.compile(
    r"^(?:紧紧|紧密|始终)?(?:冲刺|剑指|瞄准|为(?:了)?实现|为(?:了)?确保|"
    r"(?:围绕|聚焦|锚定|锁定|咬定|对标|紧盯|紧扣|朝着|向着|按照|以|对照)(?=[^,，]*目标))"
)
# 甲乙高铁带动过夜游客增长10%, 东岭园投产后年产值达50亿元
DRIVES = re.compile(
    r"^(?:等)?(?:重大|重点)?(?:项目|工程|基地)?(?:的)?(?:建设|实施)?(?:年内|全面|全部|如期)?(?:"
    r"(?:建成|投产|通车|开通|运营|达产|投用|满产|竣工)*(?:将|可|有效|有力)*(?:带来|带动|拉动|助推|推动|促进|撬动)|"
    r"(?:建成|投产|通车|开通|运营|达产|投用|满产|竣工)+[之以]?后|(?:合计|总)装机|(?:可|将|预计)*形成(?:年产|[^,，]{0,6}产能))"
)
# 依托A、B实现产值500亿元
BY_MEANS = re.compile(r"(?:依托|通过|以|随着|借助)[^,，]{0,8}$")

# a network's length grows by what belongs to that network
NETWORKS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"轨道交通|地铁"), re.compile(r"号线|地铁|轻轨|轨道|有轨|[^铁中]线(?:[一二三四]期|延长|延伸|工程|$)")),
    (re.compile(r"高速公路"), re.compile(r"高速|环线")),
    (re.compile(r"[过跨][江河海湖]通道"), re.compile(r"桥|隧|通道")),
    (re.compile(r"铁路|高铁"), re.compile(r"铁路|高铁|城际|客专|专线")),
)

# what a work can't add to, however near it stands: a motorway to what a port handles, a school to the number of tourists
UNLIKE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"港口|货物吞吐|集装箱"), re.compile(r"高速|机场|航站楼|电厂|机组|发电|医院|学校")),
    (re.compile(r"旅客吞吐|货邮"), re.compile(r"高速公?路|医院|学校|污水")),
    (re.compile(r"(?:新能源|清洁能源|风电|光伏).{0,6}装机"), re.compile(r"煤电|火电|热电|特高压|变电|输电")),
    (re.compile(r"游客|旅游"), re.compile(r"学校|小学|中学|医院|变电|污水")),
    (re.compile(r"交通.{0,6}投资"), re.compile(r"变电|千伏|天然气|供水|水库|水厂")),
)

# --- branches ---------------------------------------------------------------------------------------------

# a branch behind these words is what another one is measured against: 占规上工业的比重
MEASURED_AGAINST = re.compile(r"占(?!比)|相当于|高于|低于|快于")
# endings that a branch's name may lose within an indicator: 会展业 → 会展活动
BRANCH_ENDING = re.compile(r"(?:产业|行业|业)$")
# what is measured of a branch, up to its figure: 直接收入增长, 总产值突破
MEASURE = re.compile(
    r"^[^,，、]{0,4}(?:增加值|产值|收入|投资|规模|销售额|交易额|出口额|进出口额|零售额|营收|产量|利润|占比|比重|占|增长|下降)[^、]{0,12}$"
)
# 等新业态大型文旅项目: what a list of projects is called by its branch
CLASS_WORD = re.compile(r"项目|工程|设施|基地|园区|产业园|集群|平台|企业|综合体|载体|产业链")
# the branch that a sentence is about: 大力发展数字经济, 提速大健康产业发展
TOPIC = re.compile(
    r"(?:发展|做强|做大|做优|壮大|提速|培育|打造|抢抓|聚焦|围绕|促进|推动|推进|加快|突破|布局|巩固|提升|振兴|构建|抓好|延伸|瞄准|拓展|深耕)"
    r"[^,，]{0,6}$"
)
NO_TOPIC = re.compile(r"^(?:重点|龙头|骨干)?(?:企业|项目|人才|投资|工程|园区|领域企业|市场主体)")
# 新材料产业重点推进…, 化工方面…
SUBJECT = re.compile(r"^(?:产业|行业)?(?:方面|领域|要|重点|上)")
# what the projects before it make together: 全力打造千亿级绿色新能源电池产业集群
CLUSTER = re.compile(r"(?:打造|建设|形成|构建|建成|培育)[^,，]*$")
CLUSTER_WORD = re.compile(r"^(?:千亿级?|百亿级?)?(?:产业)?(?:集群|集聚区|高地|基地|产业带|产业链|体系|之都|中心)")

# 依托A、B, 以A为龙头: what the branch behind is grown on
GROWN_ON = re.compile(r"^(?:重点|充分)?(?:依托|以)")
GROWS = re.compile(r"(?:发展|做强|做大|做优|壮大|培育|延伸|做精)[^,，]{0,6}$")

# --- places -----------------------------------------------------------------------------------------------

# verbs whose object a district is: what follows is done there
LETS = re.compile(
    r"(?:支持|推动|推进|鼓励|指导|帮助|引导|助力|确保|力争|促进|加快|督促|依托|位于|在|于|以|争取|协调|服务|实施|启动|开展|惠及|覆盖|辐射|服务)$"
)
# a partner, a source or an aim, not a place
PARTNER = re.compile(
    r"(?:与|同|和|跟|向|赴|至|到|对接|对标|面向|来自|承接|融入|联合|携手|往|通往|直达|连接|经|—|－|-|～|~)$"
)
SETTLES = re.compile(
    r"^(?:项目|工程)?(?:[^,，、]{0,4})?(?:落户|落地|落位|进驻|扎根|选址|布局|入驻|落子|坐落)(?:于|在|到)?$"
)
# 落户高新区的A: where it is, before its name
SETTLED_AT = re.compile(r"(?:落户|落地|落位|进驻|扎根|选址|布局|入驻|落子|坐落|位于|地处)(?:于|在|到)?$")
# a line's name says where it leads: 甲乙线, 渝昆高铁, 昆蓉通道
LINE = re.compile(r"^(?!绕城|环城)(?:[^至]{0,4}(?:高速|铁路|高铁|城际|客专|通道|航线|管道)|线)")
# 甲地经乙地至丙地高速公路甲地段: the section alone is meant
SECTION_OF_ROUTE = re.compile(r"至.*(?:路|线|铁|速).{1,6}段")
# bodies that bear their home in their name: 某省中医院甲地医院
HOME_OF_BODY = re.compile(
    r"^(?:省|市)?[^,，、]{0,8}?(?:医院|医学中心|大学|学院|集团|公司|银行|研究院).{1,12}(?:医院|分院|校区|分校|基地|中心|总部)"
)
GROWS_ON = re.compile(
    r"^(?:同比|分别|年均|预计|仅|实际|比上年|较上年)*(?:增长|增速|下降|提高|上涨|减少|增加|增幅|降幅|占)|^(?:计划|协议|合同)?总?投资(?=[约近\d])"
)

# --- what rests on what ------------------------------------------------------------------------------------

# 依托东川港发展临港物流, 抢抓甲乙高铁开通机遇: what a promise as a whole rests on
FOUNDED_ON = re.compile(r"(?:依托|借助|借力)[^,，、;；]{0,6}$")
SEIZES = re.compile(r"(?:抢抓|抓住|把握|用好|利用)[^,，、;；]{0,8}$")
CHANCE = re.compile(r"[^,，;；。]{0,16}(?:机遇|契机|机会|东风)")
RESTS_BUILT = re.compile(r"建设|打造|推进|发展|布局|实施|规划|谋划|启动|新建")
RESTS_ON = re.compile(r"(?:依托|以|借助|利用|抢抓|配合|衔接)(?:[^,，]{0,4})$")
ENCOURAGES = re.compile(r"(?:支持|推动|鼓励|引导|帮助|协助|助力|督促)$")
BUILDS = re.compile(r"^(?:等)?(?:企业|公司|集团)?(?:加快|投资)?(?:建设|实施|推进|新建|扩建|布局|打造|启动|开工)")
BESIDE = re.compile(r"^(?:同步)?配套(?:建设|推进|实施|完善|新建)")
LED_BY = re.compile(r"^(?:等)?(?:部门|单位)?(?:牵头|负责|主导|承建|承办|组织实施|具体实施|主办|实施)")
