"""Telling a hub which feeds have changed: the publisher's side of WebSub (W3C Recommendation, 23 January 2018).

The Recommendation leaves open how a publisher tells its hub. Hubs take what PubSubHubbub has: a form with `hub.mode=publish` and `hub.url`,
one a feed. What the hub was told last stands beside the site in `.sitrep-hub`, as a digest a feed, so that it hears of each change once:
also when it did not take it, or the program was broken off between writing and telling.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sitrep.asked import fetching
from sitrep.config import Settings
from sitrep.errors import ConfigError, PublishError
from sitrep.pipeline import StageResult, plural
from sitrep.publish import Site, is_feed, written
from sitrep.records import Failure

TOLD = ".sitrep-hub"
SECONDS = 60.0


def check_hub(settings: Settings, base_url: str | None) -> None:
    """Refuse a hub before any work is done for it. Raises ConfigError where it is no address, or where the site's address is not known."""
    try:
        Site(base_url=base_url or settings.base_url or None, hub=settings.hub or None)
    except PublishError as error:
        raise ConfigError(error.subject, error.reason) from error


def announcing(settings: Settings, folder: Path | str, *, base_url: str | None = None) -> Iterator[StageResult]:
    """What `announced` gives, if the setting `hub` names a hub, else nothing."""
    if settings.hub:
        yield announced(settings, Path(folder), base_url=base_url)


def announced(settings: Settings, folder: Path, *, base_url: str | None = None, seconds: float = SECONDS) -> StageResult:
    """Tell the hub of the feeds in `folder` that are not as it was told last, within so many seconds.

    There is one failure at most, which says of how many it was not told. Raises PublishError if a file in the folder cannot be read or
    written, or the site's address is not known.
    """
    from sitrep.collect.fetch import tell

    site = Site(base_url=base_url or settings.base_url or None, hub=settings.hub)
    hub, known, now = site.hub or "", _known(folder, settings.hub), _digests(folder, site.base_url or "")
    changed = [address for address, digest in now.items() if known.get(address) != digest]
    forms = [{"hub.mode": "publish", "hub.url": address} for address in changed]
    results = tell(hub, forms, fetching=fetching(settings), seconds=seconds) if forms else []
    taken = {address: now[address] for address, result in zip(changed, results, strict=True) if result is None}
    _keep(folder, settings.hub, {address: known[address] for address in now if address in known} | taken)
    failures = [result for result in results if result is not None]
    line = f"{plural(len(taken), 'changed feed')} told to {hub}" if changed else f"no feed has changed since {hub} was told"
    return StageResult(stage="hub", line=line, failures=_failure(failures, len(changed)))


def _failure(failures: list[Failure], asked: int) -> tuple[Failure, ...]:
    if not failures:
        return ()
    first = failures[0]
    reason = f"{first.reason}; of {plural(asked, 'changed feed')} it was not told of {len(failures):,}, and will be the next time"
    return (Failure(subject=first.subject, reason=reason, retry=first.retry, status=first.status),)


def _digests(folder: Path, base: str) -> dict[str, str]:
    """A digest of each feed in the folder, by its address."""
    found = {}
    for path in filter(is_feed, written(folder)):
        try:
            found[base + path] = hashlib.sha256((folder / path).read_bytes()).hexdigest()[:32]
        except OSError as error:
            raise PublishError(str(folder / path), f"cannot be read: {error.strerror or error}") from error
    return found


def _known(folder: Path, hub: str) -> Mapping[str, str]:
    """What this hub was told last; nothing where that cannot be known, so that it is told again."""
    try:
        kept = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    feeds = kept.get("feeds") if isinstance(kept, dict) and kept.get("hub") == hub else None
    return feeds if isinstance(feeds, dict) else {}


def _keep(folder: Path, hub: str, told: Mapping[str, str]) -> None:
    beside = folder / f"{TOLD}.part"
    try:
        beside.write_text(json.dumps({"hub": hub, "feeds": told}, indent=0) + "\n", encoding="utf-8")
        beside.replace(folder / TOLD)
    except OSError as error:
        raise PublishError(str(folder / TOLD), f"cannot be written: {error.strerror or error}") from error
