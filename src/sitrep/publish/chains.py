"""On whose word: attributions as chains of names, outermost source first."""

from __future__ import annotations

from sitrep.publish.text import one_line
from sitrep.records import Link, Statement

STEP = " ‹ "


def link_name(link: Link) -> str:
    """Who speaks: the resolved name, else the words of the text, else that it is not named."""
    return one_line(link.name or "") or one_line(link.source.text if link.source else "") or "a source not named"


def names(statement: Statement) -> tuple[str, ...]:
    """The names of a statement's chain, outermost first."""
    return tuple(link_name(link) for link in statement.attribution)


def chain(outlet: str | None, statement: Statement | None) -> tuple[str, ...]:
    """An account's chain as a reader meets it: the publisher first, then whom it quotes; the publisher's own words say so."""
    publisher = one_line(outlet or "") or "publisher not known"
    if statement is None:
        return (publisher,)
    steps = names(statement)
    if steps and steps[0].casefold() == publisher.casefold():
        steps = steps[1:]
    return (publisher, *(steps or ("in its own words",)))


def quotation(statement: Statement) -> str:
    """A statement's words, its pieces joined by an ellipsis where they are interrupted."""
    return " … ".join(one_line(span.text) for span in statement.content)
