import pytest

from sitrep.compare.families import RELATIONS, check, families
from sitrep.errors import ConfigError

ROW = "Plain Media\tOrlin Courier;Courier of Orlin\torlin.example\towned\tdesk notes\n"


def table(tmp_path, text):
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_table_of_the_package_is_right_and_wide():
    report = check((), shipped=True)
    assert report.errors == report.warnings == ()
    assert report.outlets >= 80
    found = families()
    assert {member.relation for member in found.names.values()} == set(RELATIONS)
    assert found.find("Tasnim").group == found.find("FARS News").group
    assert found.find("Al Arabiya") is not None
    assert found.find("Al Arabiya") != found.find("Al Jazeera")


@pytest.mark.parametrize(
    ("outlet", "host"),
    [
        ("The Courier of Orlin", None),
        ("ORLIN COURIER", None),
        ("orlin.example", None),
        ("Some Name", "www.news.orlin.example"),
        (None, "orlin.example"),
    ],
)
def test_an_outlet_is_found_by_name_or_domain(tmp_path, outlet, host):
    assert families(table(tmp_path, ROW)).find(outlet, host).group == "Plain Media"


@pytest.mark.parametrize(("outlet", "host"), [("Orlin", None), (None, None), ("", ""), ("!!", "example"), ("x", "notorlin.example")])
def test_what_is_not_in_the_table_has_no_family(tmp_path, outlet, host):
    assert families(table(tmp_path, ROW)).find(outlet, host) is None


def test_own_rows_win_and_what_two_groups_claim_counts_for_neither(tmp_path):
    own = "Mine\tSputnik\t\towned\tnotes\nOne\tThe Mirror\tone.example\towned\tn\nTwo\tMirror\ttwo.example\tsyndicates\tn\n"
    found = families(table(tmp_path, own))
    assert found.find("Sputnik").group == "Mine"
    assert found.find("RIA Novosti").group == "Rossiya Segodnya"
    assert found.find("The Mirror") is None
    assert found.find("The Mirror", "two.example").group == "Two"
    assert check((table(tmp_path, own),), shipped=False).warnings == (
        "own.tsv:2, own.tsv:3: 'mirror' is claimed twice; it counts for neither group",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A\tB\t\towned", "4 columns where 5 are wanted"),
        ("\tB\t\towned\tref", "there is no group"),
        ("A\t;!\t\towned\tref", "there is no outlet"),
        ("A\tB\thttp://b.example\towned\tref", "'http://b.example' is not a domain"),
        ("A\tB\t\tfriends\tref", "'friends' is not a relation (known: owned, syndicates, same newsroom)"),
        ("A\tB\t\towned\t", "there is no reference"),
    ],
)
def test_a_broken_row_is_named_with_file_and_line(tmp_path, row, reason):
    path = table(tmp_path, f"# mine\n{ROW}\n{row}\n")
    with pytest.raises(ConfigError) as raised:
        families(path)
    assert str(raised.value).startswith("own.tsv:4: ")
    assert reason in str(raised.value)
    report = check((path,), shipped=False)
    assert (report.outlets, len(report.errors)) == (1, 1)


def test_a_table_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "bad.tsv").write_bytes(b"\xff\xfe\x00")
    for name in ("none.tsv", "bad.tsv"):
        with pytest.raises(ConfigError, match=name):
            families(str(tmp_path / name))
