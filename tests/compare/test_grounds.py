"""Accounts of place, day and that it happened rest on passages that say so; where there is none there is no account."""

from dataclasses import replace

from made_readings import reading, span

from sitrep.compare import incident, tellings
from sitrep.compare.grounds import of_date, of_happening, of_place
from sitrep.records import Polarity, Statement, make_id


def made(one):
    [main, *_] = tellings(one)
    return main, incident("inc-1", (), [main], {one.document.id: one}, (), make_id)


def basic():
    return reading("a", "Gunmen burned a mill near Orlin on Monday. 5 people were killed.", tolls=(("5", 5, 5),), where="Orlin")


def test_every_account_has_a_passage():
    one = basic()
    _, found = made(one)
    assert {claim.attribute for claim in found.claims} >= {"place", "killed"}
    assert all(account.statements for claim in found.claims for account in claim.accounts)


def test_what_no_passage_says_makes_no_account():
    one = basic()
    bare = replace(one, statements=(), events=tuple(replace(event, statement=None) for event in one.events))
    main, found = made(bare)
    assert main.place is not None
    assert (of_place(main, bare), of_date(main, bare), of_happening(main, bare)) == ((), (), ())
    assert not [account for claim in found.claims if claim.attribute in ("place", "date", "occurred") for account in claim.accounts]


def test_the_statement_that_names_the_place_comes_before_the_events_first():
    one = basic()
    main, _ = made(one)
    text = one.document.text
    at = main.place.span
    naming = Statement(id="st-naming", content=(span(text, text[at.start : at.end]),))
    other = Statement(id="st-other", content=(span(text, "people"),))
    alone = replace(one, statements=(other, naming))
    assert of_place(main, alone) == ("st-naming",)
    denied = replace(alone, statements=(other, replace(naming, polarity=Polarity.NEGATIVE)))
    assert of_place(replace(main, statements=("st-other",)), denied) == ("st-other",)
    assert of_place(replace(main, statements=()), denied) == ()


def test_what_is_put_forward_comes_before_what_is_denied():
    one = basic()
    main, _ = made(one)
    at = main.place.span
    content = (span(one.document.text, one.document.text[at.start : at.end]),)
    denied = Statement(id="st-denied", content=content, polarity=Polarity.NEGATIVE)
    both = replace(one, statements=(denied, Statement(id="st-put", content=content)))
    assert of_place(replace(main, statements=("st-denied",)), both) == ("st-put",)
    assert of_place(replace(main, statements=("st-denied",)), replace(one, statements=(denied,))) == ("st-denied",)
