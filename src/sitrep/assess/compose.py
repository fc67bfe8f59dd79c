"""What drafts and deeds come to: an assessment as the desk has it, and as it goes out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sitrep.assess.writing import Writing, take_apart
from sitrep.records import Assessment, AssessmentStatus, Deed, DeedKind, Draft, Staleness

_WENT_OUT = (DeedKind.PUBLISH, DeedKind.CORRECT)
# What readers see of the desk's work. Reviews are its own.
_NOTICES = (*_WENT_OUT, DeedKind.WITHDRAW, DeedKind.RESOLVE)


def heads(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that nothing was written from: one, or several where analysts saved at once."""
    followed = {name for draft in drafts for name in (draft.parent, *draft.merges)}
    return [draft for draft in drafts if draft.id not in followed]


def authors(drafts: Sequence[Draft], draft: str) -> dict[str, str]:
    """Who wrote a draft and those that it was written from: their names as compared, each as written."""
    known = {one.id: one for one in drafts}
    wanted, found = [draft], {}
    seen: set[str] = set()
    while wanted:
        one = known.get(wanted.pop())
        if one is None or one.id in seen:
            continue
        seen.add(one.id)
        found[same_name(one.by)] = one.by
        wanted += [name for name in (one.parent, *one.merges) if name]
    return found


def same_name(name: str) -> str:
    """A name such that two spellings of it compare as one: case and blanks do not tell persons apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def reviewers(drafts: Sequence[Draft], deeds: Iterable[Deed], draft: str) -> dict[str, str]:
    """Who reviewed this very draft and wrote neither it nor any that it was written from: names as in `authors`."""
    wrote = authors(drafts, draft)
    found = {same_name(one.by): one.by for one in deeds if one.kind is DeedKind.REVIEW and one.draft == draft}
    return {name: shown for name, shown in found.items() if name not in wrote}


def last_out(deeds: Sequence[Deed]) -> Deed | None:
    """The deed by which what is out went out last; None where nothing ever did."""
    return next((one for one in reversed(deeds) if one.kind in _WENT_OUT), None)


def withdrawn(deeds: Sequence[Deed]) -> bool:
    """Whether what went out was withdrawn since."""
    last = next((one for one in reversed(deeds) if one.kind in (*_WENT_OUT, DeedKind.WITHDRAW)), None)
    return last is not None and last.kind is DeedKind.WITHDRAW


def composed(
    drafts: Sequence[Draft], deeds: Sequence[Deed], stale: Sequence[Staleness] = (), *, writing: Writing | None = None
) -> Assessment:
    """An assessment at its latest draft, as the desk has it: drafts in the order in which they were saved, deeds as they were done.

    `writing` is that draft's text taken apart, where it is at hand.
    """
    draft = heads(drafts)[-1]
    return _at(draft, drafts, deeds, stale, _status(draft, drafts, deeds), writing or take_apart(draft.text))


def draft_out(drafts: Sequence[Draft], deeds: Sequence[Deed], now: datetime) -> Draft | None:
    """The draft that readers may have at the moment `now`: the last that went out and whose embargo has passed."""
    known = {one.id: one for one in drafts}
    for deed in reversed(deeds):
        draft = known.get(deed.draft) if deed.kind in _WENT_OUT else None
        if draft is not None:
            embargo = take_apart(draft.text).front.embargo
            if embargo is None or embargo <= now:
                return draft
    return None


def gone_out(drafts: Sequence[Draft], deeds: Sequence[Deed], stale: Sequence[Staleness] = (), *, now: datetime) -> Assessment | None:
    """An assessment as readers may have it at the moment `now`: at the draft that went out last, with its notices.

    None where nothing went out, or before its embargo has passed. A correction under embargo shows in nothing before.
    """
    draft = draft_out(drafts, deeds, now)
    if draft is None:
        return None
    shown = deeds_out(drafts, deeds, now)
    status = AssessmentStatus.WITHDRAWN if withdrawn(shown) else AssessmentStatus.PUBLISHED
    made = _at(draft, drafts, shown, stale, status, take_apart(draft.text))
    return replace(made, changed=max(one.at for one in shown))


def went_out(deed: Deed) -> bool:
    """Whether by this deed a draft went out: published, or published again as a correction."""
    return deed.kind in _WENT_OUT


def deeds_out(drafts: Sequence[Draft], deeds: Sequence[Deed], now: datetime) -> list[Deed]:
    """The deeds that readers may know of at the moment `now`: none of the desk's own, nor what was done with a draft under embargo.

    A withdrawal takes back whatever is out, so that of such a draft is one of the draft that went out before it.
    """
    held = {one.draft for one in deeds if _held(drafts, one.draft, now)}
    out: str | None = None
    found = []
    for one in deeds:
        if one.kind not in _NOTICES:
            continue
        if one.draft not in held:
            found.append(one)
            out = one.draft if one.kind in _WENT_OUT else out
        elif one.kind is DeedKind.WITHDRAW and out is not None:
            found.append(replace(one, draft=out))
    return found


def moments_out(drafts: Sequence[Draft], deeds: Sequence[Deed]) -> list[datetime]:
    """The moments from which on drafts that were published may go out: when that was done, and the ends of their embargoes."""
    published = [one for one in deeds if one.kind in _WENT_OUT]
    names = {one.draft for one in published}
    embargoes = (take_apart(one.text).front.embargo for one in drafts if one.id in names)
    return [*(one.at for one in published), *(moment for moment in embargoes if moment)]


def _held(drafts: Sequence[Draft], name: str, now: datetime) -> bool:
    embargo = next((take_apart(one.text).front.embargo for one in drafts if one.id == name), None)
    return embargo is not None and now < embargo


def _status(draft: Draft, drafts: Sequence[Draft], deeds: Sequence[Deed]) -> AssessmentStatus:
    out = last_out(deeds)
    if out and out.draft == draft.id:
        return AssessmentStatus.WITHDRAWN if withdrawn(deeds) else AssessmentStatus.PUBLISHED
    return AssessmentStatus.REVIEWED if reviewers(drafts, deeds, draft.id) else AssessmentStatus.DRAFT


def _at(
    draft: Draft,
    drafts: Sequence[Draft],
    deeds: Sequence[Deed],
    stale: Sequence[Staleness],
    status: AssessmentStatus,
    writing: Writing,
) -> Assessment:
    front = writing.front
    outcomes = {one.judgement: one.outcome for one in deeds if one.kind is DeedKind.RESOLVE}
    first = next((one.at for one in deeds if one.kind in _WENT_OUT), None)
    return Assessment(
        id=draft.assessment,
        title=front.title or "(without a title)",
        by=drafts[0].by,
        status=status,
        draft=draft.id,
        number=draft.number,
        created=drafts[0].at,
        changed=max([one.at for one in drafts] + [one.at for one in deeds]),
        body=writing.body,
        desk=front.desk,
        summary=front.summary,
        area=front.area,
        topics=front.topics,
        judgements=tuple(replace(one, outcome=outcomes.get(one.id)) for one in writing.judgements),
        citations=writing.citations,
        assumptions=writing.assumptions,
        alternatives=writing.alternatives,
        gaps=writing.gaps,
        indicators=writing.indicators,
        answers=front.answers,
        marking=front.marking,
        embargo=front.embargo,
        published=first,
        deeds=tuple(deeds),
        stale=tuple(stale),
    )
