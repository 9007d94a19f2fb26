"""Happenings: what may be said to have happened, beside the steps themselves. They keep promises and stop waits.

Rooms say them inside their actions: `saying.heard(journey, FIRST_CONTACT, by=by, at=at)`. What becomes of a letter is
a happening of its own, of every letter there is: “copy-of-assessment issued”.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.messages import library as letters


@dataclass(frozen=True)
class Happening:
    """Something that may be said. `by_hand`: a worker may say it on a page; `duty`: only one with this part in the
    work may; `everywhere`: a step that says it is heard by all work with the person."""

    name: str
    sentence: str
    by_hand: bool = True
    duty: str = ""
    everywhere: bool = False


_registered: dict[str, Happening] = {}
# What a letter can come to that a promise may hang on; that it waits or failed keeps nothing.
OF_LETTERS = ("issued", "declined", "unsafe to send")


def happening(
    name: str, sentence: str, *, by_hand: bool = True, duty: str = "", everywhere: bool = False
) -> str:
    """Register a happening; answers its name. Raises TypeError when the name is taken."""
    if name in _registered:
        raise TypeError(f"Two happenings are named “{name}”.")
    _registered[name] = Happening(name, sentence, by_hand, duty, everywhere)
    return name


def known() -> dict[str, Happening]:
    """Everything that may be said to have happened, by name."""
    return _registered | {
        each.name: each
        for key in letters.known()
        for each in (of_letter(key, outcome) for outcome in OF_LETTERS)
    }


def everywhere() -> frozenset[str]:
    """What a step says of the person, and all their work hears."""
    return frozenset(name for name, each in _registered.items() if each.everywhere)


def by_hand(name: str) -> Happening | None:
    """The happening of this name, if a worker may say it on a page; None for a step, a letter or anything else."""
    found = _registered.get(name)
    return found if found is not None and found.by_hand else None


def of_letter(key: str, outcome: str) -> Happening:
    """What became of a letter, as a happening."""
    return Happening(f"{key} {outcome}", f"{letters.letter(key).title}: {outcome}.", by_hand=False)


def of_pathway(key: str, title: str) -> Happening:
    """That a journey along a pathway was begun, as a happening of everything else that is under way for the person."""
    return Happening(f"{key} begun", f"{title}: begun.", by_hand=False)


FIRST_CONTACT = happening("first human contact", "Somebody of the council spoke with the person.")
IN_TOUCH = happening("kept in touch", "The person was told how things stand, or told us how they are.")
GOT_WORSE = happening(
    "things got worse", "The person, or somebody for them, told that things have got worse while they wait."
)
LOOKED_AGAIN = happening("urgency looked at again", "It was looked at again how urgent it is.", by_hand=False)
CALL_BACK = happening("call back promised", "The person was promised that somebody rings them back.")
CARERS_SERVICE = happening(
    "carers’ service named", "The unpaid carer was told what the carers’ service does and how to reach it."
)
RESPITE_UNMET = happening(
    "respite not had", "A break that was granted could not be had, or was left unused.", by_hand=False
)
BREAK_OFFERED = happening("break offered another way", "Another way to have a break was offered.")
RISK_REVIEWED = happening("risk reviewed", "The risk while waiting was looked at again.")
ACKNOWLEDGED = happening(
    "acknowledged to the referrer", "Whoever referred was told that it arrived, or what came of it."
)
CONTINGENCY = happening(
    "contingency written down", "It is written who steps in when the usual help fails, and when."
)
APPROVED_AFTERWARDS = happening(
    "approved afterwards", "What was agreed urgently was approved by somebody who may.", duty="authoriser"
)
PAGE_ACKNOWLEDGED = happening(
    "page acknowledged", "Somebody on duty has seen it and has it in hand.", by_hand=False
)
ADVOCATE_INSTRUCTED = happening(
    "advocate instructed", "An independent advocate was asked to act for the person."
)
URGENT_EXTENDED = happening(
    "urgent authorisation extended",
    "The supervisory body extended the urgent authorisation once.",
    duty="authoriser",
)
REPRESENTATIVE = happening("representative appointed", "Somebody represents the person and visits them.")
ADVOCATE_APPOINTED = happening(
    "advocate appointed", "An independent advocate acts for the person.", by_hand=False
)
ADVOCACY_ASKED = happening("advocacy service asked", "The advocacy service was asked how it stands.")
LOOKED_AT_AGAIN = happening(
    "urgent decision looked at again", "What was decided without an advocate was looked at again with one."
)
LIVE_INTERPRETER = happening(
    "live interpreter used", "Somebody interpreted at once, by telephone or video.", by_hand=False
)
ARRANGEMENT_TOLD = happening(
    "arrangement told", "The person knows who comes, when, and whom to ring if nobody comes."
)
GAP_PASSED_ON = happening(
    "gap in the market passed on", "Those who shape what care there is know what is missing."
)
OFFERED_ASSESSMENT = happening(
    "carer was offered an assessment", "Whoever cares for the person was offered an assessment of their own."
)
TREATMENT_REVIEW = happening(
    "care and treatment review held", "A care (education) and treatment review was held with the person."
)
HOST_TOLD = happening("host council told", "The council where they live knows who answers for what.")
HOST_AGREED = happening("host council agreed", "The council where they live agreed in writing to take over.")
REMEDIES_DONE = happening("remedies done", "What was promised to put it right is done.")
LESSON = happening("lesson passed on", "Those who can change how we work know what was learnt.")
CONDITIONS_MET = happening("conditions met", "The conditions of the authorisation are met.")
WORKER_LEFT = happening("worker left", "The worker whom the person knew has left or changed.", by_hand=False)
CONTACT_NAMED = happening("new contact named", "The person was told whom to ring now.")
CARD_ISSUED = happening("emergency card issued", "The unpaid carer has the emergency card.")
PLAN_AGREED = happening("support plan agreed", "A plan was agreed.", by_hand=False)
PLAN_REVIEWED = happening("plan reviewed", "The plan was reviewed.", by_hand=False)
SERVICES_BEGAN = happening("services began", "What the plan arranges has begun.")
CONTRIBUTION = happening("contribution notified", "The person was told what they pay.", by_hand=False)
PROVIDER_TOLD = happening("provider told", "The provider was told.")
SAFETY_ADVICE = happening("safety advice given", "The person was told how to keep safe meanwhile.")
DELIVERY_TOLD = happening("delivery day told", "The person was told on which day it comes and who brings it.")
CHOICES_TOLD = happening(
    "choices told", "The person, and whoever cares for them, were told which choices there are."
)
PAYER_DECIDED = happening("payer decided", "It is decided who pays, and the provider was told.")
FINDING_TOLD = happening(
    "finding told", "The person was told what was found about the decision, so that they can follow it."
)
CONSULTED_TOLD = happening("those consulted told", "Those who were asked know what was decided and why.")
LEFT_HOSPITAL = happening("left hospital", "The person left hospital.", everywhere=True)
ASKED_HOW = happening("asked how it went today", "The person was asked how it went, the same day.")
REGISTERED = happening("registered", "They are on the register of people with a vision impairment.")
INTERPRETER_BOOKED = happening("interpreter booked", "An interpreter is booked.")
TRAINING_BEGAN = happening("training began", "The first lesson was given.")
SUPPORT_SERVICE = happening("support service began", "Somebody helps them with pay, employing and accounts.")
SAFE_PLACE = happening("safe place found", "They have somewhere safe to stay tonight.")
TOLD_WHY = happening(
    "told why and how to appeal", "The person was told what was decided, why, and how to appeal."
)
