"""Places by words, as they are kept."""

import pytest

from sacwatch.domain.places import PlaceDraft
from sacwatch.services import finding


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("1520 q st", "1520 Q St"),
        ("1520 Q Street", "1520 Q St"),
        ("1600 block of q", "1600 block of Q St"),
        ("1600 blk q st.", "1600 block of Q St"),
        ("16th & p", "16th St & P St"),
        ("corner of 16 and P", "16th St & P St"),
        ("1520 q st, by the blue gate", "1520 q st, by the blue gate"),
        ("1520 q st \N{DOG}", "1520 q st \N{DOG}"),
        ("q st", "q st"),
    ],
)
def test_a_place_that_is_found_exactly_is_spelled_out_where_nothing_is_lost(typed, spelled):
    draft = finding.placed(PlaceDraft(typed))
    assert draft.text == spelled
    assert (draft.lat is not None) == (typed != "q st")
