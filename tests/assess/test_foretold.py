"""Key judgements as forecasts, without what was written of them once it was known how they came out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sitrep.assess.forecasts import forecasts, record
from sitrep.assess.foretold import foretold
from sitrep.records import Deed, DeedKind, Draft, Likelihood

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=100)


def draft(number, *judgements):
    parts = "".join(f"### KJ{at}\nIt is {term} that it holds.\nDue: {due}\n" for at, (term, due) in enumerate(judgements, 1))
    text = f'+++\ntitle = "x"\n+++\n## Key judgements\n{parts}'
    return Draft(id=f"draft-{number}", assessment="a", number=number, parent=None, at=START, by="ana", text=text)


def deed(kind, day, number=1, **fields):
    at = START + timedelta(days=day)
    return Deed(id=f"deed-{day}", assessment="a", draft=f"draft-{number}", kind=kind, at=at, by="bo", **fields)


PUBLISH, CORRECT, RESOLVE = DeedKind.PUBLISH, DeedKind.CORRECT, DeedKind.RESOLVE
TRUE = {"judgement": "kj1", "outcome": True}


@pytest.mark.parametrize(
    ("after", "likelihood"),
    [
        # Corrected before anything was known, after it was resolved, after its day had passed, on its very day.
        ([deed(CORRECT, 2, 2), deed(RESOLVE, 3, **TRUE)], Likelihood.ALMOST_CERTAIN),
        ([deed(RESOLVE, 2, **TRUE), deed(CORRECT, 3, 2)], Likelihood.UNLIKELY),
        ([deed(CORRECT, 31, 2), deed(RESOLVE, 32, 2, **TRUE)], Likelihood.UNLIKELY),
        ([deed(CORRECT, 30, 2), deed(RESOLVE, 32, 2, **TRUE)], Likelihood.ALMOST_CERTAIN),
    ],
)
def test_the_likelihood_counts_that_stood_when_it_became_known(after, likelihood):
    drafts = [draft(1, ("unlikely", "2024-03-31")), draft(2, ("almost certain", "2024-12-31"))]
    [one] = forecasts([foretold(drafts, [deed(PUBLISH, 0), *after], NOW)], NOW)
    assert (one.likelihood, one.outcome) == (likelihood, True)


def test_the_last_word_on_the_outcome_counts():
    deeds = [deed(PUBLISH, 0), deed(RESOLVE, 2, **TRUE), deed(RESOLVE, 3, judgement="kj1", outcome=False)]
    assert [one.outcome for one in foretold([draft(1, ("unlikely", "2024-03-31"))], deeds, NOW).judgements] == [False]


def test_what_was_resolved_stays_though_a_correction_drops_it_and_what_was_open_goes():
    drafts = [draft(1, ("unlikely", "2024-12-31"), ("likely", "2024-12-31")), draft(2)]
    deeds = [deed(PUBLISH, 0), deed(RESOLVE, 2, **TRUE), deed(CORRECT, 3, 2)]
    assert [one.id for one in foretold(drafts, deeds, NOW).judgements] == ["kj1"]


def test_what_is_not_out_foretells_nothing():
    assert foretold([draft(1, ("unlikely", "2024-03-31"))], [], NOW) is None


def test_spellings_of_one_name_are_one_analyst():
    made = forecasts([foretold([draft(1, ("unlikely", "2024-03-31"))], [deed(PUBLISH, 0)], NOW)], NOW)
    both = record([*made, replace(made[0], by="ANA ")])
    assert [(one.name, one.overdue) for one in both.analysts] == [("ana", 2)]
