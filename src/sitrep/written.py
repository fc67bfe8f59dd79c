"""What analysts wrote, over a store: assessments as the desk has them and as they go out, each with the evidence that changed since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sitrep import assess
from sitrep.assess import Writing
from sitrep.assess.foretold import foretold
from sitrep.citing import Citing
from sitrep.comparing import Comparing
from sitrep.records import Assessment, Cited, Deed, Draft, Remark, Staleness


class Written:
    """Assessments of a store at one moment's state, `now`."""

    def __init__(self, comparing: Comparing, now: datetime) -> None:
        self.store, self.now = comparing.store, now
        self.citing = Citing(comparing, now)

    def all(self) -> tuple[Assessment, ...]:
        """Every assessment at its latest draft, as the desk has it, in the order in which they were begun."""
        return tuple(assess.composed(drafts, deeds, self.stale(assess.heads(drafts)[-1])) for drafts, deeds in self._each())

    def out(self) -> tuple[Assessment, ...]:
        """Those that were published, as readers may have them at this moment: withdrawn ones too, with their notice.

        What was done later is not done yet.
        """
        found = []
        for drafts, done in self._each():
            deeds = [one for one in done if one.at <= self.now]
            out = assess.draft_out(drafts, deeds, self.now)
            found.append(assess.gone_out(drafts, deeds, self.stale(out) if out else (), now=self.now))
        return tuple(one for one in found if one)

    def foretold(self) -> tuple[Assessment, ...]:
        """Those that are out, each with its key judgements as they stood when they became known to be true or false."""
        found = (foretold(drafts, deeds, self.now) for drafts, deeds in self._each())
        return tuple(one for one in found if one)

    def next_out(self) -> datetime | None:
        """When the next of what was published goes out by itself: its embargo ends, or its moment comes where clocks differ."""
        moments = (moment for drafts, deeds in self._each() for moment in assess.moments_out(drafts, deeds))
        return min((moment for moment in moments if moment > self.now), default=None)

    def one(self, name: str) -> Assessment | None:
        """The assessment of this id, as the desk has it."""
        drafts = self.store.drafts(name)
        return assess.composed(drafts, self.store.deeds(name), self.stale(assess.heads(drafts)[-1])) if drafts else None

    def _each(self) -> list[tuple[list[Draft], list[Deed]]]:
        drafts: dict[str, list[Draft]] = {}
        deeds: dict[str, list[Deed]] = {}
        for draft in self.store.drafts():
            drafts.setdefault(draft.assessment, []).append(draft)
        for deed in self.store.deeds():
            deeds.setdefault(deed.assessment, []).append(deed)
        return [(each, deeds.get(name, [])) for name, each in drafts.items()]

    def stale(self, draft: Draft) -> tuple[Staleness, ...]:
        """What changed of the evidence that a draft cites since it was saved."""
        kept = self.store.cited(draft.id)
        return assess.staleness(kept, self.citing.all((), kept))

    def cited(self, writing: Writing, parent: str | None = None) -> tuple[Cited, ...]:
        """What the citations of a text lead to now, to be kept with it. What its `parent` cited is known from there, also if it is gone."""
        wanted = {(one.kind, one.target) for one in writing.citations}
        kept = [one for one in self.store.cited(parent) if (one.kind, one.target) in wanted] if parent else []
        return tuple(self.citing.all(writing.citations, kept).values())

    def remarks(self, text: str, draft: Draft | None = None) -> tuple[Remark, ...]:
        """What is wrong with a text; of one that was saved as a `draft`, also what changed since."""
        writing = assess.take_apart(text)
        kept: Sequence[Cited] = self.store.cited(draft.id) if draft else ()
        now = self.citing.all(writing.citations, kept)
        stale = assess.staleness(kept, now)
        return assess.lint(writing, now, stale, answered=self._answered(writing, draft))

    def _answered(self, writing: Writing, draft: Draft | None) -> Collection[str] | None:
        """The key judgements of the assessment that a text answers; None if it answers none that is there, or itself."""
        answer = writing.front.answers
        if answer is None or (draft and draft.assessment == answer.assessment):
            return None
        drafts = self.store.drafts(answer.assessment)
        return {one.id for each in drafts for one in assess.take_apart(each.text).judgements} if drafts else None
