import os
import signal
import threading
import time
from contextlib import closing

import pytest
import web_sample

from kmgraph.errors import QueryError
from kmgraph.graph.answer import Question
from kmgraph.graph.workers import BusyError, Limits, QueryTimeoutError, QueryWeightError, Workers

LIGHT = "SELECT * { ?s ?p ?o } LIMIT 1"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) != STR(?l)) }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = web_sample.open_store(tmp_path_factory.mktemp("workers") / "store")
    return opened.path / opened.generation


@pytest.fixture
def workers():
    pool = Workers(Limits(seconds=3, patience=0.1))
    yield pool
    pool.close()


def ask(workers, store, query):
    return workers.ask(store, Question(query, "json"))


def fault(workers, store, query):
    with pytest.raises(QueryError) as raised:
        ask(workers, store, query)
    return raised.value


def test_a_query_is_answered(workers, store):
    assert ask(workers, store, LIGHT).rows == 1


def test_a_broken_query_says_where(workers, store):
    assert "1:17: expected" in str(fault(workers, store, "SELECT * { ?s ?p"))


def test_time_runs_out(workers, store):
    began = time.monotonic()
    assert type(fault(workers, store, HEAVY)) is QueryTimeoutError
    assert time.monotonic() - began < 4
    assert ask(workers, store, LIGHT).rows == 1


def test_memory_runs_out(store):
    with closing(Workers(Limits(seconds=30, memory=800_000_000))) as pool:
        assert type(fault(pool, store, GREEDY)) is QueryWeightError
        assert ask(pool, store, LIGHT).rows == 1


def test_a_query_that_kills_its_worker_kills_nothing_else(workers, store):
    too_deep = "ASK { FILTER(" + "1+" * 20_000 + "1) }"
    assert type(fault(workers, store, too_deep)) is QueryWeightError
    assert ask(workers, store, LIGHT).rows == 1


def test_a_worker_that_was_killed_is_replaced(workers, store):
    for worker in list(workers._quick.queue):
        os.kill(worker._pid, signal.SIGKILL)
        assert worker._pipe.poll(10)  # its end of the pipe is closed
    assert [ask(workers, store, LIGHT).rows for _ in range(4)] == [1, 1, 1, 1]


def test_a_service_that_the_guard_missed_reaches_nobody(workers, store):
    with pytest.raises(QueryError):
        ask(workers, store, "SELECT * { SERVICE <http://127.0.0.1:8080/> { ?s ?p ?o } }")


def test_heavy_queries_do_not_block_a_light_one(workers, store):
    def heavy():
        with pytest.raises(QueryError):
            ask(workers, store, HEAVY)

    threads = [threading.Thread(target=heavy) for _ in range(10)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    assert ask(workers, store, LIGHT).rows == 1
    running = [thread.is_alive() for thread in threads]
    for thread in threads:
        thread.join()
    assert any(running)


def test_the_queue_has_an_end(store):
    faults = []

    def heavy():
        try:
            ask(pool, store, HEAVY)
        except QueryError as error:
            faults.append(type(error))

    threads = [threading.Thread(target=heavy) for _ in range(6)]
    with closing(Workers(Limits(seconds=1, patience=0.05, waiting=3))) as pool:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults.count(BusyError) >= 3
    assert QueryTimeoutError in faults
