"""Messages whose words the coordinator wrote: by the clock, once, and as a preview. One template pair for all."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from osnowa.lib import mail
from osnowa.lib.models import OutgoingMail
from osnowa.ui import words as said
from osnowa.workshops.models import Enrolment, MessageKind, Session
from osnowa.workshops.queries.own_page import page_of
from osnowa.workshops.rules import messages as rules
from osnowa.workshops.rules.message_texts import Words

TEMPLATE = "workshops/message"


def message(
    words: Words,
    enrolment: Enrolment,
    session: Session | None,
    *,
    kind: str = "",
    not_after: dt.datetime | None = None,
) -> OutgoingMail | None:
    """Write it to the person in their language; nobody erased is written to. `kind`: of MessageKind, "" for a letter
    written once. `enrolment.cycle` must be at hand.
    """
    person, programme = enrolment.person, enrolment.cycle.programme
    if person.erased_at is not None or not person.email:
        return None
    return mail.queue(
        TEMPLATE,
        to=person.email,
        language=enrolment.language,
        about=enrolment,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
        not_after=not_after,
        context=context_of(words, enrolment, session, enrolment.language, kind=kind),
    )


def preview(
    words: Words, enrolment: Enrolment, session: Session | None, language: str, *, kind: str = ""
) -> mail.Composed:
    """As it will look to this person in this language. Links lead nowhere: whoever looks is not that person."""
    context = context_of(words, enrolment, session, language, kind=kind, link="podglad")
    return mail.compose(TEMPLATE, language=language, context=context)


def context_of(
    words: Words,
    enrolment: Enrolment,
    session: Session | None,
    language: str,
    *,
    kind: str = "",
    link: str = "",
) -> dict[str, Any]:
    """What the template needs. `link`: stands for the sign-up's token in a preview."""
    token = link or enrolment.token
    own_url = _own_url(token)
    values = _values(enrolment, session, language, token)
    subject, text = words.in_language(language)
    filled = rules.fill(text, values)
    return {
        "subject": rules.fill(subject, values),
        "body": filled,
        "paragraphs": [part.strip() for part in filled.split("\n\n") if part.strip()],
        "asks": kind == MessageKind.CONFIRM,
        "enrolment": enrolment,
        "cycle": enrolment.cycle,
        "programme": enrolment.cycle.programme,
        "own_url": own_url,
        "release_url": f"{own_url}rezygnacja/",
    }


def _values(enrolment: Enrolment, session: Session | None, language: str, token: str) -> dict[str, str]:
    """What stands for each key of rules.PLACEHOLDERS. A cycle without sessions has no dates to tell."""
    own_url = _own_url(token)
    values = {
        "name": enrolment.person.name,
        "cycle": enrolment.cycle.title,
        "session": "",
        "date": "",
        "time": "",
        "place": "",
        "own_page": own_url,
        "survey": _survey_url(enrolment, token) or own_url,
    }
    if session is None:
        return values
    starts_at, ends_at = said.local(session.starts_at), said.local(session.ends_at)
    with translation.override(language):
        return {
            **values,
            "session": session.title,
            "date": said.day(starts_at),
            "time": f"{said.clock(starts_at)}–{said.clock(ends_at)}",  # type: ignore[arg-type]
            "place": session.online_url or session.place or enrolment.cycle.place or _("we will write where"),
        }


def _survey_url(enrolment: Enrolment, token: str) -> str:
    """The survey itself; empty for who has no place, because only people with one are asked."""
    if enrolment.state != Enrolment.State.PLACED:
        return ""
    address = page_of(token, "survey")
    return settings.BASE_URL + address if address else ""


def _own_url(token: str) -> str:
    return settings.BASE_URL + reverse("workshops:enrolment", args=[token])
