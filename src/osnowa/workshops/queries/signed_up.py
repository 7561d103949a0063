"""Reading who signed up, for the team."""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.workshops.models import Cycle, Enrolment

State = Enrolment.State

STATE_WORDS: dict[str, Promise | str] = {
    State.PLACED: _("has a place"),
    State.RESERVE: _("on the reserve list"),
    State.CANCELLED: _("cancelled"),
}


def signed_up(cycle: Cycle) -> QuerySet[Enrolment]:
    """Everybody: those with a place by name, then the reserve list in its order, then who cancelled. One query."""
    first = Case(
        When(state=State.PLACED, then=Value(0)),
        When(state=State.RESERVE, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    by_name = Case(When(state=State.PLACED, then="person__sort_key"), default=Value(""))
    return (
        Enrolment.objects.filter(cycle=cycle)
        .select_related("person", "membership__organisation", "needs")
        .order_by(first, by_name, "number")
    )
