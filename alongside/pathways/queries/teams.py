"""Which team of a kind serves a person: by the ward they live in."""

from __future__ import annotations

from alongside import council
from alongside.council.shapes import Team
from alongside.web.errors import Refused


def serving(kind: str, ward: str = "") -> Team:
    """The council's team of this kind for this ward (its code); the first that serves the whole area otherwise.

    Raises Refused when the council has no such team.
    """
    teams = [team for team in council.current().teams if team.kind == kind]
    for team in teams:
        if ward and ward in team.wards:
            return team
    for team in teams:
        if not team.wards:
            return team
    if teams:
        return teams[0]
    raise Refused(f"The council has no team of the kind “{kind}”. Ask the system administrator to add one.")
