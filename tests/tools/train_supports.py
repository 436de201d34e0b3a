"""Train the second opinion on what supports a goal (kmgraph/facts/support_model.py), for data/models/supports.json.

usage: python tests/tools/train_supports.py --reports FOLDER OUT.json [MORE_MARKS ...]

Needs scikit-learn (`pip install scikit-learn==1.9.1`). It learns from the marks that train_projects.py learns from, on the projects and
figures that the program finds in their texts; what is left out is never read. The file names the SHA-256 of its input.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from train_projects import marked_texts

from kmgraph.facts.kinship import kinship_of
from kmgraph.facts.marks import to_marks
from kmgraph.facts.scene import scenes
from kmgraph.facts.support_model import features, pairs_of
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.pipeline import extract_file
from kmgraph.scoring import Marked, counterparts, load_marks, to_marked
from kmgraph.text.span import Span

Example = tuple[frozenset[str], bool]
# how strongly weights are held back, how often a feature must be seen, and what a weight is rounded to
STRENGTH, SEEN, DIGITS = 0.3, 2, 2


def examples(gold: Marked, text: Path) -> Iterator[Example]:
    """Yield the features of each pair of a project and a goal that was found, and whether a reader linked them."""
    found = extract_file(text)
    marks = to_marked(to_marks(found.mentions, found.links))
    same = counterparts(gold, marks)
    key = {(m["kind"], m["start"], m["end"]): m["id"] for m in marks.marks if gold.inside(m)}
    linked = {(link["from"], link["to"]) for link in gold.links if link["type"] == "supports"}
    kinship = kinship_of(load_vocabulary())
    for scene in scenes(found.document, found.mentions):
        for (project, goal), i, j in pairs_of(scene):
            ends = (("project", *_ends(project.span)), ("quantity", *_ends(goal.span)))
            if all(end in key for end in ends):
                link = (same.get(key[ends[0]]), same.get(key[ends[1]]))
                yield frozenset(features(scene, (project, goal), i, j, kinship)), link in linked


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("out", type=Path)
    parser.add_argument("more", type=Path, nargs="*")
    asked = parser.parse_args()
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    digest, texts = hashlib.sha256(), 0
    rows: list[Example] = []
    for marks, text in marked_texts(asked.reports, asked.more):
        texts += 1
        for part in (marks, text):
            digest.update(part.read_bytes())
        rows += examples(load_marks(marks), text)
    often = Counter(feature for row, _ in rows for feature in row)
    names = sorted(feature for feature, count in often.items() if count >= SEEN)
    column = {name: i for i, name in enumerate(names)}
    cells = [sorted(column[feature] for feature in row if feature in column) for row, _ in rows]
    starts = np.cumsum([0, *map(len, cells)]).astype(np.int32)
    flat = np.array([cell for row in cells for cell in row], np.int32)
    table = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(names)))
    model = LogisticRegression(C=STRENGTH, max_iter=1000, solver="liblinear", random_state=0)
    model.fit(table, [linked for _, linked in rows])
    kept = {name: round(float(w), DIGITS) for name, w in zip(names, model.coef_[0], strict=True)}
    weights = {name: weight for name, weight in kept.items() if weight}
    learned = {
        "texts": texts,
        "pairs": len(rows),
        "input": digest.hexdigest(),
        "bias": round(float(model.intercept_[0]), DIGITS),
        "weights": weights,
    }
    asked.out.write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{texts} texts, {len(rows)} pairs, {len(weights)} weights")


if __name__ == "__main__":
    main()
