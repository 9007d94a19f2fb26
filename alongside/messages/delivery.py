"""What the worker does about messages, each minute: letters go into the print queue, e-mails are sent, once.

A message is drawn first and then taken in one short transaction, which looks whether it is still as it was drawn.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from alongside.messages.actions import delivering
from alongside.messages.drawing import Undrawable, draw, said, text
from alongside.messages.models import Message
from alongside.messages.queries.going import place, recipient
from alongside.messages.queries.waiting import due, taken_before
from alongside.messages.rules.gate import EMAIL
from alongside.records import clock, documents
from alongside.records.actors import SYSTEM

log = logging.getLogger(__name__)

LOST = timedelta(minutes=15)
"""How long a worker may take over one e-mail before nobody believes that it still lives."""

# What the server said before it had taken the message, or instead of taking it: then it is certain that nothing left.
REFUSED = (ConnectionRefusedError, smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError,
           smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)  # fmt: skip


def deliver_due() -> None:
    """Deliver what is due now; the oldest first."""
    now = clock.now()
    for message_id in taken_before(now - LOST):
        delivering.give_up(message_id, by=SYSTEM, since=now - LOST)
    for row in due(now):
        _deliver(row, now)


def _deliver(row: Message, now: datetime) -> None:
    here = place(row, recipient(row), now).text
    try:
        drawn = draw(row, here)
    except Undrawable as error:
        delivering.hold_undrawn(row.pk, by=SYSTEM, why=str(error), seen=row.version)
        return
    given = {"drawn": drawn, "seen": row.version, "place": here}
    if row.channel != EMAIL:
        delivering.make_ready(row.pk, by=SYSTEM, **given)
    elif delivering.claim(row.pk, by=SYSTEM, **given):
        _send(row, here)


def _send(row: Message, to: str) -> None:
    try:
        _mail(row, to).send()
    except REFUSED as error:
        log.warning("message %s was not taken by the mail server", row.pk)
        delivering.mark_not_sent(row.pk, by=SYSTEM, why=f"{type(error).__name__}", sure=True)
    except Exception:  # whatever it was, nobody knows whether the message left
        log.exception("it is not known whether message %s was sent", row.pk)
        delivering.mark_not_sent(row.pk, by=SYSTEM, why="", sure=False)
    else:
        delivering.mark_sent(row.pk, by=SYSTEM)


def _mail(row: Message, to: str) -> EmailMessage:
    """The letter as text, with the document that is kept beside it where that is more than the text."""
    kept = Message.objects.for_system("to send what was kept").select_related("document").get(pk=row.pk)
    mail = EmailMessage(row.title, text(row, said(row)), settings.EMAIL_FROM, [to])
    # The same each time: a mail server that sees it twice can tell.
    mail.extra_headers["Message-ID"] = (
        f"<{row.pk}.{row.text_id[:16]}@{settings.EMAIL_FROM.rpartition('@')[2]}>"
    )
    document = kept.document
    if document is not None and not document.media_type.startswith(documents.TEXT):
        kind = document.media_type.partition(";")[0]
        mail.attach(f"letter{documents.ending(kind)}", documents.content(document.pk), kind)
    return mail
