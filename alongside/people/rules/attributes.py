"""The attributes of a person that are codes of a council's lists, and what each is called, grouped and returned as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PRACTICES = "practice"
"""Instead of the key of a list: the council's table of GP practices."""


@dataclass(frozen=True)
class Attribute:
    """One attribute: the list its codes come from, its title, the group it is shown in, and its field in Client
    Level Data (Release 2), if it has one. `own_words` offers a line for the person's own description."""

    key: str
    codes: str
    title: str
    group: str
    cld: str = ""
    own_words: bool = False
    hint: str = ""


SELF, HOME, SUPPORT, EQUALITY = "Who they are", "Home and work", "Health and support", "Equality"
GROUPS = (SELF, HOME, SUPPORT, EQUALITY)

_ALL = (
    Attribute("sex", "sex", "Sex", SELF, hint="As the record of care needs it"),
    Attribute("gender", "gender", "Gender", SELF, "Gender", own_words=True),
    Attribute("ethnicity", "ethnicity", "Ethnicity", SELF, "Ethnicity", own_words=True),
    Attribute("accommodation", "accommodation", "Accommodation", HOME, "Accommodation Status"),
    Attribute("employment", "employment", "Employment", HOME, "Employment Status"),
    Attribute(
        "ordinary-residence",
        "local-authority",
        "Ordinary residence",
        HOME,
        hint="The authority responsible under the Care Act 2014 s39, wherever the person is staying",
    ),
    Attribute("gp-practice", PRACTICES, "GP practice", SUPPORT, "GP Practice Code"),
    Attribute(
        "primary-support-reason",
        "primary-support-reason",
        "Primary support reason",
        SUPPORT,
        "Primary Support Reason",
    ),
    Attribute("has-unpaid-carer", "has-unpaid-carer", "Has an unpaid carer", SUPPORT, "Has Unpaid Carer"),
    Attribute("visual-impairment", "visual-impairment", "Sight", SUPPORT, "Visual Impairment"),
    Attribute("hearing-impairment", "hearing-impairment", "Hearing", SUPPORT, "Hearing Impairment"),
    Attribute("autism", "autism", "Autism", SUPPORT, "Autism Spectrum Disorder (ASD)"),
    Attribute("dementia", "dementia", "Dementia", SUPPORT, "Dementia"),
    Attribute("client-funding", "client-funding", "Funding of care", SUPPORT, "Client Funding Status"),
    Attribute("religion", "religion", "Religion or belief", EQUALITY, own_words=True),
    Attribute("marital-status", "marital-status", "Marital or partnership status", EQUALITY),
    Attribute("sexual-orientation", "sexual-orientation", "Sexual orientation", EQUALITY, own_words=True),
)

ATTRIBUTES: Mapping[str, Attribute] = MappingProxyType({attribute.key: attribute for attribute in _ALL})
"""By key, in the order in which they are shown."""
