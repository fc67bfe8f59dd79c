"""Indexes of archives: CDXJ lines, sorted, in compressed blocks with a list of where each begins (ZipNum), as replay tools read them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote_plus, urlsplit

from sitrep.publish.archive.warc import Entry

BLOCK = 1024


def sort_key(address: str) -> str:
    """The form of an address that an index is sorted by: "com,example)/path?query", without "www.", in lower case."""
    if not address.lower().startswith(("http://", "https://")):
        return address
    try:
        parts = urlsplit(address.lower())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return address
    host = host.split(".", 1)[1] if host.startswith("www.") else host
    key = ",".join(reversed(host.split(".")))
    key += f":{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else ""
    query = "&".join(
        f"{quote_plus(name)}={quote_plus(value)}" for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True), key=_first)
    )
    return f"{key}){parts.path or '/'}{f'?{query}' if query else ''}"


def _first(pair: tuple[str, str]) -> str:
    return pair[0]


def lines(entries: Iterable[Entry], filename: str) -> list[str]:
    """The lines of an index, sorted."""
    return sorted(_line(entry, filename) for entry in entries)


def _line(entry: Entry, filename: str) -> str:
    said = {
        "url": entry.target,
        "mime": entry.media_type,
        **({"status": str(entry.status)} if entry.status is not None else {}),
        "digest": entry.digest,
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": filename,
    }
    return f"{sort_key(entry.target)} {entry.date:%Y%m%d%H%M%S} {json.dumps(said)}"


def blocks(sorted_lines: list[str], filename: str) -> tuple[bytes, str]:
    """(the lines in compressed blocks of 1,024, the list of the blocks)."""
    packed = b""
    listed = [f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': filename})}"]
    for start in range(0, len(sorted_lines), BLOCK):
        part = sorted_lines[start : start + BLOCK]
        block = gzip.compress("".join(f"{line}\n" for line in part).encode(), mtime=0)
        digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
        where = {"offset": len(packed), "length": len(block), "digest": digest, "filename": filename}
        listed.append(f"{' '.join(part[0].split(' ', 2)[:2])} {json.dumps(where)}")
        packed += block
    return packed, "".join(f"{line}\n" for line in listed)
