"""What became of those that a number counts: the nearest word that governs the number says it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sitrep.read import number_lexicon as words
from sitrep.read.number_words import Number, Token
from sitrep.records import Role

# How far, in tokens, a verb may stand from the number that it governs, and a state from the noun that it is said of.
_REACH_BACK = 7
_REACH_ON = 10
_REACH_TOLL = 12
# What a force does to men of its own who fall: "had lost three men to a mine".
_LOSING = frozenset(("lose", "loses", "losing", "lost"))
# Verbs of who tells of it: "killing five, a doctor at the hospital said".
_SAYING = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "added",
        "adds",
        "confirmed",
        "announced",
        "warned",
        "explained",
        "noted",
        "declared",
        "stated",
        "wrote",
    ]
)
_WHERE_OR_WHOSE = frozenset(("at", "in", "of", "from", "with", "for", "there"))
_REACH_OF_SAYING = 6  # words
_PART_WORDS = frozenset({",", "-", "–", "—", "(", "including", "included", "among", "them", "whom"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the tokens of its phrase: `first` to `stop`, the noun counted (lower case) or "", and where the noun ends."""

    number: Number
    stop: int
    noun: str

    @property
    def first(self) -> int:
        """The token that the phrase begins with."""
        return self.number.first


def roles_of(tokens: list[Token], counts: list[Count]) -> list[Role | None]:
    """The role of each count; None where a number says nothing that is counted."""
    starts = {count.first for count in counts}
    owners = {at: index for index, count in enumerate(counts) for at in range(count.first, count.stop)}
    parts = _parts(tokens, counts)
    after = [_role_after(tokens, count, starts, part) for count, part in zip(counts, parts, strict=True)]
    _spread_back(tokens, counts, after, parts)
    roles: list[Role | None] = []
    for index, count in enumerate(counts):
        role = after[index]
        governed = _role_before(tokens, count, owners)
        if governed and (role is None or not role[1]):
            role = (governed, True)
        found = _fit(role[0], count) if role else None
        if (found is None and _left_behind(tokens, count)) or _speaks(tokens, count):
            roles.append(None)
            continue
        told = None if found else _toll(tokens, count)
        found = found or told or _own_role(tokens, count)
        if found is None and index and roles[-1] not in (None, Role.OTHER) and _joined(tokens, counts[index - 1], count):
            found = _fit(roles[-1], count)
        if told is None and not count.noun and _age(tokens, count):
            found = None
        roles.append(_settled(count, found, part=parts[index]))
    return roles


def _settled(count: Count, role: Role | None, *, part: bool) -> Role | None:
    """The role in the end: that of the noun itself, or `other` for what is counted without more."""
    if part:
        role = Role.OTHER
    if count.number.article:
        return role if role is not Role.OTHER else None
    if not count.noun and (role is None or role is Role.OTHER):
        return None
    if role is None:
        return Role.OTHER if words.is_counted(count.noun) and not count.number.low == count.number.high == 0 else None
    return role


def _fit(role: Role | None, count: Count) -> Role | None:
    """The role, where the noun can have it: people are not destroyed, things are not killed or wounded."""
    if role is Role.DESTROYED:
        return role if words.is_thing(count.noun) or not words.is_person(count.noun) else None
    if not words.is_thing(count.noun) or role not in (Role.KILLED, Role.INJURED, Role.DETAINED, Role.DISPLACED):
        return role
    fits = words.LIVING if role is Role.KILLED else words.EMPTIED if role is Role.DISPLACED else frozenset()
    return role if count.noun in fits else None


def _own_role(tokens: list[Token], count: Count) -> Role | None:
    """The role that the noun says by itself, unless those that it names are let go."""
    before = tokens[max(0, count.first - 3) : count.first]
    return None if any(token.lower in words.FREED for token in before) else words.ROLE_NOUNS.get(count.noun)


def _role_after(tokens: list[Token], count: Count, starts: set[int], part: bool) -> tuple[Role, bool] | None:
    """The state said of the number, and whether it follows at once. A part ("including a child, died") closes with a comma."""
    at = count.stop
    if part and at < len(tokens) and tokens[at].text == ",":
        at += 1
    near = _state_at(tokens, at, count, starts)
    if near is not None:
        return near, True
    helped = False
    for place in range(at, min(at + _REACH_ON, len(tokens))):
        word = tokens[place].lower
        if place in starts or word in words.BREAKS or word in words.PUNCTUATION_BREAKS or (word in words.ACTS and not helped):
            return None
        if word in words.AUXILIARIES:
            helped = True
            state = _state_at(tokens, place, count, starts)
            if state is not None:
                return state, place - at <= 2
    return None


def _state_at(tokens: list[Token], at: int, count: Count, starts: set[int]) -> Role | None:
    """The role of a participle, with or without its auxiliaries and adverbs, or of a verb without an object."""
    place, helped, perfect = at, False, False
    if count.noun == "" and place < len(tokens) and tokens[place].lower in words.PEOPLE and tokens[place].lower in words.STATES:
        return words.STATES[tokens[place].lower]
    while place < len(tokens) and place - at < 6:
        word = tokens[place].lower
        if word in words.PERFECTS:
            perfect = True
        elif word in words.AUXILIARIES:
            helped = True
        elif word not in words.ADVERBS and not (word.endswith("ly") and len(word) > 4):
            break
        place += 1
    deed = _phrase_at(tokens, place, words.DEED_PHRASES)
    if deed and not _phrase_at(tokens, place, words.STATE_PHRASES):
        return deed
    phrase = _phrase_at(tokens, place, words.STATE_PHRASES)
    if phrase and (helped or not _active(tokens, place, starts)):
        return phrase
    if place < len(tokens) and tokens[place].lower in ("suffered", "sustained", "received"):
        hurt = any(token.lower in ("injuries", "wounds", "burns", "injury") for token in tokens[place + 1 : place + 4])
        return Role.INJURED if hurt else None
    if place >= len(tokens):
        return None
    word = tokens[place].lower
    if word in words.DEEDS and not (helped and not word.endswith("ing")):
        return words.DEEDS[word]
    state = words.STATES.get(word)
    if state is None or (perfect and not helped) or (word in ("hostage", "captive") and count.number.article):
        return None
    return state if helped or _reduced(tokens, place, count, starts) else None


def _active(tokens: list[Token], place: int, starts: set[int]) -> bool:
    """Whether a phrase such as "shot dead" has an object after it."""
    following = range(place + 2, min(place + 4, len(tokens)))
    return any(at in starts or tokens[at].lower in ("a", "an", "the", "his", "their") for at in following)


def _reduced(tokens: list[Token], place: int, count: Count, starts: set[int]) -> bool:
    """Whether a bare participle is passive ("22 killed in", "12 dead") and not a verb with an object ("two gunmen killed 14")."""
    word = tokens[place].lower
    if word in ("dead", "homeless", "hostage", "captive", "ablaze", "alight") or word not in words.ACTS:
        return True
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None:
        return True
    if place + 1 in starts:
        return not count.noun and not (count.first and tokens[count.first - 1].lower in words.ACTS)
    named = following.text[0].isupper() and following.lower not in words.PREPOSITIONS
    return (
        following.lower not in ("the", "a", "an", "his", "their", "its", "several", "many", "him", "them", "her", "more", "at", "up")
        and not named
    ) or (following.lower == "at" and (place + 2 >= len(tokens) or tokens[place + 2].lower not in ("least", "most")))


def _role_before(tokens: list[Token], count: Count, owners: dict[int, int]) -> Role | None:
    """The role of the verb or noun that governs the number from before it."""
    for passed, place in enumerate(range(count.first - 1, max(count.first - 1 - _REACH_BACK, -1), -1)):
        word = tokens[place].lower
        if place in owners:
            return None
        phrase = _phrase_ending(tokens, place)
        if phrase is not None:
            return phrase if passed <= 1 else None
        if word in words.ACTS and word not in ("arrests", "wounds", "burns") and not _passive(tokens, place):
            return _act(word, count)
        if word in _LOSING and count.noun in words.ARMED:
            return Role.KILLED
        if (word in words.PREPOSITIONS and not (passed == 0 and word in ("in", "of"))) or word in words.BREAKS or not word[0].isalnum():
            return None
        if word in words.AUXILIARIES or word in words.PERFECTS or word in ("and", "or") or passed > 3:
            return None
    return None


def _act(word: str, count: Count) -> Role | None:
    role = words.ACTS[word]
    if role is Role.PARTICIPANTS and count.noun not in words.ARMED:
        return None
    return role


def _passive(tokens: list[Token], place: int) -> bool:
    """Whether the verb at a place is passive, so that it has no object: "was killed", not "had killed"."""
    for before in range(place - 1, max(place - 4, -1), -1):
        word = tokens[before].lower
        if word in ("was", "were", "is", "are", "been", "being", "be", "got"):
            return not tokens[place].lower.endswith("ing")
        if word not in words.ADVERBS and not word.endswith("ly"):
            return False
    return False


def _phrase_ending(tokens: list[Token], place: int) -> Role | None:
    for size in range(min(words.LONGEST_PHRASE, place + 1), 1, -1):
        found = words.ACT_PHRASES.get(tuple(token.lower for token in tokens[place - size + 1 : place + 1]))
        if found is not None:
            return found
    if tokens[place].lower == "killed" and place > 1 and tokens[place - 1].lower == "and" and tokens[place - 2].lower == "shot":
        return Role.KILLED
    return None


def _phrase_at(tokens: list[Token], place: int, phrases: dict[tuple[str, ...], Role]) -> Role | None:
    for size in range(min(words.LONGEST_PHRASE, len(tokens) - place), 1, -1):
        found = phrases.get(tuple(token.lower for token in tokens[place : place + size]))
        if found is not None:
            return found
    return None


def _toll(tokens: list[Token], count: Count) -> Role | None:
    """ "the death toll rose to 17", "the number of wounded climbed to 40", "claimed 20 lives"."""
    if count.noun == "lives":
        return Role.KILLED
    for place in range(count.first - 1, max(count.first - 1 - _REACH_TOLL, -1), -1):
        word = tokens[place].lower
        if word in ("toll", "tolls"):
            before = tokens[place - 1].lower if place else ""
            return Role.INJURED if before in ("injury", "injured", "wounded") else Role.KILLED
        if word in words.STATES and _phrase_matches(tokens, place, ("number", "of")):
            return words.STATES[word]
        if word in words.PUNCTUATION_BREAKS or word in words.BREAKS - {"after", "reported", "said", "says"}:
            return None
    return None


def _phrase_matches(tokens: list[Token], place: int, lead: tuple[str, ...]) -> bool:
    before = [token.lower for token in tokens[max(0, place - 4) : place]]
    return any(tuple(pair) == lead for pair in pairwise(before))


def _left_behind(tokens: list[Token], count: Count) -> bool:
    """The 12 of "rose to 17 from 12": an older figure."""
    return bool(count.first) and tokens[count.first - 1].lower == "from" and _toll(tokens, count) is not None


def _parts(tokens: list[Token], counts: list[Count]) -> list[bool]:
    """Which numbers are a part of the one before them: "including three children and a woman", "two of them"."""
    parts: list[bool] = []
    for index, count in enumerate(counts):
        before = [token.lower for token in tokens[max(0, count.first - 2) : count.first]]
        part = bool(before) and (before[-1] in words.SUBSETS or before in (["among", "them"], ["among", "whom"]))
        part = part or (count.noun == "" and tokens[count.stop - 1].lower in ("them", "whom"))
        if not part and index and parts[-1] and count.noun:
            between = [token.lower for token in tokens[counts[index - 1].stop : count.first]]
            part = bool(between) and len(between) <= 2 and all(word in ("and", "or", "&") for word in between)
        parts.append(part)
    return parts


def _speaks(tokens: list[Token], count: Count) -> bool:
    """Whether "a doctor" only says what was counted: "killing five, a doctor at the hospital said"."""
    if not count.number.article:
        return False
    after = [token.lower for token in tokens[count.stop : count.stop + _REACH_OF_SAYING + 1]]
    verb = next((at for at, word in enumerate(after[:_REACH_OF_SAYING]) if word in _SAYING), None)
    if verb is None or after[verb + 1 : verb + 2] == ["to"]:
        return False
    return verb == 0 or (after[0] in _WHERE_OR_WHOSE and "," not in after[:verb])


def _joined(tokens: list[Token], first: Count, second: Count) -> bool:
    between = [token.lower for token in tokens[first.stop : second.first]]
    return (
        bool(between or first.noun)
        and len(between) <= 3
        and all(word in (",", "and", "&", "or", "plus", "as", "well", "also", "with", "his", "her", "their", "its") for word in between)
    )


def _spread_back(tokens: list[Token], counts: list[Count], after: list[tuple[Role, bool] | None], parts: list[bool]) -> None:
    """Gives a state said of the last of several joined numbers to those before it: "12 soldiers and three civilians were killed",
    "15 people, among them two children, were killed".
    """
    for index in range(len(counts) - 2, -1, -1):
        state = after[index + 1]
        if after[index] is None and state is not None:
            between = [token.lower for token in tokens[counts[index].stop : counts[index + 1].first]]
            whole_of = parts[index + 1] and len(between) <= 3 and all(word in _PART_WORDS for word in between)
            if whole_of or _joined(tokens, counts[index], counts[index + 1]):
                after[index] = (state[0], False)


def _age(tokens: list[Token], count: Count) -> bool:
    """Whether a bare number is an age: "Ali, 34, was", or before "was" though it is more than one."""
    if not count.number.figures:
        return False
    before = tokens[count.first - 1] if count.first else None
    after = tokens[count.stop].lower if count.stop < len(tokens) else ""
    if count.number.low != 1 and after in ("was", "is", "has"):
        return True
    if before is None or count.first < 2:
        return False
    name = tokens[count.first - 2] if before.text == "," else before
    return before.text == "," and after in (",", ")") and name.text[0].isupper()
