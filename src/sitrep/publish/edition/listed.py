"""Editions in the site: each as it went out, in a folder of its own, and in one line of the list of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sitrep.publish.dates import rfc3339
from sitrep.publish.edition.check import faults_by
from sitrep.publish.edition.page import DATA, PAGE, about, files
from sitrep.publish.edition.references import title_of
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import one_line, page_name
from sitrep.records import CitationKind, Edition

FOLDER = "edition"
# From the page of an edition to the list of them.
_LIST = "../../editions.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """An edition in one line: its page and its JSON, what it is about, how much is in it, and how many of its citations no longer hold."""

    href: str
    data: str
    id: str
    title: str
    marking: str
    area: str
    period: str
    made: str
    incidents: int
    sentences: int
    stale: int


def edition_line(edition: Edition, shelf: Shelf, kept: Collection[str]) -> EditionLine:
    """An edition as it is listed; `kept` are the ids of all editions."""
    folder, terms = _folder(edition), dict(about(edition.scope))
    return EditionLine(
        href=f"{folder}/{PAGE}",
        data=f"{folder}/{DATA}",
        id=edition.id,
        title=one_line(title_of(edition)),
        marking=edition.scope.marking.value,
        area=terms["Area"],
        period=terms["Period"],
        made=rfc3339(edition.made),
        incidents=sum(entry.kind is CitationKind.INCIDENT for entry in edition.entries),
        sentences=len(edition.sentences),
        stale=len({fault.reference for fault in faults_by(edition, shelf, kept) if fault.reference is not None}),
    )


def edition_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The page, style and JSON of an edition, as (path in the site, bytes)."""
    for name, content in files(edition, back=_LIST):
        yield f"{_folder(edition)}/{name}", content


def _folder(edition: Edition) -> str:
    return f"{FOLDER}/{page_name(edition.id)}"
