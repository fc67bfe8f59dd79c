"""What names an account in a citation: made and taken apart in one place, so that every stage finds the same account."""

from __future__ import annotations

from urllib.parse import unquote

_SAFE = str.maketrans({"%": "%25", "[": "%5B", "]": "%5D"})


def account_target(incident: str, claim: str, value: str) -> str:
    """What names an account: its incident, what is asked, and the answer, on one line and without the signs that end a citation."""
    return f"{incident}/{claim}/{' '.join(value.split()).translate(_SAFE)}"


def account_parts(target: str) -> tuple[str, str, str] | None:
    """(incident, what is asked, the answer) of what `account_target` gave; None for what it cannot have given.

    The answer has its blanks as one each: compare it with `" ".join(value.split())`.
    """
    parts = target.split("/", 2)
    return (parts[0], parts[1], unquote(parts[2])) if len(parts) == 3 and all(parts) else None
