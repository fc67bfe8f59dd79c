"""Mailboxes over IMAP (RFC 9051, RFC 3501) and TLS, read only: new messages, each once.

    is_mailbox(given)   whether an input is the address of a mailbox
    mailbox(given)      its parts
    mail_captures(…)    the messages that are new

Nothing in a mailbox is changed: it is opened by EXAMINE, and messages are taken by BODY.PEEK, which marks none as read.
"""

from __future__ import annotations

from sitrep.collect.imap.address import Mailbox, is_mailbox, mailbox, place_of
from sitrep.collect.imap.taking import mail_captures

__all__ = ["Mailbox", "is_mailbox", "mail_captures", "mailbox", "place_of"]
