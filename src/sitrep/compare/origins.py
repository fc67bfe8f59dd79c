"""Origins: the independent witnesses that the reports of an incident rest on.

Ten papers on one wire report are one witness. Voices are joined where their documents copy each other, where one names the other's outlet
as its source, where their nearest named sources are the same office or person, and where an outlet speaks for itself twice (so a correction
has the origin of what it corrects).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sitrep.compare.names import ambiguous, identity, same_witness
from sitrep.compare.tolls import exclude, reach
from sitrep.compare.witnesses import Voice, same_voice
from sitrep.records import Likeness, Origin, Telling

Mint = Callable[[str, str], str]
COPIES, PICK_UP, SOURCE, OUTLET = (
    "copies of one text",
    "one outlet picks up another",
    "the same source is named",
    "the same outlet speaks for itself",
)


@dataclass(frozen=True, slots=True)
class Grouping:
    """The origins of an incident, and for each voice the origin that it belongs to."""

    origins: tuple[Origin, ...]
    of_voice: tuple[str, ...]


def group(voices: Sequence[Voice], members: Sequence[Telling], likenesses: Sequence[Likeness], mint: Mint) -> Grouping:
    """Join voices to origins. `mint` gives an origin's id for the kind "origin" and its founding account:
    earliest telling and witness.

    Voices come in the order of `members`, which are in the order of publication; the first voice of a joined set founds its origin.
    """
    joined = _Joined(len(voices))
    _join_copies(joined, voices, members, likenesses)
    _join_names(joined, voices)
    _join_pick_ups(joined, voices, members)
    sets: dict[int, list[int]] = defaultdict(list)
    for at in range(len(voices)):
        sets[joined.root(at)].append(at)
    origins: list[Origin] = []
    of_voice = [""] * len(voices)
    for root, held in sets.items():
        founder = voices[held[0]]
        identity_ = mint("origin", f"{members[founder.member].id}/{'+'.join(sorted(identity(founder.name))) or founder.name}")
        reports = tuple(sorted({voices[at].member for at in held}))
        origins.append(
            Origin(
                id=identity_, label=_label([voices[at] for at in held]), reports=reports, why=_why(joined.why[root], len(reports), founder)
            )
        )
        for at in held:
            of_voice[at] = identity_
    return Grouping(tuple(origins), tuple(of_voice))


class _Joined:
    """Disjoint sets of voices that remember why they were joined."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))
        self.why: dict[int, set[str]] = {at: set() for at in range(count)}

    def root(self, at: int) -> int:
        """The first voice of the set."""
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, first: int, second: int, why: str) -> None:
        """Put two sets together."""
        one, two = sorted((self.root(first), self.root(second)))
        self.why[one].add(why)
        if one != two:
            self.parent[two] = one
            self.why[one] |= self.why.pop(two)


def _join_copies(joined: _Joined, voices: Sequence[Voice], members: Sequence[Telling], likenesses: Sequence[Likeness]) -> None:
    main = {members[voice.member].id: at for at, voice in enumerate(voices) if voice.main}
    for edge in likenesses:
        if edge.copy and edge.first in main and edge.second in main:
            one, two = main[edge.first], main[edge.second]
            if not _other_witness(voices[one], voices[two]):
                joined.join(one, two, COPIES)


def _other_witness(first: Voice, second: Voice) -> bool:
    """Whether two texts that share much rest their numbers on different named witnesses: an update keeps what was written before."""
    named = not first.own and not second.own and identity(first.name) and identity(second.name)
    if not named or same_voice(first, second):
        return False
    ranges = [{toll.role: reach(toll.low, toll.high, toll.approximate) for toll in voice.tolls} for voice in (first, second)]
    return any(exclude(ranges[0][role], ranges[1][role]) for role in ranges[0].keys() & ranges[1].keys())


def _join_names(joined: _Joined, voices: Sequence[Voice]) -> None:
    """Join voices whose witness goes by names for one office, person or outlet: equal names at once, then each two different ones."""
    first: dict[str, int] = {}
    for at, voice in enumerate(voices):
        for name in (voice.name, *voice.also):
            if name in first and (voice.own or identity(name)):
                joined.join(first[name], at, OUTLET if voice.own else SOURCE)
            first.setdefault(name, at)
    names = tuple(first)
    different = sorted(first.items(), key=lambda pair: pair[1])
    for place, (name, at) in enumerate(different):
        for other, earlier in different[:place]:
            if same_witness(name, other) and not (ambiguous(name, names) or ambiguous(other, names)):
                joined.join(earlier, at, OUTLET if voices[at].own and voices[earlier].own else SOURCE)


def _join_pick_ups(joined: _Joined, voices: Sequence[Voice], members: Sequence[Telling]) -> None:
    """Join a voice that names an outlet with that outlet's own reports of the incident."""
    outlets: dict[str, list[int]] = defaultdict(list)
    for at, voice in enumerate(voices):
        outlet = members[voice.member].outlet
        if voice.main and outlet:
            outlets[outlet].append(at)
    named: dict[str, int] = {}
    for at, voice in enumerate(voices):
        for name in () if voice.own else (voice.name, *voice.also):
            named.setdefault(name, at)
    for name, at in named.items():
        for outlet, reports in outlets.items():
            if same_witness(name, outlet):
                own = [report for report in reports if voices[report].own]
                for report in own or reports[:1]:
                    joined.join(at, report, PICK_UP)


def _label(held: Sequence[Voice]) -> str:
    """What to call a witness: the fullest name that was given; an outlet that says nobody's word has no stated lineage."""
    named = sorted(
        {voice.name for voice in held if not voice.own and identity(voice.name)}, key=lambda name: (-len(identity(name)), -len(name), name)
    )
    if named:
        return named[0][:1].upper() + named[0][1:]
    own = next((voice.name for voice in held if voice.own), held[0].name)
    return f"{own}, lineage not stated"


def _why(reasons: set[str], reports: int, founder: Voice) -> str:
    if reasons and reports > 1:
        return "; ".join(sorted(reasons))
    return "one report, in its outlet's own voice" if founder.own else "one report names this source"
