"""What changed since the edition before: what is new, what changed, what was merged, withdrawn or is no longer told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import sitrep.publish.words as words
from sitrep.publish.dates import human, rfc3339
from sitrep.publish.edition.references import References
from sitrep.publish.edition.wording import asked, listed, sentence
from sitrep.publish.text import shorten
from sitrep.records import AssessmentStatus, CitationKind, Clause, Edition, Entry, Given, Section, Sentence

_KINDS = {CitationKind.INCIDENT: "incident", CitationKind.PROPOSAL: "proposal", CitationKind.ASSESSMENT: "assessment"}
_TITLE = 110
_WITHDRAWN = AssessmentStatus.WITHDRAWN.value


def changes_section(previous: Edition, entries: Sequence[Entry], references: References) -> Section:
    """The section on what changed: each sentence rests on what is said now and on the edition that said otherwise."""
    before = references.edition(previous)
    day = human(rfc3339(previous.made)[:10])
    now = {name: entry for entry in entries for name in (entry.id, *entry.aliases)}
    old = {entry.id: entry for entry in previous.entries}
    found: list[Sentence] = []
    for entry in entries:
        was = [old[name] for name in dict.fromkeys((entry.id, *entry.aliases)) if name in old]
        found += _changes(was[0], entry, before, references) if was else _new(entry)
        found += [_merged(one, entry, before, references) for one in was[1:]]
    found += [_gone(entry, before, references) for entry in previous.entries if entry.id not in now]
    found.sort(key=lambda one: one.about != "new")
    if not found:
        found = [
            sentence((Clause(text="Nothing changed since the edition", references=(before,)), Clause(text=f" of {day}.")), "unchanged")
        ]
    return Section(name="changes", heading=f"What changed since the edition of {day}", sentences=tuple(found))


def _rests(entry: Entry) -> tuple[int, ...]:
    return entry.sentences[0].references if entry.sentences else ()


def _named(entry: Entry) -> list[Clause]:
    """An entry's title as a sentence begins with it."""
    return [Clause(text="“"), Clause(text=shorten(entry.title, _TITLE), said=True), Clause(text="”")]


def _new(entry: Entry) -> list[Sentence]:
    head = Clause(text=f"New {_KINDS[entry.kind]}", references=_rests(entry))
    return [_about(entry, sentence((head, Clause(text=": "), *_named(entry), Clause(text=f" ({entry.facts}).")), "new"))]


def _about(entry: Entry, made: Sentence) -> Sentence:
    return replace(made, documents=entry.documents)


def _changes(was: Entry, entry: Entry, before: int, references: References) -> list[Sentence]:
    """A sentence for each thing that stands otherwise than it did."""
    if not was.title:
        text = " was told before with an article that has been taken down"
        return [_about(entry, sentence((*_named(entry), Clause(text=text, references=(before,)), Clause(text=".")), "taken down"))]
    if entry.kind is CitationKind.ASSESSMENT:
        return [*_assessed(was, entry, before), *_corrected(was, entry)]
    if entry.kind is CitationKind.PROPOSAL:
        return list(_positions(was, entry))
    return [*_answers(was, entry, before, references), *_corrected(was, entry), *_reach(was, entry, before)]


def _answers(was: Entry, entry: Entry, before: int, references: References) -> Iterator[Sentence]:
    """The claims of an incident whose answers, state or grades changed."""
    old, new = _by_claim(was.given), _by_claim(entry.given)
    for claim in dict.fromkeys((*new, *old)):
        then, now = old.get(claim, []), new.get(claim, [])
        if [(one.value, one.state, one.grade) for one in then] == [(one.value, one.state, one.grade) for one in now]:
            continue
        rests = next((one.references for one in entry.sentences if one.about == claim), _rests(entry))
        clauses = (
            *_named(entry),
            Clause(text=f", {asked(claim)}: "),
            Clause(text=f"before, {_stood(then)}", references=(before,)),
            Clause(text=f"; now, {_stood(now)}{references.aside(rests)}", references=rests),
            Clause(text="."),
        )
        made = sentence(clauses, f"changed {claim}", grade=now[0].grade if now else None, state=now[0].state if now else None)
        yield replace(made, documents=tuple(dict.fromkeys((*was.documents, *entry.documents))))


def _by_claim(given: Sequence[Given]) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for one in given:
        found.setdefault(one.asked, []).append(one)
    return found


def _stood(given: Sequence[Given]) -> str:
    """ "22 (F4) and 31 (F4), disputed"; "not known"."""
    if not given:
        return "not known"
    state = f", {words.STATES[given[0].state][1]}" if given[0].state else ""
    return listed([f"{one.value} ({one.grade})" for one in given]) + state


def _corrected(was: Entry, entry: Entry) -> Iterator[Sentence]:
    """Corrections, and answers to an assessment, that the earlier edition did not tell."""
    told = {one.text for one in was.sentences}
    for one in entry.sentences:
        if one.about in ("correction", "gone", "corrected", "answered") and one.text not in told:
            yield _about(
                entry,
                replace(
                    one, clauses=(*_named(entry), Clause(text=": "), *one.clauses), text=f"“{shorten(entry.title, _TITLE)}”: {one.text}"
                ),
            )


def _reach(was: Entry, entry: Entry, before: int) -> Iterator[Sentence]:
    if (was.articles, was.origins) != (entry.articles, entry.origins):
        then = f"{words.count(was.articles, 'article')} and {words.count(was.origins, 'origin')}"
        now = f"{words.count(entry.articles, 'article')} and {words.count(entry.origins, 'origin')}"
        clauses = (
            *_named(entry),
            Clause(text=f": told by {then} before", references=(before,)),
            Clause(text=f", by {now} now", references=_rests(entry)),
            Clause(text="."),
        )
        yield _about(entry, sentence(clauses, "changed reach"))


def _positions(was: Entry, entry: Entry) -> Iterator[Sentence]:
    """Positions on a proposal that the earlier edition did not have."""
    told = {(one.asked, one.value) for one in was.given}
    for one in entry.sentences:
        if (one.about, one.word[0]) not in told:
            yield _about(
                entry,
                replace(
                    one, clauses=(*_named(entry), Clause(text=": "), *one.clauses), text=f"“{shorten(entry.title, _TITLE)}”: {one.text}"
                ),
            )


def _assessed(was: Entry, entry: Entry, before: int) -> Iterator[Sentence]:
    old, new = {one.asked: one.value for one in was.given}, {one.asked: one.value for one in entry.given}
    if new.get("status") == _WITHDRAWN:
        if old.get("status") != _WITHDRAWN:
            first = entry.sentences[0]
            told = f"“{shorten(entry.title, _TITLE)}”: {first.text}"
            yield _about(entry, replace(first, clauses=(*_named(entry), Clause(text=": "), *first.clauses), text=told))
        return
    numbers = {name: at for at, name in enumerate((name for name in new if name != "status"), 1)}
    for name in (name for name in dict.fromkeys((*new, *old)) if name != "status" and old.get(name) != new.get(name)):
        which = f"key judgement {numbers[name]}" if name in numbers else f"a key judgement ({name.upper()})"
        clauses = [*_named(entry), Clause(text=f", {which}: before, "), *_judged(old.get(name), (before,), "not made")]
        clauses += [Clause(text="; now, "), *_judged(new.get(name), _rests(entry), "no longer made"), Clause(text=".")]
        made = sentence(clauses, "changed assessment")
        yield replace(made, documents=tuple(dict.fromkeys((*was.documents, *entry.documents))))
    if old.get("status") == _WITHDRAWN:
        clauses = [*_named(entry), Clause(text=" was withdrawn before", references=(before,)), Clause(text="; it is out again now")]
        yield _about(entry, sentence((*clauses, Clause(text=".", references=_rests(entry))), "changed assessment"))


def _judged(value: str | None, references: tuple[int, ...], none: str) -> list[Clause]:
    """A key judgement as it stood, in the analyst's words, or that there was none."""
    if not value:
        return [Clause(text=none, references=references)]
    return [Clause(text="“"), Clause(text=value, references=references, said=True), Clause(text="”")]


def _merged(was: Entry, entry: Entry, before: int, references: References) -> Sentence:
    title = _named(was) if was.title else [Clause(text=f"{_unnamed(was)} of the earlier edition")]
    clauses = (*title, Clause(text=" is now held to be one", references=(before,)), Clause(text=" with "), *_named(entry), Clause(text=" "))
    clauses = (*clauses, Clause(text=f"by what is known now{references.aside(_rests(entry))}", references=_rests(entry)), Clause(text="."))
    return replace(sentence(clauses, "merged"), documents=tuple(dict.fromkeys((*was.documents, *entry.documents))))


def _unnamed(was: Entry) -> str:
    """What an entry without a title is called: "A proposal", "An incident"."""
    return f"{'A' if was.kind is CitationKind.PROPOSAL else 'An'} {_KINDS[was.kind]}"


def _gone(was: Entry, before: int, references: References) -> Sentence:
    """An entry that this edition has not: it lies outside what is asked for now, or nothing tells of it any more."""
    title = _named(was) if was.title else [Clause(text=_unnamed(was))]
    now = _now(was, references)
    why = " is still there, but lies outside what this edition is about" if now else " is no longer told"
    told = Clause(text=why + references.aside(now), references=now)
    clauses = (*title, Clause(text=" of the earlier edition", references=(before,)), told, Clause(text="."))
    return replace(sentence(clauses, "gone"), documents=was.documents)


def _now(was: Entry, references: References) -> tuple[int, ...]:
    """What an entry that is not in this edition rests on now; nothing where nothing that may go out tells of it."""
    report = references.shelf.report
    if was.kind is CitationKind.INCIDENT:
        return next((references.reports(one) for one in report.incidents if was.id in (one.id, *one.aliases)), ())
    if was.kind is CitationKind.ASSESSMENT:
        return tuple(references.assessment(one) for one in report.assessments if one.id == was.id)
    held = next((one.positions for one in report.proposals if was.id in (one.id, *one.aliases)), ())
    found = (references.passage(one.document, references.own(one.document, one.statement)) for one in held)
    return tuple(dict.fromkeys(index for index in found if index is not None))
