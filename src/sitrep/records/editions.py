"""Records of editions: the situation reports that went out, sentence by sentence, each with what it rests on.

An edition is evidence of what was said to whom and when: appended, never rewritten, but that the words of an article that is taken down
go from it too (`Edition.without`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sitrep.records.ids import make_id
from sitrep.records.kinds import CitationKind, EventType, Marking, ReferenceKind, State
from sitrep.records.reading import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an edition is about, and to whom it may go: area, types, topics, a period of days (YYYY-MM-DD). What is empty bounds nothing."""

    title: str = ""
    area: str = ""
    types: tuple[EventType, ...] = ()
    topics: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    marking: Marking = Marking.CLEAR

    @property
    def key(self) -> str:
        """What the editions of one series share: area, types, topics and marking. Their periods move on, and a title may change."""
        topics = sorted({" ".join(topic.casefold().split()) for topic in self.topics})
        return make_id("scope", self.area.strip().casefold(), *sorted(set(self.types)), "", *topics, "", self.marking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source reference (ICD 206): who originated it, under which title, in which outlet, published and accessed when, the address, and
    the SHA-256 (hex) of the bytes that are kept. `target` is the document, the edition, or of an assessment the draft; `statement` and
    `passage` say where in it. `reliability` is the letter of the outlet's grade. `earlier`: it is cited as what an earlier version said.
    `denial`: what the originator does with a passage that he does not put forward ("denies").
    """

    kind: ReferenceKind
    target: str
    originator: str
    title: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    accessed: datetime | None = None
    address: str | None = None
    digest: str | None = None
    statement: str | None = None
    passage: tuple[Span, ...] = ()
    reliability: str | None = None
    earlier: bool = False
    denial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A piece of a sentence and the references (indices) that it rests on; `said`: the words are a source's or an analyst's own."""

    text: str
    references: tuple[int, ...] = ()
    said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an edition: its clauses and their whole text, on whose word it is, its grade (Admiralty code) and state where it has
    them. `about` is the claim that it answers, or what else it tells. `documents` are others whose words it may hold.
    """

    text: str
    clauses: tuple[Clause, ...]
    about: str
    word: tuple[str, ...] = ()
    grade: str | None = None
    state: State | None = None
    documents: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[int, ...]:
        """The references that it rests on, each once."""
        return tuple(dict.fromkeys(index for clause in self.clauses for index in clause.references))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How an account, a position or a judgement stood when an edition went out: what was asked, the answer, its state and its grade."""

    asked: str
    value: str
    state: State | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an edition tells of one incident, proposal or assessment (`kind`, `id`). `given` is how things stood, for the next edition to
    compare; `documents` are those that it rests on.
    """

    kind: CitationKind
    id: str
    title: str
    facts: str
    sentences: tuple[Sentence, ...]
    given: tuple[Given, ...] = ()
    aliases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    articles: int = 0
    origins: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of an edition. `name` is "changes", "brief", "incidents", "proposals" or "assessments"; `empty` says that there is nothing."""

    name: str
    heading: str
    sentences: tuple[Sentence, ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A situation report as it went out. `digest` is the SHA-256 (hex) of its JSON with `id` and `digest` empty; `previous` the edition of
    the same scope that it is compared with.
    """

    id: str
    scope: Scope
    made: datetime
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    previous: str | None = None
    digest: str = ""
    made_by: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in the order of the page."""
        return tuple(
            sentence
            for section in self.sections
            for part in (section.sentences, *(entry.sentences for entry in section.entries))
            for sentence in part
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the page."""
        return tuple(entry for section in self.sections for entry in section.entries)

    def without(self, documents: Collection[str]) -> Edition:
        """The edition without the words of these documents: which they were, their digests, and what rested on them stays."""
        gone = {index for index, one in enumerate(self.references) if one.target in documents}

        def blanked(sentence: Sentence) -> Sentence:
            if not gone.intersection(sentence.references) and not set(documents).intersection(sentence.documents):
                return sentence
            clauses = tuple(replace(clause, text="") for clause in sentence.clauses)
            return replace(sentence, text="", clauses=clauses, word=())

        def emptied(entry: Entry) -> Entry:
            if not set(documents).intersection(entry.documents):
                return entry
            sentences = tuple(
                replace(one, text="", clauses=tuple(replace(part, text="") for part in one.clauses), word=()) for one in entry.sentences
            )
            return replace(entry, title="", facts="", sentences=sentences, given=tuple(replace(one, value="") for one in entry.given))

        sections = tuple(
            replace(one, sentences=tuple(map(blanked, one.sentences)), entries=tuple(map(emptied, one.entries))) for one in self.sections
        )
        references = tuple(_wordless(one) if index in gone else one for index, one in enumerate(self.references))
        return replace(self, sections=sections, references=references)


def _wordless(reference: Reference) -> Reference:
    return replace(reference, originator="", title="", outlet=None, authors=(), address=None, passage=())
