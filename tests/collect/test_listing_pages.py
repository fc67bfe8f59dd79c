"""Pages that list articles: what a selector finds is an entry, kept and remembered as those of a feed."""

import json
import time

import pytest
from collect_helpers import HTML, NOW, capture_of
from web_helpers import HERE, RSS, served

from sitrep.cli import cli
from sitrep.collect import Limits, documents, listed, listing_feed
from sitrep.collect import outlines as written
from sitrep.collect.listing import _xpath, check_selector
from sitrep.collect.trees import page_tree
from sitrep.config import Settings
from sitrep.console import guarded
from sitrep.errors import CollectError
from sitrep.evidence import verify
from sitrep.pipeline import open_pipeline
from sitrep.records import Failure, Response

HEAD = '<html><head><title>News of the province</title><meta property="og:site_name" content="Daily"></head><body>'
CARDS = (
    HEAD
    + """<nav><a href="/about">About</a></nav><main>
<article><img src="x"><a href="/a/1"><img alt="A bridge"></a><h2><a href="/a/1#top">Bridge open at Nowshera</a></h2>
<time datetime="2026-01-01T10:00:00+05:00">1 January</time><p>The ministry said that the bridge had been opened again.</p></article>
<article><h2>Road shut near Zhob</h2><p>Gunmen killed 5 drivers, police said. <a href="https://daily.example/a/2">Read more</a></p><time>2025-12-31</time></article>
<article><h2>No link here</h2></article></main></body></html>"""
)
ROWS = (
    HEAD
    + """<ul><li><span><a class="t" href="one">Strike kills three</a></span> <time datetime="2025-12-30">30 Dec</time></li>
<li><a class="t" href="two">Talks begin</a></li><li><a class="t" href="two">Talks begin, again</a></li></ul></body></html>"""
)


def capture(page, selector, address="https://daily.example/news/", **more):
    response = Response(status=200, address=address, fetched=NOW) if address else None
    return capture_of(page.encode(), HTML, key="https://daily.example/news/", response=response, listing=selector, **more)


def made(page, selector, limits=None, **more):
    return list(documents(capture(page, selector, **more), page.encode(), limits=limits or Limits()))


def reason(page, selector, **more):
    [failure] = made(page, selector, **more)
    assert isinstance(failure, Failure)
    return failure.reason


def test_chosen_elements_are_entries_with_headline_date_and_text():
    first, second = made(CARDS, "main article")
    assert (first.title, first.url, first.published) == (
        "Bridge open at Nowshera",
        "https://daily.example/a/1",
        "2026-01-01T10:00:00+05:00",
    )
    assert first.text == "The ministry said that the bridge had been opened again."
    assert (first.key, first.outlet) == ("https://daily.example/news/#https://daily.example/a/1", "Daily")
    assert (second.title, second.url, second.published) == ("Road shut near Zhob", "https://daily.example/a/2", "2025-12-31")
    assert second.text == "Gunmen killed 5 drivers, police said. Read more"


def test_chosen_links_are_entries_with_the_date_beside_them():
    first, second = made(ROWS, "a.t")
    assert [(one.title, one.url, one.published, one.text) for one in (first, second)] == [
        ("Strike kills three", "https://daily.example/news/one", "2025-12-30", "Strike kills three"),
        ("Talks begin", "https://daily.example/news/two", None, "Talks begin"),
    ]


def test_only_links_of_the_scheme_of_the_page_are_taken():
    links = [
        "http://daily.example/1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "#part",
        "",
        "https://[",
        "/ok",
        "//other.example/2",
        "https://daily.example/news/",
    ]
    page = HEAD + "".join(f'<a href="{one}">Title {number}</a>' for number, one in enumerate(links))
    assert [one.url for one in made(page, "a")] == ["https://daily.example/ok", "https://other.example/2"]
    other = page.replace("</head>", '<base href="https://else.example/x/"></head>').replace('"/ok"', '"ok"')
    assert [one.url for one in made(other, "a")] == ["https://else.example/x/", "https://else.example/x/ok", "https://other.example/2"]


def test_what_a_page_says_is_cleaned_and_dates_are_believed_only_if_they_can_be():
    page = (
        HEAD
        + '<p><a href="/1">\u202eEvil <b>one</b>\x1b[2J</a><time datetime="2031-01-01">x</time></p><p><a href="/2" title="Named"></a></p><p><a href="/3"><img alt="Seen"></a></p><p><a href="/4"> </a></p>'
    )
    found = made(page, "a")
    assert [(one.title, one.published) for one in found] == [("Evil one", None), ("Named", None), ("Seen", None)]


def test_selectors_that_find_nothing_or_are_none_are_said():
    assert reason(CARDS, "div.gone") == "has no link that the selector 'div.gone' finds"
    for selector in ("", "a[", "a:nosuch", "..", "a" * 1_001, "\n"):
        with pytest.raises(CollectError, match=r"^--list: has a selector that cannot be used"):
            check_selector(selector, "--list")
    assert reason(CARDS, "a[").startswith("has a selector that cannot be used (")


def test_the_number_of_entries_and_elements_is_bounded():
    page = HEAD + "".join(f'<a href="/{number}">Title {number}</a>' for number in range(50))
    found = made(page, "a", Limits(max_links=20))
    assert [one.url for one in found[:-1]] == [f"https://daily.example/{number}" for number in range(20)]
    assert found[-1].reason == "lists more than 20 links; the others were left"
    assert reason(page, "a", limits=Limits(max_elements=30)) == "has more than 30 elements, too many to choose links from"
    assert reason("<!-- " + "x" * 8_000_001, "a").startswith("is a page of more than 8,000,000 characters")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200 + '<a href="/x">x</a>' * 15_000,
        "".join(f'<div><a href="/{number}">Title</a>' for number in range(9_000)) + "word " * 500_000,
        f"<p>{'<a href=/x>' * 19_000}",
    ],
)
def test_pages_built_to_be_slow(page):
    def took(work):
        begun = time.process_time()
        work()
        return time.process_time() - begun

    # Processors differ by three times and more: the bound is in counts of five million, a fifth of a second each on a slow one.
    counting = took(lambda: sum(1 for _ in range(5_000_000)))
    assert took(lambda: made(HEAD + page, "div ~ a, div a, div")) < 150 * counting


@pytest.mark.parametrize(
    "selector",
    [
        "div a",
        "ul > li a.t",
        "li + li > a",
        "p ~ ul a",
        "p ~ p ~ ul a",
        "div ul > li:nth-child(2) ~ li a, p > a",
        "section li:first-of-type a",
        "li:not(ul + ul li) a",
        "* a",
        "div * > a",
        "p + *",
        "ul:has(b) a",
        'li[id~="x"] a',
    ],
)
def test_selectors_find_what_the_library_finds(selector):
    from cssselect import HTMLTranslator

    items = "".join(
        f'<ul><li id="x y"><a href="/{at}1" class="t">a</a></li><li><a href="/{at}2">{"<b>b</b>" * (at % 2)}</a></li><li><i><a class="t">c</a></i></li></ul>'
        for at in range(3)
    )
    tree = page_tree(f"<div><p>o</p><section>{items}<p><a>x</a></p></section><p><a>z</a></p><p>q</p>{items}</div>")
    assert tree.xpath(_xpath(selector)) == tree.xpath(HTMLTranslator().css_to_xpath(selector))


def test_the_entries_are_printed_as_those_of_a_feed():
    found = listing_feed(capture(CARDS, "article"), CARDS.encode(), Limits())
    assert found["feed"] == {"title": "News of the province", "url": "https://daily.example/news/", "kind": "list"}
    assert [(one["title"], one["published"]) for one in found["entries"]] == [
        ("Bridge open at Nowshera", "2026-01-01T10:00:00+05:00"),
        ("Road shut near Zhob", "2025-12-31"),
    ]


# Over a real server


@pytest.fixture
def site():
    with served() as site:
        site.routes["/news"] = (200, {"Content-Type": "text/html", "ETag": '"1"'}, CARDS.replace("https://daily.example", ""))
        yield site


def opened(tmp_path):
    return open_pipeline(tmp_path / "a.db", now=NOW, settings=Settings(reader="rules", allow_hosts=HERE, per_host_seconds=0, workers=1))


def test_a_list_is_collected_kept_as_evidence_and_made_again_from_it(site, tmp_path):
    with opened(tmp_path) as pipeline:
        assert pipeline.collect([site("/news")], listing="article").line == "2 documents"
        assert site.paths() == ["/news"]  # no link is followed
        before = sorted((one.id, one.key) for one in pipeline.store.documents())
        site.routes["/news"] = (304, {}, "")
        assert pipeline.collect([site("/news")], listing="article").line == "0 documents, 1 address unchanged"
        assert verify(pipeline).faults == ()
        list(pipeline.rebuild())
        assert sorted((one.id, one.key) for one in pipeline.store.documents()) == before


def test_another_selector_makes_other_entries_of_the_same_bytes(site, tmp_path):
    with opened(tmp_path) as pipeline:
        pipeline.collect([site("/news")], listing="article:first-child")
        assert pipeline.collect([site("/news")], listing="article").line == "2 documents, 1 known already"
        assert pipeline.collect([site("/news")]).line == "1 document"  # as a page
        assert [request.headers.get("If-None-Match") for request in site.asked if request.path == "/news"] == [None] * 3


def test_feeds_among_the_inputs_stay_feeds(site, tmp_path):
    site.routes["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(""))
    with opened(tmp_path) as pipeline:
        assert pipeline.collect([site("/feed"), site("/news")], listing="article").line == "4 documents"


def test_selectors_stand_in_lists_of_feeds(site, tmp_path):
    text = written([site("/feed"), site("/news")], made=NOW, lists={site("/news"): 'article[class="x"], article > h2 + *, article'})
    (tmp_path / "feeds.opml").write_text(text)
    [plain, page] = listed(capture_of(text.encode(), "text/x-opml"), text.encode())
    assert ("list" in plain, page["list"]) == (False, 'article[class="x"], article > h2 + *, article')
    site.routes["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(""))
    with opened(tmp_path) as pipeline:
        result = pipeline.collect([str(tmp_path / "feeds.opml")])
        assert (result.line, result.failures) == ("4 documents", ())
    (tmp_path / "bad.opml").write_text(written([site("/news")], made=NOW, lists={site("/news"): "a["}))
    with opened(tmp_path) as pipeline:
        [failure] = pipeline.collect([str(tmp_path / "bad.opml")]).failures
        assert failure.subject == site("/news")
        assert failure.reason.startswith("has a selector that cannot be used")


def test_the_program(site, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SITREP_ALLOW_HOSTS", HERE)
    monkeypatch.setenv("SITREP_PER_HOST_SECONDS", "0")

    def run(*words):
        status = guarded(lambda: cli.main(list(words), standalone_mode=False))
        return (status, *capsys.readouterr())

    page = tmp_path / "page.html"
    page.write_text(CARDS)
    status, out, _ = run("feed", str(page), "--list", "article", "--json")
    # A file has no address to make links whole by.
    assert (status, [entry["title"] for entry in json.loads(out)["entries"]]) == (0, ["Road shut near Zhob"])
    assert run("collect", site("/news"), "--list", "article", "--db", str(tmp_path / "p.db"))[:2] == (0, "collect  2 documents\n")
    status, _, said = run("collect", site("/news"), "--list", "a[", "--db", str(tmp_path / "p.db"))
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("sitrep: --list: has a selector that cannot be used (")
