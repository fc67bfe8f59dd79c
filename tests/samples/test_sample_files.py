"""The sample week is what docs/samples.md says: sound files, one week, eight outlets, and a truth file that fits the texts."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sitrep.records import EventType, Role, Stance, State
from sitrep.samples import folder

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
FIRST_DAY, LAST_DAY = date(2024, 3, 4), date(2024, 3, 10)
REAL_OUTLETS = (
    "AFP", "Al Jazeera", "Anadolu", "ANI", "AP", "APP", "Associated Press", "Balochistan Post", "BBC", "CNN", "Daily Times",
    "Dawn", "Deutsche Welle", "DPA", "Express Tribune", "Frontier Post", "Geo News", "Guardian", "IRNA", "Jang", "Khaama",
    "Le Monde", "New York Times", "ORTM", "Pajhwok", "Radio Mashaal", "Reuters", "RFI", "Sputnik", "Studio Tamani", "TASS",
    "The Nation", "The News", "Tolo", "Xinhua",
)  # fmt: skip


class PageText(HTMLParser):
    """The text of a page's <article>, or of a whole fragment; the JSON-LD of a page; the words of its footer."""

    def __init__(self, *, inside: str | None) -> None:
        super().__init__()
        self.inside = inside
        self.open: list[str] = []
        self.text: list[str] = []
        self.footer: list[str] = []
        self.linked_data: list[str] = []
        self.canonical: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link" and ("rel", "canonical") in attrs:
            self.canonical = dict(attrs)["href"]
        if tag not in {"meta", "link", "img", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.linked_data.append(data)
        elif self.inside is None or self.inside in self.open:
            self.text.append(data)
        elif "footer" in self.open:
            self.footer.append(data)


def _strip(fragment: str) -> str:
    parser = PageText(inside=None)
    parser.feed(fragment)
    parser.close()
    assert not parser.open
    return "".join(parser.text).strip()


def _page(path: Path) -> PageText:
    parser = PageText(inside="article")
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    assert not parser.open
    return parser


def _entry(key: str, outlet: str, published: str | datetime, title: str, text: str, url: str) -> tuple[str, dict[str, Any]]:
    when = published if isinstance(published, datetime) else datetime.fromisoformat(published)
    return key, {"outlet": outlet, "published": when, "title": title, "text": text, "url": url}


def _rss(path: Path, channel: ET.Element) -> list[tuple[str, dict[str, Any]]]:
    outlet = channel.findtext("title") or ""
    found = []
    for item in channel.iterfind("item"):
        field = {name: item.findtext(name) or "" for name in ("title", "link", "guid", "pubDate", "description")}
        body = item.findtext(CONTENT) or field["description"]
        found.append(
            _entry(
                f"{path.name}#{field['guid']}", outlet, parsedate_to_datetime(field["pubDate"]), field["title"], _strip(body), field["link"]
            )
        )
    return found


def _atom(path: Path, feed: ET.Element) -> list[tuple[str, dict[str, Any]]]:
    outlet = feed.findtext(f"{ATOM}title") or ""
    found = []
    for entry in feed.iterfind(f"{ATOM}entry"):
        field = {name: entry.findtext(ATOM + name) or "" for name in ("id", "title", "published", "content")}
        link = entry.find(f"{ATOM}link")
        assert link is not None
        found.append(
            _entry(f"{path.name}#{field['id']}", outlet, field["published"], field["title"], _strip(field["content"]), link.attrib["href"])
        )
    return found


def _xml(path: Path) -> list[tuple[str, dict[str, Any]]]:
    root = ET.parse(path).getroot()
    if root.tag == f"{ATOM}feed":
        return _atom(path, root)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    channel = root.find("channel")
    assert channel is not None
    return _rss(path, channel)


def _json_feed(path: Path) -> list[tuple[str, dict[str, Any]]]:
    feed = json.loads(path.read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    return [
        _entry(f"{path.name}#{i['id']}", feed["title"], i["date_published"], i["title"], _strip(i["content_html"]), i["url"])
        for i in feed["items"]
    ]


def _html(path: Path) -> list[tuple[str, dict[str, Any]]]:
    page = _page(path)
    data = json.loads("".join(part for part in page.linked_data if "schema.org" in part))
    assert data["url"] == page.canonical
    return [_entry(path.name, data["publisher"]["name"], data["datePublished"], data["headline"], "".join(page.text), data["url"])]


def _jsonl(path: Path) -> list[tuple[str, dict[str, Any]]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_entry(line["key"], line["outlet"], line["published"], line["title"], line["text"], line["url"]) for line in lines]


READERS = {".xml": _xml, ".json": _json_feed, ".html": _html, ".jsonl": _jsonl}


def _files() -> list[Path]:
    return sorted(path for path in folder().iterdir() if path.suffix != ".md")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder().parent / "expected.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def declared() -> dict[str, dict[str, Any]]:
    """What the files themselves say of each report, by key; the plain texts say nothing but their text."""
    pairs = [pair for path in _files() if path.suffix in READERS for pair in READERS[path.suffix](path)]
    assert len({key for key, _ in pairs}) == len(pairs)
    return dict(pairs)


@pytest.fixture(scope="module")
def texts(declared: dict[str, dict[str, Any]]) -> dict[str, str]:
    plain = {path.name: path.read_text(encoding="utf-8") for path in _files() if path.suffix == ".txt"}
    return {key: report["text"] for key, report in declared.items()} | plain


def test_formats() -> None:
    suffixes = [path.suffix for path in _files()]
    assert {s: suffixes.count(s) for s in set(suffixes)} == {".xml": 4, ".json": 1, ".html": 3, ".txt": 2, ".jsonl": 1}
    roots = [ET.parse(path).getroot().tag for path in _files() if path.suffix == ".xml"]
    assert sorted(roots) == sorted(["rss", "rss", "rss", f"{ATOM}feed"])


def test_outlets_reports_and_lengths(expected: dict[str, Any], texts: dict[str, str]) -> None:
    keys = [report["key"] for report in expected["reports"]]
    assert sorted(keys) == sorted(texts)
    assert 20 <= len(keys) <= 24
    outlets = {report["outlet"] for report in expected["reports"]}
    assert len(outlets) == 8
    assert outlets == {outlet["name"] for outlet in expected["outlets"]}
    assert {key: len(text.split()) for key, text in texts.items() if not 80 <= len(text.split()) <= 250} == {}


def test_files_say_what_the_truth_says(expected: dict[str, Any], declared: dict[str, dict[str, Any]]) -> None:
    said = {report["key"]: report for report in expected["reports"] if report["declared"]}
    assert sorted(said) == sorted(declared)
    for key, report in declared.items():
        assert (report["outlet"], report["title"], report["published"]) == (
            said[key]["outlet"], said[key]["title"], datetime.fromisoformat(said[key]["published"]),
        )  # fmt: skip
        assert report["published"].tzinfo is not None


def test_every_date_lies_in_the_week(expected: dict[str, Any]) -> None:
    assert (expected["week"]["start"], expected["week"]["end"]) == (FIRST_DAY.isoformat(), LAST_DAY.isoformat())
    assert FIRST_DAY.strftime("%A") == "Monday"
    stated = [report["published"] for report in expected["reports"]] + [incident["start"] for incident in expected["incidents"]]
    assert [day for day in stated if not FIRST_DAY <= datetime.fromisoformat(day).date() <= LAST_DAY] == []


def test_weekdays_and_days_of_the_month_agree(texts: dict[str, str]) -> None:
    pattern = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (?:March (\d{1,2})\b|(\d{1,2}) March\b)")
    found = [match for text in texts.values() for match in pattern.finditer(text)]
    assert len(found) >= 5
    for match in found:
        assert date(2024, 3, int(match[2] or match[3])).strftime("%A") == match[1]


def test_addresses_are_reserved_ones(declared: dict[str, dict[str, Any]], expected: dict[str, Any]) -> None:
    addresses = [report["url"] for report in declared.values()] + [outlet["home"] for outlet in expected["outlets"]]
    assert [address for address in addresses if not re.match(r"https://[a-z]+\.example/", address)] == []
    raw = "".join(path.read_text(encoding="utf-8") for path in _files())
    allowed = {"www.w3.org", "purl.org", "schema.org", "jsonfeed.org"}
    assert {host for host in re.findall(r"https?://([^/\"\s<]+)", raw) if not host.endswith(".example")} == allowed


def test_every_key_of_the_truth_is_a_report(expected: dict[str, Any], texts: dict[str, str]) -> None:
    used = [key for incident in expected["incidents"] for key in incident["reports"] + incident["also"]]
    used += [chain["key"] for chain in expected["chains"]]
    used += [position["key"] for proposal in expected["proposals"] for position in proposal["positions"]]
    used += [key for copy in expected["copies"] for key in [copy["original"], *copy["copies"]]]
    used += [key for revision in expected["revisions"] for key in (revision["before"], revision["after"])]
    assert set(used) <= set(texts)
    assert set(texts) == set(used)


def test_chains_and_grounds_are_literally_in_their_texts(expected: dict[str, Any], texts: dict[str, str]) -> None:
    assert 8 <= len(expected["chains"]) <= 12
    assert {len(chain["sources"]) for chain in expected["chains"]} == {0, 1, 2, 3}
    for chain in expected["chains"]:
        assert chain["content"] in texts[chain["key"]]
        assert "\n" not in chain["content"]
        for source in chain["sources"]:
            assert all(part in texts[chain["key"]] for part in re.findall(r"[\w-]+", source) if part[0].isupper()), source
    for proposal in expected["proposals"]:
        assert proposal["text"] in texts[proposal["positions"][0]["key"]]
        for position in proposal["positions"]:
            assert all(ground in texts[position["key"]] for ground in position["grounds"])


def test_incidents_are_well_formed(expected: dict[str, Any]) -> None:
    attributes = {role.value for role in Role} | {"perpetrator"}
    for incident in expected["incidents"]:
        assert EventType(incident["type"])
        members = {key for group in incident["origin_groups"] for key in group["reports"]}
        assert members == set(incident["reports"])
        assert not members & set(incident["also"])
        assert incident["origins"] == len(incident["origin_groups"])
        for attribute, claim in incident["claims"].items():
            assert attribute in attributes
            assert State(claim["state"])
            assert claim["values"] == [account["value"] for account in claim["accounts"]]
            assert {key for account in claim["accounts"] for key in account["reports"]} <= members
    assert len({incident["name"] for incident in expected["incidents"]}) == len(expected["incidents"])


def _ranges_exclude(claim: dict[str, Any]) -> bool:
    bounds = [(a["low"], float("inf") if a["high"] is None else a["high"]) for a in claim["accounts"]]
    return max(low for low, _ in bounds) > min(high for _, high in bounds)


def test_states_follow_from_the_numbers(expected: dict[str, Any]) -> None:
    for incident in expected["incidents"]:
        for attribute, claim in incident["claims"].items():
            if attribute != "perpetrator":
                assert _ranges_exclude(claim) == (claim["state"] in {"disputed", "revised"}), (incident["name"], attribute)


def test_the_cases_are_all_there(expected: dict[str, Any]) -> None:
    types = {incident["type"] for incident in expected["incidents"]}
    assert types == {"ASSAULT", "PROTEST", "COERCE", "AID", "THREATEN", "AGREE"}
    states = {claim["state"] for incident in expected["incidents"] for claim in incident["claims"].values()}
    assert states == {state.value for state in State}
    assert [len(copy["copies"]) for copy in expected["copies"]] == [3]
    assert {position["stance"] for proposal in expected["proposals"] for position in proposal["positions"]} == {
        stance.value for stance in (Stance.PROPOSES, Stance.OPPOSES, Stance.ALTERNATIVE, Stance.SUPPORTS_IF)
    }
    assert [report["key"] for report in expected["reports"] if report["language"] == "fr"] == ["radio-boucle-est.xml#rbe-3127"]
    same_day = [i for i in expected["incidents"] if i["start"] == "2024-03-07"]
    assert {(i["type"], i["place"]) for i in same_day} == {("PROTEST", "Quetta"), ("ASSAULT", "Zhob")}


def test_wire_copy_is_nearly_verbatim_and_credited(expected: dict[str, Any], texts: dict[str, str]) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return set(zip(*(words[i:] for i in range(5)), strict=False))

    (copied,) = expected["copies"]
    original = runs(texts[copied["original"]])
    for key in copied["copies"]:
        assert len(runs(texts[key]) & original) / len(runs(texts[key])) > 0.45
        assert "Halyard" in texts[key]
        assert runs(texts[key]) - original
    unrelated = runs(texts["quetta-hospital.html"])
    assert len(unrelated & original) / len(unrelated) < 0.05


def test_revisions_share_an_address_and_change_a_number(
    expected: dict[str, Any], declared: dict[str, dict[str, Any]], texts: dict[str, str]
) -> None:
    assert {revision["marked"] for revision in expected["revisions"]} == {True, False}
    for revision in expected["revisions"]:
        before, after = revision["before"], revision["after"]
        assert declared[before]["url"] == declared[after]["url"] == revision["url"]
        first, second = texts[before].split("\n")[0], texts[after].strip()
        assert revision["was"] in first
        assert revision["now"] in second
        assert ("Correction" in texts[after]) == revision["marked"]
    silent = next(revision for revision in expected["revisions"] if not revision["marked"])
    body = texts[silent["after"]].split("ZHOB:", 1)[1].split()
    earlier = texts[silent["before"]].split("ZHOB:", 1)[1].split()
    assert [pair for pair in zip(earlier, body, strict=True) if pair[0] != pair[1]] == [("seven", "five")]


def test_feeds_and_pages_are_labelled_and_articles_are_not(texts: dict[str, str]) -> None:
    for path in _files():
        raw = path.read_text(encoding="utf-8")
        if path.suffix in {".xml", ".json"}:
            assert "invented" in html.unescape(raw)
        elif path.suffix == ".html":
            assert "invented" in "".join(_page(path).footer)
    assert [key for key, text in texts.items() if "invented" in text.lower() or "sitrep" in text.lower()] == []
    assert "invented" in (folder() / "README.md").read_text(encoding="utf-8")


def test_no_real_outlet_is_named(texts: dict[str, str], expected: dict[str, Any]) -> None:
    names = re.compile(r"\b(?:" + "|".join(map(re.escape, REAL_OUTLETS)) + r")\b")
    everything = "\n".join([*texts.values(), json.dumps(expected, ensure_ascii=False)])
    assert names.findall(everything) == []


def test_spelling_keeps_to_one_side_within_an_outlet(expected: dict[str, Any], texts: dict[str, str]) -> None:
    american = re.compile(r"\b(?:neighbors?|centers?|tires?|color|labor|armor)\b", re.IGNORECASE)
    british = re.compile(r"\b(?:neighbours?|centres?|tyres?|lorr(?:y|ies)|armour|kilometres|metres)\b", re.IGNORECASE)
    sides: dict[str, set[str]] = {}
    for report in expected["reports"]:
        side = sides.setdefault(report["outlet"], set())
        side.update(name for name, words in (("american", american), ("british", british)) if words.search(texts[report["key"]]))
    assert {outlet: side for outlet, side in sides.items() if len(side) > 1} == {}
    assert {outlet for outlet, side in sides.items() if side == {"american"}} == {"Roads and Crossings Monitor", "Salt Range Notebook"}
