"""A cycle of the 2017 programme: four Tuesdays in May, 17:00-20:00, three people with a place."""

import datetime as dt
from dataclasses import dataclass, field

import pytest

from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.actions.attendance import close_session, mark_attendance
from osnowa.workshops.models import Cycle, Enrolment, Session
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory, SessionFactory


def warsaw(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return clock.moment(day, dt.time(hour, minute))


MAY_9 = dt.date(2017, 5, 9)


@dataclass
class Scene:
    """Alice coordinates, Tomek trains this cycle, Bob trains another, Eve evaluates; Charlie is of another programme."""

    programme: Programme
    cycle: Cycle
    sessions: list[Session]
    enrolments: list[Enrolment]
    alice: Account
    tomek: Account
    bob: Account
    eve: Account
    charlie: Account
    elsewhere: Programme
    people: list[str] = field(default_factory=list)

    def during(self, number: int = 1):
        """The clock half an hour into session `number`."""
        return clock.at(self.sessions[number - 1].starts_at + dt.timedelta(minutes=30))

    def after(self, number: int = 1):
        """The clock ten minutes after session `number`."""
        return clock.at(self.sessions[number - 1].ends_at + dt.timedelta(minutes=10))


def sign_in(client, account, *, second_factor: bool = True):
    client.force_login(account)
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa"}]
        session.save()
    return client


def enrol_people(cycle: Cycle, count: int, *, after: int = 0) -> list[Enrolment]:
    names = ("Łucja Ćwik", "Bogdan Żuraw", "Maria Przykładowa", "Zenon Dąb", "Ądam Źrebiec", "Jan Śmigły")
    found = []
    for n in range(after, after + count):
        name = names[n] if n < len(names) else f"Osoba {n}"
        found.append(
            EnrolmentFactory(
                cycle=cycle,
                membership=MembershipFactory(
                    person=PersonFactory(name=name),
                    organisation=OrganisationFactory(name=f"Stowarzyszenie „Łąka {n}”"),
                ),
                number=n + 1,
                placed_at=warsaw(dt.date(2017, 4, 30), 12),
                created_at=warsaw(dt.date(2017, 4, 30), 12),
            )
        )
    return found


@pytest.fixture
def scene(db) -> Scene:
    programme = ProgrammeFactory(
        slug="wiedza",
        title="Wiedza → współpraca → rozwój",
        funding_note="Sfinansowano ze środków Programu Fundusz Inicjatyw Obywatelskich 2017.",
    )
    elsewhere = ProgrammeFactory(slug="inny")
    alice = AccountFactory(name="Alicja Koordynacka")
    tomek = AccountFactory(name="Tomek Trenerski")
    bob = AccountFactory(name="Bob Zespołowy")
    eve = AccountFactory(name="Ewa Ewaluacyjna")
    charlie = AccountFactory(name="Karol Obcy")
    TeamMemberFactory(programme=programme, account=alice, role="coordinator")
    TeamMemberFactory(programme=programme, account=tomek, role="trainer")
    TeamMemberFactory(programme=programme, account=bob, role="trainer")
    TeamMemberFactory(programme=programme, account=eve, role="evaluator")
    TeamMemberFactory(programme=elsewhere, account=charlie, role="coordinator")
    cycle = CycleFactory(
        programme=programme,
        number=4,
        slug="zadania-na-jednej-tablicy",
        title="Zadania na jednej tablicy",
        outcomes="prowadzić tablicę zadań zespołu\nuczyć korzystania z niej innych",
        sessions=0,
        recruitment_opens_at=warsaw(dt.date(2017, 4, 10), 8),
        recruitment_closes_at=warsaw(dt.date(2017, 5, 5), 20),
    )
    cycle.trainers.add(tomek)
    titles = (
        "Z e-maila na tablicę: co jest zadaniem",
        "Terminy, osoby i przypomnienia",
        "Narada w dziesięć minut przy tablicy",
        "Przekazanie tablicy następnej osobie",
    )
    sessions = [
        SessionFactory(
            cycle=cycle,
            number=n + 1,
            title=title,
            starts_at=warsaw(MAY_9 + dt.timedelta(weeks=n), 17),
            ends_at=warsaw(MAY_9 + dt.timedelta(weeks=n), 20),
        )
        for n, title in enumerate(titles)
    ]
    return Scene(
        programme, cycle, sessions, enrol_people(cycle, 3), alice, tomek, bob, eve, charlie, elsewhere
    )


def attend(scene: Scene, plan: list[str]) -> None:
    """`plan`: one word per person, a letter per session: p(resent), l(ate by 60 minutes), a(bsent). All lists closed."""
    letters = {"p": ("present", 0), "l": ("late", 60), "a": ("absent", 0)}
    for n, session in enumerate(scene.sessions):
        with clock.at(session.ends_at + dt.timedelta(minutes=10)):
            for enrolment, marks in zip(scene.enrolments, plan, strict=True):
                mark, missed = letters[marks[n]]
                mark_attendance(session, enrolment, mark, minutes_missed=missed, by=scene.tomek)
            close_session(session, by=scene.tomek)


@pytest.fixture
def finished(scene) -> Scene:
    """12 hours. Łucja was there for all, Bogdan for 10 (83 %), Maria for 9 (75 %)."""
    attend(scene, ["pppp", "llpp", "ppap"])
    return scene
