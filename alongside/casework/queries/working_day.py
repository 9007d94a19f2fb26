"""My work: what a worker has to do, as the first page after signing in shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from alongside import council
from alongside.casework.queries import today as queries
from alongside.casework.queries.addresses import to
from alongside.casework.queries.today import Change, Found, Last
from alongside.casework.rules import today as rules
from alongside.casework.rules.load import Load
from alongside.casework.rules.today import NEW, RETURNED, Row
from alongside.forms import library as forms
from alongside.pathways import happenings, library
from alongside.pathways.language import Duty, Pathway, Promise
from alongside.pathways.queries import definitions
from alongside.people.queries import home, words
from alongside.people.rules.needs import KINDS
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web import formats

# The button of a promise that speaking with the person keeps; others are only said to be done.
_SPOKEN = {happenings.FIRST_CONTACT, happenings.IN_TOUCH}


@dataclass(frozen=True)
class Work:
    """One row: when, about whom, what, and where it is done. `deed` is what can be done about it on this page."""

    kind: str
    id: int
    when: str
    due: str
    person: str
    person_href: str
    what: str
    detail: str
    href: str
    button: str
    deed: str = ""
    warning: str = ""

    @property
    def deed_href(self) -> str:
        """Where the deed of this row is done, without leaving the page; "" where it is not done so."""
        return to("casework.settle", kind=self.kind, key=self.id) if self.deed else ""


@dataclass(frozen=True)
class Cover:
    """What a worker has in hand for a colleague who is away."""

    name: str
    until: date | None
    rows: Sequence[Work]


@dataclass(frozen=True)
class Team:
    """What lies with a team of the worker, in nobody's own hands."""

    title: str
    count: int
    late: int


@dataclass(frozen=True)
class Day:
    """The whole page."""

    now: Sequence[Work]
    week: Sequence[Work]
    later: Sequence[Work]
    covering: Sequence[Cover]
    teams: Sequence[Team]
    changes: Sequence[Change]
    load: Load
    record_ids: Sequence[int] = field(default=())

    def count(self, when: str) -> int:
        """How many rows of the list are late, due today, new or returned."""
        return sum(row.when == when for row in self.now)


@dataclass(frozen=True)
class _Read:
    """What the rows are made from."""

    found: Mapping[tuple[str, int], Found]
    last: Mapping[str, Sequence[Last]]
    now: datetime
    today: date
    actor: Actor


def working_day(actor: Actor, now: datetime) -> Day:
    """Everything this worker has to do; the number of statements is the same however much it is."""
    today = clock.day_of(now)
    found = queries.found(actor, now, today)
    journeys = [each for each in found if each.kind == "journey"]
    changes = queries.changes(actor, now)
    read = _Read({(each.kind, each.id): each for each in found}, queries.last_events([each.of for each in journeys]),
                 now, today, actor)  # fmt: skip
    mine = _list(read, actor.own)
    return Day(
        now=[row for row in [*_guarding(actor, today), *mine] if row.when in rules.NOW],
        week=[row for row in mine if row.when == rules.SOON],
        later=[row for row in mine if row.when == rules.LATER],
        covering=[
            Cover(each.person, queries.day_of(each.due), _list(read, each.owner))
            for each in found
            if each.kind == "away"
        ],
        teams=[_team(each) for each in found if each.kind == "team"],
        changes=changes,
        load=Load(
            sum(each.owner == actor.own for each in journeys), council.current().agreed_load(actor.roles)
        ),
        record_ids=[
            *(each.record_id for each in found if each.record_id),
            *(each.record_id for each in changes),
        ],
    )


def _list(read: _Read, owner: str) -> list[Work]:
    rows = [_row(each, read) for each in read.found.values() if each.owner == owner and each.kind in _TELL]
    return [_work(row, read) for row in rules.one_list(rows, read.now, read.today)]


def _team(each: Found) -> Team:
    return Team(council.current().team(each.owner.removeprefix("team:")).title, each.id, int(each.a))


def _row(each: Found, read: _Read) -> Row:
    moment = queries.asking.moment(each.due) if each.due and len(each.due) > 10 else None
    keeps: frozenset[str] = frozenset()
    if each.kind == "promise":
        keeps = frozenset(name.removesuffix(" issued") for name in _kept_by(each) if name.endswith(" issued"))
    elif each.kind == "letter":
        keeps = frozenset([each.a])
    sign = _sign(each, read) if each.kind == "journey" else NEW if each.kind == "task" and not each.a else ""
    at = moment if each.kind in ("appointment", "promise") else None
    alone = each.kind != "letter" or each.b == "held"
    return Row(each.kind, each.id, queries.day_of(each.due), at, each.of, keeps, sign, alone)


def _sign(each: Found, read: _Read) -> str:
    """Whether a journey was sent back to where it had been, or has just come and nobody has done anything with it."""
    last = read.last.get(each.of, ())
    if comment(each, last):
        return RETURNED
    newest = last[-1] if last else None
    came = newest is not None and newest.kind in (
        "pathway.moved",
        "pathway.given",
        "pathway.opened",
        "pathway.brought in",
    )
    return NEW if came and newest is not None and newest.content.get("owner") == each.owner else ""


def comment(each: Found, last: Sequence[Last]) -> str:
    """What was said when it was sent back; "" when the last step led on."""
    step = next((one.content for one in reversed(last) if one.kind == "pathway.moved"), None)
    pathway = _pathway(each.a)
    move = pathway.moves.get(step["move"]) if step else None
    if step is None or move is None or move.to != each.b:
        return ""
    order = list(pathway.stages)
    back = all(order.index(move.to) < order.index(origin) for origin in pathway.origins(move))
    return str(step.get("reason", "")) if back else ""


def terms_of(of_person: bool, definition: str, name: str) -> Promise | Duty | None:
    """What a promise says: by its own key where it belongs to a person, else by its name in a definition's hash."""
    return library.current().owed.get(definition) if of_person else _of_hash(definition, name)


@lru_cache(maxsize=4096)
def _of_hash(definition: str, name: str) -> Promise | Duty | None:
    """Kept: what a hash stands for never changes."""
    pathway = definitions.of_hash(definition)
    return pathway.promises.get(name) or pathway.while_waiting.get(name)


@lru_cache(maxsize=1024)
def _pathway(definition: str) -> Pathway:
    return definitions.of_hash(definition)


def _terms(each: Found) -> Promise | Duty | None:
    return terms_of(each.of.startswith("owed:"), each.a, each.what)


def _kept_by(each: Found) -> Sequence[str]:
    terms = _terms(each)
    return terms.kept_by if terms is not None else ()


def _work(row: Row, read: _Read) -> Work:
    each = read.found[row.kind, row.id]
    carried = [read.found[one.kind, one.id] for one in row.carried]
    what, detail, href, button, deed = _TELL[row.kind](each, carried, read)
    told = rules.when(row, read.now, read.today)
    return Work(
        kind=row.kind,
        id=row.id,
        when=told,
        due=_due(row, told, read.today),
        person=each.person,
        person_href=to("people.show", person_id=each.person_id) if each.person and each.person_id else "",
        what=what,
        detail=detail,
        href=href,
        button=button,
        deed=deed,
        warning=_warning(each, read) if row.kind == "appointment" else "",
    )


def _due(row: Row, told: str, today: date) -> str:
    clock_ = formats.clock(row.at) if row.at is not None and row.kind == "appointment" else ""
    if told == rules.LATE:
        days = rules.days_late(row, today)
        return f"{formats.count(days, 'day')} late" if days else f"{clock_} today".strip() or "today"
    if row.due_on is None or row.due_on == today:
        return f"today {clock_}".strip()
    return f"{formats.short_day(row.due_on)} {clock_}".strip()


def _warning(each: Found, read: _Read) -> str:
    mine = [
        one.what for one in read.found.values() if one.kind == "warning" and one.record_id == each.person_id
    ]
    return "; ".join(mine)


Told = tuple[str, str, str, str, str]


def _journey(each: Found, carried: Iterable[Found], read: _Read) -> Told:
    pathway = _pathway(each.a)
    said = comment(each, read.last.get(each.of, ()))
    detail = f"{pathway.title}: {pathway.stages[each.b].title}" + (f". Returned: “{said}”" if said else "")
    form = next(iter(carried), None)
    if form is not None:
        return each.what, detail, _form_href(form), "Open form", ""
    return each.what, detail, _journey_href(each), "Open", ""


def _promise(each: Found, carried: Iterable[Found], read: _Read) -> Told:
    terms = _terms(each)
    title = terms.title if terms is not None else each.what.capitalize()
    work = _pathway(each.a).title if each.of.startswith("journey:") else ""
    to_whom, *following = each.b.split("|", 2)
    detail = f"{f'{work}: owed' if work else 'Owed'} to the {to_whom}"
    if following:
        detail = f"{detail}. Next: {following[1]}, by {formats.short_day(queries.day_of(following[0]))}"
    letter = next(iter(carried), None)
    if letter is not None:
        stopped = letter.b == "held"
        detail = f"{detail}. The letter is {'stopped' if stopped else 'written'}"
        return title, detail, _letter_href(letter), "See the letter" if stopped else "Send or decline", ""
    says = list(sayable(_kept_by(each), read.actor))
    href = _journey_href(each) if each.of.startswith("journey:") else _person_href(each)
    if says:
        return title, detail, href, "Open", "Record contact" if _SPOKEN & {*says} else "Say it is done"
    return title, detail, href, "Open", ""


def sayable(kept_by: Iterable[str], actor: Actor) -> Iterator[str]:
    """Those of the happenings that keep a promise which this worker may say by hand."""
    for name in kept_by:
        said = happenings.by_hand(name)
        if said is not None and (not said.duty or actor.plays(said.duty)):
            yield name


def _task(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    detail = f"Asked by {each.b}" if each.b else ""
    href = to("casework.task", person_id=each.person_id, task_id=each.id)
    return each.what, detail, href, "Open", "Done" if each.a else "Accept"


def _appointment(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    what = words.label("appointment-kind", each.what)
    href = to("casework.appointment", person_id=each.person_id, appointment_id=each.id)
    return f"{what}{f', {each.a}' if each.a else ''}", each.b, href, "Visit notes", ""


def _form(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    return forms.current(each.what).title, "Begun and not complete", _form_href(each), "Open form", ""


def _letter(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    return each.what, "Stopped: look whether it may go", _letter_href(each), "See the letter", ""


def _alert(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    href = to("people.alert", person_id=each.person_id, alert_id=each.id)
    return "Look at the alert again", each.what, href, "Look", ""


def _need(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    href = to("people.need", person_id=each.person_id, need_id=each.id)
    return "Ask whether this need is met", KINDS[each.what].title, href, "Look", ""


def _agreement(each: Found, _carried: Iterable[Found], _read: _Read) -> Told:
    href = to("people.organisation", organisation_id=each.person_id)
    return f"Agreement ends: {each.what}", each.b, href, "Look", ""


_TELL = {
    "journey": _journey,
    "promise": _promise,
    "task": _task,
    "appointment": _appointment,
    "form": _form,
    "letter": _letter,
    "alert": _alert,
    "need": _need,
    "agreement": _agreement,
}


def _person_href(each: Found) -> str:
    return to("people.show", person_id=each.person_id)


def _journey_href(each: Found) -> str:
    key = int(each.of.removeprefix("journey:"))
    return to("pathways.journey", person_id=each.person_id, journey_id=key) if each.person_id else ""


def _form_href(each: Found) -> str:
    return to("forms.form", person_id=each.person_id, form_id=each.id)


def _letter_href(each: Found) -> str:
    return to("messages.letter", person_id=each.person_id, message_id=each.id)


def _guarding(actor: Actor, today: date) -> Iterable[Work]:
    """What waits for those who guard restricted records."""
    for each in home.guarding(actor):
        # A glass that was broken is looked at now: folded away with the week, nobody would see it.
        soon = rules.SOON if each.page == "records.restricted" else rules.NEW
        told = rules.LATE if each.late else rules.TODAY if each.due_on <= today else soon
        days = formats.count((today - each.due_on).days, "day")
        due = f"{days} late" if each.late else formats.short_day(each.due_on)
        yield Work("guard", each.key, told, due, each.about, "", each.what, "", each.href, "Look")
