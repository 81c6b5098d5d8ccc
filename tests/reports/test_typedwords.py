"""What is typed in fixed forms stands in the language of the paper; all else stays as it was typed."""

import pytest

from sacwatch import i18n, paths
from sacwatch.reports import typedwords

PLACES = [
    ("2000 block of P St", "cuadra 2000 de P St"),
    ("Community room, 1900 block of S St", "Community room, cuadra 1900 de S St"),
    ("20th St & R St", "20th St & R St"),
    ("A block of cheese", "A block of cheese"),
]
HOURS = [
    ("day and night", "día y noche"),
    ("Day and night", "día y noche"),
    ("Mon to Fri, 9 to 5", "lun a vie, 9 a 5"),
    ("Mon to Sat", "lun a sáb"),
    ("Mon to Fri, after lunch", "Mon to Fri, after lunch"),
    ("Sun to Fun", "Sun to Fun"),
    ("When the door is open", "When the door is open"),
    ("", ""),
]


@pytest.mark.parametrize(
    ("make", "typed", "spanish"),
    [
        *((typedwords.place, *each) for each in PLACES),
        *((typedwords.hours, *each) for each in HOURS),
        (lambda said: typedwords.languages(said.split(", ")), "Spanish, Hmong, Elvish", None),
    ],
)
def test_fixed_forms_are_told_in_the_language_of_the_paper(make, typed, spanish):
    with i18n.speaking("es", paths.resources() / "translations"):
        assert make(typed) == (spanish if spanish is not None else "español, hmong y Elvish")
    with i18n.speaking("en", paths.resources() / "translations"):
        assert make(typed) == (typed if spanish is not None else "Spanish, Hmong and Elvish")
