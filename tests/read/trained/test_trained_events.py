"""Events by the trained reader: types, parties, what is told again, hints, and silence on texts that are not news."""

import random

import pytest

from sitrep.read import reader
from sitrep.read.tokens import sentences
from sitrep.read.trained.happenings import Found, Limits, settled
from sitrep.read.trained.hints import hinted
from sitrep.read.trained.labels import EVENT_TYPES, TYPE_MODES
from sitrep.read.trained.model import model
from sitrep.records import Act, Blame, Document, EventType, make_id


def read(text, published="2024-03-06"):
    document = Document(id=make_id("doc", text), article=make_id("art", text), key="a", text=text, language="en", published=published)
    return reader("trained").read(document)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen shot dead two teachers near Zhob on Sunday.", "ASSAULT"),
        ("Police arrested three opposition activists in Kampala.", "COERCE"),
        ("Thousands of shopkeepers marched through Quetta to demand protection.", "PROTEST"),
        ("The foreign ministers of Oman and Kenya held talks in Muscat.", "CONSULT"),
        ("The agency delivered forty tonnes of flour to the camp.", "AID"),
        ("The parliament ratified the border treaty with Ghana.", "SUPPORT"),
        ("The last Kenyan troops withdrew from the valley on Friday.", "RETREAT"),
        ("The governor condemned the demolition of the market.", "ACCUSE"),
        ("A court in Lomé sentenced two smugglers to ten years in prison.", "SANCTION"),
        ("The army deployed two battalions to the border with Chad.", "MOBILIZE"),
        ("The union demanded the resignation of the minister.", "REQUEST"),
        ("The rebels rejected the government's offer of talks.", "REJECT"),
        ("The general threatened to bomb the port unless the ships left.", "THREATEN"),
        ("Japan pledged 20 million dollars to rebuild the harbour.", "AGREE"),
    ],
)
def test_a_plain_sentence_is_one_event_of_its_type(text, kind):
    assert [one.type.value for one in read(text).events] == [kind]


def test_parties_place_and_day_of_an_active_and_a_passive():
    for text in (
        "Rebels abducted four nurses in Gao on Sunday.",
        "Four nurses were abducted by rebels in Gao on Sunday.",
    ):
        reading = read(text)
        (event,) = reading.events
        assert [one.span.text.lower() for one in event.actors] == ["rebels"]
        assert [one.span.text.lower() for one in event.recipients] == ["four nurses"]
        assert reading.places[event.place].name == "Gao"
        assert reading.times[event.date].value == "2024-03-03"
        assert [(one.role.value, one.low) for one in event.quantities] == [("abducted", 4)]


def table(rng):
    return "\n".join("\t".join(f"{rng.randrange(10**6) / 100:,.2f}" for _ in range(8)) for _ in range(40))


def results(rng):
    teams, verbs = ("Lions", "Rovers", "United", "the Eagles"), ("beat", "crushed", "held", "edged out", "drew with")
    return " ".join(
        f"{rng.choice(teams)} {rng.choice(verbs)} {rng.choice(teams)} {rng.randrange(9)}-{rng.randrange(9)}." for _ in range(60)
    )


def recipe(rng):
    steps = ("Beat {} eggs.", "Whip {} grams of cream.", "Crush {} cloves of garlic.", "Bake at {} degrees.")
    return " ".join(rng.choice(steps).format(rng.randrange(1, 300)) for _ in range(60))


def cities(rng):
    return ", ".join(rng.choice(("Paris", "Lagos", "Karachi", "Lima", "Perth", "Gao", "Idlib", "Tripoli")) for _ in range(500)) + "."


def story(rng):
    lines = ("She laughed until the candle went out.", "The king's nose fell into the soup.", "They rode all night under the moon.")
    return " ".join(rng.choice(lines) for _ in range(60))


@pytest.mark.parametrize("kind", [table, results, recipe, cities, story])
def test_texts_that_are_not_news_hold_few_events(kind):
    text = kind(random.Random(1))
    assert len(read(text).events) <= len(text.split()) / 50


@pytest.mark.parametrize(
    "text",
    ["On 31 February in the year 9999 he called +92 21 3568 0123.", "They won 9/11 and lost 3/4.", "9/11", "\ud800", "ATTACK " * 400],
)
def test_odd_texts_are_read(text):
    reading = read(text)
    assert all(0 <= one.trigger.start < one.trigger.end <= len(text) for one in reading.events)


def test_hints_are_what_the_list_of_event_words_says():
    text = "Gunmen shot dead two men. The meeting room was painted."
    words = hinted(model().pieces.words(text), sentences(text))
    said = {text[words.starts[at] : words.ends[at]]: TYPE_MODES[hint - 1] for at, hint in enumerate(words.hints) if hint}
    assert said == {"shot": ("ASSAULT", "firearms"), "dead": ("ASSAULT", "firearms")}


def found(at, kind="ASSAULT", background=0.0, again=0.0, same=None):
    return Found((at, at + 1), EVENT_TYPES.index(kind), 0.9, None, None, background, again, ((), (), (), ()), same or {})


def test_further_mentions_point_to_their_event_and_background_is_left_out():
    text = "blast raid talks blast siege"
    words = model().pieces.words(text)
    ones = [
        found(0),
        found(1, background=0.9),
        found(2, "CONSULT"),
        found(3, again=0.9, same={0: 0.8, 2: 0.9}),
        found(4, "COERCE", again=0.9),
    ]
    told = settled(text, words, ones, Limits())
    assert [(one.trigger.text, one.type, one.same) for one in told] == [
        ("blast", EventType.ASSAULT, None),
        ("talks", EventType.CONSULT, None),
        ("blast", EventType.ASSAULT, 0),
        ("siege", EventType.COERCE, None),
    ]
    assert [one.same for one in settled(text, words, ones, Limits(), before=10)] == [None, None, 10, None]


def test_what_the_actor_table_knows_is_no_place():
    reading = read("The attack on NATO tankers in Nowshera killed two.")
    assert [one.name for one in reading.places] == ["Nowshera"]


def test_who_claims_responsibility_is_the_actor_on_their_own_word():
    reading = read("A spokesman for the Tehrik-i-Taliban Pakistan claimed responsibility for the attack on NATO tankers in Nowshera.")
    (event,) = reading.events
    assert [one.name for one in event.actors] == ["Tehrik-i-Taliban Pakistan"]
    assert event.blame is Blame.CLAIMED
    assert reading.statements[0].attribution[-1].act is Act.CLAIM
