"""A wheel built from this checkout shows the same page elsewhere: no checkout, no npm, no network."""

import os
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from ports import free_port

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from the source distribution as a packager makes it."""
    dist = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(dist), str(ROOT)], check=True, capture_output=True)
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel alone; its dependencies are lent by the environment of the tests."""
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home


def test_the_wheel_holds_all_rooms(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "kmgraph_ontology/kmgraph.ttl",
        "kmgraph_ontology/shapes.ttl",
        "kmgraph_data/reports/2022-昆明市-计划报告.txt",
        "kmgraph_data/graph/2022-昆明市-计划报告.ttl",
        "kmgraph_web/static/vendor/vis-network/vis-network.min.js",
        "kmgraph_web/static/vendor/vis-network/LICENSE-MIT",
        "kmgraph_web/static/vendor/yasqe/yasqe.min.js",
    ):
        assert wanted in names
    assert not [name for name in names if "node_modules" in name or name.endswith((".pyc", "package-lock.json"))]


def test_it_serves_the_same_page_elsewhere(elsewhere: Path, tmp_path: Path) -> None:
    port = free_port()
    # no npm on this path, and every proxy points at a closed door: whoever asks another host fails
    lonely = {
        "PATH": str(elsewhere / "bin"),
        "HOME": str(tmp_path),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    with subprocess.Popen(
        [elsewhere / "bin" / "kmgraph", "serve", "--port", str(port)], cwd=tmp_path, env=lonely, stderr=subprocess.PIPE
    ) as server:
        try:
            page = fetch(f"http://127.0.0.1:{port}/")
            script = fetch(f"http://127.0.0.1:{port}/static/vendor/vis-network/vis-network.min.js")
        finally:
            server.terminate()
            server.wait(20)
    assert "昆明市" in page
    assert "亿元" in goals_of_1120(elsewhere, tmp_path)
    assert len(script) > 100_000


def goals_of_1120(home: Path, folder: Path) -> str:
    """What a query from the command line answers there, without a store."""
    query = (
        "PREFIX kmg: <https://w3id.org/kmgraph/ontology#> "
        "SELECT ?unit { ?goal a kmg:Goal ; kmg:value ?value ; kmg:unit ?unit FILTER(?value = 1120) }"
    )
    done = subprocess.run(
        [home / "bin" / "kmgraph", "query", query, "--format", "csv"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def fetch(address: str) -> str:
    deadline = time.monotonic() + 60
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            with opener.open(address, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
