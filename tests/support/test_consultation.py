import datetime as dt
import threading
import uuid

import pytest
from django.db import connections

from osnowa.lib import clock
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.programme.models import Role
from osnowa.support import queries
from osnowa.support.actions.consultation import (
    confirm_consultation,
    correct_consultation,
    dispute_consultation,
    withdraw_consultation,
)
from osnowa.support.models import Consultation
from tests.factories.people import MembershipFactory, OrganisationFactory
from tests.factories.programme import TeamMemberFactory
from tests.support.conftest import MAY_10, NOW
from tests.support.test_adoption import deeds, refused

WORDS = {
    "held_on": MAY_10,
    "minutes": 90,
    "form": "online",
    "topic": "Wybór dysku",
    "agreed": "Próba do piątku.",
}


class TestLog:
    def test_members_are_asked_by_mail(self, scene):
        talk = scene.talk()
        assert (talk.state, talk.person, talk.mentor) == (
            "waiting",
            scene.marek.person or talk.person,
            scene.marek,
        )
        scene.marek.refresh_from_db()
        assert talk.person == scene.marek.person
        letters = OutgoingMail.objects.order_by("id")
        assert {letter.to for letter in letters} == {scene.ola.email, scene.jan.email}
        assert f"/moje/organizacje/{scene.laka.pk}/konsultacje/{talk.pk}/" in letters[0].text
        assert "1,5" in letters[0].text

    def test_owner_of_the_tool_is_asked_alone(self, scene):
        scene.talk(adoption=scene.tool(owner=scene.jan.person))
        assert [letter.to for letter in OutgoingMail.objects.all()] == [scene.jan.email]

    def test_form_sent_twice_is_one(self, scene):
        key = uuid.uuid4()
        assert scene.talk(submission_key=key) == scene.talk(submission_key=key)
        assert (Consultation.objects.count(), OutgoingMail.objects.count()) == (1, 2)

    @pytest.mark.parametrize(
        ("fields", "code", "field"),
        [
            ({"held_on": dt.date(2017, 6, 21)}, "future", "held_on"),
            ({"held_on": dt.date(2017, 3, 31)}, "too_early", "held_on"),
            ({"minutes": 20}, "minutes", "minutes"),
            ({"minutes": 735}, "too_long", "minutes"),
            ({"topic": " "}, "topic", "topic"),
        ],
    )
    def test_refusals(self, scene, fields, code, field):
        with refused(code, field):
            scene.talk(**fields)
        assert Consultation.objects.count() == 0

    def test_twelve_hours_a_day_in_all(self, scene):
        scene.talk(minutes=480)
        with refused("too_long", "minutes"):
            scene.talk(minutes=255, organisation=scene.brzeg)
        scene.talk(minutes=240, organisation=scene.brzeg)
        withdraw_consultation(Consultation.objects.get(minutes=480), by=scene.marek)
        scene.talk(minutes=480)

    def test_only_mentors_of_the_programme(self, scene):
        for account in (scene.alice, scene.wera, scene.charlie, scene.ola):
            with refused("mentor"):
                scene.talk(by=account)

    def test_tool_of_another_organisation(self, scene):
        with refused("adoption", "adoption"):
            scene.talk(organisation=scene.brzeg, adoption=scene.tool())

    def test_merged_away(self, scene):
        gone = OrganisationFactory(merged_into=scene.laka)
        with refused("merged", "organisation"):
            scene.talk(organisation=gone)


class TestConfirm:
    def test_counts_from_then_on_and_stands(self, scene):
        talk = scene.talk()
        for _time in range(2):
            talk = confirm_consultation(talk, version=1, by=scene.ola)
        assert (talk.state, talk.settled_by) == ("confirmed", scene.ola)
        assert deeds().count("support.consultation_confirmed") == 1
        with refused("settled"):
            correct_consultation(talk, **WORDS | {"minutes": 120}, by=scene.marek)
        with refused("settled"):
            withdraw_consultation(talk, by=scene.marek)
        with refused("settled"):
            dispute_consultation(talk, "Nie było mnie", by=scene.jan)

    def test_nobody_confirms_their_own(self, scene):
        """The mentor is a member of the organisation that was advised."""
        talk = scene.talk()
        scene.marek.refresh_from_db()
        MembershipFactory(person=scene.marek.person, organisation=scene.laka, confirmed_at=clock.now())
        with refused("own"):
            confirm_consultation(talk, by=scene.marek)
        with refused("own"):
            dispute_consultation(talk, "Nie", by=scene.marek)
        assert Consultation.objects.get().state == "waiting"

    def test_nor_through_a_second_account_of_the_same_person(self, scene):
        """Ola is a mentor as well, and somebody gave the work to another account of hers."""
        TeamMemberFactory(programme=scene.programme, account=scene.ola, role=Role.MENTOR)
        talk = scene.talk(by=scene.ola)
        Consultation.objects.filter(pk=talk.pk).update(mentor=scene.marek)
        with refused("own"):
            confirm_consultation(talk, by=scene.ola)
        assert list(queries.to_confirm(scene.ola)) == []
        assert list(queries.to_confirm(scene.jan)) == [talk]

    def test_only_members_of_that_organisation(self, scene):
        talk = scene.talk()
        for account in (scene.stranger, scene.alice, scene.bob):
            with refused("stranger"):
                confirm_consultation(talk, by=account)

    def test_what_was_read_is_what_is_confirmed(self, scene):
        talk = scene.talk()
        correct_consultation(talk, **WORDS | {"minutes": 600}, by=scene.marek)
        with refused("changed"):
            confirm_consultation(talk, version=1, by=scene.ola)
        assert confirm_consultation(talk, version=2, by=scene.ola).minutes == 600

    def test_withdrawn_is_not_confirmed(self, scene):
        talk = scene.talk()
        for _time in range(2):
            withdraw_consultation(talk, by=scene.marek)
        with refused("withdrawn"):
            confirm_consultation(talk, by=scene.ola)
        assert deeds().count("support.consultation_withdrawn") == 1


class TestDispute:
    def test_mentor_is_told_and_corrects(self, scene):
        talk = scene.talk()
        with refused("objection", "objection"):
            dispute_consultation(talk, "  ", by=scene.ola)
        for _time in range(2):
            talk = dispute_consultation(talk, "To była godzina.", version=1, by=scene.ola)
        letters = OutgoingMail.objects.filter(template="support/consultation_disputed")
        assert [(letter.to, "To była godzina." in letter.text) for letter in letters] == [
            (scene.marek.email, True)
        ]
        assert list(queries.disputed(scene.programme)) == [talk]
        talk = correct_consultation(talk, **WORDS | {"minutes": 60}, by=scene.marek)
        assert (talk.state, talk.objection, talk.settled_by, talk.version) == ("waiting", "", None, 2)
        assert OutgoingMail.objects.filter(template="support/consultation_waiting").count() == 4

    def test_history_keeps_what_it_was(self, scene):
        talk = scene.talk()
        correct_consultation(talk, **WORDS, by=scene.marek)
        correct_consultation(
            talk, **WORDS | {"minutes": 60, "agreed": "Pani Zofia zadzwoni."}, by=scene.marek
        )
        line = AuditLine.objects.get(deed="support.consultation_corrected")
        assert line.detail == {"fields": ["agreed", "minutes"], "values": {"minutes": [90, 60]}}

    def test_another_mentor_may_not(self, scene):
        talk = scene.talk()
        with refused("mentor"):
            correct_consultation(talk, **WORDS | {"minutes": 60}, by=scene.bob)
        with refused("mentor"):
            withdraw_consultation(talk, by=scene.bob)

    def test_nor_the_same_one_whose_role_ended(self, scene):
        talk = scene.talk()
        scene.marek.roles.update(ended_at=clock.now())
        with refused("mentor"):
            withdraw_consultation(talk, by=scene.marek)


def test_waiting_long_is_a_week(scene):
    talk = scene.talk()
    with clock.at(NOW + dt.timedelta(days=7)):
        assert list(queries.waiting_long(scene.programme)) == []
    with clock.at(NOW + dt.timedelta(days=7, minutes=1)):
        assert list(queries.waiting_long(scene.programme)) == [talk]


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_hours_of_one_day_stay_in_the_day_however_many_write_at_once(scene):
    errors, begin = [], threading.Barrier(6)

    def work(_n):
        try:
            begin.wait()
            with clock.at(NOW):
                scene.talk(minutes=240)
        except Exception as error:  # noqa: BLE001
            errors.append(getattr(error, "code", repr(error)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Consultation.objects.count(), errors) == (3, ["too_long"] * 3)


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_confirmed_and_corrected_at_once_is_one_of_the_two(scene):
    talk, said, begin = scene.talk(), [], threading.Barrier(2)

    def work(deed):
        try:
            begin.wait()
            with clock.at(NOW):
                deed()
                said.append("done")
        except Exception as error:  # noqa: BLE001
            said.append(getattr(error, "code", repr(error)))
        finally:
            connections.close_all()

    both = (
        lambda: confirm_consultation(talk, version=1, by=scene.ola),
        lambda: correct_consultation(talk, **WORDS | {"minutes": 600}, by=scene.marek),
    )
    threads = [threading.Thread(target=work, args=(deed,)) for deed in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    talk.refresh_from_db()
    assert sorted(said) in (["done", "settled"], ["changed", "done"])
    assert (talk.state, talk.minutes) in {("confirmed", 90), ("waiting", 600)}
