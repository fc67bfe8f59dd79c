"""Which files are meant by what is named."""

import os
from pathlib import Path

import pytest

from sitrep.collect import expand
from sitrep.records import Failure


def reasons(inputs: list[str]) -> list[str]:
    return [found.reason for found in expand(inputs) if isinstance(found, Failure)]


def test_folders_are_walked_sorted_and_only_our_kinds_are_given(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a.html",
        "notes.md",
        "README.md",
        ".hidden.txt",
        "picture.png",
        "sub/c.jsonl.gz",
        "sub/d.RSS",
        ".git/x.txt",
        "z.pdf",
        "l.eml",
        "m.mbox.gz",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [os.path.relpath(str(path), tmp_path) for path in expand([str(tmp_path)])]
    assert found == ["a.html", "b.txt", "l.eml", "m.mbox.gz", "sub/c.jsonl.gz", "sub/d.RSS", "z.pdf"]


def test_a_named_file_of_any_kind_is_given_and_order_is_kept(tmp_path: Path) -> None:
    for name in ["b.md", ".hidden", "a.txt"]:
        (tmp_path / name).write_text("x")
    named = [str(tmp_path / name) for name in ["b.md", ".hidden", "a.txt", "b.md"]]
    assert list(expand([*named, "-"])) == [*named, "-"]


def test_globs(tmp_path: Path) -> None:
    for name in ["x2.txt", "x1.txt", "y.txt", "deep/x3.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(str(p)).name for p in expand([str(tmp_path / "x*.txt")])] == ["x1.txt", "x2.txt"]
    assert [Path(str(p)).name for p in expand([str(tmp_path / "**" / "x*.txt")])] == ["x3.txt", "x1.txt", "x2.txt"]
    assert reasons([str(tmp_path / "q*.txt")]) == ["no file fits this pattern"]


def test_a_file_whose_name_is_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("x")
    assert list(expand([str(tmp_path / "a[1].txt")])) == [str(tmp_path / "a[1].txt")]


def test_what_is_missing_is_said_with_the_input_as_given(tmp_path: Path) -> None:
    given = str(tmp_path / "none.txt")
    assert list(expand([given])) == [Failure(subject=given, reason="no such file")]


@pytest.mark.parametrize("given", ["http://example.org/a", "HTTPS://example.org/feed.xml"])
def test_addresses_are_given_as_they_are(given: str) -> None:
    assert list(expand([given])) == [given]


@pytest.mark.parametrize("given", ["", "a\0b"])
def test_what_is_no_path(given: str) -> None:
    assert reasons([given]) == ["is not a path"]


def test_a_loop_of_folders_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    found = list(expand([str(tmp_path)]))
    assert [f.reason for f in found if isinstance(f, Failure)] == ["is a link back to a folder around it (a loop)"]
    assert [p for p in found if isinstance(p, str)] == [str(tmp_path / "in" / "a.txt")]


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "missing")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert reasons([str(tmp_path / "gone")]) == ["is a link to a file that is not there"]
    assert len(reasons([str(tmp_path / "round")])) == 1


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert reasons([str(tmp_path)]) == ["holds no file of a kind that is read"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert reasons([str(tmp_path / "closed")]) == ["may not be read (permission denied)"]


def test_pipes_in_folders_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons([str(tmp_path)]) == ["holds no file of a kind that is read"]
