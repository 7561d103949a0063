"""My affairs: what is the signed-in person's own, and nobody else's."""

import pytest

from osnowa.people.models import Membership
from tests.factories.people import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    member_of,
)
from tests.factories.workshops import CertificateFactory, CycleFactory, EnrolmentFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


def page(account):
    return signed_in(account).get("/moje/").content.decode()


def test_strangers_are_sent_to_sign_in(client):
    assert client.get("/moje/").headers["Location"].startswith("/konto/zaloguj/")


def test_who_is_on_no_team_lands_there_after_signing_in():
    answer = signed_in(AccountFactory()).get("/praca/")
    assert answer.headers["Location"] == "/moje/"


def test_the_team_still_lands_at_its_work(alice, programme):
    assert signed_in(alice).get("/praca/").headers["Location"] == f"/praca/{programme.slug}/"


def test_sign_ups_are_matched_by_person_and_never_by_address():
    person = PersonFactory(name="Zofia Łoś", email="biuro@example.org")
    other = PersonFactory(name="Jan Łoś", email="biuro@example.org")
    own = EnrolmentFactory(person=person)
    EnrolmentFactory(person=other, cycle=CycleFactory(title="Cudzy cykl"))
    shown = page(AccountFactory(person=person, email="biuro@example.org"))
    assert (own.token in shown, "Cudzy" in shown) == (True, False)


def test_a_certificate_is_named_and_can_be_downloaded():
    certificate = CertificateFactory()
    shown = page(AccountFactory(person=certificate.enrolment.person))
    assert certificate.number in shown


def test_a_member_sees_the_organisation_and_that_somebody_asks():
    organisation = OrganisationFactory(name="Stowarzyszenie Łąka")
    bob = member_of(organisation)
    asking = MembershipFactory(organisation=organisation)
    Membership.objects.filter(pk=asking.pk).update(asked_at="2026-01-01T10:00Z")
    shown = page(bob)
    assert ("Łąka" in shown, "1 osoba prosi" in shown.replace("\u00a0", " ")) == (True, True)


def test_who_has_nothing_yet_is_told_what_will_be_there():
    assert "Tu będą Twoje zgłoszenia" in page(AccountFactory())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_questions_does_not_grow(rows, django_assert_num_queries):
    person = PersonFactory()
    for _ in range(rows):
        CertificateFactory(enrolment=EnrolmentFactory(person=person))
        MembershipFactory(person=person, confirmed_at="2026-01-01T10:00Z")
    browser = signed_in(AccountFactory(person=person))
    browser.get("/moje/")
    with django_assert_num_queries(16):
        browser.get("/moje/")
