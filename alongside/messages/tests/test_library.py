"""A council's own letters: in place of ours, filled with the same, refused in a sentence when they ask for more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from alongside import council
from alongside.council import chosen
from alongside.council.faults import Source
from alongside.council.overlays import Overlay
from alongside.messages import library
from alongside.messages.checks import _words
from alongside.messages.drawing import said
from alongside.messages.library import LetterFault
from alongside.messages.tests.making import person, written
from alongside.people.tests.making import worker

OWN = (
    "---\nletter: contact-acknowledgement\ntitle: Thank you\nchannels: [post]\ngaps: {received on: line}\n---\n"
    "Dear {{ to name }}\n\n**You wrote to us on {{ received on }}.** Ring {{ council phone }}."
)
Lay = Callable[[str, str], None]


@pytest.fixture
def lay(monkeypatch: pytest.MonkeyPatch) -> Lay:
    """`lay(key, text)`: the council has this letter."""

    def laid(key: str, text: str) -> None:
        here = council.current()
        more = Overlay("letters", key, text, Source(f"councils/x/letters/{key}.md"))
        monkeypatch.setattr(chosen, "_chosen", [replace(here, overlays=(*here.overlays, more))])

    return laid


def test_a_council_writes_its_own_letter(db: None, lay: Lay) -> None:
    """Filled with what fills ours; what was written before keeps the words it was written with."""
    by = worker()
    ada = person(by)
    before = written(ada, by)
    lay("contact-acknowledgement", OWN)
    after = written(ada, by)
    assert (before.title, after.title) == ("We have your request", "Thank you")
    assert "".join(piece for piece, _ in said(after)[1].runs).startswith("You wrote to us on 20 November")
    assert "We have your request" in "".join(piece for piece, _ in said(before)[1].runs)
    assert not library.letter("contact-acknowledgement").easy


def test_a_council_adds_a_letter(lay: Lay) -> None:
    """One that we do not have, found by its key."""
    lay("thank-you", OWN.replace("letter: contact-acknowledgement", "letter: thank-you"))
    assert library.letter("thank-you").title == "Thank you"
    assert "thank-you" in library.known()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("received on: line", "recieved on: line"), "Did you mean “received on”"),
        (("received on: line", "received on: table"), "nothing fills “received on” as a table"),
        (("title", "titel"), "Did you mean “title”"),
    ],
)
def test_what_a_council_got_wrong_is_on_the_health_page(lay: Lay, wrong: tuple[str, str], says: str) -> None:
    """With the file, and how to mend it; before anybody tries to write."""
    assert list(_words()) == []
    lay("contact-acknowledgement", OWN.replace(*wrong).replace("{{ received", f"{{{{ {wrong[1][:8]}"))
    (said,) = _words()
    assert says in str(said)
    assert "councils/x/letters/contact-acknowledgement.md" in str(said)
    with pytest.raises(LetterFault):
        library.letter("contact-acknowledgement")
