"""Headings of planned work and their levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmgraph.mentions.tasks import find_tasks
from kmgraph.text.document import parse

from . import reports

KUNMING = Path(__file__).parent.parent / "data" / "reports" / "2022-昆明市-计划报告.txt"


def tasks(text: str) -> list[tuple[int, str]]:
    return [(task.level, task.text) for task in find_tasks(parse(text, year=2022))]


def plan(*lines: str) -> str:
    """A report's plan: a review, a chapter that announces the tasks, then the lines."""
    return "\n".join(("一、2021年工作回顾", "全年投资增长8%。", "二、2022年主要任务", *lines))


LONG = "启动城市快速路改造工程，新建改建道路20公里，完成老旧小区改造100个，新增停车位5000个，改造燃气管网50公里。推进地铁建设。"

WORK = "启动田园综合体提升工程，建设大棚200亩，培育家庭农场50家，新建冷库8座，带动农户增收，推广良种良法，完善农业社会化服务。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("（一）抓产业。推进项目。", "（二）抓城建。修路。"), [(1, "抓产业"), (1, "抓城建")]),
        (
            ("(一)抓产业,促升级", "一是做强工业。开工。", "二是改善环境业。达标。"),
            [(1, "抓产业,促升级"), (2, "做强工业"), (2, "改善环境业")],
        ),
        (("（一）抓产业", "1.做强工业。开工。", "(1)钢铁。达产。"), [(1, "抓产业"), (2, "做强工业"), (3, "钢铁")]),
        (("（一）抓产业", "1、做强工业：开工。"), [(1, "抓产业"), (2, "做强工业")]),
        (("（一）抓产业", "①做强工业。开工。"), [(1, "抓产业"), (2, "做强工业")]),
        (
            ("（一）抓产业", "第一，做强工业。开工。", "第二，做优农业。增产。"),
            [(1, "抓产业"), (2, "做强工业"), (2, "做优农业")],
        ),
        (("一是做强工业。开工。", "二是做优农业。增产。"), [(1, "做强工业"), (1, "做优农业")]),
        (
            ("（一）抓产业", "一要做强工业。开工。", "二要做优农业。增产。"),
            [(1, "抓产业"), (2, "做强工业"), (2, "做优农业")],
        ),
        # a heading that the first of its items follows in one line
        (("（一）抓汽车，一是支持新车型导入；二是扩大产能。",), [(1, "抓汽车")]),
        # items of a list and overlong sentences are no headings
        (
            ("（一）办实事", "1.新建、改扩建中小学和幼儿园20所，新增学位1万个；", "2.改造老旧小区50个；"),
            [(1, "办实事")],
        ),
        # the figures that come before the tasks are none
        (("今年主要预期目标：", "——地区生产总值增长7.5%左右。", "（一）抓产业", "开工。"), [(1, "抓产业")]),
        # principles that come before the tasks are none either
        (("一是坚持稳中求进。稳字当头。", "二是坚持改革。破除障碍。", "（一）抓产业", "开工。"), [(1, "抓产业")]),
        # goals within the plan
        (("（一）主要预期目标", "增长7%。", "（二）重点任务", "1.抓产业。开工。"), [(1, "抓产业")]),
        # without numbers: short first sentences
        (
            ("（一）稳投资", f"扩大有效投资。{LONG}", f"用好政府资金，带动社会投资。{LONG}"),
            [(1, "稳投资"), (2, "扩大有效投资"), (2, "用好政府资金，带动社会投资")],
        ),
        # lines of their own above their paragraphs
        (
            ("（一）稳投资", "扩大有效投资。", LONG, "激发民间投资。", LONG),
            [(1, "稳投资"), (2, "扩大有效投资"), (2, "激发民间投资")],
        ),
        # an introduction that only leads in to longer paragraphs
        (
            (
                "（一）稳投资",
                "投资是稳增长的关键。要抓紧。",
                *(f"{x}投资。{LONG}" for x in ("扩大有效", "激发民间", "优化政府")),
            ),
            [(1, "稳投资"), (2, "扩大有效投资"), (2, "激发民间投资"), (2, "优化政府投资")],
        ),
        # dashes before the names of work, and before what is only hoped for
        ((f"——扩大有效投资。{LONG}", f"——加快产业升级。{LONG}"), [(1, "扩大有效投资"), (1, "加快产业升级")]),
        ((f"——经济发展取得新成效。{LONG}", f"——地区生产总值增长7.5%左右。{LONG}"), []),
        # a dash before a short name of work, and before a label
        ((f"——城区焕新。{LONG}", f"——交通疏堵：{LONG}"), [(1, "城区焕新"), (1, "交通疏堵")]),
        ((f"——实力更强。{LONG}", f"——环境更美。{LONG}"), []),
        # labels and bullets
        (
            ("（一）抓产业", f"稳工业：{LONG}", f"兴农业：{LONG}"),
            [(1, "抓产业"), (2, "稳工业"), (2, "兴农业")],
        ),
        (
            ("（一）抓产业", f"■做强工业。{LONG}", f"■做优农业。{LONG}"),
            [(1, "抓产业"), (2, "做强工业"), (2, "做优农业")],
        ),
        (("（一）抓产业", f"他说：“好。”{LONG}", f"他说：“难。”{LONG}"), [(1, "抓产业")]),
        # other ways to number
        *(
            (
                ("（一）抓产业", f"{one}做强工业。开工。", f"{two}做优农业。增产。"),
                [(1, "抓产业"), (2, "做强工业"), (2, "做优农业")],
            )
            for one, two in (
                ("1）", "2）"),
                ("⑴", "⑵"),
                ("其一，", "其二，"),
                ("任务一：", "任务二："),
                ("Ⅰ．", "Ⅱ．"),
                ("1 ", "2 "),
            )
        ),
        (("㈠抓产业。开工。", "㈡抓城建。修路。"), [(1, "抓产业"), (1, "抓城建")]),
        # headings within the paragraph of a numbered one; sentences that are counted are none where nothing stands behind them
        (
            (f"（一）抓乡村。一是乡村产业抢先机。{WORK}二是人居环境上台阶。{WORK}三是农村改革迈新步。{WORK}{WORK}",),
            [(1, "抓乡村"), (2, "乡村产业抢先机"), (2, "人居环境上台阶"), (2, "农村改革迈新步")],
        ),
        (
            (
                "（一）抓乡村",
                f"1.改善环境。一是项目招引增后劲。{WORK}二是要素保障添底气。{WORK}",
                f"2.治理河流。{WORK}",
            ),
            [(1, "抓乡村"), (2, "改善环境"), (3, "项目招引增后劲"), (3, "要素保障添底气"), (2, "治理河流")],
        ),
        (
            ("（一）抓乡村", f"一是改善环境。{WORK}二是补齐配套。{WORK}", "（二）抓城建", "修路。"),
            [(1, "抓乡村"), (2, "改善环境"), (2, "补齐配套"), (1, "抓城建")],
        ),
        (
            (f"（一）抓乡村。一是发展乡村产业。二是改善人居环境。三是深化农村改革。{WORK}{WORK}{WORK}{WORK}",),
            [(1, "抓乡村")],
        ),
        (
            (f"（一）抓乡村。农村天地广阔。发展乡村产业。{WORK}改善人居环境。{WORK}深化农村改革。{WORK}",),
            [(1, "抓乡村"), (2, "发展乡村产业"), (2, "改善人居环境"), (2, "深化农村改革")],
        ),
        ((f"（一）抓乡村。{WORK}开展清洁村庄行动。{WORK}完善农村路网。{WORK}",), [(1, "抓乡村")]),
        # below a heading without a number, in two paragraphs at least
        (
            (
                "（一）稳投资",
                f"扩大投资。{WORK}推进项目提速。{WORK}强化要素保障。{WORK}抓好项目储备。{WORK}",
                f"提振消费。{WORK}扩大商品消费。{WORK}培育新型消费。{WORK}改善消费环境。{WORK}",
            ),
            [
                (1, "稳投资"),
                (2, "扩大投资"),
                (3, "推进项目提速"),
                (3, "强化要素保障"),
                (3, "抓好项目储备"),
                (2, "提振消费"),
                (3, "扩大商品消费"),
                (3, "培育新型消费"),
                (3, "改善消费环境"),
            ],
        ),
        (
            (
                "（一）稳投资",
                f"扩大投资。{WORK}推进项目提速。{WORK}强化要素保障。{WORK}抓好项目储备。{WORK}",
                f"提振消费。{LONG}",
            ),
            [(1, "稳投资"), (2, "扩大投资"), (2, "提振消费")],
        ),
        # a saying is no heading
        (("（一）稳就业", f"扩大就业。{LONG}", f"就业是民生之本。{LONG}"), [(1, "稳就业"), (2, "扩大就业")]),
        # a few short sentences are no habit
        (("（一）稳投资", *(LONG,) * 6, f"机不可失。{LONG}"), [(1, "稳投资")]),
        (("（一）稳投资", f"今年再加力。{LONG}", f"我们要实干。{LONG}"), [(1, "稳投资")]),
        # the closing words are none
        (("（一）稳投资", LONG, "各位代表！", "使命催人奋进。让我们团结起来。"), [(1, "稳投资")]),
    ],
)
def test_headings_below_a_chapter_that_announces_them(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert tasks(plan(*lines)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # excerpts: no chapter announces
        (
            "主要预期目标是增长6%。\n(一)抓产业\n一是强链。补短板。\n(二)抓城建\n修路。",
            [(1, "抓产业"), (2, "强链"), (1, "抓城建")],
        ),
        (
            "一、以工业强市为龙头\n（一）抓汽车\n扩产。\n二、以数字经济为引擎\n建中心。",
            [(1, "以工业强市为龙头"), (2, "抓汽车"), (1, "以数字经济为引擎")],
        ),
        # chapters in lines of their own
        (
            "站在新起点：2021年工作回顾\n增长8%。\n开启新征程：确保五年稳定脱贫\n（一）抓产业\n建基地。\n塑造新形象：加强政府自身建设\n转作风。",
            [(1, "抓产业"), (1, "塑造新形象：加强政府自身建设")],
        ),
        # a chapter that is a task itself, and one that opens with the year
        (
            "一、2021年工作回顾\n增长8%。\n二、一鼓作气开好局\n今年是关键之年。\n（一）抓产业\n开工。\n三、打造人民满意政府\n（一）讲政治\n守纪律。",
            [(1, "抓产业"), (1, "打造人民满意政府"), (2, "讲政治")],
        ),
        (
            "一、2021年计划执行情况\n增长8%。\n二、2022年总体要求、主要目标和重点任务\n（一）总体要求\n稳中求进。\n（二）主要目标\n增长7%。\n"
            "（三）重点任务\n1.抓产业。开工。\n（1）钢铁。达产。\n2.抓城建。修路。",
            [(1, "抓产业"), (2, "钢铁"), (1, "抓城建")],
        ),
        (
            "一、2021年计划执行情况\n增长8%。\n二、总体要求和目标\n增长7%。\n三、实现2022年计划的主要措施\n（一）抓产业。开工。\n（二）抓城建。修路。",
            [(1, "抓产业"), (1, "抓城建")],
        ),
        (
            "第一部分 2021年工作回顾\n增长8%。\n第二部分 2022年重点工作\n一、抓产业\n（一）做强工业。开工。",
            [(1, "抓产业"), (2, "做强工业")],
        ),
        (
            "2021年工作回顾\n增长8%。\n2022年重点工作\n做强产业\n推进园区建设。开工。\n做优城建\n修路。架桥。",
            [(1, "做强产业"), (1, "做优城建")],
        ),
        # an excerpt that begins below the headings of a report: what has no number stood below one
        (f"扩大有效投资。{LONG}\n激发消费潜力。{LONG}", [(2, "扩大有效投资"), (2, "激发消费潜力")]),
        (
            f"扩大有效投资。{LONG}\n（六）抓民生。办实事。\n扩大就业。{LONG}",
            [(2, "扩大有效投资"), (1, "抓民生"), (2, "扩大就业")],
        ),
        (f"——坚持扩大内需。{LONG}\n——坚持创新驱动。{LONG}", [(1, "坚持扩大内需"), (1, "坚持创新驱动")]),
        # one that looks back has none
        ("（四）改革活力日益增强。累计签约项目20个。\n（五）民生持续改善。成功办好十件实事。", []),
        # a review alone has no task, nor has a text without structure, nor a glossary
        ("一、2021年工作回顾\n（一）产业提质。增长8%。\n二是就业稳定。新增1万人。", []),
        ("2021年全市生产总值100亿元,增长8%。", []),
        ("", []),
    ],
)
def test_headings_of_other_reports(text: str, expected: list[tuple[int, str]]) -> None:
    assert tasks(text) == expected


ROADS = "新建道路20公里，改造老旧小区100个，新增停车位5000个，改造燃气管网50公里，推进地铁建设，抓好排水防涝，建成口袋公园30个。"

FARMS = "实施农田改造12万亩，粮食产量稳定在30万吨，新增设施农业5000亩，建成美丽村庄20个，农民收入继续增加，村集体账户更加充实。"

FIRMS = "出台政策20条，帮助企业融资8亿元，完成清欠任务，新增经营主体3万户，培育专精特新企业60家，兑现奖补资金，清理歧视性条款。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # within the paragraphs of two numbered headings
        (
            (
                f"（一）抓产业。做强先进制造。{FIRMS}做优现代农业。{FARMS}做大服务行业。{FIRMS}",
                f"（二）抓城建。完善城乡路网。{ROADS}提升城市品质。{FIRMS}强化要素保障。{ROADS}",
            ),
            [
                (1, "抓产业"),
                (2, "做强先进制造"),
                (2, "做优现代农业"),
                (2, "做大服务行业"),
                (1, "抓城建"),
                (2, "完善城乡路网"),
                (2, "提升城市品质"),
                (2, "强化要素保障"),
            ],
        ),
        # within one of four, where there are three they are no habit; four are headings by themselves
        (
            (
                f"（一）抓产业。做强先进制造。{FIRMS}做优现代农业。{FARMS}做大服务行业。{FIRMS}",
                f"（二）抓城建。{ROADS * 5}",
                f"（三）抓民生。{FIRMS * 5}",
                f"（四）抓生态。{FARMS * 5}",
            ),
            [(1, "抓产业"), (1, "抓城建"), (1, "抓民生"), (1, "抓生态")],
        ),
        (
            (
                f"（一）抓产业。做强先进制造。{FIRMS}做优现代农业。{FARMS}做大服务行业。{FIRMS}做活文化旅游。{ROADS}",
                f"（二）抓城建。{ROADS * 5}",
                f"（三）抓民生。{FIRMS * 5}",
                f"（四）抓生态。{FARMS * 5}",
            ),
            [
                (1, "抓产业"),
                (2, "做强先进制造"),
                (2, "做优现代农业"),
                (2, "做大服务行业"),
                (2, "做活文化旅游"),
                (1, "抓城建"),
                (1, "抓民生"),
                (1, "抓生态"),
            ],
        ),
        # the only paragraph below a heading opens with the first of them, or has none
        (
            (
                "（一）扩大开放",
                f"加强招商引资。{FIRMS}优化营商环境。{FIRMS}强化要素保障。{ROADS}",
                "（二）抓产业",
                "开工。",
            ),
            [(1, "扩大开放"), (2, "加强招商引资"), (2, "优化营商环境"), (2, "强化要素保障"), (1, "抓产业")],
        ),
        (
            (
                "（一）扩大开放",
                f"过去一年，招商成绩很好。{FIRMS}优化营商环境。{FIRMS}强化要素保障。{ROADS}",
                "（二）抓产业",
                "开工。",
            ),
            [(1, "扩大开放"), (1, "抓产业")],
        ),
        # of two short sentences that stand together the one that opens like others
        (
            (
                f"（一）抓环保。强化水污染防治。严格落实河湖长制。{ROADS}强化大气污染防治。{FIRMS}强化土壤污染防治。{FARMS}",
            ),
            [(1, "抓环保"), (2, "强化水污染防治"), (2, "强化大气污染防治"), (2, "强化土壤污染防治")],
        ),
        # counted ones may have a part each
        (
            ("（一）抓产业", f"一是强链、补链。{FIRMS}二是招商、引智。{FIRMS}"),
            [(1, "抓产业"), (2, "强链、补链"), (2, "招商、引智")],
        ),
        # a dash before a line that numbered ones follow
        (
            ("——做强制造业", "1.培育企业。开工。", "2.建好园区。达产。", "——做优农业", "1.稳住粮食。增产。"),
            [(1, "做强制造业"), (2, "培育企业"), (2, "建好园区"), (1, "做优农业"), (2, "稳住粮食")],
        ),
    ],
)
def test_headings_within_paragraphs(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert tasks(plan(*lines)) == expected


def test_a_report_that_urges_by_habit_has_headings_of_it() -> None:
    urged = f"一要做强工业。{FIRMS}二要做优农业。{FARMS}"
    once = plan(f"（一）抓产业。{urged}", "（二）抓城建。修路。")
    assert tasks(once) == [(1, "抓产业"), (1, "抓城建")]
    often = plan(f"（一）抓产业。{urged}", f"（二）抓城建。{urged}", f"（三）抓民生。{urged}")
    assert [text for _, text in tasks(often)] == [
        word for name in ("抓产业", "抓城建", "抓民生") for word in (name, "做强工业", "做优农业")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.2021年重点工作\n增长8%。\n2.2022年重点工作\n（1）抓产业\n开工。\n（2）抓城建\n修路。",
        "上年计划执行情况\n增长8%。\n2022年重点工作\n一、抓产业\n开工。\n二、抓城建\n修路。",
    ],
)
def test_chapters_of_other_reports(text: str) -> None:
    assert tasks(text) == [(1, "抓产业"), (1, "抓城建")]


def test_a_glossary_is_no_planned_work() -> None:
    assert [text for _, text in tasks(reports.REPORT)] == [
        "扎实做好产业培育，推动产业集群发展",
        "重塑传统产业优势",
        "培育新兴产业",
        "加快城乡建设",
        "提升城市品质",
    ]


def test_a_mention_says_by_which_rule_it_was_found() -> None:
    found = find_tasks(parse(reports.REPORT))
    assert {task.rule for task in found} == {"numbered_heading", "run_in_heading"}
    assert all(task.span.of(reports.REPORT) == task.text for task in found)


def test_the_kunming_report_has_ten_tasks_with_thirty_one_below() -> None:
    found = find_tasks(parse(KUNMING.read_bytes().decode()))
    assert [task.level for task in found].count(1) == 10
    assert [task.level for task in found].count(2) == 31
    assert (found[0].text, found[1].text) == ("扎实做好产业培育,推动产业成链集群发展", "重塑工业传统产业新优势")
