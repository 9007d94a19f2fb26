"""`alongside duties`: what being in touch with those who wait means in a week, before it is promised to them."""

from __future__ import annotations

import json
from dataclasses import asdict

from alongside.cli.database import require_current
from alongside.cli.trouble import Trouble
from alongside.pathways.queries import duties
from alongside.pathways.queries.duties import DutyWork
from alongside.pathways.rules.calendar import span


def report(pathway: str, wait: str, every: str, *, as_json: bool) -> int:
    """Prints what each duty means in a week, those not promised last; or what one would mean, with a wait and a length.

    Raises Trouble for a wait or a length of time that there is not.
    """
    require_current()
    if any((pathway, wait, every)) and not all((pathway, wait, every)):
        raise Trouble("Of one thought of, all three are needed: --pathway, --wait and --every.")
    found = [_thought_of(pathway, wait, every)] if every else [*duties.in_force(), *duties.switched_off()]
    if as_json:
        print(json.dumps([asdict(each) | {"a_week": round(each.a_week, 2)} for each in found], indent=2))
        return 0
    for each in found:
        off = "" if each.promised else f" (not promised{f' before {each.from_on}' if each.from_on else ''})"
        print(
            f"{each.of}: {each.title}{off}, every {each.every}: {each.waiting:,} wait, {each.a_week:,.1f} a week"
        )
        for team in each.teams:
            print(f"      {team.team}: {team.waiting:,} wait, {team.a_week:,.1f} a week")
        if each.undecided:
            print(f"      {each.undecided:,} have no priority yet, and it is not owed to them")
    return 0


def _thought_of(pathway: str, wait: str, every: str) -> DutyWork:
    try:
        return duties.thought_of(pathway, wait, str(span(every)))
    except KeyError as error:
        raise Trouble(str(error.args[0])) from error
    except ValueError as error:
        raise Trouble(str(error)) from error
