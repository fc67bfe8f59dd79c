"""The checker of feeds finds what is planted, each fault by its code, and nothing in feeds that are right."""

import re
from pathlib import Path

import pytest
from feed_json import json_faults
from feed_rules import atom_faults, rss_faults

HERE = "https://a.example/feed"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>urn:sitrep:site-1</id>
<title>Title</title>
<subtitle>What it is</subtitle>
<updated>2024-03-02T00:00:00Z</updated>
<author><name>Desk</name><email>desk@a.example</email><uri>https://a.example/</uri></author>
<generator uri="https://a.example/">SitRep</generator>
<link rel="self" type="application/atom+xml" href="https://a.example/feed"/>
<link rel="alternate" type="text/html" hreflang="en" href="https://a.example/"/>
<link rel="hub" href="https://hub.example/"/>
<entry>
<id>tag:a.example,2024-03:one</id>
<title>One &amp; only</title>
<updated>2024-03-02T00:00:00Z</updated>
<published>2024-03-01T00:00:00+01:00</published>
<link href="https://a.example/1"/>
<link rel="enclosure" type="audio/mpeg" length="10" href="https://a.example/1.mp3"/>
<category term="ASSAULT" scheme="https://a.example/types"/>
<source><id>urn:sitrep:site-2</id><title>Other</title><updated>2024-03-02T00:00:00Z</updated></source>
<summary>Words</summary>
<content type="html">&lt;p&gt;Words &lt;a href="https://a.example/1"&gt;more&lt;/a&gt;&lt;br&gt;&lt;/p&gt;</content>
</entry>
<entry>
<id>urn:sitrep:two</id>
<title>Two</title>
<updated>2024-03-01T00:00:00Z</updated>
<content type="application/pdf" src="https://a.example/2.pdf"/>
<summary>A file</summary>
</entry>
</feed>
"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/">
<channel>
<title>Title</title>
<link>https://a.example/</link>
<description>What it is</description>
<language>en-gb</language>
<managingEditor>desk@a.example (The desk)</managingEditor>
<lastBuildDate>Sat, 02 Mar 2024 00:00:00 GMT</lastBuildDate>
<docs>https://www.rssboard.org/rss-specification</docs>
<ttl>60</ttl>
<image><url>https://a.example/i.png</url><title>Title</title><link>https://a.example/</link><width>88</width></image>
<skipHours><hour>0</hour></skipHours>
<skipDays><day>Sunday</day></skipDays>
<atom:link rel="self" type="application/rss+xml" href="https://a.example/feed"/>
<item>
<guid isPermaLink="false">urn:sitrep:one</guid>
<title>One &amp; only</title>
<link>https://a.example/1</link>
<author>x@a.example</author>
<pubDate>Fri, 01 Mar 2024 00:00:00 +0100</pubDate>
<dcterms:modified>2024-03-02T00:00:00Z</dcterms:modified>
<category>ASSAULT</category>
<enclosure url="https://a.example/1.mp3" length="10" type="audio/mpeg"/>
<source url="https://b.example/feed">Other</source>
<description>&lt;p&gt;Words&lt;/p&gt;</description>
</item>
<item>
<guid>https://a.example/2</guid>
<title>Two</title>
</item>
</channel>
</rss>
"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Title", "description": "What it is", "language": "en",
"home_page_url": "https://a.example/", "feed_url": "https://a.example/feed", "next_url": "https://a.example/feed?2",
"hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": [
{"id": "urn:sitrep:one", "url": "https://a.example/1", "title": "One", "content_html": "<p>Words</p>", "tags": ["a"],
"date_published": "2024-03-01T00:00:00Z", "date_modified": "2024-03-02T00:00:00Z", "authors": [{"name": "Desk"}],
"attachments": [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1}], "_sitrep": {"via": []}},
{"id": "urn:sitrep:two", "content_text": "Words", "date_modified": "2024-03-01T00:00:00Z"}]}
"""
# What is planted: in place of what, which words, and the code by which it must be found.
PLANTED_ATOM = [
    ("<title>Two</title>", "<title>Two", "NotWellFormed"),
    ("<id>urn:sitrep:two</id>\n", "", "MissingElement"),
    ("<name>Desk</name>", "", "MissingElement"),
    ("<author><name>Desk</name><email>desk@a.example</email><uri>https://a.example/</uri></author>\n", "", "MissingElement"),
    ("<subtitle>", "<title>Again</title><subtitle>", "DuplicateElement"),
    ("<subtitle>What it is</subtitle>", "<tagline>What it is</tagline>", "UndefinedElement"),
    ("urn:sitrep:two", "two", "InvalidFullLink"),
    ("urn:sitrep:two", "urn:sitrep:two three", "InvalidFullLink"),
    ("urn:sitrep:two", "urn:x y", "InvalidFullLink"),
    ("urn:sitrep:two", "urn:s:", "InvalidURN"),
    ("tag:a.example,2024-03:one", "tag:a.example:one", "InvalidTAG"),
    ("urn:sitrep:two", "tag:a.example,2024-03:one", "DuplicateEntries"),
    ("urn:sitrep:two", "urn:sitrep:site-1", "DuplicateEntries"),
    ("<updated>2024-03-01T00:00:00Z", "<updated>2024-03-01 00:00:00Z", "InvalidRFC3339Date"),
    ("<updated>2024-03-01T00:00:00Z", "<updated>2024-02-31T00:00:00Z", "InvalidRFC3339Date"),
    ("<updated>2024-03-01T00:00:00Z", "<updated>Fri, 01 Mar 2024 00:00:00 GMT", "InvalidRFC3339Date"),
    ("<updated>2024-03-01T00:00:00Z", "<updated>1970-01-01T00:00:00Z", "ImplausibleDate"),
    ("<updated>2024-03-01T00:00:00Z", "<updated>2024-03-01T12:00:00Z</updated><updated>2024-03-01T00:00:00Z", "DuplicateElement"),
    ("<updated>2024-03-02T00:00:00Z</updated>\n<published>", "<updated>2024-02-29T23:00:00Z</updated>\n<published>", "NotInOrder"),
    ("<updated>2024-03-02T00:00:00Z</updated>\n<author>", "<updated>2024-03-01T00:00:00Z</updated>\n<author>", "UpdatedBeforeEntries"),
    ("<published>2024-03-01", "<published>2024-04-01", "PublishedAfterUpdated"),
    ("<title>Two</title>", "<title></title>", "MissingTextualContent"),
    ("<title>Two</title>", "<title>&lt;b&gt;Two&lt;/b&gt;</title>", "ContainsHTML"),
    ("<title>Two</title>", "<title>Two &amp;amp; three</title>", "ContainsHTML"),
    ("<title>Two</title>", "<title><![CDATA[<script>alert(1)</script>]]></title>", "ContainsHTML"),
    ("<title>Two</title>", '<title type="xhtml">Two</title>', "MissingXhtmlDiv"),
    ("<title>Two</title>", '<title type="markdown">Two</title>', "InvalidTextType"),
    ("desk@a.example", "the desk", "InvalidContact"),
    ('xml:lang="en"', 'xml:lang="english_words"', "InvalidLanguage"),
    ('hreflang="en"', 'hreflang="e"', "InvalidLanguage"),
    ('rel="self" ', 'rel="related" ', "MissingSelf"),
    ('href="https://a.example/feed"', 'href="https://a.example/other"', "SelfDoesntMatchLocation"),
    ('href="https://a.example/feed"', 'href="feed"', "InvalidFullLink"),
    ('rel="hub" href="https://hub.example/"', 'rel="hub"', "MissingHref"),
    ('rel="hub"', 'rel="centre"', "UnregisteredAtomLinkRel"),
    ('type="text/html"', 'type="html"', "InvalidMIMEType"),
    ('length="10"', 'length="ten"', "InvalidInteger"),
    ('href="https://a.example/1.mp3"', 'title="" href="https://a.example/1.mp3"', "NotBlank"),
    ('href="https://a.example/1.mp3"', 'href="https://a.example/a b"', "InvalidURI"),
    ('href="https://a.example/1.mp3"', 'href="https://a.example:port/"', "InvalidURI"),
    ('<link href="https://a.example/1"/>', '<link href="https://a.example/1"/><link href="https://a.example/9"/>', "DuplicateAtomLink"),
    ('term="ASSAULT"', 'label="ASSAULT"', "MissingAttribute"),
    ('<content type="application/pdf" src="https://a.example/2.pdf"/>', "", "MissingAlternateLink"),
    ('src="https://a.example/2.pdf"/>', 'src="https://a.example/2.pdf">words</content>', "ContentWithSource"),
    ("<summary>A file</summary>", "", "MissingSummary"),
    ('type="application/pdf" src', "src", "MissingTypeAttr"),
    ('type="application/pdf" src', 'type="multipart/mixed" src', "InvalidMIMEType"),
    ("<source><id>urn:sitrep:site-2</id>", "<source>", "MissingSourceElement"),
    ('href="https://a.example/1"&gt;', 'href="/1"&gt;', "ContainsRelRef"),
    ('href="https://a.example/1"&gt;', 'href="javascript:alert(1)"&gt;', "SecurityRiskAttr"),
    ('href="https://a.example/1"&gt;', 'onclick="alert(1)"&gt;', "SecurityRiskAttr"),
    ("&lt;br&gt;", "&lt;script&gt;&lt;/script&gt;", "SecurityRisk"),
    ("&lt;/p&gt;", "", "NotHtml"),
    ("One &amp; only", "One\u202e only", "BidiControls"),
    ("One &amp; only", "One \x85 only", "BadCharacters"),
    ("One &amp; only", "One &#1; only", "BadCharacters"),
    ("<feed ", '<!DOCTYPE feed [<!ENTITY a "b">]><feed ', "ContainsDoctype"),
    (' encoding="utf-8"', "", "EncodingNotSaid"),
    ("<feed xmlns=", "<feed xmlns:a=", "UndefinedElement"),
]
PLANTED_RSS = [
    ("</channel>", "", "NotWellFormed"),
    ('version="2.0"', 'version="3.0"', "InvalidVersion"),
    ("channel>", "canal>", "MissingChannel"),
    ("<description>What it is</description>\n", "", "MissingElement"),
    ("<language>", "<language>en</language><language>", "DuplicateElement"),
    ("<ttl>60</ttl>", "<modified>60</modified>", "UndefinedElement"),
    ("<link>https://a.example/</link>\n<description>", "<link>index.html</link>\n<description>", "InvalidFullLink"),
    ("en-gb", "English please", "InvalidLanguage"),
    ("desk@a.example (The desk)", "The desk", "InvalidContact"),
    ("x@a.example", "X", "InvalidContact"),
    ("Sat, 02 Mar 2024 00:00:00 GMT", "2024-03-02T00:00:00Z", "InvalidRFC2822Date"),
    ("Sat, 02 Mar 2024", "Sat, 02 Mar 24", "InvalidRFC2822Date"),
    ("Sat, 02 Mar 2024", "Sun, 02 Mar 2024", "IncorrectDOW"),
    ("Sat, 02 Mar 2024", "Thu, 01 Jan 1970", "ImplausibleDate"),
    ("Fri, 01 Mar 2024", "Fri, 31 Feb 2024", "InvalidRFC2822Date"),
    ("<dcterms:modified>2024-03-02T", "<dcterms:modified>2024-03-02 ", "InvalidRFC3339Date"),
    ("https://www.rssboard.org/rss-specification", "the specification", "InvalidFullLink"),
    ("<ttl>60", "<ttl>an hour", "InvalidInteger"),
    ("<width>88", "<width>1000", "InvalidInteger"),
    ("<url>https://a.example/i.png</url>", "", "MissingElement"),
    ("<hour>0", "<hour>24", "InvalidHour"),
    ("Sunday", "Sun", "InvalidDay"),
    ('rel="self" ', 'rel="related" ', "MissingAtomSelfLink"),
    ('href="https://a.example/feed"', 'href="https://a.example/x"', "SelfDoesntMatchLocation"),
    ("<title>Two</title>", "", "ItemMustContainTitleOrDescription"),
    ("<title>Two</title>", "<title>Two &lt;img src=x onerror=alert(1)&gt;</title>", "ContainsHTML"),
    ('isPermaLink="false"', 'isPermaLink="no"', "InvalidBooleanAttribute"),
    (' isPermaLink="false"', "", "InvalidHttpGUID"),
    (">urn:sitrep:one<", "><", "NotBlank"),
    ("urn:sitrep:one", "https://a.example/2", "DuplicateEntries"),
    ("<link>https://a.example/1</link>", "<link>incident/1.html</link>", "InvalidFullLink"),
    ("<category>ASSAULT", "<category>", "NotBlank"),
    (' length="10"', "", "MissingAttribute"),
    ('length="10"', 'length="-1"', "InvalidInteger"),
    ('type="audio/mpeg"', 'type="mp3"', "InvalidMIMEType"),
    ("<enclosure", '<enclosure url="https://a.example/2.mp3" length="10" type="audio/mpeg"/><enclosure', "DuplicateEnclosure"),
    ('<source url="https://b.example/feed">', "<source>", "MissingAttribute"),
    (">Other<", "><", "NotBlank"),
    ("&lt;p&gt;Words", "&lt;p&gt;&lt;iframe&gt;&lt;/iframe&gt;Words", "SecurityRisk"),
    ("&lt;p&gt;Words", '&lt;p style="position:fixed"&gt;Words', "SecurityRiskAttr"),
    ("&lt;p&gt;Words", '&lt;p&gt;&lt;img src="x.png"&gt;Words', "ContainsRelRef"),
    ("&lt;/p&gt;", "&lt;/div&gt;", "NotHtml"),
]
PLANTED_JSON = [
    ("{", "[", "NotJson"),
    ('"language": "en"', '"language": "en", "language": "de"', "DuplicateKey"),
    ("version/1.1", "version/2", "InvalidVersion"),
    ('"Title"', '""', "MissingTitle"),
    ('"items"', '"_items"', "MissingItems"),
    ('"https://a.example/feed",', '"https://a.example/x",', "SelfDoesntMatchLocation"),
    ("feed?2", "feed", "NextIsSelf"),
    ('"url": "https://hub.example/"', '"uri": "x"', "InvalidHub"),
    ('"id": "urn:sitrep:two"', '"id": 2', "MissingId"),
    ("urn:sitrep:two", "urn:sitrep:one", "DuplicateEntries"),
    ('"content_text": "Words", ', "", "MissingContent"),
    ('"content_text": "Words"', '"content_text": 5', "NotText"),
    ('"content_text": "Words"', '"content_text": "Words", "summary": null', "NullValue"),
    ('"content_text": "Words"', '"content_text": "Words", "body": "x"', "UnknownKey"),
    ('{"via": []}', '"via"', "InvalidExtension"),
    ('"language": "en"', '"language": "the english"', "InvalidLanguage"),
    ('"url": "https://a.example/1"', '"url": "/1"', "InvalidFullLink"),
    ('"name": "Desk"', '"name": ""', "EmptyAuthor"),
    ('["a"]', '[""]', "InvalidTag"),
    ("audio/mpeg", "mp3", "InvalidAttachment"),
    ('"size_in_bytes": 1', '"size_in_bytes": "big"', "InvalidAttachment"),
    ('"date_modified": "2024-03-01T', '"date_modified": "2024-03-03T', "NotInOrder"),
    ('"date_published": "2024-03-01T', '"date_published": "2024-03-05T', "PublishedAfterUpdated"),
    ('"date_modified": "2024-03-01T00', '"date_modified": "2024-03-01T99', "InvalidRFC3339Date"),
    ("<p>Words</p>", "<p>Words", "NotHtml"),
    ("<p>Words</p>", "<p><a href='x'>Words</a></p>", "ContainsRelRef"),
]
CASES = [
    *((atom_faults, ATOM, *planted) for planted in PLANTED_ATOM),
    *((rss_faults, RSS, *planted) for planted in PLANTED_RSS),
    *((json_faults, JSON, *planted) for planted in PLANTED_JSON),
]


@pytest.mark.parametrize(("check", "feed"), [(atom_faults, ATOM), (rss_faults, RSS), (json_faults, JSON)])
def test_feeds_that_are_right_have_no_fault(check, feed):
    assert check(feed.encode(), HERE) == set()


@pytest.mark.parametrize(("check", "feed", "words", "planted", "code"), CASES)
def test_what_is_planted_is_found(check, feed, words, planted, code):
    assert words in feed
    many = -1 if words == "channel>" else 1
    assert code in check(feed.replace(words, planted, many).encode(), HERE)


def test_bytes_that_are_not_utf8_are_found():
    assert "UnicodeError" in atom_faults(ATOM.replace("Two", "Zw\xf6i").encode("latin-1"), HERE)
    assert json_faults(JSON.replace("Words", "W\xf6rter").encode("latin-1"), HERE) == {"NotJson"}


def test_every_code_of_the_checker_is_planted_somewhere():
    said = set()
    for name in ("feed_rules.py", "feed_text.py", "feed_json.py"):
        source = (Path(__file__).parent / name).read_text(encoding="utf-8")
        said |= {code for code in re.findall(r'"([A-Z][a-z]+[A-Za-z0-9]*)"', source) if re.search(r"[a-z][A-Z]|^NotBlank", code)}
    assert said - {"HtmlInText"} - {code for *_, code in CASES} == {"UnicodeError"}
