"""What several tests of commands use."""

import graph_sample
import pytest
import servers
import web_sample
from ports import free_port

from kmgraph import cli, stores
from kmgraph_web.app import create_app


@pytest.fixture
def run(capsysbinary):
    """Run a command; its exit code, output and the one line on standard error."""

    def running(*args):
        if args[0] == "serve" and "--port" not in args:
            args = (*args, "--port", free_port())
        with pytest.raises(SystemExit) as ended:
            cli.main([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return ended.value.code or 0, out, err.decode()

    return running


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A cache folder of the module's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def own_cache(cache, monkeypatch):
    """No store was built before: the cache holds the bundled graph's store at most."""
    monkeypatch.setenv("KMGRAPH_CACHE", str(cache))
    (cache / "stores" / "latest").unlink(missing_ok=True)


@pytest.fixture
def store(tmp_path):
    """The sample's store."""
    path = tmp_path / "store"
    stores.load([graph_sample.graph()], path)
    return path


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The page on the sample's store."""
    app = create_app(web_sample.write(tmp_path_factory.mktemp("web") / "store"), timeout=5)
    app.testing = True
    yield app
    app.extensions["kmgraph"].close()


@pytest.fixture
def visit(app):
    """Open an address as a reader of Chinese."""
    client = app.test_client()

    def get(address, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(address, headers={"Accept-Language": "zh-CN", **named})

    return get


def pytest_terminal_summary(terminalreporter):
    """Say how many tests a run without Virtuoso has left out."""
    left_out = [
        report for report in terminalreporter.stats.get("skipped", ()) if servers.ABSENT in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(f"Virtuoso 7 absent: {len(left_out)} tests not run")
