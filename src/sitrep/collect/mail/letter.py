"""The document of a message: a newsletter, a press release, a message to a list, a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitrep.collect.credits import wire_credit
from sitrep.collect.dates import believed
from sitrep.collect.fragments import PARAGRAPH
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.collect.mail.headers import Headers, first, is_mail, person, split, words
from sitrep.collect.mail.parts import Part, texts
from sitrep.collect.mail.replies import own
from sitrep.collect.pages import article_text
from sitrep.collect.persons import is_person
from sitrep.collect.trees import page_tree, without
from sitrep.collect.wrapped import unwrapped
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

_FROM_LINE = re.compile(rb">?From [^\r\n]*\r?\n")
_REPLY = re.compile(r"(?:re|aw|sv|antw|odp|rif|ynt|vs|отв?)(?:\[\d+\])?\s?:", re.IGNORECASE)
_LISTED = ("list-id", "list-unsubscribe", "list-post")
_ADDRESS = re.compile(r"<\s*(https?://[^<>\s]+)\s*>|(https?://[^<>\s]+)", re.IGNORECASE)
_THROUGH = re.compile(r"\s+via\s+.*", re.IGNORECASE | re.DOTALL)
# Mail has no paragraphs of fewer signs a line that were wrapped by a program.
_NARROWEST = 50
# What mail programs mark as what is answered, or as the sender's signature.
_QUOTING = re.compile(
    r"(?:^|\s)(?:gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote|gmail_signature|moz-signature|divRplyFwdMsg|appendonsend)",
)


def mail_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """The document of a message; a Failure beside it if it has more parts than are taken, or parts nested too deep.

    The text is its plain part, or the article of its HTML part, whichever holds more. Raises CollectError for what is no message.
    """
    headers, rest = split(_FROM_LINE.sub(b"", body.lstrip(b"\r\n"), count=1))
    if not is_mail(headers):
        raise CollectError(capture.key, "is not a mail message: it has no header that every message has")
    title, reply = words(first(headers, "subject")), _is_reply(headers)
    found = texts(headers, rest)
    plain = _plain([part for part in found.parts if part.kind == "text/plain"], reply)
    marked = max((_article(part, limits, title, reply) for part in found.parts if part.kind == "text/html"), key=len, default="")
    text = marked if _letters(marked) > _letters(plain) else plain
    yield document(_found(capture, headers, title, text), capture, limits)
    if found.reason:
        yield Failure(subject=capture.key, reason=found.reason)


def _found(capture: Capture, headers: Headers, title: str | None, text: str) -> Found:
    outlet, author = _sender(headers)
    wire = wire_credit([author] if author else [], text)
    return Found(
        key=capture.key,
        text=text,
        url=_address(headers) or (capture.response.address if capture.response else None),
        title=title,
        authors=[author] if author and author != wire else [],
        outlet=outlet,
        published=_date(headers, capture),
        credit=wire,
    )


def _is_reply(headers: Headers) -> bool:
    subject = words(first(headers, "subject")) or ""
    return bool(first(headers, "in-reply-to") or first(headers, "references") or _REPLY.match(subject))


def _sender(headers: Headers) -> tuple[str | None, str | None]:
    """(outlet, author): the list's name or the sender's, where that is no person's; the sender where it is one."""
    name, _ = person(first(headers, "from"))
    listed = any(first(headers, header) for header in _LISTED)
    listing, address = person(first(headers, "list-id"))
    name = _THROUGH.sub("", name) if name and listed else name
    if name and is_person(name, None):
        return listing or (address or name if listed else None), name
    return (listing or name or address) if listed else name, None


def _address(headers: Headers) -> str | None:
    """Where the message says that it stands on the web (RFC 5064)."""
    for name in ("archived-at", "x-archived-at"):
        for value in headers.get(name, ()):
            if found := _ADDRESS.search(value):
                return found[1] or found[2]
    return None


def _date(headers: Headers, capture: Capture) -> str | None:
    """The date that is stated; what stands behind it in brackets is a name of its zone."""
    return believed(re.sub(r"\([^()]{0,60}\)\s*$", "", first(headers, "date") or ""), capture.received)


def _plain(parts: Sequence[Part], reply: bool) -> str:
    paragraphs: list[str] = []
    for part in parts:
        lines = part.text.split("\n")
        if part.flowed:
            lines = _unflowed(lines)
        paragraphs += unwrapped(own(lines, reply=reply), least=_NARROWEST)
    return PARAGRAPH.join(paragraphs)


def _unflowed(lines: Sequence[str]) -> list[str]:
    """Lines put together again where they end in a blank (RFC 3676); quoted ones and the mark of a signature stay."""
    done: list[list[str]] = []
    open_line = False
    for line in lines:
        line = line.removeprefix(" ") if not line.startswith(">") else line
        if open_line and not line.startswith(">") and line != "-- ":
            done[-1].append(line)
        else:
            done.append([line])
        open_line = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return ["".join(pieces) for pieces in done]


def _article(part: Part, limits: Limits, title: str | None, reply: bool) -> str:
    page, tree = part.text, page_tree(part.text)
    if reply and tree is not None:
        page, tree = without(tree, _is_quoted)
    return article_text(page, tree, limits, title)


def _is_quoted(tag: str, attributes: dict[str, str]) -> bool:
    if tag == "blockquote" and attributes.get("type", "").lower() == "cite":
        return True
    return bool(_QUOTING.search(attributes.get("class", "")) or _QUOTING.search(attributes.get("id", "")))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
