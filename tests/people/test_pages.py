"""Pages of the registry: who may open them, what an organisation's page tells."""

import pytest
from django.test import Client
from django.urls import reverse

from osnowa.people import actions
from osnowa.people.actions import deeds
from osnowa.people.models import LegalForm, Membership, Merge
from tests.factories.people import (
    IdentifierFactory,
    InformalGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationStageFactory,
    PersonFactory,
    RegisterAnswerFactory,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def things(house):
    """One of everything, and the addresses of all pages by what they need."""
    organisation, other = OrganisationFactory(), OrganisationFactory()
    group = InformalGroupFactory()
    membership = MembershipFactory(organisation=None, match=Membership.Match.DOUBTFUL, typed="Źródło?")
    IdentifierFactory(organisation=organisation)
    merge = actions.merge_organisations(OrganisationFactory(), OrganisationFactory(), by=None)
    reading = [
        url("organisations"),
        url("organisations_csv"),
        url("organisations_to_complete"),
        url("organisation", organisation.pk),
    ]
    keeping = [
        url("organisation_create"),
        url("memberships_to_settle"),
        url("duplicates"),
        url("compare", organisation.pk, other.pk),
        url("import_register"),
        url("organisation_change", organisation.pk),
        url("organisation_registers", group.pk),
        url("merge", organisation.pk, other.pk),
    ]
    posting = [
        url("settle_membership", membership.pk),
        url("reopen_membership", membership.pk),
        url("tell_apart", organisation.pk, other.pk),
        url("undo_merge", merge.pk),
        url("organisation_refresh", organisation.pk),
    ]
    return reading, keeping, posting


class TestWhoMayOpenThem:
    def test_strangers_are_sent_to_sign_in(self, client, things):
        for address in [*things[0], *things[1], *things[2]]:
            answer = client.get(address) if address not in things[2] else client.post(address)
            assert (address, answer.status_code) == (address, 302)
            assert answer.headers["Location"].startswith(reverse("account_request_login_code"))

    def test_alice_opens_every_page(self, alice, things):
        assert {alice.get(address).status_code for address in things[0] + things[1]} == {200}
        assert {alice.get(address).status_code for address in things[2]} == {405}

    def test_charlie_keeps_the_same_registry_from_another_programme(self, house, signed_in, things):
        charlie = signed_in(house.charlie)
        assert {charlie.get(address).status_code for address in things[0] + things[1]} == {200}

    def test_mia_reads_and_changes_nothing(self, house, signed_in, things):
        mia = signed_in(house.mia, second_factor=False)
        assert {mia.get(address).status_code for address in things[0]} == {200}
        assert {mia.get(address).status_code for address in things[1]} == {404}
        assert {mia.post(address).status_code for address in things[1] + things[2]} == {404, 405}

    @pytest.mark.parametrize("name", ["tomek", "bob"])
    def test_trainer_and_account_without_a_role_see_nothing(self, house, signed_in, things, name):
        browser = signed_in(getattr(house, name))
        assert {browser.get(address).status_code for address in things[0] + things[1]} == {404}
        assert {browser.post(address).status_code for address in things[1] + things[2]} == {404, 405}

    def test_alice_passes_her_second_factor_first(self, house, signed_in, things):
        half = signed_in(house.alice, second_factor=False)
        for address in things[0] + things[1]:
            assert half.get(address).headers["Location"].startswith(reverse("portal:second_factor"))
        assert {half.post(address).status_code for address in things[2]} == {302}
        assert Merge.objects.filter(undone_at=None).count() == 1

    def test_role_taken_away_is_gone_at_the_next_request(self, house, alice):
        assert alice.get(url("organisations")).status_code == 200
        house.alice.roles.update(ended_at="2026-01-01T00:00Z")
        assert alice.get(url("organisations")).status_code == 404

    def test_posts_need_the_csrf_token(self, house, signed_in, things):
        alice = signed_in(house.alice)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = alice.cookies
        assert {strict.post(address).status_code for address in things[1][:1] + things[2]} == {403}

    def test_pages_are_not_kept_by_caches(self, alice, things):
        assert {alice.get(address).headers["Cache-Control"] for address in things[0]} == {"no-store, private"}

    def test_readers_see_no_contact_person(self, house, signed_in):
        group = InformalGroupFactory(contact_name="Żaneta Źrebiec", contact_email="zaneta@example.org")
        page = signed_in(house.mia, second_factor=False).get(url("organisation", group.pk)).content.decode()
        assert ("Żaneta" in page, "zaneta@" in page) == (False, False)


@pytest.mark.parametrize("address", ["organisation", "organisation_change", "organisation_registers"])
def test_unknown_organisation_is_404(alice, address):
    assert alice.get(url(address, 999_999)).status_code == 404


def test_organisation_page_tells_what_is_known_and_missing(alice):
    organisation = OrganisationFactory(legal_form=LegalForm.UNKNOWN, confirmed_at=None)
    MembershipFactory.create_batch(2, organisation=organisation)
    OrganisationStageFactory(organisation=organisation)
    RegisterAnswerFactory(organisation=organisation)
    context = alice.get(url("organisation", organisation.pk)).context
    assert (context["people"], [str(n) for n in context["needed"]], len(context["answers"])) == (
        2,
        ["forma prawna"],
        1,
    )


def test_organisation_page_names_every_kind_of_number(alice):
    organisation = OrganisationFactory()
    IdentifierFactory(organisation=organisation, value="0000096794")
    IdentifierFactory(organisation=organisation, kind="local", value="12", office="Starosta")
    page = alice.get(url("organisation", organisation.pk)).content.decode().replace("\xa0", " ")
    assert ("<dt>KRS</dt>" in page, "<dt>Numer w lokalnej ewidencji</dt>" in page) == (True, True)


def test_history_tells_deeds_of_merged_entries_and_who_did_them(alice, house):
    kept = actions.create_organisation("Klub Żagiew", "association", by=house.alice)
    absorbed = actions.match_membership("a@example.org", "Jan", "", "Zupełnie Inny Teatr").organisation
    actions.merge_organisations(kept, absorbed, by=house.alice)
    told = [
        (str(line["label"]), line["who"])
        for line in alice.get(url("organisation", kept.pk)).context["history"]
    ]
    assert told == [
        ("Połączono dwa wpisy w jeden", "Alice"),
        ("Dodano organizację", "osoba, która się zgłosiła"),
        ("Dodano organizację", "Alice"),
    ]


def test_history_names_people_only_to_those_who_keep_the_registry(alice, house, signed_in):
    organisation = actions.create_organisation("Klub Żagiew", "association", by=house.alice)
    house.bob.person = PersonFactory()
    house.bob.save()
    MembershipFactory(organisation=organisation, person=house.bob.person)
    contact = {"contact_name": ["Żaneta", "Bob"], "town": ["Ełk", "Łapy"]}
    deeds.contact_changed.record(organisation, by=house.bob, changed=contact)
    told = {
        who: [
            (line["who"], line["changes"])
            for line in browser.get(url("organisation", organisation.pk)).context["history"]
        ]
        for who, browser in (("alice", alice), ("mia", signed_in(house.mia)))
    }
    assert told == {
        "alice": [
            ("Bob", ["Miejscowość: Ełk → Łapy", "Osoba do kontaktu: Żaneta → Bob"]),
            ("Alice", []),
        ],
        "mia": [
            ("ktoś z organizacji", ["Miejscowość: Ełk → Łapy", "Osoba do kontaktu"]),
            ("zespół programu", []),
        ],
    }
