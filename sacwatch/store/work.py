"""The unit of work: everything that one deed changes, kept whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sacwatch.domain.errors import Refused
from sacwatch.domain.history import Step
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.domain.listing import Hit
from sacwatch.domain.records import Stamp
from sacwatch.store import errors, journal, naming, search
from sacwatch.store.actions import Actions
from sacwatch.store.attachments import Attachments
from sacwatch.store.concerns import Concerns
from sacwatch.store.destinations import Destinations
from sacwatch.store.documents import document
from sacwatch.store.drafts import Drafts
from sacwatch.store.drills import Drills
from sacwatch.store.exports import Exports
from sacwatch.store.households import Households
from sacwatch.store.ids import new_id
from sacwatch.store.incidents import Incidents
from sacwatch.store.ledger import Ledger
from sacwatch.store.meetings import Meetings
from sacwatch.store.members import Members
from sacwatch.store.patrols import Patrols
from sacwatch.store.phonetrees import PhoneTrees
from sacwatch.store.repository import Repository
from sacwatch.store.routes import Routes
from sacwatch.store.schema import StepRow
from sacwatch.store.search import Document
from sacwatch.store.settings import Settings
from sacwatch.store.sheets import Sheets
from sacwatch.store.shifts import Shifts
from sacwatch.store.watches import Watches, watch_ids

_NOBODY_ELSE = contextlib.nullcontext()


class Work:
    """One unit of work in one watch; a context manager that commits at its end.

    What it wrote is kept together with its journal and its search text in one transaction, or, when
    anything is raised inside, none of it. After the end `changes` says what changed. `now` (aware
    UTC) and `by` are handed in because neither store nor services have a clock. Raises StoreTrouble
    where the file does not take it. Not for use by several threads at once.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        *,
        watch_id: str,
        now: datetime,
        by: str = "",
        does: str = "",
        read_only: bool = False,
        new_id: Callable[[], str] = new_id,
        still_there: Callable[[], None] = lambda: None,
        roll_back: Callable[[], None] = lambda: None,
        alone: contextlib.AbstractContextManager[object] = _NOBODY_ELSE,
    ) -> None:
        self._session = session
        self._alone = alone
        self._path = path
        self._read_only = read_only
        self._still_there = still_there
        self._roll_back = roll_back
        self._journal = journal.Journal(session)
        self._new_id = new_id
        self._reversed: tuple[StepRow, bool] | None = None
        self.watch_id = watch_id
        self.now = now
        self.by = by
        self.does = does
        """What is being done, as a key of `words`; services set it."""
        self.lasting = False
        """Whether this step stays out of undo, such as the founding of a watch."""
        self.changes = Changes()
        self.watches = Watches(session, watch_id)
        self.households = Households(session, watch_id)
        self.members = Members(session, watch_id)
        self.patrols = Patrols(session, watch_id)
        self.shifts = Shifts(session, watch_id)
        self.routes = Routes(session, watch_id)
        self.sheets = Sheets(session, watch_id)
        self.incidents = Incidents(session, watch_id)
        self.phonetrees = PhoneTrees(session, watch_id)
        self.drills = Drills(session, watch_id)
        self.concerns = Concerns(session, watch_id)
        self.actions = Actions(session, watch_id)
        self.meetings = Meetings(session, watch_id)
        self.attachments = Attachments(session, watch_id)
        self.settings = Settings(session, watch_id)
        self.drafts = Drafts(session, watch_id)
        self.destinations = Destinations(session, watch_id)
        self.exports = Exports(session, watch_id)
        self.ledger = Ledger(session, watch_id)
        self._repositories: dict[Kind, Repository[Any, Any]] = {
            each.kind: each
            for each in (
                self.watches,
                self.households,
                self.members,
                self.patrols,
                self.shifts,
                self.routes,
                self.sheets,
                self.incidents,
                self.phonetrees,
                self.drills,
                self.concerns,
                self.actions,
                self.meetings,
                self.attachments,
                self.destinations,
            )
        }

    def __enter__(self) -> Work:
        self._alone.__enter__()
        try:
            # Rows of one step may be put back in any order; what they refer to is checked at the end.
            self._session.execute(text("PRAGMA defer_foreign_keys = ON"))
        except BaseException as problem:
            self._session.close()
            self._roll_back()
            self._alone.__exit__(None, None, None)
            if isinstance(problem, DBAPIError):
                raise self._translated(problem) from None
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._end(problem)
        finally:
            self._alone.__exit__(None, None, None)

    def _end(self, problem: BaseException | None) -> None:
        finished = False
        try:
            if problem is None and not self._read_only:
                self._finish()
                finished = True
        except DBAPIError as late:
            raise self._translated(late) from None
        finally:
            with contextlib.suppress(DBAPIError):
                self._session.close()
            if not finished:
                # A session whose commit was refused takes its transaction for ended; the file's is not.
                self._roll_back()
        if problem is not None:
            told = self._translated(problem)
            if told is not problem:
                raise told from None

    def _translated(self, problem: BaseException) -> BaseException:
        if not isinstance(problem, DBAPIError):
            return problem
        try:
            self._still_there()
        except errors.FileGone as gone:
            return gone
        return errors.translated(problem, self._path) or problem

    def _finish(self) -> None:
        self._session.flush()
        refs = self._journal.refs()
        step = None
        if refs:
            if self._reversed is None:
                step = self._journal.write(
                    watch_id=self.watch_id,
                    at=self.now,
                    by=self.by,
                    does=self.does,
                    state="lasting" if self.lasting else "done",
                )
            else:
                step = self._note_reversed(*self._reversed)
            self._index(refs)
        self._still_there()
        self._session.commit()
        self._still_there()
        self.changes = Changes(refs, step)

    def _note_reversed(self, of: StepRow, again: bool) -> int | None:
        number = self._journal.write(
            watch_id=of.watch_id,
            at=self.now,
            by=self.by,
            does=of.does,
            state="redo" if again else "undo",
            of=of.id,
        )
        of.state = "done" if again else "undone"
        of.turn = number or of.turn
        return number

    def _index(self, refs: frozenset[Ref]) -> None:
        gone: list[str] = []
        documents: dict[Ref, Document] = {}
        for kind, repository in self._repositories.items():
            ids = sorted(ref.id for ref in refs if ref.kind is kind)
            records = {record.id: record for record in repository.searched(ids)} if ids else {}
            for id_ in ids:
                found = document(records[id_]) if id_ in records else None
                if found is not None:
                    documents[Ref(kind, id_)] = found
                elif id_ not in records:
                    gone.append(id_)
        search.drop(self._session, gone)
        search.keep(self._session, self.watch_id, documents)

    @property
    def path(self) -> Path:
        """The watch's file."""
        return self._path

    def new_id(self) -> str:
        """Give a new id."""
        return self._new_id()

    def stamp(self, id_: str) -> Stamp:
        """Give the stamp for a record that this work makes or changes."""
        return Stamp(id=id_, watch_id=self.watch_id, now=self.now, by=self.by)

    def repository(self, kind: Kind) -> Repository[Any, Any]:
        """Give the repository of a kind."""
        return self._repositories[kind]

    def was_forgotten(self, id_: str) -> bool:
        """Say whether this id is that of somebody who was forgotten."""
        return bool(self.forgotten([id_]))

    def forgotten(self, ids: Iterable[str]) -> frozenset[str]:
        """Give those of some ids that are of somebody, or of a home, that was forgotten."""
        return journal.forgotten(self._session, ids)

    def reindex(self, refs: frozenset[Ref]) -> None:
        """Write the search text of records anew, as they stand."""
        self._index(refs)

    def naming(self, id_: str) -> list[Ref]:
        """Give the records of this watch that name this member or household by its id."""
        return naming.naming(self._session, self.watch_id, id_)

    def search(self, words: str, *, limit: int = 30) -> list[Hit]:
        """Give the records of this watch that hold these words: people first, then the newest."""
        return search.find(self._session, self.watch_id, words, limit=limit)

    def watch_ids(self) -> list[tuple[str, str]]:
        """Give (id, name) of every watch in the file, oldest first."""
        return watch_ids(self._session)

    def undoable(self) -> Step | None:
        """Give the step that undo would take back, or None."""
        return _step(journal.last(self._session, self.watch_id, "done"))

    def redoable(self) -> Step | None:
        """Give the step that redo would do again, or None."""
        return _step(journal.last(self._session, self.watch_id, "undone"))

    def undo(self, step_id: int) -> None:
        """Take a step back; raises Refused where a record has changed since, or it is undone already."""
        self._reverse(step_id, "done", again=False)

    def redo(self, step_id: int) -> None:
        """Do an undone step again; raises Refused where a record has changed since."""
        self._reverse(step_id, "undone", again=True)

    def _reverse(self, step_id: int, state: str, *, again: bool) -> None:
        step = self._session.get(StepRow, step_id)
        if step is None or step.state != state or step.watch_id != self.watch_id:
            raise Refused("trouble.nothing_to_redo" if again else "trouble.nothing_to_undo")
        journal.reverse(self._session, step, again=again)
        self._reversed = (step, again)

    def history(self, *, limit: int = 50, before: int | None = None) -> list[Step]:
        """Give the newest steps, newest first."""
        return journal.history(self._session, self.watch_id, limit=limit, before=before)


def _step(row: StepRow | None) -> Step | None:
    return None if row is None else Step(row.id, row.at, row.by, row.does, row.state)
