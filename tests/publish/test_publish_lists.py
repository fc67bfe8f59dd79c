"""Lists that a site has only where there is something in them: proposals, assessments, editions."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from edition_helpers import NOON, assessment, made, with_assessments
from test_publish_site import Page

from sitrep.publish import Site, site
from sitrep.publish.edition import digest_of, files
from sitrep.records import CitationKind, Marking, Scope


def built(picture, report=None, editions=(), **options):
    return dict(site(report or picture.report, picture.readings, options=Site(**options), editions=editions))


def bar(files):
    return files["about.html"].decode().split("</nav>")[0]


def listed(files, name):
    return json.loads(files[f"{name}.json"])[name]


@pytest.fixture
def editions(picture):
    whole = with_assessments(picture.report, assessment())
    plain, green = (made(whole, picture.readings, Scope(marking=marking)) for marking in (Marking.CLEAR, Marking.GREEN))
    return whole, plain, green


def test_the_bar_leads_to_lists_that_there_are(picture, editions):
    whole, plain, _ = editions
    none = replace(picture.report, proposals=())
    files = built(picture, none)
    assert not {"proposals.html", "assessments.html", "editions.html"} & files.keys()
    assert not any(word in bar(files) for word in ("Proposals", "Assessments", "Editions"))
    files = built(picture, whole, [plain])
    for name in ("proposals", "assessments", "editions"):
        assert f'<a href="{name}.html">{name.capitalize()}</a>' in bar(files)
        assert 'aria-current="page"' in bar({"about.html": files[f"{name}.html"]})
        assert Page(files[f"{name}.html"].decode()).ids == ["main"]


def test_every_proposal_is_listed_over_as_many_pages_as_it_takes(picture):
    one = picture.report.proposals[0]
    many = tuple(replace(one, id=f"prop-{number}", aliases=(), text=f"Open road {number}") for number in range(5))
    files = built(picture, replace(picture.report, proposals=many), page_size=2, max_front=3)
    pages = [path for path in files if path.startswith("proposals") and path.endswith(".html")]
    assert pages == ["proposals.html", "proposals-2.html", "proposals-3.html"]
    lines = [line for path in pages for line in json.loads(files[path.replace(".html", ".json")])["proposals"]]
    assert sorted(line["id"] for line in lines) == sorted(one.id for one in many)
    assert all(line["href"] in files and line["articles"] > 0 for line in lines)
    assert '<a href="proposals.html">2 more</a>' in files["index.html"].decode()
    assert files["index.html"].decode().count("Open road") == 3


def test_an_edition_stands_in_the_site_as_it_went_out(picture, editions):
    whole, plain, _ = editions
    out = built(picture, whole, [plain])
    [line] = listed(out, "editions")
    folder = line["href"].removesuffix("edition.html")
    alone = dict(files(plain))
    assert {path for path in out if path.startswith("edition/")} == {folder + name for name in alone}
    assert out[line["data"]] == alone["edition.json"]
    assert out[folder + "edition.css"] == alone["edition.css"]
    assert '<a href="../../editions.html">All editions</a>' in out[line["href"]].decode()
    assert "All editions" not in alone["edition.html"].decode()
    bare = json.loads(out[line["data"]]) | {"id": "", "digest": ""}
    assert hashlib.sha256(json.dumps(bare, ensure_ascii=False).encode()).hexdigest() == plain.digest == digest_of(plain)
    told = [entry for entry in plain.entries if entry.kind is CitationKind.INCIDENT]
    assert (line["incidents"], line["sentences"], line["stale"]) == (len(told), len(plain.sentences), 0)
    assert told


def test_the_latest_edition_is_first_and_citations_that_no_longer_hold_are_counted(picture, editions):
    whole, plain, _ = editions
    later = made(replace(whole, generated=whole.generated + timedelta(days=1)), picture.readings, previous=plain)
    gone = whole.incidents[0].reports[0].document
    kept = {name: reading for name, reading in picture.readings.items() if name != gone}
    report = replace(whole, generated=whole.generated + timedelta(days=2))
    out = dict(site(report, kept, editions=[plain, later]))
    lines = listed(out, "editions")
    assert [line["id"] for line in lines] == [later.id, plain.id]
    assert all(line["stale"] > 0 for line in lines)
    assert "no longer hold" in out["editions.html"].decode()


def test_no_edition_tells_more_than_the_site_may(picture, editions):
    whole, plain, green = editions
    ids = [line["id"] for line in listed(built(picture, whole, [plain, green]), "editions")]
    assert ids == [plain.id]
    both = [line["id"] for line in listed(built(picture, whole, [plain, green], marking=Marking.GREEN), "editions")]
    assert sorted(both) == sorted([plain.id, green.id])
    raised = with_assessments(picture.report, assessment(marking=Marking.AMBER))
    for report in (raised, with_assessments(picture.report, assessment(embargo=NOON + timedelta(days=9999))), picture.report):
        files = built(picture, report, [plain, green], marking=Marking.GREEN)
        assert not any(path.startswith("edition") for path in files)
    early = replace(whole, generated=whole.generated - timedelta(days=1))
    assert "editions.html" not in built(picture, early, [plain])
