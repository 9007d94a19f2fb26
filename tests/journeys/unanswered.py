"""Escalates what nobody will have answered in an hour and a little, on the database of this process."""

from __future__ import annotations

from datetime import timedelta

import django


def main() -> None:
    """Look as the worker's job will look then; what follows happens now."""
    django.setup()
    from alongside.pathways.actions import taking
    from alongside.pathways.queries import concern
    from alongside.records import clock
    from alongside.records.actors import SYSTEM

    for journey_id in concern.to_escalate(clock.now() + timedelta(minutes=61)):
        taking.escalate(journey_id, by=SYSTEM)


if __name__ == "__main__":
    main()
