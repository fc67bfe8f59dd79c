"""Sitemaps (sitemaps.org, protocol 0.9): every page that may be found, once, with the date of its reports, within the bounds of a file."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from sitrep.publish import Site, crawlers, site

BASE = "https://example.org/sitrep/"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def rows(body, tag="url"):
    root = ElementTree.fromstring(body)
    assert [child.tag for child in root] == [NS + tag] * len(root)
    return {child.find(f"{NS}loc").text: child.findtext(f"{NS}lastmod") for child in root}


def files_of(pages, changed=None, most=3, **options):
    return dict(crawlers.crawler_files(pages, changed or {}, Site(**{"base_url": BASE, **options}), most=most))


def test_the_sitemap_has_every_page_that_may_be_found(built):
    listed = rows(built["sitemap.xml"])
    pages = {path for path, content in built.items() if path.endswith(".html") and b'content="noindex"' not in content}
    assert set(listed) == {BASE + ("" if path == "index.html" else path) for path in pages}
    assert not [address for address in listed if "/document/" in address]
    assert {BASE, f"{BASE}feeds.html", f"{BASE}incident/inc-1111111111111111.html"} <= set(listed)


def test_dates_are_those_of_the_reports(built):
    listed = rows(built["sitemap.xml"])
    assert all(MOMENT.fullmatch(date) for date in listed.values() if date)
    assert listed[f"{BASE}incident/inc-1111111111111111.html"] == "2010-10-07T04:00:00Z"
    assert listed[f"{BASE}about.html"] is None


def test_pages_that_others_add_are_in_it(picture, monkeypatch):
    from sitrep.publish import build

    def more(*arguments):
        yield "assessment/a-1.html", b"<!doctype html><title>An assessment</title>"
        yield "assessment/a-2.html", b'<!doctype html><meta name="robots" content="noindex"><title>Kept out</title>'

    monkeypatch.setattr(build, "_about", more)
    found = dict(site(picture.report, picture.readings, options=Site(base_url=BASE)))
    listed = rows(found["sitemap.xml"])
    assert f"{BASE}assessment/a-1.html" in listed
    assert f"{BASE}assessment/a-2.html" not in listed


def test_beyond_the_bound_there_is_an_index_of_sitemaps():
    pages = [f"p{number}.html" for number in range(7)]
    changed = {"p0.html": datetime(2024, 1, 1, tzinfo=UTC), "p2.html": datetime(2024, 2, 1, tzinfo=UTC)}
    found = files_of(pages, changed)
    index = rows(found["sitemap.xml"], "sitemap")
    assert index == {
        f"{BASE}sitemap-1.xml": "2024-02-01T00:00:00Z",
        f"{BASE}sitemap-2.xml": None,
        f"{BASE}sitemap-3.xml": None,
    }
    parts = [rows(found[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [3, 3, 1]
    assert sorted(address for part in parts for address in part) == [f"{BASE}{page}" for page in pages]
    assert "sitemap-4.xml" not in found
    assert f"Sitemap: {BASE}sitemap.xml" in found["robots.txt"].decode()


@pytest.mark.parametrize(("many", "parts"), [(0, 1), (1, 1), (50_000, 1), (50_001, 2)])
def test_the_protocols_bound_is_kept(many, parts):
    found = files_of([f"{number}.html" for number in range(many)], most=crawlers.MOST_ADDRESSES)
    made = [path for path in found if path.endswith(".xml")]
    assert len(made) == (parts if parts == 1 else parts + 1)
    assert sum(found[path].count(b"<url>") for path in made) == many
    assert max(found[path].count(b"<url>") for path in made) <= 50_000


def test_a_file_keeps_the_bound_in_bytes(monkeypatch):
    monkeypatch.setattr(crawlers, "_MOST_BYTES", 2_000)
    found = files_of([f"{'&' * 40}{number}.html" for number in range(30)], most=1_000)
    made = [path for path in found if path.startswith("sitemap-")]
    assert len(made) > 1
    assert all(len(found[path]) < 2_200 for path in made)
    assert sum(len(rows(found[path])) for path in made) == 30


def test_without_an_address_there_is_no_sitemap(built_bare):
    assert "sitemap.xml" not in built_bare
    assert b"Sitemap" not in built_bare["robots.txt"]
