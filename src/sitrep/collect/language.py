"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

# Enough to tell; the identifier's time grows with length.
_SAMPLE = 1_000
_LETTERS = 20
_CONFIDENCE = 0.8


def language(text: str) -> str | None:
    """The language of `text` as an ISO 639-1 code (three letters where there is none), or None for a text that is short or ambiguous.

    Method: py3langid (Lui and Baldwin 2012, langid.py: naive Bayes over byte n-grams), on the first 1,000 code points.
    """
    sample = text[:_SAMPLE].encode("utf-8", "replace").decode("utf-8")
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= _CONFIDENCE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
