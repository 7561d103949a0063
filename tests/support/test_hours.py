import datetime as dt
import threading
import uuid

import pytest
from django.db import connections

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Role
from osnowa.support import queries
from osnowa.support.actions.hours import approve_hours, correct_hours, return_hours
from osnowa.support.models import WorkLog
from tests.factories.people import AccountFactory
from tests.factories.programme import TeamMemberFactory
from tests.support.conftest import MAY_10, NOW
from tests.support.test_adoption import deeds, refused

WORDS = {"done_on": MAY_10, "minutes": 120, "what": "Plakat"}


class TestLog:
    def test_waits_for_approval(self, scene):
        log = scene.work(organisation=scene.laka)
        scene.wera.refresh_from_db()
        assert (log.state, log.person, log.organisation) == ("waiting", scene.wera.person, scene.laka)
        assert list(queries.to_approve(scene.programme)) == [log]

    def test_form_sent_twice_is_one(self, scene):
        key = uuid.uuid4()
        assert scene.work(submission_key=key) == scene.work(submission_key=key)
        assert WorkLog.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "code", "field"),
        [
            ({"done_on": dt.date(2017, 6, 21)}, "future", "done_on"),
            ({"done_on": dt.date(217, 5, 10)}, "too_early", "done_on"),
            ({"minutes": 50}, "minutes", "minutes"),
            ({"minutes": 1455}, "too_long", "minutes"),
            ({"what": ""}, "what", "what"),
        ],
    )
    def test_refusals(self, scene, fields, code, field):
        with refused(code, field):
            scene.work(**fields)
        assert WorkLog.objects.count() == 0

    def test_a_day_has_24_hours(self, scene):
        scene.work(minutes=1200, long_day=True)
        with refused("too_long", "minutes"):
            scene.work(minutes=255, long_day=True)
        scene.work(minutes=240, long_day=True)

    def test_more_than_twelve_hours_are_said_twice(self, scene):
        scene.work(minutes=600)
        with refused("long_day", "long_day"):
            scene.work(minutes=135)
        scene.work(minutes=120)
        scene.work(minutes=15, long_day=True)
        assert WorkLog.objects.count() == 3

    def test_outside_the_programme_is_taken(self, scene):
        assert scene.work(done_on=dt.date(2017, 3, 30)).done_on not in scene.programme.period

    def test_only_volunteers_of_the_programme(self, scene):
        for account in (scene.alice, scene.marek, scene.charlie):
            with refused("volunteer"):
                scene.work(by=account)


class TestApprove:
    def test_twice_is_once(self, scene):
        log = scene.work()
        for _time in range(2):
            log = approve_hours(log, version=1, by=scene.alice)
        assert (log.state, log.settled_by) == ("approved", scene.alice)
        assert deeds().count("support.hours_approved") == 1
        assert queries.sums(queries.work_logs_of(scene.programme))["approved"] == 120

    def test_nobody_approves_their_own(self, scene):
        TeamMemberFactory(programme=scene.programme, account=scene.alice, role=Role.VOLUNTEER)
        log = scene.work(by=scene.alice)
        scene.alice.refresh_from_db()
        with refused("own"):
            approve_hours(log, by=scene.alice)
        with refused("own"):
            return_hours(log, "Popraw", by=scene.alice)
        other = AccountFactory(person=None)
        assert approve_hours(log, by=other).state == "approved"

    def test_what_was_read_is_what_is_approved(self, scene):
        log = scene.work()
        correct_hours(log, **WORDS | {"minutes": 600}, by=scene.wera)
        with refused("changed"):
            approve_hours(log, version=1, by=scene.alice)
        with refused("changed"):
            return_hours(log, "Za długo", version=1, by=scene.alice)

    def test_approved_stands_for_the_volunteer(self, scene):
        log = approve_hours(scene.work(), by=scene.alice)
        with refused("approved"):
            correct_hours(log, **WORDS, by=scene.wera)


class TestReturn:
    def test_volunteer_is_told_and_sends_again(self, scene):
        log = scene.work()
        with refused("reason", "reason"):
            return_hours(log, " ", by=scene.alice)
        for _time in range(2):
            log = return_hours(log, "Dla której organizacji?", version=1, by=scene.alice)
        (letter,) = OutgoingMail.objects.all()
        assert (letter.to, letter.template) == (scene.wera.email, "support/hours_returned")
        assert "Dla której organizacji?" in letter.text
        with refused("returned"):
            approve_hours(log, by=scene.alice)
        log = correct_hours(log, **WORDS, organisation=scene.laka, by=scene.wera)
        assert (log.state, log.reason, log.version) == ("waiting", "", 2)
        assert approve_hours(log, version=2, by=scene.alice).state == "approved"

    def test_sent_again_as_it_was_waits_again(self, scene):
        log = return_hours(scene.work(), "Na pewno?", by=scene.alice)
        assert correct_hours(log, **WORDS, by=scene.wera).state == "waiting"

    def test_approved_by_mistake_stops_counting(self, scene):
        log = approve_hours(scene.work(), by=scene.alice)
        assert return_hours(log, "Pomyłka", by=scene.alice).state == "returned"

    def test_another_volunteer_may_not(self, scene):
        log = scene.work()
        other = AccountFactory()
        TeamMemberFactory(programme=scene.programme, account=other, role=Role.VOLUNTEER)
        with refused("volunteer"):
            correct_hours(log, **WORDS, by=other)

    def test_nothing_new_changes_nothing(self, scene):
        log = scene.work()
        assert correct_hours(log, **WORDS, by=scene.wera).version == 1
        assert deeds().count("support.hours_corrected") == 0


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_approved_by_many_at_once_is_approved_once(scene):
    log, errors, begin = scene.work(), [], threading.Barrier(6)

    def work():
        try:
            begin.wait()
            with clock.at(NOW):
                approve_hours(log, version=1, by=scene.alice)
        except Exception as error:  # noqa: BLE001
            errors.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, deeds().count("support.hours_approved")) == ([], 1)
