"""Threads: an assessment, the responses to it, the responses to these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.records import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """An assessment in a thread: how deep it stands (0: it is what the others answer)."""

    depth: int
    assessment: Assessment


def thread(root: str, assessments: Sequence[Assessment]) -> tuple[Thread, ...]:
    """An assessment and all that answers it, each under what it answers, the earliest first. Each comes once, also in a circle."""
    answering: dict[str, list[Assessment]] = {}
    for one in sorted(assessments, key=lambda one: (one.created, one.id)):
        if one.answers:
            answering.setdefault(one.answers.assessment, []).append(one)
    found: list[Thread] = []
    seen: set[str] = set()
    waiting = [Thread(depth=0, assessment=one) for one in assessments if one.id == root]
    while waiting:
        node = waiting.pop()
        if node.assessment.id in seen:
            continue
        seen.add(node.assessment.id)
        found.append(node)
        below = answering.get(node.assessment.id, [])
        waiting += [Thread(depth=node.depth + 1, assessment=one) for one in reversed(below)]
    return tuple(found)
