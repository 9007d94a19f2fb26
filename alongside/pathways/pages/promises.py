"""The board of promises: what is late, due today and to come, with its owner."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse, QueryDict
from markupsafe import Markup, escape

from alongside import council
from alongside.pathways import access
from alongside.pathways.actions import pursuing as actions
from alongside.pathways.drawing import trend
from alongside.pathways.language import OWED_TO
from alongside.pathways.pages.list_columns import TOGETHER, UNSEEN
from alongside.pathways.pages.moving_when import day_from_today
from alongside.pathways.pages.narrowing import Choice, narrowed
from alongside.pathways.queries import promises as queries
from alongside.pathways.queries import promises_counted as counted
from alongside.pathways.queries.journey import owed_to
from alongside.pathways.queries.promises import PromiseRow
from alongside.pathways.queries.promises_counted import Group
from alongside.pathways.rules import kept
from alongside.records.audit.reading import saw
from alongside.records.queries import proving
from alongside.records.queries.naming import holder_names
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Date, Form, Text
from alongside.web.render import component, render
from alongside.web.tables import Column, Paging, changed

_WHEN = {queries.LATE: ("Broken", "red"), queries.TODAY: ("Today", "yellow")}
_INHERITED = ("Inherited", "grey")
STANDING = {
    queries.LATE: "Broken",
    queries.TODAY: "Due today",
    queries.COMING: "To come",
    queries.KEPT: f"Kept, {kept.WEEKS} weeks",
    queries.EXCUSED: f"Excused, {kept.WEEKS} weeks",
}
WHOSE = {queries.MINE: "Mine", queries.MY_TEAMS: "My teams’"}
IN_NUMBERS = {queries.COUNCIL: "The whole council’s, in numbers"}


def _title(row: PromiseRow) -> Markup:
    return TOGETHER.format(_NARROW.format(_address(row), row.title), _of(row.of), "")


def _of(work: str) -> Markup:
    """The kind of work that a promise is of: several promise the same."""
    return _WORK.format(work) if work else Markup("")


_NARROW = Markup('<a class="govuk-link" href="{}">{}</a>')
_WORK = Markup(' <span class="app-quiet">{}</span>')


def _address(row: PromiseRow) -> str:
    if row.person_id is None:
        return ""
    if row.journey_id is None:
        return link("people.show", person_id=row.person_id)
    return link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id)


def _due(row: PromiseRow) -> Markup:
    tag = Markup(" ") + component("tag", *_WHEN[row.when]) if row.when in _WHEN else ""
    inherited = Markup(" ") + component("tag", *_INHERITED) if row.inherited else ""
    return TOGETHER.format(_WHOLE.format(row.due), tag, inherited)


def _owed_to(row: PromiseRow) -> Markup:
    return _WHOLE.format(owed_to(row.owed_to))


# What is too short to be broken into two lines, so that the row stays low.
_WHOLE = Markup('<span class="app-when">{}</span>')


def _next(row: PromiseRow) -> Markup:
    """What is done next and by when; who may say so is led there. What is broken and has none is to be kept now."""
    said = escape(f"{row.next_step}, by {formats.short_day(row.next_on)}") if row.next_step else Markup("")
    if not said and row.when == queries.LATE:
        said = Markup("Keep it now")
    late = Markup(" ") + component("tag", "Late", "red") if row.next_late else ""
    if not row.may_plan:
        return TOGETHER.format(said, late, "")
    words = "Change" if row.next_step else "Say what is next"
    return TOGETHER.format(said, late, _PLAN.format(link(pursue, promise_id=row.id), words, row.title))


_PLAN = Markup(
    ' <a class="govuk-link app-when" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'
)


COLUMNS = (
    Column("", "What", show=_title, header=True),
    Column("", "Owed to", show=_owed_to),
    Column("", "About", show=lambda row: row.person or UNSEEN),
    Column("", "Due", show=_due),
    Column("owner", "With"),
    Column("", "Next", show=_next),
    Column("closes", "Closes"),
)
SETTLED = (*COLUMNS[:5], Column("settled", "What became of it"), COLUMNS[6])


def _groups(by: str, asked: QueryDict) -> tuple[Column, ...]:
    """The columns of what is counted; each name leads to the promises behind its row, of those asked for."""

    def narrowed_to(group: Group) -> Markup:
        name = _NARROW.format(changed(asked, after=None, before=None, **group.narrows), group.title)
        return TOGETHER.format(name, _of(group.of), "")

    return (Column("", counted.BY[by], show=narrowed_to, header=True), *COUNTS)


def _share(group: Group) -> str:
    return f"{group.share:.1f}% of {formats.number(group.due)}" if group.share is not None else "–"


COUNTS = (
    Column("late", "Broken", kind="number"),
    Column("today", "Due today", kind="number"),
    Column("coming", "To come", kind="number"),
    Column("", f"Kept in time, {kept.WEEKS} weeks", show=_share),
    Column("", "By week", show=lambda group: trend.small(group.weeks, group.title)),
)


WEEKS = (
    Column("monday", "Week from", kind="date", header=True),
    Column("due", "Due", kind="number"),
    Column("kept", "Kept in time", kind="number"),
    Column("", "Share", show=lambda week: f"{week.share:.1f}%" if week.share is not None else "–"),
)


@page("promises/", may=access.overlook, title="Promises", methods=("GET", "HEAD"))
def promises(request: ActorRequest) -> HttpResponse:
    """What is owed to whom by when, and how it was kept, of the work that the reader may see."""
    asked, actor = request.GET, request.actor
    chosen = _chosen(request)
    by = asked.get("by", "") if asked.get("by", "") in counted.BY else counted.PROMISE
    found, figures = queries.board(actor, chosen, Paging.of(request)), counted.counted(actor, chosen, by)
    saw(actor, "pathways.promises", [row.record_id for row in found.rows], what="list")
    return render(
        request,
        "pathways/promises.jinja",
        figures=found.figures,
        rows=found.rows,
        of_council=chosen.whose == queries.COUNCIL,
        may_count=access.counts(actor),
        columns=SETTLED if chosen.standing in (queries.KEPT, queries.EXCUSED) else COLUMNS,
        groups=figures.groups,
        group_columns=_groups(by, asked),
        grouped=[
            (words, changed(asked, by=key, after=None, before=None), key == by)
            for key, words in counted.BY.items()
        ],
        weeks=figures.weeks,
        week_columns=WEEKS,
        chart=trend.chart(figures.weeks),
        says=trend.in_words(figures.weeks),
        of=found.promises.get(chosen.promise, "All promises"),
        proof=proving.line(),
        narrow=narrowed(request, _choices(found.promises, chosen, may_count=access.counts(actor))),
        kept=[("by", by)] if by != counted.PROMISE else [],
        clear=changed(QueryDict(), by=by) if by != counted.PROMISE else request.path,
        standing=lambda standing: changed(asked, standing=standing, after=None, before=None),
        weeks_back=kept.WEEKS,
        earlier=changed(asked, before=found.before, after=None) if found.before else "",
        later=changed(asked, after=found.after, before=None) if found.after else "",
    )


def _chosen(request: ActorRequest) -> queries.Chosen:
    """What is asked for. Who plans and sees nothing that is owed is shown the council's numbers, unless they ask."""
    asked, actor = request.GET, request.actor
    shown_first = "whose" not in asked and access.counts(actor) and not queries.sees_any(actor)
    whose = queries.COUNCIL if shown_first else str(asked.get("whose", ""))
    rest = ("promise", "owed_to", "team", "owner", "standing")
    return queries.Chosen(whose, *(str(asked.get(name, "")) for name in rest))


def _choices(promises_: Mapping[str, str], chosen: queries.Chosen, *, may_count: bool) -> list[Choice]:
    teams = {team.key: team.title for team in council.current().teams}
    whose = holder_names([chosen.owner]) if chosen.owner else {}
    return [
        Choice("standing", "Show", "All that is owed now", STANDING),
        Choice("whose", "Whose", "Everybody’s that I may see", WHOSE | (IN_NUMBERS if may_count else {})),
        Choice("promise", "Promise", "Every promise", promises_),
        Choice("owed_to", "Owed to", "Anybody", {each: owed_to(each).capitalize() for each in OWED_TO}),
        Choice("team", "Team", "Every team", teams),
        Choice("owner", "Owner", "Anybody", whose),
    ]


class Next(Form):
    """What is done about a promise next."""

    step = Text("What is done next?", missing="Say what is done next")
    on = Date("By when?", clean=day_from_today)


@page("promises/<int:promise_id>/next/", may=access.work, title="What is done next?")
def pursue(request: ActorRequest, promise_id: int) -> HttpResponse:
    """Say what is done next about something owed; it stands on the list of whoever owes it."""
    owed = queries.one(request.actor, promise_id)
    form = Next.of(request)
    if form.is_valid():
        actions.pursue(promise_id, by=request.actor, key=form.key, **form.answers)
        return redirect(promises)
    saw(request.actor, "pathways.promises", [owed.record_id], what="list")
    says = f"{owed.title}, owed to {owed_to(owed.owed_to)}{f' ({owed.person})' if owed.person else ''}: due {owed.due}."
    return render(
        request,
        "web/form.jinja",
        title="What is done next?",
        says=says,
        form=form,
        button="Save",
        back=link(promises),
    )


navigation.add("Promises", promises, order=30)
