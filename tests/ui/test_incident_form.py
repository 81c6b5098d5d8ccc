import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt

from sacwatch.domain.incidents import NumberState
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.places import Fix
from tests.ui.kit import button, click, focus, keys, shortcut, texts, until

TAB, ENTER, SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def form(window, watch):
    """Give the form of a new incident."""
    window.open(watch)
    window.show("incidents", "new")
    return window.form


def saved(window):
    """Give the incident that was saved last, and its photos."""
    until(lambda: window.form is None, "the form is saved")
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        incident = work.incidents.get(window.page.chosen_id())
        return incident, work.attachments.of(Ref(Kind.INCIDENT, incident.id))


def photo(path, *, size=(640, 480), taken="2026:09:19 21:10:00", point=True):
    """Write a JPEG with what a phone says in it."""
    image = Image.new("RGB", size, "#88aa66")
    exif = Image.Exif()
    if taken:
        exif[0x9003] = taken
        exif.get_ifd(0x8769)[0x9003] = taken
    if point:
        exif[0x8825] = {1: "N", 2: (38.0, 34.0, 20.0), 3: "W", 4: (121.0, 29.0, 20.0)}
    image.save(path, "JPEG", exif=exif)
    return path


def test_an_incident_by_keyboard(window, form):
    assert "Emergency or crime in progress: call 911 first." in window.said()
    assert focus() is form.fields["kind"].box
    keys("veh", TAB)  # the first that begins so
    keys("", TAB)
    keys("", TAB)  # today
    keys("0830", TAB, TAB, TAB)
    assert focus() is form.place.line
    keys("1620 P St", ENTER)
    keys("Window smashed.", TAB)
    keys("", SPACE)  # add a vehicle
    keys("white", TAB, TAB)
    keys("Ford", TAB)
    keys("Transit", TAB, TAB)
    keys("7abc123", TAB)
    keys("ca")
    shortcut("Ctrl+S")
    incident, _photos = saved(window)
    assert incident.kind is IncidentKind.VEHICLE_BURGLARY
    assert incident.occurred_from == datetime(2026, 9, 20, 15, 30, tzinfo=UTC)
    assert incident.place.point is not None and incident.place.fix is Fix.ADDRESS
    assert incident.happened == "Window smashed."
    (vehicle,) = incident.vehicles
    assert (vehicle.colour, vehicle.make, vehicle.model) == ("white", "Ford", "Transit")
    assert (vehicle.plate, vehicle.state) == ("7ABC123", "CA")
    assert "Incident recorded." in window.toast
    assert "7ABC123 CA" in texts(window.page.details)


def test_what_neighbors_are_told_is_the_captains_to_say(window, form):
    form.fields["kind"].set_value("theft")
    form.fields["happened"].set_value("Bicycle of 1733 Q taken.")
    form.fields["public_wording"].box.setFocus()
    keys("A bicycle was taken from a porch.", TAB, " ")
    shortcut("Ctrl+S")
    incident, _photos = saved(window)
    assert (incident.public_wording, incident.counted_only) == ("A bicycle was taken from a porch.", True)
    shown = texts(window.page.details)
    assert "A bicycle was taken from a porch." in shown
    assert "Neighbors are told only that there was one." in shown


def test_a_span_of_time(window, form):
    form.fields["kind"].set_value("theft")
    form.fields["from_day"].set_value("9/18")
    form.fields["from_clock"].line.setFocus()
    keys("10 pm", TAB, TAB)
    keys("6:30", TAB)
    shortcut("Ctrl+S")
    incident, _photos = saved(window)
    assert incident.occurred_from == datetime(2026, 9, 19, 5, 0, tzinfo=UTC)
    assert incident.occurred_to == datetime(2026, 9, 19, 13, 30, tzinfo=UTC), "6:30 is the next morning"
    assert "Between Fri, Sep 18, 2026, 10:00 pm and Sat, Sep 19, 2026, 6:30 am" in texts(window.page.details)


def test_a_race_stands_only_beside_other_features(window, form):
    form.fields["kind"].set_value("robbery")
    persons = form.fields["persons"]
    click(persons.button)
    card = persons.cards[0]
    card.fields["race_as_described"].line.setText("as told")
    shortcut("Ctrl+S")
    window.settle()
    assert "at least two of height, build, hair, clothing or direction" in (
        card.fields["race_as_described"].problem
    )
    assert focus() is card.fields["race_as_described"].line
    card.fields["clothing"].set_value("grey hood")
    card.fields["hair"].set_value("unknown")
    shortcut("Ctrl+S")
    window.settle()
    assert card.fields["race_as_described"].problem
    card.fields["height"].line.setText("5'10")
    shortcut("Ctrl+S")
    incident, _photos = saved(window)
    assert incident.persons[0].race_as_described == "as told"
    assert "5′ 10″ to 5′ 11″" in texts(window.page.details)


def test_problems_of_an_incident(window, form):
    form.fields["from_day"].set_value("9/19")
    form.fields["to_day"].set_value("9/18")
    vehicles = form.fields["vehicles"]
    click(vehicles.button)
    vehicles.cards[0].fields["year"].set_value("12")
    form.fields["happened"].set_value("x" * 20_001)
    shortcut("Ctrl+S")
    window.settle()
    assert "fill this in" in form.fields["kind"].problem
    assert "before the time it began" in form.fields["to_day"].problem
    assert "too small" in vehicles.cards[0].fields["year"].problem
    assert "20,001 characters" in form.fields["happened"].problem
    assert focus() is form.fields["kind"].box


def test_a_card_taken_out_comes_back(window, form):
    persons = form.fields["persons"]
    click(persons.button)
    persons.cards[0].fields["clothing"].line.setFocus()
    keys("green vest")
    shortcut("Ctrl+D")
    assert persons.cards == []
    click(window.shell.toast.button)
    assert persons.cards[0].fields["clothing"].value() == "green vest"


def test_a_photo_offers_what_it_knows(window, form, tmp_path):
    form.fields["kind"].set_value("graffiti")
    form.photos.add_files([photo(tmp_path / "tag <1> & more.jpg")])
    until(lambda: form.photos.captions, "the photo is read")
    form.photos.captions[0].setFocus()
    keys("The tag")
    click(button(form, "Take its time: Sat, Sep 19, 2026, 9:10 pm"))
    click(button(form, "Take its place"))
    assert form.fields["from_clock"].value() == "9:10 pm"
    assert "Shown where the photo was taken" in texts(form.place)
    until(lambda: form.place.value().text, "the address nearest to it is found")
    shortcut("Ctrl+S")
    incident, photos = saved(window)
    assert incident.occurred_from == datetime(2026, 9, 20, 4, 10, tzinfo=UTC)
    assert incident.place.fix is Fix.PHOTO
    assert [each.caption for each in photos] == ["The tag"]
    with window.desk.store.reading(now=window.desk.now()) as work:
        kept = Image.open(io.BytesIO(work.attachments.read_bytes(photos[0].sha256)))
    assert not kept.getexif()


def test_photos_are_described_taken_out_and_put_back(window, form, tmp_path):
    form.fields["kind"].set_value("graffiti")
    form.photos.add_files([photo(tmp_path / f"{name}.jpg", point=False, taken="") for name in "ab"])
    until(lambda: len(form.photos.captions) == 2, "both are read")
    shortcut("Ctrl+S")
    _incident, photos = saved(window)
    assert len(photos) == 2
    window.page.edit_chosen()
    until(lambda: window.form is not None and len(window.form.photos.captions) == 2, "both are shown")
    again = window.form.photos
    again.captions[0].setFocus()
    keys("North wall")
    again.captions[1].setFocus()
    shortcut("Ctrl+D")
    assert len(again.captions) == 1
    click(window.shell.toast.button)
    assert len(again.captions) == 2
    again.captions[1].setFocus()
    shortcut("Ctrl+D")
    shortcut("Ctrl+S")
    _incident, photos = saved(window)
    assert [each.caption for each in photos] == ["North wall"]
    assert "North wall" in texts(window.page.details)


def test_a_photo_that_is_not_one_and_one_beside_it(window, form, tmp_path):
    wrong = tmp_path / "not one.jpg"
    wrong.write_bytes(b"\xff\xd8" + b"nonsense" * 50)
    gone = tmp_path / "gone.png"
    form.photos.add_files([wrong, photo(tmp_path / "right.jpg"), gone])
    until(lambda: not form.photos.reading, "all three are looked at")
    assert "“not one.jpg” is not a picture" in form.photos.problem
    assert "“gone.png” cannot be read" in form.photos.problem
    assert len(form.photos.captions) == 1


def test_a_photo_of_60_megapixels(window, form, tmp_path):
    large = tmp_path / "large.png"
    Image.new("L", (10_000, 6_000), 200).save(large, compress_level=1)
    form.fields["kind"].set_value("graffiti")
    form.photos.add_files([large])
    shortcut("Ctrl+S")  # while it is still being read
    incident, photos = saved(window)
    assert incident is not None
    assert [(each.width, each.height) for each in photos] == [(2_000, 1_200)]


def test_the_report_number_is_chased(window, form):
    form.fields["kind"].set_value("theft")
    form.fields["reported_to"].set_value("non_emergency")
    shortcut("Ctrl+S")
    incident, _photos = saved(window)
    assert incident.number_awaited
    window.show("today")
    assert "Report number still to come: Theft" in window.said()
    page = window.show("incidents")
    assert "Number?" in page.model.index(0, 4).data()
    line = next(each for each in page.details.findChildren(type(page.search)) if each.isVisible())
    line.setFocus()
    keys("26-12345", ENTER)
    window.settle()
    assert "26-12345" in texts(page.details)
    assert "Report number entered." in window.toast
    click(window.shell.toast.button)
    window.settle()
    click(button(page.details, "None will come"))
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        assert work.incidents.get(incident.id).number_state is NumberState.NONE_COMING


def test_a_new_incident_starts_today_and_says_that_its_time_is_not_known(window, form):
    form.fields["kind"].set_value("theft")
    shortcut("Ctrl+S")
    saved(window)
    assert "Sun, Sep 20, 2026" in texts(window.page.details)


@pytest.mark.parametrize(
    ("clock", "told"), [("", "Sun, Sep 20, 2026"), ("9:00 am", "Sun, Sep 20, 2026, 9:00 am")]
)
def test_a_day_on_which_it_was_reported_is_told_without_a_time(window, form, clock, told):
    form.fields["kind"].set_value("theft")
    form.fields["from_day"].set_value("9/18")
    form.fields["reported_day"].set_value("9/20")
    form.fields["reported_clock"].set_value(clock)
    shortcut("Ctrl+S")
    saved(window)
    after = texts(window.page.details).split("Reported at", 1)[1].strip()
    assert after.splitlines()[0] == told


def test_a_time_without_am_or_pm_is_left_alone_and_how_it_is_taken_is_said(form):
    begun, ended = form.fields["from_clock"], form.fields["to_clock"]
    begun.line.setFocus()
    keys("10:30", TAB)
    assert begun.value() == "10:30"
    assert "Taken as 10:30 am" in texts(begun)
    begun.line.setFocus()
    keys(" pm", TAB)
    assert begun.value() == "10:30 pm" and "Taken as" not in texts(begun)
    ended.line.setFocus()
    keys("6", TAB)
    assert ended.value() == "6:00 am", "the first one after the beginning"
    form.fields["to_day"].line.setFocus()
    keys("tomorrow", TAB)
    assert ended.value() == "6:00 am"


def test_an_end_is_the_first_after_the_beginning(form):
    begun, ended = form.fields["from_clock"], form.fields["to_clock"]
    begun.line.setFocus()
    keys("8 pm", TAB)
    ended.line.setFocus()
    keys("10", TAB)
    assert ended.value() == "10:00 pm"
    begun.line.setFocus()
    begun.line.selectAll()
    keys("11 pm", TAB)
    assert ended.value() == "10:00 am", "understood anew"


def test_what_is_added_stands_between_its_heading_and_the_button_that_adds(window, form, tmp_path):
    vehicles = form.fields["vehicles"]
    vehicles.button.click()
    form.photos.add_files([photo(tmp_path / "tag.jpg", point=False, taken="")])
    until(lambda: form.photos.captions, "the photo is read")
    window.settle()
    for field, added in ((vehicles, vehicles.cards[0]), (form.photos, form.photos.captions[0])):
        tops = [each.mapTo(form, QPoint(0, 0)).y() for each in (field.label, added, field.button)]
        assert tops == sorted(tops)
