"""Count in how many texts each word stands, for `sitrep.compare` to know which words are rare.

    python training/wordfreq.py CORPORA OUT.tsv [--measure DIR]

CORPORA holds polnear/train.jsonl.gz, muc_dev/dev.jsonl.gz, elecdeb/train.jsonl.gz and gum/cc.tar.gz. Only counts leave them.
Texts that stand in a gold file of the measuring kit (DIR, default $SITREP_MEASURE) are dropped, by key and by text.
OUT begins with "# texts N"; then a word and its count a line, most frequent first. Words that stand in one text only are left out: an
unknown word counts as that rare.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitrep.compare.words import stems

LEAST = 2


def lines(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)


def conllu_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Key and running text of each dependency file in a GUM archive."""
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.name.endswith(".conllu"):
                continue
            part = archive.extractfile(member)
            if part is None:
                continue
            rows = (row.split("\t") for row in io.TextIOWrapper(part, encoding="utf-8") if row[:1].isdigit())
            yield Path(member.name).stem, " ".join(row[1] for row in rows)


def texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Key and text of everything that is counted."""
    for name in ("polnear/train.jsonl.gz", "muc_dev/dev.jsonl.gz"):
        for row in lines(corpora / name):
            yield str(row["key"]), str(row["text"])
    for row in lines(corpora / "elecdeb/train.jsonl.gz"):
        components = row["components"]
        assert isinstance(components, list)
        yield str(row["key"]), " ".join(part["text"] for part in components)
    yield from conllu_texts(corpora / "gum/cc.tar.gz")


def digest(text: str) -> str:
    """A hash of the text's letters, however it is broken into lines."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def measured(folder: Path | None) -> set[str]:
    """Keys and digests of the texts that the measuring kit holds."""
    found: set[str] = set()
    for path in sorted(folder.glob("gold/dev/*.jsonl")) if folder else ():
        for row in path.read_text(encoding="utf-8").split("\n"):
            if row.strip():
                item = json.loads(row)
                found |= {item["key"], digest(item["text"])}
    return found


def main() -> None:
    """Read the command line, count, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--measure", type=Path, default=os.environ.get("SITREP_MEASURE"))
    options = parser.parse_args()
    leave = measured(Path(options.measure) if options.measure else None)
    counts: Counter[str] = Counter()
    number = 0
    for key, text in texts(options.corpora):
        if key not in leave and digest(text) not in leave:
            number += 1
            counts.update(set(stems(text)))
    kept = sorted(((word, count) for word, count in counts.items() if count >= LEAST), key=lambda pair: (-pair[1], pair[0]))
    rows = [f"# texts {number}", *(f"{word}\t{count}" for word, count in kept)]
    options.out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{number} texts, {len(kept)} words")


if __name__ == "__main__":
    main()
