"""Divisions and functional zones, read in the light of the report's own place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.gazetteer import gazetteer
from kmgraph.mentions.home import home_of
from kmgraph.mentions.places import find_districts
from kmgraph.text.document import parse


def districts(place: str | None, text: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.code) for m in find_districts(parse(text, place=place), load_vocabulary())]


@pytest.mark.parametrize(
    ("place", "sentence", "found"),
    [
        # the own city's counties, also by short names and within longer ones
        ("昆明市", "持续推进东川港建设。", [("东川", "530113")]),
        ("昆明市", "昆明市妇幼保健院呈贡分院投入使用。", [("呈贡", "530114")]),
        ("昆明市", "东川、禄劝、寻甸纳入重点帮扶县。", [("东川", "530113"), ("禄劝", "530128"), ("寻甸", "530129")]),
        ("昆明市", "确保西山区经济总量突破一千亿元。", [("西山区", "530112")]),
        ("昆明市", "“五华西北片区+富民”联动发展。", [("五华", "530102"), ("富民", "530124")]),
        ("昆明市", "安宁温泉小镇获评特色小镇。", [("安宁", "530181")]),
        ("沈阳市", "支持和平做精老街。", [("和平", "210102")]),
        ("保定市顺平县", "拓宽G234满城界路段，对接易县。", [("满城", "130607"), ("易县", "130633")]),
        # zones that are such in their own city alone
        ("西安市", "航天基地新增企业40户，曲江院区投用。", [("航天基地", None), ("曲江", None)]),
        ("文昌市", "建设航天基地。", []),
        ("济南市", "起步区新签约项目50个。", [("起步区", None)]),
        # what acts as a zone does, and what is built
        ("西宁市", "南山工业园区支持新能源企业发展，北山工业园区建成投用。", [("南山工业园区", None)]),
        # hills, ponds, tunnels and streets that bear a place's name
        ("福州市", "活化烟台山，修复昆明池。", []),
        ("乌鲁木齐市", "天山胜利隧道贯通，支持天山区发展。", [("天山区", "650102")]),
        ("保定市", "龙津路改造完工，河北京车投产。", []),
        ("铜川市", "延安大学潭溪校区做前期工作。", [("延安", "610600")]),
        # a line through three places
        ("佛山市", "佛穗莞城际抓紧施工。", [("穗", "440100"), ("莞", "441900")]),
        # a verb before a zone is none of its name
        ("保定市顺平县", "提高开发区承载力，理顺开发区管理。", [("开发区", None), ("开发区", None)]),
        ("保定市顺平县", "加快开展鹭泽新区、海湾新区建设。", [("鹭泽新区", None), ("海湾新区", None)]),
        ("保定市顺平县", "实施G234至开发区段、潭心路开发区段改造。", [("开发区", None), ("开发区", None)]),
        # 新区 alone is the one that the text names, or the county's own
        ("保定市容城县", "投身雄安新区建设，为新区服务。", [("雄安新区", None), ("新区", None)]),
        ("保定市顺平县", "完成新区道路建设。", [("新区", None)]),
        ("保定市", "推进渤海新区、曹妃甸新区建设，符合新区定位。", [("渤海新区", None), ("曹妃甸新区", None)]),
        # a zone that is a county as well is one place
        ("保定市", "天津聚力打造滨海新区。", [("天津", "120000"), ("滨海新区", "120116")]),
        # other places, with what they lie in
        ("昆明市", "深化与上海普陀区的帮扶合作。", [("上海", "310000"), ("普陀区", "310107")]),
        ("昆明市", "与钦州港片区、临沧边合区签署协议。", [("钦州", "450700"), ("临沧", "530900")]),
        ("贵阳市", "贵阳经金沙到古蔺公路通车。", [("金沙", "520523"), ("古蔺", "510525")]),
        ("高唐县", "加强与济南市市中区合作。", [("济南市", "370100"), ("市中区", "370103")]),
        ("湖北省", "支持武汉、襄阳、恩施加快发展。", [("武汉", "420100"), ("襄阳", "420600"), ("恩施", "422800")]),
        # a far county's name may run into one of the own city, and a city abroad bear a Chinese one
        ("天津市", "建成武清至机场公路。", [("武清", "120114")]),
        ("合肥市", "与韩国安山市、俄罗斯白山市结为友好城市。", []),
        ("玉溪市", "推进平安县区创建。", []),
        # short names that are words too count in the own city
        ("武汉市", "改造青山老旧管网，践行绿水青山就是金山银山的理念。", [("青山", "420107")]),
        ("上海市", "在金山布局智算中心。", [("金山", "310116")]),
        ("兰州市", "扩建七里河安宁污水处理厂。", [("七里河", "620103"), ("安宁", "620105")]),
        ("绍兴市", "滨海新区产值增长9%。", [("滨海新区", None)]),
        ("泉州市", "台商投资区改造1万户。", [("台商投资区", None)]),
        ("重庆市涪陵区", "加工线搬入临港经济区。", [("临港经济区", None)]),
        # what a zone makes is no short name of it
        ("包头市", "稀土高新区加快建设，稀土产业增长9%。", [("稀土高新区", None)]),
        # a region of a province's cities, no words
        ("内蒙古自治区", "打造赤锡通集聚区。", [("赤", "150400"), ("锡", "152500"), ("通", "150500")]),
        ("河南省", "建设平安新区。", []),
        ("河北省", "天津滨海新区产值增长9%。", [("天津", "120000"), ("滨海新区", "120116")]),
        ("惠州市", "深惠城际开工。", []),
        # one character
        ("昆明市", "渝昆高铁全面启动建设。", [("渝", "500000")]),
        ("南宁市", "南玉高铁开通。", []),
        ("江西省", "九江经开区产值增长9%。", [("九江", "360400"), ("九江经开区", None)]),
        ("广东省", "广东自贸试验区扩区，上海自贸试验区经验推广。", [("广东自贸试验区", None), ("上海", "310000")]),
        ("四川省", "做好援藏援疆工作，守护边疆。", [("藏", "540000"), ("疆", "650000")]),
        ("黄山市", "保护徽州古建筑，徽州新建产业园。", [("徽州", "341004")]),
        ("宁夏回族自治区", "深化闽宁协作。", [("闽", "350000")]),
        ("保定市", "推进京雄保一体化发展。", [("京", "110000"), ("雄", None)]),
        ("绍兴市", "京华药业新厂投产。", []),
        ("昆明市", "提速昆玉同城化进程。", [("玉", "530400")]),
        ("昆明市", "昆蓉欧班列稳定开行。", [("蓉", "510100")]),
        ("成都市", "加快成渝城际铁路建设。", [("渝", "500000")]),
        ("湖北省", "物流企业联盟在汉成立。", [("汉", "420100")]),
        ("保定市", "建设环京津地区物流基地。", [("京", "110000"), ("津", "120000")]),
        ("保定市", "服务京津冀协同发展。", [("京", "110000"), ("津", "120000")]),
        ("昆明市", "京新、渝黔等通道贯通。", [("京", "110000"), ("渝", "500000"), ("黔", "520000")]),
        ("昆明市", "深化沪滇协作。", [("沪", "310000")]),
        ("昆明市", "欢迎港澳台同胞来昆。", [("港", "810000"), ("澳", "820000"), ("台", "710000")]),
        # functional zones
        ("昆明市", "高新区入选全国百强园区。", [("高新区", None)]),
        ("西安市", "支持国际港务区扩大开放，儿童医院经开院区开诊。", [("国际港务区", None), ("经开", None)]),
        ("无锡市", "与苏州工业园区共建园区。", [("苏州工业园区", None)]),
        ("江西省", "支持省级新区加快发展。", []),
        ("昆明市", "高标准建设自贸试验区昆明片区。", [("自贸试验区昆明片区", None)]),
        (
            "昆明市",
            "推进中国(昆明)跨境电子商务综合试验区建设。",
            [("中国(昆明)跨境电子商务综合试验区", None)],
        ),
        ("昆明市", "与滇中新区产业共兴。", [("滇中新区", None)]),
        ("成都市", "支持成都高新区做强产业。", [("成都高新区", None)]),
        ("沈阳市", "浑南科技城新增企业9家。", [("浑南", "210112"), ("浑南科技城", None)]),
        ("顺平县", "提升开发区能级。", [("开发区", None)]),
        ("徐水区", "对接雄安新区。", [("雄安新区", None)]),
        ("昆明市", "某某汽车高新二厂投产。", [("高新", None)]),
        ("昆明市", "协助东部新城引进企业,建设蓝鹭湾新城。", [("东部新城", None), ("蓝鹭湾新城", None)]),
        ("昆明市", "昆明国际陆港扩建。", [("昆明国际陆港", None)]),
        ("昆明市", "鹭鸣山旅游度假区升级索道。", [("鹭鸣山旅游度假区", None)]),
        ("昆明市", "鹭鸣山国际旅游度假区接待游客。", [("鹭鸣山国际旅游度假区", None)]),
        ("昆明市", "嵩明国家农高区加快建设。", [("嵩明国家农高区", None)]),
        ("昆明市", "嵩明先进制造业开发区扩区。", [("嵩明先进制造业开发区", None)]),
        ("兰州市", "兰州新区综合保税区进出口增长。", [("兰州新区综合保税区", None)]),
        # a county's zone is one place, and a zone that is named in full may be cut short
        ("长沙市", "浏阳经开区新增企业9家。", [("浏阳经开区", None)]),
        ("呼和浩特市", "鄂尔多斯鹭苏经济开发区入选园区名单。", [("鄂尔多斯鹭苏经济开发区", None)]),
        ("昆明市", "鹭鸣新区基础设施完善,鹭鸣医院封顶,鹭鸣公园开放。", [("鹭鸣新区", None), ("鹭鸣", None)]),
        # a word that is a place too, with what lies in the place
        ("昆明市", "市中医院安宁院区启用。", [("安宁", "530181")]),
        ("昆明市", "打造鹭泽工业区，推进鹭泽工区招商。", [("鹭泽工业区", None), ("鹭泽工区", None)]),
        ("武汉市", "鹭泽科学城新增企业。", [("鹭泽科学城", None)]),
        # letters of places: from where power is led, regions of several cities
        ("重庆市", "川电入渝工程投运。", [("川", "510000")]),
        ("重庆市", "推进成渝地区双城经济圈建设。", [("成", "510100")]),
        ("昆明市", "服务成渝地区。", [("渝", "500000")]),
        ("石家庄市", "拓展京津市场。", [("京", "110000"), ("津", "120000")]),
        ("湖南省", "推进长株潭一体化发展。", [("长", "430100"), ("株", "430200"), ("潭", "430300")]),
        # a province's own of two places of a name
        ("青海省", "支持海南、海北发展。", [("海南", "632500"), ("海北", "632200")]),
        ("北京市", "支持海南发展。", [("海南", "460000")]),
        # one of two places of a name, by what else the text names
        ("保定市", "对接北京资源,与通州区合作。", [("北京", "110000"), ("通州区", "110112")]),
    ],
)
def test_place(place: str, sentence: str, found: list[tuple[str, str | None]]) -> None:
    assert districts(place, sentence) == found


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("昆明市", "昆明市和云南省的部署得到落实,昆明国际班列开行。"),
        ("宁波市", "登西山,观沧海。"),
        ("昆明市", "各族人民富民强省,共享安宁和谐。"),
        ("昆明市", "擦亮盘龙江沿线,整治西山路。"),
        ("贵阳市", "南明河清淤3.2公里。"),
        ("鞍山市", "太子河鞍山段水质达标。"),
        ("玉溪市", "加强南盘江、元江两大水系治污。"),
        ("保定市", "对沙河县城段进行综合治理。"),
        ("铜川市", "启动铜川铁路连接线项目。"),
        ("昆明市", "修建大理石广场,实现长治久安,引进阿里巴巴。"),
        ("昆明市", "在合理均衡水平上保持稳定,隆重庆祝国庆。"),
        ("昆明市", "支持国家级开发区、各县区和省级高新区发展。"),
        ("武汉市", "江汉平原灌区改造稳步推进。"),
        ("昆明市", "京津冀协同发展,保障医保定点。"),
        ("湖北省", "积极创新乡村治理,推动湖北振兴发展。"),
        ("西安市", "“长安号”开行5000列,小雁塔片区更新。"),
        ("昆明市", "发展粤港澳大湾区市场,发放津贴,排演京剧。"),
        ("昆明市", "建设低碳新城、宜居新城,探索创新区域协作。"),
        # what one goes round, a bay, a science city that is built
        ("合肥市", "环巢湖建设绿道。"),
        ("昆明市", "加快鹭泽湾开发。"),
        ("云南省", "推进长株潭一体化发展。"),
        ("鞍山市", "太子河国考断面水质达标。"),
        ("武汉市", "共建鹭泽科学城。"),
        ("重庆市", "建成渝西高铁。"),
        ("黑龙江省", "讲好龙江故事。"),
    ],
)
def test_no_place(place: str, sentence: str) -> None:
    assert districts(place, sentence) == []


def test_same_name_in_another_light() -> None:
    sentence = "支持鼓楼区提升商圈。"
    assert districts("福州市", sentence) == [("鼓楼区", "350102")]
    assert districts("南京市", sentence) == [("鼓楼区", "320106")]
    assert districts("昆明市", sentence) == []


def test_zone_is_named_in_full() -> None:
    (zone,) = find_districts(parse("高新区入选全国百强园区。", place="昆明市"), load_vocabulary())
    assert (zone.name, zone.concept) == ("昆明高新技术产业开发区", "zone-530100-hightech")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("2019年清徐县地区生产总值98.2亿元,比上年增长5.1%。", "清徐县"),
        ("2025年天津市重点建设的在建项目,按行业列表如下。", "天津市"),
        ("青海2025年预期地区生产总值增长5%以上。", "青海省"),
        ("重庆市万州区2021年地区生产总值增长8%。", "万州区"),
        ("到2020年末，清徐县地区生产总值达98亿元。", "清徐县"),
        ("五年间，台州市地区生产总值跨上6000亿元台阶。", "台州市"),
        ("“十四五”以来，面对困难，武汉等地粮食增产。", None),
        ("政府工作报告\n——2025年1月15日在高唐县第十八届人民代表大会第四次会议上\n各位代表：\n", "高唐县"),
        ("南昌市2021年地区生产总值增长5%。济南市2021年生产总值增长3%。", None),
        ("政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n各位代表：\n", None),
    ],
)
def test_own_place(text: str, own: str | None) -> None:
    places = home_of(parse(text), gazetteer(load_vocabulary())).places
    place = places[0] if len(places) == 1 else None
    assert (place.label if place else None) == own


def test_subjects_of_a_comparison_are_not_marked() -> None:
    assert districts(None, "南昌市2021年地区生产总值增长5%。济南市2021年生产总值增长3%。") == []


@given(st.text(alphabet="昆明西山安宁高新区开发上海普陀、和至市县0年。,支持", max_size=60))
def test_spans_lie_in_the_text(text: str) -> None:
    for mention in find_districts(parse(text, place="昆明市"), load_vocabulary()):
        assert mention.span.of(text) == mention.text
        assert mention.name


@pytest.mark.parametrize("unit", ["昆明、", "支持高新区", "安宁", "渝昆", "新区开发区"])
def test_a_line_of_200000_characters_is_read_in_a_moment(unit: str) -> None:
    document = parse(unit * (200_000 // len(unit)), place="昆明市")
    start = time.process_time()
    find_districts(document, load_vocabulary())
    assert time.process_time() - start < 5
