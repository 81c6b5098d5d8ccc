"""The words of meetings; imports only i18n. `words` holds them with all others."""

from __future__ import annotations

from sacwatch.i18n import N_

LABELS: dict[str, str] = {
    "kind.meeting": N_("Meeting"),
    "list.meetings": N_("Meetings"),
    "list.who_came": N_("Who came to meetings"),
    "list.attendance": N_("How many came to meetings"),
    "meeting.regular": N_("Watch meeting"),
    "meeting.town_hall": N_("Town hall"),
    "meeting.night_out": N_("National Night Out"),
    "meeting.other": N_("Other meeting"),
    "course.planned": N_("Planned"),
    "course.held": N_("Not closed yet"),
    "course.closed": N_("Closed"),
    "reminding.phone_tree": N_("By the phone tree"),
    "reminding.flyer": N_("With a flyer"),
    "reminding.email": N_("By e-mail"),
    "reminding.in_person": N_("In person"),
    "todo.place": N_("Ask for the room and the key"),
    "todo.agenda": N_("Print the agenda"),
    "todo.flyers": N_("Hand out or hang up the flyers, ten days before"),
    "todo.remind": N_("Remind people by the phone tree, two days before"),
    "todo.sign_in": N_("Print the sign-in sheet, bring pens"),
    "todo.handouts": N_("Print the handouts"),
    "todo.cards": N_("Bring the cards with the numbers to call"),
    "todo.chairs": N_("Set up chairs, water and light"),
    "todo.guests": N_("Invite the guests: officers, firefighters, council office"),
    "todo.moderator": N_("Find somebody to lead the talk who takes no side"),
    "todo.questions": N_("Bring cards to write questions on, and collect them"),
    "todo.sound": N_("Try the microphones and the screen"),
    "todo.languages": N_("Ask who interprets, and into which languages"),
    "todo.access": N_("See that people with wheelchairs get in, and park"),
    "todo.timekeeper": N_("Find somebody to keep the time"),
    "todo.officials": N_("Send the guests the concerns, a week before"),
    "todo.answers": N_("Write down who promised which answer by when"),
    "todo.register": N_("Register the event with the police or the Sheriff, if you want a visit"),
    "todo.street": N_("Ask the city or county whether closing the street needs a permit"),
    "todo.tables": N_("Borrow tables, chairs and shade"),
    "todo.food": N_("Agree who brings which food, and name what people may be allergic to"),
    "todo.children": N_("Plan games for the children, and who looks after them"),
    "todo.lights": N_("Bring lamps and porch lights for after dark"),
    "todo.first_aid": N_("Bring a first-aid kit, and know who can use it"),
    "todo.sign_up": N_("Lay out slips for those who want to join the watch"),
    "todo.clean_up": N_("Agree who cleans up, and open the street again"),
    "todo.thanks": N_("Thank guests and helpers"),
    "step.meeting_added": N_("Planned a meeting"),
    "step.meeting_changed": N_("Changed a meeting"),
    "step.meeting_removed": N_("Removed a meeting"),
    "step.meeting_ticked": N_("Ticked a checklist"),
    "step.meeting_reminded": N_("Noted a reminder"),
    "step.meeting_begun": N_("Began a meeting"),
    "step.minutes_typed": N_("Typed minutes"),
    "step.signed_in": N_("Signed somebody in"),
    "step.signed_out": N_("Took somebody off the list"),
    "step.meeting_closed": N_("Closed a meeting"),
    "step.meeting_papers_kept": N_("Kept papers of a meeting"),
    "step.meeting_opened_again": N_("Opened a meeting again"),
}

SENTENCES: dict[str, str] = {
    "problem.nobody_invited": N_("Please tick a block or a role, or invite everybody."),
    "problem.signed_in_already": N_(
        "{name} is on the list already. Is it somebody else? Add a letter to the name."
    ),
    "trouble.meeting_closed": N_(
        "This meeting is closed, and its papers are kept as they were. Open it again to change it."
    ),
    "trouble.meeting_not_closed": N_("This meeting is not closed, so it can be changed as it is."),
    "trouble.no_meeting": N_("There is no meeting yet. Plan one on the Meetings page."),
    "trouble.no_such_meeting": N_("No meeting was found for “{text}”. Give its day, such as 2026-12-01."),
    "trouble.needed_by_meeting": N_(
        "This cannot be removed, because a meeting has it on its list of who came. Use Retire instead."
    ),
}
