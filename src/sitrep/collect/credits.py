"""Credit lines: which news agency a text is from, where it says so in the usual places."""

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
# "(With input from agencies)", "Source: AFP", "— AFP", "(PTI)" as the whole of the last paragraph.
_CLOSING = re.compile(
    rf"[(\[]?(?:(?:Source|Credit|Courtesy)\s?:\s*|[-–—]\s*)?({_AGENCIES})[)\]]?\.?"
    rf"|[(\[]?((?:with (?:additional )?(?:inputs?|reporting|material) (?:from|by) |inputs? from )[^()\[\]\n]{{2,60}})[)\]]?\.?",
    re.IGNORECASE,
)


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
