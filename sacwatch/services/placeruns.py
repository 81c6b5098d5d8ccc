"""One run over one place: makes what is missing or stale, takes away what has no record any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Problem, Trouble
from sacwatch.domain.exports import Act, Written
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import places, planning, reporting, wanted
from sacwatch.services.placenames import same_name
from sacwatch.services.places import Target
from sacwatch.services.placewriting import Outcome, PlaceWriting, Tell, entered
from sacwatch.services.planning import Planned, Released, Standing, check_place
from sacwatch.services.reporting import Ask
from sacwatch.store.errors import StoreTrouble
from sacwatch.store.work import Work

__all__ = ["Outcome", "Released", "Tell", "run"]

_LEFT_HALF_MADE = timedelta(hours=1)
"""What is still half made after this was left by a program that was killed."""


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
    if trust_clock:
        tell(lambda work: work.exports.none_after(now))
    else:
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


class _Run(PlaceWriting):
    """One run over a place. Every file that was written is noted at once, so that it may end anywhere."""

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
        return self._released is None or planning.release_key(name, fingerprint) in self._released

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
            if act is Act.WITHDRAWN and never_there(written) and written.name not in self._outcome.removed:
                self._tell(partial(_drop, written))
                continue
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


def never_there(written: Written) -> bool:
    """Say whether a file was only about to be written, where there was none of ours before."""
    return written.seen == planning.WAS


def _drop(written: Written, work: Work) -> None:
    work.exports.drop(written.folder, written.name)


def _forget(target: Target, written: Written, act: Act, work: Work) -> None:
    work.exports.drop(written.folder, written.name)
    entered(work, act, target, written, ())
