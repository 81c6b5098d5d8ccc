"""How a shift is told on screen: when, who, how it stands, how it comes again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo

from sacwatch import words
from sacwatch.domain.shifts import Repeat, Shift
from sacwatch.i18n import N_, _
from sacwatch.services.shifts import Board, Held
from sacwatch.ui import shown

_WANTS, _COVERED, _LOGGED, _UNLOGGED, _SKIPPED = "○", "●", "✓", "?", "✕"
_PLURAL_DAYS = (
    *(N_("Mondays"), N_("Tuesdays"), N_("Wednesdays"), N_("Thursdays")),
    *(N_("Fridays"), N_("Saturdays"), N_("Sundays")),
)
_LONG_DAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday")),
    *(N_("Friday"), N_("Saturday"), N_("Sunday")),
)


def urgent(held: Held) -> bool:
    """Say whether a shift wants something done: people, or the patrol that came of it."""
    return bool(held.missing and not held.over) or mark(held) == _UNLOGGED


def mark(held: Held) -> str:
    """Give the mark that says how a shift stands."""
    if held.occurrence.skipped:
        return _SKIPPED
    if held.patrol_id is not None:
        return _LOGGED
    if held.over:
        return _UNLOGGED
    return _WANTS if held.missing else _COVERED


def legend() -> str:
    """Name the marks."""
    named = (
        (_WANTS, _("wants people")),
        (_COVERED, _("covered")),
        (_LOGGED, _("logged")),
        (_UNLOGGED, _("not logged")),
        (_SKIPPED, _("skipped")),
    )
    # A mark and its words are not parted.
    return "    ".join(f"{sign}\u00a0{told}".replace(" ", "\u00a0") for sign, told in named)


def state(held: Held) -> str:
    """Say how a shift stands."""
    if held.occurrence.skipped:
        why = held.occurrence.why
        return _("Skipped: {why}").format(why=why) if why else _("Skipped")
    if held.patrol_id is not None:
        return _("Logged")
    if held.over:
        return _("Not logged")
    if held.missing:
        return shown.count(held.missing, N_("{count} more is wanted"), N_("{count} more are wanted"))
    return _("Covered")


def crew(held: Held, names: Mapping[str, str]) -> list[str]:
    """Name everybody who comes, each stand-in with whom they replace."""
    told = []
    for turn in held.occurrence.crew:
        name = names.get(turn.member_id, "")
        if turn.instead_of is not None:
            name = _("{name} for {other}").format(name=name, other=names.get(turn.instead_of, ""))
        told.append(name)
    return told


def who(held: Held, names: Mapping[str, str]) -> str:
    """Name everybody who comes in one line."""
    return ", ".join(crew(held, names))


def span(held: Held, zone: tzinfo) -> str:
    """Give when a shift is by the clock; one that ends after midnight names no second date."""
    start, end = held.occurrence.start, held.occurrence.end
    return f"{shown.clock(start, zone)} – {shown.clock(end, zone)}"


def conflict_words(held: Held, names: Mapping[str, str]) -> list[str]:
    """Say of everybody what stands in their way."""
    return [
        f"{names.get(each.member_id, '')} {words.label('conflict', each.why.value)}"
        for each in held.conflicts
    ]


def today_line(held: Held, board: Board, zone: tzinfo, today: date) -> str:
    """Give a shift as a line of the Today page, after what is to be done about it."""
    day = shown.short_day(held.occurrence.start.astimezone(zone).date(), today)
    parts = [f"{day}, {shown.clock(held.occurrence.start, zone)}", held.occurrence.area]
    parts.append(who(held, board.names) or _("nobody yet"))
    return " · ".join(part for part in parts if part)


def repeats(shift: Shift) -> str:
    """Say how a shift comes again, such as "Every 2 weeks on Tue and Sat, until Thu, Dec 24, 2026"."""
    if shift.repeat is Repeat.ONCE:
        return _("Once")
    told = _weekly(shift) if shift.repeat is Repeat.WEEKLY else _monthly(shift)
    if shift.until is not None:
        told = _("{told}, until {day}").format(told=told, day=shown.day(shift.until))
    return told


def _weekly(shift: Shift) -> str:
    by_sunday = sorted(shift.weekdays, key=lambda each: (each + 1) % 7)
    if len(by_sunday) == 1:
        days = _(_PLURAL_DAYS[by_sunday[0]])
    elif len(by_sunday) == 7:
        days = ""
    else:
        days = _listed([shown.weekday(each) for each in by_sunday])
    if not days:
        whole = _every(shift.every, N_("Every day"), N_("Every day of a week, every {count} weeks"))
        return whole.format(count=shift.every)
    return _every(shift.every, N_("Every week on {days}"), N_("Every {count} weeks on {days}")).format(
        days=days, count=shift.every
    )


def _every(count: int, one: str, many: str) -> str:
    return _(one) if count == 1 else _(many)


def _monthly(shift: Shift) -> str:
    which = words.label("which", shift.which.value) if shift.which else ""
    day = _(_LONG_DAYS[shift.weekdays[0]])
    if shift.every == 1:
        return _("On the {which} {day} of each month").format(which=which, day=day)
    return _("On the {which} {day}, every {count} months").format(which=which, day=day, count=shift.every)


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{most} and {last}").format(most=", ".join(parts[:-1]), last=parts[-1])


def on_day(board: Board, day: date, zone: tzinfo) -> list[Held]:
    """Give the shifts that begin on a day."""
    return [each for each in board.held if each.occurrence.start.astimezone(zone).date() == day]
