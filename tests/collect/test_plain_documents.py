"""Bare texts and JSON Lines: text untouched, every fault named."""

import json

import pytest
from collect_helpers import LINE, TEXT, failure, one
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.collect import Limits
from sitrep.collect.clean import plain_line, web_address
from sitrep.records import make_id


@settings(deadline=None)  # the first call loads the language model
@given(st.text(min_size=1).filter(lambda text: text.strip("\ufeff \t\r\n") and not text.isspace()))
def test_a_text_is_the_file_unchanged(text: str) -> None:
    data = text.encode("utf-8", "replace")
    assert one(data, TEXT).text == data.decode()


def test_offsets_fit_the_file() -> None:
    body = "\ufeffOne.\r\nTwo.\rThree.\x00\x1b[31m\u2028\U0001f642 end\n".encode()
    document = one(body, TEXT)
    assert document.text.encode() == body
    assert document.title is None
    assert document.made_by == "collect@2"


def test_text_that_is_not_utf8() -> None:
    assert failure(b"caf\xe9 au lait", TEXT).reason == "is not UTF-8 at byte 3"


@pytest.mark.parametrize("body", [" \n\t ", "\ufeff\r\n", "\u2003\u2028"])
def test_text_without_text(body: str) -> None:
    found = failure(body, TEXT)
    assert (found.subject, found.reason) == ("in/put", "has no text")


def test_text_too_long() -> None:
    assert failure("x" * 11, TEXT, Limits(max_text=10)).reason == "has a text longer than 10 characters"


def test_the_capture_fills_what_is_missing() -> None:
    document = one("Words.", TEXT, outlet="Dawn", published="2010-10")
    assert (document.outlet, document.published) == ("Dawn", "2010-10")
    line = one('{"key": "a", "text": "b", "outlet": "Own", "published": "1993"}', LINE, outlet="Dawn", published="2010-10")
    assert (line.outlet, line.published) == ("Own", "1993")


def test_a_date_of_the_capture_that_is_none_is_dropped() -> None:
    assert one("Words.", TEXT, published="yesterday").published is None


def test_ids() -> None:
    document = one("Words.", TEXT, outlet="Dawn")
    assert document.id == make_id("doc", "Dawn", "in/put", "Words.")
    assert document.article == make_id("art", "Dawn", "in/put")
    other = one("Other words.", TEXT, outlet="Dawn")
    assert (other.article, other.id) == (document.article, make_id("doc", "Dawn", "in/put", "Other words."))
    line = one('{"key": "k", "text": "T", "url": "https://example.org/a"}', LINE)
    assert line.article == make_id("art", None, "https://example.org/a")


def test_a_line() -> None:
    fields = {
        "key": "k", "text": " \n T\u2028xt\r\n", "title": "A <b>bold</b> title", "published": "2010-10-06T14:20:00+05:00", "outlet": "Dawn",
        "url": "https://example.org/a", "authors": ["Jane Doe", "Jane Doe", "Wu"], "language": "en-GB", "other": [1],
    }  # fmt: skip
    document = one(json.dumps(fields), LINE)
    assert document.text == fields["text"]
    assert (document.key, document.title, document.published) == ("k", "A bold title", "2010-10-06T14:20:00+05:00")
    assert (document.outlet, document.url, document.authors, document.language) == ("Dawn", fields["url"], ("Jane Doe", "Wu"), "en-GB")


def test_a_line_with_nulls_and_without_a_key() -> None:
    document = one('{"text": "T", "title": null, "authors": null, "published": null}', LINE, key="f:7")
    assert (document.key, document.title, document.authors, document.published) == ("f:7", None, (), None)


@pytest.mark.parametrize("text", ["\ud800", "a \udfff b", "x" * 30 + "\udc80"])
def test_lone_surrogates(text: str) -> None:
    document = one(
        json.dumps({"key": "\ud800", "text": text, "title": "t\ud800", "url": "https://x.org/\ud800", "outlet": "o\udc80"}), LINE
    )
    assert document.text == text
    assert (document.title, document.outlet, document.url) == ("t", "o", None)


BROKEN = [
    ("{", "f:1", "is not JSON (Expecting property name enclosed in double quotes at character 1)"),
    ("not json", "f:1", "is not JSON (Expecting value at character 0)"),
    ("[]", "f:1", "is not a JSON object"),
    ("3", "f:1", "is not a JSON object"),
    ("[" * 100_000, "f:1", "is JSON with a number too long or nested too deep"),
    ('{"text": ' + "9" * 10_000 + "}", "f:1", "is JSON with a number too long or nested too deep"),
    ('{"key": 3, "text": "a"}', "f:1", '"key" is not a string'),
    ('{"key": null, "text": "a"}', "f:1", '"key" is not a string'),
    ('{"key": "k"}', "k", 'has no "text" (f:1)'),
    ('{"key": "k", "text": null}', "k", '"text" is not a string (f:1)'),
    ('{"key": "k", "text": ["a"]}', "k", '"text" is not a string (f:1)'),
    ('{"key": "k", "text": ""}', "k", "has no text"),
    ('{"key": "k", "text": " \\n"}', "k", "has no text"),
    ('{"key": "k", "text": "a", "title": 1}', "k", '"title" is not a string (f:1)'),
    ('{"key": "k", "text": "a", "url": {}}', "k", '"url" is not a string (f:1)'),
    ('{"key": "k", "text": "a", "published": 2010}', "k", '"published" is not a string (f:1)'),
    ('{"key": "k", "text": "a", "authors": "Jane"}', "k", '"authors" is not a list of strings (f:1)'),
    ('{"key": "k", "text": "a", "authors": [1]}', "k", '"authors" is not a list of strings (f:1)'),
]


@pytest.mark.parametrize(("line", "subject", "reason"), BROKEN)
def test_broken_lines(line: str, subject: str, reason: str) -> None:
    found = failure(line, LINE, key="f:1")
    assert (found.subject, found.reason, found.retry) == (subject, reason, False)


def test_a_line_that_is_not_utf8() -> None:
    assert failure(b'{"key": "\xff"}', LINE, key="f:1").reason == "is not UTF-8 at byte 9"


def test_a_byte_order_mark_before_the_first_line() -> None:
    assert one('\ufeff{"key": "k", "text": "T"}', LINE).text == "T"


@pytest.mark.parametrize("published", ["06/10/2010", "2010-13", "2010-02-30", "", "x", "0000", "2010-10-06T14:20", "２０１０"])
def test_dates_that_are_none_are_left_out_and_said(published: str, caplog: pytest.LogCaptureFixture) -> None:
    document = one(json.dumps({"key": "k", "text": "T", "published": published}), LINE, key="f:7")
    assert document.published == ("2010-10-06" if published == "2010-10-06T14:20" else None)
    said = [] if published in ("", "2010-10-06T14:20") else ['f:7: "published" is not a date, and is left out']
    assert caplog.messages == said


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("<i>Dawn</i>’s view<br>today", "Dawn’s view today"),
        ("AT&amp;T &lt;b&gt;wins&lt;/b&gt;", "AT&T wins"),
        ("a\x1b[31mred\x1b[0m\x07 b\u202etxt.exe\u202c\r\n c", "ared btxt.exe c"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("می‌خواهم", "می‌خواهم"),
        ("  ", None),
        ("<b></b>", None),
        ("x" * 2_000, "x" * 999 + "…"),
    ],
)
def test_titles_and_names_are_cleaned(given: str, clean: str | None) -> None:
    assert plain_line(given) == clean


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("http://", False),
        ("http://[", False),
        ("https://example.org/\u202e", False),
    ],
)
def test_only_web_addresses_are_kept(given: str, kept: bool) -> None:
    assert web_address(given) == (given if kept else None)
