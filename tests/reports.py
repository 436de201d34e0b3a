"""Texts in the manner of reports, for tests: rows, and Hypothesis strategies of what a page may hold."""

from __future__ import annotations

from hypothesis import strategies as st

# what a report's page holds, and what it should not
PIECES = (
    "各位代表：",
    "各位代表！",
    "政府工作报告",
    "关于某市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告",
    "一、2021年工作回顾",
    "二、2022年主要任务",
    "（一）扎实做好产业培育",
    "(二)加快城乡建设。",
    "一是提升园区能级。",
    "第二，",
    "1.新建学校5所；",
    "(1)改造老旧小区。",
    "——地区生产总值增长7.5%左右。",
    "地区生产总值增长7.5%,",
    "“稳字当头，稳中求进”",
    "（含续建。）",
    "达1,120亿元",
    "3:2",
    "目录",
    "名词解释",
    "扫码关注我们",
    "- 12 -",
    "PM",
    "2.5",
    "　　",
    "\n",
    "\n\n",
    "\r\n",
    "。",
    "；",
    "（",
    "）",
    "“",
    "”",
    "《",
    "Public domain",
    "經濟社會發展",
    "The city grew. It did.",
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)

# a report of a whole, small and with every part
REPORT = """政府工作报告
——2022年1月20日在安平市第十届人民代表大会第一次会议上
市长 王某某
各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。
一、2021年工作回顾
过去一年，全市生产总值增长8%。
（一）产业发展提质增效。工业投资增长10%。
各位代表！我们也看到，发展中还有不少困难和问题。
二、2022年重点工作
今年经济社会发展的主要预期目标是：地区生产总值增长7.5%左右。
（一）扎实做好产业培育，推动产业集群发展
一是重塑传统产业优势。实施数字化改造行动。
二是培育新兴产业。推进新材料产业园建设。
（二）加快城乡建设
提升城市品质。启动城市快速路改造。
各位代表！让我们团结奋斗。
名词解释
1.数字化改造：用数字技术改造传统产业。
"""
