"""Which voices of an incident are one witness: by copying, names, pick-ups, what pages and feeds say, publishers and quotations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from sitrep.compare.bonds import Bond
from sitrep.compare.bounds import Sets
from sitrep.compare.families import Families
from sitrep.compare.likeness import ONE_TEXT
from sitrep.compare.names import ambiguous, identity, is_named, same_witness
from sitrep.compare.tolls import exclude, reach
from sitrep.compare.witnesses import Voice, same_voice
from sitrep.compare.words import resemblance, shared, tokens
from sitrep.records import Document, EdgeKind, Likeness, Reading, Statement, Telling, public_name
from sitrep.records import Voice as Manner

# The same words in quotation marks in two texts are one quotation from this many words on; of a longer one, so many are looked at.
QUOTED_WORDS = 8
_QUOTED_MOST = 300
_MARKED = re.compile(r"[“«„\"]([^“”«»„\"]{20,2000})[”»“\"]")


def ties(
    voices: Sequence[Voice], members: Sequence[Telling], readings: Sequence[Reading], likenesses: Sequence[Likeness], families: Families
) -> Iterator[Bond]:
    """Every bond that joins, the plainest kind first."""
    documents = [reading.document for reading in readings]
    yield from _originals(voices, documents)
    yield from _copies(voices, members, likenesses)
    yield from _feeds(voices, documents)
    yield from _names(voices, documents)
    yield from _pick_ups(voices, documents)
    yield from _families(voices, documents, families)
    yield from _quotations(voices, readings)


def other_witness(first: Voice, second: Voice) -> bool:
    """Whether two texts that share much rest their numbers on different named witnesses: an update keeps what was written before. Who is
    only named next to a number is no witness of it.
    """
    if not _tells(first) or not _tells(second) or same_voice(first, second):
        return False
    ranges = [{toll.role: reach(toll.low, toll.high, toll.approximate) for toll in voice.tolls} for voice in (first, second)]
    return any(exclude(ranges[0][role], ranges[1][role]) for role in ranges[0].keys() & ranges[1].keys())


def _tells(voice: Voice) -> bool:
    """Whether a voice is that of a source with a name or an office who gives the account itself."""
    return not voice.own and not voice.nearby and is_named(voice.name)


def called(document: Document) -> str:
    """What to call the outlet of a document."""
    return document.outlet or f"an unnamed outlet ({public_name(document.key, document.id)})"


def _originals(voices: Sequence[Voice], documents: Sequence[Document]) -> Iterator[Bond]:
    """A report whose page gives another report's address as that of its original, or as its own."""
    main = {voice.member: at for at, voice in enumerate(voices) if voice.main}
    at_address: dict[str, int] = {}
    for member in sorted(range(len(documents)), key=lambda member: (documents[member].original is not None, member)):
        if url := documents[member].url:
            at_address.setdefault(address_key(url), member)
    for member, document in enumerate(documents):
        for address in dict.fromkeys(filter(None, (document.original, document.url))):
            other = at_address.get(address_key(address), member)
            if documents[other].article == document.article or other_witness(voices[main[member]], voices[main[other]]):
                continue
            name = called(documents[other])
            why = f"its page names {name} as the original" if address == document.original else f"its page has the address of {name}'s"
            yield Bond(first=main[member], second=main[other], kind=EdgeKind.CANONICAL, reason=why, why=f"{called(document)}: {why}")


def address_key(address: str) -> str:
    """An address as two pages would share it: without scheme, "www.", query, fragment and closing slash."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return address
    # What stands in the query tells the pages of some sites apart; campaign marks do not.
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not part.startswith(("utm_", "fbclid=", "gclid="))))
    return f"{host}{parts.path.rstrip('/')}?{query}"


def _copies(voices: Sequence[Voice], members: Sequence[Telling], likenesses: Sequence[Likeness]) -> Iterator[Bond]:
    """Copies of one text, those that share most first: what copies two texts on different witnesses does not make them one witness."""
    main = {members[voice.member].id: at for at, voice in enumerate(voices) if voice.main}
    found = []
    for edge in likenesses:
        if edge.copy and edge.first in main and edge.second in main:
            second, first = sorted((main[edge.first], main[edge.second]))
            sketches = [members[voices[at].member].sketch for at in (first, second)]
            why = next((part for part in edge.why.split("; ") if "of the shorter text" in part), "much of one text")
            found.append((-shared(*sketches)[0], second, first, resemblance(*sketches), why))
    told = _Told(voices)
    for _, second, first, alike, why in sorted(found):
        if told.join(first, second, one_text=alike >= ONE_TEXT):
            yield Bond(first=first, second=second, kind=EdgeKind.COPY, reason="copies of one text", why=why)


class _Told:
    """Sets of voices with the different accounts in each that a named source gives."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._sets = Sets()
        self._accounts = {str(at): {_account(voice): voice} for at, voice in enumerate(voices) if _tells(voice)}

    def join(self, first: int, second: int, *, one_text: bool) -> bool:
        """Make the sets of two voices one, unless they hold different witnesses; they do not keep `one_text` apart."""
        one, two = (self._sets.root(str(at)) for at in (first, second))
        mine, others = (self._accounts.get(root, {}) for root in (one, two))
        if one != two and not one_text and any(other_witness(voice, other) for voice in mine.values() for other in others.values()):
            return False
        self._sets.join(one, two)
        self._accounts[self._sets.root(one)] = mine | others
        return True


def _account(voice: Voice) -> tuple[object, ...]:
    """What a voice tells, the same for each copy of it."""
    return voice.name, voice.also, *((toll.role, toll.low, toll.high, toll.approximate) for toll in voice.tolls)


def _feeds(voices: Sequence[Voice], documents: Sequence[Document]) -> Iterator[Bond]:
    """A report in its outlet's own voice that a feed says is another outlet's."""
    by_outlet = _by_outlet(voices, documents)
    for at, voice in enumerate(voices):
        document = documents[voice.member]
        if voice.main and voice.own and document.source and not itself(document.source, document.outlet):
            for outlet, reports in by_outlet.items():
                if same_witness(document.source, outlet) and outlet != document.outlet:
                    why = f"its feed names {document.source} as the source"
                    for report in _own_or_first(voices, reports):
                        yield Bond(first=at, second=report, kind=EdgeKind.FEED, reason=why, why=f"{called(document)}: {why}")


def _names(voices: Sequence[Voice], documents: Sequence[Document]) -> Iterator[Bond]:
    """Join voices whose witness goes by names for one office, person or outlet: equal names at once, then each two different ones."""
    first: dict[str, int] = {}
    for at, voice in enumerate(voices):
        for name in (voice.name, *voice.also):
            if name in first and (voice.own or identity(name)):
                yield _named(voices, documents, at, first[name], name, name)
            first.setdefault(name, at)
    names = tuple(first)
    different = sorted(first.items(), key=lambda pair: pair[1])
    for place, (name, at) in enumerate(different):
        for other, earlier in different[:place]:
            if same_witness(name, other) and not (ambiguous(name, names) or ambiguous(other, names)):
                yield _named(voices, documents, at, earlier, name, other)


def _named(voices: Sequence[Voice], documents: Sequence[Document], first: int, second: int, name: str, other: str) -> Bond:
    """The bond of two voices by their names: one credit, one outlet, or one source under two names."""
    one, two = voices[first], voices[second]
    credits_ = [documents[voice.member].credit for voice in (one, two) if voice.own]
    if not (one.own and two.own):
        why = f"both name {name}" if name == other else f"one names {name}, the other {other}"
        return Bond(first=first, second=second, kind=EdgeKind.SOURCE, reason="the same source is named", why=why)
    if any(credits_):
        why = f"both are credited to {name}" if all(credits_) else f"credited to {next(filter(None, credits_))}"
        return Bond(first=first, second=second, kind=EdgeKind.CREDIT, reason=f"credited to {name}", why=why)
    return Bond(first=first, second=second, kind=EdgeKind.OUTLET, reason="the same outlet speaks for itself", why=f"both are {name}'s own")


def _pick_ups(voices: Sequence[Voice], documents: Sequence[Document]) -> Iterator[Bond]:
    """Join a voice that names an outlet with that outlet's own reports of the incident."""
    by_outlet = _by_outlet(voices, documents)
    named: dict[str, int] = {}
    for at, voice in enumerate(voices):
        for name in () if voice.own else (voice.name, *voice.also):
            named.setdefault(name, at)
    for name, at in named.items():
        for outlet, reports in by_outlet.items():
            if same_witness(name, outlet) and outlet != documents[voices[at].member].outlet:
                why = f"{called(documents[voices[at].member])} names {name}"
                for report in _own_or_first(voices, reports):
                    yield Bond(first=at, second=report, kind=EdgeKind.PICK_UP, reason="one outlet picks up another", why=why)


def _by_outlet(voices: Sequence[Voice], documents: Sequence[Document]) -> dict[str, list[int]]:
    """The main voices of each outlet's reports."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, voice in enumerate(voices):
        if voice.main and (outlet := documents[voice.member].outlet):
            found[outlet].append(at)
    return found


def _own_or_first(voices: Sequence[Voice], reports: Sequence[int]) -> Sequence[int]:
    """Those of an outlet's voices in which it speaks for itself, else its first."""
    return [report for report in reports if voices[report].own] or reports[:1]


def _families(voices: Sequence[Voice], documents: Sequence[Document], families: Families) -> Iterator[Bond]:
    """Outlets of one publisher that each speak for themselves. What they name as their source stays as it is."""
    first: dict[str, int] = {}
    for at, voice in enumerate(voices):
        if not (voice.own and voice.main):
            continue
        document = documents[voice.member]
        host = None if document.credit or not document.url else address_key(document.url).split("/")[0].split("?")[0]
        member = families.find(document.credit or document.outlet, host)
        if member is None:
            continue
        earlier = first.setdefault(member.group, at)
        if earlier != at:
            reason = f"outlets of one publisher: {member.group}"
            why = f"{voices[earlier].name} and {voice.name} are outlets of {member.group} ({member.relation})"
            yield Bond(first=at, second=earlier, kind=EdgeKind.FAMILY, reason=reason, why=why)


def _quotations(voices: Sequence[Voice], readings: Sequence[Reading]) -> Iterator[Bond]:
    """Voices whose account is given by the same direct quotation, under whatever name or none."""
    first: dict[tuple[str, ...], int] = {}
    for at, voice in enumerate(voices):
        met: dict[int, tuple[str, ...]] = {}
        for run in _quoted_runs(voice, readings[voice.member]):
            earlier = first.setdefault(run, at)
            if voices[earlier].member != voice.member:
                met.setdefault(earlier, run)
        for earlier, run in met.items():
            if not other_witness(voice, voices[earlier]):
                why = "both quote the same words"
                yield Bond(
                    first=at, second=earlier, kind=EdgeKind.QUOTATION, reason="the same words are quoted", why=why, shared=" ".join(run)
                )


def _quoted_runs(voice: Voice, reading: Reading) -> Iterator[tuple[str, ...]]:
    """Runs of words, in order, from the direct quotations that give the voice's account."""
    giving = {toll.statement for toll in voice.tolls if toll.statement} or set(voice.statements[:1])
    for statement in reading.statements:
        if statement.id in giving:
            for quotation in _quotations_of(statement):
                words = tokens(quotation)[:_QUOTED_MOST]
                yield from (tuple(words[at : at + QUOTED_WORDS]) for at in range(len(words) - QUOTED_WORDS + 1))


def _quotations_of(statement: Statement) -> list[str]:
    """What a statement has word for word: all of it, or, where it is only partly direct, what stands in quotation marks."""
    if statement.voice is Manner.DIRECT:
        return [" ".join(span.text for span in statement.content)]
    return [quoted for span in statement.content for quoted in _MARKED.findall(span.text)] if statement.voice is Manner.MIXED else []


def itself(name: str, outlet: str | None) -> bool:
    """Whether a name is just that of an outlet."""
    return bool(outlet) and same_witness(name, outlet or "")
