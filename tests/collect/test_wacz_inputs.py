"""WACZ files as inputs, and web archives at addresses: what is taken, what is refused, within which bounds."""

import hashlib
import json
import random
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from collect_helpers import NOW
from warc_helpers import http, page, record
from warc_helpers import written as written_warc
from web_helpers import HERE, PAGE, served, settings

from sitrep.collect import Limits, captures, collect
from sitrep.pipeline import open_pipeline
from sitrep.records import Failure
from sitrep.samples import folder

PACKAGE, SIGNED, NAME = "datapackage.json", "datapackage-digest.json", "archive/data.warc.gz"


@pytest.fixture
def site():
    with served() as site:
        yield site


def warc(tmp_path, *numbers, packed=True):
    return Path(written_warc(tmp_path, *(page(number) for number in numbers), packed=packed, name="part.warc")).read_bytes()


def package(parts, **more):
    """The bytes of `datapackage.json` for parts, name to body; `more`: digests that are stated instead of the right ones."""
    stated = {name: f"sha256:{hashlib.sha256(body).hexdigest()}" for name, body in parts.items()} | more.get("stated", {})
    listed = [{"name": name.rpartition("/")[2], "path": name, "hash": digest} for name, digest in stated.items() if digest is not None]
    return json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": listed}).encode()


def wacz(path, parts, *, compressed=zipfile.ZIP_STORED, extra=(), **more):
    with zipfile.ZipFile(path, "w", compressed) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
        for name, body in extra:
            archive.writestr(name, body)
        if more.get("packaged", True):
            archive.writestr(PACKAGE, package(parts, **more))
    return str(path)


def told(path, limits=None):
    """What a file gives, shortly: addresses, and failures as (subject, reason) without the file's name."""
    return [
        f"{item.subject.removeprefix(path)} {item.reason}".strip() if isinstance(item, Failure) else item[0].location
        for item in captures(path, received=NOW, limits=limits or Limits())
    ]


@pytest.mark.parametrize("compressed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("packed", [True, False])
def test_each_archive_of_a_package_is_taken(tmp_path, compressed, packed):
    suffix = ".gz" if packed else ""
    parts = {f"archive/{name}.warc{suffix}": warc(tmp_path, *numbers, packed=packed) for name, numbers in (("b", (3,)), ("a", (1, 2)))}
    parts["indexes/index.cdx"] = b"x"
    path = wacz(tmp_path / "crawl.wacz", parts, compressed=compressed)
    found = list(captures(path, received=NOW, limits=Limits()))
    assert [item[0].location for item in found] == [f"https://daily.example/{number}" for number in (1, 2, 3)]
    assert found[0][0].key == f"{path}#https://daily.example/1"
    assert found[2][0].response.archive == f"{path}/archive/b.warc{suffix}:0 <urn:test:https://daily.example/3>"


def test_what_we_export_comes_back_whole(tmp_path):
    path = tmp_path / "week.wacz"
    run = [sys.executable, "-m", "sitrep"]
    for words in (["collect", str(folder())], ["evidence", "export", "--all", "--to", str(path)]):
        assert (
            subprocess.run(
                [*run, *words, "--db", str(tmp_path / "a.db"), "--now", "2024-03-10"], capture_output=True, check=False
            ).returncode
            == 0
        )
    texts = {}
    for name, given in (("a.db", None), ("b.db", str(path))):
        with open_pipeline(tmp_path / name, now=datetime(2024, 3, 10, tzinfo=UTC)) as pipeline:
            if given:
                assert pipeline.collect([given]).failures == ()
            texts[name] = sorted(one.text for one in pipeline.store.documents() if not one.key.endswith(".txt"))
    # Bare texts have no address in the archive; they come back as resources under their names.
    assert set(texts["a.db"]) <= set(texts["b.db"])


def test_a_second_run_takes_nothing_again_and_a_folder_and_standard_input_are_looked_into(tmp_path):
    (tmp_path / "in").mkdir()
    path = wacz(tmp_path / "in" / "crawl.wacz", {NAME: warc(tmp_path, 1, 2)})
    with open_pipeline(tmp_path / "a.db", now=NOW) as pipeline:
        assert pipeline.collect([str(tmp_path / "in")]).line == "2 documents"
        assert pipeline.collect([path]).line == "0 documents, 2 addresses unchanged"
    command = [sys.executable, "-m", "sitrep", "extract", "-", "--json"]
    done = subprocess.run(command, input=Path(path).read_bytes(), capture_output=True, check=False)
    assert [json.loads(line)["key"] for line in done.stdout.splitlines()] == [f"-#https://daily.example/{number}" for number in (1, 2)]


def test_a_package_is_told_by_its_content_too(tmp_path):
    path = wacz(tmp_path / "crawl.zip", {NAME: warc(tmp_path, 1)})
    assert told(path) == ["https://daily.example/1"]
    other = wacz(tmp_path / "other.zip", {"a.txt": b"words"}, packaged=False)
    assert told(other) == ["is not text"]


def test_parts_without_the_digest_that_is_stated_are_refused_and_the_others_taken(tmp_path):
    names = ("archive/a.warc.gz", "archive/b.warc.gz", "archive/c.warc.gz", "archive/d.warc.gz")
    parts = {name: warc(tmp_path, number) for number, name in enumerate(names)}
    stated = {
        names[0]: f"sha256:{'0' * 64}",
        names[1]: hashlib.md5(parts[names[1]]).hexdigest(),
        names[2]: "crc32:00000000",
        names[3]: None,
        "archive/e.warc.gz": "sha256:00",
    }
    path = wacz(tmp_path / "crawl.wacz", parts, stated=stated)
    assert told(path) == [
        "/archive/a.warc.gz is damaged: its bytes do not have the digest that datapackage.json states",
        "https://daily.example/1",
        "/archive/c.warc.gz has no digest in datapackage.json that can be checked",
        "/archive/d.warc.gz is not listed in datapackage.json, so that its digest cannot be checked",
        "lacks a part that its datapackage.json lists (archive/e.warc.gz)",
    ]


def test_a_package_that_does_not_have_its_own_digest_is_refused(tmp_path):
    parts = {NAME: warc(tmp_path, 1)}
    for digest, reason in (
        (hashlib.sha256(package(parts)).hexdigest(), None),
        ("0" * 64, "is damaged: its datapackage.json does not have the digest that datapackage-digest.json states"),
    ):
        signed = json.dumps({"path": PACKAGE, "hash": f"sha256:{digest}"})
        path = wacz(tmp_path / "crawl.wacz", parts, extra=[(SIGNED, signed)])
        assert told(path) == [reason or "https://daily.example/1"]


def test_names_lead_nowhere(tmp_path):
    bad = ["archive/../../evil.warc.gz", "archive/a\x1b[2J.warc.gz", "archive/deep/a.warc.gz", "archive/page.html"]
    parts = {name: warc(tmp_path, 1) for name in bad} | {"../outside.warc.gz": warc(tmp_path, 2), NAME: warc(tmp_path, 3)}
    before = set(tmp_path.parent.rglob("*"))
    path = wacz(tmp_path / "crawl.wacz", parts)
    found = told(path)
    assert "https://daily.example/3" in found
    assert "https://daily.example/2" not in found
    assert sum("is no WARC file by its name" in line for line in found) == len(bad)
    assert all(line.isprintable() for line in found)
    assert set(tmp_path.parent.rglob("*")) - before == {Path(path)}


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_package_that_is_cut_is_said(tmp_path, kept):
    whole = Path(wacz(tmp_path / "crawl.wacz", {NAME: warc(tmp_path, *range(9))})).read_bytes()
    path = tmp_path / "cut.wacz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert told(str(path)) == ["is a damaged WACZ file, or was cut off"]


def test_a_package_that_is_none_is_said(tmp_path):
    path = tmp_path / "a.wacz"
    for body, reason in (
        (b"", "is empty"),
        (b"no zip", "is a damaged WACZ file, or was cut off"),
        (b"PK\x05\x06" + bytes(18), "is no WACZ file: it has no datapackage.json"),
    ):
        path.write_bytes(body)
        assert told(str(path)) == [reason]
    for said, reason in ((b"[1]", "has a datapackage.json that is not a JSON object"), (b"{", "has a datapackage.json that is not JSON")):
        wacz(path, {NAME: warc(tmp_path, 1)}, packaged=False, extra=[(PACKAGE, said)])
        assert told(str(path)) == [reason]
    wacz(path, {NAME: warc(tmp_path, 1)}, packaged=False, extra=[(PACKAGE, b"[" * 100_000)])
    assert told(str(path)) == ["has a datapackage.json that is not JSON"]
    wacz(path, {NAME: warc(tmp_path, 1)}, packaged=False)
    assert told(str(path)) == ["is no WACZ file: it has no datapackage.json"]
    assert told(wacz(path, {"pages/pages.jsonl": b"{}"})) == ["holds no web archive (archive/*.warc.gz)"]


def test_bombs_and_overlapping_parts_are_refused_before_anything_is_unpacked(tmp_path):
    path = tmp_path / "a.wacz"
    reason = "is a WACZ file that unpacks to more than 100 times its size"
    assert told(wacz(path, {"archive/a.warc": bytes(200_000_000)}, compressed=zipfile.ZIP_DEFLATED)) == [reason]
    assert told(wacz(path, {NAME: b"x"}, packaged=False, extra=[(PACKAGE, b" " * 5_000_000)])) == [
        "has a datapackage.json larger than 4 MiB"
    ]
    # All entries of the directory lead to one part (Fifield 2019).
    wacz(path, {f"archive/{letter}.warc.gz": warc(tmp_path, 1) for letter in "abcdef"})
    body = path.read_bytes()
    start = body.index(b"PK\x01\x02")
    directory = body[start:]
    for at in [at for at in range(len(directory)) if directory.startswith(b"PK\x01\x02", at)]:
        directory = directory[: at + 42] + bytes(4) + directory[at + 46 :]
    path.write_bytes(body[:start] + directory)
    assert told(str(path)) == ["is a WACZ file whose parts overlap"]


def test_a_long_directory_is_not_taken_into_memory(tmp_path):
    path = wacz(tmp_path / "a.wacz", {f"indexes/{number:050}": b"" for number in range(15_000)} | {NAME: warc(tmp_path, 1)})
    tracemalloc.start()
    assert told(path) == ["is a damaged WACZ file, or was cut off"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_encrypted_and_oddly_compressed_packages_are_refused(tmp_path):
    path = wacz(tmp_path / "a.wacz", {NAME: warc(tmp_path, 1)}, compressed=zipfile.ZIP_LZMA)
    assert told(path) == ["is a WACZ file that is compressed in a way that is not read"]
    body = bytearray(Path(wacz(tmp_path / "b.wacz", {NAME: warc(tmp_path, 1)})).read_bytes())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.wacz").write_bytes(body)
    assert told(str(tmp_path / "b.wacz")) == ["is a WACZ file that is encrypted"]


def test_bytes_changed_anywhere_give_captures_or_failures(tmp_path):
    body = Path(wacz(tmp_path / "a.wacz", {NAME: warc(tmp_path, 1, 2)})).read_bytes()
    chance = random.Random(7)
    for _ in range(120):
        changed = bytearray(body)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(body))] = chance.randrange(256)
        (tmp_path / "b.wacz").write_bytes(changed)
        assert all(line.isprintable() and "\n" not in line for line in told(str(tmp_path / "b.wacz")))


# At addresses


def opened(tmp_path, **more):
    from sitrep.config import Settings

    settings = Settings(reader="rules", allow_hosts=HERE, per_host_seconds=0, workers=1, **more)
    return open_pipeline(tmp_path / "web.db", now=NOW, settings=settings)


def test_archives_at_addresses_are_taken_as_from_files(site, tmp_path):
    site.routes["/crawl.warc.gz"] = (200, {"Content-Type": "application/warc"}, warc(tmp_path, 1, 2))
    site.routes["/plain"] = (200, {"Content-Type": "application/octet-stream"}, warc(tmp_path, 5, packed=False))
    body = Path(wacz(tmp_path / "crawl.wacz", {NAME: warc(tmp_path, 3, 4)})).read_bytes()
    site.routes["/crawl.wacz"] = (200, {"Content-Type": "application/wacz"}, body)
    inputs = [site("/crawl.warc.gz"), site("/crawl.wacz"), site("/plain")]
    with opened(tmp_path) as pipeline:
        assert pipeline.collect(inputs).line == "5 documents"
        keys = [one.key for one in pipeline.store.captures()]
        assert keys == [f"{inputs[place]}#https://daily.example/{number}" for place, number in ((0, 1), (0, 2), (1, 3), (1, 4), (2, 5))]
        assert pipeline.collect(inputs).line == "0 documents, 5 addresses unchanged"
    assert set(site.paths()) == {"/crawl.warc.gz", "/crawl.wacz", "/plain"}  # nothing that an archive names


def test_a_large_archive_is_taken_where_a_page_of_its_size_is_not(site, tmp_path):
    filled = [
        record(http(PAGE.format(f"<!-- {random.Random(number).randbytes(50_000).hex()} -->").encode()), f"https://daily.example/{number}")
        for number in range(40)
    ]
    body = Path(written_warc(tmp_path, *filled)).read_bytes()
    assert len(body) > 2_000_000
    site.routes |= {name: (200, {"Content-Type": "application/warc"}, body) for name in ("/a.warc.gz", "/a")}
    with opened(tmp_path, max_bytes=1_000_000) as pipeline:
        assert [one.reason for one in pipeline.collect([site("/a")]).failures] == ["is larger than 1000000 bytes"]
        assert pipeline.collect([site("/a.warc.gz")]).line == "40 documents"
    with opened(tmp_path, max_bytes=1_000_000, max_archive=2_000_000) as pipeline:
        assert [one.reason for one in pipeline.collect([site("/a.warc.gz")]).failures] == ["is larger than 1 MiB"]


def sent_slowly(body, pause, step):
    async def handler(request):
        import asyncio

        response = web.StreamResponse(headers={"Content-Type": "application/warc"})
        await response.prepare(request)
        for start in range(0, len(body), step):
            await response.write(body[start : start + step])
            await asyncio.sleep(pause)
        return response

    return handler


def test_an_archive_has_its_time_anew_for_each_mebibyte_and_one_that_drips_has_not(site, tmp_path):
    filled = [
        record(http(PAGE.format(f"<!-- {random.Random(number).randbytes(100_000).hex()} -->").encode()), f"https://daily.example/{number}")
        for number in range(40)
    ]
    body = Path(written_warc(tmp_path, *filled)).read_bytes()
    site.routes |= {
        "/a.warc.gz": sent_slowly(body, 0.3, 2**19),
        "/b.warc.gz": sent_slowly(body, 0.1, 500),
        "/c": sent_slowly(b"a" * 2**22, 0.3, 2**19),
    }

    def reasons(path):
        found = collect([site(path)], received=NOW, limits=Limits(), fetching=settings(timeout=1.5, attempts=1))
        return [item.reason if isinstance(item, Failure) else "taken" for item in found]

    assert reasons("/a.warc.gz") == ["taken"] * 40  # some 2.5 seconds
    assert reasons("/b.warc.gz") == reasons("/c") == ["took longer than 1.5 seconds"]


def test_an_archive_that_breaks_off_on_its_way_is_a_failure_and_gives_nothing(site, tmp_path):
    body = warc(tmp_path, 1, 2)

    async def broken(request):
        response = web.StreamResponse(headers={"Content-Length": str(len(body))})
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        request.transport.close()
        return response

    site.routes["/a.warc.gz"] = broken
    [found] = collect([site("/a.warc.gz")], received=NOW, limits=Limits(), fetching=settings())
    assert (found.reason, found.retry) == ("broke off while it was sent", True)


def test_a_list_of_feeds_cannot_bring_archives_in(site, tmp_path):
    site.routes["/crawl.warc.gz"] = (200, {"Content-Type": "application/warc"}, warc(tmp_path, 1, 2))
    (tmp_path / "feeds.opml").write_text(f'<opml version="2.0"><body><outline xmlUrl="{site("/crawl.warc.gz")}"/></body></opml>')
    found = list(collect([str(tmp_path / "feeds.opml")], received=NOW, limits=Limits(), fetching=settings()))
    assert [item for item in found if isinstance(item, Failure)] == [Failure(subject=site("/crawl.warc.gz"), reason="is not a feed")]
    assert not [item for item in found if isinstance(item, tuple) and item[2]]


def test_a_resource_of_an_archive_at_an_address_was_not_sent_by_its_server(site, tmp_path):
    one = record(b"Words of a report.", "file:///a.txt", kind="resource", Content_Type="text/plain")
    site.routes["/crawl.warc.gz"] = (200, {"ETag": '"1"'}, Path(written_warc(tmp_path, one)).read_bytes())
    [(capture, _, _)] = collect([site("/crawl.warc.gz")], received=NOW, limits=Limits(), fetching=settings())
    assert (capture.location, capture.response) == ("file:///a.txt", None)
