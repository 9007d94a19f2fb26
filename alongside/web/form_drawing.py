"""Forms as GOV.UK mark-up: `form_fields(form)`, `form_field(form, "reason")`, `error_summary(form)`."""

from collections.abc import Callable
from typing import Any

from django.template.backends.utils import csrf_input_lazy
from markupsafe import Markup

from alongside.web.forms import PARTS, Date, Form
from alongside.web.govuk import macros

APPROXIMATE = "Leave out the day, or the day and the month, if they are not known."
HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')


def form_fields(form: Form) -> Markup:
    """Every field, and the hidden ones no form may be without."""
    return form_hidden(form) + Markup("\n").join(form_field(form, name) for name in form.fields)


def form_hidden(form: Form) -> Markup:
    """The forgery token, the key, and the version: for a template that places its fields one by one."""
    if form.request is None:
        raise ValueError("a form is drawn with the request it belongs to: make it with Form.of(request)")
    token = Markup(str(csrf_input_lazy(form.request)))  # noqa: S704 Django's own
    return token + Markup("").join(HIDDEN.format(name, value) for name, value in form.machinery().items())


def form_field(form: Form, name: str) -> Markup:
    """One field with its label, hint, error and answer."""
    field = form.fields[name]
    return Markup(DRAW[field.kind](form, name, field))  # type: ignore[attr-defined]  # noqa: S704 macros escape


def error_summary(form: Form) -> Markup:
    """What is wrong, each with a link to its field; nothing when nothing is. It takes the focus."""
    if not form.is_bound or not form.errors:
        return Markup("")
    wrong = [
        {"text": text, **({"href": f"#{_first_box(form, name)}"} if name in form.fields else {})}
        for name, texts in form.errors.items()
        for text in texts
    ]
    return _macro("govukErrorSummary")({
        "titleText": "There is a problem",
        "errorList": wrong,
        "attributes": {"id": "error-summary", "autofocus": "autofocus", "tabindex": "-1"},
    })  # fmt: skip


def _first_box(form: Form, name: str) -> str:
    """The id the error links to: for a date, the box at fault."""
    if not isinstance(form.fields[name], Date):
        return name
    return f"{name}-{(_parts_at_fault(form, name) or ['day'])[0]}"


def _parts_at_fault(form: Form, name: str) -> list[str]:
    codes = [error.code for error in form.errors.as_data().get(name, [])] if form.is_bound else []
    named = [code for code in codes if code in PARTS]
    return named or (list(PARTS) if codes else [])


def _macro(name: str) -> Callable[[dict[str, Any]], Markup]:
    found: Callable[[dict[str, Any]], Markup] = macros()[name]
    return found


def _common(form: Form, name: str, field: Any, hint: str = "") -> dict[str, Any]:
    said = form.errors.get(name) if form.is_bound else None
    shown = " ".join(part for part in (field.hint, hint) if part)
    return {
        "id": name,
        "idPrefix": name,
        "name": name,
        **({"hint": {"text": shown}} if shown else {}),
        **({"errorMessage": {"text": said[0]}} if said else {}),
    }


def _label(field: Any) -> str:
    return f"{field.label}{'' if field.required else ' (optional)'}"


def _legend(field: Any) -> dict[str, Any]:
    size = "" if field.look.get("small") else "govuk-fieldset__legend--s"
    return {"legend": {"text": _label(field), "classes": size}}


def _text(form: Form, name: str, field: Any) -> Markup:
    look = field.look
    boxes = {side: {"text": look[side]} for side in ("prefix", "suffix") if side in look}
    width = f"govuk-input--width-{look['width']}" if "width" in look else ""
    given = {key: look[key] for key in ("inputmode", "autocomplete", "spellcheck", "type") if key in look}
    return _macro("govukInput")({
        **_common(form, name, field), **boxes, **given,
        "label": {"text": _label(field)}, "classes": width,
        "value": "" if look.get("type") == "password" else _shown(form, name),
    })  # fmt: skip


def _textarea(form: Form, name: str, field: Any) -> Markup:
    return _macro("govukTextarea")({
        **_common(form, name, field),
        "label": {"text": _label(field)}, "rows": field.look.get("rows", 4), "value": _shown(form, name),
    })  # fmt: skip


def _select(form: Form, name: str, field: Any) -> Markup:
    return _macro("govukSelect")({
        **_common(form, name, field),
        "label": {"text": _label(field)}, "items": _options(form, name, field, "selected"),
    })  # fmt: skip


def _radios(form: Form, name: str, field: Any) -> Markup:
    inline = "govuk-radios--inline" if field.look.get("inline") else ""
    return _macro("govukRadios")({
        **_common(form, name, field), "fieldset": _legend(field), "classes": f"govuk-radios--small {inline}",
        "items": _options(form, name, field, "checked"),
    })  # fmt: skip


def _checkboxes(form: Form, name: str, field: Any) -> Markup:
    return _macro("govukCheckboxes")({
        **_common(form, name, field), "fieldset": _legend(field), "classes": "govuk-checkboxes--small",
        "items": _options(form, name, field, "checked"),
    })  # fmt: skip


def _options(form: Form, name: str, field: Any, mark: str) -> list[dict[str, Any]]:
    value = form[name].value()
    picked = {
        str(each) for each in (value if isinstance(value, list | tuple) else [value]) if each is not None
    }
    hints = field.look.get("hints", {})
    return [
        {"value": str(code), "text": str(text), mark: str(code) in picked}
        | ({"hint": {"text": hints[code]}} if code in hints else {})
        for code, text in field.choices
    ]


def _date(form: Form, name: str, field: Any) -> Markup:
    typed = field.prepare_value(form[name].value())
    wrong = _parts_at_fault(form, name)
    boxes = [
        {
            "id": f"{name}-{part}",
            "name": f"{name}-{part}",
            "label": part.capitalize(),
            "value": getattr(typed, part),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if part in wrong else ""),
        }
        for part in PARTS
    ]
    hint = APPROXIMATE if field.approximate else ""
    return _macro("govukDateInput")({
        **_common(form, name, field, hint), "fieldset": _legend(field), "items": boxes,
    })  # fmt: skip


def _file(form: Form, name: str, field: Any) -> Markup:
    return _macro("govukFileUpload")({**_common(form, name, field), "label": {"text": _label(field)}})


def _hidden(form: Form, name: str, _field: Any) -> Markup:
    return HIDDEN.format(name, _shown(form, name))


def _shown(form: Form, name: str) -> str:
    value = form[name].value()
    return "" if value is None else str(value)


DRAW: dict[str, Callable[[Form, str, Any], Markup]] = {
    "checkboxes": _checkboxes,
    "date": _date,
    "file": _file,
    "hidden": _hidden,
    "radios": _radios,
    "select": _select,
    "text": _text,
    "textarea": _textarea,
}
