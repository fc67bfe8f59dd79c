"""Watching against a real server, with a clock of the test's own."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

sys.path.insert(0, str(Path(__file__).parent / "collect"))
from click.testing import CliRunner
from web_helpers import RSS, served

import sitrep
from sitrep import assessing
from sitrep.checking import checked, lines, retried
from sitrep.cli import cli
from sitrep.collect import outlines
from sitrep.config import Settings
from sitrep.errors import ConfigError, StoreError
from sitrep.evidence import verify
from sitrep.pipeline import Pipeline, open_pipeline
from sitrep.watching import Wanted, Watch, addresses

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
SETTINGS = Settings(reader="rules", allow_hosts="127.0.0.1", per_host_seconds=0, fetch_timeout=5, workers=1)
FEED = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def site():
    with served() as site:
        yield site


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def on(self, **passed):
        self.now += timedelta(**passed)


class Desk:
    """A watch over some inputs, what it said, and its clock."""

    def __init__(self, folder, *inputs, publish=False, **more):
        self.said, self.clock = [], Clock()
        self.db = folder / "watch.db"
        wanted = Wanted(inputs=inputs, db=self.db, out=folder / "site" if publish else None, **more)
        self.watch = Watch(wanted, SETTINGS, clock=self.clock, say=self.said.append, chance=lambda: 0.5)

    def poll(self, **passed):
        self.clock.on(**passed)
        self.said.clear()
        return self.watch.poll()

    def known(self):
        with sitrep.open(str(self.db), now=self.clock.now) as pipeline:
            return {one.address: one for one in pipeline.store.watched()}

    def keys(self):
        with sitrep.open(str(self.db), now=self.clock.now) as pipeline:
            return sorted(one.key for one in pipeline.store.documents())


def story(number):
    return f"<item><guid>n{number}</guid><title>Raid {number}</title><description>Gunmen killed {number} drivers near Zhob on Friday, police said.</description></item>"


def test_what_is_new_is_read_and_published_and_what_is_not_due_is_left_alone(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(story(5)))
    desk = Desk(tmp_path, site("/feed"), publish=True)
    assert not desk.poll()
    assert len(desk.keys()) == 3
    assert (tmp_path / "site" / "index.html").is_file()
    assert any("publish" in line for line in desk.said)
    asked = len(site.paths())
    desk.poll(minutes=1)
    assert (len(site.paths()), desk.said) == (asked, [])
    site.routes["/feed"] = (200, FEED, RSS.format(story(5) + story(6)))
    desk.poll(hours=1)
    assert len(desk.keys()) == 4
    with sitrep.open(str(desk.db), now=NOW) as pipeline:
        assert {account.low for one in pipeline.report().incidents for claim in one.claims for account in claim.accounts} >= {5, 6}


TEXT = """+++
title = "The drivers of Zhob"{0}
+++
## Key judgements
### KJ1
It is likely that more drivers will be shot. [[in:{1}]]
Confidence: low
"""


def test_what_people_do_meanwhile_is_published_and_so_is_what_an_embargo_held(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(story(5)))
    desk = Desk(tmp_path, site("/feed"), publish=True)
    desk.poll()

    def do(act, *given, **named):
        with open_pipeline(desk.db, now=desk.clock.now, settings=SETTINGS) as pipeline:
            incident = next(pipeline.store.incidents())
            return act(pipeline, *(one.replace("{1}", incident.id) for one in given), **named)

    def published():
        return any("publish" in line for line in desk.said), (tmp_path / "site" / "assessments.json").is_file()

    embargo = f"\nembargo = {(NOW + timedelta(minutes=9)).isoformat()}"
    name = do(assessing.new, TEXT.replace("{0}", embargo), by="ana").draft.assessment
    do(assessing.review, name, by="bo")
    do(assessing.publish, name, by="ana")
    desk.poll(minutes=1)
    assert published() == (True, False)
    desk.poll(minutes=1)
    assert published() == (False, False)
    desk.poll(minutes=8)
    assert published() == (True, True)
    desk.poll(minutes=1)
    assert published() == (False, True)
    do(assessing.withdraw, name, by="ana", note="forged")
    desk.poll(minutes=1)
    assert published() == (True, True)
    assert b"forged" in (tmp_path / "site" / "report.json").read_bytes()


def test_lists_are_followed_and_looked_up_again(site, tmp_path):
    site.routes["/a"] = site.routes["/b"] = (200, FEED, RSS.format(""))
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site("/a")}"/></body></opml>')
    desk = Desk(tmp_path, str(opml))
    desk.poll()
    opml.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site("/b")}"/></body></opml>')
    desk.poll(hours=1)
    assert set(desk.known()) == {site("/a")}
    desk.poll(hours=6)
    assert set(desk.known()) == {site("/a"), site("/b")}
    opml.write_text("<opml")
    assert desk.poll(hours=7)
    assert any("is not well-formed XML" in line for line in desk.said)
    assert site.paths()[-1] == "/b"


def test_a_list_that_fails_keeps_no_other_from_being_looked_up(site, tmp_path):
    site.routes["/a"] = site.routes["/b"] = site.routes["/c"] = (200, FEED, RSS.format(""))
    first, second = tmp_path / "first.opml", tmp_path / "second.opml"
    first.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site("/a")}"/></body></opml>')
    desk = Desk(tmp_path, str(first), str(second))
    assert desk.poll()
    assert set(desk.known()) == {site("/a")}
    second.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site("/b")}"/></body></opml>')
    assert not desk.poll(minutes=11)
    assert set(desk.known()) == {site("/a"), site("/b")}
    second.unlink()
    first.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site("/c")}"/></body></opml>')
    desk.poll(hours=7)
    assert set(desk.known()) == {site("/a"), site("/b"), site("/c")}


def test_what_a_killed_run_collected_is_taken_up_by_the_next(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(story(5)))
    desk = Desk(tmp_path, site("/feed"))
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(Pipeline, "read", lambda pipeline: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.poll()
    again = Desk(tmp_path, site("/feed"))
    again.poll(minutes=1)
    with sitrep.open(str(desk.db), now=NOW) as pipeline:
        assert len(list(pipeline.store.readings())) == len(list(pipeline.store.documents())) == 3


def test_a_database_that_is_held_for_long_is_waited_for(site, tmp_path, monkeypatch):
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    desk, stop = Desk(tmp_path, site("/feed")), Event()
    told = [StoreError("w.db", "is locked by another process", retry=True)]
    poll = desk.watch.poll
    monkeypatch.setattr(desk.watch, "poll", lambda: poll() if not told else (_ for _ in ()).throw(told.pop()))
    monkeypatch.setattr(stop, "wait", lambda seconds: stop.set() if not told and desk.keys() else None)
    desk.watch.run(stop)
    assert desk.said[0] == "w.db: is locked by another process"
    assert len(desk.keys()) == 2


def test_lines_of_json_at_an_address_are_heard(site, tmp_path):
    site.routes["/week.jsonl"] = (
        200,
        {"Content-Type": "application/x-ndjson"},
        '{"key": "a", "text": "One."}\n{"key": "b", "text": "Two."}\n',
    )
    desk = Desk(tmp_path, site("/week.jsonl"))
    assert not desk.poll()
    assert desk.known()[site("/week.jsonl")].arrivals[0].documents == 2


def test_a_failure_is_said_once_and_so_is_its_end(site, tmp_path):
    desk = Desk(tmp_path, site("/feed"))
    said = f"{site('/feed')}: is not there (status 404)"
    assert desk.poll()
    assert said in desk.said
    assert desk.poll(days=1)
    assert said not in desk.said
    assert desk.known()[site("/feed")].failures == 2
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    assert not desk.poll(days=2)
    assert f"{site('/feed')}: answers again, after 2 failures" in desk.said


def test_a_new_start_goes_on_where_the_last_one_stopped(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    Desk(tmp_path, site("/feed")).poll()
    desk = Desk(tmp_path, site("/feed"))
    asked = len(site.paths())
    desk.poll(minutes=1)
    assert len(site.paths()) == asked
    assert 60 < desk.watch.pause() < 900
    desk.clock.on(days=-400)
    desk.poll()
    assert len(site.paths()) == asked + 1


def test_an_address_that_moved_for_good_is_remembered_and_one_that_did_not_is_not(site, tmp_path):
    for kind, status in (("good", 301), ("now", 302)):
        site.routes[f"/old-{kind}"] = (status, {"Location": f"/new-{kind}"}, "")
        site.routes[f"/new-{kind}"] = (200, FEED, RSS.format(story(status)))
    desk = Desk(tmp_path, site("/old-good"), site("/old-now"))
    for _ in range(3):
        desk.poll(days=1)
    assert site.paths().count("/old-good") == 1
    assert site.paths().count("/new-good") == 3
    assert site.paths().count("/old-now") == 3
    del site.routes["/new-good"]
    site.routes["/old-good"] = (200, FEED, RSS.format(""))
    desk.poll(days=1)
    assert desk.known()[site("/old-good")].error
    desk.poll(days=3)
    assert desk.known()[site("/old-good")].error is None


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_remembered_at_once_and_the_feed_keeps_its_history(site, tmp_path, status):
    site.routes["/old"] = (200, FEED, RSS.format("<link>https://daily.example/</link>"))
    desk = Desk(tmp_path, site("/old"))
    desk.poll()
    before = desk.keys()
    site.routes["/new"] = (200, {**FEED, "ETag": '"1"'}, site.routes["/old"][2])  # not a sign of it is new
    site.routes["/old"] = (status, {"Location": "/new"}, "")
    for _ in range(3):
        assert not desk.poll(days=1)
    assert site.paths() == ["/old", "/old", "/new", "/new", "/new"]
    assert [request.headers.get("If-None-Match") for request in site.asked if request.path == "/new"] == [None, '"1"', '"1"']
    assert desk.keys() == before == [site("/old#a1"), site("/old#a2")]
    site.routes["/new"] = (200, FEED, RSS.format("<link>https://daily.example/</link>" + story(5)))
    desk.poll(days=1)
    assert desk.keys() == [*before, site("/old#n5")]
    [known] = desk.known().values()
    assert (known.address, sum(day.documents for day in known.arrivals)) == (site("/old"), 3)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_move_for_now_is_not_remembered(site, tmp_path, status):
    site.routes["/old"] = (200, FEED, RSS.format(""))
    desk = Desk(tmp_path, site("/old"))
    desk.poll()
    site.routes |= {"/new": site.routes["/old"], "/old": (status, {"Location": "/new"}, "")}
    desk.poll(days=1)
    desk.poll(days=1)
    assert site.paths() == ["/old", "/old", "/new", "/old", "/new"]


def test_what_moved_for_good_and_on_for_now_is_asked_where_it_moved_to(site, tmp_path):
    site.routes["/old"] = (301, {"Location": "/new"}, "")
    site.routes["/new"] = (302, {"Location": "/today"}, "")
    site.routes["/today"] = (200, FEED, RSS.format(""))
    desk = Desk(tmp_path, site("/old"))
    desk.poll()
    desk.poll(days=1)
    assert site.paths() == ["/old", "/new", "/today", "/new", "/today"]


def test_what_moved_back_with_the_same_bytes_is_asked_at_its_old_place_again(site, tmp_path):
    feed, away = (200, FEED, RSS.format("")), (301, {"Location": "/new"}, "")
    site.routes |= {"/old": feed, "/new": feed}
    desk = Desk(tmp_path, site("/old"))
    desk.poll()
    for old, new, asked in (
        (away, feed, ["/old", "/new"]),
        (feed, (404, {}, ""), ["/new"]),  # the new place fails, so next time the old one is asked
        (feed, (404, {}, ""), ["/old"]),
        (feed, feed, ["/old"]),
        (away, feed, ["/old", "/new"]),
        (away, feed, ["/new"]),
    ):
        count = len(site.paths())
        site.routes |= {"/old": old, "/new": new}
        desk.poll(days=3)
        assert site.paths()[count:] == asked
    assert len(desk.keys()) == 2
    with sitrep.open(str(desk.db), now=NOW) as pipeline:
        assert len({one.digest for one in pipeline.store.captures()}) == 1
        assert verify(pipeline).faults == ()


def test_what_is_gone_for_good_is_polled_no_more_until_it_is_found_to_answer(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    desk = Desk(tmp_path, site("/feed"))
    desk.poll()
    site.routes["/feed"] = (410, {}, "")
    assert desk.poll(days=1)
    assert any(line == f"{site('/feed')}: is gone for good (status 410); it is polled no more" for line in desk.said)
    asked = len(site.paths())
    again = Desk(tmp_path, site("/feed"))  # a new start of the program
    again.clock.now = desk.clock.now
    for _ in range(3):
        assert not again.poll(days=40)
    assert len(site.paths()) == asked
    assert again.watch.pause() == 60
    with sitrep.open(str(desk.db), now=again.clock.now) as pipeline:
        shown = [line for line, _ in lines(checked(pipeline))]
        assert shown[0] == f"gone     {site('/feed')}"
        assert "polled no more since 2026-01-03 03:04 UTC" in shown[1]
        assert shown[2].strip().startswith("is gone for good (status 410): 1 failure in a row")
        assert not checked(pipeline).broken
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    with open_pipeline(desk.db, now=again.clock.now, settings=SETTINGS) as pipeline:
        pipeline.collect([site("/feed")])
    assert not again.poll(days=1)
    assert len(site.paths()) == asked + 2
    assert again.known()[site("/feed")].gone is None


LIST = """<html><head><title>News</title></head><body><h1>News</h1>{}</body></html>"""
ENTRY = '<article><h2><a href="/a/{0}">Raid {0}</a></h2><p>Gunmen killed {0} drivers near Zhob, police said.</p></article>'


def test_a_page_that_lists_articles_is_watched_by_its_selector_which_is_remembered(site, tmp_path):
    site.routes["/news"] = (200, {"Content-Type": "text/html"}, LIST.format(ENTRY.format(1) + ENTRY.format(2)))
    first = Desk(tmp_path, site("/news"), listing="article")
    assert not first.poll()
    keys = [site(f"/news#{site(f'/a/{number}')}") for number in (1, 2, 3)]
    assert first.keys() == keys[:2]
    again = Desk(tmp_path, site("/news"))  # a new start, without the selector
    site.routes["/news"] = (200, {"Content-Type": "text/html"}, LIST.format(ENTRY.format(3) + ENTRY.format(2)))
    again.poll(days=1)
    assert again.keys() == keys
    [known] = again.known().values()
    assert (known.listing, sum(day.documents for day in known.arrivals)) == ("article", 3)
    with sitrep.open(str(again.db), now=NOW) as pipeline:
        assert "         a page: its links by article" in [line for line, _ in lines(checked(pipeline))]
    site.routes["/news"] = (200, {"Content-Type": "text/html"}, LIST.format("<p>Made anew.</p>"))
    assert again.poll(days=1)
    with sitrep.open(str(again.db), now=again.clock.now) as pipeline:
        [(stage, failure)] = checked(pipeline).failures
        assert (stage, failure.reason) == ("collect", "has no link that the selector 'article' finds")
    site.routes["/news"] = (200, {"Content-Type": "text/html"}, LIST.format(ENTRY.format(2)))
    again.poll(days=1)
    with sitrep.open(str(again.db), now=again.clock.now) as pipeline:
        assert not checked(pipeline).broken
    assert site.paths() == ["/news"] * 4
    back = Desk(tmp_path, site("/news"), listing="")
    back.poll(days=4)
    assert [one.listing for one in back.known().values()] == [None]


def test_selectors_of_a_list_of_feeds_hold_and_are_written_again(site, tmp_path):
    site.routes["/news"] = (200, {"Content-Type": "text/html"}, LIST.format(ENTRY.format(1)))
    (tmp_path / "feeds.opml").write_text(outlines([site("/news")], made=NOW, lists={site("/news"): "article > h2"}))
    desk = Desk(tmp_path, str(tmp_path / "feeds.opml"))
    desk.poll()
    assert desk.keys() == [site(f"/news#{site('/a/1')}")]
    done = CliRunner().invoke(cli, ["check", "--db", str(desk.db), "--opml", "-"])
    assert f'xmlUrl="{site("/news")}" sitrep:list="article &gt; h2"' in done.output
    (tmp_path / "again.opml").write_text(done.output)
    assert addresses([str(tmp_path / "again.opml")], SETTINGS, NOW) == ({str(tmp_path / "again.opml"): {site("/news"): "article > h2"}}, [])


def test_settling_is_done_once_a_day_from_its_hour_on(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(story(5)))
    desk = Desk(tmp_path, site("/feed"), settle_at=5)
    desk.poll()
    assert not [line for line in desk.said if "settle" in line]
    desk.poll(hours=3)
    assert [line for line in desk.said if "settle" in line]
    desk.poll(hours=3)
    assert not [line for line in desk.said if "settle" in line]


def test_running_ends_when_it_is_told_to(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    desk, stop = Desk(tmp_path, site("/feed")), Event()
    desk.watch._say = lambda line: stop.set()
    desk.watch.run(stop)
    assert len(desk.keys()) == 2


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("no-such.opml", "no such file"),
        ("text.txt", "is neither an address nor a list of feeds (OPML) that names any"),
        ("empty.opml", "is neither an address nor a list of feeds (OPML) that names any"),
        ("http://", "is an address without a host"),
    ],
)
def test_what_cannot_be_watched_is_said(tmp_path, given, reason):
    (tmp_path / "text.txt").write_text("Words.")
    (tmp_path / "empty.opml").write_text('<opml version="2.0"><body/></opml>')
    given = given if "://" in given else str(tmp_path / given)
    found, [failure] = addresses([given], SETTINGS, NOW)
    assert (found, failure.subject, failure.reason) == ({}, given, reason)
    with pytest.raises(ConfigError, match="there is nothing to watch"):
        Desk(tmp_path, given).poll()


def test_checking_tells_what_is_broken_and_tries_again_what_may_succeed(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    site.routes["/busy"] = (200, FEED, RSS.format(""))
    desk = Desk(tmp_path, site("/feed"), site("/busy"))
    desk.poll()
    site.routes["/busy"] = (503, {}, "")
    desk.poll(days=1)
    with open_pipeline(desk.db, now=NOW, settings=SETTINGS) as pipeline:
        text = "\n".join(line for line, _ in lines(checked(pipeline)))
        assert f"failing  {site('/busy')}" in text
        assert "1 failure in a row since 2026-01-03 03:04 UTC" in text
        assert "2 addresses watched, 1 failing; 0 inputs failed" in text
        assert checked(pipeline).broken
        site.routes["/busy"] = (200, FEED, RSS.format(story(7)))
        assert [result.stage for result in retried(pipeline)] == ["collect", "read", "compare", "weigh"]
        assert not checked(pipeline).broken
        assert list(retried(pipeline)) == []
        [quiet] = [row for row in checked(pipeline).rows() if row["watched"]["address"] == site("/busy")]
        assert quiet["state"] == "good"


def _program(site, folder, *more):
    environment = {**os.environ, "SITREP_ALLOW_HOSTS": "127.0.0.1", "SITREP_READER": "rules", "SITREP_WORKERS": "1"}
    command = [sys.executable, "-m", "sitrep", "watch", site("/feed"), "--db", str(folder / "w.db"), "--no-publish", *more]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("hanging", [False, True])
def test_a_signal_ends_the_program_cleanly_also_while_a_server_hangs(site, tmp_path, number, hanging):
    asked = Event()

    async def answer(request):
        import asyncio

        from aiohttp import web

        asked.set()
        if hanging:
            await asyncio.sleep(60)
        return web.Response(text=RSS.format(story(5)), headers=FEED)

    site.routes["/feed"] = answer
    program = _program(site, tmp_path)
    assert asked.wait(30)
    if not hanging:
        for line in program.stdout:
            if "weigh" in line:
                break
    time.sleep(0.2)
    program.send_signal(number)
    out, error = program.communicate(timeout=30)
    assert (program.returncode, error) == (0, "stopped\n"), out
    with sitrep.open(str(tmp_path / "w.db"), now=NOW) as pipeline:
        assert len(list(pipeline.store.documents())) == (0 if hanging else 3)


def test_one_round_has_the_exit_status_of_what_failed(site, tmp_path):
    program = _program(site, tmp_path, "--once")
    out, _ = program.communicate(timeout=60)
    assert (program.returncode, "is not there (status 404)" in out) == (1, True)


def test_an_input_is_tried_again_with_the_outlet_that_it_came_with(site, tmp_path):
    site.routes["/feed"] = (200, FEED, RSS.format(""))
    desk = Desk(tmp_path, site("/feed"), outlet="Daily X")
    desk.poll()
    site.routes["/feed"] = (503, {}, "")
    desk.poll(days=1)
    site.routes["/feed"] = (200, FEED, RSS.format(story(5)))
    with open_pipeline(desk.db, now=NOW, settings=SETTINGS) as pipeline:
        assert list(retried(pipeline))
        assert {one.outlet for one in pipeline.store.documents()} == {"Daily"}
        assert {one.outlet for one in pipeline.store.captures()} == {"Daily X"}
