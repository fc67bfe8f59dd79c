"""What the settings ask of collecting, in collecting's own terms."""

from __future__ import annotations

from sitrep.collect import LONGEST_WAIT, USER_AGENT, Fetching, Limits
from sitrep.config import Settings
from sitrep.passwords import passwords


def limits(settings: Settings) -> Limits:
    """The bounds that collecting works within."""
    return Limits(
        max_bytes=settings.max_bytes,
        max_line_bytes=settings.max_line_bytes,
        max_archive=settings.max_archive,
        max_text=settings.max_text,
    )


def fetching(settings: Settings) -> Fetching:
    """How web addresses are fetched."""
    return Fetching(
        user_agent=settings.user_agent or USER_AGENT,
        allow_hosts=tuple(settings.allow_hosts.replace(",", " ").split()),
        timeout=settings.fetch_timeout,
        max_redirects=settings.max_redirects,
        per_host=settings.per_host_seconds,
        longest_wait=max(LONGEST_WAIT, settings.per_host_seconds),
        passwords=passwords(settings.imap_passwords),
    )
