"""`kmgraph snapshot`: the page as files, every link of which leads to a file."""

import hashlib
import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
import web_sample
from pyoxigraph import Literal, NamedNode, Quad
from web_sample import GOAL, HOSTILE, PROJECT, REPORT

from kmgraph import cli, stores
from kmgraph.errors import StoreError
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import write_store
from kmgraph_web import offline, snapshot
from kmgraph_web.snapshot import SnapshotError

SECOND = "530100-2023"


def two_reports():
    """The sample, a second report, and names that differ by their capitals or that no file may have."""
    yield from web_sample.quads()
    for name, kind, label in (
        (SECOND, "kmg:Report", "昆明市2023年政府工作报告"),
        ("industry-X", "kmg:Industry", "大写"),
        ("industry-x", "kmg:Industry", "小写"),
        ("滇池", "kmg:District", "滇池"),
        ("con", "kmg:District", "设备名"),
        ("org-" + "a" * 300, "kmg:Organization", "长名"),
    ):
        for graph in ([NamedNode(KMR + SECOND)], []):
            yield Quad(NamedNode(KMR + name), term("rdf:type"), term(kind), *graph)
            yield Quad(NamedNode(KMR + name), term("rdfs:label"), Literal(label, language="zh"), *graph)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("snapshot") / "store"
    write_store(path, two_reports(), stores.about([]))
    return path


@pytest.fixture(scope="module")
def site(store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "usb" / "kmgraph"
    snapshot.snapshot(store, folder)
    return folder


def files(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def digest(folder):
    whole = hashlib.sha256()
    for name, path in sorted(files(folder).items()):
        whole.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def broken_links(folder):
    """Every link, source and form of every page that does not lead to a file of the folder, or to an id on its page."""
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    for path, text in pages.items():
        for address in re.findall(r'\s(?:href|src|action)="([^"]*)"', text):
            parts = urlsplit(html.unescape(address))
            if parts.scheme in ("http", "https"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = folder.resolve() in target.parents and not parts.scheme and not address.startswith("/")
            if not inside or not target.is_file() or (parts.fragment and parts.fragment not in ids[target]):
                yield path.name, address


def test_every_link_of_every_page_leads_to_a_file(site):
    assert sum(1 for name in files(site) if name.endswith(".html")) > 100
    assert list(broken_links(site)) == []


def test_no_page_says_that_something_is_not_there(site):
    assert [name for name, path in files(site).items() if b"HTTP 404" in path.read_bytes()] == []


def test_an_empty_store_and_a_node_without_a_name_are_written_too(tmp_path):
    node = NamedNode(KMR + "district-1")
    bare = [
        Quad(node, term("rdf:type"), term("kmg:District")),
        Quad(node, term("skos:broader"), NamedNode(KMR + "gone")),
    ]
    for name, quads in (("empty", []), ("bare", bare)):
        write_store(tmp_path / name, quads, {})
        snapshot.snapshot(tmp_path / name, tmp_path / f"{name}-site")
        assert list(broken_links(tmp_path / f"{name}-site")) == []
    assert "kmr:district-1" in (tmp_path / "bare-site/zh/id/district-1.html").read_text(encoding="utf-8")


def test_a_broken_link_would_be_seen(tmp_path):
    page = '<a href="there.html">x</a><a href="gone.html">x</a><a href="/x">x</a><a href="#gone">x</a><a href="../../x">x</a>'
    (tmp_path / "there.html").write_text(page, encoding="utf-8")
    assert [address for _, address in broken_links(tmp_path)] == ["gone.html", "/x", "#gone", "../../x"]


def test_every_name_is_one_that_fat_and_ntfs_take(site):
    names = files(site)
    for name in names:
        for part in name.split("/"):
            assert re.fullmatch(r"[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?", part)
            assert len(part.encode()) <= 120
            assert part.partition(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt1")
    assert len({name.lower() for name in names}) == len(names)
    for label in ("大写", "小写", "滇池", "设备名", "长名"):
        found = [
            name
            for name, path in names.items()
            if re.search(rf"<h1><span[^>]*>{label}</span>", path.read_text("utf-8", "ignore"))
        ]
        assert len(found) == 2, label  # a page a language, each its own


def test_what_is_there(site):
    names = files(site)
    for language in ("zh", "en"):
        for page in (
            "index", "search", "data", "query", f"list/goal--report-{REPORT}", f"id/{GOAL}", f"id/{PROJECT}", f"report/{REPORT}",
            "query--question-01-petrochemical-projects", f"index--report-{SECOND}",
        ):  # fmt: skip
            assert f"{language}/{page}.html" in names
    for file in ("index.html", "export.ttl", "export.csv", f"id/{GOAL}.ttl", "answers/01-petrochemical-projects.csv"):
        assert file in names
    assert not [name for name in names if "link-" in name or "position-" in name or "quote-" in name]
    graph = rdflib.Graph().parse(names[f"id/{GOAL}.ttl"], format="turtle")
    assert (rdflib.URIRef(KMR + GOAL), rdflib.RDFS.label, None) in graph
    assert "云南裕能" in (site / "answers/01-petrochemical-projects.csv").read_text(encoding="utf-8")


def test_what_needs_a_server_is_not_shown(site):
    for name, path in files(site).items():
        if name.endswith(".html"):
            page = path.read_text(encoding="utf-8")
            assert 'type="module"' not in page
            assert "<textarea" not in page
            assert 'method="post"' not in page
            assert not re.findall(r' ms\b|localhost|href="/', page)
    query = (site / "zh/query.html").read_text(encoding="utf-8")
    assert "kmgraph serve" in query
    assert "kmgraph serve" in (site / "en/data.html").read_text(encoding="utf-8")


def test_both_languages_lead_to_each_other(site):
    chinese = (site / f"zh/id/{GOAL}.html").read_text(encoding="utf-8")
    english = (site / f"en/id/{GOAL}.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN"' in chinese
    assert '<html lang="en"' in english
    assert f'href="../../en/id/{GOAL}.html"' in chinese
    assert f'href="../../zh/id/{GOAL}.html"' in english


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(site, name):
    page = (site / f"zh/id/{name}.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_search_knows_every_page(site):
    text = (site / "static/search-index.js").read_text(encoding="utf-8")
    tables = {
        name: json.loads(table) for name, table in re.findall(r"var (\w+) = (.*?);$", text, re.DOTALL | re.MULTILINE)
    }
    entries = tables["KMGRAPH_INDEX"]
    pages = {
        name.removeprefix("zh/")
        for name in files(site)
        if re.match(r"zh/id/[^/]+\.html", name) and "--in--" not in name
    }
    assert {entry[0] for entry in entries} == pages
    assert ["Project", "云南裕能"] in [entry[1:3] for entry in entries]
    assert any(entry[1] == "Sentence" and "滇池" in entry[3] for entry in entries)
    assert "滇" in tables["KMGRAPH_READINGS"]["dian"]
    assert tables["KMGRAPH_VARIANTS"]["寧"] == "宁"
    assert "地区生产总值" in tables["KMGRAPH_SYNONYMS"]["gdp"]
    assert all((site / language / entry[0]).is_file() for entry in entries for language in ("zh", "en"))


def test_the_same_store_gives_the_same_bytes(site, tmp_path):
    """Built anew by another process, with another order of sets, on another day."""
    path = tmp_path / "store"
    write_store(path, two_reports(), stores.about([]))
    run = [sys.executable, "-m", "kmgraph.cli", "snapshot", str(tmp_path / "site"), "--store", str(path)]
    subprocess.run(run, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "77"})
    assert digest(tmp_path / "site") == digest(site)


@pytest.mark.parametrize(
    ("address", "language", "file"),
    [
        ("/", "zh", "zh/index.html"),
        ("/?report=530100-2022", "en", "en/index--report-530100-2022.html"),
        ("/id/district-530181", "zh", "zh/id/district-530181.html"),
        ("/id/district-530181.ttl", "", "id/district-530181.ttl"),
        ("/id/x/in/kmg:partOf?page=2", "zh", "zh/id/x--in--kmg-partOf--page-2.html"),
        ("/list/goal?page=2", "zh", "zh/list/goal--page-2.html"),
        ("/report/530100-2022", "en", "en/report/530100-2022.html"),
        ("/query?question=01-a", "zh", "zh/query--question-01-a.html"),
        ("/export.ttl", "", "export.ttl"),
        ("/static/css/kmgraph.css", "", "static/css/kmgraph.css"),
    ],
)
def test_an_address_has_a_file(address, language, file):
    assert offline.is_data(address) == (not language)
    assert offline.file_of(address, language) == file


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("530100-2022", "530100-2022"),
        ("kmg:partOf", "kmg-partOf"),
        ("滇池", r"x-[0-9a-f]{8}"),
        ("a滇b", r"a-b-[0-9a-f]{8}"),
        ("..", r"x-[0-9a-f]{8}"),
        ("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}"),
        ("CON", r"CON-[0-9a-f]{8}"),
        ("lpt1.x", r"lpt1.x-[0-9a-f]{8}"),
        ("a" * 300, r"a{91}-[0-9a-f]{8}"),
        ('<">|*?\\', r"x-[0-9a-f]{8}"),
    ],
)
def test_a_name_is_made_safe(name, file):
    assert re.fullmatch(file, offline.safe(name))


# --- where it is written --------------------------------------------------------------------------------------


def test_an_older_snapshot_is_replaced(store, site, tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    snapshot.snapshot(web_sample.write(tmp_path / "other"), folder)
    assert digest(folder) != digest(site)
    snapshot.snapshot(store, folder)
    assert digest(folder) == digest(site)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "site"]


def refused(capsys, *words):
    with pytest.raises(SystemExit) as end:
        cli.main(["snapshot", *map(str, words)])
    err = capsys.readouterr().err
    assert end.value.code == 2
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda folder: (folder.mkdir(), (folder / "thesis.txt").write_text("x")), "this folder holds other things"),
        (
            lambda folder: (folder.mkdir(), (folder / "snapshot.json").write_text("{}")),
            "this folder holds other things",
        ),
        (
            lambda folder: (folder.mkdir(), (folder / "snapshot.json").write_text("[1")),
            "this folder holds other things",
        ),
        (lambda folder: folder.write_text("x"), "is a file"),
    ],
)
def test_a_folder_that_holds_other_things_is_left_alone(store, tmp_path, capsys, prepare, says):
    folder = tmp_path / "there"
    prepare(folder)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert says in refused(capsys, folder, "--store", store)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_a_reader_has_put_into_a_snapshot_is_not_lost(store, tmp_path, capsys):
    snapshot.snapshot(store, tmp_path / "site")
    (tmp_path / "site" / "zh" / "notes.txt").write_text("mine")
    assert "zh/notes.txt beside the snapshot would be lost" in refused(capsys, tmp_path / "site", "--store", store)
    assert (tmp_path / "site" / "zh" / "notes.txt").read_text() == "mine"


def test_a_whole_disk_is_refused(store):
    with pytest.raises(SnapshotError, match="name a folder on it"):
        snapshot.snapshot(store, Path("/proc"))


def test_no_store_is_one_line(tmp_path, capsys):
    assert "there is no store here" in refused(capsys, tmp_path / "site", "--store", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_kill_leaves_the_old_site_whole(store, tmp_path):
    folder = tmp_path / "site"
    snapshot.snapshot(web_sample.write(tmp_path / "other"), folder)
    before = digest(folder)
    writing = subprocess.Popen([sys.executable, "-m", "kmgraph.cli", "snapshot", str(folder), "--store", str(store)])
    work = tmp_path / ".site.writing"
    while writing.poll() is None and len(files(work)) < 40:
        time.sleep(0.005)
    writing.send_signal(signal.SIGKILL)
    writing.wait()
    assert 40 <= len(files(work)) < 1000
    assert digest(folder) == before
    snapshot.snapshot(store, folder)
    assert digest(folder) != before
    assert not work.exists()


def test_a_site_that_a_kill_left_aside_is_put_back(store, tmp_path, monkeypatch):
    folder, work = tmp_path / "site", tmp_path / ".site.writing"
    snapshot.snapshot(web_sample.write(tmp_path / "other"), folder)
    before = digest(folder)
    work.mkdir()
    folder.rename(work / "old")

    def fail(site, fresh):
        raise StoreError("the store is gone")

    monkeypatch.setattr(snapshot, "write", fail)
    with pytest.raises(StoreError):
        snapshot.snapshot(store, folder)
    assert digest(folder) == before
    assert not work.exists()


def test_two_at_once_are_refused(store, tmp_path):
    with snapshot.beside(tmp_path / "site"), pytest.raises(SnapshotError, match="another snapshot is being written"):
        snapshot.snapshot(store, tmp_path / "site")
