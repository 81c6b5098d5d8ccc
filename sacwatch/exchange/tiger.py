"""The TIGER/Line files of the U.S. Census Bureau: how they are recognised, and where the server has them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sacwatch.domain.mapfiles import COUNTY_THEMES, STATE_THEMES, Theme

SERVER = "https://www2.census.gov/geo/tiger/"
COUNTY_LIST = "https://www2.census.gov/geo/docs/reference/codes2020/national_county2020.txt"

_NAME = re.compile(r"tl_(\d{4})_(\d{5}|\d{2}|us)_([a-z]+)", re.IGNORECASE)

# The columns by which a theme is known whatever its file is called (TIGER/Line Technical Documentation).
_COLUMNS = {
    Theme.ROADS: {"LINEARID", "FULLNAME", "RTTYP", "MTFCC"},
    Theme.ADDRESSES: {"TLID", "FULLNAME", "LFROMHN", "LTOHN", "RFROMHN", "RTOHN"},
    Theme.AREA_WATER: {"HYDROID", "FULLNAME", "MTFCC"},
    Theme.LINEAR_WATER: {"LINEARID", "FULLNAME", "ARTPATH", "MTFCC"},
    Theme.LANDMARKS: {"AREAID", "FULLNAME", "MTFCC"},
    Theme.CITIES: {"PLACEFP", "NAME", "NAMELSAD", "CLASSFP", "MTFCC"},
    Theme.RAILS: {"LINEARID", "FULLNAME", "MTFCC"},
}

WANTED = {
    theme: sorted(columns | {"PARITYL", "PARITYR", "ROAD_MTFCC", "EDGE_MTFCC"})
    if theme is Theme.ADDRESSES
    else sorted(columns)
    for theme, columns in _COLUMNS.items()
}
"""The columns that are read of each theme."""


@dataclass(frozen=True)
class Known:
    """What the name of a TIGER/Line file says: theme, FIPS code of the county or state or "us", year."""

    theme: Theme
    area: str
    year: int


def recognise(stem: str, columns: Collection[str]) -> Known | None:
    """Say which TIGER/Line file this is, by its name and columns; None where the map has no use for it."""
    there = {column.upper() for column in columns}
    match = _NAME.search(stem)
    if match is not None:
        try:
            theme = Theme(match[3].lower())
        except ValueError:
            return None
        if _COLUMNS[theme] <= there:
            return Known(theme, match[2].lower(), int(match[1]))
        return None
    # Without its name, only the files that nothing else looks like are taken for what they are.
    for theme in _COLUMNS:
        if theme is Theme.RAILS:
            continue
        if _COLUMNS[theme] <= there:
            return Known(theme, "", 0)
    return None


def address(theme: Theme, county: str, year: int) -> str:
    """Give where a theme's file for a county lies on the server, below `SERVER`."""
    area = county if theme in COUNTY_THEMES else county[:2] if theme in STATE_THEMES else "us"
    return f"TIGER{year}/{theme.value.upper()}/tl_{year}_{area}_{theme.value}.zip"


def years(listing: str) -> list[int]:
    """Give the years that the server's own listing names, the newest first."""
    return sorted(
        {int(year) for year in re.findall(r'href="(?:[^"]*/)?TIGER(20\d\d)/?"', listing)}, reverse=True
    )


def counties(listing: str) -> dict[str, str]:
    """Give the counties of the Census Bureau's list by FIPS code."""
    found = {}
    for line in listing.splitlines()[1:]:
        parts = line.split("|")
        if len(parts) >= 5 and parts[1].isdigit() and parts[2].isdigit():
            found[parts[1] + parts[2]] = parts[4]
    return found


STATES = {
    "01": "Alabama", "02": "Alaska", "04": "Arizona", "05": "Arkansas", "06": "California",
    "08": "Colorado", "09": "Connecticut", "10": "Delaware", "11": "District of Columbia",
    "12": "Florida", "13": "Georgia", "15": "Hawaii", "16": "Idaho", "17": "Illinois", "18": "Indiana",
    "19": "Iowa", "20": "Kansas", "21": "Kentucky", "22": "Louisiana", "23": "Maine", "24": "Maryland",
    "25": "Massachusetts", "26": "Michigan", "27": "Minnesota", "28": "Mississippi", "29": "Missouri",
    "30": "Montana", "31": "Nebraska", "32": "Nevada", "33": "New Hampshire", "34": "New Jersey",
    "35": "New Mexico", "36": "New York", "37": "North Carolina", "38": "North Dakota", "39": "Ohio",
    "40": "Oklahoma", "41": "Oregon", "42": "Pennsylvania", "44": "Rhode Island", "45": "South Carolina",
    "46": "South Dakota", "47": "Tennessee", "48": "Texas", "49": "Utah", "50": "Vermont",
    "51": "Virginia", "53": "Washington", "54": "West Virginia", "55": "Wisconsin", "56": "Wyoming",
    "60": "American Samoa", "66": "Guam", "69": "Northern Mariana Islands", "72": "Puerto Rico",
    "78": "U.S. Virgin Islands",
}  # fmt: skip
"""The states and territories by their FIPS codes (ANSI INCITS 38)."""

_CALIFORNIA = (
    "Alameda,Alpine,Amador,Butte,Calaveras,Colusa,Contra Costa,Del Norte,El Dorado,Fresno,Glenn,Humboldt,"
    "Imperial,Inyo,Kern,Kings,Lake,Lassen,Los Angeles,Madera,Marin,Mariposa,Mendocino,Merced,Modoc,Mono,"
    "Monterey,Napa,Nevada,Orange,Placer,Plumas,Riverside,Sacramento,San Benito,San Bernardino,San Diego,"
    "San Francisco,San Joaquin,San Luis Obispo,San Mateo,Santa Barbara,Santa Clara,Santa Cruz,Shasta,"
    "Sierra,Siskiyou,Solano,Sonoma,Stanislaus,Sutter,Tehama,Trinity,Tulare,Tuolumne,Ventura,Yolo,Yuba"
)
CALIFORNIA = {f"06{2 * i + 1:03}": f"{name} County" for i, name in enumerate(_CALIFORNIA.split(","))}
"""California's counties by FIPS code: the odd numbers in the order of the alphabet (ANSI INCITS 31)."""

SACRAMENTO = "06067"
