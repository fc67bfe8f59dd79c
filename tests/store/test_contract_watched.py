"""What every store promises of watched addresses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sitrep.records import Arrivals, Watched

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def watched(address, **fields):
    return Watched(**{"address": address, "since": NOW, "due": NOW, "interval": 900, **fields})


def test_what_is_known_of_an_address_is_replaced(store, open_again):
    one, other = watched("https://b.example/feed", arrivals=(Arrivals(day="2026-01-02", documents=3),)), watched("https://a.example/feed")
    store.put_watched([one, other])
    store.put_watched([])
    later = replace(one, due=NOW + timedelta(hours=1), error="is not there", failures=2, failing=NOW)
    store.put_watched([later])
    for asked in (store, open_again()):
        assert asked.watched() == [other, later]


def test_it_outlives_what_is_derived(store):
    store.put_watched([watched("https://a.example/feed")])
    store.clear_derived()
    assert [one.address for one in store.watched()] == ["https://a.example/feed"]
