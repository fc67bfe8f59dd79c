from __future__ import annotations

import pickle

import pytest

from sitrep import errors
from sitrep.errors import SitRepError, StoreError
from sitrep.records import Failure


def _classes(root):
    return [root, *(found for child in root.__subclasses__() for found in _classes(child))]


CLASSES = [found for found in _classes(SitRepError) if found.__module__ == errors.__name__]


def test_there_is_one_root_and_one_class_a_stage():
    assert {found.__name__ for found in CLASSES} >= {
        "SitRepError", "ConfigError", "CollectError", "ReadError", "CompareError", "WeighError", "PublishError", "StoreError",
    }  # fmt: skip


def test_the_tree_drawn_in_the_module_names_every_class():
    drawn = errors.__doc__ or ""
    assert [found.__name__ for found in CLASSES if found.__name__ not in drawn] == []


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
@pytest.mark.parametrize("retry", [True, False])
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_errors_pickle(error, retry, protocol):
    one = error("a\udc80b", "is \u2028 not so", retry=retry)
    again = pickle.loads(pickle.dumps(one, protocol))
    assert type(again) is error
    assert (again.subject, again.reason, again.retry, again.args) == (one.subject, one.reason, retry, one.args)
    assert str(again) == str(one)


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_an_error_says_its_subject_and_reason(error):
    assert str(error("news.xml", "is empty")) == "news.xml: is empty"


def test_an_error_as_a_value():
    assert StoreError("sitrep.db", "is locked", retry=True).failure() == Failure(subject="sitrep.db", reason="is locked", retry=True)
    assert StoreError("sitrep.db", "is damaged").failure().retry is False
