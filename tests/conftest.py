"""What several tests of commands use."""

import socket

import pytest
import servers

from kmgraph import cli


def free_port():
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


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


def pytest_terminal_summary(terminalreporter):
    """Say how many tests a run without Virtuoso has left out."""
    left_out = [
        report for report in terminalreporter.stats.get("skipped", ()) if servers.ABSENT in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(f"Virtuoso 7 absent: {len(left_out)} tests not run")
