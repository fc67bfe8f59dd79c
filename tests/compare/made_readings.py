"""Hand-built readings and tellings for the tests of comparing and weighing."""

from __future__ import annotations

from datetime import UTC, datetime

from sitrep.records import (
    Act,
    Auxiliary,
    Document,
    Event,
    EventType,
    Judgement,
    JudgementKind,
    Link,
    Party,
    Place,
    Polarity,
    Precision,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
    Telling,
    Time,
    TimeType,
    Toll,
    Voice,
    make_id,
)

NOON = datetime(2024, 3, 10, 12, tzinfo=UTC)
PLACES = {
    "Orlin": (10.0, 20.0, "XAA"),
    "Vesk": (10.9, 20.9, "XAA"),
    "Tarn": (40.0, -30.0, "XBB"),
}


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def place(name: str, precision: Precision = Precision.CITY, at: Span | None = None) -> Place:
    latitude, longitude, country = PLACES[name]
    where = at or Span(start=0, end=len(name), text=name)
    return Place(span=where, name=name, latitude=latitude, longitude=longitude, country=country, precision=precision)


def reading(
    key: str,
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = "2020-03-02",
    title: str | None = None,
    tolls: tuple[tuple[str, float | None, float | None], ...] = (),
    source: str | None = None,
    chain: tuple[str, ...] = (),
    where: str | None = None,
    day: str | None = None,
    trigger: str = "killed",
    actor: str | None = None,
    kind: EventType = EventType.ASSAULT,
    polarity: Polarity = Polarity.POSITIVE,
    act: Act = Act.SAY,
    auxiliary: Auxiliary | None = None,
    credit: str | None = None,
    url: str | None = None,
    original: str | None = None,
    feed: str | None = None,
    voice: Voice = Voice.OWN,
) -> Reading:
    """A document whose whole text is one statement with one event; `tolls` are (words, low, high) of those killed."""
    document = Document(
        id=make_id("doc", outlet, key, text),
        article=key,
        key=key,
        text=text,
        title=title,
        outlet=outlet,
        published=published,
        credit=credit,
        url=url,
        original=original,
        source=feed,
    )
    links = tuple(Link(source=None, cue=None, name=name, act=act) for name in (*chain, *((source,) if source else ())))
    whole = Span(start=0, end=len(text), text=text)
    statement = Statement(id=make_id("st", document.id), content=(whole,), attribution=links, polarity=polarity, voice=voice)
    event = Event(
        id=make_id("ev", document.id),
        statement=statement.id,
        trigger=span(text, trigger),
        type=kind,
        actors=(Party(span=span(text, actor)),) if actor else (),
        place=0 if where else None,
        date=0 if day else None,
        auxiliary=auxiliary,
        quantities=tuple(
            Quantity(role=Role.KILLED, low=low, high=high, approximate=False, span=span(text, words)) for words, low, high in tolls
        ),
    )
    return Reading(
        document=document,
        statements=(statement,),
        events=(event,),
        places=(place(where, at=span(text, where)),) if where else (),
        times=(Time(span=whole, type=TimeType.DATE, value=day, start=day, end=day),) if day else (),
    )


def telling(identity: str, **changes: object) -> Telling:
    """A main telling of an attack with words of its own; changes replace its fields."""
    fields: dict[str, object] = {
        "id": identity,
        "document": f"doc-{identity}",
        "main": True,
        "type": EventType.ASSAULT,
        "published": "2020-03-02",
        "words": (f"word{identity}", "blast", "bazaar"),
    }
    return Telling(**{**fields, **changes})  # type: ignore[arg-type]


def toll(low: float | None, high: float | None = None, role: Role = Role.KILLED, statement: str | None = None) -> Toll:
    return Toll(role=role, low=low, high=high, approximate=False, text=str(low), statement=statement)


def judgement(kind: JudgementKind, *sides: str | list[str], besides: str = "") -> Judgement:
    """A judgement on tellings, named by one letter each or in a list."""
    documents = tuple(tuple(f"doc-{name}" for name in side) for side in sides)
    return Judgement(
        id=f"j-{kind}-{sides}",
        kind=kind,
        sides=documents,
        incidents=(),
        by="ana",
        at=NOON,
        reason="seen",
        besides=tuple(f"doc-{name}" for name in besides),
    )


def merge(*sides: str | list[str]) -> Judgement:
    return judgement(JudgementKind.MERGE, *sides)


def split(*sides: str | list[str], besides: str = "") -> Judgement:
    return judgement(JudgementKind.SPLIT, *sides, besides=besides)
