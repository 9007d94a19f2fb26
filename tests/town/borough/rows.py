"""The tables of the borough, and the columns of each that are told."""

from __future__ import annotations

from alongside.commissioning.models import Line, PlanStart, Suspension
from alongside.pathways.models import Journey, Promise, Wait
from alongside.people.models import (
    Address,
    LifeEvent,
    Name,
    Need,
    Person,
    Reach,
    Relationship,
    SearchCard,
    SearchKey,
    Trait,
)
from alongside.records.models import Event, Grant, Record
from tests.town.borough.tables import Table


class Rows:
    """Rows collected for every table, to be written at once."""

    def __init__(self) -> None:
        said = "person_id recorded_at told_by"
        self.records = Table(Record, "id kind")
        self.people = Table(
            Person,
            "record_id root_id name sort_name born nhs_number nhs_status nhs_absent_reason postcode ward died "
            "moved_away",
        )
        self.names = Table(Name, f"{said} kind given family ends_on")
        self.addresses = Table(Address, f"{said} purpose lines postcode ward lsoa")
        self.reaches = Table(Reach, f"{said} kind value safe_to_leave_message")
        self.traits = Table(Trait, f"{said} attribute code")
        self.needs = Table(Need, f"{said} kind code identified_on starts_on may_share review_on")
        self.relationships = Table(Relationship, f"{said} kind other_id lives_with emergency_contact")
        self.life_events = Table(LifeEvent, "id person_id kind on told_by caused recorded_at")
        self.events = Table(
            Event,
            "id record_id kind subject happened_at recorded_at recorded_by_id sentence content precision",
        )
        self.journeys = Table(
            Journey,
            "id record_id person_id pathway parent_id version opened_at definition stage entered_at ended_at "
            "outcome owner team priority priority_reason interim_measures amount came_by referrer next_step next_on "
            "hold_reason hold_until_on",
        )
        self.waits = Table(
            Wait,
            "record_id journey_id pathway name event started_at started_on stopped_at stopped_on how due_on "
            "paused_days paused_since rank given course",
        )
        self.promises = Table(
            Promise,
            "record_id person_id journey_id pathway name event owed_to owner opened_at due_at closed_at how why "
            "closes duty",
        )
        self.lines = Table(
            Line,
            "id person_id plan service_type component mechanism provider_name units unit pence each starts_on ends_on "
            "recorded_at ended_at ended_reason follows_id",
        )
        self.suspensions = Table(Suspension, "person_id line_id starts_on ends_on recorded_at reason paid")
        self.plan_starts = Table(PlanStart, "person_id plan began_on said_at")
        self.grants = Table(Grant, "id record_id holder basis source starts_at")
        self.search_keys = Table(SearchKey, "kind key person_id")
        self.cards = Table(SearchCard, "person_id names year month day postcodes")

    @property
    def tables(self) -> list[Table]:
        """Every table, in an order in which each row finds what it points to."""
        return [
            self.records, self.people, self.names, self.addresses, self.reaches, self.traits, self.needs,
            self.relationships, self.life_events, self.events, self.journeys, self.waits, self.promises, self.grants,
            self.search_keys, self.cards, self.lines, self.suspensions, self.plan_starts,
        ]  # fmt: skip

    def write(self) -> None:
        """Put everything collected into the database."""
        self.search_keys.rows.sort()
        for table in self.tables:
            table.write()
