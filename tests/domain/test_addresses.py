import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import addresses, streetnames
from sacwatch.domain.addresses import Address, Block, Crossing, StreetOnly, hundred_block, parse


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1620 P St", "1620 P St"),
        ("1620 P Street Apt 3", "1620 P St"),
        ("1620-A P St.", "1620A P St"),
        ("1620 A P St", "1620A P St"),
        ("1620 1/2 P St", "1620½ P St"),
        ("1620 A St", "1620 A St"),
        ("1620 N St", "1620 N St"),
        ("1620 N 16th St", "1620 N 16th St"),
        ("1620 N B St", "1620 N B St"),
        ("1801 S Land Park Dr, Sacramento, CA 95822", "1801 S Land Park Dr"),
        ("1315 Tenth Street", "1315 10th St"),
        ("6100 65th Street Expressway", "6100 65th St Expy"),
        ("near 1620 P", "1620 P St"),
        ("1500-1510 J st", "1500 J St"),
    ],
)
def test_address(text: str, said: str) -> None:
    found = parse(text)
    assert isinstance(found, Address)
    assert str(found) == said


def test_unit_is_kept_apart() -> None:
    found = parse("1620 P Street Apt 3b")
    assert isinstance(found, Address)
    assert (found.number, found.unit, found.hundred) == (1620, "3B", 1600)


@pytest.mark.parametrize(
    "text",
    [
        "1600 block of P St",
        "16XX P ST",
        "1600 blk P",
        "16XX BLOCK P ST",
        "1600 P St block",
        "P St between 16th and 17th",
    ],
)
def test_block(text: str) -> None:
    found = parse(text)
    assert isinstance(found, Block)
    assert str(found) == "1600 block of P St"


@pytest.mark.parametrize(
    "text",
    [
        "16th & P",
        "16TH ST / P ST",
        "16th and P",
        "corner of 16th and P",
        "16 & P",
        "Sixteenth at P St",
        "by 16th & P",
    ],
)
def test_crossing(text: str) -> None:
    found = parse(text)
    assert isinstance(found, Crossing)
    assert str(found) == "16th St & P St"


def test_street_only() -> None:
    found = parse("Capital ave")
    assert isinstance(found, StreetOnly)
    assert str(found) == "Capitol Ave"


@pytest.mark.parametrize(
    "text", ["", "1620", "2 men at J St", "😀", "Smith & Jones", "x" * 5000, "XX", "5500 block"]
)
def test_no_place(text: str) -> None:
    found = parse(text)
    assert found is None or isinstance(found, StreetOnly)
    assert hundred_block(text) is None


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1620 P St", "1600 block of P St"),
        ("behind Mrs Smith's, 1620 P St", "1600 block of P St"),
        ("Mrs Smith's house at 1620 P St near the tree", "1600 block of P St"),
        ("1600 block of P St", "1600 block of P St"),
        ("45 P St", "0 block of P St"),
        ("16th and P", "16th St & P St"),
        ("kids at 9th & K by Bob's bank", "9th St & K St"),
        ("Broadway / Stockton Bl", "Broadway & Stockton Blvd"),
        ("24th St and 2nd Ave", "24th St & 2nd Ave"),
        ("2600 Capitol", "2600 block of Capitol Ave"),
        ("2240 Queens St, all quiet", None),
        ("100 Zqlee Place", None),
        ("1200 block of Zqlee Pl", None),
        ("Zqpat Street & J", None),
        ("100 Franklin Place", None),
        ("4 Franklin", None),
        ("P St", None),
        ("Broadway", None),
        ("Bob & J", None),
        ("A & B", None),
        ("21st and 4th", None),
        ("4 dogs loose Smith Way", None),
        ("911 call Smith Way", None),
        ("behind Mrs Smith's", None),
        ("Smith Way", None),
    ],
)
def test_hundred_block_keeps_only_the_block(text: str, block: str | None) -> None:
    assert hundred_block(text) == block
    if block is not None:
        assert hundred_block(block) == block


def test_a_street_that_the_map_knows_is_told() -> None:
    def knows(street: streetnames.Street) -> bool:
        return str(street) == "Queens St"

    assert hundred_block("2240 Queens St, all quiet", knows) == "2200 block of Queens St"
    assert hundred_block("Queens Street & J", knows) == "Queens St & J St"
    assert hundred_block("2240 Queens", knows) is None


_WORDS = st.lists(
    st.sampled_from(
        [
            "Ferguson",
            "Mrs",
            "Ferguson's",
            "1620",
            "P",
            "St",
            "16th",
            "&",
            "and",
            ",",
            "Ave",
            "block",
            "of",
            "1600",
            "the",
            "J",
            "-",
        ]
    ),
    max_size=9,
)


@given(_WORDS)
def test_among_other_words_no_name_of_a_person_is_let_through(words: list[str]) -> None:
    block = hundred_block(" ".join(words))
    assert block is None or not any(name in block for name in ("Ferguson", "Mrs", "'s"))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    parse(text)
    block = hundred_block(text)
    assert block is None or hundred_block(block) == block


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_ordinals(number: int, said: str) -> None:
    assert streetnames.ordinal(number) == said


def test_a_street_has_one_key_however_it_is_written() -> None:
    one, other = streetnames.read("South Land Park Drive"), streetnames.read("s. land park dr")
    assert one is not None and other is not None
    assert one == other
    assert one.key == "S LAND PARK"
    assert addresses.parse("McKinley Blvd") == StreetOnly(
        streetnames.Street("McKinley", "Blvd", kind_said=True)
    )
