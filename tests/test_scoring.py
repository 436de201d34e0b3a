import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kmgraph.errors import ReadingError
from kmgraph.scoring import Marked, load_marks, report, score, to_marked

TEXT = "确保冶金产业产值达1200亿元，旅游业总收入增长20%以上，推进东川港建设。"
GUIDE = Path(__file__).parents[2] / "shared" / "gold" / "score.py"


def mark(kind: str, words: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"kind": kind, "id": f"{kind}{start}", "start": start, "end": start + len(words), "text": words, **fields}


def figure(words: str, **fields: object) -> dict[str, object]:
    usual = {"status": "target", "unit": "亿元", "change": "level", "comparator": "=", "year": 2022}
    return mark("quantity", words, **{**usual, **fields})


GOLD = [
    figure("1200亿元", indicator="冶金产业产值", value=1200),
    figure("20%", indicator="旅游业总收入", value=20, unit="%", change="increase", comparator=">="),
    mark("industry", "冶金产业", section="C"),
    mark("project", "东川港", phase="在建"),
    mark("district", "东川", code="530113"),
    {"kind": "link", "from": "project32", "to": "district32", "type": "locatedIn"},
]


def test_marks_equal_to_the_gold_are_all_right() -> None:
    table = score([(to_marked(GOLD), to_marked(GOLD))])
    assert {name: (row.hit, row.found, row.gold) for name, row in table.items() if row.gold} == {
        "district": (1, 1, 1),
        "industry": (1, 1, 1),
        "industry?": (1, 1, 1),
        "link:locatedIn": (1, 1, 1),
        "project": (1, 1, 1),
        "project.phase": (1, 1, 1),
        "quantity": (2, 2, 2),
        "quantity.change": (2, 2, 2),
        "quantity.comparator": (2, 2, 2),
        "quantity.year": (2, 2, 2),
        "quantity?": (2, 2, 2),
    }


@pytest.mark.parametrize(
    ("found", "row", "hits"),
    [
        (figure("1200亿元", indicator="冶金产值", value=1200), "quantity", 1),
        (figure("1200亿元", indicator="旅游", value=1200), "quantity", 0),
        (figure("1200亿元", indicator="冶金产业产值", value=120), "quantity", 0),
        (figure("1200亿元", indicator="冶金产业产值", value=120), "quantity?", 1),
        (figure("1200亿元", indicator="冶金产业产值", value=1200, status="result"), "quantity?", 0),
        (mark("industry", "冶金", section="C"), "industry", 1),
        (mark("industry", "冶金产业", section="B"), "industry", 0),
        (mark("industry", "冶金产业", section="B"), "industry?", 1),
        (mark("project", "港", phase=None), "project", 0),
        (mark("district", "东川港", code="530113"), "district", 1),
        (mark("district", "东川", code=None), "district", 0),
    ],
)
def test_what_matches(found: dict[str, object], row: str, hits: int) -> None:
    assert score([(to_marked(GOLD), to_marked([found]))])[row].hit == hits


def test_marks_outside_of_the_scope_do_not_count() -> None:
    gold = [{"kind": "scope", "ranges": [[0, 16]]}, *GOLD[:1]]
    table = score([(to_marked(gold), to_marked(GOLD))])
    assert (table["quantity"].hit, table["quantity"].found, table["project"].found) == (1, 1, 0)


def test_errors_are_listed_with_their_place() -> None:
    table = score([(to_marked(GOLD), Marked((), ()))])
    assert 'project missed: 32-35 东川港 {"phase": "在建"}' in list(report(table, errors=3))


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide's own script is not beside this checkout")
def test_the_same_figures_as_the_guides_script(tmp_path: Path) -> None:
    """On the hand-made marks, shifted, doubled, thinned out and changed at random (fixed seed)."""
    chance = random.Random(7)
    pairs, arguments = [], []
    for gold in sorted(GUIDE.parent.glob("*.jsonl")):
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        spoiled = tmp_path / gold.name
        lines = [
            json.dumps(row, ensure_ascii=False) for row in rows if row["kind"] != "scope" for row in spoil(row, chance)
        ]
        spoiled.write_text("\n".join(lines), encoding="utf-8")
        pairs.append((load_marks(gold), load_marks(spoiled)))
        arguments += [str(gold), str(spoiled)]
    theirs = subprocess.run([sys.executable, str(GUIDE), "--json", *arguments], capture_output=True, check=True)
    ours = {
        name: {
            "precision": round(row.precision, 4),
            "recall": round(row.recall, 4),
            "f1": round(row.f1, 4),
            "found": row.found,
            "gold": row.gold,
        }
        for name, row in score(pairs).items()
    }
    assert ours == json.loads(theirs.stdout)


def spoil(row: dict[str, object], chance: random.Random) -> list[dict[str, object]]:
    if chance.random() < 0.1:
        return []
    row = dict(row)
    if "start" in row and chance.random() < 0.3:
        row["start"] = int(str(row["start"])) + chance.choice([-1, 1])
    for name, other in (("status", "result"), ("section", "A"), ("phase", None), ("year", 2000), ("indicator", "x")):
        if name in row and chance.random() < 0.2:
            row[name] = other
    return [row, {**row, "id": f"{row['id']}b"}] if "start" in row and chance.random() < 0.1 else [row]


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": 1}', '{"kind": 3}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_text('{"kind": "scope", "ranges": []}\n' + line, encoding="utf-8")
    with pytest.raises(ReadingError, match=r"marks\.jsonl:2: "):
        load_marks(path)
