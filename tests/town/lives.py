"""What the cast have lived: names, languages, families, warnings, a death, a move, a restriction."""

from __future__ import annotations

from datetime import timedelta

from alongside import council
from alongside.people.actions import alerts, circle, identity, life, needs, places, sharing, traits
from alongside.records import clock
from alongside.records.actions import access
from alongside.records.actors import SYSTEM
from tests.town.cast import RESIDENTS, ResidentCast

Keys = dict[str, int]


def live(people: Keys, staff: Keys, houses: Keys) -> None:
    """Give everybody their lives, in an order in which each fact can be told."""
    for cast in RESIDENTS:
        _facts(people[cast.key], cast)
        _needs(people[cast.key], cast)
    _alice(people, staff, houses)
    _warnings(people, staff)
    _families(people)
    _great_changes(people)
    _nadia(people, staff)


def _facts(person: int, cast: ResidentCast) -> None:
    told_by = f"{cast.given} {cast.family}"
    for attribute, code in (("sex", cast.sex), ("ethnicity", cast.ethnicity)):
        if code:
            traits.set_trait(person, by=SYSTEM, attribute=attribute, code=code, told_by=told_by)
    if cast.script:
        identity.add_name(person, by=SYSTEM, kind="script", given=cast.script, told_by=told_by)
    for number in cast.phones:
        kind = "mobile" if number.startswith("07") else "phone"
        places.add_reach(
            person, by=SYSTEM, kind=kind, value=number, safe_to_leave_message="yes", told_by=told_by
        )


def _needs(person: int, cast: ResidentCast) -> None:
    for kind, code in (("spoken", cast.speaks), ("read", cast.reads), ("format", cast.letters)):
        if code:
            needs.record_need(person, by=SYSTEM, kind=kind, code=code, may_share="yes")
    if cast.speaks:
        needs.record_need(person, by=SYSTEM, kind="interpreter", code="spoken-language", may_share="yes")


def _alice(people: Keys, staff: Keys, houses: Keys) -> None:
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
            alice, by=SYSTEM, attribute=attribute, code=_code(attribute, code), told_by="Alice Mensah"
        )
    circle.add_relationship(
        alice,
        by=SYSTEM,
        kind="unpaid-carer",
        other_id=people["kofi"],
        emergency_contact=True,
        told_by="Alice Mensah",
        starts_on="2021",
    )
    circle.add_relationship(
        alice,
        by=SYSTEM,
        kind="attorney-health",
        other_id=people["kofi"],
        authority="Where to live, care and treatment",
        authority_seen_on=clock.today() - timedelta(days=400),
        told_by="Kofi Mensah",
    )
    circle.add_relationship(
        alice,
        by=SYSTEM,
        kind="neighbour",
        other_name="Mrs Iqbal at number 14",
        told_by="Alice Mensah",
        contact="Knock; she has a key",
    )
    sharing.decide_sharing(
        alice,
        by=SYSTEM,
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


def _warnings(people: Keys, staff: Keys) -> None:
    soon = clock.today() + timedelta(days=10)
    later = clock.today() + timedelta(days=90)
    priya = f"worker:{staff['priya']}"
    alerts.raise_alert(
        people["alice"],
        by=SYSTEM,
        kind="animal",
        text="Ring before visiting: the dog is loose",
        owner=priya,
        review_on=later,
        person_told="yes",
    )
    alerts.raise_alert(
        people["ruth_levy"],
        by=SYSTEM,
        kind="animal",
        text="Dog: ring first, she will shut the door",
        owner=priya,
        review_on=soon,
        person_told="yes",
    )
    alerts.raise_alert(
        people["jamal"],
        by=SYSTEM,
        kind="safe-contact",
        text="Ring after four; never leave a message",
        owner=priya,
        review_on=later,
        person_told="yes",
    )


def _families(people: Keys) -> None:
    circle.add_relationship(
        people["khan_father"], by=SYSTEM, kind="child", other_id=people["khan_son"], lives_with=True
    )
    circle.add_relationship(
        people["daniel"], by=SYSTEM, kind="sibling", other_id=people["david"], lives_with=True
    )


def _great_changes(people: Keys) -> None:
    spring = (clock.today() - timedelta(days=200)).isoformat()
    life.record_death(people["bill"], by=SYSTEM, on=spring, told_by="The hospital")
    here = council.current().ons_code.lower()
    elsewhere = [
        entry.code for entry in council.current().lists.get("local-authority", on=clock.today()).entries
    ]
    to = next(code for code in elsewhere if code != here)
    life.record_move_away(people["wanjiru"], by=SYSTEM, on=spring, to=to, told_by="Wanjiru Kamau")


def _nadia(people: Keys, staff: Keys) -> None:
    """Only Aisha and the restricted-records officer are named on Nadia's record."""
    named = [f"worker:{staff['aisha']}", f"worker:{staff['helen']}"]
    access.restrict(
        people["nadia"],
        by=SYSTEM,
        reason="She has fled violence at home",
        category="domestic-abuse",
        named=named,
        review_on=clock.today() + timedelta(days=180),
    )
