"""The site: every page with its JSON twin, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sitrep.publish.front as front
import sitrep.publish.words as words
from sitrep.codec import dump_line, to_json
from sitrep.publish.dates import order_of
from sitrep.publish.document import document_view
from sitrep.publish.feeds import feeds_of
from sitrep.publish.incident import incident_view, page_of
from sitrep.publish.options import Site
from sitrep.publish.order import heaviest_first
from sitrep.publish.proposals import proposal_view
from sitrep.publish.render import render, static
from sitrep.publish.shelf import Shelf, shelve
from sitrep.publish.text import page_name
from sitrep.records import EventType, Incident, Proposal, Reading, SituationReport

_STATIC = ("style.css", "world.svg")


def site(report: SituationReport, readings: Mapping[str, Reading], *, options: Site | None = None) -> Iterator[tuple[str, bytes]]:
    """The whole site as (relative path, bytes), the front page last.

    `readings` maps document ids to readings; it is asked for one reading at a time, so it may be a view of a store. The same input
    gives the same bytes. The moment of making stands on the front page, in index.json and in report.json alone, so that other pages
    change only with their content. Raises PublishError where the report contradicts itself.
    """
    options = options or Site()
    shelf = shelve(report, readings)
    for name in _STATIC:
        yield name, static(name)
    for incident in sorted(report.incidents, key=lambda one: one.id):
        yield from _incident(shelf, incident, options)
    for name in sorted(readings):
        yield from _document(shelf, readings[name], options)
    for proposal in sorted(report.proposals, key=lambda one: one.id):
        yield from _proposal(shelf, proposal, options)
    yield from _moved(report, options)
    yield from _lists(shelf, options)
    yield from _outlets(report, options)
    yield from _about(options)
    yield from feeds_of(shelf, options)
    yield from _crawlers(shelf, options)
    yield from _index(shelf, options)


def _page(template: str, path: str, options: Site, **values: Any) -> tuple[str, bytes]:
    root = "../" * path.count("/")
    return path, render(
        template, site=options, path=path, root=root, twin=path.rsplit("/", 1)[-1].removesuffix(".html") + ".json", **values
    )


def _twin(path: str, value: Any) -> tuple[str, bytes]:
    return path.removesuffix(".html") + ".json", (dump_line(value) + "\n").encode()


def _incident(shelf: Shelf, incident: Incident, options: Site) -> Iterator[tuple[str, bytes]]:
    path = page_of(incident)
    yield _page("incident.html", path, options, view=incident_view(shelf, incident))
    yield _twin(path, incident)


def _document(shelf: Shelf, reading: Reading, options: Site) -> Iterator[tuple[str, bytes]]:
    path = shelf.cards[reading.document.id].page
    yield _page("document.html", path, options, view=document_view(shelf, reading))
    history = shelf.changed.get(reading.document.article)
    yield _twin(path, {"key": reading.document.key} | to_json(reading) | {"history": to_json(history) if history else None})


def _proposal(shelf: Shelf, proposal: Proposal, options: Site) -> Iterator[tuple[str, bytes]]:
    view = proposal_view(shelf, proposal)
    yield _page("proposal.html", view.href, options, view=view)
    yield _twin(view.href, proposal)


def _moved(report: SituationReport, options: Site) -> Iterator[tuple[str, bytes]]:
    """A signpost for each id that was merged into another, so that old links stay true."""
    living = {one.id for one in report.incidents} | {one.id for one in report.proposals}
    records: list[tuple[str, Incident | Proposal]] = [("incident", one) for one in report.incidents]
    records += [("proposal", one) for one in report.proposals]
    done: set[str] = set()
    for folder, record in sorted(records, key=lambda pair: (pair[0], pair[1].id)):
        for alias in sorted(set(record.aliases) - living - done):
            done.add(alias)
            path, target = f"{folder}/{page_name(alias)}.html", f"{page_name(record.id)}.html"
            yield _page("moved.html", path, options, target=target)
            yield _twin(path, {"id": alias, "merged_into": record.id})


def _lists(shelf: Shelf, options: Site) -> Iterator[tuple[str, bytes]]:
    """All incidents, heaviest first, and the latest version of each article, latest first, on as many pages as it takes."""
    lines = [front.line(shelf, incident) for incident in heaviest_first(shelf.report.incidents)]
    yield from _paged("incidents", lines, options)
    cards = sorted((shelf.cards[names[-1]] for names in shelf.versions.values()), key=lambda card: card.id)
    dated = sorted((card for card in cards if not order_of(card.appeared)[0]), key=lambda card: order_of(card.appeared), reverse=True)
    yield from _paged("documents", [*dated, *(card for card in cards if order_of(card.appeared)[0])], options)


def _paged(name: str, items: Sequence[Any], options: Site) -> Iterator[tuple[str, bytes]]:
    size = options.page_size
    pages = max(1, -(-len(items) // size))
    paths = [f"{name}.html" if number == 0 else f"{name}-{number + 1}.html" for number in range(pages)]
    for number, path in enumerate(paths):
        chosen = items[number * size : (number + 1) * size]
        yield _page(f"{name}.html", path, options, items=chosen, total=len(items), paths=paths, number=number)
        yield _twin(path, {name: chosen})


def _outlets(report: SituationReport, options: Site) -> Iterator[tuple[str, bytes]]:
    grades = {"outlets": sorted(report.outlets, key=_grade_order), "sources": sorted(report.sources, key=_grade_order)}
    yield _page("outlets.html", "outlets.html", options, **grades)
    yield _twin("outlets.html", grades)


def _grade_order(grade: Any) -> tuple[str, str]:
    return (grade.reliability, grade.name)


def _about(options: Site) -> Iterator[tuple[str, bytes]]:
    yield _page("about.html", "about.html", options, types=list(EventType))
    yield _twin(
        "about.html",
        {
            "reliability": words.RELIABILITY,
            "credibility": words.CREDIBILITY,
            "states": {state.value: meaning for state, (_, _, meaning) in words.STATES.items()},
            "types": {kind.value: meaning for kind, meaning in words.EVENT_TYPES.items()},
        },
    )


def _crawlers(shelf: Shelf, options: Site) -> Iterator[tuple[str, bytes]]:
    """robots.txt, and where the address is known a sitemap. Copies of articles are kept out of search engines by their own pages."""
    lines = ["User-agent: *", "Allow: /"]
    if options.base_url is not None:
        lines.append(f"Sitemap: {options.base_url}sitemap.xml")
        paths = ["", "incidents.html", "outlets.html", "about.html"]
        paths += sorted(page_of(incident) for incident in shelf.report.incidents)
        paths += sorted(proposal_view(shelf, proposal).href for proposal in shelf.report.proposals)
        yield "sitemap.xml", render("sitemap.xml", addresses=[options.base_url + path for path in paths[:50_000]])
    yield "robots.txt", ("\n".join(lines) + "\n").encode()


def _index(shelf: Shelf, options: Site) -> Iterator[tuple[str, bytes]]:
    view = front.front(shelf, options.max_front, options.new_days)
    outlets = sorted(shelf.report.outlets, key=_grade_order)
    generated = to_json(shelf.report.generated)
    yield "report.json", (dump_line(shelf.report) + "\n").encode()
    yield _twin(
        "index.html",
        {
            "generated": generated,
            "incidents": [*view.fresh, *view.earlier],
            "disputes": view.disputes,
            "corrections": [change.revision for change in view.silent],
            "proposals": view.proposals,
            "moves": view.moved,
        },
    )
    yield _page(
        "index.html",
        "index.html",
        options,
        view=view,
        outlets=outlets,
        generated=generated,
        documents=len(shelf.versions),
        incidents=len(shelf.report.incidents),
    )
