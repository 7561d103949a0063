"""A session that moves or is called off: everybody who signed up gets one letter, and calendars follow."""

import base64
import datetime as dt

import pytest
from icalendar import Calendar

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.actions.cycles import change_cycle
from osnowa.workshops.actions.sessions import change_session, remove_session
from osnowa.workshops.queries.calendars import calendar_of_cycle
from osnowa.workshops.queries.enrolments import letters_about, letters_about_place
from tests.factories.workshops import EnrolmentFactory
from tests.workshops.conftest import sign_in, warsaw
from tests.workshops.sign_ups import mails

pytestmark = pytest.mark.django_db

BEFORE = warsaw(dt.date(2017, 5, 2), 12)
CYCLE = "/praca/wiedza/warsztaty/4/"


@pytest.fixture
def announced(scene):
    """Three with a place, one of them reading English; one who waits; one who gave up. A week before the first session."""
    english = scene.enrolments[1]
    english.language = "en"
    english.save()
    EnrolmentFactory(cycle=scene.cycle, number=4, state="reserve")
    EnrolmentFactory(cycle=scene.cycle, number=5, state="cancelled")
    long_ago = BEFORE - dt.timedelta(days=30)
    type(scene.cycle).objects.update(created_at=long_ago, changed_at=long_ago)
    type(scene.sessions[0]).objects.update(changed_at=long_ago)
    with clock.at(BEFORE):
        yield scene


def move(scene, session, hours=1, **changes):
    return change_session(
        session,
        **{
            "title": session.title,
            "starts_at": session.starts_at + dt.timedelta(hours=hours),
            "ends_at": session.ends_at + dt.timedelta(hours=hours),
            "place": session.place,
            "by": scene.alice,
            **changes,
        },
    )


def file_of(letter):
    """The invitation that mail programs act on; the same goes along as a file."""
    invitation, file = letter.attachments
    assert (invitation["is_alternative"], file["type"]) == (True, "application/ics")
    assert invitation["content"] == file["content"]
    return invitation, Calendar.from_ical(base64.b64decode(invitation["content"]))


def plain(answer):
    """What a page says, without the signs that keep words together."""
    return answer.content.decode().replace("\u00a0", " ").replace("\u2011", "-")


def letters():
    """To those who signed up; those who lead have theirs (test_trainers_told.py)."""
    return list(OutgoingMail.objects.exclude(template="workshops/trainer_sessions").order_by("pk"))


def test_moved_session_is_told_once_to_placed_and_waiting(announced):
    changed = move(announced, announced.sessions[1])
    assert changed.people_told == 4
    assert mails("sessions_moved") == [
        *(one.person.email for one in announced.enrolments),
        announced.cycle.enrolments.get(number=4).person.email,
    ]
    assert len(letters()) == 4


def test_same_form_twice_tells_once(announced):
    session = announced.sessions[1]
    times = {
        "starts_at": session.starts_at + dt.timedelta(days=1),
        "ends_at": session.ends_at + dt.timedelta(days=1),
    }
    move(announced, session, **times)
    assert move(announced, session, **times).people_told == 0
    assert len(letters()) == 4


def test_letter_says_before_and_now_in_the_readers_language(announced):
    move(announced, announced.sessions[1], place="Dom Kultury, sala 3")
    polish, english, _third, waiting = letters()
    assert polish.subject == "Nowy termin lub miejsce: Zadania na jednej tablicy (W4-0001)"
    assert polish.text.count("Do tej pory: wtorek 16\u00a0maja 2017, 17:00–20:00, Biuro NGO") == 1
    assert polish.text.count("Teraz: wtorek 16\u00a0maja 2017, 18:00–21:00, Dom Kultury, sala 3") == 1
    assert english.subject == "New time or place: Zadania na jednej tablicy (W4-0002)"
    assert english.text.count("Until now: Tuesday 16\u00a0May 2017, 17:00–20:00") == 1
    assert (polish.text.count("Twoje miejsce pozostaje Twoje."), waiting.text.count("Twoje miejsce")) == (
        1,
        0,
    )
    assert waiting.text.count("liście rezerwowej") == 1


def test_attached_calendar_moves_the_entry(announced):
    cycle, session = announced.cycle, announced.sessions[1]
    old = Calendar.from_ical(calendar_of_cycle(cycle, cycle.sessions.all())).events[1]
    with clock.at(BEFORE + dt.timedelta(hours=1)):
        move(announced, session)
    attached, calendar = file_of(letters()[0])
    (new,) = calendar.events
    assert attached["type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert str(calendar["method"]) == "REQUEST"
    assert str(new["attendee"]) == f"mailto:{announced.enrolments[0].person.email}"
    assert new["uid"] == old["uid"]
    assert new["sequence"] > old["sequence"]
    assert new.start == session.starts_at + dt.timedelta(hours=1)
    assert str(new["organizer"]) == f"mailto:{announced.programme.contact_email}"


def test_removed_session_is_told_and_taken_out_of_calendars(announced):
    cycle, session = announced.cycle, announced.sessions[1]
    old = Calendar.from_ical(calendar_of_cycle(cycle, cycle.sessions.all())).events[1]
    assert remove_session(session, by=announced.alice) == 4
    assert remove_session(session, by=announced.alice) == 0
    assert len(mails("session_removed")) == len(letters()) == 4
    letter = letters()[0]
    attached, calendar = file_of(letter)
    (event,) = calendar.events
    assert attached["type"] == "text/calendar; charset=utf-8; method=CANCEL"
    assert (str(calendar["method"]), str(event["status"]), event["uid"]) == (
        "CANCEL",
        "CANCELLED",
        old["uid"],
    )
    assert event["sequence"] > old["sequence"]
    assert letter.text.count("Terminy, osoby i przypomnienia") == 1
    assert letter.text.count("- wtorek") == 3


def test_new_place_of_the_cycle_is_told_but_not_where_a_session_has_its_own(announced):
    for session in announced.sessions[:3]:
        session.place = "U sąsiadów"
        session.save()
    changed = change_cycle(announced.cycle, place="Dom Kultury", by=announced.alice)
    assert changed.people_told == 4
    assert letters()[0].text.count("Teraz: ") == 1
    assert change_cycle(announced.cycle, place="Dom Kultury", by=announced.alice).people_told == 0


def test_nobody_is_told_of_a_title_a_draft_or_the_past(announced):
    session = announced.sessions[0]
    assert move(announced, session, hours=0, title="Inny tytuł").people_told == 0
    with announced.after(1):
        assert move(announced, session, hours=-1).people_told == 0
    announced.cycle.is_published = False
    announced.cycle.save()
    session.cycle = announced.cycle
    assert move(announced, session, hours=2).people_told == 0
    assert letters() == []


def test_erased_people_are_not_written_to(announced):
    person = announced.enrolments[0].person
    type(person).objects.filter(pk=person.pk).update(erased_at=BEFORE)
    assert move(announced, announced.sessions[1]).people_told == 3


def test_coordinator_sees_before_and_after_how_many_letters_go_out(client, announced):
    sign_in(client, announced.alice)
    form = plain(client.get(f"{CYCLE}spotkania/2/zmien/"))
    assert form.count("4 osoby dostaną e-mail z nowym plikiem kalendarza.") == 1
    data = {"title": "Terminy", "day": "2017-05-17", "starts": "17:00", "ends": "20:00", "place": ""}
    said = plain(client.post(f"{CYCLE}spotkania/2/zmien/", data, follow=True))
    assert said.count("4 osoby dostaną e-mail.") == 1
    asked = plain(client.get(f"{CYCLE}spotkania/3/usun/"))
    assert asked.count("4 osoby z miejscem lub z listy rezerwowej dostaną e-mail") == 1
    said = plain(client.post(f"{CYCLE}spotkania/3/usun/", follow=True))
    assert said.count("Spotkanie jest usunięte. 4 osoby dostaną e-mail.") == 1
    cycle = plain(client.get(f"{CYCLE}zmien/"))
    assert cycle.count("Jeśli zmienisz miejsce, 4 osoby dostaną e-mail z nowym plikiem kalendarza.") == 1


def test_numbers_of_letters_are_none_where_none_would_go_out(announced):
    session = announced.sessions[0]
    assert (letters_about(session), letters_about_place(announced.cycle)) == (4, 4)
    with announced.after(4):
        assert (letters_about(session), letters_about_place(announced.cycle)) == (0, 0)


def test_telling_asks_the_database_once_for_all(announced, django_assert_num_queries):
    """One more person costs one more letter, no question."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(hours):
        with CaptureQueriesContext(connection) as captured:
            told = move(announced, announced.sessions[1], hours=hours).people_told
        return len(captured), told

    queries, told = cost(1)
    EnrolmentFactory(cycle=announced.cycle, number=8)
    assert cost(2) == (queries + 1, told + 1)
