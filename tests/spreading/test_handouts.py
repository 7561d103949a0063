import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from osnowa.lib.audit import history_of
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import merge_organisations
from osnowa.spreading.actions.handouts import (
    add_organisations,
    correct_handout,
    remove_organisation,
    withdraw_handout,
)
from osnowa.spreading.actions.proofs import add_proof, delete_proof
from osnowa.spreading.models import Handout
from tests.spreading.conftest import MAY_10, NOW, WORK, sign_in


def deeds(handout):
    return [line.deed.partition(".")[2] for line in history_of(handout).order_by("pk")]


def photograph():
    """With a camera's words in it."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of Anna"
    Image.new("RGB", (8, 8), "green").save(file, "JPEG", exif=exif)
    return file.getvalue()


def facts_of(handout, **changed):
    facts = {name: getattr(handout, name) for name in ("kind", "title", "copies", "given_on", "place")}
    return facts | changed


def test_the_same_form_sent_twice_is_one_row(scene):
    key = uuid.uuid4()
    one = scene.prints(submission_key=key, title="  Jak \x00 pisać  ")
    assert scene.prints(submission_key=key) == one
    assert (Handout.objects.count(), one.title, one.logged_by) == (1, "Jak pisać", scene.alice)
    assert deeds(one) == ["handout_logged"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "title"),
        ({"place": ""}, "place"),
        ({"copies": 0}, "copies"),
        ({"people_count": 0}, "people"),
        ({"kind": "balloon"}, "kind"),
        ({"given_on": NOW.date().replace(day=21)}, "future"),
        ({"given_on": MAY_10.replace(year=2001)}, "too_early"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(scene, fields, code):
    with pytest.raises(RuleBroken) as refused:
        scene.prints(**fields)
    assert refused.value.code == code
    assert not Handout.objects.exists()


def test_a_correction_says_what_changed_and_an_old_page_overwrites_nothing(scene):
    handout = scene.prints()
    correct_handout(handout, **facts_of(handout), version=1, by=scene.ed)
    handout = correct_handout(handout, **facts_of(handout, copies=80), version=1, by=scene.ed)
    with pytest.raises(RuleBroken) as refused:
        correct_handout(handout, **facts_of(handout, copies=70), version=1, by=scene.alice)
    assert refused.value.code == "changed"
    handout.refresh_from_db()
    assert (handout.copies, handout.version, deeds(handout)) == (
        80,
        2,
        ["handout_logged", "handout_corrected"],
    )


def test_withdrawn_it_stays_with_its_reason_and_changes_no_more(scene):
    handout = scene.prints()
    with pytest.raises(RuleBroken):
        withdraw_handout(handout, "  ", by=scene.alice)
    withdraw_handout(handout, "Pomyłka", by=scene.alice)
    again = withdraw_handout(handout, "Inny powód", by=scene.ed)
    assert (again.withdrawn_because, again.withdrawn_by) == ("Pomyłka", scene.alice)
    for refused in (
        lambda: correct_handout(handout, **facts_of(handout, copies=7), by=scene.alice),
        lambda: add_organisations(handout, [scene.laka], by=scene.alice),
        lambda: add_proof(handout, SimpleUploadedFile("a.jpg", photograph()), by=scene.alice),
    ):
        with pytest.raises(RuleBroken, match="wycofany"):
            refused()
    assert deeds(handout) == ["handout_logged", "handout_withdrawn"]


def test_organisations_are_named_once_and_follow_a_merge(scene):
    handout = scene.prints()
    assert add_organisations(handout, [scene.laka, scene.brzeg], by=scene.alice) == 2
    assert add_organisations(handout, [scene.laka], by=scene.alice) == 0
    remove_organisation(handout, scene.laka, by=scene.alice)
    remove_organisation(handout, scene.laka, by=scene.alice)
    merge_organisations(scene.laka, scene.brzeg, by=scene.alice)
    assert list(handout.organisations.all()) == [scene.laka]
    assert deeds(handout) == ["handout_logged", "handout_corrected", "handout_corrected"]


def test_a_proof_is_kept_without_the_camera_and_goes_for_good(
    scene, client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    handout = scene.prints()
    sign_in(client, scene.alice)
    url = f"{WORK}druki/{handout.pk}/dowody/"
    page = client.post(url, {"proof_file": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")})
    assert "Błąd: " in page.content.decode()
    for _click in range(2):
        client.post(url, {"proof_file": SimpleUploadedFile("Piknik w Łące.JPEG", photograph())})
    proof = handout.proofs.get()
    answer = client.get(f"{url}{proof.pk}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="piknik-w-lace.jpg"'
    assert (b"Anna" in answer.content, answer.headers["X-Content-Type-Options"]) == (False, "nosniff")
    assert "piknik" not in proof.file.name
    with django_capture_on_commit_callbacks(execute=True):
        delete_proof(proof, by=scene.alice)
        delete_proof(proof, by=scene.alice)
    assert not list(tmp_path.rglob("*.jpg"))
    assert deeds(handout) == ["handout_logged", "proof_added", "proof_deleted"]
