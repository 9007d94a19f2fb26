"""How the people round somebody stand to them, and what each is called from the other side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

UNPAID_CARERS = frozenset({"unpaid-carer", "young-carer"})

AUTHORITY = frozenset(
    {
        "attorney-property",
        "attorney-health",
        "attorney-enduring",
        "deputy-property",
        "deputy-welfare",
        "appointee",
        "guardian",
        "litigation-friend",
    }
)
"""Kinds that act on a document or order, which somebody has to have seen before relying on it (Mental Capacity Act
2005 s9 for attorneys, s16 for deputies; Mental Health Act 1983 s7 for guardians)."""

KEEP_AWAY = "no-contact"
"""Somebody who must not be contacted: never offered as a way to reach the person."""

_PAIRS = (
    ("unpaid-carer", "cared-for"),
    ("young-carer", "cared-for"),
    ("parent", "child"),
    ("grandparent", "grandchild"),
    ("aunt-or-uncle", "niece-or-nephew"),
)
_ALIKE = (
    "spouse",
    "civil-partner",
    "partner",
    "former-partner",
    "sibling",
    "cousin",
    "step-or-foster",
    "in-law",
    "other-relative",
    "friend",
    "neighbour",
)

INVERSE: Mapping[str, str] = MappingProxyType(
    {other: one for one, other in reversed(_PAIRS)} | dict(_PAIRS) | {kind: kind for kind in _ALIKE}
)
"""What somebody is to their unpaid carer, parent, friend…; kinds that have no word for it are left out."""
