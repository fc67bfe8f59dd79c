"""Assessments, their drafts and what was done with them, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from sitrep.assess import RANGES, Difference, Thread
from sitrep.assess.body import plain
from sitrep.records import (
    Assessment,
    AssessmentStatus,
    Deed,
    DeedKind,
    Draft,
    KeyJudgement,
    Marking,
    Piece,
    Remark,
    ResponseStance,
    Severity,
)
from sitrep.terminal import WIDTH, clean, printable

Line = tuple[str, str]

_DID = {
    DeedKind.REVIEW: "reviewed",
    DeedKind.PUBLISH: "published",
    DeedKind.CORRECT: "corrected",
    DeedKind.WITHDRAW: "withdrawn",
    DeedKind.RESOLVE: "resolved",
}

_ANSWERS = {ResponseStance.AGREE: "agrees with", ResponseStance.DISAGREE: "disagrees with", ResponseStance.AMEND: "would amend"}


def assessment_lines(one: Assessment, answers: Sequence[Thread] = ()) -> Iterator[Line]:
    """An assessment: notices first, then what it judges, on what, and who answered it."""
    yield clean(one.title), "bold"
    status = one.status.value + (", written on since" if _written_on(one) else "")
    yield f"{status} · draft {one.number} · {one.marking.value} · {clean(one.by)} · {one.changed:%Y-%m-%d %H:%M}   {one.id}", ""
    if one.answers:
        what = f" {one.answers.judgement} of" if one.answers.judgement else ""
        yield f"{_ANSWERS[one.answers.stance]}{what} {clean(one.answers.assessment)}", ""
    for deed in (deed for deed in one.deeds if deed.kind in (DeedKind.CORRECT, DeedKind.WITHDRAW)):
        yield from _wrapped(f"{_DID[deed.kind].upper()} {deed.at:%Y-%m-%d} by {clean(deed.by)}: {clean(deed.note)}", "bold")
    for changed in one.stale:
        yield from _wrapped(f"STALE: {clean(changed.target)} {clean(changed.why)}", "bold")
    yield from _wrapped(clean(one.summary), "")
    for judgement in one.judgements:
        yield "", ""
        yield from _judgement_lines(judgement)
    sections = {
        "Assumptions": one.assumptions,
        "Alternatives considered": one.alternatives,
        "Gaps": one.gaps,
        "What would change this judgement": one.indicators,
    }
    for name, said in sections.items():
        if said:
            yield "", ""
            yield name, "bold"
            for item in said:
                yield from _wrapped(clean(item), "", first="  - ", rest="    ")
    yield from _responses(answers)


def bound(marking: Marking) -> str:
    """A marking that binds, to stand in a line: "TLP:AMBER · "; nothing for TLP:CLEAR."""
    return "" if marking is Marking.CLEAR else f"{marking.value} · "


def _written_on(one: Assessment) -> bool:
    return one.published is not None and one.status in (AssessmentStatus.DRAFT, AssessmentStatus.REVIEWED)


def _judgement_lines(one: KeyJudgement) -> Iterator[Line]:
    likely = (
        f"{one.likelihood.value} ({RANGES[one.likelihood][0]}-{RANGES[one.likelihood][1]} %)" if one.likelihood else "likelihood not given"
    )
    proved = {True: "proved true", False: "proved false", None: f"due {one.due}" if one.due else ""}[one.outcome]
    parts = [likely, f"confidence {one.confidence.value if one.confidence else 'not given'}", f"{len(one.citations)} citations", proved]
    yield f"{one.id.upper()}   {' · '.join(part for part in parts if part)}", "bold"
    yield from _wrapped(clean(one.text), "", first="  ", rest="  ")


def _responses(answers: Sequence[Thread]) -> Iterator[Line]:
    below = [one for one in answers if one.depth]
    if not below:
        return
    yield "", ""
    yield f"Responses ({len(below)})", "bold"
    for node in below:
        one, pad = node.assessment, "  " * min(node.depth, 10)
        stance = one.answers.stance.value if one.answers else ""
        on = f" on {one.answers.judgement}" if one.answers and one.answers.judgement else ""
        yield from _wrapped(f"{stance}{on}: {clean(one.title)}", "", first=pad, rest=f"{pad}  ")
        yield f"{pad}  {bound(one.marking)}{clean(one.by)} · {one.status.value} · {one.changed:%Y-%m-%d}   {one.id}", "dim"
        said = one.summary or plain(" ".join(line for line in one.body.splitlines() if not line.startswith("#")))
        yield from (
            (line, "italic") for line in wrap(clean(said[:300]), WIDTH - 4, initial_indent=f"{pad}  ", subsequent_indent=f"{pad}  ")
        )


def list_lines(found: Iterable[Assessment]) -> Iterator[Line]:
    """One line an assessment, and why it is stale."""
    for one in found:
        marks = [one.status.value + (", written on since" if _written_on(one) else ""), *(["stale"] if one.stale else [])]
        stance = f"{one.answers.stance.value}: " if one.answers else ""
        yield f"{stance}{clean(one.title)}", "bold"
        yield f"  {', '.join(marks)} · draft {one.number} · {bound(one.marking)}{clean(one.by)} · {one.changed:%Y-%m-%d}   {one.id}", ""
        for changed in one.stale:
            yield from _wrapped(f"{clean(changed.target)} {clean(changed.why)}", "dim", first="    ", rest="      ")


def log_lines(history: Iterable[Draft | Deed]) -> Iterator[Line]:
    """What was saved and done, in order."""
    numbers: dict[str, int] = {}
    for one in history:
        if isinstance(one, Draft):
            numbers[one.id] = one.number
            parents = [str(numbers.get(name, "?")) for name in (one.parent, *one.merges) if name]
            source = f" from {' and '.join(parents)}" if parents else ""
            yield f"{one.at:%Y-%m-%d %H:%M}  draft {one.number}{source}  {clean(one.by)}   {one.id}", "bold"
            yield from _wrapped(clean(one.message), "", first="    ", rest="    ")
        else:
            what = f" {one.judgement}: {'true' if one.outcome else 'false'}" if one.kind is DeedKind.RESOLVE else ""
            yield f"{one.at:%Y-%m-%d %H:%M}  {_DID[one.kind]}{what}  {clean(one.by)}  (draft {numbers.get(one.draft, '?')})", "bold"
            yield from _wrapped(clean(one.note), "", first="    ", rest="    ")


def difference_lines(before: Draft, after: Draft, found: Iterable[Difference]) -> Iterator[Line]:
    """Two drafts and how they differ: words that went in [-…-], words that came in {+…+}."""
    for sign, draft in (("-", before), ("+", after)):
        yield f"{sign * 3} draft {draft.number}  {clean(draft.by)}  {draft.at:%Y-%m-%d %H:%M}   {draft.id}", "bold"
    for one in found:
        yield f"@@ line {one.line_before}, now {one.line_after}", "dim"
        for sign, pieces, style in (("-", one.before, "red"), ("+", one.after, "green")):
            if pieces:
                yield from ((f"{sign} {line}", style) for line in _marked(pieces, sign).split("\n"))


def _marked(pieces: Sequence[Piece], sign: str) -> str:
    """The words of one side, those that only it has between marks; with nothing in common marks would say nothing."""
    if not any(piece.kept for piece in pieces):
        return "\n".join(map(printable, "".join(piece.text for piece in pieces).split("\n")))
    start, end = ("[-", "-]") if sign == "-" else ("{+", "+}")
    marked = "".join(piece.text if piece.kept else f"{start}{piece.text}{end}" for piece in pieces)
    return "\n".join(map(printable, marked.split("\n")))


def remark_lines(remarks: Iterable[Remark]) -> Iterator[Line]:
    """What the linter says."""
    for one in remarks:
        where = f"line {one.line}: " if one.line else ""
        style = "bold" if one.severity is Severity.ERROR else ""
        yield from _wrapped(f"{where}{one.severity.value}: {clean(one.text)}", style, rest="    ")


def found_lines(citation: str, words: str, where: str) -> Iterator[Line]:
    """What a search found: the citation to paste on a line of its own, then what it says, then where."""
    yield printable(citation), "bold"
    yield from _wrapped(clean(words)[:400], "", first="    ", rest="    ")
    yield from _wrapped(clean(where)[:300], "dim", first="    ", rest="    ")


def _wrapped(text: str, style: str, first: str = "", rest: str = "  ") -> Iterator[Line]:
    """A text in lines of the terminal's width; citations stay whole, so that they can be copied."""
    lines = wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    yield from ((line, style) for line in lines)
