"""Reading calendars of others: busy times come out, and no file, however odd, breaks it or holds the server up."""

import datetime as dt
import time

import pytest

from osnowa.lib import calendar_reading as reading
from osnowa.lib.calendar_reading import NotACalendar, Passed, read_busy, union

JANUARY, DECEMBER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def calendar(*entries: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//PL\r\n{body}END:VCALENDAR\r\n".encode()


def entry(*lines: str, start: str = "TZID=Europe/Warsaw:20260106T170000") -> str:
    return "\r\n".join([f"DTSTART;{start}", "DURATION:PT1H", *lines])


def read(*entries: str) -> reading.BusyFile:
    return read_busy(calendar(*entries), after=JANUARY, before=DECEMBER)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_weekly_entry_stays_at_five_across_the_change_of_clocks():
    spans = read(entry("RRULE:FREQ=WEEKLY;UNTIL=20260407T235959Z")).spans
    hours = {start.hour for start, _end in spans if start < utc(2026, 3, 29)}
    later = {start.hour for start, _end in spans if start > utc(2026, 3, 29)}
    assert (len(spans), hours, later) == (14, {16}, {15})


def test_whole_days_and_hours_without_a_zone_are_those_of_warsaw():
    found = read(
        "DTSTART;VALUE=DATE:20260706\r\nDTEND;VALUE=DATE:20260708",
        "DTSTART:20260801T100000\r\nDTEND:20260801T113000",
    )
    assert found.spans == [
        (utc(2026, 7, 5, 22), utc(2026, 7, 7, 22)),
        (utc(2026, 8, 1, 8), utc(2026, 8, 1, 9, 30)),
    ]


def test_exceptions_extra_dates_and_moved_repetitions():
    found = read(
        "UID:a\r\n"
        + entry(
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE;TZID=Europe/Warsaw:20260113T170000",
            "RDATE;TZID=Europe/Warsaw:20260201T090000",
        ),
        "UID:a\r\nRECURRENCE-ID;TZID=Europe/Warsaw:20260120T170000\r\n"
        + entry(start="TZID=Europe/Warsaw:20260121T080000"),
    )
    assert [start for start, _end in found.spans] == [
        utc(2026, 1, 6, 16),
        utc(2026, 1, 21, 7),
        utc(2026, 1, 27, 16),
        utc(2026, 2, 1, 8),
    ]


def test_free_and_called_off_entries_make_nobody_busy():
    found = read(entry("TRANSP:TRANSPARENT"), entry("STATUS:CANCELLED"))
    assert (found.spans, found.entries, found.free) == ([], 2, 2)


def test_overlapping_times_are_one_and_only_those_asked_for_come_out():
    found = read(
        entry(),
        entry(start="TZID=Europe/Warsaw:20260106T173000"),
        entry(start="TZID=Europe/Warsaw:20200101T100000"),
    )
    assert found.spans == [(utc(2026, 1, 6, 16), utc(2026, 1, 6, 17, 30))]


def test_union_of_touching_spans():
    a, b, c = utc(2026, 1, 1), utc(2026, 1, 2), utc(2026, 1, 3)
    assert union([(b, c), (a, b)]) == [(a, c)]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", reading.TOO_OFTEN),
        ("FREQ=MINUTELY;COUNT=5", reading.TOO_OFTEN),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", reading.RULE),
        ("FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1,2,3", reading.RULE),
        ("FREQ=DAILY;BYMONTH=13", reading.RULE),
        ("FREQ=WEEKLY;BYYEARDAY=366", reading.RULE),
        ("FREQ=FORTNIGHTLY", reading.RULE),
    ],
)
def test_rules_that_would_never_end_are_told_and_passed_over(rule, why):
    begun = time.monotonic()
    found = read(entry(f"RRULE:{rule}"), entry(start="TZID=Europe/Warsaw:20260301T100000"))
    assert [one.why for one in found.passed] in ([why], [reading.UNREADABLE])
    assert len(found.spans) == 1
    assert time.monotonic() - begun < 5


def test_repetition_of_a_lifetime_is_bounded():
    found = read(entry("RRULE:FREQ=DAILY", start="VALUE=DATE:19010101"))
    assert found.spans == [(JANUARY, DECEMBER)]


def test_entries_without_a_start_or_backwards_are_told_by_number():
    found = read("SUMMARY:nothing", "DTSTART:20260110T100000Z\r\nDTEND:20260109T100000Z", entry())
    assert found.passed == [
        Passed(1, reading.NO_START),
        Passed(2, reading.BACKWARDS, dt.date(2026, 1, 10)),
    ]
    assert len(found.spans) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"%PDF-1.7 x", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"\xff\xfe\x00", b"BEGIN:VCALENDAR"],
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(NotACalendar, match="not_a_calendar"):
        read_busy(content, after=JANUARY, before=DECEMBER)


def test_too_big_a_file_is_refused():
    with pytest.raises(NotACalendar, match="too_big"):
        read_busy(b"x" * (reading.MOST_BYTES + 1), after=JANUARY, before=DECEMBER)


ODD = {
    "america_new_york.ics": (1, 0),
    "created_calendar_with_unicode_fields.ics": (1, 1),
    "issue_1050_calendar_with_events_and_todos.ics": (2, 0),
    "issue_348_exception_parsing_value.ics": (0, 0),
    "issue_722_missing_timezones.ics": (2, 2),
    "multiple_calendar_components.ics": (2, 0),
    "parsing_error.ics": (2, 1),
    "timezoned.ics": (1, 0),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_calendars_of_other_programs_are_read(shared_data, name):
    content = (shared_data / "ical" / name).read_bytes()
    found = read_busy(content, after=utc(2003, 1, 1), before=utc(2027, 1, 1))
    assert (len(found.spans), len(found.passed)) == ODD[name]
