"""Accessibility, privacy, and whom to ask: on every page, for one programme and for several."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.people import AccountFactory, OrganisationFactory, member_of
from tests.factories.programme import ClauseFactory, ProgrammeFactory, TeamMemberFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db

IDS = {
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-data-sporzadzenie",
    "a11y-data-przeglad",
    "a11y-status",
    "a11y-tresci",
    "a11y-ocena",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-aplikacje",
}


@pytest.fixture
def programme():
    return ProgrammeFactory(
        slug="wiedza",
        title="Wiedza",
        operator=OrganisationFactory(name="Stowarzyszenie Nić"),
        contact_email="biuro@nic.example",
        contact_phone="85 111 22 33",
        contact_hours="9:00–17:00",
        contact_address="ul. Przykładowa 8, winda",
    )


def second() -> None:
    ProgrammeFactory(
        slug="drugi",
        title="Drugi program",
        operator=OrganisationFactory(name="Fundacja Ławka"),
        contact_email="biuro@lawka.example",
        contact_phone="85 444 55 66",
    )


def words(page) -> str:
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text).replace("\u00a0", " "))


def footer(page) -> str:
    return page.content.decode().partition("<footer")[2].replace("\u00a0", " ")


def test_the_statement_has_every_part_once_whoever_the_operator_is(client, programme):
    page = client.get("/dostepnosc/").content.decode()
    found = re.findall(r'id="(a11y-[a-z-]+)"', page)
    assert sorted(found) == sorted(IDS)
    for said in ("Stowarzyszenie Nić", "biuro@nic.example", "ul. Przykładowa 8, winda"):
        assert said in page.replace("\u00a0", " ")


def test_of_several_operators_each_is_named_and_ids_stay_single(client, programme):
    second()
    page = client.get("/dostepnosc/").content.decode()
    assert sorted(re.findall(r'id="(a11y-[a-z-]+)"', page)) == sorted(IDS)
    for said in ("Stowarzyszenie Nić", "Fundacja Ławka", "biuro@nic.example", "biuro@lawka.example"):
        assert said in page.replace("\u00a0", " ")


def test_privacy_names_who_answers_and_every_version_of_the_clause(client, programme):
    ClauseFactory(programme=programme)
    ClauseFactory(programme=programme)
    page = client.get("/prywatnosc/")
    text = words(page)
    assert ("Stowarzyszenie Nić" in text, "biuro@nic.example" in text) == (True, True)
    links = re.findall(r'href="(/jak-dbamy-o-dane/wiedza/[^"]*)"[^>]*>Klauzula', page.content.decode())
    assert len(links) == 2
    assert [client.get(link).status_code for link in links] == [200, 200]


def test_privacy_tells_every_kind_of_data_with_its_ground_and_how_long(client, programme):
    page = words(client.get("/prywatnosc/"))
    for said in (
        "Rezerwacje i wizyty w biurze",
        "Konsultacje z mentorem lub mentorką",
        "Narzędzia Twojej organizacji: etapy, notatki, dowody",
        "Godziny wolontariatu",
        "Ogłoszenia i odpowiedzi",
        "Nazwisko pod tekstami",
        "Na jakiej podstawie",
        "podczas kontroli grantodawca może zobaczyć dokumenty",
    ):
        assert said in page, said
    assert f"Dane przechowujemy do 31 grudnia {programme.kept_until.year}" in page


def test_privacy_of_hidden_programmes_is_not_told(client, programme):
    ProgrammeFactory(slug="ukryty", title="Ukryty program", is_public=False)
    assert "Ukryty program" not in words(client.get("/prywatnosc/"))


def test_privacy_costs_a_fixed_number_of_questions(client, programme, django_assert_num_queries):
    for _ in range(3):
        ClauseFactory(programme=programme)
    second()
    with django_assert_num_queries(4):
        client.get("/prywatnosc/")


def test_every_cookie_that_is_set_is_named(programme):
    account = AccountFactory()
    TeamMemberFactory(programme=programme, account=account, role="trainer")
    client = signed_in(account)
    client.post("/kolory/", {"theme": "dark", "next": "/"})
    client.post("/jezyk/", {"language": "pl", "next": "/"})
    for address in ("/", "/konto/", "/praca/wiedza/", "/wspolpraca/"):
        client.get(address)
    named = set(re.findall(r"<code>([^<]+)</code>", client.get("/prywatnosc/").content.decode()))
    assert set(client.cookies) - named == set()
    assert named == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "theme",
        "presence",
        "messages",
    }


ADDRESSES = ["/", "/wspolpraca/", "/dostepnosc/", "/konto/zaloguj/", "/nie-ma-takiej-strony/", "/z/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_whom_to_ask_stands_at_the_foot_of_every_page(programme, address):
    foot = footer(Client().get(address))
    assert [said in foot for said in ("85 111 22 33", "biuro@nic.example", "9:00–17:00")] == [True] * 3


@pytest.mark.parametrize("address", ["/moje/", "/konto/", "/moje/wspolpraca/"])
def test_members_without_a_role_are_told_too(programme, address):
    foot = footer(signed_in(member_of(OrganisationFactory())).get(address))
    assert ("85 111 22 33" in foot, "biuro@nic.example" in foot) == (True, True)


@pytest.mark.parametrize("address", ADDRESSES)
def test_with_several_programmes_each_is_named_with_its_contact(programme, address):
    second()
    foot = footer(Client().get(address))
    for said in ("Wiedza", "85 111 22 33", "Drugi program", "85 444 55 66"):
        assert said in foot


def test_a_page_of_one_programme_names_that_one_only(client, programme):
    second()
    foot = footer(client.get("/programy/wiedza/wyniki/"))
    assert ("85 111 22 33" in foot, "85 444 55 66" in foot) == (True, False)


def test_without_programmes_the_foot_stands_without_help(client):
    foot = footer(client.get("/"))
    assert ("Deklaracja dostępności" in foot, "Prywatność" in foot, "Pomoc" in foot) == (True, True, False)
