"""The sample week in a database, for the tests of commands."""

import shutil
from pathlib import Path

import pytest

from commands import NOW, run
from sitrep.samples import folder


@pytest.fixture(scope="session")
def week(tmp_path_factory):
    """The sample week, worked through once for all tests; nobody may change it."""
    path = tmp_path_factory.mktemp("week") / "week.db"
    run("run", folder(), "--db", path, "--out", path.parent / "site", *NOW)
    return path


@pytest.fixture
def db(week, tmp_path):
    """A copy of the sample week's database."""
    return Path(shutil.copy(week, tmp_path / "week.db"))
