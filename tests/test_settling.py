"""Settling: everything compared anew, the same whatever the order of arrival, and no id lost."""

import json
import random
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

import sitrep
from sitrep.cli import cli
from sitrep.compare import b_cubed
from sitrep.config import Settings
from sitrep.pipeline import open_pipeline
from sitrep.samples import folder

NOW = datetime(2024, 3, 10, tzinfo=UTC)
ATTACKS = (
    ("A bomb killed 4 people at the bus stand of Quetta", "Shopkeepers swept up glass beside a burnt rickshaw."),
    ("Gunmen killed nine guards at a coal mine near Zhob", "Miners carried the bodies down on mules before dusk."),
    ("A rocket killed 16 worshippers in a shrine at Peshawar", "The drummers had just begun the evening song."),
    ("Bandits killed two cattle traders on the road to Loralai", "Their lorry was found empty in a dry river bed."),
    ("A drone strike killed 31 fighters in a camp near Wana", "Villagers had been told to keep away from the orchard."),
    ("A mine killed seven soldiers in a jeep outside Turbat", "The convoy was bringing flour to a fort on the coast."),
)


def report(number):
    """One of three reports of an attack."""
    lead, detail = ATTACKS[number // 3]
    who, aside = (("police", "A doctor saw it."), ("a doctor", "Police came late."), ("the mayor", "Nobody has claimed it."))[number % 3]
    text = f"{lead} on 2 March 2024, {who} said. {detail} {aside}"
    return {"key": f"k{number}", "outlet": f"Outlet {number % 5}", "published": "2024-03-03", "language": "en", "text": text}


def groups(pipeline):
    return sorted(sorted(one.key for one in incident.reports if one.main) for incident in pipeline.report().incidents)


def arrived(path, order, size, candidates=40):
    settings = Settings(reader="rules", candidates=candidates)
    pipeline = open_pipeline(path, now=NOW, settings=settings)
    for first in range(0, len(order), size):
        source = path.with_suffix(f".{first}.jsonl")
        source.write_text("\n".join(json.dumps(report(number)) for number in order[first : first + size]))
        for _ in pipeline.run([str(source)]):
            pass
    return pipeline


@pytest.mark.parametrize("seed", range(4))
def test_settled_incidents_do_not_show_the_order_of_arrival(tmp_path, seed):
    numbers = list(range(18))
    with arrived(tmp_path / "whole.db", numbers, 18) as pipeline:
        pipeline.settle()
        whole = groups(pipeline)
        assert len(whole) == len(ATTACKS)
    random.Random(seed).shuffle(numbers)
    with arrived(tmp_path / "parts.db", numbers, 1 + seed) as pipeline:
        pipeline.settle()
        assert groups(pipeline) == whole


def test_more_copies_than_a_key_may_have_are_one_incident_of_one_origin(tmp_path):
    lead, detail = ATTACKS[0]
    copies = [
        {**report(0), "key": f"k{at}", "outlet": f"Outlet {at}", "text": f"{lead} on 2 March 2024. {detail} Edition {at}."}
        for at in range(130)
    ]
    source = tmp_path / "copies.jsonl"
    source.write_text("\n".join(map(json.dumps, copies)))
    with open_pipeline(tmp_path / "copies.db", now=NOW, settings=Settings(reader="rules")) as pipeline:
        for _ in pipeline.run([str(source)]):
            pass
        for line in ("", pipeline.settle().line):
            [incident] = pipeline.report().incidents
            assert len(incident.reports) == 130
            assert len(incident.origins) == 1, line


def test_settling_finds_what_a_narrow_look_missed_and_keeps_ids(tmp_path):
    with arrived(tmp_path / "few.db", list(range(18)), 1, candidates=1) as pipeline:
        before = {one.key: incident.id for incident in pipeline.report().incidents for one in incident.reports if one.main}
        assert len(groups(pipeline)) == 18
        result = pipeline.settle()
        after = {
            one.key: {incident.id, *incident.aliases} for incident in pipeline.report().incidents for one in incident.reports if one.main
        }
        assert all(identity in set().union(*after.values()) for identity in before.values())
        assert "as before (B-cubed)" in result.line
        again = groups(pipeline)
        assert pipeline.settle().line.endswith("100.0 % as before (B-cubed)")
        assert groups(pipeline) == again


def test_settling_a_week_changes_nothing_and_leaves_it_graded(tmp_path):
    db = str(tmp_path / "week.db")
    run = CliRunner().invoke(cli, ["run", str(folder()), "--db", db, "--out", str(tmp_path / "site"), "--now", "2024-03-10"])
    assert run.exit_code == 0, run.output
    with sitrep.open(db, now=NOW) as pipeline:
        before = pipeline.report()
    settled = CliRunner().invoke(cli, ["compare", "--settle", "--db", db, "--now", "2024-03-10"])
    assert settled.exit_code == 0, settled.output
    assert "100.0 % as before" in settled.output
    with sitrep.open(db, now=NOW) as pipeline:
        assert pipeline.report() == before


@pytest.mark.parametrize("command", [["rebuild"], ["compare", "--settle"]])
@pytest.mark.parametrize("name", ["SITREP_LETTERS", "SITREP_FAMILIES"])
def test_a_broken_file_of_the_desk_stops_before_anything_is_thrown_away(tmp_path, monkeypatch, command, name):
    db, broken = tmp_path / "a.db", tmp_path / "broken.tsv"
    with arrived(db, list(range(6)), 6) as pipeline:
        before = pipeline.report()
    broken.write_text("no such thing\n")
    monkeypatch.setenv(name, str(broken))
    monkeypatch.setenv("SITREP_READER", "rules")
    done = CliRunner().invoke(cli, [*command, "--db", str(db)])
    assert done.exception is not None
    monkeypatch.delenv(name)
    with sitrep.open(str(db), now=NOW) as pipeline:
        assert pipeline.report() == before


def test_b_cubed_of_groupings():
    one = {"a": "1", "b": "1", "c": "2"}
    assert b_cubed(one, {"a": "x", "b": "x", "c": "y"}) == 1
    assert b_cubed(one, {"a": "x", "b": "y", "c": "z"}) == pytest.approx(2 * (2 / 3) / (5 / 3))
    assert b_cubed(one, {"a": "x", "b": "x", "c": "x"}) == b_cubed({"a": "x", "b": "x", "c": "x"}, one)
    assert b_cubed({}, one) == 1
    assert b_cubed(one, {"a": "1", "d": "2"}) == 1
