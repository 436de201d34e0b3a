"""Train the model that finds projects' names (kmgraph/mentions/project_model.py), for data/models/projects.npz.

usage: python tests/tools/train_projects.py --reports FOLDER OUT.npz [MORE_MARKS ...]

Needs python-crfsuite (`pip install python-crfsuite==0.9.12`). It learns from tests/hand_marked/learned and
tests/hand_marked/reports/learned, whose reports are looked for in FOLDER, and from more folders of marks where some are
named; tests/hand_marked/left_out and reports/left_out are never read. The same input on the same machine gives the same bytes;
their SHA-256 is kept in the file, `python tests/tools/train_projects.py --show OUT.npz` prints it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.industries import find_industries
from kmgraph.mentions.learned_projects import marks_of
from kmgraph.mentions.places import find_districts
from kmgraph.mentions.project_model import BITS, LABELS, hashes
from kmgraph.pipeline import document_of
from kmgraph.scoring import Marked, load_marks

HAND_MARKED = Path(__file__).parents[1] / "hand_marked"
ROUNDS = 100
SMOOTHING = 1.0


def marked_texts(reports: Path, more: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield each file of marks with its text."""
    for marks in sorted((HAND_MARKED / "learned").glob("*.jsonl")):
        yield marks, marks.with_suffix(".txt")
    for marks in sorted((HAND_MARKED / "reports" / "learned").glob("*.jsonl")):
        yield marks, reports / json.loads(marks.open(encoding="utf-8").readline())["report"]
    for folder in more:
        for marks in sorted(folder.glob("*.jsonl")):
            text = marks.with_suffix(".txt")
            yield marks, text if text.exists() else reports / text.name


def examples(gold: Marked, text: Path) -> Iterator[tuple[np.ndarray, list[str]]]:
    """Yield the features and the labels of each sentence that lies in what was marked."""
    document, vocabulary = document_of(text), load_vocabulary()
    districts, industries = find_districts(document, vocabulary), find_industries(document, vocabulary)
    names = [(m["start"], m["end"]) for m in gold.marks if m["kind"] == "project"]
    for sentence in document.sentences:
        if not gold.inside({"start": sentence.span.start, "end": sentence.span.end}):
            continue
        labels = ["O"] * len(sentence.text)
        for start, end in names:
            first, last = start - sentence.span.start, end - sentence.span.start
            if 0 <= first < last <= len(labels):
                labels[first:last] = ["B", *"I" * (last - first - 2), *"E" * (last - first > 1)]
        yield hashes([sentence.text], [marks_of(sentence, districts, industries)]), labels


def main() -> None:
    """Train, or show what a file was trained on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("out", type=Path)
    parser.add_argument("more", type=Path, nargs="*")
    asked = parser.parse_args()
    if asked.show:
        with np.load(asked.out) as kept:
            print(f"{kept['texts']} texts, {kept['sentences']} sentences, SHA-256 {kept['input']}")
        return
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": SMOOTHING, "max_iterations": ROUNDS, "feature.possible_transitions": True})
    digest, texts, sentences = hashlib.sha256(), 0, 0
    for marks, text in marked_texts(asked.reports, asked.more):
        gold = load_marks(marks)
        if not any(mark["kind"] == "project" for mark in gold.marks) and marks.parent in asked.more:
            continue  # a text of which no reader marked projects tells nothing of them
        texts += 1
        for part in (marks, text):
            digest.update(part.read_bytes())
        for features, labels in examples(gold, text):
            sentences += 1
            trainer.append([[str(value) for value in row] for row in features], labels)
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "projects.crf"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        learned = tagger.info()
    state = np.zeros((2**BITS, len(LABELS)))
    for (feature, label), weight in learned.state_features.items():
        state[int(feature), LABELS.index(label)] = weight
    step = np.zeros((len(LABELS), len(LABELS)))
    for (label, following), weight in learned.transitions.items():
        step[LABELS.index(label), LABELS.index(following)] = weight
    scale = float(np.abs(state).max() / 127)
    np.savez_compressed(
        asked.out,
        state=np.round(state / scale).astype(np.int8),
        scale=scale,
        step=step,
        texts=texts,
        sentences=sentences,
        input=digest.hexdigest(),
    )


if __name__ == "__main__":
    main()
