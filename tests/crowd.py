"""Puts very many incidents into a file at once, past services and journal: for the map alone to look at."""

from __future__ import annotations

import random
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from sacwatch.domain.incidents import Status
from sacwatch.domain.offences import IncidentKind

MIDDLE = (38.5740, -121.4800)
_MICROS_OF_A_DAY = 86_400_000_000


def fill(path: Path, count: int, *, seed: int = 100) -> None:
    """Bring the placed incidents of a file to `count`, modelled on the one that is there.

    They lie around the Central City, thicker toward its middle, over ten years before that one.
    """
    chance = random.Random(seed)
    connection = sqlite.connect(str(path))
    try:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(incident)")]
        where = "FROM incident WHERE place_lat IS NOT NULL"
        model = connection.execute(f"SELECT * {where} ORDER BY occurred_from DESC LIMIT 1").fetchone()
        there = connection.execute(f"SELECT count(*) {where}").fetchone()[0]
        first = dict(zip(columns, model, strict=True))
        kinds, statuses = list(IncidentKind), list(Status)
        rows = []
        for number in range(there, count):
            row = dict(first)
            row["id"] = f"{number:08x}-0000-7000-8000-{number:012x}"
            row["incident_kind"] = chance.choice(kinds).value
            row["status"] = chance.choice(statuses).value
            row["occurred_from"] -= chance.randrange(3650) * _MICROS_OF_A_DAY
            row["occurred_to"] = None
            row["place_lat"] = MIDDLE[0] + chance.gauss(0, 0.022)
            row["place_lon"] = MIDDLE[1] + chance.gauss(0, 0.028)
            row["entry_id"] = None
            rows.append(tuple(row[name] for name in columns))
        marks = ",".join("?" * len(columns))
        connection.executemany(f"INSERT INTO incident ({','.join(columns)}) VALUES ({marks})", rows)
        connection.commit()
    finally:
        connection.close()
