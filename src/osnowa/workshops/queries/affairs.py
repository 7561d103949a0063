"""What of the workshops is a person's own: for the page "my affairs"."""

import datetime as dt

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.people.models import Account, Person
from osnowa.people.rules.affairs import Affair
from osnowa.ui.words import day, local, long_date
from osnowa.workshops.models import Certificate, Enrolment, Session

State = Enrolment.State
MOST = 50
A_MONTH = dt.timedelta(days=30)  # so long a cancelled one is still told


def affairs_of(account: Account) -> list[Affair]:
    """The person's sign-ups: what comes next first, then what is over, newest first. Three queries.

    Matched by person, never by address: others who share the mailbox have affairs of their own.
    """
    if account.person_id is None:
        return []
    rows = (
        Enrolment.objects.filter(person_id=account.person_id)
        .filter(~Q(state=State.CANCELLED) | Q(cancelled_at__gt=clock.now() - A_MONTH))
        .select_related("cycle")
        .prefetch_related(
            Prefetch("cycle__sessions", queryset=Session.objects.order_by("starts_at")),
            Prefetch("certificates", queryset=Certificate.objects.filter(revoked_at=None)),
        )
        .order_by("-created_at", "-pk")[:MOST]
    )
    found = [_affair(row) for row in rows]
    ahead = sorted((each for each in found if each.at is not None), key=lambda each: each.at or clock.now())
    return [*ahead, *(each for each in found if each.at is None)]


def _affair(row: Enrolment) -> Affair:
    sessions = list(row.cycle.sessions.all())
    now = clock.now()
    coming = next((session for session in sessions if session.ends_at > now), None)
    papers = list(row.certificates.all())
    words = [row.reference]
    state, label, deed, at = "none", _("over"), "", None
    own_url = reverse("workshops:enrolment", args=[row.token])
    deed_url = reverse("workshops:enrolment_certificate", args=[row.token])
    if row.state == State.CANCELLED:
        state, label = "na", _("cancelled")
    elif papers:  # the title leads to the sign-up, the button to the paper itself
        state, label, deed = "done", _("certificate"), _("Download")
        words.append(_("certificate %(number)s") % {"number": papers[0].number})
    elif row.state == State.RESERVE and row.offered_until and row.offered_until > now:
        state, label, deed, deed_url = "soon", _("a place waits for your answer"), _("Answer"), own_url
    elif row.state == State.RESERVE:
        state, label = "progress", _("on the reserve list")
    elif coming is not None:
        state, label = "progress", _("you have a place")
    if row.state != State.CANCELLED and coming is not None:
        at = coming.starts_at
        words.append(_("next session %(when)s") % {"when": long_date(at)})
    elif sessions:
        words.append(day(local(sessions[-1].starts_at), weekday=False))
    return Affair(
        title=_("Cycle %(number)d: %(title)s") % {"number": row.cycle.number, "title": row.cycle.title},
        second=" · ".join(words),
        at=at,
        url=own_url,
        deed=deed,
        deed_url=deed_url if deed else "",
        state=state,
        state_label=label,
    )


def clauses_told(person: Person) -> list[tuple[str, str, int, dt.datetime]]:
    """What the person was told about their data at each sign-up: (programme, its slug, version, when), newest first."""
    rows = (
        Enrolment.objects.filter(person=person, clause__isnull=False)
        .order_by("-created_at", "-pk")
        .values_list("cycle__programme__title", "cycle__programme__slug", "clause__version", "created_at")
    )
    return list(rows[:MOST])
