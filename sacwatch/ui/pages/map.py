"""The page of the map, with the list of all that it shows beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from sacwatch import words
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, Suggestion, Sureness
from sacwatch.domain.incidents import IncidentDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.places import NOWHERE, Place, Point, draft_of
from sacwatch.i18n import N_, _
from sacwatch.services import coverage, finding, mapping, mapshapes, maptelling, whereabouts
from sacwatch.services.mapping import CONCERNS, HOUSEHOLDS, INCIDENTS, PATROLS
from sacwatch.services.mapshapes import CHOSEN, NOT_WALKED, UNHEARD, WALKED, MapShapes, ShapeLine
from sacwatch.services.maptelling import MapLine
from sacwatch.ui import shown
from sacwatch.ui.mapboard import MapBoard
from sacwatch.ui.mapdrawings import MapDrawings
from sacwatch.ui.mapexport import MapExport
from sacwatch.ui.mapsketch import SketchBar, Sketching
from sacwatch.ui.maptools import MapTools
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.picking import Pick, RouteOf
from sacwatch.ui.records.listpage import NewFrom
from sacwatch.ui.records.mapfilters import MapFilters
from sacwatch.ui.records.maplist import Mark
from sacwatch.ui.records.mapside import SHAPES, STREETS, MapSide

_KIND_OF = {
    INCIDENTS: Kind.INCIDENT,
    PATROLS: Kind.PATROL,
    HOUSEHOLDS: Kind.HOUSEHOLD,
    CONCERNS: Kind.CONCERN,
}
_CLOSE_UP = 17
_AREA = 15
"""The zoom for a neighborhood of which only the middle is known."""


class MapPage(Page):
    """The watch on its map: incidents, patrols, routes and outlines, with the same in lists for the keyboard."""

    kinds = frozenset({Kind.INCIDENT, Kind.PATROL, Kind.ROUTE, Kind.WATCH})

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Map"))
        self._layers: dict[str, Any] = {}
        self._shapes: MapShapes | None = None
        self._view: Box | None = None
        self._all = 0
        self._without_place = 0
        self._legend = 0
        self._pick: Pick | None = None
        self._order: Ref | None = None
        self._place = NOWHERE
        self._drawn = False
        self.filters = MapFilters(desk)
        self.filters.changed.connect(self._filtered)
        self.filters.entries_switched.connect(self._entries_switched)
        self.filters.search.chosen.connect(self._go_to)
        self.filters.search.unknown.connect(self._not_found)
        self.outer.addWidget(self.filters)
        self.bar = SketchBar()
        self.bar.cancel.connect(self.back)
        self.outer.addWidget(self.bar)
        self.board = MapBoard(desk)
        self.board.ready.connect(self._page_ready)
        self.board.said.connect(self._heard)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.board)
        self.side = MapSide(desk)
        self._listen_to_side()
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([680, 330])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        self.outer.addWidget(splitter, 1)
        self._count = plain_label("", "faint")
        self.outer.addWidget(self._count)
        self.sketching = Sketching(self.board, self.bar, self)
        self.drawings = MapDrawings(desk, self.sketching, lambda: self._shapes, self)
        self.export = MapExport(desk, self)
        self.tools = MapTools(self)
        self.head.addWidget(self.tools)
        self._watch_for()

    def _listen_to_side(self) -> None:
        side = self.side
        side.opened.connect(self._open_line)
        side.stepped.connect(lambda line: self._point_out(line.layer, line.id, near=True))
        side.counted.connect(self._count_shown)
        side.narrowed.connect(lambda found: self.board.tell("shapes", name=CHOSEN, shapes=found))
        side.streets.save_wanted.connect(lambda: self.export.save_streets())
        side.print_wanted.connect(lambda: self.export.print_listed())
        side.save_wanted.connect(lambda: self.export.save_list())
        side.streets_wanted.connect(self._streets_wanted)
        side.shapes.stepped.connect(self._show_shape)
        side.shapes.change_wanted.connect(lambda name, id_: self.drawings.change(name, id_))
        side.shapes.name_wanted.connect(lambda name, id_: self.drawings.rename(name, id_))
        side.shapes.remove_wanted.connect(lambda name, id_: self.drawings.remove(name, id_))
        side.streets.stepped.connect(lambda line: self._go_near(line.at))

    @property
    def ready(self) -> bool:
        """Whether the map was drawn with its incidents on it."""
        return self._drawn

    # What is shown

    def refresh(self) -> None:
        with_entries, with_homes = self.filters.entries.isChecked(), self.tools.homes.isChecked()
        with_concerns = self.tools.concerns.isChecked()
        wanted, today = self.filters.query(), self.desk.today()

        def ask(work: Any) -> tuple[dict[str, Any], int, int, Any]:
            layers = {INCIDENTS: mapping.incidents(work)}
            if with_concerns:
                layers[CONCERNS] = mapping.concerns(work)
            if with_homes:
                layers[HOUSEHOLDS] = mapping.households(work, today)
            if with_entries:
                layers[PATROLS] = mapping.entries(work)
            without = work.patrols.entries_without_place() if with_entries else 0
            shapes = mapshapes.gather(work, wanted.since, wanted.until)
            return layers, work.incidents.count(), without, shapes

        self.desk.read(ask, self._take_layers, owner=self, slot="layers")

    def _take_layers(self, found: tuple[dict[str, Any], int, int, Any]) -> None:
        # What is not shown is not kept either: it would be old when it is shown again.
        self._layers, self._all, self._without_place, shapes = found
        for name in self._layers:
            self._send_layer(name)
        self._take_shapes(shapes)
        self._list()
        self._fulfil()

    def _take_shapes(self, shapes: MapShapes | None) -> None:
        self._shapes = shapes
        self._send_shapes()
        self.side.shapes.show_lines(mapshapes.lines(shapes) if shapes is not None else [])
        if self.side.what.currentData() == STREETS:
            self._ask_streets()

    def _send_shapes(self) -> None:
        if self._shapes is not None:
            for name, found in mapshapes.told(self._shapes).items():
                self.board.tell("shapes", name=name, shapes=found)

    def _page_ready(self) -> None:
        self.board.tell("visible", name=PATROLS, on=self.filters.entries.isChecked())
        self.board.tell("visible", name=HOUSEHOLDS, on=self.tools.homes.isChecked())
        self.board.tell("visible", name=CONCERNS, on=self.tools.concerns.isChecked())
        for name in self._layers:
            self._send_layer(name)
        self._send_shapes()
        for name, on in self.tools.layers().items():
            self.board.tell("shapesVisible", name=name, on=on)
        if self._pick is not None:
            self.board.tell("pick", on=True)
        self.sketching.begin_again()
        self._fulfil()

    def _send_layer(self, name: str) -> None:
        self.board.show_layer(name, self._layers[name].packed(), mapping.filter_told(self._query(name)))

    def _query(self, name: str) -> Any:
        if name in (HOUSEHOLDS, CONCERNS):
            return MapFilter()
        return self.filters.query(with_kind=name == INCIDENTS)

    def _filtered(self) -> None:
        self.board.tell("close")
        for name in self._layers:
            self.board.tell("filter", name=name, filter=mapping.filter_told(self._query(name)))
        self._list()
        wanted = self.filters.query()
        self.desk.read(
            lambda work: mapshapes.gather(work, wanted.since, wanted.until),
            self._take_shapes,
            owner=self,
            slot="shapes",
        )

    def _entries_switched(self, on: bool) -> None:
        self.board.tell("visible", name=PATROLS, on=on)
        if on and PATROLS not in self._layers:
            self.look_again()
        else:
            self._list()

    def homes_switched(self, on: bool) -> None:
        """Show the households, or no longer."""
        self._layer_switched(HOUSEHOLDS, on)

    def concerns_switched(self, on: bool) -> None:
        """Show what is open in the register of concerns, or no longer."""
        self._layer_switched(CONCERNS, on)

    def unheard_switched(self) -> None:
        """Show the blocks from which nobody came to the last meetings, or no longer."""
        self._watch_for()
        self.look_again()

    def _layer_switched(self, name: str, on: bool) -> None:
        # While they show, news of them is news for this page.
        self._watch_for()
        self.board.tell("close")
        self.board.tell("visible", name=name, on=on)
        if on:
            self.look_again()
        else:
            self._layers.pop(name, None)
            self._list()

    def _watch_for(self) -> None:
        self.kinds = MapPage.kinds
        if self.tools.homes.isChecked():
            self.kinds |= {Kind.HOUSEHOLD, Kind.MEMBER}
        if self.tools.concerns.isChecked():
            self.kinds |= {Kind.CONCERN}
        if self.tools.layers()[UNHEARD]:
            self.kinds |= {Kind.MEETING}

    # The list beside the map

    def _list(self) -> None:
        names = [INCIDENTS, CONCERNS, HOUSEHOLDS]
        if self.filters.entries.isChecked():
            names.append(PATROLS)
        self.side.show_layers(
            [(name, self._layers[name], self._query(name)) for name in names if name in self._layers]
        )

    def _count_shown(self, counts: dict[str, int]) -> None:
        parts = [shown.count(counts.get(INCIDENTS, 0), N_("{count} incident"), N_("{count} incidents"))]
        if PATROLS in counts:
            parts.append(
                shown.count(counts[PATROLS], N_("{count} patrol entry"), N_("{count} patrol entries"))
            )
        if CONCERNS in counts:
            parts.append(
                shown.count(counts[CONCERNS], N_("{count} open concern"), N_("{count} open concerns"))
            )
        if HOUSEHOLDS in counts:
            parts.append(shown.count(counts[HOUSEHOLDS], N_("{count} household"), N_("{count} households")))
        limit = self.side.limit_words
        sentence = (
            _("{where}: {what}.").format(where=limit, what=", ".join(parts))
            if limit
            else _("On the map: {what}.").format(what=", ".join(parts))
        )
        if self.filters.limited and not sum(counts.values()):
            sentence += " " + _("The filters above the map keep the rest out.")
        if not (self.filters.limited or limit or self.side.in_view.isChecked()):
            sentence += self._without_words(with_entries=PATROLS in counts)
        self._count.setText(sentence)
        self.board.tell("status", words=sentence)

    def _without_words(self, *, with_entries: bool) -> str:
        """Say how much of what is meant to be shown has no place, each sentence after a space."""
        found = []
        incidents = self._all - len(self._layers[INCIDENTS]) if INCIDENTS in self._layers else 0
        if incidents > 0:
            one = N_("{count} more incident has no place yet.")
            found.append(shown.count(incidents, one, N_("{count} more incidents have no place yet.")))
        if with_entries and self._without_place:
            one = N_("{count} more patrol entry has no place.")
            found.append(
                shown.count(self._without_place, one, N_("{count} more patrol entries have no place."))
            )
        return "".join(f" {each}" for each in found)

    def _open_line(self, line: MapLine) -> None:
        self.desk.open_record(_KIND_OF[line.layer], line.owner)

    # What was done on the map

    def _heard(self, what: str, more: Any) -> None:
        act: Callable[[Any], None] | None = getattr(self, f"_on_{what}", None)
        if act is not None:
            act(more)

    def _on_shown(self, more: Any) -> None:
        self._drawn = self._drawn or more["layer"] == INCIDENTS

    def _on_moved(self, more: Any) -> None:
        self._view = Box(more["south"], more["west"], more["north"], more["east"])
        self._legend = int(more.get("legend") or 0)
        self.side.moved(self._view)

    @property
    def foot(self) -> int:
        """How high the legend and the count are."""
        below = self.height() - self.board.mapTo(self, self.board.rect().bottomLeft()).y()
        return below + self._legend

    @property
    def view(self) -> Box | None:
        """What is in view, once the map was drawn."""
        return self._view

    def _on_sketch(self, more: Any) -> None:
        self.sketching.changed(more["path"], more["steps"])

    def _on_sketched(self, more: Any) -> None:
        self.sketching.finished(more["path"])

    def _on_chosen(self, more: Any) -> None:
        layer = self._layers[more["layer"]]
        owners = layer.owners or layer.ids
        places = [place for place in more["places"] if place < len(layer)]
        marks = [(more["layer"], layer.ids[place], owners[place]) for place in places]
        if len(marks) == 1:
            self.side.list.choose(marks[0][1])
        self._pop_up(more["layer"], marks, more, total=more["total"], focus=more.get("byKey"))

    def _on_empty(self, more: Any) -> None:
        self._ask_place(more, lambda about: self._offer(about, more))

    def _on_picked(self, more: Any) -> None:
        self._ask_place(more, lambda about: self._picked(about.place))

    def _on_pressed(self, more: Any) -> None:
        if more.get("act") == "open":
            self.desk.open_record(Kind(more["kind"]), str(more["id"]))
        elif more.get("act") == "new" and not self.desk.read_only:
            draft = IncidentDraft(place=draft_of(self._place))
            self.desk.wanted.emit("incidents", NewFrom(draft))
        elif more.get("act") == "near":
            self.list_near(self._place)
        elif more.get("act") == "change" and not self.desk.read_only:
            self.drawings.change(str(more["layer"]), str(more["id"]))
        elif more.get("act") == "remove" and not self.desk.read_only:
            self.drawings.remove(str(more["layer"]), str(more["id"]))

    def _on_escape(self, _more: Any) -> None:
        self.back()

    def _ask_place(self, more: Any, then: Callable[[whereabouts.Whereabouts], None]) -> None:
        point = Point(float(more["lat"]), float(more["lon"]))
        self.desk.tasks.in_pool(
            lambda _job: whereabouts.of(point),
            owner=self,
            then=then,
            fail=self.desk.failed,
            slot="place",
        )

    def _offer(self, about: whereabouts.Whereabouts, more: Any, *, sure: str = "") -> None:
        if self.sketching.active:
            return
        self._place = about.place
        under = [(str(each["name"]), str(each["id"])) for each in more.get("shapes") or ()]
        may_write = not self.desk.read_only
        shape = mapshapes.popup(self._shapes, under, may_write=may_write) if self._shapes else None
        whole = bool(sure) and about.place.point is None
        spot = Point(float(more["lat"]), float(more["lon"]))
        self.board.tell(
            "popup",
            lat=more["lat"],
            lon=more["lon"],
            html=maptelling.empty_popup(
                about,
                may_write=may_write,
                shape=shape,
                block="" if whole else mapshapes.block_words(self._shapes, spot),
                sure=sure,
            ),
            focus=more.get("byKey"),
        )

    def _pop_up(self, name: str, marks: Sequence[Mark], at: Any, *, total: int, focus: Any = False) -> None:
        layer = self._layers[name]
        place = layer.place(marks[0][1]) if len(marks) == 1 else None

        def show(html: str) -> None:
            chosen = {} if place is None else {"name": name, "place": place}
            self.board.tell("popup", lat=at["lat"], lon=at["lon"], html=html, focus=focus, **chosen)

        def read(about: Sequence[str]) -> None:
            self.desk.read(
                lambda work: maptelling.popup(work, marks, total=total, layer=layer, name=name, about=about),
                show,
                owner=self,
                slot="popup",
                fail=lambda _problem: self.look_again(),
            )

        if place is None:
            read(())
            return
        point = Point(layer.lats[place], layer.lons[place])
        block = mapshapes.block_words(self._shapes, point)
        known = [block] if block else []
        self.desk.tasks.in_pool(
            lambda _job: whereabouts.lines(whereabouts.areas(point)),
            owner=self,
            then=lambda areas: read([*known, *areas]),
            # What is known of the record is told in any case.
            fail=lambda _problem: read(known),
            slot="popup areas",
        )

    def _point_out(self, name: str, id_: str, *, near: bool = False) -> bool:
        """Show a mark and what is known of it; False where it is not on the map."""
        layer = self._layers.get(name)
        place = layer.place(id_) if layer is not None else None
        if layer is None or place is None:
            return False
        at = {"lat": layer.lats[place], "lon": layer.lons[place]}
        self.board.tell("near" if near else "go", **at, **({} if near else {"zoom": _CLOSE_UP}))
        owner = layer.owners[place] if layer.owners else id_
        self._pop_up(name, [(name, id_, owner)], at, total=1)
        return True

    # Orders of other pages

    def obey(self, order: object) -> None:
        if isinstance(order, Pick):
            self._begin_pick(order)
        elif isinstance(order, Ref):
            self._order = order
            if order.kind is Kind.PATROL:
                self.filters.entries.setChecked(True)
            elif order.kind in (Kind.HOUSEHOLD, Kind.CONCERN):
                self.tools.show_layer(HOUSEHOLDS if order.kind is Kind.HOUSEHOLD else CONCERNS)
            self._fulfil()
        elif order == UNHEARD:
            self.tools.show_layer(UNHEARD)
            self.side.list_what(SHAPES)
        elif isinstance(order, KeptDraft):
            self.drawings.resume(order)
        elif isinstance(order, RouteOf):
            self.drawings.patrol_id = order.patrol_id
            if order.gpx:
                self.drawings.bring_gpx()
            else:
                self.drawings.draw_route()

    def _fulfil(self) -> None:
        """Show the record that was ordered, once the map and its marks are there."""
        order = self._order
        layer_of = {kind: name for name, kind in _KIND_OF.items()}
        needed = layer_of.get(order.kind, INCIDENTS) if order is not None else INCIDENTS
        if order is None or needed not in self._layers or self.stale or not self.board.is_ready:
            return
        self._order = None
        if order.kind is Kind.ROUTE:
            self._show_route(order.id)
            return
        self.filters.let_all_through()
        found = self._show_patrol(order.id) if needed == PATROLS else self._point_out(needed, order.id)
        if found:
            self.side.list.choose(order.id)
        else:
            self.desk.said.emit(_("It has no place on the map yet. Open it and give its address."), None)

    def _show_patrol(self, id_: str) -> bool:
        layer = self._layers[PATROLS]
        mine = [place for place, owner in enumerate(layer.owners) if owner == id_]
        if not mine:
            return False
        lats, lons = [layer.lats[i] for i in mine], [layer.lons[i] for i in mine]
        self.board.tell("go", box=[min(lats), min(lons), max(lats), max(lons)])
        return True

    def _show_route(self, id_: str) -> None:
        self.filters.let_all_through()
        self.side.list_what(SHAPES)

        def show(found: MapShapes | None) -> None:
            planned = found is not None and any(each.id == id_ for each in found.planned)
            name = mapshapes.PLANNED if planned else mapshapes.ROUTES
            self.tools.show_layer(name)
            self._take_shapes(found)
            self.side.shapes.choose(name, id_)

        self.desk.read(lambda work: mapshapes.gather(work, None, None), show, owner=self, slot="shapes")

    # What is near, inside, walked

    def list_near(self, place: Place) -> None:
        """List what is near a place, nearest first."""
        self.board.tell("close")
        self.side.list_near(place)
        box = self.side.near_box
        if box is not None:
            self.board.tell("go", box=[box.south, box.west, box.north, box.east])

    def near_middle(self) -> None:
        """List what is near the middle of the map."""
        if self._view is not None:
            middle = self._view.middle
            self._ask_place({"lat": middle.lat, "lon": middle.lon}, lambda about: self.list_near(about.place))

    def _show_shape(self, line: ShapeLine) -> None:
        if line.box is not None:
            box = line.box
            self.tools.show_layer(line.name)
            self.board.tell("go", box=[box.south, box.west, box.north, box.east])

    def _go_near(self, point: Point) -> None:
        self.board.tell("near", lat=point.lat, lon=point.lon)

    def _streets_wanted(self, on: bool) -> None:
        for name in (WALKED, NOT_WALKED):
            self.board.tell("shapesVisible", name=name, on=on)
        if on:
            self._ask_streets()

    def _ask_streets(self) -> None:
        """Work out which streets were walked in the period of the filters."""
        wanted = self.filters.query()

        def fail(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                self.side.streets.say(words.sentence(problem.problem.key, problem.problem.values))
            else:
                self.desk.failed(problem)

        def answer(question: coverage.Question) -> None:
            self.desk.tasks.in_pool(
                lambda _job: coverage.answer(question),
                owner=self,
                then=self._show_streets,
                fail=fail,
                slot="streets",
            )

        self.desk.read(
            lambda work: coverage.ask(work, wanted.since, wanted.until),
            answer,
            owner=self,
            slot="streets asked",
            fail=fail,
        )

    def _show_streets(self, found: coverage.Coverage) -> None:
        for name, shapes in mapshapes.walked_told(found.stretches).items():
            self.board.tell("shapes", name=name, shapes=shapes)
        self.side.streets.show_streets(found)

    # A place picked for another page

    def _begin_pick(self, pick: Pick) -> None:
        self.sketching.give_up()
        self._pick = pick
        self.bar.say(_("Click the place. With the keyboard: arrows move the map, Enter takes its middle."))
        self.board.tell("pick", on=True)
        self.board.setFocus()

    def _end_pick(self, place: Place | None = None) -> None:
        pick, self._pick = self._pick, None
        self.bar.hide()
        self.board.tell("pick", on=False)
        if pick is not None:
            if place is not None:
                pick.take(place)
            pick.back()

    def _picked(self, place: Place) -> None:
        if self._pick is not None:
            self._end_pick(place)

    def _go_to(self, found: Suggestion) -> None:
        self.board.setFocus()
        if found.sureness is not Sureness.AREA:
            self._arrive(found, None)
            return
        self.desk.tasks.in_pool(
            lambda _job: finding.extent(found),
            owner=self,
            then=lambda box: self._arrive(found, box),
            fail=self.desk.failed,
            slot="extent",
        )

    def _arrive(self, found: Suggestion, box: Box | None) -> None:
        """Show a place that was searched for: all of an area, as far as it is known."""
        at = {"lat": found.view.lat, "lon": found.view.lon}
        if box is not None:
            self.board.tell("go", box=[box.south, box.west, box.north, box.east])
        else:
            self.board.tell("go", **at, zoom=_AREA if found.sureness is Sureness.AREA else _CLOSE_UP)
        if self._pick is not None:
            return
        sure = words.label("sureness", found.sureness.value)
        if found.place.point is None:
            # A whole street or neighborhood: the middle of it says nothing of beat and block.
            self._offer(whereabouts.Whereabouts(found.place), at, sure=sure)
            return
        self.desk.tasks.in_pool(
            lambda _job: dataclasses.replace(whereabouts.areas(found.view), place=found.place),
            owner=self,
            then=lambda about: self._offer(about, at, sure=sure),
            fail=self.desk.failed,
            slot="place",
        )

    def _not_found(self, typed: str) -> None:
        self.desk.said.emit(_("There is no “{place}” on this map.").format(place=typed.strip()[:60]), None)

    # Keys

    def find(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def new(self) -> None:
        if not self.desk.read_only:
            self.desk.wanted.emit("incidents", "new")

    def print_(self) -> None:
        self.export.print_listed()

    def back(self) -> None:
        if self._pick is not None:
            self._end_pick()
        elif self.sketching.active:
            self.sketching.give_up()
        elif self.side.limited:
            self.side.list_all()
        else:
            self.board.tell("close")

    def leave(self) -> None:
        self.drawings.keep()

    def step_back(self) -> bool:
        if self.sketching.active:
            self.sketching.step_back()
        return self.sketching.active

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if self._pick is not None:
            # The captain went elsewhere by the rail: nothing is picked, and nothing is taken back there.
            self._pick = None
            self.bar.hide()
            self.board.tell("pick", on=False)
