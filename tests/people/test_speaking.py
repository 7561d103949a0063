"""Who may speak for an organisation: Zofia asks, Bob is a member already, Alice keeps the registry, Charlie is a stranger."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people import actions
from osnowa.people.models import Account, Membership
from osnowa.people.permissions import organisations_of
from tests.factories.people import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stowarzyszenie Łąka", contact_email="Kontakt@laka.example")


@pytest.fixture
def zofia(organisation):
    person = PersonFactory(name="Zofia Łoś", email="zofia@example.org")
    return MembershipFactory(person=person, organisation=organisation)


@pytest.fixture
def bob(organisation):
    return member_of(organisation, name="Bob")


def letters(template):
    return list(
        OutgoingMail.objects.filter(template=f"people/{template}").order_by("pk").values_list("to", flat=True)
    )


def refused(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        deed(*args, **kwargs)
    return broken.value.code, broken.value.field


class TestAsking:
    def test_members_and_the_contact_with_an_account_are_told_once(self, zofia, bob):
        AccountFactory(email="kontakt@laka.example")
        actions.ask_membership(zofia, language="en")
        actions.ask_membership(zofia)
        zofia.refresh_from_db()
        assert (zofia.is_asking, zofia.asked_language) == (True, "en")
        assert sorted(letters("membership_asked")) == sorted([bob.email, "kontakt@laka.example"])
        assert AuditLine.objects.filter(deed="people.membership_asked").count() == 1

    def test_asking_opens_no_account_and_gives_no_right(self, zofia):
        actions.ask_membership(zofia, address="moja@example.org")
        assert (Account.objects.count(), zofia.person.memberships.get().confirmed_at) == (0, None)

    def test_an_address_that_has_an_account_is_taken_without_a_word(self, zofia):
        AccountFactory(email="zajety@example.org")
        actions.ask_membership(zofia, address="zajety@example.org")
        zofia.refresh_from_db()
        assert zofia.asked_address == "zajety@example.org"

    @pytest.mark.parametrize(
        ("fields", "address", "expected"),
        [
            ({"match": Membership.Match.NONE}, "", ("none", "")),
            ({}, "to nie adres", ("address", "address")),
        ],
    )
    def test_refusals(self, zofia, fields, address, expected):
        Membership.objects.filter(pk=zofia.pk).update(**fields)
        assert refused(actions.ask_membership, zofia, address=address) == expected

    def test_who_left_no_address_must_give_one(self, zofia):
        zofia.person.email = ""
        zofia.person.save()
        assert refused(actions.ask_membership, zofia) == ("address", "address")


class TestConfirming:
    def test_the_new_member_can_sign_in_and_is_written_to_in_their_language(self, zofia, bob, organisation):
        actions.ask_membership(zofia, address="moja@example.org", language="en")
        actions.confirm_membership(zofia, by=bob)
        account = Account.objects.get(person=zofia.person)
        assert (account.email, account.language) == ("moja@example.org", "en")
        assert organisations_of(account) == {organisation.pk}
        letter = OutgoingMail.objects.get(template="people/membership_confirmed")
        assert (letter.to, letter.language) == ("moja@example.org", "en")
        assert "moja@example.org" in letter.text
        assert "/moje/" in letter.text

    def test_twice_is_once(self, zofia, bob):
        actions.confirm_membership(zofia, by=bob)
        actions.confirm_membership(zofia, by=bob)
        assert letters("membership_confirmed") == ["zofia@example.org"]
        assert AuditLine.objects.filter(deed="people.membership_confirmed").count() == 1

    def test_nobody_confirms_themselves(self, zofia):
        account = AccountFactory(person=zofia.person)
        assert refused(actions.confirm_membership, zofia, by=account) == ("own", "")

    def test_a_shared_mailbox_needs_an_address_of_ones_own(self, zofia, bob):
        AccountFactory(email="zofia@example.org", name="Ktoś Inny", person=PersonFactory())
        assert refused(actions.confirm_membership, zofia, by=bob) == ("address", "address")
        actions.confirm_membership(zofia, address=" Mailto:Moja@example.org ", by=bob)
        assert Account.objects.get(person=zofia.person).email == "moja@example.org"

    def test_in_doubt_is_settled_first(self, bob):
        doubtful = MembershipFactory(organisation=None, match=Membership.Match.DOUBTFUL)
        assert refused(actions.confirm_membership, doubtful, by=bob) == ("unsettled", "")

    def test_an_ended_right_is_gone_at_the_next_request(self, zofia, bob):
        actions.confirm_membership(zofia, by=bob)
        OutgoingMail.objects.all().delete()
        actions.end_membership(zofia, by=bob)
        actions.end_membership(zofia, by=bob)
        assert [mail.to for mail in OutgoingMail.objects.all()] == [zofia.person.email]
        assert organisations_of(Account.objects.get(person=zofia.person)) == frozenset()
        assert AuditLine.objects.filter(deed="people.membership_ended").count() == 1


class TestRefusing:
    def test_the_person_hears_and_may_ask_again_after_a_day(self, zofia, bob):
        actions.ask_membership(zofia)
        actions.refuse_membership(zofia, by=bob)
        actions.refuse_membership(zofia, by=bob)
        assert letters("membership_refused") == ["zofia@example.org"]
        assert refused(actions.ask_membership, zofia) == ("refused", "")
        with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
            assert actions.ask_membership(zofia).is_asking

    def test_what_nobody_asked_is_not_refused(self, zofia, bob):
        actions.refuse_membership(zofia, by=bob)
        assert letters("membership_refused") == []


class TestOwnPages:
    """A member at /moje/organizacje/<id>/."""

    def url(self, name, organisation, *more):
        return reverse(f"people:own_{name}", args=[organisation.pk, *more])

    def test_a_member_sees_members_and_requests_and_nobody_else(self, organisation, zofia, bob, signed_in):
        MembershipFactory(
            organisation=organisation, person=PersonFactory(name="Tylko Uczestnik", email="t@example.org")
        )
        actions.ask_membership(zofia)
        page = signed_in(bob).get(self.url("organisation", organisation)).content.decode()
        assert ("Zofia" in page, "Uczestnik" in page, "t@example.org" in page) == (True, False, False)

    def test_a_member_confirms_and_a_second_click_changes_nothing(self, organisation, zofia, bob, signed_in):
        actions.ask_membership(zofia)
        browser = signed_in(bob)
        for _ in range(2):
            answer = browser.post(self.url("confirm", organisation, zofia.pk))
            assert answer.headers["Location"] == self.url("organisation", organisation)
        zofia.refresh_from_db()
        assert zofia.confirmed_by == bob
        assert letters("membership_confirmed") == ["zofia@example.org"]

    def test_who_did_not_ask_is_no_member_s_to_confirm(self, organisation, zofia, bob, signed_in):
        assert signed_in(bob).post(self.url("confirm", organisation, zofia.pk)).status_code == 404

    def test_whose_address_it_is_is_not_told_to_a_member(self, organisation, zofia, bob, signed_in):
        AccountFactory(email="tajny@example.org", name="Tajna Osoba")
        actions.ask_membership(zofia, address="tajny@example.org")
        answer = signed_in(bob).post(self.url("confirm", organisation, zofia.pk), follow=True)
        words = [str(message) for message in answer.context["messages"]]
        assert ["tajny" in word or "Tajna" in word for word in words] == [False]
        zofia.refresh_from_db()
        assert zofia.confirmed_at is None

    def test_the_contact_person_with_an_account_may_answer(self, organisation, zofia, signed_in):
        contact = AccountFactory(email="kontakt@laka.example")
        actions.ask_membership(zofia)
        signed_in(contact).post(self.url("confirm", organisation, zofia.pk))
        zofia.refresh_from_db()
        assert zofia.confirmed_by == contact

    def test_a_member_leaves_but_ends_nobody_else_s_right(self, organisation, zofia, bob, signed_in):
        actions.confirm_membership(zofia, by=bob)
        browser = signed_in(bob)
        assert browser.post(self.url("leave", organisation, zofia.pk)).status_code == 404
        browser.post(self.url("leave", organisation, bob.person.memberships.get().pk))
        assert browser.get(self.url("organisation", organisation)).status_code == 404

    def test_a_member_changes_the_contact_and_confirms_nothing_by_it(self, organisation, bob, signed_in):
        type(organisation).objects.filter(pk=organisation.pk).update(confirmed_at=None)
        signed_in(bob).post(
            self.url("contact", organisation),
            {"contact_name": "Nowa Osoba", "contact_email": "nowa@laka.example", "contact_phone": ""},
        )
        organisation.refresh_from_db()
        assert (organisation.contact_name, organisation.confirmed_at) == ("Nowa Osoba", None)

    def test_a_group_keeps_a_contact(self, organisation, bob, signed_in):
        type(organisation).objects.filter(pk=organisation.pk).update(legal_form="informal")
        answer = signed_in(bob).post(
            self.url("contact", organisation), {"contact_name": "", "contact_email": "", "contact_phone": ""}
        )
        assert list(answer.context["form"].errors) == ["contact_name"]


class TestRegistryPages:
    def test_people_are_listed_to_who_keeps_the_registry_only(
        self, house, organisation, zofia, alice, signed_in
    ):
        url = reverse("people:organisation", args=[organisation.pk])
        shown = ["Zofia" in browser.get(url).content.decode() for browser in (alice, signed_in(house.mia))]
        assert shown == [True, False]

    def test_a_shared_mailbox_leads_to_the_field_for_an_own_address(self, organisation, zofia, alice):
        AccountFactory(email="zofia@example.org", name="Ktoś Inny", person=PersonFactory())
        answer = alice.post(reverse("people:member_confirm", args=[organisation.pk, zofia.pk]))
        url = reverse("people:member_address", args=[organisation.pk, zofia.pk])
        assert answer.headers["Location"] == url
        assert list(alice.post(url, {"address": ""}).context["form"].errors) == ["address"]
        alice.post(url, {"address": "moja@example.org"})
        assert Account.objects.get(person=zofia.person).email == "moja@example.org"

    def test_another_organisation_s_person_is_not_found(self, zofia, alice):
        url = reverse("people:member_confirm", args=[OrganisationFactory().pk, zofia.pk])
        assert alice.post(url).status_code == 404

    @pytest.mark.parametrize("rows", [1, 3])
    def test_requests_take_the_same_number_of_questions(
        self, alice, organisation, rows, django_assert_num_queries
    ):
        for membership in MembershipFactory.create_batch(rows, organisation=organisation):
            actions.ask_membership(membership)
        with django_assert_num_queries(11):
            alice.get(reverse("people:requests"))
