"""One factory per model of cooperation. An announcement hangs on the board for a month; an answer waits."""

import datetime as dt
import secrets

import factory
from factory.django import DjangoModelFactory

from osnowa.cooperation.models import Announcement, Answer, Topic
from osnowa.lib import clock
from tests.factories.people import OrganisationFactory, PersonFactory


class AnnouncementFactory(DjangoModelFactory[Announcement]):
    class Meta:
        model = Announcement

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    kind = Announcement.Kind.OFFER
    organisation = factory.SubFactory(OrganisationFactory)
    author = factory.SubFactory(PersonFactory)
    title = "Pożyczymy rzutnik i ekran"
    text = "Rzutnik stoi u nas od poniedziałku do czwartku. Oddajecie go następnego dnia."
    topic = Topic.EQUIPMENT
    valid_until = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=30))
    submission_key = factory.LazyFunction(lambda: secrets.token_urlsafe(18))
    closed_at = factory.LazyAttribute(lambda a: clock.now() if a.state == Announcement.State.CLOSED else None)
    hidden_at = factory.LazyAttribute(lambda a: clock.now() if a.state == Announcement.State.HIDDEN else None)
    state = Announcement.State.OPEN


class AnswerFactory(DjangoModelFactory[Answer]):
    """`state="accepted"` makes it a connection, decided now by the announcement's author."""

    class Meta:
        model = Answer

    announcement = factory.SubFactory(AnnouncementFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    text = "Robimy pokaz filmu na podwórku. Chętnie pożyczymy."
    state = Answer.State.WAITING
    contact = factory.LazyAttribute(
        lambda a: a.announcement.author if a.state == Answer.State.ACCEPTED else None
    )
    decided_at = factory.LazyAttribute(lambda a: None if a.state == Answer.State.WAITING else clock.now())
