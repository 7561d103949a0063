"""Two people press the button in the same second. SQLite lets one writer in at a time; PostgreSQL is the one to ask."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection

from osnowa.cooperation.actions.answers import accept_answer, answer_announcement, withdraw_answer
from osnowa.cooperation.models import Announcement, Answer
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from tests.cooperation.conftest import build_scene, fresh
from tests.factories.cooperation import AnnouncementFactory
from tests.factories.people import member_of

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]


def at_once(*deeds) -> list:
    """Everything begins together; what each answered, or the code of its refusal, in no order."""
    start, answers = Barrier(len(deeds)), []

    def run(deed):
        try:
            start.wait(timeout=10)
            answers.append(deed())
        except RuleBroken as broken:
            answers.append(broken.code)
        except Exception as error:  # noqa: BLE001  what went wrong in a thread is told by the test
            answers.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_one_answer_of_one_organisation_however_many_press():
    scene = build_scene()
    made = scene.announce()
    colleague = member_of(scene.choir)
    answers = at_once(
        *(
            lambda who=who: answer_announcement(made, scene.choir, "Weźmiemy!", by=fresh(who)).pk
            for who in (scene.tomek, scene.tomek, colleague, colleague)
        )
    )
    answer = Answer.objects.get()
    assert answers == [answer.pk] * 4
    assert OutgoingMail.objects.count() == 1


def test_an_answer_is_accepted_or_withdrawn_never_both():
    scene = build_scene()
    answer = answer_announcement(scene.announce(), scene.choir, "Weźmiemy!", by=scene.tomek)
    answers = at_once(
        lambda: accept_answer(answer, by=fresh(scene.bob)).state,
        lambda: withdraw_answer(answer, by=fresh(scene.tomek)).state,
    )
    answer.refresh_from_db()
    assert answers == [answer.state] * 2  # the deed that won, and the code of the other's refusal
    assert OutgoingMail.objects.filter(template="cooperation/answer_accepted").count() == (
        answer.state == "accepted"
    )


def test_the_tenth_place_on_the_board_is_given_once():
    scene = build_scene()
    AnnouncementFactory.create_batch(9, organisation=scene.garden)
    answers = at_once(
        *(
            lambda n=n: scene.announce(submission_key=f"at-once-{n}", by=fresh(scene.bob)).state
            for n in range(4)
        )
    )
    assert Counter(answers) == {"open": 1, "full": 3}
    assert Announcement.objects.filter(organisation=scene.garden).count() == 10


def test_the_same_form_sent_four_times_at_once_is_one_announcement():
    scene = build_scene()
    answers = at_once(
        *(lambda: scene.announce(submission_key="one", by=fresh(scene.bob)).pk for _ in range(4))
    )
    assert answers == [Announcement.objects.get().pk] * 4
    assert AuditLine.objects.filter(deed="cooperation.announced").count() == 1
