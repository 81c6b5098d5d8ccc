"""What changed since a day: every record that came, was changed or went, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.words import label


@dataclass(frozen=True, kw_only=True)
class ChangedRecord:
    """One record, and what was done with it, the first first. `at` is when last, aware UTC."""

    kind: Kind
    title: str
    """Blank for one that is gone, or that has no name of its own."""
    at: datetime
    steps: tuple[str, ...]
    """In words."""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangesList:
    """What changed from one civil day to another, both included; the newest first. For the captain."""

    watch: Watch
    first: date
    last: date
    records: tuple[ChangedRecord, ...]
    more: int = 0
    large: bool = False


def changes_list(data: ChangesList, made_on: datetime) -> bytes:
    """Make the list as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=_("What changed"),
        subtitle=formats.days(data.first, data.last),
        large=data.large,
    )
    if not data.records:
        paper.body(_("Nothing was changed in these days."))
        return paper.pdf()
    by_kind: dict[Kind, list[ChangedRecord]] = {}
    for each in data.records:
        by_kind.setdefault(each.kind, []).append(each)
    order = [kind for kind in Kind if kind in by_kind]
    paper.bars([(label("kind", kind.value), len(by_kind[kind])) for kind in order])
    for kind in order:
        paper.heading(label("kind", kind.value))
        _table(paper, by_kind[kind])
    if data.more:
        paper.small(
            ngettext(
                "{count} record more was changed, longer ago.",
                "{count} records more were changed, longer ago.",
                data.more,
            ).format(count=f"{data.more:,}")
        )
    paper.small(_("What was taken back since is not on this list. File, History has every step."))
    return paper.pdf()


def _table(paper: Paper, records: list[ChangedRecord]) -> None:
    columns = [
        Column(_("Last changed"), most=9 if paper.styles.large else 16),
        Column(_("Which"), share=1),
        Column(_("What was done"), share=1),
    ]
    named = any(each.by for each in records)
    if named:
        columns.append(Column(_("By"), most=9))
    rows: list[list[Cell]] = []
    for each in records:
        row: list[Cell] = [
            formats.moment(each.at),
            each.title or _("(gone, or without a name)"),
            paper.cell(*each.steps),
        ]
        rows.append([*row, each.by] if named else row)
    paper.table(columns, rows)


__all__ = ["ChangedRecord", "ChangesList", "changes_list"]
