"""Mail: messages (RFC 5322, MIME) and files of many messages (mbox), whoever wrote them.

    messages(file)      the messages of an mbox file, one at a time
    key_of(message)     what names a message: its Message-ID
    mail_documents(…)   the document of one message

Memory is bounded by the largest message that is taken. Attachments are never opened.
"""

from __future__ import annotations

from sitrep.collect.mail.headers import key_of
from sitrep.collect.mail.letter import mail_documents
from sitrep.collect.mail.mbox import Fault, Message, is_mbox, messages

__all__ = ["Fault", "Message", "is_mbox", "key_of", "mail_documents", "messages"]
