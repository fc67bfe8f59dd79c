"""What every store promises of editions: kept as they went out, found by scope and moment, without the words of what is taken down."""

from datetime import timedelta

from made_records import RECEIVED, capture, document, edition, removal

from sitrep.records import Scope

SCOPE = Scope(area="Examplia").key
LATER = RECEIVED + timedelta(days=7)


def test_editions_are_kept_once_in_order_and_outlive_what_is_derived(store, open_again):
    assert store.add_edition(edition("b"))
    assert store.add_edition(edition("a", made=LATER))
    assert not store.add_edition(edition("b"))
    store.clear_derived()
    for asked in (store, open_again()):
        assert asked.editions() == [edition("b"), edition("a", made=LATER)]
        assert asked.edition("edition-a") == edition("a", made=LATER)
        assert asked.edition("edition-c") is None


def test_the_edition_before_is_the_latest_of_its_scope_that_was_made_before(store):
    for one in (edition("late", made=LATER), edition("first"), edition("second"), edition("other", area="Karsa", made=LATER)):
        store.add_edition(one)
    before = {day: store.edition_before(SCOPE, RECEIVED + timedelta(days=day)) for day in (0, 1, 7, 8)}
    assert {day: one and one.id for day, one in before.items()} == {0: None, 1: "edition-second", 7: "edition-second", 8: "edition-late"}
    assert store.edition_before("no such scope", LATER) is None


def test_an_edition_loses_the_words_of_what_is_taken_down_and_nothing_else(store, open_again):
    mine, other = edition("a", cites="doc-a"), edition("b", cites="doc-b", title="A bridge falls")
    store.put_documents([document("a"), document("b")])
    store.add_edition(mine)
    store.add_edition(other)
    store.add_removal(removal("a"))
    for asked in (store, open_again()):
        left, kept = asked.editions()
        assert kept == other
        assert left == mine.without({"doc-a"}) != mine
        [entry] = left.entries
        [source] = left.references
        assert (entry.title, entry.facts, entry.sentences[0].text, entry.sentences[0].word, entry.given[0].value) == ("", "", "", (), "")
        assert (source.title, source.originator, source.address, source.passage) == ("", "", None, ())
        assert (entry.id, entry.given[0].grade, source.target, source.digest, left.digest) == ("incident-a", "B2", "doc-a", "ab", "cd")
        assert "Tankers" not in repr(left)


def test_taking_down_twice_and_what_no_edition_cites_changes_no_edition(store):
    store.add_edition(edition("a"))
    store.add_capture(capture(b"x"), b"x")
    store.put_documents([document("z")])
    store.add_removal(removal("z"))
    assert store.editions() == [edition("a")]
    store.add_removal(removal("a"))
    left = store.editions()
    store.add_removal(removal("a"))
    assert store.editions() == left == [edition("a").without({"doc-a"})]
