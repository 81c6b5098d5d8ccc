"""Letters of files that do not say how they were written."""

import pytest

from sacwatch.exchange.decoding import ENCODINGS, decoded

PEOPLE = "Name,Phone,Address\r\n{names},916-555-0123,1520 Q St\r\n"
SPANISH, RUSSIAN = "José Muñoz,Renée D’Angelo", "Иван Петров,Ольга Смирнова"
KOREAN, JAPANESE, CHINESE = "김철수,박영희", "田中太郎,山本花子", "王小明,李華"


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        *((SPANISH, each) for each in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        *((SPANISH, each) for each in ("cp1252", "mac_roman")),
        (RUSSIAN, "cp1251"),
        (KOREAN, "euc_kr"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "big5"),
        ("Rosa Delgado", "ascii"),
    ],
)
def test_the_usual_encodings_are_guessed(names, encoding):
    text = PEOPLE.format(names=names)
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["José", "Muñoz", "Peña, Núñez", "O’Brien", "“Bob” – Café", "9 am–5 pm"])
def test_a_few_letters_of_windows_are_enough(text):
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_chosen_encoding_is_used(encoding):
    names = {"cp1251": RUSSIAN, "euc_kr": KOREAN, "shift_jis": JAPANESE, "big5": CHINESE, "gb18030": CHINESE}
    text = PEOPLE.format(names=names.get(encoding, "Nguyen, Kim"))
    assert decoded(text.encode(encoding), encoding) == text


def test_a_wrong_choice_gives_text_all_the_same():
    assert "\ufffd" in decoded(SPANISH.encode("cp1252"), "utf-8")


def test_a_file_cut_in_the_middle_of_a_letter():
    assert decoded("Núñez, Rosa Peñ".encode()[:-1]).startswith("Núñez, Rosa Pe")


def test_empty_bytes_are_no_letters():
    assert decoded(b"Ro\0sa,\0Delgado and many more letters") == "Rosa,Delgado and many more letters"
    assert decoded(b"") == ""
