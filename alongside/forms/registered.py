"""What the forms room registers in the rooms below it."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.forms import (  # noqa: F401
    examples,
    library,
    named_facts,
    named_facts_answered,
    named_facts_care,
    named_facts_grant,
    named_facts_home,
    named_facts_leaving,
    named_facts_liberty,
    named_facts_lives,
    named_facts_provider,
    named_facts_support,
)
from alongside.forms.definition import FormError
from alongside.forms.models import FormVersion
from alongside.records.check import check


@check("forms", "Mend the file that the sentence names; what is being filled in goes on as it was begun.")
def _forms() -> Iterable[str]:
    """Every form can be read, and its worked examples come out as they say."""
    for key in library.known():
        try:
            yield from examples.wrong(library.current(key))
        except FormError as error:
            yield from error.problems


@check(
    "forms as they were", "Compare with a backup: what people agreed to can no longer be shown as it read."
)
def _versions() -> Iterable[str]:
    """Every version that was ever filled in still reads as its hash says."""
    for digest in FormVersion.objects.order_by("id").values_list("hash", flat=True):
        if library.kept(digest).hash != digest:
            yield f"The form kept as {digest[:12]} no longer has that hash."
