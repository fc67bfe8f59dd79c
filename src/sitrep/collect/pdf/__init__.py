"""PDF: the text of a file's pages as paragraphs, read by pypdf in a process of its own that may use so much time and memory and no more.

pdf_documents(…)    the document of a file
reading.py          what the other process does
layout.py           lines where they stand, into paragraphs
"""

from __future__ import annotations

from sitrep.collect.pdf.paper import pdf_documents

__all__ = ["pdf_documents"]
