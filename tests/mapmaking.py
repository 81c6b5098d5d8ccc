"""Makes small map files in the formats of other programs, for tests; their places are made up."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import shapefile
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from sacwatch.domain.geography import to_plane
from tests.synthetic_county import ADDRFEAT, PRJ, ROADS

Spot = tuple[float, float]
"""Longitude and latitude, or x and y in another projection."""

STATE_PLANE = (
    'PROJCS["NAD_1983_StatePlane_California_II_FIPS_0402_Feet",GEOGCS["GCS_North_American_1983",'
    'DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],'
    'PARAMETER["False_Easting",6561666.666666666],PARAMETER["False_Northing",1640416.666666667],'
    'PARAMETER["Central_Meridian",-122.0],PARAMETER["Standard_Parallel_1",38.33333333333334],'
    'PARAMETER["Standard_Parallel_2",39.83333333333334],PARAMETER["Latitude_Of_Origin",37.66666666666666],'
    'UNIT["Foot_US",0.3048006096012192]]'
)
"""What the City's own shapefiles often say (EPSG:2226 in Esri's words)."""

SQUARE = [(-121.50, 38.56), (-121.50, 38.58), (-121.48, 38.58), (-121.48, 38.56), (-121.50, 38.56)]
"""A ring of about two kilometres a side, clockwise as shapefiles have it."""


def moved(ring: Sequence[Spot], east: float, north: float) -> list[Spot]:
    """Give a ring somewhere else, by degrees."""
    return [(x + east, y + north) for x, y in ring]


def shapes(
    folder: Path,
    name: str,
    rows: Iterable[tuple[Any, Mapping[str, object]]],
    *,
    kind: int = shapefile.POLYGON,
    fields: Sequence[tuple[str, str, int]] = (("NAME", "C", 40),),
    prj: str | None = PRJ,
) -> Path:
    """Write a shapefile and give its .shp; a row's geometry is a list of parts, or None for none."""
    target = folder / f"{name}.shp"
    with shapefile.Writer(str(target.with_suffix("")), shapeType=kind, encoding="utf-8") as writer:
        for field, sort, size in fields:
            writer.field(field, sort, size=size)
        for parts, values in rows:
            if parts is None:
                writer.null()
            elif kind == shapefile.POLYGON:
                writer.poly(parts)
            elif kind == shapefile.POLYLINE:
                writer.line(parts)
            else:
                writer.point(*parts)
            writer.record(**values)
    if prj is not None:
        target.with_suffix(".prj").write_text(prj, encoding="ascii")
    return target


def zipped(target: Path, files: Iterable[Path], folder: str = "") -> Path:
    """Write files into a zip, in a folder of it where one is given."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"{folder}{file.name}")
    return target


def tiger_zip(folder: Path, theme: str, rows: Iterable[tuple[Any, Mapping[str, object]]], **how: Any) -> Path:
    """Write a TIGER/Line zip of the roads or the addresses of Sacramento's county number."""
    name = f"tl_2025_06067_{theme}"
    fields = {"roads": ROADS, "addrfeat": ADDRFEAT}[theme]
    place = folder / theme
    place.mkdir(exist_ok=True)
    filled = [
        (parts, {field: values.get(field, 0 if sort == "N" else "") for field, sort, _ in fields})
        for parts, values in rows
    ]
    shapes(place, name, filled, kind=shapefile.POLYLINE, fields=fields, **how)
    return zipped(folder / f"{name}.zip", sorted(place.iterdir()))


def geojson(target: Path, features: Iterable[tuple[Any, Mapping[str, object]]], **more: object) -> Path:
    """Write a GeoJSON file of geometries with their properties."""
    found = [
        {"type": "Feature", "properties": dict(properties), "geometry": geometry}
        for geometry, properties in features
    ]
    target.write_text(json.dumps({"type": "FeatureCollection", **more, "features": found}), encoding="utf-8")
    return target


def polygon(*rings: Sequence[Spot]) -> dict[str, object]:
    """Give a GeoJSON polygon."""
    return {"type": "Polygon", "coordinates": [[list(spot) for spot in ring] for ring in rings]}


def tile_of(spot: Spot, zoom: int) -> tuple[int, int]:
    """Give the tile that a point lies in."""
    x, y = to_plane(spot[1], spot[0])
    return int(x * 2**zoom), int(y * 2**zoom)


def vector_tile(layers: Mapping[str, Sequence[tuple[str, Mapping[str, object]]]]) -> bytes:
    """Give a packed vector tile: layers of shapes as WKT in tile units (y down), with their properties."""
    made = [
        {
            "name": name,
            "features": [{"geometry": wkt, "properties": dict(told)} for wkt, told in features],
        }
        for name, features in layers.items()
    ]
    return gzip.compress(mapbox_vector_tile.encode(made, default_options={"y_coord_down": True}))


def mbtiles(
    target: Path, tiles: Mapping[tuple[int, int, int], bytes], *, xyz: bool = False, **metadata: str
) -> Path:
    """Write an MBTiles file of tiles by zoom, x and y from the north; `xyz` counts its rows so too."""
    connection = sqlite3.connect(target)
    connection.execute("CREATE TABLE metadata (name text, value text)")
    connection.execute(
        "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
    )
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
    for (zoom, x, y), data in tiles.items():
        row = y if xyz else 2**zoom - 1 - y
        connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, row, data))
    connection.commit()
    connection.close()
    return target


def pmtiles(
    target: Path,
    tiles: Mapping[tuple[int, int, int], bytes],
    box: tuple[float, float, float, float],
    **told: Any,
) -> Path:
    """Write a PMTiles file of packed vector tiles; the box is west, south, east, north."""
    with target.open("wb") as file:
        writer = Writer(file)
        for key in sorted(tiles, key=lambda key: zxy_to_tileid(*key)):
            writer.write_tile(zxy_to_tileid(*key), tiles[key])
        west, south, east, north = (round(one * 1e7) for one in box)
        header = {
            "version": 3,
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_lon_e7": west,
            "min_lat_e7": south,
            "max_lon_e7": east,
            "max_lat_e7": north,
            "center_zoom": 14,
            "center_lon_e7": west,
            "center_lat_e7": south,
        }
        writer.finalize(header, dict(told))
        writer.tile_f.close()
    return target


def picture(colour: tuple[int, int, int], form: str = "PNG") -> bytes:
    """Give a tile of one colour as the bytes of a picture."""
    out = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(out, form)
    return out.getvalue()
