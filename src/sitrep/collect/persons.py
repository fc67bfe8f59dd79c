"""Names in a byline: telling them apart, and persons from everything else that stands there."""

from __future__ import annotations

import re

from sitrep.collect.clean import plain_line
from sitrep.collect.credits import is_agency

# What stands before a name, in the languages that bylines were seen in. Only a byline's own place may begin with one of the short words.
_WORDS_BEFORE = r"[Aa]nalysis|[Oo]pinion|[Rr]eview|[Ss]tory|[Tt]ext|[Ww]ords|[Cc]ommentary|[Ww]ritten|[Rr]eported|[Pp]osted|[Pp]ublished"
_BY = re.compile("|".join((
    rf"(?:(?:{_WORDS_BEFORE}) )?[Bb][Yy]\s?:?\s+(?=\S)",
    r"(?:[Aa]uthors?|[Ff]rom|[Tt]exte?|[Tt]exto|[Tt]esto|[Aa]utora?|[Aa]utore|[Aa]utorin|[Aa]uteure?|[Rr]edactor)\s?:\s*(?=\S)",
    r"(?:Author|From|Von|VON|von|Par|PAR|par|Por|POR|por|Di|DI|Door|DOOR|Av|AV|Af|AF|Oleh|OLEH)\s+(?=[^\W\d_])",
    r"(?:Publicado por|Escrito por|Publié par|Écrit par|Veröffentlicht von|Geschrieben von|Scritto da)\s?:?\s+(?=\S)",
    r"(?:[Аа]втор\w*|[Тт]екст)\s?[:—–-]\s*(?=\S)",
    r"(?:بقلم|كتب|كتبت|تقرير|نویسنده|تحریر|از)\s?[:/-]?\s+(?=\S)",
    r"(?:作者|撰文|文|記者|记者)\s?[:：/／]\s*(?=\S)",
)))  # fmt: skip
# The short words for a paragraph that nothing else marks as a byline, by the language that the page says it is in.
BEGINNINGS = {
    "en": ("by",), "de": ("von",), "fr": ("par",), "es": ("por",), "pt": ("por",), "it": ("di",), "nl": ("door",), "sv": ("av",),
    "nb": ("av",), "no": ("av",), "da": ("af",), "id": ("oleh",), "ar": ("بقلم",), "ru": ("автор:", "текст:"),
}  # fmt: skip
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
# What ends a byline: signs, the words for dates, a day, a month with its number, any number.
_AFTER = re.compile(
    r"\s*(?:\||•|·|/|–|—|\(|\s-\s|@|\bUpdated\b|\bPublished\b|\bPosted\b|\bLast\b|\bfor\b|\bvia\b|"
    r"\b(?:[Pp]ubliziert|[Vv]eröffentlicht|[Aa]ktualisiert|[Pp]ublié|[Pp]ublicado|[Aa]ctualizado|[Aa]tualizado|[Pp]ubblicato|[Aa]ggiornato)\b|"
    r"\b" + _DAY + r"|\bon [A-Z0-9]|"
    r"\b" + _MONTH + r" \d|\d|\S+@\S+).*",
    re.DOTALL,
)
# Where the writer was: "Jane Doe in Kabul".
_PLACED = re.compile(r"\s+(?:in|en|à|aus|from)\s+[A-ZÀ-Þ].*", re.DOTALL)
_PARTING = re.compile(r"(\s*[,;&،、]\s*(?:(?:and|And|AND|und|et|y)\s+)?|\s+(?:and|And|AND|und|et|y|e|og|och|en|и|with|With)\s+|\s+و\s?)")
# "reporter" after a Korean, Chinese or Japanese name.
_TITLE = re.compile(r"\s*(?:기자|특파원|記者|记者)$")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|PhD|MD)\.?")
# Words that no person's name has.
_NOT_A_PERSON = re.compile(
    r"\b(?:staff|desk|team|editors?|editorial|board|newsroom|news|agency|agencies|correspondents?|reporters?|bureau|press|media|magazine|newspaper|"
    r"times|tribune|journal|gazette|herald|network|online|web|website|admin|administrator|webmaster|user|contributors?|author|authors|"
    r"monitoring|service|services|wire|wires|report|reports|international|group|company|inc|ltd|llc|university|institute|center|centre|ministry|"
    r"government|department|association|foundation|blog|tv|radio|channel|follow|email|contact|share|comments?|more|view|posts|by|the|"
    r"january|february|july|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|today|yesterday|ago|updated|published|copyright|unknown|anonymous|none|null|undefined|writers?|columnists?|analysts?|business|"
    r"subject|sports?|politics|photographer|photos?|video|special|senior|chief|sources?|redaktion|redaktionen|redacción|rédaction|redação|"
    r"redazione|redactie|agencias|agenturen|agences|редакция|تحرير|وكالات|guest|sponsored|advertisement|advertorial|newsletter|official)\b",
    re.IGNORECASE,
)
# Those of them that say that a desk, a staff or an agency wrote it.
_TOGETHER = re.compile(
    r"\b(?:staff|desk|team|editors?|editorial|board|newsroom|news|agency|agencies|correspondents?|reporters?|bureau|network|online|web|"
    r"monitoring|services?|wires?|reports?|sports?|redaktion|redaktionen|redacción|rédaction|redação|redazione|redactie|agencias|agenturen|"
    r"agences|редакция|تحرير|وكالات)\b",
    re.IGNORECASE,
)
# Places of several words that stand where a second name would: "Jane Doe, New York".
_PLACE = re.compile(
    r"New (?:York|Delhi|Jersey|Orleans|Zealand)|San (?:Francisco|Diego|Jose|Juan|Salvador)|Los Angeles|Santa Fe|"
    r"Las Vegas|Tel Aviv|Hong Kong|"
    r"Addis Ababa|Cape Town|Kuala Lumpur|Buenos Aires|Abu Dhabi|Saudi Arabia|South (?:Africa|Korea|Sudan)|North Korea|Sri Lanka|Costa Rica|"
    r"Sierra Leone|Burkina Faso|Port (?:au Prince|Moresby|Sudan|Said)|United (?:Kingdom|States|Nations)|Ho Chi Minh City|Rio de Janeiro|"
    r"Phnom Penh|St\.? Petersburg|Fort Worth|(?:Mexico|Kuwait|Gaza|Panama|Quezon|Guatemala|Kansas|Oklahoma) City|West Bank|East Jerusalem|"
    r"West Virginia|El Salvador|El Paso|Washington,? D\.?C\.?"
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_(][\w'’.-]*){0,5}")
# The words in a name that are written small.
_PARTICLES = frozenset({
    "de", "del", "della", "der", "den", "di", "da", "do", "dos", "das", "du", "la", "le", "van", "von",
    "zu", "zum", "ten", "ter", "el", "al", "bin", "ibn", "bint", "ul", "ur", "e", "y", "af", "av", "st",
})  # fmt: skip
# From here on scripts are written without spaces between words, so that a name is one word (the Korean one too).
_UNSPACED = 0x2E80


def is_person(name: str, outlet: str | None) -> bool:
    """Whether a name may be a person's: two to six words of letters, none of them one that organisations, dates or tags have."""
    if not 3 <= len(name) <= 60 or not _NAME.fullmatch(name) or is_agency(name) or _PLACE.fullmatch(name):
        return False
    if outlet and name.casefold() in outlet.casefold():
        return False
    words = name.split()
    if (len(words) < 2 and not _unspaced(name)) or is_agency(words[0]) or _NOT_A_PERSON.search(name):
        return False
    return all(not word[0].islower() or word in _PARTICLES or "-" in word for word in words) and words[0] not in ("e", "y")


def is_collective(name: str, outlet: str | None) -> bool:
    """Whether a byline names the desk, the staff, an agency or the outlet itself in a person's place: nobody else wrote it then."""
    if is_agency(name) or _TOGETHER.search(name):
        return True
    return bool(outlet) and len(name) > 2 and (name.casefold() in str(outlet).casefold() or str(outlet).casefold() in name.casefold())


def begins_byline(text: str) -> bool:
    """Whether a text begins with "By" or what stands for it."""
    return _BY.match(text) is not None


def split_names(value: str) -> list[str]:
    """The single names in a byline, without what stands before and after them."""
    text = plain_line(value) or ""
    if "://" in text or text.startswith(("www.", "@", "/")):
        return []
    while (by := _BY.match(text)) is not None:
        text = text[by.end() :]
    if not is_agency(text):
        text = _AFTER.sub("", text, count=1)
    joined: list[str] = []
    for name in _parts(text):
        if joined and _SUFFIX.fullmatch(name):
            joined[-1] += f" {name}"
        elif name:
            joined.append(_unshouted(_without_agency(name)))
    return joined


def _parts(text: str) -> list[str]:
    """The parts between commas and "and". After "in Kabul," a bare part goes on with the place, unless a place follows it too."""
    pieces = _PARTING.split(text)
    found: list[str] = []
    placed = False
    for index in range(0, len(pieces), 2):
        comma = index > 0 and pieces[index - 1].strip() in (",", "،", "、")
        piece = _TITLE.sub("", pieces[index])
        name = _PLACED.sub("", piece, count=1)
        here = name != piece
        if not (placed and comma and not here):
            found.append(name.strip(" .,;:-") if not name.endswith("Jr.") else name.strip())
        placed = here or (placed and comma)
    return found


def _without_agency(name: str) -> str:
    """ "Jane Doe Associated Press" and "Jane Doe Reuters" as the name alone."""
    words = name.split()
    for count in (3, 2, 1):
        if len(words) - count >= 2 and is_agency(" ".join(words[-count:])):
            return " ".join(words[:-count])
    return name


def _unshouted(name: str) -> str:
    """JANE DOE as Jane Doe; initials and agencies stay."""
    words = name.split()
    if len(words) >= 2 and name.isupper() and not is_agency(name):
        return " ".join(word if len(word.strip(".")) <= 2 else word.title() for word in words)
    return name


def _unspaced(name: str) -> bool:
    """Whether a name is in a script that writes names as one word."""
    return any(ord(sign) >= _UNSPACED for sign in name)
