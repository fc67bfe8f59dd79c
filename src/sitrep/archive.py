"""The file that holds everything of a database: a ZIP of JSON Lines with a manifest (docs/reference/archive.md).

It is written and read in a stream, so that memory is bounded by the longest line. What is read was made by anybody: every size is bounded
before it is believed, nothing is unpacked to the disk, and names are only compared.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from sitrep.codec import dump_line, from_json, to_json
from sitrep.errors import CollectError, PublishError

FORMAT, VERSION = "sitrep-archive", 1
MANIFEST = "manifest.json"
EVIDENCE, DERIVED = "evidence/", "derived/"
_SUFFIX = ".jsonl"
_OLDEST_ZIP = (1980, 1, 1, 0, 0, 0)
_STEP = 2**20

# Bounds on what is read. JSON Lines seldom shrink to a twentieth; a ZIP bomb does to a thousandth.
_MOST_PARTS, _MOST_MANIFEST, _MOST_DIRECTORY = 100, 2**20, 2**16
_MOST_RATIO, _SMALL = 200, 16 * 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart:
    """A part of an archive: its path in it, how many lines and bytes it has, and the SHA-256 (hex) of them."""

    path: str
    lines: int
    bytes: int
    sha256: str

    @property
    def table(self) -> str | None:
        """The table of which it holds the rows; None for one of derived records."""
        return self.path.removeprefix(EVIDENCE).removesuffix(_SUFFIX) if self.path.startswith(EVIDENCE) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says of itself: the version of the format and of the tables, who made it and when, and its parts."""

    format: str
    version: int
    schema: int
    made_by: str
    made: datetime
    note: str
    parts: tuple[ArchivePart, ...]


class ArchiveWriter:
    """Writes an archive into a file, part by part. Used as a context manager, it lets go of the file where it is left by an error."""

    def __init__(self, file: IO[bytes], made: datetime) -> None:
        date = max(made.timetuple()[:6], _OLDEST_ZIP)
        self._date = (date[0], date[1], date[2], date[3], date[4], date[5])
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._parts: list[ArchivePart] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # After an error nobody reads the file: whether its end can be written does not matter.
        with contextlib.suppress(*(() if error is None else (OSError, ValueError))):
            self._zip.close()

    def add(self, folder: str, name: str, rows: Iterable[Any]) -> ArchivePart:
        """Write a part: a line for each row."""
        path, digest, lines, size = f"{folder}{name}{_SUFFIX}", hashlib.sha256(), 0, 0
        with self._zip.open(self._entry(path), "w", force_zip64=True) as out:
            for row in rows:
                line = (dump_line(row) + "\n").encode()
                out.write(line)
                digest.update(line)
                lines, size = lines + 1, size + len(line)
        self._parts.append(ArchivePart(path=path, lines=lines, bytes=size, sha256=digest.hexdigest()))
        return self._parts[-1]

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest, with the parts that were added, and end the archive."""
        whole = Manifest(**{**_fields(manifest), "parts": tuple(self._parts)})
        with self._zip.open(self._entry(MANIFEST), "w") as out:
            out.write((json.dumps(to_json(whole), indent=1) + "\n").encode())
        self._zip.close()
        return whole

    def _entry(self, path: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self._date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return entry


def _fields(manifest: Manifest) -> dict[str, Any]:
    return {name: getattr(manifest, name) for name in Manifest.__slots__}


class ArchiveReader:
    """An archive that is read. Raises CollectError, which names the file, for one that is none, is damaged, cut off or of a newer version.

    `longest` is the most bytes that a line may have.
    """

    def __init__(self, path: Path, *, longest: int) -> None:
        self.path = path
        self._longest = longest
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise CollectError(str(path), f"cannot be read: {error.strerror or error}") from error
        try:
            with self._errors():
                self._check_end()
                self._zip = zipfile.ZipFile(self._file)
            self._entries = self._listed()
            self.manifest = self._manifest()
            self._check_parts()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def verify(self) -> None:
        """Read every part and see that it is what the manifest says."""
        for part in self.manifest.parts:
            for _ in self._lines(part):
                pass

    def rows(self, part: ArchivePart) -> Iterator[Mapping[str, Any]]:
        """The rows of a part; at its end, as `verify` does, it is seen to be what the manifest says."""
        for number, line in enumerate(self._lines(part), 1):
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise self._wrong(f"{part.path}:{number} is not JSON") from error
            if not isinstance(row, dict):
                raise self._wrong(f"{part.path}:{number} is not an object")
            yield row

    def _lines(self, part: ArchivePart) -> Iterator[bytes]:
        digest, lines, size = hashlib.sha256(), 0, 0
        with self._errors(), self._zip.open(part.path) as raw, io.BufferedReader(cast(io.RawIOBase, raw), _STEP) as file:
            while line := file.readline(self._longest + 1):
                size, lines = size + len(line), lines + 1
                if len(line) > self._longest:
                    raise self._wrong(f"{part.path}:{lines} is longer than {self._longest:,} bytes: allow more (max_bytes)")
                if size > part.bytes:
                    break
                digest.update(line)
                yield line
        if (lines, size, digest.hexdigest()) != (part.lines, part.bytes, part.sha256):
            raise self._wrong(f"{part.path} is not what its manifest says: it was cut off, damaged or changed")

    def _check_end(self) -> None:
        """Bound the directory of the ZIP before it is read (APPNOTE.TXT 4.3.14 to 4.3.16)."""
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(size - 22 - 20 - 56, 0))
        tail = self._file.read()
        at = len(tail) - 22
        if at < 0 or not tail.startswith(b"PK\x05\x06", at) or tail[-2:] != b"\0\0":
            raise self._wrong("is not an archive of SitRep, or was cut off")
        entries, directory = struct.unpack_from("<H", tail, at + 10)[0], struct.unpack_from("<I", tail, at + 12)[0]
        if at >= 76 and tail.startswith(b"PK\x06\x07", at - 20):
            entries, directory = struct.unpack_from("<Q", tail, at - 76 + 32)[0], struct.unpack_from("<Q", tail, at - 76 + 40)[0]
        if entries > _MOST_PARTS or directory > _MOST_DIRECTORY:
            raise self._wrong(f"has more than {_MOST_PARTS} parts")
        self._file.seek(0)

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        """The entries of the ZIP by name, with what they say of their sizes bounded by the size of the file."""
        entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            if entry.filename in entries:
                raise self._wrong(f"has two parts called {_name(entry.filename)}")
            if entry.compress_type not in _METHODS or entry.flag_bits & _ENCRYPTED:
                raise self._wrong(f"has a part that is packed in another way: {_name(entry.filename)}")
            entries[entry.filename] = entry
        if sum(entry.file_size for entry in entries.values()) > _SMALL + _MOST_RATIO * self._file.seek(0, os.SEEK_END):
            raise self._wrong(f"would be more than {_MOST_RATIO} times as large unpacked: it is refused as a bomb")
        return entries

    def _manifest(self) -> Manifest:
        """The manifest; of a newer version not more than that is looked at."""
        entry = self._entries.get(MANIFEST)
        if entry is None or entry.file_size > _MOST_MANIFEST:
            raise self._wrong("is not an archive of SitRep: it has no manifest")
        with self._errors(), self._zip.open(entry) as file:
            read = file.read(_MOST_MANIFEST + 1)
        try:
            said = json.loads(read)
            if said["format"] != FORMAT:
                raise self._wrong("is not an archive of SitRep: its manifest says otherwise")
            if said["version"] > VERSION:
                raise self._wrong(f"made by a newer SitRep (archive {said['version']}; this one knows {VERSION})")
            return from_json(Manifest, said)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self._wrong("has a manifest that cannot be read") from error

    def _check_parts(self) -> None:
        parts = {part.path: part for part in self.manifest.parts}
        if len(parts) < len(self.manifest.parts) or parts.keys() | {MANIFEST} != self._entries.keys():
            raise self._wrong("has other parts than its manifest says: it was cut off or changed")
        for path, part in parts.items():
            name = path.removeprefix(EVIDENCE).removeprefix(DERIVED).removesuffix(_SUFFIX)
            if f"{EVIDENCE}{name}{_SUFFIX}" != path and f"{DERIVED}{name}{_SUFFIX}" != path:
                raise self._wrong(f"has a part of no kind that is known: {_name(path)}")
            if self._entries[path].file_size != part.bytes:
                raise self._wrong(f"{_name(path)} is not what its manifest says: it was cut off, damaged or changed")

    def _wrong(self, reason: str) -> CollectError:
        return CollectError(str(self.path), reason)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            raise self._wrong(f"is damaged or cut off ({' '.join(str(error).split()) or type(error).__name__})") from error
        except OSError as error:
            raise self._wrong(f"cannot be read: {error.strerror or error}") from error


def check_target(path: Path, *, overwrite: bool) -> None:
    """Refuse a file that cannot become an archive before any work is done for it. Raises PublishError naming it."""
    if not path.parent.is_dir():
        raise PublishError(str(path), "cannot be written: its folder is not there")
    if os.path.lexists(path) and not overwrite:
        raise PublishError(str(path), "is there already; --force writes over it")


def _name(path: str) -> str:
    return json.dumps(path[:80])
