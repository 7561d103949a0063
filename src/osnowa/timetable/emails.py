"""Letters about dates: one function and one template pair per mail, the same name."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from osnowa.lib import clock, mail
from osnowa.lib.models import OutgoingMail
from osnowa.timetable.models import Asking
from osnowa.workshops.models import Enrolment

PAUSE = dt.timedelta(days=3)


def dates_asked(enrolment: Enrolment, asking: Asking) -> None:
    """When can you come? A link to the person's own page of ticks."""
    person, programme = enrolment.person, asking.programme
    if person.erased_at is not None or not person.email:
        return
    mail.queue(
        "timetable/dates_asked",
        to=person.email,
        language=enrolment.language,
        about=enrolment,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
        context={
            "enrolment": enrolment,
            "cycle": enrolment.cycle,
            "asking": asking,
            "programme": programme,
            "dates_url": settings.BASE_URL + reverse("timetable:dates", args=[enrolment.token]),
        },
    )


def asked_lately(enrolment: Enrolment) -> bool:
    """Did a letter about dates go to this person's sign-up within the pause?"""
    return OutgoingMail.objects.filter(
        template="timetable/dates_asked",
        about_kind=Enrolment._meta.label_lower,  # noqa: SLF001  the public name of a kind
        about_id=enrolment.pk,
        created_at__gt=clock.now() - PAUSE,
    ).exists()
