"""WARC files as inputs: what is taken, what is passed over, what is damaged said while the rest goes on."""

import gzip
import io
import random
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from collect_helpers import NOW
from fastwarc.warc import ArchiveIterator
from warc_helpers import DATE, article, http, page, record, taken, told, written
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from web_helpers import ARTICLE, PAGE, RSS, outlines

from sitrep.collect import Limits, Unchanged, collect
from sitrep.collect.warc import is_archive
from sitrep.records import Document, Failure

BOTH = pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
ADDRESSES = [f"https://daily.example/{number}" for number in range(9)]


def documents(path, **more):
    found = [item for item in collect([path], received=NOW, limits=Limits(**more)) if isinstance(item, tuple)]
    return [one for item in found for one in item[2]]


@BOTH
def test_a_page_is_a_capture_with_its_address_date_and_headers(tmp_path, packed):
    block = http(PAGE.format("").encode(), 'ETag: "1"', "Last-Modified: Thu, 06 May 2021 00:00:00 GMT", "X-Odd: a  b")
    path = written(tmp_path, record(b"software: x\r\n", kind="warcinfo"), record(block, WARC_IP_Address="192.0.2.7"), packed=packed)
    [(capture, body)] = taken(path)
    assert body.decode() == PAGE.format("")
    assert (capture.location, capture.key, capture.received) == ("https://daily.example/a", f"{path}#https://daily.example/a", NOW)
    said = capture.response
    assert (said.address, said.fetched, said.status, said.ip) == (
        "https://daily.example/a",
        datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC),
        200,
        "192.0.2.7",
    )
    assert (said.etag, said.last_modified, said.content_type) == ('"1"', "Thu, 06 May 2021 00:00:00 GMT", "text/html")
    assert said.headers[-1] == "X-Odd: a  b"
    assert re.fullmatch(re.escape(path) + r":\d+ <urn:test:https://daily.example/a>", said.archive)
    [document] = documents(path)
    assert (document.url, document.title) == ("https://daily.example/a", "Bridge open")
    assert document.text.startswith(ARTICLE)


def test_feeds_and_texts_are_taken_and_the_rest_of_a_crawl_is_passed_over(tmp_path):
    path = written(
        tmp_path,
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(http(RSS.format("").encode(), kind="application/rss+xml"), "https://daily.example/feed"),
        record(http(ARTICLE.encode(), kind="text/plain; charset=utf-8"), "https://daily.example/text"),
        record(http(b"\x89PNG\0", kind="image/png"), "https://daily.example/p.png"),
        record(http(b"x = 1", kind="application/javascript"), "https://daily.example/x.js"),
        record(http(b"User-agent: *", kind="text/plain"), "https://daily.example/robots.txt"),
        record(http(b"gone", status="404 Not Found"), "https://daily.example/gone"),
        record(http(b"", "Location: /", status="301 Moved"), "https://daily.example/moved"),
        record(http(b""), "https://daily.example/again", kind="revisit", WARC_Profile="identical-payload-digest"),
        record(b"20210506070809\nwww.example.\n", "dns:www.example", Content_Type="text/dns"),
        record(b"fetchTimeMs: 1\r\n", kind="metadata", Content_Type="application/warc-fields"),
        record(ARTICLE.encode(), kind="conversion", Content_Type="text/plain"),
        record(http(outlines("https://daily.example/f").encode(), kind="text/x-opml+xml"), "https://daily.example/list"),
    )
    assert told(path) == ["https://daily.example/feed", "https://daily.example/text"]
    feed, road, text = documents(path)
    assert [feed.url, road.url, text.url] == ["https://daily.example/a/1", "https://daily.example/a/2", "https://daily.example/text"]
    assert text.text == ARTICLE


def test_a_resource_record_is_a_capture_of_its_own(tmp_path):
    path = written(tmp_path, record(ARTICLE.encode(), "file:///reports/a.txt", kind="resource", Content_Type="text/plain"))
    [(capture, body)] = taken(path)
    assert (capture.location, capture.response, body.decode()) == ("file:///reports/a.txt", None, ARTICLE)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (lambda page: page, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),  # said and not so: archived without
        (gzip.compress, ["Content-Encoding: gzip"]),
        (zlib.compress, ["Content-Encoding: deflate"]),
        (
            lambda page: b"5\r\n" + page[:5] + b"\r\n%x;x=y\r\n" % (len(page) - 5) + page[5:] + b"\r\n0\r\n\r\n",
            ["Transfer-Encoding: chunked"],
        ),
        (
            lambda page: b"%x\r\n" % len(gzip.compress(page)) + gzip.compress(page) + b"\r\n0\r\nTrailer: 1\r\n\r\n",
            ["transfer-encoding: Chunked", "CONTENT-ENCODING: x-gzip"],
        ),
    ],
    ids=["said only", "gzip", "deflate", "chunked", "both"],
)
def test_what_was_done_to_send_a_body_is_undone(tmp_path, body, headers):
    path = written(tmp_path, record(http(body(PAGE.format("").encode()), *headers)))
    [(_, found)] = taken(path)
    assert found.decode() == PAGE.format("")


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (http(gzip.compress(b"x" * 9_999)[:-9], "Content-Encoding: gzip"), "holds a body that breaks off"),
        (http(b"\x1f\x8b\x08\0" + b"damage" * 9, "Content-Encoding: gzip"), "is damaged: its gzip compression cannot be undone"),
        (http(b"x", "Content-Encoding: br"), "is compressed in a way that is not read (br)"),
        (http(b"5\r\nabc", "Transfer-Encoding: chunked"), "holds a body that breaks off"),
        (http(b"1\r\na\r\nno chunk\r\n", "Transfer-Encoding: chunked"), "holds a body whose chunks are damaged"),
        (http(gzip.compress(b"\0" * 5_000_000), "Content-Encoding: gzip"), "is larger than 1 MiB"),
        (b"SSH-2.0-x\r\n", "holds no HTTP response"),
        (b"", "holds no HTTP response"),
        (http(b"\0\1\2" * 99, kind=None), "is not text"),
    ],
    ids=["cut", "damaged", "br", "chunk cut", "chunk damaged", "bomb", "not http", "empty", "binary"],
)
def test_a_message_that_cannot_be_taken_is_said_with_its_place(tmp_path, block, reason):
    first = page(1)
    path = written(tmp_path, first, record(block), page(2))
    assert told(path, max_bytes=2**20) == [ADDRESSES[1], f":{len(gzip.compress(first, mtime=0))} {reason}", ADDRESSES[2]]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"WARC_Date": "soon"}, "does not say when it was received"),
        ({"Content_Length": ""}, "does not say how long it is"),
        ({"Content_Length": "-1"}, "does not say how long it is"),
        ({"Content_Length": "9" * 30}, "does not say how long it is"),
        ({"WARC_Segment_Number": "1"}, "is a part of a record; parts are not put together"),
        ({"WARC_Block_Digest": "sha1:" + "A" * 32}, "is damaged: its bytes do not have the digest that it states"),
        ({"WARC_Block_Digest": "sha256:" + "0" * 64}, "is damaged: its bytes do not have the digest that it states"),
        ({"WARC_Target_URI": "http://user:secret@daily.example/"}, "is of what names a user or a password, which are not sent"),
        ({"X": "y" * 70_000}, "has a header that is too long"),
        ({"X": "y" + "\r\n y" * 600}, None),
        ({"X": "y" + ("\r\n " + "y" * 60_000) * 5}, "has headers that are too long"),
    ],
)
@BOTH
def test_a_record_with_a_wrong_header_is_said_and_the_rest_goes_on(tmp_path, more, reason, packed):
    path = written(tmp_path, page(1), page(2, **more), page(3), packed=packed)
    found = told(path)
    assert [found[0], found[-1]] == [ADDRESSES[1], ADDRESSES[3]]
    assert [one.partition(" ")[2] or None for one in found[1:-1]] == [reason]


def test_a_length_beyond_the_end_of_the_file_costs_the_rest_of_it_where_nothing_marks_its_records(tmp_path):
    first = page(1)
    path = written(tmp_path, first, page(2, Content_Length="123456789012"), page(3), packed=False)
    assert told(path) == [ADDRESSES[1], f":{len(first)} is cut off"]
    path = written(tmp_path, first, page(2, Content_Length="123456789012"), page(3))
    assert told(path) == [ADDRESSES[1], f":{len(gzip.compress(first, mtime=0))} has another length than it says", ADDRESSES[3]]


def test_digests_in_each_form_are_checked(tmp_path):
    import hashlib

    block = http(PAGE.format("").encode())
    forms = [f"sha1:{hashlib.sha1(block).hexdigest()}", f"SHA-256:{hashlib.sha256(block).hexdigest()}", "md5:unknown", "odd"]
    path = written(tmp_path, *(record(block, address, WARC_Block_Digest=form) for address, form in zip(ADDRESSES, forms, strict=False)))
    assert told(path) == ADDRESSES[:4]


@pytest.mark.parametrize("off", [-40, -1, 1, 7, 300, 3_000])
@BOTH
def test_a_wrong_length_costs_one_record(tmp_path, off, packed):
    wrong = page(2)
    right = int(re.search(rb"Content-Length: (\d+)", wrong)[1])
    wrong = wrong.replace(b"Content-Length: %d" % right, b"Content-Length: %d" % (right + off))
    first = page(1)
    path = written(tmp_path, first, wrong, page(3), page(4), packed=packed)
    place = len(gzip.compress(first, mtime=0)) if packed else len(first)
    found = told(path)
    assert [one for one in found if one in ADDRESSES] == [ADDRESSES[1], ADDRESSES[3], ADDRESSES[4]]
    [fault] = [one for one in found if one not in ADDRESSES]
    assert fault.split(" ")[0] == f":{place}"


@pytest.mark.parametrize("off", [-9, 9, 2_000])
@BOTH
def test_a_wrong_length_of_what_is_passed_over_costs_nothing_else(tmp_path, off, packed):
    asked = b"GET / HTTP/1.1\r\nHost: daily.example\r\n\r\n"
    path = written(tmp_path, page(1), record(asked, kind="request", length=len(asked) + off), page(2), page(3), packed=packed)
    found = told(path)
    assert [one for one in found if one in ADDRESSES] == ADDRESSES[1:4]
    assert len(found) == 4


@BOTH
def test_a_file_that_is_cut_gives_what_stands_before(tmp_path, packed):
    path = written(tmp_path, page(1), page(2), page(3), packed=packed)
    whole = Path(path).read_bytes()
    for cut in range(1, len(whole), 211):
        Path(path).write_bytes(whole[:cut])
        found = told(path)
        good = [one for one in found if one in ADDRESSES]
        assert good == ADDRESSES[1 : 1 + len(good)]
        if good:
            assert len(found) <= len(good) + 1
            assert all(one.endswith((" is cut off", "is damaged: its compression cannot be undone")) for one in found[len(good) :])
    assert told(written(tmp_path, page(1), page(2), packed=packed)) == ADDRESSES[1:3]


def test_damage_costs_the_records_that_it_is_in(tmp_path):
    chance = random.Random(7)
    members = [gzip.compress(page(number), mtime=0) for number in range(6)]
    path = tmp_path / "crawl.warc.gz"
    starts = [sum(map(len, members[:number])) for number in range(6)]
    for _ in range(120):
        hit = chance.randrange(6)
        broken = bytearray(b"".join(members))
        at = starts[hit] + chance.randrange(len(members[hit]) - 8)
        broken[at : at + 8] = bytes(chance.randrange(256) for _ in range(8))
        path.write_bytes(broken)
        found = told(str(path))
        kept = [one for one in found if one in ADDRESSES]
        assert set(ADDRESSES[:6]) - set(kept) <= {ADDRESSES[hit]}, (hit, at)
        if ADDRESSES[hit] not in kept:
            assert any(one.startswith(f":{starts[hit]} ") for one in found), found


def test_rubbish_between_records_is_said_and_passed_over(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(page(1)) + b"rubbish" * 999 + gzip.compress(b"no record " * 99) + gzip.compress(page(2)))
    found = told(str(path))
    assert [one for one in found if one in ADDRESSES] == ADDRESSES[1:3]
    assert len(found) == 3
    plain = tmp_path / "crawl.warc"
    plain.write_bytes(page(1) + b"rubbish\n" * 999 + page(2))
    found = told(str(plain))
    assert [one for one in found if one in ADDRESSES] == ADDRESSES[1:3]


def test_compression_over_many_records(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    whole = b"".join(map(page, range(5)))
    path.write_bytes(gzip.compress(whole))
    assert told(str(path)) == ADDRESSES[:5]
    cuts = [0, 1000, 1001, 2500, len(whole)]
    path.write_bytes(b"".join(gzip.compress(whole[start:end]) for start, end in pairwise(cuts)))
    assert told(str(path)) == ADDRESSES[:5]


@BOTH
def test_a_record_that_is_too_large_is_passed_over(tmp_path, packed):
    path = written(tmp_path, page(1), record(http(b"<p>" + b"x" * 3_000_000)), page(2), packed=packed)
    found = told(path, max_bytes=2**20)
    assert [found[0], found[2]] == ADDRESSES[1:3]
    assert found[1].endswith(" is larger than 1 MiB")


def test_bombs_are_not_unpacked_to_their_end(tmp_path, monkeypatch):
    import sitrep.collect.warc.unpacked as unpacked

    made = 0

    class Counting:
        def __init__(self, stream):
            self._stream = stream

        def decompress(self, *words):
            nonlocal made
            out = self._stream.decompress(*words)
            made += len(out)
            return out

        def __getattr__(self, name):
            return getattr(self._stream, name)

    start = zlib.decompressobj
    monkeypatch.setattr(unpacked.zlib, "decompressobj", lambda window: Counting(start(window)))
    bomb = record(http(b"\0" * 200_000_000), WARC_Block_Digest="")
    path = written(tmp_path, page(1), bomb, record(b"\0" * 100_000_000, kind="metadata", WARC_Block_Digest=""), page(2))
    found = told(path, max_bytes=2**20)
    assert [found[0], found[-1]] == ADDRESSES[1:3]
    assert len(found) == 3
    assert made < 20_000_000


def test_ends_of_lines_without_end_are_no_records(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(page(1)) + gzip.compress(b"\r\n" * 30_000_000) + gzip.compress(page(2)))
    found = told(str(path), max_bytes=2**20)
    assert [one for one in found if one in ADDRESSES] == ADDRESSES[1:3]
    assert len(found) == 3


def test_a_file_of_faults_ends(tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0\r\n\r\n" * 5_000)
    found = told(str(path))
    assert len(found) == 1_001
    assert found[-1] == " has more than 1,000 damaged records; the rest was left"
    path.write_bytes(
        (b"WARC/1.0\r\nContent-Length: 30000000\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n\r\n" + b"x" * 100) * 2_000
    )
    assert len(told(str(path))) <= 1_001


def test_what_is_no_warc_file(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"hello")
    (tmp_path / "b.warc").write_bytes(b"")
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(b"hello"))
    (tmp_path / "d.warc.gz").write_bytes(b"\x1f\x8b\x08 no compression")
    assert told(str(tmp_path / "a.warc")) == [":0 is no WARC record"]
    assert told(str(tmp_path / "b.warc")) == [" is empty"]
    assert told(str(tmp_path / "c.warc.gz")) == [":0 is no WARC record"]
    assert told(str(tmp_path / "d.warc.gz")) == [":0 is damaged: its compression cannot be undone"]
    assert not is_archive(b"\x1f\x8b\x08")


def test_it_is_told_by_its_content_and_taken_from_folders_and_standard_input(tmp_path, monkeypatch):
    path = written(tmp_path, page(1), name="crawl.warc")
    named = tmp_path / "crawl.bin"
    named.write_bytes(Path(path).read_bytes())
    assert told(str(named)) == [ADDRESSES[1]]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(named.read_bytes())))
    assert told("-") == [ADDRESSES[1]]
    found = list(collect([str(tmp_path)], received=NOW, limits=Limits()))
    assert [item[0].location for item in found] == [ADDRESSES[1]]


def test_a_list_of_feeds_in_an_archive_leads_nowhere(tmp_path):
    path = written(tmp_path, record(http(outlines("http://127.0.0.1:9/").encode(), kind="text/xml"), "https://daily.example/list"))
    assert list(collect([path], received=NOW, limits=Limits())) == []


def test_what_is_there_already_is_not_made_again(tmp_path):
    path = written(tmp_path, page(1), page(2))
    first = list(collect([path], received=NOW, limits=Limits()))
    have = {first[0][0].digest}
    again = list(collect([path], received=NOW, limits=Limits(), have=lambda capture: capture.digest in have))
    assert again[0] == Unchanged(address=ADDRESSES[1])
    assert again[1][0] == first[1][0]


def test_the_same_page_twice_is_two_keys(tmp_path):
    path = written(tmp_path, page(1), page(1))
    assert [one.key for one in documents(path)] == [f"{path}#{ADDRESSES[1]}", f"{path}#{ADDRESSES[1]}#2"]


def test_files_that_others_write_are_read_as_others_read_them(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "test"}))
        for number in range(40):
            said = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            text = PAGE.format("").replace("Nowshera", f"Nowshera {number}").encode()
            headers = {"WARC-Date": DATE}
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "daily.example")], is_http_request=True)
            address = f"https://daily.example/{number}"
            response = writer.create_warc_record(
                address, "response", io.BytesIO(text), len(text), http_headers=said, warc_headers_dict=headers
            )
            request = writer.create_warc_record(address, "request", io.BytesIO(), 0, http_headers=asked)
            writer.write_request_response_pair(request, response)
    with path.open("rb") as file:
        theirs = [
            (one.headers["WARC-Target-URI"], one.stream_pos) for one in ArchiveIterator(file) if one.headers["WARC-Type"] == "response"
        ]
    ours = [(capture.location, int(capture.response.archive.split(" ")[0].rpartition(":")[2])) for capture, _ in taken(str(path))]
    assert ours == theirs
    assert [one.text.split("\n")[0] for one in documents(str(path))] == [article(number) for number in range(40)]


def test_any_bytes_behind_a_record_give_captures_or_failures(tmp_path):
    chance = random.Random(3)
    whole = page(1) + page(2)
    for turn in range(150):
        mixed = bytearray(whole if turn % 2 else gzip.compress(page(1)) + gzip.compress(page(2)))
        for _ in range(chance.randrange(1, 9)):
            at = chance.randrange(20, len(mixed))
            mixed[at : at + chance.randrange(4)] = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
        path = tmp_path / "crawl.warc"
        path.write_bytes(mixed)
        for item in collect([str(path)], received=NOW, limits=Limits()):
            assert isinstance(item, Failure) or all(isinstance(one, Document | Failure) for one in item[2])
            assert not isinstance(item, Failure) or "\n" not in item.reason


def test_captures_of_an_archive_do_not_depend_on_what_surrounds_them(tmp_path):
    one = taken(written(tmp_path, page(1)))[0]
    other = taken(written(tmp_path, page(3), page(1)))[1]
    assert replace(one[0], response=None) == replace(other[0], response=None)
