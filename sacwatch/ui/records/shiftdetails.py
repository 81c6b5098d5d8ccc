"""What the page of shifts shows of one shift on its day, and the buttons for what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sacwatch.domain.kinds import Kind
from sacwatch.domain.shifts import Shift
from sacwatch.i18n import _
from sacwatch.services.shifts import Held
from sacwatch.ui import shown
from sacwatch.ui.records import shiftdialogs, shiftwords
from sacwatch.ui.records.details import Details


def show(page: Any, details: Details, held: Held, shift: Shift, names: Mapping[str, str]) -> None:
    """Fill the card with a shift; its buttons call the page."""
    zone = page.desk.zone
    page.clear_details()
    details.heading(shiftwords.span(held, zone))
    if held.occurrence.start.astimezone(zone).date() != held.occurrence.day:
        day = shown.day(held.occurrence.day)
        details.text(_("Moved here from {day}.").format(day=day), "faint")
    elif held.occurrence.changed:
        details.text(_("On this day not as in the rest of the series."), "faint")
    for told in shiftwords.conflict_words(held, names):
        details.text(f"⚠ {told}", "problem")
    details.facts(
        [
            (_("Who comes"), "\n".join(shiftwords.crew(held, names)) or _("Nobody yet")),
            (_("Needed"), str(held.occurrence.needed)),
            (_("Stands"), shiftwords.state(held)),
            (_("Lasts"), shown.duration(held.occurrence.minutes)),
            (_("Where"), held.occurrence.area),
            (_("Comes again"), shiftwords.repeats(shift) if held.repeats else ""),
            (_("Why"), held.occurrence.why if not held.occurrence.skipped else ""),
            (_("Note"), shift.note),
        ]
    )
    if held.patrol_id is not None:
        patrol_id = held.patrol_id
        details.link(_("Open the patrol"), lambda: page.desk.open_record(Kind.PATROL, patrol_id))
    if not page.desk.read_only:
        _buttons(page, details, held)
    details.finish()


def _buttons(page: Any, details: Details, held: Held) -> None:
    if held.occurrence.skipped:
        details.buttons(("undo", _("Let it take place"), page.take_back_skip))
    else:
        who = [("person", _("Sign up…"), lambda: page.ask(shiftdialogs.SignUp))]
        if held.occurrence.crew:
            who += [
                ("", _("Stand-in…"), lambda: page.ask(shiftdialogs.StandIn, names=True)),
                *(
                    [("", _("Swap…"), lambda: page.ask(shiftdialogs.Swap, names=True))]
                    if not held.over
                    else []
                ),
                ("", _("Take off…"), lambda: page.ask(shiftdialogs.TakeOff, names=True)),
            ]
        details.buttons(*who)
        if held.patrol_id is None:
            details.buttons(("print", _("Make its sheet"), page.make_sheet))
        if held.patrol_id is None and held.occurrence.start <= page.desk.now():
            details.buttons(
                ("patrols", _("Log it"), page.log),
                ("close", _("It did not take place"), lambda: page.ask(shiftdialogs.Skip)),
            )
    details.part(_("Change"))
    ahead = not held.occurrence.skipped and held.occurrence.start > page.desk.now()
    if held.repeats:
        changes = [("edit", _("The series"), page.change)]
        if not held.occurrence.skipped:
            changes.append(("", _("Only this day…"), page.only_this_day))
        if ahead:
            changes.append(("close", _("Skip this day…"), lambda: page.ask(shiftdialogs.Skip)))
        changes.append(("", _("End the series…"), lambda: page.ask(shiftdialogs.EndSeries)))
    else:
        changes = [("edit", _("Change"), page.change)]
        if ahead:
            changes.append(("close", _("Skip it…"), lambda: page.ask(shiftdialogs.Skip)))
    changes.append(("remove", _("Remove"), page.remove))
    details.buttons(*changes)
