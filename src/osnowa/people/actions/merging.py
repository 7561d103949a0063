"""Two entries of one organisation made one, and the way back.

The walk goes over every foreign key that points to Organisation, whichever app it belongs to: people need not know.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.models import Account, Distinction, Identifier, LegalForm, Merge, Organisation, PublicPage
from osnowa.people.models.public_page import show_in_search

# Rows that tell about the two entries themselves stay where they are.
_ABOUT_ENTRIES = (Merge, Distinction)
_FILLED_ALONE = (
    "short_name", "founded_on", "registered_on", "voivodeship", "county", "commune", "town", "street", "postcode",
    "email", "phone", "website", "aims", "supervisor", "confirmed_at",
)  # fmt: skip
_CONTACT = ("contact_name", "contact_email", "contact_phone")
_SEAT = ("voivodeship", "county", "commune", "town", "street", "postcode")


@transaction.atomic
def merge_organisations(kept: Organisation, absorbed: Organisation, *, by: Account | None) -> Merge:
    """Make two entries one: everything that points to the absorbed one points to the kept one, whose blanks are filled.

    A repeat gives the same merge. Rows that the kept one has already (a unique key says so) stay with the absorbed one.
    Raises RuleBroken: the same entry twice, either merged away already, two different court-register numbers.
    """
    if kept.pk == absorbed.pk:
        raise RuleBroken(_("These are one entry already."), code="same")
    first, second = sorted((kept, absorbed), key=lambda o: o.pk)
    locked = {o.pk: locks.lock(o) for o in (first, second)}
    kept, absorbed = locked[kept.pk], locked[absorbed.pk]
    if absorbed.merged_into_id == kept.pk:
        return Merge.objects.filter(kept=kept, absorbed=absorbed, undone_at=None).latest("id")
    if kept.merged_into_id is not None or absorbed.merged_into_id is not None:
        raise RuleBroken(
            _("One of these entries was merged meanwhile. Look at the list again."), code="merged"
        )
    for kind in (Identifier.Kind.KRS, Identifier.Kind.NIP):
        values = [{i.value for i in o.identifiers.all() if i.kind == kind} for o in (kept, absorbed)]
        if all(values) and values[0] != values[1]:
            raise RuleBroken(
                _(
                    "These entries have two different %(register)s numbers, so they are two organisations."
                    " If one number is wrong, remove it first."
                )
                % {"register": kind.label},
                code="two_numbers",
            )
    moved, stayed = _move(absorbed, kept)
    _heed_the_newest_no(kept, by=by)
    filled = _fill_blanks(kept, absorbed)
    kept.changed_at = absorbed.changed_at = clock.now()
    kept.save()
    absorbed.merged_into = kept
    absorbed.save()
    merge = Merge.objects.create(
        kept=kept,
        absorbed=absorbed,
        merged_at=clock.now(),
        merged_by=by,
        moved=moved,
        stayed=stayed,
        filled=filled,
    )
    deeds.merged.record(kept, by=by, absorbed=absorbed.pk, merge=merge.pk, filled=sorted(filled))
    show_in_search(absorbed)
    show_in_search(kept)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Account | None) -> Merge:
    """Make the two entries two again: what moved and still is where it was moved to goes back.

    What came to the kept one later stays there; fields filled from the absorbed one and edited since stay too.
    A repeat changes nothing. Raises RuleBroken where the kept one was itself merged into a third: undo that first.
    """
    merge = locks.lock(merge)
    if merge.undone_at is not None:
        return merge
    first, second = sorted((merge.kept, merge.absorbed), key=lambda o: o.pk)
    locked = {o.pk: locks.lock(o) for o in (first, second)}
    kept, absorbed = locked[merge.kept_id], locked[merge.absorbed_id]
    if kept.merged_into_id is not None:
        raise RuleBroken(
            _("The kept entry was merged into a third one later. Undo that merge first."), code="merged_on"
        )
    for part in merge.moved:
        model = apps.get_model(part["model"])
        rows = model._base_manager.filter(pk__in=part["ids"])  # noqa: SLF001  whatever default managers hide
        if part.get("was_kept"):
            rows.filter(**{f"{part['field']}__isnull": True}).update(**{part["field"]: absorbed})
        else:
            rows.filter(**{part["field"]: kept}).update(**{part["field"]: absorbed})
    kept.refresh_from_db()
    for field, before in merge.filled.items():
        if getattr(kept, field) == getattr(absorbed, field):
            setattr(kept, field, before)  # blanks and words only: nothing that JSON would change
    kept.changed_at = absorbed.changed_at = merge.undone_at = clock.now()
    kept.save()
    absorbed.merged_into = None
    absorbed.save()
    merge.save(update_fields=["undone_at"])
    deeds.merge_undone.record(kept, by=by, absorbed=absorbed.pk, merge=merge.pk)
    show_in_search(absorbed)
    show_in_search(kept)
    return merge


@transaction.atomic
def tell_apart(one: Organisation, other: Organisation, *, by: Account | None) -> Distinction:
    """The team says that two entries are two organisations: they are not suggested as one again. A repeat is one."""
    first, second = sorted(
        (locks.lock(o) for o in sorted((one, other), key=lambda o: o.pk)), key=lambda o: o.pk
    )
    if first.pk == second.pk:
        raise RuleBroken(_("These are one entry already."), code="same")
    distinction, fresh = Distinction.objects.get_or_create(
        first=first, second=second, defaults={"said_at": clock.now()}
    )
    if fresh:
        deeds.told_apart.record(first, by=by, other=second.pk)
    return distinction


def references() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every foreign key to Organisation in any app, hidden ones (`related_name="+"`) included."""
    for relation in Organisation._meta.get_fields(include_hidden=True):  # noqa: SLF001
        if not (
            isinstance(relation, models.ForeignObjectRel) and (relation.one_to_many or relation.one_to_one)
        ):
            continue
        model, field = relation.related_model, relation.field
        if model not in _ABOUT_ENTRIES and field.concrete and model._meta.managed and not model._meta.proxy:  # noqa: SLF001
            yield model, field


def _move(absorbed: Organisation, kept: Organisation) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    moved: list[dict[str, Any]] = []
    stayed: list[dict[str, Any]] = []
    for model, field in references():
        rows = model._base_manager  # noqa: SLF001  a merge must see every row, whatever the default manager hides
        ids = list(rows.filter(**{field.name: absorbed}).order_by("pk").values_list("pk", flat=True))
        gone, left, own = [], [], []
        for pk in ids:
            if model is Organisation and pk == kept.pk:  # the kept one named the absorbed one its patron
                rows.filter(pk=pk).update(**{field.name: None})
                setattr(kept, field.name, None)
                own.append(pk)
                continue
            try:
                with transaction.atomic():
                    rows.filter(pk=pk).update(**{field.name: kept})
                gone.append(pk)
            except IntegrityError:
                left.append(pk)
        part = {"model": model._meta.label, "field": field.name}  # noqa: SLF001
        if gone:
            moved.append({**part, "ids": gone})
        if own:
            moved.append({**part, "ids": own, "was_kept": True})
        if left:
            stayed.append({**part, "ids": left})
    return moved, stayed


def _heed_the_newest_no(kept: Organisation, *, by: Account | None) -> None:
    """One entry agreed to be found, the other took it back later: then it is not found. Undoing leaves it so."""
    living = PublicPage.objects.filter(organisation=kept, withdrawn_at=None).first()
    if living and PublicPage.objects.filter(organisation=kept, withdrawn_at__gt=living.noted_at).exists():
        living.withdrawn_at, living.withdrawn_by = clock.now(), by
        living.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _fill_blanks(kept: Organisation, absorbed: Organisation) -> dict[str, Any]:
    """Fill what the kept one lacks; the seat and the contact person each move as a whole or not at all."""
    fields = [f for f in _FILLED_ALONE if f not in _SEAT]
    if not any(getattr(kept, f) for f in _SEAT):
        fields += _SEAT
    if not any(getattr(kept, f) for f in _CONTACT):
        fields += _CONTACT
    if kept.legal_form == LegalForm.UNKNOWN and absorbed.legal_form != LegalForm.UNKNOWN:
        fields.append("legal_form")
    filled: dict[str, Any] = {}
    for field in fields:
        before, value = getattr(kept, field), getattr(absorbed, field)
        if value and (not before or field == "legal_form"):
            filled[field] = before
            setattr(kept, field, value)
    if absorbed.patron_id and not kept.patron_id and absorbed.patron_id != kept.pk:
        filled["patron_id"] = None
        kept.patron_id = absorbed.patron_id
    return filled
