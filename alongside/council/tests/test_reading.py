"""Files are read without guessing, and a council is chosen once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from alongside.council import CouncilError, chosen, current, reading, use
from alongside.council.colours import contrast
from alongside.council.faults import Faults, Source
from alongside.council.reading import read_table, read_yaml


def plain(tmp_path: Path, text: str) -> object:
    """Read a YAML text that has no mistakes."""
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    faults = Faults()
    read = read_yaml(path, "a.yaml", faults)
    assert faults.sentences == []
    assert read is not None
    return read[0]


@pytest.mark.parametrize("loader", [yaml.BaseLoader, reading.LOADER], ids=["python", "fastest"])
def test_text_stays_text(tmp_path: Path, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML's own guesses lose leading zeros, turn Norway into false and versions into numbers."""
    monkeypatch.setattr(reading, "LOADER", loader)
    text = "{a: no, b: 007, c: 1.10, d: 2026-04-01, e: null, f: 12:30, g: ~, h: 0x1F, i: , j: 'yes', k: .inf}"
    assert plain(tmp_path, text) == {
        "a": "no", "b": "007", "c": "1.10", "d": "2026-04-01", "e": "null", "f": "12:30", "g": "~", "h": "0x1F",
        "i": "", "j": "yes", "k": ".inf",
    }  # fmt: skip


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows editors begin a file with one."""
    assert plain(tmp_path, "\ufeffname: x") == {"name": "x"}


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    """A spreadsheet saved with its columns moved is still the same table."""
    (tmp_path / "w.csv").write_text('name,code\n"Wold, High",E05999001\n\n x ,y\n')
    faults = Faults()
    table = read_table(tmp_path / "w.csv", "w.csv", ["code", "name"], faults)
    assert faults.sentences == []
    assert table is not None
    assert table[0] == [{"name": "Wold, High", "code": "E05999001"}, {"name": "x", "code": "y"}]
    assert table[1].spot((1, "code")) == "w.csv, line 4, row 2, code"


def test_a_spot_is_the_nearest_line_known() -> None:
    """A heading that is missing is shown where it should stand."""
    source = Source("t.yaml", {(): 1, ("teams", 1): 7})
    assert source.spot(("teams", 1, "phone")) == "t.yaml, line 7, teams 2, phone"
    assert source.spot(("roles",)) == "t.yaml, line 1, roles"
    assert Source("t.yaml").spot() == "t.yaml"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#FFFFFF", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_reckoned_as_wcag_does(one: str, other: str, ratio: float) -> None:
    """Known values of WCAG 2.2: #767676 is the lightest grey that may stand on white."""
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@pytest.fixture
def nobody_chosen() -> Iterator[None]:
    """Begin without a council, and give back afterwards whichever was chosen."""
    before = list(chosen._chosen)
    chosen._chosen.clear()
    yield
    chosen._chosen[:] = before


@pytest.mark.usefixtures("nobody_chosen")
def test_nothing_is_served_until_a_council_is_chosen(councils: Path) -> None:
    """No council is the program's own: without one chosen it says what to set."""
    with pytest.raises(RuntimeError, match="set ALONGSIDE_COUNCIL"):
        current()
    assert use("loamshire", councils) is current()
    assert current().short_name == "Loamshire"


@pytest.mark.usefixtures("nobody_chosen")
def test_a_council_with_mistakes_does_not_take_the_place_of_a_good_one(councils: Path) -> None:
    """What served before goes on serving."""
    good = use("loamshire", councils)
    (councils / "loamshire" / "teams.yaml").write_text("teams: []")
    with pytest.raises(CouncilError):
        use("loamshire", councils)
    assert current() is good
