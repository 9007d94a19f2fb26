"""The people round a person, seen from both sides, never naming who may not be named. R-246."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from alongside import council
from alongside.people.actions import circle
from alongside.people.models import Relationship
from alongside.people.queries import around
from alongside.people.queries.around import ON_RECORD
from alongside.people.queries.person import identity, trait
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.people.tests.stating import added, seen
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Event
from alongside.web.errors import Refused

ClientOf = Callable[[object], Client]


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` added."""
    return added(by)


@pytest.fixture
def kofi(by: Actor) -> int:
    """Kofi, on record as well."""
    return added(by, given="Kofi", family="Mensah")


def said(code: str) -> str:
    """What the council calls a relationship."""
    return council.current().lists.label("relationship", code)


def round_(person_id: int, by: Actor) -> list[tuple[str, str]]:
    """Kind and name of those round a person."""
    return [(each.kind, each.name) for each in around.circle(seen(person_id, by), clock.today())]


def test_an_unpaid_carer_is_seen_from_both_sides(by: Actor, ada: int, kofi: int) -> None:
    """Said once; the other's page says the inverse. “Has an unpaid carer” follows and is not asked again."""
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=kofi, starts_on="2021")
    assert round_(ada, by) == [(said("unpaid-carer"), "Kofi Mensah")]
    assert round_(kofi, by) == [(said("cared-for"), "Ada Lovelace")]
    row = trait(seen(ada, by), "has-unpaid-carer", clock.today())
    assert row is not None
    assert (row.b, row.starts_on) == ("yes", "2021")
    assert "Unpaid carer: Kofi Mensah" in identity(seen(ada, by), clock.today()).facts


def test_a_named_outsider_needs_no_record(by: Actor, ada: int) -> None:
    """A neighbour with a key is no case."""
    circle.add_relationship(ada, by=by, kind="neighbour", other_name="Mrs Iqbal at 14", contact="has a key")
    (each,) = around.circle(seen(ada, by), clock.today())
    assert (each.name, each.contact, each.person_id) == ("Mrs Iqbal at 14", "has a key", None)


def test_authority_and_when_the_document_was_seen(by: Actor, ada: int) -> None:
    """MCA 2005 s9: an attorney is relied on when somebody has seen the document; not seen is said."""
    circle.add_relationship(ada, by=by, kind="attorney-health", other_name="Efua", authority="Where to live")
    circle.add_relationship(
        ada,
        by=by,
        kind="deputy-property",
        other_name="Yaw",
        authority="All money",
        authority_seen_on=date(2026, 5, 3),
    )
    said = {each.name: each.authority for each in around.circle(seen(ada, by), clock.today())}
    assert said == {
        "Efua": "Where to live; document not seen yet",
        "Yaw": "All money; document seen 3 May 2026",
    }


def test_a_restricted_other_is_never_named_to_who_may_not_see_them(
    by: Actor, ada: int, kofi: int, client_of: ClientOf
) -> None:
    """Not on the page, in the bar, in the history, in the events; and those named on the record still see the name."""
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=kofi, contact="07700 900777")
    named = worker(name="Named one")
    opened(ada, named)
    opened(kofi, named)
    restricted(kofi, named)
    assert round_(ada, by) == [(said("unpaid-carer"), ON_RECORD)]
    assert round_(ada, named) == [(said("unpaid-carer"), "Kofi Mensah")]
    client = client_of(by)
    for page in ("", "circle/", "facts/", "places/", "needs/", "names/"):
        html = client.get(f"/people/{ada}/{page}").content.decode()
        assert "Kofi" not in html, page
        assert "07700 900777" not in html, page
    told = Event.objects.for_system("test").filter(record_id__in=[ada, kofi])
    assert not any("Kofi" in event.sentence or "Ada" in event.sentence for event in told)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "rival"}, "kind"),
        ({"other_name": " "}, "other_name"),
        ({"kind": "attorney-health", "authority_seen_on": date(2999, 1, 1)}, "authority_seen_on"),
        ({"starts_on": "20-20"}, "starts_on"),
    ],
)
def test_what_a_relationship_must_have(by: Actor, ada: int, wrong: dict[str, object], field: str) -> None:
    """Each refusal at its field."""
    with pytest.raises(Refused) as refused:
        circle.add_relationship(ada, by=by, **({"kind": "friend", "other_name": "Mary"} | wrong))
    assert refused.value.field == field


def test_nobody_is_linked_to_themselves_or_to_whom_one_cannot_see(by: Actor, ada: int) -> None:
    """A number guessed in the form links to nobody, and says nothing of whether there is such a record."""
    with pytest.raises(Refused, match="same person"):
        circle.add_relationship(ada, by=by, kind="friend", other_id=ada)
    with pytest.raises(Refused) as hidden:
        circle.add_relationship(ada, by=by, kind="friend", other_id=add(given="Hidden"))
    with pytest.raises(Refused) as nobody:
        circle.add_relationship(ada, by=by, kind="friend", other_id=987654)
    assert hidden.value.message == nobody.value.message


def test_the_same_twice_is_refused(by: Actor, ada: int) -> None:
    """One neighbour is one neighbour."""
    circle.add_relationship(ada, by=by, kind="neighbour", other_name="Mrs Iqbal")
    with pytest.raises(Refused, match="on the record already"):
        circle.add_relationship(ada, by=by, kind="neighbour", other_name="Mrs  Iqbal ")


def test_relationships_end_are_put_right_and_withdrawn(by: Actor, ada: int, kofi: int) -> None:
    """Each leaves its row; who the other is stays as it was."""
    number = circle.add_relationship(ada, by=by, kind="friend", other_id=kofi)
    number = circle.correct_relationship(
        ada, by=by, relationship_id=number, why="They married", kind="spouse", lives_with=True
    )
    (each,) = around.circle(seen(ada, by), clock.today())
    assert (each.kind, each.name, each.marks) == ("Husband or wife", "Kofi Mensah", ["Lives with them"])
    circle.end_relationship(
        ada, by=by, relationship_id=number, ends_on=clock.today().isoformat(), why="Divorced"
    )
    assert round_(ada, by) == round_(kofi, by) == []
    again = circle.add_relationship(ada, by=by, kind="friend", other_id=kofi)
    circle.withdraw_relationship(ada, by=by, relationship_id=again, why="Not that Kofi")
    rows = Relationship.objects.for_system("test").filter(person_id=ada)
    assert rows.count() == 3
    assert rows.filter(withdrawn_at__isnull=False).count() == 2


def test_adding_and_ending_on_the_pages(by: Actor, ada: int, kofi: int, client_of: ClientOf) -> None:
    """By record number; a number that is none is refused with the form as it was."""
    client = client_of(by)
    sent = {"_form": "RelationshipForm", "kind": "sibling", "other_id": "#x"}
    assert "record number" in client.post(f"/people/{ada}/circle/add/", sent).content.decode()
    assert client.post(f"/people/{ada}/circle/add/", sent | {"other_id": str(kofi)}).status_code == 303
    assert round_(kofi, by) == [("Brother or sister", "Ada Lovelace")]
    (each,) = around.circle(seen(ada, by), clock.today())
    sent = {"_form": "EndRelationship", "ends_on-year": "2026"}
    assert client.post(f"/people/{ada}/circle/{each.id}/?do=end", sent).status_code == 303
    assert round_(ada, by) == []
