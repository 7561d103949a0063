import json

import pytest

from osnowa.lib import mail
from osnowa.lib.errors import RuleBroken
from osnowa.people import actions, privacy
from osnowa.people.models import Account, Membership, Organisation, Person
from tests.factories.people import (
    AccountFactory,
    InformalGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(name="Żaneta Źrebiec", email="Zaneta@example.org", phone="600 100 200")


def test_export_tells_all_and_nothing_about_others(person):
    membership = MembershipFactory(person=person, typed="Łąka nad Narwią")
    OrganisationFactory(name="Klub", contact_name="zaneta zrebiec", contact_email="ZANETA@example.org")
    OrganisationFactory(contact_name="Ktoś Inny", contact_email="zaneta@example.org")
    AccountFactory(person=person, name="Żaneta", about="trenuje")
    MembershipFactory()
    told = privacy.export(person)
    assert told["person"]["phone"] == "600 100 200"
    assert [o["organisation"] for o in told["organisations"]] == [membership.organisation.name]
    assert [c["organisation"] for c in told["contact_person_of"]] == ["Klub"]
    assert told["account"]["about"] == "trenuje"
    assert "Ktoś Inny" not in json.dumps(told, ensure_ascii=False)


def test_erasure_leaves_the_key_and_no_word_about_the_person(person):
    first, second = MembershipFactory(person=person, role="prezeska"), MembershipFactory(person=person)
    account = AccountFactory(person=person, name="Żaneta", about="x")
    key = person.key
    privacy.erase(person)
    person.refresh_from_db()
    assert (person.key, person.name, person.email, person.phone, person.sort_key) == (key, "", "", "", "")
    assert (person.name_key, person.email_key) == (f"erased-{key}", f"erased-{key}")
    assert {(m.typed, m.role) for m in Membership.objects.filter(person=person)} == {("", "")}
    assert {m.organisation for m in Membership.objects.filter(person=person)} == {
        first.organisation,
        second.organisation,
    }
    account.refresh_from_db()
    assert (account.email, account.name, account.about, account.is_active) == (
        f"erased-{account.pk}@invalid",
        "",
        "",
        False,
    )
    assert "aneta" not in json.dumps(
        list(Person.objects.values()) + list(Account.objects.values()), default=str
    )


def test_erasure_twice_is_once(person):
    privacy.erase(person)
    person.refresh_from_db()
    moment = person.erased_at
    privacy.erase(person)
    person.refresh_from_db()
    assert person.erased_at == moment


def test_saving_an_erased_person_keeps_the_keys(person):
    privacy.erase(person)
    person.refresh_from_db()
    person.save()
    assert person.email_key == f"erased-{person.key}"


def test_erased_person_who_comes_back_is_a_new_person(person):
    privacy.erase(person)
    again = actions.match_membership("zaneta@example.org", "Żaneta Źrebiec", "", "Klub")
    assert again.person != person


def test_contact_person_of_an_organisation_is_blanked(person):
    organisation = OrganisationFactory(
        contact_name=person.name,
        contact_email="ZANETA@EXAMPLE.ORG",
        contact_phone="1",
        email="biuro@klub.example",
    )
    privacy.erase(person)
    organisation.refresh_from_db()
    contact = (
        organisation.contact_name,
        organisation.contact_email,
        organisation.contact_phone,
        organisation.email,
    )
    assert contact == ("", "", "", "biuro@klub.example")


def test_another_contact_of_the_same_mailbox_stays(person):
    organisation = OrganisationFactory(contact_name="Ktoś Inny", contact_email="zaneta@example.org")
    privacy.erase(person)
    organisation.refresh_from_db()
    assert organisation.contact_name == "Ktoś Inny"


def test_only_contact_of_an_informal_group_needs_a_successor_first(person):
    group = InformalGroupFactory(contact_name=person.name, contact_email=person.email)
    with pytest.raises(RuleBroken) as refused:
        privacy.erase(person)
    person.refresh_from_db()
    assert (refused.value.code, person.erased_at) == ("only_contact", None)
    actions.change_organisation(
        Organisation.objects.get(pk=group.pk),
        contact_name="Nowa Osoba",
        contact_email="n@example.org",
        by=None,
    )
    privacy.erase(person)
    person.refresh_from_db()
    assert person.erased_at is not None


def test_letters_to_the_person_are_forgotten_unless_others_share_the_mailbox(person, monkeypatch):
    forgotten = []
    monkeypatch.setattr(mail, "forget_address", forgotten.append)
    other = PersonFactory(name="Ktoś Inny", email="zaneta@example.org")
    privacy.erase(person)
    assert forgotten == []
    privacy.erase(other)
    assert forgotten == ["zaneta@example.org"]
