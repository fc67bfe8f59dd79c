"""A statement's words as they are quoted: what its source denies is never shown as what he says."""

from __future__ import annotations

from sitrep.records.kinds import Act
from sitrep.records.reading import Statement

# Other statements of negative polarity have the "not" among their own words.
_TURNED = {Act.DENY: "denies", Act.REJECT: "rejects"}


def denial(statement: Statement) -> str:
    """What its nearest source does with a statement's words where he does not put them forward: "denies", "rejects"; else ""."""
    return _TURNED.get(statement.attribution[-1].act, "") if statement.attribution else ""


def put(statement: Statement, words: str) -> str:
    """Words of a statement as they can stand before or after on whose word they are: `denies: “…”` for a denial, else themselves."""
    turned = denial(statement)
    return f"{turned}: “{words}”" if turned and words else words
