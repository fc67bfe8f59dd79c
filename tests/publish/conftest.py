"""An invented situation report: places, people, papers and happenings are made up."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from sitrep.compare import revisions
from sitrep.publish import Site, site
from sitrep.records import (
    Absence,
    Account,
    Act,
    Article,
    Auxiliary,
    Claim,
    Document,
    Event,
    EventType,
    Grade,
    HeldPosition,
    Holder,
    Incident,
    Link,
    Location,
    Origin,
    Party,
    PastGrade,
    Place,
    Polarity,
    Precision,
    Proposal,
    Quantity,
    Reading,
    Report,
    Role,
    SituationReport,
    Span,
    Stance,
    State,
    Statement,
    Time,
    TimeType,
    Voice,
    make_id,
)

HOSTILE = '<script>alert(1)</script>\x1b[31m" onload="x'
BASE = "https://example.org/sitrep/"


def span(text, words, after=0):
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def link(text, source, cue=None, name=None, act=Act.SAY):
    return Link(source=span(text, source) if source else None, cue=span(text, cue) if cue else None, name=name, act=act)


def statement(document, text, *contents, links=(), voice=Voice.OWN, polarity=Polarity.POSITIVE, inner=(), tag=""):
    return Statement(
        id=make_id("st", document, tag, *contents),
        content=tuple(span(text, words) for words in contents),
        attribution=tuple(links),
        inner=tuple(inner),
        voice=voice,
        polarity=polarity,
        made_by="test@1",
    )


def document(key, text, *, title, outlet, published, url=None, article=None, **more):
    return Document(
        id=make_id("doc", key, text),
        article=article or make_id("art", key),
        key=key,
        text=text,
        title=title,
        outlet=outlet,
        published=published,
        url=url,
        capture=make_id("sha", key)[4:] * 4,
        made_by="test@1",
        **more,
    )


KARSA = Location(
    name="Karsa",
    latitude=34.0159,
    longitude=71.9755,
    country="PAK",
    precision=Precision.CITY,
    reason="named with its province in the same sentence",
    admin="Northern Province",
)
KARSA_HERE = Place(
    span=Span(start=0, end=5, text="Karsa"), name="Karsa", latitude=34.0159, longitude=71.9755, country="PAK", precision=Precision.CITY
)
FRONT = "Valley Front"
CALL = (
    "A spokesman for the Valley Front, Omar Lal, told the Harbour Post by telephone that his men had burnt “over 50 tankers” "
    "and would do so again"
)


def wire_text(number):
    return (
        f"KARSA, 6 October — Gunmen set fire to parked fuel tankers near Karsa on Wednesday night, witnesses in quarter {number} said.\n\n"
        f"{CALL}.\n\n"
        "The depot lies on the road to the pass. No other group has spoken."
    )


def wire_reading(number, outlet, published):
    text = wire_text(number)
    doc = document(
        f"wire/{number}.txt",
        text,
        title="Fuel tankers burnt near Karsa",
        outlet=outlet,
        published=published,
        url=f"https://news.example/{number}?a=1&b=é",
    )
    post = link(text, "the Harbour Post", "told", "Harbour Post", Act.REPORT)
    speaker = link(text, "A spokesman for the Valley Front, Omar Lal", "told", f"{FRONT}, spokesman", Act.CLAIM)
    claim = statement(doc.id, text, "his men had burnt “over 50 tankers” and would do so again", links=(post, speaker), voice=Voice.MIXED)
    half = statement(
        doc.id,
        text,
        CALL,
        inner=(claim.id,),
        links=(post,),
        voice=Voice.INDIRECT,
    )
    own = statement(doc.id, text, "Gunmen set fire to parked fuel tankers near Karsa on Wednesday night")
    event = Event(
        id=make_id("ev", doc.id),
        statement=own.id,
        trigger=span(text, "set fire"),
        type=EventType.ASSAULT,
        mode="destroy",
        actors=(Party(span=span(text, "Gunmen")),),
        recipients=(Party(span=span(text, "fuel tankers")),),
        place=0,
        date=0,
        quantities=(Quantity(role=Role.DESTROYED, low=51, high=None, approximate=False, span=span(text, "over 50")),),
    )
    time = Time(span=span(text, "Wednesday night"), type=TimeType.TIME, value="2010-10-06TNI", start="2010-10-06")
    return (
        Reading(document=doc, statements=(own, half, claim), events=(event,), places=(KARSA_HERE,), times=(time,), made_by="test@1"),
        claim,
        event,
    )


def police_reading(number, outlet, published, toll, title, article=None, note=""):
    text = (
        f"Police in Karsa counted {toll} tankers destroyed, an officer said on Thursday. "
        f"One driver was killed, he added, and two men were hurt.\r\nThe fire is out.{note}"
    )
    doc = document(f"police/{number}.txt", text, title=title, outlet=outlet, published=published, article=article, url="ftp://not.linked/")
    officer = link(text, "an officer", "said", "Police, Karsa")
    count = statement(doc.id, text, f"Police in Karsa counted {toll} tankers destroyed", links=(officer,), voice=Voice.INDIRECT)
    driver = statement(doc.id, text, "One driver was killed", links=(officer,), voice=Voice.INDIRECT)
    hurt = statement(doc.id, text, "two men were hurt", links=(officer,), voice=Voice.INDIRECT)
    return Reading(document=doc, statements=(count, driver, hurt), made_by="test@1"), count, driver, hurt


def meridian_reading():
    text = (
        "I walked along the road at dawn and counted more than 50 burnt lorries. The body of one driver lay by the wall.\n\n"
        "“We did this,” a man who gave his name as Lal told me, “and we shall do it again.” He denied that anyone had been hurt.\n\n"
        "A clerk said that the mayor had heard that the governor believed that the pass would stay closed."
    )
    doc = document(
        "meridian.html",
        text,
        title="On the road to the pass",
        outlet="Meridian",
        published="2010-10-07T05:30:00+05:00",
        url="https://meridian.example/road",
        authors=("Ana Sol",),
    )
    own = statement(doc.id, text, "I walked along the road at dawn and counted more than 50 burnt lorries")
    body = statement(doc.id, text, "The body of one driver lay by the wall")
    lal = link(text, "a man who gave his name as Lal", "told", FRONT, Act.CLAIM)
    did = statement(doc.id, text, "We did this", "and we shall do it again", links=(lal,), voice=Voice.DIRECT)
    hurt = statement(
        doc.id,
        text,
        "anyone had been hurt",
        links=(link(text, "He", "denied", FRONT, Act.DENY),),
        polarity=Polarity.NEGATIVE,
        voice=Voice.INDIRECT,
    )
    clerk, mayor, governor = (
        link(text, "A clerk", "said"),
        link(text, "the mayor", "heard"),
        link(text, "the governor", "believed", act=Act.BELIEVE),
    )
    third = statement(doc.id, text, "the pass would stay closed", links=(clerk, mayor, governor), voice=Voice.INDIRECT)
    second = statement(
        doc.id, text, "the governor believed that the pass would stay closed", links=(clerk, mayor), inner=(third.id,), voice=Voice.INDIRECT
    )
    first = statement(
        doc.id,
        text,
        "the mayor had heard that the governor believed that the pass would stay closed",
        links=(clerk,),
        inner=(second.id,),
        voice=Voice.INDIRECT,
    )
    crossing = statement(doc.id, text, "again.” He denied that", tag="crossing")
    event = Event(
        id=make_id("ev", doc.id), statement=third.id, trigger=span(text, "closed"), type=EventType.COERCE, auxiliary=Auxiliary.FUTURE
    )
    return (
        Reading(document=doc, statements=(own, body, did, hurt, first, second, third, crossing), events=(event,), made_by="test@1"),
        own,
        body,
        did,
        hurt,
    )


def report_of(reading, origin, statements, events=(), main=True):
    return Report(
        key=reading.document.key,
        document=reading.document.id,
        statements=tuple(one.id for one in statements),
        events=tuple(one.id for one in events),
        outlet=reading.document.outlet,
        origin=origin,
        published=reading.document.published,
        main=main,
    )


OUTLETS = ("Harbour Post", "Coast Daily", "The Lantern", "Morning Bell", "Plain Dealer of Oss", "Northern Echo Chamber", "Harbour Post")


def disputed_incident():
    wires = [wire_reading(number, outlet, f"2010-10-06T1{number}:20:00+05:00") for number, outlet in enumerate(OUTLETS)]
    officers = [
        police_reading(0, "The Standard", "2010-10-06T16:05:00+05:00", 44, "Police count burnt tankers", article="art-standard"),
        police_reading(1, "The Standard", "2010-10-07T09:00:00+05:00", 27, "Police count burnt tankers", article="art-standard"),
        police_reading(2, "Karsa Gazette", "2010-10-06T18:00:00+05:00", 27, "27 tankers burnt, say police"),
    ]
    meridian, own, body, did, hurt = meridian_reading()
    first, second, third = "orig-front", "orig-police", "orig-road"
    reports = [report_of(reading, first, (claim,), (event,)) for reading, claim, event in wires]
    reports += [report_of(reading, second, (count, driver)) for reading, count, driver, _ in officers]
    reports.append(report_of(meridian, third, (own, body, did, hurt)))
    incident = Incident(
        id="inc-1111111111111111",
        type=EventType.ASSAULT,
        title="Attack on tankers at Karsa",
        place=KARSA,
        start="2010-10-06",
        end="2010-10-06",
        aliases=("inc-2222222222222222",),
        reports=tuple(reports),
        origins=(
            Origin(
                id=first,
                label="Valley Front, spokesman",
                reports=(*range(7), 10),
                why="seven articles give the same call to the Harbour Post, in the same words",
            ),
            Origin(id=second, label="Police, Karsa", reports=(7, 8, 9), why="all name the same officer"),
            Origin(id=third, label="Meridian's own reporter", reports=(10,), why="counted on the spot"),
        ),
        claims=disputed_claims([claim.id for _, claim, _ in wires], officers, (own, body, did, hurt)),
        made_by="test@1",
    )
    return incident, [reading for reading, *_ in (*wires, *officers)] + [meridian]


def disputed_claims(wires, officers, meridian):
    own, body, did, hurt = (one.id for one in meridian)
    destroyed = Claim(
        attribute="destroyed",
        state=State.DISPUTED,
        accounts=(
            Account(
                value="27 tankers",
                low=27,
                high=27,
                reports=(8, 9),
                statements=tuple(one.id for _, one, *_ in officers[1:]),
                origins=1,
                grade="C3",
                why=("one origin", "a police officer who is not named"),
            ),
            Account(
                value="over 50 tankers",
                low=51,
                high=None,
                reports=(*range(7), 10),
                statements=(*wires, own),
                origins=2,
                grade="B3",
                why=("two origins agree", "Meridian was right in 14 of 16 earlier items", "the police give another number"),
                would_change=("The account of police, if it were withdrawn, would make it 1",),
                history=(
                    PastGrade(grade="F6", until=datetime(2010, 10, 6, 12, tzinfo=UTC)),
                    PastGrade(grade="F2", until=datetime(2010, 10, 7, tzinfo=UTC)),
                ),
            ),
            Account(
                value="44",
                low=44,
                high=44,
                reports=(7,),
                statements=(officers[0][1].id,),
                origins=1,
                grade="C5",
                why=("withdrawn by the same paper",),
            ),
        ),
    )
    killed = Claim(
        attribute="killed",
        state=State.AGREED,
        accounts=(
            Account(
                value="1",
                low=1,
                high=1,
                reports=(7, 8, 9, 10),
                statements=(*(one.id for _, _, one, _ in officers), body),
                origins=2,
                grade="B2",
                why=("two origins agree",),
            ),
        ),
    )
    perpetrator = Claim(
        attribute="perpetrator",
        state=State.SINGLE,
        accounts=(Account(value=FRONT, low=None, high=None, reports=(10,), statements=(did,), origins=1, grade="F3"),),
    )
    wounded = tuple(one.id for *_, one in officers)
    injured = Claim(
        attribute="injured",
        state=State.DENIED,
        accounts=(
            Account(value="nobody", low=0, high=0, reports=(10,), statements=(hurt,), origins=1, grade="F5", why=("the party denies it",)),
            Account(value="two men", low=2, high=2, reports=(7, 8, 9), statements=wounded, origins=1, grade="C3"),
        ),
    )
    return (killed, destroyed, injured, perpetrator)


def rtl_incident():
    text = "قال مسؤول إن ثلاثة أشخاص اعتقلوا في المدينة. وأضاف أن التحقيق مستمر.\n\nولم تعرف هوية المعتقلين."
    doc = document("rtl.txt", text, title="اعتقال ثلاثة أشخاص في المدينة \u202eabc", outlet="الصباح", published="2010-10-01", language="ar")
    one = statement(doc.id, text, "ثلاثة أشخاص اعتقلوا في المدينة", links=(link(text, "مسؤول", "قال"),), voice=Voice.INDIRECT)
    reading = Reading(document=doc, statements=(one,), made_by="test@1")
    other = document(
        "long.txt",
        "Three men were held.",
        title="Three held " + "after a search that went on and on " * 12,
        outlet="Coast Daily",
        published="2010-10",
    )
    own = statement(other.id, other.text, "Three men were held")
    second = Reading(document=other, statements=(own,), made_by="test@1")
    detained = Claim(
        attribute="detained",
        state=State.AGREED,
        accounts=(
            Account(
                value="three", low=3, high=3, reports=(0, 1), statements=(one.id, own.id), origins=2, grade="C2", why=("two origins agree",)
            ),
            Account(value="at least 2", low=2, high=None, reports=(1,), statements=(), origins=1, grade="D3"),
        ),
    )
    incident = Incident(
        id="inc-3333333333333333",
        type=EventType.COERCE,
        title="اعتقال ثلاثة أشخاص في المدينة \u202eabc",
        place=Location(name="Examplia", country="YEM", latitude=15.5, longitude=47.6, precision=Precision.COUNTRY),
        start="2010-09-30",
        end="2010-10-01",
        reports=(report_of(reading, "orig-a", (one,)), report_of(second, "orig-b", (own,), main=False)),
        origins=(
            Origin(id="orig-a", label="مسؤول", reports=(0,), why="named in one article"),
            Origin(id="orig-b", label="Coast Daily", reports=(1,), why="its own words"),
        ),
        claims=(detained,),
    )
    return incident, [reading, second]


def hostile_incident():
    text = f"{HOSTILE} & <b>bold</b>\x00\x9b end. Numbers \ud800 too."
    doc = document(
        "../../etc/" + HOSTILE,
        text,
        title=HOSTILE,
        outlet="<i>Outlet</i>",
        published=HOSTILE,
        url="javascript:alert(1)",
        authors=(HOSTILE,),
        credit=HOSTILE,
        language='"><x',
    )
    one = statement(doc.id, text, "<b>bold</b>", links=(Link(source=None, cue=None, name=HOSTILE),), voice=Voice.DIRECT)
    reading = Reading(document=doc, statements=(one,), made_by="test@1")
    incident = Incident(
        id="../inc <4>",
        type=None,
        title=HOSTILE + " &lt;b&gt;",
        start=HOSTILE,
        reports=(report_of(reading, "orig-x", (one,)),),
        origins=(Origin(id="orig-x", label=HOSTILE, reports=(0,), why=HOSTILE),),
        claims=(
            Claim(
                attribute=HOSTILE,
                state=State.SINGLE,
                accounts=(
                    Account(value=HOSTILE, low=None, high=None, reports=(0,), statements=(one.id,), origins=1, grade="F6", why=(HOSTILE,)),
                ),
            ),
        ),
    )
    return incident, [reading]


def proposal():
    text = (
        "Oss ought to join the Harbour Pact, Dara Reven writes, since it keeps the pass safe. Ilo Gan is against: the pact would be drawn "
        "into a war. A league of the coast would do, he says."
    )
    doc = document(
        "essay.txt",
        text,
        title="Should Oss join?",
        outlet="Quarterly of the Coast",
        published="2010-10-03",
        authors=("Dara Reven",),
        url="https://quarterly.example/oss",
    )
    gan = link(text, "Ilo Gan", "is against", "Ilo Gan", Act.REJECT)
    against = statement(doc.id, text, "the pact would be drawn into a war", links=(gan,), voice=Voice.INDIRECT)
    league = statement(doc.id, text, "A league of the coast would do", links=(gan,), voice=Voice.INDIRECT)
    reading = Reading(document=doc, statements=(against, league), made_by="test@1")

    def held(stance, grounds, holder, at):
        return HeldPosition(holder=holder, stance=stance, grounds=grounds, key=doc.key, document=doc.id, statement=at, date="2010-10-03")

    gan_holder = Holder(source=None, name="Ilo Gan")
    positions = (
        held(Stance.OPPOSES, ("the pact would be drawn into a war",), gan_holder, against.id),
        held(Stance.PROPOSES, ("it keeps the pass safe",), None, None),
        held(Stance.ALTERNATIVE, ("A league of the coast would do",), gan_holder, league.id),
        held(Stance.SUPPORTS_IF, (), Holder(source=None), None),
    )
    return Proposal(id="prop-1", text="Oss ought to join the Harbour Pact", positions=positions, aliases=("prop-0",)), reading


def full():
    burnt, told = disputed_incident()
    held, arrests = rtl_incident()
    hostile, bad = hostile_incident()
    wanted, essay = proposal()
    gone = Report(
        key="gone.txt", document="doc-gone", statements=("st-gone",), events=(), outlet=None, origin="orig-g", published=None, main=True
    )
    bare = Incident(id="inc-5", type=EventType.CONSULT, title="Envoys meet", reports=(gone,))
    readings = {reading.document.id: reading for reading in (*told, *arrests, *bad, essay)}
    standard = [reading for reading in told if reading.document.article == "art-standard"]
    gone_since = Absence(address="https://standard.example/count", status=410, since=datetime(2010, 10, 8, 5, 0, tzinfo=UTC))
    report = SituationReport(
        generated=datetime(2010, 10, 8, 6, 0, tzinfo=UTC),
        articles=(
            Article(
                id="art-standard",
                versions=tuple(reading.document.id for reading in standard),
                revisions=tuple(revisions(standard, [None, None])),
                gone=gone_since,
            ),
        ),
        incidents=(burnt, held, hostile, bare),
        proposals=(wanted,),
        sources=(Grade(name="Police, Karsa", reliability="C", score=0.6, judged_on=9, why=("6 of 9 items borne out",)),),
        outlets=(
            Grade(
                name="Meridian",
                reliability="B",
                score=0.86,
                judged_on=16,
                why=("14 of 16 items borne out by others", "marks its corrections"),
            ),
            Grade(
                name="The Standard",
                reliability="D",
                score=0.4,
                judged_on=5,
                why=("set by the desk: changed a number without a note",),
                set_by="desk",
                history=(PastGrade(grade="C", until=datetime(2010, 10, 7, tzinfo=UTC)),),
            ),
            Grade(name="<i>Outlet</i>", reliability="F", score=None, judged_on=0, why=()),
        ),
    )
    return report, readings


@pytest.fixture(scope="session")
def picture():
    report, readings = full()
    return SimpleNamespace(report=report, readings=readings)


@pytest.fixture(scope="session")
def empty():
    return SimpleNamespace(report=SituationReport(generated=datetime(2010, 10, 8, 6, 0, tzinfo=UTC)), readings={})


@pytest.fixture(scope="session")
def built(picture):
    return dict(site(picture.report, picture.readings, options=Site(base_url=BASE)))


@pytest.fixture(scope="session")
def built_bare(picture):
    return dict(site(picture.report, picture.readings))


@pytest.fixture(scope="session")
def built_empty(empty):
    return dict(site(empty.report, empty.readings))
