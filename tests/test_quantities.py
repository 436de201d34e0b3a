import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.mention import ProjectName, Quantity
from kmgraph.mentions.quantities import find_quantities
from kmgraph.text.document import parse
from kmgraph.text.span import Span

VOCABULARY = load_vocabulary()


def in_plan(sentence: str) -> tuple[Quantity, ...]:
    text = f"关于昆明市2022年计划的报告\n一、2021年工作回顾\n略。\n二、2022年主要任务\n{sentence}"
    return find_quantities(parse(text), VOCABULARY, ())


def in_review(sentence: str) -> tuple[Quantity, ...]:
    text = f"关于昆明市2022年计划的报告\n一、2021年工作回顾\n{sentence}\n二、2022年主要任务\n略。"
    return find_quantities(parse(text), VOCABULARY, ())


def alone(text: str) -> tuple[Quantity, ...]:
    return find_quantities(parse(text), VOCABULARY, ())


def said(quantities: tuple[Quantity, ...]) -> list[str]:
    """One short line a figure: `石油及化工产业产值 = 1120 亿元`, + and - for growth and fall."""
    sign = {"increase": "+", "decrease": "-", "level": ""}
    return [f"{q.indicator} {q.bound} {sign[q.change]}{q.value:f} {q.unit}" for q in quantities]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("确保石油及化工产业产值达1120亿元。", ["石油及化工产业产值 = 1120 亿元"]),
        ("地区生产总值增长7.5%左右。", ["地区生产总值 ~ +7.5 %"]),
        ("确保空气质量优良率达到98%以上。", ["空气质量优良率 >= 98 %"]),
        ("居民消费价格指数涨幅控制在3.5%以内。", ["居民消费价格指数涨幅 <= 3.5 %"]),
        ("居民消费价格涨幅3%左右。", ["居民消费价格 ~ +3 %"]),
        ("确保政务服务事项网上可办率不低于98%。", ["政务服务事项网上可办率 >= 98 %"]),
        ("产业投资占比提高2个百分点。", ["产业投资占比 = +2 个百分点"]),
        ("约束性指标11项，预期性指标12项。", ["约束性指标 = 11 项", "预期性指标 = 12 项"]),
        (
            "固定资产投资599亿元，比前五年增长42.4%。",
            ["固定资产投资 = 599 亿元", "固定资产投资 = +42.4 %"],
        ),
        ("投资300万元完成小麦深松整地12.2万亩。", ["小麦深松整地投资 = 300 万元", "完成小麦深松整地 = 12.2 万亩"]),
        ("办好10件惠民实事以及120项服务承诺。", ["办好惠民实事 = 10 件", "办好服务承诺 = 120 项"]),
        ("新建16条城市道路。", ["新建城市道路 = 16 条"]),
        ("新增机动车停车泊位1.5万个。", ["新增机动车停车泊位 = 1.5 万个"]),
        ("完成20个淹水点整治。", ["完成淹水点整治 = 20 个"]),
        ("推动119项高频便民服务事项“自助办”、“就近办”。", ["推动高频便民服务事项“自助办”、“就近办” = 119 项"]),
        ("提升3万农村人口供水保障水平。", ["提升农村人口供水保障水平 = 3 万"]),
        ("力争新能源汽车产量翻一番。", ["新能源汽车产量 = +1 番"]),
        ("确保西山区经济总量突破一千亿元。", ["西山区经济总量 >= 1000 亿元"]),
        ("年内新开工棚户区改造4000套(户)。", ["新开工棚户区改造 = 4000 套(户)"]),
        ("力争80%的县级妇幼保健院等级达标。", ["县级妇幼保健院等级达标 = 80 %"]),
        ("全年降低实体经济成本160亿元以上。", ["实体经济成本 >= -160 亿元"]),
        ("增长5%-6%的地区生产总值目标，招引500—800名人才。", None),
        ("工程建设项目审批时限压缩至３０个工作日以内。", ["工程建设项目审批时限 <= 30 个工作日"]),
        ("新增三家上市公司。", ["新增上市公司 = 3 家"]),
        ("启动大树营、灵光街片区等88个城中村项目。", ["启动城中村项目 = 88 个"]),
        ("确保全市工业园区规模以上工业总产值突破4000亿大关。", ["工业园区规模以上工业总产值 >= 4000 亿"]),
        ("一般公共预算收入突破6亿元大关。", ["一般公共预算收入 >= 6 亿元"]),
        ("批发、零售、住宿、餐饮业均实现20%以上增长。", ["批发、零售、住宿、餐饮业 >= +20 %"]),
    ],
)
def test_one_figure(sentence: str, figures: list[str] | None) -> None:
    if figures is not None:
        assert said(in_plan(sentence)) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        (
            "社会消费品零售总额3386.4亿元,增长10.3%。",
            ["社会消费品零售总额 = 3386.4 亿元", "社会消费品零售总额 = +10.3 %"],
        ),
        (
            "一般公共预算收入增长5.9%,超计划目标2.4个百分点。",
            ["一般公共预算收入 = +5.9 %", "一般公共预算收入较计划目标 = +2.4 个百分点"],
        ),
        ("经济增速低于预期目标4.3个百分点。", ["经济增速较计划目标 = -4.3 个百分点"]),
        (
            "城乡居民人均可支配收入分别为52523元、19507元,分别增长9.4%、10.1%。",
            [
                "城镇居民人均可支配收入 = 52523 元",
                "农村居民人均可支配收入 = 19507 元",
                "城镇居民人均可支配收入 = +9.4 %",
                "农村居民人均可支配收入 = +10.1 %",
            ],
        ),
        (
            "固定资产投资、社会消费品零售总额分别增长6%、8%以上。",
            ["固定资产投资 >= +6 %", "社会消费品零售总额 >= +8 %"],
        ),
        (
            "进出口总额1716.3亿元,增长53.6%,其中:出口935.1亿元。",
            ["进出口总额 = 1716.3 亿元", "进出口总额 = +53.6 %", "出口总额 = 935.1 亿元"],
        ),
        ("新增高新技术企业248家,总量突破1400家。", ["新增高新技术企业 = 248 家", "高新技术企业总量 >= 1400 家"]),
        (
            "新增2个院士工作站、1个国家级重点实验室、7家省级重点实验室。",
            ["新增院士工作站 = 2 个", "新增国家级重点实验室 = 1 个", "新增省级重点实验室 = 7 家"],
        ),
        ("建成公共充电桩5400枪、换电站25座。", ["建成公共充电桩 = 5400 枪", "建成换电站 = 25 座"]),
        ("公费学前学位占比从29.2%提升至52%。", ["公费学前学位占比 = 29.2 %", "公费学前学位占比 = 52 %"]),
        (
            "完成338个、338.15万平方米城镇老旧小区改造。",
            ["完成城镇老旧小区改造 = 338 个", "完成城镇老旧小区改造 = 338.15 万平方米"],
        ),
        ("设置6大类25项量化指标。", ["设置量化指标 = 6 大类", "设置量化指标 = 25 项"]),
        ("第二产业基础薄弱、支撑不足,下降0.3%。", ["第二产业 = -0.3 %"]),
        ("房地产开发投资负增长5.1%。", ["房地产开发投资 = -5.1 %"]),
        ("15.69万脱贫劳动力实现转移就业。", ["脱贫劳动力实现转移就业 = 15.69 万"]),
        ("举办各类会展活动5400余场。", ["举办各类会展活动 >= 5400 场"]),
        (
            "实施总投资120亿元的58个城建项目。",
            ["城建项目总投资 = 120 亿元", "实施城建项目 = 58 个"],
        ),
    ],
)
def test_several_figures(sentence: str, figures: list[str]) -> None:
    assert [line.replace("全市", "") for line in said(in_review(sentence))] == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "仅用5个多月就完成了征地任务。",
        "第三次上榜央视“十大美好生活城市”,进入全国十四个特大城市行列。",
        "加快地铁5号线、G8012高速建设,办好COP15第二阶段会议。",
        "中科院生物所8000万剂新冠疫苗项目建成投产。",
        "推进云天化90万吨磷石膏综合利用、云煤能源200万吨焦化环保搬迁等项目建设。",
        "滇池全湖水质稳定保持IV类,获批4A级景区。",
        "打造千亿级绿色新能源电池产业集群,突出10亿元以上产业项目引进落地考核。",
        "认真落实省稳增长“22条”,打造“15分钟”养老服务圈,开展爱国卫生“7+1专项行动”。",
        "落实60岁以上老年人优待政策,提高每千人口床位数。",
        "一是建设一批智能工厂,二是擦亮两块招牌。",
        "续建110千伏变电站,开展100天攻坚行动。",
        "深化土地承包到期后再延长30年试点。",
    ],
)
def test_no_figure(sentence: str) -> None:
    assert said(in_plan(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "status", "year"),
    [
        ("确保烟草及配套产业产值达到500亿元。", "target", 2022),
        ("2021年数字经济占比超过50%。", "result", 2021),
        ("在上年产业规模突破1.2万亿元的基础上,加快培育。", "result", 2021),
        ("到2025年大健康产业规模达到3000亿元。", "target", 2025),
        ("“十四五”末城镇化率达到80%。", "target", 2025),
        ("未来4年新增学位2万个。", "target", 2025),
        ("完成去年85个老旧小区续建。", "target", 2022),
        ("加快去年签约的12个项目落地。", "target", 2022),
        ("近三年累计改造小区200个。", "result", 2021),
    ],
)
def test_status_and_year_in_a_plan(sentence: str, status: str, year: int) -> None:
    assert [(q.status, q.year) for q in in_plan(sentence)] == [(status, year)]


@pytest.mark.parametrize(
    ("sentence", "status", "year"),
    [
        ("争取政府专项债券资金172亿元。", "result", 2021),
        ("年内完成投资1415亿元。", "result", 2021),
        ("“十四五”以来累计投资4008亿元。", "result", 2021),
        ("2019年建成公租房14.4万套。", "result", 2019),
    ],
)
def test_status_and_year_in_a_review(sentence: str, status: str, year: int) -> None:
    assert [(q.status, q.year) for q in in_review(sentence)] == [(status, year)]


def test_the_sentence_tells_where_no_heading_does() -> None:
    found = alone("济南市2022年生产总值增长3%左右;2023年预期生产总值增长6%,固定资产投资增长9%。")
    assert [(q.status, q.year, q.value) for q in found] == [
        ("result", 2022, Decimal(3)),
        ("target", 2023, Decimal(6)),
        ("target", 2023, Decimal(9)),
    ]


def test_a_later_word_of_aim_outweighs_a_past_year() -> None:
    found = in_plan("在2021年增长3.7%的基础上,力争地区生产总值增长7.5%。")
    assert [(q.status, q.year) for q in found] == [("result", 2021), ("target", 2022)]


def test_where_the_indicator_stands() -> None:
    (quantity,) = in_plan("确保冶金产业产值达1200亿元。")
    text = "关于昆明市2022年计划的报告\n一、2021年工作回顾\n略。\n二、2022年主要任务\n确保冶金产业产值达1200亿元。"
    assert quantity.span.of(text) == quantity.text == "1200亿元"
    assert quantity.indicator_span is not None
    assert quantity.indicator_span.of(text) == "冶金产业产值"


def test_none_within_a_project() -> None:
    text = "推进90万吨磷石膏综合利用,新增上市企业2家。"
    project = ProjectName(span=Span(2, 13), text=text[2:13], rule="drawn", phase=None)
    assert [q.text for q in find_quantities(parse(text), VOCABULARY, (project,))] == ["2家"]


@given(
    st.text(alphabet="地区生产总值增长达到新建个项目亿元％%0123456789.,，。、“”（）年至-分别其中的 \n", max_size=120)
)
def test_spans_lie_in_the_text(text: str) -> None:
    document = parse(text)
    for quantity in find_quantities(document, VOCABULARY, ()):
        assert quantity.span.of(document.text) == quantity.text
        if quantity.indicator_span is not None:
            assert quantity.indicator_span.of(document.text) == quantity.indicator


@pytest.mark.parametrize("piece", ["1", "十", "百", "1,111", "增长", "年", "（", "“", "5%、", "达到5个", "和"])
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        document = parse(piece * (length // len(piece)))
        start = time.process_time()
        find_quantities(document, VOCABULARY, ())
        return time.process_time() - start

    assert seconds(50_000) < 10


@pytest.mark.parametrize(
    ("text", "status", "year"),
    [
        ("到2018年末,全县建成美丽乡村32个。2018年新增就业2100人,力度不减。", "result", 2018),
        ("五年来,全省粮食产量由2017年的1203.8亿斤提高到1552.6亿斤。", "result", 2017),
        ("到2025年,低空经济规模超过50亿元。", "target", 2025),
    ],
)
def test_a_text_without_headings_whose_year_is_known(text: str, status: str, year: int) -> None:
    found = find_quantities(parse(text, year=2018), VOCABULARY, ())
    assert (found[0].status, found[0].year) == (status, year)


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("地区生产总值增长5%-6%。", ["地区生产总值 = +5 %"]),
        ("滨海旅游带动全县接待游客20万人次以上。", ["接待游客 >= 20 万人次"]),
        ("举办“潭溪马拉松”、鹭泽棋赛等品牌赛事50个以上。", ["举办品牌赛事 >= 50 个"]),
        ("蓝莓、菌菇带动村均增收5万元。", ["村均增收 = +5 万元"]),
        (
            "全县地区生产总值达到90亿元、人均达到3.2万元。",
            ["地区生产总值 = 90 亿元", "人均地区生产总值 = 3.2 万元"],
        ),
        ("时速350公里动车组下线;围绕“三年翻一番”目标攻坚。", []),
        ("引进培育3至5个龙头企业。", ["引进培育龙头企业 = 3 个"]),
        ("刑事、治安案件分别下降12%、3.3%。", ["刑事案件 = -12 %", "治安案件 = -3.3 %"]),
        ("农业、规模以上工业增加值分别增长6%、8.5%左右。", ["农业增加值 ~ +6 %", "规模以上工业增加值 ~ +8.5 %"]),
        (
            "海洋经济、民营经济占地区生产总值比重35%和62%。",
            ["海洋经济占地区生产总值比重 = 35 %", "民营经济占地区生产总值比重 = 62 %"],
        ),
        ("粮食播种面积33万亩,产量12.6万吨以上。", ["粮食播种面积 = 33 万亩", "粮食产量 >= 12.6 万吨"]),
        (
            "规模以上工业增加值增长7.6%,高于全国1.7个百分点。",
            ["规模以上工业增加值 = +7.6 %", "规模以上工业增加值较全国 = +1.7 个百分点"],
        ),
        ("压减炼钢产能1562万吨、炼铁1624万吨。", ["炼钢产能 = -1562 万吨", "炼铁 = -1624 万吨"]),
        (
            "建成高标准农田105万亩,其中甲县、乙县依次为55万亩、50万亩。",
            ["建成高标准农田 = 105 万亩", "甲县建成高标准农田 = 55 万亩", "乙县建成高标准农田 = 50 万亩"],
        ),
        (
            "新建中小学42所,其中东岭9所、西岭8所。",
            ["新建中小学 = 42 所", "东岭新建中小学 = 9 所", "西岭新建中小学 = 8 所"],
        ),
        ("公路投资完成96亿元,同比多投11亿元。", ["公路投资 = 96 亿元", "公路投资 = +11 亿元"]),
        ("地区生产总值增长8.2%,两年平均增长5.7%。", ["地区生产总值 = +8.2 %", "地区生产总值 = +5.7 %"]),
        ("新建改建绿地458公顷,其中主城区366公顷。", ["新建改建绿地 = 458 公顷", "主城区新建改建绿地 = 366 公顷"]),
        (
            "完成重点项目投资996.3亿元,完成全年计划的141.7%。",
            ["完成重点项目投资 = 996.3 亿元", "完成重点项目投资完成计划 = 141.7 %"],
        ),
    ],
)
def test_elliptic_figures(sentence: str, figures: list[str]) -> None:
    assert said(in_plan(sentence)) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        # what is reached, with many verbs
        ("汽车产量站稳100万辆台阶，同比净增12万辆。", ["汽车产量 >= 100 万辆", "汽车产量 = +12 万辆"]),
        ("PM2.5年均浓度压到30微克/立方米以下。", ["PM2.5年均浓度 <= 30 微克/立方米"]),
        ("再生水利用率提到35%，漏损率压降至8%。", ["再生水利用率 = 35 %", "漏损率 = 8 %"]),
        ("客运量由60万人次升至75万人次。", ["客运量 = 60 万人次", "客运量 = 75 万人次"]),
        ("吞吐量力争恢复到疫情前的95%。", ["吞吐量 = 95 %"]),
        ("粮食总产量连续8年保持在100万吨以上。", ["粮食总产量 >= 100 万吨"]),
        ("生产总值达到900亿元、稳居全省前五、增长6%。", ["生产总值 = 900 亿元", "生产总值 = +6 %"]),
        ("按不变价计算增长5%。", [" = +5 %"]),
        # numerals and units
        ("三大产业占比达四成，新增床位近三成。", ["三大产业占比 = 4 成", "新增床位 ~ 3 成"]),
        ("算力规模由320P跃升到500P。", ["算力规模 = 320 P", "算力规模 = 500 P"]),
        ("城乡居民收入比缩小到1.95:1。", ["城乡居民收入比 = 1.95 "]),
        (
            "城镇化率、农村供电率、入园率分别提高1.2、0.3、2个百分点。",
            ["城镇化率 = +1.2 个百分点", "农村供电率 = +0.3 个百分点", "入园率 = +2 个百分点"],
        ),
        # dealt out
        (
            "存、贷款余额分别达到249亿元、108亿元，增长7%、12%。",
            ["存款余额 = 249 亿元", "贷款余额 = 108 亿元", "存款余额 = +7 %", "贷款余额 = +12 %"],
        ),
        (
            "城镇、农村居民收入分别为4.8万元和1.8万元，前者增长3%，后者增长6%。",
            ["城镇居民收入 = 4.8 万元", "农村居民收入 = 1.8 万元", "城镇居民收入 = +3 %", "农村居民收入 = +6 %"],
        ),
        ("甲县、乙区各建成驿站8座、10座。", ["建成驿站 = 8 座", "建成驿站 = 10 座"]),
        ("青山区、白沙县粮食产量依次为12万吨、9万吨。", ["青山区粮食产量 = 12 万吨", "白沙县粮食产量 = 9 万吨"]),
        ("滨河路、青溪桥分别完成投资3亿元、5亿元。", ["滨河路完成投资 = 3 亿元", "青溪桥完成投资 = 5 亿元"]),
        ("引进、开工项目分别为11个和9个。", ["引进项目 = 11 个", "开工项目 = 9 个"]),
        # the subject of a clause or a sentence before
        ("工业投资实现两位数增长，达到12.5%。", ["工业投资 = 12.5 %"]),
        ("服装产业再上新水平。完成产值161亿元，增长8%。", ["服装产业产值 = 161 亿元", "服装产业产值 = +8 %"]),
        ("粮食生产再获丰收，总产达到20万吨。", ["粮食总产 = 20 万吨"]),
        ("两县开展矿山生态修复，治理面积430公顷。", ["矿山生态修复治理面积 = 430 公顷"]),
        ("新增上市企业15家、达到96家。", ["新增上市企业 = 15 家", "上市企业 = 96 家"]),
        ("新能源装机新增18万千瓦，总量突破90万千瓦。", ["新能源装机新增 = 18 万千瓦", "新能源装机总量 >= 90 万千瓦"]),
        (
            "新建公园25个，其中老城区15个、新城区10个。",
            ["新建公园 = 25 个", "老城区新建公园 = 15 个", "新城区新建公园 = 10 个"],
        ),
        ("营造林15万亩，其中青山占4万亩。", ["营造林 = 15 万亩", "青山营造林 = 4 万亩"]),
        ("园区完成投资18亿元，其中基础设施6亿元。", ["园区完成投资 = 18 亿元", "基础设施投资 = 6 亿元"]),
        # what is named behind, or said of it
        ("投资1.7亿元，实施县城改造提升工程。", ["县城改造提升工程投资 = 1.7 亿元"]),
        ("将财政支出的86%用于改善民生。", ["财政支出用于改善民生 = 86 %"]),
        ("补贴带动汽车零售额增长8%。", ["汽车零售额 = +8 %"]),
        ("户年均增收3000元。", ["户年均增收 = +3000 元"]),
        ("在上年增长6%的基础上，力争工业增加值增长7%。", ["工业增加值 = +6 %", "工业增加值 = +7 %"]),
        ("农民收入增速快于经济增速1.5个百分点。", ["农民收入较经济增速 = +1.5 个百分点"]),
        ("开展“学党史，办实事”等活动85场。", ["开展“学党史，办实事”等活动 = 85 场"]),
        ("实施总投资20亿元的省、市重点项目16个。", ["省、市重点项目总投资 = 20 亿元", "实施省、市重点项目 = 16 个"]),
    ],
)
def test_figures_of_many_phrasings(sentence: str, figures: list[str]) -> None:
    assert said(in_review(sentence)) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "在全球城市排名由369位上升到235位。",
        "是全省3个先进市之一，从6个方面提出要求。",
        "中科608所成果加快转化。",
        "实现出门500米见绿率、15分钟生活圈全覆盖。",
    ],
)
def test_ranks_sides_and_distances_are_no_figures(sentence: str) -> None:
    assert said(in_review(sentence)) == []


def test_what_members_reach_at_least_is_no_figure() -> None:
    assert said(in_review("12家工业企业营业收入超百亿元。")) == ["工业企业营业收入超百亿元 = 12 家"]
