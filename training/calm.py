"""Which words of texts without labels of events surely trigger none (or take no stand), by what our own passages say of such words.

Texts that are labelled for something else would leave the event heads free to find anything in them. What hardly ever triggers an event in
thousands of passages triggers none there: negative labels by distant supervision (Mintz et al. 2009), from passages instead of a database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sitrep.read.trained.pieces import WordPiece, Words
from training.examples import Example, Piece

STEM = 5  # letters that the forms of a word share
LEAST = 2  # times that passages must have a word to say anything of it
SHARE = 0.01  # a word that triggers an event, as its first word, less often than this is taken to trigger none


def triggers(example: Example) -> list[Piece]:
    """The first word of what triggers each event of an example."""
    return [(told.trigger[0], told.trigger[0] + 1) for told in example.events or ()]


def stances(example: Example) -> list[Piece]:
    """The first of the words that take each stand of an example."""
    return [(stand.words[0], stand.words[0] + 1) for stand in example.stands or ()]


class Calm:
    """Knows, of the words in labelled passages, which trigger nothing; `marked` gives the words that do."""

    def __init__(self, passages: Sequence[Example], pieces: WordPiece, marked: Callable[[Example], list[Piece]] = triggers) -> None:
        self._spelled = {number: piece.removeprefix("##") for piece, number in pieces.ids.items()}
        seen: Counter[str] = Counter()
        held: Counter[str] = Counter()
        for example in passages:
            stems = self._stems(example.words)
            seen.update(stems)
            held.update(stems[start] for start, _ in marked(example))
        self._calm = {stem for stem, count in seen.items() if count >= LEAST and held[stem] <= SHARE * count}

    def of(self, words: Words) -> list[bool]:
        """For each word whether it surely triggers no event; not where the list of event words has a hint for it."""
        hints = words.hints or [0] * len(words)
        return [calm and not hint for calm, hint in zip(self.still(words), hints, strict=True)]

    def still(self, words: Words) -> list[bool]:
        """For each word whether it is hardly ever among the marked ones."""
        return [stem in self._calm for stem in self._stems(words)]

    def _stems(self, words: Words) -> list[str]:
        return ["".join(self._spelled[piece] for piece in word)[:STEM] for word in words.pieces]
