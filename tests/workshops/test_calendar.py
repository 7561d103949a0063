"""Calendar files: right across daylight saving, the same entries from every door, moved when a session moves."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from osnowa.lib import audit, clock
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.actions.enrolment import enrol
from osnowa.workshops.queries.calendars import calendar_of_cycle
from tests.factories.workshops import CycleFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


def events(content: bytes) -> list:
    return Calendar.from_ical(content).events


@pytest.fixture
def over_the_change_of_clocks():
    """Four Tuesdays at 17:00 around the night of 28 March 2027."""
    cycle = CycleFactory(sessions=0)
    for number in range(4):
        day = dt.date(2027, 3, 16) + dt.timedelta(weeks=number)
        SessionFactory(
            cycle=cycle,
            number=number + 1,
            starts_at=clock.moment(day, dt.time(17)),
            ends_at=clock.moment(day, dt.time(20)),
        )
    return cycle


def test_weekly_cycle_stays_at_five_across_the_change_of_clocks(over_the_change_of_clocks):
    cycle = over_the_change_of_clocks
    content = calendar_of_cycle(cycle, cycle.sessions.all())
    starts = [event.start for event in events(content)]
    assert [f"{start:%m-%d %H:%M}" for start in starts] == [
        "03-16 17:00",
        "03-23 17:00",
        "03-30 17:00",
        "04-06 17:00",
    ]
    assert {start.tzinfo.key for start in starts} == {"Europe/Warsaw"}
    assert [start.astimezone(dt.UTC).hour for start in starts] == [16, 16, 15, 15]
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert content.count(b"DTSTART;TZID=Europe/Warsaw:") == 4


def test_page_of_a_cycle_shows_the_same_hour_on_both_sides_of_the_change(client, over_the_change_of_clocks):
    cycle = over_the_change_of_clocks
    words = client.get(reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug])).content.decode()
    assert words.count("17:00–20:00") == 4


def test_file_of_a_participant_is_everybodys_and_tells_no_secret(client):
    """Calendars are shared: the link that opens the sign-up must not travel with them."""
    enrolment = EnrolmentFactory()
    cycle = enrolment.cycle
    mine = client.get(reverse("workshops:enrolment_calendar", args=[enrolment.token])).content
    everybodys = client.get(
        reverse("workshops:cycle_calendar", args=[cycle.programme.slug, cycle.slug])
    ).content
    assert mine == everybodys
    assert mine.replace(b"\r\n ", b"").count(enrolment.token.encode()) == 0


def test_moved_session_keeps_its_entry_and_gets_a_higher_version():
    session = SessionFactory()
    cycle = session.cycle
    (before,) = events(calendar_of_cycle(cycle, [session]))
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        session.starts_at += dt.timedelta(hours=1)
        session.ends_at += dt.timedelta(hours=1)
        session.save(update_fields=["starts_at", "ends_at"])
    session.refresh_from_db()
    (after,) = events(calendar_of_cycle(cycle, [session]))
    assert (
        before["uid"],
        before["sequence"] < after["sequence"],
        before["dtstamp"].dt < after["dtstamp"].dt,
    ) == (
        after["uid"],
        True,
        True,
    )


def test_new_place_of_the_cycle_reaches_calendars_too():
    session = SessionFactory()
    cycle = session.cycle
    (before,) = events(calendar_of_cycle(cycle, [session]))
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        cycle.place = "Dom Kultury, sala 3"
        cycle.save()
    (after,) = events(calendar_of_cycle(cycle, [session]))
    assert (str(after["location"]), before["sequence"] < after["sequence"]) == ("Dom Kultury, sala 3", True)


def test_text_with_signs_of_the_format_stays_text():
    cycle = CycleFactory(
        title="Tablica, zadania; \\ i\r\nBEGIN:VALARM", place="Sala „Ł”, II piętro", sessions=1
    )
    (event,) = events(calendar_of_cycle(cycle, cycle.sessions.all()))
    assert str(event["location"]) == "Sala „Ł”, II piętro"
    assert event.subcomponents == []


def test_cycle_without_dates_gives_an_empty_calendar():
    assert events(calendar_of_cycle(CycleFactory(sessions=0), [])) == []


def test_calendar_addresses_give_files(client):
    enrolment = EnrolmentFactory()
    cycle = enrolment.cycle
    for address in (
        reverse("workshops:cycle_calendar", args=[cycle.programme.slug, cycle.slug]),
        reverse("workshops:enrolment_calendar", args=[enrolment.token]),
    ):
        response = client.get(address)
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{cycle.slug}.ics"'
        assert len(events(response.content)) == 4


def test_calendar_of_one_who_waits_is_not_given(client):
    enrolment = EnrolmentFactory(state="reserve")
    assert client.get(reverse("workshops:enrolment_calendar", args=[enrolment.token])).status_code == 404


def test_confirmation_carries_the_calendar_file():
    cycle = CycleFactory()
    enrol(
        cycle,
        name="Ala Aa",
        email="ala@example.org",
        phone="",
        organisation="Grupa",
        needs="",
        keep_needs=False,
        submission_key="k" * 20,
        clause=None,
        language="pl",
        by=audit.PARTICIPANT,
    )
    import base64

    (attached,) = OutgoingMail.objects.get().attachments
    assert attached["name"] == f"{cycle.slug}.ics"
    assert len(events(base64.b64decode(attached["content"]))) == 4
