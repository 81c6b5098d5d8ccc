"""What every test gets: a home of its own for the app's data, and quick, repeatable Hypothesis runs."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ordinary",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", parent=settings.get_profile("ordinary"), max_examples=2000)
settings.load_profile("ordinary")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Keep the app's own data folder out of the real one."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SACWATCH_HOME", str(home))
    return home
