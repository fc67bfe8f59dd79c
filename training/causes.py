"""Why attributions are missed or too many: the wrong cases of an attribution gold file, by cause.

    python -m training.causes GOLD.jsonl [--reader NAME] [--show N]

GOLD has the format of the measuring kit's task "attribution". Prints a table of causes and N cases, spread over the file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitrep.records import Link, Reading, Statement
from training.evaluate import LEAST, read, same_source, shared, tokens
from training.passages import Attribution, Passage

Case = tuple[str, str, str]


def passages(path: Path) -> list[Passage]:
    """The texts of a gold file with their attributions."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = [_attribution(one) for one in row["gold"]["attributions"]]
        found.append(Passage(row["key"], row["text"], {"published": row.get("published") or ""}, said))
    return found


def _attribution(row: dict[str, list[dict[str, int]]]) -> Attribution:
    spans = {role: [(one["start"], one["end"]) for one in row[role]] for role in ("source", "cue", "content")}
    return Attribution(next(iter(spans["source"]), None), next(iter(spans["cue"]), None), spans["content"])


def cases(passage: Passage, reading: Reading) -> Iterator[Case]:
    """(cause, key, words) of each gold attribution ("right" where nothing is wrong) and of each found one that meets none."""
    found = [one for one in reading.statements if one.attribution]
    used: set[str] = set()
    for gold in passage.attributions:
        cause, statement = _cause(passage.text, gold, found)
        if statement is not None:
            used.add(statement.id)
        yield cause, passage.key, _words(passage.text, gold)
    for one in found:
        if one.id not in used:
            yield _surplus(passage, one), passage.key, _found(one)


def _cause(text: str, gold: Attribution, found: list[Statement]) -> tuple[str, Statement | None]:
    wanted = tokens(text, gold.content)
    scored = [(shared(wanted, _held(text, one)), one) for one in found]
    cued = [(share, same_source(gold, one.attribution[-1]), one) for share, one in scored if _meets(gold, one.attribution[-1])]
    if not cued:
        near = max(scored, key=lambda one: one[0], default=(0.0, None))
        return ("another cue for the content" if near[0] >= LEAST else "cue missed"), None
    share, source, best = max(cued, key=lambda one: (one[0] >= LEAST and one[1], one[0]))
    if share < LEAST:
        return ("content under half" if source else "content and source"), best
    if source:
        return "right", best
    given = best.attribution[-1].source
    return ("source not found" if given is None else "source where there is none" if gold.source is None else "wrong source"), best


def _held(text: str, one: Statement) -> set[int]:
    return tokens(text, ((part.start, part.end) for part in one.content))


def _meets(gold: Attribution, link: Link) -> bool:
    return gold.cue is None or (link.cue is not None and link.cue.start < gold.cue[1] and gold.cue[0] < link.cue.end)


def _surplus(passage: Passage, one: Statement) -> str:
    held = _held(passage.text, one)
    if any(shared(held, tokens(passage.text, gold.content)) >= LEAST for gold in passage.attributions):
        return "too many: content of another"
    if any(tokens(passage.text, gold.content) <= held for gold in passage.attributions):
        return "too many: around another"
    return "too many: not in gold"


def _words(text: str, gold: Attribution) -> str:
    parts = [text[slice(*span)] if span else "-" for span in (gold.source, gold.cue)]
    return " | ".join([*parts, " … ".join(text[slice(*span)] for span in gold.content)])


def _found(one: Statement) -> str:
    link = one.attribution[-1]
    parts = [span.text if span else "-" for span in (link.source, link.cue)]
    return " | ".join([*parts, " … ".join(part.text for part in one.content)])


def main() -> None:
    """Print the table and some cases."""
    parser = argparse.ArgumentParser(description="Wrong attributions by cause.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--reader", default="trained")
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    texts = passages(given.gold)
    found = [case for passage, reading in zip(texts, read(texts, given.reader), strict=True) for case in cases(passage, reading)]
    for cause, count in Counter(cause for cause, _, _ in found).most_common():
        print(f"{count:6}  {cause}")
    wrong = [case for case in found if case[0] != "right"]
    for cause, key, words in wrong[:: max(1, len(wrong) // given.show)] if given.show else ():
        print(f"- {cause} [{key}] {' '.join(words.split())[:300]}")


if __name__ == "__main__":
    main()
