"""Pages: the article's text without the rest, and what the page says of it."""

import json
from pathlib import Path

import pytest
from collect_helpers import HTML, NOW, capture_of, failure, made, one

from sitrep.collect import Limits, collect, pages
from sitrep.collect.encoding import decode_page
from sitrep.collect.pagefacts import facts
from sitrep.collect.pagetext import Block
from sitrep.collect.persons import is_person
from sitrep.collect.trees import page_tree
from sitrep.records import Document

PARAGRAPHS = [
    "The bridge over the river at Ford was closed on Wednesday after an inspection found cracks in two of its piers, the county said.",
    "Traffic was sent over the old road, and drivers waited for more than an hour in the morning, according to the police.",
    "The council will decide next week whether the bridge can be mended or has to be built anew, its chairwoman told the paper.",
    "Engineers had warned of the cracks two years ago, but the repair was put off because the money was needed for schools.",
]
QUOTE = "We said so in every report since the flood, and every year the answer was that there was no money for it."
NOTE = "Correction: An earlier version of this article gave the wrong year for the last inspection of the bridge."
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "x"},
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge at Ford closed",
            "datePublished": "2010-10-06T14:20:00+05:00",
            "dateModified": "2010-10-07T08:00:00+05:00",
            "author": [{"@type": "Person", "name": "Jane Doe"}, {"@id": "#roe"}, {"@type": "Organization", "name": "Ford Post"}],
            "publisher": {"@type": "Organization", "name": "Ford Post"},
        },
        {"@type": "Person", "@id": "#roe", "name": "John van der Roe"},
    ],
}


def page(head: str = "", after: str = "", body: str | None = None, title: str = "Bridge at Ford closed | Ford Post") -> str:
    text = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:2]) + f"<blockquote><p>{QUOTE}</p></blockquote>"
    rest = "" if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS[2:])
    menu = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(12))
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>Bridge at Ford closed</h1>{text}{rest}{after}</article></main>"
        f"<footer><p>Copyright 2010 Ford Post. All rights reserved.</p><ul>{menu}</ul></footer></body></html>"
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def facts_of(html: str) -> object:
    return facts(page_tree(html), NOW)


def test_the_text_is_the_article_alone() -> None:
    document = one(page(linked(LINKED)), HTML)
    assert document.text == "\n\n".join([*PARAGRAPHS[:2], QUOTE, *PARAGRAPHS[2:]])
    assert document.key == "in/put"


def test_what_the_page_says() -> None:
    document = one(page(linked(LINKED) + '<link rel="canonical" href="https://ford.example/bridge">'), HTML)
    assert (document.title, document.outlet, document.url) == ("Bridge at Ford closed", "Ford Post", "https://ford.example/bridge")
    assert document.authors == ("Jane Doe", "John van der Roe")
    assert (document.published, document.updated) == ("2010-10-06T14:20:00+05:00", "2010-10-07T08:00:00+05:00")
    assert (document.language, document.credit) == ("en", None)


@pytest.mark.parametrize("marked", ['<p class="correction">{}</p>', '<div class="article__correction">{}</div>', "<p><em>{}</em></p>"])
def test_corrections_are_kept(marked: str) -> None:
    document = one(page(after=marked.format(NOTE)), HTML)
    assert document.text.count(NOTE) == 1


def test_corrections_outside_the_article_are_kept() -> None:
    html = page().replace("<footer>", f'<aside class="correction-note">{NOTE}</aside><footer>')
    assert one(html, HTML).text.endswith(NOTE)


def test_list_items_and_line_breaks_are_paragraphs() -> None:
    body = f"<p>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}</p><ul><li>{PARAGRAPHS[2]}</li><li>{PARAGRAPHS[3]}</li></ul>"
    assert one(page(body=body), HTML).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("head", "original"),
    [
        ('<meta name="original-source" content="https://wire.example/a">', "https://wire.example/a"),
        ('<meta name="syndication-source" content="https://wire.example/a">', "https://wire.example/a"),
        (
            linked({"@type": "NewsArticle", "isBasedOn": [{"@type": "NewsArticle", "url": "https://wire.example/a"}]}),
            "https://wire.example/a",
        ),
        (linked({"@type": "NewsArticle", "isBasedOn": "https://wire.example/a"}), "https://wire.example/a"),
        (linked({"@type": "NewsArticle", "isBasedOn": [[]]}), None),
        (
            '<link rel="canonical" href="https://wire.example/a"><meta property="og:url" content="https://ford.example/b">',
            "https://wire.example/a",
        ),
        ('<link rel="canonical" href="https://ford.example/a"><meta property="og:url" content="https://www.ford.example/b">', None),
        ('<link rel="canonical" href="https://ford.example/a">', None),
        ('<meta name="original-source" content="javascript:alert(1)">', None),
    ],
)
def test_the_original_that_a_page_names(head: str, original: str | None) -> None:
    assert one(page(head), HTML).original == original


def test_meta_elements() -> None:
    head = (
        '<meta property="og:title" content="Bridge &amp;amp; road"><meta property="og:site_name" content="Ford Post | All the news">'
        '<meta property="article:published_time" content="2010-10-06"><meta name="author" content="By JANE DOE and Ann Lee, Staff Writer">'
        '<meta property="og:url" content="https://ford.example/b">'
    )
    document = one(page(head), HTML)
    assert (document.outlet, document.published, document.url) == ("Ford Post", "2010-10-06", "https://ford.example/b")
    assert document.authors == ("Jane Doe", "Ann Lee")


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        ('<a rel="author" href="/jane">Jane Doe</a>', ("Jane Doe",)),
        ('<p class="byline">By Jane Doe, October 6, 2010</p>', ("Jane Doe",)),
        ('<span class="byline">Analysis by Jane Doe</span>', ("Jane Doe",)),
        ("<p>By Jane Y. Doe and Marie-Claire O’Neill Jr.</p>", ("Jane Y. Doe", "Marie-Claire O’Neill Jr.")),
        ('<p class="byline">By Ford Post Staff</p>', ()),
        ('<p class="byline">Updated October 6, 2010</p>', ()),
        ('<p class="byline">By subject</p><p>By Jane Doe</p>', ("Jane Doe",)),
        ('<div class="comment-author">Mister Loud</div>', ()),
        ('<p class="byline">Reuters</p>', ()),
        ("<p>By the time they came it was over.</p>", ()),
    ],
)
def test_bylines_for_readers(markup: str, authors: tuple[str, ...]) -> None:
    document = one(page().replace("</h1>", f"</h1>{markup}"), HTML)
    assert document.authors == authors
    assert document.credit == ("Reuters" if "Reuters" in markup else None)


@pytest.mark.parametrize("name", ["Jane Doe", "J. R. van der Berg", "Mohammed bin Salman", "李小龙", "Fatima al-Zahra", "April June"])
def test_persons(name: str) -> None:
    assert is_person(name, "Ford Post")


@pytest.mark.parametrize(
    "name", ["", "Reuters", "Associated Press", "AP Sports Writer", "News Desk", "Jane", "Ford Post", "The Editor", "tag 12", "6 October"]
)
def test_no_persons(name: str) -> None:
    assert not is_person(name, "Ford Post")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="Wed, 06 Oct 2010 14:20:00 PKT">', "2010-10-06T14:20:00+05:00"),
        ('<meta itemprop="datePublished" content="2010-10-06T14:20">', "2010-10-06"),
        ('<meta name="date" content="2999-01-01"><meta name="pubdate" content="20101006">', "2010-10-06"),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', None),
    ],
)
def test_dates(head: str, published: str | None) -> None:
    assert one(page(head), HTML).published == published


def test_a_date_in_the_text_of_the_page() -> None:
    html = page().replace("</h1>", '</h1><time datetime="2010-10-06T14:20:00+05:00">long ago</time>')
    assert one(html, HTML).published == "2010-10-06T14:20:00+05:00"


def test_the_host_stands_for_the_outlet_and_the_capture_fills_the_rest() -> None:
    document = one(page('<link rel="canonical" href="https://www.ford.example/b">'), HTML, outlet="Given", published="2010")
    assert (document.outlet, document.published) == ("ford.example", "2010")
    assert one(page(), HTML, outlet="Given").outlet == "Given"


def test_hostile_titles() -> None:
    html = page(title="").replace("<h1>Bridge at Ford closed</h1>", "<h1>\x1b[31mBridge\u202e &lt;b&gt;at</h1>")
    title = one(html, HTML).title
    assert title == "Bridge at"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Müller – Café".encode(), "Müller – Café"),
        (b"\xef\xbb\xbf" + "Müller".encode(), "Müller"),
        ("\ufeffMüller".encode("utf-16-le"), "Müller"),
        (b'<meta charset="windows-1251">' + "Привет".encode("cp1251"), "Привет"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">' + "日本語".encode("cp932"), "日本語"),
        (b'<meta charset="iso-8859-1">' + "“Müller”".encode("cp1252"), "“Müller”"),
        (b'<meta charset="iso-8859-1">' + "“Müller”".encode(), "“Müller”"),
        (b'<meta charset="hex_codec">M\xfcller', "Müller"),
        ("M\xfcller caf\xe9 \x93so\x94".encode("latin-1"), "Müller café “so”"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert decode_page(data).endswith(text)


@pytest.mark.parametrize("body", ["", " ", "<html></html>", "<!-- -->", "<html><body><script>alert(1)</script></body></html>", "<?xml?>"])
def test_pages_without_text(body: str) -> None:
    assert failure(body or "\n", HTML).reason == "has no text that could be told apart from the page"


MANY = 200_000
HOSTILE = {
    "unclosed": "<html><body>" + "".join(f"<p>Line {i}." for i in range(MANY)),
    "deep": "<html><body>" + "<div>" * 5_000 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 5_000,
    "very deep": "<div>" * MANY + f"<p>{PARAGRAPHS[0]}</p>",
    "many elements": "<html><body>" + "<b></b>" * MANY + f"<p>{PARAGRAPHS[0]}</p>",
    "bylines around everything": "<html><body>"
    + '<div class="byline">' * 190
    + "<p class='author' rel='author'></p>" * MANY
    + f"<p>{PARAGRAPHS[0]}</p>",
}
ATTRIBUTES = {
    "of one element": "<html><body><article " + " ".join(f'a{i}="{i}"' for i in range(MANY)) + ">{}</article>",
    "with angle brackets": "<html><body><article " + " ".join(f"a{i}<=<" for i in range(MANY)) + ">{}</article>",
    "of many elements": "<html><body><article>{}"
    + '<p class="byline author" id="x" rel="author" itemprop="author" a="1">By</p>' * (MANY // 20),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_that_no_article_is_like_go_to_the_linear_extractor(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the slow extractor was asked")

    monkeypatch.setattr(pages, "_by_trafilatura", refused)
    document = one(HOSTILE[name], HTML)
    assert (f"Line {MANY - 1}." if name == "unclosed" else PARAGRAPHS[0]) in document.text


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes_without_end(name: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    document = one(ATTRIBUTES[name].replace("{}", text), HTML)
    assert all(paragraph in document.text for paragraph in PARAGRAPHS)
    assert document.authors == ()


def test_slow_pages_leave_the_others_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HOSTILE["unclosed"])
    (tmp_path / "b.html").write_text(page(linked(LINKED)))
    (tmp_path / "c.html").write_text(HOSTILE["very deep"])
    (tmp_path / "d.html").write_text(page())
    found = [item[2][0] for item in collect([str(tmp_path)], received=NOW, limits=Limits())]
    assert [isinstance(document, Document) for document in found] == [True] * 4
    assert found[1].authors == ("Jane Doe", "John van der Roe")
    assert found[3].text == one(page(), HTML).text


def test_an_ordinary_page_goes_to_the_better_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(pages, "_by_trafilatura", lambda *_: asked.append(1) or [Block("Text.")])
    assert one(page(), HTML).text == "Text."
    assert asked == [1]


def test_where_the_better_extractor_fails_the_other_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    assert PARAGRAPHS[0] in one(page(), HTML).text


@pytest.mark.parametrize(("limits", "asked"), [(Limits(), 1), (Limits(max_elements=10), 0), (Limits(max_depth=3), 0)])
def test_the_limits_decide(limits: Limits, asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(pages, "_by_trafilatura", lambda *_: calls.append(1) or [Block("Text.")])
    [document] = made(page(), HTML, limits)
    assert isinstance(document, Document)
    assert len(calls) == asked


@pytest.mark.parametrize(
    "data", ["{", "[[[]]]", "3", '{"@type": 3}', '{"@graph": {"@graph": []}}', '{"@type": "NewsArticle", "author": [[["x"]]]}']
)
def test_linked_data_of_any_shape(data: str) -> None:
    assert isinstance(one(page(f'<script type="application/ld+json">{data}</script>'), HTML), Document)


def test_the_same_page_gives_the_same_document() -> None:
    assert made(page(linked(LINKED)), HTML) == made(page(linked(LINKED)), HTML)


def test_the_clock_is_that_of_the_capture() -> None:
    html = page('<meta name="date" content="2026-01-05">')
    assert one(html, HTML).published is None
    assert capture_of(b"", HTML).received == NOW
