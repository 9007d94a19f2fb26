"""The tables of the people room."""

from alongside.people.models.circle import Alert, LifeEvent, Relationship
from alongside.people.models.dated import Address, Name, Need, Reach, Trait
from alongside.people.models.organisations import Agreement, Membership, Organisation, SharingDecision
from alongside.people.models.person import Merge, Person, SearchCard, SearchKey

__all__ = [
    "Address",
    "Agreement",
    "Alert",
    "LifeEvent",
    "Membership",
    "Merge",
    "Name",
    "Need",
    "Organisation",
    "Person",
    "Reach",
    "Relationship",
    "SearchCard",
    "SearchKey",
    "SharingDecision",
    "Trait",
]
