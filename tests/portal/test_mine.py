"""My affairs: what is the signed-in person's own, and nobody else's."""

import datetime as dt

import pytest
from django.core.cache import caches

from osnowa.lib import clock
from osnowa.people.models import Membership
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.coworking import BookingFactory, SpaceFactory
from tests.factories.people import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    member_of,
)
from tests.factories.programme import ProgrammeFactory
from tests.factories.support import AdoptionFactory, ConsultationFactory, WorkLogFactory
from tests.factories.workshops import CertificateFactory, CycleFactory, EnrolmentFactory, SessionFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


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
    account = AccountFactory(person=person)
    for _ in range(rows):
        CertificateFactory(enrolment=EnrolmentFactory(person=person))
        organisation = MembershipFactory(person=person, confirmed_at="2026-01-01T10:00Z").organisation
        MembershipFactory(organisation=organisation)
        adoption = AdoptionFactory(organisation=organisation)
        ConsultationFactory(organisation=organisation, adoption=adoption)
        WorkLogFactory(volunteer=account, organisation=organisation)
        BookingFactory(person=person, organisation=organisation)
        AnswerFactory(announcement=AnnouncementFactory(organisation=organisation))
        AnswerFactory(organisation=organisation)
    browser = signed_in(account)
    browser.get("/moje/")
    with django_assert_num_queries(16):
        browser.get("/moje/")


def bar(shown):
    return shown.partition("<header")[2].partition("</header>")[0]


def main(shown):
    return shown.partition("<main")[2].partition("</main>")[0]


def test_the_bar_of_who_is_on_no_team_keeps_the_public_rooms():
    programme = ProgrammeFactory(slug="wiedza")
    SpaceFactory(operator=programme.operator)
    caches["local"].clear()
    shown = bar(page(AccountFactory()))
    places = ["/moje/", "/programy/wiedza/warsztaty/", "/biuro/", "/wiedza/", "/wspolpraca/"]
    assert [f'href="{place}"' in shown for place in places] == [True] * len(places)


def test_what_waits_stands_first_and_only_there():
    organisation = OrganisationFactory(name="Stowarzyszenie Łąka")
    bob = member_of(organisation)
    asking = MembershipFactory(organisation=organisation)
    Membership.objects.filter(pk=asking.pk).update(asked_at="2026-01-01T10:00Z")
    answer = AnswerFactory(announcement=AnnouncementFactory(organisation=organisation))
    answer_url = f'href="/moje/wspolpraca/odpowiedzi/{answer.pk}/"'
    first, _, rest = main(page(bob)).partition("Organizacje")
    waiting = first.partition("Czeka na Ciebie")[2]
    assert [waiting.count(answer_url), waiting.count(f'href="/moje/organizacje/{organisation.pk}/"')] == [
        2,
        2,
    ]
    assert answer_url not in rest


def test_nothing_waits_for_who_has_nothing_to_do():
    assert "Czeka na Ciebie" not in page(AccountFactory())


def test_rooms_lead_to_their_deeds():
    caches["local"].clear()
    SpaceFactory()
    organisation = OrganisationFactory()
    bob = member_of(organisation)
    add_tool = f'href="/moje/organizacje/{organisation.pk}/narzedzia/dodaj/"'
    shared = ['href="/biuro/"', 'href="/moje/rezerwacje/"']
    members = ['href="/moje/wspolpraca/nowe/"', 'href="/moje/wspolpraca/"', add_tool]
    shown = main(page(bob))
    assert [link in shown for link in shared + members] == [True] * 5
    stranger = main(page(AccountFactory()))
    assert [link in stranger for link in shared + members] == [True, True, False, False, False]
    MembershipFactory(person=bob.person, confirmed_at="2026-01-01T10:00Z")
    several = main(page(bob))
    assert (add_tool in several, 'href="#organizacje"' in several) == (False, True)


def test_a_certificate_is_one_click_away():
    enrolment = CertificateFactory().enrolment
    shown = main(page(AccountFactory(person=enrolment.person)))
    assert f'href="/zgloszenie/{enrolment.token}/zaswiadczenie.pdf"' in shown
    assert f'href="/zgloszenie/{enrolment.token}/"' in shown


def test_the_account_page_of_who_is_on_no_team_speaks_of_no_roles():
    shown = signed_in(AccountFactory()).get("/konto/").content.decode()
    assert ("Twoje role" in shown, "Prowadzisz" in main(shown), 'href="/moje/dane/"' in main(shown)) == (
        False,
        False,
        True,
    )


def test_a_sign_up_of_a_cycle_that_is_over_says_so_and_leads_whoever_is_signed_in_on():
    person = PersonFactory()
    enrolment = EnrolmentFactory(
        person=person, membership=MembershipFactory(person=person, confirmed_at="2026-01-01T10:00Z")
    )
    session = SessionFactory(cycle=enrolment.cycle)
    browser = signed_in(AccountFactory(person=person))
    with clock.at(session.starts_at - DAY):
        assert "Masz miejsce" in browser.get(f"/zgloszenie/{enrolment.token}/").content.decode()
    with clock.at(session.ends_at):
        shown = browser.get(f"/zgloszenie/{enrolment.token}/").content.decode()
    assert ("Masz miejsce" in shown, "już się skończył" in shown, "Zaloguj się" in main(shown)) == (
        False,
        True,
        False,
    )
