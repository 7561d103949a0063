"""Reading who signed up, for the team."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.queries.reserve import ORDER
from osnowa.workshops.rules.recruitment import is_spelling_of

State = Enrolment.State

STATE_WORDS: dict[str, Promise | str] = {
    State.PLACED: _("has a place"),
    State.RESERVE: _("on the reserve list"),
    State.CANCELLED: _("cancelled"),
    State.APPLIED: _("waits for the list"),
    State.REFUSED: _("did not get a place"),
}


def signed_up(cycle: Cycle) -> QuerySet[Enrolment]:
    """Everybody: those with a place by name, the reserve list in its order, who applied, who has none, who cancelled.

    One query.
    """
    first = Case(
        When(state=State.PLACED, then=Value(0)),
        When(state=State.RESERVE, then=Value(1)),
        When(state=State.APPLIED, then=Value(2)),
        When(state=State.REFUSED, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    by_name = Case(When(state=State.PLACED, then="person__sort_key"), default=Value(""))
    return (
        Enrolment.objects.filter(cycle=cycle)
        .select_related("person", "membership__organisation", "needs")
        .order_by(first, by_name, *ORDER)
    )


@dataclass(frozen=True)
class SameAddress:
    """Others who signed up for the cycle from the same e-mail address: organisations share mailboxes.

    `is_similar`: one of the names may be this one spelled otherwise.
    """

    names: list[str]
    is_similar: bool


def same_addresses(enrolments: Iterable[Enrolment]) -> dict[int, SameAddress]:
    """Enrolment id -> who else is there from its address; only living ones, only where somebody is."""
    by_address: dict[str, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        if enrolment.state != State.CANCELLED and enrolment.person.email:
            by_address[enrolment.person.email_key].append(enrolment)
    found = {}
    for together in by_address.values():
        for enrolment in together if len(together) > 1 else ():
            others = [other.person for other in together if other is not enrolment]
            similar = any(is_spelling_of(enrolment.person.name_key, other.name_key) for other in others)
            found[enrolment.pk] = SameAddress([other.name for other in others], similar)
    return found
