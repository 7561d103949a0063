"""Booking a desk: what is refused and in which words, what is one though sent twice, what comes back."""

import datetime as dt

import pytest

from osnowa.coworking.actions.bookings import book, cancel_booking, cancel_by_host, undo_cancellation
from osnowa.coworking.models import Booking, BookingSlot
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from tests.coworking.conftest import MONDAY, SUNDAY, TUESDAY, at
from tests.factories.coworking import ClosedDayFactory, OpeningHoursFactory
from tests.factories.programme import ProgrammeFactory

State = Booking.State
MINUTE = dt.timedelta(minutes=1)


def refusal(deed, *args, **kwargs) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        deed(*args, **kwargs)
    return broken.value


def test_a_booking_takes_every_quarter_and_writes_with_a_calendar_file(office):
    booking = office.book()
    assert booking.state == State.BOOKED
    assert booking.programme == office.programme
    assert BookingSlot.objects.filter(booking=booking).count() == 8
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.template) == (office.maria.person.email, "coworking/booking_confirmed")
    assert booking.reference in letter.text
    assert "Biurko 1" in letter.text
    assert [file["name"] for file in letter.attachments] == [f"{booking.reference}.ics"]
    assert AuditLine.objects.filter(deed="coworking.booked", subject_id=booking.pk).count() == 1


def test_overlapping_is_refused_with_what_is_free_instead_and_touching_is_allowed(office):
    office.book()
    said = refusal(office.book, by=office.piotr, start=(11, 0), end=(13, 0))
    assert (said.code, said.field) == ("taken", "starts")
    assert "12:00–14:00" in str(said.message)
    assert "Biurko 2" in str(said.message)
    touching = office.book(by=office.piotr, start=(12, 0), end=(13, 0))
    assert (touching.state, Booking.objects.count()) == (State.BOOKED, 2)


def test_the_buffer_of_a_room_keeps_a_quarter_free_on_both_sides(office):
    office.book(office.room, start=(10, 0), end=(12, 0))
    assert refusal(office.book, office.room, by=office.piotr, start=(12, 0), end=(13, 0)).code == "taken"
    assert refusal(office.book, office.room, by=office.piotr, start=(9, 0), end=(10, 0)).code == "taken"
    assert office.book(office.room, by=office.piotr, start=(12, 15), end=(13, 15)).state == State.BOOKED


def test_the_same_form_twice_is_one_booking_and_one_letter(office):
    first, second = office.book(key="jeden"), office.book(key="jeden")
    assert first.pk == second.pk
    assert (Booking.objects.count(), OutgoingMail.objects.count()) == (1, 1)
    cancel_booking(first, by=office.maria)
    assert office.book(key="jeden").state == State.CANCELLED
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "start", "end", "code"),
    [
        (TUESDAY, (10, 5), (12, 0), "grid"),
        (TUESDAY, (12, 0), (10, 0), "backwards"),
        (TUESDAY, (7, 0), (9, 0), "hours"),
        (TUESDAY, (19, 0), (21, 0), "hours"),
        (MONDAY, (8, 0), (9, 0), "past"),
        (SUNDAY, (10, 0), (12, 0), "weekday"),
        (dt.date(2017, 6, 15), (10, 0), (12, 0), "holiday"),
        (dt.date(2017, 6, 2), (10, 0), (12, 0), "closed_day"),
        (dt.date(2017, 7, 4), (10, 0), (12, 0), "too_far"),
        (TUESDAY, (10, 0), (10, 30), "too_short"),
        (TUESDAY, (8, 0), (17, 0), "too_long"),
    ],
)
def test_what_is_refused_takes_nothing(office, day, start, end, code):
    ClosedDayFactory(space=office.space, on=dt.date(2017, 6, 2))
    assert refusal(office.book, day=day, start=start, end=end).code == code
    assert (Booking.objects.count(), BookingSlot.objects.count()) == (0, 0)


def test_over_midnight_is_refused(office):
    said = refusal(
        book,
        office.desk,
        starts_at=at(TUESDAY, 19),
        ends_at=at(TUESDAY + dt.timedelta(days=1), 1),
        person=office.maria.person,
        organisation=office.meadow,
        submission_key="noc",
        by=office.maria,
    )
    assert said.code == "midnight"


def test_a_closed_day_names_its_reason_and_the_next_open_day(office):
    ClosedDayFactory(space=office.space, on=TUESDAY, reason="inwentaryzacja")
    said = str(refusal(office.book).message)
    assert "inwentaryzacja" in said
    assert "10" in said


def test_no_place_in_use_no_programme_no_booking(office):
    office.desk.is_active = False
    office.desk.save()
    assert refusal(office.book).code == "inactive"
    office.programme.is_public = False
    office.programme.save()
    assert refusal(office.book, office.other_desk).code == "no_programme"


def test_several_programmes_of_the_operator_ask_which(office):
    other = ProgrammeFactory(operator=office.programme.operator, slug="drugi")
    assert refusal(office.book).code == "which_programme"
    made = book(
        office.desk,
        starts_at=at(TUESDAY, 10),
        ends_at=at(TUESDAY, 12),
        person=office.maria.person,
        organisation=office.meadow,
        programme=other,
        submission_key="drugi",
        by=office.maria,
    )
    assert made.programme == other


def test_cancelling_frees_the_time_at_once_and_ten_minutes_bring_it_back(office):
    booking = office.book()
    cancel_booking(booking, by=office.maria)
    cancel_booking(booking, by=office.maria)
    assert BookingSlot.objects.count() == 0
    assert AuditLine.objects.filter(deed="coworking.booking_cancelled").count() == 1
    with clock.at(at(MONDAY, 9, 9)):
        undo_cancellation(booking, by=office.maria)
        restored = undo_cancellation(booking, by=office.maria)
    assert restored.state == State.BOOKED
    assert BookingSlot.objects.filter(booking=booking).count() == 8


def test_a_cancellation_does_not_come_back_too_late_or_over_somebody_else(office):
    booking = office.book()
    cancel_booking(booking, by=office.maria)
    with clock.at(at(MONDAY, 9, 10)):
        assert refusal(undo_cancellation, booking, by=office.maria).code == "too_late"
    office.book(by=office.piotr, start=(11, 0), end=(13, 0))
    assert refusal(undo_cancellation, booking, by=office.maria).code == "taken"
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED


def test_what_has_begun_is_cancelled_by_the_host_only_with_a_reason_and_a_letter(office):
    booking = office.book()
    with clock.at(at(TUESDAY, 10)):
        assert refusal(cancel_booking, booking, by=office.maria).code == "started"
        assert refusal(cancel_by_host, booking, "  ", by=office.hania).code == "reason"
        cancelled = cancel_by_host(booking, "awaria prądu", by=office.hania)
        assert refusal(undo_cancellation, booking, by=office.maria).code == "too_late"
    assert cancelled.cancelled_by_host is True
    letter = OutgoingMail.objects.get(template="coworking/booking_cancelled")
    assert "awaria prądu" in letter.text


def test_the_hour_that_does_not_exist_and_the_one_that_comes_twice_are_refused_in_the_form(office, client):
    """The office would have to be open at night; then the wall clock still must say one moment."""
    office.space.opening_hours.all().delete()
    for weekday in range(7):
        OpeningHoursFactory(space=office.space, weekday=weekday, opens=dt.time(0), closes=dt.time(6))
    office.space.weeks_ahead = 52
    office.space.save()
    client.force_login(office.maria)
    page = f"/biuro/{office.space.slug}/rezerwacja/"
    for now, day, words in (
        (dt.date(2017, 3, 20), "2017-03-26", "03:30"),
        (dt.date(2017, 10, 20), "2017-10-29", "03:30"),
    ):
        with clock.at(at(now, 9)):
            answer = client.post(
                page,
                {
                    "resource": office.desk.pk,
                    "day": day,
                    "starts": "02:30",
                    "ends": "04:00",
                    "submission_key": day,
                    "purpose": "nocna praca",
                },
            )
        assert answer.status_code == 200
        assert words in str(answer.context["form"].errors["starts"])
        assert answer.context["form"]["purpose"].value() == "nocna praca"
    assert Booking.objects.count() == 0


def test_an_hour_in_the_file_stays_the_hour_on_the_wall_across_the_change(office):
    office.space.weeks_ahead = 40
    office.space.save()
    booking = office.book(day=dt.date(2017, 10, 30))
    letter = OutgoingMail.objects.get()
    assert booking.starts_at.hour == 9
    assert "10:00–12:00" in letter.text
