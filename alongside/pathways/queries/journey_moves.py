"""Which steps can be taken from where a journey stands, by whom it is read, and every reason why one cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from alongside import council
from alongside.forms import asking as form_asking
from alongside.forms import library as form_library
from alongside.forms.queries.filled import Filled
from alongside.messages import library as letters
from alongside.pathways import happenings, library
from alongside.pathways.language import ANY_OPEN, Move, Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, hands
from alongside.pathways.rules import moving
from alongside.pathways.rules.history import State
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.facts import facts
from alongside.records.models import Post


@dataclass(frozen=True)
class MoveRow:
    """One step. `whys` are the reasons why it cannot be taken now; `form` is what has to be filled in first."""

    key: str
    slug: str
    label: str
    move: Move
    mine: bool
    whys: Sequence[str]
    form: str = ""
    over_authority: str = ""

    @property
    def aside(self) -> bool:
        """Whether it leads off the way from wherever one stands, as an ending does."""
        return ANY_OPEN in self.move.origin

    @property
    def ready(self) -> bool:
        """Whether this reader can take it now."""
        return self.mine and not self.whys and not self.form


_IN_ADDRESS = str.maketrans({" ": "-", "'": None, "’": None})


def slug(key: str) -> str:
    """A key as it stands in an address: an apostrophe is left out, for it would need writing otherwise there."""
    return key.translate(_IN_ADDRESS)


def label_of(pathway: Pathway, key: str) -> str:
    """What a step is called."""
    own = pathway.moves.get(key)
    return (own.label if own is not None else None) or key.capitalize()


def moves(journey: Journey, state: State, pathway: Pathway, actor: Actor) -> list[MoveRow]:
    """Every step that leads on from here: first those of this reader, of them first those along the way."""
    if state.ended_at is not None:
        return []
    offered = list(pathway.moves_from(state.stage))
    needed = sorted({fact for _key, move in offered for fact in move.needs})
    course = asking.Course(journey, state, pathway)
    told = asking.ask(course, needed)
    rows = [_row(course, key, move, told, actor) for key, move in offered]
    return sorted(rows, key=lambda row: (not row.mine, row.aside, bool(row.whys)))


def _row(course: asking.Course, key: str, move: Move, told: asking.Told, actor: Actor) -> MoveRow:
    form = _form_to_fill(course.journey, move)
    mine = moving.may_play(move, actor.duties)
    # Before its form is finished, what the form does not say yet is no news.
    whys = [] if form else list(_missing(course, move, told))
    whys += _owed(course, key)
    if not mine:
        whys = [f"It is for: {_duties(move.by)}."]
    elif other := moving.same_hands(move, hands.movers(course.journey, course.state, move), actor.worker_id):
        whys = [f"You took “{label_of(course.pathway, other)}” yourself: this is for somebody else.", *whys]
    over = _over_authority(move, course.state, actor) if mine else ""
    if over and not move.urgent:
        whys.append(over)
    return MoveRow(
        key, slug(key), label_of(course.pathway, key), move, mine, whys, form if mine else "", over
    )


def _owed(course: asking.Course, key: str) -> Iterator[str]:
    """What would be dropped if the work ended now."""
    promises = course.pathway.promises
    for each in moving.unsettled(course.pathway, course.state, key):
        title = promises[each.name].title if each.name in promises else each.name
        yield f"Still owed: {title}. Keep it, or say why it is not owed any more."


def _duties(keys: Iterable[str]) -> str:
    return ", ".join(keys)


def _form_to_fill(journey: Journey, move: Move) -> str:
    """The form that has to be completed first; blank when it is, or when there is none."""
    if not move.form:
        return ""
    filled = asking.filled_for(journey, move.form)
    return "" if filled is not None and filled.is_complete else move.form


def _missing(course: asking.Course, move: Move, told: asking.Told) -> Iterator[str]:
    for name in move.needs:
        if told.answers.get(name) is True:
            continue
        if name in told.broken:
            yield f"{sentence(course.pathway, name)} (Alongside could not find out: tell whoever runs it.)"
        else:
            unknown = "" if told.answers.get(name) is False else " (not known)"
            yield f"{sentence(course.pathway, name).rstrip('.')}{unknown}."


def sentence(pathway: Pathway, name: str) -> str:
    """What a fact says, for a reader."""
    if name in facts:
        return facts[name].sentence
    for key in pathway.forms:
        if key in form_library.known() and name in (said := form_asking.sentences(form_library.current(key))):
            return said[name]
    return f"{name[:1].upper()}{name[1:]}"


def _over_authority(move: Move, state: State, actor: Actor) -> str:
    """Why the amount is beyond what this reader's roles agree; blank when it is not."""
    if not move.authority:
        return ""
    limit, amount = council.current().authorises(actor.roles), state.amount or 0
    if limit is not None and amount <= limit * 100:
        return ""
    own = "no amount" if limit is None else f"up to £{limit:,} a week"
    return f"It costs £{amount / 100:,.2f} a week, and your role agrees {own}."


@dataclass(frozen=True)
class FormRow:
    """A form of the way, as far as it has come for this journey."""

    key: str
    title: str
    filled: Filled | None

    @property
    def state(self) -> str:
        """In a word."""
        if self.filled is None:
            return "Not begun"
        return "Completed" if self.filled.is_complete else "Being filled in"


def forms(journey: Journey, pathway: Pathway) -> list[FormRow]:
    """The forms that are filled in along the way, in its order."""
    known = [key for key in pathway.forms if key in form_library.known()]
    return [FormRow(key, form_library.current(key).title, asking.filled_for(journey, key)) for key in known]


def following(journey: Journey, state: State, pathway: Pathway, move: Move) -> list[str]:
    """What a step causes, told before it is taken: the letters that it writes, and what it begins as things stand."""
    if not (move.writes or move.opens or move.opens_if):
        return []
    told = asking.ask(asking.Course(journey, state, pathway), sorted(move.opens_if.values()))
    opens = [*move.opens, *(key for key, fact in move.opens_if.items() if told.answers[fact])]
    others = library.current().pathways
    return [
        *(f"A letter is written: {letters.letter(key).title}." for key in move.writes),
        *(f"{others[key].pathway.title} begins." for key in opens if key in others),
    ]


def sayings(pathway: Pathway, actor: Actor) -> list[tuple[str, str]]:
    """What somebody may say has happened, of what this pathway listens for."""
    known = happenings.known()
    heard = [known[name] for name in pathway.hears if name in known]
    mine = [each for each in heard if each.by_hand and (not each.duty or actor.plays(each.duty))]
    return [(each.name, each.sentence) for each in sorted(mine, key=lambda each: each.name)]


def workers_for(team: str, duty: str) -> list[tuple[str, str]]:
    """Whom work can be given to: who has the duty and is at work, the team's own first, each with what they carry."""
    here = council.current()
    posts = Post.objects.held_at(clock.now()).filter(worker__is_active=True, worker__left_on__isnull=True)
    roles: dict[int, set[str]] = {}
    names: dict[int, str] = {}
    own: set[int] = set()
    for worker, name, role, holder in posts.order_by("worker__name", "id").values_list(
        "worker_id", "worker__name", "role", "holder"
    ):
        names[worker] = name
        roles.setdefault(worker, set()).add(role)
        if holder == team:
            own.add(worker)
    able = [worker for worker in names if not duty or duty in here.duties_of(roles[worker])]
    carried = carrying(f"worker:{worker}" for worker in able)
    ordered = sorted(able, key=lambda worker: (worker not in own, names[worker]))
    return [
        (
            f"worker:{worker}",
            f"{names[worker]} ({_load(carried[f'worker:{worker}'], here.agreed_load(roles[worker]))})",
        )
        for worker in ordered
    ]


def carrying(holders: Iterable[str]) -> Counter[str]:
    """How many open journeys each of these owns."""
    rows = Journey.objects.for_system("how much somebody carries is a number, and says of nobody")
    owners = rows.filter(ended_at__isnull=True, owner__in=list(holders)).order_by("owner")
    return Counter(owners.values_list("owner", flat=True))


def _load(carried: int, agreed: int | None) -> str:
    if agreed is None:
        return f"{carried} open"
    return f"{carried} open of {agreed} agreed{', full' if carried >= agreed else ''}"
