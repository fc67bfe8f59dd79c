"""Servers that send too much, too slowly, for ever, or not what they say: each is a failure of one line within the bounds."""

import gzip
import time
import tracemalloc
import zlib

import pytest
from web_helpers import failed, got, raw_server, refused, served

MEBIBYTE = 2**20


@pytest.fixture
def site():
    with served() as site:
        yield site


def bomb(size: int) -> bytes:
    """Gzip of `size` zeros, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    piece = bytes(MEBIBYTE)
    return b"".join(packer.compress(piece) for _ in range(size // MEBIBYTE)) + packer.flush()


def test_what_is_too_large_is_refused(site):
    site.routes["/"] = (200, {}, b"x" * 1_001)
    assert refused(site("/"), max_bytes=1_000) == "is larger than 1000 bytes"
    site.routes["/"] = (200, {}, b"x" * 1_000)
    assert got(site("/"), max_bytes=1_000) == b"x" * 1_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compression_bomb_is_stopped_while_it_is_undone(site, encoding):
    packed = bomb(256 * MEBIBYTE)
    site.routes["/"] = (200, {"Content-Encoding": encoding}, packed if encoding == "gzip" else zlib.compress(bytes(64 * MEBIBYTE)))
    tracemalloc.start()
    try:
        assert refused(site("/"), max_bytes=MEBIBYTE) == "is larger than 1 MiB"
        assert tracemalloc.get_traced_memory()[1] < 16 * MEBIBYTE
    finally:
        tracemalloc.stop()


def test_a_bomb_inside_a_bomb_is_undone_once(site):
    site.routes["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bomb(64 * MEBIBYTE)))
    assert len(got(site("/"), max_bytes=MEBIBYTE)) < MEBIBYTE


def test_many_encodings_on_each_other_are_refused(site):
    site.routes["/"] = (200, {"Content-Encoding": ", ".join(["gzip"] * 50)}, b"x")
    assert refused(site("/")).startswith("is compressed in a way that was not asked for (gzip, gzip")


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "no such"])
def test_an_encoding_that_was_not_asked_for_is_refused(site, encoding):
    site.routes["/"] = (200, {"Content-Encoding": encoding}, b"x")
    assert refused(site("/")) == f"is compressed in a way that was not asked for ({encoding})"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"text")),
        ("x-gzip", gzip.compress(b"text")),
        ("GZIP", gzip.compress(b"te") + gzip.compress(b"xt")),
        ("gzip", gzip.compress(b"text") + b"rubbish after the end"),
        ("deflate", zlib.compress(b"text")),
        ("deflate", zlib.compress(b"text")[2:-4]),
        ("identity", b"text"),
        ("", b"text"),
    ],
)
def test_encodings_are_undone(site, encoding, packed):
    site.routes["/"] = (200, {"Content-Encoding": encoding}, packed)
    assert got(site("/")) == b"text"


def test_what_unpacks_to_many_steps_is_whole(site):
    text = bytes(range(256)) * 8_000
    site.routes["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(text))
    assert got(site("/"), max_bytes=len(text)) == text


def test_damaged_and_cut_compression_is_said(site):
    site.routes["/"] = (200, {"Content-Encoding": "gzip"}, b"not gzip at all")
    assert refused(site("/")) == "is damaged: its gzip compression cannot be undone"
    site.routes["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"text" * 100)[:-9])
    assert refused(site("/")) == "broke off while it was sent"


def test_an_endless_chunked_body_is_stopped():
    def talk(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + bytes(65536) + b"\r\n")

    with raw_server(talk) as address:
        assert refused(address, max_bytes=MEBIBYTE) == "is larger than 1 MiB"


def test_an_endless_compressed_body_that_holds_nothing_is_stopped():
    empty = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    start, block = empty.flush(zlib.Z_SYNC_FLUSH), b"\x00\x00\x00\xff\xff" * 10_000

    def talk(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + start)
        while True:
            connection.sendall(block)

    with raw_server(talk) as address:
        assert refused(address, max_bytes=MEBIBYTE) == "is larger than 1 MiB"


def test_a_body_that_drips_has_one_deadline():
    def talk(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)

    with raw_server(talk) as address:
        begun = time.monotonic()
        failure = failed(address, timeout=0.5)
    assert failure.reason == "took longer than 0.5 seconds"
    assert failure.retry
    assert time.monotonic() - begun < 30


def test_headers_that_drip_have_the_same_deadline():
    def talk(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X")
            time.sleep(0.05)

    with raw_server(talk) as address:
        assert refused(address, timeout=0.5) == "took longer than 0.5 seconds"


def test_redirects_share_one_deadline(site):
    async def slow(request):
        import asyncio

        from aiohttp import web

        await asyncio.sleep(0.3)
        return web.Response(status=302, headers={"Location": request.path + "x"})

    for length in range(5):
        site.routes["/" + "x" * length] = slow
    assert refused(site("/"), timeout=0.7, max_redirects=10) == "took longer than 0.7 seconds"
    assert len(site.paths()) == 3


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
        b"this is no web server\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a number\r\n",
        b"\x16\x03\x01\x02\x00\x01",
    ],
    ids=["long header", "many headers", "no HTTP", "bad length", "bad chunk", "TLS"],
)
def test_what_is_not_http_is_said(head):
    with raw_server(lambda connection: connection.sendall(head)) as address:
        assert refused(address, attempts=1, timeout=3) in ("does not answer in HTTP", "broke off while it was sent")


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"])
def test_a_connection_that_breaks_off_is_tried_again_and_said(head):
    tries = []

    def talk(connection):
        tries.append(1)
        connection.sendall(head)

    with raw_server(talk) as address:
        failure = failed(address, attempts=3)
    assert (failure.reason, failure.retry) == ("broke off while it was sent", True)
    # The HTTP client asks once more by itself where a connection closes before anything came.
    assert len(tries) == (3 if head else 6)


def test_nobody_listening_is_said():
    with raw_server(lambda connection: None) as address:
        pass
    failure = failed(address, attempts=2)
    assert failure.reason == "cannot be connected to (Connection refused)"
    assert failure.retry
