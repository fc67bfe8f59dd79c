"""Who is who among sources and outlets: the same office, institution or outlet under its several names.

Within one incident there is one police, one governor, one observatory: "a police spokesman" and "Sangin police chief Mir Hamza" speak for
one office. Hospitals and ministries are many, so those must share a further word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from sitrep.compare.states import as_states, state_name
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold, stem

# Words that say what office a speaker holds or how he speaks, not which witness he is.
_ROLES = wordlist("roles")
_STAFF = wordlist("staff")
_STAFF_ALONE = wordlist("staff-alone")
_OURS = wordlist("ours")
_GENERIC = wordlist("generic")
_AREAS = wordlist("areas")
_NOBODY = _GENERIC | _AREAS | wordlist("vague")
_OFFICE = {
    word: office
    for office in ("police", "army", "governor", "government", "observatory", "hospital", "rescue", "ministry")
    for word in wordlist(f"office {office}")
}
_OFFICES = frozenset((*_OFFICE.values(), "state-media"))
# Offices of which an incident knows one: other words in the name need not agree.
_ONE_OF_A_KIND = wordlist("one-of-a-kind")
# National news agencies that speak for their state, by the names that reports use.
_STATE_AGENCIES = wordlist("state-agencies")
_SMALL = wordlist("small")
_MUTE = wordlist("mute")
# Where the phrase that names a source goes on to say more of it.
_HEAD = re.compile(
    r",|\s(?:in|of|near|around|from|at|on|by|along|across|within|outside|inside|which|that|who|where|released|showing|compiled|published)\s"
)
# Offices of a state: they are told apart by their state, however it is named.
_OF_STATES = frozenset(("army", "government", "ministry"))
# Acronyms of so many letters are known with two of them swapped.
_SWAPPED = 4
# Offices of which an incident knows many, each of a place of its own.
_OF_MANY = frozenset(("hospital", "rescue"))
# What has more words than this is a clause that was taken for a name.
LONGEST = 12
# One institution under names that share no word; a defence ministry speaks for its forces.
_SAME = (
    (re.compile(r"\b(?<!civil )defen[cs]e (?:ministry|minister|secretary|department)\b"), "army"),
    (re.compile(r"\b(?:ministry|minister|secretary|department) (?:of|for) (?:national )?defen[cs]e\b"), "army"),
    (re.compile(r"\bpentagon\b|\bcentcom\b|\b(?:us|u\.s\.|american) central command\b"), "american army"),
    (re.compile(r"\bwhite helmets?\b"), "civil defence"),
    (re.compile(r"\bdefense\b"), "defence"),
    (re.compile(r"\bkremlin\b"), "russian government"),
    (re.compile(r"\bwhite house\b"), "american government"),
    (re.compile(r"\bidf\b|\bisraeli? defen[cs]e forces\b"), "israeli army"),
)
# The Arabic article is written with the name or apart from it, or left out: "Bashar al-Assad", "al Assad", "Assad".
_ARTICLE = re.compile(r"\b(?:al|el|ad|as|ash|ar|an|at|az)-(?=[^\W\d_])|\b(?:al|el) (?=[^\W\d_])")
_BEFORE = re.compile(r"^(?:\d+ (?=\S+ \S+ \S)|(?:of|by|from|in|at) (?=\S))")
_CAPITALS = re.compile(r"[A-Z]{4,}s")  # "NGOs" are several
# An officer speaks for his army. "General" and "Major" alone begin other names too ("General Motors", "Major League").
_OFFICER = re.compile(
    r"(?:(?:lieutenant|lt\.?|major|maj\.?|brigadier|brig\.?)[ -](?:general|colonel|gen\.|col\.)"
    r"|colonel|brigadier|col\.|gen\.|maj\.) (?=[^\W_])",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(r"\bstate(?:[ -](?:run|owned|controlled))?[ -](?:tv|television|media|radio|broadcaster|news agency|agency)\b")


@lru_cache(maxsize=1 << 14)
def identity(name: str) -> frozenset[str]:
    """The words that say which witness a name stands for; empty for those who cannot be told from others ("residents", "a witness")."""
    if name.count(" ") >= LONGEST:
        return frozenset()
    plain = _STATE_MEDIA.sub("state-media", fold(name).replace("'s", "").replace("’s", ""))
    for pattern, usual in _SAME:
        plain = pattern.sub(usual, plain)
    words = {stem(word) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", _ARTICLE.sub("", plain))}
    kept = {
        _OFFICE.get(word, "state-media" if word in _STATE_AGENCIES else word) for word in words if word in _OFFICE or word not in _ROLES
    }
    if "state-media" in kept:
        return frozenset(("state-media",))
    if kept & _OF_STATES:
        kept = as_states(plain, kept)
    tells = any(map(is_proper, name.split()[1:]))  # "Foreign Office", "City Press", "The Observer"
    nobody = kept <= _GENERIC or (not tells and all(word in _NOBODY or word.isdigit() for word in kept))
    return frozenset() if nobody else frozenset(kept - _GENERIC)


def is_named(name: str) -> bool:
    """Whether a source has a name or an office of its own; "the aid group that runs it" has neither."""
    words = identity(name)
    return bool(words) and (not words.isdisjoint(_OFFICES) or any(map(is_proper, name.split()[1:] or [name])))


def is_proper(word: str) -> bool:
    """Whether a word begins with a capital, also after the Arabic article ("al-Shabaab"), or with a letter of a script that has none."""
    first = _ARTICLE.sub("", word)[:1]
    return first.isalpha() and (first != first.lower() or first == first.upper())


def speaks(name: str) -> bool:
    """Whether a source is somebody who can say something: not "preliminary questioning", "footage", or "areas near the capital". Figures of
    somebody ("UN figures", "the army's information") are his word.
    """
    head = _HEAD.split(name, maxsplit=1)[0].split()
    last = head[-1] if head else ""
    if not last.islower() and len(head) > 1:  # "Sinai Province", "Minister for Information": a name
        return True
    if stem(fold(last)) in _AREAS:
        return False
    return stem(fold(last)) not in _MUTE or _is_somebodys(name)


def _is_somebodys(phrase: str) -> bool:
    """Whether a phrase names somebody beside a thing: an office, or a name after its first word or of more capitals than one."""
    words = re.findall(r"[^\W\d_]+", phrase)
    return any(stem(fold(word)) in _OFFICE for word in words) or any(map(is_proper, words[1:])) or any(map(str.isupper, words[:1]))


def undescribed(name: str) -> str:
    """A name of several words without what follows to describe it ("Ann Reed, who leads the union", "Mercy Corps, based in Portland"):
    the next report describes the same source otherwise.
    """
    first, comma, rest = name.partition(", ")
    words = first.split()
    described = bool(comma) and len(words) > 1 and all(map(is_proper, words)) and rest[:1].islower()
    return first if described else name


def trimmed(name: str) -> str:
    """A name without what the reader took with it: a preposition before it, or a number before a long one; the "s" of a lost apostrophe
    ("Ruritanias ministry", "SANAs").
    """
    first, _, rest = _BEFORE.sub("", name).partition(" ")
    code = next(iter(as_states(fold(first[:-1]), set())), "") if first.endswith("s") else ""
    of_state = bool(code) and fold(first[:-1]) == fold(state_name(code) or "")
    held = not rest or rest[0].islower() or bool(identity(rest) & _OFFICES)  # "Frances Reed" is nobody's
    if held and (_CAPITALS.fullmatch(first) or of_state):
        first = f"{first[:-1]}'s" if rest else first[:-1]
    return f"{first} {rest}".strip() or name


def officer(name: str) -> str | None:
    """What an officer is called besides, as one of an army: "the army's Ann Reed" for "Colonel Ann Reed"; None for anybody else."""
    rank = _OFFICER.match(name)
    rest = name[rank.end() :] if rank else ""
    return f"the army's {rest}" if rest and is_proper(rest) and "police" not in identity(name) else None


def one_of_a_kind(name: str) -> bool:
    """Whether a name has an office of which an incident knows only one (the police, the governor, the observatory)."""
    return bool(identity(name) & _ONE_OF_A_KIND)


def is_one_of(name: str, outlets: Sequence[str]) -> bool:
    """Whether a source's name is that of one of the outlets, whole; "state media" is none in particular."""
    plain = fold(name).removeprefix("the ")
    return any(
        plain == fold(outlet).removeprefix("the ") or (identity(name) == identity(outlet) and identity(name).isdisjoint(_ONE_OF_A_KIND))
        for outlet in outlets
    )


def is_staff(name: str) -> bool:
    """Whether a source is an outlet's own staff ("our correspondent")."""
    words = {stem(word) for word in re.findall(r"[^\W\d_]+", fold(name))}
    return bool(words & _STAFF and words & _OURS) or (bool(words) and words <= _STAFF_ALONE)


@lru_cache(maxsize=1 << 14)
def initials(name: str) -> frozenset[str]:
    """The acronyms that a name of several words can have, folded: with and without its small words."""
    words = re.findall(r"[^\W\d_]+", fold(name))
    if len(words) < 3:
        return frozenset()
    return frozenset(("".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)))


def _stands_for(word: str, name: str) -> bool:
    """Whether a word is the acronym of a name, letters that changed places included ("SHOR", "SORH" for "SOHR")."""
    return any(
        word == short or (len(word) >= _SWAPPED and word[:1] == short[:1] and sorted(word) == sorted(short)) for short in initials(name)
    )


@lru_cache(maxsize=1 << 16)
def same_witness(first: str, second: str) -> bool:
    """Whether two names of sources or outlets stand for one witness within an incident; unnamed ones never do."""
    one, two = identity(first), identity(second)
    if not one or not two:
        return False
    if one == two or one & two & _ONE_OF_A_KIND:
        return True
    if any(len(words) == 1 and _stands_for(next(iter(words)), name) for words, name in ((one, second), (two, first))):
        return True
    (small, _), (large, name) = sorted(((one, first), (two, second)), key=lambda named: len(named[0]))
    return small <= large and (small == large or not _only_beside(small, name))


def same_side(first: str, second: str) -> bool:
    """Whether two names stand for one who can have done a thing: "the army" is not the army of whatever state is named."""
    one, two = identity(first), identity(second)
    return same_witness(first, second) and (one == two or not (one | two) & _OF_STATES)


def _only_beside(words: frozenset[str], joint: str) -> bool:
    """Whether an office is only the second of two that speak together: medics whom "the Observatory and medics" names are any."""
    leading, _, rest = joint.partition(" and ")
    return bool(rest) and words <= _OF_MANY and bool(identity(leading)) and not words & identity(leading) and words <= identity(rest)


def ambiguous(name: str, names: Sequence[str]) -> bool:
    """Whether a short name may stand for two of the names that are not one witness: "the ministry", of two states' ministries."""
    words = identity(name)
    wider = [other for other in names if words < identity(other) and not words & _ONE_OF_A_KIND]
    return any(not same_witness(one, two) for one, two in combinations(wider, 2))
