"""Reading claims from a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from sitrep.errors import WeighError
from sitrep.weigh.votes import Claimed

COLUMNS = ("source", "item", "value")
# Truth discovery holds all claims at once: those of 1,000 sources on 1,000 items take 350 MiB and half a minute.
MOST_CLAIMS = 1_000_000


def read_claims(lines: Iterable[str], subject: str = "claims") -> list[Claimed]:
    """Claims from the lines of a CSV table (RFC 4180) whose header names at least source, item and value.

    Spaces around fields do not count. Raises WeighError, naming `subject` and the line, where a column is missing, a row has too few
    fields, a field that is needed is empty, or there are more than MOST_CLAIMS rows.
    """
    rows = csv.DictReader(lines, strict=True)
    found: list[Claimed] = []
    try:
        names = {(name or "").strip().lstrip("\ufeff"): name for name in rows.fieldnames or ()}
        missing = [column for column in COLUMNS if column not in names]
        if missing:
            raise WeighError(subject, f"the header has no column {', '.join(missing)} (wanted: source,item,value)")
        for row in rows:
            fields = [(row[names[column]] or "").strip() for column in COLUMNS]
            if not all(fields):
                raise WeighError(f"{subject}:{rows.line_num}", f"the row has no {COLUMNS[fields.index('')]}")
            if len(found) == MOST_CLAIMS:
                raise WeighError(f"{subject}:{rows.line_num}", f"there are more than {MOST_CLAIMS:,} rows: weigh them in parts")
            found.append((fields[0], fields[1], fields[2]))
    except csv.Error as error:
        raise WeighError(f"{subject}:{rows.line_num}", f"the row is broken ({error})") from error
    return found
