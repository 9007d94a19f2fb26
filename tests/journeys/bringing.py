"""Does what the worker does about lists, on the database of this process; `heard` only makes it heard of."""

from __future__ import annotations

import sys

import django


def main(only_heard: bool) -> None:
    """Bring in what was confirmed."""
    django.setup()
    from alongside.integration.bringing import bring_due
    from alongside.records import clock
    from alongside.records.models import Run

    if only_heard:
        Run.objects.create(job="heard of", started_at=clock.now(), finished_at=clock.now())
    else:
        bring_due()


if __name__ == "__main__":
    main("heard" in sys.argv)
