"""The text of a page from its bytes."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,256}charset|\?xml[^>]{0,128}encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,32})""", re.IGNORECASE
)
_STATED = re.compile(rb"""charset\s{0,8}=\s{0,8}["']?([A-Za-z0-9_:.-]{2,32})""", re.IGNORECASE)
# Names that the WHATWG Encoding Standard reads as a larger encoding.
_LARGER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode_page(body: bytes, stated: str | None = None) -> str:
    """The text of an HTML page: by its byte order mark, else UTF-8 if it is that, else as it declares, else as it looks.

    `stated` is the Content-Type that a server gave, whose charset counts where the page declares none. What cannot
    be decoded becomes U+FFFD. A page that is valid UTF-8 is taken as such whatever it declares: text in another encoding is hardly
    ever valid UTF-8, while wrong declarations are common.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _named(_DECLARED.search(body[:4_096])) or _named(_STATED.search((stated or "").encode("utf-8", "replace")))
    if declared not in ("iso2022_jp", "utf-7", "hz"):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    text = body.decode(declared or _looks(body), "replace")
    return body.decode(_looks(body), "replace") if declared == "utf-8" and _is_broken(text) else text


def _is_broken(text: str) -> bool:
    """Whether so much could not be decoded that the encoding must have been another: a few broken signs are found on many pages."""
    return 4 * text.count("\ufffd") > sum(not sign.isascii() for sign in text)


def _named(found: re.Match[bytes] | None) -> str | None:
    """The encoding of the name that was found, if it is one that pages may have."""
    if not found:
        return None
    try:
        info = codecs.lookup(found.group(1).decode("ascii"))
    except (LookupError, ValueError):
        return None
    name = _LARGER.get(info.name, info.name)
    if not info._is_text_encoding or name in ("utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined"):
        return None
    return None if name.startswith(("utf-16", "utf-32")) else name


def _looks(body: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    try:
        name = codecs.lookup(detect_encoding(body[:65_536]) or "cp1252").name
    except LookupError:
        return "cp1252"
    return "cp1252" if name.startswith(("utf", "ascii", "iso8859-1")) else name
