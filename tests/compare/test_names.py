import pytest

from sitrep.compare.names import identity, is_staff, same_witness


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("police", "a police spokesman"),
        ("police", "police spokesman Idar Moun"),
        ("the governor's spokesman", "spokesman of the governor of Orlin"),
        ("the Observatory", "Zorvanian Observatory for Civil Rights"),
        ("ZOCR", "Zorvanian Observatory for Civil Rights"),
        ("a monitoring group", "the Observatory"),
        ("state television", "Zorvanian state news agency"),
        ("Meridor Wire", "the Meridor agency"),
        ("Truth Lamp (Telegram)", "the Truth Lamp channel"),
        ("a doctors' committee", "Central Committee of Orlin Doctors"),
    ],
)
def test_one_witness_under_two_names(one: str, two: str) -> None:
    assert same_witness(one, two)
    assert same_witness(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("police", "the governor"),
        ("doctors at the Hikor hospital", "doctors at the Selm hospital"),
        ("the interior ministry", "the defence ministry"),
        ("a witness", "a witness"),
        ("residents", "local residents"),
        ("Orlin Courier", "Vesk Courier"),
        ("", ""),
    ],
)
def test_different_or_nameless_witnesses(one: str, two: str) -> None:
    assert not same_witness(one, two)


def test_staff_is_the_outlet_itself() -> None:
    assert is_staff("our correspondent in the town")
    assert is_staff("its reporter")
    assert not is_staff("the governor")
    assert identity("a spokesman") == frozenset()
