"""Organisations that agreed are found by everybody, as long as they agree."""

import datetime as dt

import pytest
from django.test import Client

from osnowa.lib import clock, search
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people import actions
from osnowa.people.models import LegalForm, PublicPage
from osnowa.people.models.public_page import show_in_search
from osnowa.people.privacy import erase, export
from tests.factories.cooperation import AnnouncementFactory
from tests.factories.knowledge import ToolPageFactory, ToolUseFactory
from tests.factories.people import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db


def found(words):
    return [hit.title for hit in search.find(words).hits]


def said(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_an_organisation_agrees_is_found_and_takes_it_back(signed_in):
    laka = OrganisationFactory(name="Fundacja Łąka", town="Supraśl", contact_name="Ola Tajna")
    ola = member_of(laka)
    own, reader = signed_in(ola, second_factor=False), Client()
    public, where = f"/organizacje/{laka.pk}/", f"/moje/organizacje/{laka.pk}/strona/"
    AnnouncementFactory(organisation=laka, title="Pożyczymy rzutnik")
    tool = ToolPageFactory(published=True, title="Żuraw")
    ToolUseFactory(tool_key="zuraw", organisation=laka)
    assert "Zgadzamy się" in said(own.get(where))
    assert (reader.get(public).status_code, found("łąka")) == (404, [])

    assert "Skróć to do 400" in said(own.post(where, {"about": "x" * 401}))
    for _twice in range(2):
        own.post(where, {"about": "Uczymy kosić kosą."})
    page = PublicPage.objects.get()
    assert (page.way, page.given_on, page.noted_by) == ("itself", clock.today(), ola)
    assert "Fundacja Łąka" in found("koszenie kosami")
    shown = said(reader.get(public))
    for words in ("Uczymy kosić", "Supraśl", "Pożyczymy rzutnik", tool.url):
        assert words in shown, words
    assert "Tajna" not in shown
    assert public in said(reader.get("/organizacje/"))
    assert public in said(reader.get(tool.url))
    assert public in reader.get("/sitemap.xml").content.decode()

    actions.change_organisation(laka, name="Fundacja Łąka Kwietna", by=None)
    assert "Fundacja Łąka Kwietna" in found("kwietna")
    for _twice in range(2):
        own.post(f"{where}wycofaj/")
    assert (reader.get(public).status_code, found("kwietna")) == (404, [])
    assert AuditLine.objects.filter(deed="people.public_page_withdrawn").count() == 1
    assert public not in said(reader.get(tool.url))
    own.post(where, {"about": ""})
    assert PublicPage.objects.count() == 2, "the first consent stays as it was"


def test_the_coordinator_notes_when_and_how(house, signed_in):
    laka = OrganisationFactory(name="Fundacja Łąka", confirmed_at=None)
    where = f"/praca/organizacje/{laka.pk}/strona/"
    assert signed_in(house.mia).get(where).status_code == 404
    alice = signed_in(house.alice)
    tomorrow = clock.today() + dt.timedelta(days=1)
    page = said(alice.post(where, {"way": "itself", "given_on": str(tomorrow), "about": "Kosimy."}))
    assert "Zaznacz, jak organizacja się zgodziła" in page
    assert "Kosimy." in page
    assert "dopiero nadejdzie" in said(alice.post(where, {"way": "paper", "given_on": str(tomorrow)}))
    alice.post(where, {"way": "paper", "given_on": "1.03.2026"})
    kept = PublicPage.objects.get()
    assert (kept.way, kept.given_on, kept.noted_by) == ("paper", dt.date(2026, 3, 1), house.alice)
    assert found("łąka") == [], "the name is as a stranger typed it"
    assert "jeszcze" in said(alice.get(where))
    actions.change_organisation(laka, town="Supraśl", by=house.alice)
    assert found("łąka") == ["Fundacja Łąka"]


def test_merging_and_undoing_take_the_consent_along(client):
    kept, absorbed = OrganisationFactory(name="Most"), OrganisationFactory(name="Kładka")
    actions.agree_to_public_page(absorbed, by=None)
    merge = actions.merge_organisations(kept, absorbed, by=None)
    assert (found("most"), found("kładka")) == (["Most"], [])
    assert client.get(f"/organizacje/{absorbed.pk}/").headers["Location"] == f"/organizacje/{kept.pk}/"
    actions.undo_merge(merge, by=None)
    assert (found("most"), found("kładka")) == ([], ["Kładka"])
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    actions.agree_to_public_page(kept, by=None)
    actions.withdraw_public_page(kept, by=None)  # a later no than the other's yes
    actions.merge_organisations(kept, absorbed, by=None)
    assert (found("most"), found("kładka")) == ([], [])
    with pytest.raises(RuleBroken):
        actions.agree_to_public_page(absorbed, by=None)


def test_erasure_takes_the_words_and_a_group_is_found_no_more():
    firm, group = OrganisationFactory(name="Fundacja Bród"), OrganisationFactory(name="Grupa Bród")
    type(group).objects.filter(pk=group.pk).update(legal_form=LegalForm.INFORMAL)
    group.refresh_from_db()
    ola = member_of(firm)
    for organisation in (firm, group):
        actions.agree_to_public_page(organisation, about="Dzwońcie do Oli.", by=ola)
    assert [row["words"] for row in export(ola.person)["public_pages"]] == ["Dzwońcie do Oli."] * 2
    erase(ola.person)
    assert set(PublicPage.objects.values_list("about", flat=True)) == {""}
    assert found("bród") == ["Fundacja Bród"]
    show_in_search(group)
    assert found("bród") == ["Fundacja Bród"]
