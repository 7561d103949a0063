"""What cooperation knows about a person: export and erase."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q

from osnowa.cooperation.models import Announcement, Answer
from osnowa.cooperation.rules import FOUND_AS
from osnowa.lib import clock, mail, search
from osnowa.people.models import Person


def export(person: Person) -> dict[str, Any]:
    """Announcements and answers that the person wrote, and the connections in which they are the contact."""
    written = Announcement.objects.filter(author=person).select_related("organisation").order_by("pk")
    given = (
        Answer.objects.filter(person=person)
        .select_related("organisation", "announcement__organisation")
        .order_by("pk")
    )
    accepted = (
        Answer.objects.filter(contact=person).select_related("announcement__organisation").order_by("pk")
    )
    return {
        "announcements": [
            {
                "kind": row.kind,
                "organisation": row.organisation.name,
                "title": row.title,
                "text": row.text,
                "topic": row.get_topic_display(),
                "valid_until": row.valid_until.isoformat(),
                "state": row.state,
                "outcome": row.get_outcome_display(),
                "created_at": row.created_at.isoformat(),
                "hidden_because": row.hidden_because,
            }
            for row in written
        ],
        "answers": [
            {
                "organisation": row.organisation.name,
                "announcement_of": row.announcement.organisation.name,
                "text": row.text,
                "state": row.state,
                "declined_because": row.declined_because,
                "created_at": row.created_at.isoformat(),
                "decided_at": row.decided_at.isoformat() if row.decided_at else None,
                "came_of": row.get_came_of_display(),
                "came_of_on": row.came_of_on.isoformat() if row.came_of_on else None,
            }
            for row in given
        ],
        "connections_accepted": [
            {
                "announcement_of": row.announcement.organisation.name,
                "decided_at": row.decided_at.isoformat() if row.decided_at else None,
                "came_of": row.get_came_of_display(),
            }
            for row in accepted
        ],
    }


def people_in(programmes: Collection[int]) -> list[Any]:
    """Querysets of ids: who announced, answered, or is the contact of a connection in one of these programmes."""
    answers = Answer.objects.filter(announcement__programme__in=programmes)
    return [
        Announcement.objects.filter(programme__in=programmes).values("author"),
        answers.values("person"),
        answers.filter(contact__isnull=False).values("contact"),
    ]


@transaction.atomic
def erase(person: Person) -> None:
    """Forget what the person wrote: announcements close, answers lose their text; connections stay counted.

    Letters about them go too: the other side was sent the person's contact.
    """
    now = clock.now()
    sides = Q(person=person) | Q(contact=person) | Q(announcement__author=person)
    mail.forget_about(
        Announcement, list(Announcement.objects.filter(author=person).values_list("pk", flat=True))
    )
    mail.forget_about(Answer, list(Answer.objects.filter(sides).values_list("pk", flat=True)))
    for row in Announcement.objects.select_for_update().filter(author=person).order_by("pk"):
        row.title = row.text = row.hidden_because = ""
        if row.state == Announcement.State.OPEN:
            row.state, row.closed_at = Announcement.State.CLOSED, now
            row.outcome = Announcement.Outcome.OUTDATED
        row.changed_at = now
        row.save()
        search.show(FOUND_AS, row.pk, None)
    waiting = Answer.State.WAITING
    Answer.objects.filter(announcement__author=person, state=waiting).update(
        state=Answer.State.DECLINED, decided_at=now
    )
    Answer.objects.filter(person=person, state=waiting).update(state=Answer.State.WITHDRAWN, decided_at=now)
    Answer.objects.filter(person=person).update(text="")
    Answer.objects.filter(sides).update(declined_because="", came_of_words="")
