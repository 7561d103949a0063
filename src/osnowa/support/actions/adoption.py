"""A tool is introduced in an organisation: begun, brought forward stage by stage, given a mentor."""

import datetime as dt

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account, Membership, Organisation, Person
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.support import emails
from osnowa.support.actions.naming import tell_catalogue
from osnowa.support.actions.proof import Proof, check_proof
from osnowa.support.models import Adoption, AdoptionStage, Stage
from osnowa.support.models.adoption import tool_key
from osnowa.support.rules import stages
from osnowa.ui import words

adoption_started = audit.deed("support.adoption_started", gettext_lazy("began to introduce a tool"))
adoption_changed = audit.deed("support.adoption_changed", gettext_lazy("changed who looks after a tool"))
stage_recorded = audit.deed("support.stage_recorded", gettext_lazy("recorded a stage of a tool"))
mentor_assigned = audit.deed("support.mentor_assigned", gettext_lazy("assigned a mentor to a tool"))

LONGEST_NOTE = 500


@transaction.atomic
def start_adoption(
    programme: Programme,
    organisation: Organisation,
    *,
    tool_name: str,
    purpose: str,
    owner: Person,
    stage: str = Stage.CONSIDERED,
    happened_on: dt.date | None = None,
    may_be_named: bool = False,
    by: Account | None,
) -> Adoption:
    """Write down that an organisation introduces a tool, and how far it is on `happened_on` (empty: today).

    The same tool again, however it is spelt, is the adoption that is there already. `may_be_named`: the organisation
    agrees that the public catalogue names it among users of the tool, once it uses it.
    Raises RuleBroken: "empty" (tool_name, purpose), "owner" (no confirmed member), "left" (take it up on its page),
    and what `record_stage` raises about the day.
    """
    tool_name, purpose = text.clean(tool_name)[:100].strip(), text.clean(purpose)[:300].strip()
    if not tool_name:
        raise RuleBroken(_("Write which tool it is."), code="empty", field="tool_name")
    if not purpose:
        raise RuleBroken(_("Write what you want it for."), code="empty", field="purpose")
    locks.lock_words("adoption", programme.pk, organisation.pk, tool_key(tool_name))
    known = Adoption.objects.filter(
        programme=programme, organisation=organisation, tool_key=tool_key(tool_name)
    ).first()
    if known is not None and known.is_living:
        return known
    if known is not None:
        raise RuleBroken(
            _(
                "Your organisation left this tool on %(day)s. Open it on your list and record a new stage there."
            )
            % {"day": words.short_date(known.stage_on)},
            code="left",
            field="tool_name",
        )
    _refuse_stranger(organisation, owner)
    happened_on = happened_on or clock.today()
    if not stages.may_follow("", stage):
        raise RuleBroken(_("Choose how far you are."), code="stage", field="stage")
    _refuse_day(programme, happened_on, None)
    adoption = Adoption.objects.create(
        programme=programme,
        organisation=organisation,
        tool_name=tool_name,
        purpose=purpose,
        owner=owner,
        stage=stage,
        stage_on=happened_on,
        may_be_named=may_be_named,
        created_at=clock.now(),
    )
    _write_stage(adoption, "", stage, happened_on, by=by)
    tell_catalogue(adoption, by=by)
    adoption_started.record(adoption, by=by, programme_id=programme.pk, stage=stage)
    return adoption


@transaction.atomic
def change_adoption(
    adoption: Adoption, *, purpose: str, owner: Person, may_be_named: bool | None = None, by: Account | None
) -> Adoption:
    """Say anew what the tool is for, who looks after it and whether the catalogue may name the organisation.

    `may_be_named`: None leaves it as it is; taken back, the name is gone from the catalogue at once. The same again
    changes nothing.
    Raises RuleBroken: "empty" (purpose), "owner" (no confirmed member of the organisation).
    """
    adoption = locks.lock(adoption)
    purpose = text.clean(purpose)[:300].strip()
    named = adoption.may_be_named if may_be_named is None else may_be_named
    if not purpose:
        raise RuleBroken(_("Write what you want it for."), code="empty", field="purpose")
    changed = [
        name
        for name, before, after in (
            ("purpose", adoption.purpose, purpose),
            ("owner", adoption.owner_id, owner.pk),
            ("may_be_named", adoption.may_be_named, named),
        )
        if before != after
    ]
    if not changed:
        return adoption
    if "owner" in changed:
        _refuse_stranger(adoption.organisation, owner)
    adoption.purpose, adoption.owner, adoption.may_be_named = purpose, owner, named
    adoption.save(update_fields=["purpose", "owner", "may_be_named", "tool_key"])
    if "may_be_named" in changed:
        tell_catalogue(adoption, by=by)
    adoption_changed.record(adoption, by=by, programme_id=adoption.programme_id, fields=changed)
    return adoption


@transaction.atomic
def record_stage(
    adoption: Adoption,
    stage: str,
    happened_on: dt.date,
    *,
    note: str = "",
    proof_link: str = "",
    proof_file: UploadedFile | None = None,
    by: Account | None,
) -> AdoptionStage:
    """Write down that from this day on the tool is at this stage; the rows before it stand as they are.

    The same stage on a later day says that it is still so. The same words about the same day are one row.
    Raises RuleBroken: "stage", "future", "too_early" (before the stage before it), "reason" (leaving, going back and
    taking up again need one, in `note`), and what `check_proof` raises.
    """
    adoption = locks.lock(adoption)
    last = adoption.stages.order_by("-pk").first()
    note = text.clean(note)[:LONGEST_NOTE].strip()
    proof_link = proof_link.strip()
    if last is not None and (last.stage, last.happened_on, last.note, last.proof_link) == (
        stage,
        happened_on,
        note,
        proof_link,
    ):
        return last
    before = last.stage if last is not None else ""
    if not stages.may_follow(before, stage):
        raise RuleBroken(_("Choose how far you are."), code="stage", field="stage")
    _refuse_day(adoption.programme, happened_on, last)
    if stages.needs_reason(before, stage) and not note:
        raise RuleBroken(_why_asked(before, stage), code="reason", field="note")
    proof = check_proof(proof_file) if proof_file is not None else None
    row = _write_stage(
        adoption, before, stage, happened_on, note=note, proof_link=proof_link, proof=proof, by=by
    )
    adoption.stage, adoption.stage_on = stage, happened_on
    adoption.save(update_fields=["stage", "stage_on"])
    tell_catalogue(adoption, by=by)
    stage_recorded.record(
        adoption, by=by, programme_id=adoption.programme_id, stage=stage, before=before, row=row.pk
    )
    return row


@transaction.atomic
def assign_mentor(adoption: Adoption, mentor: Account | None, *, by: Account | None) -> Adoption:
    """Give the adoption a mentor of its programme, another one, or none, and tell both sides.

    The same again changes and mails nothing.

    Raises RuleBroken: "mentor" (not a mentor of this programme now).
    """
    adoption = locks.lock(adoption)
    if adoption.mentor_id == (mentor.pk if mentor else None):
        return adoption
    if (
        mentor is not None
        and not TeamMember.objects.filter(
            programme_id=adoption.programme_id, account=mentor, role=Role.MENTOR, ended_at__isnull=True
        ).exists()
    ):
        raise RuleBroken(
            _("This person is not a mentor of the programme now. Choose another one."),
            code="mentor",
            field="mentor",
        )
    adoption.mentor = mentor
    adoption.save(update_fields=["mentor"])
    mentor_assigned.record(
        adoption, by=by, programme_id=adoption.programme_id, mentor=mentor.pk if mentor else None
    )
    if mentor is not None:
        emails.mentor_assigned(adoption)
        emails.mentor_found(adoption)
    return adoption


def _refuse_stranger(organisation: Organisation, owner: Person) -> None:
    if not Membership.objects.filter(
        person=owner, organisation=organisation, confirmed_at__isnull=False
    ).exists():
        raise RuleBroken(
            _("A confirmed member of the organisation has to look after the tool. Choose one of them."),
            code="owner",
            field="owner",
        )


def _refuse_day(programme: Programme, happened_on: dt.date, last: AdoptionStage | None) -> None:
    if happened_on > clock.today():
        raise RuleBroken(
            _("This day is still to come. Write it down when it has happened."),
            code="future",
            field="happened_on",
        )
    earliest = stages.earliest(programme.starts_on, last.happened_on if last else None)
    if happened_on < earliest:
        message = (
            _("The stage before it was on %(day)s. Choose this day or a later one.")
            if last
            else _("This is long before the programme. Choose %(day)s or a later day.")
        )
        raise RuleBroken(message % {"day": words.short_date(earliest)}, code="too_early", field="happened_on")


def _why_asked(before: str, after: str) -> str:
    if after == Stage.LEFT:
        return _("Write why you leave it. Others learn from it, and nobody will ask again.")
    if before == Stage.LEFT:
        return _("Write why you take it up again.")
    return _("This is a step back. Write why: the earlier stage stays in the history.")


def _write_stage(
    adoption: Adoption,
    before: str,
    stage: str,
    happened_on: dt.date,
    *,
    note: str = "",
    proof_link: str = "",
    proof: Proof | None = None,
    by: Account | None,
) -> AdoptionStage:
    row = AdoptionStage(
        adoption=adoption,
        stage=stage,
        stage_before=before,
        happened_on=happened_on,
        note=note,
        proof_link=proof_link,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    if proof is not None:
        row.proof_name = proof.name
        row.proof_file = File(proof.content, name=proof.name)
    row.save()
    return row
