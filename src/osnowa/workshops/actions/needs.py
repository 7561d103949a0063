"""Health data go when they are no longer needed."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, text
from osnowa.people.models import Account, Person
from osnowa.workshops.models import AccessNeeds, Cycle, Enrolment
from osnowa.workshops.queries.enrolments import needs_to_delete

needs_deleted = audit.deed(
    "workshops.needs_deleted", gettext_lazy("Needs of participants deleted after the cycle")
)
needs_no_longer_kept = audit.deed(
    "workshops.needs_no_longer_kept", gettext_lazy("Consent to keep needs withdrawn")
)


@transaction.atomic
def stop_keeping_needs(person: Person, *, by: Account | str | None) -> None:
    """The person takes back "keep it for my next sign-ups". What no cycle to come needs is deleted at once."""
    kept = AccessNeeds.objects.filter(enrolment__person=person, keep=True)
    cycles = set(kept.values_list("enrolment__cycle", flat=True))
    if not cycles:
        return
    kept.update(keep=False)
    needs_to_delete().filter(enrolment__person=person).delete()
    for cycle in Cycle.objects.filter(pk__in=cycles):
        needs_no_longer_kept.record(cycle, by=by, programme_id=cycle.programme_id)


@transaction.atomic
def delete_needs(*, by: Account | None = None) -> int:
    """Delete what people needed in cycles that are over, unless they asked to keep it. Returns how many."""
    due = list(needs_to_delete().values_list("pk", "enrolment__cycle_id"))
    needs_to_delete().filter(pk__in=[pk for pk, _cycle in due]).delete()
    for cycle in Cycle.objects.filter(pk__in={cycle for _pk, cycle in due}):
        count = sum(1 for _pk, of in due if of == cycle.pk)
        needs_deleted.record(cycle, by=by, programme_id=cycle.programme_id, count=count)
    return len(due)


def write_needs(enrolment: Enrolment, needs: str, *, keep: bool) -> bool:
    """Write down, change or delete what somebody needs. True where something changed."""
    wanted = text.clean_lines(needs)[:500]
    known = AccessNeeds.objects.filter(enrolment=enrolment).first()
    if known is not None and known.is_carried and not wanted:
        return False  # the form did not show it, so an empty field says nothing about it
    if not wanted:
        if known is not None:
            known.delete()
        return known is not None
    if known is None:
        AccessNeeds.objects.create(enrolment=enrolment, text=wanted, keep=keep)
        return True
    if (known.text, known.keep) == (wanted, keep):
        return False
    known.text, known.keep, known.is_carried = wanted, keep, False
    known.save(update_fields=["text", "keep", "is_carried"])
    return True
