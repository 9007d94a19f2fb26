"""Which team of a kind serves a person: by the ward they live in."""

from __future__ import annotations

from collections.abc import Sequence

from alongside import council
from alongside.council.shapes import Team
from alongside.web.errors import Refused


def serving(kinds: Sequence[str], ward: str = "") -> Team:
    """The council's team for this ward (its code), of the first of these kinds that it has; the first that serves the
    whole area where none is for the ward.

    Raises Refused when the council has no such team.
    """
    teams = next(filter(None, (of_kind(kind) for kind in kinds)), [])
    for team in teams:
        if ward and ward in team.wards:
            return team
    for team in teams:
        if not team.wards:
            return team
    if teams:
        return teams[0]
    raise Refused(
        f"The council has no team for this ({', '.join(kinds)}). Ask the system administrator to add one."
    )


def of_kind(kind: str) -> list[Team]:
    """The council's teams of a kind."""
    return [team for team in council.current().teams if team.kind == kind]
