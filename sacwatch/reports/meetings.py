"""What is handed out at a meeting, and what was said there: the agenda and the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sacwatch.domain import cells, meetingsteps
from sacwatch.domain.audiences import Audience, exact_place, may_show
from sacwatch.domain.meetings import AgendaItem, Guest, Meeting
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.blanks import Blank, WriteOn
from sacwatch.reports.fonts import Cut
from sacwatch.reports.layout import Cell, Column, Fact, Paper
from sacwatch.reports.pieces import Align, Piece, text
from sacwatch.words import label

_LINES = 5
"""Ruled lines for one's own notes, at the foot of an agenda, at most."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """Something that somebody said they would do, as its audience may see it."""

    what: str
    owner: str = ""
    """"" where nobody does it yet, or the audience may not see who."""
    due_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A concern that was raised at the meeting, as its audience may see it."""

    topic: str
    """In words."""
    place: str = ""
    said: str = ""
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Came:
    """How many came, and who of them may be named."""

    people: int = 0
    walk_ins: int = 0
    """0 too where the audience is not told how few they were."""
    names: tuple[str, ...] = ()
    blocks: tuple[tuple[str, int], ...] = ()
    """How many from each block, by its name, in the order of the watch; without those of which the
    audience is not told how few they were."""


@dataclass(frozen=True, kw_only=True)
class MeetingPaper:
    """One meeting as its audience may see it."""

    watch: Watch
    audience: Audience
    meeting: Meeting
    starts_at: datetime
    """Aware UTC."""
    ends_at: datetime | None = None
    invited: tuple[str, ...] = ()
    """The blocks and roles that are invited, in words; none where everybody is."""
    came: Came = Came()
    open_actions: tuple[Doing, ...] = ()
    """Those that wait since earlier meetings."""
    new_actions: tuple[Doing, ...] = ()
    more_open: bool = False
    """Whether more waits, for which there are no words for these readers."""
    more_new: bool = False
    """Whether more was noted, likewise."""
    raised: tuple[Raised, ...] = ()
    undescribed: bool = False
    """Whether more was raised, about somebody who needs help, which is not described for these readers."""
    decided_before: tuple[str, ...] = ()
    """What was decided at the meeting before."""
    next_at: datetime | None = None
    next_place: str = ""
    large: bool = False


def name_of(meeting: Meeting) -> str:
    """Give what a meeting is called."""
    return meeting.title or label("meeting", meeting.kind.value)


def when(data: MeetingPaper) -> str:
    """Give the time of a meeting, such as "7:00 pm to 8:30 pm"."""
    if data.ends_at is None:
        return formats.clock(data.starts_at)
    return formats.clock_range(data.starts_at, data.ends_at)


def guest_words(guest: Guest) -> str:
    """Give a guest with whom they come for."""
    name = formats.isolated(guest.name)
    return _("{name}, {office}").format(name=name, office=guest.of) if guest.of else name


def agenda(data: MeetingPaper, made_on: datetime) -> bytes:
    """Make the agenda as PDF. `made_on` is aware UTC."""
    left_out = _names_left_out(data) + _actions_left_out(more=data.more_open)
    paper = _begin(data, made_on, _("Agenda"), left_out)
    _facts(paper, data)
    if data.meeting.agenda:
        _items(paper, data)
    else:
        paper.body(_("The agenda is open: bring what you want to talk about."))
    if data.open_actions:
        paper.heading(_("Still to be done since the last meetings"))
        _doings(paper, data.open_actions, data.audience)
    if data.decided_before:
        paper.heading(_("What we decided the last time"))
        for each in data.decided_before:
            paper.body(f"• {each}")
    _lines(paper)
    return paper.pdf()


def _lines(paper: Paper) -> None:
    """Put lines for one's own notes, as many as there is room for on the page."""
    head = text(_("Notes"), paper.styles.heading, keep=True)
    line = WriteOn((Blank(""),), paper.styles.label, room=22, before=0, after=0)
    lines = next(
        (count for count in range(_LINES, 0, -1) if paper.fits([head, *[line] * count], below=True)), 0
    )
    pieces: list[Piece] = [head, *[line] * lines] if lines else []
    for piece in pieces:
        paper.put(piece)


def _begin(data: MeetingPaper, made_on: datetime, title: str, left_out: Sequence[str]) -> Paper:
    return Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=title,
        subtitle=f"{name_of(data.meeting)}, {formats.long_day(data.meeting.day)}",
        large=data.large,
        left_out=left_out,
    )


def _names_left_out(data: MeetingPaper) -> list[str]:
    names = _("the names of members who did not agree to be named")
    return [] if may_show(AgendaItem, "who", data.audience) else [names]


def _actions_left_out(*, more: bool) -> list[str]:
    return [_("what is to be done where there are no words for neighbors")] if more else []


def _facts(paper: Paper, data: MeetingPaper) -> None:
    paper.facts(
        [
            Fact(_("Time"), when(data)),
            Fact(_("Place"), data.meeting.place.text, wide=len(data.meeting.place.text) > 60),
            Fact(_("Guests"), "\n".join(map(guest_words, data.meeting.guests)), wide=True),
        ]
    )


def _items(paper: Paper, data: MeetingPaper) -> None:
    timed = meetingsteps.schedule(data.meeting)
    leaders = any(each.who for each in data.meeting.agenda)
    columns = [Column(_("Time"), align=Align.END), Column(_("What"), share=1)]
    if leaders:
        columns.append(Column(_("Who"), most=14))
    columns.append(Column(_("Minutes"), align=Align.END))
    rows: list[list[Cell]] = []
    for item, start in timed:
        row: list[Cell] = [
            "" if start is None else formats.clock_time(start),
            paper.cell([(item.title, Cut.BOLD)]),
        ]
        if leaders:
            row.append(formats.isolated(item.who) if item.who else "")
        rows.append([*row, "" if item.minutes is None else str(item.minutes)])
    paper.table(columns, rows)


def _doings(paper: Paper, doings: Sequence[Doing], audience: Audience) -> None:
    captain = audience is Audience.CAPTAIN
    columns = [Column(_("What"), share=1), Column(_("Who"), most=14), Column(_("By when"))]
    rows: list[list[Cell]] = []
    for each in doings:
        who = formats.isolated(each.owner) if each.owner else _("Nobody yet") if captain else "–"
        due = formats.short_day(each.due_on) if each.due_on else "–"
        rows.append([each.what, who, _("{day} (late)").format(day=due) if each.overdue else due])
    paper.table(columns, rows)


def minutes(data: MeetingPaper, made_on: datetime) -> bytes:
    """Make the minutes as PDF. `made_on` is aware UTC."""
    paper = _begin(data, made_on, _("Minutes"), _minutes_left_out(data))
    _facts(paper, data)
    _who_came(paper, data)
    if data.meeting.minuted:
        for number, item in enumerate(data.meeting.agenda, 1):
            _minuted(paper, data, item, number)
    else:
        _not_minuted(paper, data)
    if data.raised or data.undescribed:
        paper.heading(_("Concerns and suggestions raised"))
    if data.raised:
        _raised(paper, data.raised)
    if data.undescribed:
        paper.small(_("What is about somebody who needs help is not described here."))
    if data.new_actions:
        paper.heading(_("Who does what"))
        _doings(paper, data.new_actions, data.audience)
    if data.next_at is not None:
        paper.heading(_("Next meeting"))
        told = ", ".join(filter(None, (formats.moment(data.next_at), data.next_place)))
        # The lines to sign on are never alone on a page.
        paper.put(text(told, paper.styles.body, keep=True))
    if data.audience is Audience.CAPTAIN:
        paper.put(
            WriteOn((Blank(_("Signature"), 2), Blank(_("Date"), 1)), paper.styles.label, room=34, before=14)
        )
    return paper.pdf()


def _minutes_left_out(data: MeetingPaper) -> list[str]:
    told = may_show(AgendaItem, "notes", data.audience)
    words = [_("exact places and the words in which concerns were raised")]
    few = [_("the blocks from which fewer than {count} people came").format(count=cells.MINIMUM)]
    return [
        *_names_left_out(data),
        *([] if told else [_("what was said in the discussion")]),
        *(words if data.raised and not told else []),
        *_actions_left_out(more=data.more_new),
        *(few if data.came.people and not exact_place(data.audience) else []),
    ]


def _who_came(paper: Paper, data: MeetingPaper) -> None:
    came = data.came
    if not came.people:
        paper.small(_("Nobody signed in."))
        return
    paper.heading(_("Who came"))
    told = ngettext("{count} person", "{count} people", came.people).format(count=came.people)
    if came.walk_ins:
        new = ngettext("{count} of them a visitor", "{count} of them visitors", came.walk_ins)
        told = f"{told}, {new.format(count=came.walk_ins)}"
    paper.body(f"{told}.")
    if came.blocks:
        blocks = [f"{formats.isolated(name)} ({count})" for name, count in came.blocks]
        paper.body(_("From the blocks: {blocks}").format(blocks=", ".join(blocks)))
    if came.names:
        paper.small(", ".join(map(formats.isolated, came.names)))
        more = came.people - len(came.names)
        if more:
            others = ngettext("And {count} other.", "And {count} others.", more)
            paper.small(others.format(count=more))


def _minuted(paper: Paper, data: MeetingPaper, item: AgendaItem, number: int) -> None:
    paper.heading(f"{number}. {item.title}")
    if item.who:
        paper.small(formats.isolated(item.who))
    if item.notes:
        paper.body(item.notes)
    for each in item.decisions:
        paper.put(text([(_("Decided:") + " ", Cut.BOLD), (each, Cut.REGULAR)], paper.styles.body))
    if not item.notes and not item.decisions and data.audience is Audience.CAPTAIN:
        paper.small(_("Nothing was written down."))


def _not_minuted(paper: Paper, data: MeetingPaper) -> None:
    """Say first of the whole meeting that there is nothing to read, and then what it was about."""
    paper.heading(_("Agenda"))
    told = may_show(AgendaItem, "notes", data.audience)
    none = _("No minutes of this meeting were written down.")
    paper.body(none if told else _("Nothing was decided at this meeting."))
    for number, item in enumerate(data.meeting.agenda, 1):
        who = f" ({formats.isolated(item.who)})" if item.who else ""
        paper.body(f"{number}. {item.title}{who}")


def _raised(paper: Paper, raised: Sequence[Raised]) -> None:
    columns = [Column(_("About"), most=12), Column(_("Where"), most=14), Column(_("What"), share=1)]
    rows: list[list[Cell]] = []
    for each in raised:
        said = each.said or "–"
        if each.times > 1:
            said = _("{said} (raised {count} times)").format(said=said, count=each.times)
        rows.append([each.topic, each.place, said])
    paper.table(columns, rows)


__all__ = [
    "Came",
    "Doing",
    "MeetingPaper",
    "Raised",
    "agenda",
    "guest_words",
    "minutes",
    "name_of",
    "when",
]
