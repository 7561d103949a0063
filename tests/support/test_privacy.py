import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.people import privacy as people_privacy
from osnowa.support import privacy
from osnowa.support.actions.adoption import record_stage
from osnowa.support.actions.consultation import confirm_consultation, dispute_consultation
from osnowa.support.actions.hours import approve_hours
from osnowa.support.evidence import COUNTINGS
from tests.support.conftest import MAY_10
from tests.support.test_adoption import PNG
from tests.support.test_evidence import WHOLE


def figures(programme):
    return [counting.total(programme, WHOLE) for counting in COUNTINGS]


def test_member_takes_everything_and_is_forgotten(scene, django_capture_on_commit_callbacks):
    adoption = scene.tool()
    row = record_stage(
        adoption,
        "trial",
        MAY_10,
        note="Ola Łąkowa wgrała pliki",
        proof_link="https://laka.example/",
        proof_file=SimpleUploadedFile("ola.png", PNG),
        by=scene.ola,
    )
    talk = dispute_consultation(scene.talk(), "Ola tam nie była", by=scene.ola)
    confirm_consultation(scene.talk(), by=scene.ola)
    told = privacy.export(scene.owner)
    assert [tool["tool"] for tool in told["tools_looked_after"]] == ["Nextcloud"]
    assert [(one["note"], one["proof_file"]) for one in told["stages_recorded"]] == [
        ("", ""),
        ("Ola Łąkowa wgrała pliki", "ola.png"),
    ]
    assert [one["objection"] for one in told["consultations_answered"]] == ["Ola tam nie była", ""]
    assert told["hours"] == told["consultations_given"] == []
    json.dumps(told)
    storage, path, before = row.proof_file.storage, row.proof_file.name, figures(scene.programme)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            privacy.erase(scene.owner)
    row.refresh_from_db()
    talk.refresh_from_db()
    assert (row.note, row.proof_link, row.proof_name, bool(row.proof_file)) == ("", "", "", False)
    assert storage.exists(path) is False
    assert talk.objection == ""
    people_privacy.erase(scene.owner)
    assert figures(scene.programme) == before


def test_volunteer_and_mentor(scene):
    log = approve_hours(scene.work(what="Plakat dla Zofii"), by=scene.alice)
    scene.talk()
    scene.wera.refresh_from_db()
    scene.marek.refresh_from_db()
    assert [(one["what"], one["minutes"]) for one in privacy.export(scene.wera.person)["hours"]] == [
        ("Plakat dla Zofii", 120)
    ]
    assert [one["topic"] for one in privacy.export(scene.marek.person)["consultations_given"]] == [
        "Wybór dysku"
    ]
    before, key = figures(scene.programme), log.person.key
    privacy.erase(scene.wera.person)
    people_privacy.erase(scene.wera.person)
    log.refresh_from_db()
    assert (log.what, log.state, log.person.key) == ("", "approved", key)
    assert figures(scene.programme) == before


@pytest.mark.django_db
def test_others_are_left_alone(scene):
    scene.tool()
    log = scene.work()
    privacy.erase(scene.stranger.person)
    log.refresh_from_db()
    assert log.what == "Plakat"
