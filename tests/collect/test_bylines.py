"""Bylines in the styles of many publishing systems, all invented: the persons who wrote it, and nobody where nobody is named."""

import json

import pytest
from collect_helpers import HTML, one

from sitrep.collect.dates import written_date
from sitrep.collect.persons import is_person, split_names

TEXT = (
    "The ferry across the strait was stopped on Friday after its engine failed for the third time this month, the harbour office said. "
    "Passengers were taken off by two tugs and waited in the old customs house until the evening."
)


def page(top: str = "", head: str = "", after: str = "", language: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Ferry stopped - Strait Post</title>'
        f'<meta property="og:site_name" content="Strait Post">{head}</head><body><main><article><h1>Ferry stopped</h1>{top}'
        f"<p>{TEXT}</p><p>{TEXT[::1]} It was the third time.</p></article></main>{after}</body></html>"
    )


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (linked(author=person("Ida Holm")), ("Ida Holm",)),
        (linked(author="Ida Holm"), ("Ida Holm",)),
        (linked(author=["Ida Holm", "Omar Said"]), ("Ida Holm", "Omar Said")),
        (linked(author=[person("Ida Holm, Strait Post"), person("OMAR SAID")]), ("Ida Holm", "Omar Said")),
        (linked(author={"@type": ["Person"], "name": ["Ida Holm"]}), ("Ida Holm",)),
        (linked(creator=["Ida Holm"]), ("Ida Holm",)),
        (linked(author={"@type": "NewsMediaOrganization", "name": "Ida Holm Press Group"}), ()),
        (linked(author={"type": "Organization", "name": "Harbour Watch"}), ()),
        (linked(author=person("Strait Post")), ()),
        (linked(author=person("admin")), ()),
        (linked(author={}), ()),
        ('<meta name="author" content="Ida Holm">', ("Ida Holm",)),
        ('<meta name="author" content="Ida Holm | iholm@strait.example">', ("Ida Holm",)),
        ('<meta name="byl" content="By Ida Holm and Omar Said">', ("Ida Holm", "Omar Said")),
        ('<meta name="author" content="https://strait.example/people/ida-holm">', ()),
        ('<meta name="author" content="Strait Post Staff">', ()),
        ('<meta name="keywords" content="Ida Holm, ferry">', ()),
    ],
)
def test_what_the_head_says(head: str, authors: tuple[str, ...]) -> None:
    assert one(page(head=head), HTML).authors == authors


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        ('<div class="byline">By Ida Holm and Omar Said</div>', ("Ida Holm", "Omar Said")),
        ('<div class="byline">By Ida Holm in Kabul and Omar Said in New York</div>', ("Ida Holm", "Omar Said")),
        ('<div class="byline">By Ida Holm in Kabul, New York</div>', ("Ida Holm",)),
        ('<div class="byline">By Ida Holm, New York</div>', ("Ida Holm",)),
        ('<div class="byline">By Ida Holm, Staff writer</div>', ("Ida Holm",)),
        ('<div class="byline">By Ida Holm Friday, March 1, 2019, 04:05 pm PT</div>', ("Ida Holm",)),
        ('<div class="byline">By IDA HOLM, OMAR SAID and ANN LEE Associated Press</div>', ("Ida Holm", "Omar Said", "Ann Lee")),
        ('<div class="byline"><span>By</span> <a href="/i">Ida Holm</a> @idaholm March 1</div>', ("Ida Holm",)),
        ("<p><span>By</span> <a href='/i'>Ida Holm</a></p>", ("Ida Holm",)),
        ('<div class="author-box"><img alt="Ida Holm" src="i.png"><a rel="author" href="/i">Ida Holm</a></div>', ("Ida Holm",)),
        ('<span itemprop="author" itemscope><span itemprop="name">Ida Holm</span></span>', ("Ida Holm",)),
        ('<div class="byline">Updated by Newsroom</div>', ()),
        ('<div class="byline">By Strait Post Staff</div><p>By Ida Holm</p>', ()),
        ('<div class="byline">Reuters</div><div class="byline">Ida Holm</div>', ()),
        ('<ul class="tags"><li>Ida Holm</li><li>Ferries</li></ul>', ()),
        ("<p>By the harbour they waited.</p>", ()),
        ('<p class="byline">Von Ida Holm, Berlin</p>', ("Ida Holm",)),
        ('<p class="byline">Par Ida Holm et Omar Said</p>', ("Ida Holm", "Omar Said")),
        ('<p class="byline">Por Ida Holm y Omar Said</p>', ("Ida Holm", "Omar Said")),
        ('<p class="byline">بقلم: ليلى حسن</p>', ("ليلى حسن",)),
        ('<p class="byline">Текст: Ида Хольм</p>', ("Ида Хольм",)),
        ('<p class="byline">Гость</p>', ()),
        ('<p class="byline">記者：李小龙</p>', ("李小龙",)),
    ],
)
def test_what_the_article_says(top: str, authors: tuple[str, ...]) -> None:
    assert one(page(top), HTML).authors == authors


@pytest.mark.parametrize(
    ("language", "top", "authors"),
    [
        ("de", "<p>Von Ida Holm</p>", ("Ida Holm",)),
        ("fr-FR", "<p>Par Ida Holm</p>", ("Ida Holm",)),
        ("es", "<p>Por Ida Holm</p>", ("Ida Holm",)),
        ("ar", "<p>بقلم ليلى حسن</p>", ("ليلى حسن",)),
        ("en", "<h2>Von Ida Holm</h2>", ()),
        ("en", "<h2>Por Fin Campeones</h2>", ()),
    ],
)
def test_a_paragraph_that_nothing_marks_begins_as_bylines_do_in_the_language_of_the_page(
    language: str, top: str, authors: tuple[str, ...]
) -> None:
    assert one(page(top, language=language), HTML).authors == authors


@pytest.mark.parametrize(
    "after",
    [
        '<aside><p class="byline">By Omar Said</p></aside>',
        '<section class="related-stories"><div class="byline">By Omar Said</div></section>',
        '<div class="comments"><div class="comment"><cite class="author" rel="author">Omar Said</cite></div></div>',
        '<div id="most-popular"><span itemprop="author">Omar Said</span></div>',
        '<footer><p class="author">Omar Said</p></footer>',
        '<div class="recommended"><ul><li><span class="author">Omar Said</span></li></ul></div>',
    ],
)
def test_nobody_is_taken_from_beside_the_article(after: str) -> None:
    assert one(page(after=after), HTML).authors == ()


def test_a_visible_byline_with_more_persons_decides() -> None:
    top = '<p class="byline">By Ida Holm, Omar Said, Ann Lee</p>'
    assert one(page(top, linked(author=person("Ida Holm"))), HTML).authors == ("Ida Holm", "Omar Said", "Ann Lee")
    assert one(page(top, linked(author=person("Eva Lind"))), HTML).authors == ("Eva Lind",)


@pytest.mark.parametrize("name", ["New York", "Hong Kong", "Strait Post", "Multiple Sources", "Guest", "Sponsored Content", "Ida"])
def test_names_of_other_things(name: str) -> None:
    assert not is_person(name, "Strait Post")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ida Holm, Jr., and Omar Said", ["Ida Holm Jr.", "Omar Said"]),
        ("By Ida Holm | Special to the Post", ["Ida Holm"]),
        ("by Ida Holm — March 1, 2019", ["Ida Holm"]),
        ("홍길동 기자", ["홍길동"]),
        ("www.strait.example", []),
    ],
)
def test_names_are_told_apart(byline: str, names: list[str]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize(
    ("top", "language", "day"),
    [
        ("<p>By Ida Holm on Monday, November 18th, 2019 at 11:08 a.m.</p>", "en", "2019-11-18"),
        ('<div class="author">IDA HOLM, STRAIT POST 18 NOV 2019</div>', "en", "2019-11-18"),
        ("<p>Von Ida Holm publiziert am 25. September 2018</p>", "de", "2018-09-25"),
        ("<p>Por Ida Holm, 3 de março de 2018</p>", "pt", "2018-03-03"),
    ],
)
def test_a_day_in_the_byline_is_that_of_publication(top: str, language: str, day: str) -> None:
    found = one(page(top, language=language), HTML)
    assert (found.authors, found.published) == (("Ida Holm",), day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 NOV 2019", "2019-11-18"),
        ("July 4th, 2016, at noon", "2016-07-04"),
        ("le 1er août 2017", "2017-08-01"),
        ("31 February 2019, then 2 March 2019", "2019-03-02"),
        ("12 monkeys 2019", None),
        ("18 Nov 20191", None),
    ],
)
def test_days_that_are_written_out(text: str, day: str | None) -> None:
    assert written_date(text) == day


def test_a_byline_may_begin_further_down_and_its_paragraph_counts() -> None:
    assert one(page("<p><span><i>By</i> </span><a href='/h'>Ida Holm</a></p>"), HTML).authors == ("Ida Holm",)
    assert one(page("<p><font>By Ida Holm</font></p>"), HTML).authors == ("Ida Holm",)
    assert one(page("<p>Seen <i>by Ida Holm</i></p>"), HTML).authors == ("Ida Holm",)
