"""Editions: situation reports for an area, topics and a period, every sentence with its source references.

    edition = compose(report, chosen, readings, scope, captures=captures.get)
    assert not faults(edition, report, readings)
    for name, content in files(edition): …

Composing, checking and the files are pure; `paper` alone runs a program or library that makes a PDF file of the page.
"""

from __future__ import annotations

from sitrep.publish.edition.check import Fault, faults
from sitrep.publish.edition.composing import compose, digest_of
from sitrep.publish.edition.page import DATA, PAGE, PAPER, STYLE, files
from sitrep.publish.edition.printing import paper
from sitrep.publish.edition.references import title_of

__all__ = ["DATA", "PAGE", "PAPER", "STYLE", "Fault", "compose", "digest_of", "faults", "files", "paper", "title_of"]
