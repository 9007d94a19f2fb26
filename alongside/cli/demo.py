"""Filling a database with the town that tests use, too."""

from __future__ import annotations

from alongside.cli import database


def fill(*, people: int, seed: int) -> None:
    """Makes the database and fills it with the cast and `people` made-up people; `seed` decides who they are.

    A database that has people in it is left as it is.
    """
    database.init()
    from alongside.people.models import Person
    from tests.town.build import fill as fill_town

    if Person.objects.for_system("is the demo there already?").exists():
        print("There are people in it already; nothing was added.")
        return
    fill_town(people, seed, print)
    print("Serve it with ALONGSIDE_DEMO=1 to sign in as one of the cast.")
