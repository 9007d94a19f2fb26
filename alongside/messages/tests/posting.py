"""Run by test_delivery in programs of their own: workers that deliver at the same time, or are killed in the middle.

    python -m alongside.messages.tests.posting deliver FOLDER [DIE]

E-mail is written into FOLDER, a file for each. DIE is where the worker is killed: before the mail server is asked, or
after it has answered.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

WHERE = ("before", "after")


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
    delivery.deliver_due()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    deliver(*sys.argv[2:])
