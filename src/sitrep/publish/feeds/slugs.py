"""Names of areas, topics, outlets and analysts as parts of addresses."""

from __future__ import annotations

import re
import unicodedata

from sitrep.publish.text import one_line
from sitrep.records import make_id

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 60
_STEM = 40
# Names that Windows gives to devices, whatever ending follows, and that web servers serve for a folder.
_RESERVED = frozenset({"con", "prn", "aux", "nul", "index", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))})


def folded(name: str) -> str:
    """A name for comparing: compatibility forms (NFKC), letters' case, blanks and bidi controls make no difference."""
    return one_line(unicodedata.normalize("NFKC", one_line(name))).casefold()


def slug(name: str) -> str:
    """A name as a part of an address: letters a to z, digits, hyphens and at most one underscore, never empty, at most 60 characters.

    It depends on the name alone, so that an address stays when others join. Words of a to z and digits are joined by hyphens; what else
    a name holds is left out and a hash of the name added after an underscore, which no plain name has. So names that `folded` tells
    apart have different slugs (but for a collision of 64 bits of SHA-256), and no name leads out of its folder.
    """
    same = folded(name)
    if _PLAIN.fullmatch(same) and len(same) <= _LONGEST and same not in _RESERVED:
        return same.replace(" ", "-")
    words = _WORD.findall(unicodedata.normalize("NFKD", same[: _STEM * 8]).encode("ascii", "ignore").decode())
    stem = "-".join(words)[:_STEM].strip("-")
    return f"{stem or 'x'}_{make_id('name', same).rpartition('-')[2]}"
