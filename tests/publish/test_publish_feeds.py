"""Feeds: the rules of RFC 4287, RSS 2.0 and the W3C feed validator, and what two strict readers make of them."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from sitrep.publish import Site, feeds

ATOM = "{http://www.w3.org/2005/Atom}"
MODIFIED = "{http://purl.org/dc/terms/}modified"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'()#\[\]]|%[0-9A-Fa-f]{2})+")
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-]|%[0-9A-Fa-f]{2})+", re.IGNORECASE)
MARKUP = re.compile(r"<[a-zA-Z!/?]|&#?\w+;")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@pytest.fixture(params=["built", "built_bare", "built_empty"])
def files(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def based(request, files):
    return b'rel="self"' in files["feed.atom"]


def atom(files):
    return ElementTree.fromstring(files["feed.atom"])


def rss(files):
    root = ElementTree.fromstring(files["feed.rss"])
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    return channel


def one(element, name):
    found = element.findall(name)
    assert len(found) == 1, (name, len(found))
    return found[0]


def check_text(element):
    for each in element.iter():
        assert not CONTROL.search((each.text or "") + "".join(each.attrib.values()))


def test_atom_feed_has_what_rfc_4287_requires(files, based):
    root = atom(files)
    assert root.tag == f"{ATOM}feed"
    assert URN.fullmatch(one(root, f"{ATOM}id").text)
    assert one(root, f"{ATOM}title").text.strip()
    assert RFC3339.fullmatch(one(root, f"{ATOM}updated").text)
    assert one(one(root, f"{ATOM}author"), f"{ATOM}name").text.strip()
    links = root.findall(f"{ATOM}link")
    assert [link.get("rel") for link in links].count("self") == int(based)
    alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
    assert len(alternates) == len(set(alternates)) == 1
    updated = [entry.find(f"{ATOM}updated").text for entry in root.findall(f"{ATOM}entry")]
    assert one(root, f"{ATOM}updated").text == max(updated, default="1970-01-01T00:00:00Z")
    check_text(root)


def test_atom_entries_have_what_rfc_4287_requires(files, based):
    ids = []
    for entry in atom(files).findall(f"{ATOM}entry"):
        ids.append(one(entry, f"{ATOM}id").text)
        assert URN.fullmatch(ids[-1])
        assert RFC3339.fullmatch(one(entry, f"{ATOM}updated").text)
        for published in entry.findall(f"{ATOM}published"):
            assert RFC3339.fullmatch(published.text)
            assert published.text <= one(entry, f"{ATOM}updated").text
        title, summary, content = (one(entry, f"{ATOM}{name}") for name in ("title", "summary", "content"))
        assert title.text.strip()
        assert not MARKUP.search(title.text)
        assert title.get("type", "text") == summary.get("type", "text") == "text"
        assert content.get("type") == "html"
        links = entry.findall(f"{ATOM}link")
        assert [link.get("rel") for link in links].count("alternate") == 1
        assert len({(link.get("rel"), link.get("href")) for link in links}) == len(links)
        for link in links:
            scheme = urlsplit(link.get("href")).scheme
            assert scheme in ("http", "https") if based or link.get("rel") == "via" else scheme == ""
            assert URI.fullmatch(link.get("href")) or not scheme
        for category in entry.findall(f"{ATOM}category"):
            assert category.get("term")
        assert entry.findall(f"{ATOM}author") == [], "the feed's author is the entries'"
    assert len(ids) == len(set(ids))


def test_rss_has_what_its_specification_requires(files, based):
    channel = rss(files)
    assert [one(channel, name).text.strip() != "" for name in ("title", "link", "description", "language")] == [True] * 4
    assert URI.fullmatch(one(channel, "link").text)
    own = channel.findall(f"{ATOM}link")
    assert [(link.get("rel"), link.get("type")) for link in own] == [("self", "application/rss+xml")] * int(based)
    items = channel.findall("item")
    for built in channel.findall("lastBuildDate"):
        assert RFC822.fullmatch(built.text)
        latest = max(datetime.fromisoformat(found.text) for item in items for found in item.findall(MODIFIED))
        assert parsedate_to_datetime(built.text) == latest
    assert len(channel.findall("lastBuildDate")) == int(bool(items))
    check_text(channel)


def test_rss_items_have_what_the_specification_requires(files, based):
    guids = []
    for item in rss(files).findall("item"):
        guid = one(item, "guid")
        guids.append(guid.text)
        assert guid.get("isPermaLink") == "false"
        assert one(item, "title").text.strip()
        assert not MARKUP.search(one(item, "title").text)
        assert one(item, "description").text.strip()
        assert len(item.findall("link")) == int(based)
        for link in item.findall("link"):
            assert urlsplit(link.text).scheme == "https"
            assert URI.fullmatch(link.text)
        for published in item.findall("pubDate"):
            assert RFC822.fullmatch(published.text)
            parsed = parsedate_to_datetime(published.text)
            assert parsed.strftime("%a") == published.text[:3]
        assert item.findall("author") == [], "an author would have to be an e-mail address"
    assert len(guids) == len(set(guids))


class Fragment(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.open, self.seen, self.addresses = [], set(), []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.seen.add(tag)
        assert set(dict(attributes)) <= {"href"}
        self.addresses += dict(attributes).values()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_in_feeds_is_escaped_whole_and_harmless(files, based):
    sources = [entry.find(f"{ATOM}content").text for entry in atom(files).findall(f"{ATOM}entry")]
    assert sources == [item.find("description").text for item in rss(files).findall("item")]
    for source in sources:
        fragment = Fragment(source)
        assert fragment.seen <= {"p", "a"}
        assert all(urlsplit(address).scheme == "https" for address in fragment.addresses), "no relative link within html"
        assert bool(fragment.addresses) == based


def test_both_feeds_begin_as_utf8_xml(files):
    for name in ("feed.atom", "feed.rss"):
        assert files[name].startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')
        files[name].decode("utf-8")


def test_summaries_say_how_widely_it_is_told(built):
    entry = atom(built).find(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary").text
    assert "10 articles, 9 publishers, 3 origins." in summary
    assert "Over 50 tankers were destroyed. Grade B3 (usually reliable; possibly true)" in summary
    via = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "via"]
    assert "https://meridian.example/road" in via
    assert len(via) == 8, "addresses that are not http are left out"


def entries(parsed):
    return [(entry.get("id"), entry.get("title"), entry.get("link")) for entry in parsed.entries]


@pytest.mark.filterwarnings("default")
def test_strict_readers_agree(built):
    import fastfeedparser
    import feedparser

    found = []
    for name in ("feed.atom", "feed.rss"):
        parsed = feedparser.parse(built[name])
        assert parsed.bozo == 0, parsed.get("bozo_exception")
        found += [entries(parsed), entries(fastfeedparser.parse(built[name]))]
    assert found[0] == found[1] == found[2] == found[3]
    assert len(found[0]) == 4
    hostile = next(title for _, title, _ in found[0] if "alert" in title)
    assert "<" not in hostile


@pytest.mark.filterwarnings("default")
def test_readers_take_the_feeds_without_a_base_address(built_bare, built_empty):
    import feedparser

    for files in (built_bare, built_empty):
        for name in ("feed.atom", "feed.rss"):
            assert feedparser.parse(files[name]).bozo == 0


def test_updated_moves_with_the_content_and_not_with_the_clock(picture):
    later = replace(picture.report, generated=picture.report.generated + timedelta(days=3))
    assert list(feeds(later, picture.readings, options=Site())) == list(feeds(picture.report, picture.readings, options=Site()))
    first = picture.report.incidents[0]
    reports = (*first.reports[:-1], replace(first.reports[-1], published="2010-10-08T05:00:00Z"))
    changed = replace(picture.report, incidents=(replace(first, reports=reports), *picture.report.incidents[1:]))
    root = ElementTree.fromstring(dict(feeds(changed, picture.readings, options=Site()))["feed.atom"])
    assert root.find(f"{ATOM}updated").text == "2010-10-08T05:00:00Z"


def test_a_date_in_the_future_does_not_hold_the_feed(picture):
    first = picture.report.incidents[0]
    reports = (replace(first.reports[0], published="2099-01-01"), *first.reports[1:])
    changed = replace(picture.report, incidents=(replace(first, reports=reports),))
    root = ElementTree.fromstring(dict(feeds(changed, picture.readings, options=Site()))["feed.atom"])
    assert root.find(f"{ATOM}updated").text == "2010-10-07T04:00:00Z"


def test_ids_stay_when_the_address_changes(picture):
    def ids(address):
        root = ElementTree.fromstring(dict(feeds(picture.report, picture.readings, options=Site(base_url=address)))["feed.atom"])
        return [entry.find(f"{ATOM}id").text for entry in root.findall(f"{ATOM}entry")]

    assert ids(None) == ids("https://a.example/") == ids("https://b.example/x")
    assert ids(None)[0] == "urn:sitrep:inc-1111111111111111"


def test_a_feed_holds_the_latest(picture):
    files = dict(feeds(picture.report, picture.readings, options=Site(max_feed=1)))
    assert [entry.find(f"{ATOM}title").text for entry in ElementTree.fromstring(files["feed.atom"]).findall(f"{ATOM}entry")] == [
        "Attack on tankers at Karsa"
    ]
