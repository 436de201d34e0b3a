"""Several reports in one dataset: what `kmgraph merge` writes, what it refuses, and that a store takes it in."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from ports import free_port
from two_years import AFTER, BEFORE, graph

from kmgraph import cli, stores
from kmgraph.errors import GraphError
from kmgraph.graph.files import parse_triples, read_quads, turtle
from kmgraph.graph.merging import SHARED, merge, split, to_dataset
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import Store, to_quads

BUNDLED = Path(__file__).parents[1] / "data" / "graph" / "2022-昆明市-计划报告.ttl"
KUNMING = """关于昆明市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告

一、2022年主要预期目标
地区生产总值增长7.5%左右。石油及化工产业产值达1120亿元。

二、2022年重点工作
（一）扩大有效投资
推进云天化城北电池材料项目建设。
"""
YUXI = """关于玉溪市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告

一、2022年主要预期目标
地区生产总值增长9%以上。

二、2022年重点工作
（一）做强工业经济
推进云天化红塔磷肥项目建设。
"""
BOTH = """PREFIX kmg: <https://w3id.org/kmgraph/ontology#>
PREFIX kmr: <https://w3id.org/kmgraph/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?place ?value {
  ?goal kmg:indicator kmr:indicator-gdp ; kmg:value ?value ; kmg:partOf ?report .
  ?report a kmg:Report ; kmg:place/rdfs:label ?place .
} ORDER BY ?place"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KMGRAPH_CACHE", str(tmp_path / "cache"))
    for name, text in (("kunming", KUNMING), ("yuxi", YUXI)):
        (tmp_path / f"{name}.ttl").write_bytes(turtle(graph(text, f"{text[2:5]}").triples))
    (tmp_path / "facts.ttl").write_bytes(turtle(graph(YUXI, "玉溪市").facts))
    (tmp_path / "positions.ttl").write_bytes(turtle(graph(YUXI, "玉溪市").positions))
    edited = graph(KUNMING.replace("7.5%", "8%"), "昆明市")
    (tmp_path / "edited.ttl").write_bytes(turtle(edited.triples))
    (tmp_path / "broken.ttl").write_text("<a> <b> .\n")
    (tmp_path / "foreign.ttl").write_text("<http://a/> <http://b/> <http://c/> .\n")
    unsound = [t for t in graph(YUXI, "玉溪市").triples if t.predicate != term("kmg:basis")]
    (tmp_path / "unsound.ttl").write_bytes(turtle(unsound))
    (tmp_path / "yuxi.txt").write_text(YUXI, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(files: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    def running(*args):
        if args[0] == "serve":
            args = (*args, "--port", free_port())
        with pytest.raises(SystemExit) as ended:
            cli.main([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return ended.value.code or 0, out.decode(), err.decode()

    return running


def names(quads: Iterable[ox.Quad]) -> set[str]:
    return {quad.graph_name.value.removeprefix(KMR) for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}


# --- what is written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["all.trig", "all.nq"])
def test_a_graph_a_report_and_what_they_share_once(run, files: Path, name: str) -> None:
    assert run("merge", "kunming.ttl", "yuxi.ttl", "-o", name) == (0, "", f"{name}: 2 reports\n")
    quads = read_quads(files / name)
    assert names(quads) == {"530100-2022", "530100-2022-positions", "530400-2022", "530400-2022-positions", "shared"}
    gdp = {q.graph_name for q in quads if q.subject.value == f"{KMR}indicator-gdp"}
    firms = {q.graph_name for q in quads if q.object.value == "云天化"}
    assert gdp == firms == {SHARED}
    assert len({q.triple for q in quads}) == len(quads)
    assert {q.triple for q in quads} == {*graph(KUNMING, "昆明市").triples, *graph(YUXI, "玉溪市").triples}


def test_other_peoples_parser_reads_it(run, files: Path) -> None:
    run("merge", "kunming.ttl", "yuxi.ttl", "-o", "all.trig")
    dataset = rdflib.Dataset()
    dataset.parse(files / "all.trig", format="trig")
    assert len(list(dataset.quads())) == len(read_quads(files / "all.trig"))


@pytest.mark.parametrize(
    "given",
    [
        ["yuxi.ttl", "kunming.ttl"],
        ["kunming.ttl", "yuxi.ttl", "kunming.ttl"],
        ["kunming.ttl", "facts.ttl", "positions.ttl"],
        ["positions.ttl", "facts.ttl", "kunming.ttl"],
        ["kunming.ttl", "yuxi.txt"],
        ["all.trig"],
        ["all.trig", "yuxi.ttl"],
    ],
)
def test_the_same_reports_give_the_same_bytes(run, files: Path, given: list[str]) -> None:
    run("merge", "kunming.ttl", "yuxi.ttl", "-o", "all.trig")
    assert run("merge", *given, "-o", "again.trig")[0] == 0
    assert (files / "again.trig").read_bytes() == (files / "all.trig").read_bytes()


def test_taken_apart_each_report_is_what_it_was() -> None:
    graphs = graph(KUNMING, "昆明市"), graph(YUXI, "玉溪市")
    for quads in (to_dataset(graphs), tuple(to_quads(graphs))):
        assert split((quad.triple for quad in quads), "all.trig") == graphs
    bundled = stores.bundled_graph()
    assert split(bundled.triples, "bundled") == (bundled,)


def test_a_report_whose_name_begins_with_anothers_keeps_its_own() -> None:
    first = graph(KUNMING, "昆明市")
    longer = turtle(graph(YUXI, "玉溪市").triples).decode().replace("530400-2022", "530100-2022-2")
    second = split(parse_triples(longer.encode(), "longer"), "longer")
    assert split([*first.triples, *second[0].triples], "both") == (first, *second)


def test_an_organization_is_named_as_the_first_report_names_it() -> None:
    other = YUXI.replace("云天化红塔", "“云天化”红塔")
    merged = merge((name, graph(text, place).triples) for name, text, place in
                   (("a", KUNMING, "昆明市"), ("b", other, "玉溪市")))  # fmt: skip
    quads = to_dataset([each for _, each in merged])
    labels = [q.object for q in quads if "/org-" in q.subject.value and q.predicate == term("rdfs:label")]
    assert labels == [ox.Literal("云天化", language="zh")]


# --- what is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["kunming.ttl", "edited.ttl"], "edited.ttl: kmr:530100-2022 is the name of kunming.ttl too, with another text (SHA-256 "),
        (["kunming.ttl", "unsound.ttl"], "unsound.ttl: not valid: "),
        (["kunming.ttl", "facts.ttl"], "facts.ttl: holds no positions of sentences"),
        (["kunming.ttl", "positions.ttl"], "positions.ttl: holds no report, nor positions of one that is given beside it"),
        (["kunming.ttl", "foreign.ttl"], "foreign.ttl: holds no report, nor positions"),
        (["broken.ttl"], "broken.ttl:1:"),
        (["none.ttl"], "none.ttl: No such file"),
        (["none.txt"], "none.txt: there is no such file"),
        ([], "Missing argument 'GRAPH …'"),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_one_line(run, files: Path, given: list[str], words: str) -> None:
    code, out, err = run("merge", *given, "-o", "all.trig")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert not (files / "all.trig").exists()


def test_a_file_without_named_graphs_is_refused(run) -> None:
    assert "only .trig and .nq hold named graphs" in run("merge", "kunming.ttl", "-o", "all.ttl")[2]


def test_a_report_built_in_two_ways_is_refused() -> None:
    one = graph(YUXI, "玉溪市").triples
    other = [t for t in one if t.object != ox.Literal("0.1.0")]
    with pytest.raises(GraphError, match=r"b: kmr:530400-2022 is in a too, built differently from the same text"):
        merge([("a", one), ("b", other)])


def test_a_concept_of_two_states_of_the_vocabulary_is_refused() -> None:
    old = [t for t in graph(YUXI, "玉溪市").triples if t.object != ox.Literal("Gross regional product", language="en")]
    with pytest.raises(GraphError, match="b: kmr:indicator-gdp is described otherwise than in a"):
        merge([("a", graph(KUNMING, "昆明市").triples), ("b", old)])


def test_what_belongs_to_no_report_is_refused_where_there_are_several() -> None:
    stray = ox.Triple(ox.NamedNode("http://a/"), term("rdfs:label"), ox.Literal("x"))
    both = [*graph(KUNMING, "昆明市").triples, *graph(YUXI, "玉溪市").triples]
    with pytest.raises(
        GraphError, match="all: http://a/ belongs to none of the reports kmr:530100-2022, kmr:530400-2022"
    ):
        split([*both, stray], "all")
    (alone,) = split([*graph(YUXI, "玉溪市").triples, stray], "one")
    assert stray in alone.facts


# --- in a store -----------------------------------------------------------------------------------------------


def test_a_query_across_two_reports(run, files: Path) -> None:
    run("merge", "kunming.ttl", "yuxi.ttl", "-o", "all.trig")
    assert run("build", "all.trig", "--store", "store")[0] == 0
    answer = run("query", BOTH, "--store", "store", "--format", "csv")[1]
    assert answer.splitlines() == ["place,value", "昆明市,7.5", "玉溪市,9"]
    loaded = set(Store.open(files / "store").oxigraph)
    assert loaded == set(to_quads([graph(KUNMING, "昆明市"), graph(YUXI, "玉溪市")]))


def test_a_merged_file_is_served(run, files: Path) -> None:
    run("merge", "kunming.ttl", "yuxi.ttl", "-o", "all.nq")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "kmgraph.cli", "serve", "all.nq", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        query = urlencode({"query": BOTH, "format": "csv"})
        assert fetched(f"http://127.0.0.1:{port}/sparql?{query}") == "place,value\r\n昆明市,7.5\r\n玉溪市,9\r\n"
    finally:
        server.terminate()
        server.wait(15)


def fetched(address: str) -> str:
    for _ in range(150):
        with suppress(ConnectionError), closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
            connection.request("GET", address)
            return connection.getresponse().read().decode()
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_a_graph_that_is_not_valid_is_not_served_as_if_it_were(run) -> None:
    for command in (["serve", "unsound.ttl"], ["build", "unsound.ttl", "--store", "store"]):
        code, _, err = run(*command)
        assert (code, err.count("\n")) == (2, 1)
        assert "unsound.ttl: not valid: " in err
        assert "“kmgraph validate unsound.ttl” lists them all" in err


def test_reports_of_two_years_stand_side_by_side() -> None:
    merged = merge([("a", graph(BEFORE).triples), ("b", graph(AFTER).triples)])
    assert [each for _, each in merged] == [graph(BEFORE), graph(AFTER)]
