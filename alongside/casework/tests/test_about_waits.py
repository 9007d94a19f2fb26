"""Writing to many about their wait: looked at first, everybody accounted for, and nobody found by a letter who hides
(G-08, G-12, R-052; users 4.5.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.actions import bulk as actions
from alongside.casework.models import BulkItem, BulkOperation
from alongside.casework.queries import about_waits as queries
from alongside.casework.rules import about_waits as rules
from alongside.casework.rules import bulk as limits
from alongside.casework.rules.about_waits import GATE, LETTER, OVER, TOLD, UNKNOWN, Fate
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.messages.tests.making import lives
from alongside.pathways.actions import about_waiting, course, keeping, opening
from alongside.pathways.letters import waiting
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import told
from alongside.pathways.queries.figures import About, Portrait
from alongside.pathways.rules import history
from alongside.pathways.tests.test_lost import write_past_the_action
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.web.errors import Forbidden, Refused

FATES = st.sampled_from([LETTER, GATE, TOLD, UNKNOWN, OVER])


@given(st.lists(st.builds(Fate, FATES, st.just(("Why.",))), max_size=40))
def test_the_account_adds_up_to_everybody(fates: list[Fate]) -> None:
    """Each has one fate, none is left out of the account, and how many letters there are is always said."""
    lines = rules.counted(fates)
    assert sum(count for _word, count, _whys in lines) == len(fates)
    assert lines[0][0] == LETTER
    assert all(sum(many for _why, many in whys) == count for word, count, whys in lines if word == GATE)


@pytest.mark.parametrize(("ago", "lately"), [(0, True), (27, True), (28, False)])
def test_within_so_many_days_ends_with_the_last_of_them(ago: int, lately: bool) -> None:
    """Who was written to four weeks ago is due again today."""
    today = date(2026, 6, 30)
    assert rules.is_lately(today - timedelta(days=ago), today, 28) is lately


def wait(person: int, days: int = 30) -> int:
    """Somebody who has waited so long for an assessment, and is owed a word every four weeks."""
    began = clock.now() - timedelta(days=days)
    pk = int(opening.open_journey(person, by=SYSTEM, pathway="needs-assessment", came_by="hospital",
                                  happened_at=began))  # fmt: skip
    course.prioritise(pk, by=SYSTEM, priority=3, why="Stable")
    return pk


@pytest.fixture
def people(town: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Alice, Kofi, Ruth and Hodan wait on a list on which Costas was seen; Hodan's
    address is confidential."""
    monkeypatch.setattr(waiting, "ENOUGH", 1)
    seen = Journey.objects.for_system("test").get(pk=wait(town.costas, 40))
    write_past_the_action(
        by=SYSTEM,
        what=lambda: [
            keeping.write(seen, history.MOVED, "On.", at=clock.now(), move=move, facts={})
            for move in ("triage", "allocate", "begin")
        ],
    )
    lives(town.hodan, "1 Refuge Row", safety="confidential", safety_why="Fled violence")
    return [wait(person) for person in (town.alice, town.kofi, town.ruth_levy, town.hodan)]


def looked(town: Any, keys: Sequence[int], days: int = 28) -> dict[int, queries.Looked]:
    return {each.line.key: each for each in queries.look(keys, days, by=town.actor("grace"))}


def write(town: Any, keys: Sequence[int], who: str = "grace", **more: Any) -> BulkOperation:
    said = {"chosen": dict.fromkeys(keys, 0), "target": {"days": 28}, "reason": "A month has gone"} | more
    pk = actions.carry_out(by=town.actor(who), kind="write-about-waits", **said)
    return BulkOperation.objects.get(pk=pk)


def letters() -> list[Message]:
    return list(Message.objects.for_system("test").filter(letter="waiting").order_by("pk"))


def item(made: BulkOperation, key: int) -> BulkItem:
    found: BulkItem = BulkItem.objects.for_system("test").get(operation=made, key=key)
    return found


@pytest.mark.django_db
def test_who_hides_is_not_written_to(town: Any, people: list[int]) -> None:
    """The gate denies: before it is done it is said and why; done, there is not even a letter that waits; and the
    account has her. What is owed to her stays owed."""
    alice, _kofi, _ruth, hodan = people
    seen = looked(town, people)
    assert seen[alice].fate.word == LETTER
    assert seen[alice].line.then == "Post, to Alice Mensah, large print, 18 point"
    assert seen[alice].keeps
    assert seen[hodan].fate.word == GATE
    assert "The address is confidential." in seen[hodan].fate.whys
    made = write(town, people)
    assert (made.asked, made.done, made.left) == (4, 3, 1)
    assert "address is confidential" in item(made, hodan).why
    assert town.hodan not in {letter.person_id for letter in letters()}
    assert Promise.objects.for_system("test").filter(journey=hodan, duty=True, closed_at=None).exists()


@pytest.mark.django_db
def test_an_address_that_becomes_confidential_meanwhile_stops_the_one_letter(
    town: Any, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked at may be out of date when it is done: the gate is asked again as each is written."""
    alice, kofi, *_ = people
    lines = queries.look([alice, kofi], 28, by=town.actor("grace"))
    lives(town.kofi, "1 Refuge Row", safety="confidential", safety_why="Fled violence")
    monkeypatch.setattr(queries, "look", lambda *_, **__: lines)
    made = write(town, [alice, kofi])
    assert (made.done, made.left) == (1, 1)
    assert "address is confidential" in item(made, kofi).why
    assert [letter.person_id for letter in letters()] == [town.alice]


@pytest.mark.django_db
def test_a_letter_keeps_the_promise_when_it_has_gone(town: Any, people: list[int]) -> None:
    """G-12: written, it keeps nothing; issued, the duty of four weeks is kept and owed anew. It waits for a day."""
    made = write(town, people[:2])
    one, two = letters()
    assert {letter.hold_until for letter in (one, two)} == {made.made_at + timedelta(hours=24)}
    assert "28 days" in one.content["said"]["keep in touch"]
    duty = Promise.objects.for_system("test").filter(journey=people[0], name="keep in touch", closed_at=None)
    owed = duty.get().pk
    ending.issue_by_hand(one.pk, by=town.actor("priya"))
    assert duty.get().pk != owed
    assert Promise.objects.for_system("test").get(pk=owed).how == "kept"


@pytest.mark.django_db
def test_nobody_is_written_to_twice(town: Any, people: list[int]) -> None:
    """Resumed: the second go leaves out whom the first reached, and says when; a double press is one operation."""
    first = write(town, people[:1], key="one")
    assert write(town, people[:1], key="one").pk == first.pk
    second = write(town, people[:3])
    assert (second.done, second.left) == (2, 1)
    assert "They were written to on" in item(second, people[0]).why
    assert len(letters()) == 3
    assert about_waiting.write_about_waiting(people[0], by=town.actor("priya")) == letters()[0].pk
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert looked(town, people, 14)[people[0]].fate.word == TOLD
        assert looked(town, people, 7)[people[0]].fate.word == LETTER


@pytest.mark.django_db
def test_undone_the_letters_do_not_go_and_can_be_written_again(town: Any, people: list[int]) -> None:
    """What has been handed over meanwhile stays, and is named; what is owed stays owed; the next go writes anew."""
    made = write(town, people[:3])
    handed = letters()[0]
    ending.issue_by_hand(handed.pk, by=town.actor("priya"))
    actions.undo(made.pk, by=town.actor("grace"), reason="The figures were wrong")
    made.refresh_from_db()
    assert (made.back, made.stayed) == (2, 1)
    assert "handed over" in item(made, people[0]).undone_why
    assert [letter.state for letter in letters()] == ["handed", "cancelled", "cancelled"]
    again = write(town, people[:3])
    assert (again.done, again.left) == (2, 1)
    assert [letter.state for letter in letters()[3:]] == ["queued", "queued"]


@pytest.mark.django_db
def test_what_the_last_letter_came_to_can_stand_against_another(town: Any, people: list[int]) -> None:
    """Who did not want it, or to whom it was not safe to write, is left out however long ago that was."""
    alice, kofi, ruth, _hodan = people
    write(town, people[:3])
    one, two, three = letters()
    priya = town.actor("priya")
    ending.decline(one.pk, by=priya, reason="No more letters, please")
    ending.mark_unsafe(two.pk, by=priya, reason="He opens the post")
    ending.cancel(three.pk, by=priya, reason="Wrong name")
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        seen = looked(town, people, 7)
    assert [seen[key].fate.word for key in (alice, kofi, ruth)] == [TOLD, TOLD, LETTER]
    assert "did not want" in seen[alice].line.stops
    assert "not safe" in seen[kofi].line.stops
    assert told.last_told([ruth]) == {}


@pytest.mark.django_db
def test_without_an_honest_range_nobody_is_written_to(
    town: Any, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-052: where too few were seen the whole go is left, each with the reason; the range is worked out once."""
    asked, honest = [], waiting.portrait

    def counted(about: About) -> Portrait:
        asked.append(about)
        return honest(about)

    monkeypatch.setattr(waiting, "portrait", counted)
    write(town, people[:3])
    assert len(asked) == 1
    monkeypatch.setattr(waiting, "ENOUGH", 10)
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        assert {each.fate.word for each in looked(town, people).values()} == {UNKNOWN}
        assert write(town, people).done == 0


@pytest.mark.django_db
def test_who_has_waited_longer_than_most_is_told_so(town: Any, people: list[int], monkeypatch: Any) -> None:
    """G-08: “half waited 12 days or less” is no honest word to whoever has waited 30, unless it is said beside it."""
    for share, says in ((50, "longer than half of them"), (90, "longer than nine in ten of them")):
        within = {50: 12, 90: 29 if share == 90 else 30}
        monkeypatch.setattr(waiting, "course", lambda *_, within=within: SimpleNamespace(within=within))
        monkeypatch.setattr(waiting, "is_known", lambda *_: True)
        shown = queries.example(people[1], by=town.actor("grace"))
        assert shown is not None
        assert says in shown[1]
    few = SimpleNamespace(within={50: 30, 90: None})
    monkeypatch.setattr(waiting, "course", lambda *_: few)
    shown = queries.example(people[1], by=town.actor("grace"))
    assert shown is not None
    assert "waited longer" not in shown[1]
    assert "Nine in ten" not in shown[1]
    assert "on our list (needs assessment)" in shown[1]


@pytest.mark.django_db
def test_who_may_and_what_is_needed(town: Any, people: list[int]) -> None:
    """Whoever shares out work, with a reason and a number that was offered."""
    with pytest.raises(Forbidden):
        write(town, people, "priya")
    with pytest.raises(Refused, match="who is left out"):
        write(town, people, target={"days": 1})
    assert letters() == []


@pytest.mark.django_db
def test_the_page_looks_first_and_the_account_adds_up(town: Any, people: list[int], client_of: Any) -> None:
    """From the list: everybody on it as it is narrowed; the numbers, one letter's words with the range and no place in
    a queue; then the account. Not for whoever does not allocate."""
    client = client_of("grace")
    page = client.get("/lists/needs-assessment/for-assessment/").content.decode()
    assert 'formaction="/team/write/">Write to these people about their wait' in page
    assert "/team/write/" not in client.get("/lists/needs-assessment/in-triage/").content.decode()
    asked = "/team/write/?everybody=1&pathway=needs-assessment&wait=for-assessment&narrowed=least=25"
    page = client.get(asked).content.decode()
    assert "Stopped by the safe-address gate" in page
    assert "1. The address is confidential. (1)" in page
    assert "half waited 6 weeks or less" in page
    assert "Refuge Row" not in page
    items = [f"{key}.{Journey.objects.for_system('test').get(pk=key).version}" for key in people]
    sent = client.post(
        "/team/write/", {"item": items, "days": "28", "reason": "A month has gone", "_key": "k"}
    )
    assert sent.status_code == 303
    account = client.get(sent["Location"]).content.decode()
    assert "Write to 4 people about their wait" in account
    assert "The address is confidential" in account
    assert "Nobody is selected" in client.get("/team/write/").content.decode()
    assert client_of("priya").get(asked).status_code == 403


@pytest.mark.django_db
def test_where_not_all_fit_the_next_go_begins_where_the_last_ended(
    town: Any, people: list[int], client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a list longer than one operation nobody is passed over because those before them were written to."""
    monkeypatch.setattr(limits, "AT_MOST", 2)
    client = client_of("grace")
    asked = "/team/write/?everybody=1&pathway=needs-assessment&wait=for-assessment"
    reached: set[int] = set()
    for _go in range(5):
        page = client.get(asked).content.decode()
        assert "do it again for the next" in page
        items = re.findall(r'name="item" value="(\d+)\.\d+"', page)
        if not items:
            break
        assert len(items) == 2
        write(town, [int(each) for each in items])
        reached |= {int(each) for each in items}
    assert set(people[:3]) <= reached


@pytest.mark.django_db
def test_who_cannot_deal_with_a_letter_is_not_sent_it(town: Any, people: list[int], monkeypatch: Any) -> None:
    """Whoever was found to lack capacity for it is written to by way of who acts for them; where nobody does, the gate
    stops it, from the list and from their own page."""
    for module in (queries, about_waiting):
        monkeypatch.setattr(module, "lacks_capacity", lambda *_: True)
    alice, _kofi, ruth, _hodan = people
    seen = looked(town, people)
    assert seen[alice].line.then == "Post, to Kofi Mensah", "who is her attorney"
    assert "lacks the capacity" in seen[ruth].line.stops
    key = about_waiting.write_about_waiting(ruth, by=town.actor("grace"))
    assert Message.objects.for_system("test").get(pk=key).state == "held"
    again = looked(town, people)[ruth]
    assert (again.fate.word, "waits for somebody to look" in again.line.stops) == (TOLD, True)
