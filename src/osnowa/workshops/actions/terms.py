"""Composing the terms of recruitment. Once people have applied, a change needs a reason that everybody can read."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Mark, Question, RecruitmentTerms, TermsChange
from osnowa.workshops.queries.cycles import is_ranked
from osnowa.workshops.queries.terms import choices_of, has_applications, questions_for

Part, Source = Criterion.Part, Criterion.Source
MOST_POINTS = 1000
MOST_CRITERIA = 60

terms_set = audit.deed("workshops.terms_set", gettext_lazy("Terms of recruitment set"))
criterion_added = audit.deed("workshops.criterion_added", gettext_lazy("Criterion of recruitment added"))
criterion_changed = audit.deed(
    "workshops.criterion_changed", gettext_lazy("Criterion of recruitment changed")
)
criterion_removed = audit.deed(
    "workshops.criterion_removed", gettext_lazy("Criterion of recruitment removed")
)


@transaction.atomic
def set_terms(
    cycle: Cycle,
    *,
    mode: str,
    limit_per_organisation: int | None = None,
    threshold: int | None = None,
    first: str = "",
    results_on: dt.date | None = None,
    reason: str = "",
    by: Account | None,
) -> RecruitmentTerms:
    """Choose how places go: by sign-up, by points or by lot, with limit, threshold and who goes first at a tie.

    A seed is drawn once per cycle and never again. A threshold counts in points only, a limit in every mode. Raises
    RuleBroken: "has_people" (the mode, once anybody signed up), "reason" (any other change of a list's terms then,
    without one), "results_on" (before the sign-up closes).
    """
    cycle = lock_cycle(cycle)
    terms = RecruitmentTerms.objects.filter(cycle=cycle).first() or RecruitmentTerms(
        cycle=cycle, seed=secrets.token_hex(16)
    )
    before = (cycle.mode, cycle.limit_per_organisation, terms.threshold, terms.first, terms.results_on)
    if mode != Cycle.Mode.SCORED:
        threshold = None
    if mode == Cycle.Mode.FIRST_COME:
        first, results_on = "", None
    after = (mode, limit_per_organisation, threshold, first, results_on)
    if before == after and (terms.pk is not None or mode == Cycle.Mode.FIRST_COME):
        return terms
    if mode != cycle.mode and Enrolment.objects.filter(cycle=cycle).exists():
        raise RuleBroken(
            _("People have signed up already, so the way in which places go stays as they were told."),
            code="has_people",
            field="mode",
        )
    closes_on = cycle.recruitment_closes_at.astimezone(clock.WARSAW).date()
    if results_on is not None and results_on < closes_on:
        raise RuleBroken(
            _("The sign-up closes later than that. Choose the day on which it closes, or a later one."),
            code="results_on",
            field="results_on",
        )
    said = [
        str(name)
        for name, old, new in zip(
            (
                _("mode"),
                _("limit per organisation"),
                _("threshold"),
                _("order at a tie"),
                _("day of results"),
            ),
            before,
            after,
            strict=True,
        )
        if old != new
    ]
    if mode != Cycle.Mode.FIRST_COME:
        _explain(cycle, _("Changed: %(things)s") % {"things": ", ".join(said)}, reason, by=by)
    cycle.mode, cycle.limit_per_organisation = mode, limit_per_organisation
    cycle.save(update_fields=["mode", "limit_per_organisation"])
    terms.threshold, terms.first, terms.results_on = threshold, first, results_on
    terms.save()
    terms_set.record(
        cycle,
        by=by,
        programme_id=cycle.programme_id,
        mode=mode,
        limit=limit_per_organisation,
        threshold=threshold,
    )
    return terms


@transaction.atomic
def add_criterion(
    cycle: Cycle,
    *,
    part: str,
    source: str,
    title: str,
    question: Question | None = None,
    bands: Sequence[dict[str, Any]] = (),
    most: int | None = None,
    at_least: int | None = None,
    as_of: dt.date | None = None,
    reason: str = "",
    by: Account | None,
) -> Criterion:
    """Add a condition, points or kept places, last in order. `bands`: as the model says, without those that are empty.

    The same line once more (part, source, question and title) is the same form sent twice, and gives the one there is.
    Raises RuleBroken as `change_criterion` does, and "first_come" where places go in the order of sign-ups.
    """
    cycle = lock_cycle(cycle)
    if not is_ranked(cycle):
        raise RuleBroken(
            _("Places go in the order of sign-ups here. Choose points or the lottery first."),
            code="first_come",
        )
    there = list(Criterion.objects.filter(cycle=cycle))
    for other in there:
        same = (other.part, other.source, other.question_id) == (
            part,
            source,
            question.pk if question else None,
        )
        if same and text.fold(other.title) == text.fold(title):
            return other
    if len(there) >= MOST_CRITERIA:
        raise RuleBroken(
            _("There are too many criteria for anybody to read. Join some of them."), code="many"
        )
    criterion = Criterion(
        cycle=cycle,
        position=max((other.position for other in there), default=0) + 1,
        part=part,
        source=source,
        title=title,
        question=question,
        bands=list(bands),
        most=most,
        at_least=at_least,
        as_of=as_of,
    )
    _check(criterion)
    _explain(cycle, _("Added: %(title)s") % {"title": criterion.title}, reason, by=by)
    criterion.save()
    criterion_added.record(cycle, by=by, programme_id=cycle.programme_id, criterion=criterion.pk, part=part)
    return criterion


@transaction.atomic
def change_criterion(
    criterion: Criterion,
    *,
    title: str,
    bands: Sequence[dict[str, Any]] = (),
    most: int | None = None,
    at_least: int | None = None,
    as_of: dt.date | None = None,
    reason: str = "",
    by: Account | None,
) -> Criterion:
    """Change what a criterion says and gives; what it looks at stays.

    Raises RuleBroken: "title", "bands" (nothing chosen, or ranges the wrong way round), "points", "at_least", "most"
    (below a mark already given), "reason" (people have applied and none is said).
    """
    cycle = lock_cycle(criterion.cycle)
    criterion = Criterion.objects.select_related("question").get(pk=criterion.pk)
    criterion.cycle = cycle
    named = ("title", "bands", "most", "at_least", "as_of")
    before = [getattr(criterion, name) for name in named]
    for name, value in zip(named, (text.clean(title), list(bands), most, at_least, as_of), strict=True):
        setattr(criterion, name, value)
    _check(criterion)
    if [getattr(criterion, name) for name in named] == before:
        return criterion
    if (
        criterion.most is not None
        and Mark.objects.filter(criterion=criterion, points__gt=criterion.most).exists()
    ):
        raise RuleBroken(
            _("Somebody has a higher mark already. Leave at least that many points."),
            code="most",
            field="most",
        )
    _explain(cycle, _("Changed: %(title)s") % {"title": criterion.title}, reason, by=by)
    criterion.save()
    criterion_changed.record(cycle, by=by, programme_id=cycle.programme_id, criterion=criterion.pk)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, reason: str = "", by: Account | None) -> None:
    """Take a criterion out of the terms. A second click changes nothing. Raises RuleBroken: "reason", "marked"."""
    cycle = lock_cycle(criterion.cycle)
    found = Criterion.objects.filter(pk=criterion.pk).first()
    if found is None:
        return
    if found.marks.exists():
        raise RuleBroken(
            _("Applications have marks for this criterion already. Change it instead of removing it."),
            code="marked",
        )
    _explain(cycle, _("Removed: %(title)s") % {"title": found.title}, reason, by=by)
    criterion_removed.record(
        cycle, by=by, programme_id=cycle.programme_id, criterion=found.pk, part=found.part
    )
    found.delete()


def _explain(cycle: Cycle, what: str, reason: str, *, by: Account | None) -> None:
    """Once people have applied, write down what changed and why, for everybody to read."""
    if not has_applications(cycle):
        return
    reason = text.clean(reason)
    if not reason:
        raise RuleBroken(
            _("People have applied already. Write why the terms change: they will read it."),
            code="reason",
            field="reason",
        )
    TermsChange.objects.create(
        cycle=cycle, what=what[:300], reason=reason[:300], changed_at=clock.now(), changed_by=by
    )


def _check(criterion: Criterion) -> None:
    criterion.title = text.clean(criterion.title)
    if not criterion.title:
        raise RuleBroken(_("Write it the way applicants will read it."), code="title", field="title")
    if criterion.source == Source.ANSWER:
        _check_question(criterion)
    else:
        criterion.question = None
    if criterion.part == Part.QUOTA:
        if not criterion.at_least:
            raise RuleBroken(_("Write how many places are kept."), code="at_least", field="at_least")
        if criterion.at_least > criterion.cycle.capacity:
            raise RuleBroken(
                _("The cycle has only %(capacity)d places.") % {"capacity": criterion.cycle.capacity},
                code="at_least",
                field="at_least",
            )
    else:
        criterion.at_least = None
    if criterion.source == Source.MARK:
        _check_mark(criterion)
        return
    criterion.most = None
    if not criterion.bands:
        raise RuleBroken(_("Choose or write at least one thing that counts."), code="bands", field="bands")
    known = {choice.key for choice in choices_of(criterion.source, criterion.question)}
    for band in criterion.bands:
        _check_band(criterion, band, known)


def _check_question(criterion: Criterion) -> None:
    asked = questions_for(criterion.cycle)
    if criterion.question is None or not (criterion.pk or asked.filter(pk=criterion.question.pk).exists()):
        raise RuleBroken(_("Choose a question of this cycle's form."), code="question", field="question")


def _check_mark(criterion: Criterion) -> None:
    criterion.bands = []
    if criterion.part != Part.POINTS:
        raise RuleBroken(_("A reviewer's mark can only give points."), code="mark")
    if not criterion.most or criterion.most > MOST_POINTS:
        raise RuleBroken(_("Write how many points a reviewer can give."), code="most", field="most")


def _check_band(criterion: Criterion, band: dict[str, Any], known: set[str]) -> None:
    points = band.get("points", 0)
    if criterion.part == Part.POINTS and not 0 <= points <= MOST_POINTS:
        raise RuleBroken(_("Write points from 0 to 1000."), code="points", field="bands")
    if "keys" in band:
        if not band["keys"] or (known and not set(band["keys"]) <= known):
            raise RuleBroken(_("Choose from the list."), code="bands", field="bands")
        return
    lowest, highest = band.get("lowest"), band.get("highest")
    if lowest is not None and highest is not None and lowest > highest:
        raise RuleBroken(_("A range ends before it begins. Swap its ends."), code="bands", field="bands")
