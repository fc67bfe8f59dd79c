"""Who acts: states, governments, alliances, armed groups, forces, agencies, parties and outlets, by every name they go by.

The tables are tab-separated text beside this file (docs/reference/actors.md); codes are those of PLOVER (2022 codebook).
"""

from __future__ import annotations

from sitrep.read.actors.own import Report, append, check
from sitrep.read.actors.table import Actor, ActorTable, actors, load, use

__all__ = ["Actor", "ActorTable", "Report", "actors", "append", "check", "load", "use"]
