"""Evidence as web archives that other programs open: WARC 1.1, and WACZ 1.1.1, which is a WARC with an index and its pages in a ZIP.

write_archive(Path("incident.wacz"), kept, about=About(…))
"""

from __future__ import annotations

from sitrep.publish.archive.warc import About, Kept
from sitrep.publish.archive.write import Written, check_target, in_place, write_archive

__all__ = ["About", "Kept", "Written", "check_target", "in_place", "write_archive"]
