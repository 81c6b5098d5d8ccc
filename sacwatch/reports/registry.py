"""The papers that can be made: their names, what they are for, and what must be said to make one.

This module is light, so that a list of papers needs nothing that draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sacwatch.i18n import N_, _


class Option(StrEnum):
    """What must be chosen before a paper can be made."""

    AUDIENCE = "audience"
    LARGE = "large"
    INCIDENT = "incident"
    """One incident."""
    PATROL = "patrol"
    """One patrol."""
    MONTH = "month"
    """A year and a month."""
    PERIOD = "period"
    """A first and a last day, both included."""
    BLOCK = "block"
    """One block of the watch, or all of them."""
    SHIFT_MONTH = "shift_month"
    """A month of shifts, which may still be to come."""
    SHIFT_WEEK = "shift_week"
    """A week of shifts, by any of its days."""
    CALLER = "caller"
    """One caller of the phone tree, or the whole tree."""
    FORM = "form"
    """The size of the paper, and which way round it lies."""
    STYLE = "style"
    """Color, or black and white."""
    LANGUAGE = "language"
    """The language of what is printed, where all of it is translated."""
    NOTHING = "nothing"
    """Nothing: there is only one of it."""
    HOUSEHOLD = "household"
    """One household, or none for a blank slip."""
    SLIPS = "slips"
    """Some households, or all whose entry is due for the yearly question."""
    SHEET = "sheet"
    """One patrol sheet, or several."""
    HOURS = "hours"
    """A period, and whether its hours are summed by month, quarter or year."""
    MEETING = "meeting"
    """One meeting."""
    CARD = "card"
    """The size of the call card."""
    MEMBER_HOURS = "member_hours"
    """One member, and a period as for HOURS."""
    MEMBER = "member"
    """One member."""
    CONCERN = "concern"
    """One concern or suggestion."""


@dataclass(frozen=True)
class PaperKind:
    """One paper. Title and purpose are in English until `title_words` and `purpose_words` translate them."""

    name: str
    title: str
    purpose: str
    needs: Option
    options: tuple[Option, ...] = (Option.AUDIENCE, Option.LARGE)

    @property
    def title_words(self) -> str:
        return _(self.title)

    @property
    def captains(self) -> bool:
        """Say whether the captain alone makes it, and hands it to the one whom it is for."""
        return Option.AUDIENCE not in self.options

    @property
    def sizable(self) -> bool:
        """Say whether it is also made in large print; the sheets to take along are in large print anyway."""
        return Option.LARGE in self.options

    @property
    def speaks(self) -> bool:
        """Say whether its language can be chosen; a handout's is chosen where it is arranged."""
        return Option.LANGUAGE in self.options

    @property
    def drawn(self) -> bool:
        """Say whether it is a map, whose paper and style can be chosen."""
        return Option.FORM in self.options

    @property
    def purpose_words(self) -> str:
        return _(self.purpose)


PAPERS: dict[str, PaperKind] = {
    each.name: each
    for each in (
        PaperKind(
            "patrol-log",
            N_("Patrol log"),
            N_("One patrol with everything that was written down, to keep or to hand over."),
            Option.PATROL,
        ),
        PaperKind(
            "patrol-hours",
            N_("Patrol hours"),
            N_("The hours of a month by person and in total, for the police liaison and the city."),
            Option.MONTH,
        ),
        PaperKind(
            "patrol-sheet",
            N_("Patrol sheet"),
            N_("To take along: who goes where, houses and places to look at, and lines to write on."),
            Option.SHEET,
            (),
        ),
        PaperKind(
            "filled-sheet",
            N_("Filled patrol sheet"),
            N_("A patrol as it came back on its sheet, in large print, to keep in a binder."),
            Option.PATROL,
            (),
        ),
        PaperKind(
            "shift-calendar",
            N_("Shifts of a month"),
            N_("Who goes when: the month as on the wall, and day by day, to hang up or hand out."),
            Option.SHIFT_MONTH,
        ),
        PaperKind(
            "shift-week",
            N_("Shifts of a week"),
            N_("A week of shifts with lines for names, to hang up where people can sign."),
            Option.SHIFT_WEEK,
        ),
        PaperKind(
            "vacation-checks",
            N_("Houses to look at"),
            N_("Who is away from when to when, who has the key, and who looked at the house when."),
            Option.NOTHING,
            (Option.LARGE,),
        ),
        PaperKind(
            "vacation-request",
            N_("Vacation slip"),
            N_("A page on which a household asks the watch to look at the house while nobody is home."),
            Option.HOUSEHOLD,
            (Option.LARGE,),
        ),
        PaperKind(
            "household-slip",
            N_("Yearly slip"),
            N_("What you keep about a household, for its people to correct, to agree to anew and to sign."),
            Option.SLIPS,
            (Option.LARGE,),
        ),
        PaperKind(
            "hours-statement",
            N_("Statement of hours"),
            N_("Hours and miles of any period by person and by month, quarter or year, for the liaison."),
            Option.HOURS,
        ),
        PaperKind(
            "volunteer-statement",
            N_("Thank-you page"),
            N_("One member’s own hours, patrols and miles, with thanks, to sign and hand over."),
            Option.MEMBER_HOURS,
            (Option.LARGE,),
        ),
        PaperKind(
            "incident-summary",
            N_("Incident summary"),
            N_("What happened in a period: counts, a map and a list, for a meeting or the officer."),
            Option.PERIOD,
        ),
        PaperKind(
            "incident-report",
            N_("Incident report"),
            N_("One incident with all that is known, its map and its photos, to keep or for the officer."),
            Option.INCIDENT,
        ),
        PaperKind(
            "incident-reports",
            N_("Incident reports"),
            N_("Every incident of a period one after the other, each with its map and its photos."),
            Option.PERIOD,
        ),
        PaperKind(
            "said-and-done",
            N_("You said / we did"),
            N_("What neighbors raised in a period, what came of it and what is waited for, for the handout."),
            Option.PERIOD,
        ),
        PaperKind(
            "concerns",
            N_("Register of concerns"),
            N_("What is open today, the oldest first: what, where, and whom each waits for."),
            Option.NOTHING,
        ),
        PaperKind(
            "concern-sheet",
            N_("Concern sheet"),
            N_("One concern with every step and what came of it, to keep, or for the office it goes to."),
            Option.CONCERN,
        ),
        PaperKind(
            "map",
            N_("Map"),
            N_("Incidents, patrols and routes of a period on the map of the whole watch, one large sheet."),
            Option.PERIOD,
            (Option.AUDIENCE, Option.LARGE, Option.FORM, Option.STYLE),
        ),
        PaperKind(
            "block-map",
            N_("Block map"),
            N_("The houses of one block, or of each block of the watch, large enough to write on."),
            Option.BLOCK,
            (Option.AUDIENCE, Option.LARGE, Option.FORM, Option.STYLE),
        ),
        PaperKind(
            "phone-tree",
            N_("Phone tree"),
            N_("A cover for you, and for each caller a page with the homes to call and boxes to tick."),
            Option.CALLER,
        ),
        PaperKind(
            "call-card",
            N_("Call card"),
            N_("Whom to call for what, and when each number was tried: for wallets, handouts or the wall."),
            Option.CARD,
            (Option.AUDIENCE, Option.LARGE, Option.LANGUAGE),
        ),
        PaperKind(
            "roster",
            N_("Roster"),
            N_("The people of the watch by what they do, with phones and e-mail as they agreed to it."),
            Option.NOTHING,
        ),
        PaperKind(
            "member-sheet",
            N_("Member’s sheet"),
            N_("All that is kept about one member, and who may see it: for them alone, where they ask."),
            Option.MEMBER,
            (Option.LARGE,),
        ),
        PaperKind(
            "call-list",
            N_("Call list"),
            N_("Whom to call at which home, block by block, as they agreed to it."),
            Option.BLOCK,
        ),
        PaperKind(
            "what-changed",
            N_("What changed"),
            N_("Every record that came, was changed or went in a period, and who did it."),
            Option.PERIOD,
            (Option.LARGE,),
        ),
        PaperKind(
            "handout",
            N_("Handout"),
            N_("All for a meeting on one sheet: what happened, what was done, whom to call, when we meet."),
            Option.MEETING,
        ),
        PaperKind(
            "newsletter",
            N_("Newsletter"),
            N_("The same as the handout in more words and whole lists, to mail or to read at home."),
            Option.MEETING,
        ),
        PaperKind(
            "agenda",
            N_("Agenda"),
            N_("What is talked about at a meeting and when, with what is still to be done, to hand out."),
            Option.MEETING,
        ),
        PaperKind(
            "sign-in-sheet",
            N_("Sign-in sheet"),
            N_("The names of those who may come, block by block, to sign beside, and free lines for others."),
            Option.MEETING,
            (Option.AUDIENCE, Option.LARGE, Option.LANGUAGE),
        ),
        PaperKind(
            "minutes",
            N_("Minutes"),
            N_("Who came to a meeting, what was said and decided, and who does what, to keep and hand out."),
            Option.MEETING,
        ),
        PaperKind(
            "action-slips",
            N_("Action slips"),
            N_("What everybody said they would do at a meeting, and by when, to cut apart and hand over."),
            Option.MEETING,
            (Option.LARGE,),
        ),
        PaperKind(
            "meeting-flyer",
            N_("Flyer of a meeting"),
            N_("When and where a meeting is and what is talked about, in large print, for doors and walls."),
            Option.MEETING,
            (Option.LANGUAGE,),
        ),
        PaperKind(
            "ledger",
            N_("What went out"),
            N_("Every paper that was written, printed or mailed in a period: when, for whom and where to."),
            Option.PERIOD,
            (Option.LARGE,),
        ),
    )
}
"""Every paper by its name, in the order in which they are offered."""
