"""Keeping a picture that comes from code: an import, the demonstration. People send theirs in Wagtail's chooser."""

import io
import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Opened
from wagtail.images.models import Image

from osnowa.knowledge.models.pictures import draw_widths
from osnowa.knowledge.permissions import may_edit
from osnowa.lib import audit, files, pictures, text
from osnowa.lib.errors import RuleBroken

NAME_LENGTH = 12  # bytes of chance
LONGEST_TITLE = 200

picture_kept = audit.deed("knowledge.picture_kept", gettext_lazy("kept a picture"))


@transaction.atomic
def keep_picture(content: bytes, *, title: str, by: Any) -> Image:
    """A JPEG or PNG, without what the camera wrote into it, under a name of chance. The same bytes are kept once.

    Raises RuleBroken: `role`, `kind` (no JPEG or PNG by its bytes, or broken), `big` (bytes or pixels; says the limit).
    """
    if not may_edit(by):
        raise RuleBroken(_("Only editors and coordinators write and approve texts."), code="role")
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if len(content) > limit:
        raise RuleBroken(
            _("This picture is too big. The limit is %(limit)d MB.") % {"limit": limit // 1024**2}, code="big"
        )
    kind = files.kind_of_start(content[: files.START])
    if kind not in files.PICTURES:
        raise RuleBroken(_("Choose a JPEG or PNG picture."), code="kind")
    try:
        content = pictures.without_metadata(content)
        with Opened.open(io.BytesIO(content)) as opened:
            pixels = opened.width * opened.height
    except (ValueError, OSError, SyntaxError, Opened.DecompressionBombError) as error:
        raise RuleBroken(
            _("This picture cannot be read. Save it anew and try again."), code="kind"
        ) from error
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if pixels > most:
        raise RuleBroken(
            _("This picture is too big. The limit is %(limit)d million pixels.") % {"limit": most // 10**6},
            code="big",
        )
    picture = Image(
        title=text.clean(title)[:LONGEST_TITLE] or _("Picture"),
        uploaded_by_user=by if getattr(by, "pk", None) else None,
    )
    picture.file = ContentFile(content, name=secrets.token_hex(NAME_LENGTH) + kind.ending)
    picture._set_image_file_metadata()  # noqa: SLF001  as Wagtail's own form does
    same = Image.objects.filter(file_hash=picture.file_hash, file_size=picture.file_size).first()
    if same is not None:
        return same
    picture.save()
    draw_widths(picture)
    picture_kept.record(picture, by=by)
    return picture
