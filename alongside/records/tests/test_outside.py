"""Writes that go past the application are written down, sealed as such and told, until somebody answers for them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from alongside.records import check
from alongside.records.actions import erasure, guarding
from alongside.records.actions import outside as outside_actions
from alongside.records.actors import SYSTEM
from alongside.records.audit import proof, reading, seal, state, triggers, verify
from alongside.records.guardhouse import GuardOff, refuse_if_open
from alongside.records.models import Entry, Erasure, Event, Looked, Record, Seal
from alongside.records.tests import burglar, desk
from alongside.web.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db


def failed() -> dict[str, str]:
    """What `alongside check` finds wrong in the law of the record."""
    return {finding.name: finding.detail for finding in check.run() if not finding.ok}


def test_nothing_is_wrong_with_what_the_application_wrote() -> None:
    """The first finding of the tests below is theirs."""
    burglar.a_chain()
    assert failed() == {}


STATEMENTS = {
    "U": "UPDATE records_record SET kind = 'altered' WHERE id = %s",
    "I": "INSERT INTO records_record (kind, restricted) SELECT 'new', restricted FROM records_record WHERE id = %s",
    "D": "DELETE FROM records_grant WHERE record_id = %s",
}


@pytest.mark.parametrize("op", STATEMENTS)
def test_sql_from_outside_is_audited_found_and_sealed_as_what_it_is(op: str) -> None:
    """R-244: found before it is sealed, and after."""
    from alongside.records.actions import access

    file = desk.a_record()
    access.open_record(file, by=desk.a_worker("open records"), reason="A call")
    burglar.sql(STATEMENTS[op], file)
    stray = Entry.objects.order_by("-id")[0]
    assert stray.op == op
    assert f"Audit entry {stray.id}: " in failed()["writes from outside"]
    assert seal.seal_strays()["outside"] == 1
    assert Seal.objects.order_by("-id")[0].kind == "outside"
    assert f"Audit entry {stray.id}: " in failed()["writes from outside"]


def test_somebody_answers_for_a_write_from_outside() -> None:
    """The entries stay for ever; the finding falls silent once a named worker has explained it."""
    guard = desk.a_worker("see system health")
    burglar.sql("UPDATE records_record SET kind = 'x' WHERE id = %s", desk.a_record())
    seal.seal_strays()
    batch = Seal.objects.order_by("-id")[0]
    with pytest.raises(Refused):
        outside_actions.explain_outside(batch.id, by=guard, said="Me.")
    with pytest.raises(Forbidden):
        outside_actions.explain_outside(
            batch.id, by=desk.a_worker("find people"), said="Nothing to see here."
        )
    outside_actions.explain_outside(batch.id, by=guard, said="The supplier mended a row by hand, ticket 12.")
    assert failed() == {}


def test_a_forged_reading_is_told_from_a_real_one() -> None:
    """With the database's password one can insert a line that says a colleague looked. It lacks the mark that only
    the application can make, and is sealed as written from outside."""
    worker, file = desk.a_worker("find people"), desk.a_record()
    reading.saw(worker, "people.show", [file])
    burglar.sql(
        "INSERT INTO records_audit (at, op, tbl, row, record_id, worker_id, payload, salt, payload_hash, leaf) "
        "SELECT at, op, 'people.letters', row, record_id, worker_id, payload, salt, '', '' "
        "FROM records_audit WHERE op = 'R' AND seal_id IS NULL"
    )
    assert "people.letters" in failed()["writes from outside"]
    assert seal.seal_strays() == {"reading": 1, "outside": 1}
    assert list(Looked.objects.filter(record_id=file).values_list("entry_id", flat=True)) == list(
        Entry.objects.filter(seal__kind="reading", record_id=file).values_list("id", flat=True)
    )


def test_a_reading_under_the_key_before_is_still_real(settings: Any) -> None:
    """Changing the secret key accuses nobody."""
    reading.saw(desk.a_worker(), "people.show", [desk.a_record()])
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert seal.seal_strays() == {"reading": 1, "outside": 0}


def test_a_forged_change_is_not_taken_for_the_triggers() -> None:
    """An invented entry would otherwise make an altered row agree with the audit."""
    forged = (
        "INSERT INTO records_audit (at, op, tbl, row, payload, salt, payload_hash, leaf) "
        "VALUES ('2026-01-01T00:00:00.000000Z', 'U', 'records_record', '1', '{}', 'x', '', '')"
    )
    try:
        with transaction.atomic():
            burglar.sql(forged)
    except DatabaseError:
        return  # PostgreSQL knows that no trigger stood behind it
    assert "records_record row 1" in failed()["writes from outside"]


def test_a_look_taken_off_the_list_is_missed() -> None:
    """R-247: “who has looked at my record” is spread from the sealed readings, and held against them."""
    burglar.a_chain()
    file = Looked.objects.order_by("id")[0].record_id
    burglar.sql("DELETE FROM records_looked WHERE record_id = %s", file)
    assert "tells of a look at other records" in failed()["who has looked"]


EDITS = {
    "differs from audit entry": "UPDATE records_event SET sentence = 'He never fell' WHERE id = %s",
    "is gone without an audit entry": "DELETE FROM records_event WHERE id = %s",
    "was never audited": (
        "INSERT INTO records_event (kind, subject, happened_at, precision, recorded_at, sentence, content, reason) "
        "SELECT kind, subject, happened_at, precision, recorded_at, 'Agreed by telephone', content, reason "
        "FROM records_event WHERE id = %s"
    ),
}


@pytest.mark.parametrize("said", EDITS)
def test_a_row_edited_with_the_triggers_off_is_named(said: str) -> None:
    """R-244: the history itself, changed by somebody who leaves the audit alone."""
    burglar.a_chain()
    event = Event.objects.for_system("a test").order_by("-id")[0]
    with burglar.triggers_off():
        assert burglar.sql(EDITS[said], event.pk) == 1
    found = list(state.differences())
    assert len(found) == 1
    assert found[0].startswith("records_event row ")
    assert said in found[0]
    assert failed()["tables as audited"] == found[0]


def test_a_row_is_still_there_that_the_audit_saw_removed() -> None:
    """R-244: put back with the triggers off."""
    file = desk.a_record(notes=0)
    burglar.sql("DELETE FROM records_record WHERE id = %s", file)
    with burglar.triggers_off():
        burglar.sql("INSERT INTO records_record (id, kind, restricted) SELECT %s, kind, restricted "
                    "FROM records_record WHERE id = (SELECT min(id) FROM records_record)", file)  # fmt: skip
    assert list(state.differences()) == [
        f"records_record row {file} is there although the audit says it was removed."
    ]


def test_the_server_refuses_to_start_without_a_trigger() -> None:
    """R-244: it says which one is missing and what to do."""
    refuse_if_open()
    if triggers.connection.vendor == "postgresql":
        burglar.sql("SET CONSTRAINTS ALL IMMEDIATE")
        burglar.sql("DROP TRIGGER alongside_records_event_insert ON records_event")
    else:
        burglar.sql("DROP TRIGGER alongside_records_event_insert")
    with pytest.raises(GuardOff, match=r"alongside_records_event_insert is missing") as refusal:
        refuse_if_open()
    assert "run `alongside init`" in str(refusal.value)
    assert failed()["audit triggers"] == "The trigger alongside_records_event_insert is missing."


@pytest.mark.sqlite
def test_on_sqlite_a_changed_trigger_is_noticed() -> None:
    """R-244: one column less is written down."""
    changed = triggers.expected()["alongside_records_event_insert"].replace(
        "'sentence', NEW.\"sentence\", ", ""
    )
    burglar.sql("DROP TRIGGER alongside_records_event_insert")
    burglar.sql(changed)
    with pytest.raises(GuardOff, match="alongside_records_event_insert was changed"):
        refuse_if_open()


def test_a_trigger_that_is_not_ours_is_noticed() -> None:
    """R-244: one that puts back what the audit's trigger was told."""
    if triggers.connection.vendor == "postgresql":
        burglar.sql("SET CONSTRAINTS ALL IMMEDIATE")
        burglar.sql("CREATE TRIGGER helpful BEFORE UPDATE ON records_event FOR EACH ROW "
                    "EXECUTE FUNCTION alongside_keep()")  # fmt: skip
    else:
        burglar.sql("CREATE TRIGGER helpful BEFORE UPDATE ON records_event BEGIN SELECT 1; END")
    with pytest.raises(GuardOff, match="helpful does not belong here"):
        refuse_if_open()


SWITCHES = {
    "alongside_records_event_insert is switched off": (
        "ALTER TABLE records_event DISABLE TRIGGER alongside_records_event_insert"
    ),
    "function alongside_audit was changed": (
        "CREATE OR REPLACE FUNCTION alongside_audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    ),
    "function alongside_keep was changed": "ALTER FUNCTION alongside_keep() SECURITY DEFINER",
    "function alongside_enter was changed": "ALTER FUNCTION alongside_enter() RESET ALL",
    "rule quiet on records_audit does not belong": (
        "CREATE RULE quiet AS ON INSERT TO records_audit DO INSTEAD NOTHING"
    ),
}


@pytest.mark.postgres
@pytest.mark.parametrize("said", SWITCHES)
def test_on_postgresql_each_way_of_silencing_a_trigger_is_noticed(said: str) -> None:
    """R-244: switched off, emptied, loosened from our schema, or overruled before it fires."""
    burglar.sql("SET CONSTRAINTS ALL IMMEDIATE")
    burglar.sql(SWITCHES[said])
    with pytest.raises(GuardOff, match=said):
        refuse_if_open()


def test_putting_the_triggers_back_is_written_down() -> None:
    """R-244: `alongside init` mends them, and the history says that it had to."""
    desk.a_record()
    if triggers.connection.vendor == "postgresql":
        burglar.sql("SET CONSTRAINTS ALL IMMEDIATE")
        burglar.sql("DROP TRIGGER alongside_records_event_insert ON records_event")
    else:
        burglar.sql("DROP TRIGGER alongside_records_event_insert")
    guarding.make_triggers(by=SYSTEM, reason="the database was brought up to date")
    refuse_if_open()
    last = Event.objects.for_system("a test").order_by("-id")[0]
    assert last.kind == "records.triggers made"
    assert last.content["differed"] == ["The trigger alongside_records_event_insert is missing."]
    with pytest.raises(Forbidden):
        guarding.make_triggers(by=desk.a_worker("see system health"), reason="because")


def _erase(*entries: Entry) -> None:
    first, second = desk.a_worker("review access"), desk.a_worker("review access")
    erasure.erase(by=first, agreed_by=second, entries=[entry.pk for entry in entries], reason="Court order")


def test_an_erasure_leaves_the_chain_whole_and_the_proofs_valid() -> None:
    """R-120: what a court orders to be gone is gone, and everything else is still proven."""
    burglar.a_chain()
    entry = burglar.an_entry("U")
    file = burglar.an_entry("R").record_id or 0
    proven = proof.proof(file)
    _erase(entry, burglar.an_entry("R"))
    entry.refresh_from_db()
    assert (entry.payload, entry.salt) == (None, None)
    assert failed() == {}
    assert [proof.holds(each) for each in proof.proof(file)] == [True] * len(proven)


def test_an_erasure_takes_two() -> None:
    """R-120: nobody erases alone, nor with somebody who may not."""
    burglar.a_chain()
    one, entry = desk.a_worker("review access"), burglar.an_entry("U")
    for second in (one, desk.a_worker("find people")):
        with pytest.raises(Refused):
            erasure.erase(by=one, agreed_by=second, entries=[entry.pk], reason="Court order")
    assert not Erasure.objects.exists()


def test_a_payload_taken_away_without_an_erasure_is_named() -> None:
    """R-244: with the triggers off, it is only gone."""
    burglar.a_chain()
    entry = burglar.an_entry("U")
    with burglar.triggers_off():
        burglar.sql("UPDATE records_audit SET payload = NULL, salt = NULL WHERE id = %s", entry.pk)
    assert (
        verify.first_break() == f"The payload of audit entry {entry.pk} is gone without an erasure on record."
    )


@pytest.mark.parametrize("off", [True, False], ids=["triggers off", "triggers on"])
def test_a_forged_erasure_is_named(off: bool) -> None:
    """R-244: an erasure that no action made covers nothing, whether its row was audited or not."""
    burglar.a_chain()
    entry, first, second = burglar.an_entry("U"), desk.a_worker(), desk.a_worker()

    def forge() -> None:
        burglar.sql(
            "INSERT INTO records_erasure (entry_id, reason, decided_by_id, agreed_by_id, at) "
            "VALUES (%s, 'Court order', %s, %s, '2026-01-01 00:00:00')",
            entry.pk, first.worker_id, second.worker_id,
        )  # fmt: skip
        burglar.sql("UPDATE records_audit SET payload = NULL, salt = NULL WHERE id = %s", entry.pk)

    if off:
        with burglar.triggers_off():
            forge()
    else:
        forge()
    said = (
        f"The payload of audit entry {entry.pk} is gone by an erasure that was not made in the application."
    )
    assert verify.first_break() == said
    assert {"tables as audited"} <= failed().keys() if off else {"writes from outside"} <= failed().keys()


def test_a_proof_holds_for_its_own_entry_only() -> None:
    """R-244: whoever holds a proof can check it without the database; altered anywhere, it fails."""
    burglar.a_chain()
    file = Record.objects.order_by("-id").values_list("id", flat=True)[0]
    proven = json.loads(json.dumps(proof.proof(file)))
    assert len(proven) > 2
    for each in proven:
        assert proof.holds(each)
        assert proof.stands(each)
        for place in range(len(each["entry"])):
            altered = {**each, "entry": [*each["entry"]]}
            altered["entry"][place] = "other"
            assert not proof.holds(altered)
        for name in each["seal"]:
            assert not proof.holds({**each, "seal": {**each["seal"], name: "other"}})
        assert not proof.stands({**each, "seal_hash": "0" * 64})


def test_a_proof_tells_of_lists_that_showed_the_person() -> None:
    """R-247: being on somebody's list is being looked at."""
    worker, files = desk.a_worker(), [desk.a_record(), desk.a_record()]
    reading.saw(worker, "people.find", files, what="list")
    seal.seal_strays()
    for file in files:
        assert "people.find" in [each["entry"][3] for each in proof.proof(file)]


def test_proving_many_entries_of_one_batch_reads_it_once(django_assert_max_num_queries: Any) -> None:
    """A week of readings lies under few seals: making the tree anew for each would take hours."""
    worker, file = desk.a_worker(), desk.a_record()
    for _time in range(60):
        reading.saw(worker, "people.show", [file])
    seal.seal_strays()
    with django_assert_max_num_queries(5):
        assert len(proof.proof(file)) > 60
