"""What several tests of commands use."""

import pytest
from ports import free_port

from kmgraph import cli


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
