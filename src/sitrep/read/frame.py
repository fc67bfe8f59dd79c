"""What an attribution in a sentence consists of."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.read.phrases import Stretch
from sitrep.records import Act


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in a sentence; `unsure` is set where the saying itself is negated or refused, `bare` where no word attributes (the
    colon of a headline).
    """

    source: Stretch | None
    cue: Stretch
    contents: tuple[Stretch, ...]
    act: Act
    unsure: bool = False
    scope: tuple[Stretch, ...] = ()
    bare: bool = False
    hearsay: bool = False

    def covers(self, other: Frame) -> bool:
        """Whether the other frame's cue and source lie in this frame's content, or in an insertion that belongs to it (`scope`)."""
        inside = [part for part in (other.cue, other.source) if part]
        held = self.contents + self.scope
        return other is not self and all(any(start <= one[0] and one[1] <= end for start, end in held) for one in inside)
