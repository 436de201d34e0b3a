"""What a stranger can do to a served endpoint: nothing that the next reader notices, and nothing that stays."""

import csv
import io
import os
import re
import signal
import socket
import threading
import time
from contextlib import ExitStack, closing

import openpyxl
import pytest
import web_sample
from pyoxigraph import QueryResultsFormat, parse_query_results
from served import below, command, memory, serving, until_gone

from kmgraph.graph.workbook import MEDIA_TYPE

LIGHT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/kmgraph/ontology#Project> }"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) != STR(?l)) }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"
MILLION = "SELECT ?a ?c ?f ?l { ?a ?b ?c . ?d ?e ?f . ?j ?k ?l }"  # 1.9 million rows and more
TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xlsx": MEDIA_TYPE,
}
WORD = "kmgraph.graph.forkserver"  # in the command line of every process that answers queries


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return web_sample.write(tmp_path_factory.mktemp("safety") / "store")


@pytest.fixture(scope="module")
def server(store):
    with serving(store, timeout=8) as served:
        yield served


@pytest.fixture
def fresh(store):
    with serving(store, timeout=3) as served:
        yield served


def at_once(number, ask):
    """Run a request so many times at once; the replies in the order in which they came."""
    replies = []
    threads = [threading.Thread(target=lambda: replies.append(ask())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def until(true, seconds=20):
    """Wait for something; its last value."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


def answers(server, times=10):
    return [server.ask(LIGHT).status for _ in range(times)] == [200] * times


def query_processes(server):
    return [process for process in below(server.process) if WORD in command(process)]


def page_processes(server):
    """The processes of granian that serve the page: children of the first that answer no query."""
    return [
        process for process in below(server.process) if WORD not in command(process) and "serve(" in command(process)
    ]


def test_past_the_bound_of_the_queue_is_429(server):
    replies = at_once(90, lambda: server.ask(HEAVY))
    assert {reply.status for reply in replies} == {429, 503}
    for reply in replies:
        assert reply.headers["Retry-After"] == "5"
        assert reply.body.decode().count("\n") == 1
    assert answers(server)


@pytest.mark.parametrize("format", TYPES)
def test_a_million_rows_are_cut_in_every_format(server, format):
    reply = server.ask(MILLION, TYPES[format])
    assert (reply.status, reply.media) == (200, TYPES[format])
    assert reply.headers["Kmgraph-Complete"] in ("false; limit=rows", "false; limit=bytes")
    assert 1000 < int(reply.headers["Kmgraph-Rows"]) <= 50_000
    assert rows(reply.body, format) == int(reply.headers["Kmgraph-Rows"])


def rows(body, format):
    """Count the rows as a reader of the format does."""
    if format == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(body), read_only=True).active.max_row - 2  # the head, and the note
    if format == "csv":
        return sum(1 for _ in csv.reader(io.StringIO(body.decode()))) - 1
    return sum(1 for _ in parse_query_results(body, QueryResultsFormat.from_media_type(TYPES[format])))


def test_memory_comes_back(fresh):
    deep, long = "ASK { FILTER(" + "1+" * 20_000 + "1) }", "ASK {" + " " * 1_000_000 + "}"
    for query in (MILLION, deep, long):  # what code and caches take once
        at_once(4, lambda query=query: fresh.ask(query))
    before = memory(fresh.process)
    for format in TYPES.values():
        at_once(4, lambda accept=format: fresh.ask(MILLION, accept))
    for query in (SORTED, deep, long):
        at_once(10, lambda query=query: fresh.ask(query))
    assert until(lambda: memory(fresh.process) < before + 60_000_000), (before, memory(fresh.process))
    assert answers(fresh)


def test_queries_go_on_when_their_workers_are_killed(fresh):
    assert answers(fresh)
    for _ in range(3):
        killed = query_processes(fresh)
        assert len(killed) >= 3
        for process in killed:
            os.kill(process, signal.SIGKILL)
        assert answers(fresh)


def test_a_killed_worker_is_a_fault_of_its_query_alone(fresh):
    replies = []
    heavy = threading.Thread(target=lambda: replies.append(fresh.ask(HEAVY)))
    heavy.start()
    time.sleep(1)
    for process in query_processes(fresh):
        os.kill(process, signal.SIGKILL)
    heavy.join()
    assert replies[0].status == 503
    assert answers(fresh)


def test_a_killed_process_of_the_server_comes_back_and_leaves_nothing_behind(fresh):
    assert answers(fresh)
    first, second = page_processes(fresh)
    orphans = below(first)
    os.kill(first, signal.SIGKILL)
    assert until(lambda: len(set(page_processes(fresh)) - {first}) == 2)
    assert second in page_processes(fresh)
    assert until(lambda: not any(WORD in command(orphan) for orphan in orphans))
    assert until(lambda: answers(fresh))


def test_a_killed_server_leaves_nothing_behind(store):
    with serving(store) as server:
        assert answers(server)
        processes = below(server.process)
        assert len(processes) >= 6
        os.kill(server.process, signal.SIGKILL)
        until_gone(processes)
        with pytest.raises(OSError, match="refused"):
            server.ask(LIGHT)


def slow(port):
    """A request that says it has a body and sends little of it."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK"
    )
    return connection


def test_slow_senders_do_not_keep_readers_waiting(server):
    with ExitStack() as held:
        for _ in range(150):
            held.enter_context(closing(slow(server.port)))
        time.sleep(0.5)
        began = time.monotonic()
        assert [server.send("GET", "/sparql?query=ASK%7B%7D").status for _ in range(10)] == [200] * 10
        assert time.monotonic() - began < 2
        assert server.send("GET", "/query").status == 200
    assert until(lambda: answers(server, 1))


def test_a_body_that_ends_early_is_not_taken_for_a_query(server):
    with closing(slow(server.port)) as connection:
        connection.sendall(b" {}")
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(10)
        assert b"200 OK" not in connection.recv(1000)
    assert answers(server)


def test_a_body_in_pieces(server):
    with closing(socket.create_connection(("127.0.0.1", server.port))) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n"
        )
        connection.settimeout(10)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 OK")


MARK = "wicked-7f3a"


def test_nothing_that_a_client_sends_reaches_the_log(store, tmp_path):
    file = tmp_path / "log"
    with file.open("wb") as log, serving(store, log=log) as server:
        for text in (
            f"SELECT * {{ ?{MARK}",
            f"ASK {{ FILTER({'1+' * 20_000}1) }} # {MARK}\n\x1b[31m",
            f"# {MARK}\n{LIGHT}",
        ):
            server.ask(text)
            server.ask(text, accept=f"{MARK}/x\x1b[31m")
        server.send(
            "GET", f"/{MARK}%0D%0A%1B[31m?{MARK}=%", headers=[("User-Agent", f"{MARK}\x1b[31m"), ("Referer", MARK)]
        )
        server.send("GET", f"/static/..%2F..%2F{MARK}")
        server.send("GET", f"/sparql?query=ASK%7B%7D&default-graph-uri={MARK}&format={MARK}")
    written = file.read_text("utf-8")
    assert "Started worker" in written  # there is a log
    assert MARK not in written
    assert "\x1b[31m" not in written
    assert not re.search("Traceback|Error", written)


@pytest.mark.parametrize(
    "path",
    [
        "/sparql%",
        "/sparql/%",
        "/%",
        "/%ff",
        "/query?query=%",
        "/search?q=%",
        "/graph?focus=%",
        "/id/%",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_a_percent_sign_at_the_end_of_any_address(server, path):
    reply = server.send("GET", path)
    assert reply.status in (200, 400, 404)
    assert reply.media == "text/html"


def test_an_address_of_a_megabyte(server):
    assert server.send("GET", "/sparql?query=" + "A" * 1_000_000).status in (414, 431)
    assert server.send("GET", "/sparql?query=" + "A" * 60_000).status == 400
    assert answers(server)
