"""The command `forecasts`: how well judgements with a date proved true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from textwrap import wrap

import click

from sitrep.assess import same_name
from sitrep.assess.calibration import in_words, plot
from sitrep.assess.forecasts import ForecastRecord, ForecastScore, ForecastState, forecasts, record
from sitrep.assessed import bound
from sitrep.console import db_option, json_option, now_option, opened, print_line, say
from sitrep.errors import PublishError

_WIDTH = 80


@click.command("forecasts")
@click.option("--by", "analyst", default="", metavar="NAME", help="Only of this analyst.")
@click.option("--desk", default="", metavar="NAME", help="Only of this desk.")
@click.option("--svg", default="", metavar="FILE", help="Write the calibration plot to this file.")
@db_option
@now_option
@json_option
def forecast_record(analyst: str, desk: str, svg: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Say how well judgements with a date proved true: Brier scores and calibration, by analyst and desk; what is open and overdue."""
    from sitrep.terminal import show
    from sitrep.written import Written

    with opened(db, now, create=False) as pipeline:
        made = forecasts(Written(pipeline.comparing, pipeline.now).foretold(), pipeline.now)
    made = tuple(one for one in made if same_name(analyst) in ("", same_name(one.by)) and desk in ("", one.desk))
    found = record(made)
    if svg:
        _write(Path(svg), plot(found.overall))
    print_line(found) if as_json else show(_lines(found))
    if svg and not as_json:
        say(f"plot: {svg}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PublishError(str(path), f"cannot be written: {error.strerror}") from error


def _lines(found: ForecastRecord) -> Iterator[tuple[str, str]]:
    """The record in 80 columns."""
    if not found.forecasts:
        yield "No published judgement has a likelihood and a day by which it will have proved true or not.", ""
        return
    yield f"{'':<26} {'resolved':>8} {'open':>5} {'overdue':>7} {'Brier':>6} {'rel.':>6} {'res.':>6} {'unc.':>6}", "dim"
    yield _row("all", found.overall), "bold"
    for heading, scores in (("Analysts", found.analysts), ("Desks", found.desks)):
        yield heading, "bold"
        yield from ((_row(f"  {one.name}", one), "") for one in scores)
    yield "Brier: 0 is perfect, 0.25 what even chances earn; = rel. - res. + unc.", "dim"
    if found.overall.bins:
        yield "", ""
        yield "Calibration", "bold"
        lines = (wrap(in_words(one), _WIDTH, initial_indent="  ", subsequent_indent="    ") for one in found.overall.bins)
        yield from ((line, "") for one in lines for line in one)
    overdue = [one for one in found.forecasts if one.state is ForecastState.OVERDUE]
    if overdue:
        yield "", ""
        yield "Overdue", "bold"
        for one in overdue:
            yield f"  {one.due or 'no day':<10}  {_cut(one.by, 16):<16}  {_cut(bound(one.marking) + one.text, 46)}", ""


def _row(name: str, score: ForecastScore) -> str:
    parts = (score.brier, score.reliability, score.resolution, score.uncertainty)
    shown = " ".join(f"{part:>6.3f}" if part is not None else f"{'-':>6}" for part in parts)
    return f"{_cut(name, 26):<26} {score.resolved:>8} {score.open:>5} {score.overdue:>7} {shown}"


def _cut(text: str, width: int) -> str:
    """A text on one line of at most so many characters; leading spaces stay."""
    from sitrep.terminal import clean

    lead = text[: len(text) - len(text.lstrip(" "))]
    line = lead + clean(text)
    return line if len(line) <= width else line[: width - 1] + "…"
