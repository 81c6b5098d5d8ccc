"""Tables as other programs write them: CSV in any dress, and spreadsheets."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.exchange import contactsheets, spreadsheets

KNOWN = frozenset({"name", "phone", "address", "date", "start"})
PEOPLE = [
    ["Name", "Phone", "Address"],
    ["José Muñoz", "916-555-0101", "1520 Q St\nApt 4"],
    ["Ann", "", "P St"],
]


@pytest.fixture
def write(tmp_path):
    def write(data, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def text_of(rows, separator=",", end="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def cells(table):
    return [list(table.headings), *(list(row.cells) for row in table.rows)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_any_separator_in_any_letters(write, separator, encoding):
    table = contactsheets.read(write(text_of(PEOPLE, separator).encode(encoding)), KNOWN)
    assert cells(table) == PEOPLE
    assert [row.at for row in table.rows] == [2, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(write, end):
    data = f"Name,Phone{end}Rosa,311{end}{end}Walt,211".encode()
    assert cells(contactsheets.read(write(data), KNOWN)) == [
        ["Name", "Phone"],
        ["Rosa", "311"],
        ["Walt", "211"],
    ]


def test_the_separator_a_file_names_is_taken(write):
    data = b"sep=;\r\nName;Phone\r\nDelgado, Rosa, of Q St;311\r\n"
    table = contactsheets.read(write(data), KNOWN)
    assert table.rows[0].cells == ("Delgado, Rosa, of Q St", "311")
    assert table.rows[0].at == 3


def test_headings_stand_under_a_title_or_nowhere(write):
    titled = write(b"Boulevard Park Watch,,\r\n,,\r\nName,Phone,\r\nRosa,916-555-0101,x\r\n")
    assert contactsheets.read(titled, KNOWN).headings == ("Name", "Phone", "")
    bare = contactsheets.read(write(b"Rosa Delgado,rosa@example.org\r\nWalt,walt@example.org\r\n"), KNOWN)
    assert not bare.headed
    assert len(bare.rows) == 2


def test_empty_bytes_and_rows_of_any_width(write):
    table = contactsheets.read(write(b"Name,Phone\r\nRo\0sa\r\nWalt,311,more,still\r\n"), KNOWN)
    assert cells(table) == [["Name", "Phone", "", ""], ["Rosa", "", "", ""], ["Walt", "311", "more", "still"]]


def test_a_quotation_mark_that_never_closes_costs_its_line_alone(write):
    rows = "".join(f"Person {number},311\r\n" for number in range(400))
    table = contactsheets.read(write(f'Name,Phone\r\nFirst,311\r\n"Broken,311\r\n{rows}'.encode()), KNOWN)
    assert [(each.at, each.problem.key) for each in table.unread] == [(3, "problem.row_open_quote")]
    assert [row.cells[0] for row in table.rows] == ["First", *(f"Person {number}" for number in range(400))]
    assert [row.at for row in table.rows[:2]] == [2, 4]


def test_sixty_columns_of_which_none_is_known(write):
    rows = [[f"Field {number}" for number in range(60)], *([f"v{n}" for n in range(60)] for _ in range(3))]
    table = contactsheets.read(write(text_of(rows).encode()), KNOWN)
    assert cells(table) == rows


@pytest.mark.parametrize(
    "data",
    [b"", b"\r\n\r\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"%PDF-1.7 x", bytes(range(256)) * 40],
)
def test_what_is_no_table_is_said(write, data):
    with pytest.raises(Trouble) as told:
        contactsheets.read(write(data), KNOWN)
    assert told.value.problem.key == "trouble.no_table"


def test_too_many_rows_are_said_and_reading_can_be_stopped(write, monkeypatch):
    path = write(b"Name\r\n" + b"Rosa\r\n" * 1200)
    monkeypatch.setattr(contactsheets, "MOST_ROWS", 1000)
    with pytest.raises(Trouble) as told:
        contactsheets.read(path, KNOWN)
    assert told.value.problem.key == "trouble.contacts_many"

    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        contactsheets.read(path, KNOWN, stop)


@given(some.lists(some.lists(some.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=6))
def test_any_cells_give_a_table_or_a_reason(tmp_path, rows):
    path = tmp_path / "any.csv"
    path.write_bytes(text_of([["Name", "Phone"], *rows]).encode("utf-8", errors="replace"))
    table = contactsheets.read(path, KNOWN)
    assert all(len(row.cells) == len(table.headings) for row in table.rows)


# Spreadsheets


@pytest.fixture
def sheet(tmp_path):
    def sheet(*rows, more=()):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for title, others in more:
            extra = book.create_sheet(title)
            for row in others:
                extra.append(row)
        path = tmp_path / "log.xlsx"
        book.save(path)
        return path

    return sheet


def test_dates_times_and_numbers_read_as_one_types_them(sheet):
    path = sheet(
        ["Patrol log 2019"],
        [],
        ["Date", "Start", "Finish", "Who", "Miles", "Phone"],
        [date(2019, 9, 14), time(20, 30), time(21, 59, 59), "Rosa, Walt", 4.5, 9165550101],
        [
            datetime.fromisoformat("2019-09-15 20:30"),
            timedelta(hours=1, minutes=30),
            "10 pm",
            True,
            0.1 + 0.2,
            9165550101.0,
        ],
    )
    table = spreadsheets.read(path, KNOWN)
    assert table.headings == ("Date", "Start", "Finish", "Who", "Miles", "Phone")
    assert [row.cells for row in table.rows] == [
        ("2019-09-14", "20:30", "22:00", "Rosa, Walt", "4.5", "9165550101"),
        ("2019-09-15 20:30", "1:30", "10 pm", "yes", "0.3", "9165550101"),
    ]
    assert [row.at for row in table.rows] == [4, 5]


def test_the_fullest_sheet_is_taken(sheet):
    path = sheet(
        ["see the other sheet"], more=[("2019", [["Name"], ["Rosa"], ["Walt"]]), ("2020", [["Name"]])]
    )
    assert [row.cells for row in spreadsheets.read(path, KNOWN).rows] == [("Rosa",), ("Walt",)]


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing(sheet, tmp_path):
    path = sheet(["Name", "Phone"], ["Rosa", "311"])
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "far away"
    book.active["XFC1"] = "wide"
    book.save(path)
    assert spreadsheets.read(path, KNOWN).rows[0].cells == ("Rosa", "311")


def broken(path, change):
    """Write a spreadsheet anew with some of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.update(change(parts))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda parts: {SHEET: parts[SHEET][:200]}, "trouble.spreadsheet_broken"),
        (lambda parts: {SHEET: b"not xml"}, "trouble.spreadsheet_broken"),
        (lambda parts: {"xl/workbook.xml": b"<a/>"}, "trouble.no_table"),
        (
            lambda parts: {
                SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + parts[SHEET].replace(b"Rosa", b"&a;")
            },
            "trouble.spreadsheet_broken",
        ),
        (lambda parts: {"xl/media/x.bin": b"\0" * 400_000_000}, "trouble.spreadsheet_swells"),
        (lambda parts: {"../outside": b"x"}, "trouble.spreadsheet_broken"),
    ],
    ids=["cut", "no xml", "no book", "entities", "swells", "outside"],
)
def test_what_is_wrong_with_a_spreadsheet_is_said(sheet, change, key):
    path = broken(sheet(["Name"], ["Rosa"]), change)
    with pytest.raises(Trouble) as told:
        spreadsheets.read(path, KNOWN)
    assert told.value.problem.key == key


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "trouble.old_spreadsheet"),
        (b"PK\x03\x04 and no more", "trouble.spreadsheet_broken"),
    ],
)
def test_other_formats_are_said(write, data, key):
    with pytest.raises(Trouble) as told:
        spreadsheets.read(write(data, "old.xls"), KNOWN)
    assert told.value.problem.key == key
    assert spreadsheets.is_one(write(data, "old.xls"))
    assert not spreadsheets.is_one(write(b"Name,Phone", "list.csv"))


def test_an_empty_spreadsheet_and_one_that_is_gone(sheet, tmp_path):
    with pytest.raises(Trouble) as told:
        spreadsheets.read(sheet(), KNOWN)
    assert told.value.problem.key == "trouble.no_table"
    with pytest.raises(Trouble) as told:
        spreadsheets.read(tmp_path / "gone.xlsx", KNOWN)
    assert told.value.problem.key == "trouble.cannot_read"
