"""The words of concerns, suggestions and actions; imports only i18n. `words` holds them with all others."""

from __future__ import annotations

from sacwatch.i18n import N_

LABELS: dict[str, str] = {
    "kind.concern": N_("Concern or suggestion"),
    "kind.action": N_("Action"),
    "list.concerns": N_("Concerns and suggestions"),
    "list.actions": N_("Actions"),
    "concern.concern": N_("Concern"),
    "concern.suggestion": N_("Suggestion"),
    "topic.lighting": N_("Street lighting"),
    "topic.traffic": N_("Traffic and speeding"),
    "topic.parking": N_("Parking"),
    "topic.dumping": N_("Dumping and litter"),
    "topic.graffiti": N_("Graffiti"),
    "topic.noise": N_("Noise"),
    "topic.trees": N_("Trees and sidewalks"),
    "topic.needs_help": N_("Someone who needs help"),
    "topic.safety": N_("Safety"),
    "topic.other": N_("Other"),
    "responsible.311": N_("311"),
    "responsible.police": N_("Police"),
    "responsible.council": N_("Council office"),
    "responsible.watch": N_("Our watch"),
    "responsible.other": N_("Somebody else"),
    "waiting.to_send": N_("You: send it on"),
    "waiting.311": N_("311"),
    "waiting.police": N_("Police"),
    "waiting.council": N_("Council office"),
    "waiting.watch": N_("Our watch"),
    "waiting.other": N_("Somebody else"),
    "waiting.to_tell": N_("You: tell back"),
    "waiting.nobody": N_("Closed"),
    "waits.to_send": N_("Our watch, to send it on"),
    "waits.311": N_("311"),
    "waits.police": N_("Police"),
    "waits.council": N_("Council office"),
    "waits.watch": N_("Our watch"),
    "waits.other": N_("Somebody else"),
    "waits.to_tell": N_("Our watch, to tell back"),
    "waits.nobody": N_("Nobody"),
    "concern_state.raised": N_("Raised"),
    "concern_state.sent": N_("Sent on"),
    "concern_state.answered": N_("Answered"),
    "concern_state.told": N_("Told back"),
    "concern_state.dropped": N_("Dropped"),
    "told_how.meeting": N_("At a meeting"),
    "told_how.handout": N_("In the handout"),
    "told_how.in_person": N_("In person"),
    "told_how.phone": N_("By phone"),
    "told_how.email": N_("By e-mail"),
    "told_how.paper": N_("By a note or letter"),
    "action.open": N_("Open"),
    "action.done": N_("Done"),
    "action.dropped": N_("Dropped"),
    "step.concern_noted": N_("Concern noted"),
    "step.concern_changed": N_("Concern changed"),
    "step.concern_removed": N_("Concern removed"),
    "step.concern_sent": N_("Concern sent on"),
    "step.concern_answered": N_("Concern answered"),
    "step.concern_told": N_("Concern told back"),
    "step.concern_dropped": N_("Concern dropped"),
    "step.concern_reopened": N_("Concern taken up anew"),
    "step.concern_joined": N_("Concern raised again"),
    "step.concerns_united": N_("Two concerns made one"),
    "step.action_noted": N_("Action noted"),
    "step.action_changed": N_("Action changed"),
    "step.action_removed": N_("Action removed"),
    "step.action_done": N_("Action done"),
    "step.action_dropped": N_("Action dropped"),
    "step.action_reopened": N_("Action taken up anew"),
}

SENTENCES: dict[str, str] = {
    "trouble.no_concern": N_("No concern was noted yet, so there is nothing to print. Note one first."),
    "trouble.concern_not_told": N_(
        "This is about somebody who needs help, so that neighbors are told nothing of it. Choose yourself or"
        " the police as readers."
    ),
    "problem.who_is_responsible": N_("Please say whom it was sent to."),
    "problem.told_what": N_(
        "It was told back before there was an answer. Please fill in what came of it, even “nothing can be"
        " done”."
    ),
    "problem.why_dropped": N_("Please say why it is dropped. Whoever asks later will want to know."),
    "problem.before_raised": N_("This is before the day it was raised. Please check both dates."),
    "problem.before_sent": N_("This is before the day it was sent on. Please check both dates."),
    "problem.before_answered": N_("This is before the day of the answer. Please check both dates."),
    "problem.before_told": N_("This is before the day it was told back. Please check both dates."),
    "problem.before_dropped": N_("This is before the day it was dropped. Please check both dates."),
    "problem.due_before_noted": N_("This is before the day it was noted. Please check both dates."),
    "problem.closed_before_noted": N_("This is before the day it was noted. Please check both dates."),
    "trouble.concern_is_closed": N_(
        "This concern is closed already. Press “Take up again” first, and it waits once more."
    ),
    "trouble.concern_is_open": N_("This concern is open already, so there is nothing to take up again."),
    "trouble.not_answered_yet": N_(
        "This concern has no answer yet. Fill in what came of it first, and then note that it was told back."
    ),
    "trouble.unite_with_itself": N_("Both are the same concern. Please choose another one."),
    "trouble.action_is_closed": N_(
        "This action is closed already. Press “Take up again” first, and it waits once more."
    ),
    "trouble.action_is_open": N_("This action is open already, so there is nothing to take up again."),
}
