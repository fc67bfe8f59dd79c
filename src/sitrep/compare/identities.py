"""Which ids the incidents of a settling bear, and which judgements show at them.

An id belongs to the incident that holds the telling from which it was minted; but once a judgement has named it, to the side of the
judgement that it was given to, wherever that telling is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sitrep.compare.clusters import founder
from sitrep.records import Judged, Judgement, JudgementKind, Telling

# What parts a telling from a number in the founder of a further id that was minted from it.
_FURTHER = "/"


def further_founders(minted: Mapping[str, str], judgements: Sequence[Judgement]) -> list[str]:
    """What further ids may have been minted from, beside the founders in `minted`: see `new_founder`."""
    named = {identity for judgement in judgements for identity in judgement.incidents}
    return [name for source, identity in minted.items() if identity in named for name in _names(source, len(judgements))[1:]]


def new_founder(group: Sequence[Telling], minted: Mapping[str, str]) -> str:
    """What to mint an id from for a group that bears none: its founding telling; where judgements have given what was minted from that to
    another incident, the telling and a number.
    """
    return next(name for name in _names(founder(group), len(minted)) if name not in minted)


def _names(telling: str, times: int) -> list[str]:
    """The founders of the first id minted from a telling and of as many further ones."""
    return [telling, *(f"{telling}{_FURTHER}{number}" for number in range(2, times + 2))]


def identities(groups: Sequence[Sequence[Telling]], minted: Mapping[str, str], judgements: Sequence[Judgement]) -> list[tuple[str, ...]]:
    """The ids that each group bears, the oldest first: none where one has yet to be minted. No id is borne by two groups.

    `minted` is founder to id, in the order of minting; `judgements` are given the oldest first. Of judgements that name an id the newest
    decides, as long as a document of its side is there.
    """
    home = {member.id: at for at, group in enumerate(groups) for member in group}
    sides = _sides(judgements)
    documents = _documents(groups)
    borne: list[list[str]] = [[] for _ in groups]
    for source, identity in minted.items():
        judged = (documents[document] for document in sides.get(identity, ()) if document in documents)
        at = next(judged, home.get(source.split(_FURTHER)[0]))
        if at is not None:
            borne[at].append(identity)
    return [tuple(ids) for ids in borne]


def _sides(judgements: Sequence[Judgement]) -> dict[str, list[str]]:
    """For each id that judgements name, the documents that say where it belongs, those of the newest judgement first."""
    found: dict[str, list[str]] = defaultdict(list)
    for judgement in reversed(judgements):
        for identity, side in zip(judgement.incidents, judgement.sides, strict=False):
            found[identity] += side
    return found


def _documents(groups: Sequence[Sequence[Telling]]) -> dict[str, int]:
    """The group that each document is chiefly about."""
    return {member.document: at for at, group in enumerate(groups) for member in group if member.main}


def judged(groups: Sequence[Sequence[Telling]], ids: Sequence[str], judgements: Sequence[Judgement]) -> list[tuple[Judged, ...]]:
    """The judgements that show at each group, the oldest first; `ids` are the groups' own.

    A merge shows where documents of both sides stand, a split at each side that stands without the other: where a later judgement or the
    loss of documents has taken its effect, a judgement does not show.
    """
    documents = _documents(groups)
    shown: list[list[Judged]] = [[] for _ in groups]
    for judgement in judgements:
        for at, others in _effects(judgement, documents):
            named = judgement.incidents if judgement.kind is JudgementKind.MERGE else tuple(ids[other] for other in others)
            shown[at].append(_shown(judgement, named))
    return [tuple(notes) for notes in shown]


def _effects(judgement: Judgement, documents: Mapping[str, int]) -> Iterator[tuple[int, list[int]]]:
    """(a group at which a judgement shows, the groups that it keeps that one apart from)."""
    sides = [{documents[document] for document in side if document in documents} for side in judgement.sides]
    if len(sides) < 2:
        return
    one, two = sides[0], set().union(*sides[1:])
    if judgement.kind is JudgementKind.MERGE:
        yield from ((at, []) for at in sorted(one & two))
        return
    gone = not two and any(document in documents for document in judgement.besides)
    for mine, theirs in ((one, two), (two, one)):
        if theirs - mine or gone:
            yield from ((at, sorted(theirs - mine)) for at in sorted(mine - theirs))


def _shown(judgement: Judgement, incidents: tuple[str, ...]) -> Judged:
    return Judged(id=judgement.id, kind=judgement.kind, by=judgement.by, at=judgement.at, reason=judgement.reason, incidents=incidents)
