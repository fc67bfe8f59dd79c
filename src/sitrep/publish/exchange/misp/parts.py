"""What MISP events are made of: attributes, objects by their templates, and tags of MISP's taxonomies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sitrep.publish.exchange.told import uuid_of
from sitrep.publish.text import clean, shorten
from sitrep.records import KeyJudgement, Marking, SituationReport

# Names, ids and versions of the templates that are used (misp-objects), and the types of their attributes.
TEMPLATES: Mapping[str, tuple[str, int, Mapping[str, str]]] = {
    "geolocation": (
        "cd6f2238-ba55-4888-82c4-104e6e1acf21",
        8,
        {
            "latitude": "float",
            "longitude": "float",
            "accuracy-radius": "float",
            "city": "text",
            "region": "text",
            "country": "text",
            "countrycode": "text",
            "text": "text",
        },
    ),
    "news-media": (
        "691463c5-5302-4847-9bec-4c56ccfec677",
        3,
        {"source": "text", "title": "text", "url": "url", "content": "text"},
    ),
    "report": ("70a68471-df22-4e3f-aa1a-5a3be19f82df", 8, {"title": "text", "summary": "text"}),
}
_CATEGORIES = {"url": "External analysis"}
# What MISP keeps of a value or a comment is bounded by its database (65,535 bytes), a character is four bytes at most.
_LONGEST = 16_000
_INFO = 300
# Their audience is the organisation that imports them, until it decides otherwise; parts go where their event goes.
_OWN_ORGANISATION, _INHERIT = "0", "5"
_ONGOING, _UNDEFINED = "1", "4"


def tag(name: str) -> dict[str, str]:
    """A tag by its name, such as a machine tag of a taxonomy."""
    return {"name": name}


def grade_tags(grade: str) -> list[dict[str, str]]:
    """An Admiralty grade (a letter, or a letter and a digit) in MISP's taxonomy admiralty-scale."""
    letter, digit = grade[:1].lower(), grade[1:2]
    tags = [tag(f'admiralty-scale:source-reliability="{letter}"')] if letter in {*"abcdef"} else []
    return tags + ([tag(f'admiralty-scale:information-credibility="{digit}"')] if digit in {*"123456"} else [])


def judgement_tags(judgement: KeyJudgement) -> list[dict[str, str]]:
    """How likely a key judgement is and how sure its grounds are, in MISP's taxonomy estimative-language (ICD 203)."""
    tags = []
    if judgement.likelihood:
        tags.append(tag(f'estimative-language:likelihood-probability="{judgement.likelihood.value.replace(" ", "-")}"'))
    if judgement.confidence:
        tags.append(tag(f'estimative-language:confidence-in-analytic-judgment="{judgement.confidence.value}"'))
    return tags


def attribute(owner: str, value: str, *, kind: str = "text", comment: str = "", tags: Iterable[Mapping[str, str]] = ()) -> dict[str, Any]:
    """An attribute of the event or object with the UUID `owner`. It is for people: no detection is made of it, nothing is correlated."""
    shown = _bounded(value) or "Without words"
    return {
        "uuid": uuid_of("misp", "attribute", owner, shown),
        "type": kind,
        "category": _CATEGORIES.get(kind, "Other"),
        "value": shown,
        "comment": _bounded(comment),
        "to_ids": False,
        "disable_correlation": True,
        "distribution": _INHERIT,
        "Tag": list(tags),
    }


def misp_object(
    owner: str, name: str, key: str, values: Mapping[str, str | None], *, comment: str = "", tags: Mapping[str, Sequence[Any]] | None = None
) -> dict[str, Any]:
    """An object by its template. `values` by the template's names; `tags` are those of the values; `key` tells it from others there."""
    template, version, types = TEMPLATES[name]
    identity = uuid_of("misp", "object", owner, name, key)
    made = [
        attribute(f"{identity} {relation}", value, kind=types[relation], tags=(tags or {}).get(relation, ()))
        | {"object_relation": relation}
        for relation, value in values.items()
        if value and value.strip()
    ]
    return {
        "uuid": identity,
        "name": name,
        "meta-category": "misc",
        "template_uuid": template,
        "template_version": str(version),
        "distribution": _INHERIT,
        "comment": _bounded(comment),
        "Attribute": made,
    }


def reference(source: Mapping[str, Any], target: Mapping[str, Any], kind: str, comment: str) -> dict[str, Any]:
    """That one object refers to another, and how (relationship types of misp-objects)."""
    return {
        "uuid": uuid_of("misp", "reference", source["uuid"], target["uuid"], kind, comment),
        "object_uuid": source["uuid"],
        "referenced_uuid": target["uuid"],
        "relationship_type": kind,
        "comment": _bounded(comment),
    }


def event(report: SituationReport, key: str, info: str, day: str | None, marking: Marking, tags: Iterable[Any]) -> dict[str, Any]:
    """An event without its attributes and objects. `day` is of what it is about (ISO 8601; the report's where it is none)."""
    return {
        "uuid": event_uuid(key),
        "info": shorten(info, _INFO) or "Without a title",
        "date": _day(day) or report.generated.date().isoformat(),
        "timestamp": _seconds(report.generated),
        "published": False,
        "analysis": _ONGOING,
        "threat_level_id": _UNDEFINED,
        "distribution": _OWN_ORGANISATION,
        "Orgc": {"name": "SitRep", "uuid": uuid_of("misp", "organisation", "sitrep")},
        "Tag": [tag(marking.value.lower()), *tags],
    }


def event_uuid(key: str) -> str:
    """The UUID of the event of a record, by its id."""
    return uuid_of("misp", "event", key)


def unlike(attributes: Iterable[dict[str, Any]], owner: str) -> list[dict[str, Any]]:
    """The attributes of `owner`, with a number after a value that was there: MISP refuses a second of one category, type and value."""
    seen: Counter[str] = Counter()
    found = []
    for one in attributes:
        seen[one["value"]] += 1
        value = one["value"] if seen[one["value"]] == 1 else f"{one['value']} ({seen[one['value']]})"
        found.append(one | {"value": value, "uuid": uuid_of("misp", "attribute", owner, value)})
    return found


def _bounded(text: str) -> str:
    return clean(text).strip()[:_LONGEST]


def _seconds(moment: datetime) -> str:
    return str(max(0, int(moment.timestamp())))


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None
