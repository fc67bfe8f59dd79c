"""The stage `publish`: a situation report and its readings as a static web site with feeds.

    for path, content in site(report, readings, options=Site(base_url="https://example.org/sitrep/")): …
    write(site(report, readings), Path("public"))

What goes out is what `going_out` lets through: every output is made from the report that it gives. `site` and `feeds` are pure and give
the same bytes for the same input; `write` alone touches the disk.
"""

from __future__ import annotations

from sitrep.publish.build import site
from sitrep.publish.coded import COLUMNS, CodedFiles, features, plover_rows
from sitrep.publish.feeds import feeds, is_feed
from sitrep.publish.markings import going_out
from sitrep.publish.options import Site
from sitrep.publish.output import write, written

__all__ = [
    "COLUMNS",
    "CodedFiles",
    "Site",
    "features",
    "feeds",
    "going_out",
    "is_feed",
    "plover_rows",
    "site",
    "write",
    "written",
]
