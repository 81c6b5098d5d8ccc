"""vCards of all three versions, as phones and mail programs write them, and as they break."""

import base64
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sacwatch.domain.contacts import Contact, Line, Number
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.exchange import vcards

DATA = Path(os.environ.get("SACWATCH_DATA", Path(__file__).parents[3] / "shared" / "data")) / "contacts"


def card(*lines, version="3.0", end="\r\n"):
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def one(text, **how):
    found = vcards.parsed(text if isinstance(text, bytes) else text.encode(), "made.vcf", **how)
    assert found.unread == ()
    (contact,) = found.contacts
    return contact


def whys(found):
    return [(each.at, each.problem.key) for each in found.unread]


# The five real files


def real(name):
    if not (DATA / name).exists():
        pytest.skip(f"the shared data is not here: no {name} in {DATA} (SACWATCH_DATA)")
    found = vcards.read(DATA / name)
    assert found.unread == ()
    return found.contacts


def test_an_old_outlook_card_comes_in_whole():
    (found,) = real("outlook-2003.vcf")
    assert found.name == "John Doe III"
    assert found.nickname == "Joey"
    assert found.phones == (
        Number("BusinessPhone", Line.WORK),
        Number("HomePhone", Line.HOME),
        Number("MobilePhone", Line.MOBILE),
        Number("BusinessFaxPhone", Line.FAX),
    )
    assert found.emails == ("jdoe@hotmail.com",)
    assert found.addresses == ("123 Main St, TheOffice, Austin, TX 12345",)
    assert found.note == "This is the note field!!\nSecond line\n\nThird line is empty"


def test_an_android_address_book_comes_in_whole():
    found = real("John_Doe_ANDROID.vcf")
    assert [each.called for each in found] == [
        "john.doe@company.com",
        "jane.doe@company.com",
        "Ñ Ñ Ñ Ñ Ñ",
        "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ",
        "Ñ Ñ Ñ Ñ",
        "ÑÑÑÑ",
    ]
    assert [each.name for each in found[:2]] == ["", ""]
    assert [each.text for each in found[3].phones] == ["123456", "234567", "3456789", "45678901"]
    assert [each.line for each in found[3].phones] == [Line.MOBILE, Line.HOME, Line.MOBILE, Line.HOME]
    assert found[3].note.count("Ñ") == 21
    assert found[4].emails == ("bob@company.com", "Ñ" * 14)
    assert found[5].organization == "Ñ" * 44
    assert found[5].emails == ("henry@company.com",)


def test_a_card_of_google_comes_in_whole():
    (found,) = real("John_Doe_GMAIL.vcf")
    assert found.name == "Mr. John Richter, James Doe Sr."
    assert found.phones == (Number("905-555-1234", Line.MOBILE), Number("905-666-1234", Line.HOME))
    assert found.addresses == ("Crescent moon drive, 555-asd, Nice Area, Albaney, New York 12345",)
    assert found.note.startswith(
        'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND'
    )
    assert found.note.endswith("POSSIBILITY OF SUCH DAMAGE.\nFavotire Color: Blue")


def test_a_list_of_google_comes_in_whole():
    found = real("gmail-list.vcf")
    assert [(each.at, each.name, each.emails) for each in found] == [
        (1, "Arnold Smith", ("asmithk@gmail.com",)),
        (7, "Chris Beatle", ("chrisy55d@yahoo.com",)),
        (13, "Doug White", ("dwhite@gmail.com",)),
    ]


def test_the_card_of_the_standard_comes_in_whole():
    (found,) = real("rfc6350-example.vcf")
    assert found.name == "Simon Perreault"
    assert found.phones == (
        Number("+1-418-656-9254 ext. 102", Line.WORK),
        Number("+1-418-262-6501", Line.MOBILE),
    )
    assert found.emails == ("simon.perreault@viagenie.ca",)
    assert found.addresses == ("2875 Laurier, Suite D2-630, Quebec, QC G1V 2M2, Canada",)
    assert found.languages == ("fr", "en")


# Made in the same formats


def test_quoted_printable_goes_over_lines_and_keeps_its_letters():
    found = one(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Mu=C3=B1oz;Jos=C3=",
            "=A9;;;",
            "TEL;CELL;PREF:916-555-0101",
            "NOTE;ENCODING=QUOTED-PRINTABLE:Has a key=0D=0Ato the park=",
            ", and a dog",
            version="2.1",
        )
    )
    assert found.name == "José Muñoz"
    assert found.note == "Has a key\nto the park, and a dog"


def test_letters_of_old_windows_are_read_with_and_without_a_charset():
    told = card("FN;CHARSET=ISO-8859-1:Ren\xe9e", version="2.1").encode("latin-1")
    assert one(told).name == "Renée"
    untold = card("FN:Ren\xe9e Pe\xf1a", version="2.1").encode("latin-1")
    assert one(untold).name == "Renée Peña"
    wrong = card("FN;CHARSET=NO-SUCH-SET:Renée", version="2.1")
    assert one(wrong).name == "Renée"
    told = card("FN:Ольга").encode("cp1251")
    assert one(told, encoding="cp1251").name == "Ольга"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_letters(encoding):
    assert one(card("FN:José Muñoz", "TEL:311").encode(encoding)).name == "José Muñoz"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_and_fold(end):
    text = card("FN:Rosa Del", " gado", "NOTE:one\\ntwo\\, thr", "\tee", end=end)
    found = one(text)
    assert (found.name, found.note) == ("Rosa Delgado", "one\ntwo, three")


def test_a_letter_that_is_folded_in_the_middle():
    raw = card("FN:Mu@oz").encode().replace(b"@", b"\xc3\r\n \xb1")
    assert one(raw).name == "Muñoz"


def test_an_iphone_names_its_lines_in_groups():
    found = one(
        card(
            "N:Kim;Walt;;;",
            "FN:Walt Kim",
            "item1.TEL:916-555-0111",
            "item1.X-ABLabel:_$!<HomeFAX>!$_",
            "TEL;type=CELL;type=VOICE;type=pref:916-555-0112",
            "item2.ADR;type=HOME;type=pref:;;1520 Q St\\nApt 4;Sacramento;CA;95811;United States",
            "item2.X-ABADR:us",
        )
    )
    assert found.phones == (Number("916-555-0112", Line.MOBILE), Number("916-555-0111", Line.FAX))
    assert found.addresses == ("1520 Q St, Apt 4, Sacramento, CA 95811",)


def test_the_home_comes_before_the_office():
    found = one(card("FN:A", "ADR;WORK:;;1 Capitol Mall;;;;", "ADR;HOME:;;1520 Q St;;;;", version="2.1"))
    assert found.addresses == ("1520 Q St", "1 Capitol Mall")


def test_a_letter_box_and_a_whole_label():
    assert one(card("FN:A", "ADR:1234;;;Sacramento;CA;95812;USA")).addresses == (
        "PO Box 1234, Sacramento, CA 95812",
    )
    assert one(card("FN:A", "LABEL;HOME;ENCODING=QUOTED-PRINTABLE:1520 Q St=0D=0ASacramento")).addresses == (
        "1520 Q St, Sacramento",
    )


def test_a_photo_of_five_megabytes_folded_or_not_costs_nothing():
    photo = base64.b64encode(random.Random(4).randbytes(5_000_000)).decode()
    folded = "\r\n ".join(photo[start : start + 74] for start in range(0, len(photo), 74))
    bare = "\r\n".join(photo[start : start + 76] for start in range(0, len(photo), 76))
    for value in (photo, folded, f"\r\n{bare}\r\n"):
        for head in ("PHOTO;ENCODING=b;TYPE=JPEG", "PHOTO;JPEG;BASE64", "X-OTHER;ENCODING=BASE64"):
            found = one(card("FN:Rosa", f"{head}:{value}", "TEL:916-555-0100"))
            assert found.phones[0].text == "916-555-0100"
    assert one(card("FN:Rosa", f"PHOTO:data:image/jpeg;base64,{photo}", "TEL:311")).phones[0].text == "311"


def test_a_card_in_a_card_is_not_a_second_person():
    found = one(
        card(
            "FN:Rosa", "AGENT:", "BEGIN:VCARD", "FN:Her clerk", "END:VCARD", "TEL:916-555-0100", version="2.1"
        )
    )
    assert (found.name, found.phones[0].text) == ("Rosa", "916-555-0100")


def test_a_card_without_a_name_goes_by_what_it_has():
    assert one(card("TEL:916-555-0100", "N:;;;;", "FN:")).called == "916-555-0100"
    assert one(card("FN:rosa@example.org", "N:Delgado;Rosa;;;")).name == "Rosa Delgado"
    assert one(card("ORG:Boulevard Park;Garden")).called == "Boulevard Park, Garden"


def test_what_cannot_be_read_is_named_and_the_rest_comes_in():
    text = (
        card("FN:First")
        + "junk between\r\n"
        + "BEGIN:VCARD\r\nFN:No end\r\n"
        + card("FN:Third", "GARB;LED")
        + card("X-NOTHING:1")
        + card("FN:All of us", "KIND:group", version="4.0")
        + "BEGIN:VCARD\r\nFN:Cut"
    )
    found = vcards.parsed(text.encode())
    assert [each.called for each in found.contacts] == ["First", "No end", "Third", "Cut"]
    assert whys(found) == [
        (6, "problem.card_cut"),
        (11, "problem.card_line"),
        (13, "problem.card_empty"),
        (17, "problem.card_group"),
        (22, "problem.card_cut"),
    ]


def test_a_card_that_is_cut_anywhere_gives_what_stands_in_it():
    """The last person of a file that broke off is not lost, and the captain is told to look at them."""
    whole = card(
        *("N:Delgado;Rosa;;;", "FN:Rosa Delgado", "TEL;TYPE=CELL:(916) 555-0134", "EMAIL:rosa@example.org"),
        "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 40,
    ).encode()
    first = card("FN:Walt Kim", "TEL:916-555-0135").encode()
    for end in range(len(b"BEGIN:VCARD\r\n"), whole.index(b"END:")):
        found = vcards.parsed(first + whole[:end])
        said = [each.problem.key for each in found.unread if each.problem.key != "problem.card_line"]
        assert found.contacts[0].phones, end
        assert said == ["problem.card_cut" if len(found.contacts) == 2 else "problem.card_cut_empty"], end
        if end > whole.index(b"TEL"):
            assert found.contacts[1].name == "Rosa Delgado", end
        if end > whole.index(b"EMAIL"):
            assert [each.text for each in found.contacts[1].phones] == ["(916) 555-0134"], end


def test_a_line_that_is_none_costs_that_line():
    found = vcards.parsed(card("=;:x", "FN:Rosa").encode())
    assert [each.name for each in found.contacts] == ["Rosa"]
    assert whys(found) == [(3, "problem.card_line")]


def test_empty_bytes_are_left_out():
    assert one(card("FN:Ro\0sa", "TEL:916\0-555-0100")).name == "Rosa"


@pytest.mark.parametrize("data", [b"", b"Name,Phone\r\nRosa,311\r\n", b"\xff\xd8\xff\xe0JFIF" * 9])
def test_what_is_no_vcard_is_said(data, tmp_path):
    path = tmp_path / "contacts.vcf"
    path.write_bytes(data)
    with pytest.raises(Trouble) as told:
        vcards.read(path)
    assert told.value.problem.key == "trouble.contacts_none"


def test_a_file_that_is_gone_is_said(tmp_path):
    with pytest.raises(Trouble) as told:
        vcards.read(tmp_path / "gone.vcf")
    assert told.value.problem.key == "trouble.cannot_read"


def test_ten_thousand_cards_are_read_and_can_be_stopped():
    data = "".join(card(f"FN:Person {number}", "TEL:916-555-0100") for number in range(10_000)).encode()
    assert len(vcards.parsed(data).contacts) == 10_000
    beats = []

    def stop():
        beats.append(1)
        if len(beats) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        vcards.parsed(data, pulse=stop)


@given(some.binary(max_size=600))
def test_any_bytes_between_two_cards_leave_them_as_they_are(junk):
    data = card("FN:First").encode() + junk + b"\r\n" + card("FN:Last").encode()
    if b"\0" in data or vcards.decoding.encoding_of(data) not in ("utf-8", "cp1252"):
        data = data.replace(b"\0", b"")
    names = [each.name for each in vcards.parsed(data, encoding="cp1252").contacts]
    assert names[0] == "First"
    assert names[-1] == "Last"


@given(
    some.text(min_size=1, max_size=60).filter(lambda text: vcards.texts.clean(text) and "@" not in text),
    some.text(max_size=300),
)
def test_what_is_written_reads_back(name, note):
    clean = " ".join(vcards.texts.clean(name).split())
    contact = Contact(
        at=1,
        name=clean,
        phones=(Number("(916) 555-0101", Line.MOBILE), Number("+44 20 7946 0958", Line.WORK)),
        emails=("rosa@example.org",),
        addresses=("1520 Q St, Apt 4, Sacramento, CA 95811", "Behind the mill"),
        languages=("Spanish",),
        note=vcards.texts.clean(note),
    )
    data = vcards.written([contact])
    assert max(len(line) for line in data.split(b"\r\n")) <= 77
    assert one(data) == contact
