"""What every store promises of addresses that are gone and of articles with several versions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from made_records import document

from sitrep.records import Absence

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def test_absences_come_as_they_were_noticed_and_outlive_what_is_derived(store, open_again):
    one = Absence(address="https://b.example/1", status=404, since=NOW)
    other = Absence(address="https://a.example/1", status=410, since=NOW)
    over = replace(one, until=NOW + timedelta(days=1))
    for absence in (one, other, over):
        store.add_absence(absence)
    store.clear_derived()
    for asked in (store, open_again()):
        assert list(asked.absences()) == [one, other, over]


def test_only_articles_with_several_versions_have_changed(store):
    store.put_documents([document("a", article="art-2"), document("b", article="art-2"), document("c", article="art-1")])
    assert store.changed_articles() == ["art-2"]
    store.put_documents([document("d", article="art-1")])
    assert store.changed_articles() == ["art-1", "art-2"]
