"""Drawing on the map what is then kept: boundary, blocks, routes gone and to go; measuring is not kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from sacwatch import paths, words
from sacwatch.domain.drafts import KeptDraft, plain, restored
from sacwatch.domain.errors import Invalid
from sacwatch.domain.listing import MemberQuery, PatrolQuery
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.routes import draft_of as route_draft_of
from sacwatch.domain.watches import BlockDraft
from sacwatch.i18n import N_, _
from sacwatch.services import gpxtracks, members, patrols, routes, watches
from sacwatch.services.mapshapes import BLOCKS, BOUNDARY, ROUTES, MapShapes
from sacwatch.ui import shown
from sacwatch.ui.drawingdrafts import DrawingDrafts, points_of
from sacwatch.ui.mapsketch import AREA, LINE, Drawing, Sketching
from sacwatch.ui.records.mapdialogs import BlockDialog, PlannedDialog, RouteDialog, TracksDialog
from sacwatch.ui.state import State

_PATROLS = 200
_MEMBERS = 2_000

Ring = tuple[Point, ...]
Kept = dict[str, Any]
"""What says of a drawing, as JSON values, whose line it is: enough to go on with it another day."""


class MapDrawings(QObject):
    """Draws, asks what is missing, and keeps; every deed can be undone."""

    def __init__(
        self,
        desk: Any,
        sketching: Sketching,
        shapes: Callable[[], MapShapes | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._sketching = sketching
        self._shapes = shapes
        self._page = page
        self._drafts = DrawingDrafts(desk, sketching, self)
        self.patrol_id = ""
        """The patrol whose form or list led here; its route is drawn."""

    # What stands unfinished

    def keep(self) -> None:
        """Keep what is being drawn, before the page goes."""
        self._drafts.keep()

    def resume(self, kept: KeptDraft) -> None:
        """Go on with what was being drawn when the window was closed, or ended by itself."""
        if self._drafts.is_open(kept.id):
            return
        what, line = {**kept.data, "draft": kept.id}, points_of(kept)
        what.pop("path", None)
        if what.get("what") == BOUNDARY:
            self._draw_boundary(line, what)
        elif what.get("what") == BLOCKS:
            self._draw_block(restored(BlockDraft, what.get("block") or {}), line, what)
        else:
            route = restored(RouteDraft, what.get("route") or {})
            self._draw_route(str(what.get("id") or ""), route, line, what)

    # Boundary

    def draw_boundary(self) -> None:
        """Let the boundary be drawn, or the one that is there be changed."""
        found = self._shapes()
        if found is not None:
            self._draw_boundary(found.watch.boundary, {"what": BOUNDARY})

    def _draw_boundary(self, start: Ring, kept: Kept) -> None:
        words_ = _("Draw the boundary of your watch")
        self._draw_outline(words_, start, BOUNDARY, self._keep_boundary, kept)

    def _draw_outline(
        self, what: str, start: Ring, edited: str, done: Callable[[Ring], None], kept: Kept
    ) -> None:
        sentence = (
            _("{what}: click at each corner, or press Enter for the middle of the map.")
            if not start
            else _("{what}: drag the corners, or Tab to one and use the arrow keys.")
        )
        self._sketching.begin(
            Drawing(
                AREA,
                sentence.format(what=what),
                done,
                _("Keep it"),
                start,
                edited,
                least=3,
                too_few=_("At least three corners, please."),
            )
        )
        self._drafts.begin(kept, resume=self.resume)

    def _keep_boundary(self, ring: Ring) -> None:
        again = self._drafts.told
        self._desk.do(
            self._drafts.saving(lambda work: watches.draw_boundary(work, ring, today=self._desk.today())),
            owner=self,
            fail=lambda problem: self._refused(problem, lambda: self._draw_boundary(ring, again)),
            said=_("Boundary kept."),
        )

    def _refused(self, problem: BaseException, again: Callable[[], None]) -> None:
        """Say what is not right with a drawing, and let it be put right."""
        if isinstance(problem, Invalid):
            first = next(iter(problem.problems.values()))
            self._desk.said.emit(words.sentence(first.key, first.values), None)
            again()
        else:
            self._desk.failed(problem)

    # Blocks

    def draw_block(self) -> None:
        """Let the outline of a block be drawn, and ask then which block it is."""
        self._draw_block(BlockDraft(), (), {"what": BLOCKS})

    def _draw_block(self, block: BlockDraft, start: Ring, kept: Kept) -> None:
        """Let the outline of a block be drawn: of a new one, or of one that is there."""
        if not block.id:
            self._draw_outline(_("Draw the outline of a block"), start, "", self._ask_block, kept)
            return
        self._draw_outline(
            _("Draw the outline of {block}").format(block=block.name),
            start,
            block.id,
            lambda ring: self._keep_block(dataclasses.replace(block, outline=ring), _("Block kept.")),
            kept,
        )

    def _ask_block(self, ring: Ring) -> None:
        found, again = self._shapes(), self._drafts.told
        undrawn = [each for each in found.watch.blocks if not each.outline] if found is not None else []

        def ask(people: Any) -> None:
            dialog = BlockDialog(self._page, people.lines, undrawn)
            if dialog.exec():
                draft = BlockDraft(
                    dialog.block_id, dialog.name_line.text(), dialog.captain.currentData() or None, ring
                )
                self._keep_block(draft, _("Block kept."))
            else:
                self._draw_block(BlockDraft(), ring, again)  # nothing that was drawn goes with a dialog

        self._desk.read(lambda work: members.find(work, MemberQuery(limit=_MEMBERS)), ask, owner=self)

    def _keep_block(self, draft: BlockDraft, said: str) -> None:
        again = self._drafts.told
        self._desk.do(
            self._drafts.saving(lambda work: watches.keep_block(work, draft, today=self._desk.today())),
            owner=self,
            fail=lambda problem: self._refused(
                problem, lambda: self._draw_block(draft, draft.outline, {**again, **_of_block(draft)})
            ),
            said=said,
        )

    # Routes

    def draw_route(self) -> None:
        """Let a route be drawn, and ask then whose it is."""
        draft = RouteDraft(self.patrol_id)
        self._draw_route("", draft, (), _of_route("", draft))

    def draw_planned(self) -> None:
        """Let a route be drawn ahead of any patrol, and ask then what it is called."""
        self._draw_planned((), {**_of_route("", RouteDraft()), "planned": True})

    def _draw_planned(self, start: Ring, kept: Kept) -> None:
        self._draw_line(_("Draw the way that is to be patrolled"), start, "", self._ask_planned, kept)

    def _ask_planned(self, line: Ring) -> None:
        again, dialog = self._drafts.told, PlannedDialog(self._page)
        if not dialog.exec():
            self._draw_planned(line, again)  # nothing that was drawn goes with a dialog
            return
        draft = RouteDraft(name=dialog.name_line.text(), line=line)
        self._desk.do(
            self._drafts.saving(lambda work: routes.add(work, draft)),
            owner=self,
            fail=lambda problem: self._refused(problem, lambda: self._draw_planned(line, again)),
            said=_("Route kept. Shifts and sheets offer it now."),
        )

    def _draw_route(self, id_: str, draft: RouteDraft, start: Ring, kept: Kept) -> None:
        """Let a route be drawn: a new one, or one that is there."""
        if kept.get("planned") and not id_:
            self._draw_planned(start, kept)
            return
        if not id_:
            self.patrol_id = draft.patrol_id
            self._draw_line(_("Draw where the patrol went"), start, "", self._ask_route, kept)
            return
        self._draw_line(
            _("Change where the patrol went") if draft.patrol_id else _("Change the planned route"),
            start,
            id_,
            lambda line: self._change_route(id_, dataclasses.replace(draft, line=line)),
            kept,
        )

    def _draw_line(
        self, what: str, start: Ring, edited: str, done: Callable[[Ring], None], kept: Kept
    ) -> None:
        sentence = _("{what}: click along the way, or press Enter for the middle of the map.")
        self._sketching.begin(
            Drawing(
                LINE,
                sentence.format(what=what),
                done,
                _("Keep it"),
                start,
                edited,
                too_few=_("At least two points, please."),
            )
        )
        self._drafts.begin(kept, resume=self.resume)

    def _ask_route(self, line: Ring) -> None:
        again, patrol = self._drafts.told, RouteDraft(self.patrol_id)

        def ask(found: Any) -> None:
            if not found.lines:
                self._desk.said.emit(
                    _("No patrol was logged yet. Log it first, then draw where it went."), None
                )
                return
            dialog = RouteDialog(self._page, self._desk, found.lines, patrol_id=self.patrol_id)
            if dialog.exec():
                draft = RouteDraft(dialog.patrol.currentData(), dialog.name_line.text(), line=line)
                self._desk.do(
                    self._drafts.saving(lambda work: routes.add(work, draft)),
                    owner=self,
                    fail=lambda problem: self._refused(
                        problem, lambda: self._draw_route("", patrol, line, again)
                    ),
                    said=_("Route kept."),
                )
            else:
                self._draw_route("", patrol, line, again)  # nothing that was drawn goes with a dialog

        query = PatrolQuery(limit=_PATROLS)
        self._desk.read(lambda work: patrols.find(work, query), ask, owner=self)

    # What is there already

    def change(self, name: str, id_: str) -> None:
        """Let the line of a shape be drawn anew from what it is."""
        found = self._shapes()
        if found is None:
            return
        if name == BOUNDARY:
            self.draw_boundary()
        elif name == BLOCKS:
            block = found.block(id_)
            if block is not None:
                drawn = BlockDraft(block.id, block.name, block.captain_id, block.outline)
                self._draw_block(drawn, block.outline, _of_block(drawn))
        elif (known := found.drawn(id_)) is not None:
            draft = route_draft_of(known)
            self._draw_route(id_, draft, draft.line, _of_route(id_, draft))

    def _change_route(self, id_: str, draft: RouteDraft) -> None:
        again = self._drafts.told
        self._desk.do(
            self._drafts.saving(lambda work: routes.change(work, id_, draft)),
            owner=self,
            fail=lambda problem: self._refused(
                problem, lambda: self._draw_route(id_, draft, draft.line, {**again, **_of_route(id_, draft)})
            ),
            said=_("Route changed."),
        )

    def rename(self, name: str, id_: str) -> None:
        """Ask for the name and captain of a block, or the patrol and name of a route."""
        found = self._shapes()
        if found is None:
            return
        block = found.block(id_) if name == BLOCKS else None
        if block is not None:
            self._rename_block(block)
        elif (known := found.drawn(id_)) is not None:
            self._rename_route(route_draft_of(known), id_)

    def _rename_block(self, block: Any) -> None:
        def ask(people: Any) -> None:
            dialog = BlockDialog(self._page, people.lines, name=block.name, captain_id=block.captain_id or "")
            if dialog.exec():
                captain = dialog.captain.currentData() or None
                draft = BlockDraft(block.id, dialog.name_line.text(), captain, block.outline)
                self._keep_block(draft, _("Block changed."))

        self._desk.read(lambda work: members.find(work, MemberQuery(limit=_MEMBERS)), ask, owner=self)

    def _rename_route(self, draft: RouteDraft, id_: str) -> None:
        if not draft.patrol_id:
            planned = PlannedDialog(self._page, draft.name)
            if planned.exec():
                self._change_route(id_, dataclasses.replace(draft, name=planned.name_line.text()))
            return

        def ask(found: Any) -> None:
            dialog = RouteDialog(
                self._page, self._desk, found.lines, patrol_id=draft.patrol_id, name=draft.name
            )
            if dialog.exec():
                wanted = dataclasses.replace(
                    draft, patrol_id=dialog.patrol.currentData(), name=dialog.name_line.text()
                )
                self._change_route(id_, wanted)

        query = PatrolQuery(limit=_PATROLS)
        self._desk.read(lambda work: patrols.find(work, query), ask, owner=self)

    def remove(self, name: str, id_: str) -> None:
        """Remove a shape; it can be undone."""
        today = self._desk.today()
        if name == BOUNDARY:
            deed: Callable[[Any], Any] = lambda work: watches.draw_boundary(work, (), today=today)  # noqa: E731
            said = _("Boundary removed.")
        elif name == BLOCKS:
            deed = lambda work: watches.remove_block(work, id_, today=today)  # noqa: E731
            said = _("Block removed.")
        else:
            deed = lambda work: routes.remove(work, id_)  # noqa: E731
            said = _("Route removed.")
        self._desk.do(deed, owner=self, said=said)

    # GPX

    def bring_gpx(self) -> None:
        """Ask for a GPX file and bring its tracks in."""
        state = State()
        chosen, _filter = QFileDialog.getOpenFileName(
            self._page,
            _("Choose a GPX file"),
            str(paths.still_there(state.get("gpx_folder", ""))),
            _("GPX tracks (*.gpx *.GPX);;All files (*)"),
        )
        if chosen:
            state.put("gpx_folder", str(Path(chosen).parent))
            self.read_gpx(Path(chosen))

    def read_gpx(self, path: Path) -> None:
        """Read a GPX file, ask which patrol each of its tracks belongs to, and keep them."""
        self._desk.run(
            lambda job: gpxtracks.read(path, lambda: job.report(0, 0)),
            owner=self,
            title=_("Reading “{name}”").format(name=path.name),
            then=lambda tracks: self._match(path.name, tracks),
            slot="gpx",
        )

    def _match(self, name: str, tracks: Any) -> None:
        patrol_id = self.patrol_id

        def ask(found: Any) -> None:
            dialog = TracksDialog(self._page, self._desk, name, *found)
            if not dialog.exec():
                return
            drafts = gpxtracks.drafts(dialog.chosen())
            said = shown.count(len(drafts), N_("{count} route kept."), N_("{count} routes kept."))
            self._desk.do(
                lambda work: routes.bring(work, drafts),
                owner=self,
                fail=lambda problem: self._refused(problem, lambda: None),
                said=said,
            )

        self._desk.read(lambda work: gpxtracks.matched(work, tracks, patrol_id=patrol_id), ask, owner=self)

    # Measuring

    def measure(self) -> None:
        """Let a distance be measured; nothing is kept."""
        self._sketching.begin(
            Drawing(
                LINE,
                _("Measure: click from point to point, or press Enter for the middle of the map."),
                lambda _line: None,
                "",
                stays=True,
            )
        )


def _of_block(block: BlockDraft) -> Kept:
    return {"what": BLOCKS, "block": plain(dataclasses.replace(block, outline=()))}


def _of_route(id_: str, route: RouteDraft) -> Kept:
    # The points are kept apart, as they are drawn; times belong to the points that were.
    return {"what": ROUTES, "id": id_, "route": plain(dataclasses.replace(route, line=(), times=()))}
