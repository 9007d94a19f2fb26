"""Small builders for tests of this room: a worker at work, a person on record, a record opened or restricted."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count
from typing import Any

from alongside import council
from alongside.people.actions import person
from alongside.records import clock
from alongside.records.actions import access, workers
from alongside.records.actors import SYSTEM, Actor, of

_numbers = count(1)


def team(kind: str) -> str:
    """The council's first team of a kind, as a holder: councils name their teams themselves."""
    return next(f"team:{each.key}" for each in council.current().teams if each.kind == kind)


def worker(role: str = "social-worker", kind: str = "locality", name: str = "") -> Actor:
    """Somebody at work in a role, in the council's first team of that kind ("" for none)."""
    number = next(_numbers)
    made = workers.add_worker(by=SYSTEM, name=name or f"Worker {number}", sign_in_name=f"worker-{number}")
    workers.appoint(made, by=SYSTEM, role=role, holder=team(kind) if kind else "")
    return again(made)


def again(who: Actor | int) -> Actor:
    """The worker as they stand now."""
    key = who if isinstance(who, int) else who.worker_id
    found = of(key or 0)
    assert found is not None
    return found


def add(**said: str) -> int:
    """A person on record, called Ada Lovelace unless said otherwise; added by set-up, nobody sees them."""
    return int(
        person.add_person(by=SYSTEM, **({"given": "Ada", "family": "Lovelace", "born": "1951-12-10"} | said))
    )


def opened(person_id: int, *who: Actor) -> int:
    """Let these workers see an ordinary record."""
    for each in who:
        access.open_record(person_id, by=each, reason="Duty work today")
    return person_id


def restricted(person_id: int, *named: Actor | str, by: Actor | None = None) -> int:
    """Restrict a record to those named (an officer alone if nobody is); answers the restriction's number."""
    officer = by or worker("restricted-records-officer", "governance")
    holders = [each if isinstance(each, str) else each.own for each in named or (officer,)]
    return int(
        access.restrict(
            person_id,
            by=officer,
            reason="She fled violence at home",
            category="domestic-abuse",
            named=holders,
            review_on=clock.today() + timedelta(days=90),
        )
    )


_NEW_EACH_TIME = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="_key" value=")[^"]+|nonce="[^"]+"|Printed by[^<]+'
)


def bare(page: Any, *typed: object) -> str:
    """An answer's page without what is new in each answer, and without what was typed: to be compared with another."""
    html = str(page.content.decode())
    for each in typed:
        html = html.replace(str(each), "…")
    return _NEW_EACH_TIME.sub("", html)


KEY = "5f0c1c52-6c3e-4f0e-8b55-0f3f3f0c1c52"
"""The key of one form, pressed twice."""
