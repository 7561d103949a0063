import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.workshops.actions.attendance import close_session, correct_attendance, mark_attendance
from osnowa.workshops.actions.certificates import issue_certificates, reissue_certificate, revoke_certificate
from osnowa.workshops.models import Certificate
from osnowa.workshops.queries.certificates import (
    candidates,
    certificates_uncovered,
    cycles_with_certificates_due,
    is_finished,
)
from osnowa.workshops.rules import certificates as rules
from tests.factories.workshops import CycleFactory, SessionFactory
from tests.workshops.conftest import enrol_people, warsaw


class TestRules:
    @pytest.mark.parametrize(
        ("attended", "whole", "share", "earned"),
        [
            (576, 720, 80, True),
            (575, 720, 80, False),
            (0, 0, 80, False),
            (720, 720, 100, True),
            (719, 720, 100, False),
        ],
    )
    def test_share_is_counted_in_whole_minutes(self, attended, whole, share, earned):
        assert rules.is_earned(attended, whole, share) is earned

    def test_number(self):
        assert rules.number(4, 2017, 12) == "W4/2017/012"
        assert rules.number(11, 2026, 1234) == "W11/2026/1234"

    def test_code_has_no_look_alikes(self):
        letters = iter(rules.ALPHABET[:8])
        assert rules.new_code(lambda _alphabet: next(letters)) == "2345-6789"
        assert set("01ILOUVZSGB").intersection(rules.ALPHABET) == {"V"}

    @pytest.mark.parametrize(
        "typed",
        [
            "7K4Q-2MXD",
            " 7k4q 2mxd ",
            "7k4q2mxd",
            "7K4O-ZMXD",
            "７k4q–2mxd".replace("７", "7"),
            "7K4Q\u00a02MXD",
        ],
    )
    def test_typed_codes_are_understood(self, typed):
        assert rules.read_code(typed) == "7K4Q-2MXD"

    @pytest.mark.parametrize(
        "typed", ["", "7K4Q", "7K4Q-2MXD-7", "7K4Q-2MXI", "<script>", "żółć", "=1+1=1+1"]
    )
    def test_other_things_are_no_code(self, typed):
        assert rules.read_code(typed) == ""


@pytest.mark.django_db
class TestIssue:
    def test_by_share_of_hours_with_mail_and_frozen_facts(self, finished):
        issued = list(Certificate.objects.order_by("sequence"))
        assert [one.number for one in issued] == ["W4/2017/001", "W4/2017/002"]
        assert [one.facts["name"] for one in issued] == ["Bogdan Żuraw", "Łucja Ćwik"]
        facts = issued[0].facts
        assert (facts["hours"], facts["hours_of"], facts["share"], facts["attended"]) == ("10", "12", 80, 4)
        assert (facts["first_on"], facts["last_on"]) == ("2017-05-09", "2017-05-30")
        assert facts["organisation"] == "Stowarzyszenie „Łąka 1”"
        assert facts["outcomes"] == ["prowadzić tablicę zadań zespołu", "uczyć korzystania z niej innych"]
        assert issued[0].finished_on == dt.date(2017, 5, 30)
        mails = OutgoingMail.objects.filter(template="workshops/certificate_issued")
        assert sorted(mails.values_list("to", flat=True)) == sorted(
            one.enrolment.person.email for one in issued
        )

    def test_preview_says_who_and_why_not(self, finished):
        found = {one.enrolment.person.name: one for one in candidates(finished.cycle)}
        maria = found["Maria Przykładowa"]
        assert (maria.is_earned, maria.is_due, maria.certificate, str(maria.hours)) == (
            False,
            False,
            None,
            "9.00",
        )
        assert found["Łucja Ćwik"].certificate is not None

    def test_asked_again_nothing_new(self, finished):
        assert issue_certificates(finished.cycle, by=finished.alice) == []

    def test_unfinished_cycle_is_refused(self, scene):
        with pytest.raises(RuleBroken) as refused:
            issue_certificates(scene.cycle, by=scene.alice)
        assert refused.value.code == "unfinished"
        assert not is_finished(CycleFactory(sessions=0))

    def test_correction_makes_one_due_and_the_button_issues_it(self, finished):
        with clock.at(warsaw(dt.date(2017, 6, 2), 9)):
            correct_attendance(
                finished.sessions[2],
                finished.enrolments[2],
                "present",
                0,
                "Podpis na liście.",
                by=finished.alice,
            )
            assert cycles_with_certificates_due(finished.programme) == [finished.cycle]
            assert [one.number for one in issue_certificates(finished.cycle, by=finished.alice)] == [
                "W4/2017/003"
            ]
        assert cycles_with_certificates_due(finished.programme) == []

    def test_facts_stay_when_the_world_moves_on(self, finished):
        finished.cycle.title = "Zupełnie co innego"
        finished.cycle.save()
        assert Certificate.objects.first().facts["cycle"] == "Zadania na jednej tablicy"

    def test_sequence_runs_through_the_programme_and_year_is_of_issue(self, finished):
        other = CycleFactory(programme=finished.programme, number=5, slug="inny", sessions=0)
        start = warsaw(dt.date(2017, 12, 29), 17)
        session = SessionFactory(
            cycle=other, number=1, starts_at=start, ends_at=start + dt.timedelta(hours=2)
        )
        enrol_people(other, 1)
        with clock.at(warsaw(dt.date(2018, 1, 2), 9)):
            mark_attendance(session, other.enrolments.get(), "present", by=finished.alice)
            close_session(session, by=finished.alice)
        assert Certificate.objects.latest("sequence").number == "W5/2018/003"


@pytest.mark.django_db
class TestRevoke:
    def test_says_when_and_why_and_tells_the_person(self, finished):
        with clock.at(warsaw(dt.date(2017, 6, 5), 9)):
            revoked = revoke_certificate(
                Certificate.objects.first(), "mistake", because="Zła osoba.", by=finished.alice
            )
        assert (revoked.revoked_reason, revoked.is_valid) == ("mistake", False)
        assert OutgoingMail.objects.filter(template="workshops/certificate_revoked").count() == 1
        assert "Zła osoba" not in OutgoingMail.objects.get(template="workshops/certificate_revoked").text
        assert "because" not in AuditLine.objects.get(deed="workshops.certificate_revoked").detail

    def test_twice_is_once(self, finished):
        certificate = Certificate.objects.first()
        first = revoke_certificate(certificate, "mistake", by=finished.alice)
        assert revoke_certificate(certificate, "request", by=finished.alice).revoked_reason == "mistake"
        assert first.revoked_at == Certificate.objects.get(pk=first.pk).revoked_at

    @pytest.mark.parametrize("reason", ["", "replaced", "because I can"])
    def test_reason_is_one_of_ours(self, finished, reason):
        with pytest.raises(RuleBroken) as refused:
            revoke_certificate(Certificate.objects.first(), reason, by=finished.alice)
        assert refused.value.code == "reason"

    def test_revoked_does_not_come_back_by_itself(self, finished):
        revoke_certificate(Certificate.objects.first(), "mistake", by=finished.alice)
        assert issue_certificates(finished.cycle, by=finished.alice) == []


@pytest.mark.django_db
class TestReissue:
    def test_new_number_new_name_old_one_replaced(self, finished):
        old = Certificate.objects.get(sequence=1)
        person = old.enrolment.person
        person.name = "Bogdan Żuraw-Łoś"
        person.save()
        new = reissue_certificate(old, by=finished.alice)
        old.refresh_from_db()
        assert (old.revoked_reason, old.facts["name"]) == ("replaced", "Bogdan Żuraw")
        assert (new.sequence, new.facts["name"], new.replaces) == (3, "Bogdan Żuraw-Łoś", old)
        assert new.code != old.code
        assert OutgoingMail.objects.filter(template="workshops/certificate_revoked").count() == 0

    def test_double_click_gives_the_same(self, finished):
        old = Certificate.objects.get(sequence=1)
        assert reissue_certificate(old, by=finished.alice) == reissue_certificate(old, by=finished.alice)
        assert Certificate.objects.count() == 3

    def test_revoked_one_comes_back_by_hand(self, finished):
        old = revoke_certificate(Certificate.objects.first(), "mistake", by=finished.alice)
        assert reissue_certificate(old, by=finished.alice).replaces == old
        old.refresh_from_db()
        assert old.revoked_reason == "mistake"

    def test_uncovered_one_is_a_task_and_cannot_be_issued_anew(self, finished):
        certificate = Certificate.objects.get(sequence=1)
        assert certificates_uncovered(finished.programme) == []
        with clock.at(warsaw(dt.date(2017, 6, 2), 9)):
            correct_attendance(
                finished.sessions[3],
                certificate.enrolment,
                "absent",
                0,
                "Pomyłka na liście.",
                by=finished.alice,
            )
        assert certificates_uncovered(finished.programme) == [certificate]
        assert Certificate.objects.get(pk=certificate.pk).is_valid
        with pytest.raises(RuleBroken) as refused:
            reissue_certificate(certificate, by=finished.alice)
        assert refused.value.code == "too_few_hours"
        revoke_certificate(certificate, "hours", by=finished.alice)
        assert certificates_uncovered(finished.programme) == []


@pytest.mark.django_db
def test_uncovered_costs_three_queries(finished, django_assert_num_queries):
    with django_assert_num_queries(3):
        certificates_uncovered(finished.programme)


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_when_cycles_close_at_once(scene):
    """Two cycles of one programme are finished by two trainers in the same second."""
    second = CycleFactory(programme=scene.programme, number=5, slug="inny", sessions=0)
    start = warsaw(dt.date(2017, 5, 10), 17)
    SessionFactory(cycle=second, number=1, starts_at=start, ends_at=start + dt.timedelta(hours=2))
    enrol_people(second, 4)
    cycles = [scene.cycle, second]
    with clock.at(warsaw(dt.date(2017, 6, 2), 9)):
        for cycle in cycles:
            for session in cycle.sessions.all():
                for enrolment in cycle.enrolments.all():
                    mark_attendance(session, enrolment, "present", by=scene.alice)
                if session.number < 4:
                    type(session).objects.filter(pk=session.pk).update(closed_at=clock.now())

    def finish(cycle):
        try:
            with clock.at(warsaw(dt.date(2017, 6, 2), 9)):
                last = cycle.sessions.order_by("-number").first()
                close_session(last, by=None)
                issue_certificates(cycle, by=None)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(finish, cycles * 2))
    assert list(Certificate.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 8)
    )
