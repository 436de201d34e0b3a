"""How the name of a project is built, and how much of it is its own: 柴石滩|水库, 闻泰智能制造|产业园|一期."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kmgraph.mentions import project_words as words
from kmgraph.mentions.names import own_characters, placed

NAME_MAX = 90

# behind the stage may stand what is made there: 朗川三期高效电池片
_STAGE_END = re.compile(
    words.STAGES
    + r"(?:[\d.]+万?(?:吨|千瓦|立方米|套|台|辆)[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff]{1,5}(?:[片板膜箔机]|材料|玻璃|电池|晶圆|芯片|模组))?$"
)
_LINE_END = re.compile(
    r"[国省县]道[A-Z]?\d+(?:线|段)?$|代线$|\d英寸(?:生?产)?线$|(?:封装|封测|电堆|柔性|模组|涂装|总装|焊装|灌装|冲压|板带|喷涂|轧制|连铸|镀膜|熔炼)线$|^[GSXYZ]\d{1,4}(?:线|段)?$|(?:\d|[一二三四五六七八九十])+号线$|(?:国道|省道)?[A-Z]?\d+线$|(?:路|高速|铁|线|河|江|至|渠|干流|道|环|通道|\d).*(?<![阶时地手学片路龄])段$"
)
_BUILT = frozenset(words.PLACES_BUILT) | words.SINGLE
_WORKS = frozenset(words.WORKS)
_LONGEST_KIND = max(map(len, _BUILT | _WORKS))
# works that are done everywhere: they name a project only with the place that they are done on
SOFT_WORKS = frozenset(
    words.listed(
        """
        治理 综合治理 系统治理 整治 综合整治 保护 提升 提质 升级 开发 建设 配套 供水 补水 发电 生产 加工 制造 恢复 整合 绿化 美化 能力提升
        基础设施 光伏 风电 储能 深加工 精深加工 产业化 一体化 修复 生态修复 保护修复 治理修复 防洪 排涝 综合开发 征迁 智能制造 配套设施 更新
        连通 引水 调水
        """
    )
)


@dataclass(frozen=True, slots=True)
class Shape:
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
def shape_of(name: str) -> Shape:
    """Take a name apart from its end: stage, 项目, kind or work."""
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
        return Shape(body, "号线", "", stage, project)
    kind = ending(body, _BUILT)
    if (kind == "园" and _NO_GARDEN.search(body)) or body.endswith("互联互通"):
        kind = ""
    return Shape(body, kind, "" if kind else ending(body, _WORKS), stage, project)


# 麻园, 桑园: a village; 搬迁入园, 多园: no garden
_NO_GARDEN = re.compile(r"^.{0,2}$|(?:校|田|果|菜|茶|入|暨创|争创|多|中|庄|幼儿)园$")


def ending(body: str, kinds: frozenset[str]) -> str:
    """Return the longest of the kinds that a name ends in, "" where it ends in none."""
    return next((body[at:] for at in range(max(0, len(body) - _LONGEST_KIND), len(body)) if body[at:] in kinds), "")


def is_institution(name: str) -> bool:
    """县医院, 第四实验小学, 四中: a school or a hospital that its rank or its place tells from the others."""
    return bool(_INSTITUTION.fullmatch(name))


_INSTITUTION = re.compile(
    r"(?:[省市县区州镇乡]|自治区|城区|开发区|县城|新区|新城)?(?:第?[一二三四五六七八九十]|九年一贯制|公办|人民|直属|机关|中心|实验|特殊教育|职业技术|职业|中西医结合|儿童|妇女儿童|妇产|传染病|精神病|肿瘤|老年|康复|综合|中医|妇幼保健|疾控)*"
    r"(?:(?<=[省市县区州镇])(?:医院|中学|高中|小学|学校|幼儿园)|(?<=[一二三四五六七八九十验办属关心育术业合童产病瘤年复制民])(?:医院|中学|小学|高级中学|高中|学校|幼儿园|学院|分院)|(?<=[一二三四五六七八九十])(?:中|小|高|职|幼)|(?:中医|妇幼保健|疾控)(?:院|中心))(?:[东西南北新老]校区|新院区|新院|分校|分院|[东西南北]院区)?"
    r"(?:[\u4e00-\u9fff]{0,5}(?:综合楼|教学楼|病房楼|门诊楼|住院楼|医技楼|宿舍楼|实训楼|图书楼|操场|食堂|食宿楼|运动场|体育场))?"
)


_PUBLIC = words.INSTITUTIONS | words.CIVIC


def is_complete(name: str) -> bool:
    """Tell whether a name can end here, before 和: 昆明市新体育中心 | 和体育公园."""
    if len(name) > NAME_MAX:
        return False
    shape = shape_of(name.strip())
    if shape.stage and not shape.body:
        return True
    if len(shape.kind) == 1:
        return own_of(name, frozenset()) > 1
    if is_institution(name) or (shape.work and is_institution(shape.modifier)):
        return True
    known = own_of(name, frozenset()) > 1 or ending(shape.modifier, _PUBLIC | words.LINES)
    hard_work = shape.work and shape.work not in SOFT_WORKS and known
    return len(name) > 2 and bool(shape.kind or shape.stage or shape.project or hard_work)


# 川气东送, 宁电入湘, 引江济淮, 南水北调: what is led where
_CONVEYANCE = r"[\u4e00-\u9fff][电气水](?:[东西南北][输送调]|外送)|(?![弱强清净污雨])[\u4e00-\u9fff][电气]入(?![地市户园网村])[\u4e00-\u9fff]|引[\u4e00-\u9fff]{1,2}[济补][\u4e00-\u9fff]|引[江河黄汉湖]入[\u4e00-\u9fff]"


def is_conveyance(body: str) -> bool:
    """宁电入湘, 引江济淮: the name says what is led from where to where, and needs no word for the thing."""
    return bool(_CONVEYED.fullmatch(body))


_CONVEYED = re.compile(rf"(?:{_CONVEYANCE})[\u4e00-\u9fff]?")
_OWN_SIGN = re.compile(
    "|".join(
        (
            r"[A-Za-z]{2,}|[A-Za-z]\d|\d[A-Za-z]|[国省县]道\d|\d{3}[国省县]道|第[\d.]+代|[ⅠⅡⅢⅣⅤ一二三四]类水|[一二三四五六]期",
            r"[\d一二三四五六七八九十]号线|\d线|(?<=[\u4e00-\u9fff]{2})[东西南北中]线(?=$|工程|项目)",
            r"[\u4e00-\u9fff](?:江|河|湖|海|山|岛|湾|峡|岭)(?!西部)(?=[\u4e00-\u9fff])(?<!江河)(?<!河湖)(?<!沿江)(?<!沿海)(?<!矿山)(?<!青山)(?<!荒山)(?<!沿河)(?<!海湾)(?<!内河)(?<!江海)(?<!上海)(?<!大江)(?<!山海)",
            _CONVEYANCE,
            r"^[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川渝黔滇藏陕甘青宁][东西南北中]{1,2}(?=.{2})",
            r"[\d.]+(?:万|亿)?(?:吨|千瓦|兆瓦|MW|GW|kV|千伏|英寸|剂|套|台|辆|支|片|方)",
        )
    )
)


def own_of(name: str, places: frozenset[str]) -> int:
    """How much of a name is its own: characters, a place, a figure. The kind of thing at its end is nobody's own."""
    return _own_in_itself(name) + (2 * placed(name, places) if places else 0)


@lru_cache(10_000)
def _own_in_itself(name: str) -> int:
    own = own_characters(name, len(shape_of(name).modifier))
    return own + 2 * bool(_OWN_SIGN.search(name)) + 2 * bool(_STREET.match(name))


# a street has a name wherever it is not one of a sort: 和谐路西延, 城区段迎宾路, 开发区东岭西路
_STREET = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}[段区县市镇])?"
    r"(?![主辅巷内外][路街道]|商业|步行|美食|特色|文化|古|老|小吃|精品|示范|样板|背街|[一二三]级)[\u4e00-\u9fff]{1,4}?(?<![农乡])[东西南北中一二三四]?"
    r"(?:(?<![铁公道线思出网通门速主辅环产业生机耕巡护护游村致富资源头半绿马板旱水陆一套电短])路(?!网|面|段|基|域|灯|径|线|口|局|演|桥|政|径|子)|(?<![老古水小主背巷])街(?!道|区|景|边|头|巷|舞)|大[街道](?![办具众理]))"
)


# 中西部铁路, 内河航道, 国省干道: all of a sort
LINES_OF_A_SORT = r"(?:中西部|内河|沿海|农村|县乡|国省)(?:铁路|公路|航道|干线|干道)$"
GENERIC = re.compile(
    "|".join(
        (
            r"^(?:重大|重点|一批|各类|在建|续建|新建|拟建|前期|谋划|签约|储备|民生|产业|工业|基础设施|交通|水利|农业|能源|城建|社会|招商|亿元以上|省市|大|好|该|各|入库)*(?:项目|工程)$",
            r"^(?:全市|全县|县城|城区|城市|主城区|中心城区|城镇|县域|实施)*(?:老旧小区|城中村|棚户区|危旧房|城镇低效)|高标准农田|农村公路|基金",
            r"债券|融资|票据|贷款|上市|在(?:国内|香港|境外)|香港$|[已未待拟](?:签约|开工|运行|完工|谋划|建成)|县（市）|各县",
            r"^.{0,4}(?:供水|排水|污水|雨水|供热|供气|燃气|天然气|电力)(?:管网|管线|管道)$|(?:主|巷|楼)道|“五好”|断头路|卡脖子|丁字路|车道",
            r"^[一二三]级公路|^中小河流治理$|^(?:城市|城镇)?保障房$|煤改|新思路|马路市场|(?:定价|收费|审批|许可|课题|比赛|竞赛|抽检|检查)(?:种类和)?项目$|气代煤|电代煤|贫困村",
            r"由.{1,9}向|峰会|统一大市场|与周边|楼堂馆所|一律|上项目|入统项目|待建项目|空间(?!站)|文化带|旅游带|向.{2,4}延伸",
            r"[千百]亿(?:级|元|产业)|周边项目|^(?:国家级?|省级?|市级?|先进级?|卓越级?|领航级?)*“?(?:灯塔|绿色|智能|5G)”?工厂$|老工业基地|规模化基地|^.{0,4}养殖基地$|大规模|^企业总部|被(?!服)",
            r"我[省市县区州]|\dA级|^向[东西南北]|重[大点](?:工程|项目)$|环评|^(?:园区|县城|城市|城区|乡村|农村|公共|市政|交通|水利|相关|配套|城镇|旅游|产业)*基础设施$|高技术含量|高效益|[一二三四五六七八九十][纵横放][、]?[一二三四五六七八九十][纵横]|^“?[一二两三四五六七八九十][\u4e00-\u9fff]{1,3}、[一二两三四五六七八九十][\u4e00-\u9fff]|^(?:总?装机(?:容量)?|总?库容|占地|全长|总长)(?:面积)?[\d０-９.]+|^(?:县城|城区|城市|主城区?|中心城区)[东西南北][扩拓进展延接优]、?[东西南北中][扩拓进展延接优控治疏连]|重大基础设施|^重大.{2,12}项目$|其[他它]|(?:标志性|示范性|带动性|支撑性|牵引性|共建|(?<![期区库渠水])骨干|关键性?)(?:项目|工程)$|促提升$|[谋抓促跑争引]项目$",
            r"^(?:城区|县城|城市|街道|道路|城乡|乡村|农村)?(?:绿化|亮化|美化|硬化|净化)[、和]|劳动力市场|农综合服务|五级|^(?:国|省|县|乡|国省|县乡)道(?:改造|大中修|大修|养护)|城市会客厅$|偷排|小微型|^现代化灌区|^重大.{2,12}工程$|行业|\d大(?=[\u4e00-\u9fff]{3})|大保护|^与",
            r"^(?:国家|省级|国家级|省)*(?:医学中心|区域医疗中心)$|老项目|小规模|[二三]级甲等|之路$|[两三四五六七八九十]大工程$|统一|资本参与",
            r"^“[^”]*、[^”]*”项目$|^病险水库|震损|公路网|已久$|多年$|(?:城区|市区|县城|城市)$|各级|干部(?!活动中心|学院|学校)|背街小巷|^(?:通村|村内|街边|临街)|^涉|主要路段|建筑物|坑塘|餐饮(?!中心)|秸秆禁|市容|非直供",
            r"标准车间$|（市、区）|“三名”|^名[医院校师]|试点示范$|互联网[+＋]|千项|绿色升级$|流域.{0,12}(?:治理|保护)$|[里面]子”工程$|^到首|^其余|^并列|转移项目$|^各地|“[一二三四五六七八九十]个[一二三四五六七八九十]”(?!项目)|^“?(?!一带一路)[一二三四五六七八九十][核轴心带环廊][一二三四五六七八九十]|^(?:国家|全国|省级?|部省级)*(?:重点)?实验室$|^省级?(?:技术创新|工程研究|制造业创新)中心$|农房|^EOD|^“双代|^护岸|^填海|^外通道|^\dA景区$|对口帮扶|^开足|“?三旧”?改造$|提质扩容工程$|(?:^.{0,4}主|黄金|大)通道$|^城市更新片区$|垃圾清运|农户|黑臭|积水点|易涝点|公厕|路灯$|形成",
            r"^(?:.{0,6}(?:国际|全国|全球|区域|综合性国家))?(?:科技创新|金融|航运|贸易|科学)中心$|博览会|日游|周末游",
            r"^(?:分布|集中)式光伏$|^(?:风力|光热|光伏|生物质)?发电项目$|[的了们％%]|在(?!建|线|册)|以上|换取|一批|一系列|千.万.",
            r"[加推][强进快动大]项目|专项|\d+(?:[个条处座所件家]|项(?!目))(?!月|\d)|精品线路|(?:实践创新|实践|教育|(?<!产业化)示范|创新示范)基地$|城市道路|5G基站",
            r"^[多数几两三五十]年|充电桩|危房|厕所|户厕|美丽乡村|口袋公园|示范村|^.{0,4}标准厂房|保障性|五小水利|小型水|烂尾楼|空心村|千万工程|低产|行动|计划$|规划(?!展|馆)",
            r"(?<!院)(?<!规划)研究$|考古(?!遗址|公园|博物|研究)|政策|方案|办法|条例|制度|机制|体系$|战略(?!储备|性?新兴产业(?:基地|园|产业园)$)|改革|会议(?!中心)|论坛|比赛|大赛|活动(?!中心)|文化节|品牌|产业链(?!交易|项目$)|(?<![智计]算)(?<!算力)集群$|经济带",
            r"^5G|^全国.*(?:基地|市场|中心|样板)$|(?:校|田|果|菜|茶|(?<!搬迁)入|暨创|争创|多)园$|^园中园$|^部分|^[\d.]+万?(?:吨|千瓦|亩|立方米)(?:/年)?$|^(?:灾毁|灾后|水毁).{0,6}(?:修复|重建|恢复)|淤地坝$|^小流域|^坡耕地|生产基础设施$|财险公司$|^现有(?!\d)|(?<![一二三四五六\d])阶段$|[时手地]段$|需要|杜绝|豆腐渣|”向“|及以下|村容村貌|压采$|碳达峰|转移支付|存量|自贸港$|饮水安全$|厕所革命",
            r"^最[美佳优强]|宜居宜业|^(?:公办|民办|普惠性?|寄宿制)+(?:幼儿园|中小学|学校|高中|养老院)",
            r"^(?:国家重要|国家优质|国际|重要|绿色|优质|特色|有机|无公害|高端|规模化|标准化).{0,10}(?:农产品|畜产品|烟叶|生产|加工|制造|产业|出口|供应|种植|养殖)基地$",
            r"(?:充电|充换电|起降|停车|便民|健身|灌溉|排灌|环卫|无障碍)设施$|^(?:农村|牧区|城乡|园区|市政|配套|“.{1,8}”)*基础设施$",
            r"^(?:世界|全球|亚洲|全国|国内)(?:最[长高深快]|首)|空气质量|(?:提高|掌握|生成)[\u4e00-\u9fff]{0,3}项目$|^“[一二三四五六七八九十\d]+[张个大类][^”]*”项目$",
            r"都市圈(?![东西南北外]?环|高速|城际)|城市群|经济圈|生活圈|示范城市|形象工程|民心工程|自贸试验区|自由贸易|综合试验区",
            rf"^立[市县区][项产]|国省干道|公益性公墓$|^{LINES_OF_A_SORT}|上大压小|^(?:脱硫|脱硝|除尘)+$|整县(?!推进)|照明设施$",
            r"(?:开发区|高新区|农高区|经开区|(?<![院校])新区|综保区|保税区|示范区|先行区|合作区|试验区)$",
        )
    )
)
PHYSICAL = re.compile(
    r"[路桥河湖江海库渠塘堤坝闸管网线厂站房楼馆院校园港隧井矿山林田草沙岸]|供水|饮水|引水|调水|排水|污水|防汛|排涝|防洪|湿地|绿化|供热|供气|电网|水系|灌区|水资源|土地|[迁改扩]建|改造|搬迁|数据中心|大[道街]"
)
PROGRAMME = re.compile(
    "|".join(
        (
            r"优化升级|强基|校长|教师|英才|精品|创作|探源|双高|双一流|学科|科创工程|百千万|教育|培育|强[省市县国]|惠民|育人|人才|消费|文明|素质|帮扶|扶贫",
            r"关爱|倍增|梯度|护理|生命线|产能|技术改造升级|新一轮|产业转移|器材|残疾|净化|千乡|国家安全|防治|攻坚|赋能|赋美|安居|放心|暖心|安心",
            r"名[校师医]|头雁|[强补延建固畅护稳]链|规范|暖民|健康|振兴|千[家万村]|万[家千户]|雪亮|阳光|春风|希望|提能|造峰|文艺|计划",
        )
    )
)
