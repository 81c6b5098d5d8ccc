import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from sacwatch import logs, paths
from sacwatch.domain.errors import Trouble
from sacwatch.services import sample as sample_watch
from sacwatch.ui.notices import Jobs
from sacwatch.ui.tasks import Job
from tests.ui import kit
from tests.ui.kit import button, click, keys, pause, texts, until

SECRET = "Mrs. Delgado, 2215 H St, 916-555-0134"


@pytest.fixture
def shop(window, watch):
    window.open(watch)
    window.settle()
    until(lambda: not window.shell.jobs.isVisible(), "opening is over")
    return window


class Slow:
    """Work that goes step by step as the test lets it."""

    def __init__(self, steps=5):
        self.steps, self.gate, self.done = steps, threading.Semaphore(0), []

    def __call__(self, job):
        for step in range(self.steps):
            job.report(step, self.steps, f"step {step}")
            assert self.gate.acquire(timeout=20)
            self.done.append(step)
        return "made"

    def go(self, steps=1):
        for _ in range(steps):
            self.gate.release()


def start(window, work, **how):
    got = []
    job = window.desk.run(work, owner=window.page, title="Making the papers", then=got.append, **how)
    return job, got


# Progress and Cancel


def test_a_long_job_shows_what_it_does_how_far_it_is_and_goes_away(shop):
    work = Slow()
    _job, got = start(shop, work)
    jobs = shop.shell.jobs
    assert not jobs.isVisible(), "what is over in a moment is not shown"
    until(jobs.isVisible, "it is shown")
    assert "Making the papers" in texts(jobs)
    (bar,) = jobs.findChildren(QProgressBar)
    assert bar.accessibleName() == "Making the papers"
    for step in range(1, 5):
        work.go()
        until(lambda step=step: (bar.value(), bar.maximum()) == (step, 5), "the bar moves")
    work.go()
    until(lambda: got == ["made"], "it is made")
    pause(5)
    assert not jobs.isVisible()


def test_what_a_job_does_after_its_beginning_is_told_beside_its_title(shop):
    gate = threading.Semaphore(0)

    def work(job):
        for doing in ("map_loading", "map_waiting", "map_loading"):
            job.report(0, 1, f"job.{doing}")
            assert gate.acquire(timeout=20)

    start(shop, work)
    jobs = shop.shell.jobs
    until(jobs.isVisible, "it is shown")
    assert "Making the papers" in texts(jobs).splitlines()
    gate.release()
    until(lambda: "Making the papers · Waiting for the network" in texts(jobs), "it waits")
    gate.release()
    until(lambda: "Waiting" not in texts(jobs), "it goes on")
    gate.release()
    shop.settle()


def test_what_was_told_of_the_last_try_is_put_away_by_the_next(shop):
    def refuse(_job):
        raise Trouble("trouble.net_offline", host="census.gov")

    start(shop, refuse)
    shop.settle()
    assert "census.gov" in shop.notices[0]
    start(shop, lambda _job: "made")
    shop.settle()
    assert shop.notices == []


def test_the_window_works_while_a_long_job_runs(shop):
    work = Slow()
    start(shop, work)
    until(shop.shell.jobs.isVisible, "it is shown")
    shop.shell.show_page("people", "new")
    keys("Ann Lee")
    assert shop.form.fields["name"].value() == "Ann Lee"
    shop.form.save()
    until(lambda: shop.form is None, "a record is saved meanwhile")
    work.go(5)
    shop.settle()


def test_cancel_stops_the_work_and_drops_its_answer(shop):
    work = Slow()
    job, got = start(shop, work)
    until(shop.shell.jobs.isVisible, "it is shown")
    stop = button(shop.shell.jobs, "Cancel: Making the papers")
    work.go()
    click(stop)
    pause(5)
    assert not shop.shell.jobs.isVisible(), "one need not watch it end"
    work.go()
    shop.settle()
    assert job.cancelled and got == []
    assert len(work.done) < work.steps, "it stopped at its next step"
    assert shop.notices == [], "what was asked for is no trouble"


def test_a_job_that_cannot_be_stopped_has_no_button(shop):
    gate = threading.Event()
    shop.tasks.in_pool(
        lambda _job: gate.wait(20), owner=shop.shell, title="Restoring the backup", can_cancel=False
    )
    until(shop.shell.jobs.isVisible, "it is shown")
    assert "Restoring the backup" in texts(shop.shell.jobs)
    assert "Cancel" not in texts(shop.shell.jobs)
    gate.set()
    shop.settle()


def test_two_jobs_stand_under_each_other(shop):
    one, two = Slow(1), Slow(1)
    start(shop, one)
    shop.desk.run(two, owner=shop.page, title="Making a copy")
    until(lambda: {"Making the papers", "Making a copy"} <= set(texts(shop.shell.jobs).split("\n")), "both")
    one.go()
    until(lambda: "Making the papers" not in texts(shop.shell.jobs), "the first is gone")
    assert "Making a copy" in texts(shop.shell.jobs)
    two.go()
    shop.settle()
    pause(5)
    assert not shop.shell.jobs.isVisible()


def test_a_job_whose_page_is_gone_is_no_trouble(shop, watch):
    work = Slow(1)
    _job, got = start(shop, work)
    closed = []
    shop.session.close(lambda: closed.append(True))
    until(lambda: closed, "the watch is closed")
    pause(5)
    work.go()
    shop.settle()
    assert got == [] and shop.crashes == []


def test_what_a_job_could_not_do_is_said_in_a_sentence(shop):
    def work(_job):
        raise Trouble("trouble.disk_full", name="Papers")

    start(shop, work)
    shop.settle()
    assert "is full" in shop.notices[0]
    assert not shop.crashes


def test_making_the_sample_watch_tells_how_far_it_is_and_can_be_cancelled(window, monkeypatch):
    """The longest ordinary job, on the real thing: nothing is left of what was cancelled."""
    began, gate = threading.Event(), threading.Event()
    real = sample_watch.make_file

    def held(path, **how):
        told = how["progress"]

        def progress(*step):
            began.set()
            gate.wait(20)
            told(*step)

        return real(path, **{**how, "progress": progress})

    monkeypatch.setattr(sample_watch, "make_file", held)
    window.session.show_welcome()
    window.shell.wants.emit("open_sample")
    until(began.is_set, "it is being made")
    until(window.shell.jobs.isVisible, "it is shown")
    assert "Making the sample watch" in texts(window.shell.jobs)
    click(button(window.shell.jobs, "Cancel: Making the sample watch"))
    gate.set()
    window.settle()
    assert window.desk is None and window.shell.covered, "one is where one was"
    assert not (paths.app_data() / "Sample watch.sacwatch").exists()


def test_progress_of_a_finished_job_is_not_shown_again(qapp):
    jobs, job = Jobs(), Job("Over already")
    jobs.show_job(job)
    job.done = True
    pause(350)
    assert not jobs.isVisible() and texts(jobs) == ""
    jobs.deleteLater()


# What nobody foresaw


@pytest.fixture
def log(shop):
    path = logs.to_folder(paths.logs())
    yield lambda: path.read_text() if path.exists() else ""
    for handler in logs.LOGGER.handlers:
        handler.close()
    logs.LOGGER.handlers.clear()


def crash_with_a_record(*_arguments, **_said):
    try:
        raise KeyError(SECRET)
    except KeyError as problem:
        raise ValueError(f"no such person: {SECRET}") from problem


def met(window, log):
    """Check that a crash was told plainly, logged without a record, and survived; and clear it."""
    window.settle()
    until(lambda: window.notices, "it is told")
    sentence = window.notices[0]
    assert "did not work as it should. What you saved is safe" in sentence
    assert "You can go on working." in sentence
    for word in ("error", "exception", "Traceback", "ValueError", SECRET):
        assert word.lower() not in sentence.lower()
    text = log()
    assert "builtins.ValueError" in text and "because of builtins.KeyError" in text
    assert "test_long_jobs.py" in text and "in crash_with_a_record" in text, "where it went wrong"
    for part in ("Delgado", "2215", "555-0134", "no such person"):
        assert part not in text
    assert window.crashes
    window.crashes.clear()
    # The app goes on: a record is saved, and the sentence can be put away.
    click(button(window.shell.notices, "OK"))
    window.shell.show_page("people", "new")
    keys("Ann Lee")
    window.shortcut("Ctrl+S")
    until(lambda: window.form is None, "a member is saved")
    assert "Member added." in window.toast


def test_a_crash_in_the_window_itself(shop, log):
    QTimer.singleShot(0, crash_with_a_record)
    met(shop, log)


def test_a_crash_behind_a_button(shop, log, monkeypatch):
    page = shop.show("patrols")
    monkeypatch.setattr(page, "open_form", crash_with_a_record)
    page.primary.click()
    monkeypatch.undo()
    met(shop, log)


def test_a_crash_while_reading_the_store(shop, log):
    shop.desk.read(crash_with_a_record, lambda _answer: None, owner=shop.page)
    met(shop, log)


def test_a_crash_while_saving_keeps_what_was_typed(shop, log, monkeypatch):
    shop.show("people", "new")
    keys("Bea Ortiz")
    monkeypatch.setattr("sacwatch.services.members.add", crash_with_a_record)
    shop.shortcut("Ctrl+S")
    monkeypatch.undo()
    assert shop.form.fields["name"].value() == "Bea Ortiz" and shop.form.save_button.isEnabled()
    shop.shortcut("Ctrl+S")
    until(lambda: shop.form is None, "it is saved the next time")
    met(shop, log)


def test_a_crash_in_the_pool(shop, log):
    start(shop, crash_with_a_record)
    met(shop, log)


def test_a_crash_in_another_thread(shop, log):
    thread = threading.Thread(target=crash_with_a_record)
    thread.start()
    thread.join()
    assert "builtins.ValueError" in log() and "Delgado" not in log()


def test_a_crash_while_a_page_is_made_leaves_the_page_before(shop, log, monkeypatch):
    monkeypatch.setattr("sacwatch.ui.pages.people.PeoplePage.__init__", crash_with_a_record)
    kit.button(shop.shell, "People").click()
    assert shop.page.name == "today"
    assert kit.button(shop.shell, "Today").isChecked()
    monkeypatch.undo()
    met(shop, log)


def test_the_same_crash_again_is_told_once(shop, log):
    for _ in range(3):
        QTimer.singleShot(0, crash_with_a_record)
        pause(5)
    assert len(shop.notices) == 1
    assert log().count("builtins.ValueError") == 3
    shop.crashes.clear()
