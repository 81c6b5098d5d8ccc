"""When an incident was, on its form: the earliest and latest it can have been, and when it was reported."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sacwatch.domain import times
from sacwatch.i18n import _
from sacwatch.ui.records.fields import ClockField, DayField, clock_words, spelled_clock


class Occurred:
    """The fields of an incident's times, and how a time is taken that may be am or pm."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.from_day = DayField(_("Date, or the earliest"), desk.today)
        self.from_clock = ClockField(_("Time"))
        self.to_day = DayField(_("Latest, if not sure"), desk.today)
        self.to_clock = ClockField(_("Time"), meant=self._end_meant)
        self.reported_day = DayField(_("Reported on"), desk.today)
        self.reported_clock = ClockField(_("Time"))
        clocks = (self.from_clock, self.to_clock, self.reported_clock)
        for field in (self.from_day, self.to_day, self.reported_day, *clocks):
            field.edited.connect(self.show_halves)
            field.line.editingFinished.connect(self._settled)

    def _end_meant(self, text: str) -> str:
        """Take "10:30" for the first 10:30 after the beginning, on the last day where one is given."""
        zone, today = self._desk.zone, self._desk.today()
        clock = times.read_clock(text)
        start = times.read_clock(self.from_clock.value())
        day, last = times.read_day(self.from_day.value(), today), times.read_day(self.to_day.value(), today)
        starts = times.instants(day, start or times.Clock(time(0)), zone) if day is not None else []
        if clock is None or clock.sure or not starts or (start is None and last is None):
            return spelled_clock(text)
        after = starts[0] if last is None else max(starts[0], times.day_start(last, zone))
        at = times.first_after(after, clock, zone, within=timedelta(hours=24))
        return text if at is None else times.clock_text(at, zone)

    def _settled(self) -> None:
        self.to_clock.line.spell_out()
        self.show_halves()

    def show_halves(self) -> None:
        """Say how each time is taken that may be in the morning or in the evening."""
        for field in (self.from_clock, self.to_clock, self.reported_clock):
            clock = times.read_clock(field.value())
            told = ""
            if clock is not None and not clock.sure and not field.line.hasFocus():
                told = _("Taken as {time}; else add pm.").format(time=clock_words(clock))
            field.set_hint(told)
