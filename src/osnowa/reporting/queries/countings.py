"""The one dictionary: kind of indicator -> how it is counted. Figures are read from below, never pushed up."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.cooperation import evidence as cooperation_evidence
from osnowa.coworking import evidence as coworking_evidence
from osnowa.knowledge import evidence as knowledge_evidence
from osnowa.learning import evidence as learning_evidence
from osnowa.lib.period import Period
from osnowa.newsletter import evidence as newsletter_evidence
from osnowa.programme.evidence import Counting, Evidence
from osnowa.programme.models import Indicator, Programme
from osnowa.spreading import evidence as spreading_evidence
from osnowa.support import evidence as support_evidence
from osnowa.workshops import evidence as workshops_evidence


def _nothing(_programme: Programme, _period: Period) -> Decimal:
    return Decimal(0)


def _no_lines(_programme: Programme, _period: Period) -> Iterator[Evidence]:
    return iter(())


# A kind that no room offers any more: the page says so instead of breaking.
UNKNOWN = Counting(
    kind="",
    name=_("unknown kind"),
    unit="",
    definition=_("Osnowa does not know how to count this indicator. Choose another kind."),
    total=_nothing,
    lines=_no_lines,
)

# In the order in which a coordinator is offered them: block by block.
COUNTINGS: dict[str, Counting] = {
    counting.kind: counting
    for counting in (
        *workshops_evidence.COUNTINGS,
        *learning_evidence.COUNTINGS,
        *support_evidence.COUNTINGS,
        *coworking_evidence.COUNTINGS,
        *knowledge_evidence.COUNTINGS,
        *cooperation_evidence.COUNTINGS,
        *newsletter_evidence.COUNTINGS,
        *spreading_evidence.COUNTINGS,
    )
}


# Kinds whose figures may be fractions; people, cycles and papers come whole.
IN_PARTS = frozenset(
    {
        "workshops.training_hours",
        "support.consultation_hours",
        "support.volunteer_hours",
        "coworking.booked_hours",
    }
)


def counting_of(kind: str) -> Counting:
    return COUNTINGS.get(kind, UNKNOWN)


def counting_choices() -> list[tuple[str, str | Promise]]:
    return [(counting.kind, counting.name) for counting in COUNTINGS.values()]


def total(indicator: Indicator, period: Period) -> Decimal:
    """What was counted in the period, as one aggregate. The baseline is not in it."""
    return counting_of(indicator.kind).total(indicator.programme, period)


def lines(indicator: Indicator, period: Period) -> Iterator[Evidence]:
    """The facts of the period, streamed: those that count and, with their reasons, those that do not."""
    return counting_of(indicator.kind).lines(indicator.programme, period)
