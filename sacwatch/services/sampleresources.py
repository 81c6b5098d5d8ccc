"""Whom to call in the sample watch: numbers that lead nowhere, some tried, one long ago, one never."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sacwatch.domain.resources import Key
from sacwatch.domain.watches import NumberDraft

_DAY_AND_NIGHT = "day and night"


def numbers(today: date, new_id: Callable[[], str], by: str) -> tuple[NumberDraft, ...]:
    """Give the numbers of the sample; those of 555-01 are kept free for such use."""

    def of(days: int | None, **said: Any) -> NumberDraft:
        draft = NumberDraft(id=new_id(), **said)
        if days is None:
            return draft
        return replace(draft, checked_on=(today - timedelta(days=days)).isoformat(), checked_by=by)

    return (
        of(12, key=Key.POLICE_CITY.value, number="916-555-0100", hours=_DAY_AND_NIGHT),
        of(40, key=Key.OFFICER.value, number="916-555-0142", hours="Mon to Fri, 9 to 5", text="916-555-0142"),
        of(
            33,
            key=Key.CRISIS_TEAM.value,
            number="916-555-0131",
            hours=_DAY_AND_NIGHT,
            languages="Spanish, Hmong",
        ),
        of(
            33,
            key=Key.DOMESTIC_VIOLENCE.value,
            number="916-555-0132",
            hours=_DAY_AND_NIGHT,
            languages="Spanish",
        ),
        of(190, key=Key.ANIMAL_CITY.value, number="916-555-0133", hours="Mon to Sat, 8 to 6"),
        of(None, key=Key.POWER.value, number="916-555-0134", source="On the back of the bill"),
        of(8, key=Key.GAS.value, number="916-555-0135", hours=_DAY_AND_NIGHT),
        of(
            230, name="Community room key", number="916-555-0117", purpose="The key hangs with the custodian."
        ),
    )
