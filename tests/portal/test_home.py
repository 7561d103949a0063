"""What anybody sees first: the programme, its dates, figures and news, in few queries and without a session."""

import datetime as dt

import pytest
from django.core.cache import caches

from osnowa.knowledge.actions import publish_news
from osnowa.lib import clock
from osnowa.portal.queries import doors_of_blocks
from tests.factories.cooperation import AnnouncementFactory
from tests.factories.coworking import SpaceFactory
from tests.factories.programme import ActivityFactory, IndicatorFactory, ProgrammeFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def fill(programme, cycles):
    for number in range(1, 4):
        ActivityFactory(
            programme=programme, short_title=f"Blok {number}", description="Co robimy i dla kogo."
        )
    for _ in range(cycles):
        EnrolmentFactory(cycle=CycleFactory(programme=programme, activity=programme.activities.first()))
    for kind in ("workshops.people_attended", "workshops.cycles_completed"):
        IndicatorFactory(programme=programme, kind=kind, baseline=3)
    publish_news(
        title="Ruszają zapisy",
        lead="Osiem cykli czeka.",
        body="<p>Więcej wkrótce.</p>",
        published_on=clock.today(),
        programme=programme,
        by=None,
    )


def test_home_of_the_one_programme_shows_all_its_parts(client, programme):
    fill(programme, cycles=2)
    page = client.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    for words in (
        "Wiedza → współpraca → rozwój",
        "Blok 1",
        "Strona i newsletter bez informatyka",
        "Ruszają zapisy",
        "/programy/wiedza/warsztaty/cykl-1/",
        "/programy/wiedza/wyniki/#figure-1",
    ):
        assert words in text.replace("\u00a0", " "), words
    assert page["Content-Language"] == "pl"


@pytest.mark.parametrize("cycles", [1, 3])
def test_home_costs_few_queries_however_many_cycles(client, programme, cycles, django_assert_max_num_queries):
    fill(programme, cycles)
    client.get("/")
    with django_assert_max_num_queries(12) as counted:
        client.get("/")
    assert len(counted) == 8


def test_home_before_figures_are_kept_stays_in_the_budget(client, programme, django_assert_max_num_queries):
    fill(programme, cycles=3)
    client.get("/")
    caches["local"].clear()
    with django_assert_max_num_queries(
        12
    ):  # once in two minutes: figures and whether there is an office are kept
        client.get("/")


def test_home_opens_no_session_and_no_cookie_but_csrf(client, programme):
    page = client.get("/")
    assert set(page.cookies) <= {"csrftoken"}


def test_home_with_several_programmes_lists_them(client, programme):
    ProgrammeFactory(
        slug="drugi", title="Drugi program", starts_on=dt.date(2030, 1, 1), ends_on=dt.date(2030, 6, 1)
    )
    hidden = ProgrammeFactory(slug="ukryty", title="Program w przygotowaniu", is_public=False)
    text = client.get("/").content.decode()
    assert "/programy/wiedza/" in text
    assert "/programy/drugi/" in text
    assert hidden.title not in text
    assert client.get("/programy/drugi/").status_code == 200
    assert client.get("/programy/ukryty/").status_code == 404


def test_home_without_programmes_says_so(client, db):
    page = client.get("/")
    assert page.status_code == 200
    assert page.context["running"] == []


def test_hidden_programme_shows_nowhere_in_public(client, other_programme):
    CycleFactory(programme=other_programme)
    for path in ("/", "/sitemap.xml"):
        assert "inny" not in client.get(path).content.decode().casefold()
    for path in ("/programy/inny/", "/programy/inny/wyniki/", "/programy/inny/warsztaty/"):
        assert client.get(path).status_code == 404


def test_draft_cycle_is_not_on_the_home_page(client, programme):
    CycleFactory(programme=programme, title="Jeszcze tajny", is_published=False)
    assert "Jeszcze tajny" not in client.get("/").content.decode()


def test_next_dates_are_cycles_that_can_be_joined(client, programme):
    late = clock.now() - dt.timedelta(days=60)
    over = CycleFactory(
        programme=programme,
        sessions=0,
        recruitment_opens_at=late,
        recruitment_closes_at=late + dt.timedelta(days=5),
    )
    over.sessions.create(number=1, title="Było", starts_at=late, ends_at=late + dt.timedelta(hours=3))
    open_one = CycleFactory(programme=programme)
    page = client.get("/")
    assert [row.cycle.pk for row in page.context["next_rows"]] == [open_one.pk]
    assert [row.cycle.pk for row in page.context["rows"]] == [over.pk, open_one.pk]


def test_results_say_how_each_figure_is_counted(client, programme):
    fill(programme, cycles=1)
    page = client.get("/programy/wiedza/wyniki/")
    figure = page.context["counted"].results[0]
    assert str(figure.counting.definition)[:40] in page.content.decode().replace("\u00a0", " ")
    assert figure.value == 3


def test_public_pages_speak_english_when_asked(client, programme):
    answer = client.post("/jezyk/", {"language": "en", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = client.get("/")
    assert page["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode()


def test_language_is_not_guessed_from_the_browser(client, programme):
    assert client.get("/", headers={"accept-language": "en"})["Content-Language"] == "pl"


def test_robots_and_sitemap_name_public_pages_only(client, programme):
    CycleFactory(programme=programme)
    robots = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /praca/", "Disallow: /zgloszenie/"} <= set(robots)
    sitemap = client.get("/sitemap.xml")
    assert sitemap["Content-Type"] == "application/xml; charset=utf-8"
    assert "/programy/wiedza/warsztaty/cykl-1/" in sitemap.content.decode()


def test_example_note_is_shown_where_things_are_invented(client, programme):
    assert "note_title" not in client.get("/").content.decode()
    programme.example_note = "Tematy cykli i liczby są przykładem."
    programme.save()
    assert "Tematy cykli" in client.get("/").content.decode()


def test_blocks_lead_to_the_rooms_that_their_indicators_count_from(client, programme):
    second, third = (
        ActivityFactory(programme=programme, number=2),
        ActivityFactory(programme=programme, number=3),
    )
    IndicatorFactory(programme=programme, number=1, activity=second, kind="coworking.visits")
    IndicatorFactory(programme=programme, number=2, activity=third, kind="cooperation.connections")
    IndicatorFactory(programme=programme, number=3, activity=third, kind="knowledge.articles_published")
    SpaceFactory()

    doors = doors_of_blocks(programme, {None})

    assert [door.url for door in doors[second.pk]] == ["/biuro/"]
    assert [door.url for door in doors[third.pk]] == ["/wiedza/", "/wspolpraca/"]


def test_home_shows_the_newest_offers_and_needs(client, programme):
    announcement = AnnouncementFactory(programme=programme, title="Szukamy namiotu na festyn")

    page = client.get("/").content.decode()

    assert f'href="/wspolpraca/{announcement.pk}/"' in page
    assert announcement.author.name not in page
