"""Coded events of an article, and the grades that something had before, as our extension has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sitrep.publish.exchange.stix.ids import timestamp
from sitrep.publish.exchange.told import named, number
from sitrep.publish.text import shorten
from sitrep.records import Event, Party, PastGrade, Quantity, Reading

_QUOTE = 300


def events_of(reading: Reading | None, wanted: Collection[str]) -> list[dict[str, Any]]:
    """Those events of a reading that are wanted (ids), in the order of its text; places and days stand in them, not beside."""
    found = [one for one in reading.events if one.id in set(wanted)] if reading else []
    return [_event(reading, one) for one in sorted(found, key=lambda one: (one.trigger.start, one.id)) if reading]


def past(grades: Iterable[PastGrade]) -> list[dict[str, str]]:
    """The grades before, oldest first, each until when it held."""
    return [{"grade": one.grade, "until": timestamp(one.until)} for one in grades]


def _event(reading: Reading, event: Event) -> dict[str, Any]:
    place = reading.places[event.place] if event.place is not None else None
    date = reading.times[event.date] if event.date is not None else None
    return {
        "sitrep_id": event.id,
        "statement": event.statement,
        "event_type": event.type.value,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "auxiliary": event.auxiliary.value if event.auxiliary else None,
        "blame": event.blame.value if event.blame else None,
        "background": event.background or None,
        "trigger": shorten(event.trigger.text, _QUOTE),
        "actors": [_party(one) for one in event.actors],
        "recipients": [_party(one) for one in event.recipients],
        "place": place
        and {
            "name": named(place.name),
            "country": place.country,
            "admin": named(place.admin),
            "latitude": number(place.latitude) if place.latitude is not None else None,
            "longitude": number(place.longitude) if place.longitude is not None else None,
            "geonames_id": place.geonames_id,
            "precision": place.precision.value,
        },
        "date": date and {"value": date.value, "start": date.start, "end": date.end},
        "quantities": [_quantity(one) for one in event.quantities],
        "made_by": event.made_by,
    }


def _party(party: Party) -> dict[str, Any]:
    return {"name": named(party.name or party.span.text) or "not named", "country": party.country, "sector": party.sector}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    low, high = number(quantity.low), number(quantity.high)
    return {"role": quantity.role.value, "low": low, "high": high, "approximate": quantity.approximate}
