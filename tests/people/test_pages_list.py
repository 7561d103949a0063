"""The list of the registry: search, filters, table, number of queries; suggestions for the public form."""

import csv
import io

import pytest
from django.urls import reverse

from osnowa.people import actions
from osnowa.people.models import Identifier, LegalForm, Membership, Organisation
from osnowa.people.views import suggestions
from tests.factories.people import (
    IdentifierFactory,
    InformalGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    regon,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"people:{name}", args=args)


class TestList:
    @pytest.mark.parametrize("words", ["laka", "ŁĄKA", "nad lak", "„Łąka”"])
    def test_search_folds_letters(self, alice, words):
        found, _ = (
            OrganisationFactory(name="Fundacja „Łąka nad Łąkami”"),
            OrganisationFactory(name="Klub Żagiew"),
        )
        page = alice.get(url("organisations"), {"q": words}).context["page"]
        assert [o.pk for o in page] == [found.pk]

    @pytest.mark.parametrize(
        "words", ["0000096794", "96794", "KRS 0000 096 794", "689-117-80-90", "NIP 6891178090"]
    )
    def test_search_by_number(self, alice, words):
        found = IdentifierFactory(value="0000096794").organisation
        IdentifierFactory(organisation=found, kind="nip", value="6891178090")
        IdentifierFactory()
        assert [o.pk for o in alice.get(url("organisations"), {"q": words}).context["page"]] == [found.pk]

    def test_filters_by_form_and_completeness(self, house, alice):
        house.programme.operator.delete = None
        Organisation.objects.filter(programmes_run=None).delete()
        unknown = OrganisationFactory(legal_form=LegalForm.UNKNOWN, name="A")
        lonely = OrganisationFactory(legal_form=LegalForm.INFORMAL, name="B")
        group = InformalGroupFactory(name="C")

        def listed(**asked):
            return {o.name for o in alice.get(url("organisations"), asked).context["page"]} & {"A", "B", "C"}

        assert listed(forma="informal") == {lonely.name, group.name}
        assert listed(dane="do-uzupelnienia") == {unknown.name, lonely.name}
        assert listed(dane="pelne") == {"C"}

    @pytest.mark.parametrize(
        "address",
        ["?forma=nonsens", "?dane=x", "?page=999", "?page=abc", "?q=%00", "?q=%25_'\"", "?q=" + "x" * 3000],
    )
    def test_nonsense_in_the_address_is_no_error(self, alice, address):
        OrganisationFactory()
        assert alice.get(url("organisations") + address).status_code == 200

    def test_polish_alphabet_orders_the_list(self, alice):
        for name in ("Żagiew", "Łąka", "Lato", "Źródło", "zamek", "Ćma", "Cis"):
            OrganisationFactory(name=name)
        names = [o.name for o in alice.get(url("organisations")).context["page"] if " " not in o.name]
        assert names == ["Cis", "Ćma", "Lato", "Łąka", "zamek", "Źródło", "Żagiew"]

    @pytest.mark.parametrize(
        "name", ["organisations", "organisations_to_complete", "memberships_to_settle", "duplicates"]
    )
    def test_one_row_and_three_take_the_same_queries(self, alice, name, django_assert_num_queries):
        def add(n):
            for k in range(n):
                organisation = OrganisationFactory(legal_form=LegalForm.UNKNOWN)
                IdentifierFactory(
                    organisation=organisation,
                    kind="regon",
                    value=regon(10_000_000 + Identifier.objects.count()),
                )
                MembershipFactory(organisation=organisation)
                MembershipFactory(organisation=None, match=Membership.Match.DOUBTFUL, typed=f"Źródło {k} {n}")

        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        add(1)
        alice.get(url(name))
        with CaptureQueriesContext(connection) as one:
            alice.get(url(name))
        add(3)
        with CaptureQueriesContext(connection) as more:
            alice.get(url(name))
        assert len(more) == len(one) <= 14

    def test_csv_is_safe_and_whole(self, alice):
        organisation = OrganisationFactory(
            name='=HYPERLINK("http://x";"klik")', town="Łódź; „Śródmieście”", phone="+48 600 100 200"
        )
        IdentifierFactory(organisation=organisation, value="0000096794")
        response = alice.get(url("organisations_csv"), {"q": "hyperlink"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert response.headers["Content-Disposition"] == 'attachment; filename="organizacje.csv"'
        assert len(rows) == 2
        told = dict(zip(rows[0], rows[1], strict=True))
        assert told["Nazwa"] == '\'=HYPERLINK("http://x";"klik")'
        assert (told["KRS"], told["Miejscowość"], told["Telefon"]) == (
            "0000096794",
            "Łódź; „Śródmieście”",
            "'+48 600 100 200",
        )


class TestSuggestions:
    @pytest.fixture(autouse=True)
    def _counting(self):
        suggestions.counting = suggestions.PerMinute()

    def asked(self, client, words, **extra):
        return client.get(url("suggestions"), {"q": words}, **extra)

    def test_names_and_towns_only(self, client):
        IdentifierFactory(organisation__name="Sąsiedzi z Bojar", value="0000096794")
        told = self.asked(client, "sąsiedzi").content.decode()
        assert told.strip() == '<option value="Sąsiedzi z Bojar">Białystok</option>'

    @pytest.mark.parametrize("words", ["sasiedzi z", "0000096794", "KRS 96794"])
    def test_what_browsers_would_hide_is_held_by_the_label(self, client, words):
        IdentifierFactory(organisation__name="Sąsiedzi z Bojar", value="0000096794")
        assert (
            self.asked(client, words).content.decode().strip()
            == f'<option value="Sąsiedzi z Bojar">Białystok – {words}</option>'
        )

    @pytest.mark.parametrize("words", ["", "s", "są", "s.ą", "  są  ", "%", "___", "\x00"])
    def test_fewer_than_three_letters_give_nothing(self, client, words):
        OrganisationFactory(name="Sąsiedzi z Bojar")
        assert self.asked(client, words).content.decode().strip() == ""

    def test_names_as_strangers_typed_them_stay_private(self, client):
        OrganisationFactory(name="Sąsiedzi z Bojar", confirmed_at=None)
        assert self.asked(client, "sąsiedzi").content.decode().strip() == ""

    @pytest.mark.parametrize("form", [LegalForm.INFORMAL, LegalForm.UNKNOWN])
    def test_informal_groups_are_not_for_strangers(self, client, form):
        OrganisationFactory(name="Sąsiedzi z Bojar", legal_form=form)
        assert self.asked(client, "sąsiedzi").content.decode().strip() == ""

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Koło Gospodyń Wiejskich w Siedliskach", "KGW"),
            ("Koło Gospodyń Wiejskich w Siedliskach", "kgw siedlisk"),
            ("Ochotnicza Straż Pożarna w Łące", "OSP Łąc"),
            ("Uczniowski Klub Sportowy „Orlik”", "uks orlik"),
            ("KGW Siedliska", "kgw"),
        ],
    )
    def test_abbreviations_find_names_that_spell_them_out(self, client, name, words):
        OrganisationFactory(name="Stowarzyszenie „Orlik z Siedlisk”")
        OrganisationFactory(name=name)
        assert self.asked(client, words).content.decode().count("<option") == 1
        assert f'value="{name}"' in self.asked(client, words).content.decode()

    def test_merged_entries_are_not_suggested(self, client):
        actions.merge_organisations(
            OrganisationFactory(name="Klub"), OrganisationFactory(name="Sąsiedzi"), by=None
        )
        assert self.asked(client, "sąsiedzi").content.decode().strip() == ""

    def test_at_most_eight_and_one_query(self, client, django_assert_num_queries):
        OrganisationFactory.create_batch(12)
        with django_assert_num_queries(1):
            told = self.asked(client, "źródło").content.decode()
        assert told.count("<option") == 8

    def test_what_was_typed_is_escaped(self, client):
        OrganisationFactory(name="Sąsiedzi z Bojar")
        told = self.asked(client, 'sasiedzi "><script>').content.decode()
        assert "<script>" not in told

    def test_form_field_of_the_sign_up_is_understood(self, client):
        OrganisationFactory(name="Sąsiedzi z Bojar")
        assert "Sąsiedzi" in client.get(url("suggestions"), {"organisation": "sąsiedzi"}).content.decode()

    def test_machine_that_asks_all_day_is_stopped_and_a_room_is_not(self, client, settings):
        settings.SUGGESTIONS_PER_MINUTE_PER_ADDRESS = 5
        answers = [self.asked(client, "abc", REMOTE_ADDR="192.0.2.1").status_code for _ in range(7)]
        assert answers == [200] * 5 + [429] * 2
        assert self.asked(client, "abc", REMOTE_ADDR="192.0.2.2").status_code == 200

    def test_needs_no_session(self, client):
        response = self.asked(client, "sąsiedzi")
        assert (response.cookies, response.headers["Cache-Control"]) == ({}, "public, max-age=60")

    def test_posts_are_refused(self, client):
        assert client.post(url("suggestions")).status_code == 405
