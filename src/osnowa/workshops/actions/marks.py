"""A reviewer's marks."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.models import Criterion, Enrolment, Mark

marked = audit.deed("workshops.application_marked", gettext_lazy("Application marked"))


@transaction.atomic
def mark_application(
    enrolment: Enrolment, criterion: Criterion, *, points: int, note: str = "", by: Account
) -> Mark:
    """Give an application points for one criterion; a second time puts the first right.

    Both marks stand in the history: the audit line says what was before. A published list does not change by it: that
    takes a correction. Raises RuleBroken: "cancelled", "criterion" (no mark is given for it), "points".
    """
    cycle = lock_cycle(enrolment.cycle)
    enrolment = Enrolment.objects.get(pk=enrolment.pk)
    if enrolment.state == Enrolment.State.CANCELLED:
        raise RuleBroken(_("This application is cancelled, so there is nothing to mark."), code="cancelled")
    if criterion.cycle_id != cycle.pk or criterion.most is None:
        raise RuleBroken(_("No mark is given for this criterion."), code="criterion")
    field = f"points_{criterion.pk}"
    if not 0 <= points <= criterion.most:
        raise RuleBroken(
            _("Write points from 0 to %(most)d.") % {"most": criterion.most}, code="points", field=field
        )
    note = text.clean(note)[:300]
    found = Mark.objects.filter(enrolment=enrolment, criterion=criterion).first()
    before = found.points if found else None
    if found is not None and (found.points, found.note) == (points, note):
        return found
    found = found or Mark(enrolment=enrolment, criterion=criterion)
    found.points, found.note, found.marked_at, found.marked_by = points, note, clock.now(), by
    found.save()
    marked.record(
        enrolment,
        by=by,
        programme_id=cycle.programme_id,
        criterion=criterion.pk,
        points=points,
        points_before=before,
    )
    return found
