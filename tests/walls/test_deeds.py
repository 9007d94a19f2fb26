"""What can be done on a page is something its button can do."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

from alongside.web import door

SENT = {"by": None, "key": "", "version": 1}


def deeds() -> Iterator[tuple[str, Any]]:
    """Every deed of every page: what asks for it in a form, and does it by a function."""
    door.urlpatterns()
    for name, module in sorted(sys.modules.items()):
        if name.startswith("alongside.") and ".pages" in name:
            for each in vars(module).values():
                for deed in each.values() if isinstance(each, dict) else (each,):
                    if hasattr(deed, "form") and callable(getattr(deed, "act", None)):
                        yield f"{name}: {deed.form.__name__}", deed


def test_every_deed_takes_what_its_page_sends() -> None:
    """The number of what it is about, who does it, the key and the version; a name of its own that is one of these
    would be given twice, and the button could do nothing but fail."""
    found = dict(deeds())
    wrong = []
    for name, deed in found.items():
        try:
            inspect.signature(deed.act, follow_wrapped=False).bind_partial(1, **SENT)
        except TypeError as problem:
            wrong.append(f"{name}: {problem}")
    assert len(found) > 50
    assert wrong == []
