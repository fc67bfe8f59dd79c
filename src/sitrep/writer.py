"""Texts from files and editors for the commands `assess …`. What was typed is never lost: where it cannot be saved, its file stays."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.assess import LONGEST_TEXT, take_apart
from sitrep.console import say
from sitrep.errors import AssessError
from sitrep.records import Answer

if TYPE_CHECKING:
    from sitrep.assessing import Saved
    from sitrep.pipeline import Pipeline

Saving = Callable[[str], "Saved"]


def file_text(name: str, fault: str = "cannot be read") -> str:
    """The text of a file, or of standard input for "-". Raises AssessError for what cannot be read (`fault` says so), is no UTF-8, or is
    too long.
    """
    try:
        if name == "-":
            body = sys.stdin.buffer.read(LONGEST_TEXT + 1)
        else:
            with Path(name).open("rb") as file:
                body = file.read(LONGEST_TEXT + 1)
    except (OSError, ValueError) as error:
        raise AssessError(name, f"{fault}: {getattr(error, 'strerror', None) or error}") from error
    if len(body) > LONGEST_TEXT:
        raise AssessError(name, f"is longer than {LONGEST_TEXT:,} bytes, the most that an assessment may be")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AssessError(name, f"is not UTF-8: byte {error.start + 1}") from error


def check_answer(name: str, text: str, asked: Answer) -> None:
    """Raise AssessError where the text of the file `name` answers otherwise than was asked for on the command line.

    It may say which key judgement where the command does not.
    """
    said = take_apart(text).front.answers
    if said is None:
        raise AssessError(name, "is no response: its front matter does not say what it answers, and how")
    for what, given, meant in (
        ("answers", said.assessment, asked.assessment),
        ("stance", said.stance.value, asked.stance.value),
        ("judgement", said.judgement, asked.judgement or said.judgement),
    ):
        if given != meant:
            raise AssessError(name, f"says otherwise: {what} is {given or 'not given'!r} there and {meant!r} here")


def no_file(name: str | None, template: str) -> bool:
    """Where a file is named that is not there, make it with this template, and say so. Raises AssessError where it cannot be made."""
    if name is None or name == "-":
        return False
    try:
        with Path(name).open("x", encoding="utf-8") as file:
            file.write(template)
    except FileExistsError:
        return False
    except (OSError, ValueError) as error:
        raise AssessError(name, f"cannot be made: {getattr(error, 'strerror', None) or error}") from error
    say(f"{name}: a template; fill it in and give the command again")
    return True


def from_editor(template: str, save: Saving) -> Saved:
    """Open the editor on a text and save what comes of it. Raises AssessError where nothing was written.

    What was written and could not be saved stays in a file, and that is said.
    """
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise click.UsageError("give a FILE, or set EDITOR")
    handle, name = tempfile.mkstemp(prefix="sitrep-", suffix=".md")
    os.close(handle)
    path = Path(name)
    path.write_text(template, encoding="utf-8")
    kept = False
    try:
        click.edit(filename=name)
        kept = path.read_bytes() != template.encode()
        if not kept:
            raise AssessError("text", "is as it was: nothing is saved")
        saved = save(file_text(name))
        kept = False
        return saved
    finally:
        if kept:
            say(f"sitrep: what you wrote is in {name}", error=True)
        else:
            path.unlink(missing_ok=True)


def beginning(pipeline: Pipeline, identity: str, parent: str | None, *, merge: bool, by: str, from_file: bool) -> tuple[str, str]:
    """(the id of the draft that an edit is written from, the text to open the editor on).

    A file may have been written from an older draft than the latest. Raises AssessError where only its author can say so, and where
    several drafts are the latest and nothing says which is meant.
    """
    from sitrep.assess import same_name, together
    from sitrep.assessing import drafts_of, find, latest

    heads = latest(pipeline, identity)
    if parent is None and len(heads) > 1 and not merge:
        numbers = " and ".join(str(one.number) for one in heads)
        raise AssessError(identity, f"drafts {numbers} were saved side by side: bring them together (--merge) or name one (--parent)")
    draft = find(drafts_of(pipeline, identity), parent) if parent else heads[-1]
    if from_file and parent is None and not merge and same_name(draft.by) != same_name(by):
        raise AssessError(identity, f"draft {draft.number}, the latest, is by {draft.by}: say which you wrote from (--parent NUMBER)")
    text = draft.text
    for other in (one for one in heads if merge and one.id != draft.id):
        text = together(text, other.text, f"draft {draft.number}", f"draft {other.number}")
    return draft.id, text
