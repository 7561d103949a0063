"""Publishing the list of who has a place, and correcting it for a reason."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops import emails
from osnowa.workshops.actions.places import has_started, lock_cycle
from osnowa.workshops.models import Cycle, Enrolment, Ranking, RankingRow
from osnowa.workshops.queries.cycles import is_ranked
from osnowa.workshops.queries.ranking import (
    Draft,
    because_said,
    drafted,
    latest,
    lines_of,
    moved,
    shown_points,
    unmarked_count,
)
from osnowa.workshops.rules.ranking import Outcome, Place

State = Enrolment.State

ranking_published = audit.deed("workshops.ranking_published", gettext_lazy("List of places published"))
ranking_corrected = audit.deed("workshops.ranking_corrected", gettext_lazy("List of places corrected"))


@transaction.atomic
def publish_ranking(cycle: Cycle, *, without_marks: bool = False, by: Account | None) -> Ranking:
    """Rank (in a lottery: draw), give places, and tell everybody by mail. A second click gives the list there is.

    `without_marks`: publish although a reviewer's mark is missing somewhere; a missing mark gives no points.
    Raises RuleBroken: "first_come", "not_closed" (people can still apply), "started", "nobody", "unmarked".
    """
    cycle = lock_cycle(cycle)
    there = latest(cycle)
    if there is not None:
        return there
    _refuse_untimely(cycle)
    if clock.now() < cycle.recruitment_closes_at:
        raise RuleBroken(
            _("People can still apply. The list can be published once the sign-up has closed."),
            code="not_closed",
        )
    draft = drafted(cycle)
    if not draft.judged:
        raise RuleBroken(_("Nobody has applied, so there is no list to publish."), code="nobody")
    if not without_marks and unmarked_count(cycle):
        raise RuleBroken(
            _("Some applications lack a reviewer's mark. Mark them, or tick that you publish without."),
            code="unmarked",
            field="without_marks",
        )
    ranking = _write(cycle, draft, version=1, reason="", by=by)
    _apply(
        cycle, draft, ranking, [draft.judged[place.reference].enrolment.pk for place in draft.ranking.places]
    )
    counts = draft.counts
    ranking_published.record(
        cycle,
        by=by,
        programme_id=cycle.programme_id,
        version=1,
        placed=counts[Outcome.PLACED],
        reserve=counts[Outcome.RESERVE],
        refused=counts[Outcome.REFUSED],
    )
    return ranking


@transaction.atomic
def correct_ranking(cycle: Cycle, *, reason: str, by: Account | None) -> Ranking:
    """Rank the same people anew by what is known now, as a new version that says why. The seed stays.

    Only those whose outcome changes get a letter. Raises RuleBroken: "unpublished", "reason", "started", "no_change".
    """
    cycle = lock_cycle(cycle)
    last = latest(cycle)
    if last is None:
        raise RuleBroken(_("There is no published list to correct."), code="unpublished")
    _refuse_untimely(cycle)
    reason = text.clean(reason)[:300]
    if not reason:
        raise RuleBroken(
            _("Write why the list changes. The sentence stands on the list."), code="reason", field="reason"
        )
    draft = drafted(cycle)
    changes = moved(last, draft)
    if not changes:
        raise RuleBroken(
            _("What is known now gives the same list, so there is nothing to correct."), code="no_change"
        )
    ranking = _write(cycle, draft, version=last.version + 1, reason=reason, by=by)
    told = [change.enrolment.pk for change in changes if change.changes_outcome]
    _apply(cycle, draft, ranking, told)
    ranking_corrected.record(
        cycle,
        by=by,
        programme_id=cycle.programme_id,
        version=ranking.version,
        moved=len(changes),
        told=len(told),
    )
    return ranking


def _refuse_untimely(cycle: Cycle) -> None:
    if not is_ranked(cycle):
        raise RuleBroken(
            _("Places go in the order of sign-ups here, so there is no list to publish."), code="first_come"
        )
    if has_started(list(cycle.sessions.all()), clock.now()):
        raise RuleBroken(
            _("The cycle has already begun. Places change on the list of sign-ups now."), code="started"
        )


def _write(cycle: Cycle, draft: Draft, *, version: int, reason: str, by: Account | None) -> Ranking:
    ranking = Ranking.objects.create(
        cycle=cycle,
        version=version,
        reason=reason,
        published_at=clock.now(),
        published_by=by,
        seed=draft.terms.seed,
        terms=draft.facts,
    )
    RankingRow.objects.bulk_create(
        [_row(ranking, draft, place) for place in draft.ranking.places], batch_size=500
    )
    return ranking


def _row(ranking: Ranking, draft: Draft, place: Place) -> RankingRow:
    one = draft.judged[place.reference]
    return RankingRow(
        ranking=ranking,
        enrolment=one.enrolment,
        rank=place.rank,
        points=shown_points(draft, one),
        outcome=place.outcome.value,
        because=place.because.value,
        lines=lines_of(draft, one),
    )


def _apply(cycle: Cycle, draft: Draft, ranking: Ranking, told: list[int]) -> None:
    """States and ranks follow the list; those in `told` (ids of enrolments) get a letter."""
    now = clock.now()
    changed = []
    for place in draft.ranking.places:
        enrolment = draft.judged[place.reference].enrolment
        was = enrolment.state
        enrolment.state = State(place.outcome.value)
        enrolment.rank = place.rank or None
        if enrolment.state != was:
            enrolment.placed_at = now if enrolment.state == State.PLACED else None
            enrolment.offered_until = enrolment.set_aside_at = None
        changed.append(enrolment)
    Enrolment.objects.bulk_update(
        changed, ["state", "rank", "placed_at", "offered_until", "set_aside_at"], batch_size=200
    )
    rows = {row.enrolment_id: row for row in ranking.rows.all()}
    sessions = list(cycle.sessions.all())
    letters = set(told)
    for enrolment in changed:
        if enrolment.pk not in letters:
            continue
        enrolment.cycle = cycle
        row = rows[enrolment.pk]
        with translation.override(enrolment.language):
            because = because_said(row, ranking.terms)
        emails.ranking_result(
            enrolment,
            sessions,
            points=None if cycle.mode == Cycle.Mode.LOTTERY else row.points,
            because=because,
            corrected_because=ranking.reason,
        )
