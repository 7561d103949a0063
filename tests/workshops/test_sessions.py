"""Sessions with rooms, links and trainers of their own; added, called off and taken back: everybody concerned hears of it."""

import base64
import datetime as dt

import pytest
from icalendar import Calendar

from osnowa.coworking.models import Booking
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.actions.attendance import mark_attendance
from osnowa.workshops.actions.calling_off import call_off_session, take_back_calling_off
from osnowa.workshops.actions.sessions import (
    Details,
    Planned,
    add_session,
    add_sessions,
    change_session,
    remove_session,
)
from osnowa.workshops.models import Session
from osnowa.workshops.queries.attendance import minutes_of_cycle
from osnowa.workshops.queries.calendars import calendar_of_cycle
from osnowa.workshops.queries.cycles import cycles_of, every_session
from osnowa.workshops.queries.led import clashes, led_by
from tests.factories.coworking import OpeningHoursFactory, ResourceFactory, SpaceFactory
from tests.factories.workshops import BusyTimeFactory, CycleFactory, EnrolmentFactory
from tests.workshops.conftest import sign_in, warsaw
from tests.workshops.sign_ups import mails

pytestmark = pytest.mark.django_db

BEFORE = warsaw(dt.date(2017, 5, 2), 12)
CYCLE = "/praca/wiedza/warsztaty/4/"
LINK = "https://meet.example.org/osnowa-secret-room"


@pytest.fixture
def week_before(scene):
    """A week before the first session; one more person waits."""
    EnrolmentFactory(cycle=scene.cycle, number=4, state="reserve")
    with clock.at(BEFORE):
        yield scene


@pytest.fixture
def room(scene):
    space = SpaceFactory(
        operator=scene.programme.operator,
        name="Biuro NGO",
        address="Kościuszki 7",
        weeks_ahead=8,
        hours=False,
    )
    for weekday in range(5):
        OpeningHoursFactory(space=space, weekday=weekday, opens=dt.time(8), closes=dt.time(21))
    return ResourceFactory(space=space, kind="room", name="sala Krosno", max_minutes=480)


def change(scene, session, **changes):
    known = {
        "title": session.title,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "by": scene.alice,
    }
    return change_session(session, **{**known, **changes})


def entry_of(letter):
    content = base64.b64decode(letter.attachments[0]["content"])
    calendar = Calendar.from_ical(content)
    return str(calendar["method"]), calendar.events[0]


class TestRooms:
    def test_room_is_booked_and_becomes_the_place(self, week_before, room):
        session = change(week_before, week_before.sessions[1], details=Details(room=room))
        booking = session.booking
        assert (booking.resource, booking.starts_at, booking.ends_at) == (
            room,
            session.starts_at,
            session.ends_at,
        )
        assert session.place == "sala Krosno, Biuro NGO, Kościuszki 7"
        assert booking.person.email == week_before.alice.email

    def test_moved_session_moves_its_booking_and_another_cannot_take_the_room(self, week_before, room):
        session = change(week_before, week_before.sessions[1], details=Details(room=room))
        first = session.booking
        later = {
            "starts_at": session.starts_at + dt.timedelta(hours=1),
            "ends_at": session.ends_at + dt.timedelta(hours=1),
        }
        session = change(week_before, session, **later, details=Details(room=room))
        first.refresh_from_db()
        assert (first.state, session.booking.starts_at) == ("cancelled", later["starts_at"])
        other = CycleFactory(programme=week_before.programme, number=9, sessions=0)
        with pytest.raises(RuleBroken) as refused:
            add_session(other, title="Inne", **later, details=Details(room=room), by=week_before.alice)
        assert (refused.value.code, other.sessions.count()) == ("taken", 0)

    def test_same_form_twice_books_once(self, week_before, room):
        for _time in range(2):
            change(week_before, week_before.sessions[1], details=Details(room=room))
        assert Booking.objects.filter(state="booked").count() == 1

    def test_called_off_and_removed_sessions_give_their_room_back(self, week_before, room):
        for number, end in (
            (1, lambda one: call_off_session(one, "Choroba", by=week_before.alice)),
            (2, lambda one: remove_session(one, by=week_before.alice)),
        ):
            session = change(week_before, week_before.sessions[number], details=Details(room=room))
            end(session)
            assert Booking.objects.get(pk=session.booking_id).state == "cancelled"
        taken_back = Session.every.get(pk=week_before.sessions[1].pk)
        take_back_calling_off(taken_back, by=week_before.alice)
        assert Session.objects.get(pk=taken_back.pk).booking.state == "booked"

    def test_room_so_far_ahead_stands_as_the_place_and_is_booked_later(self, week_before, room):
        room.space.weeks_ahead = 1
        room.space.save()
        session = change(week_before, week_before.sessions[3], details=Details(room=room))
        assert (session.booking, session.place.startswith("sala Krosno")) == (None, True)
        with clock.at(session.starts_at - dt.timedelta(days=3)):
            change(week_before, session, place=session.place, details=Details(room=room))
        assert Session.objects.get(pk=session.pk).booking.state == "booked"

    def test_room_that_is_left_leaves_no_words_behind(self, week_before, room):
        session = change(week_before, week_before.sessions[1], details=Details(room=room))
        session = change(week_before, session, place=session.place, details=Details())
        assert (session.place, session.room, session.booking) == ("", None, None)

    def test_closed_office_is_said_at_the_field(self, client, week_before, room):
        room.space.opening_hours.all().delete()
        data = {"title": "X", "day": "2017-05-16", "starts": "17:00", "ends": "20:00", "room": room.pk}
        answer = sign_in(client, week_before.alice).post(f"{CYCLE}spotkania/2/zmien/", data)
        assert list(answer.context["form"].errors) == ["day"]
        assert Session.objects.get(pk=week_before.sessions[1].pk).room is None

    def test_room_and_another_place_at_once_is_asked_about(self, client, week_before, room):
        data = {
            "title": "X",
            "day": "2017-05-16",
            "starts": "17:00",
            "ends": "20:00",
            "room": room.pk,
            "place": "Park",
        }
        answer = sign_in(client, week_before.alice).post(f"{CYCLE}spotkania/2/zmien/", data)
        assert list(answer.context["form"].errors) == ["place"]


class TestOnline:
    def test_link_reaches_people_with_a_place_and_nobody_else(self, client, week_before):
        session = change(week_before, week_before.sessions[1], details=Details(online_url=LINK))
        placed, waiting = week_before.enrolments[0], week_before.cycle.enrolments.get(number=4)
        letters = {
            letter.to: letter for letter in OutgoingMail.objects.filter(template="workshops/sessions_moved")
        }
        assert LINK in letters[placed.person.email].text
        _method, entry = entry_of(letters[placed.person.email])
        assert LINK in str(entry["location"])
        assert LINK not in letters[waiting.person.email].text + letters[waiting.person.email].html
        assert letters[waiting.person.email].attachments == []
        assert LINK in client.get(f"/zgloszenie/{placed.token}/").content.decode()
        for address in (
            f"/zgloszenie/{waiting.token}/",
            "/programy/wiedza/warsztaty/zadania-na-jednej-tablicy/",
            "/programy/wiedza/warsztaty/zadania-na-jednej-tablicy/kalendarz.ics",
            "/programy/wiedza/warsztaty/kalendarz.ics",
            "/osadz/wiedza/",
            "/osadz/wiedza.json",
        ):
            page = client.get(address)
            assert (page.status_code, LINK in page.content.decode().replace("\r\n ", "")) == (200, False), (
                address
            )
        assert session.where == "online"

    def test_same_link_once_more_is_no_news(self, week_before):
        change(week_before, week_before.sessions[1], details=Details(online_url=LINK))
        before = OutgoingMail.objects.count()
        again = change(
            week_before, Session.objects.get(pk=week_before.sessions[1].pk), details=Details(online_url=LINK)
        )
        assert (again.people_told, OutgoingMail.objects.count()) == (0, before)


class TestAdded:
    plan = {
        "title": "Dodatkowe",
        "starts_at": warsaw(dt.date(2017, 6, 6), 17),
        "ends_at": warsaw(dt.date(2017, 6, 6), 20),
    }

    def test_session_added_to_a_published_cycle_is_told_once(self, week_before):
        session = add_session(week_before.cycle, **self.plan, by=week_before.alice)
        add_session(week_before.cycle, **self.plan, by=week_before.alice)
        assert session.people_told == 4
        assert len(mails("sessions_added")) == 4
        method, entry = entry_of(OutgoingMail.objects.filter(template="workshops/sessions_added").first())
        assert (method, str(entry["status"]), entry.start) == ("REQUEST", "CONFIRMED", session.starts_at)

    def test_several_come_in_one_letter_with_one_file(self, week_before):
        planned = [
            Planned(
                f"Nowe {n}",
                self.plan["starts_at"] + dt.timedelta(weeks=n),
                self.plan["ends_at"] + dt.timedelta(weeks=n),
            )
            for n in range(3)
        ]
        add_sessions(week_before.cycle, planned, by=week_before.alice)
        letters = OutgoingMail.objects.filter(template="workshops/sessions_added")
        assert letters.count() == 4
        calendar = Calendar.from_ical(base64.b64decode(letters.first().attachments[0]["content"]))
        assert (str(calendar["method"]), len(calendar.events)) == ("PUBLISH", 7)

    def test_draft_and_past_are_no_news(self, week_before):
        past = {
            "title": "Wczoraj",
            "starts_at": BEFORE - dt.timedelta(days=2),
            "ends_at": BEFORE - dt.timedelta(days=2, hours=-2),
        }
        add_session(week_before.cycle, **past, by=week_before.alice)
        type(week_before.cycle).objects.update(is_published=False)
        add_session(week_before.cycle, **self.plan, by=week_before.alice)
        assert OutgoingMail.objects.count() == 0


class TestCalledOff:
    def test_it_stays_with_its_reason_and_counts_for_nothing(self, client, week_before):
        cycle, session = week_before.cycle, week_before.sessions[3]
        assert call_off_session(session, "  Trener zachorował.  ", by=week_before.alice) == 4
        assert call_off_session(session, "Jeszcze raz", by=week_before.alice) == 0
        page = client.get("/programy/wiedza/warsztaty/zadania-na-jednej-tablicy/").content.decode()
        assert page.replace("\u00a0", " ").count("Trener zachorował.") == 1
        assert "Trener" in client.get(f"/zgloszenie/{week_before.enrolments[0].token}/").content.decode()
        assert (cycle.sessions.count(), len(every_session(cycle)), minutes_of_cycle(cycle)) == (3, 4, 540)
        row = cycles_of(week_before.programme).get()
        assert (row.sessions_count, row.last_ends_at) == (3, week_before.sessions[2].ends_at)
        assert sign_in(client, week_before.alice).get(f"{CYCLE}spotkania/4/obecnosc/").status_code == 404
        assert client.get(CYCLE).content.decode().replace("\u00a0", " ").count("Trener zachorował.") == 1

    def test_letters_cancel_the_entry_of_who_has_a_place(self, week_before):
        cycle, session = week_before.cycle, week_before.sessions[1]
        old = Calendar.from_ical(calendar_of_cycle(cycle, cycle.sessions.all())).events[1]
        call_off_session(session, "Sala zalana", by=week_before.alice)
        letters = list(OutgoingMail.objects.filter(template="workshops/session_removed").order_by("pk"))
        assert all("Sala zalana" in letter.text and "Sala zalana" in letter.html for letter in letters)
        method, entry = entry_of(letters[0])
        assert (method, str(entry["status"]), entry["uid"]) == ("CANCEL", "CANCELLED", old["uid"])
        assert entry["sequence"] > old["sequence"]
        assert str(entry["attendee"]) == f"mailto:{letters[0].to}"
        assert letters[3].attachments == []

    def test_taken_back_it_is_in_calendars_again_with_a_higher_version(self, week_before):
        session = week_before.sessions[1]
        call_off_session(session, "Pomyłka", by=week_before.alice)
        _method, off = entry_of(OutgoingMail.objects.filter(template="workshops/session_removed").first())
        assert take_back_calling_off(session, by=week_before.alice) == 4
        assert take_back_calling_off(session, by=week_before.alice) == 0
        method, entry = entry_of(OutgoingMail.objects.filter(template="workshops/sessions_added").first())
        assert (method, entry["uid"], entry["sequence"] > off["sequence"]) == ("REQUEST", off["uid"], True)
        assert Session.objects.get(pk=session.pk).cancelled_because == ""

    def test_reason_is_needed_and_attendance_is_a_document(self, scene):
        with pytest.raises(RuleBroken) as refused:
            call_off_session(scene.sessions[1], " ", by=scene.alice)
        assert refused.value.code == "reason"
        with scene.during(1):
            mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek)
            with pytest.raises(RuleBroken) as refused:
                call_off_session(scene.sessions[0], "x", by=scene.alice)
        assert refused.value.code == "marked"

    def test_new_session_may_take_its_time_and_then_it_cannot_be_taken_back(self, week_before):
        session = week_before.sessions[1]
        call_off_session(session, "Choroba", by=week_before.alice)
        add_session(
            week_before.cycle,
            title="Zastępstwo",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            by=week_before.alice,
        )
        with pytest.raises(RuleBroken) as refused:
            take_back_calling_off(session, by=week_before.alice)
        assert refused.value.code == "overlap"

    def test_by_the_pages(self, client, week_before):
        sign_in(client, week_before.alice)
        assert client.get(f"{CYCLE}spotkania/2/odwolaj/").status_code == 200
        answer = client.post(f"{CYCLE}spotkania/2/odwolaj/", {"reason": ""})
        assert list(answer.context["form"].errors) == ["reason"]
        client.post(f"{CYCLE}spotkania/2/odwolaj/", {"reason": "Awaria prądu"})
        assert not week_before.cycle.sessions.filter(number=2).exists()
        client.post(f"{CYCLE}spotkania/2/przywroc/")
        assert week_before.cycle.sessions.filter(number=2).exists()


class TestTrainers:
    def test_trainers_hear_of_every_change_but_not_of_their_own(self, week_before):
        tomek, session = week_before.tomek, week_before.sessions[1]
        change(
            week_before,
            session,
            starts_at=session.starts_at + dt.timedelta(hours=1),
            ends_at=session.ends_at + dt.timedelta(hours=1),
        )
        call_off_session(session, "Choroba", by=tomek)
        letters = OutgoingMail.objects.filter(template="workshops/trainer_sessions")
        assert [letter.to for letter in letters] == [tomek.email]
        method, entry = entry_of(letters[0])
        assert (method, str(entry["attendee"])) == ("REQUEST", f"mailto:{tomek.email}")

    def test_another_trainer_for_one_session(self, client, week_before):
        bob, tomek, session = week_before.bob, week_before.tomek, week_before.sessions[1]
        changed = change(week_before, session, details=Details(trainers=(bob,)))
        assert changed.people_told == 0
        letters = {letter.to: entry_of(letter) for letter in OutgoingMail.objects.all()}
        assert {to: method for to, (method, _entry) in letters.items()} == {
            bob.email: "REQUEST",
            tomek.email: "CANCEL",
        }
        assert list(led_by([bob])) == [session]
        assert session not in led_by([tomek])
        assert sign_in(client, bob).get(CYCLE).status_code == 200
        assert client.get(f"{CYCLE}spotkania/2/obecnosc/").status_code == 200

    def test_stranger_to_the_team_cannot_lead(self, week_before):
        with pytest.raises(RuleBroken) as refused:
            change(week_before, week_before.sessions[1], details=Details(trainers=(week_before.charlie,)))
        assert refused.value.code == "trainers"

    def test_busy_trainer_is_warned_of_after_saving(self, client, week_before):
        session = week_before.sessions[1]
        BusyTimeFactory(
            account=week_before.tomek,
            starts_at=session.starts_at + dt.timedelta(hours=1),
            ends_at=session.ends_at + dt.timedelta(hours=9),
            source="szkoła",
        )
        other = CycleFactory(programme=week_before.programme, number=9, sessions=0)
        other.trainers.add(week_before.bob)
        add_session(
            other, title="Inne", starts_at=session.starts_at, ends_at=session.ends_at, by=week_before.alice
        )
        assert [(one.account, one.source) for one in clashes(session)] == [(week_before.tomek, "szkoła")]
        data = {
            "title": session.title,
            "day": "2017-05-16",
            "starts": "17:00",
            "ends": "20:00",
            "trainers": [week_before.tomek.pk, week_before.bob.pk],
        }
        answer = sign_in(client, week_before.alice).post(f"{CYCLE}spotkania/2/zmien/", data, follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert len([one for one in said if "szkoła" in one]) == 1
        assert len([one for one in said if "Bob" in one]) == 1


def test_agenda_is_kept_and_shown(client, week_before):
    data = {
        "title": "Terminy",
        "day": "2017-05-16",
        "starts": "17:00",
        "ends": "20:00",
        "agenda": "17.00 Powitanie\n\n17:15–18:00 - Ćwiczenie\nPrzerwa",
    }
    sign_in(client, week_before.alice).post(f"{CYCLE}spotkania/2/zmien/", data)
    assert Session.objects.get(cycle=week_before.cycle, number=2).agenda == [
        {"at": "17:00", "what": "Powitanie"},
        {"at": "17:15", "what": "Ćwiczenie"},
        {"at": "", "what": "Przerwa"},
    ]
    page = client.get("/programy/wiedza/warsztaty/zadania-na-jednej-tablicy/").content.decode()
    assert page.count("Ćwiczenie") == 1


def test_version_counts_changes_one_by_one(week_before):
    session = week_before.sessions[1]
    start = session.sequence
    change(week_before, session, title="A")
    changed = change(week_before, Session.objects.get(pk=session.pk), title="B")
    assert changed.sequence == start + 2
    changed.homework = "x"
    changed.save(update_fields=["homework"])
    assert Session.objects.get(pk=session.pk).sequence == start + 2
