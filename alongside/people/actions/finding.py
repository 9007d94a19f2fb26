"""What follows from a search: taking the contact of somebody who may not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alongside.people import access
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
