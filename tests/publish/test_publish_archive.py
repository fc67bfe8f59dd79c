"""Archives that are written: what other programs read in them, and that nothing half-written is left."""

import gzip
import hashlib
import json
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from sitrep.errors import PublishError
from sitrep.publish.archive import About, Kept, write_archive
from sitrep.publish.archive.index import blocks, lines, sort_key
from sitrep.publish.archive.warc import Entry
from sitrep.records import Capture, Document, Redirect, Removal, Response

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ABOUT = About(title="Bomb at\r\nQuetta", description="Two reports", made=NOW, software="SitRep test")
BODY = b"<html><p>The bridge was opened again.</p></html>"
PACKED = gzip.compress(BODY, mtime=0)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def response(address="https://daily.example/a", *headers, **more):
    lines = ("Content-Type: text/html; charset=utf-8", *headers)
    said = {"status": 200, "address": address, "fetched": NOW, "reason": "OK", "version": "HTTP/1.1", "headers": lines, "ip": "192.0.2.7"}
    return Response(**{**said, "request_headers": ("Host: daily.example", "User-Agent: SitRep"), **more})


def kept(body=BODY, location="https://daily.example/a", said=None, **more):
    capture = Capture(
        digest=sha(body), media_type="text/html", received=NOW, location=location, key=location, size=len(body), response=said
    )
    return Kept(capture=capture, body=body, **{"kept": b"zlib", **more})


def document(title="Bridge open"):
    return Document(id="doc-1", article="art-1", key="a", text="", url="https://daily.example/a", title=title)


def records(path):
    """What warcio reads, with every digest checked."""
    found = []
    with path.open("rb") as file:
        for one in ArchiveIterator(file, check_digests="raise"):
            headers = dict(one.rec_headers.headers)
            http = (
                [one.http_headers.statusline, *(f"{name}: {value}" for name, value in one.http_headers.headers)] if one.http_headers else []
            )
            raw = one.raw_stream.read()
            found.append((one.rec_type, headers, http, raw))
    return found


def written(path, *items, **more):
    write_archive(path, items, about=ABOUT, **more)
    return path


def test_an_answer_is_written_as_it_came_with_what_was_asked(tmp_path):
    said = response(
        "https://daily.example/a?b=1",
        "Content-Encoding: gzip",
        f"Content-Length: {len(PACKED)}",
        "Transfer-Encoding: chunked",
        sent=sha(PACKED),
    )
    path = written(tmp_path / "a.warc.gz", kept(said=said, kept=PACKED, documents=(document(),)))
    info, answer, asked, about = records(path)
    assert [one[0] for one in (info, answer, asked, about)] == ["warcinfo", "response", "request", "metadata"]
    assert b"isPartOf: Bomb at Quetta\r\n" in info[3]
    assert answer[2] == [
        "200 OK",
        "Content-Type: text/html; charset=utf-8",
        "Content-Encoding: gzip",
        f"Content-Length: {len(PACKED)}",
        "X-Archive-Orig-Transfer-Encoding: chunked",
    ]
    assert answer[3] == PACKED
    assert (answer[1]["WARC-Target-URI"], answer[1]["WARC-IP-Address"], answer[1]["WARC-Date"]) == (
        "https://daily.example/a?b=1",
        "192.0.2.7",
        "2026-01-02T03:04:05Z",
    )
    assert answer[1]["WARC-Payload-Digest"] == f"sha256:{sha(PACKED)}"
    assert asked[2] == ["/a?b=1 HTTP/1.1", "Host: daily.example", "User-Agent: SitRep"]
    assert asked[1]["WARC-Concurrent-To"] == answer[1]["WARC-Record-ID"]
    assert (about[1]["WARC-Target-URI"], about[1]["WARC-Concurrent-To"]) == (f"urn:sitrep:capture:{sha(BODY)}", answer[1]["WARC-Record-ID"])
    known = json.loads(about[3])
    assert known["capture"]["digest"] == sha(BODY)
    assert known["documents"] == [{"id": "doc-1", "url": "https://daily.example/a", "title": "Bridge open"}]


def test_what_is_not_kept_as_it_came_does_not_say_that_it_is(tmp_path):
    said = response("https://daily.example/a", "Content-Encoding: gzip", "Content-Length: 5", sent="0" * 64)
    answer = records(written(tmp_path / "a.warc.gz", kept(said=said)))[1]
    assert answer[2][2:] == ["X-Archive-Orig-Content-Encoding: gzip", "X-Archive-Orig-Content-Length: 5", f"Content-Length: {len(BODY)}"]
    assert answer[3] == BODY


def test_an_answer_that_came_without_compression_keeps_its_headers(tmp_path):
    said = response("https://daily.example/a", f"Content-Length: {len(BODY)}", sent=sha(BODY))
    assert records(written(tmp_path / "a.warc.gz", kept(said=said)))[1][2][2:] == [f"Content-Length: {len(BODY)}"]


def test_redirects_stand_before_the_answer(tmp_path):
    hop = Redirect(
        status=301,
        address="http://daily.example/",
        fetched=NOW,
        reason="Moved",
        version="HTTP/1.1",
        headers=("Location: https://daily.example/a", "Content-Length: 162", "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
    )
    found = records(written(tmp_path / "a.warc.gz", kept(said=response(redirects=(hop,)))))
    assert [(one[0], one[1].get("WARC-Target-URI")) for one in found[1:3]] == [
        ("response", "http://daily.example/"),
        ("response", "https://daily.example/a"),
    ]
    assert found[1][2:] == (
        [
            "301 Moved",
            "Location: https://daily.example/a",
            "X-Archive-Orig-Content-Length: 162",
            "X-Archive-Orig-Transfer-Encoding: chunked",
            "X-Archive-Orig-Content-Encoding: gzip",
            "Content-Length: 0",
        ],
        b"",
    )


def test_the_same_bytes_again_are_a_revisit(tmp_path):
    first, other = kept(said=response()), kept(said=response("https://mirror.example/a", fetched=NOW.replace(hour=9)))
    found = [one for one in records(written(tmp_path / "a.warc.gz", first, other)) if one[0] in ("response", "revisit")]
    assert [one[0] for one in found] == ["response", "revisit"]
    headers = found[1][1]
    assert headers["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert (headers["WARC-Refers-To-Target-URI"], headers["WARC-Refers-To-Date"]) == ("https://daily.example/a", "2026-01-02T03:04:05Z")
    assert headers["WARC-Payload-Digest"] == found[0][1]["WARC-Payload-Digest"]
    assert (found[1][2][0], found[1][3]) == ("200 OK", b"")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/reports/a b.txt", "a%20b.txt"),
        ("reports/a.txt", "a.txt"),
        ("-", sha(BODY)[:16]),
        ("a\r\nWARC-Type: x.txt", "a%0D%0AWARC-Type:%20x.txt"),
        ("a\udc80.txt", "a%ED%B2%80.txt"),
        ("file:///reports/a.txt", "a.txt"),
    ],
)
def test_a_file_is_a_resource_without_its_folder(tmp_path, location, target):
    digest = sha(BODY)[:16]
    found = records(written(tmp_path / "a.warc.gz", kept(location=location)))
    assert [(one[0], one[1].get("WARC-Target-URI")) for one in found[1:]] == [
        ("resource", f"urn:sitrep:file:{digest}/{target}"),
        ("metadata", f"urn:sitrep:capture:{sha(BODY)}"),
    ]
    assert (found[1][3], found[1][1]["Content-Type"]) == (BODY, "text/html")
    assert b"reports/" not in found[2][3]


def test_an_archive_of_others_is_named_without_its_folder(tmp_path):
    said = response(archive="/home/ada/b c.warc.gz <urn:uuid:1>")
    found = records(written(tmp_path / "a.warc.gz", kept(said=said)))
    assert json.loads(found[-1][3])["capture"]["response"]["archive"] == "b c.warc.gz <urn:uuid:1>"


def test_a_line_of_an_answer_is_a_resource_too(tmp_path):
    one = kept(b'{"text": "x"}', "https://daily.example/f:1", response("https://daily.example/f"))
    one = replace(one, capture=replace(one.capture, media_type="application/x-ndjson-line"))
    found = records(written(tmp_path / "a.warc.gz", one))[1]
    assert (found[0], found[1]["WARC-Target-URI"], found[1]["Content-Type"]) == (
        "resource",
        "https://daily.example/f:1",
        "application/x-ndjson",
    )


def test_what_was_taken_down_is_a_note(tmp_path):
    removal = Removal(document="doc-2", article="art-2", digests=(sha(BODY),), by="Ada", at=NOW, reason="court order")
    found = records(written(tmp_path / "a.warc.gz", replace(kept(said=response()), body=None, removals=(removal,))))
    assert [one[0] for one in found] == ["warcinfo", "metadata"]
    assert json.loads(found[1][3])["removed"][0]["reason"] == "court order"


def test_headers_cannot_bring_records_of_their_own(tmp_path):
    said = response("https://daily.example/a", "X: 1\r\n\r\nWARC/1.1\r\nWARC-Type: response", ip="1\r\nX: y", reason="OK\r\nX: z")
    path = written(tmp_path / "a.warc.gz", kept(said=said))
    assert [one[0] for one in records(path)] == ["warcinfo", "response", "request", "metadata"]


def test_another_reader_sees_the_same(tmp_path):
    path = written(tmp_path / "a.warc.gz", kept(said=response(sent=sha(PACKED)), kept=PACKED), kept(b"other", location="/b.txt"))
    with path.open("rb") as file:
        found = [(one.headers["WARC-Type"], one.verify_block_digest()) for one in FastIterator(file, parse_http=False)]
    assert [kind for kind, _ in found] == ["warcinfo", "response", "request", "metadata", "resource", "metadata"]


def test_the_same_captures_give_the_same_bytes(tmp_path):
    items = [kept(said=response()), kept(b"other", location="/b.txt")]
    for name in ("a.warc.gz", "a.wacz"):
        one, two = tmp_path / f"one-{name}", tmp_path / f"two-{name}"
        written(one, *items), written(two, *items)
        strip = (lambda data: data.replace(b"one-a", b"two-a")) if name.endswith("wacz") else gzip.decompress
        if name.endswith("wacz"):
            assert strip(one.read_bytes()) == two.read_bytes()
        else:
            assert strip(one.read_bytes()).split(b"\r\n\r\n", 2)[2] == strip(two.read_bytes()).split(b"\r\n\r\n", 2)[2]


def test_a_wacz_keeps_the_rules(tmp_path):
    """https://specs.webrecorder.net/wacz/1.1.1/: what stands where, all of it with its digest, stored so that it can be read in part."""
    items = [
        kept(said=response(), documents=(document(),)),
        kept(said=response("http://WWW.Mirror.example:8080/B?z=1&a=2")),
        kept(b"text", location="/b.txt"),
    ]
    path = written(tmp_path / "a.wacz", *items)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [
            "archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json",
        ]  # fmt: skip
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        package = json.loads(archive.read("datapackage.json"))
        assert (package["profile"], package["wacz_version"], package["created"]) == ("data-package", "1.1.1", "2026-01-02T03:04:05Z")
        for resource in package["resources"]:
            data = archive.read(resource["path"])
            assert (resource["hash"], resource["bytes"]) == (f"sha256:{sha(data)}", len(data))
        assert {one["path"] for one in package["resources"]} == set(names[:4])
        assert json.loads(archive.read(names[5])) == {"path": "datapackage.json", "hash": f"sha256:{sha(archive.read('datapackage.json'))}"}
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
        warc, index, listed = (archive.read(name) for name in names[:3])
    assert pages[0]["format"] == "json-pages-1.0"
    assert (pages[1]["url"], pages[1]["title"], pages[1]["ts"]) == ("https://daily.example/a", "Bridge open", "2026-01-02T03:04:05Z")
    found = gzip.decompress(index).decode().splitlines()
    assert found == sorted(found)
    assert [line.split(" ", 1)[0] for line in found] == [
        "example,daily)/a",
        "example,mirror:8080)/b?a=2&z=1",
        f"urn:sitrep:file:{sha(b'text')[:16]}/b.txt",
    ]
    for line in found:
        said = json.loads(line.split(" ", 2)[2])
        start = int(said["offset"])
        member = gzip.decompress(warc[start : start + int(said["length"])])
        assert f"WARC-Target-URI: {said['url']}\r\n".encode() in member
        assert {said["url"]} <= {page["url"] for page in pages[1:]}
    assert json.loads(listed.decode().splitlines()[1].split(" ", 2)[2])["length"] == len(index)


def test_a_long_index_is_in_blocks(tmp_path):
    entries = [
        Entry(target=f"https://a.example/{n:05}", date=NOW, status=200, media_type="text/html", digest="sha256:0", offset=n, length=1)
        for n in range(2_500)
    ]
    whole = lines(entries, "data.warc.gz")
    packed, listed = blocks(whole, "index.cdx.gz")
    assert gzip.decompress(packed).decode().splitlines() == whole
    rows = listed.splitlines()[1:]
    assert [row.split(" ")[0] for row in rows] == [f"example,a)/{n:05}" for n in (0, 1024, 2048)]
    middle = json.loads(rows[1].split(" ", 2)[2])
    part = packed[middle["offset"] : middle["offset"] + middle["length"]]
    assert gzip.decompress(part).decode().splitlines() == whole[1024:2048]
    assert middle["digest"] == f"sha256:{sha(part)}"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://www.Example.com/A/b", "com,example)/a/b"),
        ("https://example.com:443", "com,example)/"),
        ("https://example.com:8443/?", "com,example:8443)/"),
        ("https://bücher.example/", "example,xn--bcher-kva)/"),
        ("https://[::1/", "https://[::1/"),
        ("urn:sitrep:file:-", "urn:sitrep:file:-"),
    ],
)
def test_keys_of_an_index(address, key):
    assert sort_key(address) == key


def test_a_file_that_is_there_is_not_written_over_unless_that_is_wanted(tmp_path):
    path = tmp_path / "a.wacz"
    path.write_bytes(b"mine")
    with pytest.raises(PublishError, match="is there already"):
        written(path, kept())
    assert path.read_bytes() == b"mine"
    written(path, kept(), overwrite=True)
    assert zipfile.is_zipfile(path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.wacz"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_file_that_appears_meanwhile_is_not_written_over_either(tmp_path):
    path = tmp_path / "a.warc.gz"

    def items():
        yield kept()
        path.write_bytes(b"mine")

    with pytest.raises(PublishError, match="is there already"):
        write_archive(path, items(), about=ABOUT)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.warc.gz", b"mine")]


def test_what_breaks_off_leaves_nothing(tmp_path):
    def items():
        yield kept()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_archive(tmp_path / "a.wacz", items(), about=ABOUT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "reason"), [("a.zip", "is neither named"), ("no/a.wacz", "its folder is not there")])
def test_targets_that_cannot_be(tmp_path, name, reason):
    with pytest.raises(PublishError, match=reason):
        written(tmp_path / name, kept())
