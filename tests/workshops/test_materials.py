"""Materials and homework: who adds them, who sees them, and that a file is what its bytes say."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.workshops.actions.materials import add_material, remove_material, set_homework
from osnowa.workshops.actions.sessions import remove_session
from osnowa.workshops.models import Material, Session
from tests.factories.workshops import EnrolmentFactory, MaterialFactory
from tests.workshops.conftest import sign_in, warsaw

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n"
MATERIALS = "/praca/wiedza/warsztaty/4/spotkania/2/materialy/"
PUBLIC_PAGE = "/programy/wiedza/warsztaty/zadania-na-jednej-tablicy/"
BEFORE = warsaw(dt.date(2017, 5, 2), 12)


@pytest.fixture
def week_before(scene):
    with clock.at(BEFORE):
        yield scene


def upload(content=PDF, name="Prezentacja końcowa.pdf"):
    return SimpleUploadedFile(name, content)


def add(scene, **changes):
    data = {"title": "Prezentacja", "upload": upload(), "submission_key": "k1", "by": scene.tomek}
    return add_material(scene.sessions[1], **{**data, **changes})


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_file_is_kept_under_a_random_name_and_served_as_a_download(client, week_before):
    material = add(week_before)
    assert (material.file_name, material.ending, material.file_bytes) == (
        "prezentacja-koncowa.pdf",
        "PDF",
        len(PDF),
    )
    assert "prezentacja" not in material.file.name
    answer = sign_in(client, week_before.tomek).get(f"{MATERIALS}{material.pk}/plik/")
    assert body(answer) == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="prezentacja-koncowa.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_same_form_twice_is_one(week_before):
    assert add(week_before) == add(week_before, upload=upload())
    assert Material.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": "  "}, "title", "title"),
        ({"link": "https://example.org"}, "both", "link"),
        ({"upload": None}, "neither", "upload"),
        ({"upload": upload(b"")}, "empty", "upload"),
        ({"upload": upload(b"<html><script>", "x.pdf")}, "kind", "upload"),
        ({"upload": upload(b"MZ\x90", "x.exe")}, "kind", "upload"),
        ({"licence": "cc_by"}, "licence", "author"),
    ],
)
def test_what_cannot_be_added_is_refused_at_its_field(week_before, changes, code, field):
    with pytest.raises(RuleBroken) as refused:
        add(week_before, **changes)
    assert (refused.value.code, refused.value.field, Material.objects.count()) == (code, field, 0)


def test_too_big_a_file_is_refused(week_before, settings):
    settings.UPLOAD_BYTES = 10
    with pytest.raises(RuleBroken) as refused:
        add(week_before)
    assert refused.value.code == "too_big"


def test_participants_material_is_for_people_with_a_place(client, week_before):
    material = add(week_before)
    placed = week_before.enrolments[0]
    waiting = EnrolmentFactory(cycle=week_before.cycle, number=9, state="reserve")
    stranger = EnrolmentFactory()
    assert body(client.get(f"/zgloszenie/{placed.token}/materialy/{material.pk}/")) == PDF
    assert "Prezentacja" in client.get(f"/zgloszenie/{placed.token}/").content.decode()
    for token in (waiting.token, stranger.token):
        assert client.get(f"/zgloszenie/{token}/materialy/{material.pk}/").status_code == 404
    assert "Prezentacja" not in client.get(f"/zgloszenie/{waiting.token}/").content.decode()
    assert client.get(f"{PUBLIC_PAGE}materialy/{material.pk}/").status_code == 404
    assert "Prezentacja" not in client.get(PUBLIC_PAGE).content.decode()


def test_public_material_stands_on_the_public_page_until_the_session_is_called_off(client, week_before):
    material = add(week_before, access="public", licence="cc_by", author="Tomek Trenerski")
    page = client.get(PUBLIC_PAGE).content.decode()
    assert (page.count("Prezentacja"), "CC BY 4.0" in page.replace("\u00a0", " ")) == (1, True)
    assert body(client.get(f"{PUBLIC_PAGE}materialy/{material.pk}/")) == PDF
    Session.every.filter(pk=material.session_id).update(cancelled_at=BEFORE, cancelled_because="x")
    assert client.get(f"{PUBLIC_PAGE}materialy/{material.pk}/").status_code == 404


def test_removed_material_takes_its_file_along(week_before, django_capture_on_commit_callbacks):
    material = add(week_before)
    storage, name = material.file.storage, material.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_material(material, by=week_before.tomek)
        remove_material(material, by=week_before.tomek)
    assert (Material.objects.count(), storage.exists(name)) == (0, False)


def test_removed_session_takes_its_files_along(week_before, django_capture_on_commit_callbacks):
    material = add(week_before)
    with django_capture_on_commit_callbacks(execute=True):
        remove_session(week_before.sessions[1], by=week_before.alice)
    assert not material.file.storage.exists(material.file.name)


def test_trainer_of_the_cycle_adds_by_the_page_and_another_may_not(client, week_before):
    data = {
        "title": "Strona",
        "link": "https://example.org/a",
        "moment": "before",
        "access": "participants",
        "licence": "all_rights",
        "submission_key": "z",
    }
    sign_in(client, week_before.tomek)
    for _click in range(2):
        assert client.post(f"{MATERIALS}dodaj/", data).status_code == 302
    assert Material.objects.get().moment == "before"
    assert client.get(MATERIALS).status_code == 200
    assert sign_in(client, week_before.bob).post(f"{MATERIALS}dodaj/", data).status_code == 404
    assert sign_in(client, week_before.eve).get(MATERIALS).status_code == 200
    assert client.post(f"{MATERIALS}dodaj/", data).status_code == 404


def test_refusal_keeps_what_was_typed(client, week_before):
    data = {
        "title": "Strona",
        "link": "not an address",
        "moment": "before",
        "access": "public",
        "licence": "cc0",
        "author": "Ala",
        "submission_key": "z",
    }
    answer = sign_in(client, week_before.tomek).post(f"{MATERIALS}dodaj/", data)
    assert list(answer.context["form"].errors) == ["link"]
    assert answer.content.decode().count('value="Strona"') == 1


def test_homework_with_a_due_day(client, week_before):
    sign_in(client, week_before.tomek)
    page = "/praca/wiedza/warsztaty/4/spotkania/2/zadanie/"
    answer = client.post(page, {"homework": "Zrób tablicę", "homework_due_on": "2017-05-01"})
    assert list(answer.context["form"].errors) == ["homework_due_on"]
    client.post(page, {"homework": "Zrób tablicę", "homework_due_on": "2017-05-22"})
    own = (
        client.get(f"/zgloszenie/{week_before.enrolments[0].token}/").content.decode().replace("\u00a0", " ")
    )
    assert "Zrób tablicę" in own
    assert "Zrób tablicę" not in client.get(PUBLIC_PAGE).content.decode().replace("\u00a0", " ")
    with pytest.raises(RuleBroken):
        set_homework(week_before.sessions[1], "", dt.date(2017, 5, 30), by=week_before.tomek)


def test_pages_cost_the_same_for_one_material_and_for_many(
    client, week_before, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    own = f"/zgloszenie/{week_before.enrolments[0].token}/"
    sign_in(client, week_before.alice)

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    MaterialFactory(session=week_before.sessions[1], access="public")
    before = [cost(address) for address in (MATERIALS, own, PUBLIC_PAGE)]
    for session in week_before.sessions[1:]:
        for _n in range(3):
            MaterialFactory(session=session, access="public")
    assert [cost(address) for address in (MATERIALS, own, PUBLIC_PAGE)] == before
