"""Adding and changing organisations: what people type is taken, or kept beside the words why not."""

import pytest
from django.urls import reverse

from osnowa.people.models import Identifier, LegalForm, Organisation, OrganisationStage
from tests.factories.people import (
    IdentifierFactory,
    InformalGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    nip,
    regon,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"people:{name}", args=args)


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


class TestOddData:
    """What cannot be is refused beside its field, and stands there as typed."""

    @pytest.mark.parametrize(
        ("typed", "field", "words"),
        [
            ({"founded_on": "2018-05-01", "registered_on": "2017-05-01"}, "founded_on", "1 maja 2017"),
            ({"founded_on": "2999-01-01"}, "founded_on", "dopiero nadejdzie"),
            ({"registered_on": "2999-01-01"}, "registered_on", "dopiero nadejdzie"),
            ({"founded_on": "0017-01-01"}, "founded_on", "Rok 17 "),
            ({"name": "a" * 51}, "name", "słowo z 51 znaków"),
            ({"name": "Ala ma kota " * 30}, "name", "300"),
        ],
    )
    @pytest.mark.parametrize("new", [True, False])
    def test_is_refused_and_kept(self, alice, typed, field, words, new):
        address = url("organisation_create") if new else url("organisation_change", OrganisationFactory().pk)
        response = alice.post(address, {"name": "Klub Żagiew", "legal_form": "association", **typed})
        form = response.context["form"]
        assert list(form.errors) == [field]
        assert form.errors[field][0].replace("\xa0", " ").count(words) == 1
        assert {name: form[name].value() for name in typed} == typed

    def test_odd_days_of_before_do_not_stop_another_correction(self, alice):
        odd = OrganisationFactory(founded_on="2018-05-01", registered_on="2017-05-01", phone="")
        typed = {"name": odd.name, "legal_form": odd.legal_form, "phone": "85 000 00 00"}
        alice.post(
            url("organisation_change", odd.pk),
            {**typed, "founded_on": "2018-05-01", "registered_on": "2017-05-01"},
        )
        odd.refresh_from_db()
        assert odd.phone == "85 000 00 00"

    def test_taken_number_leads_to_who_has_it_and_to_the_merge(self, alice):
        holder = IdentifierFactory(kind="krs", value="0000096794").organisation
        mine = OrganisationFactory()
        typed = {
            "name": mine.name,
            "legal_form": mine.legal_form,
            "number_0_kind": "nip",
            "number_0_value": nip(689_117_809),
            "number_1_kind": "krs",
            "number_1_value": "96794",
        }
        response = alice.post(url("organisation_change", mine.pk), typed)
        assert list(response.context["form"].errors) == ["number_1_value"]
        page = response.content.decode()
        assert page.count(f'href="{url("organisation", holder.pk)}"') == 1
        assert page.count(f'href="{url("compare", holder.pk, mine.pk)}"') == 1
        page = alice.post(url("organisation_create"), {**typed, "name": "Nowa"}).content.decode()
        assert page.count(f'href="{url("organisation", holder.pk)}"') == 1


class TestWhatItHasBeen:
    def told(self, alice, group):
        stages = alice.get(url("organisation", group.pk)).context["stages"]
        return [
            (s.name, str(s.form), *(day.isoformat() if day else None for day in (s.since_on, s.until_on)))
            for s in stages
        ]

    def register(self, alice, group, on="2017-09-01"):
        typed = {"name": "Bojary", "legal_form": "foundation", "registered_on": on}
        alice.post(url("organisation_registers", group.pk), typed)
        group.refresh_from_db()

    def test_beginning_that_nobody_told_is_not_invented(self, alice):
        group = InformalGroupFactory(name="Sąsiedzi")
        self.register(alice, group)
        assert self.told(alice, group) == [
            ("Bojary", "fundacja", "2017-09-01", None),
            ("Sąsiedzi", "grupa nieformalna", None, "2017-09-01"),
        ]

    def test_known_beginning_is_told(self, alice):
        group = InformalGroupFactory(name="Sąsiedzi", founded_on="2016-05-01")
        self.register(alice, group)
        assert self.told(alice, group)[1] == ("Sąsiedzi", "grupa nieformalna", "2016-05-01", "2017-09-01")

    def test_corrected_form_and_day_are_told_as_corrected(self, alice):
        group = InformalGroupFactory(name="Sąsiedzi", founded_on="2016-05-01")
        self.register(alice, group)
        typed = {"name": "Bojary", "legal_form": "association", "founded_on": "2016-05-01"}
        alice.post(url("organisation_change", group.pk), {**typed, "registered_on": "2017-10-02"})
        assert self.told(alice, group) == [
            ("Bojary", "stowarzyszenie", "2017-10-02", None),
            ("Sąsiedzi", "grupa nieformalna", "2016-05-01", "2017-10-02"),
        ]

    def test_entry_that_was_always_the_same_has_no_story(self, alice):
        assert self.told(alice, OrganisationFactory()) == []
