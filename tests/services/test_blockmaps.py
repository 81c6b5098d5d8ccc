"""The block map: one block with a list to write on, or all of them."""

import io

import pypdf
import pytest

from sacwatch import words
from sacwatch.domain import blockmaps as domain_blockmaps
from sacwatch.domain import outlines
from sacwatch.domain.audiences import Audience
from sacwatch.domain.blockmaps import House
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.drawing import Style
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft
from sacwatch.reports.blockmap import ListSide, block_maps
from sacwatch.services import blockmaps, households, reporting, subjects, wanted, watches
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, watch_draft

OUTLINE = (
    Point(38.5707, -121.4867),
    Point(38.5703, -121.4854),
    Point(38.5694, -121.4858),
    Point(38.5698, -121.4871),
)
AWAY = tuple(Point(point.lat + 1.0, point.lon) for point in OUTLINE)


def blocks(desk, *drafts: BlockDraft, **said):
    with desk.work() as work:
        draft = watch_draft(blocks=drafts, place=PlaceDraft("Midtown", 38.5707, -121.486, "map"), **said)
        watches.change(work, draft, today=TODAY)


@pytest.fixture
def some(desk):
    """Give a watch with a block that is drawn, one that its name tells, and one that nothing tells."""
    blocks(
        desk,
        BlockDraft(name="Our corner", outline=OUTLINE),
        BlockDraft(name="1900 block of T St"),
        BlockDraft(name="Behind the school"),
    )
    return desk


def gathered(desk, subject="all", **how):
    with desk.reading() as work:
        return blockmaps.gather(work, subject, **how)


def pages(pdf: bytes) -> list[str]:
    return [
        " ".join(page.extract_text().replace("\u00a0", " ").split())
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
    ]


def test_one_block_has_its_map_and_a_list_to_write_on(some):
    map_, listed = pages(blockmaps.make(gathered(some, "1900 block of T St"), NOW))
    for text in (map_, listed):
        assert "Block map: 1900 block of T St" in text and "For: Captain only" in text
    for said in (
        "T St",
        "19th St",
        "20th St",
        "~1906",
        "~1993",
        "worked out from the street’s address range",
    ):
        assert said in map_
    for said in (
        "Who lives there",
        "Phone",
        "T St, north side: 1901 to 1999",
        "T St, south side: 1900 to 1998",
    ):
        assert said in listed
    numbers = [word for word in listed.split() if word.startswith("~")]
    # Eight lots a side, but for those on the tracks.
    assert len(numbers) == 14 and set(numbers) <= set(map_.split())


def test_all_blocks_are_a_map_of_them_and_a_page_for_each(some):
    overview, *each = pages(blockmaps.make(gathered(some), NOW))
    assert "Our corner" in overview and "1900 T St" in overview
    assert "Not shown, because no outline was drawn for them yet: Behind the school." in overview
    assert [text.count("Block map:") for text in each] == [1, 1]
    assert "Block map: Our corner" in each[0] and "Block map: 1900 block of T St" in each[1]
    reader = pypdf.PdfReader(io.BytesIO(blockmaps.make(gathered(some), NOW)))
    assert [entry.title for entry in reader.outline] == [
        "Block map: all blocks",
        "Block map: Our corner",
        "Block map: 1900 block of T St",
    ]


@pytest.mark.parametrize("style", [Style.PRINT, Style.BLACK_AND_WHITE])
@pytest.mark.parametrize("form", list(PaperForm))
def test_every_size_and_style_is_vectors_of_that_size(some, form, style):
    reader = pypdf.PdfReader(io.BytesIO(blockmaps.make(gathered(some, form=form, style=style), NOW)))
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == form.size
        assert list(page.images) == []


def test_a_block_is_found_by_id_name_and_other_spellings(some):
    with some.reading() as work:
        watch = work.watches.get(work.watch_id)
    corner, telling, _nowhere = watch.blocks
    assert gathered(some, corner.id).blocks[0].name == "Our corner"
    assert gathered(some, "our CORNER").blocks[0].outline == OUTLINE
    assert gathered(some, "19XX T Street").blocks[0].name == telling.name
    # A hundred-block that is none of the watch's own can be printed too.
    assert gathered(some, "2100 block of J St").blocks[0].name == "2100 block of J St"
    with pytest.raises(NotFound) as caught:
        gathered(some, "Atlantis")
    assert "Atlantis" in words.sentence(caught.value.problem.key, caught.value.problem.values)


def test_a_watch_whose_blocks_are_nowhere_is_told_what_to_do(desk):
    blocks(desk, BlockDraft(name="Behind the school"))
    with pytest.raises(Trouble) as caught:
        gathered(desk)
    assert "Draw a block" in words.sentence(caught.value.problem.key, caught.value.problem.values)
    blocks(desk, BlockDraft(name="9900 block of Atlantis Way"))
    with pytest.raises(Trouble):
        blockmaps.make(gathered(desk), NOW)


def test_a_watch_with_a_boundary_alone_has_a_map_of_it(desk):
    blocks(desk, boundary=OUTLINE)
    (text,) = pages(blockmaps.make(gathered(desk), NOW))
    assert "Block map: Boulevard Park Watch" in text


def test_where_no_number_is_known_there_is_room_to_draw(desk):
    blocks(desk, BlockDraft(name="Far field", outline=AWAY))
    (text,) = pages(blockmaps.make(gathered(desk, "Far field"), NOW))
    assert "Draw each house where it stands." in text


def test_names_and_phones_have_their_place_for_those_who_may_see_them(some):
    """The households fill it by consent later; what is in `told` is printed, and nothing else."""
    data = gathered(some, "1900 block of T St")
    (plan,) = blockmaps.plans(data)
    face = plan.faces[0]
    houses = (House("1906", OUTLINE[0], told=("Ana Ruiz", "916-555-0134")), House("1914", OUTLINE[1]))
    plan = domain_blockmaps.BlockPlan(plan.name, plan.outline, (replaced(face, houses),), houses)
    sheet = blockmaps.sheet_of(data, "Block map", plan)
    (text,) = pages(block_maps([ListSide(sheet, plan)], PaperForm.LETTER, NOW))
    for said in ("1906 Ana Ruiz 916-555-0134", "1914"):
        assert said in text
    assert "~" not in text


def replaced(face, houses):
    return domain_blockmaps.Face(face.street, face.facing, face.low, face.high, (), houses)


def test_a_long_list_goes_on_and_names_its_street_again(some):
    data = gathered(some, "1900 block of T St")
    (plan,) = blockmaps.plans(data)
    houses = tuple(House(str(1900 + 2 * i), OUTLINE[0]) for i in range(49))
    plan = domain_blockmaps.BlockPlan(plan.name, plan.outline, (replaced(plan.faces[0], houses),), houses)
    sheet = blockmaps.sheet_of(data, "Block map", plan)
    made = pages(block_maps([ListSide(sheet, plan)], PaperForm.LETTER, NOW))
    assert len(made) > 1
    assert all("T St, " in text and "Who lives there" in text for text in made)
    listed = [word for text in made for word in text.split()]
    assert all(listed.count(each.number) == 1 for each in houses[1:-1])


@pytest.mark.parametrize("audience", list(Audience))
def test_it_says_for_whom_it_is(some, audience):
    text = " ".join(pages(blockmaps.make(gathered(some, audience=audience), NOW)))
    assert "For: " + words.label("audience", audience.value) in text


def test_it_is_a_paper_like_the_others(some):
    with some.reading() as work:
        assert subjects.default_subject(work, "block-map", "", today=TODAY, zone=SACRAMENTO) == "all"
        found = reporting.gather(work, Order("block-map", "all"), zone=SACRAMENTO)
        one = reporting.gather(work, Order("block-map", "Our corner"), zone=SACRAMENTO)
    assert (found.file_name, one.file_name) == ("Block map.pdf", "Block map Our corner.pdf")
    assert reporting.make(found, NOW) == reporting.make(found, NOW)
    assert found.fingerprint != one.fingerprint
    blocks(some, BlockDraft(name="Our corner", outline=OUTLINE[:3]), BlockDraft(name="1900 block of T St"))
    with some.reading() as work:
        again = reporting.gather(work, Order("block-map", "all"), zone=SACRAMENTO)
    assert again.fingerprint != found.fingerprint


def test_the_folder_of_papers_keeps_it_once_there_is_something_to_draw(desk):
    def orders():
        with desk.reading() as work:
            how = {"audience": Audience.CAPTAIN, "large": False, "today": TODAY, "zone": SACRAMENTO}
            return wanted.orders(lambda ask: ask(work), **how)

    assert all(order.report != "block-map" for order in orders())
    blocks(desk, BlockDraft(name="Our corner", outline=OUTLINE))
    assert [order.subject for order in orders() if order.report == "block-map"] == ["all"]


def neighbors(desk):
    """Put households on the block that is drawn: one agreed to much, one to nothing, one lives in a unit."""
    told = (
        ("1719 Q St", "Ann Yes", (("name", "members"), ("phones", "members"), ("name", "police"))),
        ("1731 Q St", "Bob No", ()),
        ("1719 Q St Apt 2", "Cy Yes", (("name", "members"),)),
    )
    for number, (address, name, agreed) in enumerate(told):
        shown = tuple(ConsentDraft("place", audience) for audience in ("members", "police"))
        place = PlaceDraft(address, 38.5700, -121.4862, "map")
        home = desk.house(place=place, vacations=(), consents=shown)
        consents = tuple(ConsentDraft(field, audience) for field, audience in agreed)
        phone = PhoneDraft(f"916-555-01{70 + number}")
        desk.add(name=name, phones=(phone,), email="", household_id=home.id, consents=consents)


def test_nobody_gets_the_phone_of_another_who_is_not_named(some):
    shown = (ConsentDraft("place", "members"),)
    home = some.house(place=PlaceDraft("1719 Q St", 38.5700, -121.4862, "map"), vacations=(), consents=shown)
    for name, number, field in (("Ann Yes", "916-555-0170", "name"), ("Bob No", "916-555-0171", "phones")):
        agreed = (ConsentDraft(field, "members"),)
        some.add(name=name, phones=(PhoneDraft(number),), email="", household_id=home.id, consents=agreed)
    (known,) = gathered(some, "Our corner", audience=Audience.MEMBERS).homes
    assert known.told == ("Ann Yes", "")


def test_two_homes_in_one_house_lend_each_other_no_name(some):
    """What is told of apartments stands together on the map; where one shows no number it says whose."""

    def told(*people):
        with some.work() as work:
            for home in households.active(work):
                households.retire(work, home.id)
        for unit, (name, number, fields) in enumerate(people, 1):
            place = PlaceDraft(f"1719 Q St Apt {unit}", 38.5700, -121.4862, "map")
            home = some.house(place=place, vacations=(), consents=(ConsentDraft("place", "members"),))
            agreed = tuple(ConsentDraft(field, "members") for field in fields)
            some.add(name=name, phones=(PhoneDraft(number),), email="", household_id=home.id, consents=agreed)
        plans = blockmaps.plans(gathered(some, "Our corner", audience=Audience.MEMBERS))
        return [lot.told for plan in plans for face in plan.faces for lot in face.lots if lot.told]

    ann, ben = ("Ann", "(916) 555-0170", ("phones",)), ("Ben", "(916) 555-0171", ("name",))
    both = ("Cy", "(916) 555-0172", ("name", "phones"))
    assert told(ann, ben) == [("Ben", "")]
    assert told(ann) == [("", "(916) 555-0170")]
    assert told(both, ben) == [("Cy, Ben", "(916) 555-0172 (Cy)")]
    assert told(both) == [("Cy", "(916) 555-0172")]


def test_a_name_does_not_tell_an_address_that_was_not_released(some):
    home = some.house(place=PlaceDraft("1719 Q St", 38.5700, -121.4862, "map"), vacations=(), consents=())
    agreed = (ConsentDraft("name", "members"), ConsentDraft("phones", "members"))
    some.add(name="Ann Yes", email="", household_id=home.id, consents=agreed)
    assert gathered(some, "Our corner", audience=Audience.MEMBERS).homes == ()
    (known,) = gathered(some, "Our corner").homes
    assert (known.number, len(known.told)) == ("1719", 2)


@pytest.mark.parametrize("audience", [each for each in Audience if each is not Audience.CAPTAIN])
def test_a_home_in_the_register_looks_like_any_other_until_it_agrees(some, audience):
    """Whose number stood there as the true one would be known to be in the register."""
    before = blockmaps.plans(gathered(some, "Our corner", audience=audience))
    other = next(each for each in Audience if each not in (audience, Audience.CAPTAIN))
    for number, address in enumerate(("1719 Q St", "1731 Q St", "9 Nowhere Lane")):
        place = PlaceDraft(address, 38.5700, -121.4862, "map")
        agreed = () if number else (ConsentDraft("place", other.value),)
        home = some.house(place=place, vacations=(), consents=agreed)
        some.add(name=f"Somebody {number}", household_id=home.id)
    data = gathered(some, "Our corner", audience=audience)
    assert blockmaps.plans(data) == before
    text = " ".join(pages(blockmaps.make(data, NOW)))
    assert "addresses of homes" in text and "true one" not in text
    captains = blockmaps.plans(gathered(some, "Our corner"))
    assert [lot.known for plan in captains for face in plan.faces for lot in face.lots if lot.known]


def test_names_stand_there_for_whom_they_agreed(some):
    neighbors(some)
    told = {}
    for audience in Audience:
        data = gathered(some, "Our corner", audience=audience)
        text = " ".join(pages(blockmaps.make(data, NOW)))
        told[audience] = {word for word in ("Ann Yes", "Cy Yes", "Bob No", "0170", "0171") if word in text}
        lots = {lot.known for plan in blockmaps.plans(data) for face in plan.faces for lot in face.lots}
        agreed = audience in (Audience.CAPTAIN, Audience.MEMBERS, Audience.POLICE)
        assert lots - {""} == ({"1719", "1731"} if agreed else set()), audience
    everything = {"Ann Yes", "Cy Yes", "Bob No", "0170", "0171"}
    assert told == {
        Audience.CAPTAIN: everything,
        Audience.MEMBERS: {"Ann Yes", "Cy Yes", "0170"},
        Audience.POLICE: {"Ann Yes"},
        Audience.BLOCK_CAPTAINS: set(),
        Audience.PUBLIC: set(),
    }


def test_a_household_takes_its_lot_its_house_or_a_place_of_its_own(some):
    neighbors(some)
    some.house(place=PlaceDraft("9 Nowhere Lane", 38.5701, -121.4863, "map"), vacations=())
    with some.work() as work:
        for home in households.active(work):
            if home.place.text == "1731 Q St":
                households.retire(work, home.id)
    (plan,) = blockmaps.plans(gathered(some, "Our corner"))
    lots = [lot for face in plan.faces for lot in face.lots if lot.known]
    assert [(lot.known, lot.told) for lot in lots] == [
        ("1719", ("Ann Yes, Cy Yes", "(916) 555-0170, (916) 555-0172"))
    ]
    assert [house.number for house in plan.houses if house.number == "9"] == ["9"]
    assert plan.computed


def test_more_homes_than_lots_part_them_and_all_are_on_the_list(some):
    """Each stands on the list with all that is told; a long one takes the room it needs, and no other's."""
    numbers = [*range(1701, 1751, 4), 1799]
    for number in numbers:
        home = some.house(place=PlaceDraft(f"{number} Q St", 38.5700, -121.4862, "map"), vacations=())
        for name in (f"Maximiliana Wolfeschlegelsteinhausenbergerdorff {number}", f"Ann {number}"):
            some.add(name=name, phones=(), email="", household_id=home.id, address=PlaceDraft())
    some.house(place=PlaceDraft("9 Nowhere Lane", 38.5701, -121.4863, "map"), vacations=())
    (plan,) = blockmaps.plans(gathered(some, "Our corner"))
    face = next(each for each in plan.faces if any(lot.known for lot in each.lots))
    known = [int(lot.known) for lot in face.lots if lot.known]
    assert len(known) > 6 and known == sorted(known) and set(known) <= set(numbers)
    fronts = [outlines.middle(lot.corners[:2]) for lot in face.lots]
    ends = fronts[0].metres_to(fronts[-1])
    along = [fronts[0].metres_to(each) for each in fronts]
    assert along == sorted(along) and max(along) == ends, "the lots lie in the order of their numbers"
    listed = pages(blockmaps.make(gathered(some, "Our corner"), NOW))[1:]
    words_there = [word for text in listed for word in text.split()]
    assert all(str(number) in words_there for number in numbers)
    assert "Other houses" in " ".join(listed) and "9 Nowhere L" in " ".join(listed)
    assert all(f"Ann {number}" in " ".join(listed) for number in numbers)
