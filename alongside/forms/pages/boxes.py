"""The boxes of one question, as GOV.UK mark-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alongside.forms.definition import Question
from alongside.forms.definition.shapes import UNKNOWNS, YES_NO
from alongside.forms.pages.sent import UNKNOWN
from alongside.forms.rules.answers import Kept
from alongside.forms.rules.values import Options
from alongside.web.tables import safe


@dataclass(frozen=True)
class Asked:
    """One question as its boxes need it."""

    question: Question
    name: str
    kept: Kept
    described: str
    around: str
    error: str
    offered: Options
    names: Sequence[str]

    @property
    def label(self) -> str:
        """What is asked, with why it must be answered; of a row also which row it is."""
        needed = ' <span class="app-q__needed">needed</span>' if self.question.required else ""
        which = f'<span class="govuk-visually-hidden">{safe(self.around)}: </span>' if self.around else ""
        return f"{which}{safe(self.question.ask)}{needed}"

    @property
    def hint(self) -> str:
        hint = self.question.hint
        return f'<div class="govuk-hint" id="{self.name}-hint">{safe(hint)}</div>' if hint else ""

    @property
    def text(self) -> str:
        return "" if self.kept.value is None else str(self.kept.value)


def _line(each: Asked) -> str:
    kind, question = _LINES.get(each.question.kind, ("", "")), each.question
    value = (
        f"{each.kept.value / 100:.2f}"
        if question.kind == "money" and isinstance(each.kept.value, int)
        else each.text
    )
    box = (
        f'<input class="govuk-input{kind[0]}" id="{each.name}" name="{each.name}" value="{safe(value)}"'
        f' autocomplete="off"{kind[1]}{each.described}>'
    )
    if question.kind == "money":
        pounds = '<div class="govuk-input__prefix" aria-hidden="true">£</div>'
        box = f'<div class="govuk-input__wrapper">{pounds}{box}</div>'
    return f"{_label(each)}{box}{_unknown(each)}"


_LINES = {
    "number": (" govuk-input--width-5", ' inputmode="decimal"'),
    "money": (" govuk-input--width-10", ' inputmode="decimal"'),
}


def _label(each: Asked) -> str:
    return f'<label class="govuk-label" for="{each.name}">{each.label}</label>{each.hint}{each.error}'


def _words(each: Asked) -> str:
    rows = min(max(3, len(each.text) // 90 + each.text.count("\n") + 1), 16)
    return (
        f'{_label(each)}<textarea class="govuk-textarea" id="{each.name}" name="{each.name}" rows="{rows}"'
        f"{each.described}>{safe(each.text)}</textarea>{_unknown(each)}"
    )


def _person(each: Asked) -> str:
    """A line, with the people round the person to choose from."""
    listed = f"{each.name}-people"
    names = "".join(f'<option value="{safe(name)}">' for name in each.names)
    return (
        f'{_label(each)}<input class="govuk-input" id="{each.name}" name="{each.name}" list="{listed}"'
        f' value="{safe(each.text)}" autocomplete="off"{each.described}>'
        f'<datalist id="{listed}">{names}</datalist>{_unknown(each)}'
    )


def _radios(each: Asked) -> str:
    question, kept = each.question, each.kept
    offered = dict(YES_NO) if question.kind == "yes-no" else dict(each.offered)
    offered |= {f"{UNKNOWN}{code}": UNKNOWNS[code] for code in question.unknowns}
    now = f"{UNKNOWN}{kept.absent}" if kept.absent else each.text
    inline = " govuk-radios--inline" if len("".join(offered.values())) < 40 else ""
    items = "".join(
        f'<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" id="{_id(each.name, n)}"'
        f' name="{each.name}" value="{safe(code)}"{" checked" if code == now else ""}>'
        f'<label class="govuk-label govuk-radios__label{" app-q__unknown" if code[:1] == UNKNOWN else ""}"'
        f' for="{_id(each.name, n)}">{safe(words)}</label></div>'
        for n, (code, words) in enumerate(offered.items())
    )
    return _fieldset(each, f'<div class="govuk-radios govuk-radios--small{inline}">{items}</div>')


def _boxes(each: Asked) -> str:
    chosen = set(each.kept.value or ())
    items = "".join(
        f'<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox"'
        f' id="{_id(each.name, n)}" name="{each.name}" value="{code}"{" checked" if code in chosen else ""}'
        f"{_alone(each.question, code)}>"
        f'<label class="govuk-label govuk-checkboxes__label" for="{_id(each.name, n)}">{safe(words)}</label></div>'
        for n, (code, words) in enumerate(each.offered.items())
    )
    boxes = f'<div class="govuk-checkboxes govuk-checkboxes--small">{items}</div>'
    return _fieldset(each, f"{boxes}{_unknown(each)}")


def _alone(question: Question, code: str) -> str:
    return " data-alone" if code in question.alone else ""


def _id(name: str, number: int) -> str:
    return name if number == 0 else f"{name}-{number}"


def _fieldset(each: Asked, inside: str) -> str:
    return (
        f'<fieldset class="govuk-fieldset"{each.described}><legend class="govuk-fieldset__legend app-q__legend">'
        f"{each.label}</legend>{each.hint}{each.error}{inside}</fieldset>"
    )


def _date(each: Asked) -> str:
    kept = each.kept.value
    typed = (
        kept
        if isinstance(kept, list)
        else [str(int(part)) for part in str(kept).split("-")][::-1]
        if kept
        else ["", "", ""]
    )
    boxes = "".join(
        f'<div class="govuk-date-input__item"><label class="govuk-label" for="{_part(each.name, part)}">'
        f'{part.capitalize()}</label><input class="govuk-input govuk-date-input__input govuk-input--width-{width}"'
        f' id="{_part(each.name, part)}" name="{each.name}-{part}" value="{safe(value)}" inputmode="numeric"'
        ' autocomplete="off"></div>'
        for (part, width), value in zip((("day", 2), ("month", 2), ("year", 4)), typed, strict=True)
    )
    return _fieldset(each, f'<div class="govuk-date-input">{boxes}</div>{_unknown(each)}')


def _part(name: str, part: str) -> str:
    return name if part == "day" else f"{name}-{part}"


def _unknown(each: Asked) -> str:
    """Why there is no answer, apart from blank."""
    if not each.question.unknowns:
        return ""
    options = "".join(
        f'<option value="{code}"{" selected" if code == each.kept.absent else ""}>{UNKNOWNS[code]}</option>'
        for code in each.question.unknowns
    )
    label = f"Instead of an answer to “{each.question.ask}”"
    return (
        f'<select class="govuk-select app-q__instead" name="u:{each.name}" aria-label="{safe(label)}">'
        f'<option value="">No answer because …</option>{options}</select>'
    )


DRAW: Mapping[str, Callable[[Asked], str]] = {
    "line": _line,
    "number": _line,
    "money": _line,
    "words": _words,
    "person": _person,
    "choice": _radios,
    "yes-no": _radios,
    "choices": _boxes,
    "tags": _boxes,
    "date": _date,
}
