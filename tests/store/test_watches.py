"""The numbers of a watch, as older versions kept them."""

from datetime import date

import pytest

from sacwatch.domain.watches import CheckedNumber
from sacwatch.store.schema import WatchRow
from sacwatch.store.watches import _numbers


@pytest.mark.parametrize(
    ("jurisdiction", "police"),
    [("city", "police_city"), ("county", "police_county"), ("unknown", "police_city")],
)
def test_numbers_of_older_files_read_with_what_they_have_and_stand_where_they_belong(jurisdiction, police):
    told = [
        {"id": str(at), "name": name, "number": f"916-555-010{at}", "checked_on": "2026-09-01"}
        for at, name in enumerate(("Desk", "Our officer", "Police non-emergency", "Our officer"))
    ]
    found = _numbers(WatchRow(numbers=told, jurisdiction=jurisdiction))
    desk = CheckedNumber(id="0", name="Desk", number="916-555-0100", checked_on=date(2026, 9, 1))
    assert found[0] == desk
    assert [(each.key, each.name, each.number) for each in found[1:]] == [
        ("officer", "", "916-555-0101"),
        (police, "", "916-555-0102"),
        ("", "Our officer", "916-555-0103"),
    ], "filled in where they ship by now, so that no blank line stands beside them; none is lost"
