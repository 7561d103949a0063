"""Programmes, their activities, indicators and teams. Roles are traits: `TeamMemberFactory(trainer=True)`."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from osnowa.lib import clock
from osnowa.programme.models import (
    Activity,
    Funder,
    Indicator,
    InformationClause,
    Programme,
    Role,
    ServicePaper,
    TeamMember,
)
from tests.factories.people import AccountFactory, OrganisationFactory


class FunderFactory(DjangoModelFactory):
    class Meta:
        model = Funder
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Fundusz Inicjatyw {n}")


class ProgrammeFactory(DjangoModelFactory):
    """April to November 2017, public, with a clause only where `clause=True`."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    class Params:
        hidden = factory.Trait(is_public=False)

    slug = factory.Sequence(lambda n: f"program-{n}")
    title = factory.Sequence(lambda n: f"Wiedza → współpraca → rozwój {n}")
    summary = "Nowoczesne narzędzia dla organizacji i grup nieformalnych."
    operator = factory.SubFactory(OrganisationFactory)
    funder = factory.SubFactory(FunderFactory)
    fund = "Fundusz Inicjatyw Obywatelskich 2017, priorytety 3 i 4"
    agreement_number = factory.Sequence(lambda n: f"{100 + n}/FIO/2017")
    agreement_on = dt.date(2017, 4, 24)
    starts_on = dt.date(2017, 4, 1)
    ends_on = dt.date(2017, 11, 30)
    city = "Białystok"
    contact_email = "kontakt@osnowa.example"
    contact_phone = "85 000 00 00"
    is_public = True

    @factory.post_generation
    def clause(self, create, extracted, **kwargs):
        if create and extracted:
            ClauseFactory(programme=self, **kwargs)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.LazyAttribute(lambda it: it.programme.activities.count() + 1)
    title = factory.LazyAttribute(lambda it: f"Osiem cykli warsztatów {it.number}")
    short_title = "Warsztaty"
    starts_on = factory.LazyAttribute(lambda it: it.programme.starts_on)
    ends_on = factory.LazyAttribute(lambda it: it.programme.ends_on)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.LazyAttribute(lambda it: it.programme.indicators.count() + 1)
    name = factory.LazyAttribute(lambda it: f"Wskaźnik {it.number}")
    kind = "people_trained"
    baseline = Decimal(0)
    target = Decimal(20)
    source_of_verification = "Listy obecności"
    place_in_agreement = "część III.6 oferty, wiersz 1"


class ClauseFactory(DjangoModelFactory):
    class Meta:
        model = InformationClause

    programme = factory.SubFactory(ProgrammeFactory)
    version = factory.LazyAttribute(lambda it: it.programme.clauses.count() + 1)
    text = "Administratorem danych jest Fundacja Łąka."


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    class Params:
        coordinator = factory.Trait(role=Role.COORDINATOR)
        trainer = factory.Trait(role=Role.TRAINER)
        mentor = factory.Trait(role=Role.MENTOR)
        host = factory.Trait(role=Role.HOST)
        editor = factory.Trait(role=Role.EDITOR)
        evaluator = factory.Trait(role=Role.EVALUATOR)

    programme = factory.SubFactory(ProgrammeFactory)
    account = factory.SubFactory(AccountFactory)
    role = Role.COORDINATOR


class ServicePaperFactory(DjangoModelFactory):
    """Six hours of a volunteer; `revoked_at=...` makes it revoked."""

    class Meta:
        model = ServicePaper

    programme = factory.SubFactory(ProgrammeFactory)
    account = factory.SubFactory(AccountFactory)
    kind = ServicePaper.Kind.VOLUNTEER
    sequence = factory.LazyAttribute(lambda paper: paper.programme.service_papers.count() + 1)
    number = factory.LazyAttribute(lambda paper: f"V/2017/{paper.sequence:03d}")
    code = factory.Sequence(lambda n: f"{n:04d}-{n:04d}")
    facts = factory.LazyAttribute(
        lambda paper: {
            "name": paper.account.get_full_name(),
            "programme": paper.programme.title,
            "operator": paper.programme.operator.name,
            "hours": "6",
            "first_on": "2017-05-09",
            "last_on": "2017-06-01",
            "work": ["Ustawienie Nextcloud"],
        }
    )
    issued_at = factory.LazyFunction(clock.now)
