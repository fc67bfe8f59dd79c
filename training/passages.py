r"""The project's own labelled passages: running text with the attributions marked in it.

A file holds passages that blank lines separate. The first line of a passage is `@ ID style=STYLE [published=DATE] [outlet=NAME]`, the rest
is its text with these marks (N numbers the attributions of a passage from 1; a line break is a line break, `\p` a new paragraph):

* `<sN [name="NAME"]>…</sN>`  the phrase that names the speaker; NAME is whom it stands for, where that is worded otherwise
* `<cN [ACT] [in=M]>…</cN>`   the cue; ACT as in the contract (say if left out); `in=M`: attribution M is the one around it
* `<tN [neg] [MODALITY] [in=M]>…</tN>`  the words put forward, a mark for each piece; `neg` and MODALITY on its first piece
* `<o [neg] [MODALITY]>…</o>` words that the document puts forward in its own voice

Where `in=M` is left out, the attribution around another is the innermost one whose content holds its cue (its source or content, if it
has no cue).

    python -m training.passages training/data/passages   check every file, print what it holds
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from training.marked import PassageError, Piece, blocks, check, headed

ACTS = frozenset("say report claim confirm deny accuse threaten promise ask propose reject believe estimate".split())  # noqa: SIM905
MODALITIES = frozenset("certain probable possible conditional future".split())  # noqa: SIM905
_TAG = re.compile(r"<(/?)([sct])(\d+)((?:\s+[^<>]*)?)>|<(/?)(o)((?:\s+[^<>]*)?)>")
_NAME = re.compile(r'name="([^"]*)"')


@dataclass(slots=True)
class Attribution:
    """One attribution of a passage. Offsets are into the passage's text; `outer` is the index of the attribution around it."""

    source: Piece | None = None
    cue: Piece | None = None
    content: list[Piece] = field(default_factory=list)
    name: str | None = None
    act: str = "say"
    negative: bool = False
    modality: str = "certain"
    outer: int | None = None


@dataclass(slots=True)
class Passage:
    """A labelled passage: plain text, attributions, and what stands in the document's own voice."""

    key: str
    text: str
    fields: dict[str, str]
    attributions: list[Attribution] = field(default_factory=list)
    own: list[Attribution] = field(default_factory=list)


def load(path: Path) -> list[Passage]:
    """The passages of a file, or of every .txt file under a folder, in order. Raises PassageError naming the first that is wrong."""
    return [parse(block, where) for where, block in blocks(path)]


def parse(block: str, where: str = "") -> Passage:
    """One passage from its lines. Raises PassageError."""
    key, fields, body = headed(block, where)
    passage = Passage(key, "", fields)
    try:
        _read_marks(passage, re.sub(r"\s*\\p\s*", "\n\n", body))
        _check(passage)
    except PassageError as error:
        raise PassageError(f"{where}: {key}: {error}") from None
    return passage


def _read_marks(passage: Passage, body: str) -> None:
    found: dict[int, Attribution] = {}
    named_outer: dict[int, int] = {}
    opened: list[tuple[str, int, int, Attribution]] = []
    text, last = "", 0
    for match in _TAG.finditer(body):
        text, last = text + body[last : match.start()], match.end()
        kind, number = match[2] or match[6], int(match[3] or 0)
        if match[1] or match[5]:
            if not opened or opened[-1][:2] != (kind, number):
                raise PassageError(f"{match[0]} closes nothing")
            _, _, start, one = opened.pop()
            _place(one, kind, (start, len(text)))
            continue
        one = Attribution() if kind == "o" else found.setdefault(number, Attribution())
        if kind == "o":
            passage.own.append(one)
        _attributes(one, kind, match[4] or match[7] or "", number, named_outer)
        opened.append((kind, number, len(text), one))
    if opened:
        raise PassageError(f"<{opened[-1][0]}{opened[-1][1] or ''}> is not closed")
    passage.text = text + body[last:]
    if re.search(r"</?[sct]\d|</?o[ >]", passage.text):
        raise PassageError("a mark is malformed")
    order = sorted(found)
    passage.attributions = [found[number] for number in order]
    for number in order:
        if number in named_outer and named_outer[number] not in found:
            raise PassageError(f"in={named_outer[number]} names no attribution")
    outer = {number: order.index(named_outer[number]) if number in named_outer else None for number in order}
    for index, number in enumerate(order):
        passage.attributions[index].outer = outer[number] if outer[number] is not None else _around(passage, index)


def _place(one: Attribution, kind: str, piece: Piece) -> None:
    if piece[0] == piece[1]:
        raise PassageError("a mark holds nothing")
    if kind in "to":
        one.content.append(piece)
    elif (one.source if kind == "s" else one.cue) is not None:
        raise PassageError(f"a second <{kind}> for one attribution")
    elif kind == "s":
        one.source = piece
    else:
        one.cue = piece


def _attributes(one: Attribution, kind: str, words: str, number: int, named_outer: dict[int, int]) -> None:
    if name := _NAME.search(words):
        one.name = name[1]
    for word in _NAME.sub("", words).split():
        if word.startswith("in=") and word[3:].isdigit() and kind in "ct":
            named_outer[number] = int(word[3:])
        elif kind == "c" and word in ACTS:
            one.act = word
        elif kind in "to" and word == "neg":
            one.negative = True
        elif kind in "to" and word in MODALITIES:
            one.modality = word
        else:
            raise PassageError(f"<{kind}{number or ''}> cannot take {word!r}")


def _around(passage: Passage, index: int) -> int | None:
    one = passage.attributions[index]
    probe = one.cue or one.source or (one.content[0] if one.content else None)
    holders = [
        (end - start, at)
        for at, other in enumerate(passage.attributions)
        if at != index and probe
        for start, end in other.content
        if start <= probe[0] and probe[1] <= end and (start, end) != probe
    ]
    return min(holders)[1] if holders else None


def _check(passage: Passage) -> None:
    if not passage.attributions and not passage.own:
        raise PassageError("nothing is marked")
    for index, one in enumerate(passage.attributions):
        if not one.content:
            raise PassageError(f"attribution {index + 1} has no content")
        seen, at = {index}, one.outer
        while at is not None:
            if at in seen:
                raise PassageError("attributions lie in each other")
            seen.add(at)
            at = passage.attributions[at].outer


def chain(passage: Passage, index: int) -> list[int]:
    """The indices of the attributions from the outermost to this one."""
    outer = passage.attributions[index].outer
    return ([] if outer is None else chain(passage, outer)) + [index]


def _counts(passage: Passage) -> Counter[str]:
    found = Counter({"passages": 1, "own": len(passage.own)})
    for at, one in enumerate(passage.attributions):
        found[f"links {min(len(chain(passage, at)), 3)}"] += 1
        found["negative"] += one.negative
        found["without source"] += one.source is None
        found[one.modality] += 1
    return found


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:], parse, _counts))
