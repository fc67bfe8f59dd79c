"""Whether what analysts wrote fits together in a database into which another's was put: the one who made that may have made up anything."""

from __future__ import annotations

from sitrep.errors import StoreError
from sitrep.records import Cited, Deed, Draft
from sitrep.store.database import Database
from sitrep.store.rows import column


def check_writings(database: Database) -> None:
    """See that drafts were written from earlier ones, that deeds were done with drafts, and that citations say whose words they hold.

    All of the same assessment. Raises StoreError for the first that does not fit.
    """
    known: dict[str, str] = {}
    for draft in database.records(Draft, "draft", "SELECT number FROM draft ORDER BY number"):
        for name in (draft.parent, *draft.merges):
            if name is not None and known.get(name) != draft.assessment:
                raise StoreError(draft.id, f"of draft was written from {name}, which is no earlier draft of {draft.assessment}")
        known[draft.id] = draft.assessment
    for deed in database.records(Deed, "deed", "SELECT number FROM deed ORDER BY number"):
        if known.get(deed.draft) != deed.assessment:
            raise StoreError(deed.id, f"of deed was done with {deed.draft}, which is no draft of {deed.assessment}")
    # By these rows the words of what is taken down are found.
    for number, packed in database.rows("SELECT number, record FROM cited ORDER BY number"):
        cited = database.record(Cited, packed)
        found = {name for (name,) in database.rows("SELECT document FROM cited_words WHERE cited = ?", (number,))}
        if found != set(map(column, cited.documents)):
            raise StoreError(cited.target, "of cited holds words of other documents than cited_words says")
