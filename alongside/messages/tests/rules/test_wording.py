"""The words of letters: gaps filled, empty parts left out, and nothing that fills a gap ever read as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.messages import library
from alongside.messages.library import LetterFault
from alongside.messages.rules import formats, wording
from alongside.messages.rules.wording import Block, fill

words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip)


@given(words)
def test_what_fills_a_gap_is_text(said: str) -> None:
    """Somebody called “**Ex** {{ to name }} # $x$” gets their name, and no more."""
    (block,) = fill("Dear {{ name }}, **hello {{ name }}**", {"name": said, "to name": "WRONG"})
    tidy = " ".join(said.split())
    assert block.kind == "text"
    assert block.runs == ((f"Dear {tidy}, ", False), (f"hello {tidy}", True))


@given(st.lists(words, max_size=5), words)
def test_whole_paragraphs_and_lists_are_text_too(items: list[str], said: str) -> None:
    """One block for each thing said, in order, and its words as they are."""
    blocks = fill("{{ items }}\n\n{{ words }}", {"items": items, "words": said})
    assert [block.kind for block in blocks] == (["list"] if items else []) + ["text"]
    assert [item for block in blocks for item in block.items] == [((each, False),) for each in items]


def test_an_empty_part_is_left_out_with_its_heading() -> None:
    """No heading stands over nothing; one with a lower heading that has something stays."""
    body = "# One\n\n{{ a }}\n\n## Two\n\nSee {{ b }}.\n\n## Three\n{{ c }}\n\n# Four\n\n- {{ a }}\n- {{ c }}"
    blocks = fill(body, {"a": "", "b": "", "c": "here"})
    assert [(each.kind, "".join(piece for piece, _ in each.runs)) for each in blocks] == [
        ("heading", "One"), ("heading", "Three"), ("text", "here"), ("heading", "Four"), ("list", ""),
    ]  # fmt: skip
    assert blocks[-1].items == ((("here", False),),)


def test_a_table_keeps_its_headings_and_reads_as_text() -> None:
    """In an e-mail each cell comes with the name of its column."""
    (block,) = fill("{{ t }}", {"t": {"columns": ["What", "Found"], "rows": [["Eating", "Can"]]}})
    assert block == Block("table", rows=(("What", "Found"), ("Eating", "Can")))
    assert wording.text([block]) == "What: Eating\nFound: Can\n"
    assert fill("{{ t }}", {"t": {"columns": ["What"], "rows": []}}) == []


def test_easy_read_has_a_line_for_each_idea() -> None:
    """One idea, one line."""
    blocks = fill("Ring us.\nIt is free.\n\n- One\n- Two", {}, line_by_line=True)
    assert [block.kind for block in blocks] == ["text", "text", "list"]


@pytest.mark.parametrize("key", library.known())
def test_every_letter_we_ship_can_be_read(key: str) -> None:
    """R-009: and says for what age of reader it is written."""
    letter = library.letter(key)
    assert letter.key == key
    assert letter.channels


@pytest.mark.parametrize("key", library.known())
def test_every_letter_says_first_what_matters_most(key: str) -> None:
    """Users 1.2 no. 14: after the greeting comes one sentence in bold, and somewhere the number to ring."""
    letter = library.letter(key)
    greeting, first, *_ = [part for part in letter.body.split("\n\n") if part]
    assert greeting == "Dear {{ to name }}"
    assert first.startswith("**")
    assert first.endswith("**") or "**." in first
    assert "council phone" in wording.gaps(letter.body)
    assert not letter.easy or "council phone" in wording.gaps(letter.easy_body)


HEAD = "---\nletter: x\ntitle: X\nchannels: [post]\ngaps: {a: line}\n---\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Dear", "begin with a line"),
        (HEAD.replace("title", "titel") + "{{ a }}", "Did you mean “title”"),
        (HEAD.replace("title: X\n", "") + "{{ a }}", "“title” is missing"),
        (HEAD.replace("post", "pigeon") + "{{ a }}", "none of post, email, hand"),
        (HEAD.replace("line", "lines") + "{{ a }}", "Did you mean “line”"),
        (HEAD + "{{ b }} {{ a }}", "“b” is not among the gaps"),
        (HEAD + "Nothing", "“a” is nowhere in the letter"),
        (
            HEAD.replace("---\nl", "---\nmay be empty: [c]\nl", 1) + "{{ a }}",
            "“c” may be empty but is no gap",
        ),
        ("---\nletter: [\n---\n", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(text: str, says: str) -> None:
    """Whoever writes letters for a council can mend it without us."""
    with pytest.raises(LetterFault, match=says):
        library.parse(text)


def test_a_letter_nobody_has_is_refused_with_its_neighbour() -> None:
    """A slip of the finger is named."""
    with pytest.raises(LetterFault, match="Did you mean “waiting”"):
        library.letter("waitin")


@given(st.lists(st.sampled_from(sorted(formats.KNOWN)), unique=True), st.booleans())
def test_no_need_is_forgotten(needs: list[str], easy: bool) -> None:
    """Each need is the format made, an order to place, a smaller size than is made, or stops the letter."""
    chosen = formats.choose(needs, easy_words=easy)
    assert chosen.format in formats.FORMATS
    if not chosen.ready:
        assert "easy-read" in needs
        assert not easy
        return
    made = [code for code in needs if code in formats.FORMATS]
    assert chosen.format == (min(made, key=list(formats.FORMATS).index) if made else "standard")
    supplied = {"braille-1", "braille-2", "moon", "audio", "bsl-video", "translated", "read-aloud"}
    assert len(chosen.orders) >= len(supplied & set(needs))


def test_a_need_we_do_not_know_stops_the_letter() -> None:
    """A council's own code that nobody taught us is not met by standard print."""
    assert not formats.choose(["tactile"], easy_words=True).ready
