"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

# Enough to tell; the identifier's time grows with length.
_SAMPLE = 1_000
# Where a page says which language it is in, and so much of its text looks like that, the rest is not asked.
_GLIMPSE = 300
_LETTERS = 20
_CONFIDENCE = 0.8


def language(text: str, said: str | None = None) -> str | None:
    """The language of `text` as an ISO 639-1 code (three letters where there is none), or None for a text that is short or ambiguous.

    Method: py3langid (Lui and Baldwin 2012, langid.py: naive Bayes over byte n-grams), on the first 1,000 code points, or on the first 300
    where they are clearly in the language that the text is `said` to be in.
    """
    if said and len(text) > _GLIMPSE and _told(text[:_GLIMPSE]) == said:
        return said
    return _told(text[:_SAMPLE])


def _told(text: str) -> str | None:
    sample = text.encode("utf-8", "replace").decode("utf-8")
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= _CONFIDENCE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
