"""Versions of one article are one report, whichever of them came first."""

from __future__ import annotations

import random
from dataclasses import replace

from made_readings import reading

from sitrep.compare import incident, tellings
from sitrep.records import Account, Incident, Reading, State


def version(name: str, article: str, toll: int, **fields: str) -> Reading:
    made = reading(name, f"Some say a strike killed {toll} people.", tolls=((str(toll), toll, toll),), **fields)  # type: ignore[arg-type]
    return replace(made, document=replace(made.document, article=article))


def made(readings: list[Reading], orders: dict[str, list[Reading]]) -> Incident:
    members = [replace(telling, main=True) for one in readings for telling in tellings(one)]
    known = {article: [one.document.id for one in versions] for article, versions in orders.items()}
    return incident("inc-1", (), members, {one.document.id: one for one in readings}, (), orders=known)


def killed(found: Incident) -> tuple[State, list[Account]]:
    claim = next(one for one in found.claims if one.attribute == "killed")
    return claim.state, list(claim.accounts)


def test_a_changed_number_is_revised_by_its_own_origin() -> None:
    first, second = version("a", "art-1", 44, outlet="Orlin Observer"), version("b", "art-1", 27, outlet="Orlin Observer")
    for order, now, past in (([first, second], "27", "44"), ([second, first], "44", "27")):  # as they arrived, for their dates are the same
        found = made([first, second], {"art-1": order})
        state, accounts = killed(found)
        assert state is State.REVISED
        assert [(one.value, one.origins, one.reports) for one in accounts] == [(now, 1, (0,)), (past, 1, (1,))]
        assert accounts[0].origin_ids == accounts[1].origin_ids
        assert [report.replaced_by for report in found.reports] == [None, order[1].document.id]
        assert [origin.reports for origin in found.origins] == [(0,)]


def test_without_a_known_order_moments_are_compared_as_moments() -> None:
    late = version("a", "art-1", 27, outlet="Orlin Observer", published="2024-03-10T21:00:00+00:00")
    early = version("b", "art-1", 44, outlet="Orlin Observer", published="2024-03-11T01:00:00+05:00")
    for readings in ([late, early], [early, late]):
        state, accounts = killed(made(readings, {}))
        assert state is State.REVISED
        assert [one.value for one in accounts] == ["27", "44"]


def test_a_version_that_quotes_another_is_no_further_origin() -> None:
    first = version("a", "art-1", 44, outlet="Orlin Observer", source="police chief Karl Orn")
    second = version("b", "art-1", 27, outlet="Orlin Observer", source="hospital director Josef Tarn")
    found = made([first, second], {"art-1": [first, second]})
    assert [origin.label for origin in found.origins] == ["Hospital director Josef Tarn"]
    state, accounts = killed(found)
    assert state is State.REVISED
    assert accounts[1].origin_ids == (found.origins[0].id,)


def test_what_was_taken_back_neither_supports_nor_disputes() -> None:
    first = version("a", "art-1", 44, outlet="Orlin Observer")
    second = version("b", "art-1", 27, outlet="Orlin Observer")
    other = version("c", "art-2", 27, outlet="Vesk Star", source="hospital director Josef Tarn")
    found = made([first, second, other], {"art-1": [first, second]})
    state, accounts = killed(found)
    assert state is State.REVISED
    assert {one.value: one.origins for one in accounts} == {"27": 2, "44": 1}
    still = version("d", "art-3", 44, outlet="Tarn Times", source="rescue chief Walo Kesh")
    found = made([first, second, still], {"art-1": [first, second]})
    state, accounts = killed(found)
    assert state is State.DISPUTED
    assert {one.value: (one.origins, len(one.reports)) for one in accounts} == {"27": (1, 1), "44": (1, 1)}


def test_the_same_number_in_ten_versions_is_one_report() -> None:
    versions = [version(f"v{at}", "art-1", 12, outlet="Orlin Observer") for at in range(10)]
    versions = [replace(one, document=replace(one.document, id=f"doc-{at}")) for at, one in enumerate(versions)]
    found = made(versions, {"art-1": versions})
    state, accounts = killed(found)
    assert state is State.SINGLE
    assert [(one.origins, one.reports) for one in accounts] == [(1, (0,))]
    assert found.reports[0].document == "doc-9"
    assert {report.replaced_by for report in found.reports[1:]} == {"doc-9"}


def test_what_the_latest_leaves_out_stands_from_the_one_before() -> None:
    first = version("a", "art-1", 44, outlet="Orlin Observer")
    second = reading("b", "Some say a strike killed people.", outlet="Orlin Observer")
    second = replace(second, document=replace(second.document, article="art-1"))
    state, accounts = killed(made([first, second], {"art-1": [first, second]}))
    assert (state, [one.value for one in accounts]) == (State.SINGLE, ["44"])


def test_without_an_order_the_dates_tell_and_the_order_of_members_changes_nothing() -> None:
    first = version("a", "art-1", 44, outlet="Orlin Observer", published="2020-03-02")
    second = version("b", "art-1", 27, outlet="Orlin Observer", published="2020-03-03")
    other = version("c", "art-2", 27, outlet="Vesk Star", published="2020-03-02")
    whole = made([first, second, other], {})
    assert killed(whole)[1][0].value == "27"
    for seed in range(4):
        mixed = [first, second, other]
        random.Random(seed).shuffle(mixed)
        assert made(mixed, {}) == whole
