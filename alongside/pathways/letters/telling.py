"""What several letters tell in the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.web.formats import day


def said_of(answers: Answers, *keys: str) -> list[str]:
    """The answers in words, of those questions that have one."""
    return [said for said in (answers.said(key) for key in keys if answers.written(key)) if said]


def assessed_on(answers: Answers) -> str:
    """The day of the first conversation, or of the last answer where none is written."""
    saved = [kept.saved_at for kept in answers.values() if kept.saved_at is not None]
    return answers.said("spoken-on") or day(max(saved, default=None))


def outcome_table(answers: Answers, also: Callable[[int], str]) -> Mapping[str, Any] | str:
    """Each outcome with what was found and what shows it; `also` adds a sentence to a row, by its place."""
    options = answers.form.places["outcomes"].question.options
    rows = []
    for code, place in answers.outcomes("outcomes").items():
        found = answers.said("difficulty", place)
        if found:
            told = filter(None, (found, answers.said("evidence", place), also(place)))
            rows.append([options[code], ". ".join(each.rstrip(".") for each in told)])
    return table(["What we looked at", "What we found"], rows)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping[str, Any] | str:
    """A table as a letter holds one; "" of nothing, so that the gap is empty and no heading stands alone."""
    return {"columns": columns, "rows": rows} if rows else ""


def pounds(answers: Answers, key: str) -> str:
    """An amount a week, kept in pence; "" where none is written."""
    kept = answers[key].value
    return f"£{int(kept) / 100:,.2f} a week" if kept is not None else ""
