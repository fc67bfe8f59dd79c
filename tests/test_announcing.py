"""Telling a hub: what it is told and when, and the whole way of WebSub over a hub on this machine, which fetches and delivers."""

import asyncio
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode
from xml.etree import ElementTree

import pytest

sys.path.insert(0, str(Path(__file__).parent / "collect"))
from aiohttp import ClientSession, web
from click.testing import CliRunner
from web_helpers import HERE, RSS, Names, served, settings

from sitrep.announcing import TOLD, announced, check_hub
from sitrep.cli import cli
from sitrep.collect.fetch import client as client_module
from sitrep.collect.fetch import tell
from sitrep.config import Settings
from sitrep.errors import ConfigError, PublishError
from sitrep.publish import is_feed, write, written
from sitrep.serving import server
from sitrep.watching import Wanted, Watch

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
REPORT = "Gunmen killed {} drivers near Zhob on Friday, police said. The road was shut."
FORM = {"hub.mode": "publish", "hub.url": "https://a.example/feed.atom"}


class Hub:
    """A WebSub hub: takes subscriptions and verifies them, fetches what it is told of, delivers it."""

    def __init__(self, at):
        self.at, self.told, self.subscribers, self.delivered = at, [], {}, []
        self.answers, self.busy = [], {}
        at.routes["/hub"] = self.take

    @property
    def address(self):
        return self.at("/hub")

    async def take(self, request):
        form = dict(await request.post())
        if form["hub.mode"] == "subscribe":
            return await self.subscribe(form)
        self.told.append(form["hub.url"])
        if self.answers:
            return web.Response(status=self.answers.pop(0))
        if self.busy.get(form["hub.url"], 0):
            self.busy[form["hub.url"]] -= 1
            return web.Response(status=503)
        await self.distribute(form["hub.url"])
        return web.Response(status=204)

    async def subscribe(self, form):
        """Section 5.3: the subscriber must give back a challenge before it is believed."""
        challenge = hashlib.sha256(form["hub.topic"].encode()).hexdigest()
        asked = {"hub.mode": "subscribe", "hub.topic": form["hub.topic"], "hub.challenge": challenge, "hub.lease_seconds": "3600"}
        async with ClientSession() as session, session.get(f"{form['hub.callback']}?{urlencode(asked)}") as answer:
            if answer.status != 200 or await answer.text() != challenge:
                return web.Response(status=403)
        self.subscribers[form["hub.topic"]] = (form["hub.callback"], form["hub.secret"])
        return web.Response(status=202)

    async def distribute(self, topic):
        """Section 7: the whole content, with links to the hub and the topic, signed with the subscriber's secret."""
        if topic not in self.subscribers:
            return
        callback, secret = self.subscribers[topic]
        async with ClientSession() as session:
            async with session.get(topic) as answer:
                body, kind = await answer.read(), answer.headers["Content-Type"]
            signature = "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()
            headers = {"Content-Type": kind, "Link": f'<{self.address}>; rel="hub", <{topic}>; rel="self"', "X-Hub-Signature": signature}
            async with session.post(callback, data=body, headers=headers) as answer:
                self.delivered.append((topic, answer.status))


class Subscriber:
    """Wants one topic, confirms that it does, and takes what is delivered if its signature is right."""

    def __init__(self, at, secret="s3cret"):
        self.at, self.secret, self.wanted, self.taken = at, secret, None, []
        at.routes["/callback"] = self.answer

    def follow(self, feed):
        """Discovery (section 4): the hub and the topic as the feed names them; then the request to subscribe."""
        links = {link.get("rel"): link.get("href") for link in ElementTree.fromstring(feed).findall(f"{ATOM}link")}
        self.wanted = links["self"]
        form = {"hub.mode": "subscribe", "hub.topic": links["self"], "hub.callback": self.at("/callback"), "hub.secret": self.secret}

        async def ask():
            async with ClientSession() as session, session.post(links["hub"], data=form) as answer:
                return answer.status

        return asyncio.run(ask())

    async def answer(self, request):
        if request.method == "GET":
            asked = request.query
            right = asked["hub.topic"] == self.wanted and asked["hub.mode"] == "subscribe"
            return web.Response(status=200 if right else 404, text=asked["hub.challenge"] if right else "")
        body = await request.read()
        right = request.headers["X-Hub-Signature"] == "sha256=" + hmac.new(self.secret.encode(), body, "sha256").hexdigest()
        self.taken += [(request.headers["Content-Type"], body)] if right else []
        return web.Response(status=204)


@pytest.fixture
def hub():
    with served() as at:
        yield Hub(at)


@contextmanager
def serving(folder):
    """The folder at an address, as a web server would have it."""
    running = server(folder)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def of(at, **more):
    return Settings(
        **{"hub": at.address, "base_url": "https://a.example/", "allow_hosts": HERE, "fetch_timeout": 5, "reader": "rules", **more}
    )


def wrote(folder, **files):
    write([(path.replace("__", "/").replace("_", "."), content) for path, content in files.items()], folder)


def test_the_hub_is_told_of_changed_feeds_alone_and_once(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1", feed_json=b"1", feed__disputes_rss=b"1", index_html=b"1", report_json=b"1")
    done = announced(of(hub), tmp_path)
    assert sorted(hub.told) == [f"https://a.example/{path}" for path in ("feed.atom", "feed.json", "feed/disputes.rss")]
    assert done.line == f"3 changed feeds told to {hub.address}"
    hub.told.clear()
    assert announced(of(hub), tmp_path).line.startswith("no feed has changed since")
    wrote(tmp_path, feed_atom=b"2", feed_json=b"1", feed__disputes_rss=b"1", index_html=b"2")
    assert announced(of(hub), tmp_path).failures == ()
    assert hub.told == ["https://a.example/feed.atom"]


def test_another_hub_and_another_address_are_told_everything(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1")
    announced(of(hub), tmp_path)
    announced(of(hub), tmp_path, base_url="https://b.example/x")
    hub.at.routes["/other"] = hub.take
    announced(of(hub, hub=hub.at("/other")), tmp_path, base_url="https://b.example/x")
    assert hub.told == ["https://a.example/feed.atom", *["https://b.example/x/feed.atom"] * 2]


def test_a_busy_hub_is_asked_again_and_one_that_refuses_is_not(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1")
    hub.answers = [503]
    assert announced(of(hub, per_host_seconds=0), tmp_path).failures == ()
    assert len(hub.told) == 2
    wrote(tmp_path, feed_atom=b"2", feed_rss=b"2")
    hub.told.clear()
    hub.answers = [400, 400]
    (failure,) = announced(of(hub), tmp_path).failures
    assert failure.reason == "answers with status 400; of 2 changed feeds it was not told of 2, and will be the next time"
    assert not failure.retry
    assert len(hub.told) == 2


def test_what_was_not_taken_is_told_the_next_time_and_no_more_than_that(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1", feed_json=b"1", feed_rss=b"1")
    hub.answers = [404]
    done = announced(of(hub), tmp_path)
    assert done.line.startswith("2 changed feeds told")
    kept = json.loads((tmp_path / TOLD).read_text())["feeds"]
    missed = {f"https://a.example/feed.{ending}" for ending in ("atom", "json", "rss")} - set(kept)
    hub.told.clear()
    assert announced(of(hub), tmp_path).failures == ()
    assert set(hub.told) == missed
    assert len(missed) == 1


def test_a_private_hub_is_refused_unless_it_is_allowed_by_name(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1", feed_rss=b"1")
    (failure,) = announced(of(hub, allow_hosts=""), tmp_path).failures
    assert "not a public address" in failure.reason
    assert "of 2 changed feeds it was not told of 2" in failure.reason
    assert hub.told == []


def test_a_hub_that_leads_elsewhere_is_not_followed(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1")
    hub.at.routes["/moved"] = (307, {"Location": hub.address}, "")
    (failure,) = announced(of(hub, hub=hub.at("/moved")), tmp_path).failures
    assert "answers with status 307" in failure.reason
    assert hub.told == []


def test_a_hub_that_is_not_there_is_given_up_at_once_for_all(tmp_path):
    forms = [FORM] * 200
    begun = time.monotonic()
    results = tell(f"http://{HERE}:9/", forms, fetching=settings(), seconds=30)
    assert time.monotonic() - begun < 10
    assert {result.reason for result in results} == {"cannot be connected to (Connection refused)"}


def test_telling_ends_in_time(hub):
    async def sleepy(_request):
        await asyncio.sleep(30)
        return web.Response()

    hub.at.routes["/slow"] = sleepy
    begun = time.monotonic()
    results = tell(hub.at("/slow"), [FORM] * 3, fetching=settings(), seconds=0.5)
    assert time.monotonic() - begun < 5
    assert [result.reason for result in results] == ["was not done with after 0.5 seconds"] * 3


def test_a_retry_after_is_waited_for_within_bounds(hub):
    hub.at.routes["/busy"] = [(429, {"Retry-After": "1"}, ""), (204, {}, "")]
    begun = time.monotonic()
    assert tell(hub.at("/busy"), [FORM], fetching=settings(), seconds=10) == [None]
    assert time.monotonic() - begun >= 1
    hub.at.routes["/never"] = (503, {"Retry-After": "100000"}, "")
    assert tell(hub.at("/never"), [FORM], fetching=settings(longest_wait=0.01), seconds=10)[0].reason == "answers with status 503"


def test_a_form_is_sent_as_one_and_the_guard_sees_where_names_lead(hub, monkeypatch):
    seen = {}

    async def look(request):
        seen.update(kind=request.content_type, form=parse_qs(await request.text()), agent=request.headers["User-Agent"])
        return web.Response(status=202)

    hub.at.routes["/look"] = look
    assert tell(hub.at("/look"), [FORM], fetching=settings(), seconds=5) == [None]
    assert seen["kind"] == "application/x-www-form-urlencoded"
    assert seen["form"] == {name: [value] for name, value in FORM.items()}
    assert seen["agent"].startswith("SitRep/")
    monkeypatch.setattr(client_module.aiohttp, "ThreadedResolver", lambda: Names({"hub.example": ["10.0.0.1"]}))
    (failure,) = tell("http://hub.example/", [FORM], fetching=settings(), seconds=5)
    assert "10.0.0.1" in failure.reason


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"hub": 1}', '{"hub": "HUB", "feeds": []}', '{"hub": "HUB", "feeds": {"a": {}}}', "[" * 10_000]
)
def test_a_record_of_what_was_told_that_is_broken_only_tells_again(hub, tmp_path, kept):
    wrote(tmp_path, feed_atom=b"1")
    (tmp_path / TOLD).write_text(kept.replace("HUB", hub.address))
    assert announced(of(hub), tmp_path).failures == ()
    assert len(hub.told) == 1


def test_wrong_hubs_are_refused_before_any_work():
    check_hub(Settings(), None)
    check_hub(Settings(hub="https://hub.example/"), "https://a.example/")
    with pytest.raises(ConfigError, match="base_url"):
        check_hub(Settings(hub="https://hub.example/"), None)
    with pytest.raises(ConfigError, match="hub"):
        Settings(hub="gopher://hub.example/")
    with pytest.raises(ConfigError, match="not an http"):
        check_hub(Settings(hub="https://user:secret@hub.example/"), "https://a.example/")


def reports(folder, *numbers):
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(REPORT.format(number))
    return folder


def run(tmp_path, *arguments, **environment):
    known = {"SITREP_READER": "rules", "SITREP_ALLOW_HOSTS": HERE, "SITREP_WORKERS": "1", **environment}
    return CliRunner(env=known).invoke(cli, [*map(str, arguments), "--db", str(tmp_path / "a.db"), "--out", str(tmp_path / "site")])


def test_publishing_delivers_to_who_subscribed_at_the_hub(hub, tmp_path):
    source, out = reports(tmp_path / "in", 3), tmp_path / "site"
    assert run(tmp_path, "run", source, "--now", "2026-01-02").exit_code == 0
    with serving(out) as base, served() as at:
        subscriber, more = Subscriber(at), {"SITREP_HUB": hub.address, "SITREP_BASE_URL": base}
        first = run(tmp_path, "publish", "--now", "2026-01-02", **more)
        assert first.exit_code == 0, first.output
        feeds = [path for path in written(out) if is_feed(path)]
        assert sorted(hub.told) == sorted(base + path for path in feeds)
        assert hub.delivered == []

        assert subscriber.follow((out / "feed.atom").read_bytes()) == 202
        hub.told.clear()
        assert run(tmp_path, "publish", "--now", "2026-01-03", **more).exit_code == 0
        assert hub.told == [], "nothing has changed but the clock"

        reports(source, 9)
        last = run(tmp_path, "run", source, "--now", "2026-01-03", "--published", "2026-01-03", **more)
        assert last.exit_code == 0, last.output
        assert hub.delivered == [(f"{base}feed.atom", 204)]
        assert subscriber.taken == [("application/atom+xml", (out / "feed.atom").read_bytes())]
        assert f"{base}feed/proposals.atom" not in hub.told


def test_a_hub_that_fails_is_one_line_and_status_1_and_the_site_is_whole(hub, tmp_path):
    source = reports(tmp_path / "in", 3)
    hub.answers = [400] * 1000
    done = run(tmp_path, "run", source, "--base-url", "https://a.example/", SITREP_HUB=hub.address)
    assert done.exit_code == 1
    assert [line for line in done.stderr.splitlines() if "sitrep:" in line] == [
        line for line in done.stderr.splitlines() if f"sitrep: {hub.address}: answers with status 400; of" in line
    ]
    assert "Traceback" not in done.output
    feed = (tmp_path / "site" / "feed.atom").read_bytes()
    assert hub.address.encode() in feed
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_hub_without_the_sites_address_is_status_2_before_any_work(tmp_path):
    command = [
        sys.executable,
        "-m",
        "sitrep",
        "run",
        str(reports(tmp_path / "in", 3)),
        "--db",
        f"{tmp_path}/a.db",
        "--out",
        f"{tmp_path}/site",
    ]
    environment = {**os.environ, "SITREP_HUB": "https://hub.example/"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "sitrep: hub: can be told of feeds only where their address is known: set base_url\n"
    assert not (tmp_path / "site").exists()


def test_watching_tells_the_hub_and_tells_it_again_when_it_was_busy(hub, tmp_path):
    hub.at.routes["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(""))
    said = []
    wanted = Wanted(inputs=(hub.at("/feed"),), db=tmp_path / "w.db", out=tmp_path / "site", base_url="https://a.example/")
    watch = Watch(wanted, of(hub, per_host_seconds=0, workers=1), clock=lambda: NOW, say=said.append, chance=lambda: 0.5)
    hub.busy = {"https://a.example/feed.atom": 3}
    assert watch.poll(), "a hub that fails counts"
    assert any("it was not told of 1" in line for line in said), said
    missed = len(hub.told)
    assert not watch.poll()
    assert len(hub.told) == missed + 1
    assert not watch.poll()
    assert len(hub.told) == missed + 1


def test_a_folder_that_cannot_be_read_or_written_is_said(hub, tmp_path):
    wrote(tmp_path, feed_atom=b"1")
    (tmp_path / f"{TOLD}.part").mkdir()
    with pytest.raises(PublishError, match="cannot be written"):
        announced(of(hub), tmp_path)
    (tmp_path / "feed.atom").unlink()
    with pytest.raises(PublishError, match="cannot be read"):
        announced(of(hub), tmp_path)
