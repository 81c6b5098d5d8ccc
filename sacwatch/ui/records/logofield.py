"""The logo of the watch in its settings: shown, chosen from a file, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from sacwatch.i18n import _
from sacwatch.paths import documents
from sacwatch.services import letterheads
from sacwatch.services.attachments import NewPhoto
from sacwatch.ui import icons
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label

_SHOWN = QSize(260, 76)


class LogoField(QWidget):
    """What is chosen here is kept at once, and can be taken back like every step."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            plain_label(
                _("A picture at the head of every paper, beside the name. JPEG and PNG are right for it."),
                "faint",
            )
        )
        self.picture = QLabel()
        self.picture.setAccessibleName(_("The logo of your watch"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.choose_button = QPushButton(_("Choose a picture…"))
        self.choose_button.setIcon(icons.icon("photo"))
        self.choose_button.clicked.connect(self._choose)
        self.remove_button = QPushButton(_("Take the logo away"))
        self.remove_button.clicked.connect(lambda: self._keep(None))
        column.addWidget(self.picture)
        column.addWidget(flowing(self.choose_button, self.remove_button))
        for button in (self.choose_button, self.remove_button):
            button.setEnabled(not desk.read_only)
        self._show(b"")

    def refresh(self) -> None:
        """Show what is kept now."""
        self._desk.read(letterheads.logo, self._show, owner=self, slot="logo")

    def _show(self, data: bytes) -> None:
        pixmap = QPixmap()
        there = bool(data) and pixmap.loadFromData(data)
        if there:
            ratio = self.devicePixelRatioF()
            pixmap = pixmap.scaled(
                _SHOWN * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self.picture.setVisible(there)
        self.remove_button.setVisible(there)

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture"), str(documents()))
        if chosen:
            self._desk.run(
                lambda _job: letterheads.read_logo(Path(chosen)),
                owner=self,
                title=_("Reading the picture"),
                then=self._keep,
            )

    def _keep(self, logo: NewPhoto | None) -> None:
        said = _("The logo stands on every paper from now on.") if logo else _("The papers have no logo now.")
        self._desk.do(
            lambda work: letterheads.keep_logo(work, logo),
            owner=self,
            then=lambda _none: self.refresh(),
            said=said,
        )
