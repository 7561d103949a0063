"""The paper list: entered afterwards in one go, and its scan kept beside the marks as their proof."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops.actions.attendance import clear_mark, mark_attendance
from osnowa.workshops.actions.marking import Source, lock_session, refuse_closed, refuse_too_early
from osnowa.workshops.actions.staying import moments_of
from osnowa.workshops.models import Enrolment, Session, SignedSheet
from osnowa.workshops.rules import scans

MOST_SHEETS = 20

sheet_entered = audit.deed("workshops.sheet_entered", gettext_lazy("entered the paper list"))
sheet_added = audit.deed("workshops.sheet_added", gettext_lazy("attached a scan of the signed list"))
sheet_removed = audit.deed("workshops.sheet_removed", gettext_lazy("removed a scan of the signed list"))


@dataclass(frozen=True)
class Row:
    """One row of the paper list, as entered. `mark` "": the row says nothing. Hours by the clock on the wall."""

    enrolment: Enrolment
    mark: str
    came: dt.time | None = None
    left: dt.time | None = None
    minutes_missed: int = 0


class RowRefused(RuleBroken):
    """A rule broken by one row of many; nothing was written."""

    def __init__(self, enrolment: Enrolment, refusal: RuleBroken) -> None:
        super().__init__(refusal.message, code=refusal.code, field=refusal.field)
        self.enrolment = enrolment


@transaction.atomic
def enter_sheet(session: Session, rows: Iterable[Row], *, by: Account | None) -> int:
    """Write down all rows that say something new, or none of them. Returns how many people they are about.

    Give it only the rows that were changed on the page: what a colleague marked meanwhile is not overwritten.
    Raises RuleBroken: "closed", "too_early"; RowRefused with the row that cannot be.
    """
    session = lock_session(session)
    refuse_closed(session)
    refuse_too_early(session)
    written = 0
    for row in rows:
        try:
            if not row.mark:
                clear_mark(session, row.enrolment, by=by)
            else:
                came_at, left_at = moments_of(session, row.came, row.left)
                mark_attendance(
                    session,
                    row.enrolment,
                    row.mark,
                    minutes_missed=row.minutes_missed,
                    came_at=came_at,
                    left_at=left_at,
                    source=Source.PAPER,
                    by=by,
                )
        except RuleBroken as refusal:
            raise RowRefused(row.enrolment, refusal) from refusal
        written += 1
    if written:
        sheet_entered.record(session, by=by, programme_id=session.cycle.programme_id, people=written)
    return written


@transaction.atomic
def add_sheet(session: Session, upload: UploadedFile, *, by: Account | None) -> SignedSheet:
    """Keep a scan or a photograph of the signed list, freed of what the telephone told about itself.

    The same file again is the one that is there. Also after closing: paper is often scanned the next day.
    Raises RuleBroken on "file": "empty_file", "too_big", "kind", "too_many"; "not_begun" before the list opens.
    """
    session = lock_session(session)
    refuse_too_early(session)
    content, kind = _checked(upload)
    checksum = hashlib.sha256(content).hexdigest()
    before = SignedSheet.objects.filter(session=session, checksum=checksum).first()
    if before is not None:
        return before
    there = SignedSheet.objects.filter(session=session)
    if there.count() >= MOST_SHEETS:
        raise RuleBroken(
            _("There are %(count)d files already. Put the pages into one PDF.") % {"count": MOST_SHEETS},
            code="too_many",
            field="file",
        )
    number = (there.aggregate(last=Max("number"))["last"] or 0) + 1
    name = f"lista-w{session.cycle.number}-spotkanie-{session.number}-{number}{kind.ending}"
    sheet = SignedSheet(
        session=session, number=number, name=name, size=len(content), checksum=checksum, added_by=by
    )
    sheet.file.save(name, ContentFile(content), save=False)
    storage, kept = sheet.file.storage, str(sheet.file.name)
    try:
        with transaction.atomic():
            sheet.save()
    except Exception:
        storage.delete(kept)  # no row, no file
        raise
    sheet_added.record(
        session, by=by, programme_id=session.cycle.programme_id, sheet=number, checksum=checksum
    )
    return sheet


@transaction.atomic
def remove_sheet(session: Session, number: int, *, by: Account | None) -> None:
    """Take a scan away, with its file: the wrong page, or somebody else's paper. Gone already, nothing happens."""
    session = lock_session(session)
    sheet = SignedSheet.objects.filter(session=session, number=number).first()
    if sheet is None:
        return
    sheet_removed.record(
        session,
        by=by,
        programme_id=session.cycle.programme_id,
        sheet=number,
        checksum=sheet.checksum,
    )
    storage, kept = sheet.file.storage, str(sheet.file.name)
    sheet.delete()
    transaction.on_commit(lambda: storage.delete(kept))


def _checked(upload: UploadedFile) -> tuple[bytes, scans.Kind]:
    size = upload.size or 0
    if not size:
        raise RuleBroken(_("This file is empty. Choose another one."), code="empty_file", field="file")
    if size > settings.UPLOAD_BYTES:
        raise RuleBroken(
            _("This file is too big: %(limit)d MB is the most. Scan it in grey, or photograph it smaller.")
            % {"limit": settings.UPLOAD_BYTES // 1024**2},
            code="too_big",
            field="file",
        )
    upload.seek(0)
    content = upload.read()
    kind = scans.kind_of(content[:16])
    if kind is None:
        raise RuleBroken(
            _("A scan is a PDF or a picture (JPEG, PNG). This file is something else inside."),
            code="kind",
            field="file",
        )
    try:
        return scans.cleaned(content), kind
    except scans.Unreadable:
        raise RuleBroken(
            _("This picture is broken. Make it once more, or save it as a PDF."), code="kind", field="file"
        ) from None
