"""Photographs and scans that show that prints were given."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.spreading.models import Handout, HandoutProof
from osnowa.spreading.rules.prints import MOST_PROOFS
from osnowa.support.actions.proof import check_proof

proof_added = audit.deed("spreading.proof_added", gettext_lazy("attached a proof of prints handed out"))
proof_deleted = audit.deed("spreading.proof_deleted", gettext_lazy("deleted a proof of prints handed out"))


@transaction.atomic
def add_proof(handout: Handout, upload: UploadedFile, *, by: Account) -> HandoutProof:
    """Attach one file, kept without what the camera wrote into it. The same file twice is one.

    Raises RuleBroken on the field "proof_file": as `check_proof`, "withdrawn", "many" (MOST_PROOFS are there).
    """
    handout = locks.lock(handout)
    if handout.is_withdrawn:
        raise RuleBroken(
            _("This was withdrawn and stands as it is. Write it down anew."),
            code="withdrawn",
            field="proof_file",
        )
    proof = check_proof(upload)
    proof.content.seek(0)
    content = proof.content.read()
    proof.content.seek(0)
    digest = hashlib.sha256(content).hexdigest()
    known = HandoutProof.objects.filter(handout=handout, digest=digest).first()
    if known is not None:
        return known
    if handout.proofs.count() >= MOST_PROOFS:
        raise RuleBroken(
            _("There are %(most)d files already. Delete one before you add another.") % {"most": MOST_PROOFS},
            code="many",
            field="proof_file",
        )
    row = HandoutProof(
        handout=handout, file_name=proof.name, digest=digest, added_at=clock.now(), added_by=by
    )
    row.file.save(proof.name, proof.content, save=False)
    row.save()
    proof_added.record(handout, by=by, programme_id=handout.programme_id, proof=row.pk)
    return row


@transaction.atomic
def delete_proof(proof: HandoutProof, *, by: Account) -> None:
    """Delete a file for good; the history keeps that it was there. A second click finds nothing and changes nothing."""
    handout = locks.lock(proof.handout)
    found = HandoutProof.objects.filter(pk=proof.pk, handout=handout).first()
    if found is None:
        return
    storage, name = found.file.storage, str(found.file.name)
    transaction.on_commit(lambda: storage.delete(name))
    proof_deleted.record(handout, by=by, programme_id=handout.programme_id, proof=found.pk)
    found.delete()
