"""Claims as JSON-LD: what each says, and that no text breaks out of its element."""

import json
import re
from html.parser import HTMLParser

import pytest
from edition_helpers import BURNT, made

from sitrep.publish.edition import files
from sitrep.publish.linked import script

ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]>",
    "&lt;/script&gt;",
    "\u2028\u2029",
    "'\"\\",
    "\x00\x1b\ud800",
    "</ScRiPt >",
]


def graph(source):
    [found] = ELEMENT.findall(source)
    data = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out(text):
    source = str(script({"text": text, text: [text]}))
    assert source.count("<") == 2
    assert source.count(">") == 2
    seen = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            seen.append((tag, attributes))

        def handle_data(self, data):
            seen.append(data)

    Reader().feed(source)
    assert seen[0] == ("script", [("type", "application/ld+json")])
    told = json.loads(seen[1])
    assert len(seen) == 2
    assert told["text"] == (text if text.isprintable() or "\u2028" in text else "\x00\x1b\ufffd")


def test_an_incident_gives_each_account_with_where_it_appeared(built):
    found = graph(built[f"incident/{BURNT}.html"].decode())
    assert {one["@type"] for one in found} == {"Claim"}
    [one] = [one for one in found if one["text"] == "27 tankers were destroyed."]
    assert one["about"] == {"@type": "Event", "name": "Attack on tankers at Karsa"}
    assert [work["publisher"]["name"] for work in one["appearance"]] == ["Karsa Gazette", "The Standard"]
    assert one["firstAppearance"] == one["appearance"][0]
    assert one["firstAppearance"]["datePublished"] == "2010-10-06T18:00:00+05:00"
    assert one["author"] == [{"@type": "Thing", "name": "Police, Karsa"}]
    assert [name["name"] for name in one["claimInterpreter"]] == ["Karsa Gazette", "The Standard"]


def test_what_an_outlet_says_itself_has_it_as_author_and_no_interpreter(built):
    found = graph(built["incident/inc-3333333333333333.html"].decode())
    [one] = [one for one in found if one["text"] == "Three people were detained."]
    assert {name["name"] for name in one["author"]} == {"مسؤول", "Coast Daily"}
    assert [name["name"] for name in one["claimInterpreter"]] == ["الصباح"]


def test_every_incident_page_has_its_claims_and_no_other_page_a_script(built):
    for path, content in built.items():
        if path.endswith(".html"):
            moved = b'http-equiv="refresh"' in content
            assert len(ELEMENT.findall(content.decode())) == (path.startswith("incident/") and not moved), path


def test_an_edition_gives_its_sentences_as_claims(picture):
    edition = made(picture.report, picture.readings)
    found = graph(dict(files(edition))["edition.html"].decode())
    told = {one.text for entry in edition.entries if entry.kind == "in" for one in entry.sentences if one.state}
    assert {one["text"] for one in found} == {json.loads(json.dumps(" ".join(text.split()))) for text in told}
    assert all(one["appearance"] and one["firstAppearance"] == one["appearance"][0] for one in found)
