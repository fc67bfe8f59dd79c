"""What the attributes of an element say of its part of a page, by the words of trafilatura 2.3; each class and id is judged once.

The library asks this by XPath, a rule at a time, with a regular expression for each element: most of the time that it takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# Articles appended below this one, and those of them that go whatever they hold; buttons; readers' comments, and boxes for them.
APPENDED, APPENDED_SURELY, BUTTONS, COMMENTS, THREAD = 1, 2, 4, 8, 16
# What is no text of an article: by what it is for, by what it may be for, where nobody sees it; teasers; captions; small print.
BOILERPLATE, HIDDEN, TEASER, CAPTION, SMALL = 32, 64, 128, 256, 512
# Of two attributes only the first is asked for these.
_COOKIE, _REPLY, _LINK, _UNSEEN = 1024, 2048, 4096, 8192
_FIRST = _COOKIE | _REPLY | _LINK
# The frames that an article may stand in, best first.
FRAMES = (1 << 14, 1 << 15, 1 << 16, 1 << 17, 1 << 18)

_KEPT = 8_192
_OTHERS = frozenset({"role", "style", "itemprop", "aria-hidden", "data-component", "data-lp-replacement-content"})
_APPENDED = "mvp-post-add-(?:box|wrap)|infinite-?scroll"
_APPENDED_SURELY = "mvp-post-add-(?:box|wrap)"
_LINK_WORDS = r"(?:^|\s)bottom|bottom(?:\s|$)|(?:^|\s)link(?:\s|$)"
_HIDDEN_CLASS = (
    "^hide-|comments-title|nocomments|-reply-|message|akismet|suggest-links|-hide-|hide-print| hidden| hide|noprint|notloaded"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """Regular expressions, each with the sign that it gives where it is found."""

    patterns: tuple[tuple[re.Pattern[str], int], ...]

    def signs(self, value: str) -> int:
        return sum(sign for pattern, sign in self.patterns if pattern.search(value))


def signs(element: Any) -> int:
    """What the attributes of an element say, as the sum of the signs above; 0 for most elements."""
    found, first, before = 0, None, None
    for name, value in element.items():
        if name == "class":
            said = _class_signs(value)
        elif name == "id":
            said = _id_signs(value)
            found |= HIDDEN if said & _UNSEEN and before is None else 0
        elif name in _OTHERS:
            found |= _other_signs(name, value, before == "id")
            before = name if name == "style" else before
            continue
        else:
            continue
        before = before or (name if name == "id" else None)
        if first is None:
            first = said & _FIRST
        found |= said & ~_FIRST
    if first:
        found |= (BOILERPLATE if first & _COOKIE else 0) | (HIDDEN if first & _REPLY else 0) | (SMALL if first & _LINK else 0)
    return found


@lru_cache(maxsize=_KEPT)
def _class_signs(value: str) -> int:
    found = _class_words().signs(value)
    found |= FRAMES[0] if value in ("post", "entry") else 0
    found |= FRAMES[2] if value in ("postarea", "art-postcontent", "text", "cell", "story") else 0
    lowered = value.replace("C", "c").replace("M", "m").replace("P", "p")
    found |= FRAMES[3] if value == "content" or "main-content" in lowered or "page-content" in lowered else 0
    found |= BUTTONS if "elementor-share-buttons" in value else 0
    return found | _either_signs(value)


@lru_cache(maxsize=_KEPT)
def _id_signs(value: str) -> int:
    found = _id_words().signs(value)
    found |= FRAMES[0] if value == "articleContent" else 0
    found |= FRAMES[2] if value in ("article", "story") else 0
    found |= FRAMES[3] if value == "content" or "main-content" in value.replace("C", "c").replace("M", "m") else 0
    return found | _either_signs(value)


def _either_signs(value: str) -> int:
    """The signs that a word is in a class as in an id."""
    found = FRAMES[4] if value.startswith("main") else 0
    found |= TEASER if "teaser" in value or "Teaser" in value else 0
    found |= CAPTION if "caption" in value else 0
    found |= _COOKIE if "cookie" in value else 0
    return found | (_REPLY if value.startswith("reply-") else 0)


def _other_signs(name: str, value: str, after_id: bool) -> int:
    """The signs of an attribute that is neither class nor id; of two that say "hidden" the first is asked."""
    if name == "style":
        unseen = ("hidden" in value and not after_id) or "display:none" in value or "display: none" in value
        return (HIDDEN if unseen else 0) | (SMALL if "border" in value else 0)
    if name == "role":
        found = BOILERPLATE if "nav" in value.replace("N", "n") else 0
        return found | (FRAMES[2] if value == "article" else 0) | (FRAMES[4] if value.startswith("main") else 0)
    if name == "itemprop":
        return FRAMES[0] if value == "articleBody" else 0
    if name == "aria-hidden":
        return HIDDEN if value == "true" else 0
    return BOILERPLATE if name == "data-lp-replacement-content" or "MostPopularStories" in value else 0


@cache
def _class_words() -> _Words:
    from trafilatura import xpaths

    return _words({
        _APPENDED: APPENDED,
        _APPENDED_SURELY: APPENDED_SURELY,
        xpaths._COMMENTS_CLASS: COMMENTS,
        "|".join(xpaths._OVERALL_DISCARD_BOTH_TOKENS + xpaths._OVERALL_DISCARD_CLASS_TOKENS): BOILERPLATE,
        _HIDDEN_CLASS: HIDDEN,
        _LINK_WORDS: _LINK,
        "|".join(xpaths._ARTICLE_CONTENT_CLASS_TOKENS): FRAMES[0],
        "|".join(("(?i:fulltext)", *xpaths._STORY_CLASS_TOKENS)): FRAMES[2],
        "|".join(xpaths._MAIN_CONTENT_CLASS_TOKENS): FRAMES[3],
    })


@cache
def _id_words() -> _Words:
    from trafilatura import xpaths

    return _words({
        _APPENDED: APPENDED,
        _APPENDED_SURELY: APPENDED_SURELY,
        f"^(?:{xpaths._COMMENTS_ID})": COMMENTS,
        "^(?:disqus_thread|dsq-comments)": THREAD,
        "|".join(xpaths._OVERALL_DISCARD_BOTH_TOKENS + xpaths._OVERALL_DISCARD_ID_TOKENS): BOILERPLATE,
        "hidden": _UNSEEN,
        "reader-comments|akismet": HIDDEN,
        _LINK_WORDS: _LINK,
        "|".join(xpaths._ARTICLE_CONTENT_ID_TOKENS): FRAMES[0],
        "|".join(xpaths._STORY_ID_TOKENS): FRAMES[2],
        "|".join(xpaths._MAIN_CONTENT_ID_TOKENS): FRAMES[3],
    })


def _words(given: dict[str, int]) -> _Words:
    return _Words(tuple((re.compile(words), sign) for words, sign in given.items()))
