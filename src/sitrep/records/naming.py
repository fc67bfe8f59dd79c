"""What a document is called where others read it: keys can be paths on the desk's machine, which do not go out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"[/\\]+")
# What names an entry or a part of a file behind "#": a word, or an id with a scheme ("tag:…", "https:…"), but no path and no drive.
_PART = re.compile(r"[^/\\]*|(?!file:)[a-z][a-z0-9+.-]+:.*", re.IGNORECASE | re.DOTALL)


def public_name(key: str, document: str) -> str:
    """What a document of this key and id is called in what goes out.

    A key that is an http or https address stays as it is; of any other the name of the file, with what follows "#" in it. Where neither is
    there (standard input, an address with a password in it) it is the id.
    """
    if key.lower().startswith(("http://", "https://")):
        return key if _is_open(key) else document
    path, mark, part = key.partition("#")
    if not _PART.fullmatch(part):
        path, mark, part = key, "", ""
    name = _SEPARATOR.split(path.rstrip("/\\"))[-1]
    return document if name in ("", "-", ".", "..", "~") else f"{name}{mark}{part}"


def _is_open(address: str) -> bool:
    try:
        return "@" not in urlsplit(address).netloc
    except ValueError:
        return False
