"""Letters about tests and the survey. Each repeats what matters in its text and leads to the person's own pages."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.learning.queries.own import WORDS
from osnowa.learning.queries.tests import length_of, questions_of, test_of, window_of
from osnowa.learning.rules.tests import form_of
from osnowa.lib import mail
from osnowa.workshops.models import Enrolment


def test_before(enrolment: Enrolment) -> None:
    """The short test before the cycle is open: what it is for, how long it takes, the link."""
    _queue("test_before", enrolment, moment="before")


def test_after(enrolment: Enrolment) -> None:
    """The cycle is over: the second test (where the cycle has one) and the survey without names."""
    _queue("test_after", enrolment, moment="after")


def _queue(template: str, enrolment: Enrolment, *, moment: str) -> None:
    person, cycle = enrolment.person, enrolment.cycle
    if person.erased_at is not None or not person.email:
        return
    programme, test, span = cycle.programme, test_of(cycle), window_of(enrolment, moment)
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "cycle": cycle,
        "programme": programme,
        "until": span[1] if span else None,
        "own_url": settings.BASE_URL + reverse("workshops:enrolment", args=[enrolment.token]),
        "survey_url": settings.BASE_URL + reverse("learning:survey", args=[enrolment.token]),
        "test_url": "",
    }
    if test is not None:
        context["length"] = length_of(questions_of(test.theme, form_of(moment, enrolment.number)))
        context["test_url"] = settings.BASE_URL + reverse(
            "learning:test", args=[enrolment.token, WORDS[moment]]
        )
    mail.queue(
        f"learning/{template}",
        to=person.email,
        language=enrolment.language,
        about=enrolment,
        programme_id=programme.pk,
        reply_to=programme.contact_email,
        context=context,
    )
