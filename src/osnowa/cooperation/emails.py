"""Letters to the two sides. One function and one template pair per mail, the same name.

Every letter says the essential facts in its text. Only those about a connection carry contact data, of the other side.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.cooperation.models import Announcement, Answer
from osnowa.cooperation.queries import speakers_of
from osnowa.lib import mail
from osnowa.people.models import Person


def answer_received(answer: Answer) -> None:
    """Somebody answered your announcement: what they say, and where you decide."""
    announcement = answer.announcement
    for person in speakers_of(announcement.organisation_id, announcement.author):
        _queue("answer_received", person, announcement, about=answer, answer=answer)


def answer_accepted(answer: Answer) -> None:
    """Your answer was accepted: here is their contact. And to them: here is yours."""
    contact = answer.contact
    if contact is None:
        return
    _queue(
        "answer_accepted",
        answer.person,
        answer.announcement,
        about=answer,
        answer=answer,
        contact=contact,
        other=answer.announcement.organisation,
    )
    _queue(
        "contact_given",
        contact,
        answer.announcement,
        about=answer,
        answer=answer,
        contact=answer.person,
        other=answer.organisation,
    )


def answer_declined(answer: Answer) -> None:
    """Your answer was declined, with their word where they left one; or the announcement was closed."""
    _queue(
        "answer_declined",
        answer.person,
        answer.announcement,
        about=answer,
        answer=answer,
        was_closed=answer.announcement.state == Announcement.State.CLOSED,
    )


def announcement_hidden(announcement: Announcement) -> None:
    """The team hid your announcement, why, and whom to ask."""
    _queue("announcement_hidden", announcement.author, announcement, about=announcement)


def announcement_expires(announcement: Announcement) -> None:
    """Your announcement leaves the board on such a day: renew it or close it."""
    for person in speakers_of(announcement.organisation_id, announcement.author):
        _queue("announcement_expires", person, announcement, about=announcement)


def _queue(
    template: str, person: Person, announcement: Announcement, *, about: Announcement | Answer, **facts: Any
) -> None:
    if person.erased_at is not None or not person.email:
        return
    account = getattr(person, "account", None)
    programme = announcement.programme
    answer = facts.get("answer")
    mail.queue(
        f"cooperation/{template}",
        to=person.email,
        language=account.language if account is not None else settings.LANGUAGE_CODE,
        about=about,
        programme_id=announcement.programme_id,
        reply_to=programme.contact_email if programme else "",
        context={
            "announcement": announcement,
            "organisation": announcement.organisation,
            "programme": programme,
            "own_url": settings.BASE_URL + reverse("cooperation:own_announcement", args=[announcement.pk]),
            "public_url": settings.BASE_URL + reverse("cooperation:announcement", args=[announcement.pk]),
            "board_url": settings.BASE_URL + reverse("cooperation:board"),
            "answer_url": settings.BASE_URL + reverse("cooperation:answer", args=[answer.pk])
            if answer
            else "",
            **facts,
        },
    )
