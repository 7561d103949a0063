"""What of the workshops is a person's own: for the page "my affairs"."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, Subquery
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
    """The person's sign-ups: what comes next first, then what is over, newest first. One query.

    Matched by person, never by address: others who share the mailbox have affairs of their own.
    """
    if account.person_id is None:
        return []
    sessions = Session.objects.filter(cycle=OuterRef("cycle")).order_by("starts_at")
    papers = Certificate.objects.filter(enrolment=OuterRef("pk"), revoked_at=None).order_by("sequence")
    rows = (
        Enrolment.objects.filter(person_id=account.person_id)
        .filter(~Q(state=State.CANCELLED) | Q(cancelled_at__gt=clock.now() - A_MONTH))
        .select_related("cycle")
        .annotate(
            coming_at=Subquery(sessions.filter(ends_at__gt=clock.now()).values("starts_at")[:1]),
            last_at=Subquery(sessions.order_by("-starts_at").values("starts_at")[:1]),
            paper=Subquery(papers.values("number")[:1]),
        )
        .order_by("-created_at", "-pk")[:MOST]
    )
    found = [_affair(row) for row in rows]
    ahead = sorted((each for each in found if each.at is not None), key=lambda each: each.at or clock.now())
    return [*ahead, *(each for each in found if each.at is None)]


def _affair(row: Any) -> Affair:
    """`row`: an Enrolment as `affairs_of` reads it."""
    words = [row.reference]
    own_url, at = reverse("workshops:enrolment", args=[row.token]), None
    state, label, deed, deed_url = _standing(row, own_url)
    if row.paper and row.state != State.CANCELLED:
        words.append(_("certificate %(number)s") % {"number": row.paper})
    if row.state not in (State.CANCELLED, State.REFUSED) and row.coming_at is not None:
        at = row.coming_at
        words.append(_("next session %(when)s") % {"when": long_date(at)})
    elif row.last_at is not None:
        words.append(day(local(row.last_at), weekday=False))
    return Affair(
        title=_("Cycle %(number)d: %(title)s") % {"number": row.cycle.number, "title": row.cycle.title},
        second=" · ".join(words),
        at=at,
        url=own_url,
        deed=deed,
        deed_url=deed_url,
        state=state,
        state_label=label,
    )


def _standing(row: Any, own_url: str) -> tuple[str, str, str, str]:
    """State and its word, the deed on the button and where it leads."""
    if row.state == State.CANCELLED:
        return "na", _("cancelled"), "", ""
    if row.paper:  # the title leads to the sign-up, the button to the paper itself
        paper = reverse("workshops:enrolment_certificate", args=[row.token])
        return "done", _("certificate"), _("Download"), paper
    if row.state == State.RESERVE and row.offered_until and row.offered_until > clock.now():
        return "soon", _("a place waits for your answer"), _("Answer"), own_url
    found = {
        State.REFUSED: ("na", _("no place")),
        State.APPLIED: ("progress", _("waits for the list")),
        State.RESERVE: ("progress", _("on the reserve list")),
    }.get(row.state)
    if found is None and row.confirm_until is not None:
        found = "soon", _("to be confirmed")
    if found is None:
        found = ("progress", _("you have a place")) if row.coming_at is not None else ("none", _("over"))
    return (*found, "", "")


def clauses_told(person: Person) -> list[tuple[str, str, int, dt.datetime]]:
    """What the person was told about their data at each sign-up: (programme, its slug, version, when), newest first."""
    rows = (
        Enrolment.objects.filter(person=person, clause__isnull=False)
        .order_by("-created_at", "-pk")
        .values_list("cycle__programme__title", "cycle__programme__slug", "clause__version", "created_at")
    )
    return list(rows[:MOST])
