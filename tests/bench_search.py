"""How fast a search is on a store of 100 reports, beside `FILTER(CONTAINS())` in SPARQL with the same hits, in one run.

The reports are those of the folder that BENCH_REPORTS names, else of shared/reports beside the checkout, else copies of
the bundled one in which the city and every project have another name. Prints JSON; `make bench` runs it.
"""

import gc
import json
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kmgraph.errors import KmgraphError
from kmgraph.graph.ontology import KMR
from kmgraph.graph.rdf import ReportGraph
from kmgraph.graph.store import Store, to_quads, write_store
from kmgraph.pipeline import build_graph
from kmgraph.search import finding, making
from kmgraph.search.index import from_bytes, to_bytes
from kmgraph.stores import bundled_graph
from kmgraph_web import search
from kmgraph_web.app import create_app

REPORTS = int(os.environ.get("BENCH_SEARCH_REPORTS", "100"))
SHARED = Path(os.environ.get("BENCH_REPORTS") or Path(__file__).parents[2] / "shared" / "reports")
LITERAL = ("滇池", "发展", "的", "亿元", "基础设施", "乡村振兴", "龘", "发展 工业", "的 龘", "建设 滇池")
BESIDES = ("發展", "ＧＤＰ", "dc", "dianchi", "xian", "jcss", "zzzzzz", "gdp 增长", "jd sb", "a b c d e f g h")

# what a search without an index asks; a name or sentence holds every word
CONTAINS = """
SELECT DISTINCT ?iri ?word1 ?word2 {
  ?iri a ?kind .
  FILTER(?kind NOT IN (skos:Concept, kmg:Link, prov:Activity, prov:Entity, prov:SoftwareAgent))
  OPTIONAL { ?iri rdfs:label ?label }
  OPTIONAL { ?iri kmg:text ?sentence }
  OPTIONAL { ?iri kmg:indicatorText ?words }
  OPTIONAL { ?iri kmg:original ?original }
  OPTIONAL { ?iri skos:prefLabel ?name FILTER(LANG(?name) = "en") }
  BIND(LCASE(CONCAT(COALESCE(?sentence, STR(?label), ""), " ", COALESCE(?words, ""), " ", COALESCE(?original, ""),
                    " ", COALESCE(STR(?name), ""))) AS ?all)
  FILTER(CONTAINS(?all, ?word1) && CONTAINS(?all, ?word2))
}
"""


def graphs(number: int) -> Iterator[ReportGraph]:
    """Yield so many reports."""
    left = number
    for path in sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else ():
        if left:
            with suppress(KmgraphError):  # not every text is a report
                yield build_graph(path)
                left -= 1
    whole = bundled_graph()
    for copy in range(left):
        yield another(whole, copy)


def another(graph: ReportGraph, number: int) -> ReportGraph:
    """Return a report of another city, whose own nodes have other IRIs and other words: 昆明 is 昆甲明, 项目 is 甲项目."""
    mark, own = chr(0x4E00 + number * 7), graph.report.value

    def renamed(node: NamedNode) -> NamedNode:
        if not node.value.startswith(own):
            return node  # a concept is the same in every report
        return NamedNode(f"{KMR}{530200 + number}-2022{node.value.removeprefix(own)}")

    def other(value: Literal) -> Literal:
        words = value.value.replace("昆明", f"昆{mark}明").replace("项目", f"{mark}项目")
        return Literal(words, language=value.language) if value.language else value

    def copied(triple: Triple) -> Triple:
        subject, end = triple.subject, triple.object
        assert isinstance(subject, NamedNode)
        if isinstance(end, NamedNode):
            end = renamed(end)
        elif isinstance(end, Literal) and subject.value.startswith(own):
            end = other(end)
        return Triple(renamed(subject), triple.predicate, end)

    return ReportGraph(renamed(graph.report), tuple(map(copied, graph.facts)), tuple(map(copied, graph.positions)))


def quads(number: int) -> Iterator[Quad]:
    """Yield the reports' triples, one report after the other."""
    for graph in graphs(number):
        yield from to_quads([graph])


def milliseconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of some runs, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 2)


def megabytes(work: Callable[[], object]) -> float:
    """The memory that the result of some work takes."""
    tracemalloc.start()
    kept = work()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return round(size / 1e6, 1)


def filtered(store: Store, typed: str) -> set[str]:
    """What SPARQL finds."""
    word, _, other = typed.partition(" ")
    rows = store.query(CONTAINS, {"word1": Literal(word), "word2": Literal(other)})
    return {row["iri"].value for row in rows}  # type: ignore[union-attr]


def beside(store: Store, typed: str) -> dict[str, object]:
    """The same words by both, all hits of both: what the index finds by its letters, and what SPARQL does."""
    index = search.index(store)
    query = finding.read(index, typed)
    letters = {hit.iri for hit in finding.find(index, query, 10**9)}
    rows = filtered(store, typed)
    page = milliseconds(lambda: search.hits(store, finding.read(index, typed), 101))
    every = milliseconds(lambda: finding.find(index, query, 10**9), runs=1)
    sparql = milliseconds(lambda: filtered(store, typed), runs=1)
    return {
        "hits": len(letters),
        "hits_of_sparql": len(rows),
        "missed": len(rows - letters),
        "page_ms": page,
        "all_hits_ms": every,
        "sparql_ms": sparql,
        "times_faster": round(sparql / page),
        "times_faster_all_hits": round(sparql / every, 1),
    }


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "store"
        write_store(path, quads(REPORTS), {})
        store = Store.open(path)
        start = time.perf_counter()
        index = making.index_of(store)
        made = time.perf_counter() - start
        kept = to_bytes(index)
        loading = milliseconds(lambda: from_bytes(kept), runs=3)
        index = search.index(store)
        client = create_app(path).test_client()
        print(
            json.dumps(
                {
                    "reports": REPORTS,
                    "texts": "reports" if SHARED.is_dir() else "copies of the bundled report",
                    "nodes": len(index.iris),
                    "characters": sum(len(lines.text) for lines in (index.labels, index.spelled, index.texts)),
                    "making_seconds": round(made, 2),
                    "file_megabytes": round(len(kept) / 1e6, 1),
                    "loading_ms": loading,
                    "memory_megabytes": megabytes(lambda: from_bytes(kept)),
                    "beside_sparql": {words: beside(store, words) for words in LITERAL},
                    "besides_ms": {
                        words: milliseconds(lambda words=words: search.hits(store, search.read(store, words), 101))  # type: ignore[misc]
                        for words in BESIDES
                    },
                    "over_http_ms": {
                        words: milliseconds(lambda words=words: client.get("/search", query_string={"q": words}))  # type: ignore[misc]
                        for words in ("滇池", "的", "dc")
                    },
                },
                ensure_ascii=False,
                indent=1,
            )
        )


if __name__ == "__main__":
    main()
