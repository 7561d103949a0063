"""Growth in "workshops in numbers": cycle by cycle, with what has to be said beside the figures."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from osnowa.learning.evidence import pairs_of
from osnowa.learning.rules import growth as rules
from osnowa.lib.period import Period
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.queries import statistic_parts

State = Enrolment.State

# What may honestly be said about growth, in words.
SAYINGS = {
    rules.Saying.NONE.value: "",
    rules.Saying.TOO_FEW_TO_SHOW.value: gettext_lazy("fewer than five people"),
    rules.Saying.TOO_FEW_TO_SAY.value: gettext_lazy("too few people to say"),
    rules.Saying.NO_CHANGE.value: gettext_lazy("no certain change"),
    rules.Saying.GREW.value: gettext_lazy("grew"),
    rules.Saying.FELL.value: gettext_lazy("fell"),
}


@statistic_parts.part("wzrost")
def growth_in_numbers(programme: Programme, period: Period) -> statistic_parts.Part | None:
    """People who have a place and took both tests, the second in the period. Four queries, however many cycles.

    Percent of right answers; nothing of a cycle with fewer than rules.FEWEST pairs.
    """
    shares: dict[Cycle, list[tuple[float, float]]] = defaultdict(list)
    for pair in pairs_of(programme, period):
        enrolment = pair.second.enrolment
        if pair.before is not None and enrolment.state == State.PLACED:
            shares[enrolment.cycle].append((100 * pair.before, 100 * pair.after))
    if not shares:
        return None
    placed = dict(
        Enrolment.objects.filter(cycle__in=shares, state=State.PLACED)
        .order_by()
        .values_list("cycle")
        .annotate(people=Count("pk"))
    )
    rows = [
        _row(cycle, placed[cycle.pk], shares[cycle]) for cycle in sorted(shares, key=lambda one: one.number)
    ]
    pairs = sum(len(found) for found in shares.values())
    return statistic_parts.Part(
        name="wzrost",
        title=_("What people learned"),
        finding=ngettext(
            "%(count)d person took both tests, before and after.",
            "%(count)d people took both tests, before and after.",
            pairs,
        )
        % {"count": pairs},
        header=[
            _("Cycle"),
            _("With a place"),
            _("Took both tests"),
            _("Right before, %"),
            _("Right after, %"),
            _("Difference, percentage points"),
            _("Interval from"),
            _("Interval to"),
            _("Grew, % of people"),
            _("What may be said"),
        ],
        rows=rows,
        notes=(
            _("People are compared with themselves; who missed one of the tests may differ from the others."),
            _("Each cycle has its own test, so cycles cannot be compared with each other or added up."),
            _(
                "Below five people nothing is shown, below ten no conclusion is drawn. Interval: 95%, bootstrap. "
                "“Grew” only where such a difference is rare by chance (Wilcoxon signed-rank test)."
            ),
        ),
    )


def _row(cycle: Cycle, placed: int, pairs: list[tuple[float, float]]) -> list[Any]:
    growth = rules.growth(pairs)
    said = str(SAYINGS[rules.saying_of(len(pairs), growth).value])
    name = f"{cycle.number}. {cycle.title}"
    if growth is None:
        return [name, placed, len(pairs), *[None] * 6, said]
    figures = (growth.before, growth.after, growth.mean, growth.low, growth.high, growth.share_grew)
    return [name, placed, len(pairs), *(round(value) for value in figures), said]
