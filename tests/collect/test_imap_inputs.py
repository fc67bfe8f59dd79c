"""Mailboxes as inputs: read only, each message once, whatever the server does."""

import os
import socket
import subprocess
import sys
import time
import tracemalloc

import pytest
from collect_helpers import NOW
from imap_helpers import PASSWORD, USER, certificates, serving
from mail_helpers import message

from sitrep.collect import Limits, Unchanged, collect, mailbox
from sitrep.collect.imap.address import wire_name
from sitrep.collect.web import Fetching
from sitrep.config import Settings
from sitrep.errors import CollectError, ConfigError
from sitrep.passwords import passwords
from sitrep.pipeline import open_pipeline
from sitrep.records import Failure

TEXT = "The ministry said on Tuesday that the bridge at Nowshera had been opened again after weeks of repairs, number {}."


def letter(number):
    return message(TEXT.format(number), Message_ID=f"<m{number}@x>").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def boxes(files, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    with serving(files) as boxes:
        boxes.folders["INBOX"] = {3: letter(3), 5: letter(5), 9: letter(9)}
        yield boxes


def settings(**more):
    return Fetching(**{"allow_hosts": ("localhost",), "timeout": 5, "passwords": lambda _: PASSWORD, **more})


def taken(address, limits=None, locations=None, **more):
    return list(collect([address], received=NOW, limits=limits or Limits(), fetching=settings(**more), locations=locations))


def reason(address, limits=None, **more):
    [failure] = [item for item in taken(address, limits, **more) if not isinstance(item, tuple)]
    assert isinstance(failure, Failure), failure
    assert "\n" not in failure.reason
    assert PASSWORD not in f"{failure}"
    return failure.reason


def opened(tmp_path, **more):
    return open_pipeline(
        tmp_path / "mail.db", now=NOW, settings=Settings(allow_hosts="localhost", workers=1, reader="rules", fetch_timeout=5, **more)
    )


def test_messages_are_documents_and_nothing_in_the_mailbox_is_changed(boxes):
    found = taken(boxes.address())
    assert [(item[0].location, item[0].key) for item in found] == [
        (f"{boxes.address()};UIDVALIDITY=7/;UID={uid}", f"imaps://{USER}@localhost:{boxes.port}#m{uid}@x") for uid in (3, 5, 9)
    ]
    assert [item[1] for item in found] == list(boxes.folders["INBOX"].values())
    assert [item[2][0].text for item in found] == [TEXT.format(uid) for uid in (3, 5, 9)]
    verbs = [line.split()[0] if not line.startswith("UID") else line for line in boxes.asked]
    assert verbs == [
        "CAPABILITY", "AUTHENTICATE", "(a", "EXAMINE", "UID SEARCH ALL", "UID FETCH 3,5,9 (UID RFC822.SIZE)",
        *(f"UID FETCH {uid} (UID BODY.PEEK[])" for uid in (3, 5, 9)), "LOGOUT",
    ]  # fmt: skip


def test_only_new_messages_are_fetched_the_second_time(boxes, tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_IMAP_PASSWORD", PASSWORD)
    with opened(tmp_path) as pipeline:
        result = pipeline.collect([boxes.address()])
        assert (result.line, result.heard) == ("3 documents", {boxes.address(): 3})
        result = pipeline.collect([boxes.address()])
        assert (result.line, result.heard) == ("0 documents, 1 address unchanged", {boxes.address(): 0})
        boxes.folders["INBOX"][12] = letter(12)
        boxes.asked.clear()
        assert pipeline.collect([boxes.address()]).line == "1 document"
        assert [line for line in boxes.asked if "FETCH" in line] == ["UID FETCH 12 (UID RFC822.SIZE)", "UID FETCH 12 (UID BODY.PEEK[])"]
        boxes.validity = 8  # the server has made all numbers anew
        assert pipeline.collect([boxes.address()]).line == "4 documents, 4 known already"
        assert pipeline.collect([boxes.address()]).line == "0 documents, 1 address unchanged"
        boxes.folders["Done"] = {1: boxes.folders["INBOX"].pop(3)}
        assert pipeline.collect([boxes.address("Done")]).line == "1 document, 1 known already"


def test_what_was_broken_off_is_taken_up_where_it_was(boxes, tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_IMAP_PASSWORD", PASSWORD)
    fetches = []

    def broken(send, connection, tag):
        fetches.append(tag)
        if len(fetches) == 2:
            connection.shutdown(socket.SHUT_RDWR)
            return
        send(f"* 1 FETCH (UID 3 BODY[] {{{len(letter(3))}}}", letter(3), ")", f"{tag} OK done")

    boxes.odd["FETCH"] = broken
    with opened(tmp_path) as pipeline:
        result = pipeline.collect([boxes.address()])
        assert result.line == "1 document, 1 failed"
        assert [(one.subject, one.reason, one.retry) for one in result.failures] == [(boxes.address(), "broke off while it was sent", True)]
        boxes.odd.clear()
        assert pipeline.collect([boxes.address()]).line == "2 documents"
        assert list(pipeline.store.failures("collect")) == []


def test_unread_messages_alone_if_that_is_wanted(boxes, tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_IMAP_PASSWORD", PASSWORD)
    boxes.seen = {3, 9}
    with opened(tmp_path) as pipeline:
        result = pipeline.collect([boxes.address("INBOX?UNSEEN")])
        assert (result.line, result.heard) == ("1 document", {boxes.address("INBOX?unseen"): 1})
        assert pipeline.collect([boxes.address("?all")]).line == "2 documents"  # the one that is known is not fetched again
    assert "UID SEARCH UNSEEN" in boxes.asked


def test_a_mailbox_is_watched(boxes, tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_IMAP_PASSWORD", PASSWORD)
    from sitrep.watching import Wanted, Watch

    said = []
    wanted = Wanted(inputs=(f"IMAPS://{USER}@LOCALHOST:{boxes.port}",), db=tmp_path / "mail.db")
    watch = Watch(wanted, Settings(allow_hosts="localhost", workers=1, reader="rules"), clock=lambda: NOW, say=said.append)
    assert not watch.poll()
    with opened(tmp_path) as pipeline:
        [known] = pipeline.store.watched()
    assert (known.address, known.error, sum(day.documents for day in known.arrivals)) == (boxes.address(), None, 3)


def test_the_password_stands_nowhere(boxes, tmp_path):
    path = tmp_path / "passwords"
    path.write_text(f"# mine\n{USER}@localhost  {PASSWORD}\n", encoding="utf-8")
    path.chmod(0o600)
    given = {"SITREP_ALLOW_HOSTS": "localhost", "SITREP_IMAP_PASSWORDS": str(path), "SITREP_WORKERS": "1"}

    def run(*words):
        command = [sys.executable, "-m", "sitrep", *words, "--db", str(tmp_path / "a.db")]
        return subprocess.run(command, env=os.environ | given, capture_output=True, check=False)

    with_password = boxes.address().replace(USER, f"{USER}:{PASSWORD}")
    done = [run("collect", boxes.address()), run("collect", with_password), run("check"), run("evidence", "verify")]
    assert [one.returncode for one in done] == [0, 1, 1, 0], [one.stderr for one in done]
    assert b"names a password" in done[1].stderr
    secret = PASSWORD.encode()
    assert all(secret not in one.stdout + one.stderr for one in done)
    held = [file for file in tmp_path.iterdir() if file.name.startswith("a.db")]
    assert held
    assert all(secret not in file.read_bytes() for file in held)
    assert PASSWORD not in repr(settings())
    assert PASSWORD not in repr(settings(passwords=passwords(str(path))))


def test_passwords_are_of_an_account_and_of_files_that_nobody_else_may_read(tmp_path):
    path = tmp_path / "passwords"
    path.write_text("# comment\n\na@x  one two \nb@x three\nc@x\n")
    path.chmod(0o600)
    known = passwords(str(path), {"SITREP_IMAP_PASSWORD": "other"})
    assert [known(account) for account in ("a@x", "b@x", "c@x", "d@x")] == ["one two", "three", "other", "other"]
    assert passwords("", {})("a@x") is None
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="may be read by others"):
        known("a@x")
    with pytest.raises(ConfigError, match="cannot be read"):
        passwords(str(tmp_path / "none"), {})("a@x")


def test_wrong_passwords_and_folders_are_said_in_our_own_words(boxes):
    assert reason(boxes.address(), passwords=lambda _: "wrong") == "refuses the name or the password"
    assert reason(boxes.address(), passwords=lambda _: None).startswith("needs a password (SITREP_IMAP_PASSWORD")
    assert reason(boxes.address("Nowhere")) == "has no such folder, or does not open it"


def test_a_server_without_plain_is_given_the_password_by_login_if_it_can_be(boxes):
    boxes.capability = "IMAP4rev1"
    assert len(taken(boxes.address(), passwords=lambda _: "plain")) == 3
    assert reason(boxes.address()) == "takes no password in a way that is known"  # signs that LOGIN has no form for
    boxes.capability = "IMAP4rev1 LOGINDISABLED"
    assert reason(boxes.address(), passwords=lambda _: "plain") == "takes no password in a way that is known"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("imap://a@x.example/INBOX", "is not encrypted, and not asked; imaps:// is"),
        ("imaps://x.example/INBOX", "is not the address of a mailbox (imaps://USER@HOST/FOLDER)"),
        ("imaps://a@/INBOX", "is not the address of a mailbox (imaps://USER@HOST/FOLDER)"),
        ("imaps://a@x.example/INBOX?SUBJECT%20x", "asks for what is neither ?unseen nor ?all"),
        ("imaps://a%0d%0aA1%20LOGOUT@x.example/", "is not the address of a mailbox (imaps://USER@HOST/FOLDER)"),
        ("imaps://a@x.example/%0aA1%20DELETE", "is not the address of a mailbox (imaps://USER@HOST/FOLDER)"),
        ("imaps://a@x.example:port/", "is not the address of a mailbox"),
        ("imaps://a@x.example/" + "x" * 1_000, "is not the address of a mailbox"),
        ("imaps://a:geheim@x.example/", "names a password, which belongs in SITREP_IMAP_PASSWORD or in the file of imap_passwords"),
        ("imaps://a:ge@heim@x.example/", "names a password, which belongs in SITREP_IMAP_PASSWORD or in the file of imap_passwords"),
    ],
)
def test_addresses_that_cannot_be_used(given, why):
    with pytest.raises(CollectError) as error:
        mailbox(given)
    assert error.value.reason == why
    assert "heim" not in str(error.value)
    [failure] = collect([given], received=NOW, limits=Limits(), fetching=settings())
    assert isinstance(failure, Failure)
    assert (failure.reason, "heim" in failure.subject) == (why, False)


def test_folders_and_names_go_as_the_protocol_writes_them(boxes):
    assert [wire_name(name) for name in ("INBOX", "A & B", "Entwürfe", "台北/日本語", 'a"b\\c')] == [
        '"INBOX"', '"A &- B"', '"Entw&APw-rfe"', '"&U,BTFw-/&ZeVnLIqe-"', '"a\\"b\\\\c"',
    ]  # fmt: skip
    boxes.folders["Entw&APw-rfe/2024"] = {1: letter(1)}
    [(capture, _, _)] = taken(boxes.address("Entw%C3%BCrfe/2024"))
    assert capture.location.startswith(f"imaps://{USER}@localhost:{boxes.port}/Entw%C3%BCrfe/2024;UIDVALIDITY=7")
    assert mailbox("imaps://ana%40daily.example@mail.example/").address == "imaps://ana%40daily.example@mail.example/INBOX"


def test_no_connection_is_made_to_a_machine_that_is_not_public(boxes):
    why = reason(boxes.address(), allow_hosts=())
    assert why.startswith("leads to localhost (")
    assert "127.0.0.1" in why
    assert boxes.asked == []
    assert reason("imaps://a@169.254.169.254/").startswith("leads to 169.254.169.254 (169.254.169.254), which is not a public address")


def test_certificates_are_checked(boxes, files, tmp_path, monkeypatch):
    assert reason(boxes.address(host="127.0.0.1"), allow_hosts=("127.0.0.1",)).startswith("has a certificate that is not accepted (")
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates(tmp_path / "other")[0]))
    assert reason(boxes.address()).startswith("has a certificate that is not accepted (")
    assert boxes.asked == []


def test_the_number_and_the_size_of_messages_are_bounded(boxes):
    boxes.folders["INBOX"] = {uid: letter(uid) for uid in range(1, 8)} | {4: letter(4) + b"x" * 3_000}
    found = taken(boxes.address(), Limits(max_messages=5, max_bytes=2_000))
    assert [item[0].location.rpartition("=")[2] if isinstance(item, tuple) else (item.subject, item.reason) for item in found] == [
        "1", "2", "3", (f"{boxes.address()};UIDVALIDITY=7/;UID=4", "is a message larger than 2000 bytes"), "5",
        (boxes.address(), "has more than 5 new messages; the others are left for the next run"),
    ]  # fmt: skip


def lines(*said):
    return lambda send, connection, tag: send(*(line.format(tag=tag) for line in said))


def endless(line, pause=0.0):
    def odd(send, connection, tag):
        while True:
            send(line)
            time.sleep(pause)

    return odd


def silent(send, connection, tag):
    time.sleep(30)


def dripping(send, connection, tag):
    for _ in range(100):
        send(b"*")
        time.sleep(0.2)


def half(send, connection, tag):
    send("* 3 FETCH (UID 3 BODY[] {1000}", b"x" * 10)
    connection.shutdown(socket.SHUT_RDWR)


HUGE = b"x" * 60_000 + b"\r\n"


@pytest.mark.parametrize(
    ("verb", "odd", "why"),
    [
        ("FETCH", lines("* 3 FETCH (UID 3 BODY[] {{99999999999}}"), "sends more than was asked for"),
        ("FETCH", lines("* 3 FETCH (UID 3 BODY[] {{" + "9" * 5_000 + "}}"), "does not answer in IMAP"),
        ("FETCH", endless(b"* 1 FETCH (FLAGS (" + b"x" * 60_000 + b"))\r\n"), "sends more than was asked for"),
        ("SEARCH", endless(HUGE), "does not answer in IMAP"),
        ("SEARCH", endless(b"* SEARCH " + b"1 " * 30_000 + b"\r\n"), "sends more than was asked for"),
        ("WELCOME", endless(b"x" * 60_000), "does not answer in IMAP"),
        ("WELCOME", lines("HTTP/1.1 400 Bad Request"), "does not answer in IMAP"),
        ("WELCOME", lines("* BYE go away"), "does not answer in IMAP"),
        ("WELCOME", silent, "took longer than 3 seconds"),
        ("WELCOME", dripping, "took longer than 3 seconds"),
        ("SEARCH", silent, "took longer than 3 seconds"),
        ("FETCH", dripping, "took longer than 3 seconds"),
        ("FETCH", half, "broke off while it was sent"),
        ("EXAMINE", lines("* 1 EXISTS", "{tag} OK [READ-ONLY] done"), "does not answer in IMAP"),
        ("EXAMINE", lines("* OK [UIDVALIDITY 99999999999999999999] x", "{tag} OK done"), "does not answer in IMAP"),
        ("SEARCH", lines("{tag} NO cannot"), "cannot be searched"),
        ("SEARCH", lines("{tag} BAD what"), "does not answer in IMAP"),
        ("CAPABILITY", lines("{tag} OK none"), "does not answer in IMAP"),
    ],
)
def test_hostile_servers_are_bounded_and_said_in_one_line(boxes, verb, odd, why):
    boxes.odd[verb] = odd
    tracemalloc.start()
    begun = time.monotonic()
    assert reason(boxes.address(), Limits(max_bytes=1_000_000), timeout=3) == why
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < 60
    assert peak < 120_000_000


@pytest.mark.parametrize(
    "said",
    [
        ("* SEARCH", "{tag} OK done"),
        ("* SEARCH 0 99999999999999 abc -5", "{tag} OK done"),
        ("{tag} OK done",),
    ],
)
def test_answers_that_say_nothing_give_nothing(boxes, said):
    boxes.odd["SEARCH"] = lines(*said)
    boxes.odd["FETCH"] = lines("{tag} OK done")
    assert taken(boxes.address()) == [Unchanged(address=boxes.address())]


def test_a_message_of_another_number_and_one_that_lies_about_its_size_are_not_taken_for_it(boxes):
    boxes.folders["INBOX"] = {3: letter(3), 5: letter(5)}
    boxes.odd["FETCH"] = lines("* 1 FETCH (UID 4 BODY[] {{3}}", "abc)", "{tag} OK done")
    assert taken(boxes.address()) == [Unchanged(address=boxes.address())]
    boxes.odd.clear()
    boxes.odd["SIZES"] = lines("* 1 FETCH (UID 3 RFC822.SIZE 5)", "* 2 FETCH (UID 5 RFC822.SIZE 999999999)", "{tag} OK done")
    found = taken(boxes.address(), Limits(max_bytes=1_000))
    assert [type(item) for item in found] == [tuple, Failure]
    boxes.folders["INBOX"] = {3: letter(3) + b"x" * 500_000}
    assert reason(boxes.address(), Limits(max_bytes=1_000)) == "sends more than was asked for"


def test_mail_that_the_server_made_up_is_read_as_any_other(boxes):
    boxes.folders["INBOX"] = {1: b"\0\xff" * 99, 2: b"", 3: letter(3)}
    found = taken(boxes.address())
    assert [item[2][0].reason if isinstance(item[2][0], Failure) else "taken" for item in found if isinstance(item, tuple)] == [
        "is not a mail message: it has no header that every message has",
        "taken",
    ]
