"""The quick way to a page's main content gives what trafilatura's own strict setting gives, rule by rule."""

import pytest

from sitrep.collect.mainpart import strict_body
from sitrep.collect.pages import _extracted, _options
from sitrep.collect.pagetext import body_paragraphs
from sitrep.collect.trees import page_tree

PARAGRAPHS = [
    f"The harbour office said on day {day} that two tugs took {day * 7} passengers off the ferry before noon, and that nobody was hurt."
    for day in range(1, 9)
]
# One rule each: appended articles, comments, boilerplate by class, id, role and data, what nobody sees, teasers, captions, small print.
MARKS = [
    'class="mvp-post-add-box"', 'id="infinite-scroll"', 'class="elementor-share-buttons x"', 'class="comments-area"', 'id="comment-list"',
    'id="disqus_thread"', 'class="commentary"', 'class="sidebar"', 'class="my-newsletter box"', 'id="related-links"', 'class="related"',
    'id="premium"', 'class="has ad -x"', 'class="x ad-slot"', 'class="byline"', 'role="navigation"', 'role="Nav"', 'class="cookie-note"',
    'id="a" class="cookie-note"', 'class="cookie-note" id="a"', 'data-component="MostPopularStories"', 'data-lp-replacement-content="1"',
    'class="hide-print"', 'class="box hidden"', 'style="display:none"', 'style="display: none"', 'id="hidden-part"', 'style="overflow:hidden"',
    'id="a" style="overflow:hidden"', 'style="overflow:hidden" id="a"', 'aria-hidden="true"', 'class="reply-form"', 'id="a" class="reply-form"',
    'class="teaser-block"', 'id="Teaser"', 'class="caption"', 'id="photo-caption"', 'class="bottom"', 'class="padding-bottom-x"',
    'class="a link"', 'class="permalink"', 'id="x" class="bottom"', 'style="border: 0"', 'class="plain"', 'id="plain"', "",
]  # fmt: skip
FRAMES = [
    '<div class="post-content">', '<div class="post">', '<div itemprop="articleBody">', '<div id="articleContent">', "<article>",
    '<div role="article">', '<div id="story">', '<div class="Fulltext">', '<section class="single-post">', '<div id="content">',
    '<div class="Main-content x">', '<div class="Page-content">', '<div id="page-content">', '<div role="main">', "<main>", "<div>",
]  # fmt: skip


def page(inside: str, frame: str = "<article>") -> str:
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    end = f"</{frame[1:-1].split()[0]}>"
    return (
        f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><h1>Ferry</h1>{frame}{body}{inside}{end}<p>Imprint</p></body></html>"
    )


def both(text: str) -> tuple[list[str] | None, list[str]]:
    body = strict_body(page_tree(text), _options("precision"))
    theirs = [block.text for block in _extracted(page_tree(text), "precision")]
    return None if body is None else [block.text for block in body_paragraphs(body)], theirs


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("tag", ["div", "p", "ul", "section", "table", "h2"])
def test_each_rule_takes_out_the_same(mark: str, tag: str) -> None:
    inner = {"ul": "<li>Third time this month, it was said there.</li>", "table": "<tr><td>Tug</td><td>Two of them</td></tr>"}
    text = page(
        f"<{tag} {mark}>{inner.get(tag, 'It was the third time this month.')}</{tag}> And so on.<p>The last word of the report.</p>"
    )
    quick, theirs = both(text)
    assert quick == theirs


@pytest.mark.parametrize("frame", FRAMES)
def test_each_frame_is_found(frame: str) -> None:
    quick, theirs = both(page("<p>The last word of the report.</p>", frame))
    assert quick is None or quick == theirs
    assert (quick is None) == (frame in ("<div>", '<div id="page-content">'))


@pytest.mark.parametrize(
    "inside",
    [
        "<blockquote><p>We waited for hours.</p><p>Nobody told us.</p></blockquote> They left.",
        "<ul><li>One tug<ul><li>with a crew</li></ul></li><li><p>Two tugs</p></li></ul>",
        "<table><tr><th>Town</th><td>3 <b>dead</b></td></tr><tr><td>Orlin</td><td>4</td></tr></table>",
        "<div>Loose words<br>in lines<br>of a box</div>",
        "<p>It was <del>forty</del> <em>thirty</em> <a href='/x'>passengers</a>, they said.</p>",
        "<div><a href='/1'>Read this first long thing</a><a href='/2'>Read this second long thing</a></div>",
        "<ul>" + "".join(f"<li><a href='/{i}'>News item number {i} of the day</a></li>" for i in range(9)) + "</ul>",
        "<h2>More of it</h2>",
        "<header><p>By the desk</p></header>",
        f"<p>{PARAGRAPHS[-1]}</p>",
        "<pre><code>x = 1</code></pre>",
        "<form><p>Subscribe to it</p><input></form><figure><img><figcaption>The ferry</figcaption></figure>",
        "".join(f"<div class='widget'><p>{one} Again.</p></div>" for one in PARAGRAPHS * 9),
    ],
)
def test_what_articles_hold_comes_out_the_same(inside: str) -> None:
    quick, theirs = both(page(inside))
    assert quick == theirs


@pytest.mark.parametrize("text", ["<html><body><article><p>Short.</p></article></body></html>", "<html><body></body></html>", "<p>One</p>"])
def test_nothing_is_given_where_there_is_little(text: str) -> None:
    assert strict_body(page_tree(text), _options("precision")) is None
