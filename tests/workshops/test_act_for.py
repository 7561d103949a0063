"""From the page of a sign-up: asking to act for one's organisation."""

import pytest
from django.urls import reverse

from osnowa.people.models import Membership
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.workshops import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    membership = MembershipFactory(person=PersonFactory(name="Zofia Łoś", email="zofia@example.org"))
    return EnrolmentFactory(person=membership.person, membership=membership)


def url(enrolment, name="enrolment_act_for"):
    return reverse(f"workshops:{name}", args=[enrolment.token])


def test_opening_asks_nothing_and_the_button_asks(client, enrolment):
    page = client.get(url(enrolment))
    assert page.context["form"].initial == {"address": "zofia@example.org"}
    assert Membership.objects.get().asked_at is None
    answer = client.post(url(enrolment), {"address": "moja @example.org"})
    assert answer.headers["Location"] == url(enrolment, "enrolment") + "?asked=1"
    membership = Membership.objects.get()
    assert (membership.is_asking, membership.asked_address) == (True, "moja@example.org")


@pytest.mark.parametrize("typed", ["", "to nie adres"])
def test_what_is_no_address_is_refused_with_words(client, enrolment, typed):
    assert list(client.post(url(enrolment), {"address": typed}).context["form"].errors) == ["address"]


def test_the_page_says_how_it_stands(client, enrolment):
    own = url(enrolment, "enrolment")
    said = []
    for fields in ({}, {"asked_at": "2026-01-01T10:00Z"}, {"confirmed_at": "2026-01-02T10:00Z"}):
        Membership.objects.update(**fields)
        page = client.get(own).content.decode()
        said.append((url(enrolment) in page, 'href="/moje/"' in page))
    assert said == [(True, False), (False, False), (False, True)]


def test_who_came_in_nobody_s_name_is_not_offered_it(client, enrolment):
    Membership.objects.update(match=Membership.Match.NONE, organisation=None)
    assert url(enrolment) not in client.get(url(enrolment, "enrolment")).content.decode()
    assert client.get(url(enrolment)).status_code == 404
