"""The stores that the contract is tested on. A new implementation joins FACTORIES and must pass every test that takes `store`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# tests/strategies.py is shared by tests of several folders.
sys.path.insert(0, str(Path(__file__).parents[1]))

from sitrep.store import Store, open_store

# Each opens the store that lives in a folder, and makes it there the first time.
FACTORIES: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: open_store(folder / "sitrep.db"),
}


@pytest.fixture(params=FACTORIES.values(), ids=FACTORIES.keys())
def open_again(request, tmp_path) -> Iterator[Callable[[], Store]]:
    """A function that opens the test's store; each call opens it once more. All are closed at the end."""
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(request.param(tmp_path))
        return opened[-1]

    yield open_it
    for one in reversed(opened):
        one.close()


@pytest.fixture
def store(open_again) -> Store:
    """An empty store."""
    return open_again()


@pytest.fixture(scope="module", params=FACTORIES.values(), ids=FACTORIES.keys())
def fresh_store(request, tmp_path_factory) -> Iterator[Callable[[], Store]]:
    """A function that gives one store, emptied of what is derived at each call: for property tests, which share their fixtures."""
    store = request.param(tmp_path_factory.mktemp("store"))

    def emptied() -> Store:
        store.clear_derived()
        return store

    yield emptied
    store.close()
