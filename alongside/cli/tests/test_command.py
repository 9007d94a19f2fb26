"""The command line: refusals in plain words, before anything is touched."""

from __future__ import annotations

import json
import socket
from dataclasses import replace

import pytest

from alongside.cli.command import main, parser
from tests.fixtures.databases import Copy


@pytest.mark.parametrize("verb", ["init", "demo", "serve", "worker", "check", "backup", "restore"])
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


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """argparse's own refusal, status 2."""
    with pytest.raises(SystemExit) as ended:
        main(["tidy"])
    assert ended.value.code == 2
    assert "backup" in capsys.readouterr().err
