"""Untrusted text made fit to show: control characters, bidirectional controls, addresses, names of files and anchors."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from sitrep.records import make_id

# What HTML and XML 1.0 forbid and what a terminal obeys: C0 but tab and line breaks, DEL, C1, lone surrogates, noncharacters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_WORD_END = re.compile(r"\s\S*$")


def clean(text: str) -> str:
    """The text with each forbidden character as U+FFFD and each carriage return as a space; its length stays the same."""
    return _CONTROL.sub("\ufffd", text).replace("\r", " ")


def one_line(text: str) -> str:
    """The text for places where no element can isolate it (attributes, `<title>`, feeds): clean, one line, without bidi controls."""
    return _SPACE.sub(" ", _BIDI.sub("", clean(text))).strip()


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words where it can be, with an ellipsis where it was cut."""
    line = one_line(text[: limit * 8])
    if len(line) <= limit and len(text) <= limit * 8:
        return line
    cut = line[: limit - 1]
    tail = _WORD_END.search(cut[limit // 2 :])
    if tail:
        cut = cut[: limit // 2 + tail.start()]
    return cut.rstrip(" ,;:") + "…"


def web_address(url: str | None) -> str | None:
    """An http or https address as a valid ASCII URI, or None: other schemes, user names and broken hosts are not linked to."""
    if not url or len(url) > 4000 or _CONTROL.search(url) or _BIDI.search(url):
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or parts.username is not None or not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        return None
    where = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    tail = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._") if parts.query else ""
    fragment = "#" + quote(parts.fragment, safe="/?%:@!$&'()*+,;=~-._") if parts.fragment else ""
    return f"{parts.scheme.lower()}://{where}{tail or '/'}{query}{fragment}".replace("'", "%27")


def page_name(record_id: str) -> str:
    """A record's id as the name of a file: itself where that is safe, else a hash of it."""
    return record_id if _SAFE_ID.fullmatch(record_id) else make_id("page", record_id)


def anchor(kind: str, record_id: str) -> str:
    """A record's id as an anchor on a page, always beginning with its kind ("st", "ev") and a hyphen."""
    name = page_name(record_id)
    return name if name.startswith(f"{kind}-") else f"{kind}-{name}"
