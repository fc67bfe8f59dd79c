"""What may be set about the site."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.errors import PublishError
from sitrep.publish.text import web_address
from sitrep.records import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Options of the site. `base_url` is the http(s) address that the folder will be served under (None: not known, links stay relative);
    `max_front` incidents are listed in each part of the front page, `max_feed` in a feed, `page_size` lines on a page of a long list;
    of areas, topics, outlets and analysts `max_feeds` each have a feed; an incident is new if it was last reported within `new_days` days
    of the latest report; `marking` is the highest that may go out, and that every page bears. `hub` is the address of a WebSub hub that the
    feeds name (None or empty: none); it asks for a `base_url`. `lists` is not for setting: the site knows which lists it has to lead to
    ("proposals", "assessments", "editions"). Raises PublishError for values that cannot be.
    """

    base_url: str | None = None
    title: str = "SitRep"
    max_front: int = 40
    max_feed: int = 100
    page_size: int = 500
    new_days: int = 7
    marking: Marking = Marking.CLEAR
    max_feeds: int = 200
    hub: str | None = None
    lists: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.base_url is not None:
            address = web_address(self.base_url)
            if address is None or "?" in address or "#" in address:
                raise PublishError("base_url", f"{self.base_url!r} is not an http or https address of a folder")
            object.__setattr__(self, "base_url", address if address.endswith("/") else address + "/")
        object.__setattr__(self, "hub", self._checked_hub(self.hub) if self.hub else None)
        for name in ("max_front", "max_feed", "page_size", "max_feeds"):
            if getattr(self, name) < 1:
                raise PublishError(name, "must be 1 or more")
        if self.new_days < 0:
            raise PublishError("new_days", "must be 0 or more")
        if not self.title.strip():
            raise PublishError("title", "must not be empty")

    def _checked_hub(self, hub: str) -> str:
        address = web_address(hub)
        if address is None or "#" in address:
            raise PublishError("hub", f"{hub!r} is not an http or https address")
        if self.base_url is None:
            raise PublishError("hub", "can be told of feeds only where their address is known: set base_url")
        return address
