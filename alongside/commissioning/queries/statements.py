"""The statement of a plan's personal budget: assessed with the plan, later by finance, or not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.commissioning.queries.plans import COST, FORM
from alongside.commissioning.rules.budgets import Statement, statement
from alongside.forms.queries import filled as forms
from alongside.forms.rules.answers import Answers
from alongside.money.written import pounds
from alongside.pathways.letters import finance
from alongside.pathways.models import Journey
from alongside.pathways.queries import past

PLAN_STATE = "contribution-state"
NOTHING, FULL = frozenset({"nothing", "section-117"}), frozenset({"full-cost", "no-figures"})
_WHY = "what a person pays by their last financial assessment, for the statement of their plan"


@dataclass(frozen=True)
class Told:
    """A statement, and the words of the financial assessment that it rests on, if it rests on one."""

    sums: Statement
    from_day: str
    worked_out: str

    @property
    def said(self) -> str:
        """The three amounts in words."""
        if self.sums.pays is None or self.sums.council is None:
            return "contribution not yet assessed"
        return f"they pay {pounds(self.sums.pays)} a week, the council {pounds(self.sums.council)}"


def statement_of(plan: str, record_ids: Iterable[int]) -> Told | None:
    """The statement of a plan as it stands now; None while the plan says no cost. The caller may see the plan.

    What the plan's own form says of the contribution holds until finance has worked it out since.
    """
    found = forms.filled_of(plan, FORM)
    answers = forms.answers_of(found) if found is not None else None
    cost = _pence(answers, COST) if answers is not None else None
    if answers is None or cost is None:
        return None
    since = Journey.objects.for_system(_WHY).get(pk=int(plan.removeprefix("journey:"))).opened_at
    rows = Journey.objects.for_system(_WHY).filter(person_id__in=list(record_ids), ended_at__gte=since)
    finances = rows.filter(pathway=finance.FORM).order_by("-ended_at", "-id").values_list("id", flat=True)
    for key in finances:
        result = forms.filled_of(past.subject(key), finance.FORM)
        if result is not None and result.is_complete:
            return _by_finance(cost, forms.answers_of(result))
    state = answers.chosen(PLAN_STATE)
    own = 0 if state & NOTHING else _pence(answers, "contribution") if "assessed" in state else None
    return Told(statement(cost, own), "", "")


def _by_finance(cost: int, result: Answers) -> Told:
    chosen = result.chosen("result")
    own = 0 if "nothing" in chosen else _pence(result, "pays")
    said = statement(cost, own, full=bool(chosen & FULL))
    return Told(said, result.said("pays-from"), result.said("worked-out"))


def _pence(answers: Answers, key: str) -> int | None:
    value = answers[key].value
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else None
