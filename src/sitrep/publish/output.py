"""Writing the site into a folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import TextIO

from sitrep.errors import PublishError

MANIFEST = ".sitrep-site"


def write(files: Iterable[tuple[str, bytes]], folder: Path, *, only: Collection[str] | None = None) -> int:
    """Write (relative path, bytes) pairs into `folder`, which is made if need be; give how many files were new or changed.

    A file that already holds its bytes is left alone; each other one is put in place whole, so that a reader never sees half a page. The
    files written are listed in `.sitrep-site`; those of an earlier build that this one does not have are removed, nothing else is. `only`
    are the names of files that these may be and replace. Raises PublishError where the folder cannot be written to, a file that SitRep
    did not write is in the way, or the folder has other files of an earlier build than `only`.
    """
    folder = Path(folder)
    earlier = _earlier(folder)
    if only is not None and (other := sorted(set(earlier) - set(only))):
        raise PublishError(str(folder), f"has files of another kind that SitRep wrote ({other[0]}): choose another folder")
    ours, written = dict.fromkeys(earlier, False), 0
    with _journal(folder) as journal:
        for path, content in files:
            _check_path(path)
            if ours.get(path):
                raise PublishError(path, "is in the site twice")
            if path not in ours and _foreign(folder / path, content):
                raise PublishError(str(folder / path), "is in the way: SitRep did not write it; move it or choose another folder")
            if path not in ours:
                journal.write(path + "\n")
                journal.flush()
            ours[path] = True
            written += _put(folder / path, content)
    _remove(folder, sorted(path for path, kept in ours.items() if not kept))
    _put(folder / MANIFEST, "".join(f"{path}\n" for path in sorted(ours) if ours[path]).encode())
    return written


def written(folder: Path) -> list[str]:
    """The paths of the files in `folder` that SitRep wrote there, in order. Raises PublishError where that cannot be read."""
    return sorted(set(_earlier(Path(folder))))


def _earlier(folder: Path) -> list[str]:
    """The paths that an earlier build wrote. Lines that are no such path are passed over: nothing outside the folder is touched."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _error(folder / MANIFEST, error) from error
    return [line for line in lines if _is_inside(line)]


def _journal(folder: Path) -> TextIO:
    """The list of files, open at its end: a path is put down before its file is written, so that a build cut short can be taken up."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / MANIFEST).open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _error(folder, error) from error


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and not any(part in ("..", ".") for part in path.split("/"))
        and "\\" not in path
        and "\0" not in path
    )


def _check_path(path: str) -> None:
    if not _is_inside(path) or path == MANIFEST or "\n" in path:
        raise PublishError(path, "is not a path within the site")


def _foreign(target: Path, content: bytes) -> bool:
    """Whether something that is not this very file stands at `target`."""
    return os.path.lexists(target) and not _holds(target, content)


def _holds(target: Path, content: bytes) -> bool:
    try:
        return not target.is_symlink() and target.is_file() and target.stat().st_size == len(content) and target.read_bytes() == content
    except OSError:
        return False


def _put(target: Path, content: bytes) -> int:
    """Put a file in place in one step; 0 where it already holds these bytes, else 1."""
    if _holds(target, content):
        return 0
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise _error(target, error) from error
    return 1


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files of an earlier build, and the folders that this leaves empty."""
    for path in paths:
        try:
            (folder / path).unlink(missing_ok=True)
        except (IsADirectoryError, NotADirectoryError, PermissionError) as error:
            raise _error(folder / path, error) from error
        for parent in PurePosixPath(path).parents[:-1]:
            with contextlib.suppress(OSError):
                (folder / parent).rmdir()


def _error(path: Path, error: OSError) -> PublishError:
    return PublishError(str(path), f"cannot be written: {error.strerror or error}")
