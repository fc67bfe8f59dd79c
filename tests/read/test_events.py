import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sitrep
from sitrep.records import Auxiliary, EventType, Role

PUBLISHED = "2024-03-06"


def events(text):
    return sitrep.read(text, published=PUBLISHED, reader="rules")


def only(text):
    reading = events(text)
    assert len(reading.events) == 1, [(one.trigger.text, one.type) for one in reading.events]
    return reading, reading.events[0]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Gunmen shot dead two drivers near Zhob.", EventType.ASSAULT, "firearms"),
        ("A drone strike killed four fighters.", EventType.ASSAULT, "drone"),
        ("Police arrested three men in Quetta.", EventType.COERCE, "arrest"),
        ("Thousands of shopkeepers marched through Quetta.", EventType.PROTEST, "demo"),
        ("The two ministers met in Niamey.", EventType.CONSULT, None),
        ("The relief agency delivered flour to the camp.", EventType.AID, None),
        ("The parliament ratified the border treaty.", EventType.SUPPORT, None),
        ("The army withdrew from the valley.", EventType.RETREAT, "withdraw"),
        ("The governor condemned the ban.", EventType.ACCUSE, "disapprove"),
        ("The court sentenced two smugglers to ten years.", EventType.SANCTION, "convict"),
        ("The army deployed two battalions to the border.", EventType.MOBILIZE, "troops"),
        ("The union demanded higher pay.", EventType.REQUEST, None),
        ("The carriers rejected the offer.", EventType.REJECT, None),
    ],
)
def test_types_and_modes(text, kind, mode):
    found = events(text).events
    assert (found[0].type, found[0].mode) == (kind, mode)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Russian jets bombed the market in Idlib.", None, "RUS"),
        ("Syrian rebels shelled the market in Idlib.", None, "SYR"),
        ("The Russian Defence Ministry bombed the market in Idlib.", "Russian Defence Ministry", "RUS"),
        ("Hezbollah bombed the market in Idlib.", "Hezbollah", "LBN"),
        ("NATO helicopters bombed the market in Idlib.", None, None),
        ("Russia bombed the market in Idlib.", "Russia", "RUS"),
    ],
)
def test_a_party_that_is_somebodys_has_no_name_of_its_own(text, name, country):
    actor = events(text).events[0].actors[0]
    assert (actor.name, actor.country) == (name, country)


def test_who_whom_where_when_how_many():
    reading, event = only("Gunmen killed 12 drivers in Quetta on Tuesday.")
    assert [party.span.text for party in event.actors] == ["Gunmen"]
    assert [party.span.text for party in event.recipients] == ["12 drivers"]
    assert reading.places[event.place].name == "Quetta"
    assert reading.times[event.date].value == "2024-03-05"
    assert [(one.role, one.low, one.high) for one in event.quantities] == [(Role.KILLED, 12, 12)]


def test_a_passive_turns_the_parties_round():
    _, event = only("Two drivers were kidnapped by gunmen.")
    assert [party.span.text for party in event.actors] == ["gunmen"]
    assert [party.span.text for party in event.recipients] == ["Two drivers"]


def test_an_adjective_of_nation_gives_the_country():
    _, event = only("Pakistani police arrested three men.")
    assert event.actors[0].country == "PAK"


@pytest.mark.parametrize(
    ("text", "auxiliary"),
    [
        ("Gunmen did not attack the convoy.", Auxiliary.NEGATED),
        ("The militia would attack the convoy.", Auxiliary.HYPOTHETICAL),
        ("The army will attack the valley.", Auxiliary.FUTURE),
        ("Gunmen attacked the convoy in 1998.", Auxiliary.HISTORICAL),
        ("Gunmen attacked the convoy on Monday.", None),
    ],
)
def test_how_it_stands_in_the_world(text, auxiliary):
    assert only(text)[1].auxiliary is auxiliary


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The two ministers will meet in Niamey.", EventType.AGREE),
        ("The army is willing to withdraw from the valley.", EventType.CONCEDE),
        ("The governor warned that he would arrest the carriers.", EventType.THREATEN),
        ("The militia must release the drivers, the governor said.", EventType.REQUEST),
    ],
)
def test_promises_threats_and_demands_are_what_they_promise_threaten_and_demand(text, kind):
    assert kind in [one.type for one in events(text).events]


def test_one_act_told_with_two_words_is_one_event():
    assert len(events("A bomb attack killed 12 people in Quetta.").events) == 1


@pytest.mark.parametrize(
    "text", ["The Protest Museum opened.", "She took the attack helicopter to the museum.", "The meeting room was painted."]
)
def test_names_and_compounds_are_no_events(text):
    assert events(text).events == ()


def test_an_event_points_to_the_statement_that_reports_it():
    reading, event = only("The mayor said gunmen had attacked the convoy.")
    statement = next(one for one in reading.statements if one.id == event.statement)
    assert [link.source.text for link in statement.attribution] == ["The mayor"]


@given(
    st.lists(
        st.sampled_from('gunmen killed 12 drivers in Quetta on Tuesday , and " said police the attack by . 5,000 not'.split()), max_size=40
    ).map(" ".join)
    | st.text(max_size=200)
)
@settings(max_examples=100, deadline=None)
def test_every_reference_holds_whatever_the_text(text):
    reading = events(text)
    statements = {one.id for one in reading.statements}
    for event in reading.events:
        spans = [event.trigger, *(party.span for party in event.actors + event.recipients), *(one.span for one in event.quantities)]
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert event.place is None or event.place < len(reading.places)
        assert event.date is None or event.date < len(reading.times)
        assert event.statement is None or event.statement in statements
    assert len({event.id for event in reading.events}) == len(reading.events)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Gunmen killed 12 drivers in Quetta on 31 February.", "“31 February” is no date: not taken"),
        ("Gunmen killed 12 drivers in Quetta on 45 March 9999.", "“45 March 9999” is no date: not taken"),
        ("Gunmen killed 12 drivers in Quetta on 2024-02-30.", "“2024-02-30” is no date: not taken"),
        ("Gunmen killed 12 drivers in Quetta on 12 March 2030.", "“12 March 2030” is after publication (2024-03-06): not taken"),
        ("Gunmen killed 12 drivers in Quetta on 7 March 2024.", None),
        ("Gunmen killed 12 drivers in Quetta.", None),
        ("The team won 31-2 before gunmen killed 12 drivers in Quetta.", None),
        ("The army will withdraw from the valley on 12 March 2030.", None),
        ("Shopkeepers in Quetta called a strike for 20 March 2024.", None),
        ("The two ministers met in Niamey and agreed on 12 March 2030 as the day of the next talks.", None),
    ],
)
@pytest.mark.parametrize("reader", ["rules", "trained"])
def test_a_date_that_an_event_cannot_have_is_not_taken_and_that_is_said(text, why, reader):
    found = sitrep.read(text, published=PUBLISHED, reader=reader).events
    assert found
    assert {one.undated for one in found} == {why}
    assert all(one.date is None for one in found if one.undated)
