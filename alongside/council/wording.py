"""Turns what pydantic finds wrong into sentences, each with its file, line and way to mend it."""

from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from alongside.council.faults import Faults, Loc, Source, did_you_mean
from alongside.council.shapes import Shape

Made = TypeVar("Made", bound=Shape)

LIST = (
    "a list is needed here",
    "Put each item on a line of its own that begins with a dash, or write [a, b]",
)
HEADINGS = ("headings are needed here", "Write each as `heading: value` on a line of its own")


def shape_of(kind: type[Made], data: Any, source: Source, faults: Faults, at: Loc = ()) -> Made | None:
    """Check data against a shape; every mistake is noted in `faults`, and then there is no shape."""
    try:
        return kind.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            wrong, mend = _said(error, kind)
            place = tuple(step for step in error["loc"] if step != "[key]")
            faults.add(source, (*at, *place), wrong, mend)
        return None


def _said(error: ErrorDetails, kind: type[Shape]) -> tuple[str, str]:
    if error["type"] == "refused":
        return error["ctx"]["wrong"], error["ctx"]["mend"]
    if error["type"] == "missing":
        return f"the heading “{error['loc'][-1]}” is missing", "Add it with its value"
    if error["type"] == "extra_forbidden":
        return _unknown_heading(error, kind)
    if error["type"] == "too_short":
        return _too_few(error)
    if error["type"] == "tuple_type":
        return LIST
    return HEADINGS


def _too_few(error: ErrorDetails) -> tuple[str, str]:
    least = error["ctx"]["min_length"]
    if least == 1:
        return "the list is empty", "Add at least one item"
    return "there are too few here", f"There must be at least {least}"


def _unknown_heading(error: ErrorDetails, kind: type[Shape]) -> tuple[str, str]:
    word = str(error["loc"][-1])
    known = _headings_at(kind, error["loc"][:-1])
    return f"“{word}” is not a heading here", did_you_mean(
        word, known, f"The headings are {', '.join(known)}."
    )


def _headings_at(kind: Any, loc: Loc) -> list[str]:
    for step in loc:
        kind = _inside(kind, step)
    return [field.alias or name for name, field in kind.model_fields.items()]


def _inside(kind: Any, step: str | int) -> Any:
    """Give the kind of what stands at this step: under a heading of a shape, or in a list or mapping of shapes."""
    if _is_shape(kind):
        return next(field.annotation for field in kind.model_fields.values() if field.alias == step)
    return next(inner for inner in get_args(kind) if _is_shape(inner))


def _is_shape(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Shape)
