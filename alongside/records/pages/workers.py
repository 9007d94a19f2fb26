"""Workers: who signs in, with which roles; who is away; who has left."""

from __future__ import annotations

from django.http import HttpResponse

from alongside import council
from alongside.records import access
from alongside.records.actions import keeping
from alongside.records.actions import workers as actions
from alongside.records.queries import workers as queries
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Select, Text, exact_date
from alongside.web.render import render
from alongside.web.tables import Column

COLUMNS = (
    Column("name", "Name", link="href", header=True),
    Column("posts", "Roles", missing="None"),
    Column("state", "State"),
    Column("last_seen", "Last signed in", kind="date", missing="Never"),
)


def _roles() -> list[tuple[str, str]]:
    return [(role.key, role.title) for role in council.current().roles]


def _teams() -> list[tuple[str, str]]:
    return [(f"team:{team.key}", team.title) for team in council.current().teams]


def _colleagues() -> list[tuple[str, str]]:
    return [(str(row.id), row.name) for row in queries.workers() if row.state == "at work"]


def _holders() -> list[tuple[str, str]]:
    return [*_teams(), *((f"worker:{key}", name) for key, name in _colleagues())]


class AddWorker(Form):
    """A new worker."""

    name = Text("Name")
    sign_in_name = Text(
        "Name to sign in with", hint="As the identity provider gives it, usually the work e-mail"
    )
    email = Text("E-mail", required=False)
    phone = Text("Phone", required=False)


class Appoint(Form):
    """A post for a worker."""

    role = Select("Role", _roles)
    holder = Select("Team", _teams, required=False, empty="None")


class Leave(Form):
    """A worker's leaving."""

    left_on = Date("Last day at work", clean=exact_date)
    hand_to = Select(
        "Who takes on the people this worker is responsible for?",
        _holders,
        required=False,
        empty="Nobody: there are none",
    )


class Absent(Form):
    """A worker's absence."""

    from_on = Date("First day away", clean=exact_date)
    until_on = Date("Last day away", clean=exact_date, required=False)
    covered_by = Select("Who covers?", _colleagues)


@page("workers/", may=access.keep_workers, title="Workers")
def workers(request: ActorRequest) -> HttpResponse:
    """Everybody who signs in, with their posts, and the accounts that nobody uses."""
    rows = queries.workers()
    return render(
        request,
        "records/workers.jinja",
        columns=COLUMNS,
        rows=[row for row in rows if row.state != "left"],
        left=[row for row in rows if row.state == "left"],
        dormant=queries.dormant(),
        days=council.current().access.dormant_days,
    )


@page("workers/add/", may=access.keep_workers, title="Add a worker")
def add_worker(request: ActorRequest) -> HttpResponse:
    """Let somebody sign in."""
    form = AddWorker.of(request)
    if form.is_valid():
        worker_id = actions.add_worker(by=request.actor, key=form.key, **form.answers)
        return redirect(worker, worker_id=worker_id)
    return render(request, "web/form.jinja", form=form, button="Add worker", back=link(workers))


@page("workers/<int:worker_id>/", may=access.keep_workers, title="Worker")
def worker(request: ActorRequest, worker_id: int) -> HttpResponse:
    """One worker: posts, absence, leaving."""
    row = _worker(worker_id)
    form = Appoint.of(request)
    if form.is_valid():
        actions.appoint(worker_id, by=request.actor, key=form.key, **form.answers)
        return redirect(worker, worker_id=worker_id)
    return render(request, "records/worker.jinja", title=row.name, row=row, form=form, press=Form.of(request))


@page("workers/<int:worker_id>/leave/", may=access.keep_workers, title="Record that a worker leaves")
def leave(request: ActorRequest, worker_id: int) -> HttpResponse:
    """End a worker's access and hand on the people they are responsible for."""
    row = _worker(worker_id)
    form = Leave.of(request, version=row.version)
    if form.is_valid():
        actions.leave(worker_id, by=request.actor, key=form.key, version=form.version, **form.answers)
        return redirect(worker, worker_id=worker_id)
    title, back = f"{row.name} leaves", link(worker, worker_id=worker_id)
    return render(request, "web/form.jinja", title=title, form=form, button="Record leaving", back=back)


@page("workers/<int:worker_id>/absence/", may=access.keep_workers, title="Record an absence")
def absence(request: ActorRequest, worker_id: int) -> HttpResponse:
    """A worker is away and somebody covers."""
    row = _worker(worker_id)
    form = Absent.of(request, version=row.version)
    if form.is_valid():
        answers = form.answers | {"covered_by": int(form.answers["covered_by"])}
        actions.absent(worker_id, by=request.actor, key=form.key, version=form.version, **answers)
        return redirect(worker, worker_id=worker_id)
    title, back = f"{row.name} is away", link(worker, worker_id=worker_id)
    return render(request, "web/form.jinja", title=title, form=form, button="Record absence", back=back)


@page(
    "workers/<int:worker_id>/back/",
    may=access.keep_workers,
    title="Record that a worker is back",
    methods=("POST",),
)
def back(request: ActorRequest, worker_id: int) -> HttpResponse:
    """The absence is over and so is the cover."""
    form = Form.of(request)
    actions.back(worker_id, by=request.actor, key=form.key)
    return redirect(worker, worker_id=worker_id)


@page(
    "workers/<int:worker_id>/posts/<int:post_id>/end/",
    may=access.keep_workers,
    title="End a post",
    methods=("POST",),
)
def end_post(request: ActorRequest, worker_id: int, post_id: int) -> HttpResponse:
    """A role ends, and the access that came with it."""
    form = Form.of(request)
    actions.end_post(post_id, by=request.actor, key=form.key)
    return redirect(worker, worker_id=worker_id)


@page(
    "workers/<int:worker_id>/close/",
    may=access.keep_workers,
    title="Close an unused account",
    methods=("POST",),
)
def close_account(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Nobody can sign in with the account until it is opened again; the posts stay."""
    form = Form.of(request)
    keeping.close_account(worker_id, by=request.actor, key=form.key)
    return redirect(worker, worker_id=worker_id)


@page(
    "workers/<int:worker_id>/open/", may=access.keep_workers, title="Open a closed account", methods=("POST",)
)
def open_account(request: ActorRequest, worker_id: int) -> HttpResponse:
    """The worker can sign in again."""
    form = Form.of(request)
    keeping.open_account(worker_id, by=request.actor, key=form.key)
    return redirect(worker, worker_id=worker_id)


def _worker(worker_id: int) -> queries.WorkerPage:
    row = queries.worker_page(worker_id)
    if row is None:
        raise Missing
    return row


navigation.add("Workers", workers, order=80)
