"""Compare: what speaks of the same thing, who copies whom, what conflicts.

    tellings(reading)                       a document's tellings, with blocking keys under which the store finds candidates
    likeness(first, second)                 the edge between two tellings, or None
    clusters(tellings, likenesses)          tellings grouped by happening
    founder(members)                        the telling that an incident is minted from
    incident(identity, aliases, members, readings, likenesses, mint)
    proposals(readings, mint)

All are pure: the same records in whatever order give the same records.
"""

from __future__ import annotations

from sitrep.compare.clusters import clusters, founder
from sitrep.compare.incident import incident
from sitrep.compare.likeness import JOIN, likeness
from sitrep.compare.origins import Mint
from sitrep.compare.proposals import proposals
from sitrep.compare.tellings import MADE_BY, tellings

__all__ = ["JOIN", "MADE_BY", "Mint", "clusters", "founder", "incident", "likeness", "proposals", "tellings"]
