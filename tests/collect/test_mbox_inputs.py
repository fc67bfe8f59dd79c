"""Files of many messages as inputs: streamed, each message a capture, what is broken said with its place."""

import gzip
import tracemalloc
from pathlib import Path

import pytest
from collect_helpers import NOW
from mail_helpers import BRIDGE, MAIL, message

from sitrep.collect import Limits, Unchanged, collect
from sitrep.collect import captures as taken_from
from sitrep.records import Capture, Failure

FROM = b"From jane@daily.example Tue Mar 12 10:15:00 2024\n"


def mbox(*bodies: bytes, before: bytes = FROM) -> bytes:
    return b"".join(before + body.rstrip(b"\n") + b"\n\n" for body in bodies)


def numbered(count: int) -> list[bytes]:
    return [message(Message_ID=f"<{number}@x.example>", Subject=f"Report {number}") for number in range(count)]


def written(folder: Path, data: bytes, name: str = "a.mbox") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def captures(path: str, **more: int) -> list[tuple[Capture, bytes] | Failure]:
    return list(taken_from(path, received=NOW, limits=Limits(**more)))


@pytest.mark.parametrize("name", ["a.mbox", "a.mbox.gz", "archive", "a.mbx"])
def test_each_message_is_a_capture_with_its_id(tmp_path, name):
    data = mbox(*numbered(3))
    path = written(tmp_path, gzip.compress(data) if name.endswith("gz") else data, name)
    found = captures(path)
    assert [capture.key for capture, _ in found] == [f"{path}#{number}@x.example" for number in range(3)]
    assert [capture.location for capture, _ in found] == [f"mid:{number}@x.example" for number in range(3)]
    assert [capture.media_type for capture, _ in found] == [MAIL] * 3
    assert [body.rstrip() for _, body in found] == [body.rstrip() for body in numbered(3)]


@pytest.mark.parametrize(
    "before",
    [
        FROM,
        b"From - Tue Mar 12 10:15:00 2024\r\n",
        b"From jane at daily.example  Tue Mar 12 10:15:00 2024\n",
        b"From jane Tue Mar 12 10:15 2024\n",
        b"From jane Tue Mar 12 10:15:00 PKT 2024\n",
        b"From jane Tue Mar 12 10:15:00 2024 +0500\n",
        b"From \n",
        b"From -\n",
    ],
)
def test_lines_before_messages_as_programs_write_them(tmp_path, before):
    assert len(captures(written(tmp_path, mbox(*numbered(3), before=before)))) == 3


def test_lines_that_begin_like_the_one_before_a_message_are_text(tmp_path):
    text = b"From now on the road is shut.\nFrom 10:15 on Tuesday in 2024\nit was open.\n>From the bridge\n>>From above\n"
    path = written(tmp_path, mbox(message(text), *numbered(1)))
    [(_, first), _] = captures(path)
    assert first.endswith(b"From now on the road is shut.\nFrom 10:15 on Tuesday in 2024\nit was open.\nFrom the bridge\n>From above\n")


def test_a_message_without_an_id_is_known_by_its_bytes(tmp_path):
    path = written(tmp_path, mbox(message(Message_ID=None)))
    [(capture, _)] = captures(path)
    assert capture.key == f"{path}#{capture.digest[:16]}"
    assert capture.location == f"sha256:{capture.digest}"


def test_broken_messages_are_said_with_their_line_and_the_rest_go_on(tmp_path):
    large = message("x" * 70 + "\n") + b"y" * 200_000 + b"\n"
    bodies = [*numbered(1), large, b"not: a message\n\ntext", *numbered(3)[2:]]
    path = written(tmp_path, mbox(*bodies) + FROM + b"Subject:")
    found = [item if isinstance(item, Failure) else item[2] for item in collect([path], received=NOW, limits=Limits(max_bytes=100_000))]
    lines = [number for number, line in enumerate(Path(path).read_bytes().split(b"\n"), 1) if line.startswith(b"From ")]
    assert found[1] == Failure(subject=f"{path}:{lines[1]}", reason="is a message larger than 100000 bytes")
    assert [one.reason for one in found[2] if isinstance(one, Failure)] == [
        "is not a mail message: it has no header that every message has"
    ]
    assert [one.text for item in (found[0], found[3]) for one in item] == [BRIDGE, BRIDGE]
    assert [one.reason for one in found[4]] == ["has no text"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"Subject: x\n\ntext", "is not an mbox file"),
        (b"From here on nothing\n", "is not an mbox file"),
        (b"\0" * 99, "is not an mbox file"),
    ],
)
def test_what_is_no_mbox_is_said(tmp_path, data, reason):
    path = written(tmp_path, data)
    assert captures(path) == [Failure(subject=path, reason=reason)]


def test_a_file_that_is_cut_gives_what_stands_before(tmp_path):
    data = gzip.compress(
        mbox(*(message("".join(f"{number * 7919 % 10_007} " for number in range(4_000)), Message_ID=f"<{n}@x>") for n in range(40)))
    )
    path = written(tmp_path, data[: len(data) * 3 // 4], "a.mbox.gz")
    *found, last = captures(path)
    assert last == Failure(subject=path, reason="is a compressed file that was cut off")
    assert len(found) >= 10


def test_a_long_file_is_taken_in_little_memory(tmp_path):
    body = message("A line of a message that is as long as lines are.\n" * 400)
    path = written(tmp_path, mbox(body) * 300)  # 6 MB
    tracemalloc.start()
    count = sum(1 for _ in taken_from(path, received=NOW, limits=Limits()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 300
    assert peak < 2_000_000


def test_a_line_without_end_is_bounded(tmp_path):
    path = written(tmp_path, FROM + b"Subject: x\n\n" + b"From " * 2_000_000 + b"\n\n" + mbox(*numbered(1)))
    tracemalloc.start()
    found = captures(path, max_bytes=100_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[0] == Failure(subject=f"{path}:1", reason="is a message larger than 100000 bytes")
    assert len(found) == 2
    assert peak < 2_000_000


def test_what_is_kept_already_is_not_made_again_wherever_the_file_lies(tmp_path):
    kept = {capture.digest for capture, _ in captures(written(tmp_path, mbox(*numbered(2))))}
    path = written(tmp_path, mbox(*numbered(3)), "b.mbox")
    found = list(collect([path], received=NOW, limits=Limits(), have=lambda capture: capture.digest in kept))
    assert found[:2] == [Unchanged(address=f"mid:{number}@x.example", key=f"{path}#{number}@x.example") for number in range(2)]
    assert found[2][2][0].title == "Report 2"


def test_two_messages_of_one_id_have_keys_of_their_own(tmp_path):
    path = written(tmp_path, mbox(message(), message(), message("Something else was said about the road that leads to the bridge.")))
    keys = [one.key for item in collect([path], received=NOW, limits=Limits()) for one in item[2]]
    assert keys == [f"{path}#a1@daily.example", f"{path}#a1@daily.example#2", f"{path}#a1@daily.example#3"]


def test_messages_are_told_by_their_content(tmp_path):
    assert captures(written(tmp_path, message(), "letter"))[0][0].media_type == MAIL
    assert captures(written(tmp_path, message(), "a.eml"))[0][0].media_type == MAIL
    assert captures(written(tmp_path, message(), "a.txt"))[0][0].media_type == "text/plain"
    assert captures(written(tmp_path, b"Note: a text\nthat has colons\n", "note"))[0][0].media_type == "text/plain"
