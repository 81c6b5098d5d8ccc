"""Prints PDF pages: as sharp as the printer is, in bands, so that no page needs much memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.progress import Progress, silent

FINEST = 720
"""Dots per inch; above it nothing on our papers gets any sharper."""
_CRISP = 600
"""From these dots per inch on, edges are printed without greys, which a printer would turn into specks."""
_BAND_PIXELS = 6_000_000
_POINTS = 72.0

Flag = QPdfDocumentRenderOptions.RenderFlag


def new_printer(size: QSizeF, title: str) -> QPrinter:
    """Give the system's default printer, set to pages of this size (points), with no margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )
    return printer


def ask_printer(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """Let the captain choose the printer, the pages and the copies in the system's own dialog."""
    dialog = QPrintDialog(printer, parent)
    Option = QPrintDialog.PrintDialogOption  # noqa: N806  (an enum's name)
    for option in (Option.PrintPageRange, Option.PrintCurrentPage, Option.PrintCollateCopies):
        dialog.setOption(option, pages > 1)
    dialog.setOption(Option.PrintSelection, False)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    return bool(dialog.exec())


def print_pages(
    data: bytes | Sequence[bytes], printer: QPrinter, current: int = 0, progress: Progress = silent
) -> int:
    """Print a PDF, or several as one job, and give how many sheets' sides were sent.

    `current` is the page shown, the first 0. Of several PDFs each begins on a sheet of its own. For the
    pool. Raises Trouble where the printer takes nothing, and Cancelled.
    """
    documents = [opened(each) for each in ([data] if isinstance(data, bytes) else data)]
    pages = [(document, page) for document, _keep in documents for page in range(document.pageCount())]
    sides = list(_sides(printer, [document.pageCount() for document, _keep in documents], current))
    if not sides:
        raise Trouble("trouble.no_such_pages", pages=len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("trouble.not_printed")
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for done, page in enumerate(sides):
            progress(done, len(sides))
            if done and not printer.newPage():
                raise Trouble("trouble.not_printed")
            if page is not None:
                _paint(*pages[page], printer, painter)
        progress(len(sides), len(sides))
    except Cancelled:
        printer.abort()
        raise
    finally:
        ended = painter.end()
    if not ended or printer.printerState() == QPrinter.PrinterState.Error:
        raise Trouble("trouble.not_printed")
    return len(sides)


def opened(data: bytes) -> tuple[QPdfDocument, Any]:
    """Open a PDF from memory; the second part must be kept as long as the first."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def _sides(printer: QPrinter, lengths: Sequence[int], current: int) -> Iterator[int | None]:
    """Give the page of each side in the order of printing, None for one that stays blank.

    Pages are counted through documents of these lengths.
    """
    both_sides = printer.duplex() in (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide)
    begins = list(accumulate(lengths, initial=0))
    papers = [
        [page for page in range(begin, end) if _chosen(printer)(page, current)]
        for begin, end in pairwise(begins)
    ]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        papers = [pages[::-1] for pages in reversed(papers)]
    chosen: list[int | None] = []
    for pages in filter(None, papers):
        if both_sides and len(chosen) % 2:
            chosen.append(None)  # the next paper begins on a sheet of its own
        chosen += pages
    # Where the printer itself makes the copies, it was told how many already.
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if not printer.collateCopies():
        yield from (page for page in chosen for _copy in range(copies))
        return
    for copy in range(copies):
        if copy and both_sides and len(chosen) % 2:
            yield None  # the next copy begins on a sheet of its own
        yield from chosen


def _chosen(printer: QPrinter) -> Callable[[int, int], bool]:
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        return lambda page, current: page == current
    ranges, first, last = printer.pageRanges(), printer.fromPage(), printer.toPage()
    if not ranges.isEmpty():
        return lambda page, _current: bool(ranges.contains(page + 1))
    if first or last:
        return lambda page, _current: first <= page + 1 <= (last or page + 1)
    return lambda _page, _current: True


@dataclass(frozen=True)
class _Scale:
    """A page on paper: where its corner lies in dots of the printer, its pixels, and the dots of one pixel."""

    left: int
    top: int
    pixels: QSize
    dots: int


def _scale(size: QSizeF, printer: QPrinter) -> _Scale:
    """Put a page (points) in the middle of the paper, made smaller where the paper is smaller.

    All whole numbers, so that bands meet without a seam.
    """
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    resolution = printer.resolution()
    width, height = size.width() * resolution / _POINTS, size.height() * resolution / _POINTS
    fit = min(1.0, paper.width() / width, paper.height() / height)
    if fit > 0.99:
        fit = 1.0  # the paper's size, rounded
    dots = max(1, -(-resolution // FINEST))
    pixels = QSize(max(1, round(width * fit / dots)), max(1, round(height * fit / dots)))
    left = round((paper.width() - pixels.width() * dots) / 2)
    top = round((paper.height() - pixels.height() * dots) / 2)
    return _Scale(left, top, pixels, dots)


def _paint(document: QPdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    scale = _scale(document.pagePointSize(page), printer)
    wide, high = scale.pixels.width(), scale.pixels.height()
    band = max(1, _BAND_PIXELS // wide)
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    crisp = wide * _POINTS / document.pagePointSize(page).width() >= _CRISP - 1
    for top in range(0, high, band):
        rows = min(band, high - top)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(scale.pixels)
        options.setScaledClipRect(QRect(0, top, wide, rows))
        flags = (Flag.TextAliased | Flag.PathAliased) if crisp else Flag(0)
        options.setRenderFlags(flags | Flag.Grayscale if grey else flags)
        image = _on_white(document.render(page, QSize(wide, rows), options))
        dots = scale.dots
        target = QRect(scale.left, scale.top + top * dots, wide * dots, rows * dots)
        painter.drawImage(target, image)


def _on_white(image: QImage) -> QImage:
    """Give an image without transparency, which printers make slow work of; greys alone where it has no more."""
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    return sheet.convertToFormat(QImage.Format.Format_Grayscale8) if sheet.allGray() else sheet
