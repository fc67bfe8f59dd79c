"""The command `ach`: competing hypotheses against what is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import click

from sitrep.assess.hypotheses import LONGEST, Analysis, Matrix, Tested, analysed, graded, grades, parsed
from sitrep.config import load
from sitrep.console import db_option, json_option, opened, print_line
from sitrep.errors import AssessError

_WIDTH = 80
_MOST_BYTES = 4 * LONGEST


@click.command()
@click.argument("file", metavar="FILE")
@db_option
@json_option
def ach(file: str, db: str | None, as_json: bool) -> None:
    """Hold hypotheses against evidence (a CSV file): which has the least against it, and on which evidence that hangs.

    Evidence that cites a statement or an account ([[st:ID]], [[ac:INCIDENT/attribute/value]]) and says no credibility takes it from the
    grade in the database, if there is one.
    """
    from sitrep.terminal import show

    found = analysed(_graded(parsed(_text(Path(file)), file), db))
    print_line(found) if as_json else show(_lines(found))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as source:
            held = source.read(_MOST_BYTES + 1)
    except OSError as error:
        raise AssessError(str(path), f"cannot be read: {error.strerror}") from error
    if len(held) > _MOST_BYTES:
        raise AssessError(str(path), f"is longer than {LONGEST:,} characters")
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        raise AssessError(f"{path}:{line}", "is not UTF-8") from error


def _graded(matrix: Matrix, db: str | None) -> Matrix:
    """The matrix with grades from the database: the one that is named, or the usual one where there is one and something is cited."""
    wanted = any(one.citations and one.credibility is None for one in matrix.evidence)
    if not wanted or not (db or Path(load().db).exists()):
        return graded(matrix, {})
    with opened(db, None, create=False) as pipeline:
        return graded(matrix, grades(pipeline.report()))


def _lines(found: Analysis) -> Iterator[tuple[str, str]]:
    """The matrix, the ranking and what it hangs on, in 80 columns."""
    from sitrep.terminal import clean

    matrix = found.matrix
    if matrix.question:
        yield from ((line, "bold") for line in wrap(clean(matrix.question), _WIDTH))
    for at, hypothesis in enumerate(matrix.hypotheses, 1):
        yield from ((line, "") for line in _hung(f"H{at}", clean(hypothesis)))
    yield "", ""
    yield "     cred.  relev.  " + "".join(f"{f'H{at}':>4}" for at in range(1, len(matrix.hypotheses) + 1)) + "  diagn.", "dim"
    for one, tested in zip(matrix.evidence, found.tested, strict=True):
        marks = "".join(f"{mark.value:>4}" for mark in one.marks)
        credibility = one.credibility.value if one.credibility else ""
        yield f"{f'E{tested.number}':<4} {credibility:<7}{one.relevance.value:<7} {marks}  {tested.diagnosticity:>6.2f}", ""
    yield "", ""
    for one, tested in zip(matrix.evidence, found.tested, strict=True):
        said = "" if one.why == "as given" else f" (credibility: {one.why})"
        yield from ((line, "") for line in _hung(f"E{tested.number}", clean(one.text) + said))
    yield "", ""
    yield from _outcome(found)


def _outcome(found: Analysis) -> Iterator[tuple[str, str]]:
    """The ranking, and which evidence would change it if it were wrong."""
    from sitrep.terminal import clean

    yield "The least inconsistent first", "bold"
    for ranked in found.ranking:
        yield from (
            (line, "") for line in _hung(f"{ranked.rank}.", f"{ranked.inconsistency:.2f}  H{ranked.number} {clean(ranked.hypothesis)}")
        )
    yield "", ""
    yield "What that hangs on", "bold"
    yield from ((line, "") for one in found.tested for line in _without(one))
    if not any(one.changes_order for one in found.tested):
        yield "No single piece of evidence, if it were wrong, would change the order.", ""


def _without(one: Tested) -> Iterator[str]:
    """What would be if a piece of evidence were wrong; nothing where nothing would change."""
    if one.changes_first:
        first = " and ".join(f"H{number}" for number in one.first_without)
        yield f"Without E{one.number}, {first} would stand first."
    elif one.changes_order:
        yield f"Without E{one.number}, the order behind the first would change."


def _hung(label: str, text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=f"{label:<4} ", subsequent_indent="     ") or [label]
