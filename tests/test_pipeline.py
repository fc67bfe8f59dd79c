"""Where stages meet the store: in pieces or in one go, the picture is the same."""

from datetime import UTC, datetime

import pytest

import sitrep
from sitrep.samples import folder

NOW = datetime(2024, 3, 10, tzinfo=UTC)
FILES = sorted(str(path) for path in folder().iterdir() if path.suffix != ".md")


def groups(pipeline):
    """What stands together: for each incident the keys of its reports, its claims with their values and states, its origins."""
    return sorted(
        (
            sorted(report.key for report in incident.reports),
            sorted(
                (claim.attribute, claim.state.value, tuple(sorted(account.value for account in claim.accounts)))
                for claim in incident.claims
            ),
            len(incident.origins),
        )
        for incident in pipeline.report().incidents
    )


def run(path, *batches):
    with sitrep.open(str(path), now=NOW) as pipeline:
        for batch in batches:
            for result in pipeline.run(batch):
                assert not result.failures
        return groups(pipeline)


@pytest.mark.parametrize("cut", [1, 4, 7])
def test_reports_that_come_later_give_the_picture_that_all_at_once_give(tmp_path, cut):
    assert run(tmp_path / "parts.db", FILES[:cut], FILES[cut:]) == run(tmp_path / "whole.db", FILES)


def test_an_incident_keeps_its_id_when_reports_join(tmp_path):
    with sitrep.open(str(tmp_path / "week.db"), now=NOW) as pipeline:
        for _ in pipeline.run(FILES[:4]):
            pass
        before = {report.key: incident.id for incident in pipeline.report().incidents for report in incident.reports if report.main}
        for _ in pipeline.run(FILES):
            pass
        known = {name for incident in pipeline.report().incidents for name in (incident.id, *incident.aliases)}
        assert before
        assert set(before.values()) <= known


def test_proposals_are_taken_up_where_a_run_was_broken_off(tmp_path, monkeypatch):
    with sitrep.open(str(tmp_path / "week.db"), now=NOW) as pipeline:
        pipeline.collect(FILES)
        pipeline.read()
        with monkeypatch.context() as broken:
            broken.setattr(pipeline.comparing, "_propose", lambda: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                pipeline.compare()
        assert not pipeline.report().proposals
        pipeline.compare()
        late = [(proposal.id, len(proposal.positions)) for proposal in pipeline.report().proposals]
    with sitrep.open(str(tmp_path / "whole.db"), now=NOW) as pipeline:
        for _ in pipeline.run(FILES):
            pass
        assert late
        assert [len(proposal.positions) for proposal in pipeline.report().proposals] == [count for _, count in late]


def test_documents_without_positions_leave_proposals_alone(tmp_path, monkeypatch):
    with sitrep.open(str(tmp_path / "week.db"), now=NOW) as pipeline:
        for _ in pipeline.run(FILES):
            pass
        before = pipeline.report().proposals
        plain = tmp_path / "plain.txt"
        plain.write_text("Gunmen killed two guards in Zhob on Tuesday, police said.")
        monkeypatch.setattr("sitrep.compare.proposals", lambda *given: 1 / 0)
        for _ in pipeline.run([str(plain)]):
            pass
        assert pipeline.report().proposals == before


def test_a_batch_that_fails_leaves_nothing_half_done(tmp_path, monkeypatch):
    with sitrep.open(str(tmp_path / "week.db"), now=NOW) as pipeline:
        pipeline.collect(FILES)
        pipeline.read()
        monkeypatch.setattr(pipeline.comparing, "group", lambda documents: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pipeline.compare()
        monkeypatch.undo()
        pipeline.compare()
        pipeline.weigh()
        assert groups(pipeline) == run(tmp_path / "whole.db", FILES)


def test_the_same_bytes_for_another_outlet_survive_a_rebuild(tmp_path):
    source = tmp_path / "note.txt"
    source.write_text("Gunmen killed two drivers near Zhob on Tuesday.")
    with sitrep.open(str(tmp_path / "note.db"), now=NOW) as pipeline:
        pipeline.collect([str(source)])
        pipeline.collect([str(source)], outlet="Evening Post")
        before = sorted(one.outlet or "" for one in pipeline.store.documents())
        for _ in pipeline.rebuild():
            pass
        assert sorted(one.outlet or "" for one in pipeline.store.documents()) == before == ["", "Evening Post"]
