"""What analysts do with assessments: write, edit, respond, review, publish, withdraw, and look at what became of them.

Whatever is saved is kept as evidence. Nothing is kept where a function raises AssessError, which names what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep import assess
from sitrep.assess import Difference, Thread
from sitrep.errors import AssessError
from sitrep.pipeline import Pipeline
from sitrep.publish.markings import at_most
from sitrep.records import Assessment, Deed, DeedKind, Draft, Remark, make_id
from sitrep.written import Written

LONGEST_NOTE = 2000
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A draft that was saved, what is wrong with it, and the other latest drafts where others saved meanwhile: a conflict."""

    draft: Draft
    remarks: tuple[Remark, ...] = ()
    conflict: tuple[Draft, ...] = ()


def new(pipeline: Pipeline, text: str, *, by: str, message: str = "") -> Saved:
    """Save the first draft of an assessment, or of a response (`answers` in its front matter). `by` says who wrote it.

    Raises AssessError for a text that is too long, a name that is empty and the like; never for what a text says.
    """
    by, message = _checked(by, message)
    _check_text(text)
    with pipeline.store.transaction():
        founder = make_id("draft", pipeline.now.isoformat(), by, text)
        return _save(pipeline, pipeline.store.mint("assessment", founder), None, text, by=by, message=message)


def edit(
    pipeline: Pipeline, assessment: str, text: str, *, by: str, message: str = "", parent: str | None = None, merge: bool = False
) -> Saved:
    """Save another draft. `parent` is the draft that it was written from, by id or number (None: the latest); with `merge` it takes the
    place of every other latest draft too.

    If somebody saved meanwhile, both drafts are kept and `conflict` has the other. Raises AssessError for an assessment that is not there,
    a text that is as it was, and where several drafts are the latest and neither `parent` nor `merge` says what to do.
    """
    by, message = _checked(by, message)
    _check_text(text)
    with pipeline.store.transaction():
        drafts = drafts_of(pipeline, assessment)
        heads = assess.heads(drafts)
        if parent is None and len(heads) > 1 and not merge:
            raise AssessError(assessment, f"{_apart(heads)}: bring them together (merge), or say which you wrote from (parent)")
        written_from = find(drafts, parent) if parent else heads[-1]
        merges = tuple(one.id for one in heads if one.id != written_from.id) if merge else ()
        if written_from.text == text and not merges:
            raise AssessError(assessment, f"is as it was: nothing differs from draft {written_from.number}")
        return _save(pipeline, assessment, written_from.id, text, by=by, message=message, merges=merges)


def _save(
    pipeline: Pipeline, assessment: str, parent: str | None, text: str, *, by: str, message: str, merges: tuple[str, ...] = ()
) -> Saved:
    written = Written(pipeline.comparing, pipeline.now)
    identity = make_id("draft", assessment, parent, pipeline.now.isoformat(), by, text, *merges)
    draft = Draft(
        id=identity,
        assessment=assessment,
        number=0,
        parent=parent,
        at=pipeline.now,
        by=by,
        text=text,
        message=message,
        merges=merges,
    )
    draft = pipeline.store.add_draft(draft, written.cited(assess.take_apart(text), parent))
    others = tuple(one for one in assess.heads(pipeline.store.drafts(assessment)) if one.id != draft.id)
    return Saved(draft=draft, remarks=written.remarks(text, draft), conflict=others)


def review(pipeline: Pipeline, assessment: str, *, by: str, note: str = "", draft: str | None = None) -> Deed:
    """Keep that a draft (by id or number; None: the latest) was reviewed and may go out.

    Raises AssessError for a reviewer who wrote any of it, or has reviewed this draft already.
    """
    by, note = _checked(by, note)
    with pipeline.store.transaction():
        drafts, deeds = drafts_of(pipeline, assessment), pipeline.store.deeds(assessment)
        reviewed = _chosen(assessment, drafts, draft)
        if assess.same_name(by) in assess.authors(drafts, reviewed.id):
            raise AssessError(by, f"wrote some of draft {reviewed.number}: another must review it")
        if assess.same_name(by) in assess.reviewers(drafts, deeds, reviewed.id):
            raise AssessError(by, f"has reviewed draft {reviewed.number} already")
        return _done(pipeline, reviewed, DeedKind.REVIEW, by, note)


def publish(pipeline: Pipeline, assessment: str, *, by: str, note: str = "", draft: str | None = None) -> Deed:
    """Let a draft (by id or number; None: the latest) go out. Where one went out before, this is a correction, and `note` says what of.

    Raises AssessError while drafts are in conflict, for remarks that are errors, for too few reviews by others of this very draft
    (`reviews` in the settings), for a draft that is out already, and for a correction without a note.
    """
    by, note = _checked(by, note)
    with pipeline.store.transaction():
        drafts, deeds = drafts_of(pipeline, assessment), pipeline.store.deeds(assessment)
        heads = assess.heads(drafts)
        if len(heads) > 1:
            raise AssessError(assessment, f"{_apart(heads)}: bring them together before one goes out")
        chosen = _chosen(assessment, drafts, draft)
        before = assess.last_out(deeds)
        if before and before.draft == chosen.id and not assess.withdrawn(deeds):
            raise AssessError(assessment, f"draft {chosen.number} is published already")
        wrong = assess.errors(Written(pipeline.comparing, pipeline.now).remarks(chosen.text, chosen))
        if wrong:
            more = f" (and {len(wrong) - 1} more: sitrep assess lint)" if len(wrong) > 1 else ""
            raise AssessError(assessment, f"draft {chosen.number}, {remark_line(wrong[0])}{more}")
        needed, reviewed = pipeline.settings.reviews, len(assess.reviewers(drafts, deeds, chosen.id))
        if reviewed < needed:
            by_whom = "another than its authors" if needed == 1 else f"{needed} others than its authors"
            raise AssessError(assessment, f"draft {chosen.number} is to be reviewed by {by_whom} first; {reviewed} did")
        if before and not note:
            raise AssessError("note", "is empty: a correction says what was corrected")
        return _done(pipeline, chosen, DeedKind.CORRECT if before else DeedKind.PUBLISH, by, note)


def kept_back(pipeline: Pipeline, assessment: str, draft: str) -> tuple[str, ...]:
    """Why a draft that was published goes nowhere as yet, in a sentence each: its marking by the settings, its embargo."""
    front = assess.take_apart(find(drafts_of(pipeline, assessment), draft).text).front
    highest, found = pipeline.settings.marking, []
    if not at_most(front.marking, highest):
        found.append(f"it is {front.marking.value}: no output holds it under {highest.value} (--tlp, or tlp in the settings)")
    if front.embargo is not None and front.embargo > pipeline.now:
        found.append(f"it is under embargo until {front.embargo.isoformat(timespec='minutes')}: no output holds it before")
    return tuple(found)


def withdraw(pipeline: Pipeline, assessment: str, *, by: str, note: str) -> Deed:
    """Take back what went out: its page stays, with a notice that says who withdrew it, when and why.

    Raises AssessError for what never went out or is withdrawn already, and for a note that is empty.
    """
    by, note = _checked(by, note)
    with pipeline.store.transaction():
        drafts, deeds = drafts_of(pipeline, assessment), pipeline.store.deeds(assessment)
        out = assess.last_out(deeds)
        if out is None:
            raise AssessError(assessment, "was never published, so it cannot be withdrawn")
        if assess.withdrawn(deeds):
            raise AssessError(assessment, "is withdrawn already")
        if not note:
            raise AssessError("note", "is empty: say why, for those who relied on it")
        return _done(pipeline, find(drafts, out.draft), DeedKind.WITHDRAW, by, note)


def resolve(pipeline: Pipeline, assessment: str, judgement: str, outcome: bool, *, by: str, note: str = "") -> Deed:
    """Keep whether a key judgement of what went out proved true. A later word takes the place of an earlier one.

    Raises AssessError for what never went out, and for a key judgement that it does not have.
    """
    by, note = _checked(by, note)
    with pipeline.store.transaction():
        drafts, deeds = drafts_of(pipeline, assessment), pipeline.store.deeds(assessment)
        out = assess.last_out(deeds)
        if out is None:
            raise AssessError(assessment, "was never published, so nothing of it can prove true")
        draft, name = find(drafts, out.draft), judgement.strip().lower()
        if name not in {one.id for one in assess.take_apart(draft.text).judgements}:
            raise AssessError(judgement, f"is no key judgement of {assessment} as it was published")
        return _done(pipeline, draft, DeedKind.RESOLVE, by, note, name, outcome)


def _done(
    pipeline: Pipeline, draft: Draft, kind: DeedKind, by: str, note: str, judgement: str | None = None, outcome: bool | None = None
) -> Deed:
    # Where the clock was set back, it is done when the last was, or it would come before what it follows on.
    at = max((pipeline.now, *(one.at for one in pipeline.store.deeds(draft.assessment))))
    identity = make_id("deed", draft.id, kind.value, pipeline.now.isoformat(), by, note, judgement, outcome)
    deed = Deed(
        id=identity,
        assessment=draft.assessment,
        draft=draft.id,
        kind=kind,
        at=at,
        by=by,
        note=note,
        judgement=judgement,
        outcome=outcome,
    )
    pipeline.store.add_deed(deed)
    return deed


def assessments(pipeline: Pipeline) -> tuple[Assessment, ...]:
    """Every assessment and response as the desk has it: at its latest draft, published or not, in the order in which they were begun."""
    return Written(pipeline.comparing, pipeline.now).all()


def assessment(pipeline: Pipeline, name: str) -> Assessment:
    """The assessment of this id as the desk has it. Raises AssessError if there is none."""
    found = Written(pipeline.comparing, pipeline.now).one(name)
    if found is None:
        raise AssessError(name, "is not the id of an assessment in the database")
    return found


def thread(pipeline: Pipeline, name: str) -> tuple[Thread, ...]:
    """An assessment and all that answers it, as the desk has them. Raises AssessError if there is none of this id."""
    assessment(pipeline, name)
    return assess.thread(name, assessments(pipeline))


def log(pipeline: Pipeline, name: str) -> tuple[Draft | Deed, ...]:
    """All that was saved and done, in the order in which it was. Raises AssessError for an assessment that is not there."""
    drafts: list[Draft | Deed] = [*drafts_of(pipeline, name)]
    return tuple(sorted([*drafts, *pipeline.store.deeds(name)], key=lambda one: one.at))


def diff(pipeline: Pipeline, name: str, before: str | None = None, after: str | None = None) -> tuple[Draft, Draft, tuple[Difference, ...]]:
    """Two drafts, by id or number, and what differs: without `after` the latest, without `before` the one that it was written from.

    Of drafts in conflict with nothing named, the two latest. Raises AssessError for what is not there, or has nothing before it.
    """
    drafts = drafts_of(pipeline, name)
    heads = assess.heads(drafts)
    later = find(drafts, after) if after else heads[-1]
    if before:
        earlier = find(drafts, before)
    elif len(heads) > 1 and not after:
        earlier = heads[-2]
    elif later.parent:
        earlier = find(drafts, later.parent)
    else:
        raise AssessError(name, f"draft {later.number} is the first: nothing is before it")
    return earlier, later, assess.differences(earlier.text, later.text)


def lint(pipeline: Pipeline, name: str, draft: str | None = None) -> tuple[Remark, ...]:
    """What is wrong with a draft (by id or number; None: the latest). Raises AssessError for what is not there."""
    drafts = drafts_of(pipeline, name)
    chosen = find(drafts, draft) if draft else assess.heads(drafts)[-1]
    return Written(pipeline.comparing, pipeline.now).remarks(chosen.text, chosen)


def lint_text(pipeline: Pipeline, text: str) -> tuple[Remark, ...]:
    """What is wrong with a text that was not saved. Raises AssessError for one that is too long to be."""
    _check_text(text)
    return Written(pipeline.comparing, pipeline.now).remarks(text)


def latest(pipeline: Pipeline, name: str) -> list[Draft]:
    """The latest drafts: one, or several in conflict. Raises AssessError for an assessment that is not there."""
    return assess.heads(drafts_of(pipeline, name))


def find(drafts: Sequence[Draft], name: str) -> Draft:
    """The draft of this id or number. Raises AssessError if there is none."""
    found = next((one for one in drafts if name in (one.id, str(one.number))), None)
    if found is None:
        raise AssessError(name, f"is neither the id nor the number of a draft (1 to {len(drafts)})")
    return found


def remark_line(remark: Remark) -> str:
    """A remark in one line: "line 12: error: KJ1 has no evidence"."""
    where = f"line {remark.line}: " if remark.line else ""
    return f"{where}{remark.severity.value}: {remark.text}"


def drafts_of(pipeline: Pipeline, name: str) -> list[Draft]:
    """The drafts of an assessment, in the order in which they were saved. Raises AssessError for one that is not there."""
    drafts = pipeline.store.drafts(name)
    if not drafts:
        raise AssessError(name, "is not the id of an assessment in the database")
    return drafts


def _chosen(assessment: str, drafts: Sequence[Draft], name: str | None) -> Draft:
    heads = assess.heads(drafts)
    if name is None and len(heads) > 1:
        raise AssessError(assessment, f"{_apart(heads)}: say which")
    return find(drafts, name) if name else heads[-1]


def _apart(heads: Sequence[Draft]) -> str:
    return f"drafts {', '.join(str(one.number) for one in heads[:-1])} and {heads[-1].number} were saved side by side"


def _checked(by: str, note: str) -> tuple[str, str]:
    """A name and a note as they are kept. Raises AssessError for what cannot be kept."""
    if not by.strip():
        raise AssessError("by", "is empty: say who you are")
    for name, words, longest in (("by", by, LONGEST_NAME), ("note", note, LONGEST_NOTE)):
        if len(words) > longest:
            raise AssessError(name, f"is {len(words):,} characters long; {longest:,} are the most")
    return " ".join(by.split()), note.strip()


def _check_text(text: str) -> None:
    # A text of which every character is one byte may be so long; encoding a longer one is not needed to refuse it.
    size = len(text) if len(text) > assess.LONGEST_TEXT else len(text.encode("utf-8", "surrogatepass"))
    if size > assess.LONGEST_TEXT:
        raise AssessError("text", f"is {size:,} bytes long; {assess.LONGEST_TEXT:,} are the most")
    if not text.strip():
        raise AssessError("text", "is empty")
    if "\0" in text:
        raise AssessError("text", "holds a NUL: is it a text?")
