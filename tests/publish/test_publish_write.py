"""Writing the site into a folder."""

import errno
import os
from pathlib import Path

import pytest

from sitrep.errors import PublishError
from sitrep.publish import write
from sitrep.publish.output import MANIFEST

FILES = {"index.html": b"<p>", "incident/a.html": b"a", "incident/b.html": b"b"}


def listed(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_only_what_changed_is_written(tmp_path):
    folder = tmp_path / "new" / "site"
    assert write(FILES.items(), folder) == 3
    before = {path: (folder / path).stat().st_mtime_ns for path in FILES}
    assert write((FILES | {"incident/b.html": b"B"}).items(), folder) == 1
    assert (folder / "incident/b.html").read_bytes() == b"B"
    assert (folder / "incident/a.html").stat().st_mtime_ns == before["incident/a.html"]
    assert listed(folder) == sorted([*FILES, MANIFEST])


def test_pages_that_are_gone_are_removed_and_nothing_else(tmp_path):
    write(FILES.items(), tmp_path)
    (tmp_path / "incident" / "mine.txt").write_text("kept")
    assert write([("index.html", b"<p>")], tmp_path) == 0
    assert listed(tmp_path) == [MANIFEST, "incident/mine.txt", "index.html"]
    (tmp_path / "incident" / "mine.txt").unlink()
    write(FILES.items(), tmp_path)
    write([("index.html", b"<p>")], tmp_path)
    assert not (tmp_path / "incident").exists()


def test_a_foreign_file_in_the_way_is_kept(tmp_path):
    (tmp_path / "index.html").write_text("somebody else's")
    with pytest.raises(PublishError, match="in the way"):
        write(FILES.items(), tmp_path)
    assert (tmp_path / "index.html").read_text() == "somebody else's"


def test_a_folder_in_the_way(tmp_path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(PublishError, match="in the way"):
        write(FILES.items(), tmp_path)


def test_the_folder_is_a_file(tmp_path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "site"):
        with pytest.raises(PublishError) as caught:
            write(FILES.items(), folder)
        assert "\n" not in str(caught.value)


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "incident").write_text("somebody else's")
    with pytest.raises(PublishError, match="cannot be written"):
        write(FILES.items(), tmp_path)
    assert (tmp_path / "incident").read_text() == "somebody else's"


def test_a_full_disk(tmp_path, monkeypatch):
    write(FILES.items(), tmp_path)

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError, match="No space left on device"):
        write((FILES | {"index.html": b"new"}).items(), tmp_path)
    assert (tmp_path / "index.html").read_bytes() == b"<p>"
    assert listed(tmp_path) == sorted([*FILES, MANIFEST])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PublishError, match="cannot be written"):
            write(FILES.items(), tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "", ".", MANIFEST, "a\nb", "a\0b"])
def test_paths_outside_are_refused(tmp_path, path):
    with pytest.raises(PublishError):
        write([(path, b"x")], tmp_path / "site")
    assert not (tmp_path / "x").exists()


def test_a_forged_list_removes_nothing_outside(tmp_path):
    folder = tmp_path / "site"
    write(FILES.items(), folder)
    (tmp_path / "precious").write_text("")
    with (folder / MANIFEST).open("a") as manifest:
        manifest.write(f"../precious\n{tmp_path}/precious\n")
    write(FILES.items(), folder)
    assert (tmp_path / "precious").exists()


def test_a_build_cut_short_can_be_taken_up(tmp_path):
    def broken():
        yield from list(FILES.items())[:2]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write(broken(), tmp_path)
    changed = FILES | {"incident/a.html": b"other"}
    assert write(changed.items(), tmp_path) == 2
    assert listed(tmp_path) == sorted([*FILES, MANIFEST])


def test_a_build_cut_short_removes_nothing(tmp_path):
    write(FILES.items(), tmp_path)

    def broken():
        yield "index.html", b"new"
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write(broken(), tmp_path)
    assert listed(tmp_path) == sorted([*FILES, MANIFEST])


def test_a_path_twice_is_refused(tmp_path):
    with pytest.raises(PublishError, match="twice"):
        write([("a.html", b"1"), ("a.html", b"2")], tmp_path)


def test_a_link_is_replaced_not_followed(tmp_path):
    folder = tmp_path / "site"
    write(FILES.items(), folder)
    (tmp_path / "outside").write_text("kept")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(tmp_path / "outside")
    write(FILES.items(), folder)
    assert (tmp_path / "outside").read_text() == "kept"
    assert (folder / "index.html").read_bytes() == b"<p>"
    assert not (folder / "index.html").is_symlink()
