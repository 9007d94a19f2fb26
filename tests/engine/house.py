"""A small council at work: who is there, whom they work with, and the law they follow, for stories of the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from alongside import council
from alongside.council import Council
from alongside.pathways import library
from alongside.pathways.rules.calendar import Calendar
from alongside.people.tests import making
from alongside.records import actors, clock, grants
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Record

TRIAL = Path(library.__file__).parent / "tests" / "trial"
LONDON = ZoneInfo("Europe/London")

# Who is at work. Of each kind of team that owns work two stay to the end, so that no team is ever without members.
STAFF = (
    ("social-worker", "locality"),
    ("social-worker", "locality"),
    ("social-worker", "locality"),
    ("team-manager", "locality"),
    ("team-manager", "locality"),
    ("safeguarding-worker", "safeguarding"),
    ("safeguarding-worker", "safeguarding"),
    ("front-door-officer", "front-door"),
)
MAY_LEAVE = (0, 1, 5)
TEAMS = ("locality", "safeguarding", "front-door")
PEOPLE = ("Ada", "Ben", "Cleo")


@dataclass
class House:
    """Keys of the workers, in the order of STAFF, and of the people they work with."""

    staff: list[int]
    people: list[int]

    def actor(self, number: int) -> Actor | None:
        """A worker as they stand now; None once they have left."""
        return actors.of(self.staff[number % len(self.staff)])

    def holder(self, number: int) -> str:
        """A worker, or beyond them a team, as something may be given to them."""
        if number < len(self.staff):
            return f"worker:{self.staff[number]}"
        return making.team(TEAMS[number % len(TEAMS)])

    def playing(self, duties: tuple[str, ...], number: int) -> Actor | None:
        """Somebody at work whose part this is; `number` says which of them."""
        at_work = [who for who in map(self.actor, range(len(self.staff))) if who is not None]
        able = [who for who in at_work if set(duties) & who.duties]
        return able[number % len(able)] if able else None


def build() -> House:
    """The workers, somebody in each other team that may be given work, and three people whom the teams may see."""
    for kind in sorted({team.kind for team in council.current().teams} - set(TEAMS)):
        making.worker("social-worker", kind)
    _fill_the_rota()
    staff = [making.worker(role, kind).worker for role, kind in STAFF]
    people = [
        making.add(given=name, family=f"{name}sson", born=f"19{40 + n}-02-03")
        for n, name in enumerate(PEOPLE)
    ]
    for person in people:
        _show(person, by=SYSTEM)
    return House(staff, people)


def _fill_the_rota() -> None:
    """Somebody at work for every duty there is, in nobody's story: whoever's turn it is, somebody may take it."""
    here, held = council.current(), set[str]()
    for role in here.roles:
        if not here.duties_of([role.key]) <= held:
            making.worker(role.key, "front-door")
            held |= here.duties_of([role.key])


@action("engine.show", on=Record, may=lambda _actor, _thing: False)
def _show(file: Record, *, by: Actor, at: datetime) -> None:
    for kind in TEAMS:
        grants.give(file, making.team(kind), "work of the team", at=at)


# Changes of the trial's law, each as text put in place of text: what was meant to be there is gone, later or new.
CHANGES: tuple[tuple[str, str], ...] = (
    ("stops: [measure], target: 28 days", "stops: [measure], target: 14 days"),
    ("  a word back:", "  a call back:"),
    ("waits:\n", "waits:\n  for the fitter: {title: Waiting for a fitter, starts: sort, stops: [give]}\n"),
    (
        "by: [triage worker, practitioner]}",
        "by: [triage worker, practitioner], needs: [came by self-referral]}",
    ),
    ("{by priority: keep in touch}", "3 days"),
    ("within: 10 working days}", "within: 1 hour}"),
    ("  agreeing: {", "  with panel: {"),
)


def _without_own_files() -> Council:
    """The council without what it says otherwise of the shipped definitions, which are not in force here."""
    return replace(council.current(), overlays=())


@cache
def laws() -> tuple[library.Library, ...]:
    """The trial's definitions, and each change of them: what a council may find in force from one day to the next."""
    here, on = _without_own_files(), clock.today()
    return (library.load(here, on, TRIAL), *(_changed(here, old, new) for old, new in CHANGES))


def _changed(here: Council, old: str, new: str) -> library.Library:
    with TemporaryDirectory() as folder:
        for file in sorted(TRIAL.glob("*.yaml")):
            text = file.read_text(encoding="utf-8").replace(old, new)
            if "  with panel:" in new:
                text = text.replace("to: agreeing", "to: with panel").replace(
                    "from: agreeing", "from: with panel"
                )
            (Path(folder) / file.name).write_text(text, encoding="utf-8")
        return library.load(here, clock.today(), Path(folder))


@cache
def shipped() -> library.Library:
    """The definitions that are shipped, read once."""
    return library.load(council.current(), clock.today())


def shipped_keys() -> list[str]:
    """By which the shipped definitions are known."""
    return sorted(path.stem for path in library.DEFINITIONS.glob("*.yaml"))


def serve(law: library.Library) -> None:
    """Let this be the law until it is said otherwise; `released` puts the real one back."""
    here = council.current()
    day = library._Day(here, clock.today(), law, Calendar(here.bank_holidays))
    library._today = lambda: day


def oddities() -> dict[str, datetime]:
    """The next moments at which something happens to the calendar."""
    now = clock.now()
    changes = [_change(now), _change(_change(now) + timedelta(days=1))]
    forward = [each for each in changes if (each + timedelta(days=1)).astimezone(LONDON).dst()]
    back = [each for each in changes if each not in forward]
    return {
        "the clocks go back": back[0],
        "the clocks go forward": forward[0],
        "the year ends": datetime(now.year + 1, 1, 1, tzinfo=UTC),
    }


def beginnings() -> list[datetime]:
    """The afternoons of some days before those."""
    return [each.replace(hour=15) - timedelta(days=4) for each in oddities().values()]


def _change(after: datetime) -> datetime:
    """When the clocks change next: in London at one o'clock UTC."""
    moment = after.astimezone(UTC).replace(hour=0, minute=59, second=59, microsecond=0)
    while _offset(moment) == _offset(moment + timedelta(minutes=1)) or moment <= after:
        moment += timedelta(days=1)
    return moment + timedelta(seconds=1)


def _offset(moment: datetime) -> timedelta | None:
    return moment.astimezone(LONDON).utcoffset()


def hour_of_change(after: datetime) -> datetime:
    """Half an hour before the next change of the clocks."""
    return _change(after) - timedelta(minutes=30)
