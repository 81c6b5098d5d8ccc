"""Widgets are taken apart in the window's thread only, whoever was the last to let go of them."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from sacwatch.ui.garbage import Garbage
from sacwatch.ui.tasks import Tasks
from tests.ui import kit


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    found = Tasks()
    yield found
    found.close()


def _dialog(gone_in: list[str]) -> QDialog:
    dialog = QDialog()
    weakref.finalize(dialog, lambda: gone_in.append(threading.current_thread().name))
    return dialog


def _litter() -> None:
    """Make enough rings of references that Python would look for garbage many times over."""
    for _ in range(5_000):
        ring: list[object] = []
        ring.append(ring)


def test_a_ring_of_widgets_is_not_collected_by_the_thread_that_happens_to_make_objects(tasks: Tasks) -> None:
    gone_in: list[str] = []
    owner = QObject()
    done: list[bool] = []

    def work() -> None:
        _litter()
        done.append(True)

    dialog = _dialog(gone_in)
    dialog.ring = [dialog]  # type: ignore[attr-defined]
    del dialog
    tasks.in_lane(work, owner=owner)
    kit.until(lambda: done, "the lane has littered")
    kit.until(lambda: tasks.idle, "the lane is idle")
    tasks.findChild(Garbage).collect()
    assert gone_in == ["MainThread"]


def test_garbage_is_collected_again_and_again_while_the_window_lives(tasks: Tasks) -> None:
    gone_in: list[str] = []
    dialog = _dialog(gone_in)
    dialog.ring = [dialog]  # type: ignore[attr-defined]
    del dialog

    def gone() -> bool:
        _litter()
        return bool(gone_in)

    kit.until(gone, "the dialog is gone")
    assert gone_in == ["MainThread"]


def test_what_wanted_an_answer_goes_in_the_windows_thread_even_where_the_worker_is_late(
    tasks: Tasks,
) -> None:
    gone_in: list[str] = []
    answers: list[str] = []
    late = threading.Event()
    tasks._answered.connect(lambda _package: late.wait(5), Qt.ConnectionType.DirectConnection)
    owner = QObject()

    def ask() -> None:
        dialog = _dialog(gone_in)
        work: Callable[[], str] = lambda: dialog.windowTitle() or "read"  # noqa: E731
        tasks.in_lane(work, owner=owner, then=lambda answer: answers.append(f"{answer} {bool(dialog)}"))

    ask()
    kit.until(lambda: answers, "the answer came")
    kit.until(lambda: gone_in, "the dialog is gone")
    late.set()
    assert gone_in == ["MainThread"]


def test_python_looks_for_garbage_itself_again_when_all_is_closed(qapp: object) -> None:
    tasks = Tasks()
    assert not gc.isenabled()
    tasks.close()
    assert gc.isenabled()
