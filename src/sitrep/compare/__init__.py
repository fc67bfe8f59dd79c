"""Compare: what speaks of the same thing, who copies whom, what conflicts.

    tellings(reading)                               a document's tellings, with blocking keys under which the store finds candidates
    copy_keys(telling)                              those keys by which copies of its text meet
    likeness(first, second)                         the edge between two tellings, or None
    clusters(tellings, likenesses, judgements)      tellings grouped by happening
    identities(groups, minted, judgements)          the ids that each group bears
    new_founder(group, minted)                      what an incident that bears none is minted from
    judged(groups, ids, judgements)                 the judgements that show at each
    incident(identity, aliases, members, readings, likenesses, mint, judgements, families, orders)
    families(path)                                  outlets by publisher, of the package and a user's own table
    proposals(readings, mint)                       positions by what they are on, with timelines and moves
    timelines(positions), moves(positions)          each holder's positions on a proposal over time, and where he took another stand
    revision(before, after, seen)                   what a version of an article changed of the one before it, or None
    revisions(versions, seen)                       the same for all versions of an article, in order
    b_cubed(first, second)                          how alike two groupings are

All are pure: the same records in whatever order give the same records.
"""

from __future__ import annotations

from sitrep.compare.clusters import clusters, founder
from sitrep.compare.families import families
from sitrep.compare.groupings import b_cubed
from sitrep.compare.identities import further_founders, identities, judged, new_founder
from sitrep.compare.incident import incident
from sitrep.compare.keys import copy_keys
from sitrep.compare.likeness import JOIN, likeness
from sitrep.compare.moves import moves, timelines
from sitrep.compare.origins import Mint
from sitrep.compare.proposals import proposals
from sitrep.compare.revisions import revision, revisions
from sitrep.compare.tellings import MADE_BY, tellings

__all__ = [
    "JOIN",
    "MADE_BY",
    "Mint",
    "b_cubed",
    "clusters",
    "copy_keys",
    "families",
    "founder",
    "further_founders",
    "identities",
    "incident",
    "judged",
    "likeness",
    "moves",
    "new_founder",
    "proposals",
    "revision",
    "revisions",
    "tellings",
    "timelines",
]
