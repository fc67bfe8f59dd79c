"""How what is collected does: watched addresses that fail or have gone quiet, and inputs that are kept aside because they failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sitrep.codec import to_json
from sitrep.pipeline import Pipeline, StageResult, plural
from sitrep.records import Failure, Watched
from sitrep.schedule import Bounds, a_week, answered, quiet_since, state
from sitrep.terminal import clean

_STAGES = ("collect", "read")
_STYLES = {"failing": "red", "gone": "red", "quiet": "yellow", "new": "dim", "good": "green", "left": "dim"}


@dataclass(frozen=True, slots=True)
class Checked:
    """The watched addresses, and what failed at which stage, as of a moment."""

    watched: tuple[Watched, ...]
    failures: tuple[tuple[str, Failure], ...]
    now: datetime

    @property
    def broken(self) -> bool:
        """Whether anything needs somebody to look at it."""
        return bool(self.failures) or any(state(one, self.now) == "failing" for one in self.watched)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One object for each watched address, then one for each failure."""
        for one in self.watched:
            yield {"watched": to_json(one), "state": state(one, self.now), "a_week": a_week(one, self.now)}
        for stage, failure in self.failures:
            yield {"stage": stage, "error": to_json(failure)}


def checked(pipeline: Pipeline) -> Checked:
    """How everything does, from what the store knows. An address that is watched and fails is told once, as such."""
    watched = tuple(pipeline.store.watched())
    told = {one.address for one in watched if one.error}
    failures = ((stage, failure) for stage in _STAGES for failure in pipeline.store.failures(stage))
    return Checked(watched, tuple((stage, failure) for stage, failure in failures if failure.subject not in told), pipeline.now)


def retried(pipeline: Pipeline) -> Iterator[StageResult]:
    """Try again what may succeed, inputs that could not be had and documents that could not be read; then take up what came of it."""
    subjects = [failure.subject for failure in pipeline.store.failures("collect") if failure.retry]
    for (outlet, published), group in _as_collected(pipeline, subjects).items():
        result = pipeline.collect(group, outlet=outlet, published=published)
        better = [one for one in pipeline.store.watched() if one.address in result.heard]
        pipeline.store.put_watched([answered(one, pipeline.now, result.heard[one.address], Bounds(), 0.5) for one in better])
        yield result
    if subjects or any(failure.retry for failure in pipeline.store.failures("read")):
        yield pipeline.read()
        yield pipeline.compare()
        yield pipeline.weigh(everything=False)


def _as_collected(pipeline: Pipeline, subjects: Sequence[str]) -> dict[tuple[str | None, str | None], list[str]]:
    """Inputs by the outlet and date that they were collected with before: another outlet would make other documents of them. What is
    watched and never came is left to who watches it, with the outlet given there.
    """
    watched = {one.address for one in pipeline.store.watched()}
    groups: dict[tuple[str | None, str | None], list[str]] = {}
    for subject in subjects:
        latest = pipeline.store.latest_capture(subject)
        if latest or subject not in watched:
            groups.setdefault((latest.outlet, latest.published) if latest else (None, None), []).append(subject)
    return groups


def lines(found: Checked) -> Iterator[tuple[str, str]]:
    """The check as (text, style) lines: first what is broken."""
    order = ("failing", "gone", "quiet", "new", "good", "left")
    for one in sorted(found.watched, key=lambda one: (order.index(state(one, found.now)), one.address)):
        word = state(one, found.now)
        yield f"{word:<8} {clean(one.address)}", _STYLES[word]
        yield from ((f"         {line}", "") for line in _health(one, found.now))
    for stage, failure in found.failures:
        again = "may succeed later" if failure.retry else "will not succeed as it is"
        yield f"{stage:<8} {clean(failure.subject)}", "red"
        yield f"         {clean(failure.reason)} ({again})", ""
    failing = sum(state(one, found.now) == "failing" for one in found.watched)
    yield f"{plural(len(found.watched), 'address')} watched, {failing:,} failing; {plural(len(found.failures), 'input')} failed", "bold"


def _health(one: Watched, now: datetime) -> Iterator[str]:
    good = f"last good {_when(one.good)}" if one.good else "never answered yet"
    rate = a_week(one, now)
    often = f", {rate:.0f} new a week" if rate is not None else ""
    polled = f"polled no more since {_when(one.gone)}" if one.gone else f"polled every {_minutes(one.interval)}, next {_when(one.due)}"
    yield f"{good}{often}, {polled}"
    if one.listing:
        yield f"a page: its links by {clean(one.listing)}"
    if one.error:
        yield f"{clean(one.error)}: {plural(one.failures, 'failure')} in a row since {_when(one.failing)}"
    elif quiet := quiet_since(one, now):
        yield f"nothing new since {_when(quiet)}, which is long for it"


def _when(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "not known"


def _minutes(seconds: int) -> str:
    return plural(max(1, round(seconds / 60)), "minute")
