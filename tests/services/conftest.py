import pytest

from tests import quickkeys, quicksql
from tests.making import Desk


@pytest.fixture(autouse=True, scope="package")
def quickly():
    quickkeys.use()
    quicksql.use()
    yield
    quicksql.stop()
    quickkeys.use(quickkeys.USUAL)


@pytest.fixture
def desk(tmp_path):
    """Give the open file of an ordinary watch."""
    desk = Desk.ready(tmp_path / "watch.sacwatch")
    yield desk
    desk.close()
