"""Putting an announcement on the board, changing, renewing, closing, hiding; and being told that it expires."""

import datetime as dt

import pytest

from osnowa.cooperation.actions.announcements import (
    change_announcement,
    close_announcement,
    renew_announcement,
    tell_of_expiry,
)
from osnowa.cooperation.actions.moderation import hide_announcement, show_announcement
from osnowa.cooperation.clock import tell_of_coming_expiry
from osnowa.cooperation.models import Announcement, Answer
from osnowa.cooperation.queries import on_board
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.actions import end_membership
from tests.cooperation.conftest import MONTH, fresh
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.people import OrganisationFactory, member_of

DAY = dt.timedelta(days=1)


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.code


def test_a_member_announces_in_the_name_of_the_organisation(scene):
    made = scene.announce()
    assert (made.organisation, made.author, made.programme) == (
        scene.garden,
        scene.bob.person,
        scene.programme,
    )
    assert list(on_board()) == [made]
    line = AuditLine.objects.get(deed="cooperation.announced")
    assert (line.actor, line.subject_id, line.programme_id) == (
        f"account:{scene.bob.pk}",
        made.pk,
        scene.programme.pk,
    )


def test_the_same_form_sent_twice_is_one_announcement(scene):
    first = scene.announce(submission_key="one")
    second = scene.announce(submission_key="one")
    assert first == second
    assert Announcement.objects.count() == 1
    assert AuditLine.objects.filter(deed="cooperation.announced").count() == 1


def test_nobody_but_confirmed_members_writes(scene):
    assert refused(scene.announce, by=scene.tomek) == "stranger"
    assert refused(scene.announce, by=scene.alice) == "stranger"
    assert refused(scene.announce, by=scene.charlie) == "stranger"


def test_a_membership_that_ended_writes_nothing_more(scene):
    made = scene.announce()
    end_membership(scene.bob.person.memberships.get(), by=scene.alice)
    bob = fresh(scene.bob)
    assert refused(scene.announce, by=bob) == "stranger"
    assert refused(close_announcement, made, "here", by=bob) == "stranger"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " \u200b "}, "title"),
        ({"body": "\n \n"}, "text"),
        ({"body": "Dzwońcie: 600 100 200"}, "contact"),
        ({"title": "Piszcie: a@b.example"}, "contact"),
    ],
)
def test_words_that_are_refused(scene, fields, code):
    assert refused(scene.announce, **fields) == code


def test_days_that_are_refused(scene):
    today = clock.today()
    assert refused(scene.announce, valid_until=today + 6 * DAY) == "valid_until"
    assert refused(scene.announce, valid_until=today + 181 * DAY) == "valid_until"
    assert scene.announce(valid_until=today + 7 * DAY).valid_until == today + 7 * DAY


def test_ten_on_the_board_are_the_most_and_expired_ones_do_not_count(scene):
    AnnouncementFactory.create_batch(9, organisation=scene.garden)
    AnnouncementFactory(organisation=scene.garden, valid_until=clock.today() - DAY)
    AnnouncementFactory(organisation=scene.garden, state="closed")
    scene.announce()
    assert refused(scene.announce) == "full"
    expired = Announcement.objects.get(organisation=scene.garden, valid_until=clock.today() - DAY)
    assert refused(renew_announcement, expired, by=scene.bob) == "full"


def test_it_leaves_the_board_by_the_clock_of_reading_and_comes_back_when_renewed(scene):
    made = scene.announce()
    with clock.at(clock.now() + MONTH + DAY):
        assert list(on_board()) == []
        renewed = renew_announcement(made, by=scene.bob)
        again = renew_announcement(made, by=scene.bob)
        assert list(on_board()) == [made]
        assert renewed.valid_until == again.valid_until == clock.today() + MONTH
    assert AuditLine.objects.filter(deed="cooperation.announcement_renewed").count() == 1


def test_a_colleague_changes_it_and_the_same_words_change_nothing(scene):
    made = scene.announce()
    colleague = member_of(scene.garden)
    words = {
        "title": "Oddamy bulwy",
        "body": "Dalie, sto sztuk.",
        "topic": "event",
        "valid_until": made.valid_until,
    }
    change_announcement(made, **words, by=colleague)
    change_announcement(made, **words, by=colleague)
    made.refresh_from_db()
    assert (made.title, made.text, made.topic) == ("Oddamy bulwy", "Dalie, sto sztuk.", "event")
    assert list(on_board(words="DALIE")) == [made]
    assert AuditLine.objects.filter(deed="cooperation.announcement_changed").count() == 1
    assert refused(change_announcement, made, **words, by=scene.tomek) == "stranger"


def test_closing_says_how_it_ended_and_tells_those_who_wait(scene):
    made = scene.announce()
    waiting = AnswerFactory(announcement=made)
    met = AnswerFactory(announcement=made, state="accepted")
    close_announcement(made, "here", by=scene.bob)
    close_announcement(made, "nobody", by=scene.bob)
    made.refresh_from_db()
    waiting.refresh_from_db()
    met.refresh_from_db()
    assert (made.state, made.outcome) == ("closed", "here")
    assert (waiting.state, met.state) == (Answer.State.DECLINED, Answer.State.ACCEPTED)
    (letter,) = OutgoingMail.objects.all()
    assert (letter.template, letter.to) == ("cooperation/answer_declined", waiting.person.email)
    assert refused(renew_announcement, made, by=scene.bob) == "closed"


def test_the_team_hides_with_a_reason_and_shows_again(scene):
    made = scene.announce()
    by = {"programme_id": scene.programme.pk, "by": scene.alice}
    assert refused(hide_announcement, made, "  ", **by) == "reason"
    hide_announcement(made, "To reklama.", **by)
    hide_announcement(made, "Inny powód.", **by)
    assert list(on_board()) == []
    (letter,) = OutgoingMail.objects.all()
    assert (letter.template, letter.to) == ("cooperation/announcement_hidden", scene.bob.person.email)
    assert "To reklama." in letter.text
    assert refused(renew_announcement, made, by=scene.bob) == "hidden"
    assert refused(close_announcement, made, "here", by=scene.bob) == "hidden"
    show_announcement(made, **by)
    show_announcement(made, **by)
    made.refresh_from_db()
    assert (made.state, made.hidden_because, list(on_board())) == ("open", "", [made])
    assert AuditLine.objects.filter(deed="cooperation.announcement_shown").count() == 1


def test_what_was_closed_before_it_was_hidden_is_closed_again(scene):
    made = scene.announce()
    close_announcement(made, "nobody", by=scene.bob)
    by = {"programme_id": scene.programme.pk, "by": scene.alice}
    hide_announcement(made, "Dane osoby w treści.", **by)
    assert show_announcement(made, **by).state == "closed"


def test_the_author_is_told_once_a_week_before_the_last_day(scene):
    made = scene.announce()
    tell_of_coming_expiry()
    assert OutgoingMail.objects.count() == 0
    with clock.at(clock.now() + MONTH - 7 * DAY):
        tell_of_coming_expiry()
        tell_of_coming_expiry()
    (letter,) = OutgoingMail.objects.all()
    assert (letter.template, letter.to) == ("cooperation/announcement_expires", scene.bob.person.email)
    with clock.at(clock.now() + MONTH - 5 * DAY):
        renew_announcement(made, by=scene.bob)
        assert tell_of_expiry(made, by=None) is False
    with clock.at(clock.now() + 2 * MONTH - 8 * DAY):
        tell_of_coming_expiry()
    assert OutgoingMail.objects.count() == 2


def test_a_short_one_is_not_told_of(scene):
    scene.announce(valid_until=clock.today() + 7 * DAY)
    tell_of_coming_expiry()
    assert OutgoingMail.objects.count() == 0


def test_when_the_author_left_everybody_who_speaks_is_told(scene):
    made = scene.announce()
    colleague = member_of(scene.garden)
    end_membership(scene.bob.person.memberships.get(), by=scene.alice)
    with clock.at(clock.now() + MONTH - 2 * DAY):
        tell_of_expiry(made, by=None)
    letters = OutgoingMail.objects.filter(template__startswith="cooperation/")
    assert [letter.to for letter in letters] == [colleague.person.email]


def test_the_board_is_searched_without_polish_letters(scene):
    made = scene.announce(title="Zróbmy łódź", body="Źdźbło")
    AnnouncementFactory(kind="need", topic="place", organisation=OrganisationFactory(name="Żagiel"))
    assert list(on_board(words="LODZ zdzblo")) == [made]
    assert list(on_board(words="laka")) == [made]
    assert [one.organisation.name for one in on_board(kind="need")] == ["Żagiel"]
    assert [one.organisation.name for one in on_board(topic="place", words="zagiel")] == ["Żagiel"]
    assert list(on_board(words="czegoś takiego nie ma")) == []
