"""Analysis of competing hypotheses: which hypothesis has the least against it, and on which evidence that hangs.

The method is Heuer's (Psychology of Intelligence Analysis, 1999, chapter 8): every piece of evidence is held against every hypothesis, and
the hypothesis with the least inconsistent evidence stands first; what is consistent proves nothing, for it may be so with all of them. The
marks are those of PARC's programme for it (ACH 2): CC and C (very consistent, consistent), N (neutral), I and II (inconsistent, very), NA
(does not apply). An I counts 1 and a II 2, times a weight for credibility and one for relevance: √2 for high, 1 for medium, 1/√2 for low.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sitrep.errors import AssessError
from sitrep.records import SituationReport, account_target

LONGEST = 1 << 20  # characters of a file
MOST_HYPOTHESES, MOST_EVIDENCE, LONGEST_CELL = 12, 500, 2000
_CITED = re.compile(r"\[\[((?:st|ac):[^\[\]\n]{1,500})\]\]")
_QUESTION = "question:"
_KNOWN = ("evidence", "credibility", "relevance")
_NEAR = 1e-9  # scores that differ by less are equal


class Mark(StrEnum):
    """How a piece of evidence stands to a hypothesis."""

    VERY_CONSISTENT = "CC"
    CONSISTENT = "C"
    NEUTRAL = "N"
    INCONSISTENT = "I"
    VERY_INCONSISTENT = "II"
    NOT_APPLICABLE = "NA"


class Weight(StrEnum):
    """How credible or how relevant a piece of evidence is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_AGAINST = {Mark.INCONSISTENT: 1.0, Mark.VERY_INCONSISTENT: 2.0}
_SCALE = {Mark.VERY_CONSISTENT: 2, Mark.CONSISTENT: 1, Mark.NEUTRAL: 0, Mark.INCONSISTENT: -1, Mark.VERY_INCONSISTENT: -2}
_WEIGHTS = {Weight.HIGH: math.sqrt(2), Weight.MEDIUM: 1.0, Weight.LOW: 1 / math.sqrt(2)}
# Reliability of the source and credibility of the information (AJP-2.1); F and 6 judge nothing.
_LETTERS = {"A": Weight.HIGH, "B": Weight.HIGH, "C": Weight.MEDIUM, "D": Weight.LOW, "E": Weight.LOW}
_DIGITS = {"1": Weight.HIGH, "2": Weight.HIGH, "3": Weight.MEDIUM, "4": Weight.LOW, "5": Weight.LOW}
_RANKS = (Weight.LOW, Weight.MEDIUM, Weight.HIGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A row of the matrix: what is known, its marks (one for each hypothesis), how credible it is (None: not said) and how relevant. `why`
    says where the credibility is from; `citations` what is cited ("st:ID", "ac:INCIDENT/attribute/value"); `line` its line in the file.
    """

    text: str
    marks: tuple[Mark, ...]
    credibility: Weight | None
    relevance: Weight
    citations: tuple[str, ...]
    line: int
    why: str = "as given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Hypotheses and what is known, as a file has them."""

    question: str
    hypotheses: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A hypothesis and how much speaks against it: its weighted inconsistency, and its rank (1: least; equal scores, equal ranks)."""

    hypothesis: str
    number: int
    inconsistency: float
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What a piece of evidence does: how far it tells hypotheses apart (0: not at all, 1: as far as can be), its weight, and what would be
    if it were wrong: which hypotheses (numbers) would stand first, whether that is another first, whether any rank changes.
    """

    number: int
    diagnosticity: float
    weight: float
    first_without: tuple[int, ...]
    changes_first: bool
    changes_order: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A matrix, its hypotheses with the least inconsistent first, and what each piece of evidence does."""

    matrix: Matrix
    ranking: tuple[Ranked, ...]
    tested: tuple[Tested, ...]


def parsed(text: str, name: str) -> Matrix:
    """The matrix of a CSV file: a header "evidence, credibility, relevance, HYPOTHESIS, …" (the second and third may be left out), then a
    row for each piece of evidence. Lines that begin with # are comments; "# question: …" says what is asked.

    Raises AssessError naming `name` and the line.
    """
    if len(text) > LONGEST:
        raise AssessError(name, f"is longer than {LONGEST:,} characters")
    question, rows = _rows(text, name)
    if not rows:
        raise AssessError(name, "has no header: evidence, credibility, relevance, then the hypotheses")
    line, header = rows[0]
    columns = [cell.lower() for cell in header]
    known = {column: columns.index(column) for column in _KNOWN if column in columns}
    places = [at for at, column in enumerate(columns) if column not in _KNOWN]
    hypotheses = tuple(header[at] for at in places)
    _check_header(f"{name}:{line}", columns, hypotheses)
    evidence = tuple(_evidence(f"{name}:{number}", number, cells, len(header), known, places) for number, cells in rows[1:])
    if not evidence:
        raise AssessError(name, "has no evidence below its header")
    if len(evidence) > MOST_EVIDENCE:
        raise AssessError(name, f"has more than {MOST_EVIDENCE} pieces of evidence")
    return Matrix(question=question, hypotheses=hypotheses, evidence=evidence)


def _rows(text: str, name: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """The question, and the rows that are no comments and not empty, each with its line and its cells in order."""
    question = ""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    for at, line in enumerate(lines):
        if line.startswith("#"):
            said = line[1:].strip()
            question = said[len(_QUESTION) :].strip() if said.lower().startswith(_QUESTION) else question
            lines[at] = "\n"
    reader = csv.reader(io.StringIO("".join(lines), newline=""), skipinitialspace=True, strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                rows.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise AssessError(f"{name}:{before + 1}", f"is no CSV: {error}") from error
    return question, rows


def _check_header(where: str, columns: Sequence[str], hypotheses: Sequence[str]) -> None:
    if "evidence" not in columns:
        raise AssessError(where, 'the header has no column "evidence"')
    if len(hypotheses) < 2:
        raise AssessError(where, "two hypotheses at least are needed: one alone competes with none")
    if len(hypotheses) > MOST_HYPOTHESES:
        raise AssessError(where, f"has more than {MOST_HYPOTHESES} hypotheses")
    doubled = next((one for one in columns if columns.count(one) > 1), None)
    if doubled is not None:
        raise AssessError(where, f"the column {doubled!r} is there twice" if doubled else "a column has no name")
    if not all(hypotheses):
        raise AssessError(where, "a column has no name")


def _evidence(where: str, line: int, cells: Sequence[str], width: int, known: Mapping[str, int], places: Sequence[int]) -> Evidence:
    if len(cells) != width:
        raise AssessError(where, f"has {len(cells)} cells, but the header has {width}")
    text = cells[known["evidence"]]
    if not text or len(text) > LONGEST_CELL:
        raise AssessError(where, f"the evidence has {len(text):,} characters; 1 to {LONGEST_CELL:,} are taken")
    credibility = cells[known["credibility"]] if "credibility" in known else ""
    relevance = cells[known["relevance"]] if "relevance" in known else ""
    graded = _graded(credibility)
    return Evidence(
        text=text,
        marks=tuple(_mark(where, cells[at]) for at in places),
        credibility=graded if graded or not credibility else _weight(where, credibility, "credibility"),
        relevance=_weight(where, relevance, "relevance") if relevance else Weight.MEDIUM,
        citations=tuple(dict.fromkeys(match[1].strip() for match in _CITED.finditer(text))),
        line=line,
        why=f"grade {credibility.upper()}" if graded else "as given",
    )


def _mark(where: str, cell: str) -> Mark:
    try:
        return Mark(cell.upper().replace("N/A", "NA"))
    except ValueError:
        raise AssessError(where, f"{cell!r} is no mark: CC, C, N, I, II or NA") from None


def _weight(where: str, cell: str, column: str) -> Weight:
    found = next((one for one in Weight if cell.lower() in (one.value, one.value[0])), None)
    if found is None:
        raise AssessError(where, f"{cell!r} is no {column}: high, medium or low" + (", or a grade (B2)" if column == "credibility" else ""))
    return found


def _graded(grade: str) -> Weight | None:
    """What a grade makes of credibility: the lower of its letter and its digit; medium where neither judges (F6); None for no grade."""
    if not re.fullmatch(r"[A-Fa-f][1-6]", grade):
        return None
    found = [one for one in (_LETTERS.get(grade[0].upper()), _DIGITS.get(grade[1])) if one]
    return min(found, key=_RANKS.index, default=Weight.MEDIUM)


def grades(report: SituationReport) -> dict[str, str]:
    """The grade of what evidence can cite: of an account its own, of a statement that of the account it gives (of several the lowest)."""
    found: dict[str, str] = {}
    for incident in report.incidents:
        names = (incident.id, *incident.aliases)
        for claim in incident.claims:
            for account in claim.accounts:
                found.update({f"ac:{account_target(name, claim.attribute, account.value)}": account.grade for name in names})
                for statement in account.statements:
                    cited = f"st:{statement}"
                    found[cited] = max(found.get(cited, account.grade), account.grade, key=lambda one: (one[1:], one[:1]))
    return found


def graded(matrix: Matrix, known: Mapping[str, str]) -> Matrix:
    """The matrix with the credibility of evidence that does not say its own from the grades of what it cites, of several the highest."""
    return Matrix(
        question=matrix.question, hypotheses=matrix.hypotheses, evidence=tuple(_with_grade(one, known) for one in matrix.evidence)
    )


def _with_grade(one: Evidence, known: Mapping[str, str]) -> Evidence:
    if one.credibility is not None:
        return one
    found = [(weight, known[cited]) for cited in one.citations if cited in known and (weight := _graded(known[cited]))]
    weight, grade = max(found, key=lambda pair: _RANKS.index(pair[0]), default=(Weight.MEDIUM, ""))
    why = f"grade {grade} of what it cites" if grade else "not known: counted as medium"
    return replace(one, credibility=weight, why=why)


def analysed(matrix: Matrix) -> Analysis:
    """The ranking of the hypotheses, what each piece of evidence tells apart, and what would be without it."""
    everything = range(len(matrix.evidence))
    ranks = _ranks(matrix, everything)
    scores = _scores(matrix, everything)
    ranking = sorted(range(len(matrix.hypotheses)), key=lambda at: (ranks[at], at))
    return Analysis(
        matrix=matrix,
        ranking=tuple(Ranked(hypothesis=matrix.hypotheses[at], number=at + 1, inconsistency=scores[at], rank=ranks[at]) for at in ranking),
        tested=tuple(_tested(matrix, ranks)),
    )


def _tested(matrix: Matrix, ranks: Sequence[int]) -> Iterator[Tested]:
    first = _first(ranks)
    for at, one in enumerate(matrix.evidence):
        without = _ranks(matrix, [other for other in range(len(matrix.evidence)) if other != at])
        steps = [_SCALE[mark] for mark in one.marks if mark in _SCALE]
        yield Tested(
            number=at + 1,
            diagnosticity=(max(steps) - min(steps)) / 4 if steps else 0.0,
            weight=_weighs(one),
            first_without=tuple(number + 1 for number in _first(without)),
            changes_first=_first(without) != first,
            changes_order=without != ranks,
        )


def _weighs(one: Evidence) -> float:
    return _WEIGHTS[one.credibility or Weight.MEDIUM] * _WEIGHTS[one.relevance]


def _scores(matrix: Matrix, chosen: Sequence[int]) -> list[float]:
    """The weighted inconsistency of each hypothesis with the evidence of these numbers."""
    return [
        math.fsum(_AGAINST.get(matrix.evidence[number].marks[at], 0.0) * _weighs(matrix.evidence[number]) for number in chosen)
        for at in range(len(matrix.hypotheses))
    ]


def _ranks(matrix: Matrix, chosen: Sequence[int]) -> list[int]:
    scores = _scores(matrix, chosen)
    return [1 + sum(other < score - _NEAR for other in scores) for score in scores]


def _first(ranks: Sequence[int]) -> list[int]:
    return [at for at, rank in enumerate(ranks) if rank == 1]
