"""What belongs to a session beside meeting: materials before and after it, and homework."""

import datetime as dt
import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, files, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.workshops.models import Material, Session

material_added = audit.deed("workshops.material_added", gettext_lazy("added a material to a session"))
material_removed = audit.deed("workshops.material_removed", gettext_lazy("removed a material of a session"))
homework_set = audit.deed("workshops.homework_set", gettext_lazy("set homework of a session"))

MOST = 30  # of one session
LONGEST_NAME = 100
LONGEST_HOMEWORK = 3000


@transaction.atomic
def add_material(
    session: Session,
    *,
    title: str,
    moment: str = Material.Moment.AFTER,
    access: str = Material.Access.PARTICIPANTS,
    licence: str = Material.Licence.ALL_RIGHTS,
    author: str = "",
    link: str = "",
    upload: UploadedFile | File | None = None,
    submission_key: str,
    by: Account | None,
) -> Material:
    """Add a file or a link, exactly one of them. The same form sent twice is one material.

    A file is known by its bytes, kept under a random name, and offered under the title's own name. Raises RuleBroken:
    "title", "both", "neither", "empty", "too_big", "kind" (field "upload"), "many", "licence" (a free licence needs an
    author to name).
    """
    session = lock(session)
    key = hashlib.sha256(f"{session.pk}\x1f{submission_key}".encode()).hexdigest()[:40]
    before = Material.objects.filter(submission_key=key).first()
    if before is not None:
        return before
    title, author, link = text.clean(title)[:200], text.clean(author)[:150], link.strip()
    _refuse(session, title, author, licence=licence, link=link, upload=upload)
    material = Material(
        session=session,
        title=title,
        moment=moment,
        access=access,
        licence=licence,
        author=author,
        link=link,
        submission_key=key,
        added_at=clock.now(),
        added_by=by,
    )
    if upload is not None:
        material.file_name = _checked_name(upload)
        material.file_bytes = upload.size or 0
        material.file = File(upload, name=material.file_name)
    material.save()
    material_added.record(
        material, by=by, programme_id=session.cycle.programme_id, session=session.pk, access=access
    )
    return material


@transaction.atomic
def remove_material(material: Material, *, by: Account | None) -> None:
    """Take a material away, its file too. Gone already, nothing happens."""
    found = Material.objects.select_related("session__cycle").filter(pk=material.pk).first()
    if found is None:
        return
    material_removed.record(
        found, by=by, programme_id=found.session.cycle.programme_id, session=found.session_id
    )
    storage, name = found.file.storage, found.file.name
    found.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def set_homework(session: Session, words: str, due_on: dt.date | None, *, by: Account | None) -> Session:
    """Say what to do until when; empty words take it back. The same again changes nothing.

    Raises RuleBroken: "due" (a day without words, or before the session).
    """
    session = lock(session)
    words = "\n".join(text.clean(line) for line in words.strip().splitlines())[:LONGEST_HOMEWORK]
    if due_on is not None and not words:
        raise RuleBroken(_("Write what is to be done, or leave the day empty."), code="due", field="homework")
    if due_on is not None and due_on < session.starts_at.astimezone(clock.WARSAW).date():
        raise RuleBroken(
            _("This day is before the session. Choose a later one."), code="due", field="homework_due_on"
        )
    if (session.homework, session.homework_due_on) == (words, due_on):
        return session
    session.homework, session.homework_due_on = words, due_on
    session.save(update_fields=["homework", "homework_due_on"])
    homework_set.record(session, by=by, programme_id=session.cycle.programme_id)
    return session


def _refuse(
    session: Session,
    title: str,
    author: str,
    *,
    licence: str,
    link: str,
    upload: UploadedFile | File | None,
) -> None:
    if not title:
        raise RuleBroken(_("Write what it is called."), code="title", field="title")
    if link and upload is not None:
        raise RuleBroken(_("Give a file or a link, not both."), code="both", field="link")
    if not link and upload is None:
        raise RuleBroken(_("Choose a file or write a link."), code="neither", field="upload")
    if licence in (Material.Licence.CC_BY, Material.Licence.CC_BY_SA) and not author:
        raise RuleBroken(
            _("This licence asks to name the author. Write the name."), code="licence", field="author"
        )
    if session.materials.count() >= MOST:
        raise RuleBroken(
            _("A session holds %(most)d materials at most. Remove one first.") % {"most": MOST}, code="many"
        )


def _checked_name(upload: UploadedFile | File) -> str:
    """Under which name the file is offered, with the ending that its bytes deserve."""
    size = upload.size or 0
    if not size:
        raise RuleBroken(_("This file is empty. Choose another one."), code="empty", field="upload")
    if size > settings.UPLOAD_BYTES:
        raise RuleBroken(
            _("This file is too big: %(limit)d MB is the most. Put it elsewhere and give a link.")
            % {"limit": settings.UPLOAD_BYTES // 1024**2},
            code="too_big",
            field="upload",
        )
    name = PurePath(upload.name or "")
    kind = files.kind_of(upload)  # type: ignore[arg-type]  # Django's files read as any other
    if kind is None:
        raise RuleBroken(
            _(
                "“%(name)s” cannot be taken. Give a PDF, a picture (PNG, JPEG) or an office document (docx, xlsx, "
                "pptx, odt, ods, odp) without macros."
            )
            % {"name": name.name},
            code="kind",
            field="upload",
        )
    return f"{text.slug(name.stem, longest=LONGEST_NAME) or 'material'}{kind.ending}"
