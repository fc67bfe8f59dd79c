"""Watching: addresses are polled when they are due, and what they bring is read, compared, weighed and published.

All that watching knows stands in the database, so that it goes on where it was stopped, however it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from sitrep import schedule
from sitrep.announcing import announced
from sitrep.asked import fetching, limits
from sitrep.collect import OPML, is_mailbox, listed, mailbox, receive
from sitrep.collect.web import checked_address, is_web
from sitrep.config import Settings
from sitrep.errors import ConfigError, PublishError, SitRepError, StoreError
from sitrep.pipeline import Pipeline, Progress, StageResult, open_pipeline, plural, silent
from sitrep.records import Failure, Watched
from sitrep.schedule import Bounds
from sitrep.written import Written

Clock = Callable[[], datetime]
Say = Callable[[str], None]

# Never slept for longer: a clock that jumps, as after a suspension, is seen within a minute.
_LONGEST_NAP = 60.0
_LISTS_EVERY = timedelta(hours=6)
_LISTS_AGAIN = timedelta(minutes=10)
_SETTLED = "settled"
# What people do by other commands, and shows on the site.
_BY_PEOPLE = ("deeds", "drafts", "removals", "judgements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is watched and what is done with it. `out` None: nothing is published; `settle_at`: the hour (UTC) of a daily settling;
    `listing`: the CSS selector for the pages among the inputs ("": they are no lists any more; None: as they were watched before).
    """

    inputs: tuple[str, ...]
    db: Path
    out: Path | None = None
    base_url: str | None = None
    outlet: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    settle_at: int | None = None
    listing: str | None = None


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
        self._named: dict[str, dict[str, str | None]] = {}
        self._look_up_at: datetime | None = None
        self._unpublished = self._untaken = True
        self._untold = False
        self._done: dict[str, int] = {}
        self._next_out: datetime | None = None

    def run(self, stop: Event) -> None:
        """Poll until `stop` is set. Raises ConfigError if there is nothing to watch, StoreError if the database cannot be used.

        One that another process holds for long, as settling does, is waited for.
        """
        while not stop.is_set():
            pause = _LONGEST_NAP
            try:
                self.poll()
                pause = min(self.pause(), _LONGEST_NAP)
            except StoreError as error:
                if not error.retry:
                    raise
                self._say(str(error))
            stop.wait(pause)

    def pause(self) -> float:
        """Seconds until the next address is due."""
        with self._opened() as pipeline:
            named = set(self._addresses())
            known = [one for one in pipeline.store.watched() if one.address in named]
            return schedule.next_due(known, pipeline.now).total_seconds()

    def poll(self) -> bool:
        """One round: poll what is due and take up what it brought. Whether anything failed."""
        with self._opened() as pipeline:
            failed = self._look_up(pipeline.now)
            due = self._due(pipeline)
            if due:
                failed |= self._polled(pipeline, due)
            self._take_up(pipeline)
            self._settle(pipeline)
            self._notice(pipeline)
            self._publish(pipeline)
            failed |= self._tell_hub()
        return failed

    def _opened(self) -> Pipeline:
        return open_pipeline(self.wanted.db, now=self._clock(), settings=self.settings, progress=self._progress)

    def _look_up(self, now: datetime) -> bool:
        """Find the addresses that the inputs name, and again every few hours: lists change. A list that fails keeps what it named, and
        is looked up again soon.
        """
        at = self._look_up_at
        if at is not None and at - _LISTS_EVERY <= now < at:
            return False
        found, failures = addresses(self.wanted.inputs, self.settings, now)
        for failure in failures:
            self._say(f"{failure.subject}: {failure.reason}")
        self._named.update(found)
        if not self._addresses():
            raise ConfigError("watch", "there is nothing to watch: no input names an address")
        self._look_up_at = now + (_LISTS_AGAIN if failures else _LISTS_EVERY)
        return bool(failures)

    def _addresses(self) -> dict[str, str | None]:
        """Every address with the selector that its list of feeds, or the command line, gives for it."""
        found: dict[str, str | None] = {}
        for given, named in self._named.items():
            for address, selector in named.items():
                found.setdefault(address, self.wanted.listing if address == given else selector)
        return found

    def _due(self, pipeline: Pipeline) -> list[Watched]:
        known = {one.address: one for one in pipeline.store.watched()}
        bounds = self.wanted.bounds
        if any(one.gone for one in known.values()):
            # What answered meanwhile to `sitrep collect` is kept aside no more.
            aside = {failure.subject for failure in pipeline.store.failures("collect")}
            known |= {name: replace(one, gone=None, due=pipeline.now) for name, one in known.items() if one.gone and name not in aside}
        every = []
        for address, selector in self._addresses().items():
            one = known.get(address) or schedule.new(address, pipeline.now, bounds)
            every.append(one if selector is None else replace(one, listing=selector or None))
        return [one for one in every if schedule.is_due(one, pipeline.now, bounds)]

    def _polled(self, pipeline: Pipeline, due: Sequence[Watched]) -> bool:
        lists = {one.address: one.listing for one in due}
        result = pipeline.collect(list(lists), outlet=self.wanted.outlet, listing=lists)
        failures = {failure.subject: failure for failure in result.failures}
        after = [self._after(one, pipeline.now, result, failures) for one in due]
        pipeline.store.put_watched(after)
        for before, one in zip(due, after, strict=True):
            self._tell(before, one)
            self._unpublished |= (before.error is None) is not (one.error is None)  # pages say since when an address is gone
        self._say(f"{pipeline.now:%Y-%m-%d %H:%M} UTC  {plural(len(due), 'address')}: {result.line}")
        self._untaken |= any(result.heard.values())
        return bool(result.failures)

    def _take_up(self, pipeline: Pipeline) -> None:
        """Read, compare and weigh what came; at the start also what came before a run was broken off."""
        if not self._untaken:
            return
        for stage in (pipeline.read, pipeline.compare, partial(pipeline.weigh, everything=False)):
            done = stage()
            self._say(f"  {done.stage:<8} {done.line}")
        self._untaken, self._unpublished = False, True

    def _after(self, one: Watched, now: datetime, result: StageResult, failures: dict[str, Failure]) -> Watched:
        if one.address in result.heard:
            return schedule.answered(one, now, result.heard[one.address], self.wanted.bounds, self._chance())
        failure = failures.get(one.address) or Failure(subject=one.address, reason="gave nothing")
        return schedule.failed(one, now, failure, self.wanted.bounds, self._chance())

    def _tell(self, before: Watched, after: Watched) -> None:
        """Say when an address begins to fail, fails for another reason, or answers again; not every time."""
        if after.error and after.error != before.error:
            self._say(f"{after.address}: {after.error}{'; it is polled no more' if after.gone else ''}")
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

    def _notice(self, pipeline: Pipeline) -> None:
        """See whether people published, withdrew, judged or took down anything since the last round, or an embargo has ended."""
        done = pipeline.store.counts(*_BY_PEOPLE)
        if done != self._done or (self._next_out is not None and self._next_out <= pipeline.now):
            self._done, self._next_out = done, Written(pipeline.comparing, pipeline.now).next_out()
            self._unpublished = True

    def _publish(self, pipeline: Pipeline) -> None:
        """Write the site if anything is new; a folder that cannot be written now is tried again at the next round."""
        if self.wanted.out is None or not self._unpublished:
            return
        try:
            self._say(f"  publish  {pipeline.publish(self.wanted.out, base_url=self.wanted.base_url).line}")
            self._unpublished, self._untold = False, bool(self.settings.hub)
        except PublishError as error:
            self._say(str(error))

    def _tell_hub(self) -> bool:
        """Tell the hub which feeds have changed, at the next round again if it does not take that. Whether it failed."""
        if self.wanted.out is None or not self._untold:
            return False
        try:
            done = announced(self.settings, self.wanted.out, base_url=self.wanted.base_url)
        except PublishError as error:
            self._say(str(error))
            return True
        self._say(f"  {done.stage:<8} {done.line}")
        for failure in done.failures:
            self._say(f"{failure.subject}: {failure.reason}")
        self._untold = any(failure.retry for failure in done.failures)
        return bool(done.failures)


def addresses(inputs: Sequence[str], settings: Settings, now: datetime) -> tuple[dict[str, dict[str, str | None]], list[Failure]]:
    """The addresses that each input names: itself (a mailbox too), or those in a list of feeds (an OPML file, or an address that ends so),
    each with the CSS selector that the list gives for a page.
    """
    found: dict[str, dict[str, str | None]] = {}
    failures: list[Failure] = []
    for given in inputs:
        try:
            if is_mailbox(given):
                found[given] = {mailbox(given).address: None}
                continue
            is_list = not is_web(given) or urlsplit(checked_address(given, given)).path.lower().endswith(".opml")
            found[given] = dict(_of_list(given, settings, now)) if is_list else {given: None}
        except SitRepError as error:
            failures.append(error.failure())
    return found, failures


def _of_list(given: str, settings: Settings, now: datetime) -> Iterator[tuple[str, str | None]]:
    """The addresses of a list, no more of them than are fetched of one."""
    bounds = limits(settings)
    for item in receive([given], received=now, limits=bounds, fetching=fetching(settings), as_named=True):
        if isinstance(item, Failure):
            raise ConfigError(item.subject, item.reason)
        feeds = listed(*item) if isinstance(item, tuple) and item[0].media_type == OPML else None
        if not feeds:
            raise ConfigError(given, "is neither an address nor a list of feeds (OPML) that names any")
        yield from ((feed["url"], feed.get("list")) for feed in feeds[: bounds.max_feeds] if feed["url"])
