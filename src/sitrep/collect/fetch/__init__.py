"""Fetching: what stands at web addresses, politely, within bounds, and never from inside the network that SitRep runs in.

    Fetches.in_order   what each address gives, in order, many hosts at once
    Fetcher.fetch      one address: robots.txt, pace, redirects, trying again
    tell               a form sent to an address, again while its server is busy
    Guard              which network addresses may be connected to

Import this package only where an address is given: it brings the HTTP client.
"""

from __future__ import annotations

from sitrep.collect.fetch.client import Fetched
from sitrep.collect.fetch.fetcher import Fetcher
from sitrep.collect.fetch.guard import Guard
from sitrep.collect.fetch.many import Fetches
from sitrep.collect.fetch.tell import tell

__all__ = ["Fetched", "Fetcher", "Fetches", "Guard", "tell"]
