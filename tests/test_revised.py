"""Changed and missing articles, from a real server to the pages."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent / "collect"))
from web_helpers import served

from sitrep.cli import cli
from sitrep.config import Settings
from sitrep.missing import Missing, missing, of_article
from sitrep.pipeline import open_pipeline
from sitrep.records import Absence, Capture, Document, Failure

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
SETTINGS = Settings(reader="rules", allow_hosts="127.0.0.1", per_host_seconds=0, fetch_timeout=5, workers=1)
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = """<html><head><title>Tankers burn near Nowshera</title>
<meta property="article:published_time" content="2026-01-02T01:00:00Z"></head><body><article><h1>Tankers burn near Nowshera</h1>
<p>Gunmen attacked fuel tankers near Nowshera on Thursday, killing {} people, police spokesman Adil Shah said.</p>
<p>The fire burnt for hours, and the road to the pass was shut until the evening, an officer at the scene added.</p>{}</article></body></html>"""


@pytest.fixture
def site():
    with served() as site:
        yield site


class Desk:
    """A database that the same addresses are collected into, an hour later each time."""

    def __init__(self, folder, *addresses):
        self.db, self.addresses, self.now = folder / "sitrep.db", addresses, NOW

    def run(self):
        self.now += timedelta(hours=1)
        with open_pipeline(self.db, now=self.now, settings=SETTINGS) as pipeline:
            return list(pipeline.run(list(self.addresses)))

    def report(self):
        with open_pipeline(self.db, now=self.now, settings=SETTINGS) as pipeline:
            return pipeline.report()

    def publish(self, folder):
        with open_pipeline(self.db, now=self.now, settings=SETTINGS) as pipeline:
            pipeline.publish(folder)


def program(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments], catch_exceptions=False)


def test_a_page_that_changes_silently_is_one_article_and_the_change_is_told(tmp_path, site):
    desk = Desk(tmp_path, site("/a"))
    for toll in (44, 27):
        site.routes["/a"] = 200, HTML, PAGE.format(toll, "")
        desk.run()
    [article] = desk.report().articles
    [revision] = article.revisions
    assert (revision.before, revision.after) == article.versions
    assert [(one.what, one.before, one.after) for one in revision.points] == [("killed", "44", "27")]
    assert (revision.silent, revision.at, revision.seen) == (True, None, NOW + timedelta(hours=2))
    [incident] = desk.report().incidents
    assert [(one.document, one.replaced_by) for one in incident.reports] == [
        (article.versions[1], None),
        (article.versions[0], article.versions[1]),
    ]
    assert [origin.reports for origin in incident.origins] == [(0,)]
    [killed] = [claim for claim in incident.claims if claim.attribute == "killed"]
    assert (killed.state.value, [(one.value, one.origins) for one in killed.accounts]) == ("revised", [("27", 1), ("44", 1)])
    shown = program("show", article.versions[0], "--db", desk.db).output
    assert f"version 1 of 2; the latest is {article.versions[1]}" in shown
    assert "changed silently 2026-01-02 05:04 UTC (seen): killed 44 → 27" in shown
    assert "killing [44] people" in " ".join(shown.split())
    twin = json.loads(program("show", article.versions[0], "--db", desk.db, "--json").output)
    assert twin["history"]["revisions"][0]["points"][0] == {
        "what": "killed",
        "before": "44",
        "after": "27",
        "sentence": revision.points[0].sentence,
    }
    desk.publish(tmp_path / "site")
    for path, words in (
        ("index.html", "killed 44 → 27"),
        (f"incident/{incident.id}.html", "changed silently"),
        (f"document/{article.versions[0]}.html", "This is an earlier version."),
        ("feed.atom", "Changed silently on 2 January 2026: killed 44 → 27"),
        ("feed.rss", "Changed silently on 2 January 2026: killed 44 → 27"),
    ):
        assert words in (tmp_path / "site" / path).read_text(encoding="utf-8"), path


def test_a_correction_that_says_so_is_not_silent_and_a_comma_is_nothing(tmp_path, site):
    desk = Desk(tmp_path, site("/a"))
    note = "<p>Correction: An earlier version of this article gave a higher number of dead.</p>"
    pages = PAGE.format(44, ""), PAGE.format(44, "").replace("evening, an", "evening an"), PAGE.format(27, note)
    for page in pages:
        site.routes["/a"] = 200, HTML, page
        desk.run()
    [article] = desk.report().articles
    assert len(article.versions) == 3
    [revision] = article.revisions
    assert revision.note == "Correction: An earlier version of this article gave a higher number of dead."
    assert [(one.what, one.before, one.after) for one in revision.points] == [("killed", "44", "27")]
    desk.publish(tmp_path / "site")
    assert 'id="silent"' not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_said_until_it_answers_again(tmp_path, site, status):
    desk = Desk(tmp_path, site("/a"))
    site.routes["/a"] = 200, HTML, PAGE.format(44, "")
    desk.run()
    assert desk.report().articles == ()
    site.routes["/a"] = status, HTML, "no more"
    desk.run()
    since = desk.now
    desk.run()
    [article] = desk.report().articles
    assert article.gone == Absence(address=site("/a"), status=status, since=since)
    [document] = article.versions
    shown = program("show", document, "--db", desk.db).output
    assert f"gone since 2026-01-02 05:04 UTC (status {status}): {site('/a')}" in shown
    desk.publish(tmp_path / "site")
    page = (tmp_path / "site" / "document" / f"{document}.html").read_text(encoding="utf-8")
    assert f": its address answers with status {status}." in page.split("Gone since", 1)[1]
    site.routes["/a"] = 200, HTML, PAGE.format(44, "")
    desk.run()
    assert desk.report().articles == ()
    assert "gone since" not in program("show", document, "--db", desk.db).output
    with open_pipeline(desk.db, now=desk.now, settings=SETTINGS) as pipeline:
        assert [one.until for one in pipeline.store.absences()] == [None, desk.now]


@pytest.mark.parametrize("status", [403, 451])
def test_a_refusal_says_nothing_of_what_is_there(tmp_path, site, status):
    desk = Desk(tmp_path, site("/a"), site("/never"))
    site.routes["/a"] = 200, HTML, PAGE.format(44, "")
    desk.run()  # /never gives 404, and never answered
    site.routes["/a"] = status, HTML, "no"
    desk.run()
    assert desk.report().articles == ()


class Kept:
    """A store that had one address."""

    def __init__(self):
        self.held = []

    def add_absence(self, absence):
        self.held.append(absence)

    def absences(self):
        return iter(self.held)

    def latest_capture(self, location):
        return capture() if location == "https://a.example/1" else None


def capture():
    return Capture(digest="0", media_type="text/html", received=NOW, location="https://a.example/1", key="k", size=1)


def test_what_an_archive_or_a_file_holds_does_not_bring_an_address_back():
    store = Kept()
    Missing(store, NOW).heard(Failure(subject="https://a.example/1", reason="is not there", status=404))
    again = Missing(store, NOW + timedelta(days=1))
    again.heard(capture())
    again.heard(Failure(subject="https://a.example/1", reason="is gone", status=410))
    assert store.held == [Absence(address="https://a.example/1", status=404, since=NOW)]
    assert missing(store.held) == store.held


def test_a_feed_that_is_gone_takes_no_article_with_it():
    feed = Absence(address="https://a.example/feed", status=404, since=NOW)
    page = Absence(address="https://a.example/1/", status=404, since=NOW)
    one = Document(id="doc-1", article="art-1", key="https://a.example/feed#1", text="x", url="https://a.example/1")
    assert of_article([one], [feed]) is None
    assert of_article([one], [feed, page]) == page
    assert of_article([replace(one, url=None, key="https://a.example/1")], [feed, page]) == page
