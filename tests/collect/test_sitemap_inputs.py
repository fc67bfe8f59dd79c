"""News sitemaps: feeds that name articles and hold none of them; and lists of feeds as they are written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from collect_helpers import NOW, XML, capture_of, failure

from sitrep.cli import cli
from sitrep.collect import feed, listed, outlines
from sitrep.pipeline import open_pipeline
from sitrep.records import Watched

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://daily.example/a/1</loc><lastmod>2024-03-12T11:00:00Z</lastmod><news:news>
<news:publication><news:name>Daily</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-12T10:15:00+05:00</news:publication_date><news:title>Bridge &amp; road open</news:title></news:news></url>
<url><loc>https://daily.example/about</loc></url>
<url><loc>https://daily.example/a/2</loc><news:news><news:title>Road shut</news:title></news:news></url>
</urlset>"""


def test_a_news_sitemap_is_a_feed_of_addresses_titles_and_dates():
    body = NEWS.encode()
    found = feed(capture_of(body, XML), body)
    assert found["feed"] == {"title": "Daily", "url": None, "kind": "sitemap"}
    first, second = found["entries"]
    assert (first["url"], first["title"], first["published"], first["updated"]) == (
        "https://daily.example/a/1",
        "Bridge & road open",
        "2024-03-12T10:15:00+05:00",
        "2024-03-12T11:00:00Z",
    )
    assert (second["url"], second["published"], second["content"]) == ("https://daily.example/a/2", None, None)


def test_the_program_prints_its_entries(tmp_path):
    path = tmp_path / "news.xml"
    path.write_text(NEWS)
    done = CliRunner().invoke(cli, ["feed", str(path), "--json"])
    assert done.exit_code == 0
    assert [entry["title"] for entry in json.loads(done.stdout)["entries"]] == ["Bridge & road open", "Road shut"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (NEWS, "names 2 articles and holds no texts (a news sitemap)"),
        (NEWS.replace("news:", "other:").replace("xmlns:news", "xmlns:other"), "names 2 articles and holds no texts (a news sitemap)"),
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x</loc></url></urlset>',
            "is a sitemap without news, not a feed",
        ),
        ("<sitemapindex><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>", "is a list of sitemaps, not a feed"),
    ],
)
def test_as_an_input_it_says_that_it_holds_no_texts(body, reason):
    assert failure(body, XML).reason == reason


ADDRESSES = ["https://a.example/feed?x=1&y=<2>", 'https://b.example/"quoted"', "https://c.example/é"]


def test_a_list_of_feeds_is_read_as_it_was_written():
    body = outlines(ADDRESSES, made=NOW).encode()
    assert [one["url"] for one in listed(capture_of(body, "text/x-opml"), body) or ()] == ADDRESSES


def watched(folder: Path) -> str:
    with open_pipeline(folder / "a.db", now=NOW) as pipeline:
        pipeline.store.put_watched([Watched(address=address, since=NOW, due=NOW, interval=300) for address in ADDRESSES])
    return str(folder / "a.db")


def test_what_is_watched_is_written_as_a_list_and_never_over_a_file(tmp_path):
    db, target = watched(tmp_path), tmp_path / "out.opml"
    done = CliRunner().invoke(cli, ["check", "--db", db, "--opml", str(target)])
    assert (done.exit_code, done.stdout) == (0, f"3 addresses written to {target}\n")
    listing = CliRunner().invoke(cli, ["feed", str(target), "--json"])
    assert sorted(one["url"] for one in json.loads(listing.stdout)["feeds"]) == sorted(ADDRESSES)
    before = target.read_bytes()
    again = CliRunner().invoke(cli, ["check", "--db", db, "--opml", str(target)])
    assert again.exit_code != 0
    assert "is there already" in str(again.exception)
    assert target.read_bytes() == before
    shown = CliRunner().invoke(cli, ["check", "--db", db, "--opml", "-", "--now", "2026-01-02"])
    assert shown.stdout.startswith("<?xml")


def test_nothing_watched_and_no_place_to_write_are_said(tmp_path):
    with open_pipeline(tmp_path / "b.db", now=NOW):
        pass
    empty = CliRunner().invoke(cli, ["check", "--db", str(tmp_path / "b.db"), "--opml", "-"])
    assert "no address is watched" in str(empty.exception)
    nowhere = CliRunner().invoke(cli, ["check", "--db", watched(tmp_path), "--opml", str(tmp_path / "none" / "x.opml")])
    assert nowhere.exit_code != 0
    assert "cannot be written" in str(nowhere.exception)
