"""To whom something was reported."""

from __future__ import annotations

from enum import StrEnum


class ReportedTo(StrEnum):
    """The service that was told; the value is the word stored."""

    NONE = "none"
    EMERGENCY = "911"
    NON_EMERGENCY = "non_emergency"
    CITY_311 = "311"
    CRISIS_LINE = "crisis_line"

    @property
    def gives_number(self) -> bool:
        """Say whether this service hands out a case or ticket number that the captain chases."""
        return self in (ReportedTo.EMERGENCY, ReportedTo.NON_EMERGENCY, ReportedTo.CITY_311)
