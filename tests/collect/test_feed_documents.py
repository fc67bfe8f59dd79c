"""Feeds of every kind, well-formed and not."""

import base64
from typing import Any

import pytest
from collect_helpers import JSON, XML, capture_of, failure, made, one

from sitrep.collect import Limits, feed
from sitrep.collect.credits import wire_credit
from sitrep.collect.feeds import parse
from sitrep.errors import CollectError
from sitrep.records import Document

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The &lt;i&gt;Daily&lt;/i&gt; &amp;amp; News</title><link>https://daily.example/</link>
<item><title>Bridge <![CDATA[<b>closed</b>]]> at Ford</title><link>/news/1</link><guid isPermaLink="false">tag:1</guid>
  <pubDate>Wed, 06 Oct 2010 14:20:00 +0500</pubDate><dc:creator>Jane Doe</dc:creator><dc:creator>John Roe</dc:creator>
  <description>Short.</description>
  <content:encoded><![CDATA[<script>alert(1)</script><p>The bridge &amp; road closed.</p><p>Nobody was hurt,
   police said.<br>It reopens.</p><blockquote>No comment</blockquote>
   <p>The post <a href="x">Bridge</a> appeared first on <a>Daily</a>.</p>]]></content:encoded>
  <source url="https://wire.example/rss">Wire</source></item>
<item><title>Only a title</title><guid>tag:2</guid></item>
<item><title>Plain</title><link>https://daily.example/3</link><description>Rain &amp;lt; sun. 5 &lt; 6.</description>
  <author>desk@daily.example (Ann Lee)</author></item>
<item><description>No address, no id.</description><pubDate>sometime</pubDate></item>
</channel></rss>"""


def shown(body: bytes | str, kind: str = XML) -> dict[str, Any]:
    data = body.encode() if isinstance(body, str) else body
    return feed(capture_of(data, kind), data)


def atom(inside: str, attributes: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>A</title><entry>{inside}</entry></feed>'


def entry(body: str) -> dict[str, Any]:
    found: dict[str, Any] = shown(body)["entries"][0]
    return found


def test_rss_documents() -> None:
    first, second, third, fourth = made(RSS, XML)
    assert isinstance(first, Document)
    assert (first.key, first.url, first.title) == ("in/put#tag:1", "https://daily.example/news/1", "Bridge closed at Ford")
    assert first.text == "The bridge & road closed.\n\nNobody was hurt, police said.\n\nIt reopens.\n\nNo comment"
    assert (first.authors, first.outlet, first.credit) == (("Jane Doe", "John Roe"), "The Daily & News", "Wire")
    assert (first.published, first.updated) == ("2010-10-06T14:20:00+05:00", None)
    assert (second.subject, second.reason) == ("in/put#tag:2", "has no text")  # type: ignore[union-attr]
    assert isinstance(third, Document)
    assert (third.key, third.text, third.authors) == ("in/put#https://daily.example/3", "Rain < sun. 5 < 6.", ("Ann Lee",))
    assert isinstance(fourth, Document)
    assert (fourth.key, fourth.published, fourth.url) == ("in/put#4", None, None)


def test_rss_as_json() -> None:
    found = shown(RSS)
    assert found["feed"] == {"title": "The Daily & News", "url": "https://daily.example/", "kind": "rss"}
    first = found["entries"][0]
    assert first["source"] == "Wire"
    assert "<script>" in first["content"]
    assert (first["id"], first["summary"], first["authors"]) == ("tag:1", "Short.", ["Jane Doe", "John Roe"])
    assert set(first) == {"id", "url", "title", "published", "updated", "authors", "summary", "content", "source"}


def test_rdf() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="x"><title>R</title><link>https://r.example</link></channel>
    <item rdf:about="https://r.example/1"><title>T</title><link>https://r.example/1</link><description>D</description>
    <dc:date>2010-10-06T14:20+05:00</dc:date></item>
    </rdf:RDF>"""
    found = shown(body)
    assert found["feed"] == {"title": "R", "url": "https://r.example", "kind": "rdf"}
    assert found["entries"][0]["published"] == "2010-10-06T14:20:00+05:00"
    assert found["entries"][0]["id"] == "https://r.example/1"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<content>5 &lt; 6 &amp;amp; &lt;p&gt;</content>", "5 < 6 &amp; <p>"),
        ('<content type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</content>', "One\n\nTwo"),
        ('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>T<b>w</b>o</p></div></content>', "One\n\nTwo"),
        (f'<content type="application/octet-stream">{base64.b64encode("Grüße".encode()).decode()}</content>', "Grüße"),
        ("<summary>Sum</summary>", "Sum"),
        ('<content type="html">&lt;img src="x"&gt;</content><summary>Sum</summary>', "Sum"),
    ],
)
def test_atom_content(content: str, text: str) -> None:
    assert one(atom(f"<id>i</id>{content}"), XML).text == text


def test_atom_03_base64() -> None:
    inside = f'<summary mode="base64">{base64.b64encode(b"<p>One</p>").decode()}</summary><issued>2004-01-01T00:00:00Z</issued>'
    document = one(f'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>A</title><entry>{inside}</entry></feed>', XML)
    assert (document.text, document.published) == ("One", "2004-01-01T00:00:00Z")


def test_atom_facts() -> None:
    found = entry(
        atom(
            """<id>i</id><title type="html">&lt;b&gt;T&lt;/b&gt;</title>
            <link rel="self" href="s"/><link rel="enclosure" href="e"/><link href="a?b#c"/>
            <published>2010-10-06T14:20:00.5+05:00</published><updated>2010-10-07</updated><author><name>Jane Doe</name></author>
            <source><title>Wire</title></source>""",
            'xml:base="https://a.example/x/"',
        )
    )
    assert (found["url"], found["title"], found["source"]) == ("https://a.example/x/a?b#c", "T", "Wire")
    assert (found["published"], found["updated"], found["authors"]) == ("2010-10-06T14:20:00.500+05:00", "2010-10-07", ["Jane Doe"])


def test_what_an_entry_is_taken_from_is_kept() -> None:
    inside = '<id>i</id><content>One</content><link href="a"/><link rel="via" href="/b"/><source><title>Wire &amp; Co</title></source>'
    document = one(atom(inside, 'xml:base="https://a.example/x/"'), XML)
    assert (document.url, document.original, document.source, document.credit) == (
        "https://a.example/x/a", "https://a.example/b", "Wire & Co", "Wire & Co",
    )  # fmt: skip
    item = '{"id": 1, "url": "https://j.example/1", "external_url": "https://w.example/2", "content_text": "One"}'
    document = one(f'{{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{item}]}}', JSON)
    assert (document.original, document.source) == ("https://w.example/2", None)
    document = one(atom('<id>i</id><content>One</content><link rel="via" href="javascript:alert(1)"/>'), XML)
    assert document.original is None


def test_json_feed() -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example",
    "authors": [{"name": "Jane"}],
    "items": [{"id": 7, "url": "/1", "title": "a < b", "content_text": "5 < 6\\n\\nTwo",
               "date_published": "2010-10-06T14:20:00Z", "tags": [1]},
              {"id": "8", "content_html": "<p>One<p>Two", "author": {"name": "Ann Lee"}}, "no item"]}"""
    first, second = made(body, JSON)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.key, first.url, first.text, first.authors) == ("in/put#7", "https://j.example/1", "5 < 6\n\nTwo", ("Jane",))
    assert (second.text, second.authors, second.outlet) == ("One\n\nTwo", ("Ann Lee",), "J")


BROKEN = [
    ("<p>Fish &nbsp; chips</p>", "Fish chips"),
    ("Fish & chips", "Fish & chips"),
    ("&#X46;ish &hellip; chips &bogus; &amp;lt;", "Fish … chips &bogus; <"),
    ("It\x92s fish", "It’s fish"),
    ("Fish \x08chips", "Fish chips"),
    ("<p>Fish<p>chips", "Fish\n\nchips"),
]


@pytest.mark.parametrize(("description", "text"), BROKEN)
def test_ill_formed_feeds_are_mended(description: str, text: str) -> None:
    assert one(f"\n <rss><channel><title>T</title><item><description>{description}</description></item></channel></rss>", XML).text == text


def test_a_feed_in_another_encoding_than_it_says() -> None:
    item = "<item><description>Café Müller</description></item>"
    body = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{item}</channel></rss>"
    assert one(body.encode("cp1252"), XML).text == "Café Müller"


def test_windows_signs_in_what_is_called_latin() -> None:
    item = "<item><title>“T”</title><description>It’s €5</description></item>"
    body = f"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel>{item}</channel></rss>"
    document = one(body.encode("cp1252"), XML)
    assert (document.title, document.text) == ("“T”", "It’s €5")


def test_a_cut_feed_keeps_its_whole_entries() -> None:
    found = made(RSS[: RSS.index("<item><title>Plain")], XML)
    assert [isinstance(one, Document) for one in found] == [True, False]


def test_undeclared_prefixes() -> None:
    item = "<item><dc:creator>Jane Doe</dc:creator><description>D</description></item>"
    body = f"<rss><channel><atom:link href='http://x.example' rel='self'/>{item}</channel></rss>"
    document = one(body, XML)
    assert document.authors == ("Jane Doe",)


def test_entities_of_a_dtd_are_not_expanded_and_nothing_is_fetched() -> None:
    """Billion laughs, and a file named as an entity."""
    levels = "".join(
        f'<!ENTITY l{i} "&l{i - 1};&l{i - 1};&l{i - 1};&l{i - 1};&l{i - 1};&l{i - 1};&l{i - 1};&l{i - 1};">' for i in range(1, 30)
    )
    dtd = f'<!DOCTYPE rss [<!ENTITY l0 "laugh"><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
    body = f"{dtd}<rss><channel><item><description>a &l29; &f; b</description></item></channel></rss>"
    text = one(body, XML).text
    assert len(text) < 1_000
    assert "root:" not in text


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        ("<rss><channel><title>T</title></channel></rss>", XML, "has no entries"),
        ("<html><body>x</body></html>", XML, "is HTML, not a feed"),
        ("<x/>", XML, "is not a feed"),
        ("words", XML, "is not a feed"),
        ("{", JSON, "is not JSON"),
        ("[1]", JSON, "is not a feed"),
        ('{"items": 3}', JSON, "is not a feed"),
        ("[" * 100_000, JSON, "is not JSON"),
    ],
)
def test_what_is_no_feed(body: str, kind: str, reason: str) -> None:
    found = failure(body, kind)
    assert (found.subject, found.reason) == ("in/put", reason)


def test_feed_raises_for_what_is_no_feed_and_shows_an_empty_one() -> None:
    with pytest.raises(CollectError, match="is not a feed"):
        shown("<x/>")
    assert shown("<rss><channel><title>T</title></channel></rss>")["entries"] == []


def test_too_many_entries() -> None:
    body = "<rss><channel>" + "<item><description>D</description></item>" * 5 + "</channel></rss>"
    found = made(body, XML, Limits(max_entries=3))
    assert [isinstance(one, Document) for one in found] == [True, True, True, False]
    assert found[-1].reason == "has more than 3 entries; the others were left"  # type: ignore[union-attr]


def test_addresses_that_run_programs_are_not_kept() -> None:
    document = one(
        "<rss><channel><item><guid>g</guid><link>javascript:alert(1)</link><description>D</description></item></channel></rss>", XML
    )
    assert document.url is None


@pytest.mark.parametrize(
    "body",
    [b"<rss><channel>" + b"<item>" * 3_000, b"<rss><channel><item><title>" + b"<a " * 20_000, b"<" * 100_000, b"<feed>" + b"&" * 100_000],
)
def test_hostile_feeds_are_bounded(body: bytes) -> None:
    made(body, XML)


def test_a_feed_of_too_many_tags() -> None:
    assert failure(b"<rss><channel><item>" + b"<a>" * 1_000_000, XML).reason == "has more than 1000000 tags"


def test_a_large_ill_formed_feed_does_not_go_to_the_slow_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the slow parser was asked")

    monkeypatch.setattr("sitrep.collect.feeds.parse_loose", refused)
    body = b"<rss><channel><item><description>" + b"x" * (3 * 2**20) + b"</description></item><item></channel></rss>"
    assert len(parse(body, XML, "s").entries) == 2


@pytest.mark.parametrize(
    ("authors", "text", "credit"),
    [
        (["Reuters"], "Words.", "Reuters"),
        (["Jane Doe"], "KARACHI (Reuters) - Words.", "Reuters"),
        ([], "ISLAMABAD, Oct 6 (AP) — Words.", "AP"),
        ([], "Words.\n\n(With inputs from agencies)", "With inputs from agencies"),
        ([], "Words.\n\nSource: AFP", "AFP"),
        ([], "Words of Reuters were read.", None),
        ([], "The party (PPP) - said words.", None),
    ],
)
def test_credit_lines(authors: list[str], text: str, credit: str | None) -> None:
    assert wire_credit(authors, text) == credit
