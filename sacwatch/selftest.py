"""The built program tests itself: a new file, a patrol, a PDF and the map page."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sacwatch.domain.patrols import EntryDraft, PatrolDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import WatchDraft

SECONDS = 90


def run() -> int:
    """Do the main job in a folder of its own and look at each result; 0 where all is well, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="sacwatch-selftest-") as name:
        folder = Path(name)
        os.environ["SACWATCH_HOME"] = str(folder / "home")
        try:
            watch = _make_watch(folder)
            _make_paper(watch, folder)
            _bring_a_map(folder)
            _show_map(watch)
        except Exception as problem:  # noqa: BLE001  (whatever it is, the test says so and fails)
            _say(f"selftest: {type(problem).__name__}: {problem}")
            return 1
    _say("selftest: all is well")
    return 0


def _say(words: str) -> None:
    # A windowed program on Windows has no standard output.
    if sys.stdout is not None:
        sys.stdout.write(words + "\n")
        sys.stdout.flush()


def _must(true: bool, what: str) -> None:
    if not true:
        raise RuntimeError(what)


def _make_watch(folder: Path) -> Path:
    from sacwatch.services import files, patrols, watches

    now = datetime.now(UTC)
    today = now.astimezone(SACRAMENTO).date()
    path = folder / "Selftest.sacwatch"
    with files.create(path, "a passphrase for the test") as store:
        with store.work(now=now, by="selftest") as work:
            watches.found(work, WatchDraft(name="Selftest watch", place=PlaceDraft("20th & R")), today=today)
        draft = PatrolDraft(
            day="yesterday",
            start="2040",
            finish="2210",
            crew=(PatrollerDraft("Ann Lee"), PatrollerDraft("Bo Ruiz")),
            entries=(EntryDraft(clock="2055", place=PlaceDraft("1620 P St"), seen="all quiet"),),
        )
        with store.work(now=now, by="selftest") as work:
            patrol = patrols.log(work, draft, zone=SACRAMENTO, today=today)
    with files.open_file(path, "a passphrase for the test", now=now, zone=SACRAMENTO) as store:
        with store.reading(now=now) as work:
            _must(work.patrols.get(patrol.id) == patrol, "the patrol did not come back as it was saved")
            _must(bool(work.search("quiet")), "the search did not find the patrol")
        _must(patrol.entries[0].place.point is not None, "the address was not found on the map")
    _say("selftest: file and patrol")
    return path


def _make_paper(path: Path, folder: Path) -> None:
    from sacwatch.services import files, reporting

    now = datetime.now(UTC)
    with (
        files.open_file(path, "a passphrase for the test", now=now, zone=SACRAMENTO) as store,
        store.reading(now=now) as work,
    ):
        latest = work.patrols.latest()
        _must(latest is not None, "the patrol is gone")
        order = reporting.Order("patrol-log", latest.id if latest else "")
        gathered = reporting.gather(work, order, zone=SACRAMENTO)
    data = reporting.make(gathered, now)
    reporting.save(folder / gathered.file_name, data)
    _must(data.startswith(b"%PDF-") and len(data) > 5_000, "the paper is no PDF")
    _say("selftest: paper")


def _bring_a_map(folder: Path) -> None:
    """Bring in an overlay in feet of the state plane, which needs the projections' data."""
    from sacwatch.services import basemaps, mapfiles, mapimports

    path = folder / "beats.geojson"
    # A square mile about the Capitol in zone II of the state plane, US survey feet (EPSG:2226).
    ring = [
        [6704000, 1969000],
        [6709280, 1969000],
        [6709280, 1974280],
        [6704000, 1974280],
        [6704000, 1969000],
    ]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"BEAT": "3M"}, "geometry": shape}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2226"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}), "utf-8")
    looked = mapfiles.look_over([path])
    _must(not looked.troubles and looked.files[0].name_column == "BEAT", "the map file was not recognised")
    mapimports.bring_in(looked.files)
    found = basemaps.atlas().base.regions_at(Point(38.5766, -121.4934))
    _must(found == [("beat", "3M")], "the Capitol is not in its beat")
    basemaps.close()


def _show_map(path: Path) -> None:
    """Open the file in the real window and wait until the map page is drawn."""
    from PySide6.QtCore import QTimer

    from sacwatch import app as application

    app, shell, state = application.window()
    session = application.begin(app, shell, state)
    outcome: list[str] = []

    def finish(words: str) -> None:
        outcome.append(words)
        shell.close()

    def look() -> None:
        page: Any = shell.page
        if session.desk is not None and (page is None or page.name != "map"):
            shell.show_page("map")
        elif page is not None and page.name == "map" and page.ready:
            finish("")

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    QTimer.singleShot(SECONDS * 1000, lambda: finish("the map page was not drawn in time"))
    shell.show()
    session.open(path, "a passphrase for the test")
    app.exec()
    session.tasks.close()
    _must(bool(outcome) and not outcome[0], outcome[0] if outcome else "the window closed early")
    _say("selftest: map")
