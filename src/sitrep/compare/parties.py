"""What those are called who did something, as an answer to the question who did it.

What is read as an actor is often more than a name ("34 terrorists positioned in the suburbs", "US Warplanes Bombardments", a line of page
tags) or none at all ("three rockets fired"). A side without a name of its own ("rebels", "the regime") is an answer; gunmen are not.
"""

from __future__ import annotations

import re

from sitrep.compare.names import identity, is_proper
from sitrep.compare.states import as_states, state_name
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold, stem
from sitrep.records import MentionType, Party, Precision, Reading

# Those who did something without a name answer nobody's question who did it; nor do weapons.
_NAMELESS = wordlist("nameless")
# Sides and offices that a name need not be capitalised to stand for.
_SIDES = wordlist("sides")
# Whoever counts, heals, digs out, prints or suffers is a witness or a victim and did not do it, whatever a reading says.
_ACTING = (MentionType.ORGANIZATION, MentionType.GROUP, MentionType.PERSON)
_BYSTANDERS = frozenset(("observatory", "hospital", "rescue", "state-media"))
_HARMED = frozenset(("CVL", "NGO", "MED", "JRN"))
# Where something is: "the second city of Orlin", "an air base"; no group is called so in small letters.
_GROUND = wordlist("areas") | wordlist("sites")
# What a page says of itself, not of what happened.
_FURNITURE = wordlist("furniture")
# What has more words than this is a clause that was taken for a name.
LONGEST_NAME = 7
_COUNT = re.compile(
    r"^(?:(?:at least|more than|up to|about|around|some|over|nearly|another|other|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens of|scores of|hundreds of|members of|units of) )+",
    re.I,
)
# Such a number begins a name of three words and more, unless that ends in whom it counts: "Two Rivers Brigade", "Two Taliban Gunmen".
_NUMBER_NAME = re.compile(r"(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) \S+ \S")
# What a name was cut out with: signs, a word before it, the word after which it was broken off.
_SIGNS = " \t\n\"'“”‘’()[],;:.–—-"
_LEFT = re.compile(r"^(?:(?:to|by|after|from|with|against|both|and|or)\s)+", re.I)
_BROKEN_OFF = frozenset(("or", "and", "as", "of", "in", "by", "with", "to", "from", "on", "at", "backed", "the"))
# Where a name ends and a clause goes on, in headlines with capitals too.
_CLAUSE = re.compile(
    r"[ ,](?:kill(?:s|ed)?|injur(?:es?|ed)|wound(?:s|ed)?|used?|captured?|fired?|hits?|targets?|targeted|attack(?:s|ed)|positioned|located"
    r"|stationed|affiliated|based|loaded|after|following|during)(?: |$).*",
    re.I,
)
_WHERE = re.compile(r" (?:in|on|at|near|from|outside|inside) .*", re.I)
# Offices that are the state's where nobody says whose they are.
_OFFICES = frozenset(("government", "army", "regime", "force", "unit"))
_STATE_SECTORS = frozenset(("GOV", "MIL"))
# Whoever fights a state is not it, whatever its forces are called.
_AGAINST_IT = frozenset(("rebel", "insurgent", "opposition", "militia", "separatist", "islamist", "jihadist", "extremist", "terrorist"))


def party_name(party: Party, reading: Reading) -> str | None:
    """What a party is called, None where it has no name that tells it from others, or is none that does harm."""
    mention = reading.mentions[party.mention] if party.mention is not None and 0 <= party.mention < len(reading.mentions) else None
    if mention is not None and mention.type is MentionType.PLACE and party.sector is None and party.country is None:
        return None
    unknown = party.sector is None and party.country is None and party.name is None
    if party.sector in _HARMED or (unknown and mention is not None and mention.type not in _ACTING):
        return None
    known = party.name or (mention.name if mention is not None else None)
    people = known is not None and is_people(known)
    head = _WHERE.sub("", party.span.text).split()
    states = people and party.sector in (None, *_STATE_SECTORS)  # "Russian" aircraft are the state's, "Russian" gunmen nobody's
    if party.name is None and not states and head and stem(fold(head[-1])) in _NAMELESS:
        return None
    # "Syrian" is said of rebels and of the air force alike: the phrase says which.
    name = plain_name(party.span.text if known is None or people else known)
    return name if name is not None and not _is_place(name, reading) else None


def plain_name(told: str) -> str | None:
    """A name without counts, weapons and clauses around it; None where nothing is left that names anybody."""
    name = _uncounted(_CLAUSE.sub("", _uncounted(_LEFT.sub("", told.strip(_SIGNS))))).strip(_SIGNS)
    words = name.split()
    before = _WHERE.sub("", name).split()
    if before and _bare(before[-1]) in _SIDES | _NAMELESS:  # "rebels in Aleppo", but "Al-Qaeda in the Islamic Maghreb"
        words = before
    while words and (_bare(words[-1]) in _NAMELESS or words[-1] in _BROKEN_OFF):
        words.pop()
    found = {_bare(word) for word in words}
    if not words or " ".join(words).split(" of ")[0].split(" ")[-1] in _GROUND:
        return None
    if len(words) > LONGEST_NAME or found & _FURNITURE or found <= _NAMELESS:
        return None
    name = " ".join(words)
    proper = any(is_proper(word) and _bare(word) not in _SIDES | _NAMELESS for word in words)
    known = identity(name)
    return name if known and not known & _BYSTANDERS and (proper or found & _SIDES) else None


def _uncounted(told: str) -> str:
    """A name without the count before it; a number that is part of the name stays."""
    plain = _CLAUSE.sub("", told)
    words = plain.split()
    named = _NUMBER_NAME.match(plain) and is_proper(words[1]) and is_proper(words[-1]) and _bare(words[-1]) not in _SIDES | _NAMELESS
    return told if named else _COUNT.sub("", told)


def state_of(name: str, party: Party | None, country: str | None) -> str | None:
    """The state, as its alpha-3 code, whose government or forces a name stands for, None where it stands for no state's.

    `party` is what is known of whoever bears the name, `country` that of the place: "government forces" there are its own.
    """
    known = identity(name)
    if is_state(name):
        return next(iter(_states(name)))
    if known & _AGAINST_IT:
        return None
    official = party is not None and party.sector in _STATE_SECTORS
    if party is not None and official and party.country is not None:
        return party.country.casefold()
    if known <= _OFFICES or (party is not None and party.sector == "GOV"):
        return country.casefold() if country is not None else None
    return None


def is_state(name: str) -> bool:
    """Whether a name is nothing but a state's or its people's: "Turkey", "Russian" aircraft."""
    named = _states(name)
    return len(named) == 1 and not named & identity(name)


def is_people(name: str) -> bool:
    """Whether a name is nothing but a state's in another form than its own: its people's ("Russian"), its capital, letters ("US")."""
    return is_state(name) and fold(name) != fold(state_name(next(iter(_states(name)))) or "")


def _states(name: str) -> set[str]:
    return as_states(fold(name), set(identity(name))) - _OFFICES


def _bare(word: str) -> str:
    return stem(fold(word).strip("\"'’.,:;()[]"))


def _is_place(name: str, reading: Reading) -> bool:
    """Whether the document has a place of that name; states act by their names, towns do not."""
    plain = fold(name)
    return any(plain in (fold(place.name), fold(place.span.text)) for place in reading.places if place.precision is not Precision.COUNTRY)
