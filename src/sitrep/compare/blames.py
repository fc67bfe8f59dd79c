"""Who is named as having done it, or says that he did not, by one report: each with the statement that names him.

A happening that is told again ("Boko Haram had carried out the attack") is one event, and the statement of the event is that of its first
mention. Who names somebody is found by where the name stands instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.compare.names import same_witness
from sitrep.compare.parties import party_name, plain_name, state_of
from sitrep.compare.scenes import told_of
from sitrep.compare.states import as_states
from sitrep.compare.word_of import holder
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold
from sitrep.records import Act, Auxiliary, Event, EventType, MentionType, Party, Polarity, Reading, Statement, Telling

_HARM = (EventType.ASSAULT, EventType.COERCE, EventType.THREATEN)
_RESPONSIBLE = re.compile(r"\b(?:responsib|involve)", re.I)
_ALLEGED = r"(?:accusation|allegation|assertion|claim|charge|insinuation|report|rumou?r|suggestion|speculation)s?"
_REPORTED = re.compile(rf"(?:[\w’'-]+ ){{0,4}}?{_ALLEGED}\b(?: (?:that|of|about) )?", re.I)
_OF_ITSELF = re.compile(
    r"(?:that\s)?(?:(?:it|they|he|she|we)\s(?:had|has|have|was behind|were behind|carried|did|would|is|are)\b"
    r"|(?:its|their|his|her|our)\s(?:own\s)?(?:air force|\w+)\s(?:had|have|has|was|were|carried|did)\b"
    r"|(?:(?:any|having|all|its|their|his|her|being)\s)?(?:responsib|involve|role|part|hand|link|carried|done)\w*)",
    re.I,
)
_LIES = r"(?:lies?|false|untrue|baseless|unfounded|groundless|nonsense|propaganda|fake|absurd|ridiculous|fabricat\w+|invent\w+)"
# Nothing but what is denied, and how it is called: "the accusation as baseless", "the reports".
_BARE = re.compile(rf"(?:[\w’'-]+ ){{0,3}}?(?P<what>{_ALLEGED})(?: as\b.*|(?: an?)?(?: \w+)? {_LIES}|[\s.,;”\"]*)", re.I | re.S)
_ACCUSING = re.compile(r"accus|alleg|charge|insinuat", re.I)
_DID = (
    r"(?:(?:had|has|have|was|were|is|are)\s(?:\w+ly\s)?)?"
    r"(?:carried out|carrying out|behind|responsible for|perpetrated|committed|staged|conducted|mounted|to blame for|launched)"
)
_ONE = r"(?:the|this|that|these|those|both|last|(?:mon|tues|wednes|thurs|fri|satur|sun)day[’']s)"
_DEFINITE = rf"{_ONE}(?:\s[\w’'-]+){{0,3}}?\s(?P<deed>[\w-]+)"
_DID_IT = re.compile(rf"(?P<who>[^.;]{{2,80}}?)\s(?:fighters |militants |forces |troops |gunmen |rebels )?{_DID}\s{_DEFINITE}\b", re.I)
_DONE_BY = re.compile(
    rf"{_DEFINITE}(?:\s(?:was|were|had been|has been|is|are))+\s(?:carried out|perpetrated|committed|staged|conducted|launched|the work)"
    r"\s(?:by|of)\s(?P<who>[^.;]{2,80})",
    re.I,
)
_ACCUSED_OF = re.compile(rf"(?P<who>[^.;]{{2,80}}?)\s(?:for|of)\s(?:[\w-]+ing\s(?:out\s)?)?{_DEFINITE}\b", re.I)
_PUT_ON = re.compile(rf"{_DEFINITE}\son\s(?P<who>[^.;]{{2,80}})", re.I)
_SPOKESMAN = re.compile(
    r"^(?:(?:an?|the) )?(?P<whose>.+?)(?:['’]s)? (?:spokes(?:man|woman|person|people)|officials?|sources?|representatives?)$", re.I
)
# After a person's name: for whom he speaks ("Abu Rizwan, a spokesman for the Front", "Colonel X, who speaks for the command").
_SPEAKS_FOR = re.compile(
    r",?\s(?:an?\s|the\s)?(?:[\w-]+\s)?(?:spokes(?:man|woman|person)\s(?:of|for)|who\s(?:speaks|spoke)\sfor)\s(?:the\s)?"
    r"(?P<whose>[^\s,.;:“”\"]+(?:\s[A-Z][^\s,.;:“”\"]*)*)"
)
_ITS_SPOKESMAN = re.compile(r"\b(?:its|their|the group['’]s)\s(?:[\w-]+\s)?spokes(?:man|woman|person)\b", re.I)
_THEMSELVES = frozenset(("he", "she", "it", "they", "we", "i"))
_MEANT = re.compile(r"\b(?:plot|plan|intend|want|wish|hop|prepar|conspir|try|tri|seek|threaten)\w*\sto\s(?:\w+ly\s)?$", re.I)
_SOME = r"(?:(?:one|two|three|four|five|six|some|several|many|dozens|members)\sof\s)?"
_THEIR_OWN = re.compile(rf"{_SOME}(?:its|their|his|her|our|my)\s(?:own\s)?", re.I)
# "One of its fighters carried out the attack", "it was behind the bombing".
_DID_ITSELF = re.compile(
    rf"(?:that\s)?(?:(?:it|they|we)|{_SOME}(?:its|their|our)\s[\w-]+(?:\s\w+)?)\s{_DID}\s(?:an?|{_ONE})\s(?:[\w-]+\s){{0,3}}?"
    rf"(?:{'|'.join(sorted(wordlist('deeds')))})\b",
    re.I,
)
_MINISTRY = re.compile(r"\bminist(?:ry|er)\b", re.I)
_WORD = re.compile(r"[\w-]+")
_CARRIED = 30  # characters after a verb in which the noun stands that says what was done
_FORM = 5  # letters that two forms of a word share


@dataclass(frozen=True, slots=True)
class Named:
    """One who is named as having done it, or as not having, by one report; `state` is the state whose government or forces he is, `itself`
    that it is he himself who denies it.
    """

    name: str
    negative: bool
    report: int
    statement: str
    state: str | None = None
    itself: bool = False


def denies(statement: Statement) -> bool:
    """Whether a statement is put forward as not so, on a source's word."""
    return statement.polarity is Polarity.NEGATIVE and bool(statement.attribution)


def says_he_did(statement: Statement) -> bool:
    """Whether a source says that it was itself that did it, or one of its own."""
    return _DID_ITSELF.match(statement.content[0].text) is not None


def named(at: int, member: Telling, reading: Reading) -> Iterator[Named]:
    """Who is named by a report (`at` is its number): who acts, who is blamed, who claims it; and who denies that he did it."""
    blamed = [*_blamed_by(at, member, reading), *_said_to_have(at, member, reading), *_claiming(at, member, reading)]
    yield from blamed
    yield from _denying(at, member, reading, blamed)


def _blamed_by(at: int, member: Telling, reading: Reading) -> Iterator[Named]:
    """Who acts in the events of the happening, as a report tells them: in those that are plainly of it, or else in any."""
    events = [event for event in reading.events if event.id in member.events]
    found = list(_acting(at, member, reading, told_of(reading, events, member.place)))
    yield from found if any(not one.negative for one in found) else _acting(at, member, reading, events)


def _acting(at: int, member: Telling, reading: Reading, events: list[Event]) -> Iterator[Named]:
    statements = {statement.id: statement for statement in reading.statements}
    held = holder(reading)
    for event in _of_one_side(events, reading.document.text):
        for party in _blamed(event, member):
            said = statements.get(held(party.span, event.statement) or "")
            negative = event.auxiliary is Auxiliary.NEGATED or (said is not None and denies(said))
            if negative and said is not None and said.attribution and said.attribution[-1].act is not Act.DENY:
                continue  # "We do not fight travellers" answers nobody's question
            name = _own_side(party, said, reading) if _is_own(party, said) else party_name(party, reading)
            if name is None and negative and said is not None and said.attribution:
                name = _speaker(said, reading) if _OF_ITSELF.match(_content(said)) else None
            if name is not None:
                yield Named(name, negative, at, said.id if said else event.statement or "", state_of(name, party, _country(member)))


def _is_own(party: Party, said: Statement | None) -> bool:
    """Whether a party is the side of whoever says so: "our men", or "we" in his words."""
    spoken = said is not None and bool(said.attribution) and party.span.text.lower() in _THEMSELVES
    same = said is not None and spoken and party.name is not None and party.name == said.attribution[-1].name
    return same or _THEIR_OWN.match(party.span.text) is not None


def _of_one_side(events: list[Event], text: str) -> list[Event]:
    """The events that say who did it: not fights, in which each side does, nor what else is done where an advance is what is told."""
    told = [event for event in events if not _is_fight(event) and not _is_plan(event, text)]
    harm = sorted((event for event in told if event.type is EventType.ASSAULT), key=lambda event: event.trigger.start)
    if not harm or not _is_advance(harm[0], text):
        return told
    return [event for event in told if event.type is not EventType.ASSAULT or _is_advance(event, text) or _has_toll(event)]


def _is_fight(event: Event) -> bool:
    fights = wordlist("fights")
    return bool(_words(event.trigger.text) & fights) or any(_words(party.span.text) & fights for party in event.actors)


def _is_plan(event: Event, text: str) -> bool:
    """Whether an act is one that somebody is only said to mean to do ("plotting to attack the port"): it is not what happened."""
    return (
        event.auxiliary is Auxiliary.HYPOTHETICAL
        and _MEANT.search(text, max(0, event.trigger.start - _CARRIED), event.trigger.start) is not None
    )


def _is_advance(event: Event, text: str) -> bool:
    """Whether an event is an advance: "advanced on", "launched an offensive"."""
    start, end = event.trigger.start, event.trigger.end
    if _words(event.trigger.text) & wordlist("carriers"):
        start, end = end, end + _CARRIED
    return bool(_words(text[start:end].split(".")[0]) & wordlist("advances"))


def _has_toll(event: Event) -> bool:
    return any(quantity.low for quantity in event.quantities)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _country(member: Telling) -> str | None:
    return member.place.country if member.place is not None else None


def _blamed(event: Event, member: Telling) -> tuple[Party, ...]:
    if event.type in _HARM and (event.type is member.type or event.type is EventType.ASSAULT):
        return event.actors
    return event.recipients if event.type is EventType.ACCUSE and member.type in (*_HARM, EventType.ACCUSE) else ()


def _said_to_have(at: int, member: Telling, reading: Reading) -> Iterator[Named]:
    """Who is said to have done what the report is about where no event says so: "X carried out the attack", "blamed X for the raid"."""
    if not member.main or member.type not in _HARM:
        return
    deeds = _deeds(member, reading)
    for statement in reading.statements:
        accused = bool(statement.attribution) and statement.attribution[-1].act is Act.ACCUSE
        if denies(statement) or (statement.attribution and statement.attribution[-1].act is Act.DENY):
            continue
        for span in statement.content:
            for pattern in (_ACCUSED_OF, _PUT_ON) if accused else (_DID_IT, _DONE_BY):
                match = pattern.match(span.text)
                if match is None or fold(match["deed"]) not in deeds:
                    continue
                for party in _parties_in(reading, span.start + match.start("who"), span.start + match.end("who")):
                    if (name := party_name(party, reading)) is not None:
                        yield Named(name, False, at, statement.id, state_of(name, party, _country(member)))


def _parties_in(reading: Reading, start: int, end: int) -> list[Party]:
    """The names in a passage, as parties."""
    return [
        Party(span=mention.span, mention=number, name=mention.name)
        for number, mention in enumerate(reading.mentions)
        if start <= mention.span.start and mention.span.end <= end
    ]


def _deeds(member: Telling, reading: Reading) -> set[str]:
    """The words by which a report may speak of the happening again."""
    triggers = (event.trigger.text for event in reading.events if event.id in member.events)
    return {*wordlist("deeds"), *(word for text in triggers for word in _words(text))}


def _claiming(at: int, member: Telling, reading: Reading) -> Iterator[Named]:
    """Who claims responsibility."""
    for statement in reading.statements:
        name = _claimant(statement, reading)
        if name is not None:
            yield Named(name, False, at, statement.id, state_of(name, None, _country(member)))


def _denying(at: int, member: Telling, reading: Reading, blamed: list[Named]) -> Iterator[Named]:
    """Who denies that he did it himself."""
    told = {event.statement for event in reading.events if event.id in member.events}
    for statement in reading.statements:
        if not denies_itself(statement) and not _waves_away(statement):
            continue
        name = _speaker(statement, reading)
        if name is None:
            continue
        found = Named(name, True, at, statement.id, state_of(name, None, _country(member)), itself=True)
        itself = denies_itself(statement) and (statement.id in told or _of_the_deed(statement, member, reading))
        if itself or (member.main and _waves_away(statement) and _may_answer(found, statement, blamed)):
            yield found


def denies_itself(statement: Statement) -> bool:
    """Whether a source denies that it was itself that did it ("denied that it had planted the bomb", "denied involvement")."""
    link = statement.attribution[-1] if statement.attribution else None
    return link is not None and link.act is Act.DENY and _OF_ITSELF.match(_content(statement)) is not None


def _content(statement: Statement) -> str:
    """What a statement says, without "the claim that" before it."""
    text = statement.content[0].text
    said = _REPORTED.match(text)
    return text[said.end() :] if said else text


def _of_the_deed(statement: Statement, member: Telling, reading: Reading) -> bool:
    """Whether a denial speaks of what the report is about."""
    text = " ".join(span.text for span in statement.content)
    if _RESPONSIBLE.search(text):
        return True
    forms = {word[:_FORM] for word in _deeds(member, reading) if len(word) >= _FORM}
    return member.main and any(word[:_FORM] in forms for word in _words(text))


def _waves_away(statement: Statement) -> bool:
    """Whether a source denies an accusation or a report without saying what it is: "rejected the accusation as baseless"."""
    link = statement.attribution[-1] if statement.attribution else None
    return link is not None and link.act is Act.DENY and _BARE.fullmatch(statement.content[0].text) is not None


def _may_answer(denier: Named, statement: Statement, blamed: list[Named]) -> bool:
    """Whether what is waved away is that the denier did it: he is blamed in the report, or nobody is and it is an accusation."""
    named_so = [one for one in blamed if not one.negative]
    if not named_so:
        return bool(_ACCUSING.search(statement.content[0].text))
    return any(_same(denier, one) for one in named_so)


def _same(first: Named, second: Named) -> bool:
    if first.state is not None and first.state == second.state:
        return True
    states = [as_states(fold(one.name), set()) for one in (first, second)]
    return same_witness(first.name, second.name) or bool(states[0] & states[1])


def _own_side(party: Party, said: Statement | None, reading: Reading) -> str | None:
    """Who "its army" or "our men" are: those of whoever says so, else an army like any other."""
    if said is not None and said.attribution:
        return _speaker(said, reading)
    return plain_name(_THEIR_OWN.sub("", party.span.text))


def _speaker(statement: Statement, reading: Reading) -> str | None:
    """Whose word a statement is, without the spokesman who gives it; None where it is the spokesman of somebody named elsewhere."""
    link = statement.attribution[-1]
    told = link.name or (link.source.text if link.source is not None else "")
    for whose in _spoken_for(link.name, reading):
        return plain_name(whose) if whose else None
    spoken = _SPOKESMAN.match(told)
    whose = spoken["whose"] if spoken else told
    return plain_name(whose) or (whose if _MINISTRY.search(whose) else None)


def _spoken_for(name: str | None, reading: Reading) -> Iterator[str]:
    """For whom a person speaks, as the text says beside his name; "" where that is "its spokesman"."""
    text = reading.document.text
    for mention in reading.mentions if name else ():
        if mention.name != name or mention.type is not MentionType.PERSON:
            continue
        if found := _SPEAKS_FOR.match(text, mention.span.end):
            yield found["whose"]
        elif _ITS_SPOKESMAN.search(text, max(0, mention.span.start - _CARRIED), mention.span.start):
            yield ""


def _claimant(statement: Statement, reading: Reading) -> str | None:
    """Who claims responsibility by this statement."""
    link = statement.attribution[-1] if statement.attribution else None
    if link is None or link.act is not Act.CLAIM or statement.polarity is Polarity.NEGATIVE:
        return None
    cue = link.cue
    passage = (reading.document.text[cue.start : cue.end + 40] if cue is not None else "") + " ".join(
        span.text for span in statement.content
    )[:80]
    told = link.name or (link.source.text if link.source is not None else "")
    return plain_name(told) if _RESPONSIBLE.search(passage) else None
