"""The logo of the letterhead: checked, made small, kept in the file, on every paper, and taken away."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import letterheads, reporting, undoing
from sacwatch.services.reporting import Order
from tests.making import NOW


def drawn(path, size=(900, 500), colour=(20, 90, 60, 255)):
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste(colour, (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    picture.save(path, compress_level=1)
    return path


def keep(desk, logo):
    with desk.work() as work:
        letterheads.keep_logo(work, logo)


def kept(desk) -> bytes:
    with desk.reading() as work:
        return letterheads.logo(work)


def refused(path) -> str:
    with pytest.raises(Trouble) as caught:
        letterheads.read_logo(path)
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def test_a_logo_is_made_small_and_the_one_before_goes(desk, tmp_path):
    keep(desk, letterheads.read_logo(drawn(tmp_path / "Our logo.png")))
    with Image.open(io.BytesIO(kept(desk))) as picture:
        assert picture.size == (600, 333) and picture.mode == "RGBA"
    keep(desk, letterheads.read_logo(drawn(tmp_path / "b.png", (80, 80))))
    with Image.open(io.BytesIO(kept(desk))) as picture:
        assert picture.size == (80, 80)
    with desk.work() as work:
        undoing.undo(work)
    assert Image.open(io.BytesIO(kept(desk))).size == (600, 333)
    keep(desk, None)
    assert kept(desk) == b""


def test_what_cannot_be_a_logo_has_its_sentence(tmp_path):
    text = tmp_path / "logo.png"
    text.write_text("This is no picture.")
    assert refused(text) == "trouble.not_a_photo"
    svg = tmp_path / "logo.svg"
    svg.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert refused(svg) == "trouble.not_a_photo"
    half = tmp_path / "half.png"
    half.write_bytes(drawn(tmp_path / "whole.png").read_bytes()[:400])
    assert refused(half) == "trouble.not_a_photo"
    large = tmp_path / "fifty megapixels.png"
    Image.new("1", (10_000, 5_000)).save(large)
    assert refused(large) == "trouble.photo_too_large"
    assert refused(tmp_path / "gone.png") == "trouble.cannot_read"


PAPERS = (
    *(("patrol-hours", "2026-09"), ("incident-summary", "2026-09"), ("vacation-request", "blank")),
    *(("map", "2026-09"), ("ledger", "2026-09")),
)


def test_the_logo_stands_on_the_first_page_for_everybody_and_changes_the_fingerprint(desk, tmp_path):
    desk.log()

    def made(report, subject, audience=Audience.CAPTAIN):
        with desk.reading() as work:
            gathered = reporting.gather(work, Order(report, subject, audience), zone=SACRAMENTO)
        return gathered.fingerprint, reporting.make(gathered, NOW)

    before = {report: made(report, subject) for report, subject in PAPERS}
    keep(desk, letterheads.read_logo(drawn(tmp_path / "logo.png")))
    for report, subject in PAPERS:
        fingerprint, data = made(report, subject)
        assert fingerprint != before[report][0], report
        assert data == made(report, subject)[1], "the same records, the same bytes"
        assert len(PdfReader(io.BytesIO(data)).pages[0].images) == 1, report
        assert len(PdfReader(io.BytesIO(before[report][1])).pages[0].images) == 0, report
    assert (
        len(PdfReader(io.BytesIO(made("patrol-hours", "2026-09", Audience.PUBLIC)[1])).pages[0].images) == 1
    )
    keep(desk, None)
    assert {report: made(report, subject) for report, subject in PAPERS} == before


def test_a_logo_that_cannot_be_opened_any_more_costs_no_paper(desk):
    from sacwatch.reports.logos import logo_of

    assert logo_of(b"damaged", 40) is None and logo_of(b"", 40) is None
