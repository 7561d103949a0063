"""Pages of the registry: who may open them, what they do with what people type, how many queries lists take."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from osnowa.people import actions
from osnowa.people.models import Identifier, LegalForm, Membership, Merge, Organisation, OrganisationStage
from osnowa.people.views import suggestions
from tests.factories.people import (
    IdentifierFactory,
    InformalGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationStageFactory,
    RegisterAnswerFactory,
    nip,
    regon,
)
from tests.people.test_krs import answer
from tests.people.test_krs_client import ok, register

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


class TestEditing:
    def typed(self, **fields):
        return {"name": "Klub Żagiew", "legal_form": "association", **fields}

    @pytest.mark.parametrize("form", [f for f in LegalForm if f != LegalForm.INFORMAL])
    def test_every_legal_form_is_taken_without_a_number(self, alice, form):
        response = alice.post(url("organisation_create"), self.typed(legal_form=form))
        made = Organisation.objects.get(name="Klub Żagiew")
        assert (response.headers["Location"], made.legal_form) == (url("organisation", made.pk), form)

    def test_numbers_are_taken_as_people_write_them(self, alice):
        number, short = nip(689_117_809), regon(37_109_197)
        alice.post(
            url("organisation_create"),
            self.typed(
                number_0_kind="nip", number_0_value=f" {number[:3]}-{number[3:6]}-{number[6:8]}-{number[8:]} ",
                number_1_kind="regon", number_1_value=f"{short}00000",
                number_2_kind="krs", number_2_value="KRS 96794",
                number_3_kind="local", number_3_value="12/2017", number_3_office="Starosta Powiatu Białostockiego",
                number_4_kind="arimr", number_4_value="kgw/123",
            ),
        )  # fmt: skip
        assert set(Identifier.objects.values_list("kind", "value", "office")) == {
            ("nip", number, ""), ("regon", short, ""), ("krs", "0000096794", ""),
            ("local", "12/2017", "Starosta Powiatu Białostockiego"), ("arimr", "KGW/123", ""),
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("kind", "typed", "words"),
        [
            ("nip", "689-117-80-91", "cyfra 10 powinna być 0, a jest 1"),
            ("regon", "371091971", "cyfra 9 powinna być 2, a jest 1"),
            ("krs", "12345678", "KRS ma 10 cyfr; wpisano 8"),
            ("nip", "68911780AB", "„A” nie jest cyfrą"),
            ("krs", "0000000000", "KRS nie może składać się z samych zer"),
        ],
    )
    def test_wrong_number_says_which_rule_failed_and_keeps_what_was_typed(self, alice, kind, typed, words):
        response = alice.post(
            url("organisation_create"), self.typed(number_0_kind=kind, number_0_value=typed)
        )
        page = response.content.decode().replace("\xa0", " ")
        assert (response.status_code, Organisation.objects.filter(name="Klub Żagiew").count()) == (200, 0)
        assert words in page
        assert f'value="{typed}"' in page
        assert "<title>Błąd: " in page

    def test_local_number_without_its_office_is_asked_for(self, alice):
        response = alice.post(
            url("organisation_create"), self.typed(number_0_kind="local", number_0_value="12/2017")
        )
        assert "number_0_office" in response.context["form"].errors

    def test_number_of_another_organisation_names_it(self, alice):
        taken = IdentifierFactory(value="0000096794")
        response = alice.post(
            url("organisation_create"), self.typed(number_0_kind="krs", number_0_value="0000096794")
        )
        assert taken.organisation.name in str(response.context["form"].errors["number_0_value"])

    def test_informal_group_needs_a_contact_person_instead_of_a_number(self, alice):
        response = alice.post(url("organisation_create"), self.typed(legal_form="informal"))
        assert set(response.context["form"].errors) == {"contact_name", "contact_email"}
        alice.post(
            url("organisation_create"),
            self.typed(legal_form="informal", contact_name="Żaneta Dąb", contact_phone="600 100 200"),
        )
        assert Organisation.objects.get(name="Klub Żagiew").contact_phone == "600 100 200"

    def test_double_click_adds_one(self, alice):
        for _ in range(2):
            response = alice.post(url("organisation_create"), self.typed())
        made = Organisation.objects.get(name="Klub Żagiew")
        assert response.headers["Location"] == url("organisation", made.pk)

    def test_known_name_is_asked_about_and_may_be_added(self, alice):
        from django.utils import timezone

        known = OrganisationFactory(
            name="Stowarzyszenie „Klub Żagiew”", created_at=timezone.now() - timezone.timedelta(days=3)
        )
        response = alice.post(url("organisation_create"), self.typed())
        assert [o.pk for o in response.context["form"].same_names] == [known.pk]
        assert url("organisation", known.pk) in response.content.decode()
        alice.post(url("organisation_create"), self.typed(same_name_is_fine="on"))
        assert Organisation.objects.filter(name="Klub Żagiew").count() == 1

    def test_emptied_row_removes_the_number_and_others_stay(self, alice):
        row = IdentifierFactory(value="0000096794")
        organisation = row.organisation
        number = nip(689_117_809)
        IdentifierFactory(organisation=organisation, kind="nip", value=number)
        alice.post(
            url("organisation_change", organisation.pk),
            {
                "name": organisation.name,
                "legal_form": "association",
                "number_0_kind": "krs",
                "number_0_value": "",
                "number_1_kind": "nip",
                "number_1_value": number,
            },
        )
        assert list(organisation.identifiers.values_list("value", flat=True)) == [number]

    @pytest.mark.parametrize(
        ("field", "typed", "kept"),
        [
            ("email", " mailto:Biuro@Laka.example. ", "Biuro@Laka.example"),
            ("email", "Łąka <biuro@laka.example>", "biuro@laka.example"),
            ("website", "laka.example/o-nas", "https://laka.example/o-nas"),
            ("founded_on", "1.04.2017", "2017-04-01"),
            ("phone", " 85 600  00 00 ", "85 600 00 00"),
        ],
    )
    def test_messy_input_is_taken(self, alice, field, typed, kept):
        alice.post(url("organisation_create"), self.typed(**{field: typed}))
        assert str(getattr(Organisation.objects.get(name="Klub Żagiew"), field)) == kept

    @pytest.mark.parametrize(
        ("field", "typed"),
        [("email", "a@b"), ("email", "a@b.pl\nBcc: x@y.pl"), ("website", "javascript:alert(1)"), ("name", ""), ("name", "\u200b"), ("name", "x" * 301), ("legal_form", "zzz"), ("founded_on", "31.02.2017"), ("patron_name", "nie ma takiej")],
    )  # fmt: skip
    def test_bad_input_is_kept_and_said(self, alice, field, typed):
        response = alice.post(url("organisation_create"), self.typed(**{field: typed}))
        assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
        assert Organisation.objects.filter(name="Klub Żagiew").count() == 0

    @pytest.mark.parametrize(
        "name",
        [
            '<script>alert("x")</script>',
            "O'Brien & „Syn”",
            "'; DROP TABLE x; --",
            "李雷 Ł",
            "{{ 7|add:7 }}",
            "=1+1",
        ],
    )
    def test_names_with_any_character_are_kept_and_shown(self, alice, name):
        from django.utils.html import escape

        alice.post(url("organisation_create"), self.typed(name=name))
        made = Organisation.objects.get(name=name)
        for page in (url("organisation", made.pk), url("organisation_change", made.pk), url("organisations")):
            content = alice.get(page).content.decode().replace("\xa0", " ")
            assert escape(name) in content
            assert "<script>alert" not in content

    def test_posted_fields_that_are_not_of_the_form_change_nothing(self, alice):
        other = OrganisationFactory()
        alice.post(
            url("organisation_create"),
            self.typed(merged_into=other.pk, is_example="on", id=other.pk, confirmed_at="2001-01-01"),
        )
        made = Organisation.objects.get(name="Klub Żagiew")
        assert (made.merged_into_id, made.is_example, made.confirmed_at.year > 2001) == (None, False, True)

    def test_patron_is_found_by_name_or_number(self, alice):
        patron = IdentifierFactory(value="0000096794").organisation
        alice.post(url("organisation_create"), self.typed(patron_name="0000096794"))
        assert Organisation.objects.get(name="Klub Żagiew").patron == patron

    def test_group_that_registers_keeps_its_history(self, alice):
        group = InformalGroupFactory(name="Sąsiedzi z Bojar", founded_on="2016-05-01")
        MembershipFactory.create_batch(2, organisation=group)
        alice.post(
            url("organisation_registers", group.pk),
            {
                "name": "Stowarzyszenie „Bojary”",
                "legal_form": "association",
                "registered_on": "2017-09-01",
                "number_0_kind": "krs",
                "number_0_value": "96794",
            },
        )
        group.refresh_from_db()
        assert (group.name, group.legal_form, group.memberships.count()) == (
            "Stowarzyszenie „Bojary”",
            "association",
            2,
        )
        told = [(s.since_on.isoformat(), s.name, s.legal_form) for s in group.stages.all()]
        assert told == [
            ("2016-05-01", "Sąsiedzi z Bojar", "informal"),
            ("2017-09-01", "Stowarzyszenie „Bojary”", "association"),
        ]
        page = alice.get(url("organisation", group.pk)).content.decode().replace("\xa0", " ")
        assert "Sąsiedzi z Bojar" in page

    @pytest.mark.parametrize(
        ("data", "field"),
        [({"registered_on": "2016-01-01"}, "registered_on"), ({"registered_on": "2999-01-01"}, "registered_on"), ({"legal_form": "informal"}, "legal_form"), ({"name": ""}, "name")],
    )  # fmt: skip
    def test_impossible_registration_is_refused_beside_its_field(self, alice, data, field):
        group = InformalGroupFactory(founded_on="2016-05-01")
        typed = {"name": "S", "legal_form": "association", "registered_on": "2017-09-01", **data}
        response = alice.post(url("organisation_registers", group.pk), typed)
        assert list(response.context["form"].errors) == [field]

    def test_registration_sent_twice_is_one(self, alice):
        group = InformalGroupFactory()
        typed = {"name": "S", "legal_form": "association", "registered_on": "2017-09-01"}
        answers = [alice.post(url("organisation_registers", group.pk), typed).status_code for _ in range(2)]
        assert (answers, OrganisationStage.objects.filter(organisation=group).count()) == ([302, 302], 2)


class TestSettling:
    def test_page_offers_candidates_as_buttons(self, alice):
        known = OrganisationFactory(name="Fundacja „Łąka nad Narwią”")
        membership = MembershipFactory(organisation=None, match="doubtful", typed="Łąka Narwia")
        rows = alice.get(url("memberships_to_settle")).context["rows"]
        assert [(r.pk, [c.organisation for c in r.candidates]) for r in rows] == [(membership.pk, [known])]

    def test_settle_and_undo(self, alice):
        known, membership = OrganisationFactory(), MembershipFactory(organisation=None, match="doubtful")
        response = alice.post(
            url("settle_membership", membership.pk), {"organisation": known.pk}, follow=True
        )
        assert response.context["settled"] == membership
        assert url("reopen_membership", membership.pk) in response.content.decode()
        alice.post(url("reopen_membership", membership.pk))
        membership.refresh_from_db()
        assert (membership.match, membership.organisation) == ("doubtful", None)

    def test_new_organisation_by_one_button(self, alice):
        membership = MembershipFactory(organisation=None, match="doubtful", typed="Klub Żagiew")
        alice.post(url("settle_membership", membership.pk), {"organisation": "new"})
        membership.refresh_from_db()
        assert membership.organisation.name == "Klub Żagiew"

    def test_no_organisation_by_one_button(self, alice):
        membership = MembershipFactory(organisation=None, match="doubtful", typed="Jan Kowalski")
        response = alice.post(url("settle_membership", membership.pk), {"organisation": "none"}, follow=True)
        assert (response.context["settled"].match, response.context["rows"]) == ("none", [])

    def test_search_for_another_one(self, alice):
        other = OrganisationFactory(name="Klub Żagiew")
        membership = MembershipFactory(organisation=None, match="doubtful")
        rows = alice.get(url("memberships_to_settle"), {"szukaj": membership.pk, "q": "zagiew"}).context[
            "rows"
        ]
        assert rows[0].found == [other]

    @pytest.mark.parametrize("chosen", ["", "abc", "999999", "-1", "9" * 40])
    def test_nonsense_is_404_and_changes_nothing(self, alice, chosen):
        membership = MembershipFactory(organisation=None, match="doubtful")
        assert (
            alice.post(url("settle_membership", membership.pk), {"organisation": chosen}).status_code == 404
        )

    def test_page_shows_no_person(self, alice):
        membership = MembershipFactory(organisation=None, match="doubtful", person__name="Żaneta Źrebiec")
        page = alice.get(url("memberships_to_settle")).content.decode()
        assert (membership.person.email in page, "Żaneta" in page) == (False, False)


class TestMerging:
    def test_compare_then_ask_then_merge_then_undo(self, alice):
        kept, absorbed = (
            OrganisationFactory(name="Fundacja „Łąka”"),
            OrganisationFactory(name="Fundacja Łąka w Białymstoku"),
        )
        assert alice.get(url("compare", kept.pk, absorbed.pk)).status_code == 200
        assert alice.get(url("merge", kept.pk, absorbed.pk)).status_code == 200
        absorbed.refresh_from_db()
        assert absorbed.merged_into is None  # asking changes nothing
        response = alice.post(url("merge", kept.pk, absorbed.pk), follow=True)
        merge = Merge.objects.get()
        assert response.context["fresh_merge"] == merge
        assert alice.get(url("organisation", absorbed.pk)).headers["Location"] == url("organisation", kept.pk)
        alice.post(url("undo_merge", merge.pk))
        absorbed.refresh_from_db()
        assert absorbed.merged_into is None

    def test_merge_sent_twice_is_one(self, alice):
        kept, absorbed = OrganisationFactory(), OrganisationFactory()
        answers = {alice.post(url("merge", kept.pk, absorbed.pk)).headers["Location"] for _ in range(2)}
        assert len(answers) == Merge.objects.count() == 1

    def test_two_krs_numbers_are_refused_in_words(self, alice):
        one, other = IdentifierFactory(), IdentifierFactory()
        response = alice.post(url("merge", one.organisation_id, other.organisation_id), follow=True)
        assert Merge.objects.count() == 0
        assert "KRS" in " ".join(str(m) for m in response.context["messages"])

    @pytest.mark.parametrize("name", ["compare", "merge", "tell_apart"])
    def test_pair_of_one_or_of_nothing_is_404(self, alice, name):
        one = OrganisationFactory()
        for pair in ((one.pk, one.pk), (one.pk, 999_999)):
            assert (alice.post if name == "tell_apart" else alice.get)(url(name, *pair)).status_code == 404

    def test_told_apart_is_not_suggested_again(self, alice):
        one, other = (
            OrganisationFactory(name="Fundacja Łąka"),
            OrganisationFactory(name="Stowarzyszenie Łąka"),
        )

        def suggested():
            return [{p.first.pk, p.second.pk} for p in alice.get(url("duplicates")).context["pairs"]]

        assert {one.pk, other.pk} in suggested()
        alice.post(url("tell_apart", one.pk, other.pk))
        assert {one.pk, other.pk} not in suggested()


class TestImport:
    def upload(self, *files):
        return {
            "number": "",
            "answers": [SimpleUploadedFile(name, content, "application/json") for name, content in files],
        }

    def test_files_are_imported_and_the_broken_one_is_named(self, alice):
        import json

        data = self.upload(
            ("dobry.json", json.dumps(answer()).encode()), ("urwany.json", b'{"odp'), ("pusty.json", b"")
        )
        results = alice.post(url("import_register"), data).context["results"]
        assert [(r.source, r.outcome, bool(r.reason)) for r in results] == [
            ("dobry.json", "imported", False),
            ("urwany.json", "failed", True),
            ("pusty.json", "failed", True),
        ]

    def test_number_is_fetched_from_the_register(self, alice, settings):
        with register(ok()) as (settings.KRS_BASE_URL, asked):
            results = alice.post(url("import_register"), {"number": "999 111"}).context["results"]
        assert ([r.outcome for r in results], len(asked)) == (["imported"], 1)

    @pytest.mark.parametrize("number", ["", "12345678", "abc"])
    def test_wrong_number_is_said_at_once(self, alice, number):
        response = alice.post(url("import_register"), {"number": number})
        assert list(response.context["form"].errors) == ["number"]

    def test_too_many_and_too_large_files_are_refused(self, alice):
        many = self.upload(*((f"{n}.json", b"{}") for n in range(51)))
        assert list(alice.post(url("import_register"), many).context["form"].errors) == ["answers"]
        large = self.upload(("duzy.json", b" " * 2_100_000))
        assert [r.outcome for r in alice.post(url("import_register"), large).context["results"]] == ["failed"]

    def test_organisation_asks_the_register_about_itself(self, alice, settings):
        row = IdentifierFactory(
            value="0000999111", organisation__name="laka", organisation__legal_form="unknown"
        )
        with register(ok()) as (settings.KRS_BASE_URL, _asked):
            alice.post(url("organisation_refresh", row.organisation_id))
        row.organisation.refresh_from_db()
        assert row.organisation.legal_form == "association"

    def test_register_that_does_not_answer_is_told_kindly(self, alice, settings):
        settings.KRS_BASE_URL = "http://127.0.0.1:9"
        row = IdentifierFactory(value="0000999111")
        response = alice.post(url("organisation_refresh", row.organisation_id), follow=True)
        assert response.status_code == 200
        assert [m.level_tag for m in response.context["messages"]] == ["error"]

    def test_organisation_without_a_number_cannot_ask(self, alice):
        assert alice.post(url("organisation_refresh", OrganisationFactory().pk)).status_code == 404


class TestSuggestions:
    @pytest.fixture(autouse=True)
    def _counting(self):
        suggestions.counting = suggestions.Counting()

    def asked(self, client, words, **extra):
        return client.get(url("suggestions"), {"q": words}, **extra)

    def test_names_and_towns_only(self, client):
        group = InformalGroupFactory(name="Sąsiedzi z Bojar", town="Białystok")
        IdentifierFactory(organisation=group, value="0000096794")
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
