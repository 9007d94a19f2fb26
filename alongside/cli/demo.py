"""Filling a database with the town that tests use, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from alongside.cli import database

if TYPE_CHECKING:
    from tests.town.borough.elsewhere import Elsewhere


def fill(*, people: int, seed: int, legacy: bool) -> None:
    """Makes the database and fills it with the cast and `people` made-up people; `seed` decides who they are.

    A database that has people in it is left as it is. With `legacy` five lists of another system come in as well, of
    which each comes in once.
    """
    database.init()
    from alongside.people.models import Person
    from tests.town.build import fill as fill_town

    if Person.objects.for_system("is the demo there already?").exists():
        print("There are people in it already; nobody was made up.")
    else:
        fill_town(people, seed, print, taken() if legacy else None)
    if legacy:
        _bring_lists_in()
    if not settings.DEMO:
        print("Serve it with ALONGSIDE_DEMO=1 to sign in as one of the cast.")


def taken() -> Elsewhere:
    """Of which day and which kinds of work the lists are: until then everybody waited in that other system."""
    from alongside.integration import library
    from tests.town import legacy
    from tests.town.borough.elsewhere import Elsewhere

    return Elsewhere(legacy.AS_AT, {library.load(name).pathway for name in legacy.LISTS})


def _bring_lists_in() -> None:
    from alongside.integration import library
    from alongside.integration.actions import importing
    from alongside.integration.queries import runs
    from alongside.records.actors import SYSTEM
    from tests.town import legacy

    for name in legacy.LISTS:
        with legacy.path(name).open("rb") as stream:
            what = importing.List(stream, f"{name}.csv", library.load(name), legacy.AS_AT)
            run = runs.row(importing.bring_in(what, by=SYSTEM))
        print(
            f"The list “{run.title}” came in: {run.counts['loaded']} wait, {run.counts['history']} are history."
        )
