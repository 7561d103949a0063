"""Made once, kept for the next, so many per address, the oldest out first."""

import os

import pytest
from django.test import RequestFactory

from osnowa.lib import made_files


@pytest.fixture
def request_of(monkeypatch):
    monkeypatch.setattr(made_files, "_asked", made_files.PerMinute())
    return lambda address="10.0.0.1": RequestFactory().get("/", REMOTE_ADDR=address)


def test_it_is_made_once_and_only_new_ones_are_counted(request_of, settings):
    settings.PAPERS_PER_MINUTE_PER_ADDRESS = 1
    made = []

    def make():
        made.append(1)
        return b"kartka"

    assert [made_files.kept_or_made(request_of(), "tekst-1", make) for _again in range(3)] == [b"kartka"] * 3
    assert made == [1]
    with pytest.raises(made_files.TooMany):
        made_files.kept_or_made(request_of(), "tekst-2", make)
    assert made_files.kept_or_made(request_of("10.0.0.2"), "tekst-2", make) == b"kartka"
    with pytest.raises(ValueError, match="key"):
        made_files.kept_or_made(request_of(), "../tekst", make)


def test_whoever_waits_too_long_is_told(request_of, monkeypatch):
    monkeypatch.setattr(made_files, "PATIENCE", 0.01)
    with made_files._making, pytest.raises(made_files.Busy):
        made_files.kept_or_made(request_of(), "tekst", bytes)


def test_a_failed_making_keeps_nothing_and_frees_the_line(request_of):
    with pytest.raises(ZeroDivisionError):
        made_files.kept_or_made(request_of(), "tekst", lambda: bytes(1 // 0))
    assert made_files.kept_or_made(request_of(), "tekst", lambda: b"tak") == b"tak"


def test_the_oldest_make_room(request_of, settings):
    settings.MADE_FILES_BYTES = 100
    for number in range(4):
        made_files.kept_or_made(request_of(), f"tekst-{number}", lambda: bytes(40))
        kept = settings.MADE_FILES / f"tekst-{number}"
        if kept.exists():
            os.utime(kept, (number, number))
    assert sorted(place.name for place in settings.MADE_FILES.iterdir()) == ["tekst-2", "tekst-3"]
