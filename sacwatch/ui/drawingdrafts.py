"""What is being drawn on the map, kept like the typing in a form: a crash loses two seconds of it at most."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Kind
from sacwatch.domain.places import Point
from sacwatch.i18n import _
from sacwatch.services import drafts, mapshapes
from sacwatch.ui.mapsketch import Sketching
from sacwatch.ui.timers import later

KEEP_MS = 1_000
"""Milliseconds after the first change that is not kept yet at which the drawing is kept."""


class DrawingDrafts(QObject):
    """Keeps one drawing at a time until it is saved or thrown away."""

    def __init__(self, desk: Any, sketching: Sketching, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sketching = sketching
        self._id = ""
        self._what: dict[str, Any] | None = None
        self._again = False
        self._timer = later(KEEP_MS, self, self.keep)
        self._resume: Callable[[KeptDraft], None] | None = None
        sketching.begun.connect(self._begun)
        sketching.moved.connect(self._moved)
        sketching.put_away.connect(self._put_away)

    def begin(self, what: dict[str, Any], *, resume: Callable[[KeptDraft], None]) -> None:
        """Keep what is drawn from now on as what `what` says; `resume` goes on with it another time.

        `what` holds JSON values; one that goes on with a drawing has its `draft` among them.
        """
        known = str(what.get("draft", ""))
        self._id = known or str(uuid.uuid4())
        self._again = bool(known)
        self._what = {name: value for name, value in what.items() if name != "draft"}
        self._resume = resume

    @property
    def told(self) -> dict[str, Any]:
        """What `begin` was told last, so that the same drawing can be gone on with."""
        return {**(self._what or {}), "draft": self._id}

    def keep(self) -> None:
        """Keep what is drawn now, if anything is."""
        self._timer.stop()
        path = mapshapes.path(self._sketching.points)
        if self._what is None or not self._sketching.active or not path:
            return
        id_, data = self._id, {**self._what, "path": path}
        self._desk.jot(lambda work: drafts.keep(work, id_, Kind.ROUTE, None, data), owner=self)

    def saving(self, deed: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Give a deed that saves the drawing, and throws away what was kept of it in the same step."""
        id_ = self._id

        def both(work: Any) -> Any:
            found = deed(work)
            drafts.drop(work, id_)
            return found

        return both

    def is_open(self, draft_id: str) -> bool:
        """Say whether the drawing kept under this id is being drawn just now."""
        return self._what is not None and self._sketching.active and self._id == draft_id

    def _begun(self) -> None:
        # Something else is drawn, such as a distance, unless `begin` says that it is to be kept.
        self._what = None

    def _moved(self) -> None:
        if self._what is not None and not self._timer.isActive():
            self._timer.start()

    def _put_away(self, points: tuple[Point, ...], steps: int) -> None:
        """Throw away what was given up; the captain may have it back."""
        self._timer.stop()
        what, id_, resume = self._what, self._id, self._resume
        self._what = None
        if what is None or resume is None:
            return
        self._desk.jot(lambda work: drafts.drop(work, id_), owner=self)
        if steps or self._again:
            kept = KeptDraft(
                id_, Kind.ROUTE, None, self._desk.now(), {**what, "path": mapshapes.path(points)}
            )
            self._desk.said.emit(_("Drawing put away."), lambda: resume(kept))


def points_of(kept: KeptDraft) -> tuple[Point, ...]:
    """Give the corners of a kept drawing."""
    return mapshapes.points(kept.data.get("path") or [])
