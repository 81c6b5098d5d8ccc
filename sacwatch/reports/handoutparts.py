"""What stands in a handout, section by section; pages and plain text are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sacwatch.domain import clockweeks
from sacwatch.domain import handouts as rules
from sacwatch.domain.handouts import Counted, Section, Trend
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats, leftout, typedwords
from sacwatch.reports.concerns import done_words, said_words
from sacwatch.reports.handoutblocks import (
    Block,
    Date,
    Drawn,
    Few,
    Framed,
    Grid,
    Handout,
    Lines,
    Numbers,
    Part,
    Told,
    Words,
)
from sacwatch.reports.pieces import Align
from sacwatch.reports.tables import Column
from sacwatch.words import label

_FEWEST_FOR_HOURS = 5
"""With fewer, squares in a week would look like a pattern."""
_MOST_NAMES = 40


def parts(data: Handout, few: Few) -> list[Part]:
    """Give the sections that are shown, in their order and in the language in use.

    A section of which there is nothing to tell is left out.
    """
    makers = {
        Section.HAPPENED: _happened,
        Section.MAP: _map,
        Section.WEEK: _week,
        Section.PATROLS: _patrols,
        Section.SAID: _said,
        Section.ACTIONS: _actions,
        Section.OWN: _own,
        Section.TIP: _tip,
        Section.NOTICES: _notices,
        Section.NEXT: _next,
        Section.CALLS: _calls,
    }
    found = []
    for section in data.arrangement.shown():
        blocks = tuple(makers[section](data, few))
        if blocks:
            found.append(Part(section, heading(data, section), blocks))
    return found


def heading(data: Handout, section: Section) -> str:
    """Give the heading of a section."""
    if section is Section.OWN:
        return data.arrangement.own_title or _("From your captain")
    if section is Section.TIP:
        return _("Tip: {title}").format(title=label("tip", data.tip.value))
    return label("section", section.value)


def title(*, wordy: bool = False) -> str:
    """Give the title of a handout, or of a newsletter."""
    return _("Neighborhood newsletter") if wordy else _("Neighborhood handout")


def greeting(data: Handout) -> str:
    """Give the words with which a newsletter begins."""
    words = _(
        "Dear neighbors, this is what we know, what we did and what we plan. Whoever wants to help, has a "
        "question or knows more: come to the next meeting, or talk to somebody of {watch}."
    )
    return words.format(watch=formats.isolated(data.watch.name))


def subtitle(data: Handout) -> str:
    """Give the meeting and its day."""
    name = data.meeting.title or label("meeting", data.meeting.kind.value)
    return _("{name}, {day}").format(name=name, day=formats.long_day(data.meeting.day))


def made_anew(made_on: datetime) -> str:
    """Say that this is not the one that was handed out. `made_on` is aware UTC."""
    words = _("Made anew on {day}, as the records are now: it may differ from what was handed out.")
    return words.format(day=formats.long_day(formats.local_day(made_on)))


def translated(data: Handout) -> str:
    """Say of a translation who has read it, and what of it is none."""
    typed = _("What people wrote stands as they wrote it.")
    if data.spanish_reviewed:
        return typed
    return _("This translation was not yet reviewed by a speaker.") + " " + typed


# What happened


def _happened(data: Handout, few: Few) -> list[Block]:
    found: list[Block] = [Words(_period(data))]
    if not data.counts:
        found.append(Words(_quiet(data)))
    else:
        if few.wordy:
            found.append(Words(_in_words(data)))
        found.append(_table(data, few))
    if data.left_out.incidents:
        counted = leftout.incidents(data.left_out.incidents, data.audience)
        found.append(Words(_("Not in these figures: {incidents}.").format(incidents=counted), small=True))
    if data.counts:
        found.append(
            Words(_("This is what our watch knows of. It is no official police figure."), small=True)
        )
    return found


def _days(data: Handout) -> int:
    """Give how many days it tells of: from evening to evening, or whole ones where no meeting was before."""
    between = (data.last - data.first).days
    return max(1, between) if data.since_meeting else between + 1


def _period(data: Handout) -> str:
    days = ngettext("{count} day", "{count} days", _days(data)).format(count=_days(data))
    if data.since_meeting:
        words = _("Since our last meeting: {period} ({days}).")
    else:
        words = _("In this time: {period} ({days}).")
    return words.format(period=formats.days(data.first, data.last), days=days)


def _quiet(data: Handout) -> str:
    if data.left_out.incidents:
        return _("Besides what is only counted, we know of nothing that happened.")
    return _("It was quiet: we know of nothing that happened. If you know of something, please tell us.")


def _compares(data: Handout) -> bool:
    return all(each.before is not None for each in data.counts)


def _table(data: Handout, few: Few) -> Grid:
    compares = _compares(data)
    columns = [Column(_("What"), share=1), Column(_("Now"), align=Align.END)]
    if compares:
        columns += [Column(_("Before"), align=Align.END), Column(_("Compared"))]
    rows = [
        _counted_row(label("incident", each.kind.value), each.now, each.before)
        for each in data.counts[: few.kinds]
    ]
    rest = data.counts[few.kinds :]
    if rest:
        name = ngettext("{count} other kind", "{count} other kinds", len(rest)).format(count=len(rest))
        rows.append(_counted_row(name, *_sums(rest)))
    total = _counted_row(_("All together"), *_sums(data.counts))
    return Grid(tuple(columns), tuple(rows), total if len(data.counts) > 1 else None)


def _sums(counts: Sequence[Counted]) -> tuple[int, int | None]:
    befores = [each.before for each in counts if each.before is not None]
    return sum(each.now for each in counts), sum(befores) if len(befores) == len(counts) else None


def _counted_row(name: str, now: int, before: int | None) -> tuple[str, ...]:
    if before is None:
        return name, f"{now:,}"
    return name, f"{now:,}", f"{before:,}", compared(now, before)


def compared(now: int, before: int) -> str:
    """Say how a count stands to the one before: in plain numbers, and with a percentage only of many."""
    found = rules.compare(now, before)
    words = label("trend", found.trend.value)
    if found.trend not in (Trend.MORE, Trend.FEWER):
        return words
    told = words.format(count=f"{found.difference:,}")
    if found.percent is None:
        return told
    return _("{words} ({percent} %)").format(words=told, percent=found.percent)


def _in_words(data: Handout) -> str:
    now, before = _sums(data.counts)
    told = ngettext(
        "We heard of {count} incident in this time.", "We heard of {count} incidents in this time.", now
    ).format(count=f"{now:,}")
    first = data.counts[0]
    if first.now > 1 and first.now < now:
        most = _("What happened most often was: {kind} ({count}).")
        told += " " + most.format(kind=label("incident", first.kind.value), count=f"{first.now:,}")
    if before is not None:
        days = ngettext(
            "In the day before that it was {before}: {compared}.",
            "In the {count} days before that it was {before}: {compared}.",
            _days(data),
        )
        told += " " + days.format(count=_days(data), before=f"{before:,}", compared=compared(now, before))
    return told


def _map(data: Handout, few: Few) -> list[Block]:
    if not data.incidents:
        return []
    found: list[Block] = []
    mapped = sum(each.mapped for each in data.incidents)
    if mapped:
        words = ""
        if mapped < len(data.incidents):
            words = _(
                "{mapped} of {listed} incidents are on the map. The others have no place that can be shown."
            )
            words = words.format(mapped=f"{mapped:,}", listed=f"{len(data.incidents):,}")
        found.append(Drawn(words))
    listed = data.incidents[: few.incidents]
    if listed and few.tight:
        found.append(Words(" · ".join(map(_in_short, listed)), small=True))
    elif listed:
        columns = (Column(_("When"), most=9.6), Column(_("What"), share=3), Column(_("Where"), share=2))
        found.append(Grid(columns, tuple(_told_row(each, few.wordy) for each in listed)))
    more = len(data.incidents) - len(listed)
    if more and listed:
        words = ngettext("And {count} more before that.", "And {count} more before those.", more)
        found.append(Words(words.format(count=f"{more:,}"), small=True))
    return found


def _in_short(each: Told) -> str:
    day = formats.month_day(formats.local_day(each.start))
    what = ", ".join(
        part
        for part in (label("incident", each.kind.value), formats.isolated(typedwords.place(each.place)))
        if part
    )
    return _("{day}: {what}").format(day=day, what=what)


def _told_row(each: Told, wordy: bool) -> tuple[Lines | str, ...]:
    day, time = formats.happened(each.start, each.end, with_year=False)
    kind, place = label("incident", each.kind.value), typedwords.place(each.place)
    if wordy:
        return Lines(plain=day, small=time), Lines(strong=kind, plain=each.wording), place
    return Lines(plain=day, small=time), Lines(plain=kind, small=each.wording), place


def shares(data: Handout) -> tuple[list[float], int]:
    """Give the hours of the week with what happened in each, and how many are in none of them."""
    return clockweeks.spread((each.start, each.end) for each in data.incidents)


def _week(data: Handout, few: Few) -> list[Block]:
    if not data.incidents:
        return []
    timeless = shares(data)[1]
    if len(data.incidents) - timeless < _FEWEST_FOR_HOURS:
        if few.tight:
            return []
        words = _("Of fewer than {count} incidents the hour is known: too few to tell when most happens.")
        return [Words(words.format(count=_FEWEST_FOR_HOURS))]
    words = _("The larger a square, the more happened in that hour.")
    if timeless:
        more = ngettext(
            "{count} incident is not in it: it can have been at any hour.",
            "{count} incidents are not in it: they can have been at any hour.",
            timeless,
        )
        words = f"{words} {more.format(count=f'{timeless:,}')}"
    return [Drawn(words)]


# What the watch did


def _patrols(data: Handout, few: Few) -> list[Block]:
    whole = data.patrols
    if not whole.patrols:
        return [
            Words(
                _(
                    "No patrol went out in this time. Would you walk with us one evening? Please tell us "
                    "after the meeting."
                )
            )
        ]
    found: list[Block] = [
        Numbers(
            (
                (_("Patrols"), f"{whole.patrols:,}"),
                (_("Hours on patrol"), formats.duration(whole.minutes)),
                (_("Hours given by neighbors"), formats.duration(whole.person_minutes)),
                (_("Neighbors who went"), f"{whole.people:,}"),
            )
        )
    ]
    names = [formats.isolated(each.name) for each in whole.shares if each.name][:_MOST_NAMES]
    others = whole.people - len(names)
    if others > 0 and names:
        more = ngettext("{count} other", "{count} others", others).format(count=f"{others:,}")
        names.append(more)
    if names:
        found.append(Words(_("Thank you, {names}!").format(names=formats.listed(names))))
    else:
        found.append(Words(_("Thank you to all who went!")))
    if few.wordy:
        found.append(
            Words(
                _("Two people and two hours are enough to begin with. Whoever wants to come along tells us.")
            )
        )
    return found


def _said(data: Handout, few: Few) -> list[Block]:
    told = data.said.told
    concerns = [*told.done, *told.waiting, *told.dropped]
    found: list[Block] = []
    if not concerns:
        found.append(
            Words(
                _(
                    "Nothing was raised in this time, and nothing waits. Something on your mind? Tell your "
                    "block captain, or come to the next meeting."
                )
            )
        )
    else:
        figures = [
            (_("Raised"), f"{told.raised:,}"),
            (_("Answered"), f"{len(told.done):,}"),
            (_("Still waiting"), f"{len(told.waiting):,}"),
        ]
        days = told.usual_days()
        if days is not None:
            words = ngettext("{count} day", "{count} days", days).format(count=f"{days:,}")
            figures.append((_("Usual time to an answer"), words))
        if few.wordy:
            found.append(Words(_("What you told us does not get lost: here is what came of each.")))
        found.append(Numbers(tuple(figures)))
        rows = []
        for each in concerns[: few.said]:
            where, said, when = said_words(each)
            did, standing = done_words(each)
            rows.append((Lines(where, said, when), Lines("", did, standing)))
        found.append(Grid((Column(_("You said"), share=1), Column(_("We did"), share=1)), tuple(rows)))
        more = len(concerns) - len(rows)
        if more:
            words = ngettext(
                "And {count} more that waits: ask us about it.",
                "And {count} more: ask us about them.",
                more,
            )
            found.append(Words(words.format(count=f"{more:,}"), small=True))
    if data.said.undescribed:
        found.append(Words(_("What is about somebody who needs help is not described here."), small=True))
    return found


def _actions(data: Handout, few: Few) -> list[Block]:
    if not data.actions:
        return []
    rows = []
    for each in data.actions[: few.actions]:
        who = formats.isolated(each.owner) if each.owner else "–"
        rows.append((each.what, who, formats.short_day(each.due_on) if each.due_on else "–"))
    columns = (Column(_("What"), share=1), Column(_("Who"), most=14), Column(_("By when")))
    found: list[Block] = [Grid(columns, tuple(rows))]
    more = len(data.actions) - len(rows)
    if more:
        words = ngettext("And {count} more.", "And {count} more.", more)
        found.append(Words(words.format(count=f"{more:,}"), small=True))
    return found


# What is announced


def _own(data: Handout, _few: Few) -> list[Block]:
    return _paragraphs(data.arrangement.own_words)


def _paragraphs(said: str) -> list[Block]:
    return [Words(each.strip()) for each in said.split("\n") if each.strip()]


def _tip(data: Handout, _few: Few) -> list[Block]:
    return [Words(label("tip_words", data.tip.value))]


def _notices(data: Handout, _few: Few) -> list[Block]:
    found: list[Block] = [
        Words(f"• {each.text}") for each in _paragraphs(data.arrangement.notices) if isinstance(each, Words)
    ]
    found += [Words(f"• {_date_words(each)}") for each in data.dates[1:]]
    return found


def _next(data: Handout, _few: Few) -> list[Block]:
    if not data.dates:
        return [Words(_("The day of the next meeting is not set yet. We tell you as soon as it is."))]
    return [Framed(_date_words(data.dates[0]))]


def _date_words(each: Date) -> str:
    name = each.name or label("meeting", each.kind)
    told = ", ".join(part for part in (formats.moment(each.at), typedwords.place(each.place)) if part)
    return _("{name}: {told}").format(name=name, told=told)


def _calls(data: Handout, _few: Few) -> list[Block]:
    return [Drawn()] if data.calls.calls else []
