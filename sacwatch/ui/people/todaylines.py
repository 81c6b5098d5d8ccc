"""What the Today page says about people, each line with the order that leads to its place."""

from __future__ import annotations

from datetime import date, tzinfo

from sacwatch.domain.households import Household
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.members import Member
from sacwatch.i18n import N_, _
from sacwatch.services.peopletoday import SOON, PeopleToday
from sacwatch.ui import shown
from sacwatch.ui.people.orders import AWAY, DUE, EXPIRING


def people_lines(found: PeopleToday, today: date, zone: tzinfo) -> list[tuple[str, object]]:
    """Give the lines in the order of their haste: homes to look at, what runs out, entries to ask about."""
    lines: list[tuple[str, object]] = [
        (_away_words(each, found, today, zone), Ref(Kind.HOUSEHOLD, each.id)) for each in found.away.lines
    ]
    more = found.away.total - len(found.away.lines)
    if more > 0:
        one = N_("{count} more household is away today")
        lines.append((shown.count(more, one, N_("{count} more households are away today")), AWAY))
    lines += [(_expiry_words(each, today), Ref(Kind.MEMBER, each.id)) for each in found.expiring.lines]
    more = found.expiring.total - len(found.expiring.lines)
    if more > 0:
        one = N_("{count} more member has training or vetting that runs out")
        many = N_("{count} more members have training or vetting that runs out")
        lines.append((shown.count(more, one, many), EXPIRING))
    if found.due or found.due_people:
        lines.append((_due_words(found), DUE))
    return lines


def _due_words(found: PeopleToday) -> str:
    homes = shown.count(found.due, N_("{count} household"), N_("{count} households")) if found.due else ""
    people = ""
    if found.due_people:
        one, many = N_("{count} member without a household"), N_("{count} members without a household")
        people = shown.count(found.due_people, one, many)
    asked = _("{homes} and {people}").format(homes=homes, people=people) if homes and people else homes
    return _("{who} to ask: is your entry still right?").format(who=asked or people)


def _away_words(household: Household, found: PeopleToday, today: date, zone: tzinfo) -> str:
    away = household.vacation_on(today)
    until = shown.short_day(away.last_day, today) if away is not None else ""
    at = found.looked.get(household.id)
    seen_on = at.astimezone(zone).date() if at is not None else None
    if seen_on is None or away is None or seen_on < away.first_day:
        looked = _("not looked at yet")
    else:
        looked = _("last looked at {day}").format(day=shown.short_day(seen_on, today))
    told = _("Look at the house: {address}, away until {day}, {looked}")
    return told.format(address=household.place.text, day=until, looked=looked)


def _expiry_words(member: Member, today: date) -> str:
    """Name who it is, and what runs out."""
    told = " ".join(expiry_words(member, today))
    return f"{member.name}: {told}"


def expiry_words(member: Member, today: date) -> list[str]:
    """Say which trainings, and whether the vetting, have run out or will within 30 days."""
    runs = [(_("Vetting"), member.vetting_expires_on)]
    runs += [(each.name, each.expires_on) for each in member.trainings]
    found = []
    for what, day in runs:
        if day is None or day > today + SOON:
            continue
        told = _("{what} ran out on {day}.") if day < today else _("{what} runs out on {day}.")
        found.append(told.format(what=what, day=shown.day(day)))
    return found
