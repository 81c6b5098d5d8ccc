"""What wants doing, one line each with where it leads, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from sacwatch import words, words_resources
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.drills import DrillSort
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentLine
from sacwatch.i18n import N_, _
from sacwatch.services.today import Today
from sacwatch.ui import shown
from sacwatch.ui.concerns.todaylines import concern_lines
from sacwatch.ui.desk import page_of_draft
from sacwatch.ui.meeting.todaylines import meeting_lines
from sacwatch.ui.people.todaylines import people_lines
from sacwatch.ui.picking import ShiftOn
from sacwatch.ui.records import shiftwords
from sacwatch.ui.records.sheetwords import sheet_words

_SHIFTS = 4
"""How many shifts that wait for something are told one by one."""
_SHEETS = 3
"""How many sheets that wait are told one by one."""


@dataclass(frozen=True)
class ToDo:
    """One thing to do: what it is, the page where it is done, and what to ask of that page."""

    words: str
    page: str
    order: object


def to_do(found: Today, *, today: date, zone: tzinfo) -> list[ToDo]:
    """Give everything that waits for the captain. `today` is the civil date in `zone`."""
    return [
        *_begun(found, zone),
        *_numbers_to_come(found, zone),
        *_shifts(found, today, zone),
        *_sheets(found, today),
        *(ToDo(told, "meetings", ref) for told, ref in meeting_lines(found.meetings, today)),
        *(ToDo(told, "concerns", order) for told, order in concern_lines(found.concerns, today)),
        *(ToDo(told, "people", order) for told, order in people_lines(found.people, today, zone)),
        *_calls_to_try(found),
        *_standing(found),
    ]


def incident_words(line: IncidentLine, zone: tzinfo) -> str:
    """Give an incident in a line: kind, place and day."""
    day = shown.day(line.occurred_from.astimezone(zone).date())
    parts = [words.label("incident", line.kind.value), line.place_text, day]
    return " · ".join(part for part in parts if part)


def _begun(found: Today, zone: tzinfo) -> Iterator[ToDo]:
    if found.calls is DrillSort.ACTIVATION:
        yield ToDo(_("The phone tree is activated: note who was reached"), "phonetree", None)
    elif found.calls is not None:
        yield ToDo(_("A drill is under way: note who was reached"), "phonetree", None)
    for draft in found.drafts:
        yield ToDo(_draft_words(draft, zone), page_of_draft(draft), draft)


def _draft_words(draft: KeptDraft, zone: tzinfo) -> str:
    when = shown.moment(draft.saved_at, zone)
    if draft.kind is Kind.ROUTE:
        return _("Not finished: a drawing on the map, begun {when}. Go on with it").format(when=when)
    if page_of_draft(draft) == "resources":
        return _("Not finished: whom to call, typed {when}. Go on with it").format(when=when)
    kind = words.label("kind", draft.kind.value)
    return _("Not finished: {kind}, typed {when}. Go on with it").format(kind=kind, when=when)


def _numbers_to_come(found: Today, zone: tzinfo) -> Iterator[ToDo]:
    for line in found.awaiting_number:
        told = _("Report number still to come: {what}").format(what=incident_words(line, zone))
        yield ToDo(told, "incidents", Ref(Kind.INCIDENT, line.id))
    more = found.awaiting_number_count - len(found.awaiting_number)
    if more > 0:
        one, many = N_("{count} more waits for its number"), N_("{count} more wait for their numbers")
        yield ToDo(shown.count(more, one, many), "incidents", "awaiting")


def _shifts(found: Today, today: date, zone: tzinfo) -> Iterator[ToDo]:
    """Give the shifts about which something is to be done, those that are over first."""
    board = found.shifts
    for held in board.unlogged[-_SHIFTS:]:
        told = shiftwords.today_line(held, board, zone, today)
        yield ToDo(_("Scheduled but never logged: {what}").format(what=told), "shifts", ShiftOn(*held.key))
    for held in board.uncovered[:_SHIFTS]:
        told = f"{shiftwords.today_line(held, board, zone, today)} · {shiftwords.state(held)}"
        yield ToDo(_("Not covered yet: {what}").format(what=told), "shifts", ShiftOn(*held.key))
    # The rest is counted, with the first of those for which there is no line to go to.
    if len(board.unlogged) > _SHIFTS:
        told = shown.count(
            len(board.unlogged) - _SHIFTS,
            N_("{count} earlier shift was never logged"),
            N_("{count} earlier shifts were never logged"),
        )
        yield ToDo(told, "shifts", ShiftOn(*board.unlogged[-_SHIFTS - 1].key))
    if len(board.uncovered) > _SHIFTS:
        told = shown.count(
            len(board.uncovered) - _SHIFTS,
            N_("{count} more shift of the next two weeks is not covered"),
            N_("{count} more shifts of the next two weeks are not covered"),
        )
        yield ToDo(told, "shifts", ShiftOn(*board.uncovered[_SHIFTS].key))


def _sheets(found: Today, today: date) -> Iterator[ToDo]:
    for sheet in found.sheets[:_SHEETS]:
        told = _("Not typed in yet: sheet {sheet}").format(sheet=sheet_words(sheet, today))
        yield ToDo(told, "patrols", Ref(Kind.SHEET, sheet.id))
    if len(found.sheets) > _SHEETS:
        told = shown.count(
            len(found.sheets) - _SHEETS,
            N_("{count} more sheet is not typed in yet"),
            N_("{count} more sheets are not typed in yet"),
        )
        yield ToDo(told, "patrols", "type_in")


def _calls_to_try(found: Today) -> Iterator[ToDo]:
    for entry in found.to_try:
        again = _("Please try this number again: {name}")
        told = again if entry.checked_on else _("Please try this number: {name}")
        name = words_resources.entry_name(entry.key, entry.name)
        yield ToDo(told.format(name=name), "resources", Ref(Kind.WATCH, entry.id))


def _standing(found: Today) -> Iterator[ToDo]:
    if found.open_incidents:
        one, many = N_("{count} open incident"), N_("{count} open incidents")
        yield ToDo(shown.count(found.open_incidents, one, many), "incidents", "open")
    if not found.keeps_papers:
        yield ToDo(_("Choose the folder where current papers are kept"), "reports", "folder")
