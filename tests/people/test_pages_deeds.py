"""Settling, merging and importing on their pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from osnowa.people.models import Merge
from tests.factories.people import (
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.people.test_krs import answer
from tests.people.test_krs_client import ok, register

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"people:{name}", args=args)


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

    def test_page_says_who_typed_the_name_and_not_how_to_reach_them(self, alice):
        membership = MembershipFactory(organisation=None, match="doubtful", person__name="Żaneta Źrebiec")
        page = alice.get(url("memberships_to_settle")).content.decode()
        assert page.count("Wpisane: Żaneta Źrebiec, ") == 1
        assert page.count(membership.person.email) == 0

    def test_erased_person_leaves_the_day_only(self, alice):
        MembershipFactory(organisation=None, match="doubtful", person__name="")
        page = alice.get(url("memberships_to_settle")).content.decode()
        assert (page.count("wpisano "), page.count("Wpisane: ")) == (1, 0)

    def test_search_does_not_repeat_the_suggestion(self, alice):
        OrganisationFactory(name="Fundacja „Łąka nad Narwią”")
        other = OrganisationFactory(name="Zielona Łąka")
        membership = MembershipFactory(organisation=None, match="doubtful", typed="Łąka Narwia")
        search = {"szukaj": membership.pk, "q": "łąka"}
        assert alice.get(url("memberships_to_settle"), search).context["rows"][0].found == [other]
        search["q"] = "łąka nad"
        page = alice.get(url("memberships_to_settle"), search).content.decode()
        assert page.count("Znaleziono tylko to, co jest podpowiedziane wyżej.") == 1


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
