"""The tables of the base-map store, and how geometry is kept in them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable

from sacwatch.maps.geometry import Spot

SCHEMA = 2
APPLICATION_ID = 0x5361634D
""""SacM": tells the file apart from any other SQLite file."""

TABLES = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, version TEXT NOT NULL,
    title TEXT NOT NULL, rank INTEGER NOT NULL, credit TEXT NOT NULL
);
CREATE TABLE feature (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    width REAL NOT NULL, shield TEXT NOT NULL, approximate INTEGER NOT NULL
);
CREATE INDEX feature_source ON feature (source);
-- Geometry of a feature, thinned for the zooms in its box: pairs of doubles on the Web Mercator square.
CREATE TABLE path (
    id INTEGER PRIMARY KEY, feature INTEGER NOT NULL, points BLOB NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX path_feature ON path (feature);
CREATE VIRTUAL TABLE path_box USING rtree (id, west, east, south, north, low, high);
CREATE TABLE street (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (source, name)
);
CREATE TABLE spelling (street INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (street, key)) WITHOUT ROWID;
CREATE INDEX spelling_key ON spelling (key);
CREATE TABLE segment (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, street INTEGER NOT NULL, low INTEGER, high INTEGER,
    left_first INTEGER, left_last INTEGER, right_first INTEGER, right_last INTEGER,
    approximate INTEGER NOT NULL, points BLOB NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX segment_source ON segment (source);
CREATE INDEX segment_street ON segment (street, low, high);
CREATE VIRTUAL TABLE segment_box USING rtree (id, west, east, south, north);
CREATE TABLE crossing (
    one INTEGER NOT NULL, other INTEGER NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    approximate INTEGER NOT NULL, source INTEGER NOT NULL
);
CREATE INDEX crossing_streets ON crossing (one, other);
CREATE INDEX crossing_source ON crossing (source);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, label INTEGER NOT NULL
);
CREATE INDEX place_source ON place (source);
-- Areas that a point lies in or not: rings of doubles as in path, a pair of NaN between two.
CREATE TABLE region (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, layer TEXT NOT NULL, name TEXT NOT NULL,
    rings BLOB NOT NULL
);
CREATE INDEX region_source ON region (source);
CREATE VIRTUAL TABLE region_box USING rtree (id, west, east, south, north);
CREATE TABLE picture (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, zoom INTEGER NOT NULL, x INTEGER NOT NULL,
    y INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (source, zoom, x, y)
);
-- The names of the sources that are kept but not shown.
CREATE TABLE unseen (name TEXT PRIMARY KEY) WITHOUT ROWID;
-- The cells of the ground of which a source knows the streets, the water and so on.
CREATE TABLE cover (
    source INTEGER NOT NULL, part TEXT NOT NULL, cell INTEGER NOT NULL, PRIMARY KEY (part, cell, source)
) WITHOUT ROWID;
"""

LATER = "CREATE TABLE IF NOT EXISTS unseen (name TEXT PRIMARY KEY) WITHOUT ROWID"
"""What a file made by an earlier SacWatch may lack."""


def packed(points: Iterable[Spot]) -> bytes:
    """Give points on the square as the bytes that are kept."""
    return array("d", [value for spot in points for value in spot]).tobytes()


def packed_rings(rings: Iterable[Iterable[Spot]]) -> bytes:
    """Give rings as the bytes that are kept."""
    values = array("d")
    for ring in rings:
        if values:
            values.extend((math.nan, math.nan))
        values.extend(value for spot in ring for value in spot)
    return values.tobytes()


def unpacked_rings(blob: bytes) -> list[list[Spot]]:
    """Give the rings again."""
    rings: list[list[Spot]] = [[]]
    for spot in unpacked(blob):
        if math.isnan(spot[0]):
            rings.append([])
        else:
            rings[-1].append(spot)
    return rings


def unpacked(blob: bytes) -> list[Spot]:
    """Give the points again."""
    values = array("d")
    values.frombytes(blob)
    pairs = iter(values)
    return list(zip(pairs, pairs, strict=True))
