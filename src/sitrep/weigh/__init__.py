"""Weigh: how far to rely on sources, outlets and accounts.

weigh(incidents, readings)     every account graded (Admiralty code), and the grades of sources and outlets
truth(claims)                  truth discovery on claims (source, item, value)
read_claims(lines)             such claims from a CSV table
"""

from __future__ import annotations

from sitrep.weigh.grades import weigh
from sitrep.weigh.table import read_claims
from sitrep.weigh.truth import truth

__all__ = ["read_claims", "truth", "weigh"]
