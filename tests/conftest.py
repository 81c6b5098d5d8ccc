"""What every test gets: a home of its own for the app's data, and quick, repeatable Hypothesis runs."""

import itertools
import os
import shutil
import sys

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ordinary",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", parent=settings.get_profile("ordinary"), max_examples=2000)
settings.load_profile("ordinary")


def pytest_collection_modifyitems(config, items):
    """Leave out what is slow unless it is asked for with -m."""
    if config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def pytest_xdist_auto_num_workers():
    """Give one worker more than there are processors: a fourth of the time is spent on waiting."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def _base_maps(tmp_path_factory):
    """Give the folder in which the first base map that a test builds is kept for all others."""
    return tmp_path_factory.mktemp("base map")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory):
    """Give the numbered homes of all tests, one by one."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(monkeypatch, _homes, _base_maps):
    """Keep the app's own data folder out of the real one."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("SACWATCH_HOME", str(home))
    for each in _base_maps.iterdir():
        (home / each.name).hardlink_to(each)
    yield home
    basemaps = sys.modules.get("sacwatch.services.basemaps")
    if basemaps is None:
        return
    basemaps.close()
    built = home / sys.modules["sacwatch.maps.basemap"].FILE_NAME
    if built.exists() and not any(_base_maps.iterdir()):
        shutil.copy(built, _base_maps)
