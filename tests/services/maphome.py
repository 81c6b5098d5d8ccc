"""A base map of a test's own, to bring files into."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sacwatch.maps import basemap
from sacwatch.services import basemaps
from sacwatch.services.basemaps import Atlas

TABLES = (
    "source feature path path_box street spelling segment segment_box crossing place region region_box"
    " picture cover"
).split()


@contextmanager
def own_map() -> Iterator[Atlas]:
    """Give a base map that nobody shares; the ordinary ones of tests are one file under many names."""
    path = Path(os.environ["SACWATCH_HOME"]) / basemap.FILE_NAME
    if path.exists():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    try:
        yield basemaps.atlas()
    finally:
        basemaps.close()
        # So that no other test takes a map with foreign files in it for the ordinary one.
        path.unlink(missing_ok=True)


def counts(atlas: Atlas) -> dict[str, int]:
    """Give how many rows each table has."""
    return {table: atlas.base._rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def everything(atlas: Atlas) -> dict[str, list[tuple[object, ...]]]:
    """Give all rows of all tables, to see that nothing at all has changed."""
    return {table: sorted(atlas.base._rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}
