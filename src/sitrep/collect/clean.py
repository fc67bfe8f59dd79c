"""Cleaning what stands beside a text: titles, names, addresses. (Texts themselves are never cleaned: offsets count in them.)"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

MAX_LINE = 1_000

_BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6]|td|tr)(?:[\s/][^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_TERMINAL = re.compile(r"\x1b(?:\[[0-9;?]{0,32}[A-Za-z]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\)?)")
# Control characters that no text has: bytes of Windows-1252 that were taken for Latin-1.
MISREAD = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0) if code != 0x85}
# Signs that change how other text is shown: bidirectional embeddings, overrides and isolates; marks; the byte order mark.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")


def plain_line(value: str | None, *, markup: bool = True) -> str | None:
    """One line of plain text out of a title or name: without tags, entities, control and direction signs; None if nothing is left.

    `markup` False is for values that are text by their format, where "&amp;" means itself.
    """
    if not value:
        return None
    text = value[: 20 * MAX_LINE]
    if markup and ("<" in text or "&" in text):
        text = html.unescape(_untagged(html.unescape(_untagged(text))))
    text = _untagged(text)
    if not text.isprintable():
        text = _printable(text)
    text = " ".join(text.split())
    if len(text) > MAX_LINE:
        text = text[: MAX_LINE - 1].rstrip() + "…"
    return text or None


def _printable(text: str) -> str:
    """A text without signs that are not to be seen or that direct a terminal; what parts lines in it becomes a space."""
    text = _INVISIBLE.sub("", _TERMINAL.sub("", text)).translate(MISREAD)
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text if not "\ud800" <= sign <= "\udfff")


def _untagged(text: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", text)) if "<" in text else text


def web_address(value: str | None) -> str | None:
    """An http(s) address, or None for anything else: other schemes (javascript:, data:) are never kept."""
    if not value:
        return None
    address = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", value[:4_096]).strip()
    if not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        return address if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
