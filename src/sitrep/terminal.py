"""What people see in a terminal: 80 columns, coloured when it is one, plain when piped, no meaning in colour alone.

Whatever comes from outside is cleaned first: no control character, escape sequence or direction override reaches the terminal.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING

from sitrep.records import (
    Account,
    Act,
    Blame,
    Claim,
    Document,
    Event,
    Grade,
    Incident,
    Judged,
    Judgement,
    JudgementKind,
    Link,
    Location,
    Party,
    PastGrade,
    Place,
    Precision,
    Quantity,
    Reading,
    Removal,
    Report,
    SituationReport,
    Statement,
    denial,
    put,
)

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80
_PLAIN = ("Cc", "Cf", "Cs", "Co")


def clean(text: str) -> str:
    """The text on one line, with control, format and private characters taken out."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """The text without control, format and private characters, its spaces as they stand."""
    return "".join(character for character in text if unicodedata.category(character) not in _PLAIN or character == "\u200d")


def console(*, error: bool = False) -> Console:
    """A console that colours only a terminal and never interprets markup in what is printed."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else WIDTH
    return Console(file=stream, markup=False, highlight=False, emoji=False, soft_wrap=True, width=width)


def columns() -> int:
    """How wide the terminal is; what is piped has `WIDTH`."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


def cells(text: str) -> int:
    """How many columns a text takes: wide characters take two, combining ones none."""
    marks = (0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return sum(marks)


def chain(links: Iterable[Link]) -> str:
    """An attribution as a line, outermost source first: "Alvi ‹ Dawn ‹ a spokesman"; the own voice has none."""
    return " ‹ ".join(clean(link.source.text) if link.source else "(not named)" for link in links)


def coverage(incident: Incident) -> str:
    """ "11 articles · 9 publishers · 3 origins"; the versions of one article are one."""
    articles = {_article(report) for report in incident.reports}
    publishers = {report.outlet for report in incident.reports if report.outlet}
    known = _count(len(publishers), "publisher") if publishers else "publisher not known"
    return " · ".join((_count(len(articles), "article"), known, _count(len(incident.origins), "origin")))


def _article(report: Report) -> str:
    return report.article or report.document


def _reports(incident: Incident) -> int:
    """How many reports there are, without versions that later ones replaced."""
    return sum(not report.replaced_by for report in incident.reports)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def place_line(place: Place | Location | None) -> str:
    """ "Nowshera, PAK", or that it is not known."""
    if place is None:
        return "place not known"
    return clean(f"{place.name}, {place.country}" if place.country and place.precision is not Precision.COUNTRY else place.name)


def number(low: float | None, high: float | None, approximate: bool = False) -> str:
    """Bounds in words: "50", "at least 50", "up to 50", "30 to 40", with "about" where the text says so."""
    if low is not None and low == high:
        out = f"{low:,.0f}"
    elif high is None:
        out = f"at least {low:,.0f}" if low is not None else "a number"
    elif not low:
        out = f"up to {high:,.0f}"
    else:
        out = f"{low:,.0f} to {high:,.0f}"
    return f"about {out}" if approximate else out


def event_line(event: Event, reading: Reading) -> str:
    """An event as one plain line: type, mode, parties, place, date, numbers, standing."""
    parts = [
        event.type.value,
        event.mode or "",
        *(f"by {_party(one)}{_sure(event)}" for one in event.actors),
        *(f"on {_party(one)}" for one in event.recipients if one not in event.actors),
    ]
    if event.place is not None:
        parts.append(place_line(reading.places[event.place]))
    if event.date is not None:
        parts.append(reading.times[event.date].value)
    elif event.undated:
        parts.append(clean(event.undated))
    parts.append(", ".join(_quantity(one) for one in event.quantities))
    parts.append(event.auxiliary.value if event.auxiliary else "")
    return " · ".join(part for part in parts if part)


def _sure(event: Event) -> str:
    """How surely the actors are said to have done it, where that is less than outright."""
    return f" ({event.blame.value})" if event.blame and event.blame is not Blame.FACT else ""


def _party(party: Party) -> str:
    return clean(party.name or party.span.text)


def _quantity(quantity: Quantity) -> str:
    return f"{number(quantity.low, quantity.high, quantity.approximate)} {quantity.role.value}"


def reading_lines(reading: Reading) -> Iterator[tuple[str, str]]:
    """A reading as (text, style) lines: each statement under its chain, its events under it."""
    yield f"{clean(reading.document.key)}  {clean(reading.document.title or '')}".rstrip(), "bold"
    if not reading.statements:
        yield f"  nothing read (language: {reading.document.language or 'not known'})", "dim"
    events: dict[str | None, list[Event]] = {}
    for event in reading.events:
        events.setdefault(event.statement, []).append(event)
    nested = {inner for statement in reading.statements for inner in statement.inner}
    by_id = {statement.id: statement for statement in reading.statements}
    for statement in reading.statements:
        if statement.id not in nested:
            yield from _statement_lines(statement, by_id, events, reading, 0)
    for event in events.get(None, []):
        yield f"= {event_line(event, reading)}", "green"


def _statement_lines(
    statement: Statement, by_id: Mapping[str, Statement], events: Mapping[str | None, list[Event]], reading: Reading, depth: int
) -> Iterator[tuple[str, str]]:
    """A statement and those inside it, as a tree: who on whose word, then what."""
    pad = "  " * depth
    marks = [statement.voice.value]
    marks += [statement.polarity.value] if statement.polarity.value == "negative" else []
    marks += [statement.modality.value] if statement.modality.value != "certain" else []
    yield (
        f"{pad}{'└ ' if depth else ''}{chain(statement.attribution) or 'own voice'}  [{', '.join(marks)}]",
        "cyan" if statement.attribution else "dim",
    )
    content = " … ".join(clean(one.text) for one in statement.content)
    for line in wrap(content, WIDTH - 4 - len(pad)):
        yield f"{pad}    {line}", ""
    for event in events.get(statement.id, []):
        yield f"{pad}    = {event_line(event, reading)}", "green"
    for inner in statement.inner:
        if inner in by_id and depth < 8:
            yield from _statement_lines(by_id[inner], by_id, events, reading, depth + 1)


def incident_lines(incident: Incident, readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    """An incident as (text, style) lines: what is reported, on whose word, how far to rely on it."""
    yield clean(incident.title), "bold"
    when = incident.start if incident.start == incident.end else f"{incident.start} to {incident.end}"
    yield f"{incident.type.value if incident.type else 'other'} · {when or 'date not known'} · {place_line(incident.place)}", ""
    yield f"{coverage(incident)}   {incident.id}", ""
    for judged in incident.judgements:
        yield from ((line, "dim") for line in wrap(judged_line(judged), WIDTH, subsequent_indent="  "))
    for claim in incident.claims:
        yield "", ""
        yield from _claim_lines(claim, incident, readings)
    yield "", ""
    yield "Who rests on whom", "bold"
    for origin in incident.origins:
        carried = f"{clean(origin.label)}  ({len(origin.reports)} of {_reports(incident)} reports)"
        yield from ((line, "") for line in wrap(carried, WIDTH, initial_indent="  ", subsequent_indent="    "))
        yield from ((f"      {line}", "dim") for line in wrap(clean(origin.why), WIDTH - 8))
    yield "", ""
    yield "Evidence", "bold"
    for report in incident.reports:
        key = clean(report.key)
        earlier = "  (replaced by a later version)" if report.replaced_by else ""
        yield f"  {report.published or 'date not known':<12} {clean(report.outlet or 'outlet not known')}{earlier}", ""
        yield f"      {key if len(key) <= WIDTH - 6 else '…' + key[7 - WIDTH :]}", "dim"


def judged_line(judged: Judged) -> str:
    """A judgement that shows at an incident: who joined it or kept it apart, when and why."""
    who = f"by {clean(judged.by) or 'an analyst'} on {judged.at:%Y-%m-%d}: {clean(judged.reason)}"
    if judged.kind is JudgementKind.MERGE:
        return f"joined {who}"
    return f"kept apart from {', '.join(map(clean, judged.incidents)) or 'reports that told it in passing'} {who}"


def removal_lines(removal: Removal) -> Iterator[tuple[str, str]]:
    """That a document was taken down."""
    yield f"{removal.at:%Y-%m-%d %H:%M}  {removal.document} taken down by {clean(removal.by) or 'somebody'}", "bold"
    yield from ((f"    {line}", "") for line in wrap(clean(removal.reason), WIDTH - 8))
    yield from ((f"    {digest}", "dim") for digest in removal.digests)


def judgement_lines(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """A judgement as it was made."""
    who = clean(judgement.by) or "an analyst"
    yield f"{judgement.at:%Y-%m-%d %H:%M}  {judgement.kind.value:<6} {', '.join(map(clean, judgement.incidents))}  by {who}", "bold"
    yield from ((f"    {line}", "") for line in wrap(clean(judgement.reason), WIDTH - 8))
    yield f"    {judgement.id}", "dim"


def _claim_lines(claim: Claim, incident: Incident, readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    yield f"{claim.attribute.capitalize()}   {claim.state.value}", "bold"
    for account in claim.accounts:
        articles = len({_article(incident.reports[at]) for at in account.reports})
        carried = f"{_count(articles, 'article')}, {_count(account.origins, 'origin')}"
        yield f"  {clean(account.value):<34.34} [{account.grade}]  {carried}", ""
        for line in wrap(_passage(account, incident, readings), WIDTH - 8):
            yield f"      {line}", "italic"
        for reason in account.why:
            yield from ((f"      {line}", "dim") for line in wrap(clean(reason), WIDTH - 8))


def _passage(account: Account, incident: Incident, readings: Mapping[str, Reading]) -> str:
    """The first passage that an account rests on, with its outlet and chain."""
    for report in (incident.reports[index] for index in account.reports):
        reading = readings.get(report.document)
        for statement in reading.statements if reading else ():
            if statement.id in account.statements:
                words = " … ".join(clean(one.text) for one in statement.content)
                who = " ‹ ".join(part for part in (clean(report.outlet or "outlet not known"), chain(statement.attribution)) if part)
                act = statement.attribution[-1].act if statement.attribution else None
                if act in (Act.CLAIM, Act.ACCUSE):
                    who += f" ({act.value})"
                shown = f"{words[:300]}{'…' if len(words) > 300 else ''}"
                return f"{who} {put(statement, shown)}" if denial(statement) else f"{who}: “{shown}”"
    return ""


def report_lines(report: SituationReport, limit: int = 0) -> Iterator[tuple[str, str]]:
    """The picture as lines, heaviest incident first; `limit` 0 shows all."""
    from sitrep.proposal_lines import proposal_lines

    shown = sorted(report.incidents, key=weight)
    for incident in shown[: limit or None]:
        states = sorted({claim.state.value for claim in incident.claims if claim.state.value in {"disputed", "denied", "revised"}})
        yield clean(incident.title), "bold"
        yield (
            f"  {incident.type.value if incident.type else 'other'} · {incident.start or 'date not known'} · {place_line(incident.place)}",
            "",
        )
        mark = f"   {', '.join(states)}" if states else ""
        yield f"  {coverage(incident)}{mark}   {incident.id}", ""
    if limit and len(shown) > limit:
        yield f"  … and {len(shown) - limit} more (--limit 0 shows all)", "dim"
    proposals = sorted(report.proposals, key=lambda one: (-len(one.positions), one.text, one.id))
    for proposal in proposals[: limit or None]:
        yield from proposal_lines(proposal)


def weight(incident: Incident) -> tuple[object, ...]:
    """Sorts the heaviest first: an event before none, then origins, reports, disagreement, title."""
    unsettled = sum(claim.state.value in {"disputed", "denied", "revised"} for claim in incident.claims)
    return (incident.type is None, -len(incident.origins), -_reports(incident), -unsettled, incident.title, incident.id)


def document_lines(document: Document) -> Iterator[tuple[str, str]]:
    """What is known of a document before it is read."""
    yield clean(document.title or document.key), "bold"
    known = (
        clean(document.outlet or "outlet not known"),
        document.published or "date not known",
        document.language or "language not known",
    )
    yield " · ".join((*known, document.id)), ""
    yield "", ""


def grade_lines(title: str, grades: Iterable[Grade]) -> Iterator[tuple[str, str]]:
    """Grades of sources or outlets with their reasons."""
    yield title, "bold"
    for grade in grades:
        said = [*grade.why, was(grade.history, grade.reliability)]
        yield f"  {grade.reliability}  {clean(grade.name)}: {clean('; '.join(one for one in said if one))}", ""


def account_lines(account: Account) -> Iterator[tuple[str, str]]:
    """An account's grade: why, which came before, and what would change it."""
    yield f"  {clean(account.value):<34.34} [{account.grade}]", ""
    said = [*account.why, was(account.history, account.grade), *account.would_change]
    for words in (one for one in said if one):
        yield from ((f"      {line}", "dim") for line in wrap(clean(words), WIDTH - 8))


def was(history: Iterable[PastGrade], grade: str) -> str:
    """Which grades came before this one: "was F6 until 2024-03-07, then B2"; nothing where none did."""
    before = ", ".join(f"{one.grade} until {one.until:%Y-%m-%d}" for one in history)
    return f"was {before}, then {grade}" if before else ""


def show(lines: Iterable[tuple[str, str]]) -> None:
    """Print lines to standard output."""
    from rich.text import Text

    out = console()
    for text, style in lines:
        out.print(Text(text, style=style))
