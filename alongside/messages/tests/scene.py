"""Letters in every state about one of the cast, written into the database this program is started on.

python -m alongside.messages.tests.scene NAME WORKER
"""

from __future__ import annotations

import os
import sys


def make(name: str, worker: str) -> None:
    """Letters about the person called NAME, written by the worker called WORKER."""
    import datetime as dt

    from alongside.messages import delivery
    from alongside.messages.tests.making import ASSESSMENT, sent, written
    from alongside.people.models import Person
    from alongside.records import actors, clock
    from alongside.records.models import Worker

    person = Person.objects.for_system("a scene").get(name=name).pk
    by = actors.of(Worker.objects.get(name=worker).pk)
    assert by is not None
    ready, posted = written(person, by), written(person, by)
    now = clock.now
    clock.now = lambda: now() + dt.timedelta(minutes=20)
    delivery.deliver_due()
    clock.now = now
    sent(posted.pk, by)
    copy = {"template": "copy-of-assessment", "context": ASSESSMENT}
    written(person, by, **copy)
    written(person, by, **copy, format="easy-read", due_on=clock.today() + dt.timedelta(days=4))
    written(person, by, lacks_capacity=None, due_on=clock.today())
    print(ready.pk)  # noqa: T201 - a program of its own


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    make(*sys.argv[1:])
