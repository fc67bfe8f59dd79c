"""What is wrong with a draft: its form, its words, and the evidence that it cites."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sitrep.assess import scale
from sitrep.assess.citations import cite
from sitrep.assess.writing import Writing
from sitrep.records import Cited, Remark, Severity, Staleness

_EMPTY = {
    "assumptions": "no assumptions (## Assumptions): what is taken as so without evidence?",
    "alternatives": "no alternatives (## Alternatives considered): what else would explain it?",
    "gaps": "no gaps (## Gaps): what is not known that matters?",
    "indicators": "nothing that would change the judgement (## What would change this judgement)",
}


def lint(
    writing: Writing,
    now: Mapping[tuple[str, str], Cited],
    stale: Sequence[Staleness] = (),
    *,
    answered: Collection[str] | None = None,
) -> tuple[Remark, ...]:
    """Every remark on a draft, by line. `now` is what its citations lead to, by kind and target; `stale` what changed since it was saved;
    `answered` the names of the key judgements of the assessment that it answers, None where there is no such assessment.
    """
    found = [*writing.remarks, *_whole(writing), *_judgements(writing), *_citations(writing, now, stale), *_answers(writing, answered)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.line or 0, one.severity)))


def errors(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Those that keep a draft from being published."""
    return tuple(one for one in remarks if one.severity is Severity.ERROR)


def _whole(writing: Writing) -> Iterator[Remark]:
    front, answer = writing.front, writing.front.answers
    if not front.title:
        yield Remark(severity=Severity.ERROR, line=1, text="there is no title")
    if not writing.text.strip():
        yield Remark(severity=Severity.ERROR, line=writing.before + 1, text="there is no text below the front matter")
    if scale.mixed(front.summary):
        yield Remark(severity=Severity.ERROR, line=1, text="summary: a likelihood and a confidence in one sentence")
    if answer is not None:
        return
    if not writing.judgements:
        yield Remark(severity=Severity.ERROR, line=None, text="there is no key judgement: ## Key judgements, then ### KJ1 and a sentence")
    if not front.summary:
        yield Remark(severity=Severity.WARNING, line=1, text="there is no summary")
    for field, words in _EMPTY.items():
        if not getattr(writing, field):
            yield Remark(severity=Severity.WARNING, line=None, text=words)


def _judgements(writing: Writing) -> Iterator[Remark]:
    for one in writing.judgements:
        at = writing.places[one.id]
        if not one.text:
            yield writing.at(at, f"{one.id.upper()} says nothing")
        if not one.citations:
            yield writing.at(at, f"{one.id.upper()} has no evidence: cite what it rests on (sitrep search finds it)")


def _citations(writing: Writing, now: Mapping[tuple[str, str], Cited], stale: Sequence[Staleness]) -> Iterator[Remark]:
    whys: dict[str, list[str]] = {}
    for one in stale:
        whys.setdefault(one.target, []).append(one.why)
    said: set[str] = set()
    for citation in writing.citations:
        name = cite(citation.kind, citation.target)
        current = now.get((citation.kind.value, citation.target))
        if name in said or current is None:
            continue
        said.add(name)
        if current.id is None:
            reason = f" ({'; '.join(current.notes)})" if current.notes else ""
            yield writing.at(citation.start, f"{name} leads to nothing{reason}")
        elif reasons := [*dict.fromkeys((*current.notes, *whys.get(name, ())))]:
            yield writing.at(citation.start, f"{name}: {'; '.join(reasons)}", Severity.WARNING)


def _answers(writing: Writing, answered: Collection[str] | None) -> Iterator[Remark]:
    answer = writing.front.answers
    if answer is None:
        return
    if answered is None:
        yield Remark(severity=Severity.ERROR, line=1, text=f"answers: {answer.assessment} is no other assessment in the database")
    elif answer.judgement and answer.judgement not in answered:
        yield Remark(severity=Severity.ERROR, line=1, text=f"judgement: {answer.assessment} has no key judgement {answer.judgement!r}")
