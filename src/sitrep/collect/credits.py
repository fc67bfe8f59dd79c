"""Datelines and credit lines: where a report was written and which news agency it is from, where it says so in the usual places."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AGENCIES = (
    "Reuters|Thomson Reuters|AP|The Associated Press|Associated Press|AFP|Agence France-Presse|dpa|DPA|EFE|ANSA|TASS|Interfax|RIA Novosti|"
    "Xinhua|PTI|Press Trust of India|ANI|IANS|UNI|APP|PPI|NNI|INP|Anadolu|Anadolu Agency|AA|Kyodo|Kyodo News|Yonhap|UPI|Bloomberg|"
    "PA|PA Media|Press Association|Bernama|Antara|MENA|SANA|IRNA|WAM|SPA|Petra|Ukrinform|Belga|ANP|APA|Ritzau|NTB|Lusa|CNA"
)
_WHOLE = re.compile(rf"(?:{_AGENCIES})(?:/(?:{_AGENCIES}))?")
# "KARACHI (Reuters) - ", "ISLAMABAD, Oct 6 (AP) — ": a dateline at the start of the text.
_DATELINE = re.compile(rf"[^()\n]{{2,80}}\(((?:{_AGENCIES})(?:/(?:{_AGENCIES}))?)\)\s*[-–—:]")
# "(With input from agencies)", "Source: AFP", "© AFP", "— AFP", "(PTI)" as the whole of the last paragraph.
_CLOSING = re.compile(
    rf"[(\[]?(?:(?:Source|Credit|Courtesy)\s?:\s*|[-–—]\s*|©(?: \d{{4}})? ?)?({_AGENCIES})[)\]]?\.?"
    rf"|[(\[]?((?:with (?:additional )?(?:inputs?|reporting|material) (?:from|by) |inputs? from )[^()\[\]\n]{{2,60}})[)\]]?\.?",
    re.IGNORECASE,
)


# "KABUL, Afghanistan (AP) — ", "NEW DELHI, Nov 20 (PTI): ", "VIENNA — ", "Dekalb, Ill. — ": with an agency any words, else capitals or a
# place with what it is in or the day after a comma.
_WORD = r"[^\W\d_][\w.'’-]*"
_BEGINNING = re.compile(
    rf"((?:[^()\n]{{2,60}}\((?:{_AGENCIES})(?:/(?:{_AGENCIES}))?\))"
    rf"|(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{{2,}}(?:[ /][A-ZÀ-Þ.'’-]{{2,}}){{0,3}})(?:, {_WORD}(?: [\w.]+){{0,3}})?"
    rf"|(?:[A-ZÀ-Þ]{_WORD}(?: [A-ZÀ-Þ]{_WORD}){{0,2}}, [A-Z]{_WORD}(?: [\w.]+){{0,2}}))"
    r"(?:\s+[-–—]{1,2}\s+|[–—]{1,2}\s?|:\s+)(?=\S)"
)
# Words in capitals at the start of a text that are no place.
_NO_PLACE = re.compile(
    r"(?:BREAKING|UPDATED?|CORRECTION|CLARIFICATION|RETRACTION|EXCLUSIVE|OPINION|ANALYSIS|COMMENT|COMMENTARY|EDITORIAL|LIVE|WATCH|LISTEN|NOTE|"
    r"EDITOR|FILE|PHOTOS?|VIDEO|READ|MORE|ALSO|RELATED|EXPLAINER|FACT|INTERVIEW|WARNING|ADVERTISEMENT|SPONSORED|TOPSHOT|ATTENTION|FACTBOX|"
    r"TIMELINE|SUMMARY|HIGHLIGHTS|KEY|WHAT|WHO|WHY|HOW|WHEN|WHERE|THE|THIS|TODAY|NEWS|REVIEW|PROFILE|REPORT|SPECIAL|FROM|Update|Correction|"
    r"DEAR|Photo|File|Note|Read|Watch)\b"
)


def dateline(text: str) -> str | None:
    """The place that a report begins with, as written, with the day and the agency that stand with it: "KABUL, Oct 6 (AP)"."""
    found = _BEGINNING.match(text[:300].lstrip())
    return found.group(1).strip() if found and not _NO_PLACE.match(found.group(1)) else None


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return _WHOLE.fullmatch(name) is not None


def wire_credit(authors: Sequence[str], text: str) -> str | None:
    """The agency that is named as author, in the dateline or in the last line, or None."""
    for author in authors:
        if is_agency(author):
            return author
    if found := _DATELINE.match(text.lstrip()[:200]):
        return found.group(1)
    last = text.rstrip()[-200:].rpartition("\n")[2].strip()
    closing = _CLOSING.fullmatch(last)
    return (closing.group(1) or closing.group(2)) if closing else None
