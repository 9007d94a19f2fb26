"""Run by test_delivery in programs of their own: workers that deliver at the same time, or are killed in the middle.

    python -m alongside.messages.tests.posting deliver FOLDER [DIE]

E-mail is written into FOLDER, a file for each. DIE is where the worker is killed: `before` the mail server is asked,
`after` it has answered, or at the nth write to the database,
a commit among them.

    python -m alongside.messages.tests.posting killed FOLDER MESSAGE
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from typing import Any

from alongside.records.tests.killing import in_child, killed_at


def kill() -> None:
    """As `kill -9` does it."""
    os.kill(os.getpid(), signal.SIGKILL)


def deliver(folder: str, die: str = "") -> None:
    """Deliver what is due, an hour from now."""
    import datetime as dt

    from django.conf import settings
    from django.core.mail.backends.filebased import EmailBackend

    from alongside.messages import delivery
    from alongside.records import clock

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.EMAIL_FROM = folder, "care@council.example"
    now, send = clock.now, EmailBackend.send_messages

    def sent(self: Any, messages: Any) -> Any:
        if die == "before":
            kill()
        answer = send(self, messages)
        if die == "after":
            kill()
        return answer

    EmailBackend.send_messages = sent  # type: ignore[method-assign, assignment]
    clock.now = lambda: now() + dt.timedelta(hours=1)
    with killed_at(int(die) if die.isdigit() else 0):
        delivery.deliver_due()


def look(message_id: int) -> tuple[str, int]:
    """The state of a message, and how many documents it has."""
    from alongside.messages.tests.making import message
    from alongside.records.models import Document

    kept = Document.objects.for_system("a test").filter(subject=f"message:{message_id}")
    return message(message_id).state, kept.count()


def killed(folder: str, message_id: str) -> None:
    """Kill a worker at its first write, the next at its second… until one lives; prints what is found after each."""
    found = []
    for number in range(1, 60):
        lived, _ = in_child(partial(deliver, folder, str(number)))
        _, said = in_child(partial(look, int(message_id)))
        found.append([lived, *said])
        if lived:
            break
    print(json.dumps(found))  # noqa: T201 - a program of its own


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    if sys.argv[1] == "killed":
        killed(*sys.argv[2:])
    else:
        deliver(*sys.argv[2:])
