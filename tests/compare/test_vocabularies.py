from sitrep.compare.vocabularies import own_vocabularies

COMMON = frozenset(("champion", "belt", "knockout"))
FIRST = [COMMON | {"okello", "kampala", "budapest", "ninth", "116"} for _ in range(3)]
SECOND = [COMMON | {"lindqvist", "malmo", "hamburg", "stockholm", "112"} for _ in range(3)]


def test_groups_with_names_of_their_own_have_vocabularies_of_their_own() -> None:
    assert own_vocabularies(FIRST, SECOND)
    assert own_vocabularies(SECOND, FIRST)


def test_one_vocabulary_is_nobodys_own() -> None:
    assert not own_vocabularies(FIRST, FIRST)
    assert not own_vocabularies(FIRST, [COMMON for _ in range(3)])


def test_two_texts_have_words_of_their_own_by_chance() -> None:
    assert not own_vocabularies(FIRST[:2], SECOND)
    assert not own_vocabularies([], SECOND)


def test_words_that_some_texts_of_the_other_group_have_are_not_own() -> None:
    mixed = [*SECOND[:2], SECOND[2] | FIRST[0]]
    assert not own_vocabularies(FIRST, mixed)
