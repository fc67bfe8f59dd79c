"""The program given web addresses: what it prints, what it keeps, and that a second time doubles nothing."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from web_helpers import ARTICLE, PAGE, RSS, outlines, served


@pytest.fixture
def site():
    with served() as site:
        yield site


def run(*words, cwd, allow="127.0.0.1"):
    environment = {**os.environ, "SITREP_ALLOW_HOSTS": allow, "SITREP_PER_HOST_SECONDS": "0"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "sitrep", *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def counted(folder):
    with sqlite3.connect(folder / "sitrep.db") as database:
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("capture", "document", "failure")]


def test_collect_twice_keeps_everything_once(site, tmp_path):
    async def conditional(request):
        from aiohttp import web

        return (
            web.Response(status=304)
            if request.headers.get("If-None-Match") == '"1"'
            else web.Response(text=RSS.format(""), headers={"ETag": '"1"'})
        )

    site.routes["/feed"] = conditional
    site.routes["/page"] = (200, {"Content-Type": "text/html"}, PAGE.format(""))
    words = ["collect", site("/feed"), site("/page"), site("/gone"), "--now", "2026-01-02"]
    first = run(*words, cwd=tmp_path)
    assert first.stdout == "collect  3 documents, 1 failed\n"
    assert first.stderr == f"sitrep: {site('/gone')}: is not there (status 404)\n"
    assert first.returncode == 1
    assert counted(tmp_path) == [2, 3, 1]
    again = run(*words, cwd=tmp_path)
    assert again.stdout == "collect  1 document, 1 known already, 1 address unchanged, 1 failed\n"
    assert counted(tmp_path) == [2, 3, 1]
    site.routes["/gone"] = (200, {"Content-Type": "text/html"}, PAGE.format("").replace("Nowshera", "Mardan"))
    third = run(*words, "--outlet", "Daily", cwd=tmp_path)
    assert third.returncode == 0, third.stderr
    assert "unchanged" not in third.stdout
    assert counted(tmp_path)[2] == 0


def test_a_list_of_feeds_is_followed_though_it_did_not_change(site, tmp_path):
    async def feeds(request):
        from aiohttp import web

        text = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{site("/feed")}"/></body></opml>'
        same = request.headers.get("If-None-Match") == '"1"'
        return web.Response(status=304) if same else web.Response(text=text, headers={"ETag": '"1"', "Content-Type": "text/x-opml"})

    site.routes["/list.opml"] = feeds
    site.routes["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(""))
    words = ["collect", site("/list.opml"), "--now", "2026-01-02"]
    first = run(*words, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    before = site.paths().count("/feed")
    again = run(*words, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert site.paths().count("/feed") == before + 1


def test_what_could_not_be_read_is_asked_for_again(site, tmp_path):
    async def empty(request):
        from aiohttp import web

        same = request.headers.get("If-None-Match") == '"1"'
        return (
            web.Response(status=304) if same else web.Response(text="<html></html>", headers={"ETag": '"1"', "Content-Type": "text/html"})
        )

    site.routes["/empty"] = empty
    for _ in range(2):
        done = run("collect", site("/empty"), "--now", "2026-01-02", cwd=tmp_path)
        assert done.returncode == 1, done.stdout
        assert counted(tmp_path)[2] == 1


def test_rebuilt_from_evidence_it_is_the_same(site, tmp_path):
    site.routes["/feed"] = (200, {}, RSS.format(""))
    site.routes["/list"] = (200, {}, outlines(site("/feed")))
    assert run("collect", site("/list"), cwd=tmp_path).returncode == 0

    def ids():
        with sqlite3.connect(tmp_path / "sitrep.db") as database:
            return database.execute("SELECT id, key FROM document ORDER BY id").fetchall()

    before = ids()
    assert len(before) == 2
    done = run("rebuild", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ids() == before


def test_run_goes_from_an_address_to_a_site(site, tmp_path):
    site.routes["/feed"] = (200, {}, RSS.format(""))
    done = run("run", site("/feed"), "--out", "site", "--now", "2026-01-02", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "collect  2 documents"
    assert (tmp_path / "site" / "index.html").exists()


def test_extract_and_read(site, tmp_path):
    site.routes["/page"] = (200, {"Content-Type": "text/html"}, PAGE.format(""))
    done = run("extract", site("/page"), "--json", cwd=tmp_path)
    [line] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (line["key"], line["document"]["url"]) == (site("/page"), site("/page"))
    assert line["document"]["text"].startswith(ARTICLE)
    done = run("read", site("/page"), "--json", "--reader", "rules", cwd=tmp_path)
    assert json.loads(done.stdout)["statements"][0]["attribution"][0]["source"]["text"] == "The ministry"
    assert not (tmp_path / "sitrep.db").exists()


def test_feed_prints_entries_or_the_feeds_that_a_page_names(site, tmp_path):
    site.routes["/feed"] = (200, {}, RSS.format(""))
    site.routes["/"] = (
        200,
        {"Content-Type": "text/html"},
        PAGE.format('<link rel="alternate" type="application/rss+xml" title="All" href="/feed">'),
    )
    site.routes["/bare"] = (200, {"Content-Type": "text/html"}, PAGE.format(""))
    done = run("feed", site("/feed"), site("/"), "--json", cwd=tmp_path)
    entries, feeds = (json.loads(line) for line in done.stdout.splitlines())
    assert [entry["id"] for entry in entries["entries"]] == ["a1", "a2"]
    assert feeds == {"feeds": [{"url": site("/feed"), "title": "All", "kind": "rss"}]}
    assert run("feed", site("/"), cwd=tmp_path).stdout == f"{site('/feed')}  All\n"
    bare = run("feed", site("/bare"), cwd=tmp_path)
    assert (bare.returncode, bare.stderr) == (1, f"sitrep: {site('/bare')}: names no feed\n")
    (tmp_path / "papers.opml").write_text(outlines(site("/feed")))
    assert run("feed", "papers.opml", cwd=tmp_path).stdout == f"{site('/feed')}  Feed\n"


def test_nothing_private_is_fetched_unless_the_settings_allow_it(site, tmp_path):
    site.routes["/page"] = (200, {"Content-Type": "text/html"}, PAGE.format(""))
    done = run("extract", site("/page"), cwd=tmp_path, allow="")
    assert done.returncode == 1
    assert (
        done.stderr
        == f"sitrep: {site('/page')}: leads to 127.0.0.1 (127.0.0.1), which is not a public address (allow_hosts can allow it)\n"
    )
    assert site.asked == []
    (tmp_path / "sitrep.toml").write_text('user_agent = "Desk/2 (desk@example.org)"\nallow_hosts = "10.0.0.0/8, 127.0.0.1"\n')
    environment = {name: value for name, value in os.environ.items() if name != "SITREP_ALLOW_HOSTS"}
    words = [sys.executable, "-m", "sitrep", "extract", site("/page")]
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert ARTICLE in done.stdout.replace("\n", " ")
    assert site.asked[-1].headers["User-Agent"] == "Desk/2 (desk@example.org)"


def test_the_client_is_not_imported_for_files(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    script = (
        "import sys; from sitrep.cli import cli; cli.main(['extract', 'a.txt'], standalone_mode=False); print('aiohttp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")
