"""The parts of the shipped reader that `ablation.py` turns off, one at a time: what stands in a part's place while it is off."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sitrep.read.actors.table import ActorTable
from sitrep.read.trained.heads import Details, Pairs, pairs, told_scores
from sitrep.read.trained.labels import ACTS, ARC_TAGS
from sitrep.records import Role

Instead = tuple[str, Any]  # "module:name" within sitrep.read, and what stands there while the part is off


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the reader: its name, what it does in words, and what takes its place while it is off."""

    name: str
    does: str
    instead: tuple[Instead, ...]


@contextmanager
def without(part: Part) -> Iterator[None]:
    """The reader without a part while it lasts. Raises AttributeError if the reader has no such function any more."""
    before: list[tuple[Any, str, Any]] = []
    try:
        for where, replacement in part.instead:
            module, _, name = where.partition(":")
            held = importlib.import_module(f"sitrep.read.{module}")
            before.append((held, name, getattr(held, name)))
            setattr(held, name, replacement)
        yield
    finally:
        for held, name, own in before:
            setattr(held, name, own)


def _gives(value: object) -> Callable[..., Any]:
    """A function that gives the same for whatever it is asked."""
    return lambda *_, **__: value


def _keeps(at: int) -> Callable[..., Any]:
    """A function that gives back its argument number `at`."""
    return lambda *given, **_: given[at]


def _listed(at: int) -> Callable[..., Any]:
    return lambda *given, **_: list(given[at])


def _tuple(at: int) -> Callable[..., Any]:
    return lambda *given, **_: tuple(given[at])


def _no_arcs(_: Any, words: Any, triggers: Sequence[Any]) -> tuple[Any, Any]:
    tags = np.zeros((len(triggers), len(words), len(ARC_TAGS)), np.float32)
    tags[..., 0] = 1
    return tags, np.zeros((len(triggers), len(words)), np.float32)


def _details(**blank: float) -> Callable[..., Details]:
    """The told head with some of what it says blanked."""

    def scores(model: Any, words: Any, triggers: Sequence[Any]) -> Details:
        found = told_scores(model, words, triggers)
        return replace(found, **{name: np.full_like(getattr(found, name), value) for name, value in blank.items()})

    return scores


def _no_auxiliaries(model: Any, words: Any, triggers: Sequence[Any]) -> Details:
    found = _details()(model, words, triggers)
    first = np.zeros_like(found.auxiliaries)
    first[:, 0] = 1
    return replace(found, auxiliaries=first)


def _no_nesting(model: Any, words: Any, cues: Sequence[Any]) -> Pairs:
    found = pairs(model, words, cues)
    return replace(found, nested=np.zeros_like(found.nested))


def _all_say(*given: Any) -> Any:
    cues = given[2]
    return np.eye(len(ACTS), dtype=np.float32)[[ACTS.index("say")] * len(cues)]


def _none_found(*_: object, **__: object) -> list[object]:
    """A list of its own each time: callers add to what they get."""
    return []


def _only_others(_: Any, counts: Sequence[Any]) -> list[Role | None]:
    return [Role.OTHER if count.noun else None for count in counts]


def _by_size(_name: Any, entry: Any, _around: Any) -> tuple[float, str]:
    return float(entry.population), "inhabitants"


HEADS = (
    Part("hints", "what the list of event words says, as an input of the event heads", (("trained.reader:hinted", _keeps(0)),)),
    Part("arcs", "parties, places and times of events by the network", (("trained.happenings:arcs", _no_arcs),)),
    Part("modes", "modes of events by the network", (("trained.happenings:told_scores", _details(modes=0.0)),)),
    Part("auxiliary modes", "negated, future, hypothetical events", (("trained.happenings:told_scores", _no_auxiliaries),)),
    Part("background", "events told as background left out", (("trained.happenings:told_scores", _details(background=0.0)),)),
    Part("told again", "further mentions of an event brought together", (("trained.happenings:told_scores", _details(again=0.0)),)),
    Part("nesting", "which attribution lies in which", (("trained.decode:pairs", _no_nesting),)),
    Part("acts", "the act of a cue (say, deny, claim …)", (("trained.decode:acts", _all_say),)),
    Part("standing", "polarity and modality of statements", (("trained.reader:judge", _gives(None)),)),
    Part("vague wording", "vague wording makes a statement possible", (("trained.standing:_vague", _none_found),)),
    Part("names", "names by the network", (("trained.reader:entities", _none_found),)),
    Part("stances", "positions by the network", (("trained.reader:stands", _none_found),)),
)
RULES = (
    Part("positions by rule", "positions by patterns", (("trained.reader:positions", _gives(())),)),
    Part("conventions", "what is exact by convention in attributions", (("trained.reader:settled", _listed(2)),)),
    Part("datelines", "datelines are no speakers and no content", (("trained.conventions:datelines", _none_found),)),
    Part("certain cues", "according to, reportedly, allegedly", (("trained.reader:plain_cues", _none_found),)),
    Part("asides", '"As I wrote here," is no content', (("trained.assemble:aside", _keeps(1)),)),
    Part("whole quotations", "quotations to their end", (("trained.reader:spread", _listed(3)),)),
    Part("quoted", "what is said in a quotation is on its speaker's word", (("trained.reader:quoted", _listed(1)),)),
    Part("reposts", "a repost's channel", (("trained.reader:reposted", _gives(())),)),
    Part("whose word", "names of speakers for pronouns and descriptions", (("trained.reader:named", _tuple(1)),)),
    Part("dismissals", "accusations waved away are denied", (("rules:denied", _keeps(1)),)),
    Part("absorbed", "contents of demands and promises are no events", (("trained.reader:foreground", _listed(3)),)),
    Part("promises", "promises, threats and demands by their setting", (("told:as_meant", _keeps(1)),)),
    Part("weapons", "mode of an assault by its weapon", (("told:by_weapon", _keeps(0)),)),
    Part("mishaps", "accidents, burials and games are no assaults", (("rules:deeds", lambda *given: (given[2], ())),)),
    Part("later tolls", "tolls of sentences that tell no deed", (("told:followed", _gives(None)),)),
    Part("others' counts", "what others count otherwise", (("told:others_count", _none_found),)),
    Part("doers", "actors that grammar shows to be none", (("told:doers", _keeps(2)),)),
    Part("both ways", "sides of a mutual act are recipients too", (("told:_both_ways", _keeps(0)),)),
    Part("compounds", '"US and Jordanian officials" are two', (("told:compound", lambda where: (where,)),)),
    Part("local bodies", "police have the country where they act", (("told:_local", _keeps(1)),)),
    Part("claimants", "who claims a deed did it", (("told:_claimants", _gives(())),)),
    Part("impossible dates", "dates that cannot be an event's", (("told:dated", _keeps(2)),)),
    Part("nearest day and place", "what stands near where the network marks none", (("told:nearest", _gives(None)),)),
    Part("actor table", "names of bodies, groups, offices: countries alone are left", (("actors.table:_table", _gives(ActorTable())),)),
    Part("roles of numbers", "what became of those counted", (("numbers:roles_of", _only_others),)),
    Part("no places", "common words that are taken for towns", (("place_names:is_none", _gives(False)),)),
    Part("governments", "a capital stands for its government", (("place_names:_stands_for_government", _gives(False)),)),
    Part("context of places", "which place: all but the number of inhabitants", (("places:_score", _by_size),)),
    Part("other places", "which place: by the other places of the text", (("places:_surroundings", _keeps(2)),)),
    Part("areas after names", "which place: by the area written after it", (("place_names:_area_after", _gives(None)),)),
    Part("strays", "villages far from all else are not meant", (("places:_stray", _gives(False)), ("places:_elsewhere", _gives(False)))),
)
PARTS = HEADS + RULES
