"""Letters that the desk sets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_grades import incident

from sitrep.compare.names import identity
from sitrep.errors import ConfigError
from sitrep.records import State
from sitrep.weigh import letters_of, weigh
from sitrep.weigh.letters import read_letters

PAST = [
    incident(f"p{number}", ("A", "police", 5, 5), ("B", "the mayor", 5, 5), ("C", None, 9, 9), state=State.DISPUTED) for number in range(12)
]


def test_rows_comments_and_blank_lines():
    rows = read_letters(["\ufeff# name\tletter\treason\r\n", "\n", "El  Día\tb\tknown to us\r\n", "police\tE\tlied before\n"])
    assert [(row.name, row.letter, row.reason) for row in rows] == [("El Día", "B", "known to us"), ("police", "E", "lied before")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("police\tB", "the row has 2 fields, not 3 (name, letter, reason, apart by tabs)"),
        ("police", "the row has 1 field, not 3 (name, letter, reason, apart by tabs)"),
        ("police\tB\t ", "the row has no reason"),
        ("\tB\twhy", "the row has no name"),
        ("police\tG\twhy", "'G' is no letter (A to F)"),
        ("police\tB2\twhy", "'B2' is no letter (A to F)"),
        ("DAWN\tB\twhy", "'DAWN' has a letter already"),
    ],
)
def test_a_broken_row_is_refused_by_file_and_line(tmp_path, row, reason):
    path = tmp_path / "letters.tsv"
    path.write_text(f"# mine\nDawn\tA\twhy\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        letters_of(str(path))
    assert str(refused.value) == f"{path}:3: {reason}"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.tsv: cannot be read: No such file"):
        letters_of(str(tmp_path / "none.tsv"))
    (tmp_path / "odd.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"odd\.tsv: cannot be read: not UTF-8"):
        letters_of(str(tmp_path / "odd.tsv"))


def test_a_letter_that_the_desk_sets_wins_and_says_so():
    rows = read_letters(["POLICE\tD\tpressed by the ministry", "c\tB\tour own people"])
    before, sources_before, outlets_before = weigh(PAST, {})
    after, sources, outlets = weigh(PAST, {}, rows, identity)
    police = next(one for one in sources if one.name == "police")
    assert (police.reliability, police.set_by, police.judged_on) == ("D", "desk", 12)
    assert police.why[0] == "set by the desk: pressed by the ministry"
    assert police.why[1].startswith("its record alone would give A: ")
    assert next(one for one in outlets if one.name == "C").reliability == "B"
    [[first, own]] = [claim.accounts for claim in after[0].claims]
    assert own.grade == "B5"
    assert "B: C: set by the desk: our own people" in own.why
    assert first.grade == "A2"  # the mayor's letter is better than that of police
    unset = [replace(one, set_by=None, reliability="", why=()) for one in (*sources, *outlets)]
    assert unset == [replace(one, reliability="", why=()) for one in (*sources_before, *outlets_before)]
    assert [[account.grade[1] for account in claim.accounts] for one in after for claim in one.claims] == [
        [account.grade[1] for account in claim.accounts] for one in before for claim in one.claims
    ]


def test_a_source_is_meant_by_whatever_names_the_same_office_an_outlet_only_by_its_own_name():
    made = [incident("i", ("The Police", "a police spokesman", 5, 5), ("B", "the mayor", 5, 5), state=State.AGREED)]
    _, sources, outlets = weigh(made, {}, read_letters(["police\tC\twhy"]), identity)
    assert {one.name: one.reliability for one in sources} == {"a police spokesman": "C", "the mayor": "F"}
    assert {one.name: one.set_by for one in outlets} == {"The Police": None, "B": None}
    _, sources, _ = weigh(made, {}, read_letters(["police\tC\twhy", "a police spokesman\tE\twhy"]), identity)
    assert next(one for one in sources if one.name == "a police spokesman").reliability == "E"


def test_a_name_that_stands_for_nobody_sets_nobody():
    made = [incident("i", ("A", "police", 5, 5), ("B", "residents", 5, 5), state=State.AGREED)]
    _, sources, _ = weigh(made, {}, read_letters(["witnesses\tB\twhy"]), identity)
    assert {one.reliability for one in sources} == {"F"}
