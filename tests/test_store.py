import fcntl
import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import graph_sample
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph import stores
from kmgraph.errors import QueryError, StoreError
from kmgraph.graph.ontology import KMR
from kmgraph.graph.store import Store, current, read_about, to_quads, write_store

GRAPH = graph_sample.graph()
REPORT = KMR + "530100-2022"


@pytest.fixture
def path(tmp_path):
    write_store(tmp_path / "store", to_quads([GRAPH]), {"reports": []})
    return tmp_path / "store"


def quads(number):
    return [Quad(NamedNode(KMR + "a"), NamedNode(KMR + "b"), Literal(str(i))) for i in range(number)]


def test_a_plain_query_finds_everything(path):
    for store in (Store.open(path), Store.in_memory(to_quads([GRAPH]))):
        assert len(store) == len(GRAPH.triples)
        assert set(store.triples()) == set(GRAPH.triples)


def test_each_report_has_its_graphs(path):
    store = Store.open(path)
    assert store.graphs() == [REPORT, f"{REPORT}-positions"]
    (row,) = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graphs=[NamedNode(f"{REPORT}-positions")])
    assert int(row["n"].value) == len(GRAPH.positions)


def test_numbers_survive_as_they_were_written(path):
    (row,) = Store.open(path).query("SELECT ?v ?o { ?g kmg:value ?v ; kmg:original ?o FILTER(?v = 7.5) }")
    assert (row["v"].value, row["o"].value) == ("7.5", "7.5%")


def test_values_are_put_in_as_values(path):
    wicked = Literal('"} INSERT DATA { <a:a> <a:a> "')
    assert list(Store.open(path).query("SELECT ?s ?label { ?s rdfs:label ?label }", {"label": wicked})) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELEC ?s", "fault at line 1"),
        ("SELECT * { ?s nope:p ?o }", "prefix"),
        ("", "no SPARQL query"),
        ("INSERT DATA { <a:a> <a:a> 1 }", "no SPARQL query"),
    ],
)
def test_what_is_no_query_is_said_in_one_line(path, query, words):
    with pytest.raises(QueryError, match=words) as caught:
        Store.open(path).query(query)
    assert "\n" not in str(caught.value)


def test_a_build_gives_a_new_generation_and_leaves_readers_alone(path):
    reader = Store.open(path)
    assert not reader.moved()
    write_store(path, quads(3), {})
    assert reader.moved()
    assert len(reader) == len(GRAPH.triples)
    assert len(Store.open(path)) == 3


def test_old_generations_go(path):
    for number in range(1, 5):
        write_store(path, quads(number), {})
    assert len(list(path.glob("generation-*"))) == 2
    assert len(Store.open(path)) == 4


def test_a_store_says_what_it_was_built_from(path):
    write_store(path, to_quads([GRAPH]), stores.about([GRAPH]))
    (report,) = read_about(path)["reports"]
    assert report["iri"] == REPORT
    assert report["label"] == "昆明市2022年国民经济和社会发展计划报告"
    assert not stores.is_stale(path)
    assert Store.open(path).about()["version"] == stores.version("kmgraph")


def test_a_store_of_another_program_is_stale(path):
    write_store(path, to_quads([GRAPH]), {**stores.about([GRAPH]), "ontology": "other"})
    assert stores.is_stale(path)


def test_no_store(tmp_path):
    with pytest.raises(StoreError, match="there is no store here"):
        Store.open(tmp_path / "none")


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="holds other things"):
        write_store(tmp_path, quads(1), {})
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="this is a file"):
        write_store(tmp_path / "file", quads(1), {})


def test_a_second_build_is_told_to_wait(path):
    with open(path / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another build"):
            write_store(path, quads(1), {})


def test_a_build_may_wait_for_another(path):
    with open(path / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        timer = threading.Timer(0.2, fcntl.flock, (lock, fcntl.LOCK_UN))
        timer.start()
        write_store(path, quads(1), {}, wait=20)
        timer.join()
    assert len(Store.open(path)) == 1


def test_without_a_cache_folder_the_bundled_store_is_a_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KMGRAPH_CACHE", str(tmp_path / "file"))
    path = stores.bundled_store()
    assert len(stores.open_store(path)) > 1000
    stores.rmtree(path)


def test_a_pointer_to_nowhere_is_no_store(path):
    (path / "current").write_text("generation-999999\n")
    assert current(path) is None


def endless(path):
    def forever():
        yield from quads(1000)
        Path(path, "begun").touch()
        time.sleep(60)

    write_store(Path(path), forever(), {})


def test_a_build_that_is_killed_leaves_the_old_generation(path):
    process = multiprocessing.get_context("spawn").Process(target=endless, args=(str(path),))
    process.start()
    while not (path / "begun").exists():
        time.sleep(0.02)
        assert process.is_alive()
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert list(path.glob("building-*"))
    assert len(Store.open(path)) == len(GRAPH.triples)
    write_store(path, quads(2), {})
    assert not list(path.glob("building-*"))
    assert len(Store.open(path)) == 2


def test_the_bundled_store_is_made_once_and_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("KMGRAPH_CACHE", str(tmp_path))
    path = stores.bundled_store()
    stamp = (path / "current").stat().st_mtime_ns
    assert stores.bundled_store() == path
    assert (path / "current").stat().st_mtime_ns == stamp
    assert len(stores.open_store()) == len(stores.bundled_graph().triples)


def test_what_was_built_last_is_what_a_command_works_on(tmp_path, path, monkeypatch):
    monkeypatch.setenv("KMGRAPH_CACHE", str(tmp_path / "cache"))
    write_store(path, to_quads([GRAPH]), stores.about([GRAPH]))
    stores.remember(path)
    assert stores.chosen_store(None) == path
    write_store(path, to_quads([GRAPH]), {})  # of an unknown program
    assert stores.chosen_store(None) == stores.bundled_store()
