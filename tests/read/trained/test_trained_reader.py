"""The trained reader on whatever comes: true offsets, no crash, the same reading alone and in company."""

import json
import shutil
import threading
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import ReadError
from sitrep.read import READERS, reader
from sitrep.read.trained.model import FOLDER, Model, model
from sitrep.records import Document, Failure, Reading, Span, Voice, make_id

REPORT = (
    "The Evening Post reported on Tuesday that a miller, Omar Sadiq, had told its reporter that the bridge was mined.\n\n"
    "“Nobody has crossed it since,” he said. “Nobody will.”\n\nThe army denied the report. The road is reportedly closed."
)


def document(text, key="-", language="en"):
    return Document(
        id=make_id("doc", key, text), article=make_id("art", key), key=key, text=text, language=language, published="2024-03-06"
    )


def read(text, **given):
    return reader("trained", threads=1).read(document(text, **given))


def spans(value):
    """Every span of a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Document):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


def sound(text, reading):
    """Whether a reading keeps the contract: true spans, voices, chains and links that fit."""
    assert all(text[one.start : one.end] == one.text for one in spans(reading))
    ids = {one.id for one in reading.statements}
    assert len(ids) == len(reading.statements)
    for one in reading.statements:
        assert one.content
        assert all(part.text.strip() for part in one.content)
        assert (one.voice is Voice.OWN) == (not one.attribution)
        assert set(one.inner) <= ids - {one.id}
        assert len(one.attribution) <= 9


HOSTILE = {
    "empty": "",
    "blank": " \n\t\n ",
    "one word": "Fire",
    "one sign": "“",
    "NUL": "The army\x00 said\x00 that the road\x00 was shut.\x00",
    "emoji": "🚀 The army 🇵🇰 said 👩‍👩‍👧 that it had “won” 💥.",
    "right to left": "قال الجيش إن الطريق مغلق. The army said الطريق was shut. אמר הצבא",
    "combining": "T́hé ármy̆ said that ŏ was ńot.",
    "marks": '“ ‘ « „ " \' ” ’ » The army said “ that " it « was ‘ over',
    "quotes": "“a” " * 3_000,
    "openings": "“The army said " * 300,
    "closings": "said ” ' \" " * 300,
    "no full stop": "the army said that the road was shut and " * 600,
    "one long word": "a" * 3_000_000,
    "many lines": "x\n" * 5_000,
    "surrogates": "The army said \ud800 that \udfff it was over.",
    "only cues": "said said said that said, according to said, said said " * 50,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_without_harm(name):
    sound(HOSTILE[name], read(HOSTILE[name]))


PIECES = st.sampled_from(
    ["“", "”", '"', "'", " said ", "The army ", "that ", ", ", ". ", "\n\n", "according to ", "he ", "12 killed", "é", "橋", "\x00", "🚀"]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=150, deadline=None)
def test_offsets_are_true_for_any_text(text):
    sound(text, read(text))


def test_a_chain_is_read():
    reading = read(REPORT)
    chains = [[link.source.text if link.source else None for link in one.attribution] for one in reading.statements]
    assert ["The Evening Post", "a miller, Omar Sadiq"] in chains
    assert any(chain and chain[-1] == "he" for chain in chains)
    sound(REPORT, reading)


def test_a_document_reads_the_same_alone_in_company_and_again():
    alone = read(REPORT)
    texts = [document(REPORT if number == 5 else f"Police said {number} men were held. " * number, key=str(number)) for number in range(12)]
    among = list(reader("trained", threads=2).pipe(texts))[5]
    assert [(one.content, one.attribution, one.polarity, one.modality) for one in among.statements] == [
        (one.content, one.attribution, one.polarity, one.modality) for one in alone.statements
    ]
    assert read(REPORT) == alone


def test_a_long_document_is_read_in_segments():
    text = "The mayor said that the bridge was open. Nobody was hurt. " * 1_300
    reading = read(text)
    sound(text, reading)
    assert sum(len(one.attribution) == 1 for one in reading.statements) >= 1_250


def test_another_language_is_kept_unread_and_said_so():
    reading = read("Le maire a dit que le pont était ouvert.", language="fr")
    assert reading.statements == ()
    assert reading.document.language == "fr"
    assert reading.made_by == reader("trained").made_by
    assert reading.made_by == f"{model(FOLDER, 0).name}.{reader('rules').made_by.removeprefix('rules@')}"


@pytest.mark.parametrize("threads", [1, 2])
def test_a_stream_keeps_its_order_and_takes_documents_as_they_are_needed(threads):
    taken = []

    def stream():
        for number in range(400):
            taken.append(number)
            yield document(f"The mayor of Town {number} said that the bridge was open.", key=str(number))

    results = reader("trained", threads=threads).pipe(stream())
    assert [next(results).document.key for _ in range(3)] == ["0", "1", "2"]
    assert len(taken) < 100
    results.close()
    assert not any(thread.name.startswith("encoder") for thread in threading.enumerate())


def test_what_is_encoded_while_something_else_is_decoded_changes_nothing():
    texts = [
        document(f"Police in Town {number} said {number} men were held. " * (1 + number % 5 * 8), key=str(number)) for number in range(40)
    ]
    assert list(reader("trained", threads=2).pipe(texts)) == list(reader("trained", threads=1).pipe(texts))


@pytest.mark.parametrize("name", READERS)
def test_both_readers_give_readings(name):
    results = list(reader(name).pipe([document("The mayor said that the bridge was open.")]))
    assert not [one for one in results if isinstance(one, Failure)]
    assert all(isinstance(one, Reading) and one.statements for one in results)


@pytest.fixture
def folder(tmp_path):
    """A copy of the model that may be damaged."""
    shutil.copytree(FOLDER, tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize("name", ["model.onnx", "heads.npz", "vocab.txt"])
def test_a_damaged_file_is_one_clear_error(folder, name):
    held = (folder / name).read_bytes()
    (folder / name).write_bytes(held[: len(held) // 2])
    with pytest.raises(ReadError, match="damaged") as caught:
        Model(folder)
    assert name in str(caught.value)


def test_a_missing_file_is_one_clear_error(folder):
    (folder / "model.onnx").unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        Model(folder)


@pytest.mark.parametrize(("field", "value"), [("format", 99), ("cues", ["O"]), ("entities", []), ("format", None)])
def test_a_model_of_another_version_is_one_clear_error(folder, field, value):
    card = json.loads((folder / "labels.json").read_text())
    (folder / "labels.json").write_text(json.dumps(card | {field: value}))
    with pytest.raises(ReadError, match=f"another version than this program .{field}."):
        Model(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"'])
def test_broken_labels_are_one_clear_error(folder, text):
    (folder / "labels.json").write_text(text)
    with pytest.raises(ReadError):
        Model(folder)


def test_the_model_is_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 30 * 1024 * 1024
