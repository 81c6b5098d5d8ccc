"""A real window on a real file, without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sacwatch.ui.paper import thumbnails
from tests import quickkeys, quicksql
from tests.ui import kit

# As the app does before there is a QApplication; the map's web engine asks for it when it is loaded.
QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


@pytest.fixture(autouse=True, scope="package")
def quickly():
    quickkeys.use()
    quicksql.use()
    yield
    quicksql.stop()
    quickkeys.use(quickkeys.USUAL)


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch):
    """Make no pictures of papers beside what a test waits for; the tests of the gallery turn them on."""
    monkeypatch.setattr(thumbnails, "BEGIN_MS", 3_600_000)


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    return kit.Made(tmp_path_factory.mktemp("made"))


@pytest.fixture
def watch(_made, own_home, tmp_path):
    """Give the path of a file with an ordinary watch, two members, and nothing else."""
    return shutil.copy(_made.watch(own_home), tmp_path / "Boulevard Park.sacwatch")


@pytest.fixture
def sample(_made, own_home, tmp_path):
    """Give the path of a file with the sample watch."""
    return shutil.copy(_made.sample(own_home), tmp_path / "Sample.sacwatch")


@pytest.fixture
def window(qapp, own_home):
    """Give an empty window; open something with `window.open(path)`."""
    made = kit.Window()
    yield made
    made.end()
