"""`kmgraph diff`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from two_years import AFTER, BEFORE, graph

from kmgraph import cli
from kmgraph.graph.files import turtle

REPORT = (Path(__file__).parents[1] / "data" / "reports" / "2022-昆明市-计划报告.txt").read_text(encoding="utf-8")
RAISED = REPORT.replace("地区生产总值增长7.5%左右", "地区生产总值增长8%左右")


@pytest.fixture
def run(capsysbinary, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def running(*args):
        with pytest.raises(SystemExit) as ended:
            cli.main(["diff", *args])
        out, err = capsysbinary.readouterr()
        return ended.value.code or 0, out.decode(), err.decode()

    return running


@pytest.fixture
def one_word(tmp_path):
    """Two graphs of Kunming's report: in the second, 7.5% has become 8%."""
    for name, text in (("a.ttl", REPORT), ("b.ttl", RAISED)):
        (tmp_path / name).write_bytes(turtle(graph(text, "昆明市").triples))


def test_one_word_of_the_report_was_changed(run, one_word):
    code, out, err = run("a.ttl", "b.ttl")
    assert (code, err) == (1, "")
    assert out == (
        "昆明市2022年国民经济和社会发展计划报告\n"
        "目标：提高 1，不变 125\n"
        "  提高  地区生产总值 增长：7.5%左右 → 8%左右\n"
        "改写的句子：1\n"
        "三元组：消失 40，新增 40（不计位置）\n"
    )


def test_the_same_in_english(run, one_word):
    assert run("a.ttl", "b.ttl", "--lang", "en")[1] == (
        "昆明市2022年国民经济和社会发展计划报告\n"
        "Goals: 1 raised, 125 the same\n"
        "  raised  地区生产总值 increase: about 7.5% → about 8%\n"
        "Sentences reworded: 1\n"
        "Triples: 40 gone, 40 new (positions apart)\n"
    )


def test_nothing_differs(run, one_word):
    assert run("a.ttl", "a.ttl") == (0, "没有差别\n", "")
    assert run("a.ttl", "a.ttl", "--format", "patch") == (0, "", "")
    assert json.loads(run("a.ttl", "a.ttl", "--format", "json")[1])["differ"] is False


def test_only_the_text_differs(run, tmp_path):
    for name, text in (("a.txt", BEFORE), ("b.txt", BEFORE.replace("\n\n", "\n\n\n"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, _ = run("a.txt", "b.txt")
    assert code == 1
    assert "所说的内容没有变化" in out


def test_two_reports_of_two_years(run, tmp_path):
    for name, text in (("2022.txt", BEFORE), ("2023.txt", AFTER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, err = run("2022.txt", "2023.txt")
    assert (code, err) == (1, "")
    assert out.startswith(
        "云岭市2022年国民经济和社会发展计划报告 → 云岭市2023年国民经济和社会发展计划报告\n目标：提高 4，降低 1"
    )
    for line in (
        "  降低  地区生产总值 增长：7%左右 → 6.5%左右（2022 → 2023年）",
        "  提高  森林覆盖率：62% → 63%",
        "  新增  社会消费品零售总额 增长：8%（2023年）",
        "项目：推进 2，新增 1，消失 1，不变 1",
        "  推进  云岭至白沙高速公路：开工 → 在建",
        "  推进  城北污水处理厂：在建 → 投产",
        "  改写  扩大有效投资 → 着力扩大有效投资",
        "  减弱        加快云岭至白沙高速公路建设：确保 → 推进",
        "  不再可核对  推动龙潭铝材深加工项目开工建设，尽快完成土地平整：−时限",
        "  包括：新增 6，消失 6",
    ):
        assert f"{line}\n" in out
    listed = run("2022.txt", "2023.txt", "--links", "--lang", "en")[1]
    assert "  new   加快城市更新 包括 改造老旧小区 40个\n" in listed
    assert "  moved on  云岭至白沙高速公路: 开工 → 在建\n" in listed


def test_json_has_both_sides_of_a_change(run, one_word):
    code, out, _ = run("a.ttl", "b.ttl", "--format", "json")
    (report,) = json.loads(out)["reports"]
    (change,) = report["changes"]
    assert code == 1
    assert (change["kind"], change["what"]) == ("goal", "raised")
    assert (change["old"]["value"], change["new"]["value"], change["new"]["unit"]) == ("7.5", "8", "%")
    assert change["old"]["iri"] != change["new"]["iri"]
    assert report["kept"]["goal"] == 125


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["none.ttl", "a.ttl"], "none.ttl: No such file"),
        (["a.ttl", "none.txt"], "none.txt: there is no such file"),
        (["a.ttl", "broken.ttl"], "broken.ttl:1:"),
        (["a.ttl", "foreign.ttl"], "foreign.ttl: holds no report"),
        (["a.ttl"], "Missing argument 'NEW'"),
        (["a.ttl", "a.ttl", "--format", "word"], "'word' is not one of"),
    ],
)
def test_trouble_is_one_line_and_exit_code_2(args, words, run, one_word, tmp_path):
    (tmp_path / "broken.ttl").write_text("<a> <b> .\n")
    (tmp_path / "foreign.ttl").write_text("<http://a/> <http://b/> <http://c/> .\n")
    code, out, err = run(*args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
