"""Merge and undo: everything that points moves, comes back, and nothing is lost."""

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people import actions, queries
from osnowa.people.actions.merging import references
from osnowa.people.models import Distinction, Identifier, LegalForm, Membership, Merge, Organisation
from tests.factories.people import (
    AccountFactory,
    IdentifierFactory,
    InformalGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationStageFactory,
    RegisterAnswerFactory,
)
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db


def state(*organisations):
    """All that undo must bring back."""
    told = []
    for organisation in organisations:
        organisation.refresh_from_db()
        row = {
            f.attname: getattr(organisation, f.attname)
            for f in organisation._meta.concrete_fields
            if f.name != "changed_at"
        }
        pointing = {
            (model._meta.label, field.name): sorted(
                model._base_manager.filter(**{field.name: organisation}).values_list("pk", flat=True)
            )
            for model, field in references()
        }
        told.append((row, pointing))
    return told


def test_every_foreign_key_of_every_app_is_walked():
    known = {f"{model._meta.label}.{field.name}" for model, field in references()}
    assert {
        "people.Identifier.organisation",
        "people.Membership.organisation",
        "people.OrganisationStage.organisation",
        "people.RegisterAnswer.organisation",
        "people.Organisation.patron",
        "people.Organisation.merged_into",
        "programme.Programme.operator",
    } <= known
    assert not any(name.startswith(("people.Merge.", "people.Distinction.")) for name in known)


def full_pair():
    kept = OrganisationFactory(
        name="Fundacja „Łąka”", town="", voivodeship="", legal_form=LegalForm.UNKNOWN, confirmed_at=None
    )
    absorbed = InformalGroupFactory(name="laka", website="https://laka.example", founded_on="2016-05-01")
    IdentifierFactory(organisation=kept)
    IdentifierFactory(organisation=absorbed, kind="local", value="12", office="Starosta")
    MembershipFactory(organisation=kept)
    MembershipFactory.create_batch(2, organisation=absorbed)
    OrganisationStageFactory(organisation=absorbed)
    RegisterAnswerFactory(organisation=absorbed)
    OrganisationFactory(patron=absorbed)
    ProgrammeFactory(operator=absorbed)
    for organisation in (kept, absorbed):
        organisation.refresh_from_db()
    return kept, absorbed


def test_merge_moves_everything_and_fills_blanks():
    kept, absorbed = full_pair()
    merge = actions.merge_organisations(kept, absorbed, by=AccountFactory())
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.name, kept.legal_form, kept.town, kept.website) == (
        "Fundacja „Łąka”",
        "informal",
        "Białystok",
        "https://laka.example",
    )
    assert (kept.contact_name, kept.founded_on) == (absorbed.contact_name, absorbed.founded_on)
    assert (
        kept.memberships.count(),
        kept.identifiers.count(),
        kept.programmes_run.count(),
        kept.patron_of.count(),
    ) == (3, 2, 1, 1)
    assert absorbed.merged_into == kept
    assert [name for (_row, pointing) in state(absorbed) for name, ids in pointing.items() if ids] == []
    assert "legal_form" in merge.filled


def test_undo_brings_everything_back():
    kept, absorbed = full_pair()
    before = state(kept, absorbed)
    merge = actions.merge_organisations(kept, absorbed, by=None)
    actions.undo_merge(merge, by=None)
    assert state(kept, absorbed) == before


FIELDS = (
    "town",
    "street",
    "email",
    "website",
    "phone",
    "short_name",
    "contact_name",
    "contact_email",
    "supervisor",
)
CHOICES = st.fixed_dictionaries({field: st.sampled_from(["", "a@b.pl", "Łąka"]) for field in FIELDS})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    CHOICES,
    CHOICES,
    st.integers(0, 2),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(LegalForm),
    st.sampled_from(LegalForm),
)
def test_merge_and_undo_is_a_round_trip(  # noqa: PLR0917  so much is varied
    db, first, second, mine, theirs, patron, form, other_form
):
    kept = OrganisationFactory(**first, legal_form=form)
    absorbed = OrganisationFactory(**second, legal_form=other_form, patron=kept if patron else None)
    if patron and mine == 0:
        Organisation.objects.filter(pk=kept.pk).update(patron=absorbed)
    MembershipFactory.create_batch(mine, organisation=kept)
    MembershipFactory.create_batch(theirs, organisation=absorbed)
    before = state(kept, absorbed)
    merge = actions.merge_organisations(kept, absorbed, by=None)
    kept.refresh_from_db()
    assert kept.patron_id != kept.pk
    assert Membership.objects.filter(organisation=kept).count() == mine + theirs
    actions.undo_merge(merge, by=None)
    assert state(kept, absorbed) == before


def test_undo_keeps_what_came_later():
    kept, absorbed = full_pair()
    merge = actions.merge_organisations(kept, absorbed, by=None)
    later = MembershipFactory(organisation=kept)
    actions.change_organisation(Organisation.objects.get(pk=kept.pk), town="Suraż", by=None)
    actions.undo_merge(merge, by=None)
    kept.refresh_from_db()
    later.refresh_from_db()
    assert (kept.town, kept.website, later.organisation) == ("Suraż", "", kept)


def test_merge_and_undo_twice_are_once():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    merges = {actions.merge_organisations(kept, absorbed, by=None).pk for _ in range(2)}
    merge = Merge.objects.get(pk__in=merges)
    moments = {actions.undo_merge(merge, by=None).undone_at for _ in range(2)}
    assert (len(merges), len(moments)) == (1, 1)
    assert AuditLine.objects.filter(deed="people.merge_undone").count() == 1


def test_merge_after_undo_is_a_new_merge():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    first = actions.merge_organisations(kept, absorbed, by=None)
    actions.undo_merge(first, by=None)
    assert actions.merge_organisations(kept, absorbed, by=None) != first


def test_undo_of_the_inner_merge_waits_for_the_outer_one():
    one, two, three = OrganisationFactory.create_batch(3)
    inner = actions.merge_organisations(two, three, by=None)
    outer = actions.merge_organisations(one, two, by=None)
    with pytest.raises(RuleBroken) as refused:
        actions.undo_merge(inner, by=None)
    assert refused.value.code == "merged_on"
    actions.undo_merge(outer, by=None)
    actions.undo_merge(inner, by=None)
    assert Organisation.objects.exclude(merged_into=None).count() == 0


@pytest.mark.parametrize("kind", ["krs", "nip"])
def test_two_numbers_of_one_register_are_two_organisations(kind):
    values = {"krs": ("0000096794", "0000147699"), "nip": ("6891178090", "6861429245")}[kind]
    one, two = (IdentifierFactory(kind=kind, value=value).organisation for value in values)
    with pytest.raises(RuleBroken) as refused:
        actions.merge_organisations(one, two, by=None)
    assert refused.value.code == "two_numbers"
    assert Identifier.objects.get(value=values[1]).organisation == two


def test_merged_entries_are_not_merged_again():
    one, two, three = OrganisationFactory.create_batch(3)
    actions.merge_organisations(one, two, by=None)
    for pair in ((three, two), (two, three)):
        with pytest.raises(RuleBroken) as refused:
            actions.merge_organisations(*pair, by=None)
        assert refused.value.code == "merged"


def test_rows_that_a_unique_key_refuses_stay_behind(monkeypatch):
    """A table of another app with one row per organisation: the kept one has its row already."""
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    with connection.cursor() as cursor:  # stands in for such a table: one membership per organisation
        cursor.execute("CREATE UNIQUE INDEX one_membership ON people_membership (organisation_id)")
    own, other = MembershipFactory(organisation=kept), MembershipFactory(organisation=absorbed)
    before = state(kept, absorbed)
    merge = actions.merge_organisations(kept, absorbed, by=None)
    other.refresh_from_db()
    assert (merge.stayed, other.organisation) == (
        [{"model": "people.Membership", "field": "organisation", "ids": [other.pk]}],
        absorbed,
    )
    actions.undo_merge(merge, by=None)
    assert (state(kept, absorbed), own.organisation) == (before, kept)


def test_history_of_the_kept_one_tells_both():
    kept, absorbed = (
        actions.create_organisation(name, "other", by=None) for name in ("Klub Żagiew", "Teatr")
    )
    merge = actions.merge_organisations(kept, absorbed, by=None)
    assert queries.history_of(kept).count() == 3
    actions.undo_merge(merge, by=None)
    assert {line.subject_id for line in queries.history_of(kept)} == {kept.pk}


def test_told_apart_in_either_order_is_one():
    one, two = OrganisationFactory.create_batch(2)
    actions.tell_apart(two, one, by=None)
    actions.tell_apart(one, two, by=None)
    assert list(Distinction.objects.values_list("first", "second")) == [(one.pk, two.pk)]


class TestSuggestedDuplicates:
    def pairs(self):
        return [(d.first.name, d.second.name) for d in queries.duplicates_suggested()]

    def test_the_fuller_entry_is_proposed_to_be_kept(self):
        OrganisationFactory(name="laka nad narwia", town="", legal_form=LegalForm.UNKNOWN)
        IdentifierFactory(organisation__name="Fundacja „Łąka nad Narwią”")
        assert self.pairs() == [("Fundacja „Łąka nad Narwią”", "laka nad narwia")]

    def test_two_numbers_of_one_register_are_never_suggested(self):
        for name in ("Fundacja Łąka", "Stowarzyszenie Łąka"):
            IdentifierFactory(organisation__name=name)
        assert self.pairs() == []

    def test_abbreviation_is_suggested_with_its_long_name(self):
        OrganisationFactory(name="Białostockie Centrum Seniorów Aktywnych")
        OrganisationFactory(name="BCSA")
        assert len(self.pairs()) == 1

    def test_merged_entries_are_left_out(self):
        actions.merge_organisations(
            OrganisationFactory(name="Klub Łąka"), OrganisationFactory(name="klub laka"), by=None
        )
        assert self.pairs() == []


def test_references_are_real_fields():
    assert all(isinstance(field, models.ForeignKey) for _model, field in references())
