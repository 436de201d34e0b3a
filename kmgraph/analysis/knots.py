"""The shortest cycles of a knot: of a part of the graph whose nodes all depend on one another.

A knot has more cycles than can be counted, and a search that takes them as they come meets long ones for hours before a short
one. Here each is sought from the first of its nodes, its start, by length: no step leads further from the start than the way
back allows (R. E. Korf, *Depth-first iterative-deepening: an optimal admissible tree search*, 1985).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice

from kmgraph.analysis.structure import Shares


def shortest_cycles(below: Shares, knot: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Return the `most` shortest cycles of a knot, or all where it has fewer: by length, and as long ones by their nodes.

    A cycle begins with the first of its nodes and follows `below`.
    """
    names = sorted(knot)
    number_of = {name: number for number, name in enumerate(names)}  # numbers compare as the names do, and sooner
    down = [sorted(number_of[b] for b in below[name] if b in number_of) for name in names]
    return [tuple([names[node] for node in cycle]) for cycle in islice(_by_length(_knot(down), most), most)]


_Neighbours = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Knot:
    """A knot by numbers: its edges both ways, and of each node the last start from which a cycle can run through it."""

    down: _Neighbours
    up: _Neighbours
    until: Sequence[int]


def _knot(down: _Neighbours) -> _Knot:
    up: list[list[int]] = [[] for _ in down]
    for node, targets in enumerate(down):
        for target in targets:
            up[target].append(node)
    return _Knot(down, up, _until(down, up))


def _until(down: _Neighbours, up: _Neighbours) -> list[int]:
    """Take the nodes away in their order, and with each all that then leads nowhere or is reached from nowhere.

    A ring has one start: without that node nothing of it is left.
    """
    leading, reached = [len(nodes) for nodes in down], [len(nodes) for nodes in up]
    until = [-1] * len(down)
    for start, gone in enumerate(until):
        if gone >= 0:
            continue
        until[start] = start
        falling = [start]
        for node in falling:
            for neighbours, left in ((up[node], leading), (down[node], reached)):
                for other in neighbours:
                    left[other] -= 1
                    if not left[other] and until[other] < 0:
                        until[other] = start
                        falling.append(other)
    return until


def _by_length(knot: _Knot, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the cycles by length and nodes: at least `most`, or all where there are fewer."""
    waiting, longest = _starts(knot, most)
    heapify(waiting)
    while waiting:
        length, start = heappop(waiting)
        longer = yield from _around(knot, start, length, dict(_back(knot, start, longest)))
        if longer <= longest:
            heappush(waiting, (longer, start))


def _starts(knot: _Knot, most: int) -> tuple[list[tuple[int, int]], int]:
    """Return the starts with the lengths of their shortest cycles, and the length that the `most` shortest do not exceed."""
    starts, lengths, longest = [], list[int](), len(knot.until)
    for start, until in enumerate(knot.until):
        if start != until:
            continue
        first = frozenset(knot.down[start])
        length = next((steps + 1 for node, steps in _back(knot, start, longest) if node in first), longest + 1)
        if length <= longest:
            starts.append((length, start))
            insort(lengths, length)
            longest = lengths[most - 1] if len(lengths) >= most else longest
    return starts, longest


def _back(knot: _Knot, start: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield the nodes from which a cycle of at most that length can return to its start, with their steps to it, nearest first."""
    yield start, 0
    seen, here = {start}, [start]
    for steps in range(1, longest):
        before, here = here, []
        for node in before:
            for over in knot.up[node]:
                if over not in seen and knot.until[over] >= start:
                    yield over, steps
                    seen.add(over)
                    here.append(over)
        if not here:
            return


def _around(knot: _Knot, start: int, length: int, back: dict[int, int]) -> Generator[tuple[int, ...], None, int]:
    """Yield the cycles of a length from a start, by their nodes; return the next length that others of its cycles may have."""
    longer = len(knot.until) + 1
    path, ahead = {start: None}, [iter(knot.down[start])]  # a dict is a list that knows at once what it holds
    while ahead:
        node = next(ahead[-1], None)
        if node is None:
            ahead.pop()
            path.popitem()
        elif node == start:
            if len(path) == length:
                yield tuple(path)
        elif node in back and node not in path:
            least = len(path) + back[node]
            if least <= length:
                path[node] = None
                ahead.append(iter(knot.down[node]))
            else:
                longer = min(longer, least)
    return longer
