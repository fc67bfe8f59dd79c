"""Which incidents of a picture are asked for."""

from datetime import UTC, datetime

import pytest

from sitrep.errors import ConfigError
from sitrep.records import Account, Claim, EventType, Incident, Location, SituationReport, State
from sitrep.selection import Selection, meant, selected


def incident(
    identity: str, *, country: str = "SYR", start: str | None = "2020-03-02", grade: str = "C3", kind: EventType | None = EventType.ASSAULT
) -> Incident:
    account = Account(value="12", low=12, high=12, reports=(0,), statements=(), origins=1, origin_ids=(), grade=grade)
    return Incident(
        id=identity,
        type=kind,
        title=identity,
        place=Location(name="Khan Shaykhun", admin="Idlib", country=country),
        start=start,
        end=start,
        claims=(Claim(attribute="killed", accounts=(account,), state=State.DISPUTED),),
    )


PICTURE = SituationReport(
    generated=datetime(2020, 4, 1, tzinfo=UTC),
    incidents=(
        incident("a"),
        incident("b", country="YEM", start="2020-03-20", grade="B4"),
        incident("c", start=None, grade="F6", kind=None),
    ),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Selection(), "abc"),
        (Selection(area="Syria"), "ac"),
        (Selection(area="Yemeni"), "b"),
        (Selection(area="yem"), "b"),
        (Selection(area="syria"), "ac"),
        (Selection(area="turkey"), ""),
        (Selection(area="Idlib"), "abc"),
        (Selection(area="Khān Shaykhūn"), "abc"),
        (Selection(area="Atlantis"), ""),
        (Selection(types=(EventType.ASSAULT,)), "ab"),
        (Selection(since="2020-03-10"), "b"),
        (Selection(until="2020-03-10"), "a"),
        (Selection(since="2020-03-02", until="2020-03-02"), "a"),
        (Selection(grade="C4"), "ab"),
        (Selection(grade="B3"), ""),
        (Selection(states=(State.DENIED,)), ""),
        (Selection(states=(State.DENIED, State.DISPUTED), area="Syria", types=(EventType.ASSAULT,)), "a"),
    ],
)
def test_what_is_asked_for(asked: Selection, found: str) -> None:
    assert "".join(one.id for one in selected(PICTURE, asked).incidents) == found


@pytest.mark.parametrize("wrong", [{"since": "2020-13-01"}, {"until": "yesterday"}, {"grade": "Z9"}, {"grade": "c3"}])
def test_a_day_or_grade_that_is_none_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong.values()))):
        Selection(**wrong)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Siria", "Syria"),
        ("Yeman", "Yemen"),
        ("Paistan", None),
        ("syria", None),
        ("khan sheikhun", "Khan Shaykhun"),
        ("Idleb", "Idlib"),
        ("Atlantisse", None),
        ("Turky", None),
        ("Niger", None),
        ("", None),
    ],
)
def test_an_area_that_is_written_otherwise_is_guessed_from_where_incidents_are(asked: str, found: str | None) -> None:
    assert meant(asked, PICTURE.incidents) == found


def test_a_country_in_small_letters_is_no_bird() -> None:
    assert selected(
        SituationReport(generated=PICTURE.generated, incidents=(incident("t", country="TUR"),)), Selection(area="turkey")
    ).incidents
