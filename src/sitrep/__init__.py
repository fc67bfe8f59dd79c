"""SitRep: reliable security information from many published accounts.

    import sitrep
    reading = sitrep.read("The ministry said the road was open.", published="2024-03-06")
    with sitrep.open("sitrep.db") as pipeline:
        for result in pipeline.run(["reports/"]):
            print(result.line)
        picture = pipeline.report()

Records are in `sitrep.records`, errors in `sitrep.errors`, JSON in `sitrep.codec`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

# Imported before the function `read` is defined, so that a later import of the stage does not put the module in the function's place.
import sitrep.read as _read_stage
from sitrep.errors import SitRepError
from sitrep.records import Document, Reading, make_id

if TYPE_CHECKING:
    from sitrep.pipeline import Pipeline

__version__ = "0.1.0"


def read(
    text: str, *, published: str | None = None, outlet: str | None = None, language: str | None = "en", reader: str = "trained"
) -> Reading:
    """The reading of a text: statements, events, mentions, places, times, positions, all with offsets into `text`.

    `published` is an ISO 8601 date that relative dates are resolved against. Raises ReadError if the text cannot be read.
    """
    document = Document(
        id=make_id("doc", outlet, "-", text),
        article=make_id("art", outlet, "-"),
        key="-",
        text=text,
        outlet=outlet,
        published=published,
        language=language,
    )
    return _read_stage.reader(reader).read(document)


def open(path: str = "sitrep.db", *, now: datetime | None = None) -> Pipeline:
    """The five stages over the database at `path`, which is made if it is not there. `now` (aware) stands in for the clock.

    Raises StoreError if the database cannot be opened.
    """
    from datetime import UTC

    from sitrep.pipeline import open_pipeline

    return open_pipeline(path, now=now or datetime.now(UTC))


__all__ = ["Document", "Reading", "SitRepError", "__version__", "open", "read"]
