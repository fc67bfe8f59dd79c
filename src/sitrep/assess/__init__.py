"""The stage `assess`: analysts' drafts, reviews and notices to assessments, what is wrong with them, and how they differ.

writing = take_apart(text)
remarks = lint(writing, now=what_its_citations_lead_to)
assessment = composed(drafts, deeds)
"""

from __future__ import annotations

from sitrep.assess.citations import account_parts, account_target, cite
from sitrep.assess.compose import authors, composed, draft_out, gone_out, heads, last_out, moments_out, reviewers, same_name, withdrawn
from sitrep.assess.differences import Difference, differences, together
from sitrep.assess.lint import errors, lint
from sitrep.assess.stale import LOUD, staleness
from sitrep.assess.templates import new, response
from sitrep.assess.threads import Thread, thread
from sitrep.assess.writing import LONGEST_TEXT, Writing, take_apart
from sitrep.records import RANGES

__all__ = [
    "LONGEST_TEXT",
    "LOUD",
    "RANGES",
    "Difference",
    "Thread",
    "Writing",
    "account_parts",
    "account_target",
    "authors",
    "cite",
    "composed",
    "differences",
    "draft_out",
    "errors",
    "gone_out",
    "heads",
    "last_out",
    "lint",
    "moments_out",
    "new",
    "response",
    "reviewers",
    "same_name",
    "staleness",
    "take_apart",
    "thread",
    "together",
    "withdrawn",
]
