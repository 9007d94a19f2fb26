"""The planner's question, asked in the address: an answer can be kept, sent on, and asked for again next month."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alongside.insight.rules.planning import Asked, Counted
from alongside.pathways.language import Limit
from alongside.pathways.rules.calendar import Span, span
from alongside.web.door import ActorRequest
from alongside.web.errors import Refused
from alongside.web.forms import Checkboxes, Form, Radios, Select, Text

AHEAD = {13: "3 months", 26: "6 months", 52: "a year"}
BACK = {13: "13 weeks", 26: "26 weeks", 52: "52 weeks"}
USUALLY_AHEAD, USUALLY_BACK = 26, 26
SIDE_BY_SIDE = range(-2, 5)
# The mean wait is to be a quarter of the target: then 98 in 100 are seen within it (Fong and Walton 2022).
_SAFELY = 4
_A_ROW = {"inline": True, "small": True}
_WEEKS = {"hours": 1 / 168, "days": 1 / 7, "working days": 1 / 5, "weeks": 1.0, "months": 365.25 / 12 / 7}


def _whole(least: int, most: int, says: str) -> Callable[[str], int]:
    def clean(text: str) -> int:
        typed = text.replace("−", "-").replace("+", "")
        digits = typed.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and least <= int(typed) <= most):
            raise Refused(says)
        return int(typed)

    return clean


class Question(Form):
    """How many more or fewer, until the list is below what, looking how far, from which weeks."""

    more = Text(
        "How many more people seen a week?",
        hint="A minus sign for fewer. 0 is as now.",
        clean=_whole(-99, 99, "Write a whole number from -99 to 99, such as 2"),
        look={"width": 3, "autocomplete": "off"},
    )
    below = Text(
        "Until the list is below",
        clean=_whole(1, 9999, "Write a whole number of people from 1 to 9,999"),
        look={"width": 4, "inputmode": "numeric", "autocomplete": "off"},
    )
    weeks = Radios("Looking ahead", [(str(key), words) for key, words in AHEAD.items()], look=_A_ROW)
    past = Radios("Going by the last", [(str(key), words) for key, words in BACK.items()], look=_A_ROW)
    team = Select("Team", (), empty="Everybody on this list", required=False)
    leaving = Checkboxes(
        "Those who leave", [("no", "Suppose that nobody leaves unseen")], required=False, look={"small": True}
    )

    @property
    def asked(self) -> Asked:
        """What is asked of the rules; only after `is_valid()`."""
        return Asked(self.answers["below"], int(self.answers["weeks"]), leaving=not self.answers["leaving"])


def looking_back(request: ActorRequest) -> int:
    """How many weeks are counted, before anything else of the question is looked at."""
    return next((weeks for weeks in BACK if str(weeks) == request.GET.get("past")), USUALLY_BACK)


def team_of(request: ActorRequest, teams: Mapping[str, str]) -> str:
    """The team for which it is asked, of those that have somebody on the list; blank for all."""
    team = request.GET.get("team", "")
    return team if team in teams else ""


def question(request: ActorRequest, teams: Mapping[str, str], below: int) -> Question:
    """The form as it was sent, or as it is at first; `below` is what the list is to come below unless said."""
    begun = {"more": "0", "below": str(below), "weeks": str(USUALLY_AHEAD), "past": str(USUALLY_BACK)}
    sent = {name: request.GET.get(name, "").strip() or usual for name, usual in begun.items()}
    data = {**sent, "team": team_of(request, teams), "leaving": request.GET.getlist("leaving")}
    form = Question(data)
    form.offer("team", teams.items())
    form.request = request
    return form


def short_enough(counted: Counted, target: Limit | None) -> int:
    """The list at which nearly everybody is seen within the target; half of today's where there is none."""
    weeks = target_in_weeks(target)
    people = counted.arriving.mean * weeks / _SAFELY if weeks is not None else counted.waiting / 2
    return max(round(people), 1)


def target_in_weeks(target: Limit | None) -> float | None:
    """The target of a wait in weeks; of several, by priority, the longest."""
    if target is None:
        return None
    spans = [target] if isinstance(target, str) else list(target.values())
    return max(_in_weeks(span(each)) for each in spans)


def _in_weeks(length: Span) -> float:
    return length.count * _WEEKS[length.unit]
