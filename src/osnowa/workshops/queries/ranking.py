"""Reading lists of who has a place: the one that could be published now, and those that were."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Mark, Ranking, RankingRow, RecruitmentTerms
from osnowa.workshops.queries.said import lines_said
from osnowa.workshops.queries.terms import Judged, applications, criteria_of, judged, terms_of
from osnowa.workshops.rules import ranking as rules

State = Enrolment.State
Part, Source = Criterion.Part, Criterion.Source


@dataclass(frozen=True)
class Draft:
    """A list as it would be published now. `judged` by the application's reference."""

    terms: RecruitmentTerms
    criteria: Sequence[Criterion]
    judged: dict[str, Judged]
    ranking: rules.Ranking
    facts: dict[str, Any]

    @property
    def counts(self) -> Counter[str]:
        return Counter(place.outcome.value for place in self.ranking.places)


def drafted(cycle: Cycle) -> Draft:
    """Rank those who applied in time and have not cancelled, by what is known now. At most eight queries.

    After publication: those who were on the last list, so that whoever came later stays behind it. Seats held for ten
    minutes after a cancellation are not given.
    """
    terms = terms_of(cycle)
    if terms is None:
        raise LookupError("The cycle has no terms.")
    criteria = criteria_of(cycle)
    last = latest(cycle)
    rows = applications(cycle)
    rows = rows.filter(state=State.APPLIED) if last is None else rows.filter(ranking_rows__ranking=last)
    held = Enrolment.objects.filter(cycle=cycle, state=State.CANCELLED, held_until__isnull=False).count()
    everybody: dict[str, Judged] = {}
    for one in judged(cycle, criteria, rows):
        one.enrolment.cycle = cycle
        everybody[one.enrolment.reference] = one
    quotas = [criterion for criterion in criteria if criterion.part == Part.QUOTA]
    by_lot = cycle.mode == Cycle.Mode.LOTTERY
    ranking = rules.rank(
        (
            rules.Application(
                reference=reference,
                points=one.score.points,
                is_eligible=not one.score.unmet,
                organisation=one.organisation,
                groups=one.score.groups,
                is_new=one.is_new,
            )
            for reference, one in everybody.items()
        ),
        rules.Terms(
            seats=max(0, cycle.capacity - held),
            seed=terms.seed,
            threshold=terms.threshold,
            limit=cycle.limit_per_organisation,
            quotas=tuple((criterion.pk, criterion.at_least or 0) for criterion in quotas),
            new_first=bool(terms.first),
            by_lot=by_lot,
        ),
    )
    facts = {
        "mode": cycle.mode,
        "seats": cycle.capacity,
        "threshold": terms.threshold,
        "limit": cycle.limit_per_organisation,
        "first": terms.first,
        "applications": len(everybody),
        "quotas": [
            {
                "title": criterion.title,
                "at_least": criterion.at_least,
                "short": ranking.short.get(criterion.pk, 0),
            }
            for criterion in quotas
        ],
    }
    return Draft(terms, criteria, everybody, ranking, facts)


def lines_of(draft: Draft, one: Judged) -> list[dict[str, Any]]:
    """Criterion by criterion as its person reads it, in their language, ready to be kept."""
    by_lot = draft.facts["mode"] == Cycle.Mode.LOTTERY
    with translation.override(one.enrolment.language):
        lines = lines_said(draft.criteria, one.score, one.facts, one.notes, by_lot=by_lot)
    return [asdict(line) for line in lines]


def latest(cycle: Cycle) -> Ranking | None:
    """The list that stands now, or None before the first one."""
    return Ranking.objects.filter(cycle=cycle).order_by("-version").first()


def versions(cycle: Cycle) -> list[Ranking]:
    """All lists, the one that stands now first."""
    return list(Ranking.objects.filter(cycle=cycle).order_by("-version"))


def rows_of(ranking: Ranking) -> QuerySet[RankingRow]:
    """The list in its order, the refused last, without anybody's name."""
    refused_last = Case(When(rank=0, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = RankingRow.objects.filter(ranking=ranking).select_related("enrolment__cycle")
    return rows.order_by(refused_last, "rank", "enrolment__number")


def row_of(enrolment: Enrolment) -> RankingRow | None:
    """The line of an application on the list that stands now, or None."""
    return (
        RankingRow.objects.filter(enrolment=enrolment)
        .select_related("ranking")
        .order_by("-ranking__version")
        .first()
    )


@dataclass(frozen=True)
class Moved:
    """What a correction would change for one application. `before` and `after`: outcomes; ranks 0 where refused."""

    enrolment: Enrolment
    before: RankingRow
    after: rules.Place
    points: int

    @property
    def changes_outcome(self) -> bool:
        return self.enrolment.state != self.after.outcome.value


def moved(last: Ranking, draft: Draft) -> list[Moved]:
    """Whose outcome, rank, points or reason differ between the list that stands and what is known now."""
    before = {row.enrolment_id: row for row in RankingRow.objects.filter(ranking=last)}
    found = []
    for place in draft.ranking.places:
        one = draft.judged[place.reference]
        row = before[one.enrolment.pk]
        was = (row.outcome, row.because, row.points)
        now = (place.outcome.value, place.because.value, shown_points(draft, one))
        if was != now or one.enrolment.state != place.outcome.value:
            found.append(Moved(one.enrolment, row, place, now[2]))
    return found


def shown_points(draft: Draft, one: Judged) -> int:
    """In a lottery points do not count, so there are none."""
    return 0 if draft.facts["mode"] == Cycle.Mode.LOTTERY else one.score.points


def unmarked_count(cycle: Cycle) -> int:
    """How many applications lack a reviewer's mark that some criterion asks for."""
    asked = Criterion.objects.filter(cycle=cycle, source=Source.MARK).count()
    if not asked or cycle.mode != Cycle.Mode.SCORED:
        return 0
    rows = Enrolment.objects.filter(cycle=cycle, state=State.APPLIED)
    marked = Counter(Mark.objects.filter(enrolment__in=rows).values_list("enrolment_id", flat=True))
    return sum(1 for pk in rows.values_list("pk", flat=True) if marked[pk] < asked)


def marks_missing(programme: Programme) -> dict[int, int]:
    """Cycle id -> how many marks reviewers still owe before the list is published; only cycles with any. One query."""
    waiting = Enrolment.objects.filter(cycle=OuterRef("cycle"), state=State.APPLIED).order_by()
    given = Mark.objects.filter(criterion=OuterRef("pk"), enrolment__state=State.APPLIED).order_by()
    asked = Criterion.objects.filter(
        cycle__programme=programme, cycle__mode=Cycle.Mode.SCORED, source=Source.MARK
    ).annotate(
        waiting=Coalesce(Subquery(waiting.values("cycle").annotate(n=Count("pk")).values("n")), 0),
        given=Coalesce(Subquery(given.values("criterion").annotate(n=Count("pk")).values("n")), 0),
    )
    missing: Counter[int] = Counter()
    for cycle, waits, has in asked.values_list("cycle", "waiting", "given"):
        missing[cycle] += waits - has
    return {cycle: count for cycle, count in missing.items() if count > 0}


def because_said(row: RankingRow, facts: dict[str, Any]) -> str:
    """Why it came out so, in a sentence. `facts`: of the list that the row is on."""
    because = RankingRow.Because
    if row.because == because.ORDER:
        if row.outcome == RankingRow.Outcome.PLACED:
            return _("The order of the list gave a place.")
        return _("The places ran out before this line of the list.")
    said = {
        because.CONDITION: _("A condition is not met, so the points could not help."),
        because.THRESHOLD: _("There were fewer points than the threshold of %(threshold)s."),
        because.LIMIT: _("The organisation has its %(limit)s people in the cycle already."),
        because.GROUP: _("The place is one of those kept for a group."),
        because.GAVE_WAY: _("The last places went to a group that places are kept for."),
    }[because(row.because)]
    return said % {"threshold": facts.get("threshold"), "limit": facts.get("limit")}


def is_late_for_list(cycle: Cycle) -> bool:
    """Has the first session begun, so that no list can be published or corrected any more?"""
    return cycle.sessions.filter(starts_at__lte=clock.now()).exists()
