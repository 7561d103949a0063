"""Own pages that share one rendering: everybody reads their own words, and nobody another's."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from osnowa.ui.kept import PLACE
from osnowa.workshops.models import Enrolment
from osnowa.workshops.views import own_sheet
from osnowa.workshops.views.own_sheet import StandIn, Unknown
from tests.factories.people import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def signed_up(cycle, name, email, *, typed, state="placed"):
    membership = MembershipFactory(
        person=PersonFactory(name=name, email=email), organisation=OrganisationFactory(), typed=typed
    )
    return EnrolmentFactory(cycle=cycle, membership=membership, state=state)


def words_of(enrolment):
    person = enrolment.person
    return (person.name, person.email, enrolment.membership.typed, enrolment.reference, enrolment.token)


@pytest.fixture
def rendered(monkeypatch):
    """How many own pages were made for one person alone."""
    alone = []
    monkeypatch.setattr(
        "osnowa.workshops.views.enrolment.render", lambda *a, **k: alone.append(a) or HttpResponse("alone")
    )
    return alone


@pytest.mark.parametrize("state", ["placed", "reserve"])
def test_two_people_share_a_page_and_none_of_their_words(client, state, rendered, monkeypatch):
    cycle = CycleFactory()
    ala = signed_up(cycle, "Ala Anders", "ala@one.example", typed="Klub Alfa", state=state)
    zenon = signed_up(cycle, "Zenon Zet", "zenon@two.example", typed="Koło Omega", state=state)
    pages, made = {}, []
    real = own_sheet.kept_page
    monkeypatch.setattr(
        own_sheet,
        "kept_page",
        lambda request, template, values, make, **more: real(
            request, template, values, lambda fresh: made.append(1) or make(fresh), **more
        ),
    )
    for one in (ala, zenon, ala):
        pages[one] = client.get(reverse("workshops:enrolment", args=[one.token])).content.decode()
    assert (len(made), rendered) == (1, [])
    for mine, other in ((ala, zenon), (zenon, ala)):
        assert all(word in pages[mine] for word in words_of(mine))
        assert not any(word in pages[mine] for word in words_of(other))
        assert PLACE.partition("{")[0] not in pages[mine]
    if state == "reserve":
        assert ": 1</p>" in pages[ala]
        assert ": 2</p>" in pages[zenon]


def test_what_was_typed_is_escaped_and_followed(client, rendered):
    mine = signed_up(CycleFactory(), "<b>Ala</b>", "ala@one.example", typed="")
    address = reverse("workshops:enrolment", args=[mine.token])
    page = client.get(address).content.decode()
    assert "&lt;b&gt;Ala&lt;/b&gt;" in page
    assert "<b>Ala</b>" not in page
    mine.person.name = "Alicja"
    mine.person.save()
    mine.cycle.title = "Inny tytuł"
    mine.cycle.save()
    page = client.get(address).content.decode()
    assert "Alicja" in page
    assert "tytuł" in page
    assert rendered == []
    client.get(address + "?changed=1")  # what only this person did is made for this person
    Enrolment.objects.update(state="cancelled")
    client.get(address)
    assert len(rendered) == 2


def test_the_stand_in_gives_nothing_that_it_does_not_hold():
    with pytest.raises(Unknown):
        StandIn(name="x").phone  # noqa: B018  asking is the test
