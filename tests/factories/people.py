"""One factory per model of `people`. Names are invented and Polish, because Polish letters are where things break."""

import datetime as dt

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from osnowa.lib import clock
from osnowa.people.models import (
    Account,
    Distinction,
    Identifier,
    LegalForm,
    Membership,
    Merge,
    Organisation,
    OrganisationStage,
    Person,
    PublicPage,
    RegisterAnswer,
)

_GIVEN = ("Łucja", "Żaneta", "Świętosław", "Ądam", "Józef", "Zofia", "Małgorzata", "Paweł")
_FAMILY = ("Ćwik", "Źrebiec", "Łoś", "Śmigły", "Żuraw", "Gęś-Kowal", "O'Brien", "Dąb")


def nip(first_nine: int) -> str:
    """A NIP with the right check digit that begins at this number (the next one that has a check digit)."""
    while True:
        digits = f"{first_nine:09d}"
        check = sum(int(d) * w for d, w in zip(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7), strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"
        first_nine += 1


def regon(first_eight: int) -> str:
    """A REGON of nine digits with the right check digit."""
    digits = f"{first_eight:08d}"
    return (
        f"{digits}{sum(int(d) * w for d, w in zip(digits, (8, 9, 2, 3, 4, 5, 6, 7), strict=True)) % 11 % 10}"
    )


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"konto{n}@example.org")
    name = factory.Sequence(lambda n: f"{_GIVEN[n % 8]} {_FAMILY[n // 8 % 8]}")
    password = factory.LazyFunction(lambda: make_password(None))


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"{_GIVEN[n % 8]} {_FAMILY[n // 8 % 8]} {n}")
    email = factory.Sequence(lambda n: f"osoba{n}@example.org")
    phone = "600 100 200"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Stowarzyszenie „Źródło {n}”")
    legal_form = LegalForm.ASSOCIATION
    town = "Białystok"
    voivodeship = "podlaskie"
    confirmed_at = factory.LazyFunction(clock.now)


class PublicPageFactory(DjangoModelFactory):
    class Meta:
        model = PublicPage

    organisation = factory.SubFactory(OrganisationFactory)
    version = 1
    given_on = factory.LazyFunction(clock.today)
    way = PublicPage.Way.ITSELF


class InformalGroupFactory(OrganisationFactory):
    name = factory.Sequence(lambda n: f"Grupa nieformalna „Sąsiedzi {n}”")
    legal_form = LegalForm.INFORMAL
    contact_name = factory.Sequence(lambda n: f"{_GIVEN[n % 8]} {_FAMILY[n // 8 % 8]}")
    contact_email = factory.Sequence(lambda n: f"grupa{n}@example.org")


class IdentifierFactory(DjangoModelFactory):
    class Meta:
        model = Identifier

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Identifier.Kind.KRS
    value = factory.Sequence(lambda n: f"{900_000 + n:010d}")


class OrganisationStageFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationStage

    organisation = factory.SubFactory(OrganisationFactory)
    since_on = dt.date(2017, 4, 1)
    name = factory.SelfAttribute("organisation.name")
    legal_form = factory.SelfAttribute("organisation.legal_form")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    typed = factory.LazyAttribute(lambda m: m.organisation.name if m.organisation else "Źródło?")
    match = Membership.Match.SURE


class RegisterAnswerFactory(DjangoModelFactory):
    class Meta:
        model = RegisterAnswer

    organisation = factory.SubFactory(OrganisationFactory)
    krs = factory.Sequence(lambda n: f"{800_000 + n:010d}")
    stated_on = dt.date(2025, 1, 28)
    fetched_at = factory.LazyFunction(clock.now)
    checksum = factory.Sequence(lambda n: f"{n:064d}")
    payload = factory.LazyFunction(dict)


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = Merge

    kept = factory.SubFactory(OrganisationFactory)
    absorbed = factory.SubFactory(OrganisationFactory)
    merged_at = factory.LazyFunction(clock.now)
    moved = factory.LazyFunction(list)


class DistinctionFactory(DjangoModelFactory):
    class Meta:
        model = Distinction

    first = factory.SubFactory(OrganisationFactory)
    second = factory.SubFactory(OrganisationFactory)


def member_of(organisation: Organisation, **fields: object) -> Account:
    """An account whose person is a confirmed member of the organisation: may speak for it."""
    membership = MembershipFactory(organisation=organisation, confirmed_at=clock.now())
    return AccountFactory(person=membership.person, email=membership.person.email, **fields)
