"""Organisations with agreements and members, for tests; and a clock that stands at a time of day in London."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import time_machine

from alongside.people.actions import organisations as actions
from alongside.people.models import Organisation
from alongside.people.queries import lending
from alongside.people.tests.making import worker
from alongside.records import actors, clock
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Post

DAY = timedelta(days=1)


@contextmanager
def london(day: date, hour: int = 12, minute: int = 0) -> Iterator[None]:
    """The clock stands at this time of day in London."""
    moment = lending.start_of(day).replace(hour=hour, minute=minute)
    with time_machine.travel(moment, tick=False):
        yield


def partner(**terms: Any) -> int:
    """An organisation with one agreement, ten days behind it and ten before it unless said otherwise."""
    owner = worker("commissioner", "quality", name="Ada Keeper")
    made = actions.add_organisation(
        by=SYSTEM, name=f"Orchard {Organisation.objects.count()}", kind="voluntary"
    )
    agree(made, owner, **terms)
    return int(made)


def agree(organisation: int, owner: Actor, **terms: Any) -> int:
    """Make an agreement with an organisation."""
    said: dict[str, Any] = {
        "title": "Working together",
        "purpose": "People both look after",
        "signed_by": "Bea Director",
        "starts_on": clock.today() - 10 * DAY,
        "expires_on": clock.today() + 10 * DAY,
    }
    made = actions.make_agreement(organisation, by=SYSTEM, owner_id=owner.worker_id, **(said | terms))
    return int(made)


def member(organisation: int, role: str = "front-door-officer") -> int:
    """Somebody who signs in for an organisation and for nobody else."""
    made = workers.add_worker(by=SYSTEM, name="Cleo Member", sign_in_name=f"cleo-{Post.objects.count()}")
    actions.add_membership(organisation, by=SYSTEM, worker_id=made, role=role)
    return int(made)


def sees(worker_id: int) -> bool:
    """Whether a worker is let through at this moment."""
    actor = actors.of(worker_id)
    return actor is not None and not actor.suspended_why and actor.may("find people")
