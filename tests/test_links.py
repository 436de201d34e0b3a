import pytest
from growth import MOST, growth
from hypothesis import given
from hypothesis import strategies as st
from marked import Marked, marked

from kmgraph.facts.links import find_links
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.pipeline import extract

VOCABULARY = Vocabulary(
    districts=(
        Concept(key="district-530100", label="昆明市", notation="530100", labels=("昆明市",)),
        Concept(key="district-530113", label="东川区", notation="530113", labels=("东川区", "东川")),
    ),
    industries=(
        Concept(key="industry-A01", label="农业", notation="A01", labels=("农业",)),
        Concept(key="industry-C13", label="农副食品加工业", notation="C13", labels=("农产品加工",)),
        Concept(key="industry-C39", label="电子设备制造业", notation="C39", labels=("电子设备", "芯片")),
        Concept(
            key="industry-x-new-display",
            label="新型显示",
            notation=None,
            labels=("新型显示",),
            broader=("industry-C39",),
        ),
    ),
)


def rows(drawn: str, type_: str, fields: dict[str, dict[str, object]] | None = None) -> set[tuple[str, str]]:
    """The links that rules draw of a type in a drawn text, by the words of their ends."""
    text = marked(drawn, fields)
    links = find_links(text.document, text.mentions, VOCABULARY, rules_alone=True)
    return {(link.source.text, link.target.text) for link in links if link.type == type_}


# --- supports


@pytest.mark.parametrize(
    ("drawn", "supports"),
    [
        # the Kunming report
        (
            "着力推动“稳油强化”,确保完成原油加工量[G1000万吨],积极争取[P中石油云南炼化一体化转型升级项目]落地,"
            "全力推进[P云天化90万吨磷石膏综合利用]、[P云煤能源200万吨焦化环保搬迁]等项目建设,"
            "支持重点企业布局启动一批[I氟化工]项目,确保[I石油及化工产业]产值达[G1120亿元]。",
            {
                ("中石油云南炼化一体化转型升级项目", "1120亿元"),
                ("云天化90万吨磷石膏综合利用", "1120亿元"),
                ("云煤能源200万吨焦化环保搬迁", "1120亿元"),
            },
        ),
        (
            "[P东岭园]、[P西岭园]投产,分别新增产值[G20亿元]、[G15亿元]。",
            {("东岭园", "20亿元"), ("西岭园", "15亿元")},
        ),
        ("推进[P东岭水库]、[P西岭灌区]建设,新增灌溉面积[G5万亩]。", {("东岭水库", "5万亩"), ("西岭灌区", "5万亩")}),
        ("推进[P东岭医院]、[P西岭路]建设,新增通车里程[G5公里]。", {("西岭路", "5公里")}),
        (
            "积极推进[P华为云南总部]建设,力争内培外引总部企业[G8户],保有税收亿元楼宇[G55幢]。",
            {("华为云南总部", "8户"), ("华为云南总部", "55幢")},
        ),
        (
            "推进[P山水林田湖草沙一体化保护和修复工程],完成历史遗留矿山生态修复[G1000亩],营造林[G50万亩],"
            "确保森林覆盖率稳定在[G52.7%]以上。",
            {("山水林田湖草沙一体化保护和修复工程", "52.7%")},
        ),
        ("加快推进[P三环闭合工程],新建[G16条]城市道路,新增机动车停车泊位[G1.5万个]。", set()),
        # outcomes without 确保
        ("[P东岭动力电池中心]主体完工，东岭系产值不低于[G230亿元]。", {("东岭动力电池中心", "230亿元")}),
        (
            "推进[P东岭园]、[P西岭园]建设，引进一批项目，算力总规模突破[G4万P]。",
            {("东岭园", "4万P"), ("西岭园", "4万P")},
        ),
        ("[P东岭医院]加快建设，城镇新增就业[G15万人]以上，登记失业率控制在[G4.5%]以内。", set()),
        ("[P东岭厂]扩建竣工，甲公司、乙公司新签订单分别增长[G15%]、[G20%]。", set()),
        ("推进[P东岭码头]建设，集装箱吞吐量完成[G300万标箱]。", {("东岭码头", "300万标箱")}),
        ("推进[P东岭码头]建设，年内完成[G30亿元]投资。", set()),
        ("[P东岭高铁]带动过夜游客增长[G10%]以上。", {("东岭高铁", "10%")}),
        ("[P东岭厂]产能利用率提升到[G80%]。", set()),
        ("推进[P东岭园]建设，建成后年产值达[G50亿元]。", {("东岭园", "50亿元")}),
        ("推进[P东岭园]建设确保产值达到[G50亿元]。", {("东岭园", "50亿元")}),
        ("围绕产值突破[G500亿元]目标，推进[P东岭园]、[P西岭园]建设。", {("东岭园", "500亿元"), ("西岭园", "500亿元")}),
        ("全年投资力争达到[G2440亿元]以上，推进[P东岭铁路]建设。", set()),
        ("推进[P东岭园]建设，争取上级资金[G20亿元]。", set()),
        ("[P东岭园]投产后年产值达[G50亿元]。", {("东岭园", "50亿元")}),
        ("依托[P东岭园]、[P西岭园]实现产值[G50亿元]。", {("东岭园", "50亿元"), ("西岭园", "50亿元")}),
        ("推动[P东岭园]满产；加快[P西岭园]建设；产值突破[G50亿元]。", {("东岭园", "50亿元"), ("西岭园", "50亿元")}),
        ("冲刺产值[G500亿元]，推进[P东岭园]建设。", {("东岭园", "500亿元")}),
        ("以产值[G500亿元]为目标，推进[P东岭园]建设。", {("东岭园", "500亿元")}),
        ("围绕产业布局铁路[G5条]，推进[P东岭园]建设。", set()),
        # what a work itself adds
        ("推进[P东岭园]建设，新增产值超亿元企业[G2个]。", set()),
        ("建设[P东岭小学]，新增学位[G4800个]。", {("东岭小学", "4800个")}),
        ("建设[P东岭大桥]，新增学位[G4800个]。", set()),
        ("推进[P东岭厂]扩产，新增产能[G20万吨]。", {("东岭厂", "20万吨")}),
        # each outcome has the work before it
        (
            "加快[P东岭园]建设，力争产值达到[G50亿元]，推进[P西岭园]建设，确保投资增长[G8%]。",
            {("东岭园", "50亿元"), ("西岭园", "8%")},
        ),
        ("加快[P东岭园]建设；改善办学条件，力争上线[G400人]。", set()),
        ("加快[P东岭园]建设，力争算力达到[G40P]；交易额突破[G40亿元]。", {("东岭园", "40P")}),
        ("一是[P东岭机台]投用；二是支持企业做大，产值突破[G120亿元]。", set()),
        # what can't add to a goal
        (
            "加快[P轨道交通9号线]、[P东岭高铁]建设，轨道交通运营里程突破[G600公里]。",
            {("轨道交通9号线", "600公里")},
        ),
        (
            "推进[P甲电池厂]建设，支持建设[P东岭煤化工园]，确保[I电池材料]产值突破[G500亿元]，[I盐化工]产值增长[G12%]。",
            {("甲电池厂", "500亿元"), ("东岭煤化工园", "12%")},
        ),
        # what a house for pupils or patients adds, whatever the verb
        ("[P东岭医院]竣工、[P西岭医院]投用，合计增设病床[G800张]。", {("东岭医院", "800张"), ("西岭医院", "800张")}),
        # 带动 is said of the nearest work, a bare measure of the last stretch
        ("[P东岭园]竣工；[P西岭街]开街，带动旅游收入增长[G10%]。", {("西岭街", "10%")}),
        ("[P东岭港]开工；[P西岭航站楼]封顶，货邮吞吐量超过[G22万吨]。", {("西岭航站楼", "22万吨")}),
        # the works of a branch add up to what it brings in, other figures between or not
        ("[P东岭园]投用，引育企业[G60户]，产业规模不低于[G150亿元]。", {("东岭园", "150亿元")}),
        # one behind the other, each its own
        (
            "[P东岭医院]、[P西岭医院]分别新增床位[G800张]、[G600张]。",
            {("东岭医院", "800张"), ("西岭医院", "600张")},
        ),
        (
            "[P东岭医院]、[P西岭小学]投用，新增床位[G800张]、学位[G900个]。",
            {("东岭医院", "800张"), ("西岭小学", "900个")},
        ),
        # what a list is summed up by is no figure of its own; a measure may open with a word that is a verb elsewhere
        ("[P甲座椅]、[P乙车灯]等[G28个]配套项目推进，本地配套率升至[G45%]。", {("甲座椅", "45%"), ("乙车灯", "45%")}),
        ("[P5号线]、[P6号线]试运行，运营总里程达到[G162公里]。", {("5号线", "162公里"), ("6号线", "162公里")}),
        ("[P东岭园]竣工，推动产业营业收入向[G700亿元]迈进。", {("东岭园", "700亿元")}),
        # others that bring it about
        ("[P东岭馆]开馆，冰雪旅游带动接待游客[G1亿人次]。", set()),
        ("[P东岭电站]并网，[D安宁]推进屋顶光伏试点，新增装机[G60万千瓦]。", set()),
        # one more figure belongs to the outcome, the third does not unless a branch brings it in
        ("[P东岭园]投产，确保产值达[G9亿元]，标准[G2项]，专利[G3件]。", {("东岭园", "9亿元"), ("东岭园", "2项")}),
        ("[P东岭园]投产，确保产值达[G9亿元]，新上市医疗器械[G4个]。", {("东岭园", "9亿元")}),
        ("推动[P东岭园]投产，[D安宁]依托龙头延伸链条，确保产值达[G9亿元]。", {("东岭园", "9亿元")}),
        ("[D富民]建成[P东岭园]；[D安宁]开工[P西岭园]，力争产值达[G9亿元]。", {("西岭园", "9亿元")}),
        ("建成[P甲大桥]、[P乙铁路]，确保过江通道达到[G9座]。", {("甲大桥", "9座")}),
        ("[P东岭医院]投用，新增养老床位[G300张]。", set()),
        ("[P东岭康养中心]投用，新增养老床位[G300张]。", {("东岭康养中心", "300张")}),
        ("[P磁浮线]投用，高速动车组完成[G30万公里]运用考核。", set()),
        ("[P东岭园]投产，[D安宁]引进企业不少于[G12家]。", set()),
        ("围绕产值[G500亿元]目标，推进[P东岭园]；推动[P西岭园]开工。", {("东岭园", "500亿元")}),
        # a share goes on with what 确保 presents, not with a bare measure
        ("[P东岭园]投产，水产品产量达到[G310万吨]，远洋产量占全省[G六成]。", {("东岭园", "310万吨")}),
        (
            "[P东岭园]投产，确保产值达[G9亿元]，占规上比重提高[G2个百分点]。",
            {("东岭园", "9亿元"), ("东岭园", "2个百分点")},
        ),
        # a work's own figures
        ("[P东岭园]力争完成投资[G20亿元]。", set()),
        ("[P8号线]洞通率达到[G98%]，[P1号线三期]载客，轨道里程增至[G326公里]。", {("1号线三期", "326公里")}),
        # its parts and its growth go on with it
        (
            "[P东岭厂]投产，确保汽车产量达到[G150万辆]，其中新能源汽车产量[G60万辆]、同比增长[G20%]。",
            {("东岭厂", "150万辆"), ("东岭厂", "60万辆"), ("东岭厂", "20%")},
        ),
        (
            "[P东岭厂]投产，力争产值迈上[G150亿元]台阶，本地配套率提高[G4个百分点]。",
            {("东岭厂", "150亿元"), ("东岭厂", "4个百分点")},
        ),
        ("[P东岭厂]投产，确保产值达到[G150亿元]，增长[G20%]。", {("东岭厂", "150亿元"), ("东岭厂", "20%")}),
        (
            "[P东岭园]投产，确保产值突破[G50亿元]，吨钢综合能耗下降[G2%]。",
            {("东岭园", "50亿元"), ("东岭园", "2%")},
        ),
        (
            "[P东岭码头]投用，货物吞吐量达到[G9亿吨]，港口集装箱突破[G360万标箱]。",
            {("东岭码头", "9亿吨"), ("东岭码头", "360万标箱")},
        ),
        # a motorway adds nothing to what a port handles, nor a school to how many tourists come
        ("续建[P东岭高速]，投用[P西岭码头]，确保货物吞吐量达到[G3亿吨]。", {("西岭码头", "3亿吨")}),
        ("[P东岭小学]、[P西岭古镇]投用，确保接待游客[G3万人次]。", {("西岭古镇", "3万人次")}),
        # what a field spends is what its works add up to, what one work spends is its own
        (
            "续建[P东岭高速]，开工[P西岭枢纽]，全年完成交通投资[G130亿元]。",
            {("东岭高速", "130亿元"), ("西岭枢纽", "130亿元")},
        ),
        ("续建[P东岭高速]，开工[P西岭枢纽]，全年完成投资[G130亿元]。", set()),
        # what the works hold together
        ("[P东岭风电]、[P西岭光伏]合计装机[G238万千瓦]。", {("东岭风电", "238万千瓦"), ("西岭光伏", "238万千瓦")}),
        ("[P东岭扩能]年内完工，[P西岭酒庄]形成基酒产能[G2万吨]。", {("西岭酒庄", "2万吨")}),
        # what was reached is no outcome
        ("[P东岭园]建成，确保产值达到[R50亿元]。", set()),
    ],
)
def test_supports(drawn: str, supports: set[tuple[str, str]]) -> None:
    assert rows(drawn, "supports") == supports


# --- inIndustry


@pytest.mark.parametrize(
    ("drawn", "in_industry"),
    [
        ("[I旅游]总收入突破[G2100亿元]。", {("2100亿元", "旅游")}),
        ("[I装备制造业]增加值占规上[I工业]比重不低于[G22%]。", {("22%", "装备制造业")}),
        ("战略性新兴产业增加值占规上[I工业]比重达到[G22%]。", {("22%", "工业")}),
        ("规模以上[I工业]中[I电力热力生产和供应业]增长[R30%]。", {("30%", "电力热力生产和供应业")}),
        ("支持[I冶金]企业扩产，粮食产量达到[G20万吨]。", set()),
        (
            "促进[I会展业]恢复，力争引进会展活动[G2个]，确保[I会展业]收入增长[G13%]。",
            {("2个", "会展业"), ("13%", "会展业")},
        ),
        # projects
        ("推进[P甲环线]等2条高速项目和[P乙线]等[I铁路]项目。", {("乙线", "铁路")}),
        ("发展[I新能源]、[I新材料]，支持[P甲城]建设。", set()),
        ("发展[I新能源]，扩大产能；推进[P甲港]建设。", set()),
        ("安排项目（不含[I房地产]项目）[G380项]。", set()),
        ("加快[P甲乐园]、[P乙世界]等新业态大型[I文旅]项目建设。", {("甲乐园", "文旅"), ("乙世界", "文旅")}),
        (
            "[I清洁能源]项目10个、41亿元，含[P甲电站]、[P乙电站]；城建项目6个，含[P丙路]。",
            {("甲电站", "清洁能源"), ("乙电站", "清洁能源")},
        ),
        ("推进[I新能源]重大项目[P甲电站]、[P乙电站]建设。", {("甲电站", "新能源"), ("乙电站", "新能源")}),
        (
            "加快[P甲电池厂]建设，全力打造千亿级[I新能源电池产业]集群。",
            {("甲电池厂", "新能源电池产业")},
        ),
        (
            "大力发展[I数字经济]，开展试点，加快[P甲中心]建设，推进[P乙园二期]投产。",
            {("甲中心", "数字经济"), ("乙园二期", "数字经济")},
        ),
        ("[I新材料产业]重点推进[P甲园]建设。", {("甲园", "新材料产业")}),
        ("依托[P甲厂]、[P乙厂]发展[I磷化工]。", {("甲厂", "磷化工"), ("乙厂", "磷化工")}),
        ("以[P甲厂]为龙头，做大[I新型显示产业]。", {("甲厂", "新型显示产业")}),
        ("引进一批[I跨境物流]企业，推动[P甲仓]投产。", set()),
        ("推进[P骨干冷链物流基地]建设，优化[I冷链物流]配送网络。", {("骨干冷链物流基地", "冷链物流")}),
        (
            "提速[I大健康产业]发展，加快[P甲中心]建设，确保[I生物医药产业]产值达到[G320亿元]。",
            {("甲中心", "生物医药产业"), ("320亿元", "生物医药产业")},
        ),
        (
            "加快[P甲乐园]等[I文旅]项目建设，建成[P乙湖]酒店，力争[I旅游业]收入增长[G20%]。",
            {("甲乐园", "文旅"), ("乙湖", "旅游业"), ("20%", "旅游业")},
        ),
        # what was reached is no goal, and yet of the branch
        (
            "[P甲厂]满产，[P乙厂]投产，[I电池产业]产值做到[R410亿元]。",
            {("甲厂", "电池产业"), ("乙厂", "电池产业"), ("410亿元", "电池产业")},
        ),
        ("[P甲厂]投产；[I电池产业]产值做到[R410亿元]。", {("410亿元", "电池产业")}),
        (
            "[I农业]现代化项目131个，年度投资160亿元，包括[P甲茶基地]、[P乙园]等项目。",
            {("甲茶基地", "农业"), ("乙园", "农业")},
        ),
    ],
)
def test_in_industry(drawn: str, in_industry: set[tuple[str, str]]) -> None:
    assert rows(drawn, "inIndustry") == in_industry


def test_a_project_is_of_the_branch_that_its_name_says() -> None:
    drawn = "推进[P甲芯片厂]、[P乙药厂]建设，确保[I医药]产值达[G20亿元]，[I新型显示]产值达[G30亿元]。"
    fields: dict[str, dict[str, object]] = {
        "医药": {"concept": "industry-C27"},
        "新型显示": {"concept": "industry-x-new-display"},
    }
    assert rows(drawn, "supports", fields) == {("甲芯片厂", "30亿元"), ("乙药厂", "20亿元")}


def test_a_name_of_another_section_is_not_of_the_topic() -> None:
    fields: dict[str, dict[str, object]] = {"农产品加工": {"concept": "industry-C13"}}
    assert rows("大力发展[I农产品加工]，推进[P寻甸农业产业园]建设。", "inIndustry", fields) == set()
    assert rows("大力发展[I农产品加工]，推进[P寻甸产业园]建设。", "inIndustry", fields) != set()


def test_a_figure_is_of_every_branch_that_its_indicator_names() -> None:
    fields: dict[str, dict[str, object]] = {"20%": {"indicator": "批发、零售业销售额"}}
    found = rows("[I批发]、[I零售]业均增长[R20%]。", "inIndustry", fields)
    assert found == {("20%", "批发"), ("20%", "零售")}


def test_a_figure_takes_the_nearest_of_two_mentions() -> None:
    text = marked("促进[I会展业]恢复，确保[I会展业]收入增长[G13%]。")
    (link,) = find_links(text.document, text.mentions, VOCABULARY)
    assert link.target is text.mentions.industries[1]


# --- locatedIn


@pytest.mark.parametrize(
    ("drawn", "located"),
    [
        ("持续推进[P[D东川]港]建设。", {("东川港", "东川")}),
        ("[P昆明市妇幼保健院[D呈贡]分院]投入使用。", {("昆明市妇幼保健院呈贡分院", "呈贡")}),
        # several together in all of them, or one in each
        (
            "推动[P甲园]、[P乙园]等项目向[D安宁]、[D嵩明]集中。",
            {("甲园", "安宁"), ("甲园", "嵩明"), ("乙园", "安宁"), ("乙园", "嵩明")},
        ),
        ("[P甲园]、[P乙园]分别在[D安宁]、[D嵩明]落地。", {("甲园", "安宁"), ("乙园", "嵩明")}),
        ("推动[P[D张江科学城]]建设。", set()),
        ("[P[D渝]昆高铁]全面启动建设。", set()),
        ("加快[P[D资阳]线]建设。", set()),
        ("加快[P[D东山]至[D西山]段铁路]建设。", {("东山至西山段铁路", "东山"), ("东山至西山段铁路", "西山")}),
        ("[P甲地经[D金沙]至[D古蔺]高速公路甲地段]通车。", set()),
        ("[P[D广东]省中医院贵州医院]开诊。", set()),
        ("确保[D西山区]经济总量突破[G1000亿元]。", {("1000亿元", "西山区")}),
        ("[D东川]港完成吞吐量[G100万吨]。", {("100万吨", "东川")}),
        ("支持[D东川]建设[P甲园]。", {("甲园", "东川")}),
        ("加快[D经开区]、[P甲旅游区]建设。", set()),
        ("落户[D高新区]的[P甲园]投产。", {("甲园", "高新区")}),
        ("推进[P甲水库加固]，惠及[D富民]群众[G3万人]。", {("3万人", "富民")}),
        ("支持[D西山]做精[P老街坊]、[P文创园更新]。", {("老街坊", "西山"), ("文创园更新", "西山")}),
        ("支持[D安宁]、[D嵩明]分别扩容[P甲城]、[P乙城]。", {("甲城", "安宁"), ("乙城", "嵩明")}),
        ("支持[D富民]、[D宜良]分别建设高标准农田[G8万亩]、[G5万亩]。", {("8万亩", "富民"), ("5万亩", "宜良")}),
        ("[D综保区][D安宁]区块进出口额增长[G20%]。", {("20%", "综保区"), ("20%", "安宁")}),
        ("[D西山区]生产总值[R100亿元]，增长[R8%]。", {("100亿元", "西山区"), ("8%", "西山区")}),
        ("[D大理]等[R11个]市获得命名。", set()),
        ("加快[P甲港]、[D呈贡][P乙园]、[P丙园]建设。", {("乙园", "呈贡")}),
        ("与[D东莞]合作建设[P甲园]。", set()),
        ("赴[D深圳]签约项目[R20个]。", set()),
        ("推动[P甲园]落户[D安宁]。", {("甲园", "安宁")}),
        ("[R11家]化工企业落户[D安宁]。", {("11家", "安宁")}),
        ("[R19个]项目落户[D沪]明产业园。", set()),
        ("[P[D安宁]绕城高速公路东段]通车。", {("安宁绕城高速公路东段", "安宁")}),
        ("支持[D嵩明]撤县设市，新建学校[G20所]。", set()),
        ("[P甲园]（[D安宁]）开工。", {("甲园", "安宁")}),
        ("新建学校[G42所]，其中[D安宁][G9所]、[D富民][G8所]。", {("9所", "安宁"), ("8所", "富民")}),
        ("[P甲园]在[D安宁]达产。", {("甲园", "安宁")}),
        ("[D富民]东山、[D安宁]西山完成复绿[G2600亩]、[G1800亩]。", {("2600亩", "富民"), ("1800亩", "安宁")}),
        ("[D呈贡][P大数据港]上架机柜[G6000个]。", {("大数据港", "呈贡"), ("6000个", "呈贡")}),
        ("[D综保区]力争贸易额突破[G3000亿元]。", {("3000亿元", "综保区")}),
        ("[D呈贡]经济总量达到[G410亿元]，增速[G9.8%]。", {("410亿元", "呈贡"), ("9.8%", "呈贡")}),
        # places and works member by member
        ("[D安宁]、[D富民]各新建产业路[G60公里]、[G45公里]。", {("60公里", "安宁"), ("45公里", "富民")}),
        ("[D安宁]、[D富民]各新建学校[G2所]。", {("2所", "安宁"), ("2所", "富民")}),
        ("[D盘龙区][P甲街]、[D西山区][P乙厂改造]启动。", {("甲街", "盘龙区"), ("乙厂改造", "西山区")}),
        ("推进[D盘龙区]的[P甲街]、[D西山区]的[P乙厂]等项目。", {("甲街", "盘龙区"), ("乙厂", "西山区")}),
        (
            "新开工项目：[D盘龙区][R2个]，总投资[R98亿元]；[D西山区][R3个]，总投资[R15亿元]。",
            {("2个", "盘龙区"), ("98亿元", "盘龙区"), ("3个", "西山区"), ("15亿元", "西山区")},
        ),
        # who opens a matter does what follows
        ("[D东川]扩建货场，新添装卸线[G4条]；全市开行班列[G200列]。", {("4条", "东川")}),
        ("[D富民]引进企业[G12家]，带动全市产值增长[G10%]。", {("12家", "富民")}),
        ("营造林[G15万亩]，其中[D富民]占[G4万亩]。", {("4万亩", "富民")}),
    ],
)
def test_located_in(drawn: str, located: set[tuple[str, str]]) -> None:
    assert rows(drawn, "locatedIn") == located


def test_a_name_in_a_name_is_a_place_only_within_the_reports_own() -> None:
    title = "昆明市2022年政府工作报告\n"
    fields = {"东川": {"code": "530113"}, "遂宁": {"code": "510900"}}
    assert rows(title + "推进[P[D东川]园]、[P[D遂宁]园]建设。", "locatedIn", fields) == {("东川园", "东川")}


def test_a_place_in_the_name_outweighs_the_one_before() -> None:
    title = "昆明市2022年政府工作报告\n"
    fields = {"东川": {"code": "530113"}, "嵩明": {"code": "530127"}}
    located = {("甲园", "东川"), ("嵩明乙园", "嵩明")}
    assert rows(title + "支持[D东川]抓好[P甲园]和[P[D嵩明]乙园]。", "locatedIn", fields) == located


# --- bodies and foundations


@pytest.mark.parametrize(
    ("drawn", "type_", "links"),
    [
        ("推进[P[O东钢]环保搬迁]。", "ownedBy", {("东钢环保搬迁", "东钢")}),
        ("支持[O云铝]、[O昆铜]建设[P精深加工基地]。", "ownedBy", {("精深加工基地", "云铝"), ("精深加工基地", "昆铜")}),
        ("与[O云铝]对接，建设[P精深加工基地]。", "ownedBy", set()),
        ("由[O市发改委]牵头推进[P东川港]建设。", "ledBy", {("东川港", "市发改委")}),
        ("[O市发改委]会同推进[P东川港]建设。", "ledBy", set()),
        ("依托[P东川港]建设[P临港产业园]。", "dependsOn", {("临港产业园", "东川港")}),
        ("推进[P东川港]建设，配套建设[P疏港公路]。", "dependsOn", {("疏港公路", "东川港")}),
        ("推进[P东川港]、[P临港产业园]建设。", "dependsOn", set()),
        ("配合做好[P东川港]和[P疏港公路]建设。", "dependsOn", set()),
    ],
)
def test_bodies_and_foundations(drawn: str, type_: str, links: set[tuple[str, str]]) -> None:
    assert rows(drawn, type_) == links


# --- laws

PIECES = st.lists(
    st.sampled_from(
        [
            "[P东岭园]",
            "[G20亿元]",
            "[R8%]",
            "[I化工]",
            "[D东川]",
            "[O东钢]",
            "确保",
            "力争",
            "达到",
            "支持",
            "分别",
            "推进",
            "、",
            "，",
            "；",
            "。",
            "二是",
            "等",
            "项目",
            "建设",
            "集群",
            "的",
        ]
    ),
    max_size=40,
)


@given(PIECES)
def test_a_link_lies_in_its_sentence_and_stands_once(pieces: list[str]) -> None:
    text = marked("".join(pieces))
    links = find_links(text.document, text.mentions, VOCABULARY)
    for link in links:
        assert link.sentence.span.start <= link.source.span.start < link.sentence.span.end
        assert link.sentence.span.start <= link.target.span.start < link.sentence.span.end
        assert link.source != link.target
    stated = [(link.type, link.source, link.target) for link in links]
    assert len(stated) == len(set(stated))


@pytest.mark.parametrize(
    "piece",
    [
        "[P东岭园]、",
        "推进[P东岭园]建设，",
        "确保产值达[G20亿元]，",
        "支持[D东川]、",
        "[I化工]产值增长[G8%]、",
        "推进[P东岭园]建设，确保产值达[G20亿元]，",
    ],
)
def test_one_endless_sentence_takes_no_endless_time(piece: str) -> None:
    def link(text: Marked) -> object:
        return find_links(text.document, text.mentions, VOCABULARY)

    assert growth(link, marked(piece * 750), marked(piece * 3000)) < MOST


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("加快内江至大足高速公路建设。", {("内江至大足高速公路", "内江"), ("内江至大足高速公路", "大足")}),
        ("加快遵义至大足高速公路建设。", set()),  # neither end is the province's
        ("支持内江建设粮仓2个。", {("2个", "内江")}),
        ("新增内江、眉山2个百亿城市。", set()),  # the places are what is counted
    ],
)
def test_a_line_lies_at_both_its_ends_and_counted_places_hold_nothing(text: str, places: set[tuple[str, str]]) -> None:
    found = extract(text, place="四川省", year=2023)
    assert {(link.source.text, link.target.text) for link in found.links if link.type == "locatedIn"} == places


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("[I光伏]方面，[P甲电站]建成，总装机[R180万千瓦]；粮食产量[R25万吨]。", {("180万千瓦", "光伏")}),
        ("[I碳纤维产业]，支持[P甲线]建设，新增产能[G4万吨]。", {("4万吨", "碳纤维产业")}),
        ("[I能源]领域，[I煤炭]产量[R25万吨]，新增装机[R3万千瓦]。", {("25万吨", "煤炭"), ("3万千瓦", "能源")}),
        ("推进[I光伏]方面改革，总装机[R180万千瓦]。", set()),
    ],
)
def test_figures_are_of_the_branch_that_heads_their_sentence(drawn: str, found: set[tuple[str, str]]) -> None:
    assert {row for row in rows(drawn, "inIndustry") if row[0][0].isdecimal()} == found
