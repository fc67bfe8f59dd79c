"""Origins: the independent witnesses that the reports of an incident rest on.

Ten papers on one wire report are one witness. Voices are joined where their documents copy each other, where a page or feed says whose
report it is, where one names the other's outlet as its source, where their nearest named sources are the same office or person, where they
quote the same words, and where an outlet, or the outlets of one publisher, speak for themselves twice (so a correction has the origin of
what it corrects).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sitrep.compare.bodies import Bodies
from sitrep.compare.bonds import Bond, Joined
from sitrep.compare.circles import circles, names_only
from sitrep.compare.families import Families
from sitrep.compare.names import identity, same_witness, trimmed, undescribed
from sitrep.compare.oddities import oddities
from sitrep.compare.passages import passages
from sitrep.compare.ties import ties
from sitrep.compare.witnesses import Voice
from sitrep.records import Likeness, Origin, OriginEdge, Reading, Telling

Mint = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The origins of an incident, and for each voice the origin that it belongs to."""

    origins: tuple[Origin, ...]
    of_voice: tuple[str, ...]


def group(
    voices: Sequence[Voice],
    members: Sequence[Telling],
    readings: Sequence[Reading],
    likenesses: Sequence[Likeness],
    families: Families,
    mint: Mint,
) -> Grouping:
    """Join voices to origins. `mint` gives an origin's id for the kind "origin" and its founding account:
    earliest telling and witness.

    Voices come in the order of `members` and `readings`, which are in the order of publication; the first voice of a joined set founds
    its origin.
    """
    joined = Joined(len(voices))
    for bond in ties(voices, members, readings, likenesses, families):
        joined.join(bond)
    hints = _hints(joined, voices, members, readings)
    circled = _circled(joined, voices, readings)
    held: dict[int, list[int]] = defaultdict(list)
    for at in range(len(voices)):
        held[joined.root(at)].append(at)
    edges = _edges(joined, hints, voices, readings)
    bodies = Bodies(readings)
    origins: list[Origin] = []
    of_voice = [""] * len(voices)
    for root, numbers in held.items():
        inside = [voices[at] for at in numbers]
        identity_ = mint("origin", f"{members[inside[0].member].id}/{'+'.join(sorted(identity(inside[0].name))) or inside[0].name}")
        reports = tuple(sorted({voice.member for voice in inside}))
        why = _why(joined.reasons(root) | circled[root], len(reports), inside[0])
        origins.append(Origin(id=identity_, label=_label(inside, bodies), reports=reports, why=why, edges=tuple(edges[root])))
        for at in numbers:
            of_voice[at] = identity_
    return Grouping(tuple(origins), tuple(of_voice))


def _hints(joined: Joined, voices: Sequence[Voice], members: Sequence[Telling], readings: Sequence[Reading]) -> list[Bond]:
    """Join what shares a rare error and has a second hint; gives the bonds that have none."""
    main = {voice.member: at for at, voice in enumerate(voices) if voice.main}
    together = [joined.root(main[member]) for member in range(len(members))]
    weak = []
    for bond, joins in oddities(voices, members, readings, together):
        if joins:
            joined.join(bond)
        else:
            weak.append(bond)
    return weak


def _circled(joined: Joined, voices: Sequence[Voice], readings: Sequence[Reading]) -> dict[int, set[str]]:
    """Who cites whom in a circle, by the first voice of the set that holds it."""
    found: dict[int, set[str]] = defaultdict(set)
    for circle in circles(voices, [reading.document for reading in readings]):
        for root in sorted({joined.root(at) for at in circle.voices}):
            inside = [voice for at, voice in enumerate(voices) if joined.root(at) == root]
            found[root].add(circle.words(alone=names_only(circle, inside)))
    return found


def _edges(joined: Joined, hints: Sequence[Bond], voices: Sequence[Voice], readings: Sequence[Reading]) -> dict[int, list[OriginEdge]]:
    """The edges of each origin between two of its reports, then the hints that lead out of it, in the order of the reports."""
    found: dict[int, list[OriginEdge]] = defaultdict(list)
    for root, bond in joined.bonds():
        if voices[bond.first].member != voices[bond.second].member:
            found[root].append(_edge(bond, voices, readings))
    for edges in found.values():
        edges.sort(key=lambda edge: (edge.from_, edge.to, edge.kind.value, edge.why))
    for bond in hints:
        if joined.root(bond.first) != joined.root(bond.second):
            found[joined.root(bond.first)].append(replace(_edge(bond, voices, readings), joins=False))
    return found


def _edge(bond: Bond, voices: Sequence[Voice], readings: Sequence[Reading]) -> OriginEdge:
    return OriginEdge(
        from_=voices[bond.first].member,
        to=voices[bond.second].member,
        kind=bond.kind,
        why=bond.why,
        passages=tuple(span.text if span else None for span in passages(bond, voices, readings)),
    )


def _label(held: Sequence[Voice], bodies: Bodies) -> str:
    """What to call a witness: the fullest name that was given, or the organisation for which that speaks, so that it has one name in all
    incidents; an outlet that says nobody's word has no stated lineage.
    """
    named = sorted(
        {voice.name for voice in held if not voice.own and identity(voice.name)}, key=lambda name: (-len(identity(name)), -len(name), name)
    )
    if named:
        alike = [name for name in named if same_witness(name, named[0])]  # "a monitor and residents" may be the Observatory of the others
        forms = ({form for voice in held if voice.name == name for form in (name, *voice.also)} for name in alike)
        name = trimmed(next(filter(None, map(bodies.spoken_for, forms)), None) or undescribed(named[0]))
        return name[:1].upper() + name[1:]
    own = next((voice.name for voice in held if voice.own), held[0].name)
    return f"{own}, lineage not stated"


def _why(reasons: set[str], reports: int, founder: Voice) -> str:
    if reasons and reports > 1:
        return "; ".join(sorted(reasons))
    return "one report, in its outlet's own voice" if founder.own else "one report names this source"
