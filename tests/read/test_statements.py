"""Who says what on whose word: the plain cases, one by one, in sentences of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.read.chains import statements
from sitrep.read.tokens import sentences
from sitrep.records import Act, Modality, Polarity, Voice


def read(text):
    return statements(text, sentences(text), "doc-1", "rules@test")


def chain(statement):
    return [link.source.text if link.source else None for link in statement.attribution]


def about(text, words):
    """The statement whose content holds the words, the longest chain first."""
    holding = [one for one in read(text) if words in " … ".join(part.text for part in one.content)]
    return max(holding, key=lambda one: (len(one.attribution), -len(one.content[0].text)))


SINGLE = [
    ("The ministry said the bridge was open.", "the bridge was open", "The ministry", "said"),
    ("The ministry said on Tuesday that the bridge was open.", "the bridge was open", "The ministry", "said"),
    ("The bridge was open, the ministry said.", "The bridge was open", "the ministry", "said"),
    ("According to the ministry, the bridge was open.", "the bridge was open", "the ministry", "According to"),
    ("The bridge was open, according to the ministry.", "The bridge was open", "the ministry", "according to"),
    ("“The bridge is open,” said Colonel Amin Rahal.", "The bridge is open", "Colonel Amin Rahal", "said"),
    ("Colonel Amin Rahal told reporters that the bridge was open.", "the bridge was open", "Colonel Amin Rahal", "told"),
    ("The claim by the brigade that it held the bridge was not tested.", "it held the bridge", "the brigade", "claim"),
    ("The governor's warning that the bridge would fall went unheard.", "the bridge would fall", "The governor", "warning"),
    ("A spokesman for the brigade, Omar Sadiq, told a radio station the bridge was mined.", "the bridge was mined",
     "A spokesman for the brigade, Omar Sadiq", "told"),
    ("The brigade denied that its men had burned the mill.", "its men had burned the mill", "The brigade", "denied"),
    ("Omar Sadiq, miller: “They burned it twice.”", "They burned it twice", "Omar Sadiq, miller", None),
    ("The brigade vowed to retake the bridge.", "to retake the bridge", "The brigade", "vowed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "source", "cue"), SINGLE)
def test_one_source(text, content, source, cue):
    statement = about(text, content)
    assert chain(statement) == [source]
    link = statement.attribution[0]
    assert (link.cue.text if link.cue else None) == cue
    assert " … ".join(part.text for part in statement.content) == content


NESTED = [
    ("The Evening Post quoted a miller as saying that the bridge was mined.", "the bridge was mined", ["The Evening Post", "a miller"]),
    (
        "The miller was quoted by the Evening Post as saying that the bridge was mined.",
        "the bridge was mined",
        ["the Evening Post", "The miller"],
    ),
    ("Radio Atlas, citing a local miller, said the bridge had been mined.", "the bridge had been mined", ["Radio Atlas", "a local miller"]),
    ("The mayor said a guard had told him that the bridge was mined.", "the bridge was mined", ["The mayor", "a guard"]),
    ("The Evening Post reports that the mayor said the bridge was mined.", "the bridge was mined", ["The Evening Post", "the mayor"]),
]


@pytest.mark.parametrize(("text", "content", "sources"), NESTED)
def test_chains_run_from_the_outermost_source_to_the_nearest(text, content, sources):
    assert chain(about(text, content)) == sources


def test_the_halfway_statement_names_the_inner_one():
    found = read("The mayor said a guard had told him that the bridge was mined.")
    outer = next(one for one in found if chain(one) == ["The mayor"])
    inner = next(one for one in found if len(one.attribution) == 2)
    assert outer.inner == (inner.id,)


def test_a_long_quotation_keeps_its_speaker():
    text = "“The bridge is mined,” Omar Sadiq said. “Nobody will cross it. The mill is gone.”"
    assert [chain(one) for one in read(text)] == [["Omar Sadiq"]] * 3


def test_a_quotation_gets_the_speaker_who_is_named_at_its_end():
    text = "“The bridge is mined. Nobody will cross it,” Omar Sadiq said."
    assert chain(about(text, "The bridge is mined")) == ["Omar Sadiq"]


def test_a_quotation_over_paragraphs_introduced_with_a_colon():
    text = 'My colleague Omar Sadiq offered this view:\n\n"The bridge is mined. According to the Evening Post, the mill burned.\n\n"Nobody will cross."'
    assert chain(about(text, "The bridge is mined")) == ["My colleague Omar Sadiq"]
    assert chain(about(text, "the mill burned")) == ["My colleague Omar Sadiq", "the Evening Post"]
    assert chain(about(text, "Nobody will cross")) == ["My colleague Omar Sadiq"]


def test_own_voice_has_no_chain():
    (one,) = read("The bridge fell on Monday.")
    assert one.attribution == ()
    assert one.voice is Voice.OWN


@pytest.mark.parametrize(
    "text", ["The bridge was reportedly mined.", "The bridge is said to be mined.", "It is alleged that the bridge was mined."]
)
def test_hearsay_has_a_link_without_a_source(text):
    statement = about(text, "mined")
    assert chain(statement) == [None]
    assert statement.attribution[0].cue is not None


def test_the_authors_own_saying_is_his_own_voice():
    assert all(not one.attribution for one in read("I noted that the bridge was mined."))


def test_who_refuses_to_comment_is_no_source():
    assert all(
        "general" not in (link.source.text if link.source else "")
        for one in read("The general declined to comment.")
        for link in one.attribution
    )


def test_a_forwarded_message_is_on_its_channels_word():
    found = read("Forwarded from Bridge Watch\nThe bridge is mined. Nobody crosses.")
    assert [chain(one) for one in found if "Forwarded" not in one.content[0].text][-1] == ["Bridge Watch"]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("“The bridge is mined,” he said.", Voice.DIRECT),
        ("He said the bridge was mined.", Voice.INDIRECT),
        ("He said the bridge was “a death trap” for all of us.", Voice.MIXED),
    ],
)
def test_voice(text, voice):
    assert about(text, "bridge").voice is voice


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The army said no soldier had crossed.", Polarity.NEGATIVE),
        ("The army denied that a soldier had crossed.", Polarity.NEGATIVE),
        ("The army said a soldier had crossed.", Polarity.POSITIVE),
        ("The army said that not only soldiers had crossed.", Polarity.POSITIVE),
    ],
)
def test_polarity(text, polarity):
    assert about(text, "crossed").polarity is polarity


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The bridge fell.", Modality.CERTAIN),
        ("The bridge may fall.", Modality.POSSIBLE),
        ("The bridge will fall.", Modality.FUTURE),
        ("The bridge is likely to fall.", Modality.PROBABLE),
        ("The bridge will fall if the river rises.", Modality.CONDITIONAL),
    ],
)
def test_modality(text, modality):
    assert read(text)[0].modality is modality


def test_acts():
    assert about("The brigade denied that it fled the town.", "fled").attribution[0].act is Act.DENY
    assert about("The brigade claimed that it held the town.", "held").attribution[0].act is Act.CLAIM


@pytest.mark.parametrize(
    ("text", "content", "sources"),
    [
        (
            "The dead include two children, the minister said, adding that ten people were hurt.",
            "The dead include two children",
            ["the minister"],
        ),
        ("The dead include two children, the minister said, adding that ten people were hurt.", "ten people were hurt", ["the minister"]),
        ("“Ten people were killed,” said the police chief, adding that five were hurt.", "five were hurt", ["the police chief"]),
        ("According to police, ten people died; according to the hospital, twelve died.", "ten people died", ["police"]),
        ("According to police, ten people died; according to the hospital, twelve died.", "twelve died", ["the hospital"]),
        ("“We will not retreat,” Gen. Omar Rahal said.", "We will not retreat", ["Gen. Omar Rahal"]),
        ("The governor said they would stop driving on that date.", "they would stop driving on that date", ["The governor"]),
    ],
)
def test_every_part_goes_to_its_own_source(text, content, sources):
    assert chain(about(text, content)) == sources


def test_a_quotation_within_a_quotation_keeps_both_speakers_to_its_end():
    text = 'My colleague Omar Sadiq offered this view:\n\n"The mill burned. According to the Evening Post, \'The brigade claimed it. A guard said that the bridge was mined.\'\n\n"Nobody will cross."'
    assert chain(about(text, "the bridge was mined")) == ["My colleague Omar Sadiq", "the Evening Post", "A guard"]
    assert chain(about(text, "Nobody will cross")) == ["My colleague Omar Sadiq"]


def test_what_follows_a_denial_is_said_not_denied():
    found = about("The brigade denied that it had burned the mill. “We love mills.”", "We love mills")
    assert chain(found) == ["The brigade"]
    assert found.attribution[0].act is Act.SAY
    assert found.polarity is Polarity.POSITIVE


def test_a_sentence_of_nothing_but_cues_costs_no_more_than_others():
    assert len(read("he said, she said, " * 1500)) < 5000


ANY_TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(["said", "“", "”", '"', "that", "according to", "the army", ",", ".", " ", "\n\n", "reports", "by", "quoted", "as saying", "’s", "\x00", "🙂", "א"]),
    max_size=60,
).map(" ".join)  # fmt: skip


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_every_span_is_true_whatever_the_text(text):
    found = read(text)
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in found:
        spans = [*one.content, *(span for link in one.attribution for span in (link.source, link.cue) if span)]
        assert all(text[span.start : span.end] == span.text and span.text for span in spans)
        assert set(one.inner) <= ids


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_reading_is_repeatable(text):
    assert read(text) == read(text)
