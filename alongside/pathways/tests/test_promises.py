"""The board of promises: what is broken has an owner and a next action, names are for whom they are for, and how
promises are kept is told by week (design 1.3, screens 5)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways import checks
from alongside.pathways.actions import opening, pursuing, saying
from alongside.pathways.drawing import trend
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import answering
from alongside.pathways.queries import promises as board_of
from alongside.pathways.queries import promises_counted as counted
from alongside.pathways.queries.answering import Answering
from alongside.pathways.rules import kept
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.web.errors import Forbidden, Missing, Refused
from alongside.web.tables import Paging

MONDAY = date(2026, 6, 1)
ALL = board_of.Chosen()


def ask(town: Any, owner: str = "", days: int = 9) -> int:
    """A rail asked for so many days ago by the person themselves, so that a word back is owed and late."""
    began = clock.now() - timedelta(days=days)
    return int(
        opening.open_journey(
            town.alice, by=SYSTEM, pathway="grab-rail", came_by="self", owner=owner, happened_at=began
        )
    )


def word(journey: int) -> Promise:
    return Promise.objects.for_system("test").get(journey=journey, name="a word back")


def rows(town: Any, who: str, chosen: board_of.Chosen = ALL) -> dict[int, board_of.PromiseRow]:
    return {row.id: row for row in board_of.board(town.actor(who), chosen, Paging()).rows}


@given(st.lists(st.tuples(st.integers(0, 120), st.booleans()), max_size=30))
def test_each_week_counts_what_was_due_in_it(told: list[tuple[int, bool]]) -> None:
    """Nothing is counted twice or in a week that is not looked at; what is due at a midnight was due the day before."""
    today = MONDAY + timedelta(days=3)
    first = kept.mondays(today)[0]
    midnights = [datetime(2026, 6, 4, 23, tzinfo=UTC) - timedelta(days=days) for days, _in_time in told]
    weeks = kept.by_week(
        [(at, 1, int(in_time)) for at, (_days, in_time) in zip(midnights, told, strict=True)], today
    )
    assert [week.monday for week in weeks] == kept.mondays(today)
    assert sum(week.due for week in weeks) == sum(
        first <= (MONDAY + timedelta(days=3)) - timedelta(days=days) for days, _in_time in told
    )
    assert all(week.kept <= week.due for week in weeks)


@pytest.mark.parametrize(
    ("broken", "carried", "agreed", "of_team"),
    [(3, 20, 22, 0), (3, 24, 22, 2), (3, 40, 22, 3), (3, 9, None, 0)],
)
def test_what_is_broken_above_the_load_is_the_teams(
    broken: int, carried: int, agreed: int | None, of_team: int
) -> None:
    """Nobody can be on time with more than was agreed."""
    assert kept.of_team(broken, carried, agreed) == of_team


def test_the_picture_says_what_it_shows() -> None:
    """A week without anything due has no bar, and no per cent."""
    weeks = [kept.Week(MONDAY, 4, 3), kept.Week(MONDAY + timedelta(weeks=1))]
    assert "at least 75%" in trend.in_words(weeks)
    assert str(trend.chart(weeks)).count('class="app-bar"') == 1
    assert "style=" not in str(trend.chart(weeks))
    assert trend.in_words([kept.Week(MONDAY)]) == "Nothing was due in these weeks."


@pytest.mark.django_db
class TestBoard:
    """With work under way in the town."""

    pytestmark = pytest.mark.usefixtures("trial")

    def test_a_name_is_for_the_worker_and_their_manager(self, town: Any) -> None:
        """Samir, a colleague in the same team, is told the team; Grace, who allocates for it, the name."""
        promise = word(ask(town, f"worker:{town.priya}"))
        assert rows(town, "priya")[promise.pk].owner == "Priya Nair"
        assert rows(town, "grace")[promise.pk].owner == "Priya Nair"
        colleague = rows(town, "samir").get(promise.pk)
        assert colleague is None or "Priya" not in colleague.owner
        asked = board_of.Chosen(owner=f"worker:{town.priya}")
        assert rows(town, "samir", asked) == {}
        assert promise.pk in rows(town, "grace", asked)

    def test_above_the_agreed_load_it_is_the_teams(self, town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of two that Priya broke, the newer is her team's once she carries one more than was agreed."""
        old, new = word(ask(town, f"worker:{town.priya}", 20)), word(ask(town, f"worker:{town.priya}", 9))
        carried = (
            Journey.objects.for_system("test").filter(owner=f"worker:{town.priya}", ended_at=None).count()
        )
        hers = set(
            Promise.objects.for_system("test")
            .filter(owner=f"worker:{town.priya}")
            .values_list("pk", flat=True)
        )
        monkeypatch.setattr(answering, "_agreed", lambda owners: dict.fromkeys(owners, carried - 1))
        found = rows(town, "grace")
        late = [row for row in found.values() if row.when == board_of.LATE and row.id in hers]
        assert {old.pk, new.pk} <= {row.id for row in late}
        assert [row.owner for row in late[:-1]] == ["Priya Nair"] * (len(late) - 1)
        assert "above the agreed load" in late[-1].owner
        by_owner = {
            each.key: each for each in counted.counted(town.actor("grace"), ALL, counted.OWNER).groups
        }
        assert by_owner[f"worker:{town.priya}"].late == len(
            [row for row in found.values() if row.when == board_of.LATE and row.owner == "Priya Nair"]
        )

    def test_a_broken_promise_has_a_next_action(self, town: Any) -> None:
        """The manager says what is done next and by when; until the promise is kept."""
        journey = ask(town, f"worker:{town.priya}")
        promise, on = word(journey), clock.today() + timedelta(days=2)
        pursuing.pursue(promise.pk, by=town.actor("grace"), step="Ring before nine", on=on)
        row = rows(town, "priya")[promise.pk]
        assert (row.next_step, row.next_on, row.next_late) == ("Ring before nine", on, False)
        assert list(checks.differences(Journey.objects.for_system("test").get(pk=journey))) == []
        with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
            assert rows(town, "priya")[promise.pk].next_late
        saying.say(journey, by=SYSTEM, name="first human contact")
        assert promise.pk not in rows(town, "priya")
        with pytest.raises(Refused, match="settled already"):
            pursuing.pursue(promise.pk, by=town.actor("grace"), step="Ring", on=on)

    def test_who_may_not_say_what_is_next(self, town: Any) -> None:
        """Neither a colleague, nor anybody by a day gone by, nor whoever does not see the record."""
        promise = word(ask(town, f"worker:{town.priya}"))
        with pytest.raises((Forbidden, Missing)):
            pursuing.pursue(promise.pk, by=town.actor("samir"), step="Ring", on=clock.today())
        with pytest.raises(Refused, match="today or later"):
            pursuing.pursue(
                promise.pk, by=town.actor("priya"), step="Ring", on=clock.today() - timedelta(days=1)
            )
        with pytest.raises(Missing):
            pursuing.pursue(promise.pk, by=town.actor("tom"), step="Ring", on=clock.today())

    def test_the_figures_are_the_same_by_every_heading(self, town: Any) -> None:
        """By promise, team, to whom and owner: the sums are those of the board, and each is narrowed to its own."""
        kept_one = ask(town, days=20)
        saying.say(
            kept_one, by=SYSTEM, name="first human contact", happened_at=clock.now() - timedelta(days=20)
        )
        ask(town, f"worker:{town.priya}")
        grace = town.actor("grace")
        figures = board_of.board(grace, ALL, Paging()).figures
        for by in counted.BY:
            found = counted.counted(grace, ALL, by)
            assert sum(each.late for each in found.groups) == figures.late
            assert sum(each.today for each in found.groups) == figures.today
            assert sum(each.due for each in found.groups) == sum(week.due for week in found.weeks)
            for each in found.groups:
                behind = board_of.narrowed(grace, board_of.Chosen(**each.narrows), Answering(grace))
                assert by == counted.OWNER or behind.filter(board_of.IS_OPEN).count() >= each.late
        assert sum(week.kept for week in found.weeks) >= 1

    def test_who_plans_counts_the_whole_council_and_reads_no_name(self, town: Any, client_of: Any) -> None:
        """The head of service sees no case and all the numbers; a worker who asks for them sees their own."""
        ask(town, f"worker:{town.priya}")
        council = board_of.Chosen(whose=board_of.COUNCIL)
        assert rows(town, "diane", council) == {}
        assert board_of.board(town.actor("diane"), ALL, Paging()).figures.late == 0
        told = board_of.board(town.actor("diane"), council, Paging()).figures
        late = Promise.objects.for_system("test").filter(board_of.IS_OPEN, due_at__lte=clock.now())
        assert told.late == late.count() > 0
        assert (
            sum(each.late for each in counted.counted(town.actor("diane"), council, counted.OWNER).groups)
            == told.late
        )
        assert board_of.board(town.actor("tom"), council, Paging()).figures.late == 0
        assert "The numbers are of the whole council" in client_of("diane").get("/promises/").content.decode()
        assert (
            "Nothing is owed that you may see" in client_of("diane").get("/promises/?whose=").content.decode()
        )
        assert "The numbers are of" not in client_of("grace").get("/promises/").content.decode()
        html = client_of("diane").get("/promises/?whose=council&by=owner").content.decode()
        assert "The numbers are of the whole council" in html
        assert "Priya Nair" not in html
        assert "Alice Mensah" not in html
        assert "whole council" not in client_of("tom").get("/promises/").content.decode()

    def test_the_page_leads_to_each_promise(self, town: Any, client_of: Any) -> None:
        """Figures, the trend with its table, what is kept and excused, and the form for what is next."""
        promise = word(ask(town, f"worker:{town.priya}"))
        client = client_of("grace")
        page = client.get("/promises/?by=owner").content.decode()
        assert "Kept in time, by week" in page
        assert "Priya Nair" in page
        assert "Nobody lost" in page
        address = f"/promises/{promise.pk}/next/"
        assert address in page
        day = clock.today() + timedelta(days=1)
        sent = {"step": "Ring", "on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)}
        assert client.post(address, sent).status_code == 303
        assert "Ring, by" in client.get("/promises/?standing=late").content.decode()
        saying.excuse(promise.pk, by=SYSTEM, why="They rang us")
        said = client.get("/promises/?standing=excused").content.decode()
        assert "after it was broken: They rang us" in said
        assert client_of("tom").get(address).status_code == 404

    def test_what_it_is_narrowed_to_and_how_it_is_counted_stay(self, town: Any, client_of: Any) -> None:
        """A filter keeps “counted by”; a figure, and the name of a row, keep what was chosen before; and each promise
        says of which work it is, for several promise the same."""
        ask(town, f"worker:{town.priya}")
        html = client_of("grace").get("/promises/?by=owner&owed_to=person&after=1").content.decode()
        assert '<input type="hidden" name="by" value="owner">' in html
        assert 'href="?by=owner&amp;owed_to=person&amp;standing=late"' in html
        assert f'href="?by=owner&amp;owed_to=person&amp;owner=worker%3A{town.priya}"' in html
        assert 'href="?by=owner">Clear all filters' in html
        assert 'name="by"' not in client_of("grace").get("/promises/").content.decode()
        words = dict(re.findall(r'<option value="(grab-rail/[^"]+)">([^<]+)</option>', html))
        assert words["grab-rail/keep in touch"] == "Keep in touch (Grab rail)"
        assert '</a> <span class="app-quiet">Grab rail</span>' in html

    def test_what_was_excused_is_counted_and_leads_to_it(self, town: Any) -> None:
        """The figure is the number of rows that it leads to."""
        promise = word(ask(town, f"worker:{town.priya}"))
        before = board_of.board(town.actor("grace"), ALL, Paging()).figures.excused
        saying.excuse(promise.pk, by=SYSTEM, why="They rang us")
        found = board_of.board(town.actor("grace"), board_of.Chosen(standing=board_of.EXCUSED), Paging())
        assert found.figures.excused == before + 1 == len(found.rows)

    def test_a_week_in_which_nothing_was_kept_is_seen_in_the_small_picture(self) -> None:
        """No bar means that nothing was due; nothing kept is a line within the picture."""
        drawn = str(trend.small([kept.Week(MONDAY), kept.Week(MONDAY, 3, 0)], "Keep in touch"))
        [(y, high)] = re.findall(r' y="([0-9.]+)" width="[0-9.]+" height="([0-9.]+)"', drawn)
        assert float(high) > 1
        assert float(y) + float(high) <= trend.SMALL[1]

    def test_the_page_asks_no_more_however_much_there_is(
        self, town: Any, django_assert_max_num_queries: Any
    ) -> None:
        """The number of statements does not grow with what is owed."""
        for days in range(3, 9):
            ask(town, f"worker:{town.priya}", days)
        with django_assert_max_num_queries(14):
            board_of.board(town.actor("grace"), ALL, Paging())
            counted.counted(town.actor("grace"), ALL, counted.OWNER)
