"""A batch as a table that the agency fills in, and what a filled-in cell means."""

from __future__ import annotations

from collections.abc import Mapping

from alongside.commissioning.models import Batch
from alongside.commissioning.queries.batches import lent
from alongside.commissioning.rules import results_table as rules
from alongside.commissioning.rules.batches import ACCEPT, REASONS
from alongside.forms import library
from alongside.forms.definition import FormDefinition, Question
from alongside.forms.definition.shapes import ROWS, YES_NO
from alongside.pathways import library as pathways
from alongside.records.actors import Actor


def form_of(batch: Batch) -> FormDefinition:
    """The form of the batch's kind of work, as it reads today."""
    moves = pathways.current().pathways[batch.pathway].pathway.moves
    return library.current(str(moves[ACCEPT].form))


def questions(form: FormDefinition) -> Mapping[str, Question]:
    """The questions that can be a column: those of one answer."""
    every = {each.key: each for section in form.sections for each in section.questions}
    return {key: each for key, each in every.items() if each.kind not in (*ROWS, "fact", "choices", "tags")}


def table(key: int, actor: Actor) -> tuple[str, list[int]]:
    """The table of a batch of the actor's agency with a row for each person still with it, and the records in it.
    Raises Missing."""
    _batch, rows = lent.batch(key, actor)
    form = form_of(Batch.objects.get(pk=key))
    asks = [each.ask for each in questions(form).values()]
    mine = [row for row in rows if row.with_us]
    cells = [[str(row.id), row.name, *[""] * len(asks), "", ""] for row in mine]
    headings = [rules.REFERENCE, rules.NAME, *asks, rules.REASON, rules.KNOWN]
    return rules.written(headings, cells), [row.record_id for row in mine]


def coded(form: FormDefinition, key: str, cell: str) -> str:
    """What a cell means: the code of a choice that was written in words, anything else as it is."""
    question = questions(form)[key]
    options = YES_NO if question.kind == "yes-no" else library.options_of(form)(question)
    return _code(options, cell)


def reason(cell: str) -> str:
    """The code of a reason for giving somebody back, written in words or as a code."""
    return _code(REASONS, cell)


def _code(options: Mapping[str, str], cell: str) -> str:
    return {words.casefold(): code for code, words in options.items()}.get(cell.casefold(), cell)
