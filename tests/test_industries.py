"""Branches of the economy: which words name one, which only look like it."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.industries import find_industries
from kmgraph.mentions.rules import find_mentions
from kmgraph.text.document import parse


def industries(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.section) for m in find_industries(parse(text), load_vocabulary())]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        # branches by name
        ("着力推动烟草制品业提质增效。", [("烟草制品业", "C")]),
        ("确保烟草及配套产业产值达到500亿元。", [("烟草及配套产业", "C")]),
        ("确保石油及化工产业产值达1120亿元。", [("石油及化工产业", "C")]),
        ("打造千亿级绿色新能源电池产业集群。", [("绿色新能源电池产业", "C")]),
        ("大力发展数字经济。", [("数字经济", "I")]),
        ("光电子信息产业规模突破8000亿元。", [("光电子信息产业", "C")]),
        # a branch that no spelling lists, by its output or its head
        ("蓝宝石衬底产业产值增长9%。", [("蓝宝石衬底产业", "C")]),
        ("打造马鹿产业。", [("马鹿产业", "A")]),
        ("文旅带动接待游客增长9%。", [("文旅", "R")]),
        # as an attribute of investment, projects, output
        ("上半年27个工业项目动工。", [("工业", "C")]),
        ("交通基础设施投资增长9%。", [("交通基础设施", "G")]),
        ("旅游消费总额增长9%。", [("旅游", "L")]),
        ("力争综合交通投资增长20%以上。", [("综合交通", "G")]),
        ("新开工一批房地产项目。", [("房地产", "K")]),
        ("加快万达等新业态大型文旅项目建设。", [("文旅", "R")]),
        ("布局启动一批氟化工项目。", [("氟化工", "C")]),
        ("实现旅游总收入2308.45亿元。", [("旅游", "L")]),
        ("规模以上工业增加值增长6.9%。", [("工业", "C")]),
        ("培育龙头骨干跨境物流企业。", [("跨境物流", "G")]),
        ("规模以上工业企业达到60家。", [("工业", "C")]),
        ("新增风电装机5万千瓦。", [("风电", "D")]),
        ("全市新增新能源装机260万千瓦。", [("新能源", "D")]),
        ("核电在运装机达到570万千瓦。", [("核电", "D")]),
        ("钢铁下降1.1%。", [("钢铁", "C")]),
        ("发展电商经济、会展经济。", [("电商经济", "F"), ("会展经济", "L")]),
        ("农业和农村经济稳定发展。", [("农业和农村", "A")]),
        ("大力发展生态畜牧业。", [("生态畜牧业", "A")]),
        ("发展现代化大农业。", [("现代化大农业", "A")]),
        ("培育“粮、菜、烟”3大特色产业。", [("粮", "A"), ("菜", "A"), ("烟", "C")]),
        ("大力发展冰雪游、边境游。", [("冰雪游", "L"), ("边境游", "L")]),
        # in a row
        ("完善交通、能源等城乡基础设施。", [("交通", "G"), ("能源", "D")]),
        ("培育法律、人力资源等商务服务业。", [("法律", "L"), ("人力资源", "L"), ("商务服务业", "L")]),
        ("发展现代物流体系。", [("现代物流", "G")]),
        ("增加养老、托幼、家政等便民服务供给。", [("养老", "Q"), ("托幼", "Q"), ("家政", "O")]),
        ("围绕生态环保、乡村旅游等重点领域招商。", [("生态环保", "N"), ("乡村旅游", "L")]),
        (
            "其中:冶金、化工、烟草等传统工业仅增长4%。",
            [("冶金", "C"), ("化工", "C"), ("烟草", "C"), ("传统工业", "C")],
        ),
        ("批发、零售、住宿、餐饮业均实现增长。", [("批发", "F"), ("零售", "F"), ("住宿", "H"), ("餐饮业", "H")]),
        ("做好危险化学品、城市燃气等领域隐患排查。", [("危险化学品", "C"), ("城市燃气", "D")]),
        ("培育壮大新材料、人工智能2个新兴产业。", [("新材料", "C"), ("人工智能", "I")]),
        ("巩固肠衣、塑料、汽车零部件等特色产业。", [("肠衣", "C"), ("塑料", "C"), ("汽车零部件", "C")]),
        (
            "做强第三代半导体、抹茶、雾凇雕刻和文化传媒4个百亿级产业集群。",
            [("第三代半导体", "C"), ("抹茶", "A"), ("雾凇雕刻", "C"), ("文化传媒", "R")],
        ),
        ("布局元宇宙、扩展现实、脑机接口等未来产业。", [("元宇宙", "I"), ("扩展现实", "I"), ("脑机接口", "I")]),
        ("实施一批交通、能源、水利等重大工程项目。", [("交通", "G"), ("能源", "D"), ("水利", "N")]),
        ("绿色铝、硅光伏合计产值增长30%。", [("绿色铝", "C"), ("硅光伏", "C")]),
        ("填补多式联运、文体娱乐2项行业空白。", [("多式联运", "G"), ("文体娱乐", "R")]),
        ("推动电商、快递进农村。", [("电商", "F"), ("快递", "G")]),
        # with the stage of making that follows
        ("引进半导体材料企业12家。", [("半导体材料", "C")]),
        ("布局水果加工项目。", [("水果加工", "C")]),
        ("抹茶等潜力产业起步。", [("抹茶", "A")]),
        ("人工智能核心产业规模达到150亿元。", [("人工智能核心产业", "I")]),
        ("铁路建设投资和水利投资均增长。", [("铁路", "G"), ("水利", "N")]),
        ("打造多样化的生态旅游、工业旅游,发展民宿。", [("生态旅游", "L"), ("工业旅游", "L"), ("民宿", "H")]),
        ("获批食品产业强县。", [("食品产业", "C")]),
        # as the subject and as what a verb furthers
        ("全域旅游扎实推进。", [("全域旅游", "L")]),
        ("支持宜良做优温泉康养,支持富民发展通航制造。", [("温泉康养", "Q"), ("通航制造", "C")]),
        ("壮大集成电路设计和封装测试,抓好项目落地。", [("集成电路设计", "I"), ("封装测试", "C")]),
        # names that no spelling lists
        ("打造肉兔产业,建成示范场。", [("肉兔产业", "A")]),
        ("发展热带特色高效农业。", [("热带特色高效农业", "A")]),
        ("发展豆制品加工业。", [("豆制品加工业", "C")]),
        ("橡胶软管产业要延链。", [("橡胶软管产业", "C")]),
        # with the ending that belongs to the name, and the kind before it
        ("建筑材料业达到900亿元。", [("建筑材料业", "C")]),
        ("金属冶炼加工业和食品饮料业分别达到9亿元。", [("金属冶炼加工业", "C"), ("食品饮料业", "C")]),
        ("化解建材行业过剩产能。", [("建材行业", "C")]),
        ("大力发展健康养老服务业。", [("健康养老服务业", "Q")]),
        ("现代纺织产业产值增长9%。", [("现代纺织产业", "C")]),
        ("装备制造业主营业务收入增长9%。", [("装备制造业", "C")]),
        ("工业经济加力提速。", [("工业", "C")]),
        # as what is spent, built or given up
        ("淘汰水泥、造纸、采矿等落后产能。", [("水泥", "C"), ("造纸", "C"), ("采矿", "B")]),
        ("交通、能源、水利完成投资9亿元。", [("交通", "G"), ("能源", "D"), ("水利", "N")]),
        ("释放旅游、体育等消费潜力。", [("旅游", "L"), ("体育", "R")]),
        ("挖掘家政、演出等领域消费潜力。", [("家政", "O"), ("演出", "R")]),
        ("落实养老服务消费补贴。", [("养老服务", "Q")]),
        ("承接生命科学、新材料等重大科研项目。", [("生命科学", "Q"), ("新材料", "C")]),
        # of places that have no name of their own
        ("盘活两个塑料园区。", [("塑料", "C")]),
        ("建设世界级显示产业基地。", [("显示产业", "C")]),
        ("90%的化工园区达标。", [("化工", "C")]),
        ("培育玫瑰产业和数据服务产业。", [("玫瑰产业", "A"), ("数据服务产业", "I")]),
        ("“三菌一茶”特色产业提质。", [("“三菌一茶”特色产业", "A")]),
    ],
)
def test_branch(sentence: str, found: list[tuple[str, str]]) -> None:
    assert industries(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "优化产业结构,壮大新兴产业、传统产业和战略性新兴产业。",
        "第二产业增长5%,服务业增长6%。",
        "壮大县城东部的工业开发园区。",
        "加快工业园区和工业互联网平台建设,种植工业大麻。",
        "市农业农村局、市文化和旅游厅制定办法。",
        "引进利宝保险、渤海银行等6家金融机构。",
        "实施新老城区一体化工程,强化工作落实。",
        "发放电子消费券5000万元。",
        "办好职业教育、特殊教育。",
        "国家级旅游度假区和旅游示范县通过验收。",
        "新能源汽车产量达到10万辆。",
        "落实国家政策,安居乐业。",
        "快递业务量增长20%。",
        "高新技术产业增加值占生产总值的9%。",
        "可再生能源装机占比超过55%。",
        "东岭冶金工业园达到9亿元。",
        "建设循环经济示范县。",
        "组建西岭粮食产业集团和制造业创新中心。",
        "加快老工业基地产品结构调整。",
        "推动某某纺织、某某电力等项目建设。",
        "完善农村教育、养老等基础设施。",
        "选派农业科技特派员,推进农业转移人口市民化。",
        "新建通村产业路60公里。",
        "排查消防、人员密集场所等行业隐患。",
    ],
)
def test_no_branch(sentence: str) -> None:
    assert industries(sentence) == []


def test_word_that_forbids_one_branch_leaves_another() -> None:
    assert industries("强化工业投资考核。") == [("工业", "C")]


def test_headings_are_left_out() -> None:
    text = "二、主要任务\n（一）壮大数字经济\n加快发展数字经济。\n"
    (mention,) = find_industries(parse(text), load_vocabulary())
    assert mention.span.start > text.index("加快发展")


@given(st.text(alphabet="工业农旅游产业、等和发展壮大房地金融化学品领域项目。,投资", max_size=60))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    mentions = find_industries(parse(text), load_vocabulary())
    assert all(mention.span.of(text) == mention.text for mention in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_no_branch_begins_within_a_district() -> None:
    document = parse("融入关中—天水经济区,发展水经济。", place="昆明市")
    assert [mention.text for mention in find_mentions(document, load_vocabulary()).industries] == ["水经济"]


@pytest.mark.parametrize("unit", ["工业、", "产业", "旅游和", "做强做优", "、农业等"])
def test_a_line_of_200000_characters_is_read_in_a_moment(unit: str) -> None:
    document = parse(unit * (200_000 // len(unit)))
    start = time.process_time()
    find_industries(document, load_vocabulary())
    assert time.process_time() - start < 5
