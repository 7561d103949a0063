"""The list without network as the server gives it; conflicts, hours, paper and scans on the team's pages."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from osnowa.workshops.actions.attendance import close_session, mark_rest_present
from osnowa.workshops.models import Attendance, AttendanceMark, SignedSheet
from tests.factories.workshops import AccessNeedsFactory
from tests.workshops.conftest import enrol_people, sign_in

pytestmark = pytest.mark.django_db
LIST = "/praca/wiedza/warsztaty/4/spotkania/1/obecnosc/"
LISTS = "/praca/wiedza/listy/"
CARRIED = f"{LISTS}4/1/"
DEVICE = "0f1e2d3c-0000-4000-8000-000000000001"


def mark(number, word="present", made_at="2017-05-09T15:05:00Z", **more):
    return {"key": str(uuid.uuid4()), "enrolment": number, "mark": word, "made_at": made_at, **more}


def deliver(client, marks, *, device=DEVICE, **more):
    data = {"device": device, "marks": marks, **more.pop("data", {})}
    return client.post(f"{CARRIED}wyslij/", json.dumps(data), content_type="application/json", **more)


class TestCarried:
    def test_page_holds_names_and_nothing_more_about_people(self, client, scene):
        AccessNeedsFactory(enrolment=scene.enrolments[0], text="Pętla indukcyjna")
        with scene.during():
            answer = sign_in(client, scene.tomek).get(CARRIED)
        page = answer.content.decode()
        assert "Łucja Ćwik" in page
        for secret in ("Pętla", scene.enrolments[0].person.email, "Stowarzyszenie"):
            assert secret not in page
        assert (answer.headers["X-Osnowa-Keep"], answer.headers["Cache-Control"]) == (
            "yes",
            "no-store, private",
        )

    def test_closed_list_is_not_to_be_kept(self, client, scene):
        with scene.after():
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
            assert sign_in(client, scene.tomek).get(CARRIED).headers["X-Osnowa-Keep"] == "no"

    def test_worker_and_manifest_reach_no_further_than_the_lists(self, client, scene):
        sign_in(client, scene.tomek)
        manifest = client.get(f"{LISTS}lista.webmanifest").json()
        assert manifest["scope"] == manifest["start_url"] == LISTS
        assert manifest["short_name"] == "Obecność"
        worker = client.get(f"{LISTS}bez-sieci.js")
        assert worker.headers["Content-Type"].startswith("text/javascript")
        assert "Service-Worker-Allowed" not in worker.headers
        assert f'const SCOPE = "{LISTS.replace("-", chr(92) + "u002D")}"' in worker.content.decode()

    def test_overview_is_of_own_cycles(self, client, scene):
        with scene.during():
            assert CARRIED in sign_in(client, scene.tomek).get(LISTS).content.decode()
            assert CARRIED in sign_in(client, scene.alice).get(LISTS).content.decode()
            assert CARRIED not in sign_in(client, scene.bob).get(LISTS).content.decode()
            assert sign_in(client, scene.bob).get(CARRIED).status_code == 404


class TestDeliver:
    def test_token_state_delivery(self, scene):
        client = sign_in(Client(enforce_csrf_checks=True), scene.tomek)
        with scene.during():
            assert deliver(client, [mark(1)]).status_code == 403
            state = client.get(f"{CARRIED}stan.json").json()
            marks = [mark(1), mark(2, "late", came="17:20"), mark(9), mark(3, "sleeping")]
            answer = deliver(client, marks, headers={"X-CSRFToken": state["token"]}).json()
        assert set(answer["kept"]) == {marks[0]["key"], marks[1]["key"]}
        assert set(answer["refused"]) == {marks[2]["key"], marks[3]["key"]}
        assert {row["enrolment"]: row["mark"] for row in answer["rows"]} == {1: "present", 2: "late", 3: ""}
        assert "Łucja" not in json.dumps(state, ensure_ascii=False)
        assert [(row["came"], row["left"]) for row in answer["rows"] if row["mark"] == "late"] == [
            ("17:20", "")
        ]
        assert Attendance.objects.get(mark="late").minutes_missed == 20

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"device": "x", "marks": []}', b"null"]
    )
    def test_broken_deliveries(self, client, scene, body):
        sign_in(client, scene.tomek)
        with scene.during():
            answer = client.post(f"{CARRIED}wyslij/", body, content_type="application/json")
        assert answer.status_code == 400

    def test_too_big(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.during():
            answer = deliver(client, [mark(1, note="x" * 300_000)])
        assert (answer.status_code, AttendanceMark.objects.count()) == (413, 0)

    def test_only_who_may_sign(self, client, scene):
        with scene.during():
            for who in (scene.bob, scene.eve, scene.charlie):
                sign_in(client, who)
                assert deliver(client, [mark(1)]).status_code == 404
                assert client.get(f"{CARRIED}stan.json").status_code == 404
            client.logout()
            assert client.get(f"{CARRIED}stan.json").status_code == 302
        assert AttendanceMark.objects.count() == 0

    def test_wrong_clock_of_the_device_is_put_right(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.during():
            wrong = mark(1, made_at="2019-01-01T10:00:00Z")
            deliver(client, [wrong], data={"sent_at": "2019-01-01T10:10:00Z"})
        made_at = AttendanceMark.objects.get().made_at
        assert made_at.isoformat() == "2017-05-09T15:20:00+00:00"


class TestListPage:
    def test_conflict_is_asked_about_and_settled(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.during():
            deliver(client, [mark(1)])
            other = mark(1, "absent", "2017-05-09T15:20:00Z")
            deliver(client, [other], device="1" + DEVICE[1:])
            page = client.get(LIST)
            assert [one.enrolment.number for one in page.context["conflicts"]] == [1]
            assert client.get(f"{CARRIED}stan.json").json()["rows"][1]["conflict"]
        with scene.after():
            assert client.post(f"{LIST}zamknij/", {"absent_rest": "yes"}).headers["Location"] == LIST
            client.post(f"{LIST}rozstrzygnij/", {"mark": "x"})
            client.post(f"{LIST}rozstrzygnij/", {"mark": str(uuid.uuid4())})
            assert client.get(LIST).context["conflicts"]
            answer = client.post(f"{LIST}rozstrzygnij/", {"mark": other["key"]})
            assert answer.headers["Location"] == f"{LIST}#osoba-1"
            assert client.get(LIST).context["conflicts"] == []
        assert Attendance.objects.get().mark == "absent"

    def test_from_to_is_saved_and_shown_with_minutes(self, client, scene):
        sign_in(client, scene.tomek)
        data = {
            "session": scene.sessions[0].pk,
            "enrolment": 1,
            "mark": "late",
            "came": "17:25",
            "left": "19.30",
        }
        with scene.during():
            client.post(f"{LIST}zaznacz/", data)
            page = client.get(LIST).content.decode()
            refused = client.post(
                f"{LIST}zaznacz/", {**data, "came": "9:00"}, headers={"HX-Request": "true"}
            ).content.decode()
        assert "17:25–19:30" in page
        assert Attendance.objects.get().minutes_missed == 55
        assert 'role="alert"' in refused

    def test_correction_of_hours(self, client, scene):
        sign_in(client, scene.alice)
        with scene.after():
            mark_rest_present(scene.sessions[0], by=scene.tomek)
            close_session(scene.sessions[0], by=scene.tomek)
            bad = client.post(f"{LIST}1/popraw/", {"mark": "present", "left": "16:59", "reason": "x"})
            assert "left" in bad.context["form"].errors or bad.context["form"].non_field_errors()
            client.post(
                f"{LIST}1/popraw/", {"mark": "present", "left": "19:00", "reason": "Uwaga na liście."}
            )
            assert "17:00–19:00" in client.get(LIST).content.decode()
            assert len(client.get(f"{LIST}1/popraw/").context["marks"]) == 2
            form = client.get(f"{LIST}1/popraw/").context["form"]
        assert Attendance.objects.get(enrolment__number=1).minutes_missed == 60
        assert (str(form["left"].value()), form["minutes_missed"].value()) == ("19:00:00", None)

    def test_counts_come_alone_and_say_that_something_is_new(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.during():
            deliver(client, [mark(1)])
            said = client.get(f"{LIST}stan/?bylo=0-0").content.decode()
            same = client.get(f"{LIST}stan/?bylo=1-0").content.decode()
        assert "<html" not in said
        assert f'<a href="{LIST}">' in said
        assert "<a " not in same

    def test_late_delivery_is_shown_under_the_closed_list(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.after():
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
        with scene.after(2):
            deliver(client, [mark(1)])
            assert [one.mark for one in client.get(LIST).context["arrived_too_late"]] == ["present"]


class TestPaper:
    def rows(self, **words):
        return {
            name: value
            for number, (word, before) in words.items()
            for name, value in (
                (f"osoba-{number[1:]}-mark", word),
                (f"osoba-{number[1:]}-before", before),
            )
        }

    def test_one_post_for_all_rows_and_untouched_rows_stay(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.after():
            deliver(client, [mark(3, "late")])  # a colleague, after this page had been opened
            data = self.rows(n1=("present", "||"), n2=("absent", "||"), n3=("", "||"))
            assert client.post(f"{LIST}z-papieru/", data).status_code == 303
        assert dict(Attendance.objects.values_list("enrolment__number", "mark")) == {
            1: "present",
            2: "absent",
            3: "late",
        }

    def test_a_wrong_row_saves_nothing_and_keeps_what_was_typed(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.after():
            data = self.rows(n1=("present", "||"), n2=("late", "||"), n3=("", "||"))
            page = client.post(f"{LIST}z-papieru/", {**data, "osoba-2-came": "9:00"})
            assert page.status_code == 200
            assert "9:00" in page.content.decode()
            broken = client.post(f"{LIST}z-papieru/", {**data, "osoba-1-mark": "sleeping"})
        assert broken.status_code == 200
        assert Attendance.objects.count() == 0

    def test_scan_is_listed_and_a_download(self, client, scene):
        sign_in(client, scene.tomek)
        with scene.after():
            assert client.post(f"{LIST}skany/", {}).context["form"].errors
            bad = client.post(f"{LIST}skany/", {"file": SimpleUploadedFile("lista.pdf", b"MZ")})
            assert bad.context["form"].errors["file"]
            client.post(f"{LIST}skany/", {"file": SimpleUploadedFile("lista.pdf", b"%PDF-1.7 x")})
            answer = client.get(f"{LIST}skany/1/")
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            page = sign_in(client, scene.eve).get(LIST).content.decode()
            assert ("lista-w4-spotkanie-1-1.pdf" in page, f"{LIST}skany/1/" in page) == (True, False)

    def test_after_closing_only_the_coordinator_removes_a_scan(self, client, scene):
        with scene.after():
            sign_in(client, scene.tomek)
            client.post(f"{LIST}skany/", {"file": SimpleUploadedFile("lista.pdf", b"%PDF-1.7 x")})
            close_session(scene.sessions[0], absent_rest=True, by=scene.tomek)
            assert client.post(f"{LIST}skany/1/usun/").status_code == 404
            sign_in(client, scene.alice)
            assert [client.post(f"{LIST}skany/1/usun/").status_code for _time in range(2)] == [303, 303]
        assert SignedSheet.objects.count() == 0


@pytest.mark.parametrize(
    "address", [LISTS, CARRIED, f"{CARRIED}stan.json", f"{LIST}z-papieru/", f"{LIST}ekran/"]
)
def test_pages_cost_the_same_for_three_and_for_nine(client, scene, address):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    sign_in(client, scene.alice)
    with scene.during():
        client.get(address)
        before = cost()
        enrol_people(scene.cycle, 6, after=3)
        mark_rest_present(scene.sessions[0], by=scene.tomek)
        assert cost() == before <= 13
