"""What crawlers ask for: robots.txt, and where the site's address is known a sitemap (sitemaps.org, protocol 0.9) of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sitrep.publish.dates import rfc3339
from sitrep.publish.options import Site
from sitrep.publish.render import render

# The protocol's bounds for one file.
MOST_ADDRESSES = 50_000
_MOST_BYTES = 50 * 1024 * 1024
# What a <url> takes besides its address, which is escaped ("&" as "&amp;", five times as long).
_AROUND = 100
_NO_INDEX = b'<meta name="robots" content="noindex">'
_HEAD = 4_000


def is_listed(path: str, content: bytes) -> bool:
    """Whether a file of the site belongs in a sitemap: a page that does not say that it is not to be found (as copies of articles do)."""
    return path.endswith(".html") and _NO_INDEX not in content[:_HEAD]


def crawler_files(
    pages: Iterable[str], changed: Mapping[str, datetime], options: Site, *, most: int = MOST_ADDRESSES
) -> Iterator[tuple[str, bytes]]:
    """robots.txt, and the sitemap of `pages`; beyond `most` of them an index of sitemaps. `changed` says when a page's content last did."""
    lines = ["User-agent: *", "Allow: /"]
    if options.base_url is not None:
        lines.append(f"Sitemap: {options.base_url}sitemap.xml")
        yield from _sitemaps(sorted(pages), changed, options.base_url, most)
    yield "robots.txt", ("\n".join(lines) + "\n").encode()


def _sitemaps(pages: list[str], changed: Mapping[str, datetime], base: str, most: int) -> Iterator[tuple[str, bytes]]:
    rows = [(base + ("" if page == "index.html" else page), changed.get(page)) for page in pages]
    parts = list(_parts(rows, most))
    if len(parts) == 1:
        yield "sitemap.xml", _urls(parts[0])
        return
    for number, part in enumerate(parts, start=1):
        yield f"sitemap-{number}.xml", _urls(part)
    maps = [(f"{base}sitemap-{number}.xml", _latest(part)) for number, part in enumerate(parts, start=1)]
    yield "sitemap.xml", render("sitemapindex.xml", addresses=maps)


def _parts(rows: list[tuple[str, datetime | None]], most: int) -> Iterator[list[tuple[str, datetime | None]]]:
    """The rows in files that keep the bounds; one file, empty, where there are none."""
    part: list[tuple[str, datetime | None]] = []
    size = 0
    for row in rows:
        weight = 5 * len(row[0]) + _AROUND
        if part and (len(part) == most or size + weight > _MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(row)
        size += weight
    yield part


def _urls(rows: Iterable[tuple[str, datetime | None]]) -> bytes:
    return render("sitemap.xml", addresses=[(address, rfc3339(moment) if moment else "") for address, moment in rows])


def _latest(rows: Iterable[tuple[str, datetime | None]]) -> str:
    moments = [moment for _, moment in rows if moment]
    return rfc3339(max(moments)) if moments else ""
