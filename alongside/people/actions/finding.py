"""What follows from a search: adding somebody new, or taking the contact of somebody who may not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alongside.people import access
from alongside.people.actions.person import add_person
from alongside.people.actions.places import add_reach
from alongside.records.acting import action
from alongside.records.actions.access import report_blind_match
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("people.take contact", may=access.find)
def take_contact(*, by: Actor, at: datetime, unseen: Sequence[int], message: str, callback: str = "") -> int:
    """Tell the restricted-records officer now of every record that may be meant; answers the contact's number,
    which belongs to the likeliest. `unseen` comes from the search, never from the browser."""
    if not unseen:
        raise Refused("What you searched for has changed meanwhile. Search again before you send this.")
    contacts = [report_blind_match(each, by=by, message=message, callback=callback) for each in unseen]
    return int(contacts[0])


@action("people.add after looking", may=access.add)
def add_after_looking(*, by: Actor, at: datetime, phone: str = "", told_by: str = "", **said: str) -> int:
    """Add somebody of whom no likely match was the same (the rest as in `actions.person.add_person`), with a
    telephone number if they gave one; answers their number."""
    person_id = add_person(by=by, told_by=told_by, **said)
    if phone:
        add_reach(person_id, by=by, kind="phone", value=phone, told_by=told_by)
    return int(person_id)
