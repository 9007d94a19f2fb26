"""A council is configuration: its teams, roles, places, targets, words and lists, read and checked, without Django."""

from alongside.council.chosen import current, use
from alongside.council.faults import CouncilError
from alongside.council.lists import CodeList, Lists
from alongside.council.loading import COUNCILS, load, problems
from alongside.council.model import Council
from alongside.council.places import Place, tidy_postcode
from alongside.council.shapes import (
    AccessRules,
    Branding,
    Entry,
    Lsoa,
    Neighbourhood,
    Practice,
    Role,
    Separation,
    Target,
    Team,
    Ward,
)
from alongside.council.work import Band, Duty, Load, Scale, limit_in_words

__all__ = [
    "COUNCILS",
    "AccessRules",
    "Band",
    "Branding",
    "CodeList",
    "Council",
    "CouncilError",
    "Duty",
    "Entry",
    "Lists",
    "Load",
    "Lsoa",
    "Neighbourhood",
    "Place",
    "Practice",
    "Role",
    "Scale",
    "Separation",
    "Target",
    "Team",
    "Ward",
    "current",
    "limit_in_words",
    "load",
    "problems",
    "tidy_postcode",
    "use",
]
