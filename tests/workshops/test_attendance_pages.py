"""One tap per person, with and without htmx; who may; closing; correcting; what a page costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.workshops.actions.attendance import close_session, mark_rest_present
from osnowa.workshops.models import Attendance, AttendanceCorrection, Certificate
from tests.factories.workshops import AccessNeedsFactory
from tests.workshops.conftest import enrol_people, sign_in

pytestmark = pytest.mark.django_db

PRESSED = re.compile(r'id="([pla]-\d+)" aria-pressed="(true|false)"')
LIST = "/praca/wiedza/warsztaty/4/spotkania/1/obecnosc/"
PAPERS = "/praca/wiedza/warsztaty/4/zaswiadczenia/"


def tap(client, scene, mark="present", number=1, **extra):
    data = {"session": scene.sessions[0].pk, "enrolment": number, "mark": mark, **extra.pop("data", {})}
    return client.post(f"{LIST}zaznacz/", data, **extra)


def test_doors(client, scene):
    people = (scene.alice, scene.tomek, scene.bob, scene.eve, scene.charlie)

    def doors(address, method="get"):
        return [getattr(sign_in(client, who), method)(address).status_code for who in people]

    with scene.after():
        assert doors(LIST) == [200, 200, 404, 200, 404]
        assert doors(f"{LIST}lista.pdf") == [200, 200, 404, 404, 404]
        assert doors(f"{LIST}zamknij/") == [200, 200, 404, 404, 404]
        assert doors(f"{LIST}1/popraw/") == [200, 404, 404, 404, 404]
        assert doors(PAPERS) == [200, 200, 404, 200, 404]
        for deed in (f"{LIST}zaznacz/", f"{LIST}reszta/", f"{LIST}zamknij/"):
            assert doors(deed, "post")[2:] == [404, 404, 404]
        assert doors(f"{PAPERS}wydaj/", "post")[1:] == [404] * 4
    assert Attendance.objects.filter(marked_by__in=[scene.bob, scene.eve, scene.charlie]).count() == 0


def test_evaluator_sees_keys_instead_of_names(client, scene):
    with scene.after():
        said = sign_in(client, scene.eve).get(LIST).content.decode()
    assert "Łucja" not in said
    assert f"osoba {scene.enrolments[0].person.key.hex[:6]}" in said


def test_tap_returns_to_the_row_and_says_it_in_words(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        answer = tap(client, scene)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}#osoba-1")
        page = client.get(LIST).content.decode()
    assert [word for _id, word in PRESSED.findall(page)].count("true") == 1
    assert len(PRESSED.findall(page)) == 9
    assert "Obecne osoby: 1 z 3." in page


def test_htmx_gets_the_row_and_the_counts(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        said = tap(client, scene, "late", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in said
    assert said.count("<li ") == 1
    assert 'hx-swap-oob="true"' in said
    assert "spóźnienie" in said


def test_minutes_are_saved_with_the_late_mark(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        tap(client, scene, "late", data={"minutes_missed": "25"})
        assert Attendance.objects.get().minutes_missed == 25
        refused = tap(client, scene, "late", data={"minutes_missed": "900"}, headers={"HX-Request": "true"})
    assert 'role="alert"' in refused.content.decode()
    assert Attendance.objects.get().minutes_missed == 25


@pytest.mark.parametrize(
    "data",
    [
        {"mark": "sleeping"},
        {"session": "1000000"},
        {"enrolment": "x"},
        {"minutes_missed": "-4"},
        {"mark": ""},
    ],
)
def test_bad_taps_change_nothing(client, scene, data):
    sign_in(client, scene.tomek)
    with scene.during():
        assert tap(client, scene, data=data).status_code == 303
    assert Attendance.objects.count() == 0


def test_empty_mark_clears_and_a_missing_one_does_not(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        tap(client, scene)
        client.post(f"{LIST}zaznacz/", {"session": scene.sessions[0].pk, "enrolment": 1})
        assert Attendance.objects.count() == 1
        said = tap(client, scene, "", headers={"HX-Request": "true"}).content.decode()
    assert Attendance.objects.count() == 0
    assert [word for _id, word in PRESSED.findall(said)] == ["false"] * 3
    assert "Wyczyść" not in said


def test_cleared_row_of_somebody_who_left_is_gone(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        tap(client, scene)
        scene.cycle.enrolments.filter(number=1).update(state="cancelled")
        answer = tap(client, scene, "", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert Attendance.objects.count() == 0


def test_unknown_person_is_404(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        assert tap(client, scene, number=77).status_code == 404


def test_ended_role_stops_at_the_next_tap(client, scene):
    sign_in(client, scene.tomek)
    with scene.during():
        assert tap(client, scene).status_code == 303
        scene.programme.team.filter(account=scene.tomek).update(ended_at="2017-05-09T16:00Z")
        assert tap(client, scene, "absent").status_code == 404
    assert Attendance.objects.get().mark == "present"


def test_closing_asks_about_the_unmarked(client, scene):
    sign_in(client, scene.tomek)
    with scene.after():
        tap(client, scene)
        assert client.post(f"{LIST}zamknij/").headers["Location"] == f"{LIST}zamknij/"
        question = client.get(f"{LIST}zamknij/").content.decode()
        assert "2 osoby nie są zaznaczone" in question
        client.post(f"{LIST}zamknij/", {"absent_rest": "yes"})
        page = client.get(LIST).content.decode()
    assert "Lista jest zamknięta." in page
    assert PRESSED.findall(page) == []
    assert Attendance.objects.filter(mark="absent").count() == 2


def test_marked_list_closes_with_one_press(client, scene):
    sign_in(client, scene.tomek)
    with scene.after():
        client.post(f"{LIST}reszta/")
        assert client.post(f"{LIST}zamknij/").headers["Location"] == LIST
        scene.sessions[0].refresh_from_db()
    assert scene.sessions[0].closed_by == scene.tomek


def test_get_changes_nothing(client, scene):
    sign_in(client, scene.alice)
    with scene.after():
        for page in (LIST, f"{LIST}zamknij/", f"{LIST}lista.pdf", PAPERS):
            assert client.get(page).status_code == 200
        assert client.get(f"{LIST}zaznacz/").status_code == 405
    assert Attendance.objects.count() == 0


class TestCorrect:
    def closed(self, scene):
        mark_rest_present(scene.sessions[0], by=scene.tomek)
        close_session(scene.sessions[0], by=scene.tomek)

    def test_needs_a_reason_and_keeps_what_was_typed(self, client, scene):
        with scene.after():
            self.closed(scene)
            answer = sign_in(client, scene.alice).post(
                f"{LIST}1/popraw/", {"mark": "late", "minutes_missed": "15"}
            )
        assert list(answer.context["form"].errors) == ["reason"]
        assert AttendanceCorrection.objects.count() == 0

    def test_shows_in_the_history_of_the_list(self, client, scene):
        with scene.after():
            self.closed(scene)
            data = {"mark": "late", "minutes_missed": "15", "reason": "Wejście po przerwie."}
            answer = sign_in(client, scene.alice).post(f"{LIST}1/popraw/", data, follow=True)
            assert "Wejście po przerwie." in answer.content.decode()
            assert "Wejście" not in sign_in(client, scene.eve).get(LIST).content.decode()


class TestCertificates:
    def test_preview_issue_revoke_reissue(self, client, finished):
        with finished.after(4):
            sign_in(client, finished.alice)
            page = client.get(PAPERS)
            assert [row.enrolment.person.name for row in page.context["without"]] == ["Maria Przykładowa"]
            assert "9 z 12 godz., potrzeba 80%" in page.content.decode()
            assert client.post(f"{PAPERS}1/uniewaznij/", {}).context["form"].errors != {}
            client.post(f"{PAPERS}1/uniewaznij/", {"reason": "mistake"})
            client.post(f"{PAPERS}1/wydaj-ponownie/")
            client.post(f"{PAPERS}1/wydaj-ponownie/")
        found = list(Certificate.objects.order_by("sequence").values_list("sequence", "revoked_reason"))
        assert found == [(1, "mistake"), (2, ""), (3, "")]

    def test_issue_due_button(self, client, finished):
        with finished.after(4):
            sign_in(client, finished.alice)
            data = {"mark": "present", "reason": "Podpis na liście."}
            client.post("/praca/wiedza/warsztaty/4/spotkania/3/obecnosc/3/popraw/", data)
            assert [row.enrolment.number for row in client.get(PAPERS).context["due"]] == [3]
            client.post(f"{PAPERS}wydaj/")
        assert Certificate.objects.count() == 3


@pytest.mark.parametrize("address", [LIST, PAPERS])
def test_pages_cost_the_same_for_three_and_for_nine(client, scene, address):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    sign_in(client, scene.alice)
    with scene.after():
        client.get(address)
        before = cost()
        for enrolment in enrol_people(scene.cycle, 6, after=3):
            AccessNeedsFactory(enrolment=enrolment)
        mark_rest_present(scene.sessions[0], by=scene.tomek)
        after = cost()
    assert (after, after <= 14) == (before, True)  # six of them are who asks and what they may
