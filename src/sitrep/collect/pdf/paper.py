"""The document of a PDF file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from sitrep.collect.clean import plain_line
from sitrep.collect.credits import wire_credit
from sitrep.collect.dates import believed, later
from sitrep.collect.fragments import PARAGRAPH
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.collect.pdf.layout import Line, body_lines, heading, paragraphs
from sitrep.collect.persons import is_person
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

# On the clock, which runs on while the machine does something else.
_PATIENCE = 4
_MOMENT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:([+-])(\d{2})'?(\d{2})?'?|(Z)(?:00'?00'?)?)?)?")
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|(?:document|untitled|slide|presentation|title|layout|sheet|book|print|scan)[\s\d_.-]*"
    r"|\S+\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|rtf|odt|pub|html?|txt|tmp|p65|pages)|.*\.(?:indd|docx?|qxd)|[\W\d_]*|(?:file|https?)://\S*",
    re.IGNORECASE,
)


def pdf_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """The document of a PDF; a Failure beside it if pages of it were left.

    Raises CollectError for one that is damaged, encrypted or without text, or that takes more time or memory than `limits` allows.
    """
    found = _read(capture.key, body, limits)
    pages = body_lines([[Line(*line) for line in page] for page in found["pages"]])
    facts = {name: plain_line(value, markup=False) for name, value in found["facts"].items()}
    first = heading(pages)
    title = _title(facts.get("title"), pages) or first
    text = PARAGRAPH.join(_without(paragraphs(pages), title, first))
    if not any(map(str.isalpha, text)):
        raise CollectError(capture.key, "is a PDF without text (scanned pages are not read)")
    author = facts.get("author")
    published, updated = _dates(facts, capture)
    yield document(
        Found(
            key=capture.key,
            text=text,
            url=capture.response.address if capture.response else None,
            title=title,
            authors=[author] if author and is_person(author, None) else [],
            published=published,
            updated=updated,
            credit=wire_credit([author] if author else [], text),
        ),
        capture,
        limits,
    )
    if found["left"]:
        yield Failure(subject=capture.key, reason=found["left"])


def _read(key: str, body: bytes, limits: Limits) -> dict[str, Any]:
    """What the process that reads says. Modules beside what is read are never taken for ours (-P)."""
    bounds = (limits.pdf_seconds, limits.pdf_bytes, limits.pdf_pages, limits.max_text)
    command = [sys.executable, "-P", "-m", "sitrep.collect.pdf.reading", *map(str, bounds)]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=_PATIENCE * limits.pdf_seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise CollectError(key, f"is a PDF that takes longer than {limits.pdf_seconds} seconds to read") from error
    if done.returncode < 0:
        raise CollectError(key, f"is a PDF that takes longer than {limits.pdf_seconds} seconds to read")
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise CollectError(key, "is a PDF that takes too much memory to read") from error
    if "refused" in answer:
        raise CollectError(key, answer["refused"])
    return answer


def _title(stated: str | None, pages: Sequence[Sequence[Line]]) -> str | None:
    """The title that the file states, if it is one: more than a word, no name of a file or a program's, and found on the first page."""
    if not stated or _NO_TITLE.fullmatch(stated) or len(stated.split()) < 2:
        return None
    first = _letters(" ".join(line.text for line in next((page for page in pages if page), ())))
    return stated if _letters(stated) in first or len(stated.split()) >= 4 else None


def _without(found: list[str], *titles: str | None) -> list[str]:
    """Without the title, where it stands before the text."""
    wanted = {_letters(title) for title in titles if title}
    for index, paragraph in enumerate(found[:5]):
        if _letters(paragraph) in wanted:
            return found[:index] + found[index + 1 :]
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text[:20_000]).casefold()


def _dates(facts: dict[str, str | None], capture: Capture) -> tuple[str | None, str | None]:
    """When it says that it was made and changed; a change within the same day is none."""
    made, changed = (_moment(facts.get(name), capture) for name in ("creation_date_raw", "modification_date_raw"))
    return made, changed if made and changed and later(changed[:10], made[:10]) else None


def _moment(stated: str | None, capture: Capture) -> str | None:
    """A date of PDF ("D:20240314101500+01'00'"), where it can be believed."""
    found = _MOMENT.fullmatch((stated or "").strip())
    if not found:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes, zulu = found.groups()
    text = f"{year}-{month}-{day}"
    if hour and (sign or zulu):
        text += f"T{hour}:{minute}:{second or '00'}" + ("Z" if zulu else f"{sign}{hours}:{minutes or '00'}")
    return believed(text, capture.received)
