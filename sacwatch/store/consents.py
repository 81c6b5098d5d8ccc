"""Writes and reads what people agreed to, as the rows of households and members hold it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import Consent, How


def plain_consents(consents: tuple[Consent, ...]) -> list[Any]:
    """Give consents as JSON values."""
    return [
        {
            "field": each.field,
            "audience": each.audience.value,
            "given_on": each.given_on.isoformat(),
            "how": each.how.value,
        }
        for each in consents
    ]


def consents_of(values: list[Any]) -> tuple[Consent, ...]:
    """Give the consents that JSON values mean."""
    return tuple(
        Consent(
            field=each["field"],
            audience=Audience(each["audience"]),
            given_on=date.fromisoformat(each["given_on"]),
            how=How(each["how"]),
        )
        for each in values
    )
