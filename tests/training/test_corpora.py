"""The corpus step: no text of the measuring kit gets into training."""

import gzip
import json

import pytest

from sitrep.read.trained.pieces import WordPiece
from training import corpora

PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", "the", "mayor", "said", "bridge", "was", "open", "."])


def span(text, words):
    return [{"start": text.index(words), "end": text.index(words) + len(words), "text": words}]


def row(key, text):
    return {"key": key, "text": text, "gold": {"attributions": [
        {"source": span(text, "The mayor"), "cue": span(text, "said"), "content": span(text, "the bridge was open"), "style": "indirect"}
    ]}}  # fmt: skip


@pytest.fixture
def corpus(tmp_path):
    """A corpus of three texts, of which the kit holds one by key and one by text."""
    rows = [
        row("a", "The mayor said the bridge was open."),
        row("b", "The mayor said the bridge was open!"),
        row("c", "The mayor said: the bridge was open."),
    ]
    rows[1]["text"] = "The  mayor said the bridge was open .. here"
    with gzip.open(tmp_path / "train.jsonl.gz", "wt") as out:
        out.writelines(json.dumps(one) + "\n" for one in rows)
    with gzip.open(tmp_path / "train_corenlp.txt.gz", "wt") as out:
        out.write("# a\n1\tThe\tthe\tDT\tO\t2\tdet\t0\t3\n2\tmayor\tmayor\tNN\tO\t0\troot\t4\t9\n\n")
    gold = tmp_path / "kit" / "gold" / "dev"
    gold.mkdir(parents=True)
    held = [{"key": "a", "text": "other"}, {"key": "z", "text": "the mayor said the bridge was open\nHERE"}]
    (gold / "task.jsonl").write_text("".join(json.dumps(one) + "\n" for one in held))
    return tmp_path


def test_texts_of_the_kit_are_dropped_by_key_and_by_text(corpus):
    made = corpora.polnear(corpus / "train.jsonl.gz", corpora.Gold(corpus / "kit"), PIECES)
    assert [one.key for one in made] == ["c"]
    everything = corpora.polnear(corpus / "train.jsonl.gz", corpora.Gold(None), PIECES)
    assert [one.key for one in everything] == ["a", "b", "c"]


def test_spans_become_words_and_parses_become_labels(corpus):
    made = corpora.polnear(corpus / "train.jsonl.gz", corpora.Gold(None), PIECES)[0]
    said = made.said[0]
    assert (said.source, said.cue, said.content) == ((0, 2), (2, 3), [(3, 7)])
    assert made.heads[:2] == [1, 1]
    assert made.tags[2] == -1


def test_nesting_is_found_from_contents():
    outer = corpora.Said((1, 2), (0, 1), [(2, 9)])
    inner = corpora.Said((3, 4), (2, 3), [(4, 9)])
    corpora.nest([outer, inner])
    assert (outer.outer, inner.outer) == (None, 0)
