"""The paper list entered in one go, its scan, and what is told and forgotten of both."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.lib.period import Period
from osnowa.workshops.actions.attendance import close_session, mark_rest_present
from osnowa.workshops.actions.delivery import take_marks
from osnowa.workshops.actions.sheets import Row, RowRefused, add_sheet, enter_sheet, remove_sheet
from osnowa.workshops.evidence.attendance import training_hours_lines
from osnowa.workshops.models import Attendance, AttendanceMark, SignedSheet
from osnowa.workshops.privacy import erase, export
from tests.workshops.test_marks import MAY_9, PHONE_A, made, stands
from tests.workshops.test_marks_rules import photograph

pytestmark = pytest.mark.django_db


class TestPaper:
    def test_all_rows_or_none(self, scene):
        first, second, third = scene.enrolments
        rows = [Row(first, "present"), Row(second, "late", came=dt.time(17, 30)), Row(third, "absent")]
        with scene.after():
            with pytest.raises(RowRefused) as refused:
                enter_sheet(
                    scene.sessions[0], [*rows[:2], Row(third, "late", came=dt.time(9))], by=scene.tomek
                )
            assert (refused.value.enrolment, Attendance.objects.count()) == (third, 0)
            assert enter_sheet(scene.sessions[0], rows, by=scene.tomek) == 3
        assert stands(scene.sessions[0]) == {1: "present", 2: "late", 3: "absent"}
        assert set(AttendanceMark.objects.values_list("source", flat=True)) == {"paper"}

    def test_scan_is_kept_clean_once_and_removed_with_its_file(
        self, scene, django_capture_on_commit_callbacks
    ):
        session = scene.sessions[0]
        with scene.after():
            for _time in range(2):
                sheet = add_sheet(
                    session, SimpleUploadedFile("../Zdjęcie Anny.JPG", photograph()), by=scene.tomek
                )
        assert SignedSheet.objects.count() == 1
        assert (sheet.name, "Anny" in sheet.file.name) == ("lista-w4-spotkanie-1-1.jpg", False)
        with sheet.file.open("rb") as kept:
            assert b"SEKRET" not in kept.read()
        stored = sheet.file
        with django_capture_on_commit_callbacks(execute=True):
            for _time in range(2):
                remove_sheet(session, 1, by=scene.tomek)
        assert not stored.storage.exists(stored.name)
        assert AuditLine.objects.filter(deed="workshops.sheet_removed").count() == 1

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty_file"),
            (b"MZ\x90", "kind"),
            (b"<svg/>", "kind"),
            (b"\xff\xd8\xff\xe1", "kind"),
            (b"%PDF-" + b"x" * 3000, "too_big"),
        ],
    )
    def test_what_is_no_scan_is_refused(self, scene, settings, content, code):
        settings.UPLOAD_BYTES = 2000
        with scene.after(), pytest.raises(RuleBroken) as refused:
            add_sheet(scene.sessions[0], SimpleUploadedFile("lista.pdf", content), by=scene.tomek)
        assert refused.value.code == code


def test_fact_says_that_the_signed_list_is_attached(scene):
    with scene.after(2):
        for session in scene.sessions[:2]:
            mark_rest_present(session, by=scene.tomek)
            close_session(session, by=scene.tomek)
        add_sheet(scene.sessions[1], SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), by=scene.tomek)
    facts = list(training_hours_lines(scene.programme, Period(MAY_9, dt.date(2017, 5, 31))))
    assert [fact.label.endswith("(podpisana lista w załączniku)") for fact in facts] == [False] * 3 + [
        True
    ] * 3


class TestPrivacy:
    def test_export_tells_every_mark_and_erasure_of_the_last_person_deletes_the_scan(
        self, scene, django_capture_on_commit_callbacks
    ):
        session = scene.sessions[0]
        with scene.after():
            take_marks(session, [made(scene.enrolments[0], "late")], device=PHONE_A, by=scene.tomek)
            mark_rest_present(session, by=scene.tomek)
            sheet = add_sheet(session, SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), by=scene.tomek)
        (row,) = export(scene.enrolments[0].person)["enrolments"]
        assert [(mark["mark"], mark["source"]) for mark in row["marks_made"]] == [
            ("late", "na liście bez sieci")
        ]
        assert row["attendance"][0]["signed_lists"] == [sheet.name]
        with django_capture_on_commit_callbacks(execute=True):
            for n, enrolment in enumerate(scene.enrolments, start=1):
                erase(enrolment.person)
                enrolment.person.erased_at = clock.now()
                enrolment.person.save()
                assert SignedSheet.objects.exists() == (n < 3)
        assert not sheet.file.storage.exists(sheet.file.name)
        assert Attendance.objects.count() == 3
