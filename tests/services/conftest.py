import pytest

from tests import quickkeys
from tests.making import Desk


@pytest.fixture(autouse=True, scope="package")
def quick_keys():
    quickkeys.use()
    yield
    quickkeys.use(quickkeys.USUAL)


@pytest.fixture
def desk(tmp_path):
    """Give the open file of an ordinary watch."""
    desk = Desk.ready(tmp_path / "watch.sacwatch")
    yield desk
    desk.close()
