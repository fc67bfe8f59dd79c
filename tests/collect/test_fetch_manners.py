"""How servers are asked: who asks, robots.txt, pace, waiting when told to, redirects, and not twice for what has not changed."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from aiohttp import web
from web_helpers import HERE, failed, fetch_all, got, refused, served

from sitrep.collect.fetch import Fetched
from sitrep.collect.fetch.pace import Pace, seconds_to_wait
from sitrep.collect.web import USER_AGENT
from sitrep.errors import CollectError
from sitrep.records import Failure, Response


@pytest.fixture
def site():
    with served() as site:
        site.routes["/"] = (200, {}, "hello")
        yield site


def test_requests_say_who_asks_and_carry_nothing_else(site):
    got(site("/"))
    for request in site.asked:
        assert request.headers["User-Agent"] == USER_AGENT
        assert set(request.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
    got(site("/"), user_agent="desk@example.org")
    assert site.asked[-1].headers["User-Agent"] == "desk@example.org"


def test_cookies_are_not_kept_and_a_wall_of_them_is_a_circle(site):
    site.routes["/wall"] = (302, {"Location": "/wall", "Set-Cookie": "seen=1"}, "")
    site.routes["/"] = (200, {"Set-Cookie": "seen=1"}, "hello")
    assert refused(site("/wall")) == "redirects in a circle"
    for item in fetch_all(site("/"), site("/?2")):
        item.body.close()
    assert not any("Cookie" in request.headers for request in site.asked)


# robots.txt


def test_robots_txt_forbids(site):
    site.routes["/robots.txt"] = (200, {}, "User-agent: *\nDisallow: /private\nAllow: /private/but\nDisallow: /*.pdf$\n")
    forbidden = "may not be fetched: the site's robots.txt forbids it"
    assert failed(site("/private/x")) == Failure(subject=site("/private/x"), reason=forbidden)
    assert refused(site("/a/b.pdf")) == forbidden
    assert site.paths() == []
    assert refused(site("/private/but/this")) == "is not there (status 404)"
    assert got(site("/")) == b"hello"


def test_robots_txt_may_speak_of_sitrep(site):
    site.routes["/robots.txt"] = (200, {}, "User-agent: sitrep\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert "robots.txt forbids it" in refused(site("/"))
    assert got(site("/"), user_agent="Other/1") == b"hello"


def test_robots_txt_is_asked_for_once_a_site(site):
    for item in fetch_all(*(site(f"/?{number}") for number in range(20))):
        item.body.close()
    assert [request.path for request in site.asked].count("/robots.txt") == 1


def test_robots_txt_holds_for_the_target_of_a_redirect(site):
    site.routes["/robots.txt"] = (200, {}, "User-agent: *\nDisallow: /private\n")
    site.routes["/go"] = (302, {"Location": "/private"}, "")
    assert "robots.txt forbids it" in refused(site("/go"))
    assert site.paths() == ["/go"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows(site, status):
    site.routes["/robots.txt"] = (status, {}, "User-agent: *\nDisallow: /\n")
    assert got(site("/")) == b"hello"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_cannot_say_what_is_allowed_is_left_alone_for_now(site, status):
    site.routes["/robots.txt"] = (status, {}, "")
    failure = failed(site("/"))
    assert failure.reason == f"has a site whose robots.txt cannot be had now (status {status})"
    assert failure.retry
    assert site.paths() == []


def test_robots_txt_behind_redirects_is_read_and_a_circle_of_them_allows(site):
    site.routes["/robots.txt"] = (301, {"Location": "/other.txt"}, "")
    site.routes["/other.txt"] = (200, {}, "User-agent: *\nDisallow: /\n")
    assert "robots.txt forbids it" in refused(site("/"))
    site.routes["/other.txt"] = (301, {"Location": "/robots.txt"}, "")
    assert got(site("/")) == b"hello"


def test_a_robots_txt_that_never_ends_is_read_as_far_as_it_counts(site):
    async def endless(request):
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"User-agent: *\nDisallow: /private\n")
        while True:
            await response.write(b"# " + b"x" * 65_000 + b"\n")

    site.routes["/robots.txt"] = endless
    assert got(site("/")) == b"hello"
    assert "robots.txt forbids it" in refused(site("/private"))


def test_a_robots_txt_that_hangs_costs_its_site_alone_and_once(site):
    async def hang(request):
        await asyncio.sleep(60)

    site.routes["/robots.txt"] = hang
    items = fetch_all(site("/"), site("/?2"), site("/?3"), timeout=2)
    assert [item.reason for item in items] == ["took longer than 1 seconds"] * 3
    assert [request.path for request in site.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00binary\x00" * 100, b"<html>not found</html>", b"", b"Disallow", "\ufeffUser-agent: *\nDisallow: /no\n".encode()]
)
def test_a_robots_txt_that_is_none_allows(site, body):
    site.routes["/robots.txt"] = (200, {}, body)
    assert got(site("/")) == b"hello"


# Pace


def test_one_host_is_asked_once_at_a_time_with_a_pause_between(site):
    times, running = [], []

    async def slow(request):
        times.append(time.monotonic())
        running.append(1)
        assert len(running) == 1
        await asyncio.sleep(0.05)
        running.pop()
        return web.Response(text="hello")

    site.routes["/slow"] = slow
    items = fetch_all(*(site(f"/slow?{number}") for number in range(4)), per_host=0.2)
    assert all(isinstance(item, Fetched) for item in items)
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))
    assert site.paths() == [f"/slow?{number}" for number in range(4)]
    for item in items:
        item.body.close()


def test_many_hosts_are_asked_at_once(site):
    here, most = set(), []

    async def slow(request):
        here.add(request.host)
        most.append(len(here))
        await asyncio.sleep(0.3)
        here.discard(request.host)
        return web.Response(text=request.host)

    site.routes["/slow"] = slow
    names = {f"h{number}.example": [HERE] for number in range(20)}
    items = fetch_all(*(f"http://{name}:{site.port}/slow" for name in names), names=names)
    assert max(most) > 1
    assert [item.body.read().decode().split(":")[0] for item in items] == list(names)
    for item in items:
        item.body.close()


def test_a_crawl_delay_is_kept(site):
    site.routes["/robots.txt"] = (200, {}, "User-agent: *\nCrawl-delay: 0.3\n")
    begun = time.monotonic()
    for item in fetch_all(site("/"), site("/?2"), site("/?3")):
        item.body.close()
    assert time.monotonic() - begun >= 0.6


def test_a_crawl_delay_beyond_reason_is_cut():
    pace = Pace(1, 60)
    pace.slow_down("h", 1e9)
    assert pace._hosts["h"].pause == 60


# Asking again


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(site, status):
    site.routes["/"] = [(status, {}, ""), (status, {"Retry-After": "0"}, ""), (200, {}, "hello")]
    assert got(site("/")) == b"hello"
    assert len(site.paths()) == 3


def test_a_server_that_stays_busy_is_a_failure_that_may_be_retried(site):
    site.routes["/"] = (503, {}, "")
    assert failed(site("/")) == Failure(subject=site("/"), reason="has a server that fails (status 503)", retry=True)
    assert len(site.paths()) == 3
    site.routes["/busy"] = (429, {}, "")
    assert failed(site("/busy"), attempts=1) == Failure(subject=site("/busy"), reason="was asked for too often (status 429)", retry=True)


def test_retry_after_is_kept_for_the_whole_host(site):
    site.routes["/busy"] = [(429, {"Retry-After": "1"}, ""), (200, {}, "now")]
    begun = time.monotonic()
    first, second = fetch_all(site("/busy"), site("/"))
    assert (first.body.read(), second.body.read()) == (b"now", b"hello")
    assert time.monotonic() - begun >= 1
    assert site.paths()[0] == "/busy"
    first.body.close()
    second.body.close()


def test_a_server_that_wants_a_long_pause_is_left_alone(site):
    site.routes["/busy"] = (429, {"Retry-After": "3600"}, "")
    begun = time.monotonic()
    items = fetch_all(site("/busy"), site("/"), site("/?2"))
    assert [item.reason for item in items] == ["asks to wait 3,600 seconds"] * 3
    assert all(item.retry for item in items)
    assert site.paths() == ["/busy"]
    assert time.monotonic() - begun < 30


def test_what_a_retry_after_says():
    now = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert seconds_to_wait(format_datetime(now + timedelta(seconds=90)), now) == 90
    assert seconds_to_wait(format_datetime(now - timedelta(seconds=90)), now) == 0
    assert seconds_to_wait("Fri, 02 Jan 2026 03:05:00 -0000", now) == 60
    assert [seconds_to_wait(given) for given in ("7", " 7 ", None, "", "soon", "-5", "1e9", "9" * 40)] == [7, 7, *[None] * 6]


@pytest.mark.parametrize("moment", ["Fri, 01 Jan 2021 00:00:00 +99999999999999999999", "Fri, 01 Jan 20210000000000000000000 00:00:00 GMT"])
def test_a_retry_after_beyond_all_calendars_says_nothing(moment):
    assert seconds_to_wait(moment) is None


def test_a_host_name_that_cannot_be_written_stops_no_other(site):
    site.routes["/away"] = (302, {"Location": "http://xn--/"}, "")
    bad, good = fetch_all(site("/away"), site("/"))
    assert isinstance(bad, Failure)
    assert good.body.read() == b"hello"
    good.body.close()


def test_back_off_doubles_with_chance_in_it(site):
    from sitrep.collect.fetch.fetcher import Fetcher
    from sitrep.collect.web import Fetching

    for chance, waits in ((0.0, [0.5, 1, 2]), (0.999, [1.499, 2.998, 5.996])):
        fetcher = Fetcher(Fetching(), client=None, chance=lambda chance=chance: chance)
        assert [fetcher._back_off(attempt) for attempt in (1, 2, 3)] == pytest.approx(waits)
    assert Fetcher(Fetching(), client=None)._back_off(50) == 60


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_known(site, status):
    site.routes["/old"] = (status, {"Location": "new?x=1#part"}, "")
    site.routes["/new"] = (200, {"Content-Type": "text/html", "ETag": '"1"', "Last-Modified": "yesterday"}, "here")
    [item] = fetch_all(site("/old"))
    assert (item.response.status, item.response.address, item.response.etag) == (200, site("/new?x=1"), '"1"')
    assert (item.response.content_type, item.response.last_modified) == ("text/html", "yesterday")
    item.body.close()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "redirects to what is not an http or https address (file)"),
        ("ftp://example.org/", "redirects to what is not an http or https address (ftp)"),
        ("gopher://127.0.0.1:70/_x", "redirects to what is not an http or https address (gopher)"),
        ("javascript:alert(1)", "redirects to what is not an http or https address (javascript)"),
        ("data:text/html,x", "redirects to what is not an http or https address (data)"),
        ("https://", "redirects to what is an address without a host"),
        ("http://", "redirects in a circle"),
        ("http://user:secret@example.org/", "redirects to what names a user or a password, which are not sent"),
        ("http://[::1", "redirects to what is not an address"),
        ("http://example.org:port/", "redirects to what is not an address (Port could not be cast to integer value as 'port')"),
        ("/a b", "redirects to what is not an address: it holds a blank or a control character"),
        ("", "redirects without saying where to"),
        (None, "redirects without saying where to"),
        ("/go", "redirects in a circle"),
        ("/go#part", "redirects in a circle"),
    ],
)
def test_redirects_that_are_not_followed(site, target, reason):
    site.routes["/go"] = (302, {} if target is None else {"Location": target}, "")
    assert refused(site("/go")) == reason


def test_a_longer_circle_and_a_chain_without_end(site):
    site.routes["/a"] = (302, {"Location": "/b"}, "")
    site.routes["/b"] = (302, {"Location": "/a"}, "")
    assert refused(site("/a")) == "redirects in a circle"

    async def further(request):
        return web.Response(status=302, headers={"Location": f"/n?{int(request.query_string or 0) + 1}"})

    site.routes["/n"] = further
    assert refused(site("/n")) == "redirects more than 5 times"
    assert refused(site("/n"), max_redirects=0) == "redirects more than 0 times"


# What else servers say


@pytest.mark.parametrize(
    ("status", "reason", "retry"),
    [
        (404, "is not there (status 404)", False),
        (410, "is gone for good (status 410)", False),
        (401, "is refused by its server (status 401)", False),
        (403, "is refused by its server (status 403)", False),
        (400, "is answered with status 400, not with a page or feed", False),
        (204, "is answered with status 204, not with a page or feed", False),
        (206, "is answered with status 206, not with a page or feed", False),
        (304, "is answered with status 304, not with a page or feed", False),
        (501, "has a server that fails (status 501)", True),
    ],
)
def test_answers_that_are_failures(site, status, reason, retry):
    site.routes["/x"] = (status, {}, "")
    refused = status if status in (401, 403, 404, 410) else None
    assert failed(site("/x")) == Failure(subject=site("/x"), reason=reason, retry=retry, status=refused)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://", "is an address without a host"),
        ("https:///path", "is an address without a host"),
        ("http://user:word@example.org/", "names a user or a password, which are not sent"),
        ("http://example.org:99999/", "is not an address (Port out of range 0-65535)"),
        ("http://[::1/", "is not an address (Invalid IPv6 URL)"),
        ("http://a b/", "is not an address: it holds a blank or a control character"),
        ("http://exa\nmple.org/", None),
        ("http://xn--/", None),
        ("http://xn--a/feed", None),
        ("http://;\\/x", None),
    ],
)
def test_what_is_no_address(address, reason):
    [item] = fetch_all(address)
    assert reason is None or item.reason == reason
    assert isinstance(item, Failure)


def test_an_unknown_host_is_said_and_may_be_retried():
    failure = failed("http://nobody.example/", names={"other.example": [HERE]})
    assert failure.reason == "has a host that is not known (nobody.example)"
    assert failure.retry


# What has not changed


def response(address, **more):
    return Response(status=200, address=address, fetched=datetime(2026, 1, 1, tzinfo=UTC), **more)


def test_what_is_known_is_asked_for_by_its_marks(site):
    async def conditional(request):
        same = request.headers.get("If-None-Match") == '"1"' and request.headers.get("If-Modified-Since") == "Thu, 01 Jan 2026 00:00:00 GMT"
        return web.Response(status=304) if same else web.Response(text="new")

    site.routes["/feed"] = conditional
    known = response(site("/feed"), etag='"1"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")
    [item] = fetch_all(site("/feed"), known=lambda address: known)
    assert (item.response.status, item.body) == (304, None)
    assert got(site("/feed"), known=lambda address: response(address, etag='"0"')) == b"new"
    assert got(site("/feed"), known=lambda address: None) == b"new"


def test_marks_are_sent_to_the_address_that_gave_them_alone(site):
    site.routes["/old"] = (302, {"Location": "/new"}, "")
    site.routes["/new"] = (200, {}, "new")
    got(site("/old"), known=lambda address: response(site("/new"), etag='"1"'))
    got(site("/old"), known=lambda address: response(site("/old"), etag='"2"'))
    marks = [(request.path, request.headers.get("If-None-Match")) for request in site.asked if request.path != "/robots.txt"]
    assert marks == [("/old", None), ("/new", '"1"'), ("/old", '"2"'), ("/new", None)]


def test_a_mark_cannot_bring_a_header_of_its_own(site):
    known = response(site("/"), etag='"1"\r\nX-Other: 1', last_modified="x\r\n\r\nGET / HTTP/1.1")
    [item] = fetch_all(site("/"), known=lambda address: known)
    assert not any("X-Other" in request.headers for request in site.asked)
    if isinstance(item, Fetched):
        item.body.close()


# Order, and giving up


def test_one_broken_address_stops_no_other(site):
    items = fetch_all(site("/"), "http://10.0.0.1/", site("/none"), "http://", site("/?2"))
    assert [isinstance(item, Fetched) for item in items] == [True, False, False, False, True]
    for item in (items[0], items[-1]):
        item.body.close()


def test_more_addresses_than_are_worked_on_at_once_come_in_order(site):
    async def slow(request):
        await asyncio.sleep(0.1 if int(request.query_string) % 3 == 0 else 0)
        return web.Response(text=request.query_string)

    site.routes["/n"] = slow
    names = {f"h{number}.example": [HERE] for number in range(30)}
    items = fetch_all(*(f"http://h{number}.example:{site.port}/n?{number}" for number in range(30)), names=names, at_once=4)
    assert [int(item.body.read()) for item in items] == list(range(30))
    for item in items:
        item.body.close()


def test_who_stops_early_leaves_nothing_running(site):
    from web_helpers import settings

    from sitrep.collect.fetch import Fetches

    async def hang(request):
        await asyncio.sleep(60)

    site.routes["/hang"] = hang
    begun = time.monotonic()
    with Fetches(settings(), max_bytes=1000) as fetches:
        stream = fetches.in_order([site("/"), site("/?2"), site("/hang")])
        _, item = next(stream)
        item.body.close()
    assert time.monotonic() - begun < 30
    assert not fetches._thread.is_alive()


def test_a_body_that_came_when_its_request_was_given_up_is_closed(site, monkeypatch):
    """Wherever the request was then: the moment of giving up moves through all that happens to an answer."""
    from web_helpers import settings

    from sitrep.collect.fetch import Fetches, client

    made, kind = [], client.tempfile.SpooledTemporaryFile
    monkeypatch.setattr(client.tempfile, "SpooledTemporaryFile", lambda **how: made.append(kind(**how)) or made[-1])
    site.routes["/b"] = (200, {}, "Words.")
    for step in range(60):
        with Fetches(settings(), max_bytes=1000) as fetches:
            stream = fetches.in_order([site("/b"), site("/b?2"), site("/b?3")])
            _, item = next(stream)
            item.body.close()
            time.sleep(step % 30 / 10_000)
        assert all(body.closed for body in made)
    assert len(made) > 60


def test_a_turn_waits_no_longer_than_the_longest_pause():
    async def asked():
        pace = Pace(0, 60)
        pace.hold("h", 61)
        async with pace.turn("h", "subject"):
            pass

    with pytest.raises(CollectError, match="asks to wait 61 seconds"):
        asyncio.run(asked())
