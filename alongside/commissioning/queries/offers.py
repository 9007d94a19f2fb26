"""How often a direct payment was explained and offered when a plan was made, and what was answered (R-111, G-26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.forms.models import Answer, FilledForm
from alongside.pathways.rules.calendar import end_of, start_of
from alongside.records.actors import Actor

FORM, EXPLAINED, ANSWERED = "support-plan", "dp-explained", "dp-answer"
WANTED = ("wanted", "some")


@dataclass(frozen=True)
class Offers:
    """Of the plans completed in a period: in how many it was explained, and in how many one was wanted."""

    plans: int
    explained: int
    wanted: int


def offers(begins: date, ends: date, actor: Actor) -> Offers:
    """The figures of the plans that the actor may see, by the day on which each was completed."""
    done = FilledForm.objects.visible_to(actor).filter(
        form=FORM, state="complete", closed_at__gte=start_of(begins), closed_at__lt=end_of(ends)
    )
    forms = list(done.order_by("id").values_list("pk", flat=True))
    said = Answer.objects.visible_to(actor).filter(filled_id__in=forms, question__in=(EXPLAINED, ANSWERED))
    found = list(said.order_by("id").values_list("question", "value"))
    return Offers(
        plans=len(forms),
        explained=sum(question == EXPLAINED and value == "yes" for question, value in found),
        wanted=sum(question == ANSWERED and value in WANTED for question, value in found),
    )
