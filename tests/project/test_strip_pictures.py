import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from tests.factories.support import AdoptionFactory

pytestmark = pytest.mark.django_db


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Telefon Łucji"
    kept = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def test_old_photographs_lose_what_the_telephone_wrote_and_nothing_else_changes(settings, tmp_path, capsys):
    settings.MEDIA_ROOT = tmp_path
    stage = AdoptionFactory().stages.get()
    stage.proof_name = "zdjecie.jpg"
    stage.proof_file.save("zdjecie.jpg", ContentFile(photograph()), save=True)
    old = stage.proof_file.name

    call_command("strip-pictures", look=True)
    assert "would be changed: 1" in capsys.readouterr().out
    call_command("strip-pictures")
    call_command("strip-pictures")

    assert "changed: 1" in (said := capsys.readouterr().out).splitlines()[0]
    assert "changed: 0" in said.splitlines()[1]
    stage.refresh_from_db()
    assert stage.proof_file.name != old
    assert not stage.proof_file.storage.exists(old)
    with stage.proof_file.open("rb") as opened, Image.open(opened) as picture:
        assert not picture.getexif()
        assert picture.size == (2, 2)
