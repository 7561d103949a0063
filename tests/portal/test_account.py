"""People's own data."""

import pytest

from osnowa.lib.models import AuditLine
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_account_is_changed_and_noted_without_the_words(tomek):
    client = signed_in(tomek)
    answer = client.post("/konto/", {"name": "  Tomasz   Nowy ", "about": "Uczy od lat", "language": "en"})
    assert answer["Location"] == "/konto/"
    tomek.refresh_from_db()
    assert (tomek.name, tomek.about, tomek.language) == ("Tomasz Nowy", "Uczy od lat", "en")
    assert answer.cookies["django_language"].value == "en"
    line = AuditLine.objects.get(deed="portal.account_changed")
    assert line.detail == {"fields": ["name", "about", "language"]}


def test_same_data_again_leaves_no_line(tomek):
    client = signed_in(tomek)
    for _ in range(2):
        client.post("/konto/", {"name": tomek.name, "about": "", "language": "pl"})
    assert AuditLine.objects.filter(deed="portal.account_changed").count() == 0


def test_empty_name_keeps_what_was_typed_and_says_so(tomek):
    page = signed_in(tomek).post("/konto/", {"name": " ", "about": "Nowe zdanie", "language": "pl"})
    assert page.status_code == 200
    assert "Nowe zdanie" in page.content.decode()
    tomek.refresh_from_db()
    assert tomek.name == "Tomek Szkolący"


def test_address_cannot_be_changed_here(tomek):
    signed_in(tomek).post(
        "/konto/", {"name": "Tomek", "language": "pl", "email": "zlodziej@example.org", "is_superuser": "on"}
    )
    tomek.refresh_from_db()
    assert (tomek.email, tomek.is_superuser) == ("tomek@example.org", False)


def test_line_about_oneself_is_asked_of_those_whom_it_is_shown_for(tomek, eva):
    assert "about" in signed_in(tomek).get("/konto/").context["form"].fields
    assert "about" not in signed_in(eva).get("/konto/").context["form"].fields
