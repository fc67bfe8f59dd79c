"""An edition as files: a page that prints as a report, its style, and its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.codec import dump_line
from sitrep.publish.dates import brief, human, period, rfc3339
from sitrep.publish.edition.references import title_of
from sitrep.publish.linked import edition_claims, script
from sitrep.publish.markings import LABELS
from sitrep.publish.render import render, static
from sitrep.publish.text import shorten, web_address
from sitrep.records import Edition, Reference, ReferenceKind, Scope

PAGE, STYLE, DATA, PAPER = "edition.html", "edition.css", "edition.json", "edition.pdf"
_PLAIN = re.compile(r"[A-Za-z0-9]")
_PASSAGE = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A reference as the page prints it, in the order that ICD 206 gives: originator, title, outlet, dates, address, digest, passage."""

    number: int
    originator: str
    title: str
    outlet: str
    published: str
    accessed: str
    address: str | None
    digest: str | None
    passage: str
    reliability: str | None
    kind: str
    earlier: bool
    denial: str


def files(edition: Edition, *, preview: bool = False, back: str | None = None) -> Iterator[tuple[str, bytes]]:
    """The edition as (file name, bytes): page, style and JSON. The same bytes always.

    `preview`: the page says that it was not kept; `back` is the address of the list that it leads to, if any.
    """
    notes = [_note(number, one) for number, one in enumerate(edition.references, 1)]
    title, made = title_of(edition), rfc3339(edition.made)
    values = {
        "edition": edition,
        "title": title,
        "about": about(edition.scope),
        "made": made,
        "notes": notes,
        "label": LABELS[edition.scope.marking],
        "linked": script(edition_claims(edition)),
        "preview": preview,
        "back": back,
        "runs": runs,
    }
    yield PAGE, render("edition.html", **values)
    yield STYLE, static("edition.css") + _margins(edition, title).encode()
    yield DATA, (dump_line(edition) + "\n").encode()


def about(scope: Scope) -> tuple[tuple[str, str], ...]:
    """What an edition is about, as terms and what they say; what bounds nothing is said to."""
    days = period(scope.since, scope.until) if scope.since and scope.until else ""
    days = days or (f"from {human(scope.since)}" if scope.since else f"until {human(scope.until)}" if scope.until else "all days")
    return (
        ("Area", shorten(scope.area, 200) or "all areas"),
        ("Period", days),
        ("Kinds", ", ".join(kind.value for kind in scope.types) or "all kinds"),
        ("Topics", ", ".join(shorten(topic, 100) for topic in scope.topics) or "all topics"),
    )


def runs(references: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Reference indices as runs of numbers: 0, 1, 2, 5 are 1 to 3, and 6."""
    found: list[tuple[int, int]] = []
    for number in sorted({index + 1 for index in references}):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def _note(number: int, reference: Reference) -> Note:
    passage = " … ".join(" ".join(span.text.split()) for span in reference.passage)
    return Note(
        number=number,
        originator=reference.originator or "taken down",
        title=reference.title or "taken down",
        outlet=reference.outlet or ("publisher not known" if reference.kind is ReferenceKind.DOCUMENT and reference.originator else ""),
        published=brief(reference.published),
        accessed=brief(rfc3339(reference.accessed)) if reference.accessed else "not known",
        address=web_address(reference.address),
        digest=reference.digest,
        passage=shorten(passage, _PASSAGE),
        reliability=reference.reliability,
        kind=reference.kind.value,
        earlier=reference.earlier,
        denial=reference.denial,
    )


def _margins(edition: Edition, title: str) -> str:
    """The running title and the marking of printed pages, which stand in the style as strings."""
    label = LABELS[edition.scope.marking]
    running = _string(shorten(f"{title} · {human(rfc3339(edition.made)[:10])}", 90))
    mark = f"content: {_string(edition.scope.marking.value)}; color: {label.colour};"
    return (
        f"@page {{ @top-left {{ content: {running}; }} @top-right {{ {mark} }} @bottom-right {{ {mark} }} }}\n"
        f".tlp {{ color: {label.colour}; }}\n"
    )


def _string(text: str) -> str:
    """A CSS string of any text: every sign that is no plain letter or digit is escaped, so that none can end it."""
    return '"' + "".join(sign if _PLAIN.fullmatch(sign) else f"\\{ord(sign):x} " for sign in text) + '"'
