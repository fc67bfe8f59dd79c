"""What the attributes of an element say of its part of a page, by the words of trafilatura 2.3; each class and id is judged once.

The library asks this by XPath, a rule at a time, with a regular expression for each element: most of the time that it takes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

# What stands beside an article: articles appended below it, and those of them that go whatever they hold; buttons; readers' comments,
# and boxes for them.
APPENDED, APPENDED_SURELY, BUTTONS, COMMENTS, THREAD = 1, 2, 4, 8, 16
# The frames that an article may stand in, best first; the second is what is marked as one by its name alone.
FRAMES = (1, 0, 2, 4, 8)
# What in a frame is no text of the article: by what it is for, where nobody sees it, teasers, captions, small print.
BOILERPLATE, HIDDEN, TEASER, CAPTION, SMALL = 1, 2, 4, 8, 16
# Of class and id only the one that is written first is asked for these.
_COOKIE, _REPLY, _LINK = 32, 64, 128
_FIRST = {_COOKIE: BOILERPLATE, _REPLY: HIDDEN, _LINK: SMALL}
_EITHER = _COOKIE | _REPLY | _LINK

_KEPT = 8_192
_LINK_WORDS = re.compile(r"(?:^|\s)bottom|bottom(?:\s|$)|(?:^|\s)link(?:\s|$)")
_HIDDEN_CLASS = re.compile(
    "^hide-|comments-title|nocomments|-reply-|message|akismet|suggest-links|-hide-|hide-print| hidden| hide|noprint|notloaded"
)

Words = tuple[tuple[re.Pattern[str], int], ...]


def beside(element: Any) -> int:
    """What an element of a page is besides the article, as the sum of the signs; 0 for most."""
    name, key = element.get("class"), element.get("id")
    return (_beside(name, False) if name else 0) | (_beside(key, True) if key else 0)


def frame(element: Any) -> int:
    """Which kinds of frame an element is, as the sum of the signs."""
    name, key, role = element.get("class"), element.get("id"), element.get("role")
    found = (_frame(name, False) if name else 0) | (_frame(key, True) if key else 0)
    if role:
        found |= (FRAMES[2] if role == "article" else 0) | (FRAMES[4] if role.startswith("main") else 0)
    return found | (FRAMES[0] if element.get("itemprop") == "articleBody" else 0)


def unwanted(element: Any) -> int:
    """Why an element within a frame may not belong to the article, as the sum of the signs; 0 for most."""
    name, key, style = element.get("class"), element.get("id"), element.get("style")
    by_name, by_key = (_unwanted(name, False) if name else 0), (_unwanted(key, True) if key else 0)
    found = (by_name | by_key) & ~_EITHER
    if (by_name | by_key) & _EITHER:
        first = by_key if name is None or (key is not None and _precedes(element, "id", "class")) else by_name
        found |= sum(sign for one, sign in _FIRST.items() if first & one and not found & sign)
    if style:
        found |= (SMALL if "border" in style else 0) | (HIDDEN if "display:none" in style or "display: none" in style else 0)
    asked = key if style is None or (key is not None and _precedes(element, "id", "style")) else style
    return found | (HIDDEN if asked and "hidden" in asked else 0) | _other(element)


def _precedes(element: Any, first: str, second: str) -> bool:
    names = element.keys()
    return bool(names.index(first) < names.index(second))


def _other(element: Any) -> int:
    """What attributes say that are neither class, id nor style."""
    role = element.get("role")
    boilerplate = (role and ("nav" in role or "Nav" in role)) or "MostPopularStories" in element.get("data-component", "")
    found = BOILERPLATE if boilerplate or element.get("data-lp-replacement-content") is not None else 0
    return found | (HIDDEN if element.get("aria-hidden") == "true" else 0)


@lru_cache(maxsize=_KEPT)
def _beside(value: str, is_id: bool) -> int:
    found = _signs(_comment_words()[is_id], value)
    if "mvp-post-add-box" in value or "mvp-post-add-wrap" in value:
        found |= APPENDED | APPENDED_SURELY
    if "infinitescroll" in value or "infinite-scroll" in value:
        found |= APPENDED
    return found | (BUTTONS if "elementor-share-buttons" in value and not is_id else 0)


@lru_cache(maxsize=_KEPT)
def _frame(value: str, is_id: bool) -> int:
    found = _signs(_frame_words()[is_id], value)
    if value in (("articleContent",) if is_id else ("post", "entry")):
        found |= FRAMES[0]
    if value in (("article", "story") if is_id else ("postarea", "art-postcontent", "text", "cell", "story")):
        found |= FRAMES[2]
    lowered = value.replace("C", "c")
    main = "main-content" in lowered.replace("M", "m")
    if value == "content" or main or (not is_id and "page-content" in lowered.replace("P", "p")):
        found |= FRAMES[3]
    return found | (FRAMES[4] if value.startswith("main") else 0)


@lru_cache(maxsize=_KEPT)
def _unwanted(value: str, is_id: bool) -> int:
    found = _signs(_boilerplate_words()[is_id], value)
    found |= TEASER if "teaser" in value or "Teaser" in value else 0
    found |= CAPTION if "caption" in value else 0
    found |= _COOKIE if "cookie" in value else 0
    return found | (_REPLY if value.startswith("reply-") else 0)


def _signs(words: Words, value: str) -> int:
    found = 0
    for pattern, sign in words:
        if pattern.search(value):
            found |= sign
    return found


@cache
def _comment_words() -> tuple[Words, Words]:
    from trafilatura import xpaths

    by_id = ((re.compile(f"^(?:{xpaths._COMMENTS_ID})"), COMMENTS), (re.compile("^(?:disqus_thread|dsq-comments)"), THREAD))
    return ((re.compile(xpaths._COMMENTS_CLASS), COMMENTS),), by_id


@cache
def _frame_words() -> tuple[Words, Words]:
    from trafilatura import xpaths

    by_class = (
        (_any(xpaths._ARTICLE_CONTENT_CLASS_TOKENS), FRAMES[0]),
        (re.compile("fulltext", re.IGNORECASE), FRAMES[2]),
        (_any(xpaths._STORY_CLASS_TOKENS), FRAMES[2]),
        (_any(xpaths._MAIN_CONTENT_CLASS_TOKENS), FRAMES[3]),
    )
    by_id = (
        (_any(xpaths._ARTICLE_CONTENT_ID_TOKENS), FRAMES[0]),
        (_any(xpaths._STORY_ID_TOKENS), FRAMES[2]),
        (_any(xpaths._MAIN_CONTENT_ID_TOKENS), FRAMES[3]),
    )
    return by_class, by_id


@cache
def _boilerplate_words() -> tuple[Words, Words]:
    from trafilatura import xpaths

    both = xpaths._OVERALL_DISCARD_BOTH_TOKENS
    by_class = (
        (_any((*both, *xpaths._OVERALL_DISCARD_CLASS_TOKENS)), BOILERPLATE),
        (_HIDDEN_CLASS, HIDDEN),
        (_LINK_WORDS, _LINK),
    )
    by_id = (
        (_any((*both, *xpaths._OVERALL_DISCARD_ID_TOKENS)), BOILERPLATE),
        (re.compile("reader-comments|akismet"), HIDDEN),
        (_LINK_WORDS, _LINK),
    )
    return by_class, by_id


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))
