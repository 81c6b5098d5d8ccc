"""The journal: every journalled row before and after each step, written in the step's own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.orm import LoaderCallableStatus, ORMExecuteState, Session, object_session

from sacwatch.domain.errors import Refused
from sacwatch.domain.history import SETTING_STEP, Step
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.store.errors import InUse
from sacwatch.store.schema import JOURNALLED, ChangeRow, Journalled, StepRow
from sacwatch.store.types import to_micros

FORGOTTEN = "forgotten"
"""The name of no table: under it the history remembers that an id was forgotten, and how much went."""

Image = dict[str, Any]
"""A row as plain JSON values, column by column."""


@dataclass
class Touched:
    """One row's change within a step: how it was at first and is at last."""

    ref: Ref
    before: Image | None
    after: Image | None


def plain(value: Any) -> Any:
    """Give a column's value as JSON holds it."""
    if isinstance(value, datetime):
        return to_micros(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value * 10)
    return value


def _columns(row: Journalled) -> list[Any]:
    return list(inspect(type(row)).column_attrs)


def image(row: Journalled) -> Image:
    """Give a row as it stands."""
    return {column.columns[0].name: plain(getattr(row, column.key)) for column in _columns(row)}


def past_image(row: Journalled) -> Image:
    """Give a row as it was before the changes that wait to be flushed."""
    # Of what was set since, that which was there before; each one's own history takes ten times as long.
    past = inspect(row).committed_state
    found = {}
    for column in _columns(row):
        value = past[column.key] if column.key in past else getattr(row, column.key)
        if isinstance(value, LoaderCallableStatus):
            raise AssertionError("a row was changed before it was read; its past would be lost")
        found[column.columns[0].name] = plain(value)
    return found


def from_image(row_class: type[Any], values: Image) -> dict[str, Any]:
    """Give the attributes of a row from its image; columns made since then keep their default."""
    found = {}
    for column in inspect(row_class).column_attrs:
        name = column.columns[0].name
        if name not in values:
            continue
        value, kind = values[name], column.columns[0].type
        if value is not None and not isinstance(value, list | dict):
            kept_as = kind.python_type if not hasattr(kind, "impl") else None
            if kept_as is date:
                value = date.fromisoformat(value)
            elif kept_as is None:
                value = kind.process_result_value(value, None)
        found[column.key] = value
    return found


class Journal:
    """Watches one session and writes what it changed, together with it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.touched: dict[tuple[str, str], Touched] = {}
        session.info["journal"] = self
        event.listen(session, "do_orm_execute", self._no_bulk_changes)

    def added(self, row: Journalled) -> None:
        """Note a row that was just written for the first time."""
        self._note(row, None, image(row))

    def changing(self, row: Journalled) -> None:
        """Note a row that is about to be written again."""
        before, after = past_image(row), image(row)
        if before != after:
            self._note(row, before, after)

    def removing(self, row: Journalled) -> None:
        """Note a row that is about to go, with its parent or alone."""
        self._note(row, past_image(row), None)

    def _note(self, row: Journalled, before: Image | None, after: Image | None) -> None:
        key = (type(row).__tablename__, row.id)
        known = self.touched.get(key)
        if known is None:
            self.touched[key] = Touched(Ref(row.kind, row.root), before, after)
        else:
            known.after = after

    def _no_bulk_changes(self, state: ORMExecuteState) -> None:
        """Refuse what would pass by the journal: a bulk update or delete on record tables."""
        if state.is_update or state.is_delete:
            mapper = state.bind_mapper
            if mapper is not None and issubclass(mapper.class_, Journalled):
                raise AssertionError("record tables are changed row by row, through the journal")

    def refs(self) -> frozenset[Ref]:
        return frozenset(each.ref for each in self.touched.values() if each.before != each.after)

    def write(
        self, *, watch_id: str, at: datetime, by: str, does: str, state: str = "done", of: int | None = None
    ) -> int | None:
        """Write the step and its changes into the session; give its number, or None where nothing changed."""
        changes = [(key, each) for key, each in self.touched.items() if each.before != each.after]
        if not changes:
            return None
        session = self._session
        if state == "done":
            undone = select(StepRow).where(StepRow.watch_id == watch_id, StepRow.state == "undone")
            for each in session.scalars(undone):
                each.state = "dropped"
        step = StepRow(watch_id=watch_id, at=at, by=by, does=does, state=state, turn=0, of=of)
        session.add(step)
        session.flush()
        step.turn = step.id
        # All at once: as rows of the session, ten thousand take a second more.
        session.execute(
            insert(ChangeRow),
            [
                {
                    "step_id": step.id,
                    "kind": each.ref.kind.value,
                    "record_id": each.ref.id,
                    "table_name": table,
                    "row_id": row_id,
                    "before": each.before,
                    "after": each.after,
                }
                for (table, row_id), each in changes
            ],
        )
        return step.id


def _of_session(row: Journalled) -> Journal:
    session = object_session(row)
    journal = None if session is None else session.info.get("journal")
    if not isinstance(journal, Journal):
        raise AssertionError("records are changed in a unit of work only")
    return journal


# A mapper's events, not the session's list of removed rows: that one leaves out the rows that go
# because they were taken out of their parent's list.
event.listen(Journalled, "after_insert", lambda _m, _c, row: _of_session(row).added(row), propagate=True)
event.listen(Journalled, "before_update", lambda _m, _c, row: _of_session(row).changing(row), propagate=True)
event.listen(Journalled, "before_delete", lambda _m, _c, row: _of_session(row).removing(row), propagate=True)


def last(session: Session, watch_id: str, state: str) -> StepRow | None:
    """Give the step of a watch that came into this state last: "done" for undo, "undone" for redo.

    A setting that was made is undone only by name: it is not what one has in mind who takes back
    what was just typed.
    """
    steps = select(StepRow).where(StepRow.watch_id == watch_id, StepRow.state == state)
    if state == "done":
        steps = steps.where(StepRow.does.not_like(f"step.{SETTING_STEP}%"))
    return session.scalars(steps.order_by(StepRow.turn.desc()).limit(1)).first()


def reverse(session: Session, step: StepRow, *, again: bool) -> None:
    """Put every row of a step back as it was before it, or, `again`, as it was after it.

    Raises Refused where one of them has changed since, and InUse where it and a row of another step
    need each other; leaves the session to be rolled back.
    """
    changes = session.scalars(
        select(ChangeRow).where(ChangeRow.step_id == step.id).order_by(ChangeRow.id)
    ).all()
    held = _held(session, changes)
    for change in changes if again else reversed(changes):
        row_class = JOURNALLED[change.table_name]
        row = session.get(row_class, change.row_id)
        expected, wanted = (change.before, change.after) if again else (change.after, change.before)
        standing = image(row) if row is not None else None
        if not _same(standing, expected):
            raise Refused("trouble.changed_since")
        if wanted is None:
            session.delete(row)
        elif row is None:
            session.add(row_class(**from_image(row_class, wanted)))
        else:
            for name, value in from_image(row_class, wanted).items():
                setattr(row, name, value)
    session.flush()
    del held
    _refuse_loose_ends(session, {each: each.after if again else each.before for each in changes})
    # The lists of rows that were read above do not know what went and what came back.
    session.expire_all()


_AT_ONCE = 500


def _pieces(values: Iterable[str]) -> Iterator[list[str]]:
    """Give values in pieces that one question can hold."""
    whole = list(values)
    return (whole[start : start + _AT_ONCE] for start in range(0, len(whole), _AT_ONCE))


def _held(session: Session, changes: Sequence[ChangeRow]) -> list[Any]:
    """Read the rows of all changes at once, so that each is at hand when its turn comes."""
    ids: dict[str, list[str]] = {}
    for change in changes:
        ids.setdefault(change.table_name, []).append(change.row_id)
    found: list[Any] = []
    for table, wanted in ids.items():
        row_class = JOURNALLED[table]
        for piece in _pieces(wanted):
            found += session.scalars(select(row_class).where(row_class.id.in_(piece)))
    return found


_NEEDED_BY = {
    Kind.INCIDENT: "trouble.needed_by_incident",
    Kind.MEETING: "trouble.needed_by_meeting",
    Kind.MEMBER: "trouble.needed_by_member",
    Kind.PATROL: "trouble.needed_by_patrol",
    Kind.ROUTE: "trouble.needed_by_route",
    Kind.SHIFT: "trouble.needed_by_shift",
    Kind.WATCH: "trouble.needed_by_block",
}
"""What is said where a record of this kind points at what would go."""


def _refuse_loose_ends(session: Session, standing: Mapping[ChangeRow, Image | None]) -> None:
    """Raise InUse where a row that was put back points at none, or one that went is pointed at still.

    The file would refuse that too, but could not say what it is about.
    """
    gone: dict[str, list[str]] = {}
    back: dict[str, list[Image]] = {}
    for change, image_ in standing.items():
        if image_ is None:
            gone.setdefault(change.table_name, []).append(change.row_id)
        else:
            back.setdefault(change.table_name, []).append(image_)
    for row_class in JOURNALLED.values():
        for key in row_class.__table__.foreign_keys:
            for piece in _pieces(gone.get(key.column.table.name, ())):
                pointing = select(key.parent).where(key.parent.in_(piece)).limit(1)
                if session.scalar(pointing) is not None:
                    raise InUse(_NEEDED_BY.get(row_class.kind, "trouble.needed_since"))
            told = (each.get(key.parent.name) for each in back.get(row_class.__tablename__, ()))
            targets = {str(each) for each in told if each is not None}
            for piece in _pieces(sorted(targets)):
                there = select(func.count()).select_from(key.column.table).where(key.column.in_(piece))
                if session.scalar(there) != len(piece):
                    raise InUse("trouble.names_what_is_gone")


def _same(standing: Image | None, expected: Image | None) -> bool:
    """Compare two images by the columns that both have: a newer version may have added some."""
    if standing is None or expected is None:
        return standing is expected
    return all(standing[name] == value for name, value in expected.items() if name in standing)


def forgotten(session: Session, ids: Iterable[str]) -> frozenset[str]:
    """Give those of some ids that are of a person, or of a home, that was forgotten."""
    marked = select(ChangeRow.record_id).where(
        ChangeRow.record_id.in_(list(ids)), ChangeRow.table_name == FORGOTTEN
    )
    return frozenset(session.scalars(marked))


def history(session: Session, watch_id: str, *, limit: int, before: int | None = None) -> list[Step]:
    """Give the newest steps of a watch, newest first, older than the step `before`."""
    query = select(StepRow).where(StepRow.watch_id == watch_id).order_by(StepRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(StepRow.id < before)
    steps = session.scalars(query).all()
    refs: dict[int, dict[Ref, None]] = {step.id: {} for step in steps}
    rows = session.execute(
        select(ChangeRow.step_id, ChangeRow.kind, ChangeRow.record_id)
        .where(ChangeRow.step_id.in_(refs))
        .order_by(ChangeRow.id)
    )
    for step_id, kind, record_id in rows:
        refs[step_id][Ref(Kind(kind), record_id)] = None
    return [Step(step.id, step.at, step.by, step.does, step.state, tuple(refs[step.id])) for step in steps]
