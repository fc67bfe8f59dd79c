"""Word lists that tell what a capitalised name is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.read.gazetteer.names import key

_FOLDER = Path(__file__).parent


@cache
def kinds() -> dict[str, frozenset[str]]:
    """The keys of words.tsv's words by kind. Raises ConfigError naming the line of a broken row."""
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate((_FOLDER / "words.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            kind, tab, words = line.partition("\t")
            if not tab:
                raise ConfigError(f"words.tsv:{number}", "no tab between the kind and its words")
            found[kind] = frozenset(key(word.replace("_", " ")) for word in words.split())
    return found


@cache
def common() -> frozenset[str]:
    """Words that begin sentences without being names."""
    return _plain("common.txt")


@cache
def first_names() -> frozenset[str]:
    """Given names of people."""
    return _plain("first_names.txt")


def _plain(file: str) -> frozenset[str]:
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return frozenset(key(word) for line in lines if not line.startswith("#") for word in line.split())
