"""Whom a few letters mean in the list of who came."""

import pytest

from sacwatch.domain.signins import fit


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("", 0),
        ("car", 0),
        ("oak CAR", 0),
        ("nguyen", 0),
        ("19", 1),
        ("carla q", 1),
        ("arl", None),
        ("carla x", None),
        ("...", None),
    ],
)
def test_words_begin_those_of_the_name_first_and_then_what_stands_beside_it(typed, rank):
    assert fit(typed, "Carla Oakhurst-Nguyễn", "1925 Q St") == rank
