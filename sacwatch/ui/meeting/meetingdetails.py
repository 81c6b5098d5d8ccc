"""What the page of meetings shows of the chosen one, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from sacwatch import words
from sacwatch.domain.actions import ActionState
from sacwatch.domain.kinds import Kind
from sacwatch.domain.meetings import AgendaItem, Meeting, MeetingState, Reminding
from sacwatch.i18n import N_, _
from sacwatch.services.meetings import Shown
from sacwatch.ui import plain, shown
from sacwatch.ui.meeting import meetingwords
from sacwatch.ui.meeting.checkline import CheckLine
from sacwatch.ui.records.details import Details
from sacwatch.ui.records.gallery import Gallery


def show(page: Any, details: Details, found: Shown) -> None:
    """Fill the card with a meeting; its buttons call the page."""
    meeting, desk = found.meeting, page.desk
    closed = meeting.state is MeetingState.CLOSED
    details.heading(meetingwords.name(meeting))
    if meeting.title:
        details.text(words.label("meeting", meeting.kind.value), "faint")
    details.facts(
        [
            (_("When"), meetingwords.span(meeting, desk.zone)),
            (_("Place"), meeting.place.text),
            (_("Stands"), words.label("course", meeting.state.value)),
            (
                _("Guests"),
                "\n".join(", ".join(filter(None, (each.name, each.of))) for each in meeting.guests),
            ),
            (_("Invited"), _invited(found)),
            (_("Reminded"), "\n".join(_reminded(meeting))),
            (_("Came"), _came(found) if meeting.signins else ""),
            (_("Next meeting"), _next(found, page) if closed else ""),
            (_("Note"), meeting.note),
        ]
    )
    if not desk.read_only:
        _run_buttons(page, details, meeting)
    _papers(page, details, found)
    if meeting.agenda:
        details.part(_("Minutes") if meeting.minuted else _("Agenda"))
        for number, item in enumerate(meeting.agenda, 1):
            _item(details, item, number)
    _came_up(page, details, found)
    if not closed:
        _checklist(page, details, meeting)
    if not desk.read_only:
        _change_buttons(page, details, meeting)


def _run_buttons(page: Any, details: Details, meeting: Meeting) -> None:
    if meeting.state is MeetingState.PLANNED:
        if meeting.day <= page.desk.today():
            details.buttons(("start", _("Begin the meeting"), page.run_chosen))
        else:
            details.buttons(
                ("phonetree", _("Remind by phone"), partial(page.remind, Reminding.PHONE_TREE)),
                ("print", _("Remind by flyer"), partial(page.remind, Reminding.FLYER)),
                ("start", _("Begin it now"), page.run_chosen),
            )
    elif meeting.state is MeetingState.HELD:
        details.buttons(("start", _("Go on with it"), page.run_chosen))


def _papers(page: Any, details: Details, found: Shown) -> None:
    details.part(_("Papers"))
    meeting = found.meeting
    closed = meeting.state is MeetingState.CLOSED
    kept = set(dict(found.papers))
    if closed and "handout" in kept:
        details.buttons(
            ("print", _("Handout"), partial(page.paper, "handout")),
            ("print", _("Newsletter"), partial(page.paper, "newsletter")),
            ("save", _("Copy as text"), page.copy_text),
        )
    else:
        handout = [("print", _("Make the handout"), partial(page.paper, "handout"))]
        if not closed and not page.desk.read_only:
            handout.append(("edit", _("Arrange it…"), page.arrange_handout))
        handout += [
            ("print", _("Newsletter"), partial(page.paper, "newsletter")),
            ("save", _("Copy as text"), page.copy_text),
        ]
        details.buttons(*handout)
    papers = [("print", _("Agenda"), partial(page.paper, "agenda"))]
    if not closed:
        papers += [
            ("print", _("Sign-in sheet"), partial(page.paper, "sign-in-sheet")),
            ("print", _("Flyer"), partial(page.paper, "meeting-flyer")),
            ("print", _("Print all three…"), page.print_pack),
        ]
    if meeting.state is not MeetingState.PLANNED:
        papers.append(("print", _("Minutes"), partial(page.paper, "minutes")))
    if any(each.owner and each.state is ActionState.OPEN for each in found.noted):
        papers.append(("print", _("Action slips"), partial(page.paper, "action-slips")))
    later = found.for_calendar != meeting.id
    calendar = _("Save next date…") if later else _("Calendar file…")
    papers.append(("save", calendar, page.save_calendar))
    details.buttons(*papers)
    for day, files in found.kept_since.items():
        if day is None:
            told = _("As they were when the meeting was closed:")
        else:
            told = _("Made anew on {day}, and not as they were when the meeting was closed:")
            told = told.format(day=shown.day(day.astimezone(page.desk.zone).date()))
        details.text(told, "faint")
        details.add(Gallery(page.desk, files))
    if closed and not {"minutes", "handout"} <= kept and not page.desk.read_only:
        told = _(
            "Of its closing, the minutes and the handout are not both here. What is missing can be made anew "
            "from what is written down now."
        )
        details.text(told, "faint")
        details.buttons(("save", _("Make anew and keep"), page.freeze_chosen))


def _item(details: Details, item: AgendaItem, number: int) -> None:
    told = f"{number}. {item.title}"
    more = [
        "" if item.minutes is None else shown.duration(item.minutes),
        item.who,
    ]
    behind = ", ".join(part for part in more if part)
    details.text(f"{told} ({behind})" if behind and not item.notes else told)
    if item.notes:
        details.text(item.notes, "faint")
    for each in item.decisions:
        details.text(_("Decided: {words}").format(words=each))


def _came_up(page: Any, details: Details, found: Shown) -> None:
    """List what was raised and who does what, each a link to its own page."""
    desk = page.desk
    if found.raised:
        details.part(_("Concerns and suggestions raised"))
        for concern in found.raised:
            about = (words.label("topic", concern.topic.value), concern.place.text)
            details.link(
                " · ".join(part for part in about if part),
                partial(desk.open_record, Kind.CONCERN, concern.id),
            )
    for title, actions in (
        (_("Who does what"), found.noted),
        (_("Returns to this agenda"), found.waiting),
    ):
        if actions:
            details.part(title)
            for action in actions:
                done = action.state is not ActionState.OPEN
                told = (
                    "✓" if done else "",
                    action.owner or _("nobody yet"),
                    " ".join(action.what.split())[:80],
                )
                details.link(
                    " · ".join(part for part in told if part),
                    partial(desk.open_record, Kind.ACTION, action.id),
                )


def _checklist(page: Any, details: Details, meeting: Meeting) -> None:
    checks = meeting.checklist
    done = sum(each.done_on is not None for each in checks)
    details.part(_("Checklist, {done} of {all} done").format(done=done, all=len(checks)))
    for each in checks:
        tip = "" if each.done_on is None else _("Done on {day}").format(day=shown.day(each.done_on))
        line = CheckLine(meetingwords.check(each), done=each.done_on is not None, tip=plain.tip(tip))
        line.setEnabled(not page.desk.read_only)
        line.ticked.connect(lambda on, what=each: page.tick(meeting.id, what, done=on))
        details.add(line)


def _change_buttons(page: Any, details: Details, meeting: Meeting) -> None:
    details.part(_("Change"))
    if meeting.state is MeetingState.CLOSED:
        details.buttons(
            ("edit", _("Open it again"), page.open_again),
            ("add", _("Plan the next one"), page.plan_next),
            ("remove", _("Remove"), page.remove_chosen),
        )
    else:
        details.buttons(
            ("edit", _("Change"), page.edit_chosen),
            ("add", _("Plan the next one"), page.plan_next),
            ("remove", _("Remove"), page.remove_chosen),
        )


def _invited(found: Shown) -> str:
    meeting = found.meeting
    if meeting.everybody:
        return _("Everybody")
    blocks = [found.block_names[each] for each in meeting.block_ids if each in found.block_names]
    roles = [words.label("role", each.value) for each in meeting.roles]
    return ", ".join((*blocks, *roles))


def _reminded(meeting: Meeting) -> list[str]:
    return [f"{words.label('reminding', each.how.value)}, {shown.day(each.on)}" for each in meeting.reminders]


def _came(found: Shown) -> str:
    signins = found.meeting.signins
    walked = sum(each.walk_in for each in signins)
    told = meetingwords.came(len(signins))
    if walked:
        new = shown.count(walked, N_("{count} visitor"), N_("{count} visitors"))
        told = f"{told}, {new}"
    heard = {found.block_names[each.block_id] for each in signins if each.block_id in found.block_names}
    return f"{told}\n{', '.join(sorted(heard))}" if heard else told


def _next(found: Shown, page: Any) -> str:
    return "" if found.next is None else meetingwords.when(found.next, page.desk.today())
