"""Reading enrolments: by the team's lists and by the participant's own link."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.lib.prepared import Prepared
from osnowa.people.models import Person
from osnowa.workshops.models import AccessNeeds, Cycle, Enrolment, Session
from osnowa.workshops.queries.questions import asks_questions

State = Enrolment.State


def enrolments_of(cycle: Cycle) -> QuerySet[Enrolment]:
    """All enrolments of a cycle in order of arrival, each with person, organisation and needs (if any)."""
    return (
        Enrolment.objects.filter(cycle=cycle)
        .select_related("cycle", "person", "membership__organisation", "needs")
        .order_by("number")
    )


_by_token = Prepared(
    lambda token: (
        Enrolment.objects.select_related("cycle__programme", "person", "membership", "needs")
        .annotate(
            asks_questions=asks_questions("cycle__programme", "cycle"),
            brings_colleagues=Exists(Enrolment.objects.filter(signed_up_by=OuterRef("pk"))),
        )
        .filter(token=token)
    ),
    token=str,
)


def enrolment_by_token(token: str) -> Enrolment | None:
    """What the link in a mail opens, with all that its page shows, or None.

    Carries `asks_questions` (of the cycle's form) and `brings_colleagues`.
    """
    return _by_token.first(token=token)


def to_tell(cycle: Cycle) -> QuerySet[Enrolment]:
    """Those who have to know of a change of dates or place: with a place, waiting, or waiting for the list.

    In order, each with its person.
    """
    living = [State.PLACED, State.RESERVE, State.APPLIED]
    return (
        Enrolment.objects.filter(cycle=cycle, state__in=living, person__erased_at__isnull=True)
        .exclude(person__email="")
        .select_related("person")
        .order_by("number")
    )


def letters_about(session: Session) -> int:
    """How many people get a letter where this session (with its cycle) gets another time or place, or is removed."""
    if not session.cycle.is_published or session.closed_at is not None or session.ends_at <= clock.now():
        return 0
    return to_tell(session.cycle).count()


def letters_about_new(cycle: Cycle) -> int:
    """How many people get a letter where a session is added."""
    return to_tell(cycle).count() if cycle.is_published else 0


def letters_about_place(cycle: Cycle) -> int:
    """How many people get a letter where the place of the cycle changes."""
    ahead = cycle.sessions.filter(place="", closed_at=None, ends_at__gt=clock.now())
    return to_tell(cycle).count() if cycle.is_published and ahead.exists() else 0


def needs_kept(person: Person) -> str:
    """What the person asked us to remember for the next sign-ups, as said last; empty where nothing."""
    kept = AccessNeeds.objects.filter(enrolment__person=person, keep=True).order_by("-pk")
    return kept.values_list("text", flat=True).first() or ""


def needs_to_delete() -> QuerySet[AccessNeeds]:
    """Needs that nobody asked to keep, once the cycle is over, without a place, or cancelled for a day."""
    now = clock.now()
    sessions = Session.objects.filter(cycle=OuterRef("pk"))
    over = Cycle.objects.filter(Exists(sessions), ~Exists(sessions.filter(ends_at__gt=now)))
    return AccessNeeds.objects.filter(keep=False).filter(
        Q(enrolment__cycle__in=over)
        | Q(enrolment__state=State.REFUSED)
        | Q(enrolment__state=State.CANCELLED, enrolment__cancelled_at__lt=now - dt.timedelta(days=1))
    )


def mailed_since(enrolment: Enrolment, moment: dt.datetime) -> bool:
    """Has a mail about this enrolment been written since `moment`?"""
    return OutgoingMail.objects.filter(
        about_kind=Enrolment._meta.label_lower,  # noqa: SLF001  the public name of a kind
        about_id=enrolment.pk,
        created_at__gt=moment,
    ).exists()


def cancellation_letters(enrolment: Enrolment, cancelled_at: dt.datetime) -> int:
    """How many letters "cancelled, until HH:MM you can take it back" have been written since `cancelled_at`."""
    return OutgoingMail.objects.filter(
        about_kind=Enrolment._meta.label_lower,  # noqa: SLF001  the public name of a kind
        about_id=enrolment.pk,
        template="workshops/enrolment_cancelled",
        created_at__gte=cancelled_at,
    ).count()


def colleagues_of(enrolment: Enrolment) -> QuerySet[Enrolment]:
    """Whom this sign-up brought along, in order, each with its person."""
    return enrolment.colleagues.select_related("person").order_by("number")
