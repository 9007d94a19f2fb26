"""What may be said of a journey in definitions: named facts, asked of a `Course`.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms import asking as forms
from alongside.pathways.models import Journey
from alongside.pathways.queries.askers import asker
from alongside.pathways.queries.asking import Course, filled_for, person_of
from alongside.records import clock
from alongside.records.facts import fact

# Codes of the list “came by” under which nobody but the person (or their unpaid carer) asked.
SELF = frozenset({"self", "unpaid-carer"})


@fact("came by self-referral", "The person, or their unpaid carer, asked for it themselves.", about="journey")
def _self(of: Course) -> bool | None:
    return of.state.came_by in SELF


@fact("came from a referrer", "Somebody else asked for it, and is to hear what came of it.", about="journey")
def _referrer(of: Course) -> bool | None:
    return bool(of.state.referrer)


@fact("has a worker", "A named worker has it in hand.", about="journey")
def _worker(of: Course) -> bool | None:
    return of.state.owner.startswith("worker:")


@fact("priority set", "It is known how urgent it is.", about="journey")
def _priority(of: Course) -> bool | None:
    return of.state.priority is not None


@fact("no open concern", "No safeguarding concern about the person is open.", about="journey")
def _no_concern(of: Course) -> bool | None:
    person = person_of(of.journey)
    if person is None:
        return True
    concerns = Journey.objects.for_system("whether a concern is open, not what it says")
    mine = concerns.filter(person__root_id=person.root_id, pathway="safeguarding-concern")
    return not mine.filter(ended_at__isnull=True).exists()


@fact("is not on hold", "Nothing holds it up.", about="journey")
def _not_held(of: Course) -> bool | None:
    return of.state.held is None


@fact(
    "whoever asked may have the answer",
    "The person asked; or their attorney or deputy did, whose document was seen and stands on the record; or somebody "
    "who showed the person’s consent in writing.",
    about="journey",
)
def _may_have_it(of: Course) -> bool | None:
    return asker(of.journey, of.pathway) is not None


@fact("amount is known", "It is known what is to be agreed, in pounds a week.", about="journey")
def _amount(of: Course) -> bool | None:
    return of.state.amount is not None


@fact(
    "contingency written or released",
    "It is written who steps in when the usual help fails, or a manager let it follow within days.",
    about="journey",
)
def _contingency(of: Course) -> bool | None:
    if "release without contingency" in of.state.taken:
        return True
    filled = filled_for(of.journey, "needs-assessment")
    return forms.ask_of(filled, "contingency written") if filled is not None else False


@fact(
    "safeguarding worry dealt with",
    "Nobody worries about abuse or neglect, or the worry was raised as a concern.",
    about="journey",
)
def _worry(of: Course) -> bool | None:
    filled = filled_for(of.journey, "contact")
    worried = forms.ask_of(filled, "safeguarding worry") if filled is not None else None
    if worried is False:
        return True
    person = person_of(of.journey)
    raised = Journey.objects.for_system("whether the worry was raised as a concern, not what it says")
    since = raised.filter(pathway="safeguarding-concern", opened_at__gte=of.journey.opened_at)
    return person is not None and since.filter(person__root_id=person.root_id).exists()


@fact(
    "day 91 is over or today",
    "It is 91 days since they left hospital or, where they came from home, since the first visit.",
    about="journey",
)
def _day_91(of: Course) -> bool | None:
    due = next((each.due_on for each in of.state.open_waits if each.name == "to day 91"), None)
    return due is not None and due <= clock.today()
