"""Taking over what the court register says."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.actions.organisation import refuse_merged
from osnowa.people.models import (
    Account,
    Identifier,
    LegalForm,
    Organisation,
    OrganisationStage,
    RegisterAnswer,
)
from osnowa.people.models.public_page import show_in_search
from osnowa.people.registers import krs
from osnowa.people.registers.krs import RegisterRecord
from osnowa.people.rules import names

IMPORTED, UPDATED, UNCHANGED = "imported", "updated", "unchanged"
# The register is the truth about these; what the team wrote there is replaced, and the audit line says so.
_FACTS = (
    "name", "legal_form", "registered_on", "in_liquidation", "public_benefit", "voivodeship", "county", "commune",
    "town", "street", "postcode", "aims", "supervisor",
)  # fmt: skip
# The team knows these better: filled where blank, followed only where the value came from the register.
_OWN = ("email", "website")
_TOLD = frozenset(_FACTS) - {
    "aims",
    "street",
    "postcode",
}  # whose values an audit line repeats; the others by name only


@dataclass(frozen=True)
class Imported:
    """`outcome`: imported (a new organisation), updated, or unchanged. `changed`: names of fields."""

    outcome: str
    organisation: Organisation
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@transaction.atomic
def import_register_answer(
    record: RegisterRecord, *, into: Organisation | None = None, by: Account | None
) -> Imported:
    """Make the registry say what the court register says; the whole answer is kept, without people.

    The organisation is found by its KRS number, else by its NIP or REGON; `into` names it outright. The team's own
    contact data are never overwritten. An answer older than one already known is kept, yet changes nothing; the
    same answer again is "unchanged". Raises RuleBroken where `into` and the number belong to different organisations.
    """
    for kind, value in sorted((("krs", record.krs), ("nip", record.nip), ("regon", record.regon))):
        if value:
            locks.lock_words("identifier", kind, value)
    organisation = _found(record, into)
    fresh = organisation is None
    if organisation is None:
        organisation = Organisation(created_at=clock.now(), changed_at=clock.now())
    else:
        organisation = locks.lock(organisation)
        refuse_merged(organisation)
    last = organisation.register_answers.first() if not fresh else None
    known = RegisterAnswer.objects.filter(krs=record.krs, checksum=record.checksum).first()
    if known is not None and not fresh and not (last and known.pk != last.pk and _newer(record, last)):
        _confirm(known, record)
        numbers = _add_numbers(organisation, record)  # a number that was free only now
        return Imported(
            UPDATED if numbers[0] else UNCHANGED,
            organisation,
            tuple(numbers[0]),
            record.notes + tuple(numbers[1]),
        )
    changes: dict[str, list[Any]] = {}
    if last is None or _newer(record, last):
        changes = _apply(organisation, record, _earlier(last))
    moment = clock.now()
    organisation.confirmed_at = organisation.confirmed_at or moment
    organisation.changed_at = moment
    organisation.save()
    added, taken = _add_numbers(organisation, record)
    _keep_answer(organisation, record)
    if fresh or "name" in changes or "legal_form" in changes:
        _note_stage(organisation, record, changes, fresh=fresh)
    detail = (
        {field: values if field in _TOLD else True for field, values in changes.items()} if not fresh else {}
    )
    deeds.answer_imported.record(
        organisation, by=by, krs=record.krs, fresh=fresh, changed=detail, numbers=added, taken=taken
    )
    if not fresh:
        show_in_search(organisation)
    changed = (*changes, *added)
    return Imported(IMPORTED if fresh else UPDATED, organisation, changed, record.notes + tuple(taken))


def _found(record: RegisterRecord, into: Organisation | None) -> Organisation | None:
    rows = {
        row.kind: row.organisation
        for row in Identifier.objects.select_related("organisation").filter(kind="krs", value=record.krs)
    }
    owner = rows.get("krs")
    if into is not None:
        if owner is not None and owner.pk != into.pk:
            raise RuleBroken(
                _(
                    "KRS %(krs)s already belongs to “%(organisation)s”."
                    " If it is the same organisation, merge the two entries."
                )
                % {"krs": record.krs, "organisation": owner.name},
                code="taken",
            )
        if into.identifiers.filter(kind="krs").exclude(value=record.krs).exists():
            raise RuleBroken(
                _("This organisation has another KRS number. Correct the number first."), code="other_number"
            )
        return into
    if owner is not None:
        return owner
    for kind, value in (("nip", record.nip), ("regon", record.regon)):
        row = (
            Identifier.objects.select_related("organisation").filter(kind=kind, value=value).first()
            if value
            else None
        )
        if row is not None and not row.organisation.identifiers.filter(kind="krs").exists():
            return row.organisation
    return None


def _newer(record: RegisterRecord, last: RegisterAnswer) -> bool:
    return record.stated_on is None or last.stated_on is None or record.stated_on >= last.stated_on


def _earlier(last: RegisterAnswer | None) -> RegisterRecord | None:
    """What the register said last time, read with today's rules."""
    if last is None:
        return None
    try:
        return krs.parse(last.payload)
    except krs.AnswerFaultyError:
        return None


def _apply(
    organisation: Organisation, record: RegisterRecord, earlier: RegisterRecord | None
) -> dict[str, list[Any]]:
    """Set the fields; returns {field: [before, after]} of those that changed."""
    changes: dict[str, list[Any]] = {}
    for field in (*_FACTS, *_OWN):
        before, said = getattr(organisation, field), getattr(record, field)
        told = getattr(earlier, field) if earlier else None
        if said == before or (earlier is not None and said == told):
            continue  # nothing new: what the team wrote meanwhile stands
        if field in _OWN and before and before != told:
            continue
        if said in ("", None) and field != "aims" and not (earlier and before == told):
            continue  # the register's silence does not wipe out what somebody knew
        if field == "name" and before and names.folded(before) == names.folded(said):
            continue  # the same name, spelled with more care
        if field == "legal_form" and said == LegalForm.OTHER and before not in ("", LegalForm.UNKNOWN):
            continue
        changes[field] = [_plain(before), _plain(said)]
        setattr(organisation, field, said)
    return changes


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _add_numbers(organisation: Organisation, record: RegisterRecord) -> tuple[list[str], list[str]]:
    """Add the record's numbers; returns the kinds added, and notes of those that another organisation has."""
    added, taken = [], []
    for kind, value in (("krs", record.krs), ("nip", record.nip), ("regon", record.regon)):
        if not value:
            continue
        row, fresh = Identifier.objects.get_or_create(
            kind=kind, value=value, office="", defaults={"organisation": organisation}
        )
        if fresh:
            added.append(kind)
        elif row.organisation_id != organisation.pk:
            taken.append(f"{kind}_taken")
    return added, taken


def _keep_answer(organisation: Organisation, record: RegisterRecord) -> None:
    RegisterAnswer.objects.update_or_create(
        krs=record.krs,
        checksum=record.checksum,
        defaults={
            "organisation": organisation,
            "stated_on": record.stated_on,
            "fetched_at": clock.now(),
            "payload": record.payload,
        },
    )


def _confirm(answer: RegisterAnswer, record: RegisterRecord) -> None:
    """The register says the same for a later day."""
    if record.stated_on and (answer.stated_on is None or record.stated_on > answer.stated_on):
        answer.stated_on = record.stated_on
        answer.fetched_at = clock.now()
        answer.save(update_fields=["stated_on", "fetched_at"])


def _note_stage(
    organisation: Organisation, record: RegisterRecord, changes: dict[str, list[Any]], *, fresh: bool
) -> None:
    """Keep what the organisation was before its name or form changed."""
    since = (record.registered_on if fresh else record.last_entry_on) or record.stated_on or clock.today()
    if not fresh and not organisation.stages.exists():
        began = (
            organisation.founded_on
            or organisation.registered_on
            or organisation.created_at.astimezone(clock.WARSAW).date()
        )
        form = changes.get("legal_form", [organisation.legal_form])[0]
        if form != LegalForm.UNKNOWN:
            OrganisationStage.objects.create(
                organisation=organisation,
                since_on=min(began, since),
                name=changes.get("name", [organisation.name])[0],
                legal_form=form,
            )
    OrganisationStage.objects.create(
        organisation=organisation, since_on=since, name=organisation.name, legal_form=organisation.legal_form
    )
