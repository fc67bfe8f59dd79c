"""How versions of an article and what each changed are shown: facts first, then statements, then words."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.publish.dates import human
from sitrep.publish.shelf import Card, Shelf
from sitrep.publish.text import one_line, shorten
from sitrep.publish.words import count
from sitrep.records import Piece, Point, Revision

_SHOWN = 12
_LONGEST = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one version changed against the one before, with the cards of both; `when` is a date as a record gives it, None if not known."""

    earlier: Card
    later: Card
    revision: Revision
    when: str | None

    @property
    def points(self) -> tuple[str, ...]:
        """The facts that changed, in a few words each."""
        return tuple(point_words(point) for point in self.revision.points)

    @property
    def kind(self) -> str:
        """In a word or two, how it changed."""
        return how(self.revision)

    @property
    def passages(self) -> tuple[tuple[tuple[Piece, ...], tuple[Piece, ...]], ...]:
        """The sentences that changed, as they were and as they are, in pieces that are fit to show."""
        return tuple((_shown(one.before), _shown(one.after)) for one in self.revision.passages[:_SHOWN])

    @property
    def more(self) -> int:
        """How many sentences that changed are not among the passages."""
        return self.revision.more + max(0, len(self.revision.passages) - _SHOWN)

    @property
    def lines(self) -> str:
        """What changed besides facts, counted: "3 sentences changed, 1 moved"."""
        return counted(self.revision)


def history(shelf: Shelf, article: str) -> tuple[Changes, ...]:
    """The changes from version to version of an article, in order."""
    known = shelf.changed.get(article)
    found = (change_of(shelf, revision.after) for revision in (known.revisions if known else ()))
    return tuple(change for change in found if change is not None)


def change_of(shelf: Shelf, document: str) -> Changes | None:
    """What a document changed of the version before it; None where it is no later version, or changed no word."""
    revision = shelf.revisions.get(document)
    if revision is None or revision.before not in shelf.cards or document not in shelf.cards:
        return None
    return Changes(
        earlier=shelf.cards[revision.before],
        later=shelf.cards[document],
        revision=revision,
        when=when(revision) or shelf.cards[document].appeared,
    )


def when(revision: Revision) -> str | None:
    """When a change was: as the article says, else when it was first seen."""
    return revision.at or (revision.seen.isoformat() if revision.seen else None)


def how(revision: Revision) -> str:
    """ "Changed with a note", "Changed silently", "Changed"."""
    return "Changed with a note" if revision.note is not None else "Changed silently" if revision.silent else "Changed"


def point_words(point: Point) -> str:
    """ "killed 44 → 27"."""
    return f"{point.what} {shorten(point.before, 60)} → {shorten(point.after, 60)}"


def headline(revision: Revision) -> str:
    """ "Changed silently on 7 October 2010: killed 44 → 27"."""
    moment = when(revision)
    head = how(revision) + (f" on {human(moment[:10])}" if moment else "")
    return f"{head}: {', '.join(point_words(point) for point in revision.points) or counted(revision)}"


def counted(revision: Revision) -> str:
    """What changed, counted: "2 sentences changed, 1 new, 1 gone, 3 moved"."""
    sides = [(bool(one.before), bool(one.after)) for one in revision.passages]
    numbers = {
        "changed": sides.count((True, True)),
        "new": sides.count((False, True)),
        "gone": sides.count((True, False)),
        "moved": revision.moved,
        "more": revision.more,
    }
    told = [(number, word) for word, number in numbers.items() if number]
    return ", ".join(f"{count(number, 'sentence') if at == 0 else number} {word}" for at, (number, word) in enumerate(told))


def _shown(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces made fit to show; of very long ones the beginning."""
    shown, length = [], 0
    for piece in pieces:
        if length >= _LONGEST:
            break
        text = piece.text[: _LONGEST - length]
        length += len(text)
        edges = (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
        shown.append(Piece(text=f"{edges[0]}{one_line(text)}{edges[1]}", kept=piece.kept))
    return tuple(shown)
