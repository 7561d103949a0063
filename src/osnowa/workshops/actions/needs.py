"""Health data go when they are no longer needed."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.lib import audit
from osnowa.people.models import Account
from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.enrolments import needs_to_delete

needs_deleted = audit.deed(
    "workshops.needs_deleted", gettext_lazy("Needs of participants deleted after the cycle")
)


@transaction.atomic
def delete_needs(*, by: Account | None = None) -> int:
    """Delete what people needed in cycles that are over, unless they asked to keep it. Returns how many."""
    due = list(needs_to_delete().values_list("pk", "enrolment__cycle_id"))
    needs_to_delete().filter(pk__in=[pk for pk, _cycle in due]).delete()
    for cycle in Cycle.objects.filter(pk__in={cycle for _pk, cycle in due}):
        count = sum(1 for _pk, of in due if of == cycle.pk)
        needs_deleted.record(cycle, by=by, programme_id=cycle.programme_id, count=count)
    return len(due)
