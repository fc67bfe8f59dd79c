"""On whose word a document's account rests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitrep.compare.blames import Named, denies, named, says_he_did
from sitrep.compare.names import identity, is_one_of, is_staff, officer, one_of_a_kind, same_side, same_witness, speaks
from sitrep.compare.tolls import exclude, reach
from sitrep.compare.words import fold
from sitrep.records import Act, Document, Link, Reading, Statement, Telling, Toll, public_name

# How far into a document the source of an unattributed lead is looked for, in characters.
NEAR = 1200
# Acts by which a source puts something forward; a source that asks, promises or threatens does not vouch for what happened.
_VOUCHING = (Act.SAY, Act.REPORT, Act.CLAIM, Act.CONFIRM, Act.DENY, Act.ACCUSE, Act.ESTIMATE, Act.BELIEVE)
# A number from a second witness below this part of the leading toll counts some of the dead, not all.
RIVAL_PART = 0.5
# A number this many times the leading toll counts the dead of a war or a year, not of what happened.
RIVAL_TIMES = 8.0
# How much text before the content of a statement its numbers may stand in ("put the death toll at 58, saying that …"), in characters.
FRAME = 200
# A document has as many voices as a reader can tell apart: a list of a thousand tolls is none.
MOST_VOICES = 40
_WORD = re.compile(r"\w+")
_FOR = r"(?:spoke|speaks?|speaking) (?:for|on behalf of) ((?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,5})"
_SPEAKS_FOR = re.compile(rf".*\b{_FOR}", re.S)
_SPEAKING_FOR = re.compile(
    rf"(?:,? (?:who|and) (?:said|says) (?:that )?(?:he|she|they) |, who |,? claiming to |,? saying (?:that )?(?:he|she) |,? ){_FOR}"
)
# Who claims an attack says that he did it, not what came of it ("claimed responsibility for …", "claims the attack that killed …").
_DEED = re.compile(
    r"(?:the |full |sole )*(?:responsibility|credit)\b"
    r"|(?:the|this|that|both)(?: [\w-]+){0,4}? (?:attack|bombing|assault|killing|blast|explosion|shooting)s?(?: (?:that|which)\b|$)",
    re.I,
)
# Who condemns what happened takes it from others.
_CONDEMNS = re.compile(r"\b(?:condemn|denounc|deplor|decr(?:y|ie))", re.I)
_UNITS = r"(?:days?|hours?|minutes?|weeks?|months?|years?|km|kilomet|miles?|met(?:re|er)s?|per ?cent|%|[ap]\.?m\b)"
_NUMBER = re.compile(rf"(?<![\w.,:])(\d[\d,.]*\d|\d)\b(?!\s*-?{_UNITS})")


@dataclass(frozen=True, slots=True)
class Voice:
    """One witness as one document (`member`, an index) carries it; `own` where the document's outlet itself is the witness.

    `also` is what the document calls it besides: "the head of the monitor", of a person. `nearby` where nobody is named for the account and
    this is the source that the text names next to it.
    """

    member: int
    name: str
    own: bool
    main: bool
    statements: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    also: tuple[str, ...] = ()
    nearby: bool = False


def voices(member: int, telling: Telling, reading: Reading) -> tuple[Voice, ...]:
    """The witnesses of one document's telling: first the one that its main account rests on, then those who give another toll or deny."""
    statements = {statement.id: statement for statement in reading.statements}
    own_name = reading.document.credit or reading.document.outlet or _unnamed(reading.document)
    main = _main(member, telling, reading, statements, own_name)
    found = [main]
    # Who counts the injured may be another than who counts the dead.
    leading = main.tolls
    for toll in (*leading[1:], *telling.tolls):
        if len(found) == MOST_VOICES:
            break
        statement = statements.get(toll.statement or "")
        others = toll in leading[1:]
        if statement is None or not (others or _rivals(toll, leading)) or any(toll in voice.tolls for voice in found[1:]):
            continue
        voice = _voice(member, statement, reading, own_name, main=False)
        if not voice.own and identity(voice.name) and not same_voice(voice, main):
            found.append(_with(voice, (statement.id,), (toll,)))
            if others:
                found[0] = replace(found[0], tolls=tuple(one for one in found[0].tolls if one != toll))
    for statement in _denials(telling, statements):
        voice = _voice(member, statement, reading, own_name, main=False)
        if identity(voice.name) and not voice.own and voice.name not in {other.name for other in found}:
            found.append(_with(voice, (statement.id,), ()))
    for one in named(member, telling, reading):
        if one.statement in statements:
            _add_blaming(found, statements[one.statement], _voice(member, statements[one.statement], reading, own_name, main=False), one)
    return tuple(found)


def _unnamed(document: Document) -> str:
    """What stands for the name of an outlet that is not known. Files of one name in two folders are told apart by their articles' ids."""
    name = public_name(document.key, document.id)
    return f"unnamed outlet of {name}" if name == document.key else f"unnamed outlet of {name} ({document.article[-6:]})"


def _add_blaming(found: list[Voice], statement: Statement, voice: Voice, one: Named) -> None:
    """Add who names, or denies, whoever did it to the voices of a document, where he can be told from others and is not its main one."""
    if voice.own or not identity(voice.name) or same_voice(voice, found[0]) or len(found) >= MOST_VOICES:
        return
    # Who says that he did it is no witness of it.
    if statement.attribution[-1].act is Act.CLAIM or (not one.negative and same_side(one.name, voice.name)):
        return
    known = next((at for at, other in enumerate(found) if same_voice(voice, other)), None)
    if known is None:
        found.append(voice)
    elif statement.id not in found[known].statements:
        found[known] = replace(found[known], statements=(*found[known].statements, statement.id))


def same_voice(first: Voice, second: Voice) -> bool:
    """Whether two voices are one witness by any of their names."""
    return any(same_witness(one, two) for one in (first.name, *first.also) for two in (second.name, *second.also))


def _with(voice: Voice, statements: tuple[str, ...], tolls: tuple[Toll, ...]) -> Voice:
    return replace(voice, statements=statements, tolls=tolls)


def _rivals(toll: Toll, leading: Sequence[Toll]) -> bool:
    """Whether a toll answers the same question as the leading one of its role, otherwise."""
    for other in leading:
        if other.role is toll.role and exclude(
            reach(toll.low, toll.high, toll.approximate), reach(other.low, other.high, other.approximate)
        ):
            number, whole = (side.low or side.high or 0.0 for side in (toll, other))
            return RIVAL_PART * whole <= number <= RIVAL_TIMES * whole
    return False


def _denials(telling: Telling, statements: dict[str, Statement]) -> list[Statement]:
    """Statements by which a source denies what the telling tells."""
    told = set(telling.statements)
    return [statement for statement in statements.values() if statement.id in told and denies(statement)]


def leads(telling: Telling) -> tuple[Toll, ...]:
    """The leading toll of each role."""
    first: dict[str, Toll] = {}
    for toll in telling.tolls:
        first.setdefault(toll.role.value, toll)
    return tuple(first.values())


def _main(member: int, telling: Telling, reading: Reading, statements: dict[str, Statement], own_name: str) -> Voice:
    leading = leads(telling)
    first = next((toll.statement for toll in leading if toll.statement in statements), None) or next(iter(telling.statements), None)
    statement = statements.get(first or "")
    nearby = False
    if statement is None or not _vouched(statement, reading):
        found = _of_that_toll(telling, reading, leading, statement)
        beside = None if found else _nearest(telling, reading, leading, statement)
        nearby = beside is not None
        statement = found or beside or (None if statement is None or _tells_nothing(statement, reading) else statement)
    supporting = tuple(
        dict.fromkeys(
            [*(toll.statement for toll in leading if toll.statement), *telling.statements, *((statement.id,) if statement else ())]
        )
    )
    if statement is None:
        return Voice(member=member, name=own_name, own=True, main=True, statements=supporting, tolls=leading)
    return replace(_with(_voice(member, statement, reading, own_name, main=True), supporting, leading), nearby=nearby)


def _vouched(statement: Statement, reading: Reading) -> bool:
    """Whether a statement rests on a source that can be told from others and puts it forward, or on the outlet's own staff."""
    names = [_name(link) or "" for link in statement.attribution]
    return _vouches(statement, reading) and any(identity(name) or is_staff(name) for name in names)


def _vouches(statement: Statement, reading: Reading) -> bool:
    """Whether somebody named puts a statement forward."""
    if not any(_name(link) for link in statement.attribution) or statement.attribution[-1].act not in _VOUCHING:
        return False
    return not _tells_nothing(statement, reading)


def _tells_nothing(statement: Statement, reading: Reading) -> bool:
    """Whether a source says only that it did it, or that it was wrong: "an attack claimed by the group" is not told by the group."""
    link = statement.attribution[-1] if statement.attribution else None
    if link is None or link.cue is None:
        return False
    if link.act is not Act.CLAIM:
        return bool(_CONDEMNS.search(link.cue.text))
    by = link.source is not None and reading.document.text[link.cue.end : link.source.start].split() == ["by"]
    return by or bool(_DEED.match(min(statement.content, key=lambda span: span.start).text))


def _of_that_toll(telling: Telling, reading: Reading, leading: Sequence[Toll], own: Statement | None) -> Statement | None:
    """For an account on nobody's word: the attributed statement near it that gives the same toll."""
    numbers = {(toll.role, toll.low) for toll in leading}
    stated = {event.statement for event in reading.events for quantity in event.quantities if (quantity.role, quantity.low) in numbers}
    written = _written(leading)
    candidates = _candidates(telling, reading, own)
    same = next((one for one in candidates if one.id in stated), None)
    return same or next((one for one in candidates if written & _numbers(one, reading)), None)


def _nearest(telling: Telling, reading: Reading, leading: Sequence[Toll], own: Statement | None) -> Statement | None:
    """For an account on nobody's word: the first attributed statement near it that is not of a deed of the source's own, and not introduced
    by another toll ("put it at 48, adding that …"), unless somebody who cannot be told from others is named for the account.
    """
    if own is not None and _vouches(own, reading):
        return None
    others = (one for one in _candidates(telling, reading, own) if not says_he_did(one))
    framed = ((one, set(_NUMBER.findall(_frame(one, reading)))) for one in others)
    return next((one for one, numbers in framed if not numbers or numbers & _written(leading)), None)


def _written(tolls: Sequence[Toll]) -> set[str]:
    return {number for toll in tolls for number in _NUMBER.findall(toll.text)}


def _candidates(telling: Telling, reading: Reading, own: Statement | None) -> list[Statement]:
    """What a main telling on nobody's word (`own`) may rest on: statements near it on the word of a source that can be told from others."""
    if not telling.main or (own is not None and any(is_staff(_name(link) or "") for link in _last_links(reading))):
        return []
    return [
        statement
        for statement in sorted(reading.statements, key=lambda statement: (_start(statement), statement.id))
        if _start(statement) <= NEAR
        and not denies(statement)
        and _vouches(statement, reading)
        and identity(_name(statement.attribution[-1]) or "")
    ]


def _last_links(reading: Reading) -> list[Link]:
    return [link for statement in reading.statements for link in statement.attribution[-1:]]


def _numbers(statement: Statement, reading: Reading) -> set[str]:
    """The numbers in figures that a statement gives, those before its content included."""
    return set(_NUMBER.findall(" ".join([_frame(statement, reading), *(span.text for span in statement.content)])))


def _frame(statement: Statement, reading: Reading) -> str:
    """What stands between a statement's source and its content."""
    source = statement.attribution[-1].source
    start = _start(statement)
    begin = source.end if source is not None and start - FRAME <= source.end <= start else start
    return reading.document.text[begin:start]


def _start(statement: Statement) -> int:
    return min((span.start for span in statement.content), default=0)


def _name(link: Link) -> str | None:
    """What a source is called: as written where that says more than the name it was resolved to ("Observatory head Ramo Kell"). What cannot
    speak is no source.
    """
    written = link.source.text if link.source is not None else None
    called = written if link.name and written and identity(link.name) < identity(written) else link.name or written
    return called if called is None or speaks(called) else None


def _also(link: Link, reading: Reading) -> tuple[str, ...]:
    """What else the document calls a source, as long as that tells it from others: "the head of the Observatory", of a person's name; an
    officer is one of his army.
    """
    forms = [link.name, link.source.text if link.source is not None else None]
    if link.name:
        forms += [
            other.source.text
            for statement in reading.statements
            for other in statement.attribution
            if other.source is not None and (other.name == link.name or _named_in(link.name, other.source.text))
        ]
    spoken = None
    if link.source is not None:
        spoken = _SPEAKING_FOR.match(reading.document.text, link.source.end) or _SPEAKS_FOR.match(link.source.text)
    telling = (form for form in forms if form and (len(identity(form)) > 1 or one_of_a_kind(form)))
    ranks = [rank for form in forms if form and (rank := officer(form))]
    return tuple(dict.fromkeys([*telling, *([spoken[1]] if spoken else []), *ranks]))


def _named_in(name: str, phrase: str) -> bool:
    """Whether every word of a name stands in a phrase."""
    return set(_WORD.findall(fold(name))) <= set(_WORD.findall(fold(phrase)))


def _voice(member: int, statement: Statement, reading: Reading, own_name: str, *, main: bool) -> Voice:
    """The witness of a statement: its nearest source that can be told from others, else an outer one, else the document's own voice.

    An outlet that cites itself is itself.
    """
    links = [link for link in statement.attribution if _name(link) is not None]
    outlets = tuple(filter(None, (reading.document.outlet, own_name)))
    named = [link for link in links if (name := _name(link)) and identity(name) and not is_staff(name) and not is_one_of(name, outlets)]
    if not named:
        last = (_name(links[-1]) if links else None) or ""
        staff = is_staff(last) and bool(identity(last))
        return Voice(member=member, name=last if staff else own_name, own=True, main=main, statements=(statement.id,))
    name = _name(named[-1]) or own_name
    also = tuple(form for form in _also(named[-1], reading) if form != name)
    return Voice(member=member, name=name, own=False, main=main, statements=(statement.id,), also=also)
