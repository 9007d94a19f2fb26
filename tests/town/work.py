"""What is being done for the cast: contacts, assessments at every stage, tasks, a visit, a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from alongside.casework.actions import appointments, tasks
from alongside.forms.actions import answering, filling
from alongside.forms.queries.filled import filled_of
from alongside.pathways.actions import moving, opening
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from tests.town import sent_out
from tests.town.lives import Built, Keys

CONTACT = {"channel": "telephone", "worry": "no", "urgent": "no"}
TRIAGE = {"safe-to-wait": "yes"}
ASSESSED = {
    "refused": "no",
    "difficulty.1": ["danger"],
    "difficulty.2": ["unaided"],
    "involvement": ["none"],
    "deafblind": "no",
    "unpaid-carer": "yes",
    "carer-offered": "yes",
    "from-impairment": "yes",
    "significant-impact": "yes",
    "decision": "eligible",
    "contingency-when": "The same evening",
}


def allocate(person_id: int, *, holder: str, days: float = 0) -> int:
    """Ask for an assessment, some days ago, in the hands of a worker or team: whoever has it sees the record."""
    return int(
        opening.open_journey(
            person_id,
            by=SYSTEM,
            pathway="needs-assessment",
            owner=holder,
            came_by="unpaid-carer",
            happened_at=ago(days) if days else None,
        )
    )


def ago(days: float) -> datetime:
    """A moment some days back."""
    return clock.now() - timedelta(days=days)


def fill(person: int, form: str, journey: int, by: Actor, answers: Mapping[str, Any]) -> int:
    """Fill in a form of a journey as at its page: each answer, then finished. `key.3` is the third row."""
    found = filled_of(f"journey:{journey}", form)
    filled = found.id if found else filling.begin(person, by=by, form=form, subject=f"journey:{journey}")
    for name, value in answers.items():
        key, _dot, place = name.partition(".")
        answering.save_answer(filled, by=by, question=key, place=int(place or 0), value=value)
    filling.complete(filled, by=by)
    return int(filled)


def go_on(town: Built, begun: Keys) -> None:
    """Take everybody's work as far as it has come; `begun` are the journeys of those who have a worker."""
    people, priya, samir = town.residents, town.actor("priya"), town.actor("samir")
    _assessing(town, "alice", begun["alice"], 19, "Two falls in May")
    _assessed(town, begun["costas"])
    _returned(town, begun["jamal"])
    _triaged(town, "ruth_levy", begun["ruth_levy"], 12, "Falls, alone at home")
    moving.move(begun["ruth_levy"], by=town.actor("grace"), move="allocate", owner=priya.own)
    appointments.make_appointment(
        people["ruth_levy"],
        by=priya,
        kind="home-visit",
        starts_at=_next_afternoon(),
        owner=priya.own,
        place="12 Oak Road",
        subject=f"journey:{begun['ruth_levy']}",
    )
    tasks.add_task(
        people["kofi"], by=samir, title="Ring Kofi about a night away", owner=priya.own, due_on=clock.today()
    )
    _referred(town)
    _waiting(town)
    sent_out.send_out(town)


def _next_afternoon() -> datetime:
    """Two in the afternoon: today's, or tomorrow's when that has gone."""
    now = clock.now()
    today = now.replace(hour=14, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def _triaged(town: Built, key: str, journey: int, days: float, reason: str) -> None:
    priya = town.actor("priya")
    fill(town.residents[key], "triage", journey, priya, TRIAGE | {"priority": "2", "reason": reason})
    moving.move(journey, by=priya, move="triage", happened_at=ago(days))


def _assessing(town: Built, key: str, journey: int, days: float, reason: str) -> None:
    _triaged(town, key, journey, days, reason)
    moving.move(
        journey,
        by=town.actor("grace"),
        move="allocate",
        owner=town.actor("priya").own,
        happened_at=ago(days - 1),
    )
    moving.move(journey, by=town.actor("priya"), move="begin", happened_at=ago(days - 3))


def _submitted(town: Built, key: str, journey: int, days: float, answers: Mapping[str, Any]) -> None:
    fine = {f"difficulty.{row}": ["fine"] for row in range(3, 11)}
    fill(
        town.residents[key], "needs-assessment", journey, town.actor("priya"), {**ASSESSED, **fine, **answers}
    )
    moving.move(journey, by=town.actor("priya"), move="submit", happened_at=ago(days))


def _assessed(town: Built, journey: int) -> None:
    """Costas waits for a copy of his assessment, which is late."""
    _assessing(town, "costas", journey, 28, "Cannot get out of the bath")
    answers = {
        "spoken-on": "4 5 2026",
        "wishes": "To read the paper at the Greek club again",
        "said.1": "I wash at the basin and do not see the back of me",
        "touches.1": ["hygiene"],
        "evidence.1": "Could not get out of the bath for an hour",
        "reasons": "You cannot wash or dress safely without help.",
        "contingency-who": "His sister Eleni",
    }
    _submitted(town, "costas", journey, 11, answers)
    moving.move(journey, by=town.actor("grace"), move="sign off", happened_at=ago(9))


def _returned(town: Built, journey: int) -> None:
    """Jamal's assessment came back from Grace."""
    _assessing(town, "jamal", journey, 24, "Cannot keep his tenancy alone")
    answers = {
        "spoken-on": "12 5 2026",
        "wishes": "To go back to the print shop",
        "said.1": "I leave the letters shut",
        "touches.1": ["home-habitable"],
        "difficulty.1": ["fine"],
        "difficulty.2": ["fine"],
        "difficulty.6": ["unaided"],
        "difficulty.8": ["slow"],
        "evidence.6": "Eleven letters unopened, the heating off since March",
        "reasons": "You cannot keep your home safe without help.",
        "contingency-who": "A neighbour",
    }
    _submitted(town, "jamal", journey, 3, answers)
    moving.move(
        journey,
        by=town.actor("grace"),
        move="return",
        comment="The contingency is thin: which neighbour, and until when?",
        happened_at=ago(1),
    )


def _referred(town: Built) -> None:
    """Dr Shah rings about Hodan, and Priya, who knows her family, is given it this morning."""
    samir, hodan = town.actor("samir"), town.residents["hodan"]
    journey = opening.open_journey(
        hodan, by=samir, pathway="contact", came_by="gp", referrer="Dr Anil Shah, The Mill Surgery"
    )
    answers = CONTACT | {
        "caller": "gp",
        "caller-name": "Dr Anil Shah, The Mill Surgery",
        "wish": "Somebody to speak Somali with her about her mother’s care",
    }
    fill(hodan, "contact", journey, samir, answers)
    moving.move(journey, by=samir, move="pass on", owner=town.actor("priya").own)


def _waiting(town: Built) -> None:
    """Maryam waits for a worker; Danny's contact is being taken."""
    samir, grace, people = town.actor("samir"), town.actor("grace"), town.residents
    journey = opening.open_journey(
        people["maryam"], by=samir, pathway="needs-assessment", happened_at=ago(33), came_by="self"
    )
    fill(
        people["maryam"],
        "triage",
        journey,
        grace,
        TRIAGE | {"priority": "3", "reason": "Stable; her sister helps"},
    )
    moving.move(journey, by=grace, move="triage", happened_at=ago(32))
    contact = opening.open_journey(people["daniel"], by=samir, pathway="contact", came_by="self")
    filling.begin(people["daniel"], by=samir, form="contact", subject=f"journey:{contact}")
