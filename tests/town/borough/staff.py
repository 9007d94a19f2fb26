"""Who works in the borough besides the cast: enough for what is open, some of whom have left."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime

from alongside import council
from alongside.council import Team
from alongside.pathways.queries import teams
from alongside.records import clock
from alongside.records.models import Post
from tests.town.borough import names
from tests.town.borough.figures import Figures
from tests.town.borough.times import REACH, Times

ROLES = {
    "front-door": "front-door-officer",
    "locality": "social-worker",
    "review": "social-worker",
    "finance": "finance-officer",
    "carers": "social-worker",
    "safeguarding": "safeguarding-worker",
    "therapy": "occupational-therapist",
    "deprivation-of-liberty": "best-interests-assessor",
    "hospital": "discharge-worker",
    "reablement": "reablement-worker",
    "sensory": "sensory-worker",
    "brokerage": "broker",
    "prevention": "prevention-coordinator",
    "specialist": "learning-disabilities-worker",
    "transitions": "learning-disabilities-worker",
    "mental-health": "mental-health-social-worker",
    "governance": "complaints-officer",
}


EVERYWHERE = "locality"
"""Such teams also do what the council has no team of its own for."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A made-up worker: in which team, since when, and when they left, if they did."""

    id: int
    name: str
    role: str
    team: str
    since: datetime
    left_on: date | None
    left_at: datetime | None


class Staff:
    """The workers by team; work of a team goes round among those who were there at the time."""

    def __init__(self, hands: list[Hand]) -> None:
        self.hands = hands
        self._by_team: dict[str, list[Hand]] = {}
        kinds = {team.key: team.kind for team in council.current().teams}
        for hand in hands:
            # Whoever is in a team for what it does besides has no turn in its own work.
            if ROLES.get(kinds.get(hand.team, ""), hand.role) == hand.role:
                self._by_team.setdefault(hand.team, []).append(hand)
        self._serving: dict[tuple[tuple[str, ...], str], str] = {}

    def team(self, kinds: tuple[str, ...], ward: str) -> str:
        """The holder of the team of these kinds that serves the ward."""
        if (kinds, ward) not in self._serving:
            self._serving[kinds, ward] = f"team:{teams.serving(kinds, ward).key}"
        return self._serving[kinds, ward]

    def worker(self, team: str, turn: int, at: datetime, *, stays: bool = False) -> Hand | None:
        """Whose turn it is at this moment; with `stays` only who is still there. None for a team without workers."""
        all_ = self._by_team.get(team.removeprefix("team:"), [])
        # The turn of somebody who is not there goes to another each time, not always to the same neighbour.
        turns = [(turn // (step + 1) + step) % len(all_) for step in range(6)] if all_ else []
        for place in (*turns, *range(len(all_))):
            hand = all_[place]
            if hand.since <= at and (hand.left_at is None or (not stays and hand.left_at > at)):
                return hand
        return None


def hire(figures: Figures, people: int, times: Times, first_id: int, dice: random.Random) -> list[Hand]:
    """New workers for a borough of so many people; in every team that is given work, at least two who are there."""
    hands: list[Hand] = []
    left = figures.said["left"] / 100
    for kind, share in figures.weights("workers").items():
        own = _teams(kind) or _teams(EVERYWHERE)
        for team in own:
            count = max(round(people / share / len(own)), 2)
            for place in range(count + max(round(count * left), 1)):
                gone = place >= count
                hands.append(_hand(first_id + len(hands), ROLES[kind], team.key, times, dice, gone=gone))
    return hands


def _teams(kind: str) -> list[Team]:
    return [team for team in council.current().teams if team.kind == kind]


def there(times: Times) -> list[Hand]:
    """Who of the cast does such work in a team: they have their share of it."""
    posts = Post.objects.held_at(clock.now()).filter(role__in=ROLES.values(), holder__startswith="team:")
    since = times.midnight(REACH - 100)
    return [
        Hand(
            post.worker_id, post.worker.name, post.role, post.holder.removeprefix("team:"), since, None, None
        )
        for post in posts.select_related("worker").order_by("id")
    ]


def _hand(key: int, role: str, team: str, times: Times, dice: random.Random, *, gone: bool) -> Hand:
    sex = dice.choice(("female", "female", "female", "male"))
    community = dice.choice(("english", "english", "irish", "south asian", "west african", "jewish"))
    name = f"{names.given(community, sex, dice).split()[0]} {names.family(community, dice)}"
    ago = times.worked(dice.randint(40, 900)) if gone else 0
    leaving = times.at(ago, dice) if gone else None
    return Hand(key, name, role, team, times.at(REACH - 100, dice), times.day(ago) if gone else None, leaving)
