"""Passages in rows: what is marked stays on its words, and nothing that is kept for measuring gets in."""

from training.marked import kept_aside

from sitrep.read.trained.labels import EVENT_TAGS
from sitrep.read.trained.pieces import WordPiece
from training import event_corpora

PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")])


def passages(tmp_path, count, words="the gate was shut for the night"):
    """A file of passages of one event each, every trigger another made word; gives (path, triggers of those not kept aside)."""
    blocks, triggers = [], set()
    for number in range(count):
        trigger = "".join(chr(97 + int(digit)) for digit in f"{number:03}") + "z"
        blocks.append(f"@ row-{number:04} style=wire\n<a1>Guards</a1> <e1 COERCE arrest>{trigger}</e1> <r1>a man</r1> and {words}.")
        if not kept_aside(f"row-{number:04}"):
            triggers.add(trigger)
    path = tmp_path / "events.txt"
    path.write_text("\n\n".join(blocks) + "\n")
    return path, triggers


def test_every_trigger_of_a_row_stands_on_its_own_word(tmp_path):
    path, triggers = passages(tmp_path, 60)
    rows = event_corpora.rows_of(path, PIECES, most=5, seed=1)
    found = [tuple(row.words.pieces[told.trigger[0]]) for row in rows for told in row.events]
    assert sorted(found) == sorted(tuple(PIECES.words(trigger).pieces[0]) for trigger in triggers)
    assert all(told.trigger[1] - told.trigger[0] == 1 and told.roles[0] and told.roles[1] for row in rows for told in row.events)
    assert all(2 <= len(row.events) <= 5 for row in rows[:-1])
    assert {f"B-{told.type}" for row in rows for told in row.events} <= set(EVENT_TAGS)


def test_long_texts_are_in_no_row(tmp_path):
    path, _ = passages(tmp_path, 20, words="so on " * event_corpora.LONG)
    assert event_corpora.rows_of(path, PIECES, most=5, seed=1) == []
