"""Why things are as they are: what joined an incident's reports, what an origin rests on, how grades came about, where a document went.

Lines for a terminal, as (text, style); everything is told with the passages that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap

from sitrep.pipeline import Pipeline
from sitrep.records import Incident, JudgementKind, Likeness, Origin, OriginEdge, Reading, Report, Telling, put
from sitrep.terminal import WIDTH, account_lines, cells, clean, columns, judged_line

Line = tuple[str, str]
# From so many columns on two passages stand side by side; lines longer than these are hard to read.
SIDE_BY_SIDE, MOST_COLUMNS = 110, 160
_GUTTER = " │ "


def why(pipeline: Pipeline, identity: str) -> list[Line] | None:
    """The lines for the id of an incident, an origin or a document; None where the store has nothing of that id."""
    if incident := pipeline.store.incident(identity):
        return list(_of_incident(pipeline, incident))
    if document := pipeline.store.document(identity):
        return list(_of_document(pipeline, document.id))
    for incident in pipeline.store.incidents():
        for origin in incident.origins:
            if origin.id == identity:
                return list(_of_origin(pipeline, incident, origin))
    return None


def _of_incident(pipeline: Pipeline, incident: Incident) -> Iterator[Line]:
    """What joined the reports, then each origin, then each grade: why, what it was before, and what would change it."""
    yield clean(incident.title), "bold"
    for judged in incident.judgements:
        yield from _indented(judged_line(judged), "")
        others = judged.incidents if judged.kind is JudgementKind.SPLIT else ()
        for other in filter(None, map(pipeline.store.incident, others)):
            yield from _indented(f"{other.id}: {other.title}")
    if (count := sum(not report.replaced_by for report in incident.reports)) > 1:
        yield f"Why {count} reports are one incident", "bold"
    told = _told(pipeline, [report.document for report in incident.reports])
    edges = pipeline.store.likenesses([telling.id for telling in told.values()])
    inside = {telling.id: document for document, telling in told.items()}
    keys = {report.document: report.key for report in incident.reports}
    for report in incident.reports:
        yield from _report(report)
        best = _best(edges, told.get(report.document), inside)
        yield from _joined(best, keys) if best else _indented("nothing else is like it")
    for origin in incident.origins:
        yield "", ""
        yield from _of_origin(pipeline, incident, origin)
    for claim in incident.claims:
        yield "", ""
        yield f"Why these grades: {claim.attribute}   {claim.state.value}", "bold"
        for account in claim.accounts:
            yield from account_lines(account)


def _of_origin(pipeline: Pipeline, incident: Incident, origin: Origin) -> Iterator[Line]:
    """Why some reports rest on one word, with the passage of each."""
    rests = "1 report rests" if len(origin.reports) == 1 else f"{len(origin.reports)} reports rest"
    yield f"Why {rests} on {clean(origin.label)}   {origin.id}", "bold"
    yield from _indented(origin.why)
    readings = {one.document.id: one for one in pipeline.store.readings([incident.reports[at].document for at in origin.reports])}
    stated = _stated(incident, origin)
    for at in origin.reports:
        report = incident.reports[at]
        yield from _report(report)
        for words in _passages(readings.get(report.document), stated.get(at, report.statements[:1])):
            yield from _indented(f"“{words}”", "italic")
    if origin.edges:
        yield "  What ties them", ""
    for edge in origin.edges:
        yield from _edge(incident, edge, columns())


def _edge(incident: Incident, edge: OriginEdge, width: int) -> Iterator[Line]:
    """A tie with its two passages: side by side where the terminal is wide, else one under the other."""
    mark = "" if edge.joins else " (a hint, not counted)"
    yield from _indented(f"{edge.kind.value}: {edge.why}{mark}", "")
    ends = [
        (_end(incident.reports[at]), f"“{clean(passage)}”")
        for at, passage in zip((edge.from_, edge.to), edge.passages, strict=False)
        if passage is not None
    ]
    if width < SIDE_BY_SIDE or len(ends) < len((edge.from_, edge.to)):
        for outlet, words in ends:
            yield from ((f"        {line}", "italic") for line in wrap(f"{outlet}: {words}", WIDTH - 10))
        return
    each = (min(width, MOST_COLUMNS) - 8 - len(_GUTTER)) // 2
    for one, two in zip_longest(*((*_filled(outlet, each), *_filled(words, each)) for outlet, words in ends), fillvalue=""):
        yield f"        {one}{' ' * max(0, each - cells(one))}{_GUTTER}{two}".rstrip(), "italic"


def _filled(text: str, width: int) -> list[str]:
    """A text in lines of at most so many columns, where wide characters take two; broken at blanks, or within what has none."""
    lines = [""]
    for word in text.split():
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while cells(lines[-1]) > width:
            at = next(at for at in range(len(lines[-1]), 0, -1) if cells(lines[-1][:at]) <= width)
            lines[-1:] = [lines[-1][:at], lines[-1][at:]]
    return lines


def _end(report: Report) -> str:
    """What to call one end of a tie."""
    return clean(report.outlet or report.key)


def _of_document(pipeline: Pipeline, document: str) -> Iterator[Line]:
    """The incidents that tell of a document, and what is like it but was kept apart."""
    told = _told(pipeline, [document])
    for incident in pipeline.store.incident_of(document):
        yield f"in: {clean(incident.title)}   {incident.id}", "bold"
        for report in incident.reports:
            if report.document == document:
                yield from _indented("chiefly about it" if report.main else "tells it besides")
    mine = told.get(document)
    members = {report.document for incident in pipeline.store.incident_of(document) for report in incident.reports}
    for edge in sorted(pipeline.store.likenesses([mine.id]) if mine else [], key=lambda edge: -edge.score):
        other = next((one for one in pipeline.store.tellings([edge.first, edge.second]) if one.document != document), None)
        if other is not None:
            near = "with it" if other.document in members else "kept apart"
            yield f"  {edge.score:.2f} {near}: {clean(other.title or other.document)}", ""
            yield from _indented(edge.why, "dim")


def _told(pipeline: Pipeline, documents: Sequence[str]) -> dict[str, Telling]:
    """The main telling of each document."""
    return {telling.document: telling for telling in pipeline.store.tellings_of(documents) if telling.main}


def _best(edges: Sequence[Likeness], mine: Telling | None, inside: Mapping[str, str]) -> tuple[Likeness, str] | None:
    """The strongest edge from a telling to another of the incident, and the document at its other end."""
    if mine is None:
        return None
    found = [
        (edge, inside[other])
        for edge in edges
        for own, other in ((edge.first, edge.second), (edge.second, edge.first))
        if own == mine.id and other in inside
    ]
    return max(found, key=lambda pair: (pair[0].score, pair[1]), default=None)


def _joined(best: tuple[Likeness, str], keys: Mapping[str, str]) -> Iterator[Line]:
    edge, other = best
    yield from _indented(f"{edge.score:.2f} like {clean(keys[other])}: {edge.why}", "dim")


def _stated(incident: Incident, origin: Origin) -> dict[int, tuple[str, ...]]:
    """For each report the statements by which the origin's accounts are carried."""
    found: dict[int, tuple[str, ...]] = {}
    for claim in incident.claims:
        for account in claim.accounts:
            if origin.id in account.origin_ids:
                for at in account.reports:
                    found[at] = tuple(dict.fromkeys((*found.get(at, ()), *account.statements)))
    return found


def _passages(reading: Reading | None, statements: Sequence[str]) -> list[str]:
    wanted = set(statements)
    kept = [one for one in reading.statements if one.id in wanted] if reading else []
    return [put(one, clean(" … ".join(part.text for part in one.content))[:300]) for one in kept[:3]]


def _report(report: Report) -> Iterator[Line]:
    yield f"  {(report.published or 'no date')[:10]:<12} {clean(report.outlet or 'outlet not known')}  {clean(report.key)}", ""


def _indented(text: str, style: str = "dim") -> Iterator[Line]:
    return ((f"      {line}", style) for line in wrap(clean(text), WIDTH - 8))
