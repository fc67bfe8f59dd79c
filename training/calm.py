"""Which words of texts without event labels surely trigger none, by what our own event passages say of such words.

Texts that are labelled for something else would leave the event heads free to find anything in them. What hardly ever triggers an event in
thousands of passages triggers none there: negative labels by distant supervision (Mintz et al. 2009), from passages instead of a database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitrep.read.trained.pieces import WordPiece, Words
from training.examples import Example

STEM = 5  # letters that the forms of a word share
LEAST = 2  # times that passages must have a word to say anything of it
SHARE = 0.01  # a word that triggers an event, as its first word, less often than this is taken to trigger none


class Calm:
    """Knows, of the words in labelled event passages, which trigger nothing."""

    def __init__(self, passages: Sequence[Example], pieces: WordPiece) -> None:
        self._spelled = {number: piece.removeprefix("##") for piece, number in pieces.ids.items()}
        seen: Counter[str] = Counter()
        triggers: Counter[str] = Counter()
        for example in passages:
            stems = self._stems(example.words)
            seen.update(stems)
            for told in example.events or ():
                triggers[stems[told.trigger[0]]] += 1
        self._calm = {stem for stem, count in seen.items() if count >= LEAST and triggers[stem] <= SHARE * count}

    def of(self, words: Words) -> list[bool]:
        """For each word whether it surely triggers no event; not where the list of event words has a hint for it."""
        hints = words.hints or [0] * len(words)
        return [stem in self._calm and not hint for stem, hint in zip(self._stems(words), hints, strict=True)]

    def _stems(self, words: Words) -> list[str]:
        return ["".join(self._spelled[piece] for piece in word)[:STEM] for word in words.pieces]
