"""What the writer of a message wrote: without the signature, and in a reply without what others had written before."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"\s{0,3}(?:>|\|\s)")
_SIGNATURE = re.compile(r"--[ \t]?")
_LONGEST_SIGNATURE = 20
# "----- Original Message -----" in the languages that mail programs speak; below it stands what is answered.
_ORIGINAL = re.compile(r"\s*-{2,}\s?[^\W\d_][^-\n]{4,40}[^\W\d_]\s?-{2,}\s*")
_SENT = re.compile(r"\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Отправлено|Дата)\s?:\*?\s", re.IGNORECASE)
_MOST_LINES = 3  # of the words that say whose a quotation is
_WHEN_OR_WHO = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{4}\b|\S@\S")
_FROM = re.compile(r"\s*\*?(?:From|Von|De|Da|От|Van)\s?:\*?\s\S", re.IGNORECASE)


def own(lines: Sequence[str], *, reply: bool) -> list[str]:
    """The lines that are the writer's own."""
    kept = _without_signature(list(lines))
    return _without_quotes(kept) if reply else kept


def _without_signature(lines: list[str]) -> list[str]:
    """A signature begins at the last line that is "-- " (RFC 3676), and is short; a mailing list's foot may follow it."""
    for index in range(len(lines) - 1, max(-1, len(lines) - _LONGEST_SIGNATURE - 2), -1):
        if _SIGNATURE.fullmatch(lines[index]):
            return lines[:index]
    return lines


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for index, line in enumerate(lines):
        if kept and (_ORIGINAL.fullmatch(line) or (_FROM.match(line) and any(_SENT.match(one) for one in lines[index + 1 : index + 4]))):
            return kept
        if not _QUOTED.match(line):
            kept.append(line)
        elif index and not _QUOTED.match(lines[index - 1]):
            _drop_attribution(kept)
    return kept


def _drop_attribution(kept: list[str]) -> None:
    """Take away the line or lines before a quotation that say whose it is: "On Tuesday, … wrote:"."""
    while kept and not kept[-1].strip():
        kept.pop()
    start = len(kept)
    while start and kept[start - 1].strip() and len(kept) - start <= _MOST_LINES:
        start -= 1
    if _is_attribution(kept[start:]):
        del kept[start:]
    elif _is_attribution(kept[-1:]):
        del kept[-1:]


def _is_attribution(lines: Sequence[str]) -> bool:
    said = " ".join(lines).rstrip()
    return 0 < len(lines) <= _MOST_LINES and said.endswith(":") and len(said) <= 300 and bool(_WHEN_OR_WHO.search(said))
