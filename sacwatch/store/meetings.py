"""Keeps meetings: plan, minutes and checklist in one row, and a row for everybody who came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from sqlalchemy import Select, func, or_, select

from sacwatch.domain.attendance import Attended
from sacwatch.domain.checklists import Check, MeetingKind
from sacwatch.domain.errors import NotFound
from sacwatch.domain.handouts import AS_USUAL, Arrangement, Section, Tip, Tongue
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import MeetingLine, MeetingQuery, Page
from sacwatch.domain.meetings import AgendaItem, Guest, Meeting, MeetingState, Reminder, Reminding
from sacwatch.domain.members import Role
from sacwatch.domain.signins import SignIn
from sacwatch.store.journal import plain
from sacwatch.store.repository import Repository, place_of, write_place
from sacwatch.store.schema import MeetingRow, SignInRow
from sacwatch.store.search import matching


class Meetings(Repository[Meeting, MeetingRow]):
    """The meetings of one watch."""

    kind = Kind.MEETING
    row = MeetingRow

    def _write(self, record: Meeting, row: MeetingRow) -> None:
        write_place(record.place, row)
        row.meeting_kind = record.kind.value
        row.title = record.title
        row.day = record.day
        row.start = _minute(record.start)
        row.minutes = record.minutes
        row.agenda = [
            {
                "id": each.id,
                "title": each.title,
                "minutes": each.minutes,
                "notes": each.notes,
                "decisions": list(each.decisions),
            }
            for each in record.agenda
        ]
        row.leaders = [
            {"item": each.id, "name": each.who, "member_id": each.member_id}
            for each in record.agenda
            if each.who
        ]
        row.guests = [{"name": each.name, "of": each.of} for each in record.guests]
        row.everybody = record.everybody
        row.block_ids = list(record.block_ids)
        row.roles = [each.value for each in record.roles]
        row.reminders = [{"how": each.how.value, "on": each.on.isoformat()} for each in record.reminders]
        row.checks = [
            {"what": each.what, "own": each.own, "done_on": plain(each.done_on)} for each in record.checks
        ]
        row.state = record.state.value
        row.closed_at = record.closed_at
        row.minuted = record.minuted
        row.frozen = _frozen_told(record)
        row.handout = _handout_told(record.handout)
        known = {each.id: each for each in row.signins}
        row.signins = [
            self._signin_row(known.get(each.id), each, position)
            for position, each in enumerate(record.signins)
        ]

    def _signin_row(self, row: SignInRow | None, each: SignIn, position: int) -> SignInRow:
        row = row or SignInRow(id=each.id, watch_id=self._watch_id)
        row.position = position
        row.name = each.name
        row.member_id = each.member_id
        row.household_id = each.household_id
        row.block_id = each.block_id
        row.phone = each.phone
        row.at = each.at
        return row

    def _record(self, row: MeetingRow) -> Meeting:
        return self._assembled(row, row.signins)

    def _assembled(self, row: MeetingRow, signins: Iterable[SignInRow]) -> Meeting:
        leaders = {each["item"]: each for each in row.leaders}
        return Meeting(
            **self._common(row),
            kind=MeetingKind(row.meeting_kind),
            title=row.title,
            day=row.day,
            start=time(row.start // 60, row.start % 60),
            minutes=row.minutes,
            place=place_of(row),
            agenda=tuple(_item(each, leaders.get(each["id"], {})) for each in row.agenda),
            guests=tuple(Guest(name=each["name"], of=each["of"]) for each in row.guests),
            everybody=row.everybody,
            block_ids=tuple(row.block_ids),
            roles=tuple(Role(each) for each in row.roles),
            reminders=tuple(
                Reminder(how=Reminding(each["how"]), on=date.fromisoformat(each["on"]))
                for each in row.reminders
            ),
            checks=tuple(
                Check(
                    what=each["what"],
                    own=each["own"],
                    done_on=date.fromisoformat(each["done_on"]) if each["done_on"] else None,
                )
                for each in row.checks
            ),
            signins=tuple(map(_signin, signins)),
            state=MeetingState(row.state),
            closed_at=row.closed_at,
            frozen=tuple((each["paper"], each["file"]) for each in row.frozen),
            frozen_from=next((tuple(each["from"]) for each in row.frozen if "from" in each), None),
            handout=_handout(row.handout),
        )

    def searched(self, ids: list[str]) -> list[Meeting]:
        # Who came is not searched, and may be four hundred.
        return [self._assembled(row, ()) for row in self._rows(MeetingRow.id.in_(ids))]

    def without_signins(self, id_: str) -> Meeting:
        """Give a meeting as if nobody had signed in: for looking at, never for changing; raises NotFound."""
        return self._assembled(self._row(id_), ())

    # Who came

    def sign_in(self, meeting_id: str, each: SignIn) -> None:
        """Keep somebody who came; nothing else of the meeting is read or changed."""
        last = self._session.scalar(
            select(func.max(SignInRow.position)).where(SignInRow.meeting_id == meeting_id)
        )
        row = self._signin_row(None, each, 0 if last is None else last + 1)
        row.meeting_id = meeting_id
        self._session.add(row)
        self._session.flush()

    def sign_out(self, meeting_id: str, signin_id: str) -> None:
        """Take somebody off the list of who came; raises NotFound."""
        row = self._session.get(SignInRow, signin_id)
        if row is None or row.meeting_id != meeting_id or row.watch_id != self._watch_id:
            raise NotFound("trouble.not_found")
        self._session.delete(row)
        self._session.flush()

    def signins(self, meeting_id: str) -> list[SignIn]:
        """Give who came, in the order in which it was noted."""
        rows = self._session.scalars(
            select(SignInRow)
            .where(SignInRow.watch_id == self._watch_id, SignInRow.meeting_id == meeting_id)
            .order_by(SignInRow.position, SignInRow.id)
        )
        return [_signin(row) for row in rows]

    # Lists

    def find(self, query: MeetingQuery) -> Page[MeetingLine]:
        """Give one page of the meetings a query asks for, by their day."""
        wanted = self._mine(select(MeetingRow.id))
        if query.kind is not None:
            wanted = wanted.where(MeetingRow.meeting_kind == query.kind.value)
        if query.coming_on is not None:
            wanted = wanted.where(
                MeetingRow.day >= query.coming_on, MeetingRow.state != MeetingState.CLOSED.value
            )
        if query.words:
            wanted = wanted.where(MeetingRow.id.in_(matching(query.words, self.kind)))
        by = (MeetingRow.day, MeetingRow.start, MeetingRow.id)
        order = tuple(each.desc() for each in by) if query.descending else by
        ids, total = self._page(wanted, order, offset=query.offset, limit=query.limit)
        return Page(self._lines(ids), total, query.offset)

    def _lines(self, ids: list[str]) -> tuple[MeetingLine, ...]:
        came = select(func.count()).where(SignInRow.meeting_id == MeetingRow.id).scalar_subquery()
        rows = self._session.execute(
            self._mine(
                select(
                    MeetingRow.id,
                    MeetingRow.day,
                    MeetingRow.start,
                    MeetingRow.meeting_kind,
                    MeetingRow.title,
                    MeetingRow.place_text,
                    MeetingRow.state,
                    MeetingRow.minuted,
                    came,
                    MeetingRow.everybody,
                )
            ).where(MeetingRow.id.in_(ids))
        )
        found = {
            id_: MeetingLine(
                id=id_,
                day=day,
                start=time(start // 60, start % 60),
                kind=MeetingKind(kind),
                title=title,
                place_text=place,
                state=MeetingState(state),
                minuted=minuted,
                people=people,
                everybody=everybody,
            )
            for id_, day, start, kind, title, place, state, minuted, people, everybody in rows
        }
        return tuple(found[id_] for id_ in ids if id_ in found)

    def _first(self, *conditions: Any, newest: bool = False, limit: int = 1) -> tuple[MeetingLine, ...]:
        order = (MeetingRow.day, MeetingRow.start, MeetingRow.id)
        wanted = self._mine(select(MeetingRow.id)).where(*conditions)
        wanted = wanted.order_by(*(each.desc() if newest else each for each in order)).limit(limit)
        return self._lines(list(self._session.scalars(wanted)))

    def coming(self, day: date, *, limit: int = 1) -> tuple[MeetingLine, ...]:
        """Give the meetings on or after a day that are not closed, the first one first."""
        return self._first(MeetingRow.day >= day, MeetingRow.state != MeetingState.CLOSED.value, limit=limit)

    def latest(self, *, limit: int) -> tuple[MeetingLine, ...]:
        """Give the meetings, the latest day first."""
        return self._first(newest=True, limit=limit)

    def for_some(self) -> list[str]:
        """Give the ids of the meetings to which not everybody is invited."""
        wanted = self._mine(select(MeetingRow.id)).where(MeetingRow.everybody.is_(False))
        return list(self._session.scalars(wanted))

    def unclosed(self, before: date, *, limit: int) -> tuple[MeetingLine, ...]:
        """Give the meetings before a day that were not closed, the newest first."""
        return self._first(
            MeetingRow.day < before, MeetingRow.state != MeetingState.CLOSED.value, newest=True, limit=limit
        )

    def without_minutes(self, since: date, *, limit: int) -> tuple[MeetingLine, ...]:
        """Give the meetings since a day that were closed without any minutes, the newest first."""
        return self._first(
            MeetingRow.day >= since,
            MeetingRow.state == MeetingState.CLOSED.value,
            MeetingRow.minuted.is_(False),
            newest=True,
            limit=limit,
        )

    def before(self, meeting: Meeting) -> Meeting | None:
        """Give the meeting that took place last before this one, or None."""
        earlier = or_(
            MeetingRow.day < meeting.day,
            (MeetingRow.day == meeting.day) & (MeetingRow.start < _minute(meeting.start)),
        )
        held = MeetingRow.state != MeetingState.PLANNED.value
        lines = self._first(earlier, held, newest=True)
        return self.get(lines[0].id) if lines else None

    def following(self, meeting: Meeting) -> MeetingLine | None:
        """Give the meeting that is planned next after this one, or None."""
        later = or_(
            MeetingRow.day > meeting.day,
            (MeetingRow.day == meeting.day) & (MeetingRow.start > _minute(meeting.start)),
        )
        return next(iter(self._first(later, MeetingRow.state != MeetingState.CLOSED.value)), None)

    def attended(self, until: date, *, limit: int) -> list[Attended]:
        """Give the meetings up to a day with how many came to each, the newest first.

        Those without a list of who came are left out: of them nothing is known.
        """
        listed = select(SignInRow.meeting_id).where(SignInRow.watch_id == self._watch_id)
        lines = self._first(
            MeetingRow.day <= until,
            MeetingRow.state != MeetingState.PLANNED.value,
            MeetingRow.id.in_(listed),
            newest=True,
            limit=limit,
        )
        counts = self._session.execute(
            select(
                SignInRow.meeting_id,
                SignInRow.block_id,
                func.count(),
                func.count().filter(SignInRow.member_id.is_(None), SignInRow.household_id.is_(None)),
            )
            .where(SignInRow.meeting_id.in_([each.id for each in lines]))
            .group_by(SignInRow.meeting_id, SignInRow.block_id)
        )
        blocks: dict[str, dict[str, int]] = {}
        walked: dict[str, int] = {}
        for meeting_id, block_id, people, walk_ins in counts:
            walked[meeting_id] = walked.get(meeting_id, 0) + walk_ins
            if block_id is not None:
                blocks.setdefault(meeting_id, {})[block_id] = people
        return [
            Attended(
                id=each.id,
                day=each.day,
                kind=each.kind,
                title=each.title,
                people=each.people,
                walk_ins=walked.get(each.id, 0),
                blocks=blocks.get(each.id, {}),
            )
            for each in lines
        ]

    def places(self, *, limit: int = 8) -> list[str]:
        """Give where the latest meetings were, for completion."""
        found = self._session.scalars(
            self._mine(select(MeetingRow.place_text))
            .where(MeetingRow.place_text != "")
            .order_by(MeetingRow.day.desc(), MeetingRow.id.desc())
            .limit(100)
        )
        return list(dict.fromkeys(found))[:limit]

    def _rows(self, *conditions: Any) -> Iterable[MeetingRow]:
        wanted: Select[Any] = self._mine(select(MeetingRow)).where(*conditions)
        return self._session.scalars(wanted.order_by(MeetingRow.id))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _item(told: dict[str, Any], leader: dict[str, Any]) -> AgendaItem:
    return AgendaItem(
        id=told["id"],
        title=told["title"],
        minutes=told["minutes"],
        who=leader.get("name", ""),
        member_id=leader.get("member_id"),
        notes=told["notes"],
        decisions=tuple(told["decisions"]),
    )


def _frozen_told(record: Meeting) -> list[dict[str, Any]]:
    """Give the frozen papers, the handout with what it tells of."""
    found: list[dict[str, Any]] = [{"paper": paper, "file": file} for paper, file in record.frozen]
    for each in found:
        if each["paper"] == "handout" and record.frozen_from is not None:
            each["from"] = list(record.frozen_from)
    return found


def _handout_told(handout: Arrangement) -> dict[str, Any]:
    """Give what differs from the usual arrangement."""
    if handout == AS_USUAL:
        return {}
    return {
        "order": [each.value for each in handout.order],
        "hidden": [each.value for each in handout.hidden],
        "tongue": handout.tongue.value,
        "pages": handout.pages,
        "tip": handout.tip.value if handout.tip else "",
        "own_title": handout.own_title,
        "own_words": handout.own_words,
        "notices": handout.notices,
    }


def _handout(told: dict[str, Any]) -> Arrangement:
    if not told:
        return AS_USUAL
    return Arrangement(
        order=tuple(Section(each) for each in told["order"]),
        hidden=tuple(Section(each) for each in told["hidden"]),
        tongue=Tongue(told["tongue"]),
        pages=told["pages"],
        tip=Tip(told["tip"]) if told["tip"] else None,
        own_title=told["own_title"],
        own_words=told["own_words"],
        notices=told["notices"],
    )


def _signin(row: SignInRow) -> SignIn:
    return SignIn(
        id=row.id,
        name=row.name,
        member_id=row.member_id,
        household_id=row.household_id,
        block_id=row.block_id,
        phone=row.phone,
        at=row.at,
    )
