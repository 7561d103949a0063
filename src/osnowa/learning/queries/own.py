"""What of tests and surveys waits for a participant: on the page behind their link, and among their affairs."""

import datetime as dt

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.learning.models import CycleTest, Sitting
from osnowa.learning.queries.survey import has_answered
from osnowa.learning.queries.tests import is_open, length_of, questions_of, window_by
from osnowa.learning.rules.tests import AFTER_OPEN, form_of
from osnowa.lib import clock
from osnowa.lib.prepared import Prepared
from osnowa.people.models import Account
from osnowa.people.rules.affairs import Affair
from osnowa.ui.words import short_date
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries import own_page

MOST = 20
WORDS = {"before": "przed", "after": "po"}  # of the moments in addresses


_test_of = Prepared(lambda cycle: CycleTest.objects.filter(cycle=cycle).select_related("theme"), cycle=int)


@own_page.source
def tasks_on_own_page(enrolment: Enrolment, sessions: list[Session]) -> list[own_page.OwnTask]:
    """The test that is open now, or done; the survey once the last session has begun."""
    if enrolment.state != Enrolment.State.PLACED:
        return []
    tasks = []
    test = _test_of.first(cycle=enrolment.cycle_id)
    if test is not None:
        done = set(
            Sitting.objects.filter(enrolment=enrolment, finished_at__isnull=False).values_list(
                "moment", flat=True
            )
        )
        tasks += [
            task
            for moment in ("before", "after")
            if (task := _test(enrolment, test, moment, sessions, done=moment in done))
        ]
    span = window_by(enrolment, "after", sessions)
    if is_open(span) and span is not None:
        answered = has_answered(enrolment)
        tasks.append(
            own_page.OwnTask(
                _("Say what the workshops were like"),
                _("Thank you, we have your answer.")
                if answered
                else _("Six questions, without your name. Until %(when)s.") % {"when": short_date(span[1])},
                reverse("learning:survey", args=[enrolment.token]),
                "" if answered else _("Answer"),
            )
        )
    return tasks


@own_page.page("survey")
def survey_address(token: str) -> str:
    """For letters of workshops that ask for an answer."""
    return reverse("learning:survey", args=[token])


def _test(
    enrolment: Enrolment, test: CycleTest, moment: str, sessions: list[Session], *, done: bool
) -> own_page.OwnTask | None:
    span = window_by(enrolment, moment, sessions)
    title = _("A short test before the cycle") if moment == "before" else _("A short test after the cycle")
    url = reverse("learning:test", args=[enrolment.token, WORDS[moment]])
    if done:
        second = (
            _("Done, thank you.") if moment == "before" else _("Done. See your result and the explanations.")
        )
        return own_page.OwnTask(title, second, url)
    if span is None or not is_open(span):
        return None
    length = length_of(questions_of(test.theme, form_of(moment, enrolment.number)))
    return own_page.OwnTask(
        title,
        ngettext(
            "%(questions)d question, about %(minutes)d min. No marks, nobody passes or fails. Until %(when)s.",
            "At most %(questions)d questions, about %(minutes)d min. No marks, nobody passes or fails. Until %(when)s.",
            length.questions,
        )
        % {"questions": length.questions, "minutes": length.minutes, "when": short_date(span[1])},
        url,
        _("Take the test"),
    )


def affairs_of(account: Account) -> list[Affair]:
    """Tests and surveys that are open now and not done: what waits for a signed-in person."""
    if account.person_id is None:
        return []
    rows = list(
        Enrolment.objects.filter(
            person_id=account.person_id,
            state=Enrolment.State.PLACED,
            cycle__sessions__ends_at__gt=clock.now() - AFTER_OPEN,
            cycle__sessions__cancelled_at__isnull=True,
        )
        .select_related("cycle__test", "survey_ticket")
        .prefetch_related(
            Prefetch("cycle__sessions", queryset=Session.objects.order_by("starts_at")), "sittings"
        )
        .distinct()[:MOST]
    )
    return [affair for row in rows for affair in _affairs(row)]


def _affairs(row: Enrolment) -> list[Affair]:
    sessions = list(row.cycle.sessions.all())
    done = {sitting.moment for sitting in row.sittings.all() if sitting.finished_at is not None}
    name = _("Cycle %(number)d: %(title)s") % {"number": row.cycle.number, "title": row.cycle.title}
    found = []
    for moment in ("before", "after"):
        span = window_by(row, moment, sessions)
        if span is not None and is_open(span) and hasattr(row.cycle, "test") and moment not in done:
            title = (
                _("A short test before the cycle")
                if moment == "before"
                else _("A short test after the cycle")
            )
            url = reverse("learning:test", args=[row.token, WORDS[moment]])
            found.append(_waiting(title, name, span[1], url, _("Take the test")))
    span = window_by(row, "after", sessions)
    if span is not None and is_open(span) and not hasattr(row, "survey_ticket"):
        url = reverse("learning:survey", args=[row.token])
        found.append(_waiting(_("Say what the workshops were like"), name, span[1], url, _("Answer")))
    return found


def _waiting(title: str, name: str, until: dt.datetime, url: str, deed: str) -> Affair:
    return Affair(
        title=title,
        second=name,
        at=until,
        url=url,
        deed=deed,
        state="soon",
        state_label=_("until %(when)s") % {"when": short_date(until)},
    )
