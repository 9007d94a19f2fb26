"""What may be said of the form of the way out of hospital: named facts, asked of its answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

LEAVING = "form hospital-discharge"


@fact(
    "they took part in the way home",
    "They were part of deciding, or it was decided in their best interests, and they were told of choices.",
    about=LEAVING,
)
def _took_part(of: Answers) -> bool | None:
    part = bool(of.chosen("involved") & {"themselves", "helped", "best-interests"})
    return part and of.written("choices")


@fact(
    "whoever cares was asked and offered",
    "Nobody cares for them unpaid; or whoever does was asked whether they can and want to, and was offered an "
    "assessment of their own.",
    about=LEAVING,
)
def _carer(of: Answers) -> bool | None:
    cares = of.yes("unpaid-carer")
    if not cares:
        return None if cares is None else True
    asked = bool(of.chosen("carer-agrees") & {"willing", "partly", "unwilling"})
    return asked and of.yes("carer-offered") is True


@fact(
    "nothing is put in unannounced",
    "Nothing has to be in the home first, or they know what comes and want it.",
    about=LEAVING,
)
def _announced(of: Answers) -> bool | None:
    needed = of.yes("equipment")
    return True if needed is False else of.yes("equipment-agreed")


@fact(
    "help on the first day is arranged",
    "It is written who comes first and when, and where they leave without reablement, why.",
    about=LEAVING,
)
def _first_day(of: Answers) -> bool | None:
    without = bool(of.chosen("reablement") & {"offered", "not-right", "no-room"})
    return (
        of.written("first-help")
        and of.written("reablement")
        and (not without or of.written("reablement-why"))
    )


@fact(
    "who pays until a decision is known",
    "It is written where they go, who pays until a decision and by when that is made, and the provider knows both.",
    about=LEAVING,
)
def _funder(of: Answers) -> bool | None:
    written = all(of.written(key) for key in ("place", "funder", "funder-by"))
    return written and of.yes("provider-knows") is True
