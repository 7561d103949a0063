"""A page kept for everybody says nothing stale, and nothing of one reader to another."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from osnowa.ui.kept import PLACE
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return CycleFactory(
        programme=ProgrammeFactory(slug="wiedza"), slug="porzadek", title="Porządek w plikach"
    )


def test_a_kept_page_follows_every_change(client, cycle):
    path = reverse("workshops:cycle", args=["wiedza", cycle.slug])
    assert "from-a-letter" in client.get(path + "?from-a-letter").content.decode()
    first = client.get(path).content.decode()
    assert "from-a-letter" not in first
    assert "Porządek w plikach" in first
    assert PLACE.partition("{")[0] not in first

    EnrolmentFactory(cycle=cycle)
    assert client.get(path).content.decode() != first
    cycle.title = "Ład w plikach"
    cycle.save()
    assert "Ład w plikach" in client.get(path).content.decode()
    client.cookies["django_language"] = "en"
    assert "Sign up" in client.get(path).content.decode()


def test_each_reader_has_a_key_and_a_token_of_their_own(client, cycle):
    path = reverse("workshops:cycle", args=["wiedza", cycle.slug])

    def secrets():
        page = client.get(path).content.decode()
        return re.findall(r'name="(submission_key|csrfmiddlewaretoken)" value="([^"]{16,})"', page)

    first, second = dict(secrets()), dict(secrets())
    assert set(first) == {"submission_key", "csrfmiddlewaretoken"}
    assert first["submission_key"] != second["submission_key"]
    assert "csrftoken" in client.cookies

    signed_up = Client(enforce_csrf_checks=True)  # and the token is one that opens the door
    page = signed_up.get(path).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    answer = signed_up.post(path, {"csrfmiddlewaretoken": token, "name": "", "email": ""})
    assert answer.status_code == 200
    assert "Wpisz" in answer.content.decode()


def test_who_has_signed_in_gets_a_page_of_their_own(client, cycle):
    path = reverse("workshops:cycle", args=["wiedza", cycle.slug])
    client.get(path)
    client.force_login(AccountFactory())
    mine = client.get(path).content.decode()
    assert reverse("portal:mine") in mine
    client.logout()
    assert reverse("portal:mine") not in client.get(path).content.decode()
