"""Two years' reports of a place that is nowhere, made up for comparing them, and graphs of changed texts."""

import hashlib
from functools import cache

from kmgraph.facts.assemble import assemble
from kmgraph.graph.ontology import load_concepts
from kmgraph.graph.rdf import ReportGraph, to_graph
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.pipeline import extract

BEFORE = """关于云岭市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告

一、2021年国民经济和社会发展计划执行情况
地区生产总值增长6.1%。固定资产投资完成820亿元，增长9%。城镇登记失业率3.6%。

二、2022年经济社会发展预期目标
2022年主要预期目标：地区生产总值增长7%左右；固定资产投资增长10%以上；一般公共预算收入增长5%；城镇登记失业率控制在5%以内。到2025年，森林覆盖率达到62%。

三、2022年重点工作
（一）扩大有效投资
确保云岭至白沙高速公路开工建设。加快推进城北污水处理厂建设，力争完成投资12亿元。推进轨道交通5号线二期建设。
（二）做强工业经济
确保规模以上工业增加值增长8%。推动龙潭铝材深加工项目开工建设，确保2022年6月底前完成土地平整。
（三）办好民生实事
新增城镇就业3.2万人。建成幼儿园12所。
"""
AFTER = """关于云岭市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告

一、2022年国民经济和社会发展计划执行情况
地区生产总值增长5.2%。固定资产投资完成910亿元，增长11%。城镇登记失业率3.9%。

二、2023年经济社会发展预期目标
2023年主要预期目标：地区生产总值增长6.5%左右；固定资产投资增长10%以上；城镇登记失业率控制在5.5%以内；社会消费品零售总额增长8%。到2025年，森林覆盖率达到63%。

三、2023年重点工作
（一）着力扩大有效投资
加快云岭至白沙高速公路建设。确保城北污水处理厂建成投产，完成投资5亿元。推进轨道交通6号线一期建设。
（二）做强工业经济
确保规模以上工业增加值增长9%。推动龙潭铝材深加工项目开工建设，尽快完成土地平整。
（三）加快城市更新
新增城镇就业32500人。改造老旧小区40个。
"""


@cache
def graph(text: str, place: str = "云岭市") -> ReportGraph:
    """The graph of a text, as `kmgraph build` makes it."""
    found = extract(text, place=place)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts = assemble(found.document, found.mentions, found.links, load_vocabulary(), sha256=sha256)
    return to_graph(facts, load_concepts(), version="0.1.0")
