"""How each kind of feature looks: colours by style, widths by zoom, and the order of painting."""

from __future__ import annotations

from dataclasses import dataclass

from sacwatch.domain.drawing import Style
from sacwatch.maps.content import Kind


@dataclass(frozen=True)
class Ink:
    """A road's fill and the thin edge on either side of it."""

    fill: str
    edge: str


@dataclass(frozen=True)
class Look:
    """The colours of one style."""

    land: str
    water: str
    park: str
    grounds: str
    railway: str
    outline: str
    building: str
    plain: str
    plain_line: str
    trail: str
    roads: dict[Kind, Ink]
    text: str
    soft_text: str
    water_text: str
    park_text: str
    halo: str
    shield: str
    shield_ink: str
    stripes: bool = False
    """Whether parks are striped rather than toned, which a photocopier keeps apart."""


LOOKS = {
    Style.LIGHT: Look(
        land="#f5f2ec",
        water="#b3d1e5",
        park="#d3e6c6",
        grounds="#eae4d6",
        railway="#a39d93",
        outline="#8a6fa8",
        building="#ddd6ca",
        plain="#e9e4da",
        plain_line="#b06a4a",
        trail="#8f9a6a",
        roads={
            Kind.FREEWAY: Ink("#f0b774", "#cf8f4c"),
            Kind.HIGHWAY: Ink("#f5cf95", "#d3a865"),
            Kind.MAIN: Ink("#fdf4d2", "#d4c79b"),
            Kind.COLLECTOR: Ink("#ffffff", "#cfc8ba"),
            Kind.LOCAL: Ink("#ffffff", "#d8d2c6"),
            Kind.ALLEY: Ink("#faf8f4", "#ddd8cd"),
        },
        text="#3a3834",
        soft_text="#77705f",
        water_text="#386a8f",
        park_text="#47733a",
        halo="#fdfcf9",
        shield="#3d5f8c",
        shield_ink="#ffffff",
    ),
    Style.DARK: Look(
        land="#22262b",
        water="#1b3a52",
        park="#25392b",
        grounds="#2a2d30",
        railway="#6b6f75",
        outline="#b79ad6",
        building="#33383e",
        plain="#2b2f34",
        plain_line="#d29a78",
        trail="#7f8a5e",
        roads={
            Kind.FREEWAY: Ink("#a8753a", "#6d4d28"),
            Kind.HIGHWAY: Ink("#8a6a40", "#5a4730"),
            Kind.MAIN: Ink("#5b5a50", "#3a3a36"),
            Kind.COLLECTOR: Ink("#464b51", "#32363b"),
            Kind.LOCAL: Ink("#3c4147", "#2e3237"),
            Kind.ALLEY: Ink("#34393e", "#2b2f33"),
        },
        text="#e6e3dc",
        soft_text="#a9a594",
        water_text="#8fbfe0",
        park_text="#9cc492",
        halo="#191c20",
        shield="#86a8d4",
        shield_ink="#14181d",
    ),
    Style.PRINT: Look(
        land="#ffffff",
        water="#cfe1ee",
        park="#e1eedb",
        grounds="#f3f0e8",
        railway="#8a8a8a",
        outline="#7a5aa0",
        building="#e6e2da",
        plain="#f0ede6",
        plain_line="#9a5a3c",
        trail="#7c8756",
        roads={
            Kind.FREEWAY: Ink("#f6cf9c", "#b07a3c"),
            Kind.HIGHWAY: Ink("#f9e0b8", "#b9945c"),
            Kind.MAIN: Ink("#fdf6dc", "#a69c78"),
            Kind.COLLECTOR: Ink("#ffffff", "#a8a8a8"),
            Kind.LOCAL: Ink("#ffffff", "#bcbcbc"),
            Kind.ALLEY: Ink("#ffffff", "#cccccc"),
        },
        text="#1c1c1c",
        soft_text="#5e5a52",
        water_text="#2c5f88",
        park_text="#3d6a30",
        halo="#ffffff",
        shield="#3d5f8c",
        shield_ink="#ffffff",
    ),
    Style.BLACK_AND_WHITE: Look(
        land="#ffffff",
        water="#dcdcdc",
        park="#9a9a9a",
        grounds="#f1f1f1",
        railway="#4a4a4a",
        outline="#000000",
        building="#e4e4e4",
        plain="#f0f0f0",
        plain_line="#6a6a6a",
        trail="#8a8a8a",
        roads={
            Kind.FREEWAY: Ink("#b8b8b8", "#303030"),
            Kind.HIGHWAY: Ink("#cccccc", "#404040"),
            Kind.MAIN: Ink("#ffffff", "#4d4d4d"),
            Kind.COLLECTOR: Ink("#ffffff", "#777777"),
            Kind.LOCAL: Ink("#ffffff", "#9a9a9a"),
            Kind.ALLEY: Ink("#ffffff", "#b0b0b0"),
        },
        text="#000000",
        soft_text="#3c3c3c",
        water_text="#222222",
        park_text="#222222",
        halo="#ffffff",
        shield="#ffffff",
        shield_ink="#000000",
        stripes=True,
    ),
}

# Width of the fill in units at zoom 9, 10, ... 19; nothing is drawn where it is 0.
_WIDTHS: dict[Kind, tuple[float, ...]] = {
    Kind.FREEWAY: (1.3, 1.7, 2.3, 3.0, 3.8, 5.0, 6.5, 9.0, 13.0, 19.0, 28.0),
    Kind.HIGHWAY: (1.0, 1.3, 1.7, 2.3, 3.0, 4.0, 5.5, 8.0, 11.0, 16.0, 24.0),
    Kind.MAIN: (0.5, 0.7, 1.0, 1.5, 2.2, 3.2, 4.8, 7.5, 11.0, 17.0, 27.0),
    Kind.COLLECTOR: (0.0, 0.0, 0.5, 0.9, 1.4, 2.3, 3.8, 6.0, 9.0, 14.0, 23.0),
    Kind.LOCAL: (0.0, 0.0, 0.0, 0.5, 0.8, 1.5, 2.8, 5.0, 8.0, 13.0, 21.0),
    Kind.RAILWAY: (0.0, 0.6, 0.7, 0.9, 1.1, 1.3, 1.6, 2.0, 2.6, 3.4, 4.2),
    Kind.CREEK: (0.0, 0.0, 0.5, 0.7, 0.9, 1.3, 1.8, 2.4, 3.0, 4.0, 5.0),
    Kind.RIVER: (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 14.0),
    Kind.ALLEY: (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.2, 4.0, 6.5, 11.0),
    Kind.TRAIL: (0.0, 0.0, 0.0, 0.0, 0.0, 0.8, 1.0, 1.3, 1.6, 2.0, 2.4),
    Kind.PLAIN_LINE: (0.0, 0.0, 0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 2.8, 3.4, 4.0),
    Kind.FINE_OUTLINE: (0.0, 0.0, 0.0, 0.7, 0.8, 0.9, 1.1, 1.3, 1.5, 1.8, 2.0),
    Kind.OUTLINE: (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0),
}
_FIRST = 9

# From this zoom on a road has an edge; below it, its fill is drawn in the edge's colour to be seen.
EDGED = {
    Kind.FREEWAY: 11,
    Kind.HIGHWAY: 12,
    Kind.MAIN: 13,
    Kind.COLLECTOR: 14,
    Kind.LOCAL: 15,
    Kind.ALLEY: 16,
}


def width(kind: Kind, zoom: float) -> float:
    """Give how wide a kind's line is at a zoom, in units."""
    table = _WIDTHS[kind]
    at = min(max(zoom - _FIRST, 0.0), len(table) - 1.0)
    low = int(at)
    if low == len(table) - 1:
        return table[low]
    return table[low] + (table[low + 1] - table[low]) * (at - low)
