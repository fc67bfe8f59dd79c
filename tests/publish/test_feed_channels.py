"""Feeds per area, topic, type, outlet and analyst: valid, bounded, at addresses that stay, and found from the pages that they are of."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from feed_json import json_faults
from feed_rules import atom_faults, rss_faults

from sitrep.errors import PublishError
from sitrep.publish import Site, feeds, site
from sitrep.publish.feeds import is_feed
from sitrep.publish.feeds.slugs import folded, slug
from sitrep.records import (
    Answer,
    Assessment,
    AssessmentStatus,
    Citation,
    CitationKind,
    Confidence,
    Deed,
    DeedKind,
    Event,
    EventType,
    KeyJudgement,
    Likelihood,
    Marking,
    ResponseStance,
    Span,
)

BASE = "https://example.org/sitrep/"
HUB = "https://hub.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
CHECKS = {"atom": atom_faults, "rss": rss_faults, "json": json_faults}
DAY = datetime(2010, 10, 7, 12, tzinfo=UTC)
HOSTILE = (
    "../../etc/passwd",
    "CON",
    "index",
    "",
    " ",
    "\x00",
    "a/b",
    "a\\b",
    "…",
    "日本経済新聞",
    "Ünïcode Times",
    "<b>x</b>",
    "a" * 10_000,
    "\ud800",
)
HOSTILE += ("\u202egnp.exe", "-", "--", ".", "..", "%2e%2e", "feed", "atom", "com1", "q&amp;a", "]]>", "a b", "a-b", "A  B", "ａ ｂ", "x_1")


def assessment(number, **more):
    values = {
        "id": f"assessment-{number}",
        "title": f"Who holds the road, part {number}",
        "by": "A. Analyst",
        "status": AssessmentStatus.PUBLISHED,
        "draft": f"draft-{number}",
        "number": 1,
        "created": DAY - timedelta(hours=2),
        "changed": DAY,
        "published": DAY - timedelta(hours=1),
        "body": "Text.",
        "summary": "The front holds the road [[in:inc-1111111111111111]].",
        "area": "northern province",
        "topics": ("supply", "human_rights"),
        "judgements": (
            KeyJudgement(
                id="kj1",
                text="They will be back [[in:inc-1111111111111111]].",
                likelihood=Likelihood.LIKELY,
                confidence=Confidence.LOW,
                due="2010-11-01",
            ),
        ),
        "citations": (Citation(kind=CitationKind.INCIDENT, target="inc-1111111111111111", start=0, end=5),),
    }
    return Assessment(**values | more)


def deed(kind, hours, note=""):
    return Deed(
        id=f"deed-{hours}", assessment="assessment-1", draft="draft-1", kind=kind, at=DAY + timedelta(hours=hours), by="B", note=note
    )


@pytest.fixture(scope="module")
def assessed(picture):
    found = (
        assessment(1),
        assessment(
            2, by="B. Other", area="Nowhere", answers=Answer(assessment="assessment-1", judgement=None, stance=ResponseStance.DISAGREE)
        ),
        assessment(3, status=AssessmentStatus.WITHDRAWN, summary="secret now", deeds=(deed(DeedKind.WITHDRAW, 1, "a source lied"),)),
        assessment(4, status=AssessmentStatus.DRAFT, title="hidden draft"),
        assessment(5, marking=Marking.AMBER, title="hidden amber"),
        assessment(6, embargo=DAY + timedelta(days=30), title="hidden embargo"),
        assessment(7, published=DAY + timedelta(days=30), title="hidden future"),
        assessment(8, by="<script>alert(1)</script>", title='"]]><b>x</b>\x00 &amp; \ud800', topics=("../x", " ", "supply"), area="\u202e"),
    )
    return SimpleNamespace(report=replace(picture.report, assessments=found), readings=picture.readings)


def contextual(readings):
    """The readings with a context at each event."""
    return {
        name: replace(one, events=tuple(replace(event, contexts=("human_rights",)) for event in one.events))
        for name, one in readings.items()
    }


def built_of(picture, **options):
    return dict(feeds(picture.report, picture.readings, options=Site(**options)))


@pytest.fixture(scope="module")
def files(assessed):
    return built_of(assessed, base_url=BASE, hub=HUB)


def titles(files, path):
    return [item["title"] for item in json.loads(files[f"{path}.json"])["items"]]


@pytest.mark.parametrize("name", ["picture", "assessed", "empty"])
@pytest.mark.parametrize("options", [{}, {"base_url": BASE}, {"base_url": BASE, "hub": HUB, "title": 'The <desk> & "co" ]]>'}])
def test_every_feed_keeps_the_rules_of_its_format(request, name, options):
    found = built_of(request.getfixturevalue(name), **options)
    checked = 0
    for path, content in found.items():
        ending = path.rpartition(".")[2]
        if ending in CHECKS:
            faults = CHECKS[ending](content, BASE + path if options else None)
            dateless = ending == "atom" and b"<updated>1970-01-01" in content
            assert faults - ({"ImplausibleDate"} if dateless else set()) == set(), path
            checked += 1
    assert checked >= 15


def test_the_three_formats_of_a_feed_say_the_same(files):
    for path in {path.rpartition(".")[0] for path in files if is_feed(path)}:
        atom, rss = ElementTree.fromstring(files[f"{path}.atom"]), ElementTree.fromstring(files[f"{path}.rss"])[0]
        items = json.loads(files[f"{path}.json"])["items"]
        assert [one["id"] for one in items] == [one.find("guid").text for one in rss.findall("item")]
        assert [one["id"] for one in items] == [one.find(f"{ATOM}id").text for one in atom.findall(f"{ATOM}entry")]
        assert [one["title"] for one in items] == [one.find("title").text for one in rss.findall("item")]
        assert [one["url"] for one in items] == [one.find("link").text for one in rss.findall("item")]
        assert [one["content_html"] for one in items] == [one.find("description").text for one in rss.findall("item")]


def test_an_incident_is_in_the_feeds_of_its_country_area_type_and_outlets(files):
    paths = ["feed", "feed/area/pak", "feed/area/pak/northern-province", "feed/type/assault", "feed/outlet/meridian", "feed/disputes"]
    for path in paths:
        assert "Attack on tankers at Karsa" in titles(files, path), path
    assert "Attack on tankers at Karsa" not in titles(files, "feed/proposals")


def test_contexts_and_topics_share_a_feed(assessed):
    found = built_of(SimpleNamespace(report=assessed.report, readings=contextual(assessed.readings)))
    both = titles(found, "feed/topic/human-rights")
    assert "Who holds the road, part 1" in both
    events = {event.id for one in assessed.readings.values() for event in one.events}
    told = [one.title for one in assessed.report.incidents if any(set(report.events) & events for report in one.reports)]
    assert told
    assert [title for title in told if title in both] == told
    assert titles(found, "feed/topic/supply")


def test_what_analysts_published_is_in_feeds_and_nothing_else_of_theirs(files):
    everything = titles(files, "feed/assessments")
    assert "Who holds the road, part 1" in everything
    assert "Withdrawn: Who holds the road, part 3" in everything
    assert len(everything) == 4
    assert not [path for path, content in files.items() if b"hidden" in content]
    assert not [path for path, content in files.items() if b"secret now" in content]
    assert any(b"a source lied" in content for content in files.values())
    assert "Who holds the road, part 2" not in titles(files, f"feed/analyst/{slug('A. Analyst')}")
    assert titles(files, f"feed/analyst/{slug('B. Other')}") == ["Who holds the road, part 2"]


def test_an_assessment_goes_to_the_area_that_it_names_in_words(files):
    assert "Who holds the road, part 1" in titles(files, "feed/area/pak/northern-province")
    assert "Who holds the road, part 1" not in titles(files, "feed/area/pak")
    assert titles(files, "feed/area/nowhere") == ["Who holds the road, part 2"]


def test_an_assessment_says_what_it_judges_and_what_it_answers(files):
    items = {item["title"]: item for item in json.loads(files["feed/assessments.json"])["items"]}
    first, answer = items["Who holds the road, part 1"], items["Who holds the road, part 2"]
    assert "They will be back. (likely; low confidence; due 1 November 2010)" in first["summary"]
    assert "[[" not in first["summary"]
    assert first["authors"] == [{"name": "A. Analyst"}]
    assert first["_sitrep"]["related"][0]["url"] == f"{BASE}incident/inc-1111111111111111.html"
    assert "A response that disagrees: “Who holds the road, part 1”." in answer["summary"]
    assert answer["_sitrep"]["related"][0]["url"] == f"{BASE}assessment/assessment-1.html"


def test_assessments_are_updated_by_what_readers_see_alone(picture):
    def updated(*deeds, **more):
        report = replace(picture.report, assessments=(assessment(1, deeds=deeds, **more),))
        found = dict(feeds(report, picture.readings, options=Site()))
        return json.loads(found["feed/assessments.json"])["items"][0]["date_modified"]

    assert updated() == updated(deed(DeedKind.REVIEW, 1)) == updated(changed=DAY + timedelta(hours=3)) == "2010-10-07T11:00:00Z"
    assert updated(deed(DeedKind.CORRECT, 2)) == "2010-10-07T14:00:00Z"
    assert updated(deed(DeedKind.CORRECT, 2_000)) == "2010-10-07T11:00:00Z", "what lies after the report does not count"


def test_an_assessment_comes_out_of_its_embargo_as_new(picture):
    embargo = picture.report.generated - timedelta(hours=1)
    report = replace(picture.report, assessments=(assessment(1, embargo=embargo), assessment(2)))
    items = json.loads(dict(feeds(report, picture.readings, options=Site()))["feed/assessments.json"])["items"]
    assert [item["id"] for item in items] == ["urn:sitrep:assessment-1", "urn:sitrep:assessment-2"]
    assert items[0]["date_modified"] == embargo.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("highest", list(Marking))
def test_feeds_hold_what_is_marked_no_higher_than_the_site(picture, highest):
    marked = tuple(assessment(number, title=f"<{one.value}>", marking=one) for number, one in enumerate(Marking))
    report = replace(picture.report, assessments=marked)
    found = dict(feeds(report, picture.readings, options=Site(marking=highest)))
    order = list(Marking)
    assert set(titles(found, "feed/assessments")) == {f"‹{one.value}›" for one in order[: order.index(highest) + 1]}
    for path in (one for one in found if is_feed(one)):
        assert highest.value.encode() in found[path]
        assert not any(f"‹{one.value}›".encode() in found[path] for one in order[order.index(highest) + 1 :])


def test_changes_without_a_note_are_entries_of_their_own(files):
    (item,) = json.loads(files["feed/corrections.json"])["items"]
    assert item["title"] == "number 44 → 27: Police count burnt tankers"
    assert item["url"].endswith("#versions")
    assert any("/incident/" in one["url"] for one in item["_sitrep"]["related"])
    assert any("/document/" in one["url"] for one in item["_sitrep"]["related"])


def test_a_proposal_moves_with_its_positions(picture):
    def first(report):
        return json.loads(dict(feeds(report, picture.readings, options=Site()))["feed/proposals.json"])["items"][0]

    before = first(picture.report)
    proposal = picture.report.proposals[0]
    later = replace(proposal.positions[0], date="2010-10-08T01:00:00Z")
    after = first(
        replace(picture.report, proposals=(replace(proposal, positions=(*proposal.positions, later)), *picture.report.proposals[1:]))
    )
    assert after["id"] == before["id"]
    assert after["date_modified"] == "2010-10-08T01:00:00Z" > before.get("date_modified", "")


def test_entries_away_from_home_name_their_source(files):
    root = ElementTree.fromstring(files["feed/type/assault.atom"])
    source = root.find(f"{ATOM}entry/{ATOM}source")
    assert source.find(f"{ATOM}id").text == ElementTree.fromstring(files["feed.atom"]).find(f"{ATOM}id").text
    assert source.find(f"{ATOM}link").get("href") == f"{BASE}feed.atom"
    rss = ElementTree.fromstring(files["feed/type/assault.rss"]).find("channel/item/source")
    assert (rss.get("url"), rss.text) == (f"{BASE}feed.rss", "SitRep")
    assert b"<source" not in files["feed.atom"] + files["feed.rss"]


def test_entries_lead_to_articles_documents_and_proposals(files):
    entry = ElementTree.fromstring(files["feed.atom"]).find(f"{ATOM}entry")
    links = {(link.get("rel"), re.sub(r"[^/]*$", "", link.get("href").removeprefix(BASE))) for link in entry.findall(f"{ATOM}link")}
    assert {("related", "document/"), ("alternate", "incident/")} <= links
    assert any(rel == "via" for rel, _ in links)


def test_an_incident_leads_to_what_is_proposed_in_its_articles(picture):
    first, proposal = picture.report.incidents[0], picture.report.proposals[0]
    there = replace(proposal, positions=(replace(proposal.positions[0], document=first.reports[0].document),))
    found = dict(feeds(replace(picture.report, proposals=(there,)), picture.readings, options=Site(base_url=BASE)))
    entry = next(one for one in json.loads(found["feed.json"])["items"] if one["id"].endswith(first.id))
    assert entry["_sitrep"]["related"][0]["url"] == f"{BASE}proposal/{proposal.id}.html"
    (moved,) = json.loads(found["feed/proposals.json"])["items"]
    assert f"{BASE}incident/{first.id}.html" in [one["url"] for one in moved["_sitrep"]["related"]]


def test_the_hub_is_named_in_each_format_and_asks_for_an_address(files):
    for path in (one for one in files if is_feed(one)):
        assert HUB.encode() in files[path], path
    assert json.loads(files["feed.json"])["hubs"] == [{"type": "WebSub", "url": HUB}]
    with pytest.raises(PublishError, match="base_url"):
        Site(hub=HUB)
    with pytest.raises(PublishError, match="not an http"):
        Site(base_url=BASE, hub="file:///etc/passwd")


@pytest.mark.parametrize("name", HOSTILE)
def test_slugs_stay_in_their_folder(name):
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", made)
    assert made == slug(made.replace("-", " ")) or "_" in made
    assert made.partition(".")[0] not in {"con", "index", "com1"}


def test_slugs_tell_names_apart_and_do_not_depend_on_each_other():
    made = {}
    for name in HOSTILE:
        made.setdefault(slug(name), set()).add(folded(name))
    assert all(len(names) == 1 for names in made.values()), made
    assert slug("a b") == "a-b" == slug("A  B") == slug("ａ ｂ")
    assert slug("a-b") != slug("a b")
    assert slug("x") != slug(slug("x!")), "a name that looks like another's address has its own"
    assert slug(slug("x!")) != slug("x!")


def test_hostile_outlets_make_a_site_that_can_be_written(picture, tmp_path):
    first = picture.report.incidents[0]
    reports = tuple(replace(first.reports[0], outlet=name) for name in HOSTILE)
    hostile = replace(picture.report, incidents=(replace(first, reports=reports, origins=(), claims=()), *picture.report.incidents[1:]))
    found = list(site(hostile, picture.readings, options=Site(base_url=BASE)))
    paths = [path for path, _ in found]
    assert len(paths) == len(set(paths))
    assert all(".." not in PurePosixPath(path).parts and not path.startswith("/") for path in paths)
    assert all(path.isascii() and len(path) < 120 for path in paths)
    for path, content in found:
        ending = path.rpartition(".")[2]
        if is_feed(path):
            faults = CHECKS[ending](content, BASE + path) - {"ImplausibleDate"}
            assert faults == set(), path


def test_there_are_no_more_feeds_of_a_kind_than_asked_for(picture):
    first = picture.report.incidents[0]
    many = tuple(replace(first.reports[0], outlet=f"Paper {number:03}") for number in range(50))
    more = replace(first, id="inc-9999999999999999", reports=(replace(first.reports[0], outlet="Paper 049"),), origins=(), claims=())
    report = replace(picture.report, incidents=(replace(first, reports=many, origins=(), claims=()), more))
    found = dict(site(report, picture.readings, options=Site(max_feeds=5)))
    made = sorted(path for path in found if path.startswith("feed/outlet/") and path.endswith(".atom"))
    assert made == [f"feed/outlet/paper-{number}.atom" for number in ("000", "001", "002", "003", "049")], "those with the most entries"
    assert json.loads(found["feeds.json"])["left_out"]["outlet"] == 45
    assert "45 others with fewer entries have no feed." in found["feeds.html"].decode()


def test_a_merged_incident_keeps_the_entry_of_the_one_that_lives_on(picture):
    first, second = picture.report.incidents[:2]
    merged = replace(first, aliases=(second.id,))
    found = dict(feeds(replace(picture.report, incidents=(merged, *picture.report.incidents[2:])), picture.readings, options=Site()))
    ids = [item["id"] for item in json.loads(found["feed.json"])["items"]]
    assert f"urn:sitrep:{first.id}" in ids
    assert f"urn:sitrep:{second.id}" not in ids


def test_one_changed_incident_changes_only_the_feeds_that_it_is_in(picture):
    last = next(one for one in picture.report.incidents if one.type is not EventType.ASSAULT)
    changed = replace(
        picture.report, incidents=tuple(replace(one, title="New title") if one is last else one for one in picture.report.incidents)
    )
    before, after = (dict(feeds(one, picture.readings, options=Site(base_url=BASE))) for one in (picture.report, changed))
    differing = {path for path in before if before[path] != after.get(path)}
    assert {"feed.atom", "feed.rss", "feed.json"} <= differing
    assert not [path for path in differing if path.startswith("feed/type/assault")]
    assert all(b"New title" in after[path] for path in differing if is_feed(path))


def test_the_list_of_feeds_is_taken_in_by_our_own_reader(files, tmp_path):
    from sitrep.collect import Limits, captures, listed
    from sitrep.collect.kinds import OPML

    path = tmp_path / "feeds.opml"
    path.write_bytes(files["feeds.opml"])
    (found,) = [listed(*one) for one in captures(str(path), received=DAY, limits=Limits()) if one[0].media_type == OPML]
    named = [one["url"] for one in found]
    assert named == [BASE + path for path in files if is_feed(path) and path.endswith(".rss")]


def test_pages_name_the_feeds_that_they_are_of(assessed):
    found = dict(site(assessed.report, assessed.readings, options=Site(base_url=BASE)))

    def alternates(path):
        return set(re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]*)"', found[path].decode()))

    assert alternates("incident/inc-1111111111111111.html") == {
        "../feed.atom",
        "../feed/area/pak.atom",
        "../feed/area/pak/northern-province.atom",
        "../feed/type/assault.atom",
    }
    documents = {feed for path in found if path.startswith("document/") and path.endswith(".html") for feed in alternates(path)}
    assert "../feed/outlet/meridian.atom" in documents
    assert "feed/disputes.atom" in alternates("index.html") & alternates("feeds.html")
    proposal = next(path for path in found if path.startswith("proposal/") and path.endswith(".html"))
    assert "../feed/proposals.atom" in alternates(proposal)
    assert 'href="feed/outlet/meridian.atom"' in found["outlets.html"].decode()
    for path, content in found.items():
        if path.endswith(".html"):
            for href in re.findall(r'href="((?:\.\./)*feed[^"#]*)"', content.decode()):
                assert str(PurePosixPath(href.removeprefix("../"))) in found, (path, href)


def test_the_page_of_feeds_and_its_twin_name_every_feed(assessed):
    found = dict(site(assessed.report, assessed.readings, options=Site(base_url=BASE)))
    named = [line[ending] for line in json.loads(found["feeds.json"])["feeds"] for ending in ("atom", "rss", "json")]
    assert sorted(named) == sorted(path for path in found if is_feed(path))
    page = found["feeds.html"].decode()
    assert all(f'href="{path}"' in page for path in named)
    assert "feeds.opml" in page
    assert "<script" not in page
    anchors = set(re.findall(r' id="([^"]+)"', page))
    pages = {one.partition("#")[2] for one in re.findall(r'htmlUrl="([^"]+)"', found["feeds.opml"].decode()) if "feeds.html#" in one}
    assert pages
    assert pages <= anchors


def test_an_event_context_counts_only_where_a_report_tells_the_event(picture):
    name, reading = next((name, one) for name, one in picture.readings.items() if one.events)
    stray = Event(
        id="ev-stray", statement=None, trigger=Span(start=0, end=1, text=reading.document.text[:1]), type=EventType.AID, contexts=("stray",)
    )
    readings = {**picture.readings, name: replace(reading, events=(*reading.events, stray))}
    assert not [path for path, _ in feeds(picture.report, readings, options=Site()) if "stray" in path]


@pytest.mark.parametrize(("main", "kind", "counts"), [(True, None, True), (False, None, False), (True, EventType.AID, False)])
def test_contexts_are_those_of_what_the_incident_is(picture, main, kind, counts):
    """Not of what its reports tell besides, nor of what others tell of it in passing."""
    incident = next(one for one in picture.report.incidents if any(report.events and report.main for report in one.reports))
    at, told = next((at, one) for at, one in enumerate(incident.reports) if one.events and one.main)
    reading = picture.readings[told.document]
    whole = next(event for event in reading.events if event.id == told.events[0])
    more = replace(whole, id="ev-more", type=kind or incident.type, contexts=("special",))
    own = replace(whole, type=incident.type)
    events = tuple(own if event is whole else event for event in reading.events)
    report = replace(told, main=main, events=(*told.events, "ev-more"))
    held = replace(incident, reports=tuple(report if n == at else one for n, one in enumerate(incident.reports)))
    whole_report = replace(picture.report, incidents=tuple(held if one is incident else one for one in picture.report.incidents))
    readings = {**picture.readings, told.document: replace(reading, events=(*events, more))}
    found = [path for path, _ in feeds(whole_report, readings, options=Site()) if path.startswith("feed/topic/special")]
    assert bool(found) is counts
