"""What an edition tells of an incident: how widely it is told, every claim, what is not known, what was corrected, what is gone."""

from __future__ import annotations

from collections.abc import Iterator

import sitrep.publish.words as words
from sitrep.publish.accounts import ClaimView, claim_views, statements_of
from sitrep.publish.dates import human, period
from sitrep.publish.edition.references import EARLIER, References
from sitrep.publish.edition.wording import asked, capital, claim_sentence, listed, sentence
from sitrep.publish.geo import place_line
from sitrep.publish.incident import title_of
from sitrep.publish.shelf import publishers
from sitrep.publish.text import one_line, shorten
from sitrep.publish.versions import Changes, change_of, how
from sitrep.records import CitationKind, Clause, Entry, EventType, Given, Incident, Report, Role, Sentence

# What a reader asks first of an incident; of one that harms people also who and how many.
_ALWAYS = ("place", "date")
_HARM = ("perpetrator", "killed", "injured")
_SHOWN_ORIGINS = 6
_ROLES = frozenset(role.value for role in Role if role is not Role.OTHER)


def incident_entry(incident: Incident, references: References) -> Entry | None:
    """An incident's entry; None where no article about it is kept."""
    reports = references.reports(incident)
    if not reports:
        return None
    claims = claim_views(references.shelf, incident, statements_of(references.shelf, incident))
    told = [(claim, made) for claim in claims if (made := claim_sentence(claim, references))]
    sentences = [
        _spread(incident, references, reports),
        *(made for _, made in told),
        *_unknown(incident, {claim.attribute for claim, _ in told}, reports, references),
        *_corrections(incident, references),
        *_gone(incident, references),
    ]
    return Entry(
        kind=CitationKind.INCIDENT,
        id=incident.id,
        title=title_of(incident),
        facts=_facts(incident),
        sentences=tuple(sentences),
        given=tuple(given for claim, _ in told for given in _given(claim)),
        aliases=tuple(sorted(incident.aliases)),
        documents=tuple(sorted({report.document for report in incident.reports})),
        articles=references.shelf.articles(incident.reports),
        origins=len(incident.origins),
    )


def _facts(incident: Incident) -> str:
    kind = incident.type.value if incident.type else "no PLOVER type fits"
    return " · ".join((kind, period(incident.start, incident.end), place_line(incident.place)))


def _given(claim: ClaimView) -> Iterator[Given]:
    for view in claim.accounts:
        yield Given(asked=claim.attribute, value=view.value, state=claim.state, grade=view.account.grade)


def _spread(incident: Incident, references: References, reports: tuple[int, ...]) -> Sentence:
    """ "It is told by 4 articles of 3 publishers, which rest on 2 origins: the police and a doctor." """
    articles, outlets = references.shelf.articles(incident.reports), publishers(incident.reports)
    of = f"{words.count(articles, 'article')} of {words.count(outlets, 'publisher')}" if outlets else words.count(articles, "article")
    labels = [shorten(origin.label, 60) or "an origin not known" for origin in incident.origins]
    more = len(labels) - _SHOWN_ORIGINS
    shown = [*labels[:_SHOWN_ORIGINS], *([f"{more} more"] if more > 0 else [])]
    rests = f", which {'rests' if articles == 1 else 'rest'} on {words.count(len(labels), 'origin')}: {listed(shown)}" if labels else ""
    clauses = (Clause(text=f"It is told by {of}", references=reports), Clause(text=f"{rests}."))
    return sentence(clauses, "spread")


def _unknown(incident: Incident, known: set[str], reports: tuple[int, ...], references: References) -> Iterator[Sentence]:
    """What no article answers, written out; that none does rests on all of them."""
    wanted = (*(_HARM if incident.type is EventType.ASSAULT else ()), *_ALWAYS)
    missing = [asked(one) for one in wanted if one not in known and not _answered(incident, one)]
    if missing:
        articles = references.shelf.articles(incident.reports)
        says = f"none of the {articles} articles says" if articles > 1 else "the article does not say"
        clauses = (Clause(text=f"Not known: {listed(missing)};"), Clause(text=f" {says}", references=reports), Clause(text="."))
        yield sentence(clauses, "unknown")


def _answered(incident: Incident, attribute: str) -> bool:
    return (attribute == "place" and incident.place is not None) or (attribute == "date" and incident.start is not None)


def _corrections(incident: Incident, references: References) -> Iterator[Sentence]:
    """What later versions of the articles changed, numbers first."""
    for report in incident.reports:
        changed = change_of(references.shelf, report.document)
        if changed is not None and changed.points and (made := _correction(report, changed, references)) is not None:
            yield made


def _correction(report: Report, changed: Changes, references: References) -> Sentence | None:
    revision = changed.revision
    before = next((one.was for one in revision.statements if one.before is not None and one.was), "")
    old = references.passage(revision.before, words=before)
    new = references.passage(revision.after, words=revision.points[0].sentence)
    if old is None or new is None:
        return None
    who = one_line(report.outlet or "") or "An article"
    when = f" on {human(changed.when[:10])}" if changed.when else ""
    was = listed([_fact(point.what, point.before) for point in revision.points[:3]])
    now = listed([_fact(point.what, point.after) for point in revision.points[:3]])
    clauses = (
        Clause(text=f"{who} {_changed(how(revision))}{when}: {EARLIER} it gave {was}", references=(old,)),
        Clause(text=f", and now gives {now}", references=(new,)),
        Clause(text="."),
    )
    return sentence(clauses, "correction", word=(who,))


def _fact(what: str, value: str) -> str:
    """ "14 destroyed", "the date 6 March"."""
    shown = shorten(value, 60) or "nothing"
    return f"{shown} {what}" if what in _ROLES else f"the {what} {shown}"


def _changed(kind: str) -> str:
    """ "changed its article without a note"."""
    return {"Changed silently": "changed its article without a note", "Changed with a note": "changed its article with a note"}.get(
        kind, "changed its article"
    )


def _gone(incident: Incident, references: References) -> Iterator[Sentence]:
    for report in incident.reports:
        known = references.shelf.changed.get(references.shelf.article_of(report))
        index = references.report(report) if known and known.gone and not report.replaced_by else None
        if known and known.gone and index is not None:
            since = human(known.gone.since.date().isoformat())
            earlier = f", cited {EARLIER}" if references.earlier(index) else ""
            text = f"{capital(one_line(report.outlet or '') or 'an article')}: the article{earlier}"
            rest = f" is no longer at its address since {since} (HTTP {known.gone.status})."
            yield sentence((Clause(text=text, references=(index,)), Clause(text=rest)), "gone")
