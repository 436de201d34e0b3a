import pytest

from kmgraph.mentions.project_predicates import told_by


@pytest.mark.parametrize(
    ("said", "phase"),
    [
        ("年底前竣工投产", "投产"),
        ("主塔封顶", "在建"),
        ("贯通21公里", "在建"),
        ("全线贯通", "建成"),
        ("完成投资3亿元", "在建"),
        ("可研获批", "前期"),
        ("启动可研", "前期"),
        ("年内开工", "开工"),
        ("具备通车条件", "建成"),
        ("具备开工条件", "前期"),
        ("交付首批厂房", "在建"),
        ("正式开园迎客", "运营"),
        ("加快推进", "在建"),
        ("带动就业2万人", None),
        ("", None),
    ],
)
def test_told_by(said: str, phase: str | None) -> None:
    told = told_by(said)
    assert (told.phase if told else None) == phase


def test_going_on_names_no_stage_outright() -> None:
    assert [told.outright for said in ("推进", "竣工") if (told := told_by(said))] == [False, True]
