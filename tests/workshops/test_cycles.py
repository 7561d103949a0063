import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.workshops.actions.attendance import mark_attendance
from osnowa.workshops.actions.cycles import change_cycle, create_cycle, publish_cycle, withdraw_publication
from osnowa.workshops.actions.sessions import (
    Planned,
    add_session,
    add_sessions,
    change_session,
    remove_session,
)
from osnowa.workshops.models import Cycle, Enrolment, Session
from osnowa.workshops.queries.setting_up import is_outside, missing, missing_before_publication
from tests.factories.workshops import EnrolmentFactory
from tests.workshops.conftest import warsaw

WINDOW = {
    "recruitment_opens_at": warsaw(dt.date(2017, 8, 1), 8),
    "recruitment_closes_at": warsaw(dt.date(2017, 9, 1), 20),
}
pytestmark = pytest.mark.django_db


def new_cycle(scene, **fields):
    fields = {"title": "Poczta i kalendarz zespołu", "capacity": 12, **WINDOW, **fields}
    return create_cycle(scene.programme, by=scene.alice, **fields)


class TestCreate:
    def test_cycle_gets_next_number_slug_and_audit(self, scene):
        cycle = new_cycle(scene, trainers=[scene.tomek])
        assert (cycle.number, cycle.slug, cycle.is_published) == (5, "poczta-i-kalendarz-zespolu", False)
        assert list(cycle.trainers.all()) == [scene.tomek]
        line = AuditLine.objects.get()
        assert (line.deed, line.actor) == ("workshops.cycle_created", f"account:{scene.alice.pk}")

    def test_same_form_twice_is_one_cycle(self, scene):
        first = new_cycle(scene, number=5)
        assert new_cycle(scene, number=5) == first
        assert Cycle.objects.filter(programme=scene.programme).count() == 2

    def test_taken_number_is_refused_with_a_free_one(self, scene):
        with pytest.raises(RuleBroken) as refused:
            new_cycle(scene, number=4)
        assert (refused.value.code, refused.value.field) == ("number", "number")
        assert "5" in str(refused.value.message)

    def test_same_title_gets_another_address(self, scene):
        new_cycle(scene)
        assert new_cycle(scene).slug == "poczta-i-kalendarz-zespolu-2"

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"title": " \u200b "}, "title"),
            ({"capacity": 0}, "capacity"),
            ({"recruitment_closes_at": WINDOW["recruitment_opens_at"]}, "window"),
            ({"share_for_certificate": 101}, "share"),
            ({"share_for_certificate": 0}, "share"),
        ],
    )
    def test_impossible_fields_are_refused(self, scene, fields, code):
        with pytest.raises(RuleBroken) as refused:
            new_cycle(scene, **fields)
        assert refused.value.code == code

    def test_trainer_from_outside_the_team_is_refused(self, scene):
        with pytest.raises(RuleBroken) as refused:
            new_cycle(scene, trainers=[scene.charlie])
        assert refused.value.code == "trainers"

    def test_outcomes_keep_their_lines(self, scene):
        cycle = new_cycle(scene, outcomes="  robić   tablicę \r\n\r\n uczyć\t innych ")
        assert cycle.abilities == ["robić tablicę", "uczyć innych"]


class TestChange:
    def test_unnamed_fields_stay(self, scene):
        before = scene.cycle.summary
        changed = change_cycle(scene.cycle, title="Tablica zadań", by=scene.alice)
        assert (changed.title, changed.summary) == ("Tablica zadań", before)
        assert AuditLine.objects.get().detail == {"fields": ["title"]}

    def test_published_address_stays(self, scene):
        assert (
            change_cycle(scene.cycle, title="Inny tytuł", by=scene.alice).slug == "zadania-na-jednej-tablicy"
        )

    def test_draft_address_follows(self, scene):
        cycle = new_cycle(scene)
        assert change_cycle(cycle, title="Inny tytuł", by=scene.alice).slug == "inny-tytul"

    def test_nothing_changed_leaves_no_line(self, scene):
        change_cycle(scene.cycle, title=scene.cycle.title, by=scene.alice)
        assert AuditLine.objects.count() == 0

    def test_unknown_field_is_a_mistake_of_ours(self, scene):
        with pytest.raises(TypeError):
            change_cycle(scene.cycle, colour="green", by=scene.alice)

    def test_capacity_below_taken_is_refused_with_the_way_out(self, scene):
        with pytest.raises(RuleBroken) as refused:
            change_cycle(scene.cycle, capacity=2, by=scene.alice)
        assert (refused.value.code, refused.value.field) == ("below_taken", "capacity")
        assert "3" in str(refused.value.message)
        scene.cycle.refresh_from_db()
        assert scene.cycle.capacity == 16

    def test_capacity_down_to_taken_is_allowed(self, scene):
        assert change_cycle(scene.cycle, capacity=3, by=scene.alice).capacity == 3

    def test_more_places_go_to_those_who_wait_in_order(self, scene):
        with clock.at(warsaw(dt.date(2017, 5, 2), 12)):
            change_cycle(scene.cycle, capacity=3, by=scene.alice)
            waiting = [EnrolmentFactory(cycle=scene.cycle, number=n, state="reserve") for n in (4, 5, 6)]
            change_cycle(scene.cycle, capacity=5, by=scene.alice)
        assert [Enrolment.objects.get(pk=one.pk).state for one in waiting] == ["placed", "placed", "reserve"]
        assert OutgoingMail.objects.filter(template="workshops/place_given").count() == 2


class TestPublish:
    def test_missing_things_are_named(self, scene):
        cycle = new_cycle(scene)
        assert missing_before_publication(cycle) == ["summary", "sessions"]
        assert missing(cycle) == ["summary", "sessions", "place", "trainers", "outcomes"]
        with pytest.raises(RuleBroken) as refused:
            publish_cycle(cycle, by=scene.alice)
        assert refused.value.code == "missing"

    def test_publish_twice_is_once(self, scene):
        cycle = new_cycle(scene, summary="Trzy wtorki.", place="Sala Krosno")
        add_session(
            cycle,
            title="Start",
            starts_at=warsaw(dt.date(2017, 9, 5), 17),
            ends_at=warsaw(dt.date(2017, 9, 5), 20),
            by=scene.alice,
        )
        assert publish_cycle(cycle, by=scene.alice).is_published
        publish_cycle(cycle, by=scene.alice)
        assert AuditLine.objects.filter(deed="workshops.cycle_published").count() == 1
        assert not withdraw_publication(cycle, by=scene.alice).is_published

    def test_withdrawing_is_refused_once_people_signed_up(self, scene):
        with pytest.raises(RuleBroken) as refused:
            withdraw_publication(scene.cycle, by=scene.alice)
        assert refused.value.code == "has_people"


class TestSessions:
    def test_numbers_follow_the_dates(self, scene):
        add_session(
            scene.cycle,
            title="Zero",
            starts_at=warsaw(dt.date(2017, 5, 2), 17),
            ends_at=warsaw(dt.date(2017, 5, 2), 20),
            by=scene.alice,
        )
        numbered = list(scene.cycle.sessions.order_by("number").values_list("number", "title"))
        assert numbered[0] == (1, "Zero")
        assert [number for number, _title in numbered] == [1, 2, 3, 4, 5]

    def test_numbers_stand_once_somebody_was_marked(self, scene):
        with scene.during(1):
            mark_attendance(scene.sessions[0], scene.enrolments[0], "present", by=scene.tomek)
        added = add_session(
            scene.cycle,
            title="Zero",
            starts_at=warsaw(dt.date(2017, 5, 2), 17),
            ends_at=warsaw(dt.date(2017, 5, 2), 20),
            by=scene.alice,
        )
        assert added.number == 5

    def test_same_form_twice_is_one_session(self, scene):
        times = {"starts_at": warsaw(dt.date(2017, 6, 6), 17), "ends_at": warsaw(dt.date(2017, 6, 6), 20)}
        first = add_session(scene.cycle, title="Finał", by=scene.alice, **times)
        assert add_session(scene.cycle, title=" finał ", by=scene.alice, **times) == first
        assert scene.cycle.sessions.count() == 5

    @pytest.mark.parametrize(
        ("hours", "code"),
        [((18, 19), "overlap"), ((16, 18), "overlap"), ((12, 12), "ends"), ((20, 21), None)],
    )
    def test_group_meets_once_at_a_time_and_touching_is_allowed(self, scene, hours, code):
        times = {
            "starts_at": warsaw(dt.date(2017, 5, 9), hours[0]),
            "ends_at": warsaw(dt.date(2017, 5, 9), hours[1]),
        }
        if code is None:
            assert add_session(scene.cycle, title="Dogrywka", by=scene.alice, **times).number == 2
            return
        with pytest.raises(RuleBroken) as refused:
            add_session(scene.cycle, title="Dogrywka", by=scene.alice, **times)
        assert refused.value.code == code

    def test_series_is_all_or_nothing(self, scene):
        plans = [
            Planned("A", warsaw(dt.date(2017, 6, 6), 17), warsaw(dt.date(2017, 6, 6), 20)),
            Planned("B", warsaw(dt.date(2017, 5, 9), 18), warsaw(dt.date(2017, 5, 9), 19)),
        ]
        with pytest.raises(RuleBroken):
            add_sessions(scene.cycle, plans, by=scene.alice)
        assert scene.cycle.sessions.count() == 4

    def test_outside_the_programme_is_allowed_and_noticed(self, scene):
        session = add_session(
            scene.cycle,
            title="Po programie",
            starts_at=warsaw(dt.date(2017, 12, 5), 17),
            ends_at=warsaw(dt.date(2017, 12, 5), 20),
            by=scene.alice,
        )
        assert is_outside(session, scene.programme)
        assert not is_outside(scene.sessions[0], scene.programme)

    def test_last_evening_of_the_programme_is_inside(self, scene):
        session = Session(
            starts_at=warsaw(dt.date(2017, 11, 30), 20), ends_at=warsaw(dt.date(2017, 11, 30), 23)
        )
        assert not is_outside(session, scene.programme)

    def test_marked_session_stays(self, scene):
        with scene.during(1):
            mark_attendance(scene.sessions[0], scene.enrolments[0], "absent", by=scene.tomek)
        with pytest.raises(RuleBroken) as refused:
            remove_session(scene.sessions[0], by=scene.alice)
        assert refused.value.code == "marked"

    def test_unmarked_session_goes_and_the_rest_is_numbered_anew(self, scene):
        remove_session(scene.sessions[1], by=scene.alice)
        remove_session(scene.sessions[1], by=scene.alice)
        assert list(scene.cycle.sessions.values_list("number", flat=True)) == [1, 2, 3]
        assert AuditLine.objects.filter(deed="workshops.session_removed").count() == 1

    def test_published_cycle_keeps_one_session(self, scene):
        for session in scene.sessions[1:]:
            remove_session(session, by=scene.alice)
        with pytest.raises(RuleBroken) as refused:
            remove_session(scene.sessions[0], by=scene.alice)
        assert refused.value.code == "last"

    def test_change_keeps_both_hours_in_the_audit(self, scene):
        session = scene.sessions[3]
        moved = change_session(
            session,
            title=session.title,
            starts_at=warsaw(dt.date(2017, 5, 31), 18),
            ends_at=warsaw(dt.date(2017, 5, 31), 21),
            by=scene.alice,
        )
        assert moved.number == 4
        assert AuditLine.objects.get().detail["hours_before"][0] == session.starts_at.isoformat()
