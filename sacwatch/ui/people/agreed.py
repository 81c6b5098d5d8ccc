"""What somebody agreed to, told in words."""

from __future__ import annotations

from collections.abc import Sequence

from sacwatch import words
from sacwatch.domain import consents
from sacwatch.domain.consents import OTHERS, Consent
from sacwatch.i18n import _
from sacwatch.ui import shown


def agreed_facts(given: Sequence[Consent], record: type) -> list[tuple[str, str]]:
    """Give each fact that may be shown to others with who may see it and since when; one line if none may."""
    found = []
    for field in consents.fields_for(record):
        mine = [each for each in given if each.field == field]
        if mine:
            told = ", ".join(
                words.label("audience", each.value) for each in OTHERS if each in {c.audience for c in mine}
            )
            since = shown.day(max(each.given_on for each in mine))
            found.append((words.label("fact", field), f"{told}\n{since}"))
    return found or [(_("Nothing"), _("Captain only: no paper, map or file for others shows any of it."))]
