"""`alongside import-list`: what cannot be done is told before anything comes in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from alongside.cli import importing
from alongside.cli.trouble import Trouble
from alongside.integration.models import Run
from alongside.integration.tests.lists import AS_AT, text

ASKED = importing.Asked(
    Path("list.csv"), "needs-assessment", "care_act_assessments", AS_AT, dry_run=False, json=False, csv=None
)


@pytest.mark.usefixtures("town")
def test_what_cannot_be_written_is_told_before_anything_comes_in(tmp_path: Path) -> None:
    """The fates of the rows would go into no folder, or over the list itself: neither is touched (R-052)."""
    file = tmp_path / "list.csv"
    file.write_bytes(text({}))
    asked = replace(ASKED, file=file, csv=file)
    with pytest.raises(Trouble, match="is the list itself"):
        importing.import_list(asked)
    with pytest.raises(Trouble, match="cannot be written"):
        importing.import_list(replace(asked, csv=tmp_path / "nowhere" / "fates.csv"))
    assert file.read_bytes() == text({})
    assert Run.objects.count() == 0


@pytest.mark.usefixtures("town")
def test_the_fates_are_written_beside_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many lines as the file has rows, in both."""
    file, fates = tmp_path / "list.csv", tmp_path / "fates.csv"
    file.write_bytes(text({}, {"since": ""}))
    assert importing.import_list(replace(ASKED, file=file, csv=fates)) == 0
    assert "2  rows below the headings" in capsys.readouterr().out
    assert [line.split(",")[2] for line in fates.read_text().splitlines()] == ["fate", "loaded", "refused"]
