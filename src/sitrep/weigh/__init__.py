"""Weigh: how far to rely on sources, outlets and accounts.

weigh(incidents, readings)     every account graded (Admiralty code), and the grades of sources and outlets
tallies(incident)              what one incident adds to the record of each source and outlet
grade(name, ...)               the letter for a record
regraded(incident, ...)        one incident with every account graded, given the grades of what it names
relettered(incident, ...)      the same for an incident that was graded before, of which only letters may be others
named(incident)                the sources and outlets that an incident names
letters_of(path)               the letters that the desk sets, from a table
Memory(given, now)             which grades were given before
truth(claims)                  truth discovery on claims (source, item, value)
read_claims(lines)             such claims from a CSV table
"""

from __future__ import annotations

from sitrep.weigh.grades import regraded, relettered, weigh
from sitrep.weigh.letters import SetLetter, letters_of, with_letters
from sitrep.weigh.memory import Memory
from sitrep.weigh.reliability import Kind, grade, named, tallies
from sitrep.weigh.table import read_claims
from sitrep.weigh.truth import truth

# The version of the rules of grading: what was weighed by others is weighed anew.
MADE_BY = "weigh@1"

__all__ = [
    "MADE_BY",
    "Kind",
    "Memory",
    "SetLetter",
    "grade",
    "letters_of",
    "named",
    "read_claims",
    "regraded",
    "relettered",
    "tallies",
    "truth",
    "weigh",
    "with_letters",
]
