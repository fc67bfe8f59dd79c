"""Keeps and finds records: SQLite behind the `Store` protocol. SQL lives in this package only.

`open_store(path)` opens or makes a database; everything else goes through `Store`, so that another database can take SQLite's
place. What `Store` promises is tested by tests/store/test_contract_*.py, which run over every implementation.
"""

from __future__ import annotations

from sitrep.store.protocol import GradeKind, Named, Store, Track
from sitrep.store.sqlite import open_store

__all__ = ["GradeKind", "Named", "Store", "Track", "open_store"]
