"""A total is the sum of its counting lines, whatever happened; and what is not counted says why."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.people.models import OrganisationStage
from osnowa.workshops.actions.attendance import close_session, mark_attendance, mark_rest_present
from osnowa.workshops.actions.certificates import reissue_certificate, revoke_certificate
from osnowa.workshops.evidence import COUNTINGS
from osnowa.workshops.models import Attendance, Certificate, Enrolment, Session
from tests.factories.people import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory, SessionFactory
from tests.workshops.conftest import warsaw

pytestmark = pytest.mark.django_db

BY_KIND = {counting.kind: counting for counting in COUNTINGS}
WHOLE = Period(dt.date(2017, 4, 1), dt.date(2017, 11, 30))
MAY = Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))


def total(kind, programme, period=WHOLE):
    return BY_KIND[f"workshops.{kind}"].total(programme, period)


def facts(kind, programme, period=WHOLE):
    return list(BY_KIND[f"workshops.{kind}"].lines(programme, period))


def reasons(kind, programme, period=WHOLE):
    return [fact.reason for fact in facts(kind, programme, period)]


def random_world(seed: int, programme) -> None:
    """Cycles, people who come back, groups in doubt, open lists, odd hours, revoked papers."""
    dice = random.Random(seed)
    organisations = [
        OrganisationFactory(legal_form=dice.choice(["association", "informal", "informal"]))
        for _n in range(4)
    ]
    for organisation in organisations[
        :2
    ]:  # a group that registered meanwhile, and one that was never anything else
        for since, form in (
            (dt.date(2016, 1, 1), "informal"),
            (dt.date(2017, 6, 1), organisation.legal_form),
        ):
            OrganisationStage.objects.create(
                organisation=organisation, since_on=since, name=organisation.name, legal_form=form
            )
    memberships = []
    for n in range(9):
        known = dice.random() < 0.7
        memberships.append(
            MembershipFactory(
                person=PersonFactory(name=f"Osoba {seed} {n}"),
                organisation=dice.choice(organisations) if known else None,
                typed=f"Grupa {n}",
                match="sure" if known else "doubtful",
            )
        )
    for number in range(1, 5):
        cycle = CycleFactory(
            programme=programme, number=number, sessions=0, share_for_certificate=dice.choice([50, 80])
        )
        start = warsaw(dt.date(2017, 3, 20), dice.choice([9, 17])) + dt.timedelta(days=dice.randrange(260))
        enrolments = [
            EnrolmentFactory(
                cycle=cycle,
                membership=membership if dice.random() < 0.9 else None,
                person=membership.person,
                number=n,
                state=dice.choice(["placed", "placed", "cancelled"]),
                placed_at=warsaw(dt.date(2017, 3, 1), 9),
            )
            for n, membership in enumerate(dice.sample(memberships, 5), start=1)
        ]
        for n in range(1, dice.randrange(1, 5)):
            begins = start + dt.timedelta(weeks=n)
            length = dice.choice([50, 100, 180, 185])
            session = SessionFactory(
                cycle=cycle,
                number=n,
                starts_at=begins,
                ends_at=begins + dt.timedelta(minutes=length),
                closed_at=begins + dt.timedelta(days=1) if dice.random() < 0.75 else None,
            )
            for enrolment in enrolments:
                mark = dice.choice(["present", "present", "late", "absent", None])
                if mark:
                    AttendanceFactory(
                        session=session,
                        enrolment=enrolment,
                        mark=mark,
                        minutes_missed=dice.choice([5, 20, 49]) if mark == "late" else 0,
                    )
        for n, enrolment in enumerate(enrolments):
            if dice.random() < 0.5:
                revoked = dice.random() < 0.3
                Certificate.objects.create(
                    enrolment=enrolment,
                    programme=programme,
                    sequence=number * 10 + n,
                    number=f"W{number}/2017/{n}",
                    code=f"{seed}{number}{n}",
                    facts={},
                    finished_on=(start + dt.timedelta(weeks=3)).date(),
                    issued_at=start + dt.timedelta(weeks=3, days=dice.randrange(9)),
                    revoked_at=start + dt.timedelta(weeks=8) if revoked else None,
                    revoked_reason="mistake" if revoked else "",
                )


@pytest.mark.parametrize("seed", range(6))
def test_total_is_the_sum_of_counting_lines(scene, seed):
    random_world(seed, scene.elsewhere)
    seen = 0
    with clock.at(warsaw(dt.date(2017, 9, 1), 9)):
        for period in (WHOLE, MAY, Period(dt.date(2017, 3, 26), dt.date(2017, 7, 9))):
            for counting in COUNTINGS:
                lines = list(counting.lines(scene.elsewhere, period))
                assert counting.total(scene.elsewhere, period) == sum(
                    (line.amount for line in lines if line.counts), Decimal(0)
                ), counting.kind
                assert [line for line in lines if not period.start <= line.happened_on <= period.end] == []
                seen += len(lines)
    assert seen > 20


def held(scene, *, closed: bool = True, number: int = 1):
    session = scene.sessions[number - 1]
    with scene.after(number):
        mark_attendance(session, scene.enrolments[0], "late", minutes_missed=40, by=scene.tomek)
        mark_attendance(session, scene.enrolments[1], "absent", by=scene.tomek)
        mark_attendance(session, scene.enrolments[2], "present", by=scene.tomek)
        if closed:
            close_session(session, by=scene.tomek)


def test_open_list_counts_nothing_and_says_so(scene):
    held(scene, closed=False)
    for kind, lines in (
        ("people_attended", 2),
        ("training_hours", 2),
        ("organisations_reached", 2),
        ("sessions_held", 4),
    ):
        assert total(kind, scene.programme) == 0
        assert reasons(kind, scene.programme)[0] != ""
        assert len(facts(kind, scene.programme)) == lines


def test_closed_list_counts_people_hours_and_organisations(scene):
    held(scene)
    assert total("people_attended", scene.programme) == 2
    assert total("organisations_reached", scene.programme) == 2
    assert total("training_hours", scene.programme) == Decimal("5.33")
    assert total("sessions_held", scene.programme) == 1
    first = facts("people_attended", scene.programme)[0]
    assert (first.happened_on, first.source.kind, first.who) == (
        dt.date(2017, 5, 9),
        "workshops.attendance",
        scene.enrolments[0].person.key,
    )
    assert first.groups == {
        "cycle": "4",
        "gender": "unsaid",
        "took_part": "new",
        "seat": "city",
        "legal_form": "association",
    }


def test_nothing_leaks_into_another_programme(scene):
    held(scene)
    assert [counting.total(scene.elsewhere, WHOLE) for counting in COUNTINGS] == [0] * 8
    assert [list(counting.lines(scene.elsewhere, WHOLE)) for counting in COUNTINGS] == [[]] * 8


def test_lines_and_labels_name_no_person(scene):
    held(scene)
    names = [enrolment.person.name for enrolment in scene.enrolments]
    said = " ".join(
        fact.label + fact.reason for counting in COUNTINGS for fact in counting.lines(scene.programme, WHOLE)
    )
    assert [name for name in names if name in said] == []


def test_second_cycle_of_the_same_person_is_not_counted_again(scene):
    held(scene)
    other = CycleFactory(programme=scene.programme, number=5, slug="inny", sessions=0)
    start = warsaw(dt.date(2017, 5, 15), 9)
    SessionFactory(cycle=other, number=1, starts_at=start, ends_at=start + dt.timedelta(hours=1))
    EnrolmentFactory(cycle=other, membership=scene.enrolments[2].membership, number=1, placed_at=None)
    with clock.at(start + dt.timedelta(minutes=90)):
        mark_rest_present(other.sessions.get(), by=scene.alice)
        close_session(other.sessions.get(), by=scene.alice)
    assert total("people_attended", scene.programme) == 2
    assert [reason != "" for reason in reasons("people_attended", scene.programme)] == [False, False, True]
    assert [reason != "" for reason in reasons("organisations_reached", scene.programme)] == [
        False,
        False,
        True,
    ]
    later = Period(dt.date(2017, 5, 10), dt.date(2017, 5, 31))
    assert total("people_attended", scene.programme, later) == 1


def test_doubtful_organisation_is_shown_not_counted(scene):
    membership = scene.enrolments[0].membership
    membership.organisation, membership.match = None, "doubtful"
    membership.save()
    held(scene)
    assert total("organisations_reached", scene.programme) == 1
    doubtful = [fact for fact in facts("organisations_reached", scene.programme) if not fact.counts]
    assert [fact.organisation for fact in doubtful] == [None]


def test_corrected_mark_moves_the_live_figure(scene):
    held(scene)
    Attendance.objects.filter(mark="absent").update(mark="present")
    assert total("people_attended", scene.programme) == 3


@pytest.fixture
def finished(scene):
    for number, session in enumerate(scene.sessions, start=1):
        with scene.after(number):
            mark_attendance(
                session, scene.enrolments[0], "absent" if number > 1 else "present", by=scene.tomek
            )
            mark_rest_present(session, by=scene.tomek)
            close_session(session, by=scene.tomek)
    return scene


def test_finished_people_have_papers_and_the_rest_a_reason(finished):
    assert total("people_finished", finished.programme) == 2
    assert total("certificates_issued", finished.programme) == 2
    assert total("cycles_completed", finished.programme) == 1
    lines = facts("people_finished", finished.programme)
    assert [line.source.kind for line in lines] == ["workshops.certificate"] * 2 + ["workshops.enrolment"]
    assert "80" in lines[2].reason


def test_revoked_and_replaced_papers_stop_counting(finished):
    with clock.at(warsaw(dt.date(2017, 6, 7), 9)):
        first, second = Certificate.objects.order_by("sequence")
        revoke_certificate(first, "mistake", by=finished.alice)
        reissue_certificate(second, by=finished.alice)
    assert total("people_finished", finished.programme) == 1
    assert total("certificates_issued", finished.programme) == 1
    assert [line.counts for line in facts("certificates_issued", finished.programme)] == [False, False, True]
    assert "W4/2017/003" in facts("certificates_issued", finished.programme)[1].reason


def test_cycle_counts_on_its_last_day_and_only_when_all_lists_are_closed(finished):
    assert (
        total("cycles_completed", finished.programme, Period(dt.date(2017, 5, 30), dt.date(2017, 5, 30))) == 1
    )
    assert (
        total("cycles_completed", finished.programme, Period(dt.date(2017, 5, 1), dt.date(2017, 5, 29))) == 0
    )
    Session.objects.filter(pk=finished.sessions[0].pk).update(closed_at=None)
    assert total("cycles_completed", finished.programme) == 0
    assert reasons("cycles_completed", finished.programme) != [""]


def test_evening_of_the_last_day_belongs_to_warsaw(scene):
    """23:30 in Warsaw on 31 May is still 31 May; in UTC it is 21:30. 00:30 on 1 June is 22:30 of 31 May in UTC."""
    for number, moment in (
        (5, warsaw(dt.date(2017, 5, 31), 23, 30)),
        (6, warsaw(dt.date(2017, 6, 1), 0, 30)),
    ):
        session = SessionFactory(
            cycle=scene.cycle, number=number, starts_at=moment, ends_at=moment + dt.timedelta(minutes=20)
        )
        AttendanceFactory(session=session, enrolment=scene.enrolments[0])
        Session.objects.filter(pk=session.pk).update(closed_at=moment)
    assert total("sessions_held", scene.programme, MAY) == 1
    assert total("training_hours", scene.programme, MAY) == Decimal("0.33")


def test_night_of_the_change_lasts_five_hours(scene):
    start = warsaw(dt.date(2017, 3, 25), 22)
    session = SessionFactory(
        cycle=scene.cycle, number=5, starts_at=start, ends_at=warsaw(dt.date(2017, 3, 26), 4)
    )
    Session.objects.filter(pk=session.pk).update(closed_at=session.ends_at)
    AttendanceFactory(session=session, enrolment=scene.enrolments[0])
    night = Period(dt.date(2017, 3, 25), dt.date(2017, 3, 25))
    assert total("training_hours", scene.programme, night) == Decimal(5)


def test_erased_person_still_counts(scene):
    held(scene)
    person = scene.enrolments[2].person
    person.name, person.email, person.erased_at = "", "", clock.now()
    person.save()
    assert total("people_attended", scene.programme) == 2


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_lines_cost_the_same_for_one_and_for_three(scene, kind, django_assert_max_num_queries):
    held(scene)
    Enrolment.objects.filter(pk__in=[one.pk for one in scene.enrolments]).update(placed_at=None)
    with django_assert_max_num_queries(6):  # three of them for what facts are split by
        facts(kind.removeprefix("workshops."), scene.programme)


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_total_is_one_query(scene, kind, django_assert_num_queries):
    held(scene)
    with django_assert_num_queries(1):
        total(kind.removeprefix("workshops."), scene.programme)
