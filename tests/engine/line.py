"""The town's Alice on her way to a signed assessment, for faults that strike in the middle."""

from __future__ import annotations

from alongside import council
from alongside.forms import actions as forms
from alongside.pathways.actions import moving, opening
from alongside.records import owners
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from tests.engine import paper
from tests.town.build import town


def actor(key: str) -> Actor:
    """A worker of the cast as they stand now."""
    return town().actor(key)


def staff_every_team() -> None:
    """The town's council has teams without members, and `alongside check` tells what falls to them."""
    here = council.current()
    held = {f"team:{team.key}" for team in here.teams} - owners.at_work()
    for holder in sorted(held):
        worker = workers.add_worker(by=SYSTEM, name=f"Of {holder}", sign_in_name=holder)
        workers.appoint(worker, by=SYSTEM, role="social-worker", holder=holder)


def fill_in(person: int, journey: int, form: str, by: Actor) -> int:
    """A form of the way, answered and finished; which one."""
    filled = int(forms.begin(person, by=by, form=form, subject=f"journey:{journey}"))
    forms.save_answers(filled, by=by, sent=paper.sent(form, 0))
    forms.complete(filled, by=by)
    return filled


def assessing() -> dict[str, int]:
    """Alice's assessment, in Priya's hands; the keys of the journey, the person and the workers."""
    here = town()
    priya, grace = here.actor("priya"), here.actor("grace")
    pk = int(opening.open_journey(here.alice, by=priya, pathway="needs-assessment", came_by="self"))
    fill_in(here.alice, pk, "triage", priya)
    moving.move(pk, by=priya, move="triage")
    moving.move(pk, by=grace, move="allocate", owner=f"worker:{here.priya}")
    moving.move(pk, by=priya, move="begin")
    return {"journey": pk, "person": here.alice, "priya": here.priya, "grace": here.grace}


def with_manager() -> dict[str, int]:
    """The same, written and sent to the manager."""
    at = assessing()
    fill_in(at["person"], at["journey"], "needs-assessment", actor("priya"))
    moving.move(at["journey"], by=actor("priya"), move="submit")
    return at
