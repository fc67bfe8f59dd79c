"""Opening inputs within bounds."""

import gzip
import hashlib
import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitrep.collect import Limits, captures
from sitrep.records import Capture, Failure

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
SMALL = Limits(max_bytes=100, max_line_bytes=50)


def taken(path: Path | str, limits: Limits = SMALL, **more: str) -> list[tuple[Capture, bytes] | Failure]:
    return list(captures(str(path), received=NOW, limits=limits, **more))


def reason(path: Path | str, limits: Limits = SMALL) -> str:
    [found] = taken(path, limits)
    assert isinstance(found, Failure)
    assert found.subject == str(path)
    return found.reason


def write(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_file_is_one_capture(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"Hello.\r\n")
    [(capture, body)] = taken(path, outlet="Dawn", published="2010-10-06")
    assert body == b"Hello.\r\n"
    assert capture == Capture(
        digest=hashlib.sha256(body).hexdigest(), media_type="text/plain", received=NOW, location=str(path), key=str(path), size=8,
        outlet="Dawn", published="2010-10-06",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt", "A.TXT.GZ"])
def test_gzip_is_told_by_content(tmp_path: Path, name: str) -> None:
    [(_, body)] = taken(write(tmp_path, name, gzip.compress(b"Hello.") + gzip.compress(b" Again.")))
    assert body == b"Hello. Again."


def test_lines_are_captures(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl.gz", gzip.compress(b'{"a": 1}\r\n\n  {"b": "\xe2\x80\xa8"}\n{"c"'))
    found = taken(path)
    assert [(c.key, c.location, c.media_type, b) for c, b in found] == [
        (f"{path}:1", f"{path}:1", "application/x-ndjson-line", b'{"a": 1}'),
        (f"{path}:3", f"{path}:3", "application/x-ndjson-line", b'{"b": "\xe2\x80\xa8"}'),
        (f"{path}:4", f"{path}:4", "application/x-ndjson-line", b'{"c"'),
    ]


def test_lines_are_streamed(tmp_path: Path) -> None:
    """Far more than any limit in all, and what stands before a fault is given before the fault is met."""
    line = b'{"key": "k", "text": "' + b"x" * 20 + b'"}\n'
    whole = gzip.compress(line * 100_000)
    found = captures(str(write(tmp_path, "a.jsonl", whole[: len(whole) // 2])), received=NOW, limits=SMALL)
    first: tuple[Capture, bytes] | Failure = next(found)
    assert not isinstance(first, Failure)
    count, last = 1, first
    for each in found:
        count, last = count + 1, each
    assert count > 10_000
    assert isinstance(last, Failure)
    assert last.reason == "is a compressed file that was cut off"


def test_a_line_too_long_is_left_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b'{"a": 1}\n' + b"x" * 5_000_000 + b'\n{"b": 2}\n')
    _, second, third = taken(path)
    assert second == Failure(subject=f"{path}:2", reason="is a line longer than 50 bytes")
    assert not isinstance(third, Failure)
    assert third[0].key == f"{path}:3"


def test_too_large(tmp_path: Path) -> None:
    assert reason(write(tmp_path, "a.txt", b"x" * 101)) == "is larger than 100 bytes"
    assert len(taken(write(tmp_path, "b.txt", b"x" * 100))[0]) == 2


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 MB of zeros in 100 kB: reading stops at the limit, so nothing near 100 MB is ever asked for."""
    read = 0
    original = gzip.GzipFile.read

    def counted(self: gzip.GzipFile, size: int | None = -1) -> bytes:
        nonlocal read
        part = original(self, size)
        read += len(part)
        return part

    monkeypatch.setattr(gzip.GzipFile, "read", counted)
    bomb = gzip.compress(b"0" * 100_000_000)
    assert reason(write(tmp_path, "a.txt", bomb), Limits(max_bytes=2**20)) == "is larger than 1 MiB"
    assert read < 4 * 2**20


def test_empty(tmp_path: Path) -> None:
    assert reason(write(tmp_path, "a.txt", b"")) == "is empty"
    assert reason(write(tmp_path, "b.txt.gz", gzip.compress(b""))) == "is empty"
    assert reason(write(tmp_path, "c.jsonl", b"")) == "is empty"


@pytest.mark.parametrize("cut", [5, 15, -1])
def test_a_cut_gzip_file(tmp_path: Path, cut: int) -> None:
    assert reason(write(tmp_path, "a.txt.gz", gzip.compress(os.urandom(60))[:cut])) == "is a compressed file that was cut off"


def test_a_damaged_gzip_file(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(b"Hello, hello, hello."))
    data[12] ^= 0xFF
    assert "compressed file" in reason(write(tmp_path, "a.txt.gz", bytes(data)))
    assert reason(write(tmp_path, "b.txt.gz", gzip.compress(b"a")[:-8] + b"\0" * 8)) == "is a damaged compressed file"


def test_missing_folder_and_closed(tmp_path: Path) -> None:
    assert reason(tmp_path / "none.txt") == "no such file"
    assert reason(tmp_path) == "is a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"x")
    path.chmod(0)
    assert reason(path) == "may not be read (permission denied)"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "a.txt", b"x")
    monkeypatch.setattr(Path, "open", closed)
    assert reason(path) == "may not be read (permission denied)"


@pytest.mark.parametrize(
    ("name", "what"),
    [("a.pdf", "a PDF file"), ("a.mbox.gz", "an mbox file"), ("A.PDF", "a PDF file")],
)
def test_files_that_are_not_what_their_name_says(tmp_path: Path, name: str, what: str) -> None:
    assert reason(write(tmp_path, name, b"anything")) == f"is not {what}"


KINDS = [
    ("a.txt", b"<rss>not a feed here</rss>", "text/plain"),
    ("a.txt", b'{"a": 1}', "text/plain"),
    ("a.txt", b"%PDF-1.7 ...", "text/plain"),
    ("a", b"\n%PDF-1.7 ...", "application/pdf"),
    ("a.eml", b"Subject: x", "message/rfc822"),
    ("a.html", b"plain words", "text/html"),
    ("a.html", b"<?xml version='1.0'?><!-- c --><rss/>", "application/xml"),
    ("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "application/xml"),
    ("a.rdf", b"<rdf:RDF xmlns:rdf='x'/>", "application/xml"),
    ("a.atom", '\ufeff<?xml version="1.0" encoding="utf-16"?><feed/>'.encode("utf-16-le"), "application/xml"),
    ("a.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/feed+json"),
    ("a.json", b'{\n "version": "1.0", "feed_url": "x"}', "application/feed+json"),
    ("a.xml", b'{"version": "https://jsonfeed.org/version/1", "items": []}', "application/feed+json"),
    ("a.json", b'{"key": "a", "text": "b"}', "application/x-ndjson-line"),
    ("noext", b"<!DOCTYPE html><p>x", "text/html"),
    ("noext", b"  <p>x</p>", "text/html"),
    ("noext", b"<feed xmlns='x'>", "application/xml"),
    ("noext", b'{"key": "a"}', "application/x-ndjson-line"),
    ("noext", b"Words, and <more> words.", "text/plain"),
    ("note.md", b"# Title", "text/plain"),
]


@pytest.mark.parametrize(("name", "content", "kind"), KINDS)
def test_kinds(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    [(capture, _)] = taken(write(tmp_path, name, content))
    assert capture.media_type == kind


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom"])
def test_a_feed_that_is_a_page(tmp_path: Path, name: str) -> None:
    assert reason(write(tmp_path, name, b"\n<!doctype HTML>\n<html><body>Not found")) == "is HTML, not a feed"


def test_binary_without_a_name(tmp_path: Path) -> None:
    assert reason(write(tmp_path, "noext", b"\x7fELF\0\0")) == "is not text"


class Pipe(io.RawIOBase):
    """Gives a few bytes at a time, as a pipe may."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        part, self.content = self.content[:3], self.content[3:]
        buffer[: len(part)] = part
        return len(part)


class Standard:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BufferedReader(Pipe(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"Words.", "text/plain"), (b"<html><p>x", "text/html"), (b"<rss/>", "application/xml"), (gzip.compress(b"Words."), "text/plain")],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, kind: str) -> None:
    monkeypatch.setattr(sys, "stdin", Standard(content))
    [(capture, body)] = taken("-")
    assert (capture.key, capture.location, capture.media_type) == ("-", "-", kind)
    assert capture.size == len(body)
    assert not sys.stdin.buffer.closed


def test_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Standard(b'{"key": "a"}\n{"key": "b"}\n'))
    assert [found[0].key for found in taken("-")] == ["-:1", "-:2"]
