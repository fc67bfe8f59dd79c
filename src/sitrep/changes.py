"""What became of an article, in a terminal: its versions, what each changed, whether it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from sitrep.records import Article, Piece, Revision
from sitrep.terminal import WIDTH, clean

_SHOWN = 12


def article_lines(article: Article, document: str) -> Iterator[tuple[str, str]]:
    """An article that was changed or is gone, as (text, style) lines, seen from one of its versions."""
    if article.gone:
        yield f"gone since {article.gone.since:%Y-%m-%d %H:%M} UTC (status {article.gone.status}): {clean(article.gone.address)}", "red"
    if len(article.versions) > 1:
        place = article.versions.index(document) + 1 if document in article.versions else 0
        latest = "" if place == len(article.versions) else f"; the latest is {article.versions[-1]}"
        yield f"version {place} of {len(article.versions)}{latest}", "bold"
    for revision in article.revisions:
        yield from _revision(revision)
    if article.gone or len(article.versions) > 1:
        yield "", ""


def _revision(revision: Revision) -> Iterator[tuple[str, str]]:
    how = "with a note" if revision.note is not None else "silently" if revision.silent else ""
    moment = revision.at or (f"{revision.seen:%Y-%m-%d %H:%M} UTC (seen)" if revision.seen else "")
    head = " ".join(part for part in ("changed", how, moment) if part)
    points = ", ".join(f"{one.what} {clean(one.before)} → {clean(one.after)}" for one in revision.points)
    yield from (
        (line, "") for line in wrap(f"{head}: {points or 'no number and no name'}", WIDTH, initial_indent="  ", subsequent_indent="    ")
    )
    yield f"    {revision.before} → {revision.after}", "dim"
    if revision.note is not None:
        yield from ((line, "italic") for line in wrap(f"“{clean(revision.note)}”", WIDTH, initial_indent="    ", subsequent_indent="    "))
    for one in revision.statements[:_SHOWN]:
        what = f"statement {one.kind.value}" + (f" ({', '.join(one.how)})" if one.how else "")
        said = f"“{clean(one.was)}” → “{clean(one.now)}”" if one.was and one.now else f"“{clean(one.was or one.now)}”"
        yield from ((line, "") for line in wrap(f"{what}: {said}", WIDTH, initial_indent="    ", subsequent_indent="      "))
    for passage in revision.passages[:_SHOWN]:
        for sign, pieces in (("-", passage.before), ("+", passage.after)):
            if pieces:
                yield from (
                    (line, "dim") for line in wrap(f"{sign} {_words(pieces)}", WIDTH, initial_indent="    ", subsequent_indent="      ")
                )
    left = revision.more + max(0, len(revision.passages) - _SHOWN)
    if left or revision.moved:
        yield f"    {left:,} more sentences changed, {revision.moved:,} moved", "dim"


def _words(pieces: tuple[Piece, ...]) -> str:
    """A passage with what is only in this version in brackets."""
    return "".join(clean_piece(piece) for piece in pieces)


def clean_piece(piece: Piece) -> str:
    """A piece on one line with its outer spaces as they were."""
    inner = clean(piece.text)
    before, after = (" " if piece.text[:1].isspace() else ""), (" " if piece.text[-1:].isspace() else "")
    return f"{before}{inner if piece.kept else f'[{inner}]'}{after}" if inner else before
