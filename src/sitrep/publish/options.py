"""What may be set about the site."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.errors import PublishError
from sitrep.publish.text import web_address
from sitrep.records import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Options of the site. `base_url` is the http(s) address that the folder will be served under (None: not known, links stay relative);
    `max_front` incidents are listed in each part of the front page, `max_feed` in the feeds, `page_size` lines on a page of a long list;
    an incident is new if it was last reported within `new_days` days of the latest report. Of what
    analysts wrote the site has what is marked no stricter than `marking` (TLP 2.0). Raises PublishError for values that cannot be.
    """

    base_url: str | None = None
    title: str = "SitRep"
    max_front: int = 40
    max_feed: int = 100
    page_size: int = 500
    new_days: int = 7
    marking: str = Marking.CLEAR.value

    def __post_init__(self) -> None:
        if self.base_url is not None:
            address = web_address(self.base_url)
            if address is None or "?" in address or "#" in address:
                raise PublishError("base_url", f"{self.base_url!r} is not an http or https address of a folder")
            object.__setattr__(self, "base_url", address if address.endswith("/") else address + "/")
        for name in ("max_front", "max_feed", "page_size"):
            if getattr(self, name) < 1:
                raise PublishError(name, "must be 1 or more")
        if self.new_days < 0:
            raise PublishError("new_days", "must be 0 or more")
        if not self.title.strip():
            raise PublishError("title", "must not be empty")
        if self.marking not in list(Marking):
            raise PublishError("marking", f"{self.marking!r} is none ({', '.join(Marking)})")

    def may_have(self, marking: Marking) -> bool:
        """Whether what is marked so may be on the site."""
        known = list(Marking)
        return known.index(marking) <= known.index(Marking(self.marking))
