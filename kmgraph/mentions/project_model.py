"""Names of projects that no rule knows, by a model that learned from hand-made marks.

A linear-chain conditional random field (Lafferty et al. 2001) over characters: each is the beginning, the inside or the end of a
name or outside of all. What it looks at are the characters around, alone and in twos and threes, and whether they belong to a
district or a branch; each such feature is hashed into a table of weights (Weinberger et al. 2009). The weights are made by
tests/tools/train_projects.py, which names what they were trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

LABELS = "OBIE"
_LETTERS = np.frombuffer(LABELS.encode("ascii"), np.uint8)
BITS = 18
# how sure the model has to be of every character of a name; chosen by the totals of texts left out
SURE = 0.6
# longer stretches are read in pieces
_LONGEST = 120
# how many of them at once
_BATCH = 200
# after how many steps sums are brought back to a sum of one
_RARELY = 6
# which characters a feature puts together, by their distance
_AROUND = ((-2,), (-1,), (0,), (1,), (2,), (-2, -1), (-1, 0), (0, 1), (1, 2), (-2, -1, 0), (-1, 0, 1), (0, 1, 2))
_MARKED_AROUND = ((0,), (-1,), (1,), (-1, 0), (0, 1), (-1, 0, 1))
_MARKED_WITH = (-1, 0, 1)
_REACH = 2
# what stands for a mark beyond a text's ends
_BEYOND = 99
_STOPS = np.array([ord(mark) for mark in "，,；;。：:、."], np.uint64)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
# a name in the labels: BIE in OBIEO; its beginning or its end may be missing
_NAME = re.compile(r"[BI]I*E?|E")

Hashes = NDArray[np.uint64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """`state` has a row for each hash and a column for each label, `step` the weight of each label behind each other one."""

    state: NDArray[np.int8]
    scale: float
    step: Scores


@cache
def weights() -> Weights:
    """Read the weights that come with the package."""
    with files("kmgraph_data").joinpath("models").joinpath("projects.npz").open("rb") as file, np.load(file) as kept:
        return Weights(kept["state"], float(kept["scale"]), kept["step"])


def find_names(texts: Sequence[str], marked: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the names in sentences: the sentence's index, where a name begins and where it ends.

    `marked` has a number for each character: 1 within a district, 2 within a branch, 3 within both, else 0.
    """
    pieces = [
        (index, start, text[start:end], marks[start:end])
        for index, (text, marks) in enumerate(zip(texts, marked, strict=True))
        for start, end in _pieces(text)
    ]
    pieces.sort(key=lambda piece: len(piece[2]))  # those of like length together, so that little is padded
    known = weights()
    for first in range(0, len(pieces), _BATCH):
        batch = pieces[first : first + _BATCH]
        lengths = np.array([len(text) for _, _, text, _ in batch])
        rows = hashes([text for _, _, text, _ in batch], [marks for _, _, _, marks in batch])
        weighed = _weighed(rows, known)
        shares = _shares(_padded(weighed, lengths), lengths, known.step)
        outside = shares[:, :, 0]
        letters = _LETTERS[shares.argmax(axis=2)]
        for row, (index, start, text, _) in enumerate(batch):
            labels = letters[row, : len(text)].tobytes().decode("ascii")
            for begin, end in (name.span() for name in _NAME.finditer(labels)):
                if outside[row, begin:end].max() <= 1 - SURE:
                    yield index, start + begin, start + end


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A text in stretches that are not too long, each up to the end of a clause where there is one."""
    start = 0
    while len(text) - start > _LONGEST:
        end = max(text.rfind(mark, start, start + _LONGEST) for mark in "，,；;") + 1 or start + _LONGEST
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def hashes(texts: Sequence[str], marked: Sequence[Sequence[int]]) -> Hashes:
    """The hashed features of some texts, a row for each character, text after text."""
    edge = "\x01" * _REACH
    codes = np.frombuffer("".join(edge + text + edge for text in texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = codes.astype(np.uint64)
    codes[(codes >= ord("0")) & (codes <= ord("9"))] = ord("0")
    codes[((codes >= ord("A")) & (codes <= ord("Z"))) | ((codes >= ord("a")) & (codes <= ord("z")))] = ord("A")
    beyond = [_BEYOND] * _REACH
    marks = np.array([mark for each in marked for mark in (*beyond, *each, *beyond)], np.uint64)
    begins = np.cumsum([0, *(len(text) + 2 * _REACH for text in texts)])[:-1] + _REACH
    places = np.concatenate([np.arange(start, start + len(text)) for start, text in zip(begins, texts, strict=True)])
    everywhere = np.arange(len(codes))
    stops = np.isin(codes, _STOPS) | (codes == ord(edge[0]))
    since = everywhere - np.maximum.accumulate(np.where(stops, everywhere, 0))
    # each kind of feature has a number of its own
    columns = [_hash(i, *(codes[places + d] for d in distances)) for i, distances in enumerate(_AROUND)]
    columns += [_hash(100 + i, *(marks[places + d] for d in distances)) for i, distances in enumerate(_MARKED_AROUND)]
    columns += [_hash(120 + i, marks[places + d], codes[places]) for i, d in enumerate(_MARKED_WITH)]
    columns.append(_hash(130, np.minimum(since[places], 3).astype(np.uint64)))
    return np.stack(columns).T


def _weighed(rows: Hashes, known: Weights) -> Scores:
    """What each label of each character weighs."""
    found = np.zeros((len(rows), len(LABELS)), np.int16)  # of some 20 weights of a byte
    for column in rows.T:
        found += known.state.take(column.view(np.int64), axis=0)
    weighed: Scores = found * np.float64(known.scale)
    return weighed


def _hash(kind: int, *parts: Hashes) -> Hashes:
    hashed = np.full(parts[0].shape, (kind + 1) * int(_FACTOR) % 2**64, np.uint64)
    for part in parts:
        hashed = (hashed ^ part) * _FACTOR  # wraps around, as it should
        hashed ^= hashed >> _SHIFT
    return hashed >> np.uint64(64 - BITS)


def _padded(weighed: Scores, lengths: NDArray[np.int64]) -> Scores:
    """Texts by characters by labels, with zeros behind the shorter texts."""
    padded = np.zeros((len(lengths), lengths.max(), len(LABELS)))
    padded[np.arange(lengths.max()) < lengths[:, None]] = weighed
    return padded


def _shares(scores: Scores, lengths: NDArray[np.int64], step: Scores) -> Scores:
    """How probable each label is for each character, all labellings of its text weighed (forward and backward sums).

    The shorter texts come first: a step is for those alone that reach so far.
    """
    seen, passed = np.exp(scores - scores.max(axis=2, keepdims=True)), np.exp(step)
    forward, backward = seen.copy(), np.ones_like(seen)
    reach = np.searchsorted(lengths, np.arange(seen.shape[1]), side="right")  # the first text that has a t-th character
    for t in range(1, seen.shape[1]):
        ways = (forward[reach[t] :, t - 1] @ passed) * seen[reach[t] :, t]
        forward[reach[t] :, t] = ways if t % _RARELY else ways / ways.sum(axis=1, keepdims=True)
    for t in range(seen.shape[1] - 2, -1, -1):
        ways = (seen[reach[t + 1] :, t + 1] * backward[reach[t + 1] :, t + 1]) @ passed.T
        backward[reach[t + 1] :, t] = ways if t % _RARELY else ways / ways.sum(axis=1, keepdims=True)
    both = forward * backward
    found: Scores = both / both.sum(axis=2, keepdims=True)
    return found
