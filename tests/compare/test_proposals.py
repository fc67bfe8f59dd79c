import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.compare import proposals
from sitrep.records import Document, Holder, Position, Proposal, Reading, Span, Stance, make_id


def stand(text: str, who: str | None, stance: Stance) -> Position:
    return Position(proposal=text, proposal_spans=(), holder=Holder(source=None, name=who) if who else None, stance=stance)


def reading(key: str, *positions: Position, published: str = "2020-03-02") -> Reading:
    return Reading(document=Document(id=f"doc-{key}", article=key, key=key, text="x", published=published), positions=positions)


FENCE = stand("fence the whole border with Zorvania", "General Hode", Stance.PROPOSES)
SAME_FENCE = stand("fencing of the border with Zorvania, the whole border fence", "Mayor Dir", Stance.OPPOSES)
TALKS = stand("open talks with the tribal elders", "Mayor Dir", Stance.ALTERNATIVE)
TAX = stand("a lower tariff on imported tractors", None, Stance.PROPOSES)


def texts(found: tuple[Proposal, ...]) -> list[list[str]]:
    return [[position.stance.value for position in proposal.positions] for proposal in found]


def test_one_proposal_in_other_words_over_documents() -> None:
    found = proposals([reading("a", FENCE), reading("b", SAME_FENCE, published="2020-04-01"), reading("c", TAX)], make_id)
    assert sorted(texts(found)) == [["proposes"], ["proposes", "opposes"]]


def test_an_alternative_stays_with_what_it_answers_but_does_not_widen_it() -> None:
    again = stand("open talks with the tribal elders", "Senator Ulm", Stance.SUPPORTS)
    found = proposals([reading("a", FENCE, TALKS), reading("b", again, published="2020-04-01")], make_id)
    assert texts(found) == [["proposes", "alternative"], ["supports"]]


def test_the_author_holds_positions_too_and_repetition_counts_once() -> None:
    (found,) = proposals([reading("a", TAX, TAX)], make_id)
    assert len(found.positions) == 1
    assert found.positions[0].holder is None
    assert found.positions[0].key == "a"


def test_nothing_proposed() -> None:
    assert proposals([reading("a")], make_id) == ()


@settings(deadline=None)  # the first call reads the word lists
@given(st.randoms(use_true_random=False))
def test_the_order_of_readings_changes_nothing(chance: random.Random) -> None:
    readings = [reading("a", FENCE, TALKS), reading("b", SAME_FENCE), reading("c", TAX), reading("d", TALKS)]
    first = proposals(readings, make_id)
    chance.shuffle(readings)
    assert proposals(readings, make_id) == first


def test_what_the_holder_of_an_alternative_says_against_it_stays_with_it() -> None:
    against = stand("open talks with the tribal elders", "Mayor Dir", Stance.OPPOSES)
    (found,) = proposals([reading("a", FENCE, TALKS, against)], make_id)
    assert [position.stance.value for position in found.positions] == ["proposes", "alternative"]
    assert found.positions[1].but == ("",)


def test_what_another_says_against_an_alternative_is_on_a_proposal_of_its_own() -> None:
    against = stand("open talks with the tribal elders", "Senator Ulm", Stance.OPPOSES)
    assert texts(proposals([reading("a", FENCE, TALKS, against)], make_id)) == [["proposes", "alternative"], ["opposes"]]


def test_what_contradicts_one_of_a_proposals_wordings_does_not_join_it() -> None:
    admit = stand("the League should admit Georgia", "Ann Lee", Stance.PROPOSES)
    other = stand("the League should admit Armenia", "Bo Berg", Stance.PROPOSES)
    vague = stand("the League should admit new members", "Mayor Dir", Stance.PROPOSES)
    found = proposals(
        [reading("a", admit), reading("b", vague, published="2020-03-03"), reading("c", other, published="2020-03-04")], make_id
    )
    assert not any({"Ann Lee", "Bo Berg"} <= {position.who for position in proposal.positions} for proposal in found)


def test_a_proposal_goes_on_in_short_in_its_document_only() -> None:
    whole = stand("Pakistan and Afghanistan to hand the gate to a joint civilian authority", "Anna Reed", Stance.PROPOSES)
    short = stand("a joint authority", "Idar Moun", Stance.OPPOSES)
    assert texts(proposals([reading("a", whole, short)], make_id)) == [["proposes", "opposes"]]
    assert sorted(texts(proposals([reading("a", whole), reading("b", short, published="2020-04-01")], make_id))) == [
        ["opposes"],
        ["proposes"],
    ]


def test_a_part_of_a_package_is_a_proposal_of_its_own() -> None:
    package = stand("close the border gate and build a hospital for the drivers in Vesk", "Anna Reed", Stance.PROPOSES)
    part = stand("build a hospital", "Idar Moun", Stance.OPPOSES)
    assert sorted(texts(proposals([reading("a", package, part)], make_id))) == [["opposes"], ["proposes"]]


def test_what_a_spokesman_says_of_his_members_is_told_once() -> None:
    words = "if drivers get a seat"
    grounds = (Span(start=0, end=len(words), text=words),)
    own = replace(stand("a fence along the border", "Idar Moun", Stance.SUPPORTS_IF), grounds=grounds)
    theirs = replace(stand("a fence along the border", "his members", Stance.SUPPORTS_IF), grounds=grounds)
    (found,) = proposals([reading("a", own, theirs)], make_id)
    assert [one.who for one in found.positions] == ["Idar Moun"]
    (found,) = proposals([reading("a", own, replace(theirs, grounds=()))], make_id)
    assert [one.who for one in found.positions] == ["Idar Moun", "his members"]
    rivals = replace(theirs, holder=Holder(source=None, name="his rivals"))
    (found,) = proposals([reading("a", own, rivals)], make_id)
    assert [one.who for one in found.positions] == ["Idar Moun", "his rivals"]
