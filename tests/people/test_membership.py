import pytest

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people import actions
from osnowa.people.models import Identifier, LegalForm, Membership, Organisation, Person
from tests.factories.people import (
    AccountFactory,
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationStageFactory,
    nip,
)

pytestmark = pytest.mark.django_db
Match = Membership.Match


def match(typed, *, email="zofia@example.org", name="Zofia Łoś", phone=""):
    return actions.match_membership(email, name, phone, typed)


def test_nothing_like_it_is_known_gives_a_new_organisation_to_complete():
    membership = match("Teatr Pod Dębem")
    organisation = membership.organisation
    assert (membership.match, organisation.name, organisation.legal_form) == (
        Match.NEW,
        "Teatr Pod Dębem",
        LegalForm.UNKNOWN,
    )
    assert organisation.confirmed_at is None


@pytest.mark.parametrize(
    "typed", ["Grupa nieformalna Sąsiedzi", "grupa inicjatywna „Nasz Park”", "NIEFORMALNA GRUPA mam"]
)
def test_words_that_say_informal_give_an_informal_group(typed):
    assert match(typed).organisation.legal_form == LegalForm.INFORMAL


@pytest.mark.parametrize(
    "typed", ["Fundacja Łąka", "FUNDACJA „ŁĄKA”", "fundacja laka", '  "Łąka"  ', "Fundacja\tŁąka\u200b"]
)
def test_same_name_without_rival_is_sure(typed):
    known = OrganisationFactory(name="Fundacja „Łąka”", legal_form=LegalForm.FOUNDATION)
    membership = match(typed)
    assert (membership.match, membership.organisation) == (Match.SURE, known)


@pytest.mark.parametrize(
    "typed",
    [
        "Stowarzyszenie Łąka nad Narwią",
        "Stowarzyszenie Łąka",  # another form than the known foundation
        "Fundacja Łąkaa nad Narwią",
        "Nadnarwiańska łąka nad Narwią",
    ],
)
def test_something_like_it_is_doubtful_and_has_no_organisation(typed):
    OrganisationFactory(
        name="Fundacja „Łąka”" if typed == "Stowarzyszenie Łąka" else "Fundacja „Łąka nad Narwią”",
        legal_form=LegalForm.FOUNDATION,
    )
    membership = match(typed)
    assert (membership.match, membership.organisation) == (Match.DOUBTFUL, None)


def test_two_of_the_same_name_are_rivals():
    OrganisationFactory(name="Stowarzyszenie „Seniorzy”", town="Suraż")
    OrganisationFactory(name="Stowarzyszenie „Seniorzy”", town="Choroszcz")
    assert match("Stowarzyszenie Seniorzy").match == Match.DOUBTFUL


@pytest.mark.parametrize(
    "typed", ["0000096794", "KRS 96794", "krs: 0000 096 794", "Cokolwiek, KRS 0000096794"]
)
def test_known_number_is_sure_whatever_the_name(typed):
    known = IdentifierFactory(value="0000096794").organisation
    membership = match(typed)
    assert (membership.match, membership.organisation) == (Match.SURE, known)


def test_unknown_number_gives_a_new_organisation_with_it():
    number = nip(689_117_809)
    membership = match(f"Klub Żagiew NIP {number[:3]}-{number[3:6]}-{number[6:8]}-{number[8:]}")
    assert (membership.match, membership.organisation.name) == (Match.NEW, "Klub Żagiew")
    assert list(membership.organisation.identifiers.values_list("kind", "value")) == [("nip", number)]


def test_number_alone_stands_for_the_name_until_it_is_known():
    assert match("KRS 0000096794").organisation.name == "KRS 0000096794"


@pytest.mark.parametrize("typed", ["521-30-17-229", "NIP 123 456 78 90", "x", "12345"])
def test_what_is_hardly_a_name_waits_for_the_team_and_makes_no_organisation(typed):
    """A number that breaks its rule is kept as typed and never asked about; it must not count as an organisation."""
    membership = match(typed)
    assert (membership.typed, membership.match, membership.organisation) == (typed, Match.DOUBTFUL, None)
    assert Organisation.objects.count() == 0


def test_wrong_check_digit_is_kept_as_typed_and_never_asked_about():
    membership = match("Klub Żagiew NIP 6891178091")
    assert (membership.match, membership.organisation.name) == (Match.NEW, "Klub Żagiew NIP 6891178091")
    assert Identifier.objects.count() == 0


def test_known_name_with_a_number_we_did_not_know_is_doubtful():
    OrganisationFactory(name="Fundacja „Łąka”", legal_form=LegalForm.FOUNDATION)
    assert match("Fundacja Łąka, KRS 0000096794").match == Match.DOUBTFUL


def test_numbers_of_two_organisations_are_doubtful():
    IdentifierFactory(value="0000096794")
    number = IdentifierFactory(kind="nip", value=nip(689_117_809)).value
    assert match(f"KRS 0000096794 NIP {number}").match == Match.DOUBTFUL


@pytest.mark.parametrize("typed", ["-", "brak", "Nie dotyczy", "osoba prywatna", "nie mam!"])
def test_words_that_name_nothing_make_no_organisation(typed):
    membership = match(typed)
    assert (membership.match, membership.organisation) == (Match.NONE, None)
    assert Organisation.objects.count() == 0


def test_name_before_a_merge_leads_to_the_kept_one():
    kept, absorbed = (
        OrganisationFactory(name="Teatr Pod Dębem"),
        OrganisationFactory(name="Scena Pod Dębem i Lipą"),
    )
    actions.merge_organisations(kept, absorbed, by=AccountFactory())
    assert match("scena pod dębem i lipą").organisation == kept


def test_earlier_name_of_a_registered_group_leads_to_it():
    organisation = OrganisationFactory(name="Stowarzyszenie „Nowe Bojary”")
    OrganisationStageFactory(
        organisation=organisation, name="Grupa nieformalna Sąsiedzi z Bojar", legal_form=LegalForm.INFORMAL
    )
    assert match("Sąsiedzi z Bojar").organisation == organisation


def test_same_person_and_words_give_the_same_membership():
    first = match("Teatr Pod Dębem")
    second = match("  TEATR pod dębem ", email="ZOFIA@example.org", name="zofia łoś")
    assert second == first
    assert (Person.objects.count(), Organisation.objects.count(), Membership.objects.count()) == (1, 1, 1)
    assert AuditLine.objects.filter(deed="people.membership_recorded").count() == 1


def test_another_person_of_the_same_mailbox_is_another_person():
    first, second = match("Teatr Pod Dębem", name="Zofia Łoś"), match("Teatr Pod Dębem", name="Jan Łoś")
    assert first.person != second.person
    assert first.organisation == second.organisation
    assert second.match == Match.SURE


def test_names_in_cyrillic_on_one_mailbox_stay_two_people():
    assert match("A-Klub", name="Олена Шевченко").person != match("A-Klub", name="Іван Шевченко").person


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien-Żuk",
        "李雷",
        "X Æ A-12",
        "Null",
        "'; DROP TABLE people_person; --",
        "<script>alert(1)</script>",
    ],
)
def test_names_with_any_character_are_kept(name):
    assert match("Teatr", name=name).person.name == name


def test_line_breaks_never_reach_name_or_address():
    membership = match("Teatr\nBcc: x@y.pl", name="Jan\r\nBcc: x@y.pl", email="jan@example.org\nBcc: x@y.pl")
    stored = (membership.person.name, membership.person.email, membership.typed)
    assert not any("\n" in text or "\r" in text for text in stored)


def test_telephone_is_filled_in_and_never_replaced():
    assert match("Teatr", phone="600 100 200").person.phone == "600 100 200"
    assert match("Teatr", phone="700 000 000").person.phone == "600 100 200"


@pytest.mark.parametrize(
    ("name", "typed", "field"), [("  ", "Teatr", "name"), ("Jan", " \u200b ", "organisation")]
)
def test_nothing_typed_is_refused_with_its_field(name, typed, field):
    with pytest.raises(RuleBroken) as refused:
        match(typed, name=name)
    assert refused.value.field == field


def test_matching_takes_few_queries(django_assert_max_num_queries):
    OrganisationFactory.create_batch(3)
    with django_assert_max_num_queries(14):
        match("Teatr Pod Dębem")


def test_match_is_recorded_as_the_participants_deed():
    match("Teatr")
    assert AuditLine.objects.get(deed="people.membership_recorded").actor == audit.PARTICIPANT


class TestSettling:
    @pytest.fixture
    def doubtful(self):
        return MembershipFactory(
            organisation=None, match=Match.DOUBTFUL, typed="Laka nad Narwia KRS 0000096794"
        )

    def test_settle_keeps_the_number_that_was_typed(self, doubtful):
        organisation = OrganisationFactory(name="Fundacja „Łąka nad Narwią”")
        settled = actions.settle_membership(doubtful, organisation, by=AccountFactory())
        assert (settled.match, settled.organisation) == (Match.SETTLED, organisation)
        assert [i.value for i in organisation.identifiers.all()] == ["0000096794"]

    def test_settle_twice_is_once(self, doubtful):
        organisation, by = OrganisationFactory(), AccountFactory()
        actions.settle_membership(doubtful, organisation, by=by)
        actions.settle_membership(doubtful, organisation, by=by)
        assert AuditLine.objects.filter(deed="people.membership_settled").count() == 1

    def test_settle_otherwise_meanwhile_is_refused(self, doubtful):
        by = AccountFactory()
        actions.settle_membership(doubtful, OrganisationFactory(), by=by)
        with pytest.raises(RuleBroken) as refused:
            actions.settle_membership(doubtful, OrganisationFactory(), by=by)
        assert refused.value.code == "settled"

    def test_settle_with_a_merged_entry_is_refused(self, doubtful):
        kept, absorbed = OrganisationFactory(), OrganisationFactory()
        actions.merge_organisations(kept, absorbed, by=None)
        with pytest.raises(RuleBroken) as refused:
            actions.settle_membership(doubtful, absorbed, by=None)
        assert refused.value.code == "merged"

    def test_settle_as_new_twice_adds_one(self, doubtful):
        first = actions.settle_as_new(doubtful, by=None)
        second = actions.settle_as_new(doubtful, by=None)
        assert first.organisation == second.organisation
        assert first.organisation.name == "Laka nad Narwia"

    def test_settle_as_new_refuses_words_that_name_nothing(self):
        with pytest.raises(RuleBroken) as refused:
            actions.settle_as_new(
                MembershipFactory(organisation=None, match=Match.DOUBTFUL, typed="brak"), by=None
            )
        assert refused.value.code == "no_name"

    def test_settle_as_none_twice_is_once_and_can_be_reopened(self, doubtful):
        for _ in range(2):
            settled = actions.settle_as_none(doubtful, by=None)
        assert (settled.match, settled.organisation) == (Match.NONE, None)
        assert AuditLine.objects.filter(deed="people.membership_settled").count() == 1
        assert actions.reopen_membership(doubtful, by=None).match == Match.DOUBTFUL

    def test_settle_as_none_after_somebody_else_is_refused(self, doubtful):
        actions.settle_membership(doubtful, OrganisationFactory(), by=None)
        with pytest.raises(RuleBroken) as refused:
            actions.settle_as_none(doubtful, by=None)
        assert refused.value.code == "settled"

    def test_reopen_undoes_a_settlement(self, doubtful):
        actions.settle_membership(doubtful, OrganisationFactory(), by=None)
        reopened = actions.reopen_membership(doubtful, by=None)
        assert (reopened.match, reopened.organisation, reopened.settled_at) == (Match.DOUBTFUL, None, None)

    def test_reopen_leaves_sure_matches_alone(self):
        sure = MembershipFactory()
        assert actions.reopen_membership(sure, by=None).match == Match.SURE
