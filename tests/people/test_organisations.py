"""Deeds on organisations that pages do not show, and the facts that rules and queries agree on."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connections

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people import actions, queries
from osnowa.people.models import LegalForm, Membership, Organisation, Person
from osnowa.people.rules import completeness
from tests.factories.people import IdentifierFactory, InformalGroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_rule_and_query_agree_about_what_is_to_be_completed():
    for form in LegalForm:
        for contact in (
            {},
            {"contact_name": "Ż"},
            {"contact_name": "Ż", "contact_phone": "1"},
            {"contact_email": "a@b.pl"},
        ):
            OrganisationFactory(legal_form=form, **contact)
    by_rule = {
        o.pk
        for o in Organisation.objects.all()
        if completeness.needed(legal_form=o.legal_form, has_contact=o.has_contact)
    }
    assert set(queries.organisations_to_complete().values_list("pk", flat=True)) == by_rule
    assert len(by_rule) == 4 + 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " \u200b"}, "empty"),
        ({"legal_form": "nonsens"}, "no_form"),
        ({"legal_form": "informal"}, "no_contact"),
        ({"identifiers": [("nip", "6891178091")]}, "check_digit"),
        ({"identifiers": [("vat", "1")]}, "no_kind"),
        ({"identifiers": [("local", "12")]}, "no_office"),
        ({"identifiers": [("krs", "1"), ("krs", "2")]}, "two"),
        ({"identifiers": [("krs", "0000096794")]}, "taken"),
    ],
)
def test_refusals_leave_nothing_behind(changes, code):
    IdentifierFactory(value="0000096794")
    given = {"name": "Klub Żagiew", "legal_form": "other", **changes}
    with pytest.raises(RuleBroken) as refused:
        actions.create_organisation(**given, by=None)
    assert (refused.value.code, Organisation.objects.filter(name__startswith="Klub").count()) == (code, 0)


def test_unknown_field_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError):
        actions.change_organisation(OrganisationFactory(), merged_into=None, by=None)


def test_change_without_a_change_writes_no_history():
    organisation = OrganisationFactory()
    actions.change_organisation(organisation, name=organisation.name, by=None)
    assert AuditLine.objects.count() == 0


def test_change_tells_fields_and_no_values():
    organisation = OrganisationFactory()
    actions.change_organisation(organisation, contact_name="Żaneta", contact_email="z@example.org", by=None)
    assert AuditLine.objects.get().detail == {"fields": ["contact_email", "contact_name"]}


def test_change_of_a_merged_entry_is_refused():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    actions.merge_organisations(kept, absorbed, by=None)
    with pytest.raises(RuleBroken) as refused:
        actions.change_organisation(absorbed, town="Suraż", by=None)
    assert refused.value.code == "merged"


def test_group_cannot_be_its_own_patron():
    group = InformalGroupFactory()
    with pytest.raises(RuleBroken) as refused:
        actions.change_organisation(group, patron=group, by=None)
    assert refused.value.code == "own_patron"


def test_registration_keeps_the_numbers_that_were_known():
    group = InformalGroupFactory()
    IdentifierFactory(organisation=group, kind="local", value="7", office="Prezydent Miasta")
    with clock.at(dt.datetime(2017, 10, 1, tzinfo=dt.UTC)):
        actions.register_group(
            group,
            name="S",
            legal_form="association",
            registered_on=dt.date(2017, 9, 1),
            identifiers=[("krs", "1")],
            by=None,
        )
    assert set(group.identifiers.values_list("kind", flat=True)) == {"local", "krs"}


def test_local_numbers_are_unique_with_their_office_only():
    IdentifierFactory(kind="local", value="12", office="Starosta A")
    IdentifierFactory(kind="local", value="12", office="Starosta B")
    with pytest.raises(IntegrityError):
        IdentifierFactory(kind="local", value="12", office="Starosta A")


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_person_one_organisation_and_no_error():
    """The same name typed by the same and by other people at the same moment."""
    results, errors = [], []
    begin = threading.Barrier(6)

    def work(n):
        try:
            begin.wait()
            results.append(actions.match_membership("z@example.org", f"Osoba {n % 2}", "", "Klub Żagiew").pk)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (Person.objects.count(), Organisation.objects.count(), Membership.objects.count()) == (2, 1, 2)
