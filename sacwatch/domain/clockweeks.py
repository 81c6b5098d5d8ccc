"""When in the week things happened, hour by hour, also where only a span of hours is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from sacwatch.domain.mapfilters import WEEK, hours_of_week
from sacwatch.domain.times import SACRAMENTO

LONGEST = timedelta(hours=24)
"""A span longer than a day tells nothing about an hour."""


def spread(
    spans: Iterable[tuple[datetime, datetime | None]], zone: tzinfo = SACRAMENTO
) -> tuple[list[float], int]:
    """Spread each of some happenings evenly over the hours in which it can have been; aware UTC.

    Gives a share for each hour of the week on the clock of `zone`, from Monday midnight, and how many
    happenings were left out because they can have been at any hour. This is aoristic analysis:
    J. H. Ratcliffe and M. J. McCullagh, "Aoristic crime analysis", International Journal of Geographical
    Information Science 12 (1998), 751-764.
    """
    shares, left_out = [0.0] * WEEK, 0
    for start, end in spans:
        last = start if end is None else end
        if last - start >= LONGEST - timedelta(minutes=1):
            left_out += 1
            continue
        first_hour, last_hour = int(start.timestamp()) // 3600, int(last.timestamp()) // 3600
        if last_hour > first_hour and int(last.timestamp()) % 3600 == 0:
            last_hour -= 1  # "to 6:00" ends before the hour that begins then
        hours = hours_of_week([hour * 60 for hour in range(first_hour, last_hour + 1)], zone)
        for hour in hours:
            shares[hour] += 1 / len(hours)
    return shares, left_out
