"""What the guard of rows cannot see at run time, the source must not hold: raw SQL, joins into guarded tables, and
reasons of the system in places nobody has reviewed (R-243)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps

from alongside.records.guard import Guarded
from tests.architecture import tree

# Where rows may be read for the system, and why that is right there. A new line here is for information governance
# to agree to: each of these sees rows that no actor was granted.
FOR_SYSTEM = {
    "alongside/casework/actions/about_waits.py": "the letter just written, of a journey that the actor may see",
    "alongside/casework/actions/appointments.py": "a diary handed over; what a death ends on the record loaded",
    "alongside/casework/actions/bulk.py": "what a bulk operation did is its own to account for and to put back",
    "alongside/casework/actions/combining.py": "the two sides of what the action has loaded",
    "alongside/casework/actions/documents.py": "whether the same document is on the record that the action has loaded",
    "alongside/casework/actions/drafts.py": "the actor's own draft on the record that the action has loaded",
    "alongside/casework/actions/giving.py": "a bulk operation puts back what it gave away and may not see any more",
    "alongside/casework/actions/notes.py": "notes written together are put right together; wordings of the note loaded",
    "alongside/casework/actions/supervision.py": "supervision that a leaver holds, handed on and read by nobody",
    "alongside/casework/actions/tasks.py": "whoever leaves hands over what is theirs, whatever it is about",
    "alongside/casework/actions/tasks_away.py": "what was passed to somebody away goes back, whatever it is about",
    "alongside/casework/named_facts.py": "whether anything is left to do for a journey, not what",
    "alongside/casework/owned.py": "who answers for what, naming no person",
    "alongside/casework/queries/bulk.py": "what became of each that was chosen; names only as the reader may see them",
    "alongside/casework/queries/combining.py": "whether both have agreed, not who the other is",
    "alongside/casework/queries/handovers.py": "the proof that nobody is lost looks at everything",
    "alongside/casework/queries/load.py": "how much somebody carries, counted and naming no person",
    "alongside/casework/queries/notes.py": "how many records hold the same meeting, naming none",
    "alongside/casework/queries/team.py": "waits of journeys read as the reader sees them; how much is late, counted",
    "alongside/casework/queries/trajectory.py": "what was done is counted by team; no person is named",
    "alongside/cli/demo.py": "asks only whether the made-up people are there",
    "alongside/commissioning/actions/batches/agency.py": "the item that the action loaded, and its form",
    "alongside/commissioning/actions/batches/deciding.py": "everybody in the batch that is closed or put off",
    "alongside/commissioning/actions/batches/keeping.py": "the journey of an item; the action asks who may see it",
    "alongside/commissioning/actions/batches/sending.py": "what an operation put into a batch, to be taken out again",
    "alongside/commissioning/actions/beginning.py": "which plans have begun, of everybody, to say so once",
    "alongside/commissioning/actions/bereavement.py": "what a death ends, on the record that the action has loaded",
    "alongside/commissioning/actions/cards.py": "a number is answered with its plan; the asking is kept",
    "alongside/commissioning/actions/reissuing.py": "which plans wait for what finance has worked out",
    "alongside/commissioning/actions/passes.py": "whether the carer whom the action loaded has a pass for these days",
    "alongside/commissioning/actions/respite.py": "the ledger of the entitlement that the action has loaded",
    "alongside/commissioning/actions/statements.py": "the person whose row the action has loaded",
    "alongside/commissioning/actions/suspending.py": "suspensions of the line that the action has loaded",
    "alongside/commissioning/actions/terms.py": "set-up writes lines of plans that nobody sees yet",
    "alongside/commissioning/actions/unpaid.py": "set-up writes carers whom nobody sees yet",
    "alongside/commissioning/batches.py": "items of closed batches that nobody decided on, by number",
    "alongside/commissioning/named_facts.py": "whether a plan has services, not which",
    "alongside/commissioning/queries/batches/choosing.py": "with which agency somebody is, and who objects",
    "alongside/commissioning/queries/batches/council.py": "counts of batches; people narrowed to the reader's journeys",
    "alongside/commissioning/queries/batches/lent.py": "what an agreement lends an agency of those in its batch",
    "alongside/commissioning/queries/breaks.py": "how many breaks were had is counted over everybody and names nobody",
    "alongside/commissioning/queries/cards.py": "a number is answered with its plan, to the asker alone",
    "alongside/commissioning/queries/plans.py": "what a plan's lines cost, for a fact about its journey",
    "alongside/commissioning/queries/service_rows.py": "the national return holds everybody's services",
    "alongside/commissioning/queries/statements.py": "what the person of the plan pays, for the statement of that plan",
    "alongside/commissioning/queries/threads.py": "what the lines of the person loaded cost before and after",
    "alongside/forms/actions/answering.py": "answers of the form that the action has loaded as its actor sees it",
    "alongside/forms/actions/contributing.py": "what others put into the form that the action has loaded",
    "alongside/forms/actions/filling.py": "whose part of the form loaded is whose, and whether it has answers",
    "alongside/forms/queries/contributions.py": "letters name who contributed to the form's own part",
    "alongside/forms/queries/filled.py": "facts and letters read a form's own answers, never those of another's part",
    "alongside/insight/queries/movement.py": "teams that have somebody on a list; nobody is named",
    "alongside/integration/actions/taking.py": "whether those whom rows are about are here, by number and birth",
    "alongside/integration/actions/taking_back.py": "what a run brought in goes with it",
    "alongside/integration/queries/doubts.py": "of each who may be the same no more than search shows",
    "alongside/integration/queries/runs.py": "what became of each row, by its number in the file",
    "alongside/messages/actions/bereavement.py": "a death stops every letter to or about the person, whoever wrote it",
    "alongside/messages/actions/printing.py": "the worker posts what is due; a person only what they may see",
    "alongside/messages/actions/releasing.py": "whoever leaves hands over what is theirs, whatever it is about",
    "alongside/messages/actions/writing.py": "one cause makes one letter, whoever is told to write it",
    "alongside/messages/checks.py": "`alongside check` looks at every letter and names no person",
    "alongside/messages/delivery.py": "the worker sends the letter it has taken in hand",
    "alongside/messages/owned.py": "who answers for what, naming no person",
    "alongside/messages/queries/knowing.py": "the safe-address gate must know all, and answers open or stopped",
    "alongside/messages/queries/preview.py": "the document of a letter that was loaded as its reader sees it",
    "alongside/messages/queries/recipients.py": "the safe-address gate must know all; to whom and where a letter goes",
    "alongside/messages/queries/waiting.py": "the worker looks for what is due",
    "alongside/pathways/actions/bringing_in.py": "work brought in for people whom the import found or added",
    "alongside/pathways/actions/course.py": "what the step taken back began; refused by the name of its pathway",
    "alongside/pathways/actions/keeping.py": "kept in step with the events of the journey that the action has loaded",
    "alongside/pathways/actions/lives.py": "work with the person whose death or move the actor records",
    "alongside/pathways/actions/opening.py": "the team of the journey that this one follows from",
    "alongside/pathways/actions/owing.py": "what is owed to the person whom the action has loaded",
    "alongside/pathways/actions/passing_on.py": "whoever records a leaving hands on work with people they need not see",
    "alongside/pathways/actions/rebuilding.py": "everything stored is folded anew, and nothing is shown",
    "alongside/pathways/actions/reviewed.py": "the planned review that waits for what was done now",
    "alongside/pathways/actions/saying.py": "what happened to a person counts wherever it is waited for",
    "alongside/pathways/actions/taking.py": "the journey that this actor has just begun, before its grants are theirs",
    "alongside/pathways/actions/telling_back.py": "the work that the work loaded was begun from",
    "alongside/pathways/checks.py": "`alongside check` compares every journey with its rebuild and names no person",
    "alongside/pathways/letters/writing.py": "letters of the journey loaded, and the journey of a letter",
    "alongside/pathways/named_facts.py": "whether a concern is open or was raised, not what it says",
    "alongside/pathways/named_facts_catalogue.py": "whether there is other work of the person loaded, not what",
    "alongside/pathways/queries/answering.py": "how much somebody carries, counted and naming no person",
    "alongside/pathways/queries/asking.py": "the person of the journey that was loaded as its reader sees it",
    "alongside/pathways/queries/concern.py": "who a concern is about, for those who answer it",
    "alongside/pathways/queries/drafts.py": "whose draft a form is, and not what it says",
    "alongside/pathways/queries/duties.py": "how much work a duty makes, counted by team",
    "alongside/pathways/queries/hands.py": "who decided before, so that somebody else decides now",
    "alongside/pathways/queries/journey.py": "numbers of promises of the journey that was loaded as its reader sees it",
    "alongside/pathways/queries/journey_moves.py": "how many journeys somebody has, not which",
    "alongside/pathways/queries/journey_steps.py": "the history of the journey that was loaded as its reader sees it",
    "alongside/pathways/queries/lost.py": "the proof that nobody is lost looks at everything",
    "alongside/pathways/queries/owed.py": "events of the person whom the action has loaded",
    "alongside/pathways/queries/owning.py": "who answers for what, naming no person",
    "alongside/pathways/queries/past.py": "events of the journey that was loaded as its reader sees it",
    "alongside/pathways/queries/promises.py": "what a whole council owes, in numbers, for who plans: no name is in it",
    "alongside/pathways/queries/told.py": "when whoever is on a list that the reader sees was last written to",
    "alongside/pathways/queries/work.py": "definitions of promises the reader sees; what was shown, for the audit",
    "alongside/pathways/timed.py": "steps whose day has come are taken by the system",
    "alongside/people/actions/alerts.py": "rows of the one person whom the action has loaded as its actor sees them",
    "alongside/people/actions/arriving.py": "those to whom an import just gave names",
    "alongside/people/actions/bereavement.py": "what a death ends, on the record that the action has loaded",
    "alongside/people/actions/circle.py": "rows of the person loaded; set-up sees whom it relates",
    "alongside/people/actions/dated.py": "rows of the one person whom the action has loaded as its actor sees them",
    "alongside/people/actions/following.py": "pointers between merged records, to give each the access of the other",
    "alongside/people/actions/identity.py": "rows of the person loaded; a number on two records, naming nobody",
    "alongside/people/actions/life.py": "the person whose life event the actor sees",
    "alongside/people/actions/merging.py": "pointers between merged records, both loaded as the actor may see them",
    "alongside/people/actions/places.py": "places every address anew when the council has a new directory",
    "alongside/people/actions/sharing.py": "rows of the one person whom the action has loaded as its actor sees them",
    "alongside/people/actions/showing.py": "keeps what lists and search show in step with the dated rows",
    "alongside/people/actions/traits.py": "rows of the one person whom the action has loaded as its actor sees them",
    "alongside/people/checks_people.py": "`alongside check` looks at every row and names no person",
    "alongside/people/owned.py": "who answers for what, naming no person",
    "alongside/people/queries/comparing.py": "likely matches: a restricted one is never shown, only told of",
    "alongside/people/queries/finding.py": "search shows name, date of birth and part of the postcode, and is audited",
    "alongside/people/queries/joining.py": "compares two records for whoever may merge them",
    "alongside/people/queries/merging.py": "pointers between merged records",
    "alongside/people/registered.py": "names records on the pages of those who guard them",
    "alongside/records/acting.py": "loads what `unseen` says is for those who cannot see it yet; names who saved first",
    "alongside/records/documents.py": "bytes for whoever was let through by the document's row; the check names nobody",
}

# SQL by hand: the law of the record itself, and the places where Django's words are too slow.
CURSORS = {
    "alongside/records/asking.py": "asks a prepared question on the hottest path",
    "alongside/records/check.py": "compares two tables of the audit",
    "alongside/records/models/many.py": "writes many rows in one statement, and reads none",
    "alongside/people/queries/finding.py": "search over half a million people",
    "alongside/people/actions/showing.py": "search cards of many people, written in one statement",
}
LAW = ("alongside/records/audit/", "alongside/cli/backup/")
# A filter along the pointers of merged records reads nothing out of them; anything else belongs in queries.
POINTERS = {"root", "root_id", "merged_into", "record", "record_id", "pk", "id", "isnull", "in"}


def _guarded_keys() -> dict[str, set[str]]:
    """Names of fields that lead to a guarded table, each with the columns that could be read through it."""
    keys: dict[str, set[str]] = {}
    for model in apps.get_models():
        for key in model._meta.get_fields():
            target = key.related_model
            if isinstance(target, type) and issubclass(target, Guarded):
                keys.setdefault(key.name, set()).update(
                    name for column in target._meta.concrete_fields for name in (column.name, column.attname)
                )
    return keys


def _calls_of(path: Path, method: str) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
    ]


def test_the_system_reads_rows_only_where_it_was_agreed() -> None:
    """Each place has its reason above, and a place that has gone leaves the list."""
    reading = {tree.short(path) for path in tree.product() if _calls_of(path, "for_system")}
    assert reading == FOR_SYSTEM.keys()


def test_sql_by_hand_is_written_only_where_it_was_agreed() -> None:
    """Raw SQL knows no guard."""
    by_hand = {tree.short(path) for path in tree.product() if _calls_of(path, "cursor")}
    assert {name for name in by_hand if not name.startswith(LAW)} == CURSORS.keys()


@pytest.mark.parametrize("method", ["raw", "extra", "RawSQL"])
def test_django_is_handed_no_sql(method: str) -> None:
    """It would join the guard's queries and widen them."""
    assert [f"{tree.short(path)}:{line}" for path in tree.product() for line in _calls_of(path, method)] == []


def _lookups(path: Path) -> Iterator[tuple[int, str]]:
    """Every word with `__` in it: a keyword of a call, or a string of its own."""
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value.lstrip("-")


def _reads_through(word: str, keys: dict[str, set[str]]) -> bool:
    """Does this lookup join into a guarded table and name one of its columns there?"""
    if not word.replace("_", "").isalnum():
        return False
    steps = word.split("__")
    return any(key in keys and column in keys[key] - POINTERS for key, column in pairwise(steps))


def _is_query(path: Path) -> bool:
    name = tree.short(path)
    return path.stem == "queries" or "/queries/" in name or "/models" in name


def test_only_queries_join_into_guarded_tables() -> None:
    """`values("person__name")` from a table that is not guarded gives anybody's name: seen in the trial."""
    keys = _guarded_keys()
    found = [
        f"{tree.short(path)}:{line} {word}"
        for path in tree.product()
        if not _is_query(path)
        for line, word in _lookups(path)
        if _reads_through(word, keys)
    ]
    assert found == []


@pytest.mark.parametrize(
    "word", ["person__name", "other__born", "record__person__nhs_number", "entry__person__name"]
)
def test_the_finder_of_joins_sees_each(word: str) -> None:
    """And lets the pointers be."""
    assert _reads_through(word, _guarded_keys())
    assert not _reads_through("person__root_id", _guarded_keys())
    assert not _reads_through("person__in", _guarded_keys())
