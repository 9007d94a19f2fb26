"""Forms: what is asked, in the words it is asked in, and what came back.

    class Restrict(Form):
        reason = TextArea("Why must this be restricted?", hint="The officer who reviews it reads this.")
        until = Date("Review on", clean=exact_date)

    form = Restrict.of(request, version=row.version)
    if form.is_valid():
        actions.restrict(person_id, by=request.actor, reason=form.answers["reason"],
                         key=form.key, version=form.version)
        return redirect(show, person_id=person_id)
    return render(request, "people/restrict.jinja", form=form)

Every form carries a key, made when it is first shown and sent with it: two sends of one form are one deed.
A form over something that exists carries its version, so that nothing is overwritten unseen. When an action
raises `Refused`, the door asks the page again and the form, now holding the refusal, is shown with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Self
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from alongside.web.errors import Clash, Refused

Clean = Callable[[Any], Any]
Choices = Iterable[tuple[str, str]] | Callable[[], Iterable[tuple[str, str]]]


class RawDate(NamedTuple):
    """A date as it was typed: any part may be blank."""

    day: str = ""
    month: str = ""
    year: str = ""


PARTS = ("day", "month", "year")  # of a date, in the order they are typed


class Asked(forms.Field):
    """What every field has: a label, a hint, a sentence for when it is left out, and `clean`.

    `clean` turns the text into a value; what it raises as `Refused` or ValueError is shown at the field.
    `look` is how it is drawn: width (2, 3, 4, 5, 10, 20 characters), rows, inputmode, autocomplete,
    spellcheck, prefix, suffix, inline, hints (by choice), small (legend no larger than a label).
    """

    kind = ""
    verb = "Enter"

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        required: bool = True,
        missing: str = "",
        clean: Clean | None = None,
        initial: Any = None,
        look: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        said = missing or (f"Answer “{label}”" if label.endswith("?") else f"{self.verb} {_inside(label)}")
        super().__init__(
            label=label,
            required=required,
            initial=initial,
            error_messages={"required": said, **more.pop("error_messages", {})},
            **more,
        )
        self.hint = hint
        self.then = clean
        self.look = dict(look or {})

    def clean(self, value: Any) -> Any:
        """The value, or ValidationError with a sentence. Blank answers are not passed to `clean=`."""
        value = super().clean(value)
        if self.then is None or value in self.empty_values:
            return value
        try:
            return self.then(value)
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.field or "invalid") from refused
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Text(Asked, forms.CharField):
    """One line. Spaces at the ends are dropped; nothing is upper-cased."""

    kind = "text"

    def __init__(self, label: str, *, max_length: int = 200, **more: Any) -> None:
        long = f"{label.rstrip('?')} must be {max_length:,} characters or fewer"
        super().__init__(label, max_length=max_length, error_messages={"max_length": long}, **more)


class TextArea(Text):
    """Several lines."""

    kind = "textarea"

    def __init__(self, label: str, *, max_length: int = 20_000, **more: Any) -> None:
        super().__init__(label, max_length=max_length, **more)


class File(Asked, forms.FileField):
    """A file of the reader's. The value is Django's upload: read it within the page, and trust neither name nor type.

    The form that holds it is sent as `multipart/form-data`.
    """

    kind = "file"
    verb = "Choose"

    def clean(self, value: Any, initial: Any = None) -> Any:
        """The upload. Django hands a file field what there was before, too; there is never anything."""
        return forms.FileField.clean(self, value, initial)


class Hidden(Text):
    """Sent along unseen. What is sent can be forged: check it like any other answer."""

    kind = "hidden"


class Chosen(Asked):
    """What fields with a closed list share. A list that may change is given as a function, asked at each page."""

    verb = "Select"

    def __init__(self, label: str, choices: Choices, **more: Any) -> None:
        unknown = {"invalid_choice": f"Choose from the list: {label}"}
        super().__init__(
            label, choices=choices if callable(choices) else list(choices), error_messages=unknown, **more
        )


class Radios(Chosen, forms.ChoiceField):
    """One of a few, all in sight."""

    kind = "radios"


class Select(Chosen, forms.ChoiceField):
    """One of many. The first line is `empty`, which is no answer."""

    kind = "select"

    def __init__(self, label: str, choices: Choices, *, empty: str = "Choose one", **more: Any) -> None:
        super().__init__(label, lambda: [("", empty), *(choices() if callable(choices) else choices)], **more)


class Checkboxes(Chosen, forms.MultipleChoiceField):
    """Any of a few; the value is a list."""

    kind = "checkboxes"


class _ThreeBoxes(forms.Widget):
    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> RawDate:
        return RawDate(*(str(data.get(f"{name}-{part}", "")).strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)


class Date(Asked):
    """Day, month and year in three boxes. The value is what was typed (`RawDate`) or what `clean=` makes of it.

    `approximate` tells the reader that the day, or day and month, may be left out; `clean=` must then take it.
    A `clean=` that raises Refused with field "day", "month" or "year" marks that box alone.
    """

    kind = "date"
    widget = _ThreeBoxes
    empty_values = [None, RawDate()]

    def __init__(self, label: str, *, approximate: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.approximate = approximate

    def to_python(self, value: Any) -> RawDate | None:
        """None when all three boxes are blank."""
        return value if isinstance(value, RawDate) and any(value) else None

    def prepare_value(self, value: Any) -> RawDate:
        """What the boxes show: a date, what was typed, or nothing."""
        if isinstance(value, date):
            return RawDate(str(value.day), str(value.month), str(value.year))
        return value if isinstance(value, RawDate) else RawDate()


def exact_date(raw: RawDate) -> date:
    """The date in full, for `Date(clean=exact_date)`. Raises Refused naming the box at fault."""
    for part, text in zip(PARTS, raw, strict=True):
        if not text:
            raise Refused(f"The date must include a {part}", part)
        if not (text.isascii() and text.isdigit()):
            raise Refused(f"The {part} must be a number, like 27 3 2007", part)
    if len(raw.year) != 4:
        raise Refused("The year must have four numbers", "year")
    try:
        return date(int(raw.year), int(raw.month), int(raw.day))
    except ValueError as error:
        raise Refused("The date must be a real one", "day") from error


class Form(forms.Form):
    """A form with a key, perhaps a version, and a place for what a rule said."""

    request: Any = None
    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, version: int | None = None, refused: Refused | None = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self._waiting = refused
        self._key = _uuid(data.get("_key") if data is not None else None)
        sent = str(data.get("_version", "")) if data is not None else ""
        self.version = int(sent) if sent.isascii() and sent.isdigit() else version

    @classmethod
    def of(cls, request: Any, **more: Any) -> Self:
        """The form as this request sent it, or a fresh one. Several forms on a page do not mix."""
        sent = request.method == "POST" and request.POST.get("_form", cls.__name__) == cls.__name__
        form = cls(
            request.POST if sent else None,
            files=request.FILES if sent else None,
            refused=getattr(request, "refused", None) if sent else None,
            **more,
        )
        form.request = request
        if sent:
            request.form = form
        return form

    @property
    def key(self) -> UUID:
        """The idempotency key: the same for every send of one form."""
        return self._key

    @property
    def answers(self) -> dict[str, Any]:
        """The cleaned answers by field; only after `is_valid()`."""
        return self.cleaned_data

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Fill a list whose choices are known only when the page is asked for; a Select keeps its first line."""
        field: Any = self.fields[name]
        field.choices = [*(choice for choice in field.choices if choice[0] == ""), *choices]

    def refuse(self, refused: Refused) -> None:
        """Show what a rule said, at its field or above the form; the form is no longer valid."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)

    def full_clean(self) -> None:
        """Django's, and then the refusal that the first try of this request met."""
        super().full_clean()
        if self._waiting is not None and self.is_bound:
            self.refuse(self._waiting)

    def input_names(self, name: str) -> Sequence[str]:
        """The names under which a browser sends the field `name`."""
        if isinstance(self.fields[name], Date):
            return tuple(f"{name}-{part}" for part in PARTS)
        return (name,)

    def clashes(self) -> tuple[Clash, ...]:
        """Each field in which what was sent differs from what is saved now, which is the form's `initial`."""
        both = {
            name: (
                self._said(name, self[name].value()),
                self._said(name, self.get_initial_for_field(field, name)) if self._filled(name) else None,
            )
            for name, field in self.fields.items()
        }
        return tuple(
            Clash(str(self.fields[name].label), yours, theirs, name)
            for name, (yours, theirs) in both.items()
            if yours != (theirs or "")
        )

    def _filled(self, name: str) -> bool:
        """Whether the field was filled with what is saved; where not, nothing is known of another's answer."""
        return name in self.initial or self.fields[name].initial is not None

    def _said(self, name: str, value: Any) -> str:
        """An answer as its reader would say it: a date on a line, a choice by its words."""
        field: Any = self.fields[name]
        if isinstance(field, Date):
            return " ".join(part for part in field.prepare_value(value) if part)
        words = dict(getattr(field, "choices", ()))
        picked = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(words.get(each, each)) for each in picked if each not in (None, ""))

    def machinery(self) -> dict[str, str]:
        """The hidden inputs every form carries, besides the forgery token."""
        version = {} if self.version is None else {"_version": str(self.version)}
        return {"_form": type(self).__name__, "_key": str(self.key), **version}


def _inside(label: str) -> str:
    """A label as it stands within a sentence; `NHS number` keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _uuid(text: Any) -> UUID:
    """The key that was sent; a fresh one when there is none or it is not one."""
    try:
        return UUID(str(text))
    except ValueError:
        return uuid4()
