"""Drafts: made once, searched by the worker, stopped, pinned, applied."""

import datetime as dt
import os
import uuid
from unittest import mock

import pytest
from django_tasks_db.models import DBTaskResult

from osnowa.lib import clock, work
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.timetable import tasks
from osnowa.timetable.actions import plans as actions
from osnowa.timetable.actions.applying import apply_plan
from osnowa.timetable.actions.lost import give_up_lost_plans
from osnowa.timetable.actions.means import save_leader, save_room
from osnowa.timetable.actions.plans import make_plan
from osnowa.timetable.models import Plan, PlannedSession
from osnowa.timetable.queries.plans import Wanted
from osnowa.timetable.queries.problem import problem_of
from osnowa.timetable.rules import planner
from osnowa.workshops.models import Session
from tests.factories.programme import ProgrammeFactory
from tests.factories.timetable import PlanFactory
from tests.factories.workshops import CycleFactory, SessionFactory
from tests.timetable.conftest import MONDAY, NOW, sign_in
from tests.timetable.drafts import ENDS, days, make, searched

pytestmark = pytest.mark.django_db

WORK = "/praca/wiedza/terminarz/"


class TestMaking:
    def test_a_double_click_is_one_draft_and_one_job(self, scene):
        key = uuid.uuid4()

        assert make(scene, key=key) == make(scene, key=key)
        assert DBTaskResult.objects.count() == 1

    def test_one_search_at_a_time(self, scene):
        make(scene)
        with pytest.raises(RuleBroken) as refused:
            make(scene)

        assert refused.value.code == "busy"
        assert DBTaskResult.objects.count() == 1

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"sessions": 0}, "sessions"),
            ({"sessions": 99}, "sessions"),
            ({"near_days": 9, "far_days": 8}, "far"),
            ({"near_days": 0}, "far"),
        ],
    )
    def test_refusals(self, scene, more, code):
        with pytest.raises(RuleBroken) as refused:
            make(scene, **more)

        assert refused.value.code == code

    def test_not_fewer_sessions_than_there_are(self, scene):
        SessionFactory(cycle=scene.cycle, number=1)
        SessionFactory(cycle=scene.cycle, number=2)
        with pytest.raises(RuleBroken) as refused:
            make(scene, sessions=1)

        assert refused.value.field == f"sessions-{scene.cycle.pk}"

    def test_a_foreign_cycle_is_refused(self, scene):
        foreign = CycleFactory(programme=ProgrammeFactory(slug="inny"))
        with pytest.raises(RuleBroken):
            make_plan(
                scene.programme, [Wanted(foreign, 3, 180)], starts_on=MONDAY, ends_on=ENDS, by=scene.alice
            )


class TestSearching:
    def test_the_quick_way_finds_what_suits(self, scene, answers, without_planner):
        plan = searched(make(scene))

        assert plan.state == Plan.State.DONE
        assert plan.is_quick
        assert [day.weekday() for day in days(plan)] == [3, 3, 3]
        assert plan.outcome["expected"] == 900
        assert {row.leader for row in plan.sessions.all()} == {scene.tomek}

    @pytest.mark.skipif(not planner.is_installed(), reason="the planner (ortools) is not installed")
    def test_the_planner_says_how_good_it_is(self, scene, answers):
        plan = searched(make(scene))

        assert plan.state == Plan.State.DONE
        assert not plan.is_quick
        assert plan.outcome["expected"] == 900
        assert plan.gap == 0

    def test_holidays_existing_sessions_and_bookings_are_kept_clear(self, scene, answers, without_planner):
        other = CycleFactory(programme=scene.programme, number=5, slug="cykl-5", sessions=0)
        other.trainers.add(scene.tomek)
        busy = SessionFactory(
            cycle=other, number=1, starts_at=clock.moment(dt.date(2027, 3, 4), dt.time(18)),
            ends_at=clock.moment(dt.date(2027, 3, 4), dt.time(19)),
        )  # fmt: skip

        plan = searched(make(scene))

        assert busy.starts_at.date() not in days(plan)
        problem = problem_of(plan)
        assert dt.date(2027, 3, 29).toordinal() not in {time.day for time in problem.times}  # Easter Monday

    def test_says_which_rule_stands_in_the_way(self, scene, client):
        save_room(scene.programme, name="Mała sala", capacity=4, by=scene.alice)

        plan = searched(make(scene))

        assert plan.state == Plan.State.IMPOSSIBLE
        assert plan.reasons == [{"rule": "seats", "about": scene.cycle.pk, "have": 4, "need": 16}]
        page = sign_in(client, scene.alice).get(f"{WORK}szkice/1/").content.decode()
        assert "16" in page

    def test_run_twice_is_once(self, scene, answers, without_planner):
        plan = searched(make(scene))
        before = days(plan)

        searched(plan)

        assert days(plan) == before

    def test_a_killed_job_comes_back_and_goes_on(self, scene, answers, without_planner):
        plan = make(scene)
        job = DBTaskResult.objects.get()
        job.status, job.started_at = "RUNNING", clock.now()
        job.worker_ids = [f"{work.name_of_this_worker().split('/')[0]}/{2**22 + os.getpid()}/dead"]
        job.save()
        Plan.objects.filter(pk=plan.pk).update(state="running", beat_at=clock.now())

        assert work.return_lost_jobs() == 1
        assert DBTaskResult.objects.get().status == "READY"
        assert searched(plan).state == Plan.State.DONE

    def test_stopping_before_it_begins_ends_it_and_the_job_does_nothing(self, scene, answers):
        plan = actions.stop_plan(make(scene), by=scene.alice)

        assert plan.state == Plan.State.STOPPED
        assert searched(plan).state == Plan.State.STOPPED
        assert not plan.sessions.exists()

    @pytest.mark.skipif(not planner.is_installed(), reason="the planner (ortools) is not installed")
    def test_stop_keeps_the_best_so_far(self, scene, answers):
        plan = make(scene)
        with mock.patch.object(tasks._Search, "_goes_on", autospec=True) as goes_on:

            def stop(search):
                search.is_stopped = True
                return False

            goes_on.side_effect = stop
            with mock.patch.object(tasks, "BEAT", 0.0):
                searched(plan)

        assert plan.state in (Plan.State.STOPPED, Plan.State.DONE)
        assert plan.sessions.count() == 3

    def test_search_on_queues_once_and_a_lost_one_can_be_stopped(self, scene, answers, without_planner):
        plan = searched(make(scene))
        actions.search_on(plan, by=scene.alice)
        actions.search_on(plan, by=scene.alice)
        assert DBTaskResult.objects.count() == 2
        Plan.objects.filter(pk=plan.pk).update(state="running", beat_at=NOW - dt.timedelta(minutes=5))

        stopped = actions.stop_plan(plan, by=scene.alice)

        assert stopped.state == Plan.State.STOPPED

    def test_given_up_after_a_long_silence(self, scene):
        lost = PlanFactory(programme=scene.programme, state="running", beat_at=NOW - dt.timedelta(hours=1))

        assert give_up_lost_plans() == 1
        assert give_up_lost_plans() == 0
        lost.refresh_from_db()
        assert lost.state == Plan.State.FAILED


class TestPins:
    def test_the_next_draft_keeps_them(self, scene, answers, without_planner):
        first = searched(make(scene))
        row = first.sessions.first()
        PlannedSession.objects.filter(pk=row.pk).update(
            starts_at=clock.moment(dt.date(2027, 3, 2), dt.time(17)),
            ends_at=clock.moment(dt.date(2027, 3, 2), dt.time(20)),
        )
        actions.pin(row, is_pinned=True, by=scene.alice)

        second = searched(make(scene, base=first))

        assert days(second)[0] == dt.date(2027, 3, 2)
        assert second.sessions.filter(is_pinned=True).count() == 1
        assert second.sessions.count() == 3

    def test_none_while_the_search_goes_on(self, scene):
        plan = PlanFactory(programme=scene.programme, state="running")
        row = PlannedSession.objects.create(
            plan=plan, cycle=scene.cycle, starts_at=NOW, ends_at=NOW + dt.timedelta(hours=1)
        )
        with pytest.raises(RuleBroken) as refused:
            actions.pin(row, is_pinned=True, by=scene.alice)

        assert refused.value.code == "live"


class TestApplying:
    def test_adds_sessions_once_and_names_who_leads(self, scene, answers, without_planner):
        scene.cycle.trainers.clear()
        save_leader(scene.programme, scene.tomek, cycles=[scene.cycle], by=scene.alice)
        save_room(scene.programme, name="Sala Krosno", capacity=30, by=scene.alice)
        plan = searched(make(scene))

        applied = apply_plan(plan, by=scene.alice)
        again = apply_plan(plan, by=scene.alice)

        assert (applied.added, again.added) == (3, 0)
        sessions = list(Session.objects.filter(cycle=scene.cycle))
        assert [session.place for session in sessions] == ["Sala Krosno"] * 3
        assert [session.starts_at for session in sessions] == [
            row.starts_at for row in plan.sessions.order_by("starts_at")
        ]
        assert list(scene.cycle.trainers.all()) == [scene.tomek]
        with pytest.raises(RuleBroken):
            actions.remove_plan(plan, by=scene.alice)

    def test_moves_sessions_where_allowed_and_people_are_told(self, scene, answers, without_planner):
        for n, day in enumerate((dt.date(2027, 3, 2), dt.date(2027, 3, 9)), start=1):
            SessionFactory(
                cycle=scene.cycle, number=n, starts_at=clock.moment(day, dt.time(17)), ends_at=clock.moment(day, dt.time(20))
            )  # fmt: skip
        plan = searched(make(scene, sessions=2, may_move=True))

        applied = apply_plan(plan, by=scene.alice)

        assert (applied.added, applied.moved, applied.told) == (0, 2, 3)
        letters = OutgoingMail.objects.filter(template="workshops/sessions_moved")
        assert [letter.text.count("Teraz: ") for letter in letters] == [2, 2, 2]  # one letter with both moves
        assert {s.starts_at.astimezone(clock.WARSAW).weekday() for s in scene.cycle.sessions.all()} == {3}

    def test_what_stays_is_not_touched(self, scene, answers, without_planner):
        day = dt.date(2027, 3, 9)
        stays = SessionFactory(
            cycle=scene.cycle, number=1, starts_at=clock.moment(day, dt.time(17)), ends_at=clock.moment(day, dt.time(20))
        )  # fmt: skip
        plan = searched(make(scene))

        assert plan.sessions.filter(stays=True).count() == 1
        assert apply_plan(plan, by=scene.alice).added == 2
        stays.refresh_from_db()
        assert stays.starts_at == clock.moment(day, dt.time(17))
        templates = set(OutgoingMail.objects.values_list("template", flat=True))
        assert templates == {
            "workshops/sessions_added",
            "workshops/trainer_sessions",
        }  # no word of what stays

    def test_not_into_the_past_and_not_while_searching(self, scene, answers, without_planner):
        plan = make(scene)
        with pytest.raises(RuleBroken) as refused:
            apply_plan(plan, by=scene.alice)
        assert refused.value.code == "live"
        searched(plan)
        with clock.at(clock.moment(dt.date(2027, 5, 1), dt.time(12))), pytest.raises(RuleBroken) as refused:
            apply_plan(plan, by=scene.alice)
        assert refused.value.code == "past"

    def test_all_or_nothing(self, scene, answers, without_planner):
        plan = searched(make(scene))
        row = plan.sessions.order_by("-starts_at").first()
        SessionFactory(cycle=scene.cycle, number=1, starts_at=row.starts_at, ends_at=row.ends_at)

        with pytest.raises(RuleBroken):
            apply_plan(plan, by=scene.alice)

        assert scene.cycle.sessions.count() == 1
        plan.refresh_from_db()
        assert plan.applied_at is None
