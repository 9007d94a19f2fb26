"""What the cast have lived: names, languages, families, warnings, a death, a move, a restriction."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from alongside import council
from alongside.people.actions import alerts, circle, identity, life, needs, places, sharing, traits
from alongside.records import clock
from alongside.records.actions import access
from alongside.records.actors import Actor
from tests.town.cast import RESIDENTS, ResidentCast

Keys = dict[str, int]


class Built(Protocol):
    """The town so far."""

    @property
    def workers(self) -> Keys: ...

    @property
    def residents(self) -> Keys: ...

    @property
    def organisations(self) -> Keys: ...

    def actor(self, key: str) -> Actor:
        """A worker as they stand now."""


def live(town: Built) -> None:
    """Give everybody their lives, in an order in which each fact can be told: Priya writes of those she looks after,
    Samir at the front door of the others."""
    people, priya, samir = town.residents, town.actor("priya"), town.actor("samir")
    for cast in RESIDENTS:
        by = priya if cast.worker == "priya" else samir
        _facts(people[cast.key], cast, by)
        _needs(people[cast.key], cast, by)
    _alice(people, town.organisations, priya)
    _warnings(people, priya)
    _families(people, samir)
    _great_changes(people, samir)
    _nadia(people, town.workers, town.actor("helen"))


def _facts(person: int, cast: ResidentCast, by: Actor) -> None:
    told_by = f"{cast.given} {cast.family}"
    for attribute, code in (("sex", cast.sex), ("ethnicity", cast.ethnicity)):
        if code:
            traits.set_trait(person, by=by, attribute=attribute, code=code, told_by=told_by)
    if cast.script:
        identity.add_name(person, by=by, kind="script", given=cast.script, told_by=told_by)
    for number in cast.phones:
        kind = "mobile" if number.startswith("07") else "phone"
        places.add_reach(person, by=by, kind=kind, value=number, safe_to_leave_message="yes", told_by=told_by)


def _needs(person: int, cast: ResidentCast, by: Actor) -> None:
    for kind, code in (("spoken", cast.speaks), ("read", cast.reads), ("format", cast.letters)):
        if code:
            needs.record_need(person, by=by, kind=kind, code=code, may_share="yes")
    if cast.speaks:
        needs.record_need(person, by=by, kind="interpreter", code="spoken-language", may_share="yes")


def _alice(people: Keys, houses: Keys, by: Actor) -> None:
    """Alice is the person of the screens: everything that can be known of somebody is known of her."""
    alice = people["alice"]
    practice = council.current().practices[0].code
    for attribute, code in (
        ("gp-practice", practice),
        ("accommodation", "owner-occupier"),
        ("has-unpaid-carer", "yes"),
        ("primary-support-reason", "physical-access-mobility"),
    ):
        traits.set_trait(
            alice, by=by, attribute=attribute, code=_code(attribute, code), told_by="Alice Mensah"
        )
    circle.add_relationship(
        alice,
        by=by,
        kind="unpaid-carer",
        other_id=people["kofi"],
        emergency_contact=True,
        told_by="Alice Mensah",
        starts_on="2021",
    )
    circle.add_relationship(
        alice,
        by=by,
        kind="attorney-health",
        other_id=people["kofi"],
        authority="Where to live, care and treatment",
        authority_seen_on=clock.today() - timedelta(days=400),
        told_by="Kofi Mensah",
    )
    circle.add_relationship(
        alice,
        by=by,
        kind="neighbour",
        other_name="Mrs Iqbal at number 14",
        told_by="Alice Mensah",
        contact="Knock; she has a key",
    )
    sharing.decide_sharing(
        alice,
        by=by,
        organisation_id=houses["oakfield"],
        decision="agreement",
        minimum="Name, address, how to get in, what helps with moving",
        person_told="yes",
    )


def _code(attribute: str, wanted: str) -> str:
    """The wanted code where the council's list has it, and the list's first one where it names things otherwise."""
    if attribute == "gp-practice":
        return wanted
    codes = [entry.code for entry in council.current().lists.get(attribute, on=clock.today()).entries]
    return wanted if wanted in codes else codes[0]


def _warnings(people: Keys, by: Actor) -> None:
    soon = clock.today() + timedelta(days=10)
    later = clock.today() + timedelta(days=90)
    owner = by.own
    alerts.raise_alert(
        people["alice"],
        by=by,
        kind="animal",
        text="Ring before visiting: the dog is loose",
        owner=owner,
        review_on=later,
        person_told="yes",
    )
    alerts.raise_alert(
        people["ruth_levy"],
        by=by,
        kind="animal",
        text="Dog: ring first, she will shut the door",
        owner=owner,
        review_on=soon,
        person_told="yes",
    )
    alerts.raise_alert(
        people["jamal"],
        by=by,
        kind="safe-contact",
        text="Ring after four; never leave a message",
        owner=owner,
        review_on=later,
        person_told="yes",
    )


def _families(people: Keys, by: Actor) -> None:
    circle.add_relationship(
        people["khan_father"], by=by, kind="child", other_id=people["khan_son"], lives_with=True
    )
    circle.add_relationship(
        people["daniel"], by=by, kind="sibling", other_id=people["david"], lives_with=True
    )


def _great_changes(people: Keys, by: Actor) -> None:
    spring = (clock.today() - timedelta(days=200)).isoformat()
    life.record_death(people["bill"], by=by, on=spring, told_by="The hospital")
    here = council.current().ons_code.lower()
    elsewhere = [
        entry.code for entry in council.current().lists.get("local-authority", on=clock.today()).entries
    ]
    to = next(code for code in elsewhere if code != here)
    life.record_move_away(people["wanjiru"], by=by, on=spring, to=to, told_by="Wanjiru Kamau")


def _nadia(people: Keys, staff: Keys, by: Actor) -> None:
    """Only Aisha and the restricted-records officer are named on Nadia's record."""
    named = [f"worker:{staff['aisha']}", f"worker:{staff['helen']}"]
    access.restrict(
        people["nadia"],
        by=by,
        reason="She has fled violence at home",
        category="domestic-abuse",
        named=named,
        review_on=clock.today() + timedelta(days=180),
    )
