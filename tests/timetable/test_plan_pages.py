"""Rooms and leaders; the coordinator's pages, from the slots to the applied draft."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.lib.errors import RuleBroken
from osnowa.timetable.actions.means import remove_room, save_leader, save_room
from osnowa.timetable.models import Plan, PlannedSession, Room
from osnowa.timetable.queries.problem import problem_of
from tests.factories.coworking import ResourceFactory, SpaceFactory
from tests.factories.people import AccountFactory
from tests.factories.timetable import PlanFactory, PlannedCycleFactory
from tests.timetable.conftest import MONDAY, sign_in
from tests.timetable.drafts import ENDS, make, searched

pytestmark = pytest.mark.django_db

WORK = "/praca/wiedza/terminarz/"


class TestMeans:
    def test_rooms_of_the_office_keep_its_hours(self, scene):
        space = SpaceFactory(operator=scene.programme.operator)
        resource = ResourceFactory(space=space, kind="room", capacity=30)
        room = save_room(scene.programme, name="", capacity=30, resource=resource, by=scene.alice)
        plan = PlanFactory(programme=scene.programme, starts_on=MONDAY, ends_on=ENDS)
        PlannedCycleFactory(plan=plan, cycle=scene.cycle)

        problem = problem_of(plan)

        free = {problem.times[n].slot for n in problem.rooms[0].free}
        open_ = {row.weekday: (row.opens, row.closes) for row in space.opening_hours.all()}
        expected = {
            slot.pk
            for slot in scene.slots
            if slot.weekday in open_
            and open_[slot.weekday][0] <= slot.starts
            and slot.ends <= open_[slot.weekday][1]
        }
        assert free == expected
        assert resource.name in room.name

    def test_the_same_room_twice_is_one_and_removing_twice_is_fine(self, scene):
        room = save_room(scene.programme, name="Sala  Krosno", capacity=10, by=scene.alice)

        assert save_room(scene.programme, name="sala krosno", capacity=10, by=scene.alice) == room
        remove_room(room, by=scene.alice)
        remove_room(room, by=scene.alice)
        assert not Room.objects.exists()

    def test_only_the_team_leads(self, scene):
        with pytest.raises(RuleBroken):
            save_leader(scene.programme, AccountFactory(), cycles=[scene.cycle], by=scene.alice)


class TestPages:
    def form(self, scene, **more):
        key = scene.cycle.pk
        return {
            "submission_key": str(uuid.uuid4()),
            "starts_on": MONDAY.isoformat(),
            "ends_on": ENDS.isoformat(),
            "floor": "40",
            "seconds": "15",
            f"include-{key}": "on",
            f"sessions-{key}": "3",
            f"minutes-{key}": "180",
            f"near-{key}": "5",
            f"far-{key}": "14",
            **more,
        }

    def test_the_whole_way(self, client, scene, answers, without_planner):
        client = sign_in(client, scene.alice)
        assert client.get(f"{WORK}szkice/nowy/").status_code == 200
        made = client.post(f"{WORK}szkice/nowy/", self.form(scene))
        assert made["Location"] == f"{WORK}szkice/1/"
        waiting = client.get(f"{WORK}szkice/1/").content.decode()
        assert 'http-equiv="refresh"' in waiting
        assert 'role="status"' in client.get(f"{WORK}szkice/1/postep/?bez").content.decode()

        searched(Plan.objects.get())

        assert client.get(f"{WORK}szkice/1/postep/").headers["HX-Refresh"] == "true"
        page = client.get(f"{WORK}szkice/1/").content.decode()
        assert "http-equiv" not in page
        assert page.count("os-row-title") == 3
        row = PlannedSession.objects.order_by("starts_at").first()
        pinned = client.post(f"{WORK}szkice/1/spotkania/{row.pk}/przypnij/", {"pin": "1"})
        assert pinned.status_code == 303
        assert client.get(f"{WORK}szkice/nowy/?szkic=1").status_code == 200
        again = client.post(f"{WORK}szkice/nowy/?szkic=1", self.form(scene))
        searched(Plan.objects.get(number=2))
        assert again["Location"] == f"{WORK}szkice/2/"
        assert client.get(f"{WORK}szkice/porownaj/?a=1&b=2").status_code == 200
        assert client.get(f"{WORK}szkice/2/zastosuj/").status_code == 200
        assert client.post(f"{WORK}szkice/2/zastosuj/").status_code == 302
        assert scene.cycle.sessions.count() == 3
        assert client.get(WORK).status_code == 200

    def test_wrong_numbers_are_kept_and_explained(self, client, scene):
        key = scene.cycle.pk
        page = sign_in(client, scene.alice).post(
            f"{WORK}szkice/nowy/", self.form(scene, **{f"sessions-{key}": "dużo", f"far-{key}": "2"})
        )

        text = page.content.decode()
        assert page.status_code == 200
        assert 'value="dużo"' in text
        assert not Plan.objects.exists()

    def test_a_cycle_left_out_is_asked_nothing(self, client, scene):
        form = self.form(scene)
        del form[f"include-{scene.cycle.pk}"]
        form[f"sessions-{scene.cycle.pk}"] = "?"

        page = sign_in(client, scene.alice).post(f"{WORK}szkice/nowy/", form)

        assert page.status_code == 200
        assert not Plan.objects.exists()

    @pytest.mark.parametrize("address", ["", "pory/", "pytanie/", "sale/nowa/", "szkice/nowy/"])
    def test_only_the_coordinator(self, client, scene, address):
        assert sign_in(client, scene.alice).get(WORK + address).status_code == 200
        assert sign_in(client, scene.tomek).get(WORK + address).status_code == 404
        assert sign_in(client, scene.charlie).get(WORK + address).status_code == 404

    def test_settings_are_typed(self, client, scene):
        client = sign_in(client, scene.alice)
        slot = {"weekdays": ["0", "2"], "starts": "9.00", "ends": "12:00"}
        assert client.post(f"{WORK}pory/", slot).status_code == 302
        assert scene.programme.weekly_slots.count() == 5
        gone = scene.slots[2].pk
        assert client.get(f"{WORK}pory/{gone}/usun/").status_code == 200
        assert client.post(f"{WORK}pory/{gone}/usun/").status_code == 302
        assert client.post(f"{WORK}pory/{gone}/usun/").status_code == 302
        assert client.post(f"{WORK}sale/nowa/", {"name": "Aula", "capacity": "60"}).status_code == 302
        room = Room.objects.get()
        assert client.post(f"{WORK}sale/{room.pk}/", {"name": "Aula", "capacity": "0"}).status_code == 200
        leader = {"cycles": [scene.cycle.pk], "most_hours": "9"}
        assert client.post(f"{WORK}prowadzenie/{scene.tomek.pk}/", leader).status_code == 302
        asking = {"starts_on": "1.03.2027", "ends_on": "30.04.2027", "answer_until": "1.02.2027"}
        assert client.post(f"{WORK}pytanie/", asking).status_code == 200  # the day has passed
        assert client.post(f"{WORK}pytanie/przypomnij/").status_code == 302
        assert client.post(f"{WORK}pytanie/zamknij/").status_code == 302
        assert client.get(f"{WORK}pytanie/").status_code == 200

    def test_the_list_costs_the_same_however_long(self, client, scene, answers, without_planner):
        client = sign_in(client, scene.alice)
        plan = searched(make(scene, sessions=2))
        address = f"{WORK}szkice/{plan.number}/"
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        more = searched(make(scene, sessions=6, base=plan))
        with CaptureQueriesContext(connection) as many:
            client.get(f"{WORK}szkice/{more.number}/")

        assert len(many) <= len(few) + 1  # another draft to compare with
