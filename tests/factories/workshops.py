"""One factory per model of workshops. A new cycle recruits today and meets on four Tuesdays, two weeks from now."""

import datetime as dt
import secrets

import factory
from factory.django import DjangoModelFactory

from osnowa.lib import clock
from osnowa.workshops.models import (
    AccessNeeds,
    Answer,
    Attendance,
    AttendanceCorrection,
    AttendanceMark,
    BusyTime,
    CalendarFeed,
    Certificate,
    CertificateBatch,
    Cycle,
    Enrolment,
    Interest,
    Letter,
    Material,
    MessageKind,
    MessageSetting,
    MessageTemplate,
    MessageWritten,
    Question,
    Session,
    SignedSheet,
    SignUpSheet,
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


class QuestionFactory(DjangoModelFactory[Question]):
    """A short text asked in one cycle; `cycle=None, programme=...` asks it in every cycle."""

    class Meta:
        model = Question

    cycle = factory.SubFactory(CycleFactory)
    programme = factory.LazyAttribute(lambda question: question.cycle.programme)
    position = factory.LazyAttribute(lambda question: question.programme.questions.count())
    kind = Question.Kind.TEXT
    text = factory.Sequence(lambda n: f"Pytanie {n}: skąd do nas trafiasz?")

    @classmethod
    def choice(cls, *labels: str, **more: object) -> Question:
        """One of several; the keys are the labels."""
        options = [{"key": label, "label": label} for label in labels]
        return cls(kind=Question.Kind.CHOICE, options=options, **more)


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    enrolment = factory.SubFactory(EnrolmentFactory)
    question = factory.LazyAttribute(lambda answer: QuestionFactory(cycle=answer.enrolment.cycle))
    value = "z plakatu w bibliotece"


class InterestFactory(DjangoModelFactory[Interest]):
    """Somebody who wants to hear of the sign-up, and has confirmed it."""

    class Meta:
        model = Interest

    cycle = factory.SubFactory(CycleFactory)
    email = factory.Sequence(lambda n: f"ciekawa{n}@example.org")
    email_key = factory.LazyAttribute(lambda interest: interest.email.casefold())
    confirmed_at = factory.LazyFunction(clock.now)


class SignUpSheetFactory(DjangoModelFactory[SignUpSheet]):
    """A table with one person, columns matched."""

    class Meta:
        model = SignUpSheet

    cycle = factory.SubFactory(CycleFactory)
    name = "zgloszenia.xlsx"
    header = ["Imię i nazwisko", "E-mail", "Organizacja"]
    rows = [["Jadwiga Kos", "jadwiga@example.org", "Koło Kos"]]
    matching = {"name": 0, "email": 1, "organisation": 2}


class CertificateBatchFactory(DjangoModelFactory[CertificateBatch]):
    """Two of five are issued."""

    class Meta:
        model = CertificateBatch

    cycle = factory.SubFactory(CycleFactory)
    total = 5
    done = 2


class MaterialFactory(DjangoModelFactory[Material]):
    """A link for people with a place; `access="public"` shows it to everybody."""

    class Meta:
        model = Material

    session = factory.SubFactory(SessionFactory)
    title = "Lista kontrolna strony"
    link = "https://www.example.org/lista"
    submission_key = factory.LazyFunction(lambda: secrets.token_urlsafe(18))


class CalendarFeedFactory(DjangoModelFactory[CalendarFeed]):
    """Of a person's own sessions; `kind="led", person=None, account=...` of those that an account leads."""

    class Meta:
        model = CalendarFeed

    kind = CalendarFeed.Kind.OWN
    person = factory.SubFactory("tests.factories.people.PersonFactory")


class BusyTimeFactory(DjangoModelFactory[BusyTime]):
    """Two hours, a week from now."""

    class Meta:
        model = BusyTime

    account = factory.SubFactory("tests.factories.people.AccountFactory")
    starts_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda busy: busy.starts_at + dt.timedelta(hours=2))
    source = "praca"


class MessageTemplateFactory(DjangoModelFactory[MessageTemplate]):
    """Reminders of the day before, switched on, in short words."""

    class Meta:
        model = MessageTemplate

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    kind = MessageKind.DAY_BEFORE
    subject_pl = "Jutro: {spotkanie}"
    text_pl = "Dzień dobry, {osoba}.\n\nKiedy: {data}, {godzina}\nGdzie: {miejsce}"
    subject_en = "Tomorrow: {session}"
    text_en = "Hello {name}.\n\nWhen: {date}, {time}\nWhere: {place}"
    is_on = True


class MessageSettingFactory(DjangoModelFactory[MessageSetting]):
    class Meta:
        model = MessageSetting

    cycle = factory.SubFactory(CycleFactory)
    kind = MessageKind.DAY_BEFORE
    is_on = False


class LetterFactory(DjangoModelFactory[Letter]):
    class Meta:
        model = Letter

    cycle = factory.SubFactory(CycleFactory)
    submission_key = factory.LazyFunction(lambda: secrets.token_urlsafe(18))
    audience = "placed"
    subject_pl = "Zmiana sali"
    text_pl = "Spotykamy się w sali Wątek."
    people = 1


class MessageWrittenFactory(DjangoModelFactory[MessageWritten]):
    class Meta:
        model = MessageWritten

    enrolment = factory.SubFactory(EnrolmentFactory)
    key = "confirm"
