"""What is kept of an answer: all that was said, by which machine, over which redirects, and the bytes as they came."""

import gzip
import hashlib
import zlib

import pytest
from collect_helpers import NOW
from web_helpers import ARTICLE, HERE, PAGE, fetch_all, served, settings

from sitrep.collect import Limits, collect
from sitrep.records import Encoded

TEXT = PAGE.format("").encode()


@pytest.fixture
def site():
    with served() as site:
        yield site


def taken(*addresses):
    found = list(collect(addresses, received=NOW, limits=Limits(), fetching=settings()))
    return [(item[0], item[1]) for item in found]


def test_headers_of_request_and_answer_and_the_machine_are_kept(site):
    site.routes["/a"] = (200, {"Content-Type": "text/html; charset=utf-8", "X-Odd-Case": "a  b", "ETag": '"1"'}, TEXT)
    [(capture, body)] = taken(site("/a"))
    said = capture.response
    assert (said.status, said.reason, said.version, said.ip) == (200, "OK", "HTTP/1.1", HERE)
    assert {"Content-Type: text/html; charset=utf-8", "X-Odd-Case: a  b", 'ETag: "1"', f"Content-Length: {len(TEXT)}"} <= set(said.headers)
    assert f"Host: {HERE}:{site.port}" in said.request_headers
    assert any(line.startswith("User-Agent: SitRep/") for line in said.request_headers)
    assert not any(line.lower().startswith(("cookie:", "authorization:")) for line in said.request_headers)
    assert (said.sent, said.redirects, said.archive) == (hashlib.sha256(TEXT).hexdigest(), (), None)
    assert (body, type(body)) == (TEXT, bytes)


@pytest.mark.parametrize(
    ("encoding", "packed"), [("gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT)), ("gzip", gzip.compress(TEXT) + b"rest")]
)
def test_a_compressed_body_is_kept_as_it_came(site, encoding, packed):
    site.routes["/a"] = (200, {"Content-Type": "text/html", "Content-Encoding": encoding}, packed)
    [(capture, body)] = taken(site("/a"))
    assert (body, capture.digest, capture.size) == (TEXT, hashlib.sha256(TEXT).hexdigest(), len(TEXT))
    assert isinstance(body, Encoded)
    assert body.sent == packed
    assert capture.response.sent == hashlib.sha256(packed).hexdigest()


def test_a_compressed_file_is_kept_as_it_came(site):
    packed = gzip.compress(TEXT)
    site.routes["/a.html.gz"] = (200, {"Content-Type": "application/gzip"}, packed)
    [(capture, body)] = taken(site("/a.html.gz"))
    assert (body, body.sent, capture.response.sent) == (TEXT, packed, hashlib.sha256(packed).hexdigest())


def test_the_way_to_an_answer_is_kept(site):
    site.routes["/a"] = (301, {"Location": "/b", "X-Hop": "1"}, "moved")
    site.routes["/b"] = (302, {"Location": "/c"}, "")
    site.routes["/c"] = (200, {"Content-Type": "text/plain"}, ARTICLE)
    [(capture, _)] = taken(site("/a"))
    hops = capture.response.redirects
    assert [(hop.status, hop.address, hop.ip) for hop in hops] == [(301, site("/a"), HERE), (302, site("/b"), HERE)]
    assert {"Location: /b", "X-Hop: 1"} <= set(hops[0].headers)
    assert hops[0].fetched <= hops[1].fetched <= capture.response.fetched
    assert (capture.location, capture.response.address) == (site("/a"), site("/c"))


def test_the_machine_is_known_for_connections_that_are_used_again(site):
    for number in range(4):
        site.routes[f"/{number}"] = (200, {"Content-Type": "text/plain"}, f"{ARTICLE} {number}")
    found = fetch_all(*(site(f"/{number}") for number in range(4)))
    for one in found:
        one.body.close()
    assert [one.response.ip for one in found] == [HERE] * 4
    assert len({request.transport for request in site.asked}) <= len(site.asked)
