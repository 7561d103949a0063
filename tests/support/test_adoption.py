import datetime as dt
import io
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction
from PIL import Image

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.actions import merge_organisations
from osnowa.support.actions.adoption import assign_mentor, change_adoption, record_stage
from osnowa.support.models import Adoption, AdoptionStage
from tests.factories.people import PersonFactory
from tests.factories.support import AdoptionFactory
from tests.support.conftest import MAY_10, NOW

DAY = dt.timedelta(days=1)


def drawn(kind, **how):
    """A small picture, as an editor or a telephone would save it."""
    written = io.BytesIO()
    Image.new("RGB", (8, 4), "white").save(written, kind, **how)
    return written.getvalue()


PNG = drawn("PNG")


def deeds():
    return list(AuditLine.objects.order_by("id").values_list("deed", flat=True))


def refused(code, field=""):
    return pytest.raises(RuleBroken, check=lambda error: (error.code, error.field) == (code, field))


class TestStart:
    def test_first_stage_is_a_row(self, scene):
        adoption = scene.tool(stage="trial")
        (row,) = adoption.stages.all()
        assert (row.stage, row.stage_before, row.happened_on, row.recorded_by) == (
            "trial",
            "",
            MAY_10,
            scene.ola,
        )
        assert (adoption.stage, adoption.stage_on, adoption.tool_key) == ("trial", MAY_10, "nextcloud")
        assert deeds() == ["support.adoption_started"]

    def test_same_tool_however_spelt_is_one(self, scene):
        first = scene.tool()
        assert scene.tool(tool_name="  next CLOUD ") == first
        assert (Adoption.objects.count(), deeds()) == (1, ["support.adoption_started"])

    def test_left_tool_is_taken_up_on_its_page(self, scene):
        record_stage(scene.tool(), "left", MAY_10, note="Za trudne.", by=scene.ola)
        with refused("left", "tool_name"):
            scene.tool()

    def test_name_of_other_letters_is_its_own(self, scene):
        scene.tool(tool_name="Мова")
        scene.tool(tool_name="Інша")
        assert Adoption.objects.count() == 2

    @pytest.mark.parametrize(
        ("fields", "code", "field"),
        [
            ({"tool_name": " \u200b "}, "empty", "tool_name"),
            ({"purpose": ""}, "empty", "purpose"),
            ({"stage": "left"}, "stage", "stage"),
            ({"happened_on": dt.date(2017, 6, 21)}, "future", "happened_on"),
            ({"happened_on": dt.date(1017, 5, 10)}, "too_early", "happened_on"),
        ],
    )
    def test_refusals(self, scene, fields, code, field):
        with refused(code, field):
            scene.tool(**fields)
        assert Adoption.objects.count() == 0

    def test_owner_is_a_confirmed_member(self, scene):
        with refused("owner", "owner"):
            scene.tool(owner=PersonFactory())
        with refused("owner", "owner"):
            scene.tool(owner=scene.stranger.person)

    def test_database_itself_allows_one(self, scene):
        scene.tool()
        with pytest.raises(IntegrityError), transaction.atomic():
            AdoptionFactory(programme=scene.programme, organisation=scene.laka, tool_name="NEXTCLOUD")

    def test_merged_entries_keep_their_tools(self, scene):
        adoption = scene.tool()
        merge_organisations(scene.brzeg, scene.laka, by=scene.alice)
        adoption.refresh_from_db()
        assert adoption.organisation == scene.brzeg


class TestStage:
    def test_rows_are_never_overwritten(self, scene):
        adoption = scene.tool()
        record_stage(adoption, "trial", MAY_10 + DAY, note="Zarząd próbuje", by=scene.ola)
        record_stage(adoption, "routine", MAY_10 + 5 * DAY, by=scene.marek)
        adoption.refresh_from_db()
        assert list(adoption.stages.values_list("stage", "stage_before", "happened_on", "note")) == [
            ("considered", "", MAY_10, ""),
            ("trial", "considered", MAY_10 + DAY, "Zarząd próbuje"),
            ("routine", "trial", MAY_10 + 5 * DAY, ""),
        ]
        assert (adoption.stage, adoption.stage_on) == ("routine", MAY_10 + 5 * DAY)

    def test_said_twice_is_one_row(self, scene):
        adoption = scene.tool()
        rows = [record_stage(adoption, "trial", MAY_10, note="Już", by=scene.ola) for _time in range(2)]
        assert rows[0] == rows[1]
        assert deeds() == ["support.adoption_started", "support.stage_recorded"]

    def test_still_so_is_a_row_of_its_day(self, scene):
        adoption = scene.tool(stage="routine")
        record_stage(adoption, "routine", MAY_10 + 30 * DAY, note="Nadal", by=scene.ola)
        assert adoption.stages.count() == 2

    @pytest.mark.parametrize(
        ("stage", "day", "code", "field"),
        [
            ("considered", MAY_10, "reason", "note"),
            ("left", MAY_10, "reason", "note"),
            ("routine", MAY_10 - DAY, "too_early", "happened_on"),
            ("routine", dt.date(2017, 6, 21), "future", "happened_on"),
            ("nonsense", MAY_10, "stage", "stage"),
        ],
    )
    def test_refusals(self, scene, stage, day, code, field):
        adoption = scene.tool(stage="trial")
        with refused(code, field):
            record_stage(adoption, stage, day, by=scene.ola)
        assert adoption.stages.count() == 1

    def test_back_and_again_with_reasons(self, scene):
        adoption = scene.tool(stage="routine")
        record_stage(adoption, "left", MAY_10, note="Serwer padł.", by=scene.ola)
        with refused("reason", "note"):
            record_stage(adoption, "trial", MAY_10 + DAY, by=scene.ola)
        record_stage(adoption, "trial", MAY_10 + DAY, note="Nowy serwer.", by=scene.ola)
        adoption.refresh_from_db()
        assert (adoption.stage, adoption.is_living) == ("trial", True)


class TestProof:
    def stage(self, scene, name, content, **more):
        upload = SimpleUploadedFile(name, content, content_type="image/png")
        return record_stage(scene.tool(), "trial", MAY_10, proof_file=upload, by=scene.ola, **more)

    def test_kept_under_a_random_name_with_the_ending_of_its_bytes(self, scene):
        row = self.stage(scene, "Zrzut ekranu: łąka.EXE.pdf", PNG)
        assert row.proof_name == "zrzut-ekranu-laka-exe.png"
        assert "laka" not in row.proof_file.name
        assert row.proof_file.name.startswith("support/proof/")
        assert row.proof_file.name.endswith(".png")
        with row.proof_file.open() as kept:
            assert kept.read() == PNG

    def test_a_photograph_is_kept_without_what_the_camera_wrote_into_it(self, scene):
        said = Image.Exif()
        said[0x0110], said[0x0112] = "Telefon Zofii", 6  # which telephone; turned
        row = self.stage(scene, "zdjecie.JPG", drawn("JPEG", exif=said))
        with row.proof_file.open() as kept, Image.open(kept) as picture:
            assert dict(picture.getexif()) == {0x0112: 6}

    def test_path_in_the_name_leads_nowhere(self, scene):
        assert self.stage(scene, "../../etc/passwd", PNG).proof_name == "passwd.png"

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("faktura.pdf", b"MZ\x90\x00" + bytes(100), "kind"),
            ("skrypt.png", b"#!/bin/sh\nrm -rf /", "kind"),
            ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "kind"),
            ("pusty.pdf", b"", "empty_file"),
            ("zip.docx", b"PK\x03\x04" + bytes(60), "kind"),
            ("przerwany.jpg", drawn("JPEG")[:200], "kind"),
        ],
    )
    def test_refused_by_its_bytes(self, scene, name, content, code):
        with refused(code, "proof_file"):
            self.stage(scene, name, content)
        assert AdoptionStage.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            (
                "logo.png",
                "Zawartość pliku „logo.png” nie zgadza się z jego nazwą: to nie jest obraz ani dokument",
            ),
            ("skrypt.exe", "Zapisz plik „skrypt.exe” w jednej z tych postaci."),
        ],
    )
    def test_refusal_names_the_file_and_what_is_wrong_with_it(self, scene, name, said):
        with pytest.raises(RuleBroken) as refusal:
            self.stage(scene, name, b"MZ" + bytes(100))
        assert said in str(refusal.value)

    def test_archive_is_never_unpacked(self, scene):
        """A bomb: ten thousand parts, and one that would be a gigabyte."""
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "")
            archive.writestr("word/document.xml", "")
            for n in range(2_000):
                archive.writestr(f"../../{n}", "")
        with refused("kind", "proof_file"):
            self.stage(scene, "bomba.docx", bomb.getvalue())

    def test_office_document(self, scene):
        paper = io.BytesIO()
        with zipfile.ZipFile(paper, "w") as archive:
            archive.writestr("[Content_Types].xml", "")
            archive.writestr("xl/workbook.xml", "")
        assert self.stage(scene, "lista", paper.getvalue()).proof_name == "lista.xlsx"

    def test_too_big(self, scene, settings):
        settings.UPLOAD_BYTES = 1024**2
        with refused("too_big", "proof_file"):
            self.stage(scene, "film.png", PNG + bytes(1024**2))


class TestPeople:
    def test_mentor_and_owner_get_one_letter_each(self, scene):
        adoption = scene.tool()
        for _time in range(2):
            assign_mentor(adoption, scene.marek, by=scene.alice)
        letter, told = OutgoingMail.objects.order_by("pk")
        assert (told.to, told.template) == (scene.ola.email, "support/mentor_found")
        assert scene.marek.email in told.text
        assert f"/moje/organizacje/{scene.laka.pk}/narzedzia/{adoption.pk}/" in told.text
        assert (letter.to, letter.template) == (scene.marek.email, "support/mentor_assigned")
        assert "Nextcloud" in letter.text
        assert f"/praca/wiedza/wdrozenia/{adoption.pk}/" in letter.text
        assert deeds()[-1] == "support.mentor_assigned"

    def test_only_mentors_of_the_programme(self, scene):
        with refused("mentor", "mentor"):
            assign_mentor(scene.tool(), scene.wera, by=scene.alice)

    def test_mentor_taken_away_without_a_letter(self, scene):
        adoption = assign_mentor(scene.tool(), scene.marek, by=scene.alice)
        assert assign_mentor(adoption, None, by=scene.alice).mentor is None
        assert OutgoingMail.objects.count() == 2

    def test_change(self, scene):
        adoption = scene.tool()
        change_adoption(adoption, purpose="Wspólne pliki", owner=scene.owner, by=scene.ola)
        assert deeds() == ["support.adoption_started"]
        adoption = change_adoption(adoption, purpose="Kalendarz", owner=scene.jan.person, by=scene.ola)
        assert (adoption.purpose, adoption.owner, adoption.tool_key) == (
            "Kalendarz",
            scene.jan.person,
            "nextcloud",
        )
        with refused("owner", "owner"):
            change_adoption(adoption, purpose="X", owner=scene.stranger.person, by=scene.ola)


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_one_tool_typed_by_many_at_once_is_one(scene):
    results, errors = [], []
    begin = threading.Barrier(6)

    def work(n):
        try:
            begin.wait()
            with clock.at(NOW):
                adoption = scene.tool(tool_name="NextCloud" if n % 2 else "nextcloud")
                record_stage(adoption, "trial", MAY_10, note="Próba", by=scene.ola)
                results.append(adoption.pk)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (len(set(results)), Adoption.objects.count(), AdoptionStage.objects.count()) == (1, 1, 2)


def test_since_when_a_stage_lasts_is_its_first_day_not_the_last_word_about_it(scene):
    adoption = scene.tool()
    days = [dt.date(2017, 5, 11), dt.date(2017, 5, 20), dt.date(2017, 6, 1), dt.date(2017, 6, 10)]
    for stage, day in zip(("routine", "trial", "routine", "routine"), days, strict=True):
        adoption = record_stage(adoption, stage, day, note="tak jest", by=scene.ola).adoption
    assert (adoption.since, adoption.stage_on) == (days[2], days[3])
