"""WARC files (ISO 28500): what web archives hold, record by record, whatever state they are in.

    is_archive(head)        whether a file is one, by its first bytes
    archived(file, …)       its pages, feeds and texts as captures, what is damaged as failures

Memory is bounded by the largest record that is taken, time by the size of the file and what it unpacks to within bounds.
"""

from __future__ import annotations

from sitrep.collect.warc.archived import Archived, archived
from sitrep.collect.warc.unpacked import is_archive

__all__ = ["Archived", "archived", "is_archive"]
