"""The front matter of a draft: TOML between two lines of `+++`, as sitrep.toml is TOML; every key has one meaning and one type."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sitrep.records import Answer, Marking, Remark, ResponseStance, Severity

FENCE = "+++"
# Long enough for any front matter that a person wrote.
LONGEST_FRONT = 20_000
LONGEST_VALUE = 2_000
MOST_TOPICS = 50

_TEXTS = ("title", "summary", "desk", "area", "marking", "answers", "judgement", "stance")
KEYS = (*_TEXTS, "topics", "embargo")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front matter says. A `marking` that cannot be read counts as the strictest, for nothing may go out by mistake."""

    title: str = ""
    summary: str = ""
    desk: str | None = None
    area: str | None = None
    topics: tuple[str, ...] = ()
    marking: Marking = Marking.CLEAR
    embargo: datetime | None = None
    answers: Answer | None = None


def split(text: str) -> tuple[str | None, str, int]:
    """(the front matter or None, what follows it, the number of lines before that); ends of lines are LF."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, text, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 1
    return "\n".join(lines[1:]), "", len(lines)


def read_front(text: str | None) -> tuple[Front, list[Remark]]:
    """What a front matter says, and what is wrong with it. Lines are counted with the fence above it."""
    if text is None:
        return Front(marking=Marking.RED), [_error(1, f"there is no front matter: begin with a line {FENCE}, keys, and another {FENCE}")]
    if len(text) > LONGEST_FRONT:
        return Front(marking=Marking.RED), [_error(1, f"the front matter is longer than {LONGEST_FRONT:,} characters: is its end missing?")]
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        at = _AT_LINE.search(str(error))
        reason = _AT_LINE.sub("", str(error)).lower()
        line = int(at[1]) + 1 if at and at[1] else text.count("\n") + 2
        return Front(marking=Marking.RED), [_error(line, f"the front matter is not TOML: {reason}")]
    return _Reader(text, values).front()


class _Reader:
    """Takes values one by one, and remarks on those that cannot be taken."""

    def __init__(self, text: str, values: Mapping[str, Any]) -> None:
        self.text, self.values = text, values
        self.remarks: list[Remark] = []

    def front(self) -> tuple[Front, list[Remark]]:
        for key in self.values:
            if key not in KEYS:
                self.say(key, f"{key[:60]!r} is no key of the front matter ({', '.join(sorted(KEYS))})")
        made = Front(
            title=self.words("title"),
            summary=self.words("summary"),
            desk=self.words("desk") or None,
            area=self.words("area") or None,
            topics=self.topics(),
            marking=self.marking(),
            embargo=self.embargo(),
            answers=self.answers(),
        )
        return made, self.remarks

    def say(self, key: str, text: str) -> None:
        """Remark on a key, at the line where it stands."""
        at = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[.=]|^\s*\[+\s*{re.escape(key)}\b", self.text, re.M)
        stands = self.text.count("\n", 0, at.end()) + 2 if at else 1
        self.remarks.append(_error(stands, text))

    def words(self, key: str) -> str:
        """A text on one line; "" where there is none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.say(key, f"{key} is not a text in quotes")
            return ""
        if len(value) > LONGEST_VALUE:
            self.say(key, f"{key} is {len(value):,} characters long; {LONGEST_VALUE:,} are the most")
        return " ".join(value.split())[:LONGEST_VALUE]

    def topics(self) -> tuple[str, ...]:
        value = self.values.get("topics", [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.say("topics", 'topics is not a list of texts (topics = ["water", "trade"])')
            return ()
        if len(value) > MOST_TOPICS:
            self.say("topics", f"topics are {len(value):,}; {MOST_TOPICS} are the most")
        return tuple(dict.fromkeys(" ".join(one.split())[:200] for one in value[:MOST_TOPICS] if one.strip()))

    def marking(self) -> Marking:
        said = self.words("marking").upper()
        if not said and "marking" not in self.values:
            return Marking.CLEAR
        try:
            return Marking(said if said.startswith("TLP:") else f"TLP:{said}")
        except ValueError:
            self.say("marking", f"{said[:60]!r} is no marking ({', '.join(one.value for one in Marking)})")
            return Marking.RED

    def embargo(self) -> datetime | None:
        """A moment; a day stands for its beginning, and UTC for a zone that is not given."""
        value = self.values.get("embargo")
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                value = ...
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        if value is None or isinstance(value, datetime):
            return value.astimezone(UTC) if value and value.tzinfo else value.replace(tzinfo=UTC) if value else None
        self.say("embargo", "embargo is no moment (2024-03-10T06:00:00Z)")
        return datetime.max.replace(tzinfo=UTC, microsecond=0)

    def answers(self) -> Answer | None:
        target, judgement, stance = self.words("answers"), self.words("judgement").lower(), self.words("stance").lower()
        if not target:
            for key in ("judgement", "stance"):
                if key in self.values:
                    self.say(key, f"{key} says nothing without answers, the assessment that is answered")
            return None
        try:
            return Answer(assessment=target, judgement=judgement or None, stance=ResponseStance(stance))
        except ValueError:
            known = ", ".join(one.value for one in ResponseStance)
            self.say("stance" if "stance" in self.values else "answers", f"stance must say how it answers: {known}")
            return Answer(assessment=target, judgement=judgement or None, stance=ResponseStance.AMEND)


def _error(line: int, text: str) -> Remark:
    return Remark(severity=Severity.ERROR, line=line, text=text)
