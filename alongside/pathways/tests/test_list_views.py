"""Views kept under a name, and a list as a file that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.pathways.actions import course, opening, saved_views
from alongside.pathways.models import SavedView, Wait
from alongside.pathways.queries import saved_views as queries
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.models import Entry
from alongside.web.errors import Forbidden, Refused

pytestmark = pytest.mark.usefixtures("trial")

ClientOf = Callable[[object], Client]
LIST = "/lists/grab-rail/for-a-visit/"
WHERE = {"pathway": "grab-rail", "wait": "for-a-visit"}


def ask(town: Any, person: str, why: str = "") -> int:
    asked_at = clock.now() - timedelta(days=3)
    made = opening.open_journey(getattr(town, person), by=SYSTEM, pathway="grab-rail", happened_at=asked_at)
    if why:
        course.prioritise(made, by=SYSTEM, priority=1, why=why)
    return int(made)


def names(town: Any, who: str) -> list[str]:
    return [view.name for view in queries.of_list(town.actor(who), *WHERE.values())]


def test_a_view_is_kept_by_name_and_leads_to_the_narrowed_list(town: Any, client_of: ClientOf) -> None:
    """What narrows the list is kept; the page and the day are not. The same name again means the new one."""
    ask(town, "alice", "Fell twice")
    priya = client_of("priya")
    done = priya.post(
        f"{LIST}views/?priority=1&after=7&on=2026-01-01&nonsense=x", {"_form": "Save", "name": "Urgent"}
    )
    assert done.headers["Location"] == f"{LIST}?priority=1"
    page = priya.get(LIST).content.decode()
    assert f'<a class="govuk-link" href="{LIST}?priority=1">Urgent</a>' in page
    priya.post(f"{LIST}views/?priority=2", {"_form": "Save", "name": "Urgent"})
    [view] = queries.of_list(town.actor("priya"), *WHERE.values())
    assert view.query == "priority=2"
    assert names(town, "grace") == []


def test_a_view_is_shared_with_a_team_of_ones_own(town: Any) -> None:
    """Members see it with whose it is; nobody shares with a team they do not stand in."""
    priya, grace = town.actor("priya"), town.actor("grace")
    [team] = [holder for holder in priya.holders if holder in grace.holders and holder.startswith("team:")]
    saved_views.keep(by=priya, **WHERE, name="Ours", query="given=not-given", shared_with=team)
    [seen] = queries.of_list(grace, *WHERE.values())
    assert (seen.name, seen.by, seen.shared) == ("Ours", "Priya Nair", True)
    assert names(town, "tom") == []
    with pytest.raises(Refused, match="a team that you are in"):
        saved_views.keep(by=priya, **WHERE, name="Theirs", query="over=yes", shared_with="team:dols")


def test_what_narrows_nothing_is_not_kept_and_nobody_forgets_anothers(town: Any, client_of: ClientOf) -> None:
    """A view is somebody's: only they take it away."""
    priya = town.actor("priya")
    with pytest.raises(Refused, match="nothing to keep"):
        saved_views.keep(by=priya, **WHERE, name="All", query="on=2026-01-01")
    with pytest.raises(Refused, match="a name"):
        saved_views.keep(by=priya, **WHERE, name=" ", query="over=yes")
    kept = saved_views.keep(by=priya, **WHERE, name="Late", query="over=yes")
    with pytest.raises(Forbidden):
        saved_views.forget(kept, by=town.actor("grace"))
    assert "Forget it" in client_of("priya").get(f"{LIST}views/").content.decode()
    client_of("priya").post(f"{LIST}views/", {"_form": "Remove", "view": str(kept)})
    assert names(town, "priya") == []
    assert SavedView.objects.get(pk=kept).removed_at is not None
    saved_views.keep(by=priya, **WHERE, name="Late", query="over=yes")
    assert names(town, "priya") == ["Late"]


def exported(client: Client, query: str = "") -> list[list[str]]:
    answer = client.get(f"{LIST}export/{query}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_list_leaves_as_a_file_that_no_spreadsheet_runs(town: Any, client_of: ClientOf) -> None:
    """What somebody typed to be run is text; who is in the file stands in the audit, record by record."""
    ask(town, "alice", '=HYPERLINK("http://example.org","Look")')
    ask(town, "kofi", "@SUM(A1)")
    ask(town, "ruth_levy", "-1 step")
    head, *rows = exported(client_of("priya"))
    assert head[0] == "Person"
    assert {row[4][:2] for row in rows} == {"'=", "'@", "'-"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    entry = Entry.objects.filter(op="R", tbl="pathways.export").latest("id")
    waiting = Wait.objects.for_system("test").filter(name="for a visit").values_list("record_id", flat=True)
    assert entry.payload is not None
    assert '"what":"export"' in entry.payload
    assert all(str(record) in entry.payload for record in waiting)


def test_a_file_holds_what_the_list_is_narrowed_to(town: Any, client_of: ClientOf) -> None:
    """The same choices, the same people, now and on a past day; and nobody whom the reader may not see."""
    ask(town, "alice", "Fell twice")
    ask(town, "kofi")
    priya = client_of("priya")
    assert [row[0] for row in exported(priya, "?priority=1")[1:]] == ["Alice Mensah"]
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert [row[0] for row in exported(priya, f"?on={yesterday}&most=5")[1:]] == [
        "Alice Mensah",
        "Kofi Mensah",
    ]
    assert exported(client_of("tom"))[1:] == []
    assert priya.get("/lists/grab-rail/for-nothing/export/").status_code == 404
    assert priya.get("/lists/grab-rail/for-nothing/views/").status_code == 404
