"""What the window says at its foot covers nothing that can be pressed or typed in."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from sacwatch.ui.notices import Toast
from tests.ui.kit import until


def place(widget, over):
    return QRect(widget.mapTo(over, QPoint()), widget.size())


def test_a_toast_covers_no_button_and_makes_way_when_a_form_opens(qapp):
    over = QWidget()
    over.resize(800, 600)
    button, line = QPushButton("Remove", over), QLineEdit(over)
    button.setGeometry(340, 540, 120, 40)
    line.setGeometry(300, 480, 200, 40)
    line.hide()
    toast = Toast(over)
    over.show()
    over.activateWindow()
    until(over.isActiveWindow, "the window is active")
    toast.say("Meeting planned.", lambda: None)
    assert not place(toast, over).intersects(place(button, over))
    assert place(toast, over).bottom() > 400, "still near the foot"
    line.show()
    line.setFocus()
    until(lambda: not place(toast, over).intersects(place(line, over)), "it has moved up")
    assert not place(toast, over).intersects(place(button, over))
    button.setEnabled(False)
    line.hide()
    toast.say("Saved.")
    assert place(toast, over).intersects(place(button, over)), "what cannot be pressed may be covered"
    over.close()
