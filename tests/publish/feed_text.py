"""What the rules for feeds of every format share: characters, dates, addresses, languages, media types, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? "
    r"(?:UT|GMT|[ECMP][SD]T|[+-]\d{4})"
)
URI = re.compile(r"(?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'()#\[\]]|%[0-9A-Fa-f]{2})+")
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-]|%[0-9A-Fa-f]{2})+", re.IGNORECASE)
# RFC 4151: the authority (a domain or an address of mail), a comma, a day, a colon, what is specific.
TAG = re.compile(r"tag:(?:[\w.+-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(?:-\d\d(?:-\d\d)?)?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{5,8})*")
EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?: \([^()]+\))?")
MEDIA = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]*/[A-Za-z0-9][\w!#$&^.+-]*(?:\s*;\s*[\w-]+=(?:[\w.-]+|\"[^\"]*\"))*")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
MARKUP = re.compile(r"<[a-zA-Z!/?]|&#?\w{1,31};")
VOID = {"br", "hr", "img"}
UNSAFE = {"script", "iframe", "object", "embed", "style", "form", "meta", "link", "base", "applet"}


def xml_faults(body: bytes) -> Iterator[str]:
    """Faults of the bytes themselves."""
    try:
        source = body.decode("utf-8")
    except UnicodeDecodeError:
        yield "UnicodeError"
        return
    if not re.match(r'<\?xml version="1\.0" encoding="utf-8"\?>\n', source):
        yield "EncodingNotSaid"
    if CONTROL.search(source) or re.search(
        r"&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|[fF]{3}[eEfF])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", source
    ):
        yield "BadCharacters"
    if BIDI.search(source):
        yield "BidiControls"
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        yield "ContainsDoctype"


def rfc3339_faults(value: str) -> Iterator[str]:
    if not RFC3339.fullmatch(value):
        yield "InvalidRFC3339Date"
        return
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        yield "InvalidRFC3339Date"
        return
    yield from _plausible(moment)


def rfc822_faults(value: str) -> Iterator[str]:
    found = RFC822.fullmatch(value)
    try:
        moment = parsedate_to_datetime(value) if found else None
    except ValueError:
        moment = None
    if found is None or moment is None:
        yield "InvalidRFC2822Date"
        return
    if found[1] and moment.strftime("%a") != found[1]:
        yield "IncorrectDOW"
    yield from _plausible(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _plausible(moment: datetime) -> Iterator[str]:
    if moment.year < 1990:
        yield "ImplausibleDate"


def uri(value: str) -> bool:
    """Whether it is an address or a relative reference (RFC 3986)."""
    if not URI.fullmatch(value) or value.count("#") > 1:
        return False
    try:
        urlsplit(value).port  # noqa: B018 - reading it is the check
    except ValueError:
        return False
    return True


def uri_faults(value: str, code: str) -> Iterator[str]:
    if not uri(value):
        yield code
    elif value.lower().startswith("urn:") and not URN.fullmatch(value):
        yield "InvalidURN"
    elif value.startswith("tag:") and not TAG.fullmatch(value):
        yield "InvalidTAG"


def absolute(value: str) -> bool:
    return bool(uri(value) and SCHEME.match(value))


def full_link(value: str) -> bool:
    """Whether it is an http or https address with a host."""
    return uri(value) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)


def language(value: str) -> bool:
    return bool(LANGUAGE.fullmatch(value))


def email(value: str) -> bool:
    return bool(EMAIL.fullmatch(value))


def media_type(value: str) -> bool:
    return bool(MEDIA.fullmatch(value))


class Fragment(HTMLParser):
    """HTML in a feed: what is open at its end, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag in UNSAFE:
            self.faults.append("SecurityRisk")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append("SecurityRiskAttr")
            if name in ("href", "src"):
                scheme = SCHEME.match((value or "").strip())
                if scheme is None:
                    self.faults.append("ContainsRelRef")
                elif scheme[0].lower() not in ("http:", "https:", "mailto:"):
                    self.faults.append("SecurityRiskAttr")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append("NotHtml")


def html_faults(source: str, *, escaped: bool = True) -> Iterator[str]:
    """What is wrong with HTML in a feed; of what should be plain text (`escaped` false), whether a reader would see markup in it."""
    if not escaped:
        yield from ("HtmlInText",) if MARKUP.search(source) else ()
        return
    fragment = Fragment()
    fragment.feed(source)
    fragment.close()
    yield from fragment.faults
    if fragment.open:
        yield "NotHtml"
