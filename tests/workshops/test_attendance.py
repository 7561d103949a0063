import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from osnowa.lib import clock
from osnowa.lib import hours as wall_hours
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.workshops.actions.attendance import (
    clear_mark,
    close_session,
    correct_attendance,
    mark_attendance,
    mark_rest_present,
)
from osnowa.workshops.models import Attendance, AttendanceCorrection, Certificate
from osnowa.workshops.permissions import (
    can_correct_attendance,
    can_see_cycle,
    can_see_needs,
    can_sign_attendance,
)
from osnowa.workshops.queries.attendance import (
    attended_by_enrolment,
    counts,
    lines,
    sessions_without_attendance,
)
from osnowa.workshops.rules import hours
from tests.factories.workshops import EnrolmentFactory
from tests.workshops.conftest import warsaw

pytestmark = pytest.mark.django_db


class TestHours:
    """Plain rules: the wall clock of Warsaw against UTC."""

    def test_series_stays_at_its_hour_across_daylight_saving(self):
        days = hours.weekly(dt.date(2017, 3, 21), 2)  # clocks go forward on 26 March 2017
        starts = [wall_hours.moment(day, dt.time(17), clock.WARSAW) for day in days]
        assert [start.astimezone(clock.WARSAW).hour for start in starts] == [17, 17]
        assert [start.hour for start in starts] == [16, 15]

    def test_skipped_hour_suggests_the_next(self):
        with pytest.raises(wall_hours.SkippedHour) as skipped:
            wall_hours.moment(dt.date(2027, 3, 28), dt.time(2, 30), clock.WARSAW)
        assert skipped.value.instead == dt.time(3, 30)

    def test_repeated_hour_is_not_guessed(self):
        with pytest.raises(wall_hours.RepeatedHour) as repeated:
            wall_hours.moment(dt.date(2026, 10, 25), dt.time(2, 30), clock.WARSAW)
        assert repeated.value.instead == dt.time(3, 30)

    @pytest.mark.parametrize(
        ("day", "minutes"),
        [(dt.date(2017, 3, 25), 5 * 60), (dt.date(2017, 10, 28), 7 * 60), (dt.date(2017, 5, 9), 360)],
    )
    def test_a_night_session_lasts_as_long_as_it_lasts(self, day, minutes):
        start, end = warsaw(day, 22), warsaw(day + dt.timedelta(days=1), 4)
        assert hours.minutes_between(start, end) == minutes

    def test_person_hours_are_rounded_person_by_person(self):
        assert str(hours.as_hours(50)) == "0.83"
        assert str(hours.sum_of_rounded([(50, 3), (180, 1)])) == "5.49"


class TestMark:
    def test_said_twice_is_one_row_and_one_line(self, scene):
        with scene.during():
            for _time in range(2):
                mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek)
        assert Attendance.objects.count() == AuditLine.objects.count() == 1

    def test_last_word_stands(self, scene):
        with scene.during():
            mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek)
            mark_attendance(scene.sessions[0], scene.enrolments[0], "late", minutes_missed=20, by=scene.alice)
            mark_attendance(scene.sessions[0], scene.enrolments[0], "absent", by=scene.tomek)
        row = Attendance.objects.get()
        assert (row.mark, row.minutes_missed, row.marked_by) == ("absent", 0, scene.tomek)

    def test_doors_open_an_hour_before(self, scene):
        session, enrolment = scene.sessions[0], scene.enrolments[0]
        with clock.at(warsaw(dt.date(2017, 5, 9), 15, 59)), pytest.raises(RuleBroken) as refused:
            mark_attendance(session, enrolment, "present", by=scene.tomek)
        assert refused.value.code == "too_early"
        with clock.at(warsaw(dt.date(2017, 5, 9), 16)):
            assert mark_attendance(session, enrolment, "present", by=scene.tomek).came

    @pytest.mark.parametrize("state", ["reserve", "cancelled"])
    def test_only_people_with_a_place(self, scene, state):
        stranger = EnrolmentFactory(cycle=scene.cycle, number=9, state=state)
        with scene.during(), pytest.raises(RuleBroken) as refused:
            mark_attendance(scene.sessions[0], stranger, "present", by=scene.tomek)
        assert refused.value.code == "no_place"

    def test_person_of_another_cycle_is_refused(self, scene):
        with scene.during(), pytest.raises(RuleBroken) as refused:
            mark_attendance(scene.sessions[0], EnrolmentFactory(), "present", by=scene.tomek)
        assert refused.value.code == "no_place"

    @pytest.mark.parametrize("minutes", [-1, 180, 30000])
    def test_impossible_minutes_are_refused(self, scene, minutes):
        with scene.during(), pytest.raises(RuleBroken) as refused:
            mark_attendance(
                scene.sessions[0], scene.enrolments[0], "late", minutes_missed=minutes, by=scene.tomek
            )
        assert refused.value.code == "minutes"

    def test_unknown_mark_is_a_mistake_of_ours(self, scene):
        with scene.during(), pytest.raises(ValueError, match="sleeping"):
            mark_attendance(scene.sessions[0], scene.enrolments[0], "sleeping", by=scene.tomek)

    def test_cleared_twice_is_one_line_and_nobody_said_anything(self, scene):
        session, enrolment = scene.sessions[0], scene.enrolments[0]
        with scene.during():
            mark_attendance(session, enrolment, "late", minutes_missed=20, by=scene.tomek)
            for _time in range(2):
                clear_mark(session, enrolment, by=scene.tomek)
        assert Attendance.objects.count() == 0
        line = AuditLine.objects.get(deed="workshops.attendance_cleared")
        assert line.detail == {"mark_before": "late", "minutes_before": 20}

    def test_all_the_rest_leaves_what_was_said(self, scene):
        with scene.during():
            mark_attendance(scene.sessions[0], scene.enrolments[0], "absent", by=scene.tomek)
            assert mark_rest_present(scene.sessions[0], by=scene.tomek) == 2
            assert mark_rest_present(scene.sessions[0], by=scene.tomek) == 0
        found = counts(lines(scene.sessions[0]))
        assert (found.expected, found.present, found.late, found.absent, found.unmarked) == (3, 2, 0, 1, 0)


class TestClose:
    def test_not_before_it_began(self, scene):
        with clock.at(warsaw(dt.date(2017, 5, 9), 16, 30)), pytest.raises(RuleBroken) as refused:
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
        assert refused.value.code == "not_started"

    def test_unmarked_people_are_asked_about(self, scene):
        with scene.after():
            mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek)
            with pytest.raises(RuleBroken) as refused:
                close_session(scene.sessions[0], by=scene.tomek)
            assert refused.value.code == "unmarked"
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
        assert counts(lines(scene.sessions[0])).absent == 2

    def test_second_click_changes_nothing(self, scene):
        with scene.after():
            first = close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
        with scene.after(2):
            again = close_session(scene.sessions[0], by=scene.alice)
        assert (again.closed_at, again.closed_by) == (first.closed_at, scene.tomek)
        assert AuditLine.objects.filter(deed="workshops.session_closed").count() == 1

    def test_closed_list_takes_no_marks(self, scene):
        with scene.after():
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
            for deed in (
                lambda: mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek),
                lambda: mark_rest_present(scene.sessions[0], by=scene.tomek),
                lambda: clear_mark(scene.sessions[0], scene.enrolments[0], by=scene.tomek),
            ):
                with pytest.raises(RuleBroken) as refused:
                    deed()
                assert refused.value.code == "closed"

    def test_who_joined_later_need_not_be_marked(self, scene):
        with scene.after(1):
            for enrolment in scene.enrolments:
                mark_attendance(scene.sessions[0], enrolment, "present", by=scene.tomek)
        EnrolmentFactory(cycle=scene.cycle, number=8, placed_at=warsaw(dt.date(2017, 5, 12), 10))
        with scene.after(2):
            close_session(scene.sessions[0], by=scene.tomek)
        assert Attendance.objects.count() == 3

    def test_last_closing_issues_certificates_whatever_the_order(self, scene):
        for number in (2, 1, 4, 3):
            with scene.after(4):
                mark_rest_present(scene.sessions[number - 1], by=scene.tomek)
                assert Certificate.objects.count() == 0
                close_session(scene.sessions[number - 1], by=scene.tomek)
        assert Certificate.objects.count() == 3


class TestCorrect:
    @pytest.fixture
    def closed(self, scene):
        with scene.after():
            mark_attendance(scene.sessions[0], scene.enrolments[0], "absent", by=scene.tomek)
            mark_rest_present(scene.sessions[0], by=scene.tomek)
            close_session(scene.sessions[0], by=scene.tomek)
        return scene

    def correct(self, scene, mark="late", minutes=30, reason="Podpis na liście papierowej.", who=0):
        with scene.after(2):
            return correct_attendance(
                scene.sessions[0], scene.enrolments[who], mark, minutes, reason, by=scene.alice
            )

    def test_hours_move_and_history_stays(self, closed):
        self.correct(closed)
        assert attended_by_enrolment(closed.cycle)[closed.enrolments[0].pk].minutes == 150
        correction = AttendanceCorrection.objects.get()
        assert (correction.mark_before, correction.mark_after, correction.minutes_after) == (
            "absent",
            "late",
            30,
        )
        assert correction.corrected_by == closed.alice
        detail = AuditLine.objects.filter(deed="workshops.attendance_corrected").get().detail
        assert detail == {
            "mark_before": "absent",
            "minutes_before": 0,
            "mark_after": "late",
            "minutes_after": 30,
        }

    def test_same_again_changes_nothing(self, closed):
        self.correct(closed)
        self.correct(closed)
        assert AttendanceCorrection.objects.count() == 1

    def test_reason_is_needed(self, closed):
        with pytest.raises(RuleBroken) as refused:
            self.correct(closed, reason=" \u200b ")
        assert (refused.value.code, refused.value.field) == ("reason", "reason")

    def test_open_list_is_marked_not_corrected(self, scene):
        with scene.after(), pytest.raises(RuleBroken) as refused:
            correct_attendance(scene.sessions[0], scene.enrolments[0], "late", 5, "bo tak", by=scene.alice)
        assert refused.value.code == "open"

    def test_somebody_placed_later_can_be_added(self, closed):
        late = EnrolmentFactory(cycle=closed.cycle, number=8, placed_at=warsaw(dt.date(2017, 5, 12), 10))
        with closed.after(2):
            correct_attendance(closed.sessions[0], late, "present", 0, "Była na sali.", by=closed.alice)
        assert AttendanceCorrection.objects.get().mark_before == ""


class TestPermissions:
    def test_who_signs_sees_and_corrects(self, scene):
        session = scene.sessions[0]
        people = (scene.alice, scene.tomek, scene.bob, scene.eve, scene.charlie)
        assert [can_sign_attendance(who, session) for who in people] == [True, True, False, False, False]
        assert [can_correct_attendance(who, session) for who in people] == [True, False, False, False, False]
        assert [can_see_cycle(who, scene.cycle) for who in people] == [True, True, False, True, False]
        assert [can_see_needs(who, scene.cycle) for who in people] == [True, True, False, False, False]

    def test_ended_role_ends_the_right(self, scene):
        scene.programme.team.filter(account=scene.tomek).update(ended_at=clock.now())
        assert not can_sign_attendance(scene.tomek, scene.sessions[0])


def test_sessions_without_attendance_are_over_and_open(scene):
    with scene.after(2):
        close_session(scene.sessions[1], absent_rest=True, by=scene.tomek)
        mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek)
        found = list(sessions_without_attendance(scene.programme))
    assert found == [scene.sessions[0]]
    assert (found[0].placed_count, found[0].marked_count) == (3, 1)


def test_list_is_in_polish_order(scene):
    names = [line.enrolment.person.name for line in lines(scene.sessions[0])]
    assert names == ["Bogdan Żuraw", "Łucja Ćwik", "Maria Przykładowa"]


@pytest.mark.parametrize("people", [1, 3])
def test_list_costs_two_queries(scene, people, django_assert_num_queries):
    for enrolment in scene.enrolments[people:]:
        enrolment.delete()
    with django_assert_num_queries(2):
        assert [line.organisation for line in lines(scene.sessions[0])] != []


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_two_trainers_at_once_leave_one_row(scene):
    """The same person tapped by two hands, twenty times: one row, and the audit's last word is the row's."""
    session, enrolment = scene.sessions[0], scene.enrolments[0]

    def tap(n):
        try:
            with scene.during():
                mark_attendance(session, enrolment, ("present", "absent")[n % 2], by=None)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tap, range(20)))
    row = Attendance.objects.get()
    last = AuditLine.objects.filter(deed="workshops.attendance_marked").latest("id")
    assert last.detail["mark"] == row.mark
