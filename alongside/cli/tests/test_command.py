"""The command line: refusals in plain words, before anything is touched."""

from __future__ import annotations

import json
import os
import runpy
import socket
import sys
from dataclasses import replace
from datetime import date
from subprocess import PIPE, Popen

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from alongside.cli import duties, waits
from alongside.cli.command import main, parser
from alongside.cli.trouble import Trouble
from alongside.records.models import Entry
from tests.fixtures.databases import Copy

VERBS = ("init", "demo", "serve", "worker", "check", "waits", "duties", "import-list", "backup", "restore")


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence that begins with a capital and says more than the name."""
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([verb, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"usage: alongside {verb}" in said
    assert len(said) > 150


def test_check_as_json_is_json(copy_of_town: Copy) -> None:
    """For a monitor: one object, `ok` and the findings."""
    said = json.loads(copy_of_town.run("check", "--json").stdout)
    assert said["ok"] is True
    assert {"name", "ok", "detail", "mend"} <= said["findings"][0].keys()


def test_waits_as_json_are_a_list_of_figures(copy_of_town: Copy) -> None:
    """One object for each wait; of the whole council, on any day that has been, and read by somebody who is named."""
    found = json.loads(copy_of_town.run("waits", "--as-at", "2026-05-31", "--json").stdout)
    [first] = [each for each in found if each["pathway"] == "needs-assessment" and each["headline"]]
    assert first["wait"] == "for assessment"
    assert {"count", "median", "longest", "percentile_90", "over_target", "as_at"} <= first.keys()


@pytest.mark.usefixtures("town")
def test_waits_are_told_in_lines_and_of_no_day_to_come(capsys: pytest.CaptureFixture[str]) -> None:
    """The same figures for who reads them at the prompt; and nobody knows who will wait tomorrow."""
    assert waits.report(date(2026, 5, 31), date(2026, 6, 30), as_json=False) == 0
    said = capsys.readouterr().out
    assert "Still waiting at the end of 31 May 2026, in days" in said
    assert "needs-assessment" in said
    assert Entry.objects.filter(op="R", tbl="cli.waits").exists()
    with pytest.raises(Trouble, match="still to come"):
        waits.report(date(2999, 1, 1), None, as_json=False)


def test_a_day_is_written_in_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    """31/05/2024 is refused with how to write it."""
    with pytest.raises(SystemExit):
        main(["waits", "--as-at", "31/05/2024"])
    assert "write it as 2024-05-31" in capsys.readouterr().err


def test_a_missing_database_is_not_made_by_looking(copy_of_town: Copy) -> None:
    """`check` says to run init."""
    nowhere = replace(copy_of_town, url=f"sqlite:///{copy_of_town.home}/nowhere.sqlite3")
    done = nowhere.run("check")
    assert done.returncode == 1
    assert "alongside init" in done.stderr


def test_a_taken_port_is_told_with_another(copy_of_town: Copy) -> None:
    """And nothing is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = copy_of_town.run("serve", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is already used" in done.stderr
    assert f"--port {port + 1}" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:notaport/name", "names a port that is no"),
        ("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:5432", "does not name a database"),
        ("DATABASE_URL", "mysql://somebody:secret@127.0.0.1/name", "begins with “mysql:”"),
        ("ALONGSIDE_HOME", "/proc/nobody/can/write/here", "that folder cannot be made"),
        ("ALONGSIDE_SMTP", "smtp://somebody:secret@host:notaport", "ALONGSIDE_SMTP names a port"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """In one sentence that says which, and never with the password that stands in it."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        runpy.run_path(str(settings.ROOT / "config" / "settings.py"))
    assert "secret" not in str(refused.value)


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_left_as_it_is(copy_of_town: Copy) -> None:
    """A mistyped path may name somebody's photograph: that is said without a traceback, and it is not touched."""
    photograph = copy_of_town.home / "photograph.jpeg"
    photograph.write_bytes(b"\xff\xd8\xff\xe0" * 3000)
    done = replace(copy_of_town, url=f"sqlite:///{photograph}").run("init")
    assert done.returncode == 1
    assert done.stderr.startswith(f"The database {photograph} cannot be opened")
    assert photograph.read_bytes() == b"\xff\xd8\xff\xe0" * 3000


def test_a_wrong_setting_is_said_without_a_traceback(copy_of_town: Copy) -> None:
    """And whichever command it was, nothing was begun."""
    done = replace(copy_of_town, url="mysql://127.0.0.1/name").run("check")
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL begins with “mysql:”.")


@pytest.mark.parametrize(
    "asked",
    [
        ["serve", "--port", "99999"],
        ["serve", "--port", "-1"],
        ["serve", "--processes", "0"],
        ["demo", "--people", "-3"],
        ["demo", "--people", "many"],
    ],
)
def test_a_number_out_of_bounds_is_told_with_its_bounds(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is opened."""
    with pytest.raises(SystemExit) as ended:
        main(asked)
    assert ended.value.code == 2
    assert f"“{asked[-1]}” is not a whole number" in capsys.readouterr().err


@pytest.mark.usefixtures("town")
def test_a_duty_thought_of_is_named_whole() -> None:
    """Half of what was asked for is not left out in silence, and an unknown list is told with those there are."""
    with pytest.raises(Trouble, match="all three are needed"):
        duties.report("needs-assessment", "", "", as_json=False)
    with pytest.raises(Trouble, match="There is no pathway “nonesuch”"):
        duties.report("nonesuch", "for assessment", "2 weeks", as_json=False)
    with pytest.raises(Trouble, match=r"has no wait “for ever”\. It has .*for assessment"):
        duties.report("needs-assessment", "for ever", "2 weeks", as_json=False)


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """argparse's own refusal, status 2."""
    with pytest.raises(SystemExit) as ended:
        main(["tidy"])
    assert ended.value.code == 2
    assert "backup" in capsys.readouterr().err


def test_whoever_reads_only_the_first_lines_sees_no_fault(copy_of_town: Copy) -> None:
    """`alongside waits | head`: the reader is gone before everything is said, and that is nobody's mistake."""
    command = [sys.executable, "-m", "alongside.cli", "waits", "--json"]
    world = {**copy_of_town.environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with Popen(command, env=world, stdout=PIPE, stderr=PIPE) as program:
        assert program.stdout is not None
        program.stdout.close()
        said = program.communicate(timeout=120)[1]
    assert program.returncode == 141
    assert said == b""
