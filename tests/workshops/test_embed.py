"""The list of cycles on other sites, and what search engines read."""

import json
import re

import pytest

from osnowa.workshops.models import Cycle
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    programme = ProgrammeFactory(slug="wiedza", is_public=True, title="Wiedza")
    CycleFactory(programme=programme, title="Strona </script> i & „newsletter”")
    CycleFactory(programme=programme, is_published=False, title="Szkic")
    return programme


def test_page_may_stand_in_frames_of_others_and_sets_no_cookie(client, programme):
    answer = client.get("/osadz/wiedza/")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    assert "Szkic" not in answer.content.decode()
    assert b"<script" not in answer.content


def test_no_other_page_may(client, programme):
    for path in ("/programy/wiedza/warsztaty/", "/programy/wiedza/warsztaty/cykl-1/", "/osadz/wiedza.json"):
        answer = client.get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_page_speaks_the_language_that_is_asked_for(client, programme):
    assert client.get("/osadz/wiedza/").headers["Content-Language"] == "pl"
    english = client.get("/osadz/wiedza/?jezyk=en")
    assert (
        english.headers["Content-Language"],
        "16 free places" in english.content.decode().replace("\u00a0", " "),
    ) == ("en", True)
    assert client.get("/osadz/wiedza/?jezyk=xx").headers["Content-Language"] == "pl"


def test_json_is_for_any_page_and_kept_for_five_minutes(client, programme, django_assert_num_queries):
    client.get("/osadz/wiedza.json")
    with django_assert_num_queries(3):
        answer = client.get("/osadz/wiedza.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    (cycle,) = answer.json()["cycles"]
    assert (cycle["state"], cycle["places"], cycle["free"], len(cycle["sessions"])) == ("open", 16, 16, 4)
    assert cycle["url"].endswith("/programy/wiedza/warsztaty/cykl-1/")
    again = client.get("/osadz/wiedza.json", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_programme_that_is_not_public_is_not_told(client, programme):
    programme.is_public = False
    programme.save()
    assert [client.get(path).status_code for path in ("/osadz/wiedza/", "/osadz/wiedza.json")] == [404, 404]


def test_cycle_is_an_event_for_search_engines(client, programme):
    page = client.get("/programy/wiedza/warsztaty/cykl-1/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    event = json.loads(block)
    assert (event["@type"], event["name"]) == ("EducationEvent", "Strona </script> i & „newsletter”")
    assert (len(event["subEvent"]), event["eventAttendanceMode"]) == (
        4,
        "https://schema.org/OfflineEventAttendanceMode",
    )
    assert event["startDate"] < event["endDate"]
    assert event["offers"]["availability"] == "https://schema.org/InStock"


def test_cycle_without_dates_is_no_event(client, programme):
    Cycle.objects.get(number=1).sessions.all().delete()
    assert b"ld+json" not in client.get("/programy/wiedza/warsztaty/cykl-1/").content
