"""The masthead of work pages: whose pages these are, and the way to another programme."""

import pytest

from osnowa.programme.models import Role
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    """Coordinates and trains in "Wiedza"."""
    programme = ProgrammeFactory(slug="wiedza", title="Wiedza → współpraca")
    account = TeamMemberFactory(programme=programme, account=AccountFactory(), role=Role.TRAINER).account
    return TeamMemberFactory(programme=programme, account=account, role=Role.COORDINATOR).account


def where(answer):
    """The line above the bar: the programme's title, and whether a way to the chooser stands beside it."""
    said = answer.content.decode().partition('os-where">')[2].partition("</div>")[0]
    return "współpraca" in said, "Sąsiedzi" in said, 'href="/praca/"' in said


PAGES = ["/praca/wiedza/", "/praca/wiedza/warsztaty/", "/praca/organizacje/", "/konto/"]


@pytest.mark.parametrize("address", PAGES)
def test_the_only_programme_is_named_without_a_chooser_whatever_the_roles(alice, address):
    assert where(signed_in(alice).get(address)) == (True, False, False)


@pytest.mark.parametrize("address", PAGES)
def test_one_of_two_is_named_with_the_way_to_the_other(alice, address):
    TeamMemberFactory(
        programme=ProgrammeFactory(slug="obok", title="Sąsiedzi"), account=alice, role=Role.TRAINER
    )
    client = signed_in(alice)
    client.get("/praca/wiedza/")  # pages shared by all programmes keep to the last one
    assert where(client.get(address)) == (True, False, True)
    client.get("/praca/obok/")
    assert where(client.get("/praca/organizacje/")) == (False, True, True)


def test_chooser_does_not_lead_to_itself(alice):
    TeamMemberFactory(
        programme=ProgrammeFactory(slug="obok", title="Sąsiedzi"), account=alice, role=Role.TRAINER
    )
    client = signed_in(alice)
    client.get("/praca/wiedza/")
    assert where(client.get("/praca/")) == (True, False, False)


def test_page_with_a_form_says_what_a_change_of_language_costs(client):
    """The switch leads back to the page by its address: what was typed does not travel with it."""
    said = [
        client.get(page).content.decode().count("co wpisane i niewysłane")
        for page in ("/konto/zaloguj/", "/")
    ]
    assert said == [1, 0]


def test_public_pages_name_no_work(client, alice):
    assert where(signed_in(alice).get("/programy/wiedza/")) == (False, False, False)
    assert where(client.get("/")) == (False, False, False)
