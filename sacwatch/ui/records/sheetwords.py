"""How lists name a patrol sheet."""

from __future__ import annotations

from datetime import date

from sacwatch.domain.sheets import Sheet
from sacwatch.i18n import _
from sacwatch.ui import shown


def sheet_words(sheet: Sheet, today: date) -> str:
    """Give a sheet as lists name it: number, day, and who goes."""
    if sheet.day is None:
        return f"{sheet.number} · {_('blank')}"
    who = ", ".join(each.name for each in sheet.crew)
    return " · ".join(part for part in (sheet.number, shown.short_day(sheet.day, today), who) if part)
