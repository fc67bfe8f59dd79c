"""What sources say of items, as numbers: the shape on which truth discovery works."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Claimed = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Votes:
    """Sources, items and each item's values, in sorted order, with who says what by their numbers."""

    sources: tuple[str, ...]
    items: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    said: tuple[dict[int, int], ...]
    voters: tuple[tuple[tuple[int, ...], ...], ...]


def votes(claims: Iterable[Claimed]) -> Votes:
    """The votes of claims (source, item, value). A source that gives one item twice counts with the value that comes last in order.

    The order of the claims changes nothing.
    """
    said: dict[str, dict[str, str]] = {}
    for source, item, value in sorted(set(claims)):
        said.setdefault(source, {})[item] = value
    sources = tuple(sorted(said))
    given: dict[str, set[str]] = {}
    for answers in said.values():
        for item, value in answers.items():
            given.setdefault(item, set()).add(value)
    items = tuple(sorted(given))
    values = tuple(tuple(sorted(given[item])) for item in items)
    at_item = {item: at for at, item in enumerate(items)}
    at_value = [{value: at for at, value in enumerate(held)} for held in values]
    numbered = tuple({at_item[item]: at_value[at_item[item]][value] for item, value in sorted(said[source].items())} for source in sources)
    voters: list[list[list[int]]] = [[[] for _ in held] for held in values]
    for number, choices in enumerate(numbered):
        for at, choice in choices.items():
            voters[at][choice].append(number)
    return Votes(sources, items, values, numbered, tuple(tuple(tuple(who) for who in held) for held in voters))


def most(scores: Sequence[float]) -> int:
    """The number of the highest score; of equals the first."""
    return max(range(len(scores)), key=lambda at: (scores[at], -at))
