"""Loads that are killed with -9, and the server with them: `python tests/killed_loads.py 50` does it fifty times.

Each load replaces what the store holds by SIZE triples that bear its number. The moments at which it is killed are
spread over the time that a whole load takes. Then a new server has to answer, with one load, whole.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from served import Served, below, serving, until_gone

from kmgraph.graph.store import Store

SIZE = 60_000
LOAD = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kmgraph.graph.store import write_store
number, size = sys.argv[2], int(sys.argv[3])
load, holds = NamedNode("https://w3id.org/kmgraph/id/load-" + number), NamedNode("https://w3id.org/kmgraph/id/holds")
print("begun", flush=True)
write_store(Path(sys.argv[1]), (Quad(load, holds, Literal(str(i))) for i in range(size)), {"load": number})
"""
HELD = "SELECT ?load (COUNT(*) AS ?n) { ?load <https://w3id.org/kmgraph/id/holds> ?value } GROUP BY ?load"


@dataclass(frozen=True, slots=True)
class Round:
    """One killed load: when it was killed (seconds from its start), what the store held before and holds now."""

    moment: float
    before: int
    number: int
    held: dict[int, int]

    @property
    def whole(self) -> bool:
        """Whether one load is there, whole: the one from before, or the one that was killed."""
        return self.held in ({self.before: SIZE}, {self.number: SIZE})


def load(path: Path, number: int) -> subprocess.Popen[bytes]:
    """Start a load, and return when it has begun."""
    process = subprocess.Popen([sys.executable, "-c", LOAD, str(path), str(number), str(SIZE)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def whole_load(path: Path, number: int) -> float:
    """Load without a kill; the seconds that it takes."""
    with load(path, number) as process:
        began = time.monotonic()
        assert process.wait(60) == 0
        return time.monotonic() - began


def killed_loads(path: Path, rounds: int) -> Iterator[Round]:
    """Load and kill, so many times; the server of the next round says what came out."""
    took = max(whole_load(path, number) for number in (0, 1))
    moments = [took * (number + 0.5) / rounds for number in range(rounds)]
    before = 1
    for number, moment in enumerate([*moments, None], start=2):
        with serving(path) as server:
            held = read(server.ask(HELD).body)
            assert Store.open(path).about() == {"load": str(next(iter(held)))}
            if number > 2:
                yield Round(moments[number - 3], before, number - 1, held)
            before = next(iter(held))
            if moment is not None:
                kill_in_load(server, path, number, moment)


def kill_in_load(server: Served, path: Path, number: int, moment: float) -> None:
    """Start a load, and kill it with everything that serves."""
    processes = below(server.process)
    with load(path, number) as loading:
        time.sleep(moment)
        for process in (loading.pid, server.process, *processes):
            with suppress(ProcessLookupError):  # one that had ended by itself
                os.kill(process, signal.SIGKILL)
    until_gone(processes)


def read(body: bytes) -> dict[int, int]:
    """Read which loads a store holds, and how much of each."""
    rows = json.loads(body)["results"]["bindings"]
    return {int(row["load"]["value"].rpartition("-")[2]): int(row["n"]["value"]) for row in rows}


def main(rounds: int) -> int:
    """Print what came out; 1 where anything was lost."""
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for one in killed_loads(Path(folder) / "store", rounds):
            what = "new" if one.held == {one.number: SIZE} else "old" if one.whole else "LOST"
            seen[what] += 1
            print(f"{one.number - 1:3} killed after {one.moment:.3f} s: {what}, {one.held}", flush=True)
    print(
        f"{rounds} loads killed: the load before was there whole {seen['old']} times, the new one {seen['new']} times, lost {seen['LOST']}"
    )
    return 1 if seen["LOST"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
