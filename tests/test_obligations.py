import pytest

from kmgraph.facts.obligations import said_obligation


@pytest.mark.parametrize(
    ("sentence", "figure", "said"),
    [
        ("单位生产总值能耗下降3%左右(约束性)。", "3%", "binding"),
        ("地区生产总值增长6.5%（预期性指标），就业增加。", "6.5%", "expected"),
        ("单位生产总值能耗（约束性）下降3%，地区生产总值增长6%。", "3%", "binding"),
        ("单位生产总值能耗（约束性）下降3%，地区生产总值增长6%。", "6%", None),
        ("预期性指标:生产总值增长6%;约束性指标:能耗下降3%,森林覆盖率达到52%。", "6%", "expected"),
        ("预期性指标:生产总值增长6%;约束性指标:能耗下降3%,森林覆盖率达到52%。", "52%", "binding"),
        ("完成各项约束性指标，城镇登记失业率控制在4%以内。", "4%", None),
        ("主要目标设定为23项，其中约束性指标11项，预期性指标12项。", "12项", None),
    ],
)
def test_said_obligation(sentence: str, figure: str, said: str | None) -> None:
    start = sentence.index(figure)
    assert said_obligation(sentence, start, start + len(figure)) == said
