"""The look that every story takes at each state finds what is wrong with a page, however it is read."""

from __future__ import annotations

import pytest

from tests.fixtures.browser import Story, every_way

pytestmark = pytest.mark.journey


@every_way
def test_what_is_wrong_with_a_page_is_found(story: Story) -> None:
    """A picture without words, a box without a name, words too pale to read, and more width than there is."""
    story.page.goto("about:blank")
    story.page.set_content(
        """<!doctype html><html lang="en"><title>Wrong</title><main><h1>Wrong</h1><img src="data:,"><input>
        <p style="color: #bbb; background: #fff; min-width: 2000px">Pale</p></main>"""
    )
    with pytest.raises(AssertionError) as found:
        story.look("a page with faults")
    for fault in ("axe image-alt", "axe label", "axe color-contrast", "px wide on a screen"):
        assert fault in str(found.value)
