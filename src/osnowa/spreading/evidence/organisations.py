"""Organisations that information reached: each once in a period, with the first fact as its proof."""

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.newsletter.queries.reached import letters_to_organisations, organisations_by_issue
from osnowa.people.models import Organisation
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.spreading.evidence.copies import CHUNK, handouts_in, label_of, reason_of
from osnowa.spreading.models import Handout
from osnowa.workshops.evidence.lines import session_label
from osnowa.workshops.queries.materials_given import came_where_material_was

ONE = Decimal(1)
_CAME_FOR = "enrolment__membership__organisation"


@dataclass(frozen=True)
class _Reached:
    """One organisation in one fact."""

    day: dt.date
    organisation: int
    label: str
    source: Source
    reason: str = ""


def organisations_reached(programme: Programme, period: Period) -> Decimal:
    """Different organisations that got prints, an issue of the newsletter or materials in the period. One question."""
    given = handouts_in(programme, period).filter(withdrawn_at=None)
    by_print = Handout.organisations.through.objects.filter(handout__in=given).values("organisation")
    by_letter = letters_to_organisations(programme, period).values("organisation")
    came = came_where_material_was(programme, period).filter(**{f"{_CAME_FOR}__isnull": False})
    found = Organisation.objects.filter(
        Q(pk__in=by_print) | Q(pk__in=by_letter) | Q(pk__in=came.values(_CAME_FOR)),
        merged_into=None,
    )
    return Decimal(found.count())


def organisations_reached_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """By day, one line for each organisation; and prints that were withdrawn, with their reasons."""
    facts = heapq.merge(
        _by_print(programme, period),
        _by_letter(programme, period),
        _by_material(programme, period),
        key=lambda fact: fact.day,
    )
    forms = dict(Organisation.objects.filter(merged_into=None).values_list("pk", "legal_form"))
    counted: set[int] = set()
    for fact in facts:
        if fact.organisation not in forms or (not fact.reason and fact.organisation in counted):
            continue
        if not fact.reason:
            counted.add(fact.organisation)
        yield Evidence(
            happened_on=fact.day,
            amount=ONE,
            label=fact.label[:300],
            source=fact.source,
            organisation=fact.organisation,
            groups={"legal_form": forms[fact.organisation]},
            reason=fact.reason[:300],
        )


def _by_print(programme: Programme, period: Period) -> Iterator[_Reached]:
    given = handouts_in(programme, period)
    rows = Handout.organisations.through.objects.filter(handout__in=given).select_related("handout")
    for row in rows.order_by("handout__given_on", "handout", "organisation").iterator(CHUNK):
        handout = row.handout
        yield _Reached(
            handout.given_on,
            row.organisation_id,
            label_of(handout),
            Source("spreading.handout", handout.pk),
            reason_of(handout),
        )


def _by_letter(programme: Programme, period: Period) -> Iterator[_Reached]:
    for issue, title, moment, organisation in organisations_by_issue(programme, period).iterator(CHUNK):
        label = _("Newsletter: %(title)s") % {"title": title}
        yield _Reached(
            moment.astimezone(clock.WARSAW).date(), organisation, label, Source("newsletter.issue", issue)
        )


def _by_material(programme: Programme, period: Period) -> Iterator[_Reached]:
    marks = (
        came_where_material_was(programme, period)
        .filter(**{f"{_CAME_FOR}__isnull": False})
        .select_related("session__cycle", "enrolment__membership")
        .order_by("session__starts_at", "session", "enrolment__number", "pk")
    )
    for mark in marks.iterator(CHUNK):
        label = _("Materials: %(session)s") % {"session": session_label(mark.session)}
        membership = mark.enrolment.membership
        if membership is not None and membership.organisation_id is not None:
            yield _Reached(
                mark.session.starts_at.astimezone(clock.WARSAW).date(),
                membership.organisation_id,
                label,
                Source("workshops.attendance", mark.pk),
            )
