"""What cooperation knows about a person, and how it is forgotten."""

import datetime as dt
import json

import pytest

from osnowa.cooperation.actions.answers import accept_answer
from osnowa.cooperation.evidence import COUNTINGS
from osnowa.cooperation.models import Announcement
from osnowa.cooperation.privacy import erase, export
from osnowa.cooperation.queries import announcements_for_readers, on_board
from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.lib.period import Period
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.people import AccountFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_export_holds_what_the_person_wrote_and_nothing_of_others():
    person = PersonFactory()
    mine = AnnouncementFactory(author=person, title="Moje ogłoszenie")
    AnswerFactory(announcement=mine, text="Cudza odpowiedź")
    AnswerFactory(person=person, text="Moja odpowiedź")
    AnswerFactory(announcement=mine, contact=person, state="accepted")
    found = export(person)
    assert [row["title"] for row in found["announcements"]] == ["Moje ogłoszenie"]
    assert [row["text"] for row in found["answers"]] == ["Moja odpowiedź"]
    assert len(found["connections_accepted"]) == 1
    assert "Cudza" not in json.dumps(found, ensure_ascii=False)


def test_erase_closes_and_blanks_and_keeps_the_totals():
    person, today = PersonFactory(), clock.today()
    mine = AnnouncementFactory(author=person, title="Dzwońcie do Zenona")
    waits = AnswerFactory(announcement=mine)
    met = AnswerFactory(
        announcement=mine,
        state="accepted",
        contact=person,
        came_of="event",
        came_of_on=today,
        came_of_words="Zenon grał",
    )
    given = AnswerFactory(person=person, announcement__programme=mine.programme, text="Tu Zenon")
    period = Period(today - dt.timedelta(days=1), today + dt.timedelta(days=1))
    before = [counting.total(mine.programme, period) for counting in COUNTINGS]
    erase(person)
    erase(person)
    for row in (mine, waits, met, given):
        row.refresh_from_db()
    assert (mine.state, mine.title, mine.text, mine.search_key) == ("closed", "", "", "")
    assert (waits.state, given.state, given.text) == ("declined", "withdrawn", "")
    assert (met.state, met.came_of, met.came_of_words) == ("accepted", "event", "")
    assert [counting.total(mine.programme, period) for counting in COUNTINGS] == before
    assert list(on_board()) == [given.announcement]
    assert list(announcements_for_readers()) == [given.announcement]


def test_letters_that_told_the_contact_to_the_other_side_go_too():
    answer = AnswerFactory()
    author, other = answer.announcement.author, answer.person
    account = AccountFactory(person=author)
    MembershipFactory(person=author, organisation=answer.announcement.organisation, confirmed_at=clock.now())
    accept_answer(answer, by=account)
    assert [letter.to for letter in OutgoingMail.objects.order_by("pk")] == [other.email, author.email]
    erase(author)
    assert OutgoingMail.objects.count() == 0


def test_erase_blanks_why_a_hidden_one_was_hidden_and_leaves_others_alone():
    hidden = AnnouncementFactory(state="hidden", hidden_because="Zenon reklamuje")
    other = AnnouncementFactory()
    erase(hidden.author)
    hidden.refresh_from_db()
    other.refresh_from_db()
    assert (hidden.state, hidden.hidden_because) == ("hidden", "")
    assert (other.state, other.title) == (Announcement.State.OPEN, "Pożyczymy rzutnik i ekran")
