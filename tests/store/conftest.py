import pytest

from tests import quickkeys


@pytest.fixture(autouse=True, scope="package")
def quick_keys():
    quickkeys.use()
    yield
    quickkeys.use(quickkeys.USUAL)
