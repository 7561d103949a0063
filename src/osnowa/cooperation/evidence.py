"""What counts of cooperation: announcements and the connections that came of them.

Labels name the number and topic of an announcement, never what a person wrote in it: frozen lines outlive erasure.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.cooperation.models import Announcement, Answer
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.people.models import Organisation
from osnowa.programme.evidence import Counting, Evidence, Source
from osnowa.programme.models import Programme

ONE = Decimal(1)
CHUNK = 500
HIDDEN = Announcement.State.HIDDEN


def announcements(programme: Programme, period: Period) -> Decimal:
    """Offers and needs announced in the period, without those that the team hid."""
    return Decimal(_announced(programme, period).exclude(state=HIDDEN).count())


def announcements_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    rows = _announced(programme, period).select_related("organisation", "author")
    for row in rows.order_by("created_at", "pk").iterator(CHUNK):
        yield Evidence(
            happened_on=_day(row.created_at),
            amount=ONE,
            label=_label(row),
            source=Source("cooperation.announcement", row.pk),
            who=row.author.key,
            organisation=row.organisation_id,
            groups={"kind": row.kind, "topic": row.topic, "legal_form": row.organisation.legal_form},
            reason=_("hidden by the team") if row.state == HIDDEN else "",
        )


def connections(programme: Programme, period: Period) -> Decimal:
    """Answers accepted in the period between two different organisations, of announcements that are not hidden."""
    return Decimal(_counting(programme, period).count())


def connections_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """Accepted answers on the day of acceptance; the others on the day on which they were sent, with the reason."""
    for row in _streamed(_answers(programme, period)):
        yield _answer_line(row, row.organisation, _reason(row))


def organisations_connected(programme: Programme, period: Period) -> Decimal:
    """Different organisations on either side of the connections of the period."""
    met = _counting(programme, period)
    return Decimal(
        Organisation.objects.filter(
            Q(pk__in=met.values("organisation")) | Q(pk__in=met.values("announcement__organisation"))
        ).count()
    )


def organisations_connected_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """Two lines per accepted answer, one for each side: an organisation counts in its first connection."""
    counted: set[int] = set()
    rows = _answers(programme, period).filter(state=Answer.State.ACCEPTED)
    for row in _streamed(rows):
        for organisation in (row.announcement.organisation, row.organisation):
            reason = _reason(row)
            if not reason and organisation.pk in counted:
                reason = _("already counted in an earlier connection")
            if not reason:
                counted.add(organisation.pk)
            yield _answer_line(row, organisation, reason)


def _announced(programme: Programme, period: Period) -> QuerySet[Announcement]:
    return Announcement.objects.filter(
        programme=programme, created_at__gte=period.starts_at, created_at__lt=period.ends_before
    )


def _answers(programme: Programme, period: Period) -> QuerySet[Answer]:
    """Accepted answers by the moment of acceptance, the others by the moment at which they were sent."""
    accepted = Q(state=Answer.State.ACCEPTED)
    return Answer.objects.filter(
        (accepted & Q(decided_at__gte=period.starts_at, decided_at__lt=period.ends_before))
        | (~accepted & Q(created_at__gte=period.starts_at, created_at__lt=period.ends_before)),
        announcement__programme=programme,
    )


def _counting(programme: Programme, period: Period) -> QuerySet[Answer]:
    return (
        _answers(programme, period)
        .filter(state=Answer.State.ACCEPTED)
        .exclude(announcement__state=HIDDEN)
        .exclude(organisation=F("announcement__organisation"))
    )


def _streamed(rows: QuerySet[Answer]) -> Iterator[Answer]:
    return (
        rows.select_related("announcement__organisation", "announcement__author", "organisation", "person")
        .order_by("decided_at", "created_at", "pk")
        .iterator(CHUNK)
    )


def _reason(row: Answer) -> str:
    if row.state == Answer.State.WAITING:
        return _("no decision on the answer yet")
    if row.state == Answer.State.DECLINED:
        return _("answer declined")
    if row.state == Answer.State.WITHDRAWN:
        return _("answer withdrawn")
    if row.announcement.state == HIDDEN:
        return _("announcement hidden by the team")
    if row.organisation_id == row.announcement.organisation_id:
        return _("both sides are one organisation")
    return ""


def _answer_line(row: Answer, organisation: Organisation, reason: str) -> Evidence:
    whose = row.person if organisation.pk == row.organisation_id else row.announcement.author
    return Evidence(
        happened_on=_day((row.decided_at if row.is_connection else None) or row.created_at),
        amount=ONE,
        label=_label(row.announcement),
        source=Source("cooperation.answer", row.pk),
        who=whose.key,
        organisation=organisation.pk,
        groups={
            "kind": row.announcement.kind,
            "topic": row.announcement.topic,
            "legal_form": organisation.legal_form,
            **({"came_of": row.came_of} if row.came_of else {}),
        },
        reason=reason,
    )


def _label(row: Announcement) -> str:
    words = (
        _("Offer no. %(number)d, topic: %(topic)s")
        if row.kind == Announcement.Kind.OFFER
        else _("Need no. %(number)d, topic: %(topic)s")
    )
    return words % {"number": row.pk, "topic": row.get_topic_display()}


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.WARSAW).date()


COUNTINGS: tuple[Counting, ...] = (
    Counting(
        "cooperation.announcements",
        gettext_lazy("Offers and needs announced by organisations"),
        gettext_lazy("announcements"),
        gettext_lazy(
            "Offers and needs that organisations and groups put on the board in the period. "
            "What the team hid does not count."
        ),
        announcements,
        announcements_lines,
    ),
    Counting(
        "cooperation.connections",
        gettext_lazy("Connections between organisations"),
        gettext_lazy("connections"),
        gettext_lazy(
            "Answers to announcements that were accepted in the period, between two different organisations or groups. "
            "An answer that waits, was declined or withdrawn does not count."
        ),
        connections,
        connections_lines,
    ),
    Counting(
        "cooperation.organisations_connected",
        gettext_lazy("Organisations and groups that met another"),
        gettext_lazy("organisations and groups"),
        gettext_lazy(
            "Organisations and informal groups on either side of a connection of the period. Each counts once."
        ),
        organisations_connected,
        organisations_connected_lines,
    ),
)
