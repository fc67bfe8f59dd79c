"""Addresses as inputs: pages and feeds become documents as from files, lists of feeds are followed, kinds are told by content."""

import gzip
from datetime import UTC, datetime

import pytest
from web_helpers import ARTICLE, PAGE, RSS, outlines, served, settings

from sitrep.collect import Limits, Unchanged, collect, feed, listed, receive
from sitrep.records import Capture, Document, Failure, Response

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def site():
    with served() as site:
        yield site


def collected(*inputs, known=None, limits=None, **more):
    return list(collect(inputs, received=NOW, limits=limits or Limits(), fetching=settings(), known=known, **more))


def documents(*inputs, **more):
    found = []
    for item in collected(*inputs, **more):
        found += item[2] if isinstance(item, tuple) else [item]
    return found


def one(*inputs, **more):
    [found] = documents(*inputs, **more)
    assert isinstance(found, Document), found
    return found


def reason(*inputs, **more):
    [found] = documents(*inputs, **more)
    assert isinstance(found, Failure), found
    return found.reason


# Pages


def test_a_page_becomes_a_document_of_its_final_address(site):
    site.routes["/old"] = (301, {"Location": "/page?x=1"}, "")
    site.routes["/page"] = (200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"1"'}, PAGE.format(""))
    [(capture, body, [document])] = collected(site("/old"))
    assert (document.key, document.url, document.title) == (site("/old"), site("/page?x=1"), "Bridge open")
    assert document.text.startswith(ARTICLE)
    assert document.outlet == "127.0.0.1"
    assert (capture.location, capture.key, capture.media_type, capture.received) == (site("/old"), site("/old"), "text/html", NOW)
    assert (capture.response.address, capture.response.status, capture.response.etag) == (site("/page?x=1"), 200, '"1"')
    assert body == PAGE.format("").encode()


@pytest.mark.parametrize("link", ['<link rel="canonical" href="/true">', '<base href="/x/"><meta property="og:url" content="/true">'])
def test_the_address_that_a_page_gives_as_its_own_is_made_whole(site, link):
    site.routes["/page"] = (200, {"Content-Type": "text/html"}, PAGE.format(link))
    assert one(site("/page")).url == site("/true")


def test_a_page_is_the_same_document_as_the_file_of_its_bytes(site, tmp_path):
    page = PAGE.format('<link rel="canonical" href="https://daily.example/a/1"><meta property="og:site_name" content="Daily">')
    (tmp_path / "page.html").write_text(page)
    site.routes["/page"] = (200, {"Content-Type": "text/html"}, page)
    from_file, from_web = one(str(tmp_path / "page.html")), one(site("/page"))
    assert (from_web.id, from_web.article) == (from_file.id, from_file.article)


@pytest.mark.parametrize(
    ("header", "meta", "encoding"),
    [
        ("text/html; charset=windows-1251", "", "utf-8"),
        ("text/html; charset=utf-8", "", "windows-1251"),
        ("text/html; charset=windows-1251", "", "windows-1251"),
        ('text/html; charset="iso-8859-5"', '<meta charset="windows-1251">', "windows-1251"),
        ("text/html; charset=no-such", '<meta charset="windows-1251">', "windows-1251"),
        ("text/html; charset=utf-7", '<meta charset="windows-1251">', "windows-1251"),
        ("text/html; charset=utf-16", "", "utf-8"),
        ("text/html", "", "utf-16"),
    ],
)
def test_a_charset_that_lies_does_no_harm(site, header, meta, encoding):
    text = "Министерство сообщило во вторник, что мост снова открыт после двух недель ремонта, который вели военные инженеры. " * 3
    page = PAGE.format(meta).replace(ARTICLE, text)
    site.routes["/page"] = (200, {"Content-Type": header}, page.encode(encoding, "replace"))
    assert text.strip() in one(site("/page")).text


# Kinds


@pytest.mark.parametrize(
    ("path", "header", "body", "kind"),
    [
        ("/x", "text/html", PAGE, "text/html"),
        ("/x.xml", "application/octet-stream", PAGE, "text/html"),
        ("/x.php", "text/html", RSS, "application/xml"),
        ("/x.html", "text/plain", RSS, "application/xml"),
        (
            "/x",
            "image/png",
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "text"}]}',
            "application/feed+json",
        ),
        ("/x", "text/html", "Nothing but words", "text/html"),
        ("/x", "text/plain", "<p>Words with a tag", "text/plain"),
        ("/x.txt", "text/plain; charset=utf-8", "Words", "text/plain"),
        ("/x.csv", "application/xhtml+xml", "<p>x</p>", "text/html"),
    ],
)
def test_kinds_are_told_by_content_and_then_by_what_the_server_says(site, path, header, body, kind):
    site.routes[path] = (200, {"Content-Type": header}, body)
    [(capture, _, _)] = collected(site(path))
    assert capture.media_type == kind


@pytest.mark.parametrize(
    ("header", "body", "words"),
    [
        ("text/html", "", "is empty"),
        ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text (image/png)"),
        ("application/zip", b"PK\x03\x04\0\0\0\0", "is not text (application/zip)"),
        ("text/html", b"text\0text", "is not text (text/html)"),
        ("application/pdf", b"%PDF-1.7 ...", "is a damaged PDF"),
        ("application/json", '{"error": "no such thing"}', "is no page, feed or text (application/json)"),
        ("video/mp4", "words", "is no page, feed or text (video/mp4)"),
        ("application/xml", "<urlset/>", "is a sitemap without news, not a feed"),
        ("application/rss+xml", "<rss/>", "has no entries"),
        ("text/plain", b"\xffwords", "is not UTF-8 at byte 0"),
    ],
)
def test_what_is_not_read_is_said(site, header, body, words):
    site.routes["/x"] = (200, {"Content-Type": header}, body)
    assert reason(site("/x")) == words


def test_lines_of_json_and_files_in_gzip_are_read_as_from_a_file(site):
    lines = b'{"key": "a", "text": "One."}\n\n{"key": "b", "text": "Two."}\n'
    site.routes["/week.jsonl.gz"] = (200, {"Content-Type": "application/gzip"}, gzip.compress(lines))
    site.routes["/week"] = (200, {"Content-Type": "application/x-ndjson"}, lines)
    assert [found.key for found in documents(site("/week"))] == ["a", "b"]
    assert [found.text for found in documents(site("/week.jsonl.gz"))] == ["One.", "Two."]


def test_a_bomb_in_a_compressed_file_is_stopped(site):
    site.routes["/feed.xml.gz"] = (200, {"Content-Type": "application/xml"}, gzip.compress(b"<rss>" + b" " * 10_000_000))
    assert reason(site("/feed.xml.gz"), limits=Limits(max_bytes=1_000_000)) == "is larger than 1000000 bytes"


# Feeds


def test_a_feed_gives_the_documents_of_the_file_of_its_bytes(site, tmp_path):
    text = RSS.format("<link>https://daily.example/</link>")
    (tmp_path / "feed.xml").write_text(text)
    site.routes["/feed"] = (200, {"Content-Type": "application/rss+xml"}, text)
    from_file, from_web = documents(str(tmp_path / "feed.xml")), documents(site("/feed"))
    assert [found.id for found in from_web] == [found.id for found in from_file]
    assert [found.key for found in from_web] == [site("/feed#a1"), site("/feed#a2")]
    assert [found.url for found in from_web] == ["https://daily.example/a/1", "https://daily.example/a/2"]


def test_links_of_a_feed_without_a_site_are_made_whole_by_where_it_was_found(site):
    site.routes["/old/feed"] = (301, {"Location": "/new/feed"}, "")
    site.routes["/new/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(""))
    assert [found.url for found in documents(site("/old/feed"))] == [site("/a/1"), "https://daily.example/a/2"]
    [(capture, body, _)] = collected(site("/old/feed"))
    assert feed(capture, body)["entries"][0]["url"] == site("/a/1")


# Order, and the same address more than once


def test_files_and_addresses_come_in_the_order_in_which_they_are_named(site, tmp_path):
    (tmp_path / "a.txt").write_text("A file.")
    site.routes["/b"] = (200, {"Content-Type": "text/plain"}, "A page.")
    found = documents(site("/b"), str(tmp_path / "a.txt"), site("/none"), site("/b"), "HTTP://[", site("/b#part"))
    assert [getattr(item, "key", getattr(item, "subject", "")) for item in found] == [
        site("/b"), str(tmp_path / "a.txt"), site("/none"), "HTTP://[", site("/b#part"),
    ]  # fmt: skip
    assert site.paths() == ["/b", "/none", "/b"]


def test_what_has_not_changed_is_said_and_makes_nothing(site):
    site.routes["/feed"] = (304, {}, "")
    known = Response(status=200, address=site("/feed"), fetched=NOW, etag='"1"')
    assert collected(site("/feed"), known=lambda address: known) == [Unchanged(address=site("/feed"))]


def test_a_consumer_that_stops_early_ends_the_fetching(site):
    site.routes["/b"] = (200, {"Content-Type": "text/plain"}, "A page.")
    stream = collect([site("/b"), site("/b?2"), site("/b?3")], received=NOW, limits=Limits(), fetching=settings())
    assert isinstance(next(stream), tuple)
    stream.close()


# Lists of feeds


def test_a_list_of_feeds_is_followed(site, tmp_path):
    site.routes["/feed"] = (200, {}, RSS.format(""))
    site.routes["/page"] = (200, {}, PAGE)
    site.routes["/list"] = (200, {}, outlines(site("/feed")))
    path = tmp_path / "papers.opml"
    path.write_text(
        outlines(site("/feed"), site("/none"), site("/page"), site("/list"), site("/feed"), "javascript:alert(1)", "file:///etc/passwd")
    )
    found = documents(str(path))
    assert [item.key for item in found if isinstance(item, Document)] == [site("/feed#a1"), site("/feed#a2")]
    assert [(item.subject, item.reason) for item in found if isinstance(item, Failure)] == [
        (site("/none"), "is not there (status 404)"),
        (site("/page"), "is not a feed"),
        (site("/list"), "is not a feed"),
    ]
    assert site.paths() == ["/feed", "/none", "/page", "/list"]


def test_a_list_of_feeds_may_itself_be_fetched(site):
    site.routes["/feed"] = (200, {}, RSS.format(""))
    site.routes["/list"] = (200, {"Content-Type": "text/x-opml"}, outlines(site("/feed")))
    assert [found.key for found in documents(site("/list"))] == [site("/feed#a1"), site("/feed#a2")]


def test_a_list_of_feeds_cannot_reach_inside(site, tmp_path):
    (tmp_path / "papers.opml").write_text(outlines("http://169.254.169.254/latest/meta-data/", "http://[::1]:1/"))
    assert ["not a public address" in found.reason for found in documents(str(tmp_path / "papers.opml"))] == [True, True]


def test_a_list_of_feeds_in_a_folder_is_not_followed(site, tmp_path):
    (tmp_path / "papers.opml").write_text(outlines(site("/feed")))
    (tmp_path / "a.txt").write_text("A file.")
    assert [found.key for found in documents(str(tmp_path))] == [str(tmp_path / "a.txt")]
    assert site.asked == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<opml><body/></opml>", "names no feed"),
        ("<opml><body>", "is not well-formed XML"),
        ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="&a;"/></opml>', "is not well-formed XML"),
        ("words", "is not well-formed XML"),
    ],
)
def test_lists_that_name_nothing(tmp_path, text, words):
    (tmp_path / "papers.opml").write_text(text)
    assert reason(str(tmp_path / "papers.opml")) == words


def test_only_so_many_feeds_of_a_list_are_fetched(site, tmp_path):
    site.routes["/feed"] = (200, {}, RSS.format(""))
    (tmp_path / "papers.opml").write_text(outlines(*(site(f"/feed?{number}") for number in range(5))))
    found = documents(str(tmp_path / "papers.opml"), limits=Limits(max_feeds=2))
    assert [item.reason for item in found if isinstance(item, Failure)] == ["names more than 2 feeds; the others were left"]
    assert site.paths() == ["/feed?0", "/feed?1"]


def test_the_feeds_that_a_page_names(site):
    links = """<base href="/in/"><link rel="alternate" type="application/rss+xml" title="All &amp; more" href="all.xml">
        <link rel="ALTERNATE feed" type="application/atom+xml; charset=utf-8" href="https://daily.example/atom">
        <link rel="alternate" type="application/feed+json" href="/json"><link rel="alternate" hreflang="de" href="/de">
        <link rel="alternate" type="application/rss+xml" href="all.xml"><link rel="alternate" type="application/rss+xml" href="javascript:1">
        <link rel="stylesheet" type="application/rss+xml" href="/style"><link rel="alternate" type="application/rss+xml">"""
    site.routes["/"] = (200, {"Content-Type": "text/html"}, PAGE.format(links))
    [(capture, body)] = receive([site("/")], received=NOW, limits=Limits(), fetching=settings(), as_named=True)
    assert isinstance(capture, Capture)
    assert listed(capture, body) == [
        {"url": site("/in/all.xml"), "title": "All & more", "kind": "rss"},
        {"url": "https://daily.example/atom", "title": None, "kind": "atom"},
        {"url": site("/json"), "title": None, "kind": "json"},
    ]
