"""Weigh: how far to rely on sources, outlets and accounts.

weigh(incidents, readings)     every account graded (Admiralty code), and the grades of sources and outlets
letters_of(path)               the letters that the desk sets, from a table
Memory(given, now)             which grades were given before
truth(claims)                  truth discovery on claims (source, item, value)
read_claims(lines)             such claims from a CSV table
"""

from __future__ import annotations

from sitrep.weigh.grades import weigh
from sitrep.weigh.letters import SetLetter, letters_of
from sitrep.weigh.memory import Memory
from sitrep.weigh.table import read_claims
from sitrep.weigh.truth import truth

__all__ = ["Memory", "SetLetter", "letters_of", "read_claims", "truth", "weigh"]
