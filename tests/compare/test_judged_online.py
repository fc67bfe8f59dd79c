"""What analysts judge, through the store: the same incidents with the same ids for any order of arrival and after rebuilding."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_readings import NOON, place, reading

import sitrep.pipeline
from sitrep.errors import CompareError
from sitrep.judging import merge, split
from sitrep.pipeline import Pipeline, open_pipeline
from sitrep.records import Judgement, Quantity, Reading, Role, Span

BAZAAR = "A car bomb killed 12 people in the bazaar of Orlin on Monday. Traders ran from the burning stalls and the guard shut the gate."
BRIDGE = "Gunmen killed four drivers at the river bridge near Vesk. Lorries stood in a long queue while soldiers searched the reeds."
STORIES = {
    "a": (BAZAAR, "Orlin", "2020-03-02"),
    "b": (f"{BAZAAR} The mayor spoke.", "Orlin", "2020-03-02"),
    "c": (f"{BAZAAR} Shops stay shut.", "Orlin", "2020-03-02"),
    "d": ("Twelve were killed by a car bomb in the bazaar, Orlin traders said of the burning stalls.", "Orlin", "2020-03-02"),
    "e": (BRIDGE, "Vesk", "2020-03-03"),
    "f": (f"{BRIDGE} One lorry burnt.", "Vesk", "2020-03-03"),
    "g": ("Soldiers searched the reeds at the river bridge near Vesk after gunmen killed drivers in a queue.", "Vesk", "2020-03-03"),
    "h": ("A ferry sank off Tarn and killed nobody, the harbour office said.", "Tarn", "2020-03-04"),
}
READINGS = {
    name: reading(name, text, outlet=f"Paper {name}", published=day, where=where, day=day, source="police")
    for name, (text, where, day) in STORIES.items()
}


def digest() -> Reading:
    """A document chiefly about the bazaar that tells of the bridge besides."""
    first, second = (
        "Quiet returned to Orlin, where 12 were killed in the bazaar.",
        "Four drivers were killed by gunmen at the river bridge.",
    )
    day = {"published": "2020-03-03", "day": "2020-03-02", "where": "Orlin"}
    whole = reading("i", f"{first}\n\n{second}", outlet="Paper i", tolls=(("12", 12, 12),), **day)
    start = len(first) + 2
    passage = Span(start=start, end=start + len(second), text=second)
    toll = Quantity(role=Role.KILLED, low=4, high=4, approximate=False, span=Span(start=start, end=start + 4, text="Four"))
    statement = replace(whole.statements[0], id="st-besides", content=(passage,))
    trigger = Span(start=start + 18, end=start + 24, text="killed")
    event = replace(whole.events[0], id="ev-besides", statement=statement.id, trigger=trigger, place=1, date=1, quantities=(toll,))
    return replace(
        whole,
        statements=(*whole.statements, statement),
        events=(*whole.events, event),
        places=(*whole.places, place("Vesk", at=passage)),
        times=(*whole.times, replace(whole.times[0], value="2020-03-03", start="2020-03-03", end="2020-03-03")),
    )


READINGS["i"] = digest()
NAMES = {one.document.id: name for name, one in READINGS.items()}
Step = tuple[str, int, int, int]


@contextmanager
def opened() -> Iterator[Pipeline]:
    with tempfile.TemporaryDirectory() as folder, open_pipeline(Path(folder, "s.db"), now=NOON) as pipeline:
        yield pipeline


def arrive(pipeline: Pipeline, readings: Sequence[Reading]) -> None:
    pipeline.store.put_documents([one.document for one in readings])
    pipeline.store.put_readings(readings)
    pipeline.compare()


def picture(pipeline: Pipeline) -> dict[str, str]:
    """Id of each incident to the names of its reports in order."""
    return {one.id: "".join(sorted(NAMES[report.document] for report in one.reports)) for one in pipeline.store.incidents()}


def judge(pipeline: Pipeline, step: Step) -> Judgement | None:
    """Merge or split incidents by number; None where there is nothing to judge."""
    kind, first, second, cut = step
    incidents = sorted(pipeline.store.incidents(), key=lambda one: one.id)
    one, two = (incidents[at % len(incidents)] for at in (first, second)) if incidents else (None, None)
    if one is None or two is None:
        return None
    reason = f"{len(pipeline.store.judgements())}"
    try:
        if kind == "merge":
            return merge(pipeline, one.id, two.id, reason=reason)
        documents = sorted(report.document for report in one.reports)
        return split(pipeline, one.id, documents[cut % len(documents) :][:2], reason=reason)
    except CompareError:
        return None


def ids_are_borne_once(pipeline: Pipeline) -> bool:
    every = [name for one in pipeline.store.incidents() for name in (one.id, *one.aliases)]
    return len(every) == len(set(every))


def again(pipeline: Pipeline, *pieces: Sequence[str]) -> dict[str, str]:
    """The picture made anew from evidence, with documents arriving in these pieces."""
    pipeline.store.clear_derived()
    for piece in pieces:
        arrive(pipeline, [READINGS[name] for name in piece])
    return picture(pipeline)


_orders = st.tuples(st.permutations(sorted(READINGS)), st.lists(st.integers(1, 8), max_size=3)).map(
    lambda one: [one[0][start:end] for start, end in pairwise(sorted({0, 9, *one[1]}))]
)
_steps = st.lists(st.tuples(st.sampled_from(["merge", "split"]), st.integers(0, 7), st.integers(0, 7), st.integers(0, 7)), max_size=3)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_orders, st.lists(_steps, min_size=4, max_size=4), _orders)
def test_online_and_rebuilt_are_the_same_whatever_was_judged_when(
    pieces: list[list[str]], steps: list[list[Step]], other: list[list[str]]
) -> None:
    with opened() as pipeline:
        for piece, judging in zip_longest(pieces, steps, fillvalue=()):
            if piece:
                arrive(pipeline, [READINGS[name] for name in piece])
            for step in judging:
                judged = judge(pipeline, step)
                assert judged is None or shows(pipeline, judged)
                assert ids_are_borne_once(pipeline)
        online = picture(pipeline)
        assert again(pipeline, *other) == online
        assert ids_are_borne_once(pipeline)
        assert again(pipeline, sorted(READINGS)) == online


def shows(pipeline: Pipeline, judged: Judgement) -> bool:
    """Whether what was judged is so now: the reports of the sides stand together or apart, and each id leads to where its side is."""
    homes = {report.document: one.id for one in pipeline.store.incidents() for report in one.reports if report.main}
    sides = [{homes[document] for document in side} for side in judged.sides if side]
    found = [pipeline.store.incident(name) for name in judged.incidents]
    borne = sides == [{one.id} for one in found if one]
    return borne and (sides[0] == sides[1] if judged.kind == "merge" else len(sides) < 2 or sides[0] != sides[1])


def test_both_sides_of_a_split_keep_their_ids_when_reports_arrive_and_after_rebuilding():
    with opened() as pipeline:
        arrive(pipeline, [READINGS["a"], READINGS["b"]])
        ((old, _),) = picture(pipeline).items()
        founder = next(name for name in "ab" if pipeline.store.founders("incident", [old])[old] in told(pipeline, name))
        new = split(pipeline, old, [READINGS[founder].document.id], reason="two bombs").incidents[1]
        arrive(pipeline, [READINGS[name] for name in "cdefghi"])
        online = picture(pipeline)
        other = "ab".replace(founder, "")
        assert other in online[old]
        assert founder in online[new]
        assert not set(online[old]) & set(online[new])
        assert again(pipeline, *"ihgfedcba") == online


def told(pipeline: Pipeline, name: str) -> list[str]:
    return [one.id for one in pipeline.store.tellings_of([READINGS[name].document.id])]


def test_reports_that_leave_take_back_the_id_that_was_theirs():
    with opened() as pipeline:
        arrive(pipeline, [READINGS[name] for name in "aeh"])
        ids = {names: identity for identity, names in picture(pipeline).items()}
        joined = merge(pipeline, ids["e"], ids["a"], reason="one day")
        older, younger = joined.incidents
        assert picture(pipeline) == {older: "ae", ids["h"]: "h"}
        assert pipeline.store.incident(younger).id == older
        name = next(name for name in "ae" if ids[name] == younger)
        assert split(pipeline, younger, [name], reason="no").incidents == (older, younger)
        assert picture(pipeline) == {identity: names for names, identity in ids.items()}


def test_a_rebuild_in_small_pieces_gives_the_same_ids(monkeypatch):
    monkeypatch.setattr(sitrep.pipeline, "BATCH", 1)
    with opened() as pipeline:
        arrive(pipeline, list(READINGS.values()))
        for step in (("merge", 0, 1, 0), ("split", 0, 0, 2), ("merge", 1, 2, 0), ("split", 1, 0, 1)):
            assert judge(pipeline, step)
        online = picture(pipeline)
        assert again(pipeline, *"ihgfedcba") == online
        assert again(pipeline, "abcdefghi") == online


def test_a_judgement_on_documents_that_are_gone_is_kept_and_has_no_effect():
    with opened() as pipeline:
        arrive(pipeline, [READINGS["a"], READINGS["e"]])
        one, two = picture(pipeline)
        merge(pipeline, one, two, reason="one day")
        pipeline.store.clear_derived()
        arrive(pipeline, [READINGS["a"]])
        assert sorted(picture(pipeline).values()) == ["a"]
        assert len(pipeline.store.judgements()) == 1
        assert [incident.judgements for incident in pipeline.store.incidents()] == [()]


def test_two_incidents_merged_by_hand_and_then_contradicted_and_merged_again():
    with opened() as pipeline:
        arrive(pipeline, [READINGS[name] for name in "abef"])
        first = picture(pipeline)
        older, younger = merge(pipeline, *first, reason="one").incidents
        split(pipeline, older, list(first[younger]), reason="two")
        assert picture(pipeline) == first
        assert [[one.kind for one in incident.judgements] for incident in pipeline.store.incidents()] == [["split"], ["split"]]
        merge(pipeline, younger, older, reason="one after all")
        assert list(picture(pipeline)) == [older]
        (whole,) = pipeline.store.incidents()
        assert [(one.kind, one.reason) for one in whole.judgements] == [("merge", "one"), ("merge", "one after all")]


def test_a_report_that_told_it_in_passing_leaves_and_stays_away():
    with opened() as pipeline:
        arrive(pipeline, [READINGS[name] for name in "aefi"])
        bridge, bazaar = sorted(picture(pipeline), key=lambda identity: "e" not in picture(pipeline)[identity])
        assert picture(pipeline) == {bridge: "efi", bazaar: "ai"}
        judged = split(pipeline, bridge, ["i"], reason="another bridge")
        assert (judged.incidents, judged.besides) == ((bridge,), (READINGS["i"].document.id,))
        left = {identity: names for identity, names in picture(pipeline).items() if identity in (bridge, bazaar)}
        assert left == {bridge: "ef", bazaar: "ai"}
        arrive(pipeline, [READINGS["g"]])
        assert picture(pipeline)[bridge] == "efg"
        assert again(pipeline, *"igfea")[bridge] == "efg"
        (note,) = pipeline.store.incident(bridge).judgements
        assert (note.reason, note.incidents) == ("another bridge", ())
        (alone,) = (one.id for one in pipeline.store.incidents() if not any(report.main for report in one.reports))
        with pytest.raises(CompareError, match=f"{alone}: is only told of in passing"):
            merge(pipeline, bridge, alone, reason="one")


@pytest.mark.parametrize(
    ("action", "subject", "reason"),
    [
        (lambda p, one, two: merge(p, "inc-0", two, reason="r"), "inc-0", "is not the id of an incident"),
        (lambda p, one, two: merge(p, one, one, reason="r"), "", "is the same incident as"),
        (lambda p, one, two: merge(p, one, two, reason=" \n"), "reason", "is empty"),
        (lambda p, one, two: merge(p, one, two, reason="x" * 2001), "reason", "2,001 characters long; 2,000 are the most"),
        (lambda p, one, two: merge(p, one, two, reason="r", by="x" * 201), "by", "201 characters long"),
        (lambda p, one, two: split(p, "inc-0", ["a"], reason="r"), "inc-0", "is not the id of an incident"),
        (lambda p, one, two: split(p, one, ["a", "h"], reason="r"), "h", "is neither the document nor the key of a report"),
        (lambda p, one, two: split(p, one, ["a", "b"], reason="r"), "", "would be left without a report"),
        (lambda p, one, two: split(p, one, [], reason="r"), "", "no report was named"),
        (lambda p, one, two: split(p, one, ["a"], reason=""), "reason", "is empty"),
    ],
)
def test_what_cannot_be_judged_is_named_and_nothing_is_kept(action, subject, reason):
    with opened() as pipeline:
        arrive(pipeline, [READINGS[name] for name in "abe"])
        before = picture(pipeline)
        two, one = sorted(before, key=lambda identity: -len(before[identity]))[::-1]
        with pytest.raises(CompareError, match=reason) as caught:
            action(pipeline, one, two)
        assert caught.value.subject == (subject or one)
        assert (picture(pipeline), pipeline.store.judgements()) == (before, [])
