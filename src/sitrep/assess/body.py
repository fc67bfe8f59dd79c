"""The body of a draft: which section is which, the items of its lists, and its key judgements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitrep.assess import scale
from sitrep.assess.citations import without
from sitrep.records import Citation, Confidence, KeyJudgement, Likelihood, Remark, Severity

MOST_JUDGEMENTS = 100
# A judgement or an item of a list that is longer is cut; a line that is longer is not looked at for code.
LONGEST_SAID = 5_000

JUDGEMENTS = "key judgements"
# The sections that mean something, by the field that they fill.
SECTIONS = {
    JUDGEMENTS: r"key judge?ments?",
    "assumptions": r"(?:key )?assumptions?",
    "alternatives": r"alternatives?(?: considered| hypotheses| views?)?",
    "gaps": r"(?:information |intelligence )?gaps?",
    "indicators": r"what would change (?:the|this|our|these|my)(?: judge?ments?)?|indicators?(?: of change)?",
}
_NAMES = {field: re.compile(rf"(?:{pattern})[\s:.]*", re.I) for field, pattern in SECTIONS.items()}
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\n]*)", re.M)
_NAMED = re.compile(r"(kj\d{1,3})\b[\s:.–—-]*(.*)", re.I)
_FIELD = re.compile(r"\s*(?:[-*]\s+)?[*_]*(confidence|likelihood|due)[*_]*\s*:[*_]*\s*(.*)", re.I)
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.*?)(?<=\S)\1(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of lines under a heading: its name, and where it begins and ends in the body."""

    name: str
    start: int
    end: int


def without_comments(text: str) -> str:
    """A text without what stands between `<!--` and `-->`: guidance and notes do not go out. Lines keep their numbers."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def visible(body: str) -> str:
    """A body with code blanked, as long as before: what stands there is an example, no citation and no judgement."""
    lines, fence = [], ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        inside = bool(fence)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        short = line if len(line) > LONGEST_SAID else _CODE.sub(lambda found: " " * len(found[0]), line)
        lines.append(" " * len(line) if inside or mark else short)
    return "\n".join(lines)


def sections(text: str, level: int, start: int = 0, end: int | None = None) -> list[Section]:
    """The sections under headings of this level; one ends at the next heading of its level or above."""
    end = len(text) if end is None else end
    found: list[Section] = []
    for heading in _HEADING.finditer(text, start, end):
        if len(heading[1]) <= level:
            if found and found[-1].end == end:
                found[-1] = Section(name=found[-1].name, start=found[-1].start, end=heading.start())
            if len(heading[1]) == level:
                found.append(Section(name=heading[2].rstrip(" \t#"), start=min(heading.end() + 1, end), end=end))
    return found


def section_field(name: str) -> str | None:
    """The field that a section of this name fills."""
    return next((field for field, pattern in _NAMES.items() if pattern.fullmatch(name.strip(" *_"))), None)


def items(text: str) -> list[str]:
    """The items of a section's lists, or where it has none its paragraphs, each on one line and without citations."""
    found: list[list[str]] = []
    listed = any(_ITEM.match(line) for line in text.split("\n"))
    fresh = not listed
    for line in text.split("\n"):
        item = _ITEM.match(line)
        if listed and item:
            found.append([item[1]])
        elif not listed and line.strip() and fresh:
            found.append([line])
        elif found and line.strip() and not _HEADING.match(line):
            found[-1].append(line)
        fresh = not listed and not line.strip()
    return [said for one in found if (said := plain(" ".join(one))).strip("-*+ ")]


def plain(text: str) -> str:
    """A text on one line, without citations and without the signs of emphasis."""
    return " ".join(_EMPHASIS.sub(r"\2", without(text[:LONGEST_SAID])).split())


class Judgements:
    """Reads key judgements: `text` is the body with code blanked, `remarks` takes what is wrong, at places in the body."""

    def __init__(self, text: str, citations: Sequence[Citation]) -> None:
        self.text, self.citations = text, citations
        self.remarks: list[tuple[int, str]] = []
        self.places: dict[str, int] = {}

    def read(self) -> tuple[KeyJudgement, ...]:
        """The key judgements in order."""
        found: dict[str, KeyJudgement] = {}
        for outer in (one for one in sections(self.text, 2) if section_field(one.name) == JUDGEMENTS):
            for section in sections(self.text, 3, outer.start, outer.end):
                named = _NAMED.fullmatch(section.name)
                if not named:
                    self.remarks.append((section.start - 1, f"{section.name[:60]!r} is no name of a key judgement: ### KJ1, ### KJ2, …"))
                elif named[1].lower() in found:
                    self.remarks.append((section.start - 1, f"there is a second {named[1].upper()}"))
                elif len(found) < MOST_JUDGEMENTS:
                    found[named[1].lower()] = self._judgement(named[1].lower(), named[2], section)
                else:
                    self.remarks.append((section.start - 1, f"there are more than {MOST_JUDGEMENTS} key judgements"))
        return tuple(found.values())

    def _judgement(self, name: str, title: str, section: Section) -> KeyJudgement:
        self.places[name] = section.start - 1
        words, fields = self._parts(section)
        text = plain(" ".join(words)) or plain(title)
        return KeyJudgement(
            id=name,
            text=text,
            likelihood=self._likelihood(name, section, text, fields),
            confidence=self._confidence(name, section, fields),
            due=self._due(fields),
            citations=tuple(one for one in self.citations if section.start <= one.start < section.end),
        )

    def _parts(self, section: Section) -> tuple[list[str], dict[str, tuple[int, str]]]:
        """The judgement itself, which is the first paragraph, and its fields; the words after a field belong to it until an empty line."""
        words: list[str] = []
        fields: dict[str, tuple[int, str]] = {}
        inside = ended = False
        for at, line in _lines(self.text, section.start, section.end):
            field = _FIELD.fullmatch(line)
            if field:
                name = field[1].lower()
                if name in fields:
                    self.remarks.append((at, f"{name} is given twice"))
                fields[name], inside = (at, field[2].strip()), True
            elif not line.strip():
                inside, ended = False, bool(words)
            elif not (inside or ended):
                words.append(line)
        return words, fields

    def _likelihood(self, name: str, section: Section, text: str, fields: dict[str, tuple[int, str]]) -> Likelihood | None:
        at, said = fields.get("likelihood", (section.start - 1, ""))
        terms = scale.terms(f"{text}\n{said}")
        meant = list(dict.fromkeys(one.likelihood for one in terms))
        for _, word in scale.outside(f"{text}\n{said}"):
            self.remarks.append((at, f"{name.upper()}: {word.lower()!r} is not on the scale of likelihoods"))
        if not meant:
            self.remarks.append((at, f"{name.upper()} has no likelihood ({', '.join(one.value for one in Likelihood)})"))
        elif len(meant) > 1:
            self.remarks.append((at, f"{name.upper()} has more than one likelihood: {', '.join(one.value for one in meant)}"))
        return meant[0] if len(meant) == 1 else None

    def _confidence(self, name: str, section: Section, fields: dict[str, tuple[int, str]]) -> Confidence | None:
        at, said = fields.get("confidence", (section.start - 1, ""))
        found = scale.confidence(said)
        if found is None:
            words = f": {said[:40]!r} is no degree of confidence" if said else " has no line that states confidence"
            self.remarks.append((at, f"{name.upper()}{words} (Confidence: low, moderate or high, and why)"))
        return found

    def _due(self, fields: dict[str, tuple[int, str]]) -> str | None:
        at, said = fields.get("due", (0, ""))
        if not said:
            return None
        try:
            return date.fromisoformat(said.rstrip(".")).isoformat()
        except ValueError:
            self.remarks.append((at, f"due: {said[:40]!r} is no day (YYYY-MM-DD)"))
            return None


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines of a stretch, each with where it begins."""
    for line in text[start:end].split("\n"):
        yield start, line
        start += len(line) + 1


def remark(text: str, before: int, at: int, words: str, severity: Severity = Severity.ERROR) -> Remark:
    """A remark at a place in a body that begins after so many lines."""
    return Remark(severity=severity, line=before + text.count("\n", 0, max(at, 0)) + 1, text=words)
