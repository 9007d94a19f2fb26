"""Puts the town into a database, through the same actions that pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from alongside import council
from alongside.people.actions import organisations, person
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor, of
from tests.town import liberty, lives, work
from tests.town.borough import manifest, settling
from tests.town.borough.elsewhere import Elsewhere
from tests.town.cast import ORGANISATIONS, RESIDENTS, WORKERS, ResidentCast, WorkerCast

Progress = Callable[[str], object]


@dataclass(frozen=True)
class Town:
    """The keys of everybody in the town: `town.workers["priya"]`, `town.residents["alice"]`, `town.actor("priya")`."""

    workers: dict[str, int]
    residents: dict[str, int]
    organisations: dict[str, int]

    def actor(self, key: str) -> Actor:
        """A worker of the cast as they stand now."""
        found = of(self.workers[key])
        if found is None:
            raise LookupError(f"{key} is not at work")
        return found

    def __getattr__(self, key: str) -> int:
        """`town.alice` and `town.priya` are their keys; who shares a name with a worker is a resident first."""
        for known in (self.residents, self.workers, self.organisations):
            if key in known:
                return known[key]
        raise AttributeError(key)


def build() -> Town:
    """Build the town in an empty, migrated database: everybody does what they would do."""
    staff = {cast.key: _worker(cast) for cast in WORKERS}
    made = Town(staff, {}, {})
    made.organisations.update(_organisations(made))
    made.residents.update({cast.key: _resident(cast, made.actor("samir")) for cast in RESIDENTS})
    begun = {cast.key: _asked_for(cast, made) for cast in RESIDENTS if cast.worker}
    lives.live(made)
    work.go_on(made, begun)
    liberty.apply(made)
    return made


def fill(people: int, seed: int, progress: Progress, taken: Elsewhere | None = None) -> Town:
    """The town for the demo: the cast, and a borough of `people` made-up people drawn by `seed` around them.

    `taken` says which lists come in from another system besides.
    """
    progress("The cast move in.")
    made = build()
    kept = manifest.keep(settling.settle(people, seed, progress, taken))
    progress(f"What was made is counted in {kept}.")
    return made


def _worker(cast: WorkerCast) -> int:
    sign_in = f"{cast.key}@example.org"
    worker = workers.add_worker(
        by=SYSTEM, name=cast.name, sign_in_name=sign_in, email=sign_in, phone="020 7946 0199"
    )
    if not cast.organisation:
        for team in _teams(cast):
            workers.appoint(worker, by=SYSTEM, role=cast.role, holder=team)
    return int(worker)


def _teams(cast: WorkerCast) -> list[str]:
    """The council's first team of a kind, or all of them for whoever manages; councils name their teams themselves."""
    keys = [f"team:{team.key}" for team in council.current().teams if team.kind == cast.team]
    return (keys if cast.manages else keys[:1]) or [""]


def _asked_for(cast: ResidentCast, town: Town) -> int:
    """A needs assessment some weeks ago, in the hands of the worker whom the person has."""
    return work.allocate(
        town.residents[cast.key], holder=f"worker:{town.workers[cast.worker]}", days=cast.asked
    )


def _organisations(town: Town) -> dict[str, int]:
    marcus, ian = town.actor("marcus"), town.actor("ian")
    made: dict[str, int] = {}
    today = clock.today()
    for cast in ORGANISATIONS:
        made[cast.key] = organisations.add_organisation(by=marcus, name=cast.name, kind=cast.kind)
        if cast.agreement is not None:
            organisations.make_agreement(
                made[cast.key],
                by=marcus,
                title=f"Sharing with {cast.name}",
                purpose="People both look after",
                owner_id=town.workers["marcus"],
                signed_by="Diane Osei",
                starts_on=today - timedelta(days=60),
                expires_on=today + timedelta(days=cast.agreement),
            )
    for worker in WORKERS:
        if worker.organisation:
            organisations.add_membership(
                made[worker.organisation], by=ian, worker_id=town.workers[worker.key], role=worker.role
            )
    return made


def _resident(cast: ResidentCast, by: Actor) -> int:
    postcodes = sorted(council.current().directory.postcodes)
    return int(
        person.add_person(
            by=by,
            given=cast.given,
            family=cast.family,
            known_as=cast.known_as,
            born=cast.born,
            nhs_number=cast.nhs_number,
            lines=cast.address,
            postcode=postcodes[cast.near * 7 % len(postcodes)],
            told_by=f"{cast.given} {cast.family}",
        )
    )


def town() -> Town:
    """The keys of a town that stands already, found by the names of its cast."""
    from alongside.people.models import Organisation
    from alongside.records.models import Worker

    names = dict(Worker.objects.order_by("pk").values_list("sign_in_name", "pk"))
    everybody = Person.objects.for_system("the town is found again by the names of its cast").order_by("pk")
    found: dict[tuple[str, str], int] = {}
    for key, name, born in everybody.values_list("pk", "name", "born"):
        found.setdefault((name, born), key)
    houses = dict(Organisation.objects.order_by("pk").values_list("name", "pk"))
    return Town(
        {cast.key: names[f"{cast.key}@example.org"] for cast in WORKERS},
        {cast.key: found[f"{cast.given} {cast.family}", cast.born] for cast in RESIDENTS},
        {cast.key: houses[cast.name] for cast in ORGANISATIONS},
    )
