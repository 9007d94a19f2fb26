"""Communication needs in six steps, and alerts. Users 2.7 (DAPB1605), 1.2 no. 16; R-245."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from alongside.people.actions import alerts, needs
from alongside.people.models import Alert
from alongside.people.queries import around, reviews
from alongside.people.queries.person import identity
from alongside.people.tests.making import again, opened, worker
from alongside.people.tests.stating import added, seen, shown
from alongside.records import clock, owners
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event, Worker
from alongside.web.errors import Refused

ClientOf = Callable[[object], Client]

SAID = "Ring before visiting: a large dog in the hall"


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` added."""
    return added(by)


def soon(days: int = 30) -> date:
    """A day to come."""
    return clock.today() + timedelta(days=days)


def raised(person_id: int, by: Actor, **said: object) -> int:
    """An alert about a dog."""
    more: dict[str, object] = {
        "kind": "animal",
        "text": SAID,
        "owner": by.own,
        "review_on": soon(),
        "person_told": "yes",
    }
    return int(alerts.raise_alert(person_id, by=by, **(more | said)))


def test_a_need_goes_through_its_six_steps(by: Actor, ada: int) -> None:
    """Identify, record, flag, share, meet, review: each said on the page of needs and written into the history."""
    need = needs.record_need(
        ada, by=by, kind="format", code="large-print-18", identified_on=date(2026, 1, 5), told_by="Ada"
    )
    needs.share_need(ada, by=by, need_id=need, may_share="yes", shared_with="The surgery")
    needs.meet_need(ada, by=by, need_id=need, met="partly", met_how="Letters yes, bills no")
    needs.review_need(ada, by=by, need_id=need, review_on=soon())
    (row,) = reviews.needs_of(seen(ada, by), by, clock.today())
    steps = dict(row.steps)
    assert list(steps) == ["Identified", "Recorded", "Flagged", "Shared", "Met", "Reviewed"]
    assert steps["Identified"] == "5 January 2026"
    assert "told by Ada" in steps["Recorded"]
    assert steps["Shared"] == "May be shared: yes. Told: The surgery"
    assert steps["Met"] == "Partly: Letters yes, bills no"
    assert "last on" in steps["Reviewed"]
    kinds = (
        Event.objects.for_system("test").filter(record_id=ada, kind__startswith="people.need").order_by("id")
    )
    assert [event.kind.removeprefix("people.need ") for event in kinds] == [
        "recorded",
        "shared",
        "met",
        "reviewed",
    ]


def test_spoken_and_read_language_are_apart_and_on_every_page(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """Speaks one, reads another, needs an interpreter: in the bar of each page about the person."""
    needs.record_need(ada, by=by, kind="spoken", code="tw")
    needs.record_need(ada, by=by, kind="read", code="en")
    needs.record_need(ada, by=by, kind="interpreter", code="spoken-language")
    client = client_of(by)
    for page in (
        "",
        "names/",
        "addresses/add/",
        "circle/",
        "restrict/" if by.may("restrict people") else "alerts/",
    ):
        bar = (
            client.get(f"/people/{ada}/{page}")
            .content.decode()
            .split('class="app-identity__facts"')[1]
            .split("</ul>")[0]
        )
        assert "Speaks Twi" in bar
        assert "Reads English" in bar
        assert "Interpreter" in bar


def test_a_need_not_flagged_or_of_nobody_is_not_in_the_bar(by: Actor, ada: int) -> None:
    """“No interpreter needed” is known and not shouted; what is not flagged stays on its page."""
    needs.record_need(ada, by=by, kind="interpreter", code="none")
    needs.record_need(ada, by=by, kind="format", code="braille-1", flagged=False)
    bar = " ".join(identity(seen(ada, by), clock.today()).facts)
    assert "None needed" not in bar
    assert "Braille" not in bar
    assert len(around.needs(seen(ada, by), clock.today())) == 2


def test_the_language_spoken_now_takes_over(by: Actor, ada: int) -> None:
    """Somebody has one language to be spoken to in; formats may be several."""
    needs.record_need(ada, by=by, kind="spoken", code="tw", identified_on=date(2020, 1, 1))
    needs.record_need(ada, by=by, kind="spoken", code="en", identified_on=date(2025, 1, 1))
    for code in ("large-print-18", "audio"):
        needs.record_need(ada, by=by, kind="format", code=code)
    assert [line.value for line in around.needs(seen(ada, by), clock.today())] == [
        "English",
        "Large print, 18 point",
        "Audio recording",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"code": "smoke-signals"}, "code"),
        ({"identified_on": date(2999, 1, 1)}, "identified_on"),
        ({"may_share": "perhaps"}, "may_share"),
        ({"review_on": date(2020, 1, 1)}, "review_on"),
        ({"review_on": date(2999, 1, 1)}, "review_on"),
    ],
)
def test_what_a_need_must_have(by: Actor, ada: int, wrong: dict[str, object], field: str) -> None:
    """Each refusal at its field."""
    with pytest.raises(Refused) as refused:
        needs.record_need(ada, by=by, **({"kind": "format", "code": "audio"} | wrong))
    assert refused.value.field == field


def test_a_need_that_may_not_be_shared_is_not_shared(by: Actor, ada: int) -> None:
    """Their no is a no."""
    need = needs.record_need(ada, by=by, kind="format", code="audio")
    with pytest.raises(Refused, match="does not want this shared"):
        needs.share_need(ada, by=by, need_id=need, may_share="no", shared_with="The surgery")


def test_a_need_not_met_says_what_is_missing(by: Actor, ada: int) -> None:
    """“No” without a word helps nobody."""
    need = needs.record_need(ada, by=by, kind="format", code="audio")
    with pytest.raises(Refused, match="Say what is missing"):
        needs.meet_need(ada, by=by, need_id=need, met="no")


def test_needs_end_and_are_withdrawn(by: Actor, ada: int) -> None:
    """No longer needed, or never so: neither is shown as a need."""
    for act in (needs.end_need, needs.withdraw_need):
        need = needs.record_need(ada, by=by, kind="format", code="audio")
        more = {"ends_on": clock.today().isoformat()} if act is needs.end_need else {"why": "Her sister's"}
        act(ada, by=by, need_id=need, **more)
    assert around.needs(seen(ada, by), clock.today()) == []


def test_needs_and_alerts_due_are_listed_for_those_who_see_the_person(by: Actor, ada: int) -> None:
    """Due within a month, the longest overdue first; nobody else's people."""
    needs.record_need(ada, by=by, kind="format", code="audio", review_on=soon(10))
    needs.record_need(ada, by=by, kind="read", code="en")
    raised(ada, by, review_on=soon(5))
    assert [row.person_id for row in reviews.needs_due(by, clock.today())] == [ada]
    assert [row.late for row in reviews.alerts_due(by, soon(6)) if row.person_id == ada] == [True]
    stranger = worker(role="occupational-therapist", kind="therapy")
    assert reviews.needs_due(stranger, clock.today()) == reviews.alerts_due(stranger, clock.today()) == []


def test_an_alert_is_in_the_bar_of_every_visiting_role(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Whoever may open the record reads it first."""
    raised(ada, by)
    for role, kind in (("occupational-therapist", "therapy"), ("front-door-officer", "front-door")):
        visitor = worker(role=role, kind=kind)
        opened(ada, visitor)
        html = client_of(visitor).get(f"/people/{ada}/needs/").content.decode()
        assert SAID in html.split('class="app-identity__warnings"')[1].split("</ul>")[0]


def test_an_alert_is_reviewed_and_ended_with_a_reason(by: Actor, ada: int) -> None:
    """Reworded, handed on, taken down: the history has each."""
    number = raised(ada, by)
    told = {"review_on": soon(90), "person_told": "yes", "owner": by.holders[1]}
    alerts.review_alert(ada, by=by, alert_id=number, text="The dog is old and blind", **told)
    with pytest.raises(Refused, match="Say why"):
        alerts.end_alert(ada, by=by, alert_id=number, why=" ")
    alerts.end_alert(ada, by=by, alert_id=number, why="The dog has died")
    with pytest.raises(Refused, match="ended this alert already"):
        alerts.end_alert(ada, by=by, alert_id=number, why="Again")
    standing, ended = reviews.alerts_of(seen(ada, by), by, clock.today())
    assert standing == []
    assert "The dog has died" in ended[0].ended
    said = [row.sentence for row in Event.objects.for_system("test").filter(record_id=ada).order_by("id")]
    assert any("now reads: The dog is old and blind" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  "}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"owner": "worker:999999"}, "owner"),
        ({"owner": "team:none-such"}, "owner"),
        ({"review_on": date(2020, 1, 1)}, "review_on"),
        ({"review_on": date(2999, 1, 1)}, "review_on"),
        ({"person_told": "maybe"}, "person_told"),
    ],
)
def test_what_an_alert_must_have(by: Actor, ada: int, wrong: dict[str, object], field: str) -> None:
    """An alert without owner or review goes stale; each refusal at its field."""
    with pytest.raises(Refused) as refused:
        raised(ada, by, **wrong)
    assert refused.value.field == field


def test_an_alert_passes_on_when_its_owner_leaves(by: Actor, ada: int) -> None:
    """Nobody leaves an alert behind that nobody looks at again."""
    keeper = worker(name="Keeper")
    alert = raised(ada, by, owner=keeper.own)
    with pytest.raises(Refused, match="holds 1 alert"):
        workers.leave(keeper.worker_id, by=SYSTEM, left_on=clock.today())
    workers.leave(keeper.worker_id, by=SYSTEM, left_on=clock.today(), hand_to=by.own)
    assert Alert.objects.for_system("test").get(pk=alert).owner == by.own
    assert list(owners.lost()) == []


def test_an_alert_whose_owner_is_gone_is_found(by: Actor, ada: int) -> None:
    """The check names the alert, and not what it says."""
    keeper = worker(name="Keeper")
    alert = raised(ada, by, owner=keeper.own)
    Worker.objects.filter(pk=keeper.worker).update(is_active=False)
    assert list(owners.lost()) == [f"Alert {alert} is owned by Keeper, who is not at work."]


def test_raising_an_alert_on_its_page(by: Actor, ada: int, client_of: ClientOf) -> None:
    """What is left out is asked for, and nothing typed is lost."""
    client = client_of(again(by))
    day = soon()
    sent = {
        "_form": "AlertForm", "_version": str(shown(ada).version), "kind": "animal", "text": SAID, "owner": by.own,
        "review_on-day": str(day.day), "review_on-month": str(day.month), "review_on-year": str(day.year),
    }  # fmt: skip
    answer = client.post(f"/people/{ada}/alerts/add/", sent)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert SAID in answer.content.decode()
    assert client.post(f"/people/{ada}/alerts/add/", sent | {"person_told": "not yet"}).status_code == 303
    assert SAID in client.get(f"/people/{ada}/alerts/").content.decode()
