"""How one paper gets into its place: never over what is not ours, and known for ours at every moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from sacwatch import logs
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.exports import Act, Mark, Written
from sacwatch.domain.kinds import Ref
from sacwatch.domain.progress import Progress
from sacwatch.services import exportpapers, ledgers, letterheads, placenames, planning, reporting, showing
from sacwatch.services.placenames import same_name
from sacwatch.services.places import Target
from sacwatch.services.planning import Planned, Released, Standing
from sacwatch.services.reporting import Ask, Gathered
from sacwatch.store.errors import StoreTrouble
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.exchange.places import Place

Tell = Callable[[Callable[[Work], Any]], Any]
"""Runs a deed in the store, as one unit of work."""

_THEIRS = (Standing.CHANGED, Standing.NOT_OURS)


class _Whose(Enum):
    """Whose a file is that lies where one of ours should."""

    OURS = auto()
    OLDER = auto()
    """A paper of this watch that nothing is known of: an older one, or one that somebody changed."""
    ANOTHERS = auto()


@dataclass
class Outcome:
    """What a run did, with a problem for each file that could not be made or taken away as wished."""

    total: int = 0
    written: list[str] = field(default_factory=list)
    current: int = 0
    removed: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What the captain should know although all is well."""
    troubles: list[Problem] = field(default_factory=list)
    waiting: int = 0
    """Files that are not as they should be after it."""
    held: int = 0
    """Files that wait for the captain to look at them and press Release."""


class PlaceWriting:
    """Writes papers into a place. Every file is noted at once, so that a run may end anywhere."""

    def __init__(
        self,
        ask: Ask,
        tell: Tell,
        target: Target,
        place: Place,
        ledger: list[Written],
        now: datetime,
        zone: tzinfo,
        released: Released | None,
        progress: Progress,
    ) -> None:
        self._ask, self._tell, self._target, self._place = ask, tell, target, place
        self._ledger, self._now, self._zone = ledger, now, zone
        self._released = released
        self._progress = progress
        self._known = {same_name(each.name): each for each in ledger}
        self._keep: set[str] = set()
        self._there: Mapping[str, Mark] = {}
        self._outcome = Outcome()

    def _write(self, each: Planned, gathered: Gathered) -> None:
        from sacwatch.exchange import folders
        from sacwatch.exchange.places import Changed

        # Looked at once more: others may have worked there since the plan was made.
        written = self._known.get(same_name(each.name))
        there = self._place.mark(each.name)
        stands = planning.standing(self._place, each.name, gathered.fingerprint, written, there)
        theirs = stands in _THEIRS
        if theirs:
            whose = self._whose(each, gathered, there)
            if whose is _Whose.OURS:
                return
            if whose is _Whose.ANOTHERS and written is None:
                self._write(self._elsewhere(each), gathered)
                return
        data = self._made(each.name, gathered, self._now)
        self._intend(each.name, each, gathered, data, written)
        try:
            try:
                if theirs:
                    mark = self._write_keeping(each.name, data, written)
                else:
                    mark = self._place.write(each.name, data, there)
            except Changed:
                # Somebody was quicker, in this very moment.
                if written is None:
                    self._not_done(each.name, None)
                    self._write(self._elsewhere(each), gathered)
                    return
                mark = self._write_keeping(each.name, data, written)
        except folders.TargetBusy:
            self._not_done(each.name, written)
            name = self._copy_of(each, gathered) or self._write_copy(each, gathered, data)
            self._keep.add(same_name(name))
            raise Trouble("trouble.target_busy_copy", name=each.name, copy=name) from None
        except folders.Unanswered:
            # It lies there or it does not: what was intended knows both for ours.
            raise
        except Trouble:
            self._not_done(each.name, written)
            raise
        self._note(each.name, each, gathered, data, mark)
        self._outcome.written.append(each.name)
        if each.beside and written is None:
            self._tell_beside(each.beside, each.name)

    def _tell_beside(self, theirs: str, ours: str) -> None:
        self._outcome.notes.append(Problem("note.other_stays", {"name": theirs, "copy": ours}))

    def _elsewhere(self, each: Planned) -> Planned:
        """Give the paper another name, as a file that is not ours has the one it should have."""
        own = each.beside or each.name
        name = self._free_beside(own)
        self._keep.add(same_name(name))
        return replace(each, name=name, beside=own)

    def _free_beside(self, own: str) -> str:
        return next(
            name
            for name in placenames.names_beside(own)
            if same_name(name) not in self._keep and self._place.mark(name) is None
        )

    def _write_keeping(self, name: str, data: bytes, written: Written | None) -> Mark:
        mark, aside = self._place.write_keeping(name, data)
        key = "note.changed_kept" if written else "note.other_kept"
        self._outcome.notes.append(Problem(key, {"name": name, "copy": aside}))
        return mark

    def _made(self, name: str, gathered: Gathered, made_on: datetime) -> bytes:
        try:
            return reporting.make(gathered, made_on)
        except Exception as problem:
            # One paper that cannot be made must not hold up the others.
            logs.crash(type(problem), problem, problem.__traceback__)
            raise Trouble("trouble.paper_not_made", name=name) from problem

    def _whose(self, each: Planned, gathered: Gathered, there: Mark | None) -> _Whose:
        """Say whose a file is that is not known for ours as it lies there.

        Ours is, and is noted for that, what byte by byte is what these records gave when it was made: so
        it is after a folder was moved, a backup restored, or the program killed at the wrong moment.
        """
        data = self._place.read(each.name)
        imprint = reporting.imprint(data) if data is not None else None
        if data is None or imprint is None:
            return _Whose.ANOTHERS
        ours = self._made(each.name, gathered, imprint.made_on)
        if ours == data:
            self._note(each.name, each, gathered, data, there or Mark(len(data), ""))
            self._outcome.current += 1
            return _Whose.OURS
        mine = reporting.imprint(ours)
        if mine is None or mine.letterhead == imprint.letterhead:
            return _Whose.OLDER
        if not self._ledger:
            from sacwatch.exchange import folders

            raise folders.PlaceTrouble("trouble.folder_of_other_watch", name=self._place.called)
        return _Whose.ANOTHERS

    def _copy_of(self, each: Planned, gathered: Gathered) -> str | None:
        """Give the dated copy of an earlier run that still is what the busy file should be."""
        for written in self._ledger:
            same = (written.report, written.subject) == (each.order.report, each.order.subject)
            if same and written.name != each.name and written.fingerprint == gathered.fingerprint:
                there = self._place.mark(written.name)
                if there is not None and planning.untouched(self._place, written.name, written, there):
                    return written.name
        return None

    def _write_copy(self, each: Planned, gathered: Gathered, data: bytes) -> str:
        name = self._place.beside(each.name, self._now.astimezone(self._zone))
        self._intend(name, each, gathered, data, None, copy=True)
        try:
            mark = self._place.write(name, data, None)
        except Trouble:
            self._not_done(name, None)
            raise
        self._note(name, each, gathered, data, mark, copy=True)
        self._outcome.written.append(name)
        return name

    def _note(
        self, name: str, each: Planned, gathered: Gathered, data: bytes, mark: Mark, *, copy: bool = False
    ) -> None:
        written = self._described(name, each, gathered, data, mark, copy=copy)
        records = ledgers.records_of(gathered)
        self._tell(partial(_keep, self._target, written, records))
        self._known[same_name(name)] = written

    def _intend(
        self,
        name: str,
        each: Planned,
        gathered: Gathered,
        data: bytes,
        before: Written | None,
        *,
        copy: bool = False,
    ) -> None:
        """Note what is about to be written, so that it is known for ours wherever the program may end."""
        planned = self._described(name, each, gathered, data, Mark(-1, ""), copy=copy)
        planned = replace(planned, seen=f"{planning.WAS}{self._lying(name, before)}")
        self._tell(lambda work: work.exports.keep(planned))

    def _not_done(self, name: str, before: Written | None) -> None:
        """Note that what was about to be written was not: what lies there is as it was."""
        if before is None:
            self._tell(lambda work: work.exports.drop(self._target.key, name))
        else:
            self._tell(lambda work: work.exports.keep(before))

    def _lying(self, name: str, before: Written | None) -> str:
        """Give the hash of the file of ours that lies there, "" where there is none."""
        if before is None:
            return ""
        if before.seen.startswith(planning.WAS):
            data = self._place.read(name)
            return hashlib.sha256(data).hexdigest() if data is not None else ""
        return before.sha256

    def _described(
        self, name: str, each: Planned, gathered: Gathered, data: bytes, mark: Mark, *, copy: bool
    ) -> Written:
        order = gathered.order
        return Written(
            folder=self._target.key,
            name=name,
            report=order.report,
            subject=order.subject,
            fingerprint=gathered.fingerprint,
            sha256=hashlib.sha256(data).hexdigest(),
            written_at=self._now,
            audience=order.audience.value,
            large=order.large,
            file_name=gathered.file_name,
            size=mark.size,
            mark=mark.mark,
            copy=copy,
            seen=each.seen,
        )

    def _index(self) -> None:
        """Bring the list of what lies in a place up to date, where it is not."""
        try:
            self._write_index()
        except StoreTrouble:
            raise
        except Trouble as trouble:
            # It says nothing that the files do not say; the next run writes it.
            if not self._outcome.troubles:
                self._outcome.troubles.append(trouble.problem)

    def _write_index(self) -> None:
        from sacwatch.exchange import folders

        target = self._target
        lying: list[Written] = self._ask(lambda work: work.exports.in_folder(target.key))
        before = next((each for each in lying if planning.is_index(each)), None)
        lying = [each for each in lying if not planning.is_index(each)]
        if not lying and before is None:
            return
        own = exportpapers.index_name()
        name = before.name if before is not None else own
        there = self._place.mark(name)
        if before is None and there is not None and not placenames.made_here(self._place, name):
            name, there = self._free_beside(own), None
        watch = self._ask(lambda work: letterheads.seen(work, showing.eyes(work, target.audience)))
        data, fingerprint = exportpapers.index(watch, lying, audience=target.audience, large=target.large)
        if before is not None and there == before.looks and before.fingerprint == fingerprint:
            return
        made = exportpapers.make_index(data, self._now)
        ours = there is None or (before is not None and planning.untouched(self._place, name, before, there))
        written = Written(
            folder=target.key,
            name=name,
            report=planning.INDEX,
            subject="",
            fingerprint=fingerprint,
            sha256=hashlib.sha256(made).hexdigest(),
            written_at=self._now,
            audience=target.audience.value,
        )
        intended = replace(written, seen=f"{planning.WAS}{self._lying(name, before)}")
        self._tell(lambda work: work.exports.keep(intended))
        write = (
            partial(self._place.write, over=there) if ours else partial(self._write_keeping, written=before)
        )
        try:
            mark = write(name, made)
        except folders.Unanswered:
            raise
        except Trouble:
            self._not_done(name, before)
            raise
        self._tell(lambda work: work.exports.keep(replace(written, size=mark.size, mark=mark.mark)))
        if before is None and name != own:
            self._tell_beside(own, name)


def _keep(target: Target, written: Written, records: tuple[Ref, ...], work: Work) -> None:
    work.exports.keep(written)
    entered(work, Act.WRITTEN, target, written, records)


def entered(work: Work, act: Act, target: Target, written: Written, records: tuple[Ref, ...]) -> None:
    """Write into the ledger what became of a file in a place."""
    ledgers.note_written(
        work,
        act,
        written,
        place=target.called,
        destination_id=target.id,
        audience=Audience(written.audience) if written.audience else target.audience,
        records=records,
    )
