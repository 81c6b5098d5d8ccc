"""The page of the map, with the list of all that it shows beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter

from sacwatch.domain.geography import Box, Suggestion
from sacwatch.domain.incidents import IncidentDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.places import NOWHERE, Place, Point, draft_of
from sacwatch.i18n import N_, _
from sacwatch.services import finding, mapping, maptelling
from sacwatch.services.mapping import INCIDENTS, PATROLS
from sacwatch.services.maptelling import MapLine
from sacwatch.ui import shown
from sacwatch.ui.mapboard import MapBoard
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.picking import Pick
from sacwatch.ui.records.listpage import NewFrom
from sacwatch.ui.records.mapfilters import MapFilters
from sacwatch.ui.records.maplist import Mark
from sacwatch.ui.records.mapside import MapSide

_KIND_OF = {INCIDENTS: Kind.INCIDENT, PATROLS: Kind.PATROL}
_CLOSE_UP = 17


class MapPage(Page):
    """Incidents and patrol entries on the map, filtered, with the same in a list for the keyboard."""

    kinds = frozenset({Kind.INCIDENT, Kind.PATROL})

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Map"))
        self._layers: dict[str, Any] = {}
        self._all = 0
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
        self.outer.addWidget(self._make_banner())
        self.board = MapBoard(desk)
        self.board.ready.connect(self._page_ready)
        self.board.said.connect(self._heard)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.board)
        self.side = MapSide(desk)
        self.side.opened.connect(self._open_line)
        self.side.stepped.connect(lambda line: self._point_out(line.layer, line.id, near=True))
        self.side.counted.connect(self._count_shown)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([680, 330])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        self.outer.addWidget(splitter, 1)
        self._count = plain_label("", "faint")
        self.outer.addWidget(self._count)

    def _make_banner(self) -> QFrame:
        self._banner = QFrame()
        self._banner.setProperty("role", "note")
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(14, 6, 6, 6)
        sentence = _("Click the place. With the keyboard: arrows move the map, Enter takes its middle.")
        row.addWidget(plain_label(sentence), 1)
        stop = QPushButton(_("Cancel (Esc)"))
        stop.clicked.connect(lambda: self._end_pick())
        row.addWidget(stop)
        self._banner.setAccessibleName(sentence)
        self._banner.hide()
        return self._banner

    @property
    def ready(self) -> bool:
        """Whether the map was drawn with its incidents on it."""
        return self._drawn

    # What is shown

    def refresh(self) -> None:
        with_entries = self.filters.entries.isChecked()

        def ask(work: Any) -> tuple[Any, Any, int]:
            entries = mapping.entries(work) if with_entries else None
            return mapping.incidents(work), entries, work.incidents.count()

        self.desk.read(ask, self._take_layers, owner=self, slot="layers")

    def _take_layers(self, found: tuple[Any, Any, int]) -> None:
        incidents, entries, self._all = found
        self._layers[INCIDENTS] = incidents
        if entries is not None:
            self._layers[PATROLS] = entries
        for name in self._layers:
            self._send_layer(name)
        self._list()
        self._fulfil()

    def _page_ready(self) -> None:
        self.board.tell("visible", name=PATROLS, on=self.filters.entries.isChecked())
        for name in self._layers:
            self._send_layer(name)
        if self._pick is not None:
            self.board.tell("pick", on=True)
        self._fulfil()

    def _send_layer(self, name: str) -> None:
        self.board.show_layer(name, self._layers[name].packed(), mapping.filter_told(self._query(name)))

    def _query(self, name: str) -> Any:
        return self.filters.query(with_kind=name == INCIDENTS)

    def _filtered(self) -> None:
        self.board.tell("close")
        for name in self._layers:
            self.board.tell("filter", name=name, filter=mapping.filter_told(self._query(name)))
        self._list()

    def _entries_switched(self, on: bool) -> None:
        self.board.tell("visible", name=PATROLS, on=on)
        if on and PATROLS not in self._layers:
            self.look_again()
        else:
            self._list()

    # The list beside the map

    def _list(self) -> None:
        names = [INCIDENTS, PATROLS] if self.filters.entries.isChecked() else [INCIDENTS]
        self.side.show_layers(
            [(name, self._layers[name], self._query(name)) for name in names if name in self._layers]
        )

    def _count_shown(self, counts: dict[str, int]) -> None:
        parts = [shown.count(counts.get(INCIDENTS, 0), N_("{count} incident"), N_("{count} incidents"))]
        if PATROLS in counts:
            parts.append(
                shown.count(counts[PATROLS], N_("{count} patrol entry"), N_("{count} patrol entries"))
            )
        sentence = _("On the map: {what}.").format(what=", ".join(parts))
        unplaced = self._all - len(self._layers[INCIDENTS]) if INCIDENTS in self._layers else 0
        if unplaced > 0 and not self.filters.limited and not self.side.in_view.isChecked():
            sentence += " " + shown.count(
                unplaced,
                N_("{count} more incident has no place yet."),
                N_("{count} more incidents have no place yet."),
            )
        self._count.setText(sentence)
        self.board.tell("status", words=sentence)

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
        self.side.moved(Box(more["south"], more["west"], more["north"], more["east"]))

    def _on_chosen(self, more: Any) -> None:
        layer = self._layers[more["layer"]]
        owners = layer.owners or layer.ids
        places = [place for place in more["places"] if place < len(layer)]
        marks = [(more["layer"], layer.ids[place], owners[place]) for place in places]
        if len(marks) == 1:
            self.side.list.choose(marks[0][1])
        self._pop_up(more["layer"], marks, more, total=more["total"], focus=more.get("byKey"))

    def _on_empty(self, more: Any) -> None:
        self._ask_place(more, lambda place: self._offer(place, more))

    def _on_picked(self, more: Any) -> None:
        self._ask_place(more, self._picked)

    def _on_pressed(self, more: Any) -> None:
        if more.get("act") == "open":
            self.desk.open_record(Kind(more["kind"]), str(more["id"]))
        elif more.get("act") == "new" and not self.desk.read_only:
            draft = IncidentDraft(place=draft_of(self._place))
            self.desk.wanted.emit("incidents", NewFrom(draft))

    def _on_escape(self, _more: Any) -> None:
        self._end_pick()

    def _ask_place(self, more: Any, then: Callable[[Place], None]) -> None:
        point = Point(float(more["lat"]), float(more["lon"]))
        self.desk.tasks.in_pool(
            lambda _job: finding.nearest_place(point),
            owner=self,
            then=then,
            fail=self.desk.failed,
            slot="place",
        )

    def _offer(self, place: Place, more: Any) -> None:
        self._place = place
        self.board.tell(
            "popup",
            lat=more["lat"],
            lon=more["lon"],
            html=maptelling.empty_popup(place, may_write=not self.desk.read_only),
            focus=more.get("byKey"),
        )

    def _pop_up(self, name: str, marks: Sequence[Mark], at: Any, *, total: int, focus: Any = False) -> None:
        layer = self._layers[name]
        place = layer.place(marks[0][1]) if len(marks) == 1 else None

        def show(html: str) -> None:
            chosen = {} if place is None else {"name": name, "place": place}
            self.board.tell("popup", lat=at["lat"], lon=at["lon"], html=html, focus=focus, **chosen)

        self.desk.read(
            lambda work: maptelling.popup(work, marks, total=total, layer=layer, name=name),
            show,
            owner=self,
            slot="popup",
            fail=lambda _problem: self.look_again(),
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
            self._fulfil()

    def _fulfil(self) -> None:
        """Show the record that was ordered, once the map and its marks are there."""
        order = self._order
        needed = PATROLS if order is not None and order.kind is Kind.PATROL else INCIDENTS
        if order is None or needed not in self._layers or self.stale or not self.board.is_ready:
            return
        self._order = None
        self.filters.let_all_through()
        found = self._show_patrol(order.id) if needed == PATROLS else self._point_out(INCIDENTS, order.id)
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

    def _begin_pick(self, pick: Pick) -> None:
        self._pick = pick
        self._banner.show()
        self.board.tell("pick", on=True)
        self.board.setFocus()

    def _end_pick(self, place: Place | None = None) -> None:
        pick, self._pick = self._pick, None
        self._banner.hide()
        self.board.tell("pick", on=False)
        if pick is not None:
            if place is not None:
                pick.take(place)
            pick.back()

    def _picked(self, place: Place) -> None:
        if self._pick is not None:
            self._end_pick(place)

    def _go_to(self, found: Suggestion) -> None:
        self.board.tell("go", lat=found.view.lat, lon=found.view.lon, zoom=_CLOSE_UP)
        self.board.setFocus()

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
        self.desk.wanted.emit("reports", ("incident-summary", ""))

    def back(self) -> None:
        if self._pick is not None:
            self._end_pick()
        else:
            self.board.tell("close")

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if self._pick is not None:
            # The captain went elsewhere by the rail: nothing is picked, and nothing is taken back there.
            self._pick = None
            self._banner.hide()
            self.board.tell("pick", on=False)
