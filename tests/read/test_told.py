"""From events as the network tells them to events of a reading."""

import pytest

from sitrep.read.chains import statements
from sitrep.read.names import named
from sitrep.read.rules import mentions_of, rest_of
from sitrep.read.tokens import sentences
from sitrep.read.told import Told
from sitrep.records import Auxiliary, Blame, Document, EventType, Role, Span, make_id

LONG = (
    "Rebels shelled a market in Gao on Monday. Eleven people died. The attack was the third this month. Police in Bamako arrested nine men "
    "on Tuesday."
)


def span(text, words, after=0):
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def told(text, words, kind=EventType.ASSAULT, **more):
    for name in ("actors", "recipients"):
        more[name] = tuple(span(text, one) for one in more.get(name, ()))
    for name in ("place", "time"):
        more[name] = span(text, more[name]) if name in more else None
    return Told(span(text, words), kind, **more)


def read(text, *ones, published="2024-03-13"):
    document = Document(
        id=make_id("doc", text), article=make_id("art", text), key="a", text=text, language="en", published=published, outlet=None
    )
    split = sentences(text)
    mentions = mentions_of(text, split)
    said = named(text, statements(text, split, document.id, "t@1"), mentions)
    return rest_of(document, split, mentions, said, "t@1", ones)


def place(reading, event):
    return reading.places[event.place].name if event.place is not None else None


def test_parties_place_day_and_numbers_are_linked():
    reading = read(LONG, told(LONG, "shelled", mode="heavy-weapons", actors=["Rebels"], place="Gao", time="Monday"))
    event = reading.events[0]
    assert (event.mode, event.actors[0].sector, place(reading, event)) == ("heavy-weapons", "REB", "Gao")
    assert reading.times[event.date].value == "2024-03-11"
    assert event.blame is Blame.FACT


def test_parties_without_a_country_of_their_own_act_at_home():
    text = "Two clans fought in Galkayo on Monday. Georgia's governor sent guardsmen to Savannah. Turkish troops shelled Kobani."
    clans, governor, troops = read(
        text,
        told(text, "fought", actors=["Two clans"], place="Galkayo"),
        told(text, "sent", EventType.MOBILIZE, actors=["Georgia's governor"], place="Savannah"),
        told(text, "shelled", actors=["Turkish troops"], place="Kobani"),
    ).events
    assert [event.actors[0].country for event in (clans, governor, troops)] == ["SOM", "USA", "TUR"]


def test_the_narrower_of_a_place_and_its_area_is_where_it_was():
    text = "A bomb killed three policemen in the Sangin district of Helmand province on Thursday."
    (event,) = (reading := read(text, told(text, "bomb", place="Helmand"))).events
    assert reading.places[event.place].span.text == "Sangin"


def test_an_event_is_not_background_to_nothing():
    text = "Five people died when their bus ran over a bomb in Gao. After the raid on Gao police arrested two men."
    first, second, third = read(
        text,
        told(text, "bomb", place="Gao", background=True),
        told(text, "raid", place="Gao", background=True),
        told(text, "arrested", EventType.COERCE),
    ).events
    assert [one.background for one in (first, second, third)] == [False, True, False]


def test_a_toll_of_its_own_sentence_is_the_last_deeds():
    first, second = read(
        LONG, told(LONG, "shelled", actors=["Rebels"]), told(LONG, "arrested", EventType.COERCE, actors=["Police in Bamako"])
    ).events
    assert [(one.role, one.low) for one in first.quantities] == [(Role.KILLED, 11)]
    assert [(one.role, one.low) for one in second.quantities] == [(Role.DETAINED, 9)]


def test_what_is_told_again_adds_what_was_lacking_and_is_no_event_of_its_own():
    text = "A bomb went off on Monday. The blast, in Gao, killed four. It was heard in Mopti."
    once, again = told(text, "bomb", time="Monday"), told(text, "blast", place="Gao", same=0, mode="explosives")
    reading = read(text, once, again)
    (event,) = reading.events
    assert (event.trigger.text, event.mode, place(reading, event)) == ("bomb", "explosives", "Gao")
    assert [one.low for one in event.quantities] == [4]


def test_a_toll_of_the_lead_is_that_of_the_deed_after_it():
    text = "A suicide bomber has struck a fair in Gao, killing 11 people, doctors said. The man blew himself up there."
    (event,) = read(text, told(text, "blew himself up")).events
    assert [(one.role, one.low) for one in event.quantities] == [(Role.KILLED, 11)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Floods in Gao have killed 40 people. Gunmen attacked a convoy.", "attacked", EventType.ASSAULT),
        (
            "Four attackers died in a crash that killed 30 people in Gao. Gunmen kidnapped a teacher in Kidal.",
            "kidnapped",
            EventType.ASSAULT,
        ),
        ("A bomb killed nine people in Gao. Gunmen shot at a bus in Kidal.", "shot", EventType.ASSAULT),
        ("The quake killed 300 people. Protesters threw stones in Gao.", "threw", EventType.PROTEST),
        ("A bomb in Gao killed nine people. Police arrested a man.", "arrested", EventType.COERCE),
    ],
)
def test_a_toll_of_something_else_is_not_that_of_the_deed_after_it(text, words, kind):
    (event,) = read(text, told(text, words, kind)).events
    assert Role.KILLED not in {one.role for one in event.quantities}


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("The incident occurred on April 11.", "2024-04-11"),
        ("Both raids took place late on Monday.", "2024-04-08"),
        ("The campaign began on March 21.", None),
        ("The mayor, who was shot on April 2, mourned.", None),
    ],
)
def test_a_day_on_which_it_is_said_to_have_taken_place_is_that_of_the_deed_before(after, day):
    text = f"Jets struck a camp near Gao, killing 18 people. {after}"
    reading = read(text, told(text, "struck"), published="2024-04-13")
    (event,) = reading.events
    assert (reading.times[event.date].start if event.date is not None else None) == day


def test_the_first_mention_that_gives_a_toll_counts_before_later_ones():
    text = "Jets hit a well near Gao. The strike killed 18 people. In all such strikes have killed 735 people."
    ones = told(text, "hit"), told(text, "The strike", same=0), told(text, "such strikes", same=0)
    (event,) = read(text, *ones).events
    assert [one.low for one in event.quantities] == [18]


def test_without_a_place_or_day_of_its_own_the_nearest_in_the_sentence_is_taken():
    reading = read(LONG, told(LONG, "arrested", EventType.COERCE))
    assert place(reading, reading.events[0]) == "Bamako"
    assert reading.times[reading.events[0].date].value == "2024-03-12"


@pytest.mark.parametrize(
    ("text", "words", "auxiliary"),
    [
        ("The army denied that it had shelled the village.", "shelled", Auxiliary.NEGATED),
        ("The village was shelled on 3 May 1998.", "shelled", Auxiliary.HISTORICAL),
        ("The village was shelled on 3 March.", "shelled", None),
    ],
)
def test_how_it_stands_follows_from_the_chain_and_the_day(text, words, auxiliary):
    assert read(text, told(text, words)).events[0].auxiliary is auxiliary


def test_who_claims_responsibility_has_done_it_on_their_own_word():
    text = "The Front claimed responsibility for the bombing in Quetta on Wednesday."
    event = read(text, told(text, "bombing")).events[0]
    assert [one.span.text for one in event.actors] == ["The Front"]
    assert event.blame is Blame.CLAIMED


def test_ids_depend_on_the_words_alone():
    once = read(LONG, told(LONG, "shelled"))
    assert read(LONG, told(LONG, "shelled")).events == once.events
    assert once.events[0].id != read(LONG, told(LONG, "arrested")).events[0].id


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("US and Jordanian officials", ["USA", "JOR"]),
        ("Oman, Kenya and Chad", ["OMN", "KEN", "TCD"]),
        ("the police and the army", [None, None]),
        ("Bosnia and Herzegovina", ["BIH"]),
        ("Police and prosecutors in Lima", ["PER"]),
        ("soldiers and villagers", [None]),
    ],
)
def test_compound_parties_are_taken_apart_where_their_parts_are_parties_of_their_own(words, countries):
    text = f"{words} shelled it."
    event = read(text, told(text, "shelled", actors=[words])).events[0]
    assert [one.country for one in event.actors] == countries
    assert " ".join(one.span.text for one in event.actors).replace(",", "") == words.replace(
        " and ", " " if len(countries) > 1 else " and "
    ).replace(",", "")


def test_background_is_marked_and_phrases_are_made_whole():
    text = "After Tuesday's raid, police in Diffa met the mayor. It angered him."
    raid = Told(span(text, "raid"), EventType.ASSAULT, time=span(text, "Tuesday"), background=True)
    met = Told(
        span(text, "met"), EventType.CONSULT, actors=(span(text, "police"), span(text, "Diffa")), recipients=(span(text, "the mayor"),)
    )
    angered = Told(span(text, "angered"), EventType.ACCUSE, actors=(span(text, "It"),), recipients=(span(text, "him"), span(text, "the")))
    first, second, third = read(text, raid, met, angered).events
    assert (first.background, second.background) == (True, False)
    assert [(one.span.text, one.country) for one in second.actors] == [("police in Diffa", "NER")]
    assert [one.span.text for one in third.recipients] == ["him"]


def test_who_leads_is_not_where():
    text = "The US-led coalition, made up of Gulf-backed militias, bombed the depot in Raqqa. US-led planes bombed it."
    first, second = read(text, told(text, "bombed", actors=["The US-led coalition"]), told(text, "bombed it")).events
    assert place(read(text, told(text, "bombed")), first) == "Ar Raqqah"
    assert second.place is None


def test_the_day_of_a_report_is_not_that_of_the_deed():
    text = "The Gazette reported on Tuesday that gunmen had killed a teacher in Gao. Gunmen killed a nurse on Monday."
    reading = read(text, told(text, "killed", time="Tuesday"), told(text, "killed a nurse", time="Monday"))
    first, second = reading.events
    assert first.date is None
    assert reading.times[second.date].value == "2024-03-11"


def test_a_further_mention_does_not_lend_the_day_of_what_it_is_mentioned_with():
    text = "A bomb killed nine people in Gao. Four men were arrested on Friday over the bombing."
    reading = read(text, told(text, "killed"), told(text, "arrested", EventType.COERCE, time="Friday"), told(text, "bombing", same=0))
    assert reading.events[0].date is None
    assert reading.events[1].date is not None


def test_a_number_is_added_to_dozens_and_dozens_not_to_a_number():
    text = "A bomb killed dozens of people in Gao. The blast killed 58 people. It was said to have killed dozens."
    event = read(text, told(text, "killed"), told(text, "blast", same=0)).events[0]
    assert [one.low for one in event.quantities] == [12, 58]


def test_sides_of_a_mutual_act_act_on_each_other():
    text = "Peru and Chile agreed on a border. Chile met with Peru in Arica. Peru and Chile shelled a hill."
    agreed, met, shelled = read(
        text,
        told(text, "agreed", EventType.AGREE, actors=["Peru and Chile"]),
        told(text, "met", EventType.CONSULT, actors=["Chile"], recipients=["Peru"]),
        told(text, "shelled"),
    ).events
    assert [one.country for one in agreed.actors] == [one.country for one in agreed.recipients] == ["PER", "CHL"]
    assert [one.country for one in met.recipients] == ["PER"]
    assert shelled.recipients == ()


def test_the_year_of_the_event_decides_what_its_actor_was():
    text = "The Taliban jailed a teacher in Kabul in May 1999. The Taliban jailed a nurse."
    first, second = read(
        text,
        told(text, "jailed", EventType.COERCE, actors=["The Taliban"], time="May 1999"),
        told(text, "jailed a nurse", EventType.COERCE, actors=["The Taliban"]),
        published="2012-03-13",
    ).events
    assert (first.actors[0].sector, second.actors[0].sector) == ("GOV", "REB")


def test_a_joint_promise_is_not_made_to_each_other():
    text = "Britain and France pledged money. Peru and Chile met on Monday. The meeting with Bolivia was short."
    pledged, met = read(
        text,
        told(text, "pledged", EventType.AGREE, actors=["Britain and France"]),
        told(text, "met", EventType.CONSULT, actors=["Peru and Chile"]),
        told(text, "meeting", EventType.CONSULT, recipients=["Bolivia"], same=1),
    ).events
    assert pledged.recipients == ()
    assert [one.country for one in met.recipients] == ["BOL"]


def test_a_smaller_number_is_not_the_count_of_dozens():
    text = "A strike killed dozens of people in Gao. The strike also killed two guards."
    event = read(text, told(text, "killed"), told(text, "strike also", same=0)).events[0]
    assert [one.low for one in event.quantities] == [12]


def test_what_will_not_be_is_no_promise():
    text = "Russia will not withdraw its troops. The presidents must have met in Gao."
    withdraw, met = read(
        text, told(text, "withdraw", EventType.RETREAT, mode="withdraw", auxiliary=Auxiliary.NEGATED), told(text, "met", EventType.CONSULT)
    ).events
    assert (withdraw.type, withdraw.auxiliary) == (EventType.RETREAT, Auxiliary.NEGATED)
    assert met.type is EventType.CONSULT


def test_the_bazaar_of_a_small_town_is_in_it_where_its_province_follows():
    text = "A bomb killed three policemen in Sangin bazaar in Helmand province on Thursday."
    (event,) = read(text, told(text, "killed", place="Helmand")).events
    reading = read(text, told(text, "killed", place="Helmand"))
    assert place(reading, event) == "Sangīn"


def test_what_stands_in_the_sentence_of_the_event_goes_before_what_stands_in_another():
    text = "On 6 May fighters killed three farmers at Komanda. On 9 May clashes broke out at Mahagi."
    reading = read(
        text,
        told(text, "killed", time="9 May", place="Mahagi"),
        told(text, "clashes", time="9 May", place="Mahagi"),
        published="2025-05-12",
    )
    killed, clashes = reading.events
    assert [reading.times[one.date].start for one in (killed, clashes)] == ["2025-05-06", "2025-05-09"]
    assert [place(reading, one) for one in (killed, clashes)] == ["Komanda", "Mahagi"]


def test_it_in_what_somebody_says_is_the_speaker():
    text = "Hamas said it had shelled a camp in Gaza. It had shelled a market in Gao."
    said, own = read(text, told(text, "shelled", actors=["it"]), told(text, "shelled a market", actors=["It"])).events
    assert (said.actors[0].name, said.actors[0].sector) == ("Hamas", "REB")
    assert own.actors[0].name is None


def test_a_party_is_whole_with_its_number():
    text = "A blast in Gao killed more than 5,600 people. A flood hurt dozens of civilians."
    first, second = read(text, told(text, "killed", recipients=["600 people"]), told(text, "hurt", recipients=["of civilians"])).events
    assert first.recipients[0].span.text == "more than 5,600 people"
    assert second.recipients[0].span.text == "dozens of civilians"


def test_a_date_at_the_head_of_a_page_is_when_it_was_published():
    text = "Published July 19 2016 An air strike hit a market in Raqqa. Another hit Manbij on July 17 2016."
    first, second = read(
        text, told(text, "strike", time="July 19 2016"), told(text, "Another", time="July 17 2016"), published="2016-07-19"
    ).events
    assert first.date is None
    assert second.date is not None


def test_a_phrase_that_the_network_cuts_is_made_whole():
    text = "The Tehrik-i-Taliban Pakistan burned tankers in Nowshera. Rebels in Gao shelled a camp."
    hyphen = text.index("-")
    first = Told(span(text, "burned"), EventType.ASSAULT, actors=(Span(start=hyphen, end=hyphen + 1, text="-"),))
    second = told(text, "shelled", actors=["Rebels in"])
    burned, shelled = read(text, first, second).events
    assert burned.actors[0].name == "Tehrik-i-Taliban Pakistan"
    assert shelled.actors[0].span.text == "Rebels"


def test_a_denial_is_not_the_deed_told_again():
    text = "A bomb killed nine people in Gao on Monday. The army denied that it had bombed the town."
    first, denial = read(text, told(text, "killed"), told(text, "bombed", actors=["it"], same=0)).events
    assert (first.actors, first.auxiliary) == ((), None)
    assert denial.auxiliary is Auxiliary.NEGATED
    again = "A bomb killed nine people in Gao on Monday. The army said that it had bombed the town."
    assert len(read(again, told(again, "killed"), told(again, "bombed", actors=["it"], same=0)).events) == 1


def test_gunmen_give_way_to_whom_a_further_mention_names():
    text = "Gunmen killed nine people in Dikwa. Boko Haram staged the raid. The army shelled the town."
    event = read(text, told(text, "killed", actors=["Gunmen"]), told(text, "raid", actors=["Boko Haram"], same=0)).events[0]
    assert [one.name for one in event.actors] == ["Boko Haram"]
    named = read(text, told(text, "raid", actors=["Boko Haram"]), told(text, "shelled", actors=["The army"], same=0)).events[0]
    assert [one.name for one in named.actors] == ["Boko Haram"]


COUNTED = [
    ("Police said 12 people were killed in the raid. The mayor said 17 people were killed.", [12, 17]),
    ("Police said 12 people were killed in the raid. Police said 17 people were killed.", [12]),
    ("Police said 12 people were killed in the raid. The mayor said at least 9 people were killed.", [12]),
    ("Police said 12 people were killed in the raid. The mayor said the toll rose to 17 people killed.", [12]),
    ("Police said 12 people were killed in the raid. The mayor said 12 people were killed.", [12]),
]


@pytest.mark.parametrize(("text", "counts"), COUNTED, ids=[case[0] for case in COUNTED])
def test_what_another_counts_is_kept_and_what_one_revises_is_not(text, counts):
    second = Told(span(text, "killed", text.index(". ")), EventType.ASSAULT, same=0)
    [event] = read(text, told(text, "killed"), second).events
    assert [one.low for one in event.quantities if one.role is Role.KILLED] == counts


def test_a_day_of_no_known_year_is_said_to_be_none():
    text = "Gunmen killed nine people in Gao on Friday."
    [event] = read(text, told(text, "killed"), published=None).events
    assert event.date is None
    assert event.undated == "“Friday” is of no known year, as the text has no date of publication: not taken"
    assert read(text, told(text, "killed")).events[0].undated is None


def test_what_happened_before_a_feast_has_no_day():
    text = "Rebels shelled Gao before Ramadan."
    reading = read(text, told(text, "shelled"), published="2024-03-05")
    assert reading.times[0].mod == "BEFORE"
    assert reading.events[0].date is None


def test_a_day_right_after_what_was_done_is_its_day_and_not_that_of_what_went_before():
    text = "The nine nurses who were seized at Gao on 2 March were freed on Monday, a bishop said."
    one = told(text, "freed", EventType.RETREAT, recipients=["The nine nurses who were seized at Gao on 2 March"], time="2 March")
    reading = read(text, told(text, "seized", EventType.COERCE, time="2 March"), one)
    assert {event.trigger.text: reading.times[event.date].start for event in reading.events} == {
        "seized": "2024-03-02",
        "freed": "2024-03-11",
    }
