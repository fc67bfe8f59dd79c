"""WACZ files (Web Archive Collection Zipped 1.1.1): the WARC files in them, once their bytes have the digests that the package states.

Nothing is unpacked to a place that the file names. Memory is bounded by the directory of the ZIP and `datapackage.json`.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from sitrep.errors import CollectError
from sitrep.records import Failure

_ZIP = b"PK\x03\x04"
# What the first file of a WACZ may be, where its name does not tell.
_FIRST = (b"archive/", b"indexes/", b"pages/", b"logs/", b"datapackage.json", b"datapackage-digest.json", b"fuzzy.json")
_NAME_AT = 30
_PACKAGE, _SIGNED = "datapackage.json", "datapackage-digest.json"
_WARC = re.compile(r"archive/[^/\\]{1,240}\.warc(?:\.gz)?")
_MOST_DIRECTORY = 2**20
_MOST_PACKAGE = 4 * 2**20
_MOST_TIMES = 100
_STEP = 2**18
_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha512"})
# What `zipfile` raises for files that were made to be wrong.
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, NotImplementedError, UnicodeError, ValueError)


def is_wacz(head: bytes) -> bool:
    """Whether a file is a WACZ by its first bytes, as far as those tell."""
    return head.startswith(_ZIP) and head[_NAME_AT:].startswith(_FIRST)


def wacz_parts(path: str, file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]] | Failure]:
    """(PATH/NAME, the stream) of each WARC file in a WACZ, in the order of their names; a Failure for one that cannot be relied on.

    A stream is to be read before the next one is asked for. Raises CollectError, whose subject is `path`, for what is no WACZ, is cut
    off, or is made to take time: with parts that overlap, or that unpack to more than a hundred times their size.
    """
    with _said(path, "is a damaged WACZ file, or was cut off"):
        archive = zipfile.ZipFile(cast(IO[bytes], _Bounded(file)))
    with archive:
        _check(path, archive)
        stated = _stated(path, archive)
        names = sorted(info.filename for info in archive.infolist() if info.filename.startswith("archive/") and not info.is_dir())
        if not names:
            raise CollectError(path, "holds no web archive (archive/*.warc.gz)")
        for name in names:
            yield from _part(path, archive, name, stated)
        for name in sorted(stated.keys() - set(archive.namelist())):
            yield Failure(subject=path, reason=f"lacks a part that its {_PACKAGE} lists ({_short(name)})")


def _part(path: str, archive: zipfile.ZipFile, name: str, stated: dict[str, str]) -> Iterator[tuple[str, IO[bytes]] | Failure]:
    if not (_WARC.fullmatch(name) and name.isprintable()):
        yield Failure(subject=path, reason=f"holds a part that is no WARC file by its name ({_short(name)})")
        return
    place = f"{path}/{name}"
    if name not in stated:
        yield Failure(subject=place, reason=f"is not listed in {_PACKAGE}, so that its digest cannot be checked")
    elif (wrong := _wrong(archive, name, stated[name])) is not None:
        yield Failure(subject=place, reason=wrong)
    else:
        with archive.open(name) as stream:
            yield place, cast(IO[bytes], _Read(stream, place))


def _check(path: str, archive: zipfile.ZipFile) -> None:
    """Raise CollectError for a ZIP that is made to take more time or room than it has bytes."""
    end = 0
    names: set[str] = set()
    for info in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise CollectError(path, "is a WACZ file whose parts overlap")
        end = info.header_offset + _NAME_AT + info.compress_size
        if info.filename in names:
            raise CollectError(path, f"is a WACZ file with two parts of one name ({_short(info.filename)})")
        names.add(info.filename)
        if info.flag_bits & 1:
            raise CollectError(path, "is a WACZ file that is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CollectError(path, "is a WACZ file that is compressed in a way that is not read")
        if info.file_size > _MOST_TIMES * info.compress_size + _STEP:
            raise CollectError(path, f"is a WACZ file that unpacks to more than {_MOST_TIMES} times its size")


def _stated(path: str, archive: zipfile.ZipFile) -> dict[str, str]:
    """The digest that the package states for each part, "ALGORITHM:HEX"; "" where it states none."""
    if _PACKAGE not in archive.namelist():
        raise CollectError(path, f"is no WACZ file: it has no {_PACKAGE}")
    package = _small(path, archive, _PACKAGE)
    if _SIGNED in archive.namelist():
        said = _json(path, _small(path, archive, _SIGNED), _SIGNED)
        if said.get("path", _PACKAGE) == _PACKAGE and not _has(hashlib.new, package, str(said.get("hash", ""))):
            raise CollectError(path, f"is damaged: its {_PACKAGE} does not have the digest that {_SIGNED} states")
    resources = _json(path, package, _PACKAGE).get("resources")
    listed = [one for one in resources if isinstance(one, dict)] if isinstance(resources, list) else []
    return {one["path"]: str(one.get("hash") or "") for one in listed if isinstance(one.get("path"), str)}


def _small(path: str, archive: zipfile.ZipFile, name: str) -> bytes:
    body = b""
    with _said(path, f"is damaged: its {name} cannot be unpacked"), archive.open(name) as stream:
        while len(body) <= _MOST_PACKAGE and (part := stream.read(_STEP)):
            body += part
    if len(body) > _MOST_PACKAGE:
        raise CollectError(path, f"has a {name} larger than {_MOST_PACKAGE // 2**20} MiB")
    return body


def _json(path: str, body: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CollectError(path, f"has a {name} that is not JSON") from error
    if not isinstance(found, dict):
        raise CollectError(path, f"has a {name} that is not a JSON object")
    return found


def _has(new: Any, body: bytes, stated: str) -> bool:
    algorithm, digest = _digest(stated)
    return algorithm in _DIGESTS and new(algorithm, body, usedforsecurity=False).hexdigest() == digest


def _digest(stated: str) -> tuple[str, str]:
    """The algorithm and the digest; one that does not name its algorithm is MD5 (Data Package 1.0)."""
    algorithm, found, digest = stated.strip().lower().partition(":")
    return (algorithm.replace("-", ""), digest) if found else ("md5", algorithm)


def _wrong(archive: zipfile.ZipFile, name: str, stated: str) -> str | None:
    """Why a part cannot be relied on; None where it has the digest that is stated for it."""
    algorithm, digest = _digest(stated)
    if algorithm not in _DIGESTS or not digest:
        return f"has no digest in {_PACKAGE} that can be checked"
    made = hashlib.new(algorithm, usedforsecurity=False)
    try:
        with archive.open(name) as stream:
            while part := stream.read(_STEP):
                made.update(part)
    except _BROKEN:
        return "is damaged: it cannot be unpacked"
    return None if made.hexdigest() == digest else f"is damaged: its bytes do not have the digest that {_PACKAGE} states"


@contextmanager
def _said(path: str, reason: str) -> Iterator[None]:
    try:
        yield
    except CollectError:
        raise
    except _BROKEN as error:
        raise CollectError(path, reason) from error


def _short(name: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name[:80])


class _Read(io.RawIOBase):
    """A part as it is read; what goes wrong now is said of it."""

    def __init__(self, stream: IO[bytes], place: str) -> None:
        super().__init__()
        self._stream, self._place = stream, place

    def read(self, size: int = -1) -> bytes:
        with _said(self._place, "is damaged: it cannot be unpacked"):
            return self._stream.read(size)


class _Bounded:
    """A file of which `zipfile` reads no directory that is larger than one should be: it would take all of it into memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        """As of the file."""
        body = self._file.read(_MOST_DIRECTORY + 1 if size < 0 else min(size, _MOST_DIRECTORY + 1))
        if len(body) > _MOST_DIRECTORY:
            raise zipfile.BadZipFile("directory")
        return body
