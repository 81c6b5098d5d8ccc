"""Gets a county's TIGER/Line files from the Census Bureau's server, to be brought in like any others."""

from __future__ import annotations

import re
from pathlib import Path

from sacwatch import paths
from sacwatch.domain.errors import Trouble
from sacwatch.domain.mapfiles import Theme
from sacwatch.domain.progress import Progress, silent
from sacwatch.exchange import downloads, tiger

SACRAMENTO = tiger.SACRAMENTO
STATES = tiger.STATES
NEWEST_KNOWN = 2025
"""The newest year when this was written; the server is asked whether there is a newer one."""

_LIST_NAME = "counties.txt"
_ZIP = b"PK\x03\x04"


def folder() -> Path:
    """Give the folder in which loaded files wait, made if need be."""
    found = paths.app_data() / "downloads"
    found.mkdir(parents=True, exist_ok=True)
    return found


def counties(state: str, address: str = tiger.COUNTY_LIST) -> dict[str, str]:
    """Give the names of a state's counties by their FIPS codes, in the order of their names.

    California's are known; those of the other states come from the Census Bureau's list (about
    140 kB), which is loaded once and kept. Raises Trouble where there is no network.
    """
    if state == "06":
        return dict(sorted(tiger.CALIFORNIA.items(), key=lambda row: row[1]))
    kept = folder() / _LIST_NAME
    try:
        listing = kept.read_text(encoding="utf-8")
    except OSError:
        listing = downloads.text(address)
    found = {code: name for code, name in tiger.counties(listing).items() if code[:2] == state}
    if not found:
        raise Trouble("trouble.no_counties", state=STATES.get(state, state))
    if not kept.exists():
        kept.write_text(listing, encoding="utf-8")
    return dict(sorted(found.items(), key=lambda row: row[1]))


def newest_year(county: str, server: str = tiger.SERVER) -> int:
    """Give the newest year of which the server has a county's streets; raises Trouble."""
    _check(county)
    years = tiger.years(downloads.text(server)) or [NEWEST_KNOWN]
    for year in years[:3]:
        # A new year's folder is there weeks before it is filled.
        if downloads.size(server + tiger.address(Theme.ROADS, county, year)) is not None:
            return year
    raise Trouble("trouble.net_not_there", host=server.split("/")[2])


def fetch(
    county: str,
    year: int,
    progress: Progress = silent,
    *,
    themes: tuple[Theme, ...] = tuple(Theme),
    server: str = tiger.SERVER,
) -> list[Path]:
    """Load a county's files, and its state's and the nation's; gives where they are.

    What came of an earlier try, whole or in part, is not loaded again. A theme that the server does not
    have is left out, but for the streets. Progress counts bytes. Raises Trouble and Cancelled.
    """
    _check(county)
    sizes: dict[Theme, int] = {}
    for theme in themes:
        progress(0, 1, "job.map_loading")
        target = _target(theme, county, year)
        found = target.stat().st_size if target.exists() else None
        if found is None:
            found = downloads.size(server + tiger.address(theme, county, year))
        if found is not None:
            sizes[theme] = found
        elif theme is Theme.ROADS:
            raise Trouble("trouble.net_not_there", host=server.split("/")[2])
    whole = max(1, sum(sizes.values()))
    before = 0
    loaded = []
    for theme, size in sizes.items():

        def said(done: int, total: int, doing: str = "", *, before: int = before) -> None:
            progress(min(before + done, whole), whole, doing)

        target = _target(theme, county, year)
        if not target.exists():
            downloads.fetch(server + tiger.address(theme, county, year), target, said, begins=_ZIP)
        before += size
        progress(min(before, whole), whole, "job.map_loading")
        loaded.append(target)
    return loaded


def tidy(loaded: list[Path]) -> None:
    """Delete loaded files after they were brought in; what cannot be deleted stays."""
    for path in loaded:
        if path.parent == folder():
            path.unlink(missing_ok=True)


def _target(theme: Theme, county: str, year: int) -> Path:
    return folder() / tiger.address(theme, county, year).rsplit("/", 1)[1]


def _check(county: str) -> None:
    if not re.fullmatch(r"\d{5}", county) or county[:2] not in STATES:
        raise Trouble("trouble.no_such_county", text=county)
