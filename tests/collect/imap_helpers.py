"""A server of IMAP on this machine that does as it is told, over TLS, with a certificate of a test's own."""

import datetime
import re
import socket
import ssl
import threading
from contextlib import contextmanager, suppress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "desk", "s3cret öß"


def certificates(folder, name="localhost"):
    """The files of an authority's certificate, and of a certificate of `name` that it vouches for with its key."""
    now = datetime.datetime.now(datetime.UTC)

    def made(subject, key, issuer, signer, authority):
        builder = x509.CertificateBuilder().subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, subject)]))
        builder = builder.issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)])).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        builder = builder.not_valid_after(now + datetime.timedelta(days=9))
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        if not authority:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
        return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    ca, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    files = [folder / one for one in ("ca.pem", "cert.pem", "key.pem")]
    files[0].write_bytes(made("Test authority", ca, "Test authority", ca, True))
    files[1].write_bytes(made(name, own, "Test authority", ca, False))
    files[2].write_bytes(own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return files


class Mailboxes:
    """Folders by their name as it is sent, each UID to message. `asked` are the commands; `odd` answers one of them in its own way."""

    def __init__(self):
        self.folders = {"INBOX": {}}
        self.validity, self.capability = 7, "IMAP4rev1 AUTH=PLAIN"
        self.seen = set()
        self.asked = []
        self.odd = {}
        self.port = 0

    def address(self, folder="INBOX", host="localhost"):
        return f"imaps://{USER}@{host}:{self.port}/{folder}"

    def talk(self, connection):
        reader = connection.makefile("rb")
        folder = {}

        def send(*lines):
            connection.sendall(b"".join(line if isinstance(line, bytes) else line.encode() + b"\r\n" for line in lines))

        if self.answered("WELCOME", send, connection):
            return
        send("* OK ready")
        while line := reader.readline():
            tag, _, said = line.decode().rstrip("\r\n").partition(" ")
            self.asked.append(said)
            verb = said.split()[0].upper() if said.split()[0].upper() != "UID" else said.upper().split()[1]
            if "RFC822.SIZE" in said:
                verb = "SIZES"
            if self.answered(verb, send, connection, tag):
                continue
            if verb == "CAPABILITY":
                send(f"* CAPABILITY {self.capability}", f"{tag} OK done")
            elif verb == "AUTHENTICATE":
                import base64

                send("+ ")
                given = base64.b64decode(reader.readline())
                self.asked.append("(a password)")
                good = given == f"\0{USER}\0{PASSWORD}".encode()
                send(f"{tag} OK done" if good else f"{tag} NO wrong: {given!r}")
            elif verb == "LOGIN":
                send(f"{tag} OK done" if said.endswith(f'"{USER}" "plain"') else f"{tag} NO wrong")
            elif verb == "EXAMINE":
                name = re.fullmatch(r'EXAMINE "(.*)"', said)[1]
                if name not in self.folders:
                    send(f"{tag} NO no such mailbox")
                    continue
                folder = self.folders[name]
                send(f"* {len(folder)} EXISTS", f"* OK [UIDVALIDITY {self.validity}] valid", f"{tag} OK [READ-ONLY] done")
            elif verb == "SEARCH":
                wanted = [uid for uid in folder if "UNSEEN" not in said or uid not in self.seen]
                send("* SEARCH " + " ".join(map(str, wanted)), f"{tag} OK done")
            elif verb == "SIZES":
                uids = [int(one) for one in said.split()[2].split(",")]
                send(*[f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(folder[uid])})" for uid in uids if uid in folder], f"{tag} OK done")
            elif verb == "FETCH":
                uid = int(said.split()[2])
                if uid in folder:
                    send(f"* {uid} FETCH (FLAGS ())", f"* {uid} FETCH (UID {uid} BODY[] {{{len(folder[uid])}}}", folder[uid], ")")
                send(f"{tag} OK done")
            elif verb == "LOGOUT":
                send("* BYE bye", f"{tag} OK done")
                return
            else:
                send(f"{tag} BAD not known")

    def answered(self, verb, send, connection, tag=""):
        odd = self.odd.get(verb)
        if odd is None:
            return False
        odd(send, connection, tag)
        return True


@contextmanager
def serving(files):
    """A server of these certificates, until the block ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files[1:])
    boxes, listening = Mailboxes(), socket.create_server(("127.0.0.1", 0))
    boxes.port = listening.getsockname()[1]
    open_ones = []

    def one(raw):
        with suppress(OSError, ValueError), raw, context.wrap_socket(raw, server_side=True) as connection:
            boxes.talk(connection)

    def accept():
        with suppress(OSError):
            while True:
                raw, _ = listening.accept()
                open_ones.append(raw)
                threading.Thread(target=one, args=(raw,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield boxes
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for raw in open_ones:
            with suppress(OSError):
                raw.close()
