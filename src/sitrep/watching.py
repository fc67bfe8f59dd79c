"""Watching: addresses are polled when they are due, and what they bring is read, compared, weighed and published.

All that watching knows stands in the database, so that it goes on where it was stopped, however it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from sitrep import schedule
from sitrep.collect import OPML, listed, receive
from sitrep.collect.web import checked_address, is_web
from sitrep.config import Settings
from sitrep.errors import ConfigError, PublishError, SitRepError
from sitrep.pipeline import Pipeline, Progress, StageResult, fetching, limits, open_pipeline, plural, silent
from sitrep.records import Failure, Watched
from sitrep.schedule import Bounds

Clock = Callable[[], datetime]
Say = Callable[[str], None]

# Never slept for longer: a clock that jumps, as after a suspension, is seen within a minute.
_LONGEST_NAP = 60.0
_LISTS_EVERY = timedelta(hours=6)
_SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is watched and what is done with it. `out` None: nothing is published; `settle_at`: the hour (UTC) of a daily settling."""

    inputs: tuple[str, ...]
    db: Path
    out: Path | None = None
    base_url: str | None = None
    outlet: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    settle_at: int | None = None


class Watch:
    """Polls what is due. `clock` gives the aware moment, `chance` a number from 0 to 1, `say` takes each line for people."""

    def __init__(
        self,
        wanted: Wanted,
        settings: Settings,
        *,
        clock: Clock,
        say: Say,
        chance: Callable[[], float] = random.random,
        progress: Progress = silent,
    ) -> None:
        self.wanted, self.settings = wanted, settings
        self._clock, self._say, self._chance, self._progress = clock, say, chance, progress
        self._addresses: tuple[str, ...] = ()
        self._listed: datetime | None = None
        self._unpublished = True

    def run(self, stop: Event) -> None:
        """Poll until `stop` is set. Raises ConfigError if there is nothing to watch, StoreError if the database cannot be used."""
        while not stop.is_set():
            self.poll()
            stop.wait(min(self.pause(), _LONGEST_NAP))

    def pause(self) -> float:
        """Seconds until the next address is due."""
        with self._opened() as pipeline:
            known = [one for one in pipeline.store.watched() if one.address in self._addresses]
            return schedule.next_due(known, pipeline.now).total_seconds()

    def poll(self) -> bool:
        """One round: poll what is due and take up what it brought. Whether anything failed."""
        with self._opened() as pipeline:
            failed = self._look_up(pipeline.now)
            due = self._due(pipeline)
            if due:
                failed |= self._polled(pipeline, due)
            self._settle(pipeline)
            self._publish(pipeline)
        return failed

    def _opened(self) -> Pipeline:
        return open_pipeline(self.wanted.db, now=self._clock(), settings=self.settings, progress=self._progress)

    def _look_up(self, now: datetime) -> bool:
        """Find the addresses that the inputs name, and again every few hours: lists change. A list that fails keeps what it named."""
        if self._listed is not None and timedelta() <= now - self._listed < _LISTS_EVERY:
            return False
        found, failures = addresses(self.wanted.inputs, self.settings, now)
        for failure in failures:
            self._say(f"{failure.subject}: {failure.reason}")
        if not failures or not self._addresses:
            self._addresses = tuple(found)
        if not self._addresses:
            raise ConfigError("watch", "there is nothing to watch: no input names an address")
        self._listed = now
        return bool(failures)

    def _due(self, pipeline: Pipeline) -> list[Watched]:
        known = {one.address: one for one in pipeline.store.watched()}
        bounds = self.wanted.bounds
        every = [known.get(address) or schedule.new(address, pipeline.now, bounds) for address in self._addresses]
        return [one for one in every if schedule.is_due(one, pipeline.now, bounds)]

    def _polled(self, pipeline: Pipeline, due: Sequence[Watched]) -> bool:
        result = pipeline.collect([one.address for one in due], outlet=self.wanted.outlet)
        reasons = {failure.subject: failure.reason for failure in result.failures}
        after = [self._after(one, pipeline.now, result, reasons) for one in due]
        pipeline.store.put_watched(after)
        for before, one in zip(due, after, strict=True):
            self._tell(before, one)
        self._say(f"{pipeline.now:%Y-%m-%d %H:%M} UTC  {plural(len(due), 'address')}: {result.line}")
        if sum(result.heard.values()):
            for stage in (pipeline.read, pipeline.compare, pipeline.weigh):
                done = stage()
                self._say(f"  {done.stage:<8} {done.line}")
            self._unpublished = True
        return bool(result.failures)

    def _after(self, one: Watched, now: datetime, result: StageResult, reasons: dict[str, str]) -> Watched:
        if one.address in result.heard:
            return schedule.answered(one, now, result.heard[one.address], self.wanted.bounds, self._chance())
        reason = reasons.get(one.address, "gave nothing")
        return schedule.failed(one, now, reason, self.wanted.bounds, self._chance())

    def _tell(self, before: Watched, after: Watched) -> None:
        """Say when an address begins to fail, fails for another reason, or answers again; not every time."""
        if after.error and after.error != before.error:
            self._say(f"{after.address}: {after.error}")
        elif before.error and not after.error:
            self._say(f"{after.address}: answers again, after {plural(before.failures, 'failure')}")

    def _settle(self, pipeline: Pipeline) -> None:
        today = pipeline.now.date().isoformat()
        if self.wanted.settle_at is None or pipeline.now.hour < self.wanted.settle_at or pipeline.store.meta(_SETTLED) == today:
            return
        for stage in (pipeline.settle, pipeline.weigh):
            done = stage()
            self._say(f"  {done.stage:<8} {done.line}")
        pipeline.store.set_meta(_SETTLED, today)
        self._unpublished = True

    def _publish(self, pipeline: Pipeline) -> None:
        """Write the site if anything is new; a folder that cannot be written now is tried again at the next round."""
        if self.wanted.out is None or not self._unpublished:
            return
        try:
            self._say(f"  publish  {pipeline.publish(self.wanted.out, base_url=self.wanted.base_url).line}")
            self._unpublished = False
        except PublishError as error:
            self._say(str(error))


def addresses(inputs: Sequence[str], settings: Settings, now: datetime) -> tuple[list[str], list[Failure]]:
    """The addresses that inputs name, each once: themselves, or those in lists of feeds (OPML files, or addresses that end so)."""
    found: list[str] = []
    failures: list[Failure] = []
    for given in inputs:
        try:
            if is_web(given) and not urlsplit(checked_address(given, given)).path.lower().endswith(".opml"):
                found.append(given)
            else:
                found += _of_list(given, settings, now)
        except SitRepError as error:
            failures.append(error.failure())
    return list(dict.fromkeys(found)), failures


def _of_list(given: str, settings: Settings, now: datetime) -> Iterator[str]:
    for item in receive([given], received=now, limits=limits(settings), fetching=fetching(settings), as_named=True):
        if isinstance(item, Failure):
            raise ConfigError(item.subject, item.reason)
        feeds = listed(*item) if isinstance(item, tuple) and item[0].media_type == OPML else None
        if not feeds:
            raise ConfigError(given, "is neither an address nor a list of feeds (OPML) that names any")
        yield from (feed["url"] for feed in feeds if feed["url"])
