"""Names that outlets share with others: a word of the language ("Vanguard") that in a text is an armed group's, or begins a longer name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitrep.read.actors.lexicon import kinds
from sitrep.read.actors.naming import Piece
from sitrep.read.actors.runs import Page
from sitrep.read.actors.table import ActorTable
from sitrep.records import MentionType

_ARMED = r"(?:armed|rebel|militant|jihadist|insurgent|guerrilla|extremist|terrorist)"
_GROUP = rf"(?:{_ARMED}\s(?:group|faction|movement|network|organi[sz]ation|alliance)|militia|guerrillas|insurgency)"
_CALLED = r"(?:\s(?:called|named|known\sas|calling\sitself)(?:\sthe)?)?"
_FORCE = r"(?:claimed\sresponsibility|ambushed|shelled|kidnapped|abducted|bombed|raided|stormed)"
_LONGER = re.compile(r"\sof\sthe\s[A-Z]")
_REACH = 120  # characters around a name in which it is said what bears it


def namesakes(page: Page, table: ActorTable) -> tuple[list[Piece], dict[str, Piece]]:
    """The longer names that begin with an outlet's one word ("Vanguard of the Valley") and such words that begin a sentence; and by its key
    each such word that in this text is not the outlet's, with what it stands for.
    """
    longer = [_longer(page, at) for at in _outlets(page, table) if _LONGER.match(page.text, page.words[at].end)]
    meant = {page.words[piece.start].key: piece for piece in reversed(longer)}
    for at in _outlets(page, table):
        word = page.words[at]
        if _said_armed(page.text, word.start, word.end):
            name = meant[word.key].name if word.key in meant else word.text
            meant[word.key] = Piece(at, at + 1, MentionType.GROUP, name)
    held = {one.start for one in longer}
    alone = [at for at in _outlets(page, table) if at not in held and page.words[at].key in meant and _opens_alone(page, at)]
    found = [*longer, *(Piece(at, at + 1, MentionType.GROUP) for at in alone)]
    made = [(one, meant[page.words[one.start].key]) for one in found]
    return [Piece(one.start, one.end, known.type, one.name or known.name) for one, known in made], meant


def _opens_alone(page: Page, at: int) -> bool:
    """Whether a word begins its sentence and no other capitalised one follows: its capital alone does not make it a name."""
    return page.first[at] and not (page.follows(at + 1) and page.words[at + 1].text[:1].isupper())


def _outlets(page: Page, table: ActorTable) -> Iterator[int]:
    """Where words that are words of the language too are written as an outlet's name."""
    for at, word in enumerate(page.words):
        if word.key in kinds()["also_words"] and word.text[:1].isupper():
            actor = table.get(word.text)
            if actor is not None and actor.kind == "outlet":
                yield at


def _longer(page: Page, at: int) -> Piece:
    end = at + 4
    while end < len(page.words) and page.follows(end) and page.words[end].text[:1].isupper():
        end += 1
    return Piece(at, end, MentionType.ORGANIZATION, page.span(at, end))


def _said_armed(text: str, start: int, end: int) -> bool:
    """Whether the words around a name say that an armed group bears it, or that it did what armed groups do."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return bool(
        re.search(rf"\b{_GROUP}{_CALLED}\s$", before)
        or re.match(rf"(?:\sof\sthe(?:\s[A-Z][\w’'-]*)+)?,\s(?:an?|the)\s(?:[\w’'-]+\s){{0,3}}?{_GROUP}\b", after)
        or re.match(rf"\s(?:fighters|militants|rebels|gunmen|guerrillas|insurgents)\b|\s(?:(?:has|have|had)\s)?{_FORCE}\b", after)
    )
