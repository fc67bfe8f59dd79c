"""An edition as files: well formed, safe, marked on each page, and a PDF that says what the page says."""

import io
import json
import re
import shutil
from dataclasses import replace
from itertools import product

import pytest
from edition_helpers import BURNT, assessment, made, with_assessments
from test_publish_site import Page
from test_publish_style import COLOUR, contrast

import sitrep.publish.edition.printing as printing
from sitrep.codec import from_json
from sitrep.errors import PublishError
from sitrep.publish import write
from sitrep.publish.edition import DATA, PAGE, PAPER, STYLE, files, paper
from sitrep.publish.edition.page import about, runs
from sitrep.publish.markings import LABELS
from sitrep.records import Edition, EventType, Marking, Scope

SCOPE = Scope(title='Karsa "} @import url(//x); </style>', area="Karsa", since="2010-10-01", until="2010-10-08", marking=Marking.AMBER)
HAS_WEASYPRINT = True
try:
    import weasyprint  # noqa: F401
except (ImportError, OSError):
    HAS_WEASYPRINT = False
BROWSER = next((name for name in printing._BROWSERS if shutil.which(name)), None)


@pytest.fixture(scope="module")
def edition(picture):
    return made(with_assessments(picture.report, assessment(marking=Marking.AMBER)), picture.readings, SCOPE)


@pytest.fixture(scope="module")
def pages(edition):
    return dict(files(edition))


@pytest.fixture(scope="module", params=["full", "empty", "bare"])
def page(request, edition, empty):
    chosen = {"full": edition, "empty": made(empty.report, {}), "bare": edition.without({one.target for one in edition.references})}
    return Page(dict(files(chosen[request.param]))[PAGE].decode().removeprefix("<!doctype html>"))


def test_pages_are_well_formed_safe_and_lead_to_their_references(page):
    assert len(page.ids) == len(set(page.ids))
    tags = {tag for tag, values in page.elements if (tag, values) != ("script", {"type": "application/ld+json"})}
    assert not tags & {"script", "iframe", "object", "embed", "style", "form", "base", "img"}
    assert {values["href"][1:] for values in page.of("a") if values["href"].startswith("#")} <= set(page.ids)
    assert not [name for _, values in page.elements for name in values if name.startswith("on") or name == "style"]


def test_the_page_says_scope_marking_sentences_and_references(edition, pages):
    page = Page(pages[PAGE].decode())
    assert page.text.count("TLP:AMBER") >= 4
    assert LABELS[Marking.AMBER].meaning in page.text
    for sentence in edition.sentences:
        shown = [clause.text for clause in sentence.clauses]
        assert all(" ".join(text.split()).replace("\x1b", "\ufffd") in page.text for text in shown)
    for digest in {one.digest for one in edition.references if one.digest}:
        assert digest in page.text
    assert "1 October 2010 to 8 October 2010" in page.text
    assert "An earlier version, since changed." in page.text


def test_each_clause_is_followed_by_the_numbers_of_its_references(edition, pages):
    source = pages[PAGE].decode()
    [told] = [one for one in edition.sentences if one.about == "perpetrator"]
    [at] = told.references
    assert f'quoted in Meridian</bdi><sup class="cites"><span><a href="#ref-{at + 1}">{at + 1}</a></span></sup>' in source


def test_runs_of_numbers():
    assert runs([0, 1, 2, 4, 7, 8]) == ((1, 3), (5, 5), (8, 9))
    assert runs([]) == ()
    assert runs([3, 3]) == ((4, 4),)


def test_what_bounds_nothing_is_said():
    assert about(Scope()) == (("Area", "all areas"), ("Period", "all days"), ("Kinds", "all kinds"), ("Topics", "all topics"))
    scope = Scope(area="Oss", since="2010-10-01", types=(EventType.ASSAULT, EventType.AID), topics=("the pass",))
    assert [says for _, says in about(scope)] == ["Oss", "from 1 October 2010", "ASSAULT, AID", "the pass"]
    assert about(Scope(until="2010-10-01"))[1][1] == "until 1 October 2010"


def test_a_hostile_title_stays_within_its_string_of_the_style(pages):
    style = pages[STYLE].decode()
    [running] = re.findall(r"@top-left \{ content: (.*?); \} @top-right", style)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]+ )+"', running)
    assert "@import" not in style
    assert style.count('content: "TLP\\3a AMBER"') == 2


def test_the_json_is_the_edition(edition, pages):
    assert from_json(Edition, json.loads(pages[DATA])) == edition
    assert json.loads(pages[DATA])["scope"]["marking"] == "TLP:AMBER"


def test_a_preview_says_that_it_is_one(edition, pages):
    assert b"A preview" in dict(files(edition, preview=True))[PAGE]
    assert b"A preview" not in pages[PAGE]


def test_what_was_taken_down_shows_as_that(edition):
    names = {one.target for one in edition.references if one.outlet == "Meridian"}
    text = Page(dict(files(edition.without(names)))[PAGE].decode()).text
    assert "An entry that rested on an article which was taken down" in text
    assert "Words of an article that was taken down." in text
    assert "counted more than 50 burnt lorries" not in text


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_contrast(pages, scheme):
    sheet = pages[STYLE].decode()
    starts = {"light": 0, "dark": sheet.index("prefers-color-scheme: dark"), "print": sheet.index("@media print")}
    colours = dict(COLOUR.findall(sheet[: starts["dark"]]))
    colours |= dict(COLOUR.findall(sheet[starts[scheme] :].split("}")[0]))
    for text, ground in product(("ink", "muted", "accent"), ("ground", "panel", "target")):
        assert contrast(colours[text], colours[ground]) >= 4.5, (scheme, text, ground)
    assert all(contrast(label.colour, "#000000") >= 4.5 for label in LABELS.values())
    assert "url(" not in sheet


def test_a_folder_that_holds_a_site_is_left_alone(tmp_path, pages):
    write([("index.html", b"x"), (PAGE, b"y")], tmp_path)
    with pytest.raises(PublishError, match=r"has files of another kind that SitRep wrote \(index\.html\)"):
        write(pages.items(), tmp_path, only=(PAGE, STYLE, DATA, PAPER))
    assert (tmp_path / "index.html").read_bytes() == b"x"


def test_the_next_edition_takes_the_place_of_the_one_in_the_folder(tmp_path, pages):
    for more in ({PAPER: b"%PDF"}, {}):
        write((pages | more).items(), tmp_path, only=(PAGE, STYLE, DATA, PAPER))
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith(".")) == sorted(pages)


def read_back(content):
    from pypdf import PdfReader

    found = PdfReader(io.BytesIO(content))
    return [" ".join(page.extract_text().split()) for page in found.pages]


def looked_over(edition, content):
    """Marking, title, page number on each page; sentences and citations somewhere."""
    printed = read_back(content)
    assert len(printed) > 2
    for number, text in enumerate(printed, 1):
        assert text.count("TLP:AMBER") >= 2, number
        assert f"Page {number} of {len(printed)}" in text
        assert "Karsa" in text
    whole = "".join("".join(printed).split())
    [told] = [one for one in edition.sentences if one.about == "perpetrator"]
    assert "".join(told.clauses[0].text.split()) in whole
    assert all(one.digest in whole for one in edition.references if one.digest)
    assert "Keyjudgement1:" in whole


@pytest.mark.skipif(not HAS_WEASYPRINT, reason="WeasyPrint is not installed")
def test_weasyprint_makes_a_pdf_that_says_it_all(edition, pages):
    looked_over(edition, paper(pages))


@pytest.mark.skipif(not HAS_WEASYPRINT, reason="WeasyPrint is not installed")
def test_weasyprint_fetches_nothing(pages, tmp_path):
    picture = tmp_path / "picture.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>Zarzuela</text></svg>", encoding="utf-8")
    planted = pages[PAGE].replace(b"</main>", f'<img src="{picture.as_uri()}" alt="not fetched"></main>'.encode())
    assert "Zarzuela" not in "".join(read_back(paper(pages | {PAGE: planted})))
    assert "not fetched" in "".join(read_back(paper(pages | {PAGE: planted})))


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
def test_chromium_makes_a_pdf_that_says_it_all(edition, pages):
    looked_over(edition, printing._by_browser(pages))


def test_without_either_one_line_says_what_to_install(pages, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    monkeypatch.setattr(printing.shutil, "which", lambda name: None)
    with pytest.raises(PublishError, match=r"PDF: nothing here makes one: install WeasyPrint \(pip install 'sitrep\[pdf\]'\) or Chromium"):
        paper(pages)


def test_a_browser_that_fails_is_one_line(pages, monkeypatch, tmp_path):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(printing.shutil, "which", lambda name: str(broken))
    with pytest.raises(PublishError, match=r"does not make one \(exit status 3\)"):
        printing._by_browser(pages)


def test_an_entry_without_a_title_of_its_own_has_one(picture):
    [burnt] = [one for one in picture.report.incidents if one.id == BURNT]
    untitled = replace(picture.report, incidents=(replace(burnt, title=" "),))
    assert "An incident without a title" in Page(dict(files(made(untitled, picture.readings)))[PAGE].decode()).text
