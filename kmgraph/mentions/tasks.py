"""Headings of planned work as mentions."""

from __future__ import annotations

from kmgraph.mentions.mention import TaskHeading
from kmgraph.text.document import Document


def find_tasks(document: Document) -> tuple[TaskHeading, ...]:
    """Each heading of the planned work: （一）扎实做好产业培育 → level 1, 一是重塑工业传统产业新优势 → level 2."""
    return tuple(
        TaskHeading(
            span=s.heading,
            text=s.heading.of(document.text),
            rule="numbered_heading" if s.number else "run_in_heading",
            level=s.task_level,
        )
        for s in document.sections
        if s.task_level is not None
    )
