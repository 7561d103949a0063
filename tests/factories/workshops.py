"""One factory per model of workshops. A new cycle recruits today and meets on four Tuesdays, two weeks from now."""

import datetime as dt
import secrets

import factory
from factory.django import DjangoModelFactory

from osnowa.lib import clock
from osnowa.workshops.models import (
    AccessNeeds,
    Attendance,
    AttendanceCorrection,
    AttendanceMark,
    Certificate,
    Cycle,
    Enrolment,
    Session,
    SignedSheet,
)


def tuesday(weeks: int = 2) -> dt.date:
    """The first Tuesday at least so many weeks from today."""
    day = clock.today() + dt.timedelta(weeks=weeks)
    return day + dt.timedelta(days=(1 - day.weekday()) % 7)


class SessionFactory(DjangoModelFactory[Session]):
    """Session `number` of its cycle: weekly on Tuesdays, 17:00-20:00 in Warsaw."""

    class Meta:
        model = Session

    cycle = factory.SubFactory("tests.factories.workshops.CycleFactory", sessions=0)
    number = factory.LazyAttribute(lambda session: session.cycle.sessions.count() + 1)
    title = factory.LazyAttribute(lambda session: f"Spotkanie {session.number}: krok po kroku")
    starts_at = factory.LazyAttribute(
        lambda session: clock.moment(tuesday() + dt.timedelta(weeks=session.number - 1), dt.time(17))
    )
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(hours=3))


class CycleFactory(DjangoModelFactory[Cycle]):
    """`CycleFactory(sessions=4)`: how many weekly sessions to add (0 for none)."""

    class Meta:
        model = Cycle
        skip_postgeneration_save = True

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory", is_public=True)
    number = factory.LazyAttribute(lambda cycle: cycle.programme.cycles.count() + 1)
    slug = factory.LazyAttribute(lambda cycle: f"cykl-{cycle.number}")
    title = "Strona i newsletter bez informatyka"
    summary = "Cztery wtorkowe popołudnia, po których Twoja organizacja ma działającą stronę."
    outcomes = "zrobisz i zmienisz stronę organizacji\nwyślesz newsletter zgodnie z prawem"
    place = "Biuro NGO, sala Krosno, II piętro"
    capacity = 16
    recruitment_opens_at = factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=7))
    recruitment_closes_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=7))
    is_published = True

    @factory.post_generation
    def sessions(self, create: bool, extracted: int | None, **kwargs: object) -> None:
        if create:
            for number in range(1, (4 if extracted is None else extracted) + 1):
                SessionFactory(cycle=self, number=number)


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    """A placed enrolment; `state="reserve"` waits."""

    class Meta:
        model = Enrolment

    cycle = factory.SubFactory(CycleFactory)
    membership = factory.SubFactory("tests.factories.people.MembershipFactory")
    person = factory.SelfAttribute("membership.person")
    number = factory.LazyAttribute(lambda enrolment: enrolment.cycle.enrolments.count() + 1)
    state = Enrolment.State.PLACED
    submission_key = factory.LazyFunction(lambda: secrets.token_urlsafe(18))
    placed_at = factory.LazyAttribute(lambda e: clock.now() if e.state == Enrolment.State.PLACED else None)


class AccessNeedsFactory(DjangoModelFactory[AccessNeeds]):
    class Meta:
        model = AccessNeeds

    enrolment = factory.SubFactory(EnrolmentFactory)
    text = "Tłumaczenie na PJM"


class AttendanceFactory(DjangoModelFactory[Attendance]):
    """Present at the first session of the enrolment's cycle."""

    class Meta:
        model = Attendance

    enrolment = factory.SubFactory(EnrolmentFactory)
    session = factory.LazyAttribute(lambda attendance: attendance.enrolment.cycle.sessions.first())
    mark = Attendance.Mark.PRESENT
    marked_at = factory.LazyFunction(clock.now)


class AttendanceCorrectionFactory(DjangoModelFactory[AttendanceCorrection]):
    """Absent put right to present."""

    class Meta:
        model = AttendanceCorrection

    attendance = factory.SubFactory(AttendanceFactory)
    mark_before = Attendance.Mark.ABSENT
    mark_after = Attendance.Mark.PRESENT
    reason = "Podpis na liście papierowej."
    corrected_at = factory.LazyFunction(clock.now)


class AttendanceMarkFactory(DjangoModelFactory[AttendanceMark]):
    """Made on a device without network, an hour into the first session; changes no `Attendance`."""

    class Meta:
        model = AttendanceMark

    enrolment = factory.SubFactory(EnrolmentFactory)
    session = factory.LazyAttribute(lambda mark: mark.enrolment.cycle.sessions.first())
    mark = Attendance.Mark.PRESENT
    source = AttendanceMark.Source.DEVICE
    device = "0f1e2d3c-0000-4000-8000-000000000001"
    device_name = "Android"
    made_at = factory.LazyAttribute(lambda mark: mark.session.starts_at + dt.timedelta(hours=1))
    account = factory.SubFactory("tests.factories.people.AccountFactory")


class SignedSheetFactory(DjangoModelFactory[SignedSheet]):
    """One page of a signed list, as a tiny PDF."""

    class Meta:
        model = SignedSheet

    session = factory.SubFactory(SessionFactory)
    number = factory.LazyAttribute(lambda sheet: sheet.session.sheets.count() + 1)
    name = factory.LazyAttribute(lambda sheet: f"lista-{sheet.number}.pdf")
    file = factory.django.FileField(filename="lista.pdf", data=b"%PDF-1.7 lista")
    size = 14
    checksum = factory.LazyFunction(lambda: secrets.token_hex(32))


class CertificateFactory(DjangoModelFactory[Certificate]):
    """Valid; `revoked_at=..., revoked_reason="mistake"` makes it revoked."""

    class Meta:
        model = Certificate

    enrolment = factory.SubFactory(EnrolmentFactory)
    programme = factory.SelfAttribute("enrolment.cycle.programme")
    sequence = factory.LazyAttribute(lambda certificate: certificate.programme.certificates.count() + 1)
    number = factory.LazyAttribute(
        lambda c: f"W{c.enrolment.cycle.number}/{clock.today().year}/{c.sequence:03d}"
    )
    code = factory.LazyAttribute(lambda c: f"{secrets.token_hex(2)}-{c.sequence:04d}".upper())
    facts = factory.LazyAttribute(
        lambda c: {
            "name": c.enrolment.person.name,
            "organisation": c.enrolment.membership.typed,
            "cycle": c.enrolment.cycle.title,
            "hours": "12",
            "hours_of": "12",
        }
    )
    finished_on = factory.LazyAttribute(
        lambda c: max((s.ends_at.date() for s in c.enrolment.cycle.sessions.all()), default=clock.today())
    )
    issued_at = factory.LazyFunction(clock.now)
