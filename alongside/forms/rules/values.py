"""What may be kept as an answer to a question: read from what was typed or sent, in one form for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from alongside.forms.definition.shapes import ROWS, UNKNOWNS, YES_NO, Question

LINE, WORDS = 300, 40_000
"""The most characters a line and a text may have."""

Options = Mapping[str, str]
_SPACES = re.compile(r"[ \t\u00a0]+")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_POUNDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?")


class NotAnAnswer(Exception):
    """What was sent cannot be kept as an answer; the message says why, for whoever typed it."""


def read(question: Question, given: Any, options: Options) -> Any:
    """The answer as it is kept, or None for a blank one. `options` are the codes that may be chosen, with their words.

    Text for a line, words, a person, a choice, a yes-no, a number or a fact; a list of codes for choices and tags; an
    ISO date; whole pence for money. Raises NotAnAnswer.
    """
    if question.kind in ROWS:
        raise NotAnAnswer("Answer the questions inside it")
    if question.kind in ("choices", "tags"):
        return _several(question, given, options)
    text = _text(given)
    if not text.strip():
        return None
    return _READ[question.kind](question, text, options)


def absent(question: Question, code: str) -> str:
    """Why there is no answer, if this question offers that. Raises NotAnAnswer."""
    if code and code not in question.unknowns:
        words = UNKNOWNS.get(code, code)
        raise NotAnAnswer(f"“{words}” is not offered here")
    return code


def _text(given: Any) -> str:
    if given is None:
        return ""
    if isinstance(given, list | tuple) and len(given) == 3:
        return (
            "/".join(str(part).strip() for part in given) if any(str(part).strip() for part in given) else ""
        )
    if isinstance(given, list | tuple):
        return str(given[0]) if given else ""
    return str(given)


def _line(_question: Question, text: str, _options: Options) -> str:
    tidy = _SPACES.sub(" ", " ".join(text.splitlines())).strip()
    return _no_longer(tidy, LINE)


def _words(_question: Question, text: str, _options: Options) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _no_longer("\n".join(lines).strip("\n"), WORDS)


def _no_longer(text: str, most: int) -> str:
    if len(text) > most:
        raise NotAnAnswer(f"This must be {most:,} characters or fewer: it has {len(text):,}")
    return text


def _choice(_question: Question, text: str, options: Options) -> str:
    return _known(text.strip(), options)


def _yes_no(_question: Question, text: str, _options: Options) -> str:
    return _known(text.strip(), YES_NO)


def _known(code: str, options: Collection[str]) -> str:
    if code not in options:
        raise NotAnAnswer("Choose one of the answers offered")
    return code


def _several(question: Question, given: Any, options: Options) -> list[str] | None:
    sent: Sequence[Any] = given if isinstance(given, list | tuple) else [given] if given else []
    chosen = {_known(str(code).strip(), options) for code in sent if str(code).strip()}
    lonely = [code for code in question.alone if code in chosen]
    if lonely and len(chosen) > 1:
        raise NotAnAnswer(f"“{options[lonely[0]]}” cannot be chosen together with another answer")
    return [code for code in options if code in chosen] or None


def _date(_question: Question, text: str, _options: Options) -> str:
    parts = [part.strip() for part in re.split(r"[/.\s-]+", text.strip())]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise NotAnAnswer("The date must have a day, a month and a year in numbers, like 27 3 2026")
    year, month, day = (
        (parts[0], parts[1], parts[2]) if len(parts[0]) == 4 else (parts[2], parts[1], parts[0])
    )
    if len(year) != 4:
        raise NotAnAnswer("The year must have four numbers")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise NotAnAnswer("The date must be a real one") from None


def _number(_question: Question, text: str, _options: Options) -> str:
    said = text.strip().replace(",", "")
    if not _NUMBER.fullmatch(said):
        raise NotAnAnswer("Write a number in digits, like 3 or 2.5")
    return said


def _money(_question: Question, text: str, _options: Options) -> int:
    if isinstance(found := _POUNDS.fullmatch(text.strip()), re.Match):
        return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
    raise NotAnAnswer("Write an amount in pounds, like 45 or 45.50")


_READ = {
    "line": _line,
    "person": _line,
    "words": _words,
    "choice": _choice,
    "fact": _words,
    "yes-no": _yes_no,
    "date": _date,
    "number": _number,
    "money": _money,
}


def in_words(question: Question, value: Any, options: Options) -> str:
    """An answer as its readers say it; blank where there is none."""
    if value is None:
        return ""
    codes = value if isinstance(value, list) else [value]
    write = _WRITE.get(question.kind)
    return write(value) if write else "; ".join(str(options.get(code, code)) for code in codes)


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def _pounds(value: int) -> str:
    return f"£{value // 100:,}.{value % 100:02}"


_WRITE: Mapping[str, Callable[[Any], str]] = {
    "date": _day,
    "money": _pounds,
    "line": str,
    "words": str,
    "person": str,
    "number": str,
}
