"""The stage as a whole: order, keys, and that nothing at all makes it raise."""

import gzip
import json
from pathlib import Path

import pytest
from collect_helpers import HTML, JSON, KINDS, NOW, XML, capture_of, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.codec import dump_line
from sitrep.collect import KeyCounter, Limits, collect, documents, language
from sitrep.records import Document, Failure

PIECES = [
    "<",
    ">",
    "</",
    "&",
    ";",
    "&amp;",
    "&#x110000;",
    "&nbsp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version='1.0' encoding='x'?>",
    "<!DOCTYPE x [",
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<entry>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<title>",
    "<description>",
    "<link href='",
    "<content type='xhtml'>",
    "<content mode='base64'>",
    "<guid>",
    "<pubDate>",
    "Wed, 06 Oct 2010 99:20:00 +9999",
    "xml:base='http://['",
    "http://[",
    "<html>",
    "<p>",
    "<table>",
    "<tr>",
    "<td>",
    "<blockquote>",
    "<svg>",
    "<math>",
    "<script type='application/ld+json'>",
    "</script>",
    '{"@type": "Article", "author": ',
    "<time datetime='",
    "<meta name='author' content='",
    "<meta charset='utf-7'>",
    "<h1>",
    "By Jane Doe",
    "{",
    "}",
    "[",
    "]",
    '"text":',
    '"key":',
    '"items":',
    ":",
    ",",
    "1e999",
    "\\ud800",
    "\x00",
    "\x1b",
    "\ufeff",
    "\u202e",
    "\ud7ff",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-12:00",
    " words and more words ",
]
SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def never_raises(kind: str, body: bytes) -> None:
    capture = capture_of(body, kind)
    first, second = (list(documents(capture, body, limits=Limits())) for _ in range(2))
    assert first == second
    for found in first:
        assert isinstance(found, Document | Failure)
        json.loads(dump_line(found))
        if isinstance(found, Document):
            assert found.text.strip()
            assert found.key


@pytest.mark.parametrize("kind", [*KINDS, "application/x-unknown"])
@SETTINGS
@given(body=st.binary(max_size=300))
def test_bytes_of_any_kind_give_documents_or_failures(kind: str, body: bytes) -> None:
    never_raises(kind, body)


@pytest.mark.parametrize("kind", KINDS)
@SETTINGS
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_markup_of_any_kind_gives_documents_or_failures(kind: str, pieces: list[str]) -> None:
    never_raises(kind, "".join(pieces).encode())


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2010-10-06", "https://x.org/", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@id", "@type", "name", "author", "items", "id"]), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["key", "text", "title", "authors", "url", "items", "author", "version", "headline", "datePublished", "publisher", "@graph", "language"]
)


@SETTINGS
@given(data=st.dictionaries(FIELDS, VALUES, max_size=8))
def test_json_of_any_shape_gives_documents_or_failures(data: object) -> None:
    text = json.dumps(data)
    never_raises("application/x-ndjson-line", text.encode())
    never_raises(JSON, f'{{"title": "t", "items": [{text}]}}'.encode())
    never_raises(
        HTML, f'<script type="application/ld+json">{{"@type": "Article", "author": {text}, "headline": {text}}}</script><p>words'.encode()
    )


def test_a_kind_that_is_not_known() -> None:
    assert made(b"x", "application/zip") == [Failure(subject="in/put", reason="application/zip is not read by this version")]


def flat(inputs: list[str], **more: str) -> list[Document | Failure]:
    found: list[Document | Failure] = []
    for item in collect(inputs, received=NOW, limits=Limits(), **more):
        found += [item] if isinstance(item, Failure) else item[2]
    return found


def keys(found: list[Document | Failure]) -> list[str]:
    return [one.subject if isinstance(one, Failure) else one.key for one in found]


def test_everything_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"Words.\r\n")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"key": "k", "text": "One"}\nbroken\n{"key": "k", "text": "Two"}\n{"key": "k"}'))
    (tmp_path / "c.xml").write_text("<rss><channel><item><guid>g</guid><description>D</description></item></channel></rss>")
    lines, text, feed = (str(tmp_path / name) for name in ("a.jsonl.gz", "b.txt", "c.xml"))
    found = flat([str(tmp_path), "http://x.example/", text])
    assert keys(found) == ["k", f"{lines}:2", "k#2", "k#3", text, f"{feed}#g", "http://x.example/", f"{text}#2"]
    assert [isinstance(one, Document) for one in found] == [True, False, True, False, True, True, False, True]


def test_the_bytes_and_their_digest_come_along(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(b"Words.")
    [(capture, body, [document])] = collect([str(path)], received=NOW, limits=Limits(), outlet="Dawn", published="1993")
    assert body == b"Words."
    assert isinstance(document, Document)
    assert document.capture == capture.digest
    assert (document.outlet, document.published, capture.received) == ("Dawn", "1993", NOW)


def test_ids_do_not_depend_on_what_else_was_collected(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(b"Words.")
    first, second = flat([str(path), str(path)])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.article) == (second.id, second.article)
    assert first.key != second.key


def test_keys_stay_unique_where_one_looks_like_a_second_use() -> None:
    counter = KeyCounter()
    assert [counter.key(key) for key in ["a", "a#2", "a", "a", "a#2", "b"]] == ["a", "a#2", "a#3", "a#4", "a#2#2", "b"]


@given(st.lists(st.sampled_from(["a", "a#2", "a#2#2", "b", "a#3"]), max_size=30))
def test_keys_are_unique(given_keys: list[str]) -> None:
    counter = KeyCounter()
    unique = [counter.key(key) for key in given_keys]
    assert len(set(unique)) == len(unique)
    assert all(made_key.startswith(key) for made_key, key in zip(unique, given_keys, strict=True))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the road would be opened again on Friday.", "en"),
        ("El ministro dijo que la carretera se abriría de nuevo el viernes.", "es"),
        ("Der Minister sagte, dass die Straße am Freitag wieder geöffnet werde.", "de"),
        ("وزیر نے کہا کہ سڑک جمعہ کو دوبارہ کھول دی جائے گی۔", "ur"),
        ("THE MINISTER SAID THAT THE ROAD WOULD BE OPENED AGAIN ON FRIDAY.", "en"),
        ("No.", None),
        ("", None),
        ("12345 67890 !!! 12345", None),
        ("\ud800" * 40, None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language(text) == code


def test_a_feed_entry_without_an_id_has_its_position() -> None:
    found = made("<rss><channel><item><description>A</description></item><item><description>B</description></item></channel></rss>", XML)
    assert keys(found) == ["in/put#1", "in/put#2"]
