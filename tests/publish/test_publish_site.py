"""Every page of the site: well formed, safe, linked, the same each time."""

import json
import random
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from sitrep import compare
from sitrep.codec import from_json, to_json
from sitrep.errors import PublishError
from sitrep.publish import Site, site
from sitrep.publish.dates import brief
from sitrep.publish.text import one_line
from sitrep.records import HeldPosition, Holder, Incident, Judged, JudgementKind, Reading, SituationReport, Stance, public_name

BLOCKS = {"p", "li", "td", "th", "div", "br", "h1", "h2", "dt", "dd", "small", "summary"}
VOID = {"meta", "link", "br", "image"}
CSP = "default-src 'none'; style-src 'self'; img-src 'self' data:"


class Page(HTMLParser):
    """A page's elements; wrong nesting, an element left open and an attribute given twice are errors."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.ids, self.texts = [], [], [], []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        assert len({name for name, _ in attributes}) == len(attributes), (tag, attributes)
        values = dict(attributes)
        self.elements.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        if tag in BLOCKS:
            self.texts.append(" ")
        if tag == "p":
            assert "p" not in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def of(self, tag):
        return [values for name, values in self.elements if name == tag]


def pages(files):
    return {path: Page(content.decode()) for path, content in files.items() if path.endswith(".html")}


def page_with(built, folder, words):
    return next(page for path, page in pages(built).items() if path.startswith(folder) and words in page.text)


@pytest.fixture(scope="module", params=["built", "built_bare", "built_empty"])
def files(request):
    return request.getfixturevalue(request.param)


def test_pages_are_well_formed_with_ids_used_once(files):
    assert len(pages(files)) >= 5
    for path, page in pages(files).items():
        assert len(page.ids) == len(set(page.ids)), path
        assert files[path].startswith(b'<!doctype html>\n<html lang="en">')
        assert [tag for tag, _ in page.elements].count("h1") == 1
        assert files[path].split(b"</head>")[0].count(b"<title>") == 1
        assert any(values.get("href") == "#main" for values in page.of("a")), "skip link"


def test_internal_links_and_anchors_resolve(files):
    anchors = {path: set(page.ids) for path, page in pages(files).items()}
    checked = 0
    for path, page in pages(files).items():
        for tag, values in page.elements:
            for name in ("href", "src"):
                address = values.get(name)
                if address is None or urlsplit(address).scheme:
                    continue
                parts = urlsplit(address)
                target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
                assert target in files, (path, tag, address)
                if parts.fragment:
                    assert parts.fragment in anchors[target], (path, address)
                checked += 1
    assert checked > 20


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs(files):
    for path, page in pages(files).items():
        tags = {tag for tag, values in page.elements if (tag, values) != ("script", {"type": "application/ld+json"})}
        assert not tags & {"script", "iframe", "object", "embed", "style", "form", "base", "img"}, path
        for tag, values in page.elements:
            assert not [name for name in values if name.startswith("on") or name == "style"], (path, values)
            for name in ("href", "src"):
                if urlsplit(values.get(name) or "").scheme:
                    assert tag == "a", (path, values)
                    assert values[name].startswith(("https://", "http://")), (path, values)
                    assert values["rel"] == "noreferrer nofollow", (path, values)
        policies = [values["content"] for values in page.of("meta") if values.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1
        assert policies[0].startswith(CSP)
    assert b"url(" not in files["style.css"]
    assert b"@import" not in files["style.css"]
    assert b"http" not in files["world.svg"].replace(b"http://www.w3.org/2000/svg", b"")


def test_hostile_text_stays_text(built):
    for path, content in built.items():
        if path.endswith(".html"):
            source = content.decode().replace('<script type="application/ld+json">', "")
            assert "<script" not in source, path
            assert "<b>bold" not in source, path
            assert "<i>Outlet" not in source, path
            assert "javascript:" not in source, path
            assert not [char for char in source if (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0], path
    page = page_with(built, "document/", "bold")
    assert "<script>alert(1)</script>\ufffd[31m" in page.text
    assert "end. Numbers \ufffd too." in page.text
    assert not [values for values in page.of("a") if "alert" in values.get("href", "")]


def test_file_names_stay_in_the_folder(built):
    for path in built:
        assert normpath(path) == path
        assert not path.startswith(("/", ".."))
        assert path.count("/") <= (3 if path.startswith("feed/area/") else 2 if path.startswith("feed/") else 1)
        assert all(char.isalnum() or char in "-._/" for char in path)


def test_bidi_controls_are_isolated_in_text_and_gone_from_attributes(built):
    for path, page in pages(built).items():
        for _, values in page.elements:
            assert not [value for value in values.values() if value and "\u202e" in value], path
    title = next(values for values in page_with(built, "incident/", "اعتقال").of("h1"))
    assert title["class"].startswith("said")
    assert '<h1 class="said"><bdi>' in built["incident/inc-3333333333333333.html"].decode()


def test_two_builds_are_equal_whatever_the_order_of_input(picture, built):
    mixed = random.Random(5)
    readings = list(picture.readings.items())
    incidents, outlets = list(picture.report.incidents), list(picture.report.outlets)
    for shuffled in (readings, incidents, outlets):
        mixed.shuffle(shuffled)
    report = replace(picture.report, incidents=tuple(incidents), outlets=tuple(outlets))
    again = dict(site(report, dict(readings), options=Site(base_url="https://example.org/sitrep")))
    assert {path: content for path, content in again.items() if path != "report.json"} == {
        path: content for path, content in built.items() if path != "report.json"
    }


def test_a_later_run_over_the_same_content_changes_only_what_tells_when(picture, built):
    later = replace(picture.report, generated=picture.report.generated + timedelta(hours=5))
    again = dict(site(later, picture.readings, options=Site(base_url="https://example.org/sitrep/")))
    assert {path for path in built if built[path] != again[path]} == {"index.html", "index.json", "report.json"}


def test_every_page_has_a_json_twin(files):
    for path, page in pages(files).items():
        twin = path.removesuffix(".html") + ".json"
        json.loads(files[twin])
        kinds = {values["type"]: values["href"] for values in reversed(page.of("link")) if values["rel"] == "alternate"}
        assert normpath(join(dirname(path), kinds["application/json"])) == twin
        assert normpath(join(dirname(path), kinds["application/atom+xml"])) == "feed.atom"
        assert normpath(join(dirname(path), kinds["application/rss+xml"])) == "feed.rss"


def named(incident):
    """An incident as it goes out: documents by their public names."""
    return replace(incident, reports=tuple(replace(one, key=public_name(one.key, one.document)) for one in incident.reports))


def test_twins_hold_the_contract(picture, built):
    incident = picture.report.incidents[0]
    assert from_json(Incident, json.loads(built[f"incident/{incident.id}.json"])) == named(incident)
    assert from_json(SituationReport, json.loads(built["report.json"])) == replace(
        picture.report, incidents=tuple(named(one) for one in picture.report.incidents)
    )
    for name, reading in picture.readings.items():
        data = json.loads(built[f"document/{name}.json"])
        document = replace(reading.document, key=public_name(reading.document.key, reading.document.id))
        assert data["key"] == document.key
        assert from_json(Reading, data) == replace(reading, document=document)


def test_the_incident_page_says_what_on_whose_word_and_how_far(built):
    text = page_with(built, "incident/", "Attack on tankers at Karsa").text
    for words in (
        "ASSAULT · destroy",
        "10 articles, 9 publishers, 3 origins",
        "Valley Front says that it did it. F3",
        "claimed by itself, through 1 origin",
        "Over 50 tankers were destroyed. B3",
        "2 origins agree; 1 gives 27 tankers; 1 gives 44 ◆ disputed",
        "One person was killed. B2",
        "Harbour Post ‹ Valley Front, spokesman claims",
        "●●●●●●● 7 articles, 1 origin first 6 Oct 2010, 10:20 +05:00",
        "Meridian ‹ in its own words",
        "Meridian ‹ Valley Front denies",
        "a later version; changed silently: number 44 → 27",
        "gone since 8 Oct 2010",
        "carries a denial by Valley Front",
        "34.02° N, 71.98° E; precision: a town or its surroundings",
        "Why one origin: counted on the spot",
        "B3 means usually reliable; possibly true.",
        "was F6 until 6 October 2010, F2 until 7 October 2010, then B3",
        "What would change it: The account of police, if it were withdrawn, would make it 1.",
    ):
        assert words in text, words


def test_a_letter_that_the_desk_set_is_marked(built):
    text = pages(built)["outlets.html"].text
    assert "D not usually reliable set by the desk was C until 7 October 2010, then D" in text
    assert text.count("set by the desk") == 2  # beside the letter, and in its reason


def test_what_is_not_known_is_written_out(built):
    text = page_with(built, "incident/", "Envoys meet").text
    for words in ("date not known", "place not known", "publisher not known", "origin not known", "text not kept", "Where Not known."):
        assert words in text, words
    assert "None" not in text.replace("None is known", "")


def test_the_document_page_shows_text_chains_and_events(built):
    page = page_with(built, "document/", "On the road to the pass")
    assert "A clerk ‹ the mayor ‹ the governor believes, in the article’s words" in page.text
    assert "Coerce — still to come" in page.text
    assert "Valley Front denies" in page.text
    wire = page_with(built, "document/", "quarter 0")
    assert "Assault (destroy) by Gunmen against fuel tankers, at Karsa, 6 October 2010; destroyed: over 50" in wire.text
    assert {"s direct", "s indirect", "s mixed", "s own"} <= {values.get("class") for values in wire.of("span")}
    assert [values for values in wire.of("meta") if values.get("name") == "robots" and values["content"] == "noindex"]


def test_other_versions_and_their_numbers(built):
    earlier = page_with(built, "document/", "Police in Karsa counted 44 tankers destroyed, an officer")
    later = page_with(built, "document/", "Police in Karsa counted 27 tankers destroyed, an officer said on Thursday. One driver")
    for page in (earlier, later):
        assert "Changed silently, 7 October 2010, 09:00 +05:00: number 44 → 27" in page.text
        assert "It carries no note that says so." in page.text
        assert "Statement changed (numbers): Police in Karsa counted 44" in page.text
        assert "before: Police in Karsa counted 44 tankers" in page.text
        assert "Gone since 8 October 2010, 05:00 UTC: its address answers with status 410." in page.text
    assert "This is an earlier version. Read the latest, or see what changed." in earlier.text
    assert "This is an earlier version" not in later.text
    front = Page(built["index.html"].decode())
    assert "Changed without a note number 44 → 27 Police count burnt tankers The Standard, 7 October 2010" in front.text
    assert [one["note"] for one in json.loads(built["index.json"])["corrections"]] == [None]


def test_an_article_is_listed_once_in_its_latest_version(built, picture):
    listed = [card["id"] for card in json.loads(built["documents.json"])["documents"]]
    standard = next(one for one in picture.report.articles if one.id == "art-standard")
    assert standard.versions[-1] in listed
    assert standard.versions[0] not in listed
    assert f"document/{standard.versions[0]}.html" in built, "each version can be read"


def test_what_a_document_became_stands_in_its_twin(built, picture):
    [standard] = picture.report.articles
    for name in picture.readings:
        history = json.loads(built[f"document/{name}.json"])["history"]
        assert history == (to_json(standard) if name in standard.versions else None)


def test_the_front_page_puts_the_heavy_first_and_the_single_last(built):
    page = Page(built["index.html"].decode())
    links = [values["href"] for values in page.of("a") if values.get("class") == "said what"]
    assert links[:2] == ["incident/inc-1111111111111111.html", "incident/inc-3333333333333333.html"]
    assert links[2] == "incident/inc-5.html", "a type, but one report"
    assert links[3].startswith("incident/page-"), "no type and one report"
    assert "✕ denied injured" in page.text
    assert "◆ disputed destroyed" in page.text
    assert "B usually reliable" in page.text


def test_the_proposal_page(built):
    text = Page(built["proposal/prop-1.html"].decode()).text
    assert "Proposed by Dara Reven, 3 October 2010" in text
    assert text.index("proposes Dara Reven") < text.index("opposes Ilo Gan") < text.index("alternative Ilo Gan")
    assert "a source not named no grounds given" in text


def test_a_proposal_that_moved_shows_both_passages_and_leads_the_front_page(picture):
    (wanted,) = picture.report.proposals
    gan = Holder(source=None, name="Ilo Gan")
    given = {"holder": gan, "who": "Ilo Gan <i>", "grounds": (), "key": "k", "statement": None}
    positions = (
        HeldPosition(stance=Stance.SUPPORTS, date="2010-09-01", document="gone", passage="I am <b>for</b> it.", **given),
        HeldPosition(stance=Stance.OPPOSES, date="2010-10-03", document="there", passage="No longer.", **given),
        HeldPosition(stance=Stance.ALTERNATIVE, date="2010-10-03", document="there", text="a league", but=("it has no ships",), **given),
    )
    proposal = replace(wanted, positions=positions, timelines=compare.timelines(positions), moves=compare.moves(positions))
    built = dict(site(replace(picture.report, proposals=(proposal,)), picture.readings))
    page = Page(built["proposal/prop-1.html"].decode()).text
    assert "supports → opposes" in page
    assert page.index("I am <b>for</b> it.") < page.index("No longer.")
    assert "alternative Ilo Gan <i> a league but it has no ships" in page
    assert "Proposals that moved" in Page(built["index.html"].decode()).text
    twin = json.loads(built["proposal/prop-1.json"])
    assert twin["moves"][0]["passages"] == ["I am <b>for</b> it.", "No longer."]
    assert json.loads(built["index.json"])["moves"][0]["took"] == "opposes"
    assert b"Proposals that moved" not in dict(site(picture.report, picture.readings))["index.html"]


def test_what_analysts_judged_is_said_in_one_line_each(picture):
    first, other = picture.report.incidents[:2]
    given = {"at": picture.report.generated, "reason": "seen\n<b>by us</b>\x1b"}
    judged = (
        Judged(id="j-1", kind=JudgementKind.MERGE, by="ana <i>", incidents=(first.id, "inc-0"), **given),
        Judged(id="j-2", kind=JudgementKind.SPLIT, by="", incidents=(other.id, "inc-gone"), **given),
        Judged(id="j-3", kind=JudgementKind.SPLIT, by="bo", **given),
    )
    report = replace(picture.report, incidents=(replace(first, judgements=judged), *picture.report.incidents[1:]))
    page = Page(dict(site(report, picture.readings))[f"incident/{first.id}.html"].decode())
    when = f"{brief(picture.report.generated.date().isoformat())}: seen <b>by us</b>\ufffd"
    assert f"Joined by ana <i>, {when}" in page.text
    assert f"Kept apart from {one_line(other.title)}, inc-gone by an analyst, {when}" in page.text
    assert f"Kept apart from reports that told it in passing by bo, {when}" in page.text
    assert [values["href"] for values in page.of("a") if values.get("href") == f"{other.id}.html"] == [f"{other.id}.html"]


def test_old_ids_lead_on(built):
    assert b"url=inc-1111111111111111.html" in built["incident/inc-2222222222222222.html"]
    assert json.loads(built["incident/inc-2222222222222222.json"]) == {
        "marking": "TLP:CLEAR",
        "id": "inc-2222222222222222",
        "merged_into": "inc-1111111111111111",
    }
    assert "proposal/prop-0.html" in built


def test_an_empty_report_is_a_whole_site(built_empty):
    assert "Nothing has been read yet" in Page(built_empty["index.html"].decode()).text
    assert {"incidents.html", "documents.html", "outlets.html", "about.html", "feed.atom", "feed.rss", "style.css"} <= set(built_empty)


def test_long_lists_are_cut_into_pages(picture):
    files = dict(site(picture.report, picture.readings, options=Site(page_size=4)))
    latest = {reading.document.article: name for name, reading in picture.readings.items()}  # the Standard's later version comes later
    total = -(-len(latest) // 4)
    assert [f"documents-{number}.html" in files for number in (2, total, total + 1)] == [True, True, False]
    listed = [
        one["id"]
        for path in files
        if path.startswith("documents") and path.endswith(".json")
        for one in json.loads(files[path])["documents"]
    ]
    assert sorted(listed) == sorted(latest.values())


def test_a_report_that_contradicts_itself_is_refused(picture):
    first = picture.report.incidents[0]
    with pytest.raises(PublishError, match=first.id):
        list(site(replace(picture.report, incidents=(first, first)), picture.readings))
    short = replace(first, reports=first.reports[:3])
    with pytest.raises(PublishError, match=r"names report \d+, but has 3"):
        list(site(replace(picture.report, incidents=(short,)), picture.readings))


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "javascript:alert(1)", "https://u@example.org/", "example.org", "https://e.org/?a"]
)
def test_a_wrong_base_address_is_refused(address):
    with pytest.raises(PublishError, match="base_url"):
        Site(base_url=address)


def test_positions_say_in_each_cell_what_it_is_for_narrow_screens(built):
    page = pages(built)["proposal/prop-1.html"]
    cells = [values.get("data-label") for tag, values in page.elements if tag == "td" or values.get("scope") == "row"]
    assert set(cells) == {"Stand", "Held by", "On the grounds that", "In"}


def test_how_many_stand_where_reads_as_a_sentence(built):
    assert '<p class="spread">1 for, 1 for it on conditions, 1 against, 1 alternative</p>' in built["proposal/prop-1.html"].decode()


def test_the_bar_leads_to_the_feeds(built):
    bar = built["proposal/prop-1.html"].decode().split("</nav>")[0]
    assert 'href="../feeds.html">Feeds' in bar
    assert "Assessments" not in bar
