"""What a version of an article changed of the one before it: facts first, then statements, then words, and whether it says so.

A number belongs to the role that the readings give it ("killed"); one that they give none is a number all the same. Two versions that
share little, such as a feed's summary and the whole article, are compared sentence by sentence only: what one leaves out is not changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from sitrep.compare.points import points
from sitrep.compare.rewording import Compared, Pair, Passage, compared, passages
from sitrep.compare.stated import statement_changes
from sitrep.records import Piece, Reading, Revision, Rewording
from sitrep.records.moments import may_be_one
from sitrep.records.notes import is_marked, is_note

MADE_BY = "revisions@1"
# So many changes of a kind are told, the rest counted.
MOST = 50
_LONGEST_NOTE = 600


def revision(before: Reading, after: Reading, seen: datetime | None = None) -> Revision | None:
    """What changed between two versions of an article, given by their readings; None where not one word did and none stands elsewhere.

    `seen` is when the later version was first received.
    """
    old, new = (list(passages(one.document.text)) for one in (before, after))
    texts, title = compared(old, new), _titles(before, after)
    pairs = (*title, *texts.pairs)
    if not pairs and not texts.moved:
        return None
    found = points(pairs, before, after, texts.stayed)
    changed = statement_changes(texts.pairs, before, after)
    later, earlier = (one.document.updated or one.document.published for one in (after, before))
    return Revision(
        article=after.document.article,
        before=before.document.id,
        after=after.document.id,
        at=None if may_be_one(later, earlier) else later,
        seen=seen,
        note=_note(pairs, before, after),
        points=tuple(found[:MOST]),
        statements=tuple(changed[:MOST]),
        passages=tuple(_rewording(pair, bool(title) and pair is title[0]) for pair in pairs[:MOST]),
        moved=texts.moved,
        more=texts.more + max(0, len(pairs) - MOST),
        made_by=MADE_BY,
    )


def revisions(versions: Sequence[Reading], seen: Sequence[datetime | None]) -> Iterator[Revision]:
    """What each version of an article, given oldest first with when it was received, changed of the one before it."""
    held = list(zip(versions, seen, strict=True))
    for (before, first), (after, moment) in pairwise(held):
        found = revision(before, after, moment if moment != first else None)
        if found is not None:
            yield found


def _titles(before: Reading, after: Reading) -> list[Pair]:
    """The headlines as a pair of passages, where a word of them changed."""
    sides = [one.document.title or "" for one in (before, after)]
    old, new = (Passage(text, -1 - len(text)) for text in sides)
    if not old.words or not new.words or old.words == new.words:
        return []
    return [_as_pair(compared([old], [new]), old, new)]


def _as_pair(found: Compared, old: Passage, new: Passage) -> Pair:
    whole = next((pair for pair in found.pairs if pair.before and pair.after), None)
    return whole or Pair(old, new, ((0, len(old.words), 0, len(new.words)),))


def _note(pairs: Sequence[Pair], before: Reading, after: Reading) -> str | None:
    """The note that the later version carries and the earlier does not; else its headline, where that is marked as corrected only now."""
    for pair in pairs:
        if pair.after is not None and pair.after.start >= 0 and is_note(pair.after.text):
            return " ".join(pair.after.text.split())[:_LONGEST_NOTE]
    title = after.document.title or ""
    return title if is_marked(title) and title != before.document.title else None


def _rewording(pair: Pair, title: bool) -> Rewording:
    return Rewording(
        before=_pieces(pair.before, [(low, high) for low, high, _, _ in pair.changed]),
        after=_pieces(pair.after, [(start, end) for _, _, start, end in pair.changed]),
        title=title,
    )


def _pieces(passage: Passage | None, changed: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """A passage in pieces, line breaks taken out; without any changes named, all of it is new or gone."""
    if passage is None:
        return ()
    stretches = [(passage.spans[low][0], passage.spans[high - 1][1]) for low, high in changed if low < high]
    if not changed:
        stretches = [(0, len(passage.text))]
    pieces, at = [], 0
    for start, end in stretches:
        pieces += [(passage.text[at:start], True), (passage.text[start:end], False)]
        at = end
    pieces.append((passage.text[at:], True))
    return tuple(Piece(text=text.replace("\n", " "), kept=kept) for text, kept in pieces if text)
