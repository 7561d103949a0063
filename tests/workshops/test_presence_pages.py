"""The code on the screen, and what a participant's telephone opens."""

import datetime as dt
import re

import pytest

from osnowa.lib import clock
from osnowa.workshops.models import Attendance, AttendanceMark
from osnowa.workshops.queries.presence import code_now
from tests.workshops.conftest import sign_in

pytestmark = pytest.mark.django_db
SCREEN = "/praca/wiedza/warsztaty/4/spotkania/1/obecnosc/ekran/"


@pytest.fixture
def person(scene):
    return scene.enrolments[0].person


def at(scene, minutes, seconds=0):
    moment = scene.sessions[0].starts_at + dt.timedelta(minutes=minutes, seconds=seconds)
    return clock.at(moment)


def open_form(client, scene, minutes):
    """(address, ticket) of the form that the code opens at that minute."""
    with at(scene, minutes):
        address = f"/obecnosc/{code_now(scene.sessions[0]).code}/"
        page = client.get(address)
    assert page.status_code == 200
    return address, page.context["ticket"]


def test_screen_shows_code_and_picture_and_renews_itself_without_a_script(client, scene):
    sign_in(client, scene.tomek)
    with at(scene, -10, 7):
        page = client.get(SCREEN).content.decode()
        code = code_now(scene.sessions[0])
    assert code.shown in page
    assert re.search(r'http-equiv="refresh" content="(\d+)"', page)[1] == str(code.seconds + 1) == "24"
    assert "<svg" in page
    assert "Łucja" not in page
    with at(scene, -40):
        assert "<svg class" not in client.get(SCREEN).content.decode().partition("os-screen-code")[2]
    with at(scene, 181):
        assert "http-equiv" not in client.get(SCREEN).content.decode()


def test_screen_is_the_teams(client, scene):
    with at(scene, 0):
        people = (scene.alice, scene.tomek, scene.bob, scene.eve, scene.charlie)
        assert [sign_in(client, who).get(SCREEN).status_code for who in people] == [200, 200, 404, 404, 404]


def test_scan_name_button(client, scene, person):
    address, ticket = open_form(client, scene, -5)
    assert Attendance.objects.count() == 0
    with at(scene, -3):  # the code has changed meanwhile, the form was opened in time
        data = {"email": f" {person.email.upper()} ", "name": "łucja  ćwik", "ticket": ticket}
        answer = client.post(address, data)
        again = client.post(address, data)
        assert (answer.status_code, again.status_code) == (
            303,
            303,
        )  # the signed address may be a second younger
        said = client.get(answer.headers["Location"]).content.decode()
    assert "Łucja" not in said
    assert person.email not in said
    mark = AttendanceMark.objects.get()
    assert (mark.source, mark.mark, mark.account) == ("code", "present", None)


def test_a_known_telephone_is_asked_nothing_twice(client, scene, person):
    address, ticket = open_form(client, scene, -5)
    with at(scene, -5):
        said = client.post(address, {"email": person.email, "name": person.name, "ticket": ticket})
    cookie = said.cookies["presence"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/obecnosc/", True, "Lax")
    next_one = scene.sessions[1]
    with clock.at(next_one.starts_at):
        address = f"/obecnosc/{code_now(next_one).code}/"
        page = client.get(address)
        assert person.name in page.content.decode()
        assert page.content.decode().index("</form>") < page.content.decode().index('name="email"')  # folded
        assert not AttendanceMark.objects.filter(session=next_one).exists()
        answer = client.post(address, {"known": "yes", "ticket": page.context["ticket"]})
        assert answer.status_code == 303
        assert AttendanceMark.objects.get(session=next_one).enrolment == scene.enrolments[0]
        client.cookies["presence"] = "1:forged"
        assert person.name not in client.post(address, {"known": "yes"}).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "inna@example.org"},
        {"name": "Bogdan Żuraw"},
        {"name": "Łucja"},
        {"email": "x"},
        {"name": ""},
    ],
)
def test_nobody_else_is_marked_and_nothing_is_told(client, scene, person, changes):
    address, ticket = open_form(client, scene, -5)
    with at(scene, -5):
        page = client.post(address, {"email": person.email, "name": person.name, "ticket": ticket, **changes})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert Attendance.objects.count() == 0


def test_old_and_forwarded_codes_are_refused_kindly(client, scene, person):
    address, ticket = open_form(client, scene, -5)
    with at(scene, -4, 1):
        assert client.get(address).status_code == 410
    with at(scene, 6):
        answer = client.post(address, {"email": person.email, "name": person.name, "ticket": ticket})
        assert answer.status_code == 410
        forged = client.post(
            address, {"email": person.email, "name": person.name, "ticket": ticket[:-3] + "abc"}
        )
        assert forged.status_code == 410
    assert Attendance.objects.count() == 0


def test_code_before_the_door_opens_and_after_the_end(client, scene):
    for minutes in (-31, 181):
        with at(scene, minutes):
            assert client.get(f"/obecnosc/{code_now(scene.sessions[0]).code}/").status_code == 410


def test_typed_code_leads_to_the_form(client, scene):
    with at(scene, 0):
        code = code_now(scene.sessions[0])
        answer = client.get("/obecnosc/", {"kod": code.shown.lower()})
        assert answer.headers["Location"] == f"/obecnosc/{code.code}/"
        assert client.get("/obecnosc/", {"kod": "???"}, follow=True).status_code == 410
        assert client.get("/obecnosc/", {"kod": ""}).status_code == 200


def test_guessing_is_stopped(client, scene, settings):
    settings.UNKNOWN_CODES_PER_MINUTE_PER_ADDRESS = 3
    with at(scene, 0):
        words = [client.get("/obecnosc/ABC234/").status_code for _try in range(4)]
        good = client.get(f"/obecnosc/{code_now(scene.sessions[0]).code}/").status_code
    assert (words, good) == ([410, 410, 410, 429], 429)


def test_own_page_offers_it_and_needs_only_the_code(client, scene):
    own = f"/zgloszenie/{scene.enrolments[0].token}/"
    with at(scene, -60):
        assert f"{own}obecnosc/" not in client.get(own).content.decode()
    with at(scene, 20):
        assert f"{own}obecnosc/" in client.get(own).content.decode()
        wrong = client.post(f"{own}obecnosc/", {"kod": "ABC234"})
        assert wrong.context["form"].errors
        answer = client.post(f"{own}obecnosc/", {"kod": code_now(scene.sessions[0]).shown})
    assert answer.headers["Location"].startswith("/obecnosc/zapisana/")
    assert Attendance.objects.get().mark == "late"


def test_code_of_another_cycle_does_not_count_on_the_own_page(client, scene):
    foreign = type(scene.sessions[0]).objects.create(
        cycle=type(scene.cycle).objects.create(
            **{
                **{
                    field.attname: getattr(scene.cycle, field.attname)
                    for field in scene.cycle._meta.concrete_fields
                    if field.name != "id"
                },
                "number": 5,
                "slug": "cykl-5",
            }
        ),
        number=1,
        title="Obce",
        starts_at=scene.sessions[0].starts_at,
        ends_at=scene.sessions[0].ends_at,
    )
    with at(scene, 0):
        page = client.post(
            f"/zgloszenie/{scene.enrolments[0].token}/obecnosc/", {"kod": code_now(foreign).code}
        )
    assert page.context["form"].errors
    assert Attendance.objects.count() == 0
