"""From what is named on the command line to the files and addresses that are meant."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitrep.collect.imap.address import is_mailbox
from sitrep.collect.kinds import SUFFIXES, suffix
from sitrep.collect.web import is_web
from sitrep.records import Failure

STANDARD_INPUT = "-"

_OWN_SITE = ".sitrep-site"


def expand(inputs: Sequence[str]) -> Iterator[str | Failure]:
    """The paths of the files that `inputs` name, in order: files, folders (all of our kinds below them, sorted), globs, and `-`.

    Addresses of the web and of mailboxes are given as they are. Inside folders hidden files and files of other kinds are passed over; a
    file that is named is always given. An input that names nothing is a Failure whose subject is the input as it was given.
    """
    for given in inputs:
        if given == STANDARD_INPUT or is_web(given) or is_mailbox(given):
            yield given
        elif "\0" in given or not given:
            yield Failure(subject=given, reason="is not a path")
        elif os.path.lexists(given):
            yield from _named(given)
        elif glob.has_magic(given):
            yield from _matches(given)
        else:
            yield Failure(subject=given, reason="no such file")


def _named(path: str) -> Iterator[str | Failure]:
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except FileNotFoundError:
        yield Failure(subject=path, reason="is a link to a file that is not there")
        return
    except OSError as error:
        yield Failure(subject=path, reason=reason_of(error))
        return
    if is_folder:
        yield from _folder(path)
    else:
        yield path


def _matches(pattern: str) -> Iterator[str | Failure]:
    found = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    for path in found:
        yield from _named(path)
    if not found:
        yield Failure(subject=pattern, reason="no file fits this pattern")


def _folder(path: str) -> Iterator[str | Failure]:
    empty = True
    for item in _walk(path, ()):
        empty = False
        yield item
    if empty:
        yield Failure(subject=path, reason="holds no file of a kind that is read")


def _walk(folder: str, above: tuple[tuple[int, int], ...]) -> Iterator[str | Failure]:
    """Everything of ours below a folder, sorted by name; `above` are the folders on the way, to notice a loop of links."""
    try:
        status = Path(folder).stat()
        with os.scandir(folder) as listing:
            entries = sorted((entry for entry in listing if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(subject=folder, reason=reason_of(error))
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield Failure(subject=folder, reason="is a link back to a folder around it (a loop)")
        return
    if (Path(folder) / _OWN_SITE).exists():
        return  # a site that SitRep published is not a source
    for entry in entries:
        yield from _below(entry, (*above, identity))


def _below(entry: os.DirEntry[str], above: tuple[tuple[int, int], ...]) -> Iterator[str | Failure]:
    try:
        if entry.is_dir():
            yield from _walk(entry.path, above)
        elif suffix(entry.name) in SUFFIXES and (entry.is_file() or entry.is_symlink()):
            yield entry.path
    except OSError as error:
        yield Failure(subject=entry.path, reason=reason_of(error))


def reason_of(error: OSError) -> str:
    """An operating system's error in the words that SitRep uses for it."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    return f"cannot be read ({error.strerror or type(error).__name__})"
