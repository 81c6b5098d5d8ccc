import pytest


@pytest.mark.parametrize("name", ["today", "patrols", "incidents", "people", "settings"])
def test_every_page_opens_on_the_sample_watch(window, sample, name):
    window.open(sample)
    page = window.show(name)
    assert page.name == name
    assert window.notices == []
