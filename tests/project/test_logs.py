"""Lines of the log: in UTC, one event on one line."""

import logging
import logging.config

import pytest
from django.conf import settings


@pytest.fixture
def formatter():
    configured = logging.config.DictConfigurator(settings.LOGGING)
    return configured.configure_formatter(dict(settings.LOGGING["formatters"]["line"]))


def record(message, *args):
    made = logging.LogRecord("osnowa.mail", logging.WARNING, __file__, 1, message, args, None)
    made.created, made.msecs = 1_795_635_759.12, 120.0
    return made


def test_moment_is_in_utc_whatever_the_zone_of_the_machine(formatter, monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Europe/Warsaw")
    time.tzset()
    try:
        said = formatter.format(record("Late by %s", "an hour"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert said == "2026-11-25T19:42:39.120Z WARNING osnowa.mail Late by an hour"


def test_message_cannot_begin_a_line_of_its_own(formatter):
    said = formatter.format(record("No such page: %s", "/x\r\n2026-01-01T00:00:00Z INFO osnowa all is well"))
    assert said.splitlines() == [said]
    assert said.endswith("No such page: /x\\r\\n2026-01-01T00:00:00Z INFO osnowa all is well")
