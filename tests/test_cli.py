import json
import os
import signal
import socket
import subprocess
import sys
import time

import click
import graph_sample
import pytest
from openpyxl import load_workbook

from kmgraph import cli, stores
from kmgraph.graph.files import turtle
from kmgraph_web import serving

COMMANDS = cli.commands.commands
pytestmark = pytest.mark.usefixtures("own_cache")
SAMPLE = turtle(graph_sample.graph().triples)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "2022-昆明市-计划报告.txt"
    path.write_text(graph_sample.TEXT, encoding="utf-8")
    return path


# --- help -----------------------------------------------------------------------------------------------------


def test_the_commands():
    assert set(COMMANDS) >= {
        "extract",
        "text",
        "show",
        "build",
        "query",
        "export",
        "validate",
        "serve",
        "score",
        "snapshot",
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_every_option_has_help(name, run):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert COMMANDS[name].help.splitlines()[0] in " ".join(out.decode().split())
    for parameter in COMMANDS[name].params:
        assert not isinstance(parameter, click.Option) or parameter.help


def test_help_imports_nothing_heavy():
    script = "import sys, kmgraph.cli\ntry: kmgraph.cli.main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    for heavy in ("rdflib", "pyoxigraph", "networkx", "flask", "granian", "pyshacl", "kmgraph.pipeline"):
        assert f"'{heavy}'" not in done.stdout


def test_the_package_imports_nothing_heavy():
    script = "import sys, kmgraph; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "'rdflib'" not in done.stdout
    assert "'pyoxigraph'" not in done.stdout


# --- what a user can do wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nothing"], "No such command 'nothing'"),
        (["query"], "Missing argument 'QUERY'"),
        (["extract", "none.txt"], "none.txt: there is no such file"),
        (["extract", "empty.txt"], "empty.txt: the file is empty"),
        (["text", "noise.bin"], "noise.bin"),
        (["show", "none.txt"], "none.txt: there is no such file"),
        (["build", "none.txt"], "none.txt: there is no such file"),
        (["build", "none.txt", "--store", "new"], "none.txt: there is no such file"),
        (["build", "empty.txt", "-o", "a.ttl"], "empty.txt: the file is empty"),
        (["build", "prose.txt"], "prose.txt: no heading, figure or project was found"),
        (["serve", "prose.txt"], "prose.txt: no heading, figure or project was found"),
        (["build", "--year", "last"], "'last' is not a valid"),
        (["build", "--positions", "p.ttl"], "--positions goes with -o"),
        (["build", "-o", "none/a.ttl"], "none/a.ttl: can't be written"),
        (["build", "--store", "."], "holds other things"),
        (["query", "SELEC"], "no SPARQL query"),
        (["query", "SELECT * { ?s nope:p ?o }"], "prefix"),
        (["query", "none.rq"], "none.rq: No such file"),
        (["query", "--store", "none", "ASK {}"], "there is no store here"),
        (["query", "ASK {}", "--format", "turtle"], "SELECT and ASK give rows"),
        (["query", "DESCRIBE kmr:530100-2022", "--format", "csv"], "give a graph"),
        (["query", "ASK {}", "--format", "word"], "'word' is not one of"),
        (["query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "DELETE WHERE { ?s ?p ?o }"], "kmgraph: "),
        (["export", "--format", "word"], "'word' is not one of"),
        (["export", "--focus", "kmr:none"], "no node kmr:none"),
        (["export", "--report", "530100-1999"], "there is no report kmr:530100-1999; there are kmr:530100-2022"),
        (["import", "none.stratml"], "none.stratml: No such file"),
        (["export", "--class", "Wish"], "no class “Wish”"),
        (["export", "--district", "北京城"], "no district “北京城”"),
        (["export", "--class", "Goal", "--district", "安宁"], "use one of them"),
        (["export", "--query", "none.rq"], "none.rq: No such file"),
        (["export", "--query", "ASK {}"], "ASK gives yes or no"),
        (["export", "--query", "SELECT (1 AS ?x) {}"], "let a variable hold nodes"),
        (["export", "--query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["export", "--depth", "x"], "'x' is not a valid"),
        (["export", "-o", "none/a.ttl"], "can't be written"),
        (["validate", "none.ttl"], "none.ttl: No such file"),
        (["validate", "broken.ttl"], "broken.ttl:2:"),
        (["serve", "none.txt"], "none.txt: "),
        (["serve", "--store", "none"], "there is no store here"),
        (["serve", "--port", "0"], "0 is not in the range"),
    ],
)
def test_one_line_and_exit_code_2(args, words, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "prose.txt").write_text("Lorem ipsum dolor sit amet.\n这是一段没有结构的文字。\n", encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("@prefix a: <http://a/> .\na:b a:c a:d a:e .\n")
    before = {path.name for path in tmp_path.iterdir()}
    code, out, err = run(*args)
    assert code == 2
    assert words in err
    assert out == b""
    assert err.startswith("kmgraph: ")
    assert err.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_port_that_is_taken(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = run("serve", "--port", taken.getsockname()[1])
    assert code == 2
    assert "can't listen on 127.0.0.1" in err
    assert err.count("\n") == 1


def test_two_reports_of_one_place_and_year(run, report, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(report.read_text(encoding="utf-8") + "加快建设。\n", encoding="utf-8")
    code, _, err = run("build", report, other, "-o", tmp_path / "a.ttl")
    assert code == 2
    assert "is the name of" in err
    assert not (tmp_path / "a.ttl").exists()


def test_a_broken_pipe_is_no_fault(report):
    for command in (["extract", str(report)], ["export"], ["query", "SELECT * { ?s ?p ?o }"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "kmgraph.cli", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.stderr.close()
        process.wait()


def test_a_heavy_query_ends_at_once_when_it_is_interrupted():
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c > ?i) }"
    process = subprocess.Popen([sys.executable, "-m", "kmgraph.cli", "query", cross], stderr=subprocess.PIPE)
    time.sleep(2)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=10)[1] == b""


# --- what the commands do -------------------------------------------------------------------------------------


def test_extract_prints_marks_that_point_into_the_text(run, report):
    code, out, _ = run("extract", report)
    marks = [json.loads(line) for line in out.decode().splitlines()]
    assert code == 0
    assert "task" in {mark["kind"] for mark in marks}
    for mark in marks:
        assert mark["kind"] == "link" or graph_sample.TEXT[mark["start"] : mark["end"]] == mark["text"]


def test_text_and_show(run, report):
    assert run("text", report)[1].decode() == graph_sample.TEXT
    assert "扎实做好产业培育" in run("show", report, "产业培育")[1].decode()


def test_marks_scored_against_themselves_are_all_right(run, report, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(run("extract", report)[1])
    code, out, _ = run("score", gold, report)
    rows = {row.split()[0]: row.split()[1:] for row in out.decode().splitlines()[1:]}
    assert code == 0
    assert rows["task"][2] == "1.000"
    assert rows["quantity"][:3] == ["1.000", "1.000", "1.000"]


def test_a_readers_correction_is_applied_and_a_stale_one_is_said(run, report, tmp_path):
    marks = [json.loads(line) for line in run("extract", report)[1].decode().splitlines()]
    task = next(mark for mark in marks if mark["kind"] == "task")
    said = {"action": "remove", "reason": "不是任务", "date": "2026-11-24"}
    path = tmp_path / "mine.jsonl"
    gone = {**task, **said, "start": 0, "end": 2, "text": "没有"}
    path.write_text("".join(json.dumps(row) + "\n" for row in ({**task, **said}, gone)), encoding="utf-8")
    code, out, err = run("extract", report, "--corrections", path)
    left = [json.loads(line) for line in out.decode().splitlines()]
    assert code == 0
    assert (task["start"], "task") not in {(mark.get("start"), mark["kind"]) for mark in left}
    assert err == f"{path}:2: not applied: “没有” no longer stands in the text, or more than once\n"
    assert run("build", report, "--corrections", path, "-o", tmp_path / "a.ttl")[0] == 0
    label = f'kmg:Task ;\n\trdfs:label "{task["text"]}"'
    assert label not in (tmp_path / "a.ttl").read_text(encoding="utf-8")


def test_the_same_report_gives_the_same_bytes(run, report, tmp_path):
    for name in ("a.ttl", "b.ttl"):
        assert run("build", report, "-o", tmp_path / name)[0] == 0
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
    assert run("validate", tmp_path / "a.ttl")[0] == 0


def test_facts_and_positions_apart_are_the_whole(run, report, tmp_path):
    run("build", report, "-o", tmp_path / "whole.ttl")
    run("build", report, "-o", tmp_path / "facts.ttl", "--positions", tmp_path / "positions.ttl")
    whole, facts, positions = (stores.parse_triples((tmp_path / name).read_bytes(), name) for name in
                               ("whole.ttl", "facts.ttl", "positions.ttl"))  # fmt: skip
    assert set(facts) | set(positions) == set(whole)
    assert not set(facts) & set(positions)


def test_a_missing_evidence_is_named_and_exits_1(run, tmp_path):
    lines = SAMPLE.decode().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "prov:wasDerivedFrom" in line)
    (tmp_path / "a.ttl").write_text("".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
    code, out, err = run("validate", tmp_path / "a.ttl")
    assert code == 1
    assert out.decode().startswith("kmr:530100-2022-commitment-77777777 “加快云南裕能")
    assert "rests on no sentence" in out.decode()
    assert out.count(b"\n") == 1
    assert "1 fault" in err


def test_validate_without_a_file_looks_at_the_store(run, store):
    assert run("validate", "--store", store)[0] == 0


def test_what_was_built_is_what_is_asked(run, report):
    code, _, err = run("build", report)
    assert code == 0
    assert "昆明市2022年国民经济和社会发展计划报告" in err
    _, out, _ = run("query", "SELECT ?text { ?s a kmg:Sentence ; kmg:text ?text ; kmg:order 0 }", "--format", "csv")
    assert out.decode().splitlines() == ["text", "一、2021年国民经济和社会发展计划执行情况"]


def test_without_a_store_the_bundled_graph_answers(run):
    code, out, _ = run("query", "ASK { kmr:530100-2022 a kmg:Report }")
    assert (code, out) == (0, b"yes\n")


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("table", "label\n────────\n云南裕能\n"),
        ("csv", "label\r\n云南裕能\r\n"),
        ("json", '{"head":{"vars":["label"]}'),
        ("xml", "<?xml"),
    ],
)
def test_formats_of_rows(run, store, form, begin):
    query = "SELECT ?label { kmr:530100-2022-project-99999999 rdfs:label ?label }"
    code, out, _ = run("query", query, "--store", store, "--format", form)
    assert code == 0
    assert out.decode().startswith(begin)


def test_a_graph_is_answered_in_turtle(run, store):
    _, out, _ = run("query", "DESCRIBE kmr:530100-2022", "--store", store)
    assert b"kmr:530100-2022 a kmg:Report ;" in out


def test_a_query_from_a_file_and_from_standard_input(run, store, tmp_path, monkeypatch):
    (tmp_path / "a.rq").write_text("ASK { ?s a kmg:Goal }")
    assert run("query", tmp_path / "a.rq", "--store", store)[1] == b"yes\n"
    with open(tmp_path / "a.rq", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert run("query", "-", "--store", store, "--format", "csv")[1] == b"true\r\n"


def test_a_stale_store_is_said_to_be_stale(run, tmp_path):
    stores.write_store(tmp_path / "old", stores.to_quads([graph_sample.graph()]), {})
    code, out, err = run("query", "ASK { ?s a kmg:Goal }", "--store", tmp_path / "old")
    assert (code, out) == (0, b"yes\n")
    assert "built by another state of kmgraph" in err
    stores.remember(tmp_path / "old")
    _, out, err = run("query", "ASK { kmr:530100-2022-goal-22222222 ?p ?o }")
    assert out == b"no\n"
    assert "the bundled graph stands in for it" in err


def test_export_of_a_focus(run, store, tmp_path):
    whole, part = tmp_path / "whole.nq", tmp_path / "part.ttl"
    assert run("export", "--store", store, "-o", whole)[0] == 0
    focus = "530100-2022-project-99999999"
    assert run("export", "--store", store, "--focus", focus, "--depth", 1, "-o", part)[0] == 0
    assert len(whole.read_bytes().splitlines()) == len(graph_sample.graph().triples)
    assert run("validate", part)[0] == 0


@pytest.mark.parametrize(
    "part", [["--class", "Project"], ["--district", "安宁"], ["--query", "SELECT ?p { ?p a kmg:Project }"]]
)
def test_export_of_a_part(run, store, tmp_path, part):
    for name in ("part.ttl", "part.xlsx"):
        assert run("export", "--store", store, *part, "-o", tmp_path / name)[0] == 0
    assert run("validate", tmp_path / "part.ttl")[0] == 0
    assert "项目 project" in load_workbook(tmp_path / "part.xlsx").sheetnames


def test_a_plan_goes_out_and_comes_back(run, store, tmp_path):
    plan, graph = tmp_path / "plan.stratml", tmp_path / "graph.ttl"
    assert run("export", "--store", store, "--report", "530100-2022", "-o", plan)[0] == 0
    assert run("import", plan, "-o", graph)[0] == 0
    assert "kmr:530100-2022-goal-22222222 a kmg:Goal ;" in graph.read_text(encoding="utf-8")
    assert run("import", plan)[1] == graph.read_bytes()


def test_a_querys_answer_as_a_workbook(run, store, tmp_path):
    asked = ("query", "SELECT ?p { ?p a kmg:Project }", "--store", store, "--format")
    assert run(*asked, "xlsx", "-o", tmp_path / "a.xlsx")[0] == 0
    assert load_workbook(tmp_path / "a.xlsx").active["B1"].value == "p 名称 name"
    assert run(*asked, "tsv")[1].startswith(b"?p\n<")


def test_export_to_standard_output_is_turtle(run, store):
    assert run("export", "--store", store)[1] == SAMPLE


def test_serve_hands_its_settings_on(run, store, monkeypatch):
    heard = []
    monkeypatch.setattr(serving, "serve", lambda *settings: heard.append(settings))
    monkeypatch.setattr(serving, "probe", lambda host, port: None)
    _, _, err = run("serve", "--store", store, "--port", 8123, "--timeout", 2)
    assert "昆明市2022年国民经济和社会发展计划报告 on http://127.0.0.1:8123/" in err
    run("serve")
    assert heard[0] == (store, "127.0.0.1", 8123, 2, 2.0)
    assert heard[1][0] == stores.bundled_store()


def test_serve_builds_a_report_once(run, report, monkeypatch):
    heard = []
    monkeypatch.setattr(serving, "serve", lambda *settings: heard.append(settings[0]))
    monkeypatch.setattr(serving, "probe", lambda host, port: None)
    run("serve", report)
    stamp = os.stat(heard[0] / "current").st_mtime_ns
    run("serve", report)
    assert heard[0] == heard[1]
    assert os.stat(heard[1] / "current").st_mtime_ns == stamp
    run("serve", report, "--place", "安宁市")
    assert heard[2] != heard[0]


def test_a_progress_bar_shows_after_a_second_on_a_terminal(monkeypatch, capsys):
    from kmgraph import terminal

    monkeypatch.setattr(terminal, "_PATIENCE", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with terminal.progress(2) as bar:
        bar.step("a.txt")
        bar.step("writing")
    err = capsys.readouterr().err
    assert "1/2 writing" in err
    assert err.endswith("\r\x1b[K")


def test_python_gives_an_rdflib_graph(report):
    import kmgraph

    graph = kmgraph.build(report)
    assert len(graph) > 100
    assert kmgraph.extract(report).document.year == 2022


def test_a_text_without_headings_is_a_graph_too(run, tmp_path):
    (tmp_path / "note.txt").write_text("加快建设,确保全年新增就业1.5万人。", encoding="utf-8")
    assert run("build", tmp_path / "note.txt", "-o", tmp_path / "a.ttl")[0] == 0
    assert run("validate", tmp_path / "a.ttl")[0] == 0
    assert b"kmr:text-" in (tmp_path / "a.ttl").read_bytes()
