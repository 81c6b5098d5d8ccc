"""One run over one place: makes what is missing or stale, takes away what has no record any more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sacwatch import logs
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Problem, Trouble
from sacwatch.domain.exports import Act, Mark, Written
from sacwatch.domain.kinds import Ref
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import (
    exportpapers,
    ledgers,
    letterheads,
    places,
    planning,
    reporting,
    showing,
    wanted,
)
from sacwatch.services.places import Target
from sacwatch.services.planning import Planned, Standing, check_place, same_name
from sacwatch.services.reporting import Ask, Gathered
from sacwatch.store.errors import StoreTrouble
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.exchange.places import Place

Tell = Callable[[Callable[[Work], Any]], Any]
"""Runs a deed in the store, as one unit of work."""

_THEIRS = (Standing.CHANGED, Standing.NOT_OURS)
_LEFT_HALF_MADE = timedelta(hours=1)
"""What is still half made after this was left by a program that was killed."""

Released = frozenset[tuple[str, str]]
"""What the captain looked at and let go: names of files with the fingerprints that they were to have."""


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


def run(
    ask: Ask,
    tell: Tell,
    target: Target,
    *,
    watch_file: Path,
    now: datetime,
    zone: tzinfo,
    make_folder: bool = True,
    trust_clock: bool = False,
    planned: Sequence[Planned] | None = None,
    released: Released | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Bring one place up to date: make what is missing or stale, take away what has no record any more.

    `ask` reads from the store and `tell` writes to it. A folder that held papers before and is gone is
    made anew only with `make_folder`. `planned` is what `look` found, where no record changed since.
    With `released` only what it names is touched. Raises Trouble where the place itself cannot be used,
    and Cancelled; what was written until then stays and is known.
    """
    if not target.served:
        check_place(target.folder, watch_file)
    if not trust_clock:
        planning.check_clock(ask, now)
    place = places.opened(target)
    try:
        ledger: list[Written] = ask(lambda work: work.exports.in_folder(target.key))
        place.ready(make=make_folder or not ledger)
        place.clear(now - _LEFT_HALF_MADE)
        places.leave_marker(target)
        if planned is None:
            today = now.astimezone(zone).date()
            planned = planning.plan(ask, target, today=today, zone=zone, progress=progress)
        return _Run(ask, tell, target, place, ledger, now, zone, released, progress).carry_out(planned)
    finally:
        place.close()


class _Run:
    """One run over a place. Every file that was written is noted at once, so that it may end anywhere."""

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

    def carry_out(self, planned: Sequence[Planned]) -> Outcome:
        outcome = self._outcome
        outcome.total = len(planned)
        wanting = [each for each in planned if each.standing is not Standing.CURRENT]
        outcome.current = len(planned) - len(wanting)
        self._keep = {same_name(each.name) for each in planned}
        may = [each for each in wanting if self._may(each.name, each.fingerprint)]
        outcome.held = len(wanting) - len(may)
        outcome.waiting = outcome.held
        for done, each in enumerate(may):
            self._progress(done, len(may), "job.papers")
            if not self._bring(each):
                outcome.waiting += len(may) - done - 1
                break
        self._withdraw()
        self._saw(planned)
        self._index()
        return outcome

    def _may(self, name: str, fingerprint: str) -> bool:
        return self._released is None or (name, fingerprint) in self._released

    def _bring(self, each: Planned) -> bool:
        """Bring one file up to date; False where the place takes none at all."""
        from sacwatch.exchange import folders

        try:
            gathered = reporting.collect(self._ask, each.order, zone=self._zone)
            if not self._may(each.name, gathered.fingerprint):
                # It changed since the captain looked: this one was never let go.
                self._outcome.held += 1
                self._outcome.waiting += 1
                return True
            self._write(each, gathered)
        except NotFound:
            # Its record was removed since the plan was made; so goes the file.
            self._keep.discard(same_name(each.name))
            self._outcome.total -= 1
        except StoreTrouble:
            raise
        except Trouble as trouble:
            self._outcome.troubles.append(trouble.problem)
            self._outcome.waiting += 1
            return not isinstance(trouble, folders.PlaceTrouble)
        return True

    def _write(self, each: Planned, gathered: Gathered) -> None:
        from sacwatch.exchange import folders
        from sacwatch.exchange.places import Changed

        # Looked at once more: others may have worked there since the plan was made.
        written = self._known.get(same_name(each.name))
        there = self._place.mark(each.name)
        stands = planning.standing(self._place, each.name, gathered.fingerprint, written, there)
        theirs = stands in _THEIRS
        if theirs and self._recognised(each, gathered, there):
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
                mark = self._write_keeping(each.name, data, written)
        except folders.TargetBusy:
            self._not_done(each.name, written)
            name = self._copy_of(each, gathered) or self._write_copy(each, gathered, data)
            self._keep.add(same_name(name))
            raise Trouble("trouble.target_busy_copy", name=each.name, copy=name) from None
        except Trouble:
            self._not_done(each.name, written)
            raise
        self._note(each.name, each, gathered, data, mark)
        self._outcome.written.append(each.name)

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

    def _recognised(self, each: Planned, gathered: Gathered, there: Mark | None) -> bool:
        """Take a file for ours that is, byte by byte, what these records gave when it was made.

        So it is after a folder was moved, a backup restored, or the program killed at the wrong moment.
        """
        data = self._place.read(each.name)
        if data is None:
            return False
        imprint = reporting.imprint(data)
        if imprint is None:
            return False
        ours = self._made(each.name, gathered, imprint.made_on)
        if ours == data:
            self._note(each.name, each, gathered, data, there or Mark(len(data), ""))
            self._outcome.current += 1
            return True
        mine = reporting.imprint(ours)
        if not self._ledger and mine is not None and mine.letterhead != imprint.letterhead:
            from sacwatch.exchange import folders

            raise folders.PlaceTrouble("trouble.folder_of_other_watch", name=self._place.called)
        return False

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

    def _withdraw(self) -> None:
        """Take away files whose record is gone or whose dated copy is not needed any more.

        One that somebody changed stays; it is theirs now. Where the place is away, all stays noted.
        """
        unwanted = [
            each
            for each in self._ask(lambda work: work.exports.in_folder(self._target.key))
            if same_name(each.name) not in self._keep and not planning.is_index(each)
        ]
        for written in unwanted:
            if not self._may(written.name, written.fingerprint):
                self._outcome.held += 1
                self._outcome.waiting += 1
                continue
            self._progress(0, 0, "job.papers")
            try:
                act = self._take_away(written)
            except Trouble:
                self._outcome.troubles.append(Problem("trouble.cannot_withdraw", {"name": written.name}))
                self._outcome.waiting += 1
                continue
            if act is None:
                return
            self._tell(partial(_forget, self._target, written, act))
            self._tell_of_copies(written)

    def _take_away(self, written: Written) -> Act | None:
        """Remove a file unless somebody changed it; None where the place itself is away."""
        there = self._place.mark(written.name)
        if there is None:
            try:
                self._place.ready(make=False)
            except Trouble:
                return None
            return Act.WITHDRAWN
        if not planning.untouched(self._place, written.name, written, there):
            self._outcome.notes.append(Problem("note.changed_stays", {"name": written.name}))
            return Act.LEFT
        self._place.remove(written.name, there)
        self._outcome.removed.append(written.name)
        return Act.WITHDRAWN

    def _tell_of_copies(self, written: Written) -> None:
        """Tell of copies of a paper whose record is gone, which nobody but the captain can take back."""
        audience = Audience(written.audience) if written.audience else self._target.audience
        order = reporting.Order(written.report, written.subject, audience, written.large)
        if written.copy or wanted.still_there(self._ask, order, zone=self._zone):
            return
        page = self._ask(lambda work: work.ledger.out(written.report, written.subject))
        here = (self._target.called, written.name)
        out = [
            each for each in page.entries if each.act is not Act.WRITTEN and (each.place, each.name) != here
        ]
        if out:
            held = ", ".join(dict.fromkeys(each.place for each in out if each.place))
            count = sum(each.copies for each in out)
            self._outcome.notes.append(
                Problem("note.copies_out", {"name": written.name, "count": count, "places": held})
            )

    def _saw(self, planned: Sequence[Planned]) -> None:
        """Note of what is current up to where in the journal it is, and how its file looks now."""
        seen = next((each.seen for each in planned if each.seen), "")
        if not seen:
            return
        names = [each.name for each in planned if each.standing is Standing.CURRENT]
        behind = [
            written.name
            for name in names
            if (written := self._known.get(same_name(name))) is not None and written.seen != seen
        ]
        if behind:
            self._tell(lambda work: work.exports.saw(self._target.key, behind, seen))
        for name in names:
            written = self._known.get(same_name(name))
            if written is not None and written.size < 0:
                self._look_again(written)

    def _look_again(self, written: Written) -> None:
        there = self._place.mark(written.name)
        if there is not None and planning.untouched(self._place, written.name, written, there):
            fresh = replace(written, size=there.size, mark=there.mark)
            self._tell(lambda work: work.exports.keep(fresh))

    def _index(self) -> None:
        """Bring the list of what lies in a destination up to date, where it is not."""
        if self._target.destination is None:
            return
        try:
            self._write_index()
        except StoreTrouble:
            raise
        except Trouble as trouble:
            # It says nothing that the files do not say; the next run writes it.
            if not self._outcome.troubles:
                self._outcome.troubles.append(trouble.problem)

    def _write_index(self) -> None:
        target, name = self._target, exportpapers.index_name()
        lying: list[Written] = self._ask(lambda work: work.exports.in_folder(target.key))
        before = next((each for each in lying if planning.is_index(each)), None)
        lying = [each for each in lying if not planning.is_index(each)]
        there = self._place.mark(name)
        if not lying and before is None:
            return
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
        except Trouble:
            self._not_done(name, before)
            raise
        self._tell(lambda work: work.exports.keep(replace(written, size=mark.size, mark=mark.mark)))


def _keep(target: Target, written: Written, records: tuple[Ref, ...], work: Work) -> None:
    work.exports.keep(written)
    _enter(work, Act.WRITTEN, target, written, records)


def _forget(target: Target, written: Written, act: Act, work: Work) -> None:
    work.exports.drop(written.folder, written.name)
    _enter(work, act, target, written, ())


def _enter(work: Work, act: Act, target: Target, written: Written, records: tuple[Ref, ...]) -> None:
    ledgers.note_written(
        work,
        act,
        written,
        place=target.called,
        destination_id=target.id,
        audience=Audience(written.audience) if written.audience else target.audience,
        records=records,
    )
