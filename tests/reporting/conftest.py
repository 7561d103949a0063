"""A programme in its fifth month. Alice coordinates, Bob beside her, Tomek trains, Ewa evaluates, Charlie is elsewhere.

Cycle 1 met on 9 and 16 May 2017, three hours each, both sessions closed. Anna and Jan came twice, Ola once.
Anna and Jan speak for „Źródło”, Ola for „Łąka”.
"""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from osnowa.lib import clock
from osnowa.reporting import actions
from osnowa.workshops.models import Attendance
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.programme import ActivityFactory, IndicatorFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory, SessionFactory

TODAY = clock.moment(dt.date(2017, 9, 5), dt.time(12))

APRIL_TO_JUNE = {"kind": "partial", "starts_on": dt.date(2017, 4, 1), "ends_on": dt.date(2017, 6, 30)}


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def signed_in():
    """A browser in which the account has passed both factors."""

    def enter(account) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code"}, {"method": "mfa"}]
        session.save()
        return client

    return enter


def build_world() -> SimpleNamespace:
    programme = ProgrammeFactory(slug="wiedza", clause=True)
    other = ProgrammeFactory(slug="inny", clause=True)
    activity = ActivityFactory(programme=programme, number=1)
    people = {
        name: AccountFactory(email=f"{name}@osnowa.example", name=name.title())
        for name in ("alice", "bob", "tomek", "ewa", "charlie")
    }
    TeamMemberFactory(programme=programme, account=people["alice"], coordinator=True)
    TeamMemberFactory(programme=programme, account=people["bob"], coordinator=True)
    TeamMemberFactory(programme=programme, account=people["tomek"], trainer=True)
    TeamMemberFactory(programme=programme, account=people["ewa"], evaluator=True)
    TeamMemberFactory(programme=other, account=people["charlie"], coordinator=True)

    cycle = CycleFactory(programme=programme, activity=activity, number=1, sessions=0)
    sessions = []
    for number, day in enumerate((dt.date(2017, 5, 9), dt.date(2017, 5, 16)), start=1):
        start = clock.moment(day, dt.time(17))
        sessions.append(
            SessionFactory(
                cycle=cycle,
                number=number,
                title=f"Spotkanie {number}",
                starts_at=start,
                ends_at=start + dt.timedelta(hours=3),
                closed_at=start + dt.timedelta(hours=4),
            )
        )
    spring, meadow = OrganisationFactory(name="Źródło"), OrganisationFactory(name="Łąka")
    enrolments = {
        name: EnrolmentFactory(
            cycle=cycle,
            membership=MembershipFactory(person=PersonFactory(name=name), organisation=speaks_for),
        )
        for name, speaks_for in (("Anna Ćwik", spring), ("Jan Łoś", spring), ("Ola Żuraw", meadow))
    }
    marks = {}
    for name, enrolment in enrolments.items():
        for session in sessions:
            absent = name == "Ola Żuraw" and session.number == 2
            marks[name, session.number] = AttendanceFactory(
                session=session,
                enrolment=enrolment,
                mark=Attendance.Mark.ABSENT if absent else Attendance.Mark.PRESENT,
            )
    indicators = [
        IndicatorFactory(
            programme=programme, number=1, name="Osoby", kind="workshops.people_attended", target=Decimal(20)
        ),
        IndicatorFactory(
            programme=programme,
            number=2,
            name="Godziny",
            kind="workshops.training_hours",
            target=Decimal(100),
        ),
        IndicatorFactory(
            programme=programme,
            number=3,
            name="Organizacje",
            kind="workshops.organisations_reached",
            target=Decimal(10),
        ),
    ]
    return SimpleNamespace(
        programme=programme,
        other=other,
        activity=activity,
        cycle=cycle,
        sessions=sessions,
        enrolments=enrolments,
        marks=marks,
        indicators=indicators,
        **people,
    )


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def told(world):
    """Report 1 is submitted, report 2 is a draft."""
    dates = {"starts_on": dt.date(2017, 4, 1), "ends_on": dt.date(2017, 6, 30)}
    first = actions.create_report(world.programme, kind="partial", **dates, by=world.alice)
    actions.change_report(first, narrative="Przyszły 3 osoby.", by=world.alice)
    world.submitted = actions.submit_report(first, by=world.alice)
    world.draft = actions.create_report(
        world.programme,
        kind="final",
        starts_on=dates["starts_on"],
        ends_on=dt.date(2017, 11, 30),
        by=world.alice,
    )
    return world


@pytest.fixture
def draft(world):
    return actions.create_report(world.programme, **APRIL_TO_JUNE, by=world.alice)


@pytest.fixture
def submitted(world, draft):
    return actions.submit_report(draft, by=world.alice)
