"""What may be said of journeys along particular pathways of the catalogue: named facts, asked of a `Course`.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.forms import asking as forms
from alongside.pathways import library
from alongside.pathways.models import Journey
from alongside.pathways.queries.asking import Course, filled_for, person_of
from alongside.pathways.rules.calendar import Span
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.facts import fact

ADULT = 18
"""Years."""


@fact(
    "urgent authorisation has its day",
    "The home or hospital gave itself no urgent authorisation, or the day it did is recorded.",
    about="journey",
)
def _urgent(of: Course) -> bool | None:
    if "note urgent" in of.state.taken:
        return True
    filled = filled_for(of.journey, "dols-screening")
    given = forms.ask_of(filled, "urgent authorisation given") if filled is not None else None
    return None if given is None else not given


@fact(
    "worry is with safeguarding",
    "Whoever reviewed worries about no abuse or neglect, or the worry was raised as a concern.",
    about="journey",
)
def _worry(of: Course) -> bool | None:
    return _raised(of, "provider-review", "provider is worried")


@fact("no other review is open", "Nobody else reviews the plan of the person just now.", about="journey")
def _alone(of: Course) -> bool | None:
    reviews = _of_person(of, "whether the plan is being reviewed, not what is said").exclude(pk=of.journey.pk)
    return not reviews.filter(pathway__endswith="-review", ended_at__isnull=True).exists()


def _raised(of: Course, form: str, worry: str) -> bool | None:
    """Whether what the form worries about, if it does, was raised as a concern since this began."""
    filled = filled_for(of.journey, form)
    worried = forms.ask_of(filled, worry) if filled is not None else None
    if worried:
        return _begun_since(of, "safeguarding-concern")
    return None if worried is None else True


def _begun_since(of: Course, pathway: str) -> bool:
    """Whether work along this pathway was begun for the person since this began."""
    mine = _of_person(of, f"whether “{pathway}” was begun, not what it says")
    return mine.filter(pathway=pathway, opened_at__gte=of.journey.opened_at).exists()


def _of_person(of: Course, why: str) -> QuerySet[Journey]:
    """All work with the person, whoever may see it."""
    person = person_of(of.journey)
    mine = Journey.objects.for_system(why)
    return mine.filter(person__root_id=person.root_id) if person is not None else mine.none()


@fact(
    "it is the same or the next working day",
    "No more than a working day has gone since it began (SI 2009/309 reg 8(1)(c)).",
    about="journey",
)
def _at_once(of: Course) -> bool | None:
    return clock.now() < library.calendar().due(of.state.opened_at, Span(1, "working days"))


@fact(
    "decided before an advocate came",
    "Something was decided without the advocate because it could not wait.",
    about="journey",
)
def _without(of: Course) -> bool | None:
    return "decide meanwhile" in of.state.taken


@fact(
    "what the visit found is with safeguarding",
    "Whoever visited worries about no abuse or neglect, or the worry was raised as a concern.",
    about="journey",
)
def _visited(of: Course) -> bool | None:
    return _raised(of, "out-of-area", "visitor is worried")


@fact("is nearly eighteen", "The person turns eighteen within six months, or has.", about="journey")
def _nearly_eighteen(of: Course) -> bool | None:
    born = of.person.of.born if of.person is not None else ""
    in_half_a_year = library.calendar().day_due(clock.today(), Span(6, "months"))
    age = from_text(born).age(in_half_a_year) if born else None
    if age is None or age.least < ADULT <= age.most:
        return None
    return age.least >= ADULT
