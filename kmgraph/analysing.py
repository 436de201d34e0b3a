"""What the answers on dependencies say in a terminal, in Chinese or English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kmgraph.analysis.answers import Dependency, Way
from kmgraph.analysis.centrality import Centrality
from kmgraph.analysis.chains import Cycles, Order, Ways
from kmgraph.analysis.communities import Communities
from kmgraph.analysis.critical import Critical
from kmgraph.analysis.gaps import Counted, Gap
from kmgraph.analysis.impact import Impact, Weakened
from kmgraph.analysis.support import Footing, Footings, Support
from kmgraph.graph.ontology import load_concepts, shorten, terms
from kmgraph.graph.rows import Node

Words = Callable[[str, str], str]

SHOWN = 20  # rows of a list; --json gives all
_LABEL = 48


def words_in(language: str) -> Words:
    """Return the function that picks one of two wordings, Chinese and English."""
    at = ("zh", "en").index(language)
    return lambda zh, en: (zh, en)[at]


def tell_impact(found: Impact, say: Words) -> Iterator[str]:
    """Lines on what falls or is weakened: goals first, each with what explains its share."""
    yield _basis(found.basis, say)
    for nodes, words in ((found.late, say("推迟", "late")), (found.dropped, say("落空", "dropped"))):
        for node in nodes:
            yield f"{words}: {_named(node)}"
    yield from _cycles_met(found.cycles, say)
    for weak, heading in (
        (found.goals, say("受影响的目标", "Goals weakened")),
        (found.others, say("受影响的任务、承诺和项目", "Tasks, commitments and projects weakened")),
    ):
        yield ""
        yield f"{heading}: {len(weak)}"
        for each in weak[:SHOWN]:
            yield from _weakened(each, say)
        yield from _rest(len(weak), say)


def _weakened(weak: Weakened, say: Words) -> Iterator[str]:
    parts = [
        say(f"{words[0]} {_percent(share)}", f"{_percent(share)} {words[1]}")
        for share, words in ((weak.dropped, ("落空", "gone")), (weak.late, ("推迟", "late")))
        if share > 0
    ]
    yield f"  {', '.join(parts)}  {_named(weak.node)}"
    for cause in weak.causes[:3]:
        first, *further = _steps(cause.way, say, quotes=False)
        yield f"    {_percent(cause.share)}  {first}"
        yield from (f"           {line}" for line in further)
    quotes = {step.sentence: step.quote for cause in weak.causes[:3] for step in cause.way if step.quote}
    yield from (f"    “{' '.join(quote.split())}” {shorten(sentence)}" for sentence, quote in quotes.items())


def tell_support(found: Support, say: Words) -> Iterator[str]:
    """Lines on what a node rests on, what carries most of it first."""
    yield _basis(found.basis, say)
    yield _named(found.node)
    if not found.props:
        yield say(
            "  没有任何依托：图中没有写明什么支撑它", "  rests on nothing: the graph tells of nothing that supports it"
        )
    for prop in found.props[:SHOWN]:
        alone = say("  （唯一依托）", "  (it alone)") if prop in found.sole else ""
        yield f"  {_percent(prop.share)}  {_named(prop.node)}{alone}"
        if prop.cycle:
            yield f"      {say('与其互相依赖', 'depends mutually on')}: {_list(prop.cycle)}"
        yield from (f"      {line}" for line in _steps(prop.way[-1:], say))
    yield from _rest(len(found.props), say)


def tell_footings(found: Footings, say: Words) -> Iterator[str]:
    """Lines on how the goals stand: on nothing, on promises alone, on one project."""
    yield _basis(found.basis, say)
    groups: tuple[tuple[str, Sequence[Footing]], ...] = (
        (say("只靠一个项目的目标", "Goals that hang on one project"), found.one_project),
        (say("有承诺而没有项目支撑的目标", "Goals with promises under them, but no project"), found.no_project),
        (say("有多个项目支撑的目标", "Goals with several projects under them"), found.more),
        (say("没有任何支撑的目标", "Goals with nothing under them"), found.nothing),
    )
    for heading, goals in groups:
        yield ""
        yield f"{heading}: {len(goals)}"
        for each in goals[:SHOWN]:
            one = f" ← {each.only.label}" if each.only else ""
            many = say(f" ({each.projects} 个项目)", f" ({each.projects} projects)") if each.projects > 1 else ""
            yield f"  {_named(each.goal)}{one}{many}"
        yield from _rest(len(goals), say)


def tell_critical(found: Critical, say: Words) -> Iterator[str]:
    """Lines on where the plan is thin, each kind with what it means."""
    yield _basis(found.basis, say)
    yield ""
    yield say("一旦落空，就有目标失去全部依托：", "Without it, goals lose all that they rest on:")
    for each in found.bottlenecks:
        goals = say(f"{len(each.cut_off)} 个目标", f"{len(each.cut_off)} goals")
        carried = say(f"合计承载 {each.carried:.2f} 个目标", f"{each.carried:.2f} goals' worth in all")
        yield f"  {goals} ({carried})  {_named(each.node)}"
        yield from (f"      {goal.label}" for goal in each.cut_off[:5])
    yield ""
    yield say("去掉它，计划就断成几块（关节点）：", "Without it, the plan falls apart (articulation points):")
    for joint in found.joints:
        severed = say(
            f"断成 {joint.parts} 块，{joint.severed} 个节点失去联系",
            f"{joint.parts} parts, {joint.severed} nodes lose touch",
        )
        yield f"  {severed}  {_named(joint.node)}"
    yield ""
    yield say("最长的依赖链：", "The longest chains:")
    for chain in found.chains:
        yield f"  {say(f'{len(chain)} 步', f'{len(chain)} steps')}  {_cut(chain[0].source.label)}"
        yield from (f"      {line}" for line in _steps(chain, say, quotes=False))


def tell_path(found: Ways, say: Words) -> Iterator[str]:
    """Lines on how one node depends on another."""
    yield _basis(found.basis, say)
    above, below = (found.end, found.start) if found.turned else (found.start, found.end)
    if not found.ways:
        yield say(
            f"“{found.start.label}”与“{found.end.label}”互不依赖",
            f"neither of “{found.start.label}” and “{found.end.label}” depends on the other",
        )
        return
    yield say(f"“{above.label}”依赖“{below.label}”", f"“{above.label}” depends on “{below.label}”")
    for way in found.ways:
        yield ""
        yield from (f"  {line}" for line in _steps(way, say))
    if found.more:
        yield say("还有更长的路径没有列出", "There are more ways, longer ones, that are not listed")


def tell_cycles(found: Cycles, say: Words) -> Iterator[str]:
    """Lines on what depends on itself, each edge with its sentence."""
    yield _basis(found.basis, say)
    if not found.cycles:
        yield say("没有循环依赖", "nothing depends on itself")
    for cycle in found.cycles:
        yield ""
        yield say(f"{len(cycle)} 步的循环", f"a cycle of {len(cycle)} steps")
        yield from (f"  {line}" for line in _steps(cycle, say))
    if found.more:
        yield say("还有循环没有列出", "There are more cycles that are not listed")


def tell_order(found: Order, say: Words) -> Iterator[str]:
    """Lines on what can be done in which order."""
    yield _basis(found.basis, say)
    for step in found.steps:
        after = say(f"，须在 {step.after} 之后", f", after {step.after}") if step.after else ""
        phase = f" [{_phase(step.phase, say)}]" if step.phase else ""
        yield f"{step.number:>4}{after}  {_list(step.nodes)}{phase}"
    yield say(f"另有 {found.alone} 个节点没有任何依赖", f"{found.alone} more nodes depend on nothing and bear nothing")


def tell_communities(found: Communities, say: Words) -> Iterator[str]:
    """Lines on what hangs together."""
    yield _basis(found.basis, say)
    yield say(f"模块度 {found.modularity:.2f}", f"modularity {found.modularity:.2f}")
    for each in found.communities[:SHOWN]:
        name = say("、", ", ").join(node.label for node in each.names) or say(
            "无共同行业或区域", "no industry or district in common"
        )
        yield ""
        yield f"{each.number}. {name} ({len(each.members)})"
        yield from (f"  {_named(node)}" for node in each.members[:5])
        yield from _rest(len(each.members), say, 5)
    yield from _rest(len(found.communities), say)


def tell_centrality(found: Centrality, say: Words) -> Iterator[str]:
    """Lines on betweenness and PageRank, with what they mean."""
    yield _basis(found.basis, say)
    yield say(
        "中介中心性：多大比例的节点对之间，最短的依赖链经过它；PageRank：沿依赖往下走，最后停在它的机会",
        "Betweenness: of all pairs of nodes, the share whose shortest chain runs through it. PageRank: the chance that "
        "who walks down the dependencies ends there",
    )
    if found.sampled:
        yield say(
            f"由 {found.sampled} 个起点估计，标准误差不超过 {found.error:.2e}",
            f"estimated from {found.sampled} start nodes, standard error at most {found.error:.2e}",
        )
    for each in found.nodes[:SHOWN]:
        yield f"  {each.betweenness:.6f}  {each.pagerank:.6f}  {_named(each.node)}"
    yield from _rest(len(found.nodes), say)


def tell_gaps(found: Sequence[Counted], say: Words) -> Iterator[str]:
    """Lines on what the plan leaves open: how many of how many, and the key that lists them."""
    for gap in found:
        yield f"{gap.count:>5} / {gap.of:<5} {say(gap.label.zh, gap.label.en)} ({gap.key})"


def tell_gap(gap: Gap, say: Words) -> Iterator[str]:
    """Lines on one gap: what it means, its query, its rows with their sentences."""
    yield f"{say(gap.label.zh, gap.label.en)}: {gap.count} / {gap.of}"
    yield say(gap.means.zh, gap.means.en)
    yield ""
    yield from gap.sparql.rstrip().splitlines()
    yield ""
    for row in gap.rows[:SHOWN]:
        yield f"  {_named(row.node)}"
        if row.quote:
            yield f"      “{_cut(row.quote)}” {shorten(row.sentence)}"
    yield from _rest(gap.count, say)


# --- pieces ---------------------------------------------------------------------------------------------------


def _basis(basis: str, say: Words) -> str:
    if basis == "stated":
        return say("只用原文明示的依赖", "stated dependencies only")
    return say("原文明示（权重 1）与推断（权重 ½）的依赖", "stated (weight 1) and inferred (weight ½) dependencies")


def _steps(way: Way, say: Words, *, quotes: bool = True) -> Iterator[str]:
    for step in way:
        yield f"{_cut(step.source.label)} → {_cut(step.target.label)} ({_how(step, say)})"
        if quotes and step.quote:
            yield f"  “{' '.join(step.quote.split())}” {shorten(step.sentence)}"


def _how(step: Dependency, say: Words) -> str:
    known = terms().get(step.property)
    name = known.label(say("zh", "en")) if known else shorten(step.property)
    basis = say("明示", "stated") if step.basis == "stated" else say("推断", "inferred")
    return ", ".join(part for part in (name, basis, step.rule) if part)


def _phase(iri: str, say: Words) -> str:
    return load_concepts().label(iri, say("zh", "en")) or shorten(iri)


def _cycles_met(cycles: tuple[tuple[Node, ...], ...], say: Words) -> Iterator[str]:
    for cycle in cycles:
        yield f"{say('循环依赖，一并计算', 'a cycle, worked out as one')}: {_list(cycle)}"


def _named(node: Node) -> str:
    return f"{_cut(node.label)} ({shorten(node.iri)})"


_MEMBERS = 20


def _list(nodes: Sequence[Node]) -> str:
    told = "; ".join(_named(node) for node in nodes[:_MEMBERS])
    return told if len(nodes) <= _MEMBERS else f"{told}; … +{len(nodes) - _MEMBERS}"


def _cut(label: str) -> str:
    flat = " ".join(label.split())
    return flat if len(flat) <= _LABEL else flat[: _LABEL - 1] + "…"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _rest(count: int, say: Words, shown: int = SHOWN) -> Iterator[str]:
    if count > shown:
        yield say(f"  另有 {count - shown} 项；--json 给出全部", f"  and {count - shown} more; --json gives all")
