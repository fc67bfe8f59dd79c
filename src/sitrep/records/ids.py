"""Ids: the same parts, the same id."""

from __future__ import annotations

import hashlib

ID_LENGTH = 16


def make_id(kind: str, *parts: object) -> str:
    """The id of a record: `kind` (such as "doc"), a hyphen and a hash of the parts, the same for the same parts always."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:ID_LENGTH]}"
