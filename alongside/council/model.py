"""One council, as the rest of Alongside sees it: read once, checked whole, never changed."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from alongside.council.faults import Source, did_you_mean
from alongside.council.lists import Lists
from alongside.council.overlays import Overlay
from alongside.council.places import Directory, Place
from alongside.council.shapes import (
    AccessRules,
    Branding,
    Lsoa,
    Neighbourhood,
    Practice,
    Role,
    Separation,
    Target,
    Team,
    Ward,
)
from alongside.council.work import Duty, Load, Scale

Named = TypeVar("Named")


@dataclass(frozen=True, kw_only=True)
class Council:
    """A council: who it is, its teams, roles, places, targets, words and lists of values."""

    key: str
    name: str
    short_name: str
    la_code: str
    ons_code: str
    phone: str
    out_of_hours_phone: str
    email: str
    address: str
    opening_hours: str
    branding: Branding
    labels: Mapping[str, str]
    teams: tuple[Team, ...]
    roles: tuple[Role, ...]
    separations: tuple[Separation, ...]
    duties: tuple[Duty, ...]
    loads: tuple[Load, ...]
    priorities: tuple[Scale, ...]
    bank_holidays: frozenset[date]
    bank_holidays_until: date
    """The last day up to which every bank holiday is known."""
    closures: frozenset[date]
    """Days on which the council's own offices are closed besides: no statutory clock knows them."""
    overlays: tuple[Overlay, ...]
    wards: tuple[Ward, ...]
    lsoas: tuple[Lsoa, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    practices: tuple[Practice, ...]
    targets: tuple[Target, ...]
    access: AccessRules
    lists: Lists
    directory: Directory
    unverified: tuple[str, ...]
    """The headings of council.yaml that nobody has checked at their source yet."""

    def place(self, postcode: str) -> Place | None:
        """Find where a postcode lies, however it is written; None when the directory does not hold it."""
        return self.directory.place(postcode)

    def team(self, key: str) -> Team:
        """Give a team. Raises KeyError with a sentence."""
        return _named(self._teams, key, "team")

    def role(self, key: str) -> Role:
        """Give a role. Raises KeyError with a sentence."""
        return _named(self._roles, key, "role")

    def target(self, key: str, on: date) -> Target | None:
        """Give the target in force on a day; None when none of that key was."""
        begun = [target for target in self.targets if target.key == key and target.from_on <= on]
        latest = max(begun, key=lambda target: target.from_on, default=None)
        return None if latest is None or (latest.until_on and latest.until_on < on) else latest

    def clashes(self, roles: Iterable[str]) -> list[str]:
        """Say in sentences which permissions would meet in one pair of hands, were these roles given together."""
        held = {permission for key in roles for permission in self.role(key).permissions}
        return [sentence for rule in self.separations for sentence in clash(rule, held)]

    def duties_of(self, roles: Iterable[str]) -> frozenset[str]:
        """Give the duties these roles have together; an unknown role has none."""
        return frozenset(duty for role in self._known(roles) for duty in role.duties)

    def roles_with(self, duty: str) -> tuple[str, ...]:
        """Give the keys of the roles that have a duty: their holders are who may do such work."""
        return tuple(role.key for role in self.roles if duty in role.duties)

    def duty(self, key: str) -> Duty:
        """Give a duty. Raises KeyError with a sentence."""
        return _named({duty.key: duty for duty in self.duties}, key, "duty")

    def authorises(self, roles: Iterable[str]) -> Decimal | None:
        """Give how many pounds a week these roles may agree to spend on one person.

        Infinity means any amount, None that they may agree none.
        """
        limits = [role.authorises for role in self._known(roles) if role.authorises is not None]
        return max(limits, default=None)

    def agreed_load(self, roles: Iterable[str]) -> int | None:
        """Give how many open pieces of work a full-time worker of these roles carries, as agreed for any of them.

        The most of any role's; None when no load is agreed.
        """
        held = set(roles)
        return max((load.carries for load in self.loads if load.role in held), default=None)

    def scale(self, key: str) -> Scale:
        """Give a scale of priorities. Raises KeyError with a sentence."""
        return _named({scale.key: scale for scale in self.priorities}, key, "scale of priorities")

    def overlay(self, kind: str, key: str) -> tuple[Any, Source] | None:
        """Give what the council lays over a definition, and the file it stands in; None when it lays nothing.

        `kind` is pathways, promises, forms (then it is plain data) or letters (then it is text).
        """
        found = (each for each in self.overlays if (each.kind, each.key) == (kind, key))
        return next(((deepcopy(each.data), each.source) for each in found), None)

    def _known(self, roles: Iterable[str]) -> list[Role]:
        return [self._roles[key] for key in roles if key in self._roles]

    @cached_property
    def _teams(self) -> dict[str, Team]:
        return {team.key: team for team in self.teams}

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return {role.key: role for role in self.roles}


def clash(rule: Separation, held: set[str]) -> list[str]:
    """Say which of the permissions held may not meet by this rule."""
    if rule.permission not in held:
        return []
    return [
        f"“{rule.permission}” and “{other}” may not be in the same hands: {rule.because}"
        for other in rule.never_with
        if other in held
    ]


def _named(known: Mapping[str, Named], key: str, kind: str) -> Named:
    try:
        return known[key]
    except KeyError:
        hint = did_you_mean(key, known, "See the council's folder.")
        raise KeyError(f"There is no {kind} “{key}”. {hint}") from None
