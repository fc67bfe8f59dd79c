"""Writing an archive to its place: whole or not at all, and never over another file unless that is wanted."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sitrep.errors import PublishError
from sitrep.publish.archive.index import blocks, lines
from sitrep.publish.archive.warc import About, Kept, Page, WarcFile

_WARC, _WACZ = ".warc.gz", ".wacz"
_INSIDE = "data.warc.gz"
_STEP = 2**20
_OLDEST_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many captures and records an archive holds, and how many bytes."""

    captures: int
    records: int
    size: int


def check_target(path: Path, *, overwrite: bool) -> None:
    """Refuse what cannot become an archive before any work is done for it. Raises PublishError naming it."""
    if not path.name.lower().endswith((_WARC, _WACZ)):
        raise PublishError(str(path), "is neither named .warc.gz nor .wacz")
    if not path.parent.is_dir():
        raise PublishError(str(path), "cannot be written: its folder is not there")
    if os.path.lexists(path) and not overwrite:
        raise PublishError(str(path), "is there already; --force writes over it")


def write_archive(path: Path, kept: Iterable[Kept], *, about: About, overwrite: bool = False) -> Written:
    """Write captures as a WARC or WACZ file, told by its name. Memory is bounded by the largest capture and the index.

    Raises PublishError where the file cannot be written, or is there and is not to be overwritten.
    """
    check_target(path, overwrite=overwrite)
    try:
        with tempfile.TemporaryFile(dir=path.parent) as inner, in_place(path, overwrite=overwrite) as file:
            is_zip = path.name.lower().endswith(_WACZ)
            warc = WarcFile(inner if is_zip else file)
            warc.begin(_INSIDE if is_zip else path.name, about)
            count = 0
            for one in kept:
                warc.add(one)
                count += 1
            if is_zip:
                _wacz(file, inner, warc, about)
            return Written(captures=count, records=warc.count, size=file.tell())
    except OSError as error:
        raise PublishError(str(path), f"cannot be written: {error.strerror or error}") from error


@contextmanager
def in_place(path: Path, *, overwrite: bool) -> Iterator[IO[bytes]]:
    """A file that takes its name when the block ends; without a trace if it is left by an error."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        if overwrite:
            Path(name).replace(path)
            return
        try:
            os.link(name, path)
        except FileExistsError as error:
            raise PublishError(str(path), "is there already; --force writes over it") from error
        Path(name).unlink()
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _wacz(file: IO[bytes], inner: IO[bytes], warc: WarcFile, about: About) -> None:
    index, listed = blocks(lines(warc.entries, _INSIDE), "index.cdx.gz")
    parts: dict[str, IO[bytes] | bytes] = {
        f"archive/{_INSIDE}": inner,
        "indexes/index.cdx.gz": index,
        "indexes/index.idx": listed.encode(),
        "pages/pages.jsonl": "".join(f"{line}\n" for line in _pages(warc.pages)).encode(),
    }
    date = max(about.made.timetuple()[:6], _OLDEST_ZIP)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        resources = [_stored(archive, name, part, date) for name, part in parts.items()]
        package = json.dumps(
            {
                "profile": "data-package",
                "wacz_version": "1.1.1",
                "title": about.title,
                "description": about.description,
                "created": f"{about.made:%Y-%m-%dT%H:%M:%SZ}",
                "software": about.software,
                "resources": resources,
            },
            indent=2,
        ).encode()
        _stored(archive, "datapackage.json", package, date)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        _stored(archive, "datapackage-digest.json", json.dumps(digest).encode(), date)


def _stored(archive: zipfile.ZipFile, name: str, part: IO[bytes] | bytes, date: tuple[int, ...]) -> dict[str, object]:
    """Put a part into the ZIP without compression, so that tools can read from the middle of it; gives its line of the package."""
    digest, count = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, (date[0], date[1], date[2], date[3], date[4], date[5]))
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w", force_zip64=True) as out:
        for chunk in _chunks(part):
            out.write(chunk)
            digest.update(chunk)
            count += len(chunk)
    return {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": count}


def _chunks(part: IO[bytes] | bytes) -> Iterator[bytes]:
    if isinstance(part, bytes):
        yield part
        return
    part.seek(0)
    while chunk := part.read(_STEP):
        yield chunk


def _pages(pages: Iterable[Page]) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})
    for page in pages:
        said = {"id": page.identity, "url": page.target, "title": page.title, "ts": f"{page.date:%Y-%m-%dT%H:%M:%SZ}"}
        yield json.dumps(said)
