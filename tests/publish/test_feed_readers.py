"""What readers make of our feeds: feedparser, fastfeedparser and SitRep's own, all of them and all the same."""

import json
import subprocess
import sys

import pytest

from sitrep.publish import Site, feeds, is_feed

BASE = "https://example.org/sitrep/"


@pytest.fixture(scope="module")
def folder(picture, tmp_path_factory):
    made = tmp_path_factory.mktemp("feeds")
    for path, content in feeds(picture.report, picture.readings, options=Site(base_url=BASE, hub="https://hub.example/")):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


def paths(folder, ending):
    found = sorted(str(one.relative_to(folder)) for one in folder.rglob(f"*.{ending}"))
    return [path for path in found if is_feed(path)]


@pytest.mark.filterwarnings("default")
def test_feedparser_takes_every_feed_without_a_fault(folder):
    import fastfeedparser
    import feedparser

    for path in paths(folder, "atom"):
        seen = []
        for body in ((folder / path).read_bytes(), (folder / path).with_suffix(".rss").read_bytes()):
            parsed = feedparser.parse(body)
            assert parsed.bozo == 0, (path, parsed.get("bozo_exception"))
            assert {link.rel for link in parsed.feed.links} >= {"self", "hub"}
            seen.append([(entry.id, entry.title, entry.link) for entry in parsed.entries])
            if parsed.entries:
                seen.append([(entry.id, entry.title, entry.link) for entry in fastfeedparser.parse(body).entries])
        assert all(one == seen[0] for one in seen), path


def test_our_own_reader_gives_back_what_was_written(folder, picture):
    """`sitrep feed FILE... --json`: titles, links, ids and dates come round in each format."""
    names = [path for ending in ("atom", "rss", "json") for path in paths(folder, ending)]
    command = [sys.executable, "-m", "sitrep", "feed", "--json", *(str(folder / name) for name in names)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    read = dict(zip(names, map(json.loads, done.stdout.splitlines()), strict=True))
    for name in paths(folder, "json"):
        written = json.loads((folder / name).read_text())
        for ending, kind in (("atom", "atom"), ("rss", "rss"), ("json", "json")):
            found = read[name.removesuffix("json") + ending]
            assert found["feed"] == {"title": written["title"], "url": written["home_page_url"], "kind": kind}
            assert [one["id"] for one in found["entries"]] == [one["id"] for one in written["items"]]
            assert [one["url"] for one in found["entries"]] == [one["url"] for one in written["items"]]
            assert [one["title"] for one in found["entries"]] == [one["title"] for one in written["items"]]
            for one, item in zip(found["entries"], written["items"], strict=True):
                if "date_published" in item:
                    assert one["published"].replace("+00:00", "Z") == item["date_published"], (name, ending)
                if ending != "rss" and "date_modified" in item:
                    assert one["updated"].replace("+00:00", "Z") == item["date_modified"], (name, ending)
                assert item["content_html"] in (one["content"], one["summary"])
