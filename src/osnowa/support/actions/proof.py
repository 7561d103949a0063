"""What is checked of a file before it is kept: how big it is, and what its bytes say that it is. A photograph is kept
without what the camera wrote into it.
"""

from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from osnowa.lib import files, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.pictures import without_metadata

LONGEST_NAME = 100


@dataclass(frozen=True)
class Proof:
    """A file that may be kept. `name`: under which it is offered, with the ending that its bytes deserve."""

    name: str
    content: File


def check_proof(upload: UploadedFile) -> Proof:
    """Look at the file's size and first bytes; an archive's list of parts is read, nothing is unpacked. Of a picture
    nothing is kept but the picture: no place, time or telephone.

    Raises RuleBroken on the field "proof_file": "empty", "too_big", "kind".
    """
    size = upload.size or 0
    if not size:
        raise RuleBroken(_("This file is empty. Choose another one."), code="empty_file", field="proof_file")
    if size > settings.UPLOAD_BYTES:
        raise RuleBroken(
            _("This file is too big: %(limit)d MB is the most. A screenshot or a shorter PDF will do.")
            % {"limit": settings.UPLOAD_BYTES // 1024**2},
            code="too_big",
            field="proof_file",
        )
    kind = files.kind_of(upload)
    if kind is None:
        raise RuleBroken(
            _said_no(upload),
            code="kind",
            field="proof_file",
        )
    stem = text.slug(PurePath(upload.name or "").stem, longest=LONGEST_NAME) or "dowod"
    content = _picture_alone(upload) if kind in files.PICTURES else upload
    return Proof(f"{stem}{kind.ending}", content)


def _picture_alone(upload: UploadedFile) -> File:
    try:
        return ContentFile(without_metadata(upload.read()))
    except ValueError as broken:
        raise RuleBroken(_said_no(upload), code="kind", field="proof_file") from broken


def _said_no(upload: UploadedFile) -> str:
    """Why not, by name: a file that only calls itself a picture is told apart from one of another kind."""
    name = PurePath(upload.name or "").name
    taken = _(
        "Only a PDF, a picture (PNG, JPEG) or an office document (docx, xlsx, pptx, odt, ods, odp) without macros can "
        "be a proof."
    )
    if PurePath(name).suffix.lower() not in (*files.ENDINGS, ".jpeg"):
        return taken + " " + _("Save the file “%(name)s” as one of these.") % {"name": name}
    said = _(
        "What is inside “%(name)s” is not what its name says: it is neither a picture nor a document that can be read "
        "here."
    )
    return said % {"name": name} + " " + taken
