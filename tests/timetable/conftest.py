"""A programme that looks for dates: Alice coordinates, Tomek trains, three people of cycle 4 have a place."""

import datetime as dt
from dataclasses import dataclass, field
from unittest import mock

import pytest

from osnowa.lib import audit, clock
from osnowa.people.models import Account
from osnowa.programme.models import Programme, Role
from osnowa.timetable.actions.slots import tick_dates
from osnowa.timetable.models import Asking, WeeklySlot
from osnowa.timetable.rules import planner
from osnowa.workshops.models import Cycle, Enrolment
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.timetable import AskingFactory, WeeklySlotFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

MONDAY = dt.date(2027, 3, 1)
NOW = clock.moment(dt.date(2027, 2, 15), dt.time(10))


@dataclass
class Scene:
    programme: Programme
    cycle: Cycle
    slots: list[WeeklySlot]
    asking: Asking
    enrolments: list[Enrolment]
    alice: Account
    tomek: Account
    charlie: Account
    more: dict[str, object] = field(default_factory=dict)


def sign_in(client, account, *, second_factor: bool = True):
    client.force_login(account)
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa"}]
        session.save()
    return client


@pytest.fixture
def now():
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def scene(db, now):
    programme = ProgrammeFactory(
        slug="wiedza", is_public=True, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 12, 31)
    )
    alice, tomek, charlie = (AccountFactory(name=name) for name in ("Alicja", "Tomasz", "Karol"))
    TeamMemberFactory(programme=programme, account=alice, role=Role.COORDINATOR)
    TeamMemberFactory(programme=programme, account=tomek, role=Role.TRAINER)
    cycle = CycleFactory(programme=programme, number=4, slug="cykl-4", sessions=0)
    cycle.trainers.add(tomek)
    enrolments = [
        EnrolmentFactory(
            cycle=cycle,
            membership=MembershipFactory(
                person=PersonFactory(name=name),
                organisation=OrganisationFactory(name=f"Fundacja „Łąka {n}”"),
            ),
        )
        for n, name in enumerate(("Łucja Ćwik", "Bogdan Żuraw", "Zenon Dąb"), start=1)
    ]
    slots = [
        WeeklySlotFactory(programme=programme, weekday=1),
        WeeklySlotFactory(programme=programme, weekday=3),
        WeeklySlotFactory(programme=programme, weekday=5, starts=dt.time(10), ends=dt.time(13)),
    ]
    asking = AskingFactory(
        programme=programme,
        starts_on=MONDAY,
        ends_on=MONDAY + dt.timedelta(weeks=8, days=-1),
        answer_until=dt.date(2027, 2, 22),
    )
    return Scene(programme, cycle, slots, asking, enrolments, alice, tomek, charlie)


@pytest.fixture
def without_planner():
    with mock.patch.object(planner, "is_installed", return_value=False):
        yield


@pytest.fixture
def answers(scene):
    """Everybody can on Thursdays, one also on Tuesdays."""
    for enrolment in scene.enrolments:
        tick_dates(
            scene.asking,
            enrolment.person,
            ticks={scene.slots[1].pk: "yes", **({scene.slots[0].pk: "yes"} if enrolment.number == 1 else {})},
            closed=[],
            by=audit.PARTICIPANT,
        )
