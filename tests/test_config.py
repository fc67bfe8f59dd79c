import pytest

from sitrep.config import Settings, load
from sitrep.errors import ConfigError


def test_defaults(tmp_path):
    assert load(tmp_path, {}) == Settings()


def test_file_then_environment(tmp_path):
    (tmp_path / "sitrep.toml").write_text('db = "a.db"\nworkers = 2\n')
    assert load(tmp_path, {"SITREP_DB": "b.db"}) == Settings(db="b.db", workers=2)


@pytest.mark.parametrize(
    ("toml", "environment", "words"),
    [
        ("colour = 3", {}, "there is no setting 'colour'"),
        ("db = 3", {}, "3 is not a text"),
        ("workers = true", {}, "True is not a whole number"),
        ("db = ", {}, "sitrep.toml: cannot be read"),
        ("", {"SITREP_WORKERS": "many"}, "'many' is not a whole number"),
        ("max_bytes = 0", {}, "max_bytes: must be 1 or more"),
        ('base_url = "ftp://x"', {}, "is not an http(s) address"),
        ("workers = -1", {}, "workers: must be 0 or more"),
        ("fetch_timeout = 0", {}, "fetch_timeout: must be 1 or more"),
        ("max_redirects = -1", {}, "max_redirects: must be 0 or more"),
        ("", {"SITREP_USER_AGENT": "a\r\nHost: b"}, "user_agent: holds signs that no header may hold"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, toml, environment, words):
    (tmp_path / "sitrep.toml").write_text(toml)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, environment)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
