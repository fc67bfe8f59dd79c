"""Keys are unique within a run."""

from __future__ import annotations


class KeyCounter:
    """Gives each key back unchanged the first time, and with "#2", "#3" … after it when it is used again."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def key(self, key: str) -> str:
        """`key`, made unique among all keys that this counter gave."""
        count = self._seen.get(key, 0) + 1
        if count == 1:
            self._seen[key] = 1
            return key
        while (unique := f"{key}#{count}") in self._seen:
            count += 1
        self._seen[key] = count
        self._seen[unique] = 1
        return unique
