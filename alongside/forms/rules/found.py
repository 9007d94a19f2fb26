"""What the answers of the needs assessment say to the rules of law: its questions by key, put into the rules' terms."""

from __future__ import annotations

from alongside.forms.rules import advocacy, eligibility, refusal
from alongside.forms.rules.answers import Answers

FINE = "fine"
"""The option of the outcomes that means no difficulty."""


def needs(answers: Answers) -> eligibility.Needs:
    """For `eligibility.decide`. What an unpaid carer does is left out: the question is asked, and not here."""
    places = answers.outcomes("outcomes")
    return eligibility.Needs(
        answers.yes("from-impairment"),
        {
            code: answers.chosen("difficulty", place) - {FINE}
            if answers.written("difficulty", place)
            else None
            for code, place in places.items()
            if code in eligibility.OUTCOMES
        },
        answers.yes("significant-impact"),
    )


def eligible(answers: Answers) -> eligibility.Decision:
    """What the regulations make of the answers."""
    return eligibility.decide(needs(answers), answers.form.places["outcomes"].question.options)


def advocate(answers: Answers) -> advocacy.Duty:
    """What s67 makes of the answers."""
    said = answers.chosen("involvement") - {"none"} if answers.written("involvement") else None
    return advocacy.decide(
        advocacy.Involvement(
            said,
            answers.yes("appropriate-individual"),
            _unless_unsaid(answers, "long-stay"),
            _unless_unsaid(answers, "material-disagreement"),
        )
    )


def _unless_unsaid(answers: Answers, key: str) -> bool | None:
    """An exception that nobody has spoken of is not made; one said to be unknown is not known."""
    return answers.yes(key) if answers[key].given else False


def refused(answers: Answers) -> refusal.Effect:
    """What s11 makes of the answers."""
    return refusal.decide(
        refusal.Refusal(
            answers.yes("refused"),
            answers.yes("able-to-refuse"),
            answers.yes("refusal-best-interests"),
            answers.yes("refusal-abuse-risk"),
        )
    )
