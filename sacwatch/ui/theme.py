"""How it looks: Fusion with two palettes, one accent, and a text size people can set."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from sacwatch import paths

BASE_POINTS = 11.0
SIZES = (100, 125, 150)
SCHEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class Colours:
    """One palette; every pair that carries text keeps at least 4.5:1 (WCAG 2.1, 1.4.3)."""

    window: str
    surface: str
    raised: str
    line: str
    edge: str
    """Around what can be typed in; at least 3:1 (WCAG 2.1, 1.4.11)."""
    text: str
    faint: str
    accent: str
    accent_text: str
    accent_soft: str
    alert: str
    alert_soft: str
    good: str
    good_soft: str
    toast: str
    toast_text: str
    toast_link: str


LIGHT = Colours(
    window="#f4f5f3",
    surface="#ffffff",
    raised="#ffffff",
    line="#d5d9d3",
    edge="#848d87",
    text="#1d2320",
    faint="#59635d",
    accent="#1f6150",
    accent_text="#ffffff",
    accent_soft="#dcebe5",
    alert="#9b2c1f",
    alert_soft="#fbe9e4",
    good="#1f6150",
    good_soft="#e2f0e9",
    toast="#24302b",
    toast_text="#ffffff",
    toast_link="#a9e0c9",
)
DARK = Colours(
    window="#191d1b",
    surface="#212724",
    raised="#2a312d",
    line="#3b4440",
    edge="#7d8983",
    text="#e8ece9",
    faint="#a6b1ab",
    accent="#6cc3a6",
    accent_text="#0d1b16",
    accent_soft="#28443a",
    alert="#ff9d8a",
    alert_soft="#4a2721",
    good="#6cc3a6",
    good_soft="#24392f",
    toast="#e8ece9",
    toast_text="#191d1b",
    toast_link="#1f6150",
)

_current = LIGHT


def colours() -> Colours:
    """Give the palette in use."""
    return _current


def is_dark() -> bool:
    """Say whether the dark palette is in use."""
    return _current is DARK


def apply(app: QApplication, *, scheme: str = "system", size: int = 100) -> None:
    """Dress the application; `scheme` is one of SCHEMES, `size` a percentage of 11 points."""
    global _current
    hints = QGuiApplication.styleHints()
    dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    _current = DARK if dark else LIGHT
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    font = QFont(app.font())
    font.setPointSizeF(BASE_POINTS * size / 100)
    app.setFont(font)
    app.setPalette(_palette(_current))
    app.setStyleSheet(_sheet(_current, size / 100))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.window,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.window,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.PlaceholderText: c.faint,
        QPalette.ColorRole.Button: c.raised,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.accent_text,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.ToolTipBase: c.raised,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Accent: c.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.faint))
    return palette


def _sheet(c: Colours, scale: float) -> str:
    shade = "dark" if c is DARK else "light"
    arrow, check = (
        (paths.resources() / "style" / f"{name}-{shade}.svg").as_posix() for name in ("arrow", "check")
    )
    box = round(15 * scale)
    return f"""
    QToolTip {{ border: 1px solid {c.line}; padding: 4px; background: {c.raised}; color: {c.text}; }}
    #rail {{ background: {c.surface}; border-right: 1px solid {c.line}; }}
    #rail QToolButton {{ border: none; border-radius: 6px; padding: 9px 8px; text-align: left; }}
    #rail QToolButton:hover {{ background: {c.window}; }}
    #rail QToolButton:checked {{ background: {c.accent_soft}; font-weight: 600; color: {c.text}; }}
    #rail QToolButton:focus {{ border: 2px solid {c.accent}; padding: 7px 6px; }}
    QLabel[role="title"] {{ font-size: {20 * scale:.1f}pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-weight: 600; }}
    QLabel[role="section"] {{ font-size: {13 * scale:.1f}pt; font-weight: 600; }}
    QLabel[role="faint"] {{ color: {c.faint}; }}
    QLabel[role="problem"] {{ color: {c.alert}; }}
    QLabel[role="link"] {{ color: {c.accent}; }}
    QLabel[role="emergency"] {{
        background: {c.alert_soft}; color: {c.text}; padding: 8px 12px; border-radius: 6px;
        font-weight: 600; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: 8px; }}
    QFrame[role="notice"] {{ background: {c.alert_soft}; border: 1px solid {c.alert}; border-radius: 6px; }}
    QFrame[role="note"] {{ background: {c.accent_soft}; border-radius: 6px; }}
    QFrame[role="toast"] {{ background: {c.toast}; border-radius: 8px; }}
    QFrame[role="toast"] QLabel {{ color: {c.toast_text}; }}
    QFrame[role="toast"] QPushButton {{
        color: {c.toast_link}; background: transparent; border: none; font-weight: 600; padding: 4px 8px; }}
    QFrame[role="toast"] QPushButton:focus {{ border: 1px solid {c.toast_link}; border-radius: 4px; }}
    QPushButton {{ icon-size: {round(16 * scale)}px;
        padding: 6px 14px; border: 1px solid {c.line}; border-radius: 6px; background: {c.raised}; }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {c.faint}; }}
    QPushButton[role="primary"] {{
        background: {c.accent}; color: {c.accent_text}; border-color: {c.accent}; font-weight: 600; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="primary"]:disabled {{ background: {c.line}; color: {c.faint}; border-color: {c.line}; }}
    QPushButton[role="switch"] {{ padding: 6px 12px; }}
    QPushButton[role="switch"]:focus {{ padding: 5px 11px; }}
    QPushButton[role="switch"]:checked {{
        background: {c.accent_soft}; border: 2px solid {c.accent}; padding: 5px 11px; }}
    QPushButton[role="switch"]:checked:focus {{ border-color: {c.text}; }}
    QPushButton[role="beside"] {{ padding: 6px 9px; }}
    QPushButton[role="beside"]:focus {{ padding: 5px 8px; }}
    QPushButton[role="link"] {{
        border: none; background: transparent; color: {c.accent}; text-align: left; padding: 3px 0; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="link"]:focus {{
        background: {c.accent_soft}; border-radius: 4px; text-decoration: underline; padding: 3px 0; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
        border: 1px solid {c.edge}; border-radius: 5px; padding: 5px 7px; background: {c.surface};
        selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{
        border: 2px solid {c.accent}; padding: 4px 6px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
        border: 2px solid {c.alert}; padding: 4px 6px; }}
    QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.window}; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: 14px; height: 14px; }}
    QComboBox QAbstractItemView {{ background: {c.raised}; border: 1px solid {c.line}; outline: none;
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
    QComboBox QAbstractItemView::item {{ min-height: {round(27 * scale)}px; padding: 0 6px; }}
    QComboBox QAbstractItemView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {c.line}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {c.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTableView, QTreeView {{ border: 2px solid {c.line}; border-radius: 3px; outline: none; background: {c.surface};
        alternate-background-color: {c.window}; gridline-color: {c.line};
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
    QTableView:focus, QTreeView:focus {{ border-color: {c.accent}; }}
    QTableView::item {{ padding: 0 5px; }}
    QTreeView::item {{ padding: {round(6 * scale)}px 5px; }}
    QProgressBar[role="coverage"] {{ border: 1px solid {c.edge}; border-radius: 5px; text-align: center; color: {c.text};
        background: {c.surface}; min-height: {round(24 * scale)}px; }}
    QProgressBar[role="coverage"]::chunk {{ background: {c.accent_soft}; border-radius: 4px; }}
    QListWidget {{ border: 2px solid {c.line}; border-radius: 3px; background: {c.surface};
        outline: none; }}
    QListWidget:focus {{ border-color: {c.accent}; }}
    QListWidget::item {{ padding: 6px 8px; border-bottom: 1px solid {c.line}; color: {c.text}; }}
    QListWidget::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.faint}; border: none;
        border-bottom: 1px solid {c.line}; padding: 6px 8px; font-weight: 600; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollArea:focus {{ border: 2px solid {c.accent}; border-radius: 6px; }}
    QPdfView {{ border: 1px solid {c.line}; }}
    QPdfView:focus {{ border: 2px solid {c.accent}; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.line}; }}
    QMenu::item {{ padding: 6px 24px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QCheckBox, QRadioButton {{ spacing: 6px; }}
    QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {{
        width: {box}px; height: {box}px; border: 1px solid {c.faint}; background: {c.surface}; }}
    QCheckBox::indicator, QTableView::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: {(box + 2) // 2}px; }}
    QCheckBox::indicator:checked, QTableView::indicator:checked {{
        border-color: {c.accent}; background: {c.accent}; image: url({check}); }}
    QRadioButton::indicator:checked {{ border-color: {c.accent}; background: qradialgradient(
        cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {c.accent}, stop: 0.5 {c.accent}, stop: 0.6 {c.surface}, stop: 1 {c.surface}); }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.line}; }}
    QCheckBox:focus, QRadioButton:focus {{ background: {c.accent_soft}; border-radius: 4px; }}
    QSplitter::handle {{ background: transparent; }}
    """
