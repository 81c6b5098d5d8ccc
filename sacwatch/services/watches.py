"""What a captain does with the watch itself."""

from __future__ import annotations

import dataclasses
from datetime import date

from sacwatch.domain import watches
from sacwatch.domain.watches import Watch, WatchDraft
from sacwatch.services import settings
from sacwatch.store.work import Work


def found(work: Work, draft: WatchDraft, *, today: date, export_folder: str = "") -> Watch:
    """Begin a new watch in this file, with the folder for its papers; raises Invalid."""
    work.does = "step.watch_founded"
    work.lasting = True
    watch = watches.settle(_with_ids(work, draft), work.stamp(work.watch_id), today=today)
    work.watches.add(watch)
    if export_folder:
        settings.put(work, settings.EXPORT_FOLDER, export_folder)
        work.does = "step.watch_founded"
    return watch


def change(work: Work, draft: WatchDraft, *, today: date) -> Watch:
    """Change the watch; raises Invalid."""
    work.does = "step.watch_changed"
    past = work.watches.get(work.watch_id)
    watch = watches.settle(_with_ids(work, draft), work.stamp(past.id), today=today, past=past)
    work.watches.change(watch)
    return watch


def get(work: Work) -> Watch:
    """Give the watch; raises NotFound where none was begun."""
    return work.watches.get(work.watch_id)


def _with_ids(work: Work, draft: WatchDraft) -> WatchDraft:
    return dataclasses.replace(
        draft,
        blocks=tuple(
            each if each.id else dataclasses.replace(each, id=work.new_id()) for each in draft.blocks
        ),
        numbers=tuple(
            each if each.id else dataclasses.replace(each, id=work.new_id()) for each in draft.numbers
        ),
    )
