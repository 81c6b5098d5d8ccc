"""The sheet of one member: all that is kept about them, what they agreed to, and where they are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import Consent
from sacwatch.domain.households import Household
from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import Member
from sacwatch.domain.statements import Share
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.slips import home_facts, person_facts
from sacwatch.words import label


@dataclass(frozen=True, kw_only=True)
class Named:
    """A record in which they are named, by what it is called; "" where it has no name of its own."""

    kind: Kind
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class MemberSheet:
    """All that is kept about one member, on a civil day; for the captain, and for them where they ask."""

    watch: Watch
    day: date
    member: Member
    home: Household | None = None
    block: str = ""
    share: Share | None = None
    """Their part in all patrols since the first."""
    named: tuple[Named, ...] = ()
    more: int = 0
    """How many other records name them."""
    large: bool = False


def member_sheet(data: MemberSheet, made_on: datetime) -> bytes:
    """Make the sheet as PDF. `made_on` is aware UTC."""
    member = data.member
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=_("What is kept about one member"),
        subtitle=formats.isolated(member.name),
        large=data.large,
    )
    paper.body(
        _(
            "This is what this file keeps about {name}. It is for the captain, who gives it to nobody but the"
            " one it is about. Texts that speak of them without being tied to their entry are not on it."
        ).format(name=formats.isolated(member.name))
    )
    facts = [*person_facts(member, data.home), (_("The captain’s note"), member.note)]
    facts.append((_("State"), "" if member.active else _("retired")))
    facts += [(_("Entered on"), formats.moment(member.created_at))]
    if member.changed_at != member.created_at:
        by = f", {formats.isolated(member.changed_by)}" if member.changed_by else ""
        facts += [(_("Last changed"), f"{formats.moment(member.changed_at)}{by}")]
    paper.heading(_("The entry"))
    _table(paper, facts)
    if data.home is not None:
        paper.heading(_("The home they belong to"))
        notes = [(_("The captain’s note"), data.home.note)]
        _table(paper, [*home_facts(data.home, data.block, data.day), *notes])
    paper.heading(_("What they agreed to"))
    given = [_agreed(each, of_home=False) for each in member.consents]
    given += [_agreed(each, of_home=True) for each in data.home.consents] if data.home is not None else []
    if given:
        columns = (
            Column(_("What"), share=3),
            Column(_("Who may see it"), share=2),
            Column(_("Since"), share=2),
        )
        paper.table(columns, given)
    else:
        paper.body(_("Nothing: all of it is for the captain alone."))
    _did(paper, data)
    return paper.pdf()


def _table(paper: Paper, facts: Sequence[tuple[str, str]]) -> None:
    rows: list[list[Cell]] = [[name, paper.cell(*value.split("\n"))] for name, value in facts if value]
    paper.table((Column(_("What"), most=16), Column(_("As it is kept"), share=1)), rows)


def _agreed(consent: Consent, *, of_home: bool) -> list[Cell]:
    what = label("fact", consent.field)
    if of_home:
        what = _("{fact} (of the home)").format(fact=what)
    how = label("how", consent.how.value)
    return [
        what,
        label("audience", consent.audience.value),
        f"{formats.long_day(consent.given_on)}, {how}",
    ]


def _did(paper: Paper, data: MemberSheet) -> None:
    share = data.share
    paper.heading(_("What they did, and where they are named"))
    if share is not None and share.patrols:
        paper.figures(
            [
                (_("Patrols"), f"{share.patrols:,}"),
                (_("Time on patrol"), formats.duration(share.minutes)),
            ]
        )
    if not data.named:
        paper.body(_("No other record names them."))
        return
    rows: list[list[Cell]] = [[label("kind", each.kind.value), each.title or "–"] for each in data.named]
    paper.table((Column(_("Record"), most=12), Column(_("Which"), share=1)), rows)
    if data.more:
        more = ngettext("And {count} more record.", "And {count} more records.", data.more)
        paper.small(more.format(count=f"{data.more:,}"))


__all__ = ["MemberSheet", "Named", "member_sheet"]
