"""Keeps actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from sacwatch.domain.actions import Action, ActionState
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import ActionQuery, Page
from sacwatch.store.repository import Repository
from sacwatch.store.schema import ActionRow
from sacwatch.store.search import matching


class Actions(Repository[Action, ActionRow]):
    """The actions of one watch."""

    kind = Kind.ACTION
    row = ActionRow

    def _write(self, record: Action, row: ActionRow) -> None:
        row.what = record.what
        row.public_wording = record.public_wording
        row.owner = record.owner
        row.member_id = record.member_id
        row.noted_on = record.noted_on
        row.due_on = record.due_on
        row.meeting_id = record.meeting_id
        row.concern_id = record.concern_id
        row.state = record.state.value
        row.closed_on = record.closed_on
        row.outcome = record.outcome

    def _record(self, row: ActionRow) -> Action:
        return Action(
            **self._common(row),
            what=row.what,
            public_wording=row.public_wording,
            owner=row.owner,
            member_id=row.member_id,
            noted_on=row.noted_on,
            due_on=row.due_on,
            meeting_id=row.meeting_id,
            concern_id=row.concern_id,
            state=ActionState(row.state),
            closed_on=row.closed_on,
            outcome=row.outcome,
        )

    def find(self, query: ActionQuery) -> Page[Action]:
        """Give one page of the actions a query asks for."""
        wanted = self._mine(select(ActionRow.id))
        if query.state is not None:
            wanted = wanted.where(ActionRow.state == query.state.value)
        if query.meeting_id is not None:
            wanted = wanted.where(ActionRow.meeting_id == query.meeting_id)
        if query.concern_id is not None:
            wanted = wanted.where(ActionRow.concern_id == query.concern_id)
        if query.words:
            wanted = wanted.where(ActionRow.id.in_(matching(query.words, self.kind)))
        ids, total = self._page(wanted, self._order(query.descending), offset=query.offset, limit=query.limit)
        return Page(tuple(self.get_many(ids)), total, query.offset)

    def _order(self, descending: bool = False) -> tuple[Any, ...]:
        columns = (ActionRow.due_on, ActionRow.noted_on, ActionRow.id)
        if descending:
            return (ActionRow.due_on.is_not(None), *(each.desc() for each in columns))
        return (ActionRow.due_on.is_(None), *columns)

    def open(self) -> list[Action]:
        """Give every action that is neither done nor dropped, those due first at the top."""
        wanted = self._mine(select(ActionRow)).where(ActionRow.state == ActionState.OPEN.value)
        return [self._record(row) for row in self._session.scalars(wanted.order_by(*self._order()))]

    def open_or_closed_since(self, first: date) -> list[Action]:
        """Give the open actions, and those closed on this day or later, those due first at the top."""
        wanted = self._mine(select(ActionRow)).where(
            or_(ActionRow.state == ActionState.OPEN.value, ActionRow.closed_on >= first)
        )
        return [self._record(row) for row in self._session.scalars(wanted.order_by(*self._order()))]

    def overdue(self, today: date) -> int:
        """Count the open actions whose day has passed."""
        wanted = self._mine(select(func.count()).select_from(ActionRow)).where(
            ActionRow.state == ActionState.OPEN.value, ActionRow.due_on < today
        )
        return self._session.scalar(wanted) or 0

    def unlink(self, concern_id: str) -> None:
        """Forget that actions came of a concern, because it goes."""
        for row in self._session.scalars(
            self._mine(select(ActionRow)).where(ActionRow.concern_id == concern_id)
        ):
            row.concern_id = None
        self._session.flush()

    def relink(self, concern_id: str, to: str) -> None:
        """Let the actions of one concern be those of another."""
        for row in self._session.scalars(
            self._mine(select(ActionRow)).where(ActionRow.concern_id == concern_id)
        ):
            row.concern_id = to
        self._session.flush()
