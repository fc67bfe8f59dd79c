"""Statements that a version of an article took out, put in or changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitrep.compare.rewording import Pair, Passage, passages
from sitrep.records import ChangeKind, Reading, Statement, StatementChange

_LONGEST = 300
_LEAST_ALIKE = 0.3
_MOST = 400


def statement_changes(pairs: Sequence[Pair], before: Reading, after: Reading) -> list[StatementChange]:
    """What became of the statements that stand in sentences which changed: first those that changed, then gone, then new."""
    old = list(_within(before, [pair.before for pair in pairs]))[:_MOST]
    new = list(_within(after, [pair.after for pair in pairs]))[:_MOST]
    known = {_key(one) for one in before.statements}
    stay = {_key(one) for one in after.statements}
    gone, come = [one for one in old if _key(one) not in stay], [one for one in new if _key(one) not in known]
    partner = _partners(gone, come)
    changed = [_changed(gone[partner[number]], one) for number, one in enumerate(come) if number in partner]
    left = set(partner.values())
    changed += [_change(ChangeKind.GONE, one, None) for number, one in enumerate(gone) if number not in left]
    return changed + [_change(ChangeKind.NEW, None, one) for number, one in enumerate(come) if number not in partner]


def _within(reading: Reading, held: Sequence[Passage | None]) -> Iterator[Statement]:
    """The statements that touch any of these passages."""
    ranges = sorted((one.start, one.end) for one in held if one is not None)
    starts = [start for start, _ in ranges]
    for statement in reading.statements:
        for span in statement.content:
            at = bisect_right(starts, span.end - 1) - 1
            if at >= 0 and ranges[at][1] > span.start:
                yield statement
                break


def _text(statement: Statement) -> str:
    return " … ".join(" ".join(span.text.split()) for span in statement.content)


def _content(statement: Statement) -> list[str]:
    return [word for span in statement.content for one in passages(span.text) for word in one.key.split()]


def _chain(statement: Statement) -> tuple[str, ...]:
    named = (link.name or (link.source.text if link.source else "") for link in statement.attribution)
    return tuple(" ".join(name.split()).casefold() for name in named)


def _key(statement: Statement) -> tuple[object, ...]:
    return (" ".join(_content(statement)), _chain(statement), statement.polarity, statement.modality)


def _partners(gone: Sequence[Statement], come: Sequence[Statement]) -> dict[int, int]:
    """New statements by number, each with the one that is gone which shares most of its words."""
    words = [set(_content(one)) for one in gone]
    scored = []
    for number, one in enumerate(come):
        mine = set(_content(one))
        for other, theirs in enumerate(words):
            score = 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))
            if score >= _LEAST_ALIKE:
                scored.append((-score, abs(number - other), number, other))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, number, other in sorted(scored):
        if number not in chosen and other not in taken:
            chosen[number] = other
            taken.add(other)
    return chosen


def _changed(old: Statement, new: Statement) -> StatementChange:
    first, second = _content(old), _content(new)
    numbers = [[word for word in side if word[0].isdigit()] for side in (first, second)]
    how = {
        "numbers": numbers[0] != numbers[1],
        "words": [word for word in first if not word[0].isdigit()] != [word for word in second if not word[0].isdigit()],
        "on whose word": _chain(old) != _chain(new),
        "whether it is so": old.polarity is not new.polarity,
        "how surely": old.modality is not new.modality,
    }
    return _change(ChangeKind.CHANGED, old, new, tuple(name for name, is_so in how.items() if is_so))


def _change(kind: ChangeKind, old: Statement | None, new: Statement | None, how: tuple[str, ...] = ()) -> StatementChange:
    return StatementChange(
        kind=kind,
        before=old.id if old else None,
        after=new.id if new else None,
        was=_text(old)[:_LONGEST] if old else "",
        now=_text(new)[:_LONGEST] if new else "",
        how=how,
    )
