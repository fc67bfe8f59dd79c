"""An analyst's Markdown as a part of a page: CommonMark and tables, no markup of its own, no pictures, web addresses alone as links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sitrep.publish.text import clean, web_address
from sitrep.records import Citation

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Stand for a citation while Markdown is read: signs of private use, which a text may not bring itself.
_START, _END = "\ue000", "\ue001"
_MARK = re.compile(f"{_START}(\\d+){_END}")
_PRIVATE = str.maketrans({_START: "\ufffd", _END: "\ufffd"})
_JUDGEMENT = re.compile(r"(kj\d{1,3})\b", re.I)
# What an analyst says of a judgement line by line: how sure, by when it will be known.
_FIELD = re.compile(r"[*_]*(?:confidence|likelihood|due)[*_]*\s*:", re.I)


def rendered(body: str, citations: Sequence[Citation], links: Sequence[Markup], judgements: Mapping[str, Markup]) -> Markup:
    """A body as HTML. `links` stands in place of each citation, `judgements` under the heading of each key judgement.

    The headings of the body begin at the second level, for the page has its own title. What is said of a judgement line by line
    (`Confidence:`, `Due:`) stands so on the page.
    """
    tokens = _parser().parse(clean(_marked(body, citations)))
    made = _arranged(tokens, dict(judgements))
    html = _parser().renderer.render(made, _parser().options, {"links": links})
    # Marks that stand in no text (in code, in a link's title) become what they were.
    return Markup(_MARK.sub(lambda found: _written(citations, int(found[1])), html))


def _written(citations: Sequence[Citation], number: int) -> str:
    return str(escape(f"[[{citations[number].kind.value}:{citations[number].target}]]")) if number < len(citations) else ""


def _marked(body: str, citations: Sequence[Citation]) -> str:
    """The body with a mark in place of each citation."""
    parts, at = [], 0
    body = body.translate(_PRIVATE)
    for number, citation in enumerate(citations):
        if citation.start < at or citation.end > len(body):
            continue
        parts += [body[at : citation.start], f"{_START}{number}{_END}"]
        at = citation.end
    return "".join([*parts, body[at:]])


def _arranged(tokens: Sequence[Token], judgements: dict[str, Markup]) -> list[Token]:
    from markdown_it.token import Token

    made: list[Token] = []
    judged = False
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        made.append(token)
        inline = tokens[number - 1] if number else None
        if token.type == "heading_close":
            judged = judged and token.tag > "h3"
            named = _JUDGEMENT.match(inline.content) if inline and token.tag == "h3" else None
            if named and (said := judgements.pop(named[1].lower(), None)):
                judged = True
                made[-3].attrSet("id", named[1].lower())
                made.append(Token("html_block", "", 0, content=f"{said}\n"))
        elif judged and token.type == "paragraph_close" and inline and _FIELD.match(inline.content):
            made[-3].attrSet("class", "stated")
            _break_lines(inline.children or [])
    return made


def _break_lines(tokens: Sequence[Token]) -> None:
    """Let each field begin a line of its own; the words of one go on."""
    for number, token in enumerate(tokens[:-1]):
        rest = "".join(one.content or one.markup for one in tokens[number + 1 :])
        if token.type == "softbreak" and _FIELD.match(rest):
            token.type, token.tag = "hardbreak", "br"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda url: web_address(url) is not None  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("text", _text)
    return parser


def _text(_self: Any, tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    """A text, escaped, with citations as links."""
    links = env["links"]
    return _MARK.sub(lambda found: links[int(found[1])] if int(found[1]) < len(links) else "", str(escape(tokens[at].content)))


def _link_open(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    address = web_address(str(tokens[at].attrGet("href") or ""))
    return str(Markup('<a class="out" rel="noreferrer nofollow" href="{}">').format(address)) if address else "<a>"
