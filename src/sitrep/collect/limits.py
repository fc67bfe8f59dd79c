"""How much of an input is taken."""

from __future__ import annotations

from dataclasses import dataclass

_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on untrusted input. Sizes in bytes are counted after decompression.

    `max_bytes`: one capture (a file; a line of a .jsonl file has `max_line_bytes`). `max_text`: code points of one document's text.
    `max_elements`, `max_depth`: pages beyond them are read by the linear-time extractor alone. `max_entries`: entries of one feed.
    `max_archive`: a web archive that is put on the disk, because it is fetched or must be sought in.
    `max_messages`: new messages of one mailbox that are taken in one run. `max_links`: links of one page that lists articles.
    `max_feeds`: feeds of one list of feeds (OPML). `pdf_seconds`, `pdf_bytes`: processor time and memory that reading one PDF may take;
    `pdf_pages`: pages of it.
    """

    max_bytes: int = 32 * 2**20
    max_line_bytes: int = 16 * 2**20
    max_archive: int = 2 * 2**30
    max_text: int = 5_000_000
    max_elements: int = 20_000
    max_depth: int = 200
    max_entries: int = 20_000
    max_messages: int = 10_000
    max_links: int = 1_000
    max_feeds: int = 5_000
    pdf_seconds: int = 60
    pdf_bytes: int = 2**30
    pdf_pages: int = 2_000


def size(count: int) -> str:
    """A number of bytes for people: "32 MiB", "500 bytes"."""
    return f"{count // _MEBIBYTE} MiB" if count >= _MEBIBYTE else f"{count} bytes"
