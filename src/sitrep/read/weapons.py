"""With what an assault was made: PLOVER's mode by the weapons that a sentence names, where they say more than the network's guess."""

from __future__ import annotations

import re

from sitrep.read.lexicon import rows

# Modes that say the weapon; others (abduct, torture, execute) say the deed, whatever it was done with.
WEAPONS = frozenset(("explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "firearms", "primitive"))
# A suicide bomber's bomb is no further weapon, nor is what a drone or a plane drops.
_OVER = {"suicide-attack": frozenset(("explosives",)), "drone": frozenset(("aerial", "heavy-weapons", "explosives"))}
_OVER["aerial"] = frozenset(("explosives", "heavy-weapons"))


def weapon(text: str) -> str | None:
    """The one mode that the weapons named in a passage speak for; None where they speak for none, or for several."""
    found = {mode for mode, pattern in _PATTERNS if pattern.search(text)}
    for over, under in _OVER.items():
        if over in found:
            found -= under
    return found.pop() if len(found) == 1 else None


def by_weapon(mode: str | None, trigger: str, sentence: str) -> str | None:
    """The mode of an assault: by the weapon in its own words, else by the only one in its sentence, else the network's."""
    if mode is not None and mode not in WEAPONS:
        return mode
    return weapon(trigger) or weapon(sentence) or mode


def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (mode, re.compile(rf"\b(?:{'|'.join(words.split())})\b".replace("_", r"[\s-]+"), re.I)) for _, (mode, words) in rows("weapons.tsv")
    )


_PATTERNS = _patterns()
