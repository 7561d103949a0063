"""The office of the 2017 programme on Monday 8 May 2017, 9:00: two desks and a room, open 8-20 but on Sundays."""

import datetime as dt
from dataclasses import dataclass

import pytest

from osnowa.coworking.actions.bookings import book
from osnowa.coworking.models import Booking, Resource, Space
from osnowa.lib import clock
from osnowa.people.models import Account, LegalForm, Organisation
from osnowa.programme.models import Programme, Role
from tests.factories.coworking import OpeningHoursFactory, ResourceFactory, SpaceFactory
from tests.factories.people import AccountFactory, OrganisationFactory, member_of
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory

MONDAY = dt.date(2017, 5, 8)
TUESDAY, SATURDAY, SUNDAY = (MONDAY + dt.timedelta(days=n) for n in (1, 5, 6))


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return clock.moment(day, dt.time(hour, minute))


@dataclass
class Office:
    """Alice coordinates, Hania hosts, Eve evaluates; Maria is a member of Łąka, Piotr of Nitki; Charlie is nobody here."""

    programme: Programme
    space: Space
    desk: Resource
    other_desk: Resource
    room: Resource
    meadow: Organisation
    maria: Account
    piotr: Account
    alice: Account
    hania: Account
    eve: Account
    charlie: Account

    def book(
        self,
        resource: Resource | None = None,
        *,
        by: Account | None = None,
        day: dt.date = TUESDAY,
        start: tuple[int, int] = (10, 0),
        end: tuple[int, int] = (12, 0),
        key: str = "",
    ) -> Booking:
        account = by or self.maria
        return book(
            resource or self.desk,
            starts_at=at(day, *start),
            ends_at=at(day, *end),
            person=account.person,
            organisation=self.meadow if account == self.maria else None,
            submission_key=key or f"{day}{start}{end}{account.pk}",
            by=account,
        )


@pytest.fixture
def now():
    """The clock of the whole test."""
    with clock.at(at(MONDAY, 9)):
        yield at(MONDAY, 9)


@pytest.fixture
def office(db, now) -> Office:
    programme = ProgrammeFactory(slug="wiedza", title="Wiedza → współpraca → rozwój")
    space = SpaceFactory(operator=programme.operator, slug="centrum", name="Biuro w centrum", hours=False)
    for weekday in range(6):
        OpeningHoursFactory(space=space, weekday=weekday)
    meadow = OrganisationFactory(name="Fundacja Łąka", legal_form=LegalForm.FOUNDATION)
    maria = member_of(meadow, name="Maria Ćwik")
    maria.person.name = "Maria Ćwik"
    maria.person.save()
    accounts = {}
    for name, role in (
        ("alice", Role.COORDINATOR),
        ("hania", Role.HOST),
        ("eve", Role.EVALUATOR),
    ):
        accounts[name] = AccountFactory(email=f"{name}@example.org", name=name.capitalize())
        TeamMemberFactory(programme=programme, account=accounts[name], role=role)
    return Office(
        programme=programme,
        space=space,
        desk=ResourceFactory(space=space, name="Biurko 1", note="przy oknie", order=1),
        other_desk=ResourceFactory(space=space, name="Biurko 2", order=2),
        room=ResourceFactory(space=space, name="Czółenko", order=3, room=True),
        meadow=meadow,
        maria=maria,
        piotr=member_of(OrganisationFactory(name="Fundacja Nitki"), name="Piotr Łoś"),
        charlie=AccountFactory(email="charlie@example.org"),
        **accounts,
    )


def sign_in(client, account, *, second_factor: bool = True):
    client.force_login(account)
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa"}]
        session.save()
    return client
