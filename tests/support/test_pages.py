"""Through the browser's door: who sees what, what is kept when something is refused, how many questions a list asks."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from osnowa.lib import clock
from osnowa.support.actions.adoption import assign_mentor, record_stage
from osnowa.support.actions.consultation import confirm_consultation
from osnowa.support.actions.hours import return_hours
from osnowa.support.models import Adoption, AdoptionStage, Consultation, WorkLog
from tests.factories.people import MembershipFactory
from tests.factories.support import AdoptionFactory
from tests.support.conftest import MAY_10, sign_in
from tests.support.test_adoption import PNG, deeds

WORK = "/praca/wiedza/"


def own(scene, rest=""):
    return f"/moje/organizacje/{scene.laka.pk}/{rest}"


def text(response):
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " "))


class TestMember:
    def test_from_an_empty_list_to_a_proven_stage(self, client, scene):
        sign_in(client, scene.ola)
        assert "Jakie narzędzie chcecie wprowadzić?" in text(client.get(own(scene, "narzedzia/")))
        page = client.get(own(scene, "narzedzia/dodaj/"))
        assert '<option value="Nextcloud">' in text(page)
        answer = client.post(
            own(scene, "narzedzia/dodaj/"),
            {
                "programme": scene.programme.pk,
                "tool_name": "Nextcloud",
                "purpose": "Wspólne pliki",
                "stage": "chosen",
                "happened_on": "10.05.2017",
                "owner": scene.owner.pk,
            },
        )
        adoption = Adoption.objects.get()
        assert answer.headers["Location"] == own(scene, f"narzedzia/{adoption.pk}/")
        assert (adoption.stage, adoption.stage_on, adoption.owner) == ("chosen", MAY_10, scene.owner)
        answer = client.post(
            own(scene, f"narzedzia/{adoption.pk}/etap/"),
            {
                "stage": "trial",
                "happened_on": "2017-06-01",
                "note": "Zarząd próbuje",
                "proof_file": SimpleUploadedFile("zrzut.png", PNG),
            },
        )
        assert answer.status_code == 303
        row = AdoptionStage.objects.last()
        file = client.get(own(scene, f"narzedzia/{adoption.pk}/dowod/{row.pk}/"))
        assert file.content == PNG
        assert {
            name: file.headers[name]
            for name in ("Content-Disposition", "Content-Type", "X-Content-Type-Options")
        } == {
            "Content-Disposition": 'attachment; filename="zrzut.png"',
            "Content-Type": "image/png",
            "X-Content-Type-Options": "nosniff",
        }
        assert "Zarząd próbuje" in text(client.get(own(scene, f"narzedzia/{adoption.pk}/")))

    def test_refused_file_keeps_the_words(self, client, scene):
        adoption = scene.tool()
        page = sign_in(client, scene.ola).post(
            own(scene, f"narzedzia/{adoption.pk}/etap/"),
            {
                "stage": "trial",
                "happened_on": "2017-06-01",
                "note": "Zarząd próbuje",
                "proof_file": SimpleUploadedFile("faktura.pdf", b"MZ\x90\x00" + bytes(100)),
            },
        )
        assert page.status_code == 200
        assert 'value="Zarząd próbuje"' in text(page)
        assert "Dowodem może być PDF" in text(page)
        assert AdoptionStage.objects.count() == 1

    def test_wrong_input_never_breaks(self, client, scene):
        adoption = scene.tool()
        sign_in(client, scene.ola)
        for data in (
            {},
            {"stage": "\x00", "happened_on": "0000-00-00", "note": "x" * 9000},
            {"stage": "left", "happened_on": "2017-06-01"},
            {"stage": "trial", "happened_on": "2017-06-01", "proof_link": "javascript:alert(1)"},
            {"stage": "trial", "happened_on": "2017-06-01", "proof_file": "no file"},
        ):
            page = client.post(own(scene, f"narzedzia/{adoption.pk}/etap/"), data)
            assert page.status_code in {200, 303}
        assert AdoptionStage.objects.exclude(proof_link="").count() == 0

    def test_confirm_and_dispute(self, client, scene):
        talk, other = scene.talk(), scene.talk(topic="Kopie")
        sign_in(client, scene.ola)
        assert "Potwierdź konsultację" in text(client.get(own(scene, f"konsultacje/{talk.pk}/")))
        for _time in range(2):
            client.post(own(scene, f"konsultacje/{talk.pk}/potwierdz/"), {"version": 1})
        assert deeds().count("support.consultation_confirmed") == 1
        page = client.post(
            own(scene, f"konsultacje/{other.pk}/zastrzezenie/"), {"objection": " ", "version": 1}
        )
        assert "Napisz, co się nie zgadza" in text(page)
        client.post(
            own(scene, f"konsultacje/{other.pk}/zastrzezenie/"), {"objection": "Nie było", "version": 1}
        )
        assert list(Consultation.objects.order_by("pk").values_list("state", flat=True)) == [
            "confirmed",
            "disputed",
        ]

    def test_author_sees_no_button_and_the_door_is_shut(self, client, scene):
        talk = scene.talk()
        scene.marek.refresh_from_db()
        MembershipFactory(person=scene.marek.person, organisation=scene.laka, confirmed_at=clock.now())
        sign_in(client, scene.marek)
        page = text(client.get(own(scene, f"konsultacje/{talk.pk}/")))
        assert "To Twój zapis." in page
        assert "Potwierdź konsultację" not in page
        page = client.post(own(scene, f"konsultacje/{talk.pk}/potwierdz/"), {"version": 1}, follow=True)
        assert "konsultację musi potwierdzić ktoś inny" in text(page)
        assert Consultation.objects.get().state == "waiting"

    def test_other_organisation_and_ended_membership_are_404(self, client, scene):
        adoption, talk = scene.tool(), scene.talk()
        sign_in(client, scene.stranger)
        for url in (
            own(scene, "narzedzia/"),
            own(scene, f"narzedzia/{adoption.pk}/"),
            own(scene, f"konsultacje/{talk.pk}/"),
        ):
            assert client.get(url).status_code == 404
        mine = f"/moje/organizacje/{scene.brzeg.pk}/"
        assert client.get(f"{mine}narzedzia/{adoption.pk}/").status_code == 404
        assert client.post(f"{mine}konsultacje/{talk.pk}/potwierdz/").status_code == 404
        sign_in(client, scene.ola)
        scene.owner.memberships.update(confirmed_at=None)
        assert client.get(own(scene, "narzedzia/")).status_code == 404

    def test_lists_ask_as_many_questions_for_one_row_as_for_three(self, client, scene):
        pages = [own(scene, "narzedzia/"), own(scene, "konsultacje/")]
        assert_no_more(scene, sign_in(client, scene.ola), pages, most=12)


def fill(scene, start, end):
    for n in range(start, end):
        assign_mentor(scene.tool(tool_name=f"Narzędzie {n}"), scene.marek, by=scene.alice)
        scene.talk(topic=f"Temat {n}", minutes=15)
        scene.work(what=f"Praca {n}", organisation=scene.laka)


def assert_no_more(scene, client, pages, *, most):
    fill(scene, 0, 1)
    before = [asked(client, url) for url in pages]
    fill(scene, 1, 3)
    assert [asked(client, url) for url in pages] == before
    assert max(before) <= most


def asked(client, url):
    client.get(url)  # what is asked once and kept, is kept now
    with CaptureQueriesContext(connection) as questions:
        assert client.get(url).status_code == 200
    return len(questions)


class TestTeam:
    def test_lists_ask_as_many_questions_for_one_row_as_for_three(self, client, scene):
        pages = [WORK + "wdrozenia/", WORK + "konsultacje/", WORK + "godziny/"]
        assert_no_more(scene, sign_in(client, scene.alice), pages, most=16)

    def test_first_pages_too(self, client, scene):
        fill(scene, 0, 1)
        before = [asked(sign_in(client, account), WORK) for account in (scene.alice, scene.marek, scene.wera)]
        fill(scene, 1, 3)
        after = [asked(sign_in(client, account), WORK) for account in (scene.alice, scene.marek, scene.wera)]
        assert after == before

    def test_filter_by_stage(self, client, scene):
        scene.tool()
        scene.tool(tool_name="Kanboard", stage="routine")
        sign_in(client, scene.alice)
        assert "Kanboard" not in text(client.get(WORK + "wdrozenia/?etap=considered"))
        assert "Nextcloud" in text(client.get(WORK + "wdrozenia/?etap=bez-zmian"))
        assert client.get(WORK + "wdrozenia/?etap=%00&page=x").status_code == 200

    def test_filter_of_tools_without_a_mentor(self, client, scene):
        assign_mentor(scene.tool(), scene.marek, by=scene.alice)
        scene.tool(tool_name="Kanboard")
        record_stage(scene.tool(tool_name="Mattermost"), "left", MAY_10, note="za drogo", by=scene.ola)
        page = sign_in(client, scene.alice).get(WORK + "wdrozenia/?etap=bez-mentora")
        assert [row.tool_name for row in page.context["page"]] == ["Kanboard"]

    def test_a_member_reads_what_happens_until_a_mentor_is_assigned(self, client, scene):
        adoption = scene.tool()
        address = own(scene, f"narzedzia/{adoption.pk}/")
        sign_in(client, scene.ola)
        assert "przydziela koordynacja" in text(client.get(address))
        assign_mentor(adoption, scene.marek, by=scene.alice)
        assert "przydziela koordynacja" not in text(client.get(address))

    def test_mentor_finds_their_own_at_the_beginning_of_the_lists(self, client, scene):
        assign_mentor(scene.tool(), scene.marek, by=scene.alice)
        AdoptionFactory(programme=scene.programme, organisation=scene.brzeg)
        sign_in(client, scene.marek)
        shown = text(client.get(WORK + "konsultacje/dodaj/"))
        own, others = f'<option value="{scene.laka.pk}"', f'<option value="{scene.brzeg.pk}"'
        places = [
            shown.index(one)
            for one in (
                "Organizacje, którym doradzam",
                own,
                "Inne organizacje",
                others,
                "Narzędzia, przy których",
            )
        ]
        assert places == sorted(places)
        sign_in(client, scene.bob)
        assert "<optgroup" not in text(client.get(WORK + "konsultacje/dodaj/"))

    def test_mentor_logs_corrects_withdraws_only_own(self, client, scene):
        adoption = assign_mentor(scene.tool(), scene.marek, by=scene.alice)
        sign_in(client, scene.marek)
        assert "Nextcloud" in text(client.get(WORK))
        page = client.get(WORK + f"konsultacje/dodaj/?wdrozenie={adoption.pk}")
        assert f'<option value="{adoption.pk}" selected>' in text(page)
        data = {
            "organisation": scene.laka.pk,
            "adoption": adoption.pk,
            "held_on": "2017-06-01",
            "minutes": "90",
            "form": "phone",
            "topic": "Kopie",
            "agreed": "W niedzielę",
            "submission_key": "8c1c3a0e-4a3f-4d65-9d5d-3c1a52b3b3b0",
        }
        for _time in range(2):
            client.post(WORK + "konsultacje/dodaj/", data)
        talk = Consultation.objects.get()
        assert (talk.minutes, talk.form, talk.adoption) == (90, "phone", adoption)
        client.post(WORK + f"konsultacje/{talk.pk}/popraw/", data | {"minutes": "60"})
        talk.refresh_from_db()
        assert talk.minutes == 60
        sign_in(client, scene.bob)
        for rest in ("", "popraw/"):
            assert client.get(WORK + f"konsultacje/{talk.pk}/{rest}").status_code == 404
        assert client.post(WORK + f"konsultacje/{talk.pk}/wycofaj/").status_code == 404
        assert "Kopie" not in text(client.get(WORK + "konsultacje/"))
        sign_in(client, scene.marek)
        client.post(WORK + f"konsultacje/{talk.pk}/wycofaj/")
        assert Consultation.objects.get().state == "withdrawn"

    def test_volunteer_and_coordinator(self, client, scene):
        sign_in(client, scene.wera)
        data = {"done_on": "2017-03-30", "minutes": "75", "what": "Plakat", "organisation": ""}
        page = client.post(WORK + "godziny/dodaj/", data, follow=True)
        assert "poza terminem programu" in text(page)
        log = WorkLog.objects.get()
        assert "Plakat" in text(client.get(WORK))
        assert client.post(WORK + f"godziny/{log.pk}/zatwierdz/").status_code == 404
        sign_in(client, scene.alice)
        for _time in range(2):
            client.post(WORK + f"godziny/{log.pk}/zatwierdz/", {"version": 1})
        assert deeds().count("support.hours_approved") == 1
        page = client.post(WORK + f"godziny/{log.pk}/odeslij/", {"reason": "", "version": 1})
        assert "Napisz, co poprawić" in text(page)
        client.post(WORK + f"godziny/{log.pk}/odeslij/", {"reason": "Dla kogo?", "version": 1})
        sign_in(client, scene.wera)
        assert "Dla kogo?" in text(client.get(WORK + f"godziny/{log.pk}/popraw/"))
        client.post(WORK + f"godziny/{log.pk}/popraw/", data | {"organisation": scene.laka.pk})
        log.refresh_from_db()
        assert (log.state, log.organisation) == ("waiting", scene.laka)
        other = scene.work(by=scene.wera, what="Inne")
        WorkLog.objects.filter(pk=other.pk).update(volunteer=scene.bob)
        assert client.get(WORK + f"godziny/{other.pk}/").status_code == 404

    def test_evaluator_reads_without_names_and_words(self, client, scene):
        adoption = assign_mentor(scene.tool(), scene.marek, by=scene.alice)
        row = record_stage(
            adoption,
            "trial",
            MAY_10,
            note="Pani Zofia",
            proof_file=SimpleUploadedFile("a.png", PNG),
            by=scene.ola,
        )
        talk = confirm_consultation(scene.talk(agreed="Zofia dzwoni"), by=scene.ola)
        log = return_hours(scene.work(), "Zofia pyta", by=scene.alice)
        sign_in(client, scene.eve)
        for rest in (
            "wdrozenia/",
            f"wdrozenia/{adoption.pk}/",
            "konsultacje/",
            f"konsultacje/{talk.pk}/",
            "godziny/",
            f"godziny/{log.pk}/",
        ):
            page = text(client.get(WORK + rest))
            found = [n for n in ("Zofia", "Mentorski", "Łąkow", "Wolontariacka", "Koordynacka") if n in page]
            assert found == [], rest
        assert client.get(WORK + f"wdrozenia/{adoption.pk}/dowod/{row.pk}/").status_code == 404
        assert client.post(WORK + f"godziny/{log.pk}/zatwierdz/").status_code == 404


class TestBodies:
    def test_two_gigabytes_are_refused_unread(self, scene):
        """Only the length is said; whoever reads one byte of the body fails."""

        class Untouched:
            def read(self, *_size):
                raise AssertionError("the body was read")

            readline = read

        client = sign_in(Client(enforce_csrf_checks=True), scene.ola)
        answer = client.generic(
            "POST",
            own(scene, f"narzedzia/{scene.tool().pk}/etap/"),
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(2 * 1024**3),
            **{"wsgi.input": Untouched()},
        )
        assert answer.status_code == 413
        assert "Ten plik jest za duży" in text(answer)

    @pytest.mark.parametrize(
        ("length", "status"), [("12", 405), ("minus", 405), ("-5", 405), ("11534337", 413)]
    )
    def test_lengths(self, client, length, status):
        answer = client.generic("POST", "/", CONTENT_LENGTH=length, **{"wsgi.input": io.BytesIO()})
        assert answer.status_code == status
