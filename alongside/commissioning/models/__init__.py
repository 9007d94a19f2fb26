"""The tables of the commissioning room."""

from alongside.commissioning.models.batches import Batch, BatchItem
from alongside.commissioning.models.cards import CardLookup, EmergencyCard
from alongside.commissioning.models.lines import Backdating, Line, PlanStart, Suspension
from alongside.commissioning.models.passes import LeisurePass
from alongside.commissioning.models.respite import Entitlement, Stay
from alongside.commissioning.models.unpaid import UnpaidCare

__all__ = [
    "Backdating",
    "Batch",
    "BatchItem",
    "CardLookup",
    "EmergencyCard",
    "Entitlement",
    "LeisurePass",
    "Line",
    "PlanStart",
    "Stay",
    "Suspension",
    "UnpaidCare",
]
