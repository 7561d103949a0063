"""Marks made without network, chosen between, scanned and entered from paper: the deeds."""

import datetime as dt
import random
import uuid

import pytest

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.workshops.actions.attendance import (
    clear_mark,
    close_session,
    correct_attendance,
    mark_attendance,
    mark_rest_present,
)
from osnowa.workshops.actions.delivery import choose_mark, take_marks
from osnowa.workshops.actions.marking import Device
from osnowa.workshops.actions.presence import say_presence
from osnowa.workshops.actions.sessions import change_session
from osnowa.workshops.models import Attendance, AttendanceMark
from osnowa.workshops.queries.attendance import attended_by_enrolment, lines
from osnowa.workshops.queries.marks import arrived_too_late, conflicts, marks_by_enrolment
from osnowa.workshops.rules.delivery import Delivered
from tests.factories.workshops import AttendanceFactory, EnrolmentFactory
from tests.workshops.conftest import enrol_people, warsaw

pytestmark = pytest.mark.django_db
PHONE_A, PHONE_B = Device("aaaaaaaa-0000", "Android"), Device("bbbbbbbb-0000", "iPhone")
MAY_9 = dt.date(2017, 5, 9)


def made(enrolment, mark, hour=17, minute=5, **more):
    return Delivered(uuid.uuid4(), enrolment.number, mark, warsaw(MAY_9, hour, minute), **more)


def stands(session):
    return dict(Attendance.objects.filter(session=session).values_list("enrolment__number", "mark"))


class TestDelivery:
    @pytest.mark.parametrize("order", ["ab", "ba", "aab", "abab"])
    def test_thirty_marks_of_two_devices_in_any_order(self, scene, order):
        """Two devices mark the same thirty people, half of them differently: nothing is lost, nothing is doubled."""
        session = scene.sessions[0]
        people = scene.enrolments + enrol_people(scene.cycle, 27, after=3)
        one = [made(who, "present", 17, 5) for who in people]
        other = [made(who, "present" if n % 2 else "absent", 17, 20) for n, who in enumerate(people)]
        sent = {"a": (one, PHONE_A), "b": (other, PHONE_B)}
        with scene.after():
            for name in order:
                marks, device = sent[name]
                shuffled = random.Random(name).sample(marks, len(marks))
                taken = take_marks(session, shuffled, device=device, by=scene.tomek)
                assert (len(taken.kept), taken.refused) == (30, {})
        assert AttendanceMark.objects.count() == 60
        assert Attendance.objects.count() == 30
        assert list(stands(session).values()).count("absent") == 15
        assert len(conflicts(session)) == 15

    def test_half_delivered_and_again(self, scene):
        session, marks = scene.sessions[0], [made(who, "present") for who in scene.enrolments]
        with scene.after():
            take_marks(session, marks[:2], device=PHONE_A, by=scene.tomek)
            take_marks(session, marks, device=PHONE_A, by=scene.tomek)
            lines_before = AuditLine.objects.count()
            take_marks(session, marks, device=PHONE_A, by=scene.tomek)
        assert (AttendanceMark.objects.count(), AuditLine.objects.count()) == (3, lines_before)

    def test_one_key_twice_in_one_delivery(self, scene):
        mark = made(scene.enrolments[0], "present")
        with scene.after():
            taken = take_marks(scene.sessions[0], [mark, mark], device=PHONE_A, by=scene.tomek)
        assert (AttendanceMark.objects.count(), taken.refused) == (1, {})

    def test_moment_of_the_device_is_kept_beside_that_of_the_delivery(self, scene):
        with scene.after():
            take_marks(
                scene.sessions[0], [made(scene.enrolments[0], "present")], device=PHONE_A, by=scene.tomek
            )
        mark, row = AttendanceMark.objects.get(), Attendance.objects.get()
        assert (mark.made_at, mark.device_name, mark.account) == (
            warsaw(MAY_9, 17, 5),
            "Android",
            scene.tomek,
        )
        assert (row.marked_at, row.marked_by) == (mark.made_at, scene.tomek)
        assert mark.received_at == warsaw(MAY_9, 20, 10)

    def test_hours_said_on_the_device_follow(self, scene):
        late = made(scene.enrolments[0], "late", came=dt.time(17, 25), left=dt.time(19, 30))
        with scene.after():
            take_marks(scene.sessions[0], [late], device=PHONE_A, by=scene.tomek)
        assert Attendance.objects.get().minutes_missed == 55

    @pytest.mark.parametrize(
        ("changes", "hour"),
        [({"enrolment": 99}, 17), ({"came": dt.time(9)}, 17), ({}, 12)],
        ids=["nobody", "outside", "too early"],
    )
    def test_what_cannot_be_is_refused_and_the_rest_is_kept(self, scene, changes, hour):
        good = made(scene.enrolments[0], "late")
        bad = made(scene.enrolments[1], "late", hour)
        bad = Delivered(**{**vars(bad), **changes})
        with scene.after():
            taken = take_marks(scene.sessions[0], [bad, good], device=PHONE_A, by=scene.tomek)
        assert (taken.kept, list(taken.refused)) == ([str(good.key)], [str(bad.key)])
        assert taken.refused[str(bad.key)]
        assert AttendanceMark.objects.count() == 1

    @pytest.mark.parametrize("state", ["reserve", "cancelled", "applied"])
    def test_people_without_a_place_are_refused(self, scene, state):
        stranger = EnrolmentFactory(cycle=scene.cycle, number=9, state=state)
        with scene.after():
            taken = take_marks(scene.sessions[0], [made(stranger, "present")], device=PHONE_A, by=scene.tomek)
        assert (taken.kept, Attendance.objects.count()) == ([], 0)

    def test_a_key_of_another_session_is_not_taken_over(self, scene):
        mark = made(scene.enrolments[0], "present")
        with scene.after(2):
            take_marks(scene.sessions[0], [mark], device=PHONE_A, by=scene.tomek)
            taken = take_marks(scene.sessions[1], [mark], device=PHONE_A, by=scene.tomek)
        assert list(taken.refused) == [str(mark.key)]
        assert AttendanceMark.objects.get().session == scene.sessions[0]

    def test_after_closing_marks_are_kept_and_do_not_count(self, scene):
        session = scene.sessions[0]
        with scene.after():
            mark_rest_present(session, by=scene.alice)
            close_session(session, by=scene.alice)
        with clock.at(warsaw(MAY_9, 22)):
            taken = take_marks(session, [made(scene.enrolments[0], "absent")], device=PHONE_A, by=scene.tomek)
        session.refresh_from_db()
        assert (len(taken.kept), taken.too_late) == (1, 1)
        assert stands(session)[1] == "present"
        assert [mark.mark for mark in arrived_too_late(session)] == ["absent"]
        assert conflicts(session) == []

    def test_row_written_before_marks_were_kept_can_be_contradicted_and_followed(self, scene):
        session = scene.sessions[0]
        with scene.during():
            for enrolment in scene.enrolments[:2]:
                AttendanceFactory(session=session, enrolment=enrolment, marked_by=scene.alice)
        seen = uuid.UUID(lines(session, marks_by_enrolment(session))[1].key)
        first, second = (line.enrolment for line in lines(session)[:2])
        with scene.after():
            delivered = [
                made(first, "absent", 18),
                made(second, "absent", 18, follows=seen),
            ]
            take_marks(session, delivered, device=PHONE_A, by=scene.tomek)
        assert [conflict.enrolment for conflict in conflicts(session)] == [first]


class TestConflict:
    @pytest.fixture
    def conflict(self, scene):
        session, who = scene.sessions[0], scene.enrolments[0]
        with scene.after():
            take_marks(session, [made(who, "present", 17, 5)], device=PHONE_A, by=scene.tomek)
            take_marks(session, [made(who, "absent", 17, 20)], device=PHONE_B, by=scene.alice)
        (found,) = conflicts(session)
        return found

    def test_both_are_kept_and_the_later_counts_for_now(self, scene, conflict):
        assert [mark.mark for mark in conflict.marks] == ["present", "absent"]
        assert conflict.counts == conflict.marks[1]
        assert stands(scene.sessions[0]) == {1: "absent"}

    def test_choosing_settles_and_forgets_nothing(self, scene, conflict):
        with scene.after():
            for _time in range(2):
                choose_mark(scene.sessions[0], conflict.marks[0], by=scene.tomek)
        assert stands(scene.sessions[0]) == {1: "present"}
        assert conflicts(scene.sessions[0]) == []
        assert list(AttendanceMark.objects.values_list("mark", "source")) == [
            ("present", "device"),
            ("absent", "device"),
            ("present", "choice"),
        ]

    def test_a_tap_on_the_list_settles_as_well_even_the_same_word(self, scene, conflict):
        with scene.after():
            mark_attendance(scene.sessions[0], scene.enrolments[0], "absent", by=scene.tomek)
        assert conflicts(scene.sessions[0]) == []

    def test_list_is_not_closed_over_a_conflict(self, scene, conflict):
        with scene.after(), pytest.raises(RuleBroken) as refused:
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
        assert refused.value.code == "conflict"
        with scene.after():
            choose_mark(scene.sessions[0], conflict.marks[1], by=scene.tomek)
            assert close_session(scene.sessions[0], absent_rest=True, by=scene.tomek).closed_at

    def test_a_choice_between_words_that_do_not_stand_any_more_is_refused(self, scene, conflict):
        who = scene.enrolments[0]
        with scene.after():
            later = made(who, "late", 19, follows=conflict.marks[0].key)
            take_marks(scene.sessions[0], [later], device=PHONE_A, by=scene.tomek)
            with pytest.raises(RuleBroken) as refused:
                choose_mark(scene.sessions[0], conflict.marks[0], by=scene.tomek)
        assert refused.value.code == "gone"


class TestPresence:
    def at(self, scene, minutes):
        return clock.at(scene.sessions[0].starts_at + dt.timedelta(minutes=minutes))

    @pytest.mark.parametrize(
        ("minutes", "word", "missed"), [(-29, "present", 0), (10, "present", 0), (25, "late", 25)]
    )
    def test_present_or_late_by_the_clock(self, scene, minutes, word, missed):
        with self.at(scene, minutes):
            for _time in range(2):
                say_presence(scene.sessions[0], scene.enrolments[0])
        row = Attendance.objects.get()
        assert (row.mark, row.minutes_missed, row.marked_by) == (word, missed, None)
        assert AttendanceMark.objects.count() == AuditLine.objects.count() == 1

    @pytest.mark.parametrize("minutes", [-31, 181])
    def test_counts_only_around_the_session(self, scene, minutes):
        with self.at(scene, minutes), pytest.raises(RuleBroken) as refused:
            say_presence(scene.sessions[0], scene.enrolments[0])
        assert refused.value.code == "not_now"

    def test_not_without_a_place_nor_after_closing(self, scene):
        waiting = EnrolmentFactory(cycle=scene.cycle, number=9, state="reserve")
        with self.at(scene, 5), pytest.raises(RuleBroken) as refused:
            say_presence(scene.sessions[0], waiting)
        assert refused.value.code == "no_place"
        with self.at(scene, 60):
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
            with pytest.raises(RuleBroken) as refused:
                say_presence(scene.sessions[0], scene.enrolments[0])
        assert refused.value.code == "closed"

    def test_trainers_word_wins_and_both_stay(self, scene):
        session, who = scene.sessions[0], scene.enrolments[0]
        with self.at(scene, -10):
            say_presence(session, who)
            assert lines(session, marks_by_enrolment(session))[1].by_code
        with self.at(scene, 30):
            mark_attendance(session, who, "absent", by=scene.tomek)
            say_presence(session, who)
        line = lines(session, marks_by_enrolment(session))[1]
        assert (line.mark, line.by_code, line.also_by_code) == ("absent", False, True)
        assert AttendanceMark.objects.count() == 2

    def test_after_a_clear_the_person_may_scan_again(self, scene):
        session, who = scene.sessions[0], scene.enrolments[0]
        with self.at(scene, -10):
            say_presence(session, who)
        with self.at(scene, 5):
            clear_mark(session, who, by=scene.tomek)
        assert stands(session) == {}
        with self.at(scene, 20):
            say_presence(session, who)
        assert stands(session) == {1: "late"}


class TestFromTo:
    def test_minutes_follow_and_corrections_reach_the_hours(self, scene):
        session, who = scene.sessions[0], scene.enrolments[0]
        with scene.after():
            mark_attendance(session, who, "late", came_at=warsaw(MAY_9, 17, 40), by=scene.tomek)
            close_session(session, absent_rest=True, by=scene.tomek)
            assert attended_by_enrolment(scene.cycle)[who.pk].minutes == 140
            correct_attendance(
                session,
                who,
                "present",
                0,
                "Uwaga na papierze.",
                came_at=warsaw(MAY_9, 16, 55),
                left_at=warsaw(MAY_9, 19, 45),
                by=scene.alice,
            )
        row = Attendance.objects.get(enrolment=who)
        correction = row.corrections.get()
        assert (row.came_at, row.left_at, row.minutes_missed) == (None, warsaw(MAY_9, 19, 45), 15)
        assert (correction.came_before, correction.left_after) == (
            warsaw(MAY_9, 17, 40),
            warsaw(MAY_9, 19, 45),
        )
        assert attended_by_enrolment(scene.cycle)[who.pk].minutes == 165

    def test_other_hours_of_the_session_change_what_was_missed(self, scene):
        session, who = scene.sessions[0], scene.enrolments[0]
        with scene.after():
            mark_attendance(session, who, "late", came_at=warsaw(MAY_9, 17, 40), by=scene.tomek)
            same = {"title": session.title, "ends_at": session.ends_at, "by": scene.alice}
            change_session(session, starts_at=warsaw(MAY_9, 17, 30), **same)
            assert Attendance.objects.get().minutes_missed == 10
            with pytest.raises(RuleBroken) as refused:
                change_session(
                    session, **{**same, "ends_at": warsaw(MAY_9, 17, 35)}, starts_at=warsaw(MAY_9, 16)
                )
        assert refused.value.code == "minutes"
        assert Attendance.objects.get().minutes_missed == 10

    def test_leaving_before_coming_is_refused(self, scene):
        with scene.after(), pytest.raises(RuleBroken) as refused:
            mark_attendance(
                scene.sessions[0],
                scene.enrolments[0],
                "late",
                came_at=warsaw(MAY_9, 19),
                left_at=warsaw(MAY_9, 18),
                by=scene.tomek,
            )
        assert refused.value.code == "order"

    def test_absent_has_no_hours(self, scene):
        with scene.after():
            mark_attendance(
                scene.sessions[0],
                scene.enrolments[0],
                "absent",
                came_at=warsaw(MAY_9, 18),
                minutes_missed=9,
                by=scene.tomek,
            )
        row = Attendance.objects.get()
        assert (row.came_at, row.minutes_missed) == (None, 0)
