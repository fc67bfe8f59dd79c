"""The site: every page with its JSON twin, and the feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import sitrep.publish.front as front
import sitrep.publish.words as words
from sitrep.codec import dump_line, to_json
from sitrep.publish.assessment import assessment_page, assessment_view, index_of
from sitrep.publish.coded import publicly
from sitrep.publish.crawlers import crawler_files, is_listed
from sitrep.publish.dates import order_of, rfc3339
from sitrep.publish.document import document_view
from sitrep.publish.edition.listed import FOLDER, edition_files, edition_line
from sitrep.publish.feeds import FORMATS, KINDS, PROPOSALS, Channel, Channels, channels_of, files_of, is_feed
from sitrep.publish.incident import incident_view, page_of
from sitrep.publish.linked import claims, script
from sitrep.publish.markings import editions_out, going_out
from sitrep.publish.options import Site
from sitrep.publish.order import heaviest_first
from sitrep.publish.proposals import proposal_line, proposal_view, proposals_in_order
from sitrep.publish.render import render, static
from sitrep.publish.shelf import Shelf, shelve
from sitrep.publish.text import page_name
from sitrep.publish.wholes import whole_files
from sitrep.records import Edition, EventType, Incident, Marking, Proposal, Reading, SituationReport

_STATIC = ("style.css", "world.svg")


def site(
    report: SituationReport, readings: Mapping[str, Reading], *, options: Site | None = None, editions: Iterable[Edition] = ()
) -> Iterator[tuple[str, bytes]]:
    """The whole site as (relative path, bytes), the front page last.

    `readings` maps document ids to readings; it is asked for one reading at a time, so it may be a view of a store. The same input
    gives the same bytes. The moment of making stands on the front page, in index.json and in report.json alone, so that other pages
    change only with their content. `editions` are those that were kept; each stands in it as it went out. What `options.marking` or an
    embargo at the report's moment keeps back is in none of them, and every page and every JSON object bears the marking. Keys are public
    names (`records.public_name`). Raises PublishError where the report contradicts itself.
    """
    options = options or Site()
    report = going_out(report, marking=options.marking, now=report.generated)
    kept = editions_out(editions, report)
    held = {"proposals": report.proposals, "assessments": report.assessments, "editions": kept}
    options = replace(options, lists=tuple(name for name, any_ in held.items() if any_))
    for path, content in _built(report, readings, kept, options):
        yield path, marked(content, options.marking) if path.endswith(".json") and not _has_own(path) else content


def _has_own(path: str) -> bool:
    """Whether a JSON file says in a way of its own to whom it may go; that of an edition stays byte for byte what its digest is of."""
    return is_feed(path) or path.startswith(f"{FOLDER}/")


def marked(content: bytes, marking: Marking) -> bytes:
    """A JSON object with the marking that it goes out under; one that says its own, and what is no object, stays as it is."""
    if not content.startswith(b'{"') or (b'"marking"' in content and "marking" in json.loads(content)):
        return content
    return b'{"marking": "%s", ' % marking.encode() + content[1:]


def _built(
    report: SituationReport, readings: Mapping[str, Reading], editions: Sequence[Edition], options: Site
) -> Iterator[tuple[str, bytes]]:
    shelf = shelve(report, readings)
    channels = channels_of(shelf, options)
    pages = ["index.html"]
    for path, content in chain(_files(shelf, channels, options), _editions(shelf, editions, options)):
        if is_listed(path, content):
            pages.append(path)
        yield path, content
    yield from crawler_files(pages, channels.changed, options)
    yield from _index(shelf, channels, options)


def _files(shelf: Shelf, channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    """Everything but what is written last. Each page that is not kept out of search engines is in the sitemap."""
    report, readings = shelf.report, shelf.readings
    for name in _STATIC:
        yield name, static(name)
    for incident in sorted(report.incidents, key=lambda one: one.id):
        yield from _incident(shelf, incident, channels.of(incident), options)
    for name in sorted(readings):
        yield from _document(shelf, readings[name], channels, options)
    for proposal in sorted(report.proposals, key=lambda one: one.id):
        yield from _proposal(shelf, proposal, channels, options)
    yield from _assessments(shelf, channels, options)
    yield from _moved(report, options)
    yield from _lists(shelf, options)
    yield from _outlets(report, channels, options)
    yield from _about(options)
    yield from _feeds(channels, options)
    yield from whole_files(shelf, options)


def _page(template: str, path: str, options: Site, *, follow: Sequence[Channel] = (), **values: Any) -> tuple[str, bytes]:
    """A page; `follow` are the feeds that a reader of it may want besides that of all incidents."""
    root, twin = "../" * path.count("/"), path.rsplit("/", 1)[-1].removesuffix(".html") + ".json"
    return path, render(template, site=options, path=path, root=root, twin=twin, follow=follow, **values)


def _twin(path: str, value: Any) -> tuple[str, bytes]:
    return path.removesuffix(".html") + ".json", (dump_line(value) + "\n").encode()


def _incident(shelf: Shelf, incident: Incident, follow: Sequence[Channel], options: Site) -> Iterator[tuple[str, bytes]]:
    path = page_of(incident)
    view = incident_view(shelf, incident)
    yield _page("incident.html", path, options, follow=follow, view=view, linked=script(claims(view.claims, shelf.cards, view.title)))
    yield _twin(path, incident)


def _document(shelf: Shelf, reading: Reading, channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    path = shelf.cards[reading.document.id].page
    outlet = channels.of_outlet(reading.document.outlet)
    yield _page("document.html", path, options, follow=(outlet,) if outlet else (), view=document_view(shelf, reading))
    history = shelf.changed.get(reading.document.article)
    yield _twin(
        path,
        {"key": shelf.cards[reading.document.id].key} | to_json(publicly(reading)) | {"history": to_json(history) if history else None},
    )


def _proposal(shelf: Shelf, proposal: Proposal, channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    view = proposal_view(shelf, proposal)
    yield _page("proposal.html", view.href, options, follow=(channels.by_path[PROPOSALS],), view=view)
    yield _twin(view.href, proposal)


def _assessments(shelf: Shelf, channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    """A page for each assessment, and the list of them where there is one."""
    if not shelf.report.assessments:
        return
    index = index_of(shelf)
    for assessment in sorted(shelf.report.assessments, key=lambda one: one.id):
        path = assessment_page(assessment)
        view = assessment_view(shelf, assessment, index)
        yield _page("assessment.html", path, options, follow=channels.of(assessment), view=view)
        yield _twin(path, assessment)
    yield from _paged("assessments", front.written(shelf), options)


def _editions(shelf: Shelf, editions: Sequence[Edition], options: Site) -> Iterator[tuple[str, bytes]]:
    """Each edition, and the list of them where there is one."""
    if not editions:
        return
    for edition in editions:
        yield from edition_files(edition)
    ids = {one.id for one in editions}
    yield from _paged("editions", [edition_line(one, shelf, ids) for one in editions], options)


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
    """All incidents, heaviest first, the latest version of each article, latest first, and proposals, on as many pages as it takes."""
    lines = [front.line(shelf, incident) for incident in heaviest_first(shelf.report.incidents)]
    yield from _paged("incidents", lines, options)
    cards = sorted((shelf.cards[names[-1]] for names in shelf.versions.values()), key=lambda card: card.id)
    dated = sorted((card for card in cards if not order_of(card.appeared)[0]), key=lambda card: order_of(card.appeared), reverse=True)
    yield from _paged("documents", [*dated, *(card for card in cards if order_of(card.appeared)[0])], options)
    if shelf.report.proposals:
        yield from _paged("proposals", [proposal_line(shelf, one) for one in proposals_in_order(shelf)], options)


def _paged(name: str, items: Sequence[Any], options: Site) -> Iterator[tuple[str, bytes]]:
    size = options.page_size
    pages = max(1, -(-len(items) // size))
    paths = [f"{name}.html" if number == 0 else f"{name}-{number + 1}.html" for number in range(pages)]
    for number, path in enumerate(paths):
        chosen = items[number * size : (number + 1) * size]
        yield _page(f"{name}.html", path, options, items=chosen, total=len(items), paths=paths, number=number)
        yield _twin(path, {name: chosen})


def _outlets(report: SituationReport, channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    grades: dict[str, Any] = {"outlets": sorted(report.outlets, key=_grade_order), "sources": sorted(report.sources, key=_grade_order)}
    feeds = {one.name: found for one in report.outlets if (found := channels.of_outlet(one.name))}
    yield _page("outlets.html", "outlets.html", options, feeds=feeds, **grades)
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


def _feeds(channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    """The feeds, and the page that lists them."""
    yield from files_of(channels, options)
    lines = [_feed_line(channel) for channel in channels.all]
    groups = {kind: [line for line in lines if line["kind"] == kind] for kind in KINDS}
    yield _page("feeds.html", "feeds.html", options, follow=channels.main, kinds=KINDS, groups=groups, left=channels.left)
    yield _twin("feeds.html", {"feeds": lines, "left_out": channels.left})


def _feed_line(channel: Channel) -> dict[str, Any]:
    """A feed as a line of the list: `entries` are those that it holds, `total` all that there are."""
    known: dict[str, Any] = {"kind": channel.kind, "title": channel.title, "about": channel.about, "anchor": channel.anchor}
    known |= {"entries": len(channel.items), "total": channel.total}
    known |= {"updated": rfc3339(channel.updated) if channel.items and channel.dated else None}
    known["note"] = "" if channel.kind != "type" else words.EVENT_TYPES[EventType(channel.title)]
    return known | {ending: f"{channel.path}.{ending}" for ending in FORMATS}


def _index(shelf: Shelf, channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
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
            "assessments": view.assessments,
            "moves": view.moved,
        },
    )
    yield _page(
        "index.html",
        "index.html",
        options,
        follow=channels.main,
        view=view,
        outlets=outlets,
        generated=generated,
        documents=len(shelf.versions),
        incidents=len(shelf.report.incidents),
    )
