"""How fast a report becomes facts, beside jieba's part-of-speech tagging of the same text, in one run.

Prints JSON: characters a second of both, and their ratio; the time that the vocabularies take is counted apart and in.
Growth is shown by the same report put together once, twice, four and eight times. `make bench` runs it.
"""

import gc
import json
import logging
import time
from collections.abc import Callable
from statistics import median

from kmgraph.facts.assemble import assemble
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.pipeline import extract
from kmgraph.stores import bundled_report

RUNS = 7


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some runs, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def to_facts(text: str) -> None:
    """What `kmgraph build` does before a triple is written."""
    found = extract(text)
    assemble(found.document, found.mentions, found.links, load_vocabulary(), sha256="")


def main() -> None:
    """Measure and print."""
    text = bundled_report().read_text(encoding="utf-8")
    start = time.perf_counter()
    load_vocabulary()
    vocabularies = time.perf_counter() - start
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    facts, tagging = seconds(lambda: to_facts(text)), seconds(lambda: list(jieba.posseg.cut(text)))
    growth = {f"{n}x": round(seconds(lambda n=n: to_facts(text * n), runs=3) / facts, 2) for n in (1, 2, 4, 8)}  # type: ignore[misc]
    print(
        json.dumps(
            {
                "characters": len(text),
                "vocabularies_seconds": round(vocabularies, 3),
                "facts_seconds": round(facts, 3),
                "facts_characters_a_second": round(len(text) / facts),
                "jieba_pos_characters_a_second": round(len(text) / tagging),
                "times_faster_than_jieba_pos": round(tagging / facts, 2),
                "time_against_once_the_text": growth,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
