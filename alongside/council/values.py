"""The kinds of value a council's files hold. Each refuses in a sentence, with the way to mend it.

They are stricter than pydantic's own: `1` is not a date, `on` is not a yes, `1e3` is not a number of days.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from alongside.council.faults import did_you_mean


def refused(wrong: str, mend: str) -> PydanticCustomError:
    """Make the error whose two halves become one sentence: what is wrong, and how to mend it."""
    return PydanticCustomError("refused", "{wrong}", {"wrong": wrong, "mend": mend})


def written(value: Any) -> str:
    """Take text without the spaces round it; refuse a list, headings or nothing at all."""
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "headings"
        raise refused(
            f"this holds {kind} where one piece of text is needed", "Write the text after the colon"
        )
    if not value.strip():
        raise refused("nothing is written here", "Write a value, or remove the heading if it may be left out")
    return value.strip()


def _shaped(pattern: str, wrong: str, mend: str) -> Callable[[Any], str]:
    shape = re.compile(pattern)

    def check(value: Any) -> str:
        text = written(value)
        if not shape.fullmatch(text):
            raise refused(f"“{text}” is not {wrong}", mend)
        return text

    return check


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = written(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise refused(
            f"“{text}” is not a day of the calendar", "Write year-month-day, as in 2026-04-01"
        ) from None
    raise refused(f"“{text}” is not a date", "Write year-month-day, as in 2026-04-01")


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = written(value)
    if text not in {"yes", "no"}:
        raise refused(f"“{text}” is neither yes nor no", "Write yes or no")
    return text == "yes"


def _amount(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = written(value)
    if not re.fullmatch(r"\d{1,9}(\.\d{1,4})?", text):
        raise refused(f"“{text}” is not a number", "Write digits, with a point if need be, as in 92.5")
    return Decimal(text)


def _limit(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = written(value)
    if text == "any":
        return Decimal("Infinity")
    try:
        return _amount(text)
    except PydanticCustomError:
        wrong = f"“{text}” is neither a number nor “any”"
        raise refused(wrong, "Write pounds a week in digits, as in 500, or `any`") from None


def _span(value: Any) -> str:
    text = " ".join(written(value).split())
    if text == "same day":
        return "0 days"
    shape = re.fullmatch(r"(\d{1,4}) (hour|day|working day|week|month)s?", text)
    if shape is None:
        wrong = f"“{text}” is not a length of time"
        raise refused(wrong, "Write “same day”, or a whole number and its unit, as in 2 working days")
    count = int(shape[1])
    return f"{count} {shape[2]}{'' if count == 1 else 's'}"


def _degrees(value: Any) -> float:
    if isinstance(value, float):
        return value
    text = written(value)
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,9})?", text) or abs(float(text)) > 180:
        raise refused(f"“{text}” is not a longitude or latitude in degrees", "Write degrees, as in -0.1411")
    return float(text)


def whole(least: int, most: int) -> BeforeValidator:
    """Check a whole number between two limits, both allowed."""

    def check(value: Any) -> int:
        if isinstance(value, int):
            return value
        text = written(value)
        if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
            raise refused(
                f"“{text}” is not a whole number from {least} to {most}", "Write such a number in digits"
            )
        return int(text)

    return BeforeValidator(check)


def one_of(*words: str) -> BeforeValidator:
    """Check a word of a closed list."""

    def check(value: Any) -> str:
        text = written(value)
        if text not in words:
            raise refused(
                f"“{text}” is not one of {', '.join(words)}", did_you_mean(text, words, "Write one of them.")
            )
        return text

    return BeforeValidator(check)


def _pattern(pattern: str, wrong: str, mend: str) -> BeforeValidator:
    return BeforeValidator(_shaped(pattern, wrong, mend))


Text = Annotated[str, BeforeValidator(written)]
Key = Annotated[
    str,
    _pattern(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "a code",
        "Write small letters and digits joined by hyphens, as in front-door",
    ),
]
Colour = Annotated[
    str,
    _pattern(
        r"#[0-9a-fA-F]{6}",
        "a colour",
        'Write # and six hexadecimal digits in quotation marks, as in "#00703c"',
    ),
]
Phone = Annotated[
    str,
    _pattern(
        r"\+?[0-9][0-9 ]{8,16}[0-9]", "a telephone number", "Write its digits and spaces, as in 020 7946 0123"
    ),
]
Email = Annotated[
    str,
    _pattern(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "an e-mail address", "Write it as in adults@council.example.org"),
]
LaCode = Annotated[
    str,
    _pattern(r"\d{3}", "a CASSR code of three digits", "Look it up in the Client Level Data specification"),
]
OnsCode = Annotated[
    str, _pattern(r"[EWSN]\d{8}", "an ONS code", "Write one letter and eight digits, as in E09000003")
]
PracticeCode = Annotated[
    str, _pattern(r"[A-Z]\d{5}", "the code of a GP practice", "Write one letter and five digits, as ODS does")
]
DutyKey = Annotated[
    str,
    _pattern(
        r"[a-z]+( [a-z]+)*",
        "the name of a duty",
        "Write words in small letters with spaces between, as in triage worker",
    ),
]
ActorCode = Annotated[
    str, _pattern(r"U-\d{2}", "the number of a kind of user", "Write U- and two digits, as in U-07")
]
Day = Annotated[date, BeforeValidator(_day)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
# Pounds, or infinity where “any” is written.
Limit = Annotated[Decimal, Field(allow_inf_nan=True), BeforeValidator(_limit)]
# A length of time as text with one spelling, as in “2 working days”; “same day” is “0 days”.
Span = Annotated[str, BeforeValidator(_span)]
Degrees = Annotated[float, BeforeValidator(_degrees)]
